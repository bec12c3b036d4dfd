"""What can be played, drawn once: a page about a meeting is the same for everybody."""

from django.utils.safestring import mark_safe
from django.utils.translation import override
from msgspec import to_builtins
from msgspec.structs import asdict

from debate.afterwards.lives import Life, life
from debate.ids import RoleId, SeatId
from debate.rules.business.planner import course
from debate.scenario import Faction, Role, Scenario
from debate.scenario.writing import Source, in_numbers
from debate.shown.briefs import DelegateBrief, FactionSheet, RoleBrief, faction_sheet, role_brief
from debate.shown.lengths import MOST_WORDS, AnyLength, cut
from game.drawn.pack import PrintedSheet, cited, sources_of
from game.drawn.played import SLOT, drawn, pieces
from game.drawn.replay import Given, ReplayPage
from game.hall import facing
from game.replay.showing import SceneChange, Showing, place
from game.scenarios import versions
from game.slices.documents import ReadDocument, documents_to_read
from game.slices.lesson_before import LessonShown, lesson
from game.web.whole_pages import Page

A_CLASS = 28
"""Seats in the picture of a hall."""


class MeetingPage(Page, frozen=True, kw_only=True):
    """All about a meeting. `lives`: of its persons, by their roles, for teachers; `hall`: as a usual class
    fills it; `lengths`: lessons it is planned for, in minutes; `slot`: where this server's address goes;
    `readings`, `lesson`: documents and the lesson before, for teachers."""

    template = "pages/before/scenario.html"
    scenario: Scenario
    people: list[tuple[Faction, list[Role]]]
    lives: dict[RoleId, Life]
    hall: facing.HallPicture
    lengths: list[int]
    teaches: bool
    slot: str
    readings: tuple[ReadDocument, ...]
    lesson: LessonShown | None


class SheetsPage(Page, frozen=True, kw_only=True):
    """The role sheets of a meeting, by faction, in this `length` of all `lengths`; `sources`: by their
    ids."""

    template = "pages/before/sheets.html"
    scenario: Scenario
    people: list[tuple[Faction, list[PrintedSheet]]]
    sources: dict[str, Source]
    length: AnyLength
    lengths: tuple[AnyLength, ...]


def pictures() -> list[tuple[Scenario, facing.HallPicture]]:
    """The meetings that this server offers, in the order in which they met, each with its hall."""
    rows = sorted(versions.offered().values(), key=lambda found: in_numbers(found.opened))
    return [(found, picture(found)) for found in rows]


def picture(found: Scenario) -> facing.HallPicture:
    """The hall of a meeting, as a usual class fills it; at a table, those it cannot do without."""
    core = sum(role.votes and role.seat == "core" for role in found.roles)
    return facing.hall(found, min(A_CLASS, core) if found.plan == "table" else A_CLASS)


def scenario(language: str, version: int, teaches: bool = False) -> tuple[bytes, ...]:
    """All about one meeting, in the version with this number, with a slot for where this server is found.

    No record, outcome or later life is told here, but to teachers: pupils read this page before they play.
    """
    found = versions.version(version)
    held = course(found)
    with override(language):
        page = MeetingPage(
            scenario=found,
            people=_people(found),
            lives=_lives(found) if teaches else {},
            hall=picture(found),
            lengths=[
                sum(row.least for row in held if not row.may_be_left_out),
                sum(row.ideal for row in held),
            ],
            teaches=teaches,
            slot=mark_safe(SLOT.decode()),
            readings=documents_to_read(found.documents) if teaches else (),
            lesson=lesson(found, found.before, {}) if teaches and found.before else None,
        )
    return pieces(page.template, page, language)


def sheets(language: str, version: int, length: AnyLength = "") -> bytes:
    """All role sheets with their private halves, for a teacher who prepares a lesson: whole, or cut."""
    found = versions.version(version)
    people = [
        (side, [_sheet(found, role, length) for role in roles]) for side, roles in _people(found) if roles
    ]
    sources = {source.id: source for source in found.sources}
    page = SheetsPage(
        scenario=found, people=people, sources=sources, length=length, lengths=("", *MOST_WORDS)
    )
    return drawn(page.template, page, language).encode()


def _sheet(found: Scenario, role: Role, length: AnyLength) -> PrintedSheet:
    """A person that nobody plays yet, as the pack prints them."""
    side: FactionSheet = faction_sheet(found, role.faction)
    brief: RoleBrief | DelegateBrief = role_brief(found, role)
    if length:
        short = cut(brief, side, length)
        side, brief = short.side, short.brief
    return PrintedSheet(
        seat=SeatId(role.id),
        name=role.name,
        votes=role.votes,
        side=side,
        brief=brief,
        short=role.short,
        pupil="",
        sources=sources_of(found, {*cited(to_builtins(brief)), *cited(to_builtins(side))}),
    )


def _lives(found: Scenario) -> dict[RoleId, Life]:
    return {role.id: known for role in found.roles if (known := life(found, role))}


def _people(found: Scenario) -> list[tuple[Faction, list[Role]]]:
    return [(side, [r for r in found.roles if r.faction == side.id]) for side in found.factions]


def watch(language: str, version: int, given: Given) -> tuple[bytes, ...]:
    """The meeting as the house alone plays it, at one place: the page of a replay, with its slots."""
    with override(language):
        shown = _house(version, given).page(language)
    page = ReplayPage(**asdict(shown), house=True)
    return pieces(page.template, page, language)


def watch_scene(language: str, version: int, given: Given) -> SceneChange:
    """The parts that look different at `at` than at `from`."""
    with override(language):
        showing = _house(version, given)
        return showing.changed(place(dict(given).get("from"), showing.watched.tape.head), language)


def _house(version: int, given: Given) -> Showing:
    return Showing.of_house(version, dict(given))
