"""What the teacher writes down for pupils who have no device."""

from msgspec.structs import asdict

from debate.agenda import permits
from debate.audience import Slice
from debate.floor import PURPOSES, is_open
from debate.notes import LEAST, MOST
from game.pieces import Lines
from game.slices.desk.pupils import everybody, pupils
from game.standing import Standing


def for_pupil(standing: Standing) -> Slice:
    """Who can be written for, and what may be done now. A leaning that is entered is never shown."""
    assembly = standing.assembly
    decided = assembly.results()
    running = assembly.status in ("open", "paused")
    return {
        "code": standing.code,
        "any": running and bool(pupils(standing)),
        "pupils": standing.once(everybody) if running else Lines("", ()),
        "may": asdict(permits(assembly)) | {"floor": is_open(assembly)},
        "purposes": ("point_of_order",) if assembly.floor.list_closed else PURPOSES,
        "values": list(range(LEAST, MOST + 1)),
        "questions": [
            {"id": q.id, "title": q.title}
            for q in assembly.scenario.questions
            if not q.alternatives and q.id not in decided
        ],
    }
