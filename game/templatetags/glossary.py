"""Words of a meeting's glossary where they stand: a press opens the note, without leaving the sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec
from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from msgspec import Struct

from debate.scenario.writing import Term

register = template.Library()

LEAST = 3
"""Letters of a word that is looked for."""


class Note(Struct, frozen=True):
    """One entry with the id of its note on the page."""

    id: str
    term: str
    text: str


@register.filter
def explained(text: str, terms: Sequence[Term]) -> SafeString:
    """The text, in which the first of each word of the glossary is a button that opens its note."""
    found, seen, end = [], set(), 0
    if terms:
        looked_for, places = _words(tuple(term.term for term in terms))
        for match in looked_for.finditer(text):
            place = places[match[1].casefold()]
            if place not in seen:
                seen.add(place)
                found += [escape(text[end : match.start()]), _button(match[0], place)]
                end = match.end()
    return mark_safe("".join([*found, escape(text[end:])]))


@register.simple_tag
def notes(terms: Sequence[Term], *shown: Any) -> list[Note]:
    """The entries whose words occur anywhere in what is shown."""
    if not terms:
        return []
    looked_for, places = _words(tuple(term.term for term in terms))
    texts = " ".join(msgspec.json.encode(one).decode() for one in shown)
    occurring = sorted({places[match[1].casefold()] for match in looked_for.finditer(texts)})
    return [Note(id=f"word-{n}", term=terms[n].term, text=terms[n].text) for n in occurring]


def _button(word: str, place: int) -> SafeString:
    # Within a sentence: no space that is not in the text.
    return format_html('<button type="button" class="term" popovertarget="word-{}">{}</button>', place, word)


@lru_cache(maxsize=32)
def _words(terms: tuple[str, ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    """What finds them all, longer ones first, and the entry of each. An entry for two words ("Bolsheviks and
    Mensheviks", "Democracy, the") stands for each of them."""
    places: dict[str, int] = {}
    for place, term in enumerate(terms):
        for word in re.split(r", | and ", term):
            if len(word) >= LEAST and word != "the":
                places.setdefault(word.removesuffix("s").casefold(), place)
    either = "|".join(re.escape(word) for word in sorted(places, key=len, reverse=True))
    return re.compile(rf"\b({either})s?\b", re.IGNORECASE), places
