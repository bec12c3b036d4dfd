"""`{% act "second" motion=m.id id="second-{m.id}" %} ... {% endact %}`: a form that asks for something.

Drawn are the form, its hidden fields (`act`, and every name that is given) and at its end the place for the
answer. In a picture of the past (`templating.as_picture`) it is a fieldset that is switched off: it looks the
same, and nothing in it can be sent. So no live part has a form of its own; a test holds them to it.

`id`, `class` and `label` (a name to be read out) are attributes, in which `{...}` stands for a variable.
`clear` empties the fields when all went well, since the same once more would be something new; such a form
has a place for a key (`once_key`). `silent` leaves out the place for the answer. What is sent `by_page` no
script takes: the browser sends it, and a page answers. Without "second" the buttons say what is asked for.
`{% people "ban" ... %} ... {% endpeople %}` is the same for what is done about people, outside the journal;
`{% button "second" _("Second it") motion=m.id class="quiet" %}` is the form of one button.
"""

import re
from collections.abc import Iterable, Iterator

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token, render_value_in_context
from django.template.context import Context
from django.utils.safestring import SafeString

from game.web import templating

register = template.Library()

ATTRIBUTES = {"id": "id", "class": "class", "label": "aria-label"}
MARKS = {"clear": " data-clear"}
ANSWER = '<p data-answer role="status"></p>'
STAYS_OPEN = ['<input type="hidden" name="closes" value="false">']
"""Of a vote that is put by a button: the chair closes it."""
ANEW = ("give_time", "give_floor", "call_next", "reveal")
"""Asked for by a button, and something new with every press."""

Stretch = str | FilterExpression


class FormNode(template.Node):
    """Its opening as it can be sent, and as in a picture; what stands in it; its end."""

    def __init__(self, opening: list[Stretch], still: list[Stretch], nodelist: NodeList, end: str):
        self.opening = _joined(opening)
        self.still = _joined(still)
        self.nodelist = nodelist
        self.end = end

    def render(self, context: Context) -> SafeString:
        picture = templating.is_picture()
        opening = "".join(
            piece if isinstance(piece, str) else render_value_in_context(piece.resolve(context), context)
            for piece in (self.still if picture else self.opening)
        )
        within = self.nodelist.render(context)
        return SafeString(f"{opening}{within}{self.end}{'</fieldset>' if picture else '</form>'}")


@register.tag
def act(parser: Parser, token: Token) -> FormNode:
    return _form(parser, token, _to_the_room(parser), " data-live")


@register.tag
def people(parser: Parser, token: Token) -> FormNode:
    address: list[Stretch] = ["/teach/", parser.compile_filter("code"), "/people/"]
    return _form(parser, token, address, " data-people")


@register.tag
def button(parser: Parser, token: Token) -> FormNode:
    """A form of one button: what it asks for, what it says, and what it is about.

    `class` is the button's; `confirm`: what is asked before it is sent; `where`: what stands before the id of
    the form, as the same button may stand twice on a page.
    """
    _tag, quoted, label, *words = token.split_contents()
    given = dict(word.split("=", 1) for word in words if "=" in word)
    if len(given) != len(words) or quoted[0] != '"':
        raise template.TemplateSyntaxError("{% button %} takes an act, a label, and names with values")
    act = quoted[1:-1]
    where, look, sure = (given.pop(name, '""') for name in ("where", "class", "confirm"))
    about = "".join(f"{{{value}|tail}}" for value in given.values())
    form_id: list[Stretch] = [' id="', *_filled(parser, f'"{where[1:-1]}do-{act}{about}"'), '">']
    fields = _hidden("act", parser.compile_filter(quoted))
    for name, value in given.items():
        fields += _hidden(name, parser.compile_filter(value))
    fields += STAYS_OPEN if act == "put_question" else []
    pressed: list[Stretch] = ['<button class="', parser.compile_filter(look), '"']
    pressed += [' data-confirm="', parser.compile_filter(sure), '"'] if sure != '""' else []
    pressed += [">", parser.compile_filter(label), "</button>"]
    key = [templating.KEY] if act in ANEW else []
    return FormNode(
        [*_sends(_to_the_room(parser)), " data-live", *form_id, *fields, *key, *pressed],
        ["<fieldset disabled", *form_id, *fields, *pressed],
        NodeList(),
        ANSWER,
    )


