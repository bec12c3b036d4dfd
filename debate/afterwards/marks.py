"""What each seat has done in a meeting, as figures: for a teacher's marks, not for a ranking on the wall."""

from collections import Counter

from msgspec import UNSET, Struct, UnsetType

from debate.afterwards.aims import judged
from debate.afterwards.persuasion import balances
from debate.assembly import Assembly
from debate.ballots import METHODS
from debate.ids import SeatId
from debate.rules.voting.credit import credits
from debate.shown.people import name_of


class Marks(Struct, frozen=True, kw_only=True):
    """The figures of one seat. `role`, `faction`: their names. Seconds are those of speeches and
    interventions. An aim is True, False, or None where it hangs on a secret vote."""

    role: str
    faction: str
    speeches: int
    seconds: int
    interventions: int
    statements: int
    moved: int
    seconded: int
    cast: int
    silent: int
    """Votes in which they said nothing and were counted as their person believed."""
    could_cast: int
    moved_others: int
    """How often others said that this one moved them."""
    struck: int
    """Bargains."""
    kept: int
    """Of their own promises in them, so far as it came to a vote."""
    public_aim: bool | UnsetType | None = UNSET
    """Of a person who has one."""
    private_aim: bool | UnsetType | None = UNSET
    """Of a person who has one."""
    reflection: str


FIGURES = (
    *(
        "speeches",
        "seconds",
        "interventions",
        "statements",
        "moved",
        "seconded",
        "cast",
        "silent",
        "could_cast",
    ),
    *("moved_others", "struck", "kept"),
)


def marks(assembly: Assembly) -> dict[SeatId, Marks]:
    """Seat to its figures. What the teacher took away does not count, nor votes that the house gave for the
    seat, or that were counted for a silent pupil."""
    figures = _counted(assembly)
    found = {}
    for seat in assembly.order:
        aims = {aim.kind: aim.met for aim in judged(assembly, seat)}
        found[seat] = Marks(
            role=name_of(assembly, seat),
            faction=assembly.scenario.faction(assembly.seats[seat].faction).name,
            **{name: figures[seat, name] for name in FIGURES},
            public_aim=aims.get("public", UNSET),
            private_aim=aims.get("private", UNSET),
            reflection=assembly.reflections.get(seat, ""),
        )
    return found


def _counted(assembly: Assembly) -> Counter[tuple[str, str]]:
    """All figures at once, by seat and name of the figure."""
    found: Counter[tuple[str, str]] = Counter()
    milliseconds: Counter[str] = Counter()
    for speech in assembly.speeches.values():
        found[speech.seat, "interventions" if speech.intervention else "speeches"] += 1
        milliseconds[speech.seat] += speech.ended - speech.began
    for seat, spent in milliseconds.items():
        found[seat, "seconds"] = round(spent / 1000)
    for statement in assembly.statements.values():
        found[statement.seat, "statements"] += not statement.hidden
    for motion in assembly.motions.values():
        found[motion.seat, "moved"] += not motion.hidden
        for seat in motion.seconders:
            found[seat, "seconded"] += 1
    for ballot in assembly.ballots.values():
        for seat in ballot.weights if not METHODS[ballot.method].by_hand else ():
            found[seat, "could_cast"] += 1
            spoke = seat in ballot.votes and seat not in ballot.house and seat not in ballot.silent
            found[seat, "cast"] += spoke
            found[seat, "silent"] += seat in ballot.silent
    for seat, number in credits(assembly).items():
        found[seat, "moved_others"] = number
    for seat, balance in balances(assembly).items():
        found[seat, "struck"], found[seat, "kept"] = balance.struck, balance.kept
    return found
