"""What each seat has done in a meeting, as figures: for a teacher's marks, not for a ranking on the wall."""

from collections import Counter
from typing import Any

from msgspec import UNSET, Struct, UnsetType

from debate.afterwards import study
from debate.afterwards.aims import judged
from debate.afterwards.persuasion import balances
from debate.afterwards.study import Checked, Citation
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
    cited: tuple[Citation, ...]
    """The documents they appealed to, and where."""
    checked: int | UnsetType = UNSET
    """Questions of the lesson before that they answered; where there are any."""
    checked_right: int | UnsetType = UNSET
    """Of these, how many rightly."""
    work: dict[str, str]
    """Tasks, by title, to what they handed in."""
    reflection: str


FIGURES = (
    "speeches",
    "seconds",
    "interventions",
    "statements",
    "moved",
    "seconded",
    "cast",
    "silent",
    "could_cast",
    "moved_others",
    "struck",
    "kept",
)


def marks(assembly: Assembly) -> dict[SeatId, Marks]:
    """Seat to its figures. What the teacher took away does not count, nor votes that the house gave for the
    seat, or that were counted for a silent pupil."""
    figures, cited, checked = _counted(assembly), _cited(assembly), study.checked(assembly)
    asked = bool(assembly.scenario.before and assembly.scenario.before.check)
    tasks = {task.id: task.title for task in assembly.scenario.tasks}
    found = {}
    for seat in assembly.order:
        counted: dict[str, Any] = {name: figures[seat, name] for name in FIGURES}
        done = checked.get(seat, Checked(answered=0, right=0))
        aims = {aim.kind: aim.met for aim in judged(assembly, seat)}
        found[seat] = Marks(
            role=name_of(assembly, seat),
            faction=assembly.scenario.faction(assembly.seats[seat].faction).name,
            **counted,
            public_aim=aims.get("public", UNSET),
            private_aim=aims.get("private", UNSET),
            cited=tuple(cited.get(seat, ())),
            checked=done.answered if asked else UNSET,
            checked_right=done.right if asked else UNSET,
            work={tasks[id]: text for id, text in study.handed_in(assembly, seat).items()},
            reflection=assembly.reflections.get(seat, ""),
        )
    return found


def _cited(assembly: Assembly) -> dict[SeatId, list[Citation]]:
    found: dict[SeatId, list[Citation]] = {}
    for one in study.citations(assembly):
        found.setdefault(one.seat, []).append(one)
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
