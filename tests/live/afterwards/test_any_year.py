"""Meetings of other years than ours, as somebody else wrote them: played to the end, page by page."""

import re
import tomllib

import pytest

from tests.live.classroom import NAMES
from tests.server import Server
from tests.support.server import headings
from tests.support.server.any_year import AMNESTY, IN_GERMAN, TOWN_COUNCIL, amnesty, town_council, written
from tests.support.server.page import read
from tests.upgrades import pages

OURS = re.compile(r"\b1917\b")
WRITTEN = {TOWN_COUNCIL: lambda: IN_GERMAN + town_council(), AMNESTY: amnesty}
BEFORE = ["/", "/scenarios/", "/scenarios/{}/", "/scenarios/{}/sheets/", "/scenarios/{}/watch/"]
"""Pages of a meeting that nobody plays yet: `{}` is its address."""
DURING = ["/seat/{}/", "/screen/{}/", "/teach/{}/", "/join/{}/"]
NEED_NOTHING_BELOW = {"Who speaks?", "Vote now", "The session is closed"}
"""They are all that is to be said."""
CLOSED_DESK = re.compile(r"afterwards /teach/\w+/$|as=teach")
"""Of every meeting it keeps panels in which nothing can be done any more."""
CHAPTERS = ("guess", "halls", "person", "turning_points", "lab", "otherwise", "take_away")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    meetings = written(tmp_path_factory.mktemp("meetings"))
    settings = {"DJANGO_SETTINGS_MODULE": "tests.support.server.own_meetings", "MEETINGS": str(meetings)}
    with Server.alone(tmp_path_factory.mktemp("any-year"), **settings) as started:
        yield started


@pytest.fixture(scope="module", params=[TOWN_COUNCIL, AMNESTY])
def played(request, server):
    return Played(server, request.param)


class Played:
    """A meeting with four pupils, from the lobby to the close, with all that was shown on the way."""

    def __init__(self, server: Server, slug: str):
        self.server, self.slug, self.teacher = server, slug, server.teacher()
        self.shown: dict[str, str] = {}
        for page in (*BEFORE, f"/teach/new/?scenario={slug}&pupils=4"):
            self.look(page.format(slug), "before")
        self.code = server.session(self.teacher, slug, pupils=4)
        self.pupils = [server.pupil(self.code, name) for name in NAMES[: self.seats()]]
        self.play()
        for page in [page for page in pages.ALL if not page.startswith("/join/")]:
            self.look(page.format(self.code), "afterwards")
        self.look("/teach/", "afterwards")

    def seats(self) -> int:
        return min(4, len(self.teacher.state(self.code)["seats"]))

    def look(self, path: str, when: str) -> None:
        person = self.pupils[0] if path.startswith("/seat/") else self.teacher
        answer = person.get(path)
        assert answer.status == 200, path
        self.shown[f"{when} {path}"] = answer.text

    def teach(self, act: str, **fields) -> None:
        answer = self.teacher.act(self.code, act, **fields).json
        assert answer["ok"], (act, answer)

    def play(self) -> None:
        self.teach("open_session")
        while (stage := self.teacher.state(self.code)["stage"])["kind"] != "debrief":
            if stage["kind"] == "division":
                self.vote(stage["question"])
            for page in DURING:
                self.look(page.format(self.code), stage["kind"])
            self.teach("advance_stage")
        for chapter in CHAPTERS:
            if self.teacher.act(self.code, "show_chapter", chapter=chapter).json["ok"]:
                for page in DURING:
                    self.look(page.format(self.code), chapter)
        self.teach("close_session")

    def vote(self, question: str) -> None:
        self.teach("put_question", question=question, seconds=0)
        for page in DURING:
            self.look(page.format(self.code), "voting")
        for pupil in self.pupils:
            beliefs = {"ballot": "b1", "choice": "for"}
            assert pupil.act(self.code, "cast_vote", **beliefs).json["ok"]
        self.teach("close_ballot")
        self.teach("announce")


def test_no_page_speaks_of_another_year_than_its_own(played):
    found = {page for page, text in played.shown.items() if OURS.search(text_of(page, text))}

    assert found == set()


def test_no_heading_stands_over_nothing(played):
    drawn = {page: text for page, text in played.shown.items() if is_page(text)}

    found = {page: set(headings.empty(text)) - NEED_NOTHING_BELOW for page, text in drawn.items()}

    assert {page: empty for page, empty in found.items() if empty and not CLOSED_DESK.search(page)} == {}


