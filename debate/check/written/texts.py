"""Rules about what is written: nothing left empty, questions that ask, claims that name their sources."""

import re
from collections.abc import Iterator
from functools import cache
from string import Formatter

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from debate.afterwards.moments import FIELDS
from debate.check.fault import Fault, pieces
from debate.scenario import DebriefQuestion, Scenario
from debate.scenario.walk import within
from debate.scenario.writing import in_numbers

LONGEST_SHORT_NAME = 18
"""Characters that fit on a seat of the half-circle and on a phone's narrow column."""
LONGEST_QUESTION = 160
"""Characters that stand on a phone above the choices, and on a wall, without being cut."""
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|&[a-z]{2,8};")
YEAR = re.compile(r"\b(?:(?P<before>[0-9]{1,4}) BC\b|(?P<year>1[0-9]{3}|20[0-9]{2})\b)")
FIRST_YEAR = 1000
"""Of a meeting in whose texts four digits are a year; before, they are rather a number of something."""


def something_is_written(scenario: Scenario) -> Iterator[Fault]:
    """A text that must be there is there."""
    for place, piece in pieces(scenario):
        for name in _required(type(piece)):
            text = getattr(piece, name)
            if isinstance(text, str) and not text.strip():
                yield Fault(f"{place}.{name}".lstrip("."), "is empty.", "Write something.")


@cache
def _required(kind: type[Struct]) -> list[str]:
    """The fields of a piece that have to be written."""
    return [field.name for field in fields(kind) if field.default is NODEFAULT]


def questions_ask(scenario: Scenario) -> Iterator[Fault]:
    """A vote needs something that can be answered with for or against."""
    for row, question in enumerate(scenario.questions):
        if question.text.strip() and not question.text.rstrip().endswith("?"):
            yield Fault(f"questions[{row}].text", "does not ask.", "End it with a question mark.")


def questions_can_be_read_aloud(scenario: Scenario) -> Iterator[Fault]:
    """What is decided on is never cut, however small the phone or large the letters of the wall."""
    for row, question in enumerate(scenario.questions):
        if len(question.text) > LONGEST_QUESTION:
            wrong = f"has {len(question.text)} characters."
            mend = f"Ask in {LONGEST_QUESTION}; what is longer goes into `wording` or `explain`."
            yield Fault(f"questions[{row}].text", wrong, mend)


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


def tags_are_no_markup(scenario: Scenario) -> Iterator[Fault]:
    """Pages show a text as it is written, so pupils would read its tags."""
    for place, piece in pieces(scenario):
        for name in piece.__struct_fields__:
            text = getattr(piece, name)
            if isinstance(text, str) and (tag := TAG.search(text)):
                wrong = f"holds “{tag[0]}”, which is shown just so."
                yield Fault(f"{place}.{name}".lstrip("."), wrong, "Write plain text.", is_warning=True)


def names_differ(scenario: Scenario) -> Iterator[Fault]:
    """Nobody is taken for somebody else: neither on their seat nor in the list."""
    for name in ("name", "short"):
        first: dict[str, str] = {}
        for row, role in enumerate(scenario.roles):
            known = getattr(role, name).strip().casefold()
            if known in first:
                wrong = f"“{getattr(role, name)}” is “{first[known]}”'s already."
                yield Fault(f"roles[{row}].{name}", wrong, "Tell them apart, by an initial or a place.")
            first.setdefault(known, role.id)


def nobody_looks_ahead(scenario: Scenario) -> Iterator[Fault]:
    """What is read before the meeting names no later year; only `did` and `later` may."""
    for row, role in enumerate(scenario.roles):
        for name in ("who", "human", "beliefs", "knows", "public_aim", "private_aim", "needs", "first_words"):
            for place, text in _texts(f"roles[{row}].{name}", getattr(role, name)):
                if later := later_year(text, in_numbers(scenario.opened)[0]):
                    wrong = f"names the year {later}, after the meeting."
                    mend = "Tell it in `did` or `later`, which are shown afterwards."
                    yield Fault(place, wrong, mend, is_warning=True)


def later_year(text: str, opening: int) -> str:
    """The first year in a text that comes after the opening year, as it is written; "" if none."""
    for found in YEAR.finditer(text):
        year = int(found["year"] or -int(found["before"]))
        if year > opening and (opening >= FIRST_YEAR or found["before"]):
            return found[0]
    return ""


def then_stands_in_a_sentence(scenario: Scenario) -> Iterator[Fault]:
    """It follows other words on most pages, and is given a large letter where it begins a line."""
    then = scenario.then.strip()
    if then[:1].isupper():
        yield Fault("then", "begins with a large letter.", 'Write it as within a sentence: "in May 1801".')
    if then.endswith((".", ",", ":", ";")):
        yield Fault("then", f"ends with “{then[-1]}”.", 'Write it as within a sentence: "in May 1801".')


def _texts(place: str, value: object) -> Iterator[tuple[str, str]]:
    """The texts in a piece of a role, but for the keys of sources."""
    if isinstance(value, str):
        yield place, value
    for inner, piece in within(place, value):
        for name in piece.__struct_fields__:
            if isinstance(text := getattr(piece, name), str):
                yield f"{inner}.{name}", text


def braces_can_be_filled(scenario: Scenario) -> Iterator[Fault]:
    """A text holds only words its moment knows; one that is about no moment holds none."""
    for row, question in enumerate(scenario.debrief):
        place = f"debrief[{row}].text"
        known = FIELDS.get(question.about, ())
        try:
            used = _used(question)
        except ValueError:
            yield Fault(place, "has a brace that is not closed, or not opened.", "Write {word}.")
            continue
        for word in used:
            if word not in known and not question.about:
                yield Fault(place, f"holds {{{word}}} but is about no moment.", "Give it an `about`.")
            elif word not in known:
                can = ", ".join(known)
                yield Fault(place, f"holds {{{word}}}, which “{question.about}” has not.", f"Use: {can}.")


def _used(question: DebriefQuestion) -> list[str]:
    """What stands between braces, as it is written. Raises ValueError."""
    found = []
    for _, word, form, convert in Formatter().parse(question.text):
        if word is not None:
            found.append(f"{word}{f'!{convert}' if convert else ''}{f':{form}' if form else ''}")
    return found
