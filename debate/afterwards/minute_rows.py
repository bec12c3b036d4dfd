"""The rows of the minutes: for each kind of event that is told in them, what is told."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from debate import events as e
from debate.afterwards.persuasion import BargainBeside, beside
from debate.assembly import Assembly, Ballot, MotionState
from debate.ids import NOBODY, BallotId, BargainId, DocumentId, FactionId, SeatId
from debate.rules.business.subjects import title
from debate.scenario import CHOICES
from debate.shown.audience import Moment
from debate.shown.ballots import Asked, Division, choices_shown, division, labels
from debate.shown.motions import MotionRow, motion_row
from debate.shown.people import Named, Person, called, name_of, person, who
from debate.shown.written.documents import Cited, cited


class MinuteRow(Struct, frozen=True, kw_only=True):
    """One thing that is told, and when it happened. Alone, of what needs no more words than its kind."""

    kind: str
    at: Moment


class StageBegun(MinuteRow, frozen=True, kw_only=True):
    """Under its title stands what follows."""

    title: str


class GivenBack(MinuteRow, frozen=True, kw_only=True):
    """The server stood still for so many seconds."""

    seconds: int


class ByPerson(MinuteRow, frozen=True, kw_only=True):
    """What somebody did. Alone: who took the chair; no name: the teacher."""

    seat: SeatId
    name: str
    faction: FactionId


class Spoken(ByPerson, frozen=True, kw_only=True):
    """A speech that has ended: what for, and how many seconds by the meeting's clock."""

    purpose: str
    intervention: bool
    seconds: int
    cites: tuple[Cited, ...]


class Written(ByPerson, frozen=True, kw_only=True):
    """A statement, a headline, or a note of the secretary."""

    id: str
    text: str
    cites: tuple[Cited, ...] = ()


class Moved(ByPerson, frozen=True, kw_only=True):
    """A motion with its text as it was marked up when it was moved, and what became of it in the end."""

    motion: MotionRow
    state: MotionState
    reason: str
    seconders: tuple[Person, ...]


class CastingVote(MinuteRow, frozen=True, kw_only=True):
    """How the chair decided a tie."""

    title: str
    choice: str
    chosen: tuple[str, ...] | UnsetType = UNSET
    """Among alternatives: what they are called."""


class News(MinuteRow, frozen=True, kw_only=True):
    """A card, and what those are called to whom it came; nobody: everybody."""

    title: str
    to: tuple[str, ...]


class ReadAloud(MinuteRow, frozen=True, kw_only=True):
    """A document that was read to everybody."""

    title: str
    author: str


class NamedVoter(Named, frozen=True, kw_only=True):
    """Who voted with how much weight, named as they were then. `house`: it voted for them; `went_along`: with
    the pupils of their side; `silent`: a pupil who said nothing and was counted as their person believed."""

    weight: int
    house: bool
    went_along: bool
    silent: bool


class Voters(Struct, frozen=True, kw_only=True):
    """Who gave one vote, or stayed "away"; or had none because they were "absent" or "paired" then. `others`:
    how many the house plays besides: delegates without a person, and of those away everybody it holds."""

    vote: str
    people: tuple[NamedVoter, ...]
    others: int


class Struck(MinuteRow, frozen=True, kw_only=True):
    """A bargain, until in the end it is known what came of it (`Bargained`)."""

    bargain: BargainId


class Bargained(BargainBeside, frozen=True, kw_only=True):
    """A bargain with what became of it; told when the meeting is over. A `MinuteRow`, too."""

    kind: str
    at: Moment


class Closed(MinuteRow, frozen=True, kw_only=True):
    """A vote that was closed, until in the end it is known what came of it (`Divided`)."""

    ballot: BallotId


class Divided(Division, frozen=True, kw_only=True):
    """A closed vote as it was put, with its figures and its result: a `MinuteRow`, too."""

    kind: str
    at: Moment
    voters: tuple[Voters, ...] | UnsetType = UNSET
    """Where everybody may see who chose what."""


