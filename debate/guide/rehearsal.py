"""What persons nobody plays do in a rehearsal: they speak, react, second and vote as people in class would.

Each does what is due from it (`now.py`), so that a rehearsal is a lesson, only without the class. Chance
comes in as an argument: the same meeting and the same chance give the same commands.
"""

from collections.abc import Callable, Collection, MutableSequence, Sequence
from typing import Any, Protocol, TypeVar

from debate import commands as c
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.commands import Command
from debate.guide.now import Now, now
from debate.ids import NOBODY, DocumentId, SeatId
from debate.rules.business.agenda import permits
from debate.rules.business.documents import readable
from debate.rules.hall.caucus import LONGEST_LINE
from debate.rules.hall.floor import LONGEST_STATEMENT
from debate.rules.hall.mood import REACTIONS
from debate.rules.voting import credit, guesses, house
from debate.scenario import CHOICES

WAITING, SPEECHES = 3, 4
"""So many wait for the floor at most, and so many speeches are made in a stage: then the chair can go on."""
SPEAKS_ON, REACTS, SECONDS, WHISPERS = 0.6, 0.3, 0.4, 0.15
"""How likely it is, at each turn, that a speaker goes on, a listener reacts, a motion that waits for a second
gets one, and somebody says a line in their room."""
WAITS, AGREES = 0.5, 0.6
"""That an answer comes later, and that a bargain is accepted, or a speaker named."""

Item = TypeVar("Item")


class Randomness(Protocol):
    """What is used of `random.Random`."""

    def random(self) -> float: ...
    def choice(self, seq: Sequence[Item], /) -> Item: ...
    def shuffle(self, x: MutableSequence[Any], /) -> None: ...


Deed = Callable[[Assembly, SeatId, Now, Randomness], Command | None]


def deeds(assembly: Assembly, seats: Collection[SeatId], chance: Randomness) -> list[Command]:
    """What the persons in these seats do at this moment, in the order of seating: one command each at most.

    All of them are allowed, if they are given in this order.
    """
    if assembly.status != "open":
        return []
    found = []
    for seat in (seat for seat in assembly.order if seat in seats):
        due = now(assembly, seat)
        deed = DEEDS.get(due.kind)
        command = deed(assembly, seat, due, chance) if deed else None
        if command:
            found.append(command)
    found += _wider(assembly, seats, chance)
    # Who ends a speech does so last: nobody can react to it any more.
    return sorted(found, key=lambda command: isinstance(command, c.YieldFloor))


