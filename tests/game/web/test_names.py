"""Templates of live parts ask for names that are there: those of the fields of what the part shows."""

from typing import Literal, get_type_hints

import pytest
from django.conf import settings
from django.contrib.messages.storage.base import Message
from msgspec import UNSET, Struct, UnsetType

from debate.assembly import Assembly
from debate.evolve import evolve
from debate.scenario import StoryFrame
from game import (
    parts,
    pieces,
    urls,  # noqa: F401 (all pages)
)
from game.drawn import lab, outcome, pack
from game.exports.transcript import MinutesShown
from game.pages.afterwards import replay_links
from game.parts import PERSONAL, SHARED, VOICED
from game.pieces import Bit
from game.slices.documents import ReadDocument
from game.standing import Standing
from game.web.whole_pages import Page
from tests.journals.test_journals import JOURNALS, opened
from tests.support.server import kinds, names

NEWEST = [path for path in JOURNALS if path.name.count(".") == 2]
TEMPLATES = settings.BASE_DIR / "templates"
EVERY = 23
"""Entries from one look at the pages to the next."""

PARTS = {
    part.template + " " + part.shows.__module__: part
    for part in (*(part for parts in SHARED.values() for part in parts), *PERSONAL, *VOICED)
}


def below(kind):
    for one in kind.__subclasses__():
        if one.__module__.startswith("game."):
            yield one
        yield from below(one)


class OneDocument(Struct):
    document: ReadDocument


AFTERWARDS = {
    "bits/documents/folded.html": OneDocument,
    "lab/head.html": lab.Shared,
    "lab/middle.html": lab.Shared,
    "lab/end_of_page.html": lab.Shared,
    "lab/picture.html": lab.WithPicture,
    "lab/one_less.html": lab.WithoutOne,
    "lab/own.html": lab.WithOwn,
    "minutes/sheet.html": MinutesShown,
    "minutes/minutes.txt": MinutesShown,
    "outcome/head.html": outcome.Shown,
    "outcome/body.html": outcome.Shown,
    **dict.fromkeys(outcome.FORMS.values(), outcome.One),
    "bits/people/leanings.html": outcome.Unfolded,
    "bits/replay/share.html": replay_links.LinksShown,
    "pages/afterwards/outcome.html": outcome.Shown,
    "print_pack/pack.html": pack.Pack,
}

PAGES = {page.template: page for page in below(Page) if hasattr(page, "template")}
WITH_A_REQUEST = {"messages": list[Message]}
"""What Django adds to a page that answers a request."""

BITS = {one.__struct_config__.tag: one for one in below(Bit)}


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_a_part_asks_for_what_is_there(part):
    assert names.faults_in(part.template, get_type_hints(part.shows)["return"]) == []


@pytest.mark.parametrize("kind", BITS)
def test_a_piece_asks_for_what_is_there(kind):
    assert names.faults_in(pieces.TEMPLATES[kind], BITS[kind]) == []


@pytest.mark.parametrize(("name", "shown"), PAGES.items(), ids=PAGES)
def test_a_page_asks_for_what_is_there(name, shown):
    nodes = names.plain_engine().get_template(name).nodelist

    assert names.faults_of(nodes, kinds.scope_of(shown) | WITH_A_REQUEST, name) == []


def test_every_page_says_what_it_knows():
    pages = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("pages/**/*.html")}

    assert PAGES.keys() | {name for name in AFTERWARDS if name.startswith("pages/")} == pages


@pytest.mark.parametrize(("name", "shown"), AFTERWARDS.items(), ids=AFTERWARDS)
def test_a_page_that_looks_back_asks_for_what_is_there(name, shown):
    assert names.faults_in(name, shown) == []


def test_every_kind_of_piece_is_known():
    assert BITS.keys() == pieces.TEMPLATES.keys()


class Row(Struct):
    id: str
    state: Literal["open", "closed"]
    on: str | UnsetType = UNSET


class Shown(Struct):
    code: str
    rows: tuple[Row, ...]
    first: Row | None
    tally: dict[str, int]
    pairs: tuple[tuple[str, Row], ...]
    proved: StoryFrame


