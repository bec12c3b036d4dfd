"""Who sits where: setting up a session, taking and leaving seats; persons, chair, doors, news."""

from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, HeldBy, Notice, Released, Seat
from debate.ids import NOBODY, SeatId
from debate.refusal import Refusal
from debate.rules.business.agenda import in_play, speech_ended
from debate.rules.business.planner import MOST_LESSONS
from debate.rules.hall.casting import LARGEST_CLASS, SMALLEST_CLASS, plan
from debate.rules.hall.floor import without
from debate.rules.hall.notes import forgotten
from debate.text import tidy
from debate.topic import Changes, Rules

SHORTEST_LESSON, LONGEST_LESSON = 20, 240
"""Minutes."""
LONGEST_WORD = 300
"""Characters of the teacher's word to all."""
SHORTEST_GRACE, LONGEST_GRACE = 20, 3600
"""Seconds a pupil may be away before the house takes the seat."""
CHOICE_OF_SEATS = 6
"""Among so many next seats one may be chosen by its difficulty; more would upset the balance of factions."""
MIDDLE = 2
"""How demanding it is to be a delegate without a person of one's own."""


def create(assembly: Assembly, command: c.CreateSession, at: int) -> list[e.Fact]:
    scenario = assembly.scenario
    if assembly.status != "new":
        raise Refusal("already_created")
    if not SMALLEST_CLASS <= command.pupils <= LARGEST_CLASS:
        raise Refusal("class_size", least=SMALLEST_CLASS, most=LARGEST_CLASS)
    if not 1 <= command.lessons <= MOST_LESSONS:
        raise Refusal("number_of_lessons", most=MOST_LESSONS)
    if not SHORTEST_LESSON <= command.minutes <= LONGEST_LESSON:
        raise Refusal("lesson_length", least=SHORTEST_LESSON, most=LONGEST_LESSON)
    if unknown := set(command.options) - {option.id for option in scenario.options}:
        raise Refusal("no_such_option", option=min(unknown))
    created = e.SessionCreated(
        at=at,
        scenario=scenario.slug,
        version=scenario.version,
        pupils=command.pupils,
        minutes=command.minutes,
        lessons=command.lessons,
        weighting=command.weighting or scenario.weighting,
        options=command.options,
        seats=plan(scenario, command.pupils, command.options),
        matching=command.matching,
        fills_silence=command.fills_silence,
    )
    return [created, e.StageEntered(at=at, stage=scenario.agenda[0].id, ends_at=None)]


def take(assembly: Assembly, command: c.TakeSeat, at: int) -> list[e.Fact]:
    if assembly.locked and command.by == c.DOOR:
        raise Refusal("doors_locked")
    if command.seat:
        free = [command.seat] if _is_free(_seat(assembly, command.seat)) else []
    else:
        free = [id for id in assembly.order if _is_free(assembly.seats[id])]
        free.sort(key=lambda id: assembly.seats[id].awaited)
    if not free:
        raise Refusal("house_full")
    return [e.SeatTaken(at=at, seat=_wished(assembly, free, command.wish))]


def _wished(assembly: Assembly, free: list[SeatId], wish: int) -> SeatId:
    """The next free seat; with a wish, the nearest in difficulty among the next few."""
    if not (assembly.matching and wish):
        return free[0]

    def distance(seat: SeatId) -> int:
        role = assembly.role_of(seat)
        return abs((role.difficulty if role else MIDDLE) - wish)

    return min(free[:CHOICE_OF_SEATS], key=distance)


def come_back(assembly: Assembly, command: c.ReturnToSeat, at: int) -> list[e.Fact]:
    """A pupil whose seat went to the house takes it again; the locked door is for strangers only."""
    if not _is_free(_seat(assembly, SeatId(command.by))):
        return []
    return [e.SeatTaken(at=at, seat=SeatId(command.by), back=True)]


def free(assembly: Assembly, command: c.FreeSeat, at: int) -> list[e.Fact]:
    seat, away = _seat(assembly, command.seat), command.by == c.CLOCK
    if seat.held_by != "pupil":
        return []
    if away and not command.never_came and (not assembly.grace or assembly.status == "paused"):
        raise Refusal("too_early")
    facts: list[e.Fact] = []
    floor = assembly.floor
    if floor.speaker == seat.id:
        facts += speech_ended(assembly, at)
    elif floor.intervention and floor.intervention.seat == seat.id:
        facts.append(e.InterventionEnded(at=at, seat=seat.id))
    if assembly.chair == seat.id:
        facts.append(e.ChairGiven(at=at, seat=NOBODY))
    if assembly.envoys.get(seat.faction) == seat.id:
        facts.append(e.EnvoyNamed(at=at, faction=seat.faction, seat=NOBODY))
    return [*facts, e.SeatReturned(at=at, seat=seat.id, away=away)]


