"""What a screen reader reads out: whole sentences, each with one end."""

from typing import get_args

import pytest

from debate.guide.aloud import Kind, Sentence
from game.templatetags.aloud import SAID, said


def test_there_is_a_sentence_for_every_kind():
    assert SAID.keys() == set(get_args(Kind))


@pytest.mark.parametrize(
    ("about", "whole"),
    [
        ("The bridge", "The vote is open: The bridge."),
        ("Shall we build it?", "The vote is open: Shall we build it?"),
        ("Build it!", "The vote is open: Build it!"),
        ("Build it.", "The vote is open: Build it."),
    ],
)
def test_it_ends_once(about, whole):
    assert said(Sentence(key="1", kind="vote_open", about=about)) == whole


def test_a_result_has_its_figures():
    sentence = Sentence(key="1", kind="carried", about="The bridge", figures=(5, 3, 1))

    assert said(sentence) == "Carried: The bridge. 5 for, 3 against, 1 abstaining."
