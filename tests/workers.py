"""How several workers share the files of the suite: how many there are, what comes first, where time went.

What a single worker keeps for its tests is in `shared.py`.
"""

import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest

LONGEST_FIRST = (
    "tests/test_bootstrap.py",
    "tests/live/votes/test_attacker.py",
    "tests/upgrades/",
    "tests/browser/lesson/test_check.py",
    "tests/browser/pages/test_pages_seat.py",
    "tests/browser/lesson/test_meeting.py",
    "tests/browser/afterwards/test_replay.py",
    "tests/browser/lesson/test_desk.py",
    "tests/browser/",
    "tests/live/server/test_two_processes.py",
    "tests/live/server/test_crash.py",
    "tests/live/votes/test_counting.py",
    "tests/live/people/test_people.py",
    "tests/live/",
    "tests/game/exports/test_import_session.py",
    "tests/debate/test_random_play.py",
    "tests/game/parts/test_parts.py",
    "tests/game/parts/test_pieces.py",
)
"""What takes longest or mostly waits, so that no worker ends alone with it. Those with a browser follow each
other: a worker closes its own when something else comes between them."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where several workers share the files, these come first; each worker has to say the same order."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    found = (place for place, path in enumerate(LONGEST_FIRST) if nodeid.startswith(path))
    return next(found, len(LONGEST_FIRST))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """After a run of several workers: where their time went, folder by folder."""
    if not config.getoption("numprocesses", None):
        return
    spent: Counter[str] = Counter()
    tests: dict[str, set[str]] = defaultdict(set)
    for report in (r for reports in terminalreporter.stats.values() for r in reports):
        if isinstance(report, pytest.TestReport):
            folder = str(Path(report.nodeid.partition("::")[0]).parent)
            spent[folder] += report.duration
            tests[folder].add(report.nodeid)
    terminalreporter.section("minutes of the workers, by folder")
    for folder, seconds in spent.most_common():
        terminalreporter.line(f"{seconds / 60:5.1f}  {folder} ({len(tests[folder])} tests)")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Two more than there are cores: some always wait, for a server or a clock."""
    return (os.cpu_count() or 1) + 2