def assign(assembly: Assembly, command: c.AssignRole, at: int) -> list[e.Fact]:
    seat = _seat(assembly, command.seat)
    other = next((s for s in assembly.seats.values() if s.role == command.role and s.role), None)
    if other is None:
        raise Refusal("no_such_role")
    if other.id == seat.id:
        return []
    if assembly.current and assembly.current.open:
        raise Refusal("ballot_open")
    # Whoever changes sides can't go on speaking for the old one.
    sent = [faction for faction, envoy in assembly.envoys.items() if envoy in (seat.id, other.id)]
    recalled: list[e.Fact] = [e.EnvoyNamed(at=at, faction=faction, seat=NOBODY) for faction in sorted(sent)]
    return [*recalled, e.RolesSwapped(at=at, seat=seat.id, other=other.id)]


def give_chair(assembly: Assembly, command: c.GiveChair, at: int) -> list[e.Fact]:
    if command.seat and _seat(assembly, command.seat).held_by != "pupil":
        raise Refusal("seat_not_taken")
    return [e.ChairGiven(at=at, seat=command.seat)] if command.seat != assembly.chair else []


def lock(assembly: Assembly, command: c.LockDoors, at: int) -> list[e.Fact]:
    return [e.DoorsLocked(at=at, locked=command.locked)] if command.locked != assembly.locked else []


def release(assembly: Assembly, command: c.ReleaseCard, at: int) -> list[e.Fact]:
    card = next((card for card in assembly.scenario.cards if card.id == command.card), None)
    if card is None:
        raise Refusal("no_such_card")
    scenario = assembly.scenario
    readers = {"all"} | {r.id for r in scenario.roles} | {f.id for f in scenario.factions} | {*assembly.order}
    to = command.to or card.to
    if unknown := set(to) - readers:
        raise Refusal("no_such_reader", reader=min(unknown))
    if in_play(assembly, card.id, to):
        return []
    released = e.CardReleased(at=at, card=card.id, to=to)
    # News for all lies over the wall until the meeting goes on.
    return [released, e.PutOnTheWall(at=at, what="card", id=card.id)] if "all" in to else [released]


def say(assembly: Assembly, command: c.SayToAll, at: int) -> list[e.Fact]:
    text = tidy(command.text)
    if len(text) > LONGEST_WORD:
        raise Refusal("text_too_long", most=LONGEST_WORD, length=len(text))
    return [e.WordSaid(at=at, text=text)] if text != assembly.word else []


def set_grace(assembly: Assembly, command: c.SetGrace, at: int) -> list[e.Fact]:
    if command.seconds and not SHORTEST_GRACE <= command.seconds <= LONGEST_GRACE:
        raise Refusal("grace_length", least=SHORTEST_GRACE, most=LONGEST_GRACE)
    return [e.GraceSet(at=at, seconds=command.seconds)] if command.seconds != assembly.grace else []


def set_silence(assembly: Assembly, command: c.SetSilence, at: int) -> list[e.Fact]:
    is_so = command.filled == assembly.fills_silence
    return [] if is_so else [e.SilenceRuleSet(at=at, filled=command.filled)]


def _seat(assembly: Assembly, id: SeatId) -> Seat:
    seat = assembly.seats.get(id)
    if seat is None:
        raise Refusal("no_such_seat")
    return seat


def _is_free(seat: Seat) -> bool:
    return seat.held_by != "pupil"


def _hold(assembly: Assembly, id: SeatId, held_by: HeldBy, awaited: bool) -> Assembly:
    seat = replace(assembly.seats[id], held_by=held_by, awaited=awaited)
    return replace(assembly, seats=assembly.seats.set(id, seat))


