"""The debrief at the desk: choosing questions, putting them in order, showing one, reading reflections."""

from debate import debrief as talk
from debate.assembly import Assembly
from debate.audience import Slice
from debate.ballot_view import is_over
from game.pieces import Lines, Piece
from game.slices.desk.written import latest
from game.standing import Standing

MOVES = ("describe", "leave_role", "analyse", "compare", "transfer")
"""The order in which a class looks back, as far as there is one."""


def debrief(standing: Standing) -> Slice:
    """`chosen`: the questions on the list, each with the lists its buttons would make; `others`: those that
    are not, by move. There before the end too, for a teacher who chooses while the class still debates."""
    assembly = standing.assembly
    rows = {row["id"]: row for row in talk.ready(assembly)}
    plan = [id for id in assembly.planned if id in rows]
    written = tuple(_reflection(standing, row) for row in talk.reflections(assembly))
    pupils = sum(1 for seat in assembly.seats.values() if seat.held_by == "pupil")
    return {
        "code": standing.code,
        "status": assembly.status,
        "over": is_over(assembly),
        "shown": assembly.shown,
        "chosen": [{**rows[id], **_moves(plan, n)} for n, id in enumerate(plan)],
        "others": _others(assembly, rows, plan),
        "any": bool(written),
        "how_many": Piece("reflections", "how-many-reflections", {"n": len(written), "pupils": pupils}),
        "reflections": Lines("all-reflections", written),
    }


def _reflection(standing: Standing, row: Slice) -> Piece:
    pupil, text = (
        standing.names.get(row["seat"], ""),
        latest(standing, "reflection", row["seat"], row["text"]),
    )
    shown = {"code": standing.code, "row": {**row, "pupil": pupil, **text}}
    return Piece("reflection", f"reflection-{row['seat']}", shown)


def _moves(plan: list[str], n: int) -> Slice:
    """The list as it would be with question `n` one place earlier, one later, or gone; "" where it can't."""
    rest = [*plan[:n], *plan[n + 1 :]]
    return {
        "earlier": ",".join([*plan[: n - 1], plan[n], plan[n - 1], *plan[n + 1 :]]) if n else "",
        "later": ",".join([*plan[:n], plan[n + 1], plan[n], *plan[n + 2 :]]) if n + 1 < len(plan) else "",
        "without": ",".join(rest),
    }


def _others(assembly: Assembly, rows: dict[str, Slice], plan: list[str]) -> list[Slice]:
    return [
        {
            "move": move,
            "questions": [
                {**row, "with": ",".join([*plan, row["id"]])}
                for row in sorted(rows.values(), key=lambda row: not row["own"])
                if row["move"] == move and row["id"] not in plan
            ],
        }
        for move in MOVES
    ]
