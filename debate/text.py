"""Texts: what people type, as it is kept (a name, a sentence, a motion), and the sentences of one."""

import re
import unicodedata

NEVER = {"Cc", "Cf", "Cs", "Co"}
JOINERS = {"\u200c", "\u200d"}
"""Some scripts and many emoji are spelt with these two."""
BETWEEN_SENTENCES = re.compile(r"(?<=[.?!])\s+|(?<=[.?!][”’»)])\s+")


def tidy(text: str) -> str:
    """The text with its blanks evened out, without characters that are not seen.

    A NUL ends a text for many programs, and what turns the direction of writing around would garble the
    list, the motion or the page in which it stands. Letters of any script and emoji stay.
    """
    even = " ".join(unicodedata.normalize("NFC", text).split())
    kept = (c for c in even if c in JOINERS or unicodedata.category(c) not in NEVER)
    return " ".join("".join(kept).split())


def tidy_lines(text: str) -> str:
    """The same of a long text, whose lines stay apart: it is a letter, or has paragraphs."""
    lines = "\n".join(tidy(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def is_blank(text: str) -> bool:
    """Is there nothing to read in it?"""
    return not text.strip(" \u200c\u200d")


def sentences(text: str) -> list[str]:
    """The whole sentences of a text, in order."""
    return [sentence for sentence in BETWEEN_SENTENCES.split(text.strip()) if sentence]
