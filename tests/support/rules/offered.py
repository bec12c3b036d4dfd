"""What a page offers a pupil, and what the wall asks of somebody, as commands and seats that can be tried."""

from collections.abc import Iterator

from debate import commands as c
from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ballots.method import to_choose_from
from debate.commands import TEACHER, Command
from debate.guide.instead import instead
from debate.guide.next_step import Due, next_step
from debate.guide.now import Kind, now
from debate.guide.scene import Kind as SceneKind
from debate.guide.scene import Scene
from debate.rules.hall.mood import REACTIONS
from debate.rules.voting.guesses import can_guess, choices, to_recall

ASKS: dict[SceneKind, tuple[Kind, ...]] = {
    "debate": ("speak", "put_in", "vote", "called"),
    "voting": ("vote",),
    "roll": ("called",),
}
"""What a scene asks of those whom it asks for something."""


def pupils_of(assembly: Assembly) -> list[str]:
    """The seats that pupils play."""
    return [id for id in assembly.order if assembly.seats[id].held_by == "pupil"]


def asked_by(assembly: Assembly, shown: Scene) -> list[str]:
    """The pupils of whom this scene asks something now."""
    there, ballot = pupils_of(assembly), assembly.current
    if shown.kind == "debate":
        return [seat for seat in there if seat == shown.seat]
    if ballot is None or shown.kind not in ("voting", "roll"):
        return []
    waited_for = [seat for seat in there if seat in ballot.weights and seat not in ballot.votes]
    if shown.kind == "roll":
        return [seat for seat in waited_for if seat == shown.seat]
    return [] if ballot.calls else waited_for


def offered(assembly: Assembly, seat: str) -> Iterator[Command]:
    """One command for each thing that the pupil in this seat may do at once, filled in sensibly."""
    due = now(assembly, seat)
    ballot = assembly.current
    for act in due.acts:
        match act:
            case "cast_vote" if ballot:
                choice = METHODS[ballot.method].alternatives and ballot.alternatives[0] or "for"
                yield c.CastVote(by=seat, ballot=due.ballot, choice=choice)
            case "guess":
                questions = to_recall(assembly)
                about = questions[0].id if questions else can_guess(assembly, seat)
                yield c.Guess(by=seat, about=about, choice=choices(questions[0] if questions else None)[0])
            case "react":
                yield c.React(by=seat, reaction=REACTIONS[0])
            case "caucus_say":
                yield c.CaucusSay(by=seat, text="Shall we?")
            case "accept_bargain" | "drop_bargain":
                yield c.COMMANDS[act](by=seat, bargain=due.bargain)
            case "say_what_moved":
                yield c.SayWhatMoved(by=seat, ballot=due.ballot, what="mind")
            case "reflect":
                yield c.Reflect(by=seat, text="What I take away.")
            case "request_floor":
                role = assembly.role_of(seat)
                yield c.RequestFloor(
                    by=seat, purpose="question" if role and role.office == "press" else "new_point"
                )
            case _:
                yield c.COMMANDS[act](by=seat)


def offered_to_chair(assembly: Assembly, at: int) -> Iterator[Command]:
    """A command for each button of the chair: the step that is due, what stands beside it, and instead."""
    step = next_step(assembly)
    for way in (step, step.beside, *instead(assembly)):
        late = way is not None and way.step == "reopen_session" and at > (way.until or 0)
        if way is not None and way.step != "none" and not late:
            yield _pressed(assembly, way)


def _pressed(assembly: Assembly, way: Due) -> Command:
    fields = {way.name: way.value} if way.name else {}
    if way.way == "roll":
        fields["calls"] = "seating"
    if way.step == "give_casting_vote":
        fields["choice"] = to_choose_from(assembly.in_order()[-1])[0]
    if way.step == "enter_count":  # the figures are typed beside the button
        fields |= {"for_": 1, "against": 0, "abstain": 0}
    return c.COMMANDS[way.step](by=TEACHER, **fields)
