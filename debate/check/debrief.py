"""Rules about the questions to talk about: words in braces are those that their moment brings."""

from collections.abc import Iterator
from string import Formatter

from debate.afterwards.moments import FIELDS
from debate.check.fault import Fault
from debate.scenario import DebriefQuestion, Scenario


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