def _vote(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """As was promised in a bargain, else as the person did in the record; where that is silent, as chance has
    it."""
    ballot = assembly.current
    if ballot is None or "cast_vote" not in due.acts:
        return None
    person = house.vote(assembly, assembly.seats[seat], ballot) or _some(ballot, chance)
    choice = _promised(assembly, seat, ballot) or person
    return c.CastVote(by=seat, ballot=ballot.id, choice=choice)


def _promised(assembly: Assembly, seat: SeatId, ballot: Ballot) -> str:
    """What this person has promised in this vote; "" for nothing."""
    struck = [b for b in assembly.bargains.values() if b.state == "struck"]
    own = [b.asks for b in struck if b.other == seat] + [b.gives for b in struck if b.seat == seat]
    open_to_all = not METHODS[ballot.method].sealed
    promises = (promise.choice for promise in own if promise.question == ballot.question and open_to_all)
    return next(promises, "")


def _answer(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """To a bargain, after a while: now and then yes."""
    if chance.random() < WAITS:
        return None
    if chance.random() < AGREES:
        return c.AcceptBargain(by=seat, bargain=due.bargain)
    return c.DropBargain(by=seat, bargain=due.bargain)


def _credit(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """What moved them, once: a bargain, if they have one, else whoever spoke last or their own mind."""
    said = credit.moved_key(seat, due.ballot) in assembly.moved
    if "say_what_moved" not in due.acts or said or chance.random() < WAITS:
        return None
    if credit.has_bargain(assembly, seat):
        return c.SayWhatMoved(by=seat, ballot=due.ballot, what="bargain")
    heard = credit.speakers(assembly, seat)
    if heard and chance.random() < AGREES:
        return c.SayWhatMoved(by=seat, ballot=due.ballot, what="speaker", whom=heard[0])
    return c.SayWhatMoved(by=seat, ballot=due.ballot, what="mind")


def _some(ballot: Ballot, chance: Randomness) -> str:
    if ballot.alternatives:
        return chance.choice(ballot.alternatives)
    return chance.choice(CHOICES)


def _guess(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """How the vote ends; once."""
    about = guesses.can_guess(assembly, seat)
    if not about or guesses.guess_key(seat, about) in assembly.guesses:
        return None
    return c.Guess(by=seat, about=about, choice=chance.choice(guesses.choices(None)))


def _recall(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """How history decided; each question once."""
    for question in guesses.to_recall(assembly):
        if guesses.guess_key(seat, question.id) not in assembly.guesses:
            return c.Guess(by=seat, about=question.id, choice=chance.choice(guesses.choices(question)))
    return None


def _speak(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """Leave the first words for the record, once; appeal to a text of the time that helps one's side; and
    give up the floor after a while."""
    # Among all texts: the sentence may wait to be read, or be taken away.
    said = any(text.kind == "statement" and text.seat == seat for text in assembly.texts.values())
    words = _first_words(assembly, seat)[:LONGEST_STATEMENT]
    if due.kind == "speak" and not said and words and permits(assembly).statements:
        return c.LeaveStatement(by=seat, text=words)
    if due.kind == "speak" and not assembly.floor.cites and (text := _helpful(assembly, seat)):
        return c.CiteDocument(by=seat, document=text)
    return None if chance.random() < SPEAKS_ON else c.YieldFloor(by=seat)


def _helpful(assembly: Assembly, seat: SeatId) -> DocumentId | None:
    """A text that this person may read and that supports their side, the last one read aloud first."""
    side = assembly.seats[seat].faction
    own = [document.id for document in readable(assembly, seat) if side in document.speaks_for]
    aloud = [id for id in reversed(assembly.read_aloud) if id in own]
    return next(iter((*aloud, *own)), None)


def _first_words(assembly: Assembly, seat: SeatId) -> str:
    role, delegation = assembly.role_of(seat), assembly.seats[seat].delegation
    if role:
        return role.first_words.strip()
    return assembly.scenario.delegation(delegation).first_words.strip() if delegation else ""


def _listen(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    if "react" in due.acts and chance.random() < REACTS:
        return c.React(by=seat, reaction=chance.choice(REACTIONS))
    return None


def _whisper(assembly: Assembly, seat: SeatId, due: Now, chance: Randomness) -> Command | None:
    """What moves this person, told to their own side."""
    role = assembly.role_of(seat)
    if role is None or "caucus_say" not in due.acts or chance.random() > WHISPERS:
        return None
    return c.CaucusSay(by=seat, text=role.moved_by[:LONGEST_LINE])


DEEDS: dict[str, Deed] = {
    "vote": _vote,
    "called": _vote,
    "voted": _guess,
    "guess_record": _recall,
    "speak": _speak,
    "put_in": _speak,
    "listen": _listen,
    "offer": _answer,
    "result": _credit,
    "caucus": _whisper,
    "recess": _whisper,
}
"""By what is due."""


def _wider(assembly: Assembly, seats: Collection[SeatId], chance: Randomness) -> list[Command]:
    """What the hall as a whole wants: some ask for the floor, somebody seconds."""
    able = [seat for seat in assembly.order if seat in seats]
    chance.shuffle(able)
    return [*_ask(assembly, able), *_second(assembly, able, chance)]


def _ask(assembly: Assembly, able: list[SeatId]) -> list[Command]:
    """In a debate, until as many as make one have spoken or wait."""
    if assembly.now is None or assembly.now.kind != "debate" or len(assembly.asking) >= WAITING:
        return []
    made = [s for s in assembly.speeches.values() if s.began >= assembly.stage_since and not s.intervention]
    heard = {assembly.floor.speaker, *(speech.seat for speech in made)} - {""}
    if len(assembly.asking) + len(heard) >= SPEECHES:
        return []
    free = (seat for seat in able if seat not in heard and "request_floor" in now(assembly, seat).acts)
    seat = next(free, NOBODY)
    return [c.RequestFloor(by=seat)] if seat else []


def _second(assembly: Assembly, able: list[SeatId], chance: Randomness) -> list[Command]:
    if not permits(assembly).motions or chance.random() > SECONDS:
        return []
    for motion in (assembly.motions[id] for id in assembly.docket):
        other = next((seat for seat in able if seat != motion.seat and assembly.seats[seat].votes), NOBODY)
        if motion.state == "moved" and not motion.hidden and other:
            return [c.Second(by=other, motion=motion.id)]
    return []
