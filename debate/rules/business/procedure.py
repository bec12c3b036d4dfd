"""Procedural motions: what each needs, whether it may be debated, and what it is about. A table.

Majorities and debate as in the standard manuals of parliamentary practice (Robert's Rules of Order, chapters
on subsidiary and incidental motions), in a plain form: stopping others from speaking takes two thirds.
A scenario may ask for other majorities (`StandingOrders.thresholds`).
"""

from typing import Literal

from msgspec import Struct

from debate.events import MotionKind
from debate.scenario import ThresholdName

About = Literal["", "text", "subject", "decided", "business", "ruling"]
"""What must be named: a text that can be divided; what may be put; what was decided; a question still to
come; a motion that was ruled out."""


class Procedural(Struct, frozen=True):
    """One row: the usual majority, may it be debated, what it is about."""

    threshold: ThresholdName
    debatable: bool
    about: About = ""


PROCEDURE: dict[MotionKind, Procedural] = {
    "close_list": Procedural("majority_of_cast", debatable=False),
    "close_debate": Procedural("two_thirds_of_cast", debatable=False),
    "adjourn": Procedural("majority_of_cast", debatable=False),
    "divide": Procedural("majority_of_cast", debatable=False, about="text"),
    "reorder": Procedural("majority_of_cast", debatable=True, about="business"),
    "reconsider": Procedural("majority_of_cast", debatable=True, about="decided"),
    "by_roll_call": Procedural("majority_of_cast", debatable=False, about="subject"),
    "in_secret": Procedural("majority_of_cast", debatable=False, about="subject"),
    "appeal": Procedural("majority_of_cast", debatable=True, about="ruling"),
}
