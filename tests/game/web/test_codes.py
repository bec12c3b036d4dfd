"""Codes that people read aloud and type."""

import unicodedata

import pytest

from game.web import codes


def test_a_code_has_no_look_alikes():
    assert not set("01OIL") & set(codes.ALPHABET)
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET) == 31


def test_a_drawn_code_is_of_the_alphabet_and_of_the_length_asked_for():
    drawn = codes.draw(1000)

    assert len(drawn) == 1000
    assert set(drawn) == set(codes.ALPHABET)


def test_codes_do_not_repeat():
    assert len({codes.draw(codes.RESUME_LENGTH) for _ in range(1000)}) == 1000


def test_spaces_dashes_and_small_letters_do_not_matter():
    assert codes.tidy(" abc-d 2\t3.") == "ABCD23"


def test_what_is_no_code_at_all_leaves_nothing():
    assert codes.tidy(" -\0\u202e/%") == ""


def test_a_drawn_code_is_tidy():
    drawn = codes.draw(50)

    assert codes.tidy(drawn.lower()) == drawn


# Codes as other keyboards write them, spelt by name: nobody could tell them apart here either.
CYRILLIC = {
    "A": "A", "B": "VE", "E": "IE", "K": "KA", "M": "EM", "H": "EN", "P": "ER", "C": "ES", "T": "TE",
    "Y": "U", "X": "HA", "S": "DZE", "J": "JE", "Q": "QA", "W": "WE", "G": "KOMI SJE",
}  # fmt: skip
GREEK = {
    "A": "ALPHA", "B": "BETA", "E": "EPSILON", "Z": "ZETA", "H": "ETA", "K": "KAPPA", "M": "MU", "N": "NU",
    "P": "RHO", "T": "TAU", "Y": "UPSILON", "X": "CHI",
}  # fmt: skip


@pytest.mark.parametrize("size", ["CAPITAL", "SMALL"])
@pytest.mark.parametrize(("script", "names"), [("CYRILLIC", CYRILLIC), ("GREEK", GREEK)])
def test_letters_of_other_keyboards_that_look_the_same_count_as_ours(script, names, size):
    typed = [unicodedata.lookup(f"{script} {size} LETTER {name}") for name in names.values()]

    assert [codes.tidy(letter) for letter in typed] == list(names)


def test_wide_letters_and_figures_count_as_ours():
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in codes.ALPHABET + "abc")

    assert codes.tidy(wide) == codes.ALPHABET + "ABC"


@pytest.mark.parametrize("zero", ["ARABIC-INDIC", "EXTENDED ARABIC-INDIC", "DEVANAGARI", "BENGALI"])
def test_figures_of_other_scripts_count_for_what_they_are(zero):
    typed = "".join(unicodedata.lookup(f"{zero} DIGIT {name}") for name in ("TWO", "THREE", "NINE"))

    assert codes.tidy(typed) == "239"


@pytest.mark.parametrize("letter", ["O", "0", "I", "1", "L", "\N{CYRILLIC CAPITAL LETTER O}", "\u00c4"])
def test_what_no_code_has_stays_a_mistake(letter):
    assert codes.tidy(letter) == letter
    assert not codes.is_join_code(f"ABCDE{letter}")


def test_only_six_of_our_letters_can_be_a_session_s_code():
    assert codes.is_join_code(codes.draw(codes.JOIN_LENGTH))
    assert not codes.is_join_code(codes.draw(codes.RESUME_LENGTH))
    assert not codes.is_join_code("")


def test_of_what_is_too_long_to_be_a_code_not_all_is_looked_at():
    assert len(codes.tidy("\ufdfa" * 100_000)) < 100 * 18
