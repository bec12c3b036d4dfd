"""Small shapes of words: what is cut short keeps what was changed, and a clock looks like one."""

import pytest
from django.template import Context, Template
from django.template.loader import get_template

from debate.ids import DocumentId
from debate.shown.written.documents import Cited
from game.templatetags.words import as_clock, in_brackets, inside_quotes, shortened

LONG = "one two three four five six"


def test_a_long_text_keeps_its_words_next_to_a_change():
    text = [("", LONG), ("ins", "new"), ("", LONG), ("del", "old"), ("", LONG)]

    assert shortened(text, 2) == [
        ["", "… five six"],
        ["ins", "new"],
        ["", "one two … five six"],
        ["del", "old"],
        ["", "one two …"],
    ]


def test_a_text_that_nothing_changed_stays_whole():
    assert shortened([("", LONG)], 2) == [["", LONG]]


def test_without_colours_a_change_has_signs():
    assert (
        in_brackets([("", "We "), ("del", "may"), ("ins", "shall"), ("", " build.")])
        == "We [–may–][+shall+] build."
    )


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (9, "0:09"), (125, "2:05"), (3600, "60:00")])
def test_a_length_of_time_looks_like_a_clock(seconds, shown):
    assert as_clock(seconds) == shown


def test_a_title_with_quotation_marks_has_single_ones_inside_a_sentence_that_quotes_it():
    template = Template("{% load i18n words %}{% include 'bits/documents/cited.html' %}")
    appealed = Cited(id=DocumentId("a"), title="“Never mind Petrograd”")

    assert "“‘Never mind Petrograd’”" in template.render(Context({"cites": [appealed]}))
    assert inside_quotes("No title: a text") == "No title: a text"


def test_the_wall_quotes_a_text_in_which_somebody_is_quoted_with_single_marks():
    template = get_template("parts/wall/meeting/document.html")
    row = {"kind": "speech", "dated": "1917-09", "text": "He “had only to hint”.", "more": True}
    shown = template.render(row)

    assert "“He ‘had only to hint’. …”" in shown