def created(assembly: Assembly, event: e.SessionCreated) -> Assembly:
    seats = {
        plan.id: Seat(
            id=plan.id,
            role=plan.role,
            delegation=plan.delegation,
            faction=plan.faction,
            votes=plan.votes,
            kept=plan.kept,
            held_by="house" if plan.kept else "nobody",
        )
        for plan in event.seats
    }
    orders = assembly.scenario.standing_orders
    floor = replace(
        assembly.floor,
        order=orders.speaking_order,
        speech_seconds=orders.speech_seconds,
        intervention_seconds=orders.intervention_seconds,
        faction_seconds=orders.faction_seconds,
    )
    return replace(
        assembly,
        status="lobby",
        floor=floor,
        matching=event.matching,
        fills_silence=event.fills_silence,
        pupils=event.pupils,
        minutes=event.minutes,
        lessons=event.lessons,
        weighting=event.weighting,
        options=event.options,
        created_at=event.at,
        seats=assembly.seats.update(seats),
        order=tuple(seats),
    )


def taken(assembly: Assembly, event: e.SeatTaken) -> Assembly:
    """Somebody sits down, or comes back to a seat the house had taken meanwhile."""
    last = [notice.kind for notice in assembly.lately if notice.about == event.seat]
    late = assembly.status not in ("new", "lobby")
    seat = replace(assembly.seats[event.seat], held_by="pupil", late=late, awaited=False)
    assembly = replace(assembly, seats=assembly.seats.set(seat.id, seat))
    if not event.back:
        # What was private is so from the next pupil in this seat too.
        assembly = forgotten(assembly, seat.id, event.at)
    if last[-1:] == ["to_house"]:
        return assembly.noticed(Notice("back", event.seat, event.at))
    return assembly


def returned(assembly: Assembly, event: e.SeatReturned) -> Assembly:
    kept = assembly.seats[event.seat].kept
    assembly = replace(
        assembly,
        floor=without(assembly.floor, event.seat),
        help=tuple(call for call in assembly.help if call.seat != event.seat),
    )
    if assembly.status != "lobby":
        assembly = assembly.noticed(Notice("to_house", event.seat, event.at))
    return _hold(assembly, event.seat, "house" if kept else "nobody", event.away)


def swapped(assembly: Assembly, event: e.RolesSwapped) -> Assembly:
    """Person, delegation, faction and vote go with the role; who plays the seat stays."""
    one, two = assembly.seats[event.seat], assembly.seats[event.other]
    seats = assembly.seats.set(one.id, _as(one, two)).set(two.id, _as(two, one))
    return replace(assembly, seats=seats)


def _as(seat: Seat, person: Seat) -> Seat:
    idle: HeldBy = "house" if person.kept else "nobody"
    held_by: HeldBy = "pupil" if seat.held_by == "pupil" else idle
    return replace(person, id=seat.id, held_by=held_by, late=seat.late, awaited=seat.awaited)


def chaired(assembly: Assembly, event: e.ChairGiven) -> Assembly:
    return replace(assembly, chair=event.seat)


def locked(assembly: Assembly, event: e.DoorsLocked) -> Assembly:
    return replace(assembly, locked=event.locked)


def released(assembly: Assembly, event: e.CardReleased) -> Assembly:
    return replace(assembly, cards=(*assembly.cards, Released(event.card, event.to, event.at)))


def said(assembly: Assembly, event: e.WordSaid) -> Assembly:
    return replace(assembly, word=event.text)


def silence_rule_set(assembly: Assembly, event: e.SilenceRuleSet) -> Assembly:
    return replace(assembly, fills_silence=event.filled)


def grace_set(assembly: Assembly, event: e.GraceSet) -> Assembly:
    return replace(assembly, grace=event.seconds)


RULES: Rules = {
    c.CreateSession: create,
    c.TakeSeat: take,
    c.ReturnToSeat: come_back,
    c.FreeSeat: free,
    c.AssignRole: assign,
    c.GiveChair: give_chair,
    c.LockDoors: lock,
    c.ReleaseCard: release,
    c.SayToAll: say,
    c.SetGrace: set_grace,
    c.SetSilence: set_silence,
}
CHANGES: Changes = {
    e.SessionCreated: created,
    e.SeatTaken: taken,
    e.SeatReturned: returned,
    e.RolesSwapped: swapped,
    e.ChairGiven: chaired,
    e.DoorsLocked: locked,
    e.CardReleased: released,
    e.WordSaid: said,
    e.GraceSet: grace_set,
    e.SilenceRuleSet: silence_rule_set,
}
