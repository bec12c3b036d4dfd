"""Texts of the time: who may read which, when, and who may appeal to what."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from debate.minutes import minutes
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.mini import with_everything
from tests.support.rules.seen import view
from tests.support.rules.studied import ALOUD, FIGURES, LATER, OPEN, SECRET

BEFORE = [OPEN, FIGURES]


def meeting() -> Meeting:
    return debating(9, scenario=with_everything())


def sitting(played: Meeting, role: str) -> str:
    return next(id for id, seat in played.assembly.seats.items() if seat.role == role)


def read_by(played: Meeting, audience: str, seat: str = "") -> list[str]:
    return [row["id"] for row in view(played.assembly, audience, seat)["documents"]]


def test_before_it_is_read_aloud_a_pupil_reads_what_is_given_before():
    played = meeting()

    assert read_by(played, "seat", "s1") == read_by(played, "screen") == BEFORE
    assert read_by(played, "teach") == [OPEN, ALOUD, SECRET, LATER, FIGURES]


def test_what_is_read_aloud_is_everybodys_from_then_on_also_when_it_left_the_wall():
    played = meeting()
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    played.do(c.PutOnWall(by=TEACHER))

    assert read_by(played, "seat", "s1") == [OPEN, ALOUD, FIGURES]


def test_read_aloud_can_be_undone():
    played = meeting()
    played.do(c.PutOnWall(by=TEACHER, what="document", which=ALOUD))
    played.do(c.Undo(by=TEACHER))

    assert read_by(played, "seat", "s1") == BEFORE


def test_what_comes_with_a_card_is_read_by_whoever_has_it():
    played = meeting()
    fisher, archer = sitting(played, "fisher"), sitting(played, "archer")
    played.do(c.ReleaseCard(by=TEACHER, card="letter"))

    assert SECRET in read_by(played, "seat", fisher)
    assert SECRET not in [*read_by(played, "seat", archer), *read_by(played, "screen")]
    assert [row["to_all"] for row in view(played.assembly, "seat", fisher)["documents"]] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize("document", [SECRET, LATER, "diary", ""])
def test_what_is_secret_or_later_is_not_put_before_everybody(document):
    assert meeting().refusal(c.PutOnWall(by=TEACHER, what="document", which=document)) == "nothing_to_show"


def test_when_it_is_over_nothing_is_secret_but_what_was_written_later_waits_for_the_guess():
    played = meeting()
    played.reach("debrief")
    played.do(c.ShowChapter(by=TEACHER, chapter="guess"))

    assert read_by(played, "seat", "s1") == [OPEN, ALOUD, SECRET, FIGURES]
    assert played.refusal(c.PutOnWall(by=TEACHER, what="document", which=LATER)) == "nothing_to_show"


def test_once_the_class_has_guessed_everything_can_be_read():
    played = meeting()
    played.reach("debrief")
    played.do(c.ShowChapter(by=TEACHER, chapter="halls"))

    assert read_by(played, "seat", "s1") == [OPEN, ALOUD, SECRET, LATER, FIGURES]
    assert played.do(c.PutOnWall(by=TEACHER, what="document", which=LATER))


def test_whoever_has_the_floor_cites_and_it_stands_in_the_minutes():
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s2"))
    played.do(c.CiteDocument(by="s2", document=OPEN))
    shown = view(played.assembly, "screen")["floor"]["cites"]
    played.do(c.YieldFloor(by="s2"))

    assert shown == [{"id": OPEN, "title": "The petition"}]
    assert view(played.assembly, "screen")["floor"].get("cites") is None
    told = [row for row in minutes(played.scenario, played.journal).rows if row.kind == "speech"]
    assert [cited.title for row in told for cited in row.cites] == ["The petition"]


@pytest.mark.parametrize(
    ("by", "document", "code"),
    [
        ("s1", OPEN, "not_speaking"),
        ("s2", ALOUD, "no_such_document"),
        ("s2", SECRET, "no_such_document"),
        ("s2", "", "no_such_document"),
        ("s2", "diary", "no_such_document"),
    ],
)
def test_nobody_cites_what_they_may_not_read_or_out_of_turn(by, document, code):
    played = meeting()
    played.do(c.GiveFloor(by=TEACHER, seat="s2"))

    assert played.refusal(c.CiteDocument(by=by, document=document)) == code


def test_a_statement_and_a_motion_appeal_to_a_document():
    played = meeting()
    played.do(c.LeaveStatement(by="s1", text="See there.", cites=OPEN))
    played.do(c.Move(by="s2", text="We build it of stone.", cites=FIGURES))
    seen = view(played.assembly, "screen")

    assert [row["cites"][0]["id"] for row in seen["statements"]] == [OPEN]
    assert [row["cites"][0]["id"] for row in view(played.assembly, "seat", "s1")["motions"]] == [FIGURES]


@pytest.mark.parametrize("document", [SECRET, LATER, "diary"])
def test_neither_appeals_to_what_its_author_may_not_read(document):
    played = meeting()
    archer = sitting(played, "archer")

    assert played.refusal(c.LeaveStatement(by=archer, text="See.", cites=document)) == "no_such_document"
    assert played.refusal(c.Move(by=archer, text="Stone.", cites=document)) == "no_such_document"


def test_a_motion_whose_words_are_taken_away_cites_nothing_any_more():
    played = meeting()
    motion = played.moved("s3", text="We build it of stone.", cites=OPEN)
    played.do(c.TakeAway(by=TEACHER, text=motion))

    assert all(not row["cites"] for row in view(played.assembly, "seat", "s1")["motions"])


def test_a_document_can_have_moved_somebody():
    played = meeting()
    belief = played.assembly.role_of("s1").beliefs["bridge"].vote
    played.divide({"s1": "against" if belief == "for" else "for"}, method="show")

    assert played.refusal(c.SayWhatMoved(by="s1", ballot="b1", what="document")) == "no_such_document"
    assert (
        played.refusal(c.SayWhatMoved(by="s1", ballot="b1", what="document", document=LATER))
        == "no_such_document"
    )
    assert played.do(c.SayWhatMoved(by="s1", ballot="b1", what="document", document=OPEN))
    assert played.assembly.moved["s1/b1"].document == OPEN
