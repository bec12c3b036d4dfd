"""The floor at the desk: who speaks, who is next and how long each has had, and who was silent so far."""

from msgspec import Struct, UnsetType

from debate.assembly import Assembly, Status
from debate.ids import SeatId
from debate.rules.business.agenda import Permits, permits
from debate.rules.hall.floor import ORDERS, is_open, next_speaker
from debate.rules.hall.speaking_order import faction_time
from debate.scenario import SpeakingOrder
from debate.shown.audience import Moment
from debate.shown.hall import Asking, PutIn
from debate.shown.written.documents import Cited
from game.pieces import Bit, Lines, Piece
from game.slices import everyone
from game.slices.desk.next_step import is_due
from game.slices.desk.pupils import MOST_LISTED, SeatedPupil, pupils, roster, unlisted
from game.slices.documents import citable
from game.standing import Standing


class FactionTime(Struct, frozen=True, kw_only=True):
    """Seconds that a faction has spoken, in all and in this stage."""

    sign: str
    colour: int
    name: str
    spoken: int
    in_stage: int


class DeskFloor(Struct, frozen=True, kw_only=True):
    """The speakers' list, the chair's rules, and everybody's time in seconds. `may_call`: can somebody be
    called whom the large button does not call?"""

    code: str
    status: Status
    order: SpeakingOrder
    list_closed: bool
    closed: bool
    speech: Piece
    put_in: Piece
    is_open: bool
    waits: bool
    may_call: bool
    speakers: Lines
    more: Piece
    orders: tuple[SpeakingOrder, ...]
    speech_seconds: int
    intervention_seconds: int
    faction_seconds: int
    factions: tuple[FactionTime, ...]
    any_silent: bool
    silent: Piece


class SpeechNow(Bit, frozen=True, kw_only=True, tag="speech"):
    """What changes with every speech, and nothing else of the panel. `pupil`: the name of who speaks."""

    code: str
    closed: bool
    paused: bool
    may: Permits
    pupil: str
    speaker: SeatId | UnsetType
    since: Moment | UnsetType
    ends_at: Moment | UnsetType
    speaking: Asking | UnsetType
    paused_at: Moment | UnsetType | None
    intervention: PutIn | UnsetType
    cites: tuple[Cited, ...]
    citable: tuple[Cited, ...]
    """By a pupil without a device, whom the teacher writes down."""


class MayPutIn(Bit, frozen=True, kw_only=True, tag="put-in"):
    """Who can be let put in a word, if that may be now."""

    code: str
    may: bool
    pupils: Lines


class Waits(Bit, frozen=True, kw_only=True, tag="asking"):
    """One line of the speakers' list, with what the chair may do about it. `spoken`: in seconds."""

    code: str
    pupil: str
    spoken: int
    may_speak: bool
    may_put_in: bool
    may_strike: bool
    """Can a name be taken off the list now?"""
    row: Asking


class Silent(Bit, frozen=True, kw_only=True, tag="silent"):
    """`n` pupils who were silent so far, and how many `more` than are listed."""

    code: str
    silent: tuple[SeatedPupil, ...]
    n: int
    more: int


def floor(standing: Standing) -> DeskFloor:
    """The speakers' list with the pupils' names, the chair's rules, and everybody's time."""
    assembly, now = standing.assembly, standing.assembly.floor
    waiting = standing.once(everyone.whole_floor).requests
    speakers = (_asking(standing, row) for row in waiting[: everyone.MOST_WAITING])
    silent = _silent(standing)
    listed = tuple(silent[:MOST_LISTED])
    return DeskFloor(
        code=standing.code,
        status=assembly.status,
        order=now.order,
        list_closed=now.list_closed,
        closed=now.closed,
        speech=Piece("speech", _speech(standing)),
        put_in=Piece("put-in", _put_in(standing)),
        is_open=is_open(assembly),
        waits=bool(waiting),
        may_call=standing.once(is_due).step != "give_floor" and bool(next_speaker(assembly)),
        speakers=Lines("speakers", tuple(speakers)),
        more=everyone.more("more-speakers", len(waiting) - everyone.MOST_WAITING),
        orders=ORDERS,
        speech_seconds=now.speech_seconds,
        intervention_seconds=now.intervention_seconds,
        faction_seconds=now.faction_seconds,
        factions=_times(assembly, standing.once(everyone.times)),
        any_silent=bool(silent),
        silent=Piece(
            "silent", Silent(code=standing.code, silent=listed, n=len(silent), more=unlisted(silent))
        ),
    )


def _speech(standing: Standing) -> SpeechNow:
    seen = standing.once(everyone.whole_floor)
    pupil = standing.names.get(seen.speaker or "", "")
    return SpeechNow(
        code=standing.code,
        closed=seen.closed,
        paused=_is_paused(standing),
        may=standing.once(everyone.may),
        pupil=pupil,
        speaker=seen.speaker,
        since=seen.since,
        ends_at=seen.ends_at,
        speaking=seen.speaking,
        paused_at=seen.paused_at,
        intervention=seen.intervention,
        cites=seen.cites or (),
        citable=citable(standing, seen.speaker) if pupil and seen.speaker else (),
    )


def _put_in(standing: Standing) -> MayPutIn:
    """Who can be let put in a word: everybody but the one who speaks."""
    floor = standing.assembly.floor
    others = roster(standing, "others", lambda seat: seat.id != floor.speaker)
    may = bool(floor.speaker) and floor.intervention is None and not _is_paused(standing)
    return MayPutIn(code=standing.code, may=may, pupils=others)


def _is_paused(standing: Standing) -> bool:
    return standing.assembly.status == "paused"


def _is_open(standing: Standing) -> bool:
    return is_open(standing.assembly)


def _asking(standing: Standing, row: Asking) -> Piece:
    floor = standing.assembly.floor
    shown = Waits(
        code=standing.code,
        pupil=standing.names.get(row.seat, ""),
        spoken=standing.once(everyone.times)[row.seat] // 1000,
        may_speak=standing.once(_is_open),
        may_put_in=bool(floor.speaker) and floor.intervention is None and not _is_paused(standing),
        may_strike=not _is_paused(standing),
        row=row,
    )
    return Piece(f"speaker-{row.seat}", shown)


def _times(assembly: Assembly, times: dict[SeatId, int]) -> tuple[FactionTime, ...]:
    """Each faction's time, once anybody has spoken."""
    total: dict[str, int] = {}
    for seat, spent in times.items():
        faction = assembly.seats[seat].faction
        total[faction] = total.get(faction, 0) + spent
    return tuple(
        FactionTime(
            sign=f.sign,
            colour=f.colour,
            name=f.name,
            spoken=total.get(f.id, 0) // 1000,
            in_stage=faction_time(assembly, f.id) // 1000,
        )
        for f in assembly.scenario.factions
        if total
    )


def _silent(standing: Standing) -> list[SeatedPupil]:
    """Pupils who have neither spoken nor left a sentence, once the meeting has begun."""
    assembly = standing.assembly
    if assembly.status == "lobby" or not permits(assembly).floor:
        return []
    heard = {speech.seat for speech in assembly.speeches.values()} | {assembly.floor.speaker}
    heard |= {statement.seat for statement in assembly.statements.values()}
    return [row for row in pupils(standing) if row.seat not in heard]
