"""Makes the golden journals anew: `python3 -m tests.journals.make`.

Only when the rules have learnt something that a journal should hold, never to make a test pass: what was
played once must replay for ever, so an old journal is kept under another name when a new one is made.
"""

import gzip
import json
from pathlib import Path

from debate import codec
from debate.assembly import Assembly
from debate.events import StageEntered
from debate.evolve import evolve
from game.scenarios import files
from tests.journals.story import tell
from tests.journals.told import told

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"


def make(slug: str) -> None:
    """Play the story with a scenario as it is now, and write down the journal and what it comes to."""
    scenario = files.read(SEEDS / slug)
    story = tell(scenario)
    assembly = Assembly(scenario=scenario)
    milestones = []
    for event in story.journal:
        assembly = evolve(assembly, event)
        if isinstance(event, StageEntered) or event is story.journal[-1]:
            milestones.append(told(assembly))
    entries = [[codec.version_of(codec.kind_of(e)), json.loads(codec.encode(e))] for e in story.journal]
    content = {
        "scenario": json.loads(files.to_json(scenario)),
        "entries": entries,
        "milestones": milestones,
    }
    packed = gzip.compress(json.dumps(content, ensure_ascii=False).encode(), mtime=0)
    (HERE / f"{slug}.json.gz").write_bytes(packed)
    print(f"{slug}: {len(entries)} entries, {len(packed)} bytes")


if __name__ == "__main__":
    for folder in files.folders(SEEDS):
        make(folder.name)
