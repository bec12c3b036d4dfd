"""What is shown hangs on no order that Python draws anew for every process: two servers show the same."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import django, hashlib
django.setup()
from debate.assembly import Assembly
from debate.evolve import evolve
from game import parts
from game.standing import Standing
from tests.journals.test_journals import JOURNALS, opened

for path in (path for path in JOURNALS if path.name.count(".") == 2):
    scenario, events, _ = opened(path)
    assembly = Assembly(scenario=scenario)
    for event in events:
        assembly = evolve(assembly, event)
        if assembly.seq % 23 == 0 or assembly.seq == len(events):
            standing = Standing(code="MILBRK", assembly=assembly)
            for audience, seat in (("teach", ""), ("screen", ""), ("seat", "s1")):
                for part, html in parts.page(standing, audience, seat, "en").items():
                    print(path.name, assembly.seq, audience, part, hashlib.sha256(html.encode()).hexdigest())
"""


def drawn(seed, folder):
    settings = {"PYTHONHASHSEED": seed, "DJANGO_SETTINGS_MODULE": "game.settings", "DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env=os.environ | settings, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_two_processes_draw_every_part_of_a_played_meeting_alike(tmp_path):
    one, other = drawn("1", tmp_path), drawn("2", tmp_path)

    assert len(one) > 500
    assert [(a, b) for a, b in zip(one, other, strict=True) if a != b] == []
