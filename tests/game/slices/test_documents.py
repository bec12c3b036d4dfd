"""A document on a page: what it is, how much of it stands here, its figures as bars and as a table."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape
from msgspec.structs import replace

from game.scenarios import versions
from game.slices.documents import documents_to_read

TEMPLATE = "bits/documents/document.html"
EXTENT = {"whole": "the whole text", "shortened": "shortened", "passage": "a passage"}
MEETINGS = ("democratic-conference", "central-committee-10-october")


def read(slug: str) -> dict:
    return {str(row.id): row for row in documents_to_read(versions.offered()[slug].documents)}


@pytest.mark.parametrize("slug", MEETINGS)
def test_each_document_says_who_wrote_what_when_and_how_much_of_it_stands_here(slug):
    for document in read(slug).values():
        page = render_to_string(TEMPLATE, {"document": document})

        for said in (document.author, document.origin, document.mind, document.ask):
            assert escape(said) in page
        if not document.drawing:
            assert EXTENT[document.extent] in page
        assert ("translated by us" in page) == (document.translation == "ours")
        assert 'data-mark="D"' in page
        assert all(f'popovertarget="about-{id}"' in page for id in document.sources)
        assert all(escape(word.term) in page for word in document.words)


def test_a_day_of_which_only_the_month_is_known_is_written_so():
    letters = [row for row in read("central-committee-10-october").values() if row.dated == "1917-09"]

    assert letters
    assert "September 1917" in render_to_string(TEMPLATE, {"document": letters[0]})


def test_paragraphs_stay_apart():
    (document,) = (row for row in read(MEETINGS[0]).values() if row.id == "on-compromises")

    page = render_to_string(TEMPLATE, {"document": document})

    assert page.count("<p>") >= len(document.text.split("\n\n"))


@pytest.mark.parametrize("slug", MEETINGS)
def test_figures_are_bars_on_one_scale_and_a_table(slug):
    (document,) = (row for row in read(slug).values() if row.drawing)
    drawing = document.drawing
    every = [bar for group in drawing.bars for bar in group.bars]
    most = max(bar.number for bar in every)

    assert all(bar.width == pytest.approx(84 * bar.number / most, abs=0.02) for bar in every)
    page = render_to_string(TEMPLATE, {"document": document})
    assert len(re.findall(r'class="one"', page)) == len(every)
    assert page.count(">not known<") == sum(cell is None for group in drawing.bars for cell in group.cells)
    assert "Petrograd, May: Bolsheviks 20" in page


def test_on_paper_sources_are_named_without_buttons():
    document = next(iter(read(MEETINGS[0]).values()))

    page = render_to_string(TEMPLATE, {"document": document, "paper": True})

    assert "<button" not in page
    assert document.sources[0] in page


def test_whose_translation_it_is_is_told():
    document = replace(next(iter(read(MEETINGS[0]).values())), translation="Somebody Else")

    assert "translated by Somebody Else" in render_to_string(TEMPLATE, {"document": document})
