"""The text of a question or motion, what an amendment makes of it, and the difference as marked-up pieces."""

from typing import Literal, get_args

from msgspec import Struct

from debate.assembly import Assembly, Motion
from debate.ids import QuestionId
from debate.refusal import Refusal

How = Literal["insert", "strike", "replace"]
HOWS: tuple[str, ...] = get_args(How)


class TextRun(Struct, frozen=True):
    """A stretch of text that stays ("same"), comes in ("ins") or goes out ("del")."""

    op: Literal["same", "ins", "del"]
    text: str


def text_of(assembly: Assembly, subject: QuestionId) -> str:
    """How the text of this question or motion reads now, on one line; "" for one that has no text."""
    if subject in assembly.wordings:
        return assembly.wordings[subject]
    return written_first(assembly, subject)


def written_first(assembly: Assembly, subject: QuestionId) -> str:
    """The same before anything was changed in it."""
    if motion := assembly.motions.get(subject):
        return motion.text
    return next((" ".join(q.wording.split()) for q in assembly.scenario.questions if q.id == subject), "")


def difference(text: str, how: str, passage: str, words: str) -> tuple[TextRun, ...]:
    """What `how` does to the text: at the one place where the passage stands; without a passage, at the end.

    Raises Refusal when the passage is not there, or more than once.
    """
    if not passage:
        return (TextRun("same", text), TextRun("ins", f" {words}"))
    before, after = _around(text, passage)
    if how == "insert":
        inner: tuple[TextRun, ...] = (TextRun("same", before + passage), TextRun("ins", f" {words}"))
    elif how == "strike":
        # With the blank before it, or a full stop would be left standing by itself.
        rest = before.rstrip()
        inner = (TextRun("same", rest), TextRun("del", before[len(rest) :] + passage))
    else:
        inner = (TextRun("same", before), TextRun("del", passage), TextRun("ins", words))
    return tuple(piece for piece in (*inner, TextRun("same", after)) if piece.text)


def amended(text: str, how: str, passage: str, words: str) -> str:
    """The text as it reads when the amendment is carried. Raises Refusal as `difference` does."""
    pieces = difference(text, how, passage, words)
    return " ".join("".join(piece.text for piece in pieces if piece.op != "del").split())


def marked_up(assembly: Assembly, motion: Motion) -> tuple[TextRun, ...]:
    """An amendment as a marked-up text; only the words themselves once it is carried and the text holds them,
    or when their place is no longer there."""
    if motion.state != "carried":
        try:
            return difference(text_of(assembly, motion.amends), motion.how, motion.passage, motion.text)
        except Refusal:
            pass
    stays: Literal["same", "del"] = "same" if motion.how == "insert" else "del"
    words = f" {motion.text}" if motion.how == "insert" and motion.passage else motion.text
    return tuple(piece for piece in (TextRun(stays, motion.passage), TextRun("ins", words)) if piece.text)


def divided(text: str, passage: str) -> tuple[str, str]:
    """The text in two parts, the second of which begins with the passage. Raises Refusal."""
    first, second = _around(text, passage)
    if not first.strip():
        raise Refusal("part_empty")
    return first.strip(), f"{passage}{second}".strip()


def _around(text: str, passage: str) -> tuple[str, str]:
    """What stands before and after the one place where the passage stands. Raises Refusal."""
    if not passage or passage not in text:
        raise Refusal("passage_missing")
    if text.count(passage) > 1:
        raise Refusal("passage_twice")
    before, _, after = text.partition(passage)
    return before, after
