"""How soon the replay of 20,000 events opens, and how soon it stands at another place of it.

A lively lesson of a class of 30 is played on and on until its journal has that many entries, and put into
the database of a fresh server. Timed is what a browser waits: for the page, opened for the first time, and
then for the parts of places drawn at random, one after the other. The same seeks are timed in one process,
too, where the baselines are: folding from the start and drawing every part, with the events already in memory
and, as the replay did once, with all of them decoded each time. Seeks and baselines come in turns.
"""

import json
import random
import time
import urllib.request
from collections.abc import Callable
from statistics import median, quantiles

from bench.fold import conference
from bench.support import held, played, server
from bench.support.lively_lesson import lesson
from bench.support.report import BELOW, Result
from bench.support.server import HOST, Server
from debate import codec
from debate.events import AnyEvent
from debate.evolve import fold
from debate.scenario import Scenario

ENTRIES, ROUNDS, PUPILS = 20_000, 40, 30
SEEKS, TURNS = 200, 40
CODE = "BENCH2"


def run() -> Result:
    """Open, seek, and do the same without what makes it quick."""
    scenario = conference()
    events = lesson(scenario, pupils=PUPILS, rounds=ROUNDS).events
    if len(events) < ENTRIES:
        raise ValueError(f"a lesson of {len(events)} entries is too short")
    result = Result()
    with server.game() as running:
        played.open_database(running)
        played.put(CODE, scenario.slug, events)
        opened, bytes_of_page = timed(lambda: fetched(running, ""))
        again, _ = timed(lambda: fetched(running, "?at=5000"))
        asked, sizes = over_the_line(running, len(events))
        held.note(result, running, PUPILS)
    seeks, folds, reads = in_process(scenario, events)
    result.figures |= {
        "open_first_s": opened,
        "open_again_s": again,
        "seek_p50_ms": median(asked),
        "seek_p95_ms": quantiles(asked, n=20)[-1],
        "seek_in_process_p50_ms": median(seeks),
    }
    result.baseline = {
        "fold_and_draw_all_p50_ms": median(folds),
        "decode_fold_and_draw_all_p50_ms": median(reads),
    }
    result.ratios = {
        "sooner_than_fold": median(folds) / median(seeks),
        "sooner_than_decoding": median(reads) / median(seeks),
    }
    result.targets |= {"open_first_s": (BELOW, 1.5), "seek_p50_ms": (BELOW, 50)}
    result.notes.append(
        f"{len(events):,} entries; a page of {bytes_of_page / 1024:,.0f} KiB, "
        f"{SEEKS} seeks of {median(sizes) / 1024:.1f} KiB in the middle"
    )
    return result


def fetched(running: Server, rest: str) -> bytes:
    """What the server answers about the session's replay."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"http://{HOST}:{running.port}/replay/{CODE}/{rest}", timeout=60) as answer:
        return answer.read()


def timed(work: Callable[[], bytes]) -> tuple[float, int]:
    """(seconds, bytes)."""
    began = time.perf_counter()
    size = len(work())
    return time.perf_counter() - began, size


def places(head: int, number: int) -> list[int]:
    chance = random.Random(1917)
    return [chance.randint(1, head) for _ in range(number)]


def over_the_line(running: Server, head: int) -> tuple[list[float], list[int]]:
    """Milliseconds and bytes of seeks from one place drawn at random to the next, as a page asks for them."""
    milliseconds, sizes, before = [], [], 1
    for place in places(head, SEEKS):
        began = time.perf_counter()
        answer = fetched(running, f"scene/?at={place}&from={before}")
        milliseconds.append((time.perf_counter() - began) * 1000)
        sizes.append(len(answer))
        assert json.loads(answer)["at"] == place
        before = place
    return milliseconds, sizes


def in_process(scenario: Scenario, events: list[AnyEvent]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of seeks; of a fold from the start with all parts drawn; of that with decoding."""
    from game import parts
    from game.replay.lens import Lens
    from game.replay.scene import Watched
    from game.replay.tape import Tape
    from game.standing import Standing

    watched = Watched(Tape(scenario, events), Lens(), CODE)

    def all_drawn(events: list[AnyEvent]) -> None:
        now = Standing(code=CODE, assembly=fold(scenario, events))
        for key, shown in parts.shared_slices(now, "screen").items():
            parts.draw(key, shown, "en")

    rows = [(codec.encode(event), codec.version_of(codec.kind_of(event))) for event in events]
    seeks, folds, reads, before = [], [], [], 1
    for place in places(len(events), TURNS):
        seeks.append(clocked(lambda b=before, p=place: watched.changed(b, p, "en")))
        folds.append(clocked(lambda p=place: all_drawn(events[:p])))
        reads.append(clocked(lambda p=place: all_drawn([codec.decode(*row) for row in rows][:p])))
        before = place
    return seeks, folds, reads


def clocked(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
