"""What passes to those who are not the teacher is listed."""

from msgspec.structs import fields

from debate.assembly import WITHOUT_WORDS, Assembly

WITH_WORDS = {
    "statements", "lines", "held", "texts", "headlines", "reflections", "work", "minutes_written", "help",
    "steps",
}  # fmt: skip
"""What holds words of pupils, and is gone through one by one."""


def test_whoever_adds_a_field_says_whether_a_text_can_be_taken_away_from_it():
    assert {field.name for field in fields(Assembly)} == {*WITHOUT_WORDS} | WITH_WORDS
    assert len(WITHOUT_WORDS) == len({*WITHOUT_WORDS})
    assert WITH_WORDS.isdisjoint(WITHOUT_WORDS)
