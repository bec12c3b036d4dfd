"""What makes sense in the miniature just now, so that sessions played at random get somewhere."""

from msgspec.structs import replace

from debate import commands as c
from debate.assembly import Assembly
from debate.ballots.method import to_choose_from
from debate.commands import TEACHER, Command
from debate.rules.business.agenda import following
from debate.rules.business.wording import text_of
from debate.scenario import Choice, Role, Scenario, StandingOrders
from tests.support.rules import mini


def scenario() -> Scenario:
    """The miniature with the whole procedure. Nobody abstained on `bridge`, so that the house has a bloc to
    hold; rooms are always open; the chair decides ties on motions."""

    def decided(role: Role) -> Role:
        bridge = role.beliefs["bridge"]
        vote: Choice = "for" if bridge.vote == "abstain" else bridge.vote
        return replace(role, beliefs=role.beliefs | {"bridge": replace(bridge, vote=vote, open=())})

    everything = mini.with_everything()
    return replace(
        everything,
        roles=tuple(decided(role) for role in everything.roles),
        standing_orders=StandingOrders(caucus="always", tie="chair"),
    )


def pupils(assembly: Assembly) -> list[str]:
    """The seats that pupils play and that have a vote."""
    seats = (assembly.seats[id] for id in assembly.order)
    return [seat.id for seat in seats if seat.held_by == "pupil" and seat.votes]


def something_to_move(assembly: Assembly, kind: str, number: int) -> dict[str, object] | None:
    """A motion of this kind that can be moved now, if there is one; another one for another number."""
    about = _about(assembly)
    if kind in about and not about[kind]:
        return None
    target = about[kind][number % len(about[kind])] if kind in about else ""
    if kind == "main":
        return {"text": f"Paint boat {number} at once. Let the council of the town pay."}
    words = text_of(assembly, target).split()
    passage = " ".join(words[len(words) // 2 :])
    if kind == "amendment":
        how = ("insert", "strike", "replace")[number % 3]
        return {"amends": target, "how": how, "passage": passage, "text": f"And boat {number} too."}
    return {"kind": kind, "about": target, "passage": passage, "seconds": 60}


def _about(assembly: Assembly) -> dict[str, list[str]]:
    """What a motion of each kind can be about; a kind that is about nothing is left out."""
    motions = [assembly.motions[id] for id in sorted(assembly.motions)]
    texts = ["bridge", *(motion.id for motion in motions if motion.kind == "main" and motion.pending)]
    votable = ["bridge", "toll", *(motion.id for motion in motions if motion.pending)]
    return {
        "amendment": texts,
        "divide": texts,
        "by_roll_call": votable,
        "in_secret": votable,
        "reconsider": [b.question for b in assembly.in_order() if b.announced and not b.alternatives],
        "reorder": [s.question for s in assembly.agenda() if s.question and s.id not in assembly.path],
        "appeal": [motion.id for motion in motions if motion.state == "ruled_out"],
    }


def way_home(assembly: Assembly) -> Command:
    """What a teacher does who wants to go home."""
    current = assembly.current
    if assembly.status == "paused":
        return c.Resume(by=TEACHER)
    if assembly.status == "lobby":
        return c.OpenSession(by=TEACHER)
    if current and current.open:
        return c.CloseBallot(by=TEACHER)
    if current and current.tied:
        return c.GiveCastingVote(by=TEACHER, choice=to_choose_from(current)[-1])
    return c.AdvanceStage(by=TEACHER) if following(assembly) else c.CloseSession(by=TEACHER)
