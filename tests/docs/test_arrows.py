"""The folders know each other in one direction, as they are drawn."""

from graphlib import TopologicalSorter

import pytest

from tests.docs import arrows
from tests.docs.arrows import ARROWS


def test_every_folder_has_its_place_in_the_drawing():
    assert {place for place, others in arrows.drawn().items() if others} <= ARROWS.keys()


@pytest.mark.parametrize("place", ARROWS)
def test_it_knows_those_it_is_drawn_with_and_no_others(place):
    assert arrows.drawn().get(place, set()) == set(ARROWS[place].split())


@pytest.mark.parametrize("place", ARROWS)
def test_what_it_knows_was_built_before_it(place):
    before = list(ARROWS)[: list(ARROWS).index(place)]

    assert set(ARROWS[place].split()) <= set(before)


def test_no_module_imports_itself_on_a_detour():
    list(TopologicalSorter(arrows.known()).static_order())


def test_the_drawing_in_the_docs_is_of_this_house():
    page = arrows.PAGE.read_text(encoding="utf-8")

    assert arrows.redrawn(page) == page, "python3 -m tests.docs.arrows draws it anew"


def test_no_folder_holds_more_than_can_be_looked_over():
    folders = {path.parent for path in arrows.ROOT.glob("debate/**/*.py")}
    folders |= {path.parent for path in arrows.ROOT.glob("game/**/*.py") if "migrations" not in path.parts}

    full = {folder.name: len([*folder.glob("[!_]*.py")]) for folder in folders}

    assert {name: count for name, count in full.items() if count > 15} == {}


@pytest.mark.parametrize("place", ["templates", "game/static/game"])
def test_nor_does_a_folder_of_templates_or_scripts(place):
    home = arrows.ROOT / place
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]

    full = {
        folder.relative_to(home).as_posix(): sum(path.is_file() for path in folder.iterdir())
        for folder in folders
    }

    assert {name: count for name, count in full.items() if count > 15} == {}
