"""How many events a second `debate` folds, for a class of 30 and for a hall of 1,000.

A whole Conference is played first: everybody is seated, one in ten asks for the floor in each debate and half
of those speak and leave a statement, everybody votes on each question and every second one changes the vote.
Timed is `fold` alone, over the finished journal, from the first event to the last. The baseline is the least
that an immutable state can cost: one `replace` of the same struct for each event, which only counts.
"""

import time
from collections.abc import Callable, Sequence
from statistics import median

from msgspec.structs import replace

from bench.support.report import AT_LEAST, Result
from debate import commands as c
from debate.assembly import Assembly
from debate.commands import TEACHER
from debate.events import AnyEvent
from debate.evolve import fold
from debate.prover.playout import Playout
from debate.rules.business.agenda import following, permits
from debate.scenario import CHOICES, Scenario

CLASS, HALL = 30, 1000
LONG_ENOUGH = 0.3
"""Seconds one repetition lasts at least."""
REPETITIONS = 7


def run() -> Result:
    """Fold both meetings and count beside them."""
    scenario = conference()
    small, large = meeting(scenario, CLASS), meeting(scenario, HALL)
    rates: dict[str, list[float]] = {"class": [], "hall": [], "replace": []}
    for _ in range(REPETITIONS):  # in turns, so that all three meet the same machine
        rates["class"].append(per_second(lambda: fold(scenario, small), len(small)))
        rates["hall"].append(per_second(lambda: fold(scenario, large), len(large)))
        rates["replace"].append(per_second(lambda: count(scenario, small), len(small)))
    middle = {name: median(found) for name, found in rates.items()}
    return Result(
        figures={
            f"class_of_{CLASS}_events_per_s": middle["class"],
            f"hall_of_{HALL}_events_per_s": middle["hall"],
        },
        baseline={"replace_per_s": middle["replace"]},
        ratios={
            "class_over_replace": middle["class"] / middle["replace"],
            "hall_over_class": middle["hall"] / middle["class"],
        },
        targets={f"class_of_{CLASS}_events_per_s": (AT_LEAST, 50_000), "hall_over_class": (AT_LEAST, 0.5)},
        notes=[f"journals of {len(small):,} and {len(large):,} events"],
    )


def conference() -> Scenario:
    """The Conference as it lies in `seeds/`."""
    from game.environment import ROOT
    from game.scenarios import files

    return files.read(ROOT / "seeds" / "democratic-conference")


def per_second(work: Callable[[], object], events: int) -> float:
    """Repeat the work until the clock says enough."""
    rounds, began = 0, time.perf_counter()
    while (passed := time.perf_counter() - began) < LONG_ENOUGH:
        work()
        rounds += 1
    return rounds * events / passed


def count(scenario: Scenario, events: Sequence[AnyEvent]) -> Assembly:
    """The baseline: a new state for each event, in which nothing but the number is new."""
    assembly = Assembly(scenario=scenario)
    for _ in events:
        assembly = replace(assembly, seq=assembly.seq + 1)
    return assembly


def meeting(scenario: Scenario, pupils: int) -> list[AnyEvent]:
    """The journal of a whole meeting of so many pupils."""
    playout = Playout(scenario)
    playout.do(c.CreateSession(by=TEACHER, pupils=pupils, minutes=90))
    for _ in range(pupils):
        playout.do(c.TakeSeat(by=c.DOOR))
    playout.do(c.OpenSession(by=TEACHER))
    while following(playout.assembly):
        stage = playout.assembly.now
        if permits(playout.assembly).floor:
            speak(playout, pupils // 10)
        if stage and stage.question and stage.question not in playout.assembly.results():
            divide(playout)
        if following(playout.assembly):
            playout.do(c.AdvanceStage(by=TEACHER))
    playout.do(c.CloseSession(by=TEACHER))
    return playout.events


def speak(playout: Playout, wishing: int) -> None:
    """So many ask for the floor; every second gets it and leaves a sentence for the record."""
    asking = [seat for seat in playout.assembly.order if playout.assembly.seats[seat].votes][:wishing]
    for seat in asking:
        playout.do(c.RequestFloor(by=seat))
    for seat in asking[::2]:
        playout.do(c.GiveFloor(by=TEACHER))
        playout.do(c.LeaveStatement(by=seat, text="Those who govern must answer to this hall."))
        playout.do(c.EndTurn(by=TEACHER))


def divide(playout: Playout) -> None:
    """Everybody votes, every second one thinks better of it, the house fills up, the chair announces."""
    playout.do(c.PutQuestion(by=TEACHER))
    ballot = playout.assembly.ballots[playout.assembly.ballot]
    voters = [seat for seat in ballot.weights if playout.assembly.seats[seat].held_by == "pupil"]
    for number, seat in enumerate(voters):
        playout.do(c.CastVote(by=seat, ballot=ballot.id, choice=CHOICES[number % 3]))
    for number, seat in enumerate(voters[::2]):
        playout.do(c.CastVote(by=seat, ballot=ballot.id, choice=CHOICES[(2 * number + 1) % 3]))
    playout.do(c.CloseBallot(by=TEACHER))
    playout.do(c.Announce(by=TEACHER))
