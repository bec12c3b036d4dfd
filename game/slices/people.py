"""Slices about people outside the journal: who sits in a seat, who was taken out, second teachers."""

from msgspec import Struct

from debate.assembly import Status
from debate.ids import SeatId
from game.people.sitters import EXTRA_TIMES, Invitation, Sitting
from game.standing import Standing


class SitterRow(Struct, frozen=True, kw_only=True):
    """A pupil of a seat, by their number, with the code to their device."""

    who: int
    name: str
    resume_code: str
    paper: bool
    nameless: bool
    extra_time: int
    extra_times: tuple[int, ...] = EXTRA_TIMES


def sitters(standing: Standing, seat: SeatId) -> tuple[tuple[SitterRow, ...], str]:
    """For a row of the people's list: the pupils of a seat, and the code for a second one."""
    sitting = standing.people.seats.get(seat, Sitting())
    rows = (
        SitterRow(
            who=s.pk,
            name=s.name,
            resume_code=s.resume_code,
            paper=s.paper,
            nameless=s.nameless,
            extra_time=s.extra_time,
        )
        for s in sitting.sitters
    )
    return tuple(rows), sitting.share


class OutcastRow(Struct, frozen=True, kw_only=True):
    """A pupil who was taken out."""

    who: int
    name: str


class Outside(Struct, frozen=True, kw_only=True):
    """Pupils who may be seated without a device, and those who were taken out."""

    code: str
    status: Status
    banned: tuple[OutcastRow, ...]


def outside(standing: Standing) -> Outside:
    """Pupils who may be seated without a device, and those who were taken out."""
    return Outside(
        code=standing.code,
        status=standing.assembly.status,
        banned=tuple(OutcastRow(who=one.pk, name=one.name) for one in standing.people.banned),
    )


class Helpers(Struct, frozen=True, kw_only=True):
    """Second teachers: the links given out, and which have been used."""

    code: str
    helpers: tuple[Invitation, ...]


def helpers(standing: Standing) -> Helpers:
    """Second teachers: the links given out, and which have been used."""
    return Helpers(code=standing.code, helpers=tuple(standing.people.helpers))


def shared(standing: Standing, seat: SeatId) -> tuple[str, str]:
    """For the pupils of a seat: the code for a second one while it waits, the names once there are two."""
    sitting = standing.people.seats.get(seat, Sitting())
    return sitting.share, sitting.name if len(sitting.sitters) > 1 else ""
