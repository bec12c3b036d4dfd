"""In which lessons somebody took part: whether anything came from them, and whether they spoke.

Who only listened has left no trace in the journal, and is not said to have been away: a teacher knows better.
"""

from collections.abc import Iterable

from debate import events as e
from debate.assembly import Assembly
from debate.ids import SeatId

OF_THEIR_OWN = (
    e.SeatTaken,
    e.FloorRequested,
    e.RequestWithdrawn,
    e.FloorGiven,
    e.InterventionGiven,
    e.StatementLeft,
    e.DocumentCited,
    e.MotionMoved,
    e.MotionSeconded,
    e.VoteCast,
    e.SlipHandedIn,
    e.LeaningSet,
    e.CaucusSaid,
    e.BargainOffered,
    e.MovedTold,
    e.MinutesWritten,
    e.HeadlineWritten,
    e.ReflectionWritten,
    e.Guessed,
    e.CheckAnswered,
    e.WorkHandedIn,
    e.HelpCalled,
    e.TextHeld,
)
"""What comes from a pupil, also where a teacher enters it for somebody without a device."""


def attended(assembly: Assembly, events: Iterable[e.AnyEvent]) -> dict[SeatId, dict[int, bool]]:
    """By seat, the numbers of the lessons in which anything came from it, and: did it speak then?"""
    found: dict[SeatId, dict[int, bool]] = {}
    begins: list[tuple[int, int]] = []
    lesson = 1
    for event in events:
        if isinstance(event, e.Resumed) and event.lesson:
            lesson = event.lesson
            begins.append((event.at, lesson))
        elif isinstance(event, OF_THEIR_OWN):
            found.setdefault(event.seat, {}).setdefault(lesson, False)
    for speech in assembly.speeches.values():
        number = max((n for at, n in begins if at <= speech.began), default=1)
        found.setdefault(speech.seat, {})[number] = True
    return {seat: dict(sorted(lessons.items())) for seat, lessons in found.items()}
