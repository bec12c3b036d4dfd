"""Cuts about people outside the journal: who sits in a seat, who was taken out, second teachers."""

from debate.audience import Slice
from game.sitting import Sitting
from game.standing import Standing


def sitters(standing: Standing, seat: str) -> Slice:
    """For a row of the people's list: the pupils of a seat with the codes to their devices."""
    sitting = standing.people.seats.get(seat)
    if sitting is None:
        return {"sitters": [], "share": ""}
    return {
        "sitters": [
            {"who": s.pk, "name": s.name, "resume_code": s.resume_code, "paper": s.paper}
            for s in sitting.sitters
        ],
        "share": sitting.share,
    }


def outside(standing: Standing) -> Slice:
    """Pupils who may be seated without a device, and those who were taken out."""
    return {
        "code": standing.code,
        "status": standing.assembly.status,
        "banned": [{"who": outcast.pk, "name": outcast.name} for outcast in standing.people.banned],
    }


def helpers(standing: Standing) -> Slice:
    """Second teachers: the links given out, and which have been used."""
    rows = [invitation._asdict() for invitation in standing.people.helpers]
    return {"code": standing.code, "helpers": rows}


def shared(standing: Standing, seat: str) -> Slice:
    """For the pupils of a seat: the code for a second one while it waits, the names once there are two."""
    sitting = standing.people.seats.get(seat, Sitting())
    return {"share": sitting.share, "shared": sitting.name if len(sitting.sitters) > 1 else ""}
