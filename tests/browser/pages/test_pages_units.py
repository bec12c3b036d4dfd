"""A meeting of 1787, in which states have one vote each, played to its end in a running server: what its
pages say, and a close look at them. Nobody is persuaded, so the record comes out."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.pages.looking import Looks
from tests.server import Person, Server
from tests.support.rules.philadelphia import philadelphia
from tests.support.server.meetings import written

STATES_FOR = "Connecticut, New Jersey, Delaware, Maryland, North Carolina"
NAMES = ("Ada", "Ben", "Cem", "Dee", "Eva", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Leo")


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("philadelphia")
    written(philadelphia(), home / "meetings" / "philadelphia")
    (home / "data").mkdir()
    settings = {
        "MEETINGS": str(home / "meetings"),
        "DJANGO_SETTINGS_MODULE": "tests.support.server.own_meetings",
    }
    with Server.alone(home / "data", **settings) as started:
        yield started


class Convention:
    """Twelve pupils and their teacher."""

    def __init__(self, server: Server):
        self.teacher = server.teacher()
        self.code = server.session(self.teacher, "philadelphia", pupils=12, minutes=90)
        self.pupils = [server.pupil(self.code, name) for name in NAMES]
        self.teach("open_session")

    def teach(self, act: str, **fields: str) -> None:
        answer = self.teacher.act(self.code, act, **fields).json
        assert answer["ok"], answer

    @property
    def state(self) -> dict:
        return self.teacher.state(self.code)

    def reach(self, kind: str) -> None:
        while self.state["stage"]["kind"] != kind:
            self.teach("advance_stage")

    def who_is_away(self) -> Person:
        seats = {one["seat"] for one in self.state["ballot"]["absent"]}
        return next(one for one in self.pupils if one.state(self.code)["me"]["seat"] in seats)

    def put(self) -> None:
        self.reach("debate")
        self.reach("division")
        self.teach("put_question", seconds="0")

    def announce(self) -> None:
        self.teach("close_ballot")
        self.teach("announce")

    def end(self) -> None:
        self.reach("debrief")
        self.teach("close_session")


def said(person: Person, path: str) -> str:
    """The words of a page."""
    answer = person.get(path)
    assert answer.status == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_every_page_says_how_the_states_voted_who_was_away_and_who_stopped_it(server, browser, tmp_path):
    played, looks = Convention(server), Looks(browser, Person(server))
    code, teacher = played.code, played.teacher
    desk, wall, phone = f"/teach/{code}/", f"/screen/{code}/", f"/seat/{code}/"

    played.put()
    looks.look(phone, played.pupils[0], says="who decide the one vote of: Massachusetts")
    looks.look(phone, played.who_is_away(), says="Your person was absent")
    played.announce()
    looks.look(wall, None, says=STATES_FOR)
    looks.look(desk, teacher, says="Divided, and counted for neither side: Massachusetts.")
    looks.look(phone, played.pupils[0], says="Absent: New York.")
    played.put()
    looks.look(desk, teacher, says="at least 3/5 of the votes cast")
    played.announce()
    played.put()
    played.announce()
    looks.look(wall, None, says="Stopped by the veto of: George Washington, Massachusetts")
    played.end()

    looks.look(f"/outcome/{code}/", teacher, says="Group by group")
    looks.look(f"/lab/{code}/", teacher, says="What if the votes had been counted otherwise?")
    looks.close()
    assert not looks.faults, "\n".join(looks.faults)

    outcome = said(teacher, f"/outcome/{code}/")
    assert "Absent then, and without a vote: Robert Yates, John Lansing, Daniel Jenifer." in outcome
    assert "Paired then, for and against, and without a vote: Daniel Jenifer, Gunning Bedford." in outcome
    assert "what they did here is no difference: Hugh Williamson." in outcome
    lab = said(teacher, f"/lab/{code}/")
    assert "not worked out: each group had one vote" in lab
    assert "Where a veto stopped it, it stays lost, however it is counted." in lab
    for path in (f"/minutes/{code}/", f"/export/{code}.txt"):
        minutes = said(teacher, path)
        assert f"For it: {STATES_FOR}." in minutes
        assert "Stopped by the veto of: George Washington, Massachusetts." in minutes
    assert "A vote against it stops it, if it is of: George Washington, Massachusetts." in said(
        teacher, f"/teach/{code}/print/"
    )
    tallies = [tuple(row["tally"].values()) for row in played.state["divisions"]]
    assert tallies == [(5, 4, 1), (11, 7, 1), (15, 6, 1)]
    assert "Divided, and counted for neither side: Massachusetts." in replayed(played, browser, tmp_path)


def replayed(played: Convention, browser: Browser, folder: Path) -> str:
    """What the replay as one file says of all that was decided."""
    kept = folder / "replay.html"
    kept.write_text(played.teacher.get(f"/export/{played.code}.html").text, encoding="utf-8")
    page = browser.new_page()
    page.goto(kept.as_uri())
    page.locator("#play").wait_for()  # The player has taken the keys.
    page.keyboard.press("End")
    page.get_by_text("The session is closed").first.wait_for()
    words = page.locator("main").text_content() or ""
    page.close()
    return re.sub(r"\s+", " ", words)
