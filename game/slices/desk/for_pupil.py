"""What the teacher writes down for pupils who have no device."""

from msgspec import Struct
from msgspec.structs import replace

from debate.ids import NOBODY, BallotId
from debate.rules.business.agenda import Permits, permits
from debate.rules.business.subjects import title
from debate.rules.hall.floor import PURPOSES, is_open
from debate.rules.hall.notes import LEAST, MOST
from debate.rules.voting import credit
from debate.shown.people import Named, name_of
from debate.shown.written.documents import Cited
from game.pieces import Lines
from game.slices.desk.pupils import SeatedPupil, everybody, pupils, voters
from game.slices.documents import citable
from game.slices.motions import Titled
from game.slices.persuasion import Votes, to_be_promised
from game.standing import Standing


class ForPupil(Struct, frozen=True, kw_only=True):
    """Who can be written for, and what may be done now. `votes`: what can be promised; `told`: the latest
    vote that was announced, with those who `crossed` in it and the speakers and documents they can name."""

    code: str
    any: bool
    paused: bool
    pupils: Lines
    may: Permits
    purposes: tuple[str, ...]
    values: tuple[int, ...]
    questions: tuple[Titled, ...]
    voters: Lines
    votes: tuple[Votes, ...]
    told: BallotId
    told_title: str
    crossed: tuple[SeatedPupil, ...]
    speakers: tuple[Named, ...]
    documents: tuple[Cited, ...]


def for_pupil(standing: Standing) -> ForPupil:
    """Who can be written for, and what may be done now. A leaning that is entered is never shown."""
    assembly = standing.assembly
    decided = assembly.results()
    running = assembly.status in ("open", "paused")
    votes = standing.once(to_be_promised)
    told = credit.last_told(assembly) if running else None
    return ForPupil(
        code=standing.code,
        any=running and bool(pupils(standing)),
        paused=assembly.status == "paused",
        pupils=standing.once(everybody) if running else Lines("", ()),
        may=replace(permits(assembly), floor=is_open(assembly)),
        purposes=("point_of_order",) if assembly.floor.list_closed else PURPOSES,
        values=tuple(range(LEAST, MOST + 1)),
        questions=tuple(
            Titled(id=q.id, title=q.title)
            for q in assembly.scenario.questions
            if not q.alternatives and q.id not in decided
        ),
        voters=standing.once(voters) if votes else Lines("", ()),
        votes=votes,
        told=told.id if told else BallotId(""),
        told_title=title(assembly, told.question) if told else "",
        crossed=tuple(pupils(standing, credit.crossed(assembly, told))) if told else (),
        speakers=tuple(
            Named(seat=id, name=name_of(assembly, id)) for id in credit.speakers(assembly, NOBODY)
        ),
        documents=citable(standing),
    )
