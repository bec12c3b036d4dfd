"""Pages go out compressed to whom it helps, and to nobody else."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_page_is_compressed_for_a_browser_that_says_so():
    packed = Client().get("/", HTTP_ACCEPT_ENCODING="gzip, br")
    plain = Client().get("/")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.content) == plain.content
    assert "Content-Encoding" not in plain.headers


def test_the_same_page_has_not_always_the_same_length():
    """Or its length would say what stands in it."""
    lengths = {len(Client().get("/", HTTP_ACCEPT_ENCODING="gzip").content) for _ in range(30)}

    assert len(lengths) > 10


@pytest.mark.parametrize("path", ["/favicon.ico", "/icon-192.png"])
def test_a_picture_is_left_as_it_is(path):
    assert "Content-Encoding" not in Client().get(path, HTTP_ACCEPT_ENCODING="gzip").headers
