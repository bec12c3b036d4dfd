"""The guards at the door of every request, and what every answer says about itself."""

import pytest
from django.test import Client

from game.web.guard import POLICY, same_origin

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("origin", "host", "passes"),
    [
        (None, "school:8000", True),
        ("http://school:8000", "school:8000", True),
        ("https://SCHOOL:8000", "school:8000", True),
        ("http://school", "school:8000", False),
        ("http://school:8001", "school:8000", False),
        ("http://evil", "school:8000", False),
        ("http://school:8000.evil", "school:8000", False),
        ("http://school:8000@evil", "school:8000", False),
        ("null", "null", False),
        ("", "", True),
        ("", "school:8000", False),
        ("school:8000", "school:8000", False),
    ],
)
def test_the_origin_is_compared_with_the_host_of_the_request(origin, host, passes):
    assert same_origin(origin, host) is passes


@pytest.mark.parametrize("site", ["cross-site", "same-site", "CROSS-SITE", "x"])
def test_a_browser_that_says_it_comes_from_elsewhere_is_refused(site):
    answer = Client().post("/resume/", {"code": "x"}, headers={"sec-fetch-site": site})

    assert answer.status_code == 403
    assert "This was sent from another site." in answer.content.decode()


def test_what_a_browser_says_of_itself_counts_more_than_the_origin():
    headers = {"sec-fetch-site": "cross-site", "origin": "http://testserver"}

    assert Client().post("/resume/", {"code": "x"}, headers=headers).status_code == 403


def test_reading_is_never_refused():
    headers = {"sec-fetch-site": "cross-site", "origin": "http://evil"}

    assert Client().get("/", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/resume/", "/scenarios/", "/teach/", "/nowhere/", "/state/ZZZZZZ.json"]
)
def test_every_page_has_a_strict_policy_and_is_never_stored(path):
    answer = Client().get(path)

    assert answer["Content-Security-Policy"] == POLICY
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    for wanted in ("default-src 'self'", "frame-ancestors 'none'", "form-action 'self'", "object-src 'none'"):
        assert wanted in POLICY


@pytest.mark.parametrize("path", ["/", "/resume/", "/scenarios/", "/nowhere/"])
def test_no_page_holds_anything_the_policy_would_stop(path):
    text = Client().get(path).content.decode()

    assert " style=" not in text
    assert " onclick=" not in text
    assert "<script>" not in text
    assert 'src="http' not in text


def test_styles_may_be_stored():
    answer = Client().get("/static/game/app.css")

    assert answer.status_code == 200
    assert answer.get("Cache-Control") != "no-store"


def test_the_front_page_sets_no_cookie():
    assert not Client().get("/").cookies
