"""Files as browsers get them: named by their content, packed, joined; and a lesson goes on without them."""

import logging
import re
from pathlib import Path

import pytest
from django.test import Client

from game.assets import faces, letters, made, modules

A_YEAR = 31_536_000


@pytest.fixture
def anew(monkeypatch):
    """What was found out before is forgotten, and afterwards again."""
    made.folder.cache_clear()
    made.names.cache_clear()
    yield monkeypatch
    made.folder.cache_clear()
    made.names.cache_clear()


def get(path, accepts="br"):
    """(status, headers, content) of an answer."""
    answer = Client().get(path, HTTP_ACCEPT_ENCODING=accepts)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, answer.headers, content


def test_a_file_is_kept_for_a_year_and_packed():
    path = f"/static/{made.names()['game/app.css']}"

    status, headers, content = get(path)

    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert int(re.findall(r"max-age=(\d+)", headers["Cache-Control"])[0]) >= A_YEAR
    assert "immutable" in headers["Cache-Control"]
    assert len(content) < 16_000
    assert get(path, "gzip")[1]["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in get(path, "")[1]


def test_every_name_leads_to_a_file():
    for name, hashed in made.names().items():
        assert get(f"/static/{hashed}", "")[0] == 200, name


def test_a_source_is_not_kept_for_long():
    assert "immutable" not in get("/static/game/app.css")[1]["Cache-Control"]


@pytest.mark.django_db
def test_a_page_names_what_was_made():
    page = Client().get("/").content.decode()

    assert made.names()["game/app.css"] in page
    assert made.names()["game/core.js"] in page
    assert made.names()["game/display-latin.woff2"] in page
    assert "/static/game/every_page/clock.js" not in page


def test_what_a_style_or_script_refers_to_has_its_new_name():
    names = made.names()
    sheet = get(f"/static/{names['game/app.css']}", "")[2].decode()
    live = get(f"/static/{names['game/live/live.js']}", "")[2].decode()

    assert names["game/display-latin.woff2"].removeprefix("game/") in sheet
    assert names["game/core.js"].removeprefix("game/") in live
    assert {f"game/{url}" for url in re.findall(r'url\("([^"]+woff2)"\)', sheet)} <= set(names.values())


def test_the_licences_are_served_beside_the_typefaces():
    licences = [name for name in made.names() if "OFL" in name]

    assert len(licences) == len(faces.PACKAGES)
    assert all(b"SIL OPEN FONT LICENSE" in get(f"/static/{made.names()[name]}", "")[2] for name in licences)


@pytest.mark.django_db
def test_a_server_that_cannot_make_them_says_so_once_and_goes_on(anew, settings, tmp_path, caplog):
    settings.ASSETS_DIR = tmp_path
    anew.setattr(faces, "cut", lambda: 1 / 0)

    with caplog.at_level(logging.WARNING):
        pages = [Client().get("/resume/").content.decode() for _ in range(2)]

    assert "/static/game/app.css" in pages[0]
    assert "/static/game/every_page/clock.js" in pages[1]
    assert [record.levelname for record in caplog.records if record.name == made.__name__] == ["WARNING"]
    assert not [path for path in tmp_path.iterdir() if "draft" in path.name]


def test_a_folder_that_cannot_be_written_to_stops_nobody(anew, settings, tmp_path):
    (tmp_path / "file").write_text("")
    settings.ASSETS_DIR = tmp_path / "file"

    assert made.folder() is None
    assert made.names() == {}


def test_they_are_made_once_and_anew_for_other_letters(anew, settings, tmp_path):
    settings.ASSETS_DIR = tmp_path
    cuts = []
    anew.setattr(
        faces, "cut", lambda: cuts.append(1) or ({"display-latin.woff2": b"x"}, "body { color: red }")
    )

    first = made.folder()
    made.folder.cache_clear()
    assert made.folder() == first
    assert len(cuts) == 1

    made.folder.cache_clear()
    anew.setattr(letters, "LOTS", {"latin": ((0x41, 0x42),)})
    assert made.folder() != first
    assert len(cuts) == 2


def test_whoever_was_quicker_counts(anew, settings, tmp_path):
    settings.ASSETS_DIR = tmp_path

    def make(into):
        (into / "mine").write_text("")
        if not (tmp_path / "kind-digest").exists():
            (tmp_path / "kind-digest").mkdir()
            (tmp_path / "kind-digest" / "theirs").write_text("")

    place = made._kept("kind", "digest", make)

    assert [path.name for path in place.iterdir()] == ["theirs"]
    assert [path.name for path in tmp_path.iterdir()] == ["kind-digest"]


def test_every_script_is_there_by_itself_or_in_the_core():
    joined = [Path(name).stem for name in modules.joined()]

    assert {*joined} | modules.in_core() == {*modules.files(), "core"}
    assert modules.in_core().isdisjoint(joined)


def test_no_two_scripts_have_one_name():
    scripts = [path.stem for path in modules.SOURCES.rglob("*.js")]

    assert sorted(scripts) == sorted(modules.files())


def test_a_module_comes_after_those_it_imports():
    order = modules.in_order(["live"])

    assert order.index("store") < order.index("drafts") < order.index("live")
    assert len(order) == len(set(order))


def test_what_cannot_be_joined_is_not_passed_over(monkeypatch):
    monkeypatch.setattr(modules, "source", lambda name: 'export default 3;\nimport x from "./y.js";')

    with pytest.raises(modules.NotJoined):
        modules.module("odd")
