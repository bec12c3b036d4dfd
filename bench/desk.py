"""What one change costs at the desk with 60 pupils: cut, compare and draw anew, beside a pupil's page.

A Conference with 60 pupils and something in every panel stands in its first debate. Then changes come one by
one: a vote, a request to speak, a motion seconded, a pupil's phone that goes to sleep. Timed is what a push
does for one audience: all slices, the comparison with what was shown before, and the parts that differ as
HTML. The baseline is the same change for a pupil's page, its shared parts and the own ones it touches, in
turns with the desk, so that both meet the same machine.
"""

import os
import time
from collections.abc import Callable, Iterator
from statistics import median

from bench.fold import conference
from bench.support.report import Result
from debate import commands as c
from debate.commands import TEACHER
from debate.prover.playout import Playout
from debate.rules.business.agenda import permits

PUPILS = 60
CHANGES = 24
"""Of each kind."""
SENTENCES = 20


def run() -> Result:
    """Every kind of change, for both audiences."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    django.setup()
    figures: dict[str, float] = {}
    baseline: dict[str, float] = {}
    ratios: dict[str, float] = {}
    for kind, changes in KINDS.items():
        found = measured(changes)
        figures |= {
            f"{kind}_desk_ms": found["teach"][0],
            f"{kind}_desk_kib": found["teach"][1],
        }
        baseline |= {
            f"{kind}_pupil_ms": found["seat"][0],
            f"{kind}_pupil_kib": found["seat"][1],
        }
        ratios[f"{kind}_desk_over_pupil"] = found["teach"][0] / found["seat"][0]
    return Result(
        figures=figures,
        baseline=baseline,
        ratios=ratios,
        notes=[f"{PUPILS} pupils; medians of {CHANGES} changes of each kind"],
    )


def measured(changes: Callable[[Playout], Iterator[dict]]) -> dict[str, tuple[float, float]]:
    """Audience to (milliseconds, KiB of HTML) for a change of this kind."""
    from game import parts

    playout = busy()
    me, known = voters(playout)[0], len(playout.events)
    shown = {audience: parts.shared_slices(standing(playout, {}), audience) for audience in ("teach", "seat")}
    times: dict[str, list[float]] = {"teach": [], "seat": []}
    sizes: dict[str, list[float]] = {"teach": [], "seat": []}
    for presence in changes(playout):
        now = standing(playout, presence)
        touched = parts.Touched()
        touched.note(playout.events[known:])
        known = len(playout.events)
        for audience in ("teach", "seat"):
            began = time.perf_counter()
            slices = parts.shared_slices(now, audience)
            rows = parts.changed(shown[audience], slices)
            if audience == "seat":
                rows += parts.personal_slices(now, me, touched.targets(me))
            html = parts.push_html(rows, "en")
            times[audience].append((time.perf_counter() - began) * 1000)
            sizes[audience].append(len(html.encode()) / 1024)
            shown[audience] = slices
    return {audience: (median(times[audience]), median(sizes[audience])) for audience in times}


def standing(playout: Playout, presence: dict):
    """How the session stands, with names."""
    from game.people.sitters import People, Sitter, Sitting
    from game.standing import Standing

    seats = {
        id: Sitting((Sitter(n, f"Pupil {n}", "ABCD2345"),)) for n, id in enumerate(playout.assembly.order)
    }
    return Standing(
        code="ABC234",
        assembly=playout.assembly,
        people=People(seats=seats),
        presence=dict.fromkeys(seats, "here") | presence,
    )


def busy() -> Playout:
    """The first debate, with speakers, sentences and motions."""
    playout = Playout(conference())
    playout.do(c.CreateSession(by=TEACHER, pupils=PUPILS, minutes=90, weighting="seat"))
    for _ in range(PUPILS):
        playout.do(c.TakeSeat(by=c.DOOR))
    playout.do(c.OpenSession(by=TEACHER))
    while not permits(playout.assembly).floor:
        playout.do(c.AdvanceStage(by=TEACHER))
    there = voters(playout)
    for seat in there[:SENTENCES]:
        playout.do(c.LeaveStatement(by=seat, text="Those who govern must answer to this hall."))
    for seat in there[:6]:
        playout.do(c.RequestFloor(by=seat))
    for seat in there[:4]:
        playout.do(c.Move(by=seat, text=f"The hall hears {seat} first."))
    playout.do(c.GiveFloor(by=TEACHER))
    return playout


def voters(playout: Playout) -> list[str]:
    """Pupils with a vote."""
    seats = (playout.assembly.seats[id] for id in playout.assembly.order)
    return [seat.id for seat in seats if seat.held_by == "pupil" and seat.votes]


def votes(playout: Playout) -> Iterator[dict]:
    playout.do(c.PutQuestion(by=TEACHER, question="coalition", method="show"))
    yield {}
    for seat in voters(playout)[:CHANGES]:
        playout.do(c.CastVote(by=seat, ballot=playout.assembly.ballot, choice="for"))
        yield {}


def requests(playout: Playout) -> Iterator[dict]:
    for seat in voters(playout)[6 : 6 + CHANGES]:
        playout.do(c.RequestFloor(by=seat))
        yield {}


def seconds(playout: Playout) -> Iterator[dict]:
    """Seconded again and again: each changes the motion's line."""
    for seat in voters(playout)[4 : 4 + CHANGES]:
        playout.do(c.Second(by=seat, motion="m1"))
        yield {}


def sleeps(playout: Playout) -> Iterator[dict]:
    for number in range(1, CHANGES + 1):
        yield dict.fromkeys(playout.assembly.order[:number], "away")


KINDS = {"vote": votes, "request": requests, "second": seconds, "presence": sleeps}