@pytest.mark.parametrize(
    "text",
    [
        "{{ code }}{{ first.on }}{{ rows.0.id }}{{ tally.for }}",
        "{% for row in rows %}{{ row.id|default:row.state }}{{ forloop.counter }}{% endfor %}",
        "{% for word, row in pairs %}{{ word }}{{ row.on }}{% endfor %}",
        "{% for choice, number in tally.items %}{{ choice }}{{ number }}{% endfor %}",
        '{% with row=rows|first %}{% if row.on == "x" and not row.id %}{{ row }}{% endif %}{% endwith %}',
        "{% load i18n %}{% blocktranslate with x=first.id %}{{ x }} {{ code }}{% endblocktranslate %}",
        '{% act "second" motion=first.id id="second-{first.id}" %}{{ code }}{% endact %}',
        "{% load i18n %}{% translate 'Second it' as label %}{{ label }}",
        '{% button "second" _("Second it") motion=first.id class="quiet" %}',
        "{% proof proved %}{% how_sure proved.mark %}",
        '{{ rows|each:"id"|join:", " }}',
    ],
)
def test_what_is_there_is_no_fault(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{{ cod }}", "cod"),
        ("{{ first.name }}", "first.name"),
        ("{{ code|default:fist }}", "fist"),
        ("{% if code and first.nam %}{% endif %}", "first.nam"),
        ("{% if code %}{% else %}{{ cod }}{% endif %}", "cod"),
        ("{% for row in rows %}{{ row.idd }}{% endfor %}", "row.idd"),
        ("{% for row in rowz %}{% endfor %}", "rowz"),
        ("{% for row in rows %}{% endfor %}{{ row }}", "row"),
        ("{% for word, row in pairs %}{{ row.word }}{% endfor %}", "row.word"),
        ("{% with row=rows|first %}{{ row.name }}{% endwith %}", "row.name"),
        ("{% load i18n %}{% blocktranslate with x=first.nam %}{{ x }}{% endblocktranslate %}", "first.nam"),
        ("{% load i18n %}{% blocktranslate %}{{ cod }}{% endblocktranslate %}", "cod"),
        (
            "{% load i18n %}{% blocktranslate count n=2 %}{{ n }}{% plural %}{{ m }}{% endblocktranslate %}",
            "m",
        ),
        ('{% act "second" motion=first.motion %}{% endact %}', "first.motion"),
        ('{% act "second" id="second-{motion}" %}{% endact %}', "motion"),
        ('{% act "second" %}{{ cod }}{% endact %}', "cod"),
        ("{% load pieces %}{% lines rowz %}", "rowz"),
        ('{% button "second" code motion=first.motion %}', "first.motion"),
        ('{% button "second" label %}', "label"),
        ("{% proof proof %}", "proof"),
        ("{% proof first %}", "first.mark"),
        ("{% how_sure first.mark %}", "first.mark"),
        ('{{ rows|each:"name"|join:", " }}', "rows.name"),
        ('{% include "bits/more.html" with id=code %}', "more"),
        ('{% include "bits/take_away.html" with text_id=first.id where="" only %}', "code"),
    ],
)
def test_a_name_that_is_not_there_is_named(text, name):
    assert [fault.rpartition(": ")[2] for fault in found(text)][:1] == [name]


def test_a_fault_says_where_it_is():
    assert found("{{ code }}\n{{ cod }}") == ["a string:2: cod"]


@pytest.mark.parametrize("path", NEWEST, ids=lambda path: path.name)
def test_what_is_absent_leaves_no_trace_on_a_page(path):
    scenario, events, _ = opened(path)
    assembly = Assembly(scenario=scenario)

    for event in events:
        assembly = evolve(assembly, event)
        if assembly.seq % EVERY == 0:
            standing = Standing(code="MILBRK", assembly=assembly)
            for audience, seat in (("teach", ""), ("screen", ""), ("seat", "s1"), ("seat", "s8")):
                page = parts.page(standing, audience, seat, "en")
                assert [part for part, html in page.items() if str(UNSET) in html] == []


def found(text):
    return names.faults_of(names.plain_engine().from_string(text).nodelist, kinds.scope_of(Shown), "a string")
