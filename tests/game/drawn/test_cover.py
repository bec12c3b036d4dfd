"""The picture that other programs show beside a link."""

import io

import pytest
from django.conf import settings
from PIL import Image

from game.drawn import cover


def test_covers_are_printed_in_the_inks_of_the_pages():
    style = (settings.BASE_DIR / "game/static/game/app.css").read_text()
    for ink in (cover.PAPER, cover.BLACK, cover.SOFT, *cover.SECOND.values()):
        assert f"light-dark({ink}, " in style


@pytest.mark.parametrize("title", ["A", "Word " * 30, "Donaudampfschifffahrtsgesellschaft " * 4, "x" * 200])
def test_texts_of_any_length_stay_clear_of_the_edge_and_of_the_hall(title: str):
    def hall_of(title: str, below: str) -> bytes:
        with Image.open(io.BytesIO(cover.of_title(title, below, "oxide"))) as picture:
            edge = picture.convert("RGB").crop((cover.WIDTH - cover.MARGIN + 1, 0, cover.WIDTH, 330))
            assert edge.getcolors() == [(edge.width * edge.height, (0xF3, 0xF0, 0xE6))]
            return (
                picture.convert("RGB")
                .crop((cover.MARGIN + cover.BESIDE + 1, 350, cover.WIDTH, 600))
                .tobytes()
            )

    assert hall_of(title, title) == hall_of("A", "")
