"""Other people in the hall: the persons of a what-if, and one person taken away."""

from debate.assembly import Assembly
from debate.audience import Slice
from debate.lab.absences import joined_by, left_by, without
from debate.lab.divisions import Division
from debate.naming import name_of
from debate.scenario import Option
from game.slices.lab.named import subject


def options(assembly: Assembly, here: dict[str, Division], then: dict[str, Division]) -> list[Slice]:
    """Each what-if of the scenario that would change a count: with its persons where they were away, without
    them where they sat."""
    questions = list(dict.fromkeys([*then, *here]))
    found = [
        {
            "title": option.title,
            "on": option.id in assembly.options,
            "number": len(option.roles),
            "rows": [
                row
                for question in questions
                if (row := _changed(assembly, option, question, here.get(question), then.get(question)))
            ],
        }
        for option in assembly.scenario.options
    ]
    return [option for option in found if option["rows"]]


def _changed(
    assembly: Assembly, option: Option, question: str, here: Division | None, then: Division | None
) -> Slice | None:
    """One question with other people in the hall, here and in the record; None where nobody can tell."""
    mine = theirs = None
    if here and option.id in assembly.options:
        mine = left_by(here, option)
    elif here:
        mine = joined_by(assembly.scenario, here, option)
    if then:
        theirs = joined_by(assembly.scenario, then, option)
    if not (mine or theirs):
        return None
    seen = {"here": {"was": here, "now": mine}, "then": {"was": then, "now": theirs}}
    return {**subject(assembly, question), **seen}


def one_less(assembly: Assembly, here: dict[str, Division], asked: str) -> Slice:
    """Everybody who could be taken away, and what the votes by name come to without the one asked for."""
    voting = [
        id for id in assembly.order if assembly.seats[id].votes and assembly.seats[id].held_by != "nobody"
    ]
    seen: Slice = {"choice": [{"seat": id, "name": name_of(assembly, id)} for id in voting]}
    if asked in voting:
        person = assembly.seats[asked]
        seen |= {
            "seat": asked,
            "name": name_of(assembly, asked),
            "rows": [
                {**subject(assembly, question), "was": division, "now": without(division, person)}
                for question, division in here.items()
            ],
        }
    return seen
