"""Other people in the hall: the persons of a what-if, and one person taken away."""

from debate.assembly import Assembly
from debate.audience import Slice
from debate.lab.absences import joined_by, left_by, without
from debate.lab.divisions import Division
from debate.naming import name_of
from game.slices.lab.named import subject


def options(assembly: Assembly, here: dict[str, Division], then: dict[str, Division]) -> list[Slice]:
    """Each what-if of the scenario: with its persons where they were away, without them where they sat."""
    found = []
    for option in assembly.scenario.options:
        on = option.id in assembly.options
        rows = []
        for question in {**then, **here}:
            mine, theirs = here.get(question), then.get(question)
            changed = (
                (left_by(mine, option) if on else joined_by(assembly.scenario, mine, option))
                if mine
                else None
            )
            joined = joined_by(assembly.scenario, theirs, option) if theirs else None
            if changed or joined:
                rows.append(
                    {
                        **subject(assembly, question),
                        "here": {"was": mine, "now": changed},
                        "then": {"was": theirs, "now": joined},
                    }
                )
        found.append({"title": option.title, "on": on, "number": len(option.roles), "rows": rows})
    return found


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