def test_pages_say_when_it_was(played):
    year, day = {TOWN_COUNCIL: ("1801", "4 May 1801"), AMNESTY: ("403 BC", "September 403 BC")}[played.slug]
    outcome = headings.words(played.shown[f"afterwards /outcome/{played.code}/"])
    lab = headings.words(played.shown[f"afterwards /lab/{played.code}/"])
    minutes = headings.words(played.shown[f"afterwards /minutes/{played.code}/"])

    assert f"What they decided in {year}" in outcome
    assert f"In {year}" in outcome
    assert f"In {year}" in lab
    assert f"not what happened in {year}" in minutes
    for page in (f"before /scenarios/{played.slug}/", f"afterwards /outcome/{played.code}/"):
        assert day in headings.words(played.shown[page]), page


def is_page(text: str) -> bool:
    return text.lstrip().startswith("<!")


def text_of(page: str, text: str) -> str:
    """What of an answer can be read: a workbook is packed."""
    if is_page(text):
        return headings.words(text)
    return "" if ".xlsx" in page else text


@pytest.mark.parametrize("played", [AMNESTY], indirect=True)
def test_readers_are_told_the_short_name_of_a_source_and_never_its_id(played):
    named = {path: sources_named(text) for path, text in played.shown.items() if is_page(text)}
    paper = played.shown[f"afterwards /teach/{played.code}/print/"]

    for page in ("/outcome/{}/", "/lab/{}/", "/export/{}.html?names=1&briefs=1", "/replay/{}/?at=40&as=s1"):
        assert named[f"afterwards {page.format(played.code)}"], page
    assert set().union(*named.values()) == {"Constitution of the Athenians"}
    assert "documented: Constitution of the Athenians<" in paper
    assert "<b>Constitution of the Athenians</b>" in paper


def sources_named(text: str) -> set[str]:
    """What the buttons of a page call its sources, and the list of them."""
    marked = [
        node
        for node in read(text).all()
        if node.attributes.get("popovertarget", "").startswith("about-")
        and "popovertargetaction" not in node.attributes
        or node.attributes.get("id", "").startswith("source-")
    ]
    # The words for those who do not see the page stand in an element of their own.
    return {" ".join(part for part in node.inner if isinstance(part, str)).strip() for node in marked}


def test_the_texts_of_a_meeting_say_in_which_language_they_are(played):
    """Names of people, factions and works are left as they are (WCAG 3.1.2); an option that holds more than
    such a text cannot say it."""
    language, texts = meeting_texts(played.slug)

    found = {
        (where, text)
        for page, shown in played.shown.items()
        if is_page(shown)
        for where, text in said_in_another(read(shown), language, texts)
    }

    assert found == set()


@pytest.mark.parametrize("played", [TOWN_COUNCIL], indirect=True)
@pytest.mark.parametrize(
    "page",
    ["before /scenarios/{}/", "afterwards /teach/{}/print/", "afterwards /export/{}.html?names=1&briefs=1"],
)
def test_who_wrote_a_meeting_and_what_others_may_do_with_it_is_said(played, page):
    shown = headings.words(played.shown[page.format(played.slug if "scenarios" in page else played.code)])

    assert "Written for the classroom by The school by the river." in shown
    assert "Licence: Copy it as you like." in shown


def meeting_texts(slug: str) -> tuple[str, set[str]]:
    """The language of a meeting, and all that is written in it."""
    written = tomllib.loads(WRITTEN[slug]())
    return written["language"], {text for key, text in _texts(written) if key not in NOT_MARKED}


NOT_MARKED = {"name", "short", "id"}


def _texts(piece, key=""):
    if isinstance(piece, dict):
        for name, inner in piece.items():
            if name not in ("sources", "author", "licence"):
                yield from _texts(inner, name)
    elif isinstance(piece, list):
        for inner in piece:
            yield from _texts(inner, key)
    elif isinstance(piece, str) and " " in piece:
        yield key, piece


def said_in_another(node, wanted, texts, language="", where=""):
    language = node.attributes.get("lang", language)
    where += f" {node.tag}" + (f".{node.attributes['class']}" if "class" in node.attributes else "")
    if node.tag in ("script", "style", "title"):
        return
    if node.tag == "option":
        texts = texts & {" ".join(node.inner)}
    for inner in node.inner:
        if not isinstance(inner, str):
            yield from said_in_another(inner, wanted, texts, language, where)
        elif language != wanted:
            words = " ".join(inner.split())
            yield from ((" ".join(where.split()[-3:]), text) for text in texts if text in words)
