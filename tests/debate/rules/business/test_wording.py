"""What an amendment makes of a text, and the difference as pieces that everybody can read."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from debate import commands as c
from debate.commands import TEACHER
from debate.refusal import Refusal
from debate.rules.business.wording import HOWS, amended, difference, divided, text_of
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.seen import view

TEXT = "The town builds a bridge of stone. The town pays for it."

WORDS = st.sampled_from(("a", "bridge", "of", "stone", "is", "paid.", "the", "town"))
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


@st.composite
def texts_with_a_passage(draw) -> tuple[str, str]:
    """A text, and some words that stand in it once."""
    text = draw(SENTENCES)
    words = text.split()
    first = draw(st.integers(0, len(words) - 1))
    passage = " ".join(words[first : draw(st.integers(first + 1, len(words)))])
    assume(text.count(passage) == 1)
    return text, passage


def meeting() -> Meeting:
    return debating(scenario=mini.with_everything())


def motion(meeting: Meeting, id: str) -> dict:
    """A motion as everybody sees it."""
    return next(row for row in view(meeting.assembly, "seat", "s1")["motions"] if row["id"] == id)


@pytest.mark.parametrize(
    ("how", "passage", "words", "result"),
    [
        ("insert", "", "At once.", f"{TEXT} At once."),
        ("insert", "a bridge", "and a road", TEXT.replace("a bridge", "a bridge and a road")),
        ("strike", "of stone", "", TEXT.replace(" of stone", "")),
        ("strike", "The town pays for it.", "", "The town builds a bridge of stone."),
        ("replace", "stone", "wood", TEXT.replace("stone", "wood")),
        ("replace", TEXT, "No bridge.", "No bridge."),
    ],
)
def test_an_amendment_inserts_strikes_or_replaces(how, passage, words, result):
    assert amended(TEXT, how, passage, words) == result


@pytest.mark.parametrize(
    ("passage", "code"), [("a tunnel", "passage_missing"), ("The town", "passage_twice")]
)
@pytest.mark.parametrize("how", HOWS)
def test_the_place_must_be_there_and_be_the_only_one(how, passage, code):
    with pytest.raises(Refusal) as refused:
        amended(TEXT, how, passage, "words")

    assert refused.value.code == code


def test_the_pieces_say_what_stays_what_comes_and_what_goes():
    pieces = difference(TEXT, "replace", "stone", "wood")

    assert [(piece.op, piece.text) for piece in pieces] == [
        ("same", "The town builds a bridge of "),
        ("del", "stone"),
        ("ins", "wood"),
        ("same", ". The town pays for it."),
    ]


@given(place=texts_with_a_passage(), how=st.sampled_from(HOWS), words=SENTENCES)
def test_the_pieces_hold_both_the_old_text_and_the_new(place, how, words):
    text, passage = place

    pieces = difference(text, how, passage, words)

    assert "".join(piece.text for piece in pieces if piece.op != "ins") == text
    new = " ".join("".join(piece.text for piece in pieces if piece.op != "del").split())
    assert new == amended(text, how, passage, words)
    assert all(piece.text for piece in pieces)


@given(place=texts_with_a_passage())
def test_a_text_that_is_divided_is_all_there(place):
    text, passage = place
    assume(not text.startswith(passage))

    one, other = divided(text, passage)

    assert f"{one} {other}" == text
    assert other.startswith(passage)


def test_a_text_is_marked_up_also_where_its_lines_are_broken():
    scenario = mini.with_everything()
    broken = tuple(
        replace(q, wording=q.wording.replace("of stone", "of\n  stone")) for q in scenario.questions
    )
    meeting = debating(scenario=replace(scenario, questions=broken))

    id = meeting.moved(amends="bridge", how="strike", passage="bridge of stone")

    assert [op for op, _ in motion(meeting, id)["pieces"]] == ["same", "del", "same"]


def test_the_text_reads_otherwise_once_the_result_is_announced_and_not_before():
    played = meeting()
    id = played.admitted(amends="bridge", how="replace", passage="stone", text="wood")
    played.do(c.PutQuestion(by=TEACHER, motion=id))
    played.vote("s1", "for")
    played.close()
    assert text_of(played.assembly, "bridge") == TEXT

    played.do(c.Announce(by=TEACHER))

    assert text_of(played.assembly, "bridge") == TEXT.replace("stone", "wood")


def test_an_amendment_that_was_lost_changes_nothing():
    played = meeting()

    played.decide(played.admitted(amends="bridge", how="strike", passage="of stone"), "against")

    assert text_of(played.assembly, "bridge") == TEXT


def test_an_amendment_that_is_dealt_with_no_longer_marks_the_text_it_has_changed():
    played = meeting()
    id = played.admitted(amends="bridge", how="insert", passage="a bridge", text="and a road")

    played.decide(id)

    assert motion(played, id)["pieces"] == [["same", "a bridge"], ["ins", " and a road"]]
    assert text_of(played.assembly, "bridge").count("and a road") == 1


def test_amendments_are_laid_one_on_the_other():
    played = meeting()
    first = played.admitted(amends="bridge", how="replace", passage="stone", text="wood")
    second = played.admitted(amends="bridge", how="insert", text="At once.")

    played.decide(first)
    played.decide(second)

    assert text_of(played.assembly, "bridge") == f"{TEXT.replace('stone', 'wood')} At once."


def test_an_amendment_whose_place_is_gone_cannot_be_put():
    played = meeting()
    first = played.admitted(amends="bridge", how="strike", passage="of stone")
    second = played.admitted(amends="bridge", how="replace", passage="bridge of stone", text="road")
    played.decide(first)

    assert played.refusal(c.PutQuestion(by=TEACHER, motion=second)) == "passage_missing"
    assert motion(played, second)["pieces"] == [["del", "bridge of stone"], ["ins", "road"]]

    # Nor does it stand in the way of the question.
    assert played.do(c.PutQuestion(by=TEACHER, question="bridge"))
