"""Typefaces as they are cut: the letters asked for, figures that line up, and stand-ins of the same width."""

import io

import pytest
from fontTools.ttLib import TTFont

from game.assets import faces, letters, made


def cut(name):
    folder = made.folder()
    assert folder is not None
    return TTFont(io.BytesIO((folder / made.names()[f"game/{name}.woff2"]).read_bytes()))


@pytest.mark.parametrize("face", faces.FACES, ids=lambda face: face.name)
def test_a_face_has_the_letters_of_its_lot_and_no_others(face):
    latin, cyrillic = (set(cut(f"{face.name}-{lot}").getBestCmap()) for lot in letters.LOTS)

    assert set(map(ord, "AZaz0189éßłőşğ„“”’–—…«»№€")) <= latin <= set(letters.of("latin"))
    assert set(map(ord, "АЯаяёЁіѣѢ")) <= cyrillic <= set(letters.of("cyrillic"))


@pytest.mark.parametrize("face", faces.FACES, ids=lambda face: face.name)
def test_figures_are_equally_wide(face):
    font = cut(f"{face.name}-latin")

    widths = {font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in faces.FIGURES}

    assert len(widths) == 1


def test_figures_of_headings_are_as_high_as_capitals():
    font = cut("display-latin")
    names = font.getBestCmap()

    heights = {font["glyf"][names[ord(sign)]].yMax for sign in "01234567H"}

    assert max(heights) - min(heights) < 60


def test_no_face_bears_a_reserved_name():
    for face in faces.FACES:
        named = {str(record) for record in cut(f"{face.name}-latin")["name"].names}
        assert named <= {f"Order {face.family.title()}", "Regular"}


def test_a_stand_in_is_as_wide_as_what_it_stands_in_for():
    font = cut("display-latin")
    [georgia, *_] = faces.STAND_INS["display", "700"]

    [rule] = [rule for rule in faces._stand_ins(faces.FACES[0], font) if "Georgia" in rule]

    size = float(rule.partition("size-adjust: ")[2].partition("%")[0]) / 100
    assert georgia.width * size == pytest.approx(faces.mean_width(font, 700), rel=0.002)