AnyRow = (
    MinuteRow
    | StageBegun
    | GivenBack
    | ByPerson
    | Spoken
    | Written
    | Moved
    | CastingVote
    | News
    | ReadAloud
    | Divided
    | Bargained
)
Tells = Callable[[Assembly, Any], MinuteRow | None]
"""None: this time there is nothing to tell."""


def alone(kind: str) -> Callable[[Assembly, Any], MinuteRow]:
    """What needs no more words."""
    return lambda assembly, event: MinuteRow(kind=kind, at=event.at)


def paused(assembly: Assembly, event: e.Paused) -> MinuteRow:
    row = alone("lesson_over") if event.sleeps else alone("paused")
    return row(assembly, event)


def resumed(assembly: Assembly, event: e.Resumed) -> MinuteRow:
    row = alone("next_lesson") if event.lesson else alone("resumed")
    return row(assembly, event)


def written(kind: str) -> Tells:
    """What somebody wrote; its id is the clerk's to add."""
    return lambda assembly, event: Written(
        kind=kind,
        at=event.at,
        **who(assembly, event.seat),
        id="",
        text=event.text,
        cites=cited(assembly.scenario, (getattr(event, "cites", DocumentId("")),)),
    )


def spoken(assembly: Assembly, event: e.TurnEnded | e.InterventionEnded) -> Spoken:
    """A speech, or an intervention, that has ended just now."""
    last = assembly.speeches[max(assembly.speeches)]
    return Spoken(
        kind="speech",
        at=event.at,
        **who(assembly, event.seat),
        purpose=last.purpose,
        intervention=last.intervention,
        seconds=round((last.ended - last.began) / 1000),
        cites=cited(assembly.scenario, last.cites),
    )


def moved(assembly: Assembly, event: e.MotionMoved) -> Moved:
    """A motion as it was moved; how it fared comes with `fared`."""
    motion = assembly.motions[event.motion]
    return Moved(
        kind="motion",
        at=event.at,
        **who(assembly, motion.seat),
        motion=motion_row(assembly, motion),
        state=motion.state,
        reason=motion.reason,
        seconders=(),
    )


def fared(assembly: Assembly, row: Moved) -> Moved:
    """A motion with what became of it, and who supported it."""
    motion = assembly.motions[row.motion.id]
    now = motion_row(assembly, motion)
    seconders = tuple(person(assembly, seat) for seat in motion.seconders)
    does = replace(row.motion, puts_in=now.puts_in, strikes=now.strikes)
    return replace(row, motion=does, state=motion.state, reason=motion.reason, seconders=seconders)


def divided(assembly: Assembly, row: Closed, put: Asked) -> Divided:
    """A closed vote with what came of it, and what it was about as that read when it was `put`."""
    ballot = assembly.ballots[row.ballot]
    seen = asdict(division(assembly, ballot, with_record=False)) | asdict(put)
    told = voters(assembly, ballot) if choices_shown(ballot) else UNSET
    return Divided(kind="division", at=row.at, **seen, voters=told)


def bargained(assembly: Assembly, row: Struck) -> Bargained:
    """A bargain with what became of it."""
    told = beside(assembly, assembly.bargains[row.bargain])
    return Bargained(kind="bargain", at=row.at, **asdict(told))


def voters(assembly: Assembly, b: Ballot) -> tuple[Voters, ...]:
    """Each vote that was given, and "away", with who gave it."""
    people: dict[str, list[NamedVoter]] = {vote: [] for vote in b.alternatives or CHOICES}
    others: Counter[str] = Counter()
    for seat in b.weights:
        vote, place = b.votes.get(seat, "away") or "abstain", b.seating[seat]
        group = people.setdefault(vote, [])
        if place.held_by == "pupil" or (place.role and vote != "away"):
            group.append(
                NamedVoter(
                    seat=seat,
                    name=called(assembly.scenario, place),
                    weight=b.weights[seat],
                    house=seat in b.house,
                    went_along=seat in b.followed,
                    silent=seat in b.silent,
                )
            )
        else:
            others[vote] += 1
    for seat, why in b.absent.items():
        people.setdefault(why, []).append(_without_vote(assembly, b, seat))
    return tuple(
        Voters(vote=vote, people=tuple(group), others=others[vote])
        for vote, group in people.items()
        if group or others[vote]
    )


