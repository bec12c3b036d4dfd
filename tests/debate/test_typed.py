"""What people type is kept readable: no character in it garbles the page, the list or the file it is in."""

import pytest

from debate import commands as c
from debate.commands import TEACHER
from debate.text import is_blank, tidy
from tests.support.rules.meeting import debating


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  one\n two\t three ", "one two three"),
        ("a\x00b", "ab"),
        ("good \u202edlab\u202c", "good dlab"),
        ("\u2066isolated\u2069", "isolated"),
        ("cafe\u0301", "café"),
        ("👩\u200d🏫 שלום می\u200cخواهم", "👩\u200d🏫 שלום می\u200cخواهم"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_blanks_are_evened_out_and_unseen_characters_dropped(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\u200d", "\x00\u202e", "\u200c \u200d"])
def test_a_text_of_unseen_characters_is_empty(typed):
    assert is_blank(tidy(typed))


def test_a_statement_of_unseen_characters_is_refused():
    assert debating().refusal(c.LeaveStatement(by="s1", text="\u202e\x00")) == "empty_text"


def test_a_word_to_all_cannot_turn_the_page_around():
    meeting = debating()

    meeting.do(c.SayToAll(by=TEACHER, text="\u202eFive more minutes"))

    assert meeting.assembly.word == "Five more minutes"
