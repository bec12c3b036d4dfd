"""Texts of the time on live pages: on the phone, at the desk, on the wall, in what is said aloud."""

from debate import commands as c
from debate.commands import TEACHER
from debate.guide.aloud import aloud
from game import parts
from game.people.sitters import by_name_alone
from game.standing import Standing
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.mini import with_everything
from tests.support.rules.studied import ALOUD, LATER, OPEN, SECRET


def meeting() -> Meeting:
    return debating(9, scenario=with_everything())


def standing(played: Meeting) -> Standing:
    names = tuple((id, f"Pupil {id}") for id in played.assembly.order)
    return Standing(code="MILBRK", assembly=played.assembly, people=by_name_alone(names))


def mine(played: Meeting, seat: str, target: str) -> str:
    ((_key, shown),) = parts.personal_slices(standing(played), seat, {target})
    return " ".join(parts.draw(("me", target), shown, "en").split())


def shared(played: Meeting, audience: str, target: str) -> str:
    shown = parts.shared_slices(standing(played), audience)[audience, target]
    return " ".join(parts.draw((audience, target), shown, "en").split())


def in_seat(played: Meeting, role: str) -> str:
    return next(id for id, seat in played.assembly.seats.items() if seat.role == role)


def texts_on(page: str) -> list[str]:
    return [id for id in (OPEN, ALOUD, SECRET, LATER) if f"So says the {id}." in page]


def test_a_phone_has_what_its_pupil_may_read_and_no_more():
    played = meeting()
    fisher, archer = in_seat(played, "fisher"), in_seat(played, "archer")
    assert texts_on(mine(played, archer, "documents")) == [OPEN]

    played.do(c.ReleaseCard(by=TEACHER, card="letter"))
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))

    assert texts_on(mine(played, archer, "documents")) == [OPEN, ALOUD]
    assert texts_on(mine(played, fisher, "documents")) == [OPEN, ALOUD, SECRET]
    assert "not everybody knows this" in mine(played, fisher, "documents")
    assert "not everybody knows this" not in mine(played, archer, "documents")


def test_news_lead_to_the_texts_that_came_with_them_or_were_read_aloud():
    played = meeting()
    fisher = in_seat(played, "fisher")
    assert "href" not in mine(played, fisher, "my-cards")

    played.do(c.ReleaseCard(by=TEACHER, card="letter"))
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    news = mine(played, fisher, "my-cards")

    assert f'<a href="#document-{SECRET}">' in news
    assert f'<a href="#document-{ALOUD}">' in news
    assert SECRET not in mine(played, in_seat(played, "archer"), "my-cards")


def test_what_was_read_aloud_last_stands_first():
    played = meeting()
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    page = mine(played, "s1", "documents")

    assert page.index(f"document-{ALOUD}") < page.index(f"document-{OPEN}")


def test_a_speaker_appeals_where_they_speak_and_the_hall_sees_it():
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s1"))
    assert f'value="{OPEN}"' in mine(played, "s1", "my-now")
    assert f'value="{SECRET}"' not in mine(played, "s1", "my-now")
    assert "cite-which" not in mine(played, "s2", "my-now")

    played.do(c.CiteDocument(by="s1", document=OPEN))

    for page in (
        mine(played, "s1", "my-now"),
        shared(played, "screen", "scene"),
        shared(played, "seat", "floor"),
        shared(played, "teach", "floor"),
    ):
        assert "“The petition”" in page


def test_the_desk_says_who_can_read_what_and_reads_aloud():
    played = meeting()
    page = shared(played, "teach", "cards")

    assert 'id="suits-document-sermon"' in page
    assert "It comes with the card “Letter”." in page
    assert "For looking back, once the class has guessed." in page
    assert 'id="read-document-secret-letter"' not in page
    assert 'id="read-document-memoir"' not in page

    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    page = shared(played, "teach", "cards")

    assert 'id="suits-document-sermon"' not in page
    assert "The sermon" in shared(played, "teach", "wall")


def test_the_wall_shows_whose_text_it_is_and_how_it_begins_and_it_is_said_aloud():
    played = meeting()
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    page = shared(played, "screen", "scene")

    assert 'data-kind="document"' in page
    assert all(words in page for words in ("The sermon", "The smith", "3 May 1801", "“The river took"))
    assert "So says the sermon." not in page, "the rest is read aloud, and stands on phones"
    told = [one for one in aloud(played.assembly) if one.kind == "document"]
    assert [one.about for one in told] == ["The smith: The sermon"]
    assert "A text of the time is read aloud. The smith: The sermon." in shared(played, "seat", "aloud")


def test_figures_are_drawn_on_the_wall():
    played = meeting()
    played.do(c.PutOnWall(by=TEACHER, what="document", which="crossings"))

    assert "<svg" in shared(played, "screen", "scene").partition('id="scene-body"')[2]


def test_a_statement_and_a_motion_name_what_they_appeal_to():
    played = meeting()
    played.do(c.LeaveStatement(by="s1", text="See there.", cites=OPEN))
    played.moved("s3", text="We build it of stone.", cites=OPEN)

    assert "appeals to “The petition”" in shared(played, "seat", "record")
    assert "appeals to “The petition”" in shared(played, "seat", "motions")


def test_looking_back_two_texts_that_contradict_each_other_stand_together():
    played = meeting()
    played.reach("debrief")
    played.do(c.ShowChapter(by=TEACHER, chapter="evidence"))

    for page in (mine(played, "s1", "my-now"), shared(played, "screen", "scene")):
        assert "Who first spoke of a toll?" in page
        assert page.index("The petition") < page.index("The memoir")
    assert f'href="#document-{LATER}"' in mine(played, "s1", "my-now")
    assert LATER in texts_on(mine(played, "s1", "documents"))
