"""What is due from a pupil, as the first thing on their page; what it says is decided in
`debate/guide/now.py`."""

from msgspec import Struct

from debate.afterwards.aims import Judged, judged
from debate.afterwards.chapters import Mine, beside_my_person
from debate.afterwards.debrief import chapter_of
from debate.events import Reaction
from debate.guide import now as due_now
from debate.guide.aloud import Sentence, told
from debate.ids import SeatId
from debate.rules.business.agenda import has_compared, is_over
from debate.rules.hall.mood import REACTIONS
from debate.rules.hall.speaking_order import queue
from debate.rules.voting.guesses import can_guess, choices, guess_key, to_recall
from debate.scenario import Question
from debate.shown.people import name_of
from debate.shown.written.documents import Cited, cited
from game.slices.chapter import Chapter, chapter
from game.slices.documents import citable
from game.slices.seat.bargains import MyBargain, offer
from game.slices.stopped import Stopped, stopped
from game.standing import Standing


class GuessOption(Struct, frozen=True, kw_only=True):
    """One of the answers to guess from; `label` where it is an alternative."""

    id: str
    label: str


class ToGuess(Struct, frozen=True, kw_only=True):
    """Something to guess about, and what this pupil has guessed."""

    about: str
    title: str
    choices: tuple[GuessOption, ...]
    guess: str


class MyNow(Struct, frozen=True, kw_only=True):
    """The one thing that is due. `key`: another one for another thing, so that a device knows what is new;
    `calls`: does it call; `waits`: while a word is put in; `speaker`: who is listened to; `pressed`: how;
    `citable`: what a speaker may appeal to, `cites`: what they have; `told`: the result; `mine`, `aims`: what
    this pupil did beside their person; `chapter`: what all are told looking back; `offer`: the bargain that
    somebody offers; `stopped`: between two lessons, where; `prepares`: is there a lesson before; `writes`: is
    there written work now."""

    code: str
    kind: due_now.Kind
    key: str
    calls: bool
    about: str
    until: int | None
    since: int | None
    paused_at: int | None
    waits: bool
    place: int
    speaker: str
    first_words: str
    citable: tuple[Cited, ...]
    cites: tuple[Cited, ...]
    reactions: tuple[Reaction, ...]
    pressed: str
    guesses: tuple[ToGuess, ...]
    told: Sentence | None
    mine: tuple[Mine, ...]
    aims: tuple[Judged, ...]
    chapter: Chapter | None
    offer: MyBargain | None
    stopped: Stopped | None
    compared: bool
    prepares: bool
    writes: bool


def now(standing: Standing, seat: SeatId) -> MyNow:
    """The one thing that is due from this pupil."""
    assembly, floor = standing.assembly, standing.assembly.floor
    due = due_now.now(assembly, seat)
    talks = due.kind in ("speak", "put_in", "listen")
    looks_back, is_mine = due.kind == "look_back", chapter_of(assembly) == "person"
    return MyNow(
        code=standing.code,
        kind=due.kind,
        key=f"{due.kind}-{due.ballot or due.bargain or (floor.since if talks else due.about)}",
        calls=due.calls,
        about=due.about,
        until=due.until,
        since=floor.since if talks else None,
        paused_at=assembly.paused_at,
        waits=floor.intervention is not None and due.kind in ("speak", "listen"),
        place=standing.once(places).get(seat, 0),
        speaker=name_of(assembly, floor.speaker) if due.kind == "listen" else "",
        first_words=_first_words(standing, seat) if due.kind == "speak" else "",
        citable=citable(standing, seat) if due.kind == "speak" else (),
        cites=cited(assembly.scenario, floor.cites) if due.kind == "speak" else (),
        reactions=REACTIONS if "react" in due.acts else (),
        pressed=standing.reactions.get(seat, ""),
        guesses=_guesses(standing, seat) if "guess" in due.acts else (),
        told=standing.once(_told) if due.kind == "result" else None,
        mine=beside_my_person(assembly, seat) if looks_back and is_mine else (),
        aims=tuple(judged(assembly, seat)) if looks_back and is_mine else (),
        chapter=standing.once(chapter) if looks_back and chapter_of(assembly) else None,
        offer=offer(standing, seat, due.bargain),
        stopped=standing.once(stopped) if due.kind == "asleep" else None,
        compared=has_compared(assembly) and assembly.status != "closed",
        prepares=assembly.scenario.before is not None,
        writes=is_over(assembly) and bool(assembly.scenario.tasks),
    )


def _told(standing: Standing) -> Sentence | None:
    """The result, worked out once for all pupils."""
    return told(standing.assembly)


def places(standing: Standing) -> dict[str, int]:
    """Seat to its place on the speakers' list."""
    return {request.seat: place for place, request in enumerate(queue(standing.assembly), 1)}


def _first_words(standing: Standing, seat: SeatId) -> str:
    role = standing.assembly.role_of(seat)
    if role is not None:
        return role.first_words
    return standing.assembly.scenario.delegation(standing.assembly.seats[seat].delegation).first_words


def _guesses(standing: Standing, seat: SeatId) -> tuple[ToGuess, ...]:
    """What this pupil can guess: how the record's questions were decided, or how the vote ends that is
    open."""
    recalled = to_recall(standing.assembly)
    if not recalled:
        return (_guess(standing, seat, can_guess(standing.assembly, seat), None),)
    return tuple(_guess(standing, seat, question.id, question) for question in recalled)


def _guess(standing: Standing, seat: SeatId, about: str, question: Question | None) -> ToGuess:
    labels = {a.id: a.text for a in question.alternatives} if question else {}
    return ToGuess(
        about=about,
        title=question.title if question else "",
        choices=tuple(GuessOption(id=id, label=labels.get(id, "")) for id in choices(question)),
        guess=standing.assembly.guesses.get(guess_key(seat, about), ""),
    )
