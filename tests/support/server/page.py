"""A page as a tree, and what `live.js` and htmx do to it with a push: enough to see both come to the same."""

from html.parser import HTMLParser

VOID = {"input", "img", "br", "hr", "meta", "link"}


class Node:
    """One element: tag, attributes, and what is in it (texts and elements)."""

    def __init__(self, tag, attributes=()):
        self.tag = tag
        self.attributes = dict(attributes)
        self.inner = []

    def all(self):
        """This element and all in it."""
        yield self
        for child in self.inner:
            if isinstance(child, Node):
                yield from child.all()

    def is_at(self, selector):
        """Does `#id` or `.class` mean this element?"""
        if selector.startswith("#"):
            return self.attributes.get("id") == selector[1:]
        return selector[1:] in self.attributes.get("class", "").split()

    def plain(self):
        """As nested tuples that can be compared; blanks between elements do not count."""
        texts = [c.plain() if isinstance(c, Node) else " ".join(c.split()) for c in self.inner]
        return (self.tag, tuple(sorted(self.attributes.items())), tuple(text for text in texts if text))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [Node("")]

    def handle_starttag(self, tag, attributes):
        node = Node(tag, attributes)
        self.open[-1].inner.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"<{self.open[-1].tag}> is closed by </{tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].inner.append(data)


def read(html):
    """The elements of a text, under one root."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1, f"<{reader.open[-1].tag}> is not closed"
    return reader.open[0]


def push(page, html):
    """What a push makes of the page."""
    parts = read(html).inner
    for part in parts:
        if "data-in" in part.attributes and not _found(page, part.attributes["hx-target"]):
            _make_room(page, part)
    for part in parts:
        for parent, node in _found(page, part.attributes["hx-target"]):
            place = next(n for n, child in enumerate(parent.inner) if child is node)
            gone = part.attributes["hx-swap"] == "delete"
            parent.inner[place : place + 1] = [] if gone else [c for c in part.inner if isinstance(c, Node)]


def _make_room(page, part):
    line = next(child for child in part.inner if isinstance(child, Node))
    if after := _found(page, f"#{part.attributes['data-after']}"):
        [(parent, node)] = after
        parent.inner.insert(next(n for n, child in enumerate(parent.inner) if child is node) + 1, line)
    else:
        [(_, within)] = _found(page, f"#{part.attributes['data-in']}")
        within.inner.insert(0, line)


def _found(page, selector):
    return [
        (parent, child)
        for parent in page.all()
        for child in parent.inner
        if isinstance(child, Node) and child.is_at(selector)
    ]
