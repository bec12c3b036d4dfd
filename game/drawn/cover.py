"""The picture that other programs show beside a link: what a page is about, over the hall of its meeting."""

import io
from importlib import resources

from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont

from debate.scenario import Ink
from game.hall.places import CENTRE, FLOOR_LINE, placed
from game.scenarios import versions

WIDTH, HEIGHT, MARGIN = 1200, 630, 70
ROOM = WIDTH - 2 * MARGIN
"""Pixels, as those who show such pictures ask for them."""
PAPER, SOFT, BLACK = "#f3f0e6", "#4b5056", "#17191c"
SECOND: dict[Ink, str] = {"prussian": "#12466f", "oxide": "#1f5b45"}
"""Paper and inks as in `static/game/app.css`, by day."""
TITLES = range(96, 34, -4)
"""Sizes of the title, the largest that fits."""
MOST_LINES = 2
BESIDE, MOST_BELOW = 600, 3
"""Pixels at the left of the hall, and lines that find room there below the title."""
SEATS, RIM = 60, 88
UNIT = 2.33
"""Pixels to a unit of the hall, and the hall's radius in units."""


def of_server(language: str) -> bytes:
    """The cover of the front page, a PNG."""
    with override(language):
        return of_title(_("Play a meeting that decided something."), "", "prussian")


def of_meeting(language: str, version: int) -> bytes:
    """The cover of a meeting, a PNG."""
    found = versions.version(version)
    with override(language):
        return of_title(found.title, found.subtitle, found.ink)


def of_title(title: str, below: str, ink: Ink) -> bytes:
    """A title, a sentence below it, and the hall at the right; a PNG. What finds no room is cut."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(picture)
    _hall(draw, SECOND[ink])
    draw.rectangle((MARGIN, MARGIN, WIDTH - MARGIN, MARGIN + 8), BLACK)
    face, lines = _fitting(title)
    y = MARGIN + 40.0
    for line in lines:
        draw.text((MARGIN, y), line, BLACK, face)
        y += face.size * 1.12
    sans = _face("fontpkg_source_sans_3", "SourceSans3[wght].ttf", 34, 600)
    for n, line in enumerate(_lines(below, sans, BESIDE)[:MOST_BELOW]):
        draw.text((MARGIN, y + 20 + n * 44), _cut(line, sans, BESIDE), SOFT, sans)
    draw.text((MARGIN, HEIGHT - MARGIN), _("Order of the Day"), BLACK, sans, anchor="ls")
    kept = io.BytesIO()
    picture.quantize(32).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _hall(draw: ImageDraw.ImageDraw, ink: str) -> None:
    """A half-circle at the foot, at the right: a third of the seats in the second ink."""
    hall = placed("." * SEATS, "", "half-circle")
    x0, y0, radius = WIDTH - MARGIN - RIM * UNIT, HEIGHT - MARGIN + 20, hall.radius * UNIT * 0.85
    for n, (x, y) in enumerate(hall.places):
        at = x0 + (x - CENTRE) * UNIT, y0 + (y - FLOOR_LINE) * UNIT
        draw.circle(at, radius, ink if n < SEATS // 3 else BLACK)


def _fitting(title: str) -> tuple[FreeTypeFont, list[str]]:
    """The largest face in which a title stands in few lines, and those."""
    for size in TITLES:
        face = _face("fontpkg_playfair_display", "PlayfairDisplay[wght].ttf", size, 700)
        lines = _lines(title, face, ROOM)
        if len(lines) <= MOST_LINES and max(map(face.getlength, lines)) <= ROOM:
            break
    return face, [_cut(line, face, ROOM) for line in lines[:MOST_LINES]]


def _lines(text: str, face: FreeTypeFont, room: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(line: str, face: FreeTypeFont, room: int) -> str:
    """As much of it as has room."""
    while face.getlength(line) > room:
        line = line[:-1]
    return line


def _face(package: str, file: str, size: int, weight: int) -> FreeTypeFont:
    with resources.files(package).joinpath("files", file).open("rb") as found:
        face = ImageFont.truetype(io.BytesIO(found.read()), size)
    face.set_variation_by_axes([weight])
    return face