@register.simple_tag
def once_key(act: str = "") -> SafeString:
    """The place for a key in a form that does something more with every press (`templating.with_key`). `act`:
    what it asks for, where that is not always so."""
    needed = not act or act in ANEW
    return SafeString(templating.KEY if needed and not templating.is_picture() else "")


@register.filter
def tail(value: object) -> str:
    """For the end of an id: "-s1", or nothing."""
    return f"-{value}" if value else ""


@register.filter
def equals(chosen: object, one: object) -> str:
    """Is it this one? As buttons that stay pressed have it: `aria-pressed="{{ choice|equals:"for" }}"`."""
    return "true" if chosen == one else "false"


def _sends(address: list[Stretch]) -> list[Stretch]:
    return ['<form method="post" action="', settings.PREFIX, *address, '"']


def _to_the_room(parser: Parser) -> list[Stretch]:
    return ["/act/", parser.compile_filter("code"), "/"]


def _form(parser: Parser, token: Token, address: list[Stretch], taken: str) -> FormNode:
    """`taken`: the mark of forms that a script takes."""
    tag, *words = token.split_contents()
    given = [word for word in words if word not in (*MARKS, "silent", "by_page")]
    marks = ["" if "by_page" in words else taken, *(MARKS[word] for word in words if word in MARKS)]
    asked, attributes, fields = _read(parser, tag, given)
    within = parser.parse((f"end{tag}",))
    parser.delete_first_token()
    key = [templating.KEY] if "clear" in words else []
    return FormNode(
        [*_sends(address), *marks, *attributes, ">", *asked, *fields, *key],
        ["<fieldset disabled", *attributes, ">", *asked, *fields],
        within,
        "" if "silent" in words or "by_page" in words else ANSWER,
    )


def _read(parser: Parser, tag: str, given: list[str]) -> tuple[list[Stretch], list[Stretch], list[Stretch]]:
    """What is asked for, the attributes and the further hidden fields."""
    asked: list[Stretch] = []
    attributes: list[Stretch] = []
    fields: list[Stretch] = []
    for n, word in enumerate(given):
        name, equals, value = word.partition("=")
        if equals and name in ATTRIBUTES:
            attributes += [f' {ATTRIBUTES[name]}="', *_filled(parser, value), '"']
        elif equals and name.isidentifier():
            fields += _hidden(name, parser.compile_filter(value))
        elif n == 0:
            asked = _hidden("act", parser.compile_filter(word))
        else:
            raise template.TemplateSyntaxError(f"{{% {tag} %}} does not know what {word} is")
    return asked, attributes, fields


def _hidden(name: str, value: FilterExpression) -> list[Stretch]:
    return [f'<input type="hidden" name="{name}" value="', value, '">']


def _filled(parser: Parser, value: str) -> Iterator[Stretch]:
    """An attribute: of "take-{text.id}" the words and the variables; else one expression."""
    if value[0] != '"':
        yield parser.compile_filter(value)
        return
    for n, piece in enumerate(re.split(r"{(.*?)}", value[1:-1])):
        yield parser.compile_filter(piece) if n % 2 else piece


def _joined(pieces: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same with words that stand side by side made one: most of a form is known when it is read."""
    found: list[Stretch] = []
    for piece in pieces:
        known = piece.var if isinstance(piece, FilterExpression) and not piece.filters else piece
        word = known if isinstance(known, str) else None
        if word is None or not found or not isinstance(found[-1], str):
            found.append(piece if word is None else word)
        else:
            found[-1] += word
    return tuple(found)
