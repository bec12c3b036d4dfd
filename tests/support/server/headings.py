"""Is there something under every heading of a page? And all the words that stand on it."""

import re
from collections.abc import Iterator

from tests.support.server.page import Node, read

HEADING = re.compile(r"h([1-6])|summary")
SECTIONS = {"section", "article", "details", "main", "body"}
SEEN = {"svg", "img", "input", "select", "textarea", "button"}
UNSEEN = {"script", "style", "template", "head", "noscript"}
SUMMARY = 0
"""Whatever stands under it stands in the same `details`."""
Token = tuple[str, int, str]
"""A heading with its level and words; "content"; or the end of a section."""


def words(html: str) -> str:
    """All that can be read on a page, and what is said of it to those who do not see it."""
    return " ".join(_read(html))


def empty(html: str) -> list[str]:
    """The headings of a page under which there is nothing."""
    tokens = list(_tokens(_whole(html)))
    return [token[2] for n, token in enumerate(tokens) if token[0] == "heading" and _ends(tokens[n:])]


def _ends(tokens: list[Token]) -> bool:
    _, level, _ = tokens[0]
    inside = 0
    for kind, other, _ in tokens[1:]:
        if kind == "content":
            return False
        if kind == "heading" and other <= level and not inside:
            return True
        inside += {"begin": 1, "end": -1}.get(kind, 0)
        if inside < 0:
            return True
    return True


def _tokens(node: Node) -> Iterator[Token]:
    if node.tag in UNSEEN or "hidden" in node.attributes:
        return
    if found := HEADING.fullmatch(node.tag):
        yield "heading", int(found[1] or SUMMARY), " ".join(_said(node))
        return
    if node.tag in SEEN:
        yield "content", 0, node.tag
        return
    if node.tag in SECTIONS:
        yield "begin", 0, ""
    for child in node.inner:
        if isinstance(child, Node):
            yield from _tokens(child)
        elif child.strip():
            yield "content", 0, child
    if node.tag in SECTIONS:
        yield "end", 0, ""


def _read(html: str) -> Iterator[str]:
    yield from _said(_whole(html))
    for node in _whole(html).all():
        if node.tag not in UNSEEN:
            names = ("alt", "title", "aria-label", "content", "data-head", "placeholder", "value")
            yield from (node.attributes[name] for name in names if node.attributes.get(name))


def _said(node: Node) -> Iterator[str]:
    for child in node.inner:
        if isinstance(child, Node):
            if child.tag not in UNSEEN - {"head"}:
                yield from _said(child)
        elif child.strip():
            yield " ".join(child.split())


def _whole(html: str) -> Node:
    return read(html)
