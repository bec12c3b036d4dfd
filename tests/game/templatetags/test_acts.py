"""Forms of live parts: what they send, and that a picture of the past sends nothing."""

import pytest
from django.conf import settings
from django.template import TemplateSyntaxError, engines
from msgspec import defstruct

from game.command_fields import COMMANDS
from game.web import templating

FORM = (
    '{% act "second" motion=m.id clear id="second-{m.id}{seat|tail}" class="row" label=m.words %}'
    "<b>{{ n }}</b>{% endact %}"
)
GIVEN = {"code": "MILBRK", "m": {"id": "m1", "words": '"Now" & here'}, "seat": "s2", "n": 1}

ELSEWHERE = {
    "bits/desk/rehearsal.html",
    "bits/replay/make_link.html",
    "bits/replay/player.html",
    "bits/replay/share.html",
    "bits/replay/view.html",
}
"""Forms that are written out, none of which sends a command: they stand on pages that are not live, ask for a
page, are Django's, or have nothing but buttons (how fast a rehearsal goes, which link to take back)."""


def drawn(text=FORM, **given):
    return engines.all()[0].from_string(text).render(GIVEN | given)


def test_a_form_sends_what_it_names():
    assert drawn() == (
        '<form method="post" action="/act/MILBRK/" data-live data-clear id="second-m1-s2" class="row"'
        ' aria-label="&quot;Now&quot; &amp; here">'
        '<input type="hidden" name="act" value="second"><input type="hidden" name="motion" value="m1">'
        '<input type="hidden" name="form" value="" autocomplete="off">'
        '<b>1</b><p data-answer role="status"></p></form>'
    )


def test_a_page_fills_its_key_into_the_forms_that_have_a_place_for_one():
    text = FORM + '{% act "pause" id="p" %}{% endact %}{% act "give_time" id="t" %}{% once_key %}{% endact %}'

    page = templating.with_key(drawn(text), "0f" * 16)

    assert page.count(f'name="form" value="{"0f" * 16}"') == 2
    assert page.replace("0f" * 16, "") == drawn(text)


def test_a_form_about_people_goes_to_their_address():
    found = drawn('{% people "ban" who=n id="ban-{n}" silent %}{% endpeople %}', seat="")

    assert found == (
        '<form method="post" action="/teach/MILBRK/people/" data-people id="ban-1">'
        '<input type="hidden" name="act" value="ban"><input type="hidden" name="who" value="1"></form>'
    )


BUTTON = '{% button "end_turn" _("End it") seat=seat class="quiet" where="bar-" confirm=m.words %}'


def test_a_button_is_a_form_of_its_own():
    assert drawn(BUTTON) == (
        '<form method="post" action="/act/MILBRK/" data-live id="bar-do-end_turn-s2">'
        '<input type="hidden" name="act" value="end_turn"><input type="hidden" name="seat" value="s2">'
        '<button class="quiet" data-confirm="&quot;Now&quot; &amp; here">End it</button>'
        '<p data-answer role="status"></p></form>'
    )


def test_a_button_in_a_picture_sends_nothing():
    with templating.as_picture():
        found = drawn(BUTTON)

    assert found.startswith('<fieldset disabled id="bar-do-end_turn-s2"><input')
    assert found.endswith('End it</button><p data-answer role="status"></p></fieldset>')


@pytest.mark.parametrize("act", ["give_floor", "give_time"])
def test_a_button_that_may_be_pressed_again_has_a_place_for_a_key(act):
    assert drawn(f'{{% button "{act}" "More" %}}').count(templating.KEY) == 1


def test_what_a_page_answers_no_script_takes():
    found = drawn('{% people "ban_latest" by_page id="ban" %}{% endpeople %}')

    assert found == (
        '<form method="post" action="/teach/MILBRK/people/" id="ban">'
        '<input type="hidden" name="act" value="ban_latest"></form>'
    )


def test_in_a_picture_it_looks_the_same_and_is_switched_off():
    with templating.as_picture():
        found = drawn()

    assert found.startswith('<fieldset disabled id="second-m1-s2" class="row" aria-label=')
    assert found.endswith('<b>1</b><p data-answer role="status"></p></fieldset>')
    assert "form" not in found
    assert drawn().startswith("<form ")


def test_what_was_drawn_as_a_picture_is_not_shown_live():
    shown = defstruct("Shown", ["code", "text_id", "where", "away"])("MILBRK", "t1", "", False)
    with templating.as_picture():
        picture = templating.draw_once("bits/take_away.html", shown, "en")

    live = templating.draw_once("bits/take_away.html", shown, "en")

    assert live.startswith("<form ")
    assert picture.startswith("<fieldset disabled ")


@pytest.mark.parametrize("words", ['"second" "m1"', '"second" clearly', 'id="x" data-x="y"'])
def test_a_word_it_does_not_know_is_refused_when_the_template_is_read(words):
    with pytest.raises(TemplateSyntaxError):
        drawn(f"{{% act {words} %}}{{% endact %}}")


@pytest.mark.parametrize("words", ['"second" "Second it" "m1"', '"second" "Second it" quiet', "second label"])
def test_and_so_for_a_button(words):
    with pytest.raises(TemplateSyntaxError):
        drawn(f"{{% button {words} %}}")


def test_no_live_part_has_a_form_that_a_picture_could_send():
    folder = settings.BASE_DIR / "templates"
    written = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8").count("<form")
        for place in ("parts", "bits")
        for path in folder.glob(f"{place}/**/*.html")
    }

    assert {name for name, n in written.items() if n} == ELSEWHERE


def test_every_command_is_sent_by_some_page():
    """By a form of its own, or as a step that the desk's buttons are made of."""
    sources = [
        *(settings.BASE_DIR / "templates").rglob("*.html"),
        *(settings.BASE_DIR / "debate" / "guide").glob("*.py"),
    ]
    text = "".join(path.read_text(encoding="utf-8") for path in sources)

    assert {name for name in COMMANDS if f'"{name}"' not in text} == {"hide_statement"}, "an older word"
