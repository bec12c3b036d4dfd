"""Who was who: what is known of the persons behind the roles, whatever meeting they sat in.

Types alone. A meeting holds those it uses; from where it takes them is the server's work
(`game/scenarios/register.py`), whether they make sense is `check/persons.py`.
"""

from debate.scenario.writing import Claim, Day, Id, Line, Mark, ScenarioPart


class Post(Claim, frozen=True, kw_only=True):
    """What somebody was, in a state, a party or a Soviet. `since`, `until`: from and to which day, as far as
    that is known."""

    since: Day | None = None
    until: Day | None = None


class HistoricalPerson(ScenarioPart, frozen=True, kw_only=True):
    """One real person. `russian`: the name in Russian letters, with first name and father's name; `also`: pen
    and party names, the name at birth. `mark`: how sure the dates are, by `sources`; where these differ,
    `note` says how. Dates are by the calendar that was in use."""

    id: Id
    name: Line
    russian: Line = ""
    also: Line = ""
    born: Day | None = None
    died: Day | None = None
    mark: Mark
    sources: tuple[Id, ...]
    note: str = ""
    offices: tuple[Post, ...] = ()
