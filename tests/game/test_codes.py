"""Codes that people read aloud and type."""

from game import codes


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
