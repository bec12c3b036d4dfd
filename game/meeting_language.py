"""How the meeting speaks whose texts are being drawn: what its sources are called, in which language it is.

What draws says which meeting it is: templates of parts know what the part shows, not the meeting as a whole.
What is kept of a drawing is kept for a meeting that speaks so (`templating.draw_once`).
"""

import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from threading import Lock

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from msgspec import Struct

from debate.scenario import Scenario
from debate.scenario.writing import Source

MOST = 8
"""Meetings whose ways of speaking are kept: those that are played or looked at now."""
AT_LEAST = 12
"""Characters of a piece of a text, such as what stands before a word of the glossary, that are its own."""
NAMES = {"id", "name", "short", "author", "licence", "language"}
"""Fields that hold a name, or no text for readers: a name is the same in every language (WCAG 3.1.2)."""
UNMARKED = {"script", "style", "textarea", "title", "desc"}
"""Elements in which no other can stand, and no attribute says it."""
NODE = re.compile(
    r"<!--.*?-->|<option(?P<has>[^>]*)>(?P<offers>[^<]*)</option>"
    r"|<(?P<closes>/?)(?P<name>[a-zA-Z][\w-]*)[^>]*>|[^<]+|<",
    re.DOTALL,
)
"""Tags, and what stands between them. In an option no other element can stand."""
WORD = re.compile(r"\w+")


class MeetingLanguage:
    """How a meeting speaks: its `language`, and the `names` that readers have for its sources, by id."""

    def __init__(self, scenario: Scenario | None = None):
        self.language = scenario.language if scenario else ""
        self.names = (
            {source.id: source.short for source in scenario.sources if source.short} if scenario else {}
        )
        self._scenario = scenario

    @cached_property
    def texts(self) -> "Texts":
        """All that is written in this meeting."""
        return Texts(_written(self._scenario))


class Texts:
    """Texts to be found again in a page, where they are escaped, and cut by words that are explained."""

    def __init__(self, texts: Iterable[str]):
        self._whole = {" ".join(escape(text).split()) for text in texts}
        self._all = "\n".join(self._whole)
        self._by_word: dict[str, list[str]] = {}
        for text in sorted(self._whole, key=len, reverse=True):
            if " " in text and (first := WORD.search(text)):
                self._by_word.setdefault(first[0], []).append(text)

    def is_one(self, said: str) -> bool:
        """Is this one of them, or a good part of one?"""
        said = " ".join(said.split())
        return said in self._whole or (len(said) >= AT_LEAST and said in self._all)

    def within(self, said: str) -> Iterator[tuple[int, int]]:
        """Where in a sentence they stand, from left to right."""
        done = 0
        for word in WORD.finditer(said):
            start = word.start()
            if start < done:
                continue
            for text in self._by_word.get(word[0], ()):
                begin = start - text.index(word[0])
                end = begin + len(text)
                if begin >= done and said[begin:end] == text and not said[end : end + 1].isalnum():
                    yield begin, end
                    done = end
                    break


def _written(piece: object) -> Iterator[str]:
    if isinstance(piece, Source):
        return
    if isinstance(piece, Struct):
        for field in piece.__struct_fields__:
            if field not in NAMES:
                yield from _written(getattr(piece, field))
    elif isinstance(piece, dict):
        for inner in piece.values():
            yield from _written(inner)
    elif isinstance(piece, list | tuple):
        for inner in piece:
            yield from _written(inner)
    elif isinstance(piece, str) and (" " in piece or not piece.islower()):  # No key, and no choice.
        yield from (line for line in piece.splitlines() if line.strip())
        yield piece


NOTHING_SAID = MeetingLanguage()
"""Of no meeting in particular."""
_spoken: ContextVar[MeetingLanguage] = ContextVar("spoken", default=NOTHING_SAID)
_known: OrderedDict[int, tuple[Scenario, MeetingLanguage]] = OrderedDict()
_knowing = Lock()


def _speaks(scenario: Scenario) -> MeetingLanguage:
    # A meeting cannot be a key, and is held on to, so that its number stays its own.
    with _knowing:
        if id(scenario) not in _known:
            _known[id(scenario)] = scenario, MeetingLanguage(scenario)
            if len(_known) > MOST:
                _known.popitem(last=False)
        _known.move_to_end(id(scenario))
        return _known[id(scenario)][1]


@contextmanager
def of_meeting(scenario: Scenario | None) -> Iterator[None]:
    """What is drawn within is this meeting's; with None, what it was before."""
    before = _spoken.get()
    if scenario is not None:
        _spoken.set(_speaks(scenario))
    try:
        yield
    finally:
        _spoken.set(before)


def spoken() -> MeetingLanguage:
    """What holds here, in this thread or task."""
    return _spoken.get()


def of_shown(shown: Struct) -> Scenario | None:
    """The meeting that a page is about, where it is about one."""
    found = getattr(shown, "scenario", None)
    return found if isinstance(found, Scenario) else None


def marked(html: str) -> SafeString:
    """What was drawn in the language of the page; each text of a meeting in another says in which it is.

    They are found by their words: where the languages differ, no sentence of ours is taken for one of them.
    So no template has to tell the one from the other, and none can forget it. What is marked stays so.
    """
    said, page = _spoken.get(), get_language() or ""
    if not said.language or _is_alike(said.language, page):
        return mark_safe(html)
    return mark_safe("".join(_pieces(html, said.language, said.texts)))


def _is_alike(one: str, other: str) -> bool:
    """The same language, wherever it is spoken?"""
    return one.lower().partition("-")[0] == other.lower().partition("-")[0]


def _pieces(html: str, language: str, texts: Texts) -> Iterator[str]:
    lang = f' lang="{language}"'
    tag, is_drawing, is_done = "", False, False
    for found in NODE.finditer(html):
        node, closes, name = found[0], found["closes"], found["name"]
        if (offers := found["offers"]) is not None:
            says = lang if texts.is_one(offers) and lang not in node else ""
            yield f"<option{says}{found['has']}>{offers}</option>"
        elif name:
            is_drawing = not closes if name == "svg" else is_drawing
            tag, is_done = "" if closes else name, lang in node and not closes
            yield node
        elif is_done or tag in UNMARKED or node.startswith("<") or not node.strip():
            yield node
        else:
            yield _with(node, "tspan" if is_drawing else "span", lang, texts)


def _with(node: str, tag: str, lang: str, texts: Texts) -> str:
    bare = node.strip()
    places = [(0, len(bare))] if texts.is_one(bare) else list(texts.within(bare))
    for begin, end in reversed(places):
        bare = f"{bare[:begin]}<{tag}{lang}>{bare[begin:end]}</{tag}>{bare[end:]}"
    return node[: len(node) - len(node.lstrip())] + bare + node[len(node.rstrip()) :]
