"""Rules about what is written: nothing left empty, questions that ask, claims that name their sources."""

from collections.abc import Iterator

from msgspec import NODEFAULT
from msgspec.structs import fields

from debate.check.fault import Fault, pieces
from debate.scenario import Scenario

LONGEST_SHORT_NAME = 18
"""Characters that fit on a seat of the half-circle and on a phone's narrow column."""


def something_is_written(scenario: Scenario) -> Iterator[Fault]:
    """A text that must be there is there."""
    for place, piece in pieces(scenario):
        for field in fields(piece):
            text = getattr(piece, field.name)
            if field.default is NODEFAULT and isinstance(text, str) and not text.strip():
                yield Fault(f"{place}.{field.name}".lstrip("."), "is empty.", "Write something.")


def questions_ask(scenario: Scenario) -> Iterator[Fault]:
    """A vote needs something that can be answered with for or against."""
    for row, question in enumerate(scenario.questions):
        if question.text.strip() and not question.text.rstrip().endswith("?"):
            yield Fault(f"questions[{row}].text", "does not ask.", "End it with a question mark.")


def short_names_fit(scenario: Scenario) -> Iterator[Fault]:
    """The name on the seat can be read there."""
    for row, role in enumerate(scenario.roles):
        if len(role.short) > LONGEST_SHORT_NAME:
            yield Fault(
                f"roles[{row}].short",
                f"has {len(role.short)} characters.",
                f"Keep it to {LONGEST_SHORT_NAME}.",
            )


def claims_name_sources(scenario: Scenario) -> Iterator[Fault]:
    """What is documented names where; what is not verified names who says so."""
    for place, piece in pieces(scenario):
        if getattr(piece, "mark", "") in ("D", "U") and not getattr(piece, "sources", True):
            yield Fault(
                place, f"is marked {getattr(piece, 'mark', '')} without a source.", "Name one, or mark it I."
            )
