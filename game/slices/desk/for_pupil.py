"""What the teacher writes down for pupils who have no device."""

from msgspec import Struct
from msgspec.structs import replace

from debate.rules.business.agenda import Permits, permits
from debate.rules.hall.floor import PURPOSES, is_open
from debate.rules.hall.notes import LEAST, MOST
from game.pieces import Lines
from game.slices.desk.pupils import everybody, pupils
from game.slices.motions import Titled
from game.standing import Standing


class ForPupil(Struct, frozen=True, kw_only=True):
    """Who can be written for, and what may be done now."""

    code: str
    any: bool
    pupils: Lines
    may: Permits
    purposes: tuple[str, ...]
    values: tuple[int, ...]
    questions: tuple[Titled, ...]


def for_pupil(standing: Standing) -> ForPupil:
    """Who can be written for, and what may be done now. A leaning that is entered is never shown."""
    assembly = standing.assembly
    decided = assembly.results()
    running = assembly.status in ("open", "paused")
    return ForPupil(
        code=standing.code,
        any=running and bool(pupils(standing)),
        pupils=standing.once(everybody) if running else Lines("", ()),
        may=replace(permits(assembly), floor=is_open(assembly)),
        purposes=("point_of_order",) if assembly.floor.list_closed else PURPOSES,
        values=tuple(range(LEAST, MOST + 1)),
        questions=tuple(
            Titled(id=q.id, title=q.title)
            for q in assembly.scenario.questions
            if not q.alternatives and q.id not in decided
        ),
    )
