"""What is asked, or moved, or adopted: its words and the size they are set in."""

from msgspec import Struct

from debate.assembly import Assembly
from debate.ids import QuestionId
from debate.rules.business.subjects import subject
from debate.rules.business.wording import text_of
from debate.shown.people import name_of

SIZES = ((60, "short"), (110, ""), (160, "long"), (320, "longer"))
"""Up to so many characters what is asked is set in type of this size; beyond the last, in the smallest."""


class WallAsked(Struct, frozen=True, kw_only=True):
    """What is asked. `kind`: of a motion; `text`: the words of one, or the text that is adopted or not;
    `hidden`: the words of a motion were taken away."""

    title: str
    question: str
    size: str
    kind: str
    mover: str
    text: str
    hidden: bool


def asked_of(assembly: Assembly, id: QuestionId) -> WallAsked:
    question, motion = subject(assembly, id), assembly.motions.get(id)
    text = text_of(assembly, id)
    words = "" if question is None or motion else question.text
    moved = (motion.text if motion and not motion.hidden else "") or text
    return WallAsked(
        title=question.title if question else "",
        question=words,
        size=size(words or moved),
        kind=motion.kind if motion else "",
        mover=name_of(assembly, motion.seat) if motion and motion.seat else "",
        text=moved,
        hidden=bool(motion and motion.hidden),
    )


def size(text: str) -> str:
    return next((size for most, size in SIZES if len(text) <= most), "longest")