def _without_vote(assembly: Assembly, b: Ballot, seat: SeatId) -> NamedVoter:
    name = called(assembly.scenario, b.seating[seat])
    return NamedVoter(seat=seat, name=name, weight=1, house=False, went_along=False, silent=False)


def casting_vote(assembly: Assembly, event: e.CastingVoteGiven) -> CastingVote:
    """A tie, and how the chair decided it."""
    ballot = assembly.ballots[event.ballot]
    offered = labels(assembly, ballot)
    return CastingVote(
        kind="casting",
        at=event.at,
        title=title(assembly, ballot.question),
        choice=event.choice,
        chosen=tuple(offered[id] for id in event.chosen if id in offered) if ballot.alternatives else UNSET,
    )


def chair(assembly: Assembly, event: e.ChairGiven) -> ByPerson:
    """Who takes the chair."""
    if not event.seat:
        return ByPerson(kind="chair", at=event.at, seat=NOBODY, name="", faction=FactionId(""))
    return ByPerson(kind="chair", at=event.at, **who(assembly, event.seat))


def news(assembly: Assembly, event: e.CardReleased) -> News:
    """A card that was released."""
    to = () if "all" in event.to else tuple(reader(assembly, id) for id in event.to)
    return News(kind="card", at=event.at, title=assembly.scenario.card(event.card).title, to=to)


def put_on_wall(assembly: Assembly, event: e.PutOnTheWall) -> MinuteRow | None:
    """A document that was read aloud; of what else lay on the wall nothing is told."""
    if event.what != "document":
        return None
    document = assembly.scenario.document(DocumentId(event.id))
    return ReadAloud(kind="document", at=event.at, title=document.title, author=document.author)


def reader(assembly: Assembly, id: str) -> str:
    """What to call a faction, a role or a seat to which a card went."""
    if id in assembly.seats:
        return name_of(assembly, SeatId(id))
    names: dict[str, str] = {f.id: f.name for f in assembly.scenario.factions}
    names |= {r.id: r.name for r in assembly.scenario.roles}
    return names.get(id, id)


TELLS: dict[type[e.Event], Tells] = {
    e.SessionOpened: alone("opened"),
    e.SessionClosed: alone("closed"),
    e.SessionReopened: alone("reopened"),
    e.StageEntered: lambda assembly, event: StageBegun(
        kind="stage", at=event.at, title=assembly.scenario.stage(event.stage).title
    ),
    e.Paused: paused,
    e.Resumed: resumed,
    e.TimeGivenBack: lambda assembly, event: GivenBack(
        kind="given_back", at=event.at, seconds=event.lost // 1000
    ),
    e.RecessCalled: alone("recess"),
    e.RecessEnded: alone("recess_over"),
    e.ChairGiven: chair,
    e.TurnEnded: spoken,
    e.InterventionEnded: spoken,
    e.StatementLeft: written("statement"),
    e.MotionMoved: moved,
    e.BallotClosed: lambda assembly, event: Closed(kind="division", at=event.at, ballot=event.ballot),
    e.CastingVoteGiven: casting_vote,
    e.CardReleased: news,
    e.PutOnTheWall: put_on_wall,
    e.BargainStruck: lambda assembly, event: Struck(kind="bargain", at=event.at, bargain=event.bargain),
    e.MinutesWritten: written("secretary"),
    e.HeadlineWritten: written("headline"),
}
"""What is told of each kind of event; all others leave no trace in the minutes."""
