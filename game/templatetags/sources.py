"""How sure something is, and from where it is known: `{% proof row %}`, on a screen and on paper.

On a page with several meetings, `{% meeting one %} ... {% endmeeting %}`: what stands within is this one's.
"""

from collections.abc import Sequence
from typing import Protocol, TypedDict

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from debate.scenario.writing import Mark, Source
from game.meeting_language import marked, of_meeting, spoken

register = template.Library()


class Proved(Protocol):
    """Something of history, with how sure it is and the keys of its sources."""

    @property
    def mark(self) -> Mark: ...
    @property
    def sources(self) -> Sequence[str]: ...


class Proof(TypedDict):
    """What the templates know."""

    mark: Mark
    sources: Sequence[str]


@register.inclusion_tag("bits/sources/proof.html")
def proof(row: Proved) -> Proof:
    """The mark, and a button for each source, which opens its note on the page."""
    return {"mark": row.mark, "sources": row.sources}


@register.inclusion_tag("bits/sources/proof.html")
def how_sure(mark: Mark) -> Proof:
    """The mark alone."""
    return {"mark": mark, "sources": ()}


@register.filter
def called(source: str | Source) -> str:
    """How readers call a source, by its id or as it stands in the list; its id where it has no other name."""
    if isinstance(source, Source):
        return source.short or source.id
    return spoken().names.get(source, source)


@register.inclusion_tag("print_pack/proof.html")
def proof_on_paper(row: Proved) -> Proof:
    """The mark and the names: the list of sources is printed below."""
    return {"mark": row.mark, "sources": [called(id) for id in row.sources]}


class MeetingNode(template.Node):
    """`one`: the meeting; `nodelist`: what stands within."""

    def __init__(self, one: FilterExpression, nodelist: NodeList):
        self.one = one
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with of_meeting(self.one.resolve(context)):
            return marked(self.nodelist.render(context))


@register.tag
def meeting(parser: Parser, token: Token) -> MeetingNode:
    _tag, one = token.split_contents()
    nodelist = parser.parse(("endmeeting",))
    parser.delete_first_token()
    return MeetingNode(parser.compile_filter(one), nodelist)
