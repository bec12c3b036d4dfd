"""Templates can be read: lines are short, and where one is broken nothing comes to the browser."""

import pytest
from django.conf import settings
from django.template.loader import get_template

from game.web.templating import joined

FOLDER = settings.BASE_DIR / "templates"
WRITTEN = [path for path in sorted(FOLDER.rglob("*")) if path.suffix in (".html", ".txt")]
LONGEST = 120


def test_lines_are_short():
    longer = [
        f"{path.relative_to(FOLDER)}: {line.strip()}"
        for path in WRITTEN
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line) > LONGEST
    ]

    assert longer == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<p>\n  <b>", "<p><b>"),
        ("{% if a %}\n  {% if b %}\n\n<p>", "{% if a %}{% if b %}<p>"),
        ("{# A note. #}\n<p>", "{# A note. #}<p>"),
        ("<b>a</b> <b>b</b>", "<b>a</b> <b>b</b>"),
        ("<p>words\n  and <b>\n more", "<p>words\n  and <b>\n more"),
        ("{{ a }}\n{{ b }}\n<p>", "{{ a }}\n{{ b }}\n<p>"),
        ("<p\n  id>", "<p\n  id>"),
        ("<b>At its end</b>\n", "<b>At its end</b>"),
    ],
)
def test_a_line_break_between_tags_goes_to_no_browser(written, read):
    assert joined(written) == read


def test_a_sentence_to_be_translated_stays_as_it_is():
    sentence = "{% blocktranslate trimmed %}\n  <b>One</b>\n  <b>two</b>\n{% endblocktranslate %}"

    assert joined(f"<p>\n{sentence}\n</p>") == f"<p>{sentence}</p>"


def test_pages_are_joined_and_texts_are_not():
    page, text = (get_template(name).template.source for name in ("base.html", "minutes/minutes.txt"))

    assert page == joined((FOLDER / "base.html").read_text(encoding="utf-8"))
    assert text == (FOLDER / "minutes" / "minutes.txt").read_text(encoding="utf-8")
