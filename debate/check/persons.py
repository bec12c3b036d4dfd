"""Rules about the real persons behind the roles: their lives, what they were, and whence that is known."""

from collections import Counter
from collections.abc import Iterator

from debate.check.fault import Fault
from debate.scenario import Scenario
from debate.scenario.writing import in_numbers, is_later

FEWEST_SOURCES = 2
"""One book's date is that book's date."""


def lives_end_after_they_began(scenario: Scenario) -> Iterator[Fault]:
    """Nobody died before they were born, or left an office before they had it."""
    for row, person in enumerate(scenario.persons):
        if person.born is not None and person.died is not None and is_later(person.born, person.died):
            wrong = f"is {person.died}, and the birth was in {person.born}."
            yield Fault(f"persons[{row}].died", wrong, "Correct one of the two.")
        for n, post in enumerate(person.offices):
            if post.since is not None and post.until is not None and is_later(post.since, post.until):
                wrong = f"is {post.until}, and it began on {post.since}."
                yield Fault(f"persons[{row}].offices[{n}].until", wrong, "Correct one of the two.")


def persons_rest_on_two_sources(scenario: Scenario) -> Iterator[Fault]:
    """A life is looked up twice: books copy each other's dates, and each other's slips."""
    for row, person in enumerate(scenario.persons):
        if (found := len(set(person.sources))) < FEWEST_SOURCES:
            wrong = f"are {found}, of {FEWEST_SOURCES} at least."
            yield Fault(f"persons[{row}].sources", wrong, "Look the person up in another work, too.")


def nobody_is_there_twice(scenario: Scenario) -> Iterator[Fault]:
    """A person has one row, and sits in one seat."""
    for name in ("name", "russian"):
        first: dict[str, str] = {}
        for row, person in enumerate(scenario.persons):
            known = getattr(person, name).strip().casefold()
            if known and known in first:
                wrong = f"“{getattr(person, name)}” is “{first[known]}”'s already."
                yield Fault(f"persons[{row}].{name}", wrong, "Keep one row, or tell the two apart.")
            first.setdefault(known, person.id)
    sits: dict[str, str] = {}
    for row, role in enumerate(scenario.roles):
        if role.person is not None and role.person in sits:
            wrong = f"“{role.person}” is “{sits[role.person]}”'s already."
            yield Fault(f"roles[{row}].person", wrong, "Name whom this role really was, or take it out.")
        sits.setdefault(role.person or "", role.id)


def persons_were_alive(scenario: Scenario) -> Iterator[Fault]:
    """Whoever sits in a meeting had been born, and had not died."""
    played = Counter(role.person for role in scenario.roles)
    mend = "Correct the day. If the role is somebody else, give it another `id` or `person`."
    for row, person in enumerate(scenario.persons):
        if not played[person.id]:
            continue
        if person.born is not None and is_later(person.born, scenario.opened):
            yield Fault(f"persons[{row}].born", f"is {person.born}, after the meeting opened.", mend)
        if person.died is not None and is_later(scenario.opened, person.died):
            yield Fault(f"persons[{row}].died", f"is {person.died}, before the meeting opened.", mend)


def births_agree(scenario: Scenario) -> Iterator[Fault]:
    """A role that gives a year gives that of its person."""
    for row, role in enumerate(scenario.roles):
        person = scenario.person(role)
        if person is None or person.born is None or role.born is None:
            continue
        if role.born != in_numbers(person.born)[0]:
            wrong = f"is {role.born}, and “{person.id}” was born in {person.born}."
            yield Fault(f"roles[{row}].born", wrong, "Take it out: it is filled in from there.")
