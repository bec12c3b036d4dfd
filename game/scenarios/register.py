"""The register of persons that all meetings share: `persons.toml`, beside their folders.

A meeting takes in those it uses when it is read, and holds them from then on: a session opens for ever as it
was begun, whatever becomes of the register.
"""

from collections.abc import Iterator
from typing import Any

from debate.scenario.writing import in_numbers

FILE = "persons.toml"
HOLDS = ("persons", "sources")
Row = dict[str, Any]
Tables = dict[str, Any]
"""As it was read, before anything is known of it: any field may hold anything."""
Told = tuple[str, str, str]
"""Where, what is wrong, what to do."""


def foreign(register: Tables) -> Iterator[Told]:
    """What is no part of a register."""
    for name in register:
        if name not in HOLDS:
            yield (
                name,
                "is no part of a register.",
                "Keep [[persons]] and [[sources]] in it, and nothing else.",
            )


def take_in(meeting: Tables, register: Tables) -> Iterator[Told]:
    """Give the meeting's roles their persons, and the meeting these and what they rest on; and say where both
    mean different works by one id. What a meeting writes itself comes first."""
    own = _by_id(meeting.get("persons"))
    known = _by_id(register.get("persons")) | own
    used: dict[str, Row] = {}
    for role in _rows(meeting.get("roles")):
        if _is_meant(role, known):
            role["person"] = role["id"]
        if isinstance(id := role.get("person"), str) and (person := known.get(id)):
            _fill_in(role, person)
            used[id] = person
    missing = [person for id, person in used.items() if id not in own]
    if isinstance(meeting.get("persons", []), list) and missing:
        meeting["persons"] = [*meeting.get("persons", []), *missing]
    if isinstance(meeting.get("sources", []), list):
        yield from _with_sources(meeting, register, set(_cited(missing)))


def _is_meant(role: Row, persons: dict[str, Row]) -> bool:
    """Is there a person of this role's id, and the role names none? One that is composed has none."""
    id = role.get("id")
    return "person" not in role and not role.get("typified") and isinstance(id, str) and id in persons


def _fill_in(role: Row, person: Row) -> None:
    born = in_numbers(person["born"]) if isinstance(person.get("born"), int | str) else ()
    if born and "born" not in role:
        role["born"] = born[0]


def _with_sources(meeting: Tables, register: Tables, cited: set[str]) -> Iterator[Told]:
    """Add those works to the meeting's bibliography that it has not."""
    own = _by_id(meeting.get("sources"))
    for id, source in _by_id(register.get("sources")).items():
        if id not in cited:
            continue
        if id not in own:
            meeting["sources"] = [*meeting.get("sources", []), source]
        elif any(own[id].get(name) != source.get(name) for name in ("author", "title")):
            wrong = f"is another work than “{id}” in {FILE}."
            yield f"sources “{id}”", wrong, "Give it an id of its own, or the same author and title."


def _cited(value: Any) -> Iterator[str]:
    """The key of every source named anywhere in these rows."""
    if isinstance(value, dict):
        yield from (id for id in _list(value.get("sources")) if isinstance(id, str))
        value = list(value.values())
    for inner in _list(value):
        yield from _cited(inner)


def _by_id(rows: Any) -> dict[str, Row]:
    """The rows by their ids; of two with the same the first."""
    found: dict[str, Row] = {}
    for row in _rows(rows):
        if isinstance(row.get("id"), str):
            found.setdefault(row["id"], row)
    return found


def _rows(given: Any) -> Iterator[Row]:
    yield from (row for row in _list(given) if isinstance(row, dict))


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []
