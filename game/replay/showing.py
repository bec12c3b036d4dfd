"""One answer of a replay: what was asked for in the address, the place it means, and what stands there.

`?at=` an entry, or `?moment=` seconds on the slider over time; `?as=` through whose eyes; `?names=yes`;
`?scale=time`; `?beside=` another session's code, or `house`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import asdict, replace

from debate.ids import NOBODY, QuestionId
from debate.refusal import Refusal
from debate.rules.business.documents import reads
from debate.rules.business.subjects import title
from debate.scenario import Scenario
from debate.shown import people as naming
from debate.shown.outward import outward
from game.models import Session
from game.people.sitters import Names, People, by_name_alone
from game.replay import tapes
from game.replay.apart import apart
from game.replay.beside import SideBySide
from game.replay.chapters import ReplayChapter
from game.replay.lens import Lens, Onlooker, chosen
from game.replay.scene import Watched, pushed
from game.replay.tape import Tape
from game.sessions import by_code
from game.web.numbers import FARTHEST, whole_number
from game.web.times import as_datetime
from game.web.whole_pages import Page

KEPT = ("as", "names", "scale", "beside")
"""What of an address stays when one goes to another place."""
JUMPS = ("division", "speech", "card")
SPEEDS = (1, 2, 5, 10, 30, 60)
HOUSE = "house"
MOST_OTHERS = 50
A_LESSON = 50
"""Minutes of the meeting that anybody may watch."""


class Jump(ReplayChapter, frozen=True, kw_only=True):
    """A chapter, and the address at which it is."""

    href: str


class PlayerTimeline(Struct, frozen=True, kw_only=True):
    """What the player has to know of the whole, for its script: milliseconds from each entry to the next,
    from which entry on how many are left out besides, and which ones to step over."""

    at: int
    first: int
    gaps: list[int]
    skips: list[tuple[int, int]]
    marks: list[int]


class PlayerLinks(Struct, frozen=True, kw_only=True):
    """Addresses: one step back and on, and the slider by steps and by time."""

    back: str
    on: str
    steps: str
    time: str


class OtherHalf(Struct, frozen=True, kw_only=True):
    """The meeting beside. `code`: of its session, or "house"; `says`: where it is, in words; `now`: at which
    moment its clocks stand; `columns`: its parts."""

    code: str
    says: str
    now: int
    columns: list[list[SafeString]]


class Watching(Page, frozen=True, kw_only=True):
    """What both pages know, a server's and the one in a file. `elapsed`, `lasts`: seconds, up to here and of
    the whole; `kept`: what of the address a form has to send again; `jumps`: where the next of each kind is;
    `stage`, `columns`: the parts; `told`: does the viewer see names without asking? `seats`: through whose
    eyes a teacher may look."""

    code: str
    scenario: Scenario
    at: int
    head: int
    says: str
    now: int
    scale: Literal["time", "steps"]
    elapsed: int
    lasts: int
    kept: list[tuple[str, str]]
    links_to: PlayerLinks
    speeds: tuple[int, ...]
    chapters: list[Jump]
    jumps: list[tuple[str, str]]
    timeline: PlayerTimeline
    stage: SafeString
    columns: list[list[SafeString]]
    lens: Lens
    viewer: Onlooker | None
    told: bool
    seats: list[tuple[str, str]]
    cast: list[tuple[str, str]]
    beside: OtherHalf | None = None


class ThereThen(Struct, frozen=True, kw_only=True):
    """Where the meeting beside is by then, and at which moment its clocks stand."""

    says: str
    now: int


class SceneChange(Struct, frozen=True, kw_only=True):
    """What differs between two places: the parts as they are pushed (`html`), and where one is then."""

    at: int
    says: str
    html: str
    beside: ThereThen | UnsetType = UNSET


class Showing(NamedTuple):
    """`other`: the second meeting, through the same lens. `viewer` None: a stranger with a link, or
    anybody. `code`: of the session; "" for a meeting that the house plays in no time."""

    code: str
    viewer: Onlooker | None
    given: Mapping[str, str]
    watched: Watched
    at: int
    other: Watched | None = None
    beside: SideBySide | None = None

    @classmethod
    def of(
        cls, session: Session, given: Mapping[str, str], viewer: Onlooker | None, names: Names = ()
    ) -> "Showing":
        """Read the address. Raises Refusal for what the viewer may not see."""
        tape = tapes.of(session)
        other = _other(session, given.get("beside", ""), tape, viewer) if viewer else None
        lens = chosen(given.get("as", ""), viewer, tape, bool(names)) if viewer else Lens()
        people = by_name_alone(names) if lens.names else People()
        code = session.code if viewer else ""
        at = _asked(given, tape)
        if other is None:
            return cls(session.code, viewer, given, Watched(tape, lens, code, people), at)
        watched = Watched(tape, Lens(names=lens.names), code, people, compared=True)
        return cls(session.code, viewer, given, watched, at, other, SideBySide(tape, other.tape))

    @classmethod
    def of_house(cls, scenario: int, given: Mapping[str, str]) -> "Showing":
        """The meeting of this kept scenario as the house alone plays it, for anybody."""
        tape = tapes.of_house(scenario, A_LESSON)
        return cls("", None, given, Watched(tape, Lens()), _asked(given, tape))

    def query(self, **asked: Any) -> str:
        """An address on this page: what is kept of the present one, and what is asked for."""
        kept = {key: self.given[key] for key in KEPT if self.given.get(key)} if self.viewer else {}
        if not self.viewer and self.given.get("scale"):
            kept["scale"] = self.given["scale"]
        return "?" + urlencode({key: value for key, value in (kept | asked).items() if value != ""})

    def changed(self, before: int, language: str) -> SceneChange:
        """What is different here from how it was at `before`, for a page that shows that."""
        parts = self.watched.changed(before, self.at, language)
        words, html = says(self.watched.tape, self.at, self.code), pushed(parts.items())
        if self.other is None or self.beside is None:
            return SceneChange(at=self.at, says=words, html=html)
        tape, old, new = self.other.tape, self.beside.place(before), self.beside.place(self.at)
        others = self.other.changed(old, new, language)
        html += pushed((f"beside-{target}", apart(html)) for target, html in others.items())
        beside = ThereThen(says=says(tape, new, self.other.code), now=now(tape, new))
        return SceneChange(at=self.at, says=words, html=html, beside=beside)

    def page(self, language: str) -> Watching:
        """What stands here, as the page shows it."""
        tape, lens = self.watched.tape, self.watched.lens
        chapters, page = self.chapters(), self.watched.page(self.at, language)
        return Watching(
            code=self.watched.code,
            scenario=tape.scenario,
            at=self.at,
            head=tape.head,
            says=says(tape, self.at, self.code),
            now=now(tape, self.at),
            scale="time" if self.given.get("scale") == "time" else "steps",
            elapsed=(tape.moment(self.at) - tape.moment(1)) // 1000,
            lasts=(tape.moment(tape.head) - tape.moment(1)) // 1000 + 1,
            kept=[(key, self.given[key]) for key in KEPT if self.viewer and self.given.get(key)],
            links_to=PlayerLinks(
                back=self.query(at=tape.beside(self.at, -1)),
                on=self.query(at=tape.beside(self.at, 1)),
                steps=self.query(at=self.at, scale=""),
                time=self.query(at=self.at, scale="time"),
            ),
            speeds=SPEEDS,
            chapters=[Jump(**asdict(row), href=self.query(at=row.seq)) for row in chapters],
            jumps=[(kind, self._next(kind, chapters)) for kind in JUMPS],
            timeline=self._timeline(),
            stage=page["stage"],
            columns=_filled(self.watched.columns, page),
            lens=lens,
            viewer=self.viewer,
            told=lens.names and not self.given.get("names"),
            seats=_seats(tape) if self.viewer and self.viewer.teaches else [],
            cast=cast(tape, self.watched.people) if lens.names else [],
            beside=self._second(language),
        )

    def _second(self, language: str) -> OtherHalf | None:
        """The other meeting's half of the page."""
        if self.other is None or self.beside is None:
            return None
        tape, at = self.other.tape, self.beside.place(self.at)
        page = {target: apart(html) for target, html in self.other.page(at, language).items()}
        return OtherHalf(
            code=self.other.code or HOUSE,
            says=says(tape, at, self.other.code),
            now=now(tape, at),
            columns=_filled(self.other.columns, page),
        )

    def chapters(self) -> list[ReplayChapter]:
        """Those this viewer may read of: a card only if it reached them."""
        tape, lens = self.watched.tape, self.watched.lens
        return [
            self._named(chapter)
            for chapter in tape.chapters
            if not chapter.to
            or lens.audience == "teach"
            or reads(tape.seek(chapter.seq), chapter.to, lens.seat if chapter.seq >= lens.since else NOBODY)
        ]

    def _named(self, chapter: ReplayChapter) -> ReplayChapter:
        """The chapter, for all but the desk without words that were taken away."""
        tape = self.watched.tape
        if not tape.gone or not chapter.about or self.watched.lens.audience == "teach":
            return chapter
        return replace(chapter, title=title(outward(tape.end), QuestionId(chapter.about)))

    def _next(self, kind: str, chapters: list[ReplayChapter]) -> str:
        """Where the next vote, speech or card is; empty when there is none."""
        later = (c.seq for c in chapters if c.kind == kind and c.seq > self.at)
        return self.query(at=seq) if (seq := next(later, 0)) else ""

    def _timeline(self) -> PlayerTimeline:
        tape = self.watched.tape
        moments = tape.moments()
        return PlayerTimeline(
            at=self.at,
            first=moments[0],
            gaps=[after - before for before, after in zip(moments, moments[1:], strict=False)],
            skips=tape.skips,
            marks=tape.marks,
        )


