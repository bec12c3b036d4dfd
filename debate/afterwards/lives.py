"""Who a role really was: told when the meeting is over, and to teachers, since it says when they died."""

from msgspec import Struct

from debate.scenario import Role, Scenario
from debate.scenario.persons import Post
from debate.scenario.writing import Day, Mark, is_later
from debate.shown.briefs import ClaimShown, claim


class Life(Struct, frozen=True, kw_only=True):
    """One real person: names, dates, and what they were on the opening day."""

    russian: str
    """The name in Russian letters, or ""."""
    also: str
    """Pen and party names, the name at birth."""
    born: str | None
    """A day, a month or a year (ISO), as far as it is known; so `died`."""
    died: str | None
    mark: Mark
    """How sure the dates are. With their `sources`."""
    sources: tuple[str, ...]
    note: str
    """Where sources differ, how."""
    offices: tuple[ClaimShown, ...]


def life(scenario: Scenario, role: Role) -> Life | None:
    """The life of the person behind this role; None where the meeting holds none."""
    if (person := scenario.person(role)) is None:
        return None
    return Life(
        russian=person.russian,
        also=person.also,
        born=_told(person.born),
        died=_told(person.died),
        mark=person.mark,
        sources=person.sources,
        note=person.note,
        offices=tuple(claim(post) for post in person.offices if _held(post, scenario.opened)),
    )


def _told(day: Day | None) -> str | None:
    return None if day is None else str(day)


def _held(post: Post, day: Day) -> bool:
    """Was this theirs on the day? Where too little is known of either, it was."""
    began = post.since is None or not is_later(post.since, day)
    return began and (post.until is None or not is_later(day, post.until))