class OtherSession(NamedTuple):
    """Another session of the same meeting."""

    code: str
    created_at: datetime


def others(session: int) -> tuple[OtherSession, ...]:
    """The sessions of the same meeting that a teacher may lay beside this one, newest first."""
    slug = Session.objects.values_list("scenario__slug", flat=True).get(pk=session)
    rows = Session.objects.filter(scenario__slug=slug).exclude(pk=session)
    return tuple(OtherSession(row.code, row.created_at) for row in rows.order_by("-pk")[:MOST_OTHERS])


def place(typed: str | None, head: int) -> int:
    """The entry asked for, kept within the journal; the first one for anything else."""
    return min(max(1, whole_number(typed, -FARTHEST, FARTHEST) or 1), head)


def says(tape: Tape, at: int, code: str) -> str:
    """Where we are, in words. `code` "": in a meeting that the house plays in no time."""
    if not code:
        return _("Step %(at)s of %(head)s") % {"at": at, "head": tape.head}
    when = timezone.localtime(as_datetime(tape.when(at)))
    return _("Step %(at)s of %(head)s, %(time)s") % {
        "at": at,
        "head": tape.head,
        "time": when.strftime("%H:%M:%S"),  # `times.js` looks for that
    }


def now(tape: Tape, at: int) -> int:
    """The moment clocks stand at, in milliseconds by the server's clock."""
    return tape.when(at)


def _asked(given: Mapping[str, str], tape: Tape) -> int:
    if "at" in given or "moment" not in given:
        return place(given.get("at"), tape.head)
    seconds = whole_number(given["moment"], 0, FARTHEST) or 0
    return tape.reached(tape.moment(1) + 1000 * seconds + 999)


def _other(session: Session, wanted: str, tape: Tape, viewer: Onlooker) -> Watched | None:
    """The meeting to lay beside: the house's, or for a teacher another class's. Raises Refusal."""
    if not wanted:
        return None
    if wanted == HOUSE:
        return Watched(tapes.of_house(session.scenario_id, tape.end.minutes), Lens(), compared=True)
    if not viewer.owns:
        raise Refusal("not_yours")
    found = by_code.found(wanted)
    if found.scenario.slug != session.scenario.slug:
        raise Refusal("not_the_same_meeting")
    return Watched(tapes.of(found), Lens(), found.code, compared=True)


def _filled(columns: tuple[tuple[str, ...], ...], page: Mapping[str, SafeString]) -> list[list[SafeString]]:
    return [[page[target] for target in column] for column in columns]


def _seats(tape: Tape) -> list[tuple[str, str]]:
    """Seats that pupils hold, with their persons, for a teacher to look through."""
    end = tape.end
    return [(id, naming.name_of(end, id)) for id in end.order if end.seats[id].held_by == "pupil"]


def cast(tape: Tape, people: People) -> list[tuple[str, str]]:
    """Who played whom."""
    end = tape.end
    return [(naming.name_of(end, id), people.seats[id].name) for id in end.order if id in people.seats]
