"""The wall: one composition a moment. Which one is decided in `debate/due/scene.py`; here is what each
shows.

Everything here may be seen by everybody."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct

from debate.afterwards.chapters import own_questions
from debate.afterwards.debrief import on_the_wall
from debate.assembly import Assembly, Ballot
from debate.ballots.thresholds import needed
from debate.due import scene as scenes
from debate.due.scene import Scene
from debate.events import Reaction
from debate.rules.business.subjects import subject
from debate.rules.business.wording import text_of
from debate.rules.hall.mood import REACTIONS
from debate.rules.hall.speaking_order import queue
from debate.rules.voting.guesses import to_recall
from debate.scenario import CHOICES, Faction
from debate.shown.agenda import ended
from debate.shown.ballots import (
    Counting,
    Offered,
    asked,
    choices_shown,
    figures_shown,
    result,
    turnout,
    without_house,
)
from debate.shown.people import name_of
from game.pieces import Bit, Piece
from game.slices.chapter import Chapter, chapter
from game.standing import Standing

NEXT = 3
"""Speakers who are named beside the one who has the floor."""
ANSWERED = 4
"""Answers in a roll that stay in sight."""
POSTER = 180
"""Characters of the text in the lobby, beside the code and the hall."""
SENTENCE_ENDS = re.compile(r"[.?!](?=\s|$)")
SIZES = ((60, "short"), (110, ""), (160, "long"), (320, "longer"))
"""Up to so many characters what is asked is set in type of this size; beyond the last, in the smallest."""


class Clock(Struct, frozen=True, kw_only=True):
    """A clock: since and until when (milliseconds), and since when it stands still."""

    ends: int
    since: int | None = None
    paused: int | None = None


class Person(Struct, frozen=True, kw_only=True):
    """Somebody, with their side's sign and colour; `pupil`: who plays them, if the class is told."""

    name: str
    pupil: str = ""
    side: str
    sign: str
    colour: int


class Lobby(Bit, frozen=True, kw_only=True, tag="wall-lobby"):
    """What the meeting is called, and what is at stake."""

    title: str
    text: str


class StandFirst(Bit, frozen=True, kw_only=True, tag="wall-stage"):
    """What this stage is for."""

    title: str
    text: str


class News(Bit, frozen=True, kw_only=True, tag="wall-news"):
    """A card."""

    title: str
    text: str


class Paused(Bit, frozen=True, kw_only=True, tag="wall-paused"):
    """The meeting stands still."""


class Telling(Bit, frozen=True, kw_only=True, tag="wall-telling"):
    """One frame of the story so far."""

    number: int
    of: int
    title: str
    text: str


class Sides(Bit, frozen=True, kw_only=True, tag="wall-sides"):
    """The groups that talk among themselves, each with its envoy, if it has named one."""

    rows: tuple[tuple[Person, str], ...]


class Debate(Bit, frozen=True, kw_only=True, tag="wall-debate"):
    """Who speaks, what for, and who comes next; between two speeches how the last one was taken."""

    title: str
    speaker: Person | None
    purpose: str
    put_in: Person | None
    next: tuple[Person, ...]
    more: int
    mood: tuple[tuple[Reaction, int], ...]
    mood_of: str


class Asked(Struct, frozen=True, kw_only=True):
    """What is asked. `kind`: of a motion; `text`: the words of one, or the text that is adopted or not;
    `hidden`: the words of a motion were taken away."""

    title: str
    question: str
    size: str
    kind: str
    mover: str
    text: str
    hidden: bool


class Question(Bit, frozen=True, kw_only=True, tag="wall-question"):
    """A question alone, as it is read aloud."""

    asked: Asked


class TextNow(Bit, frozen=True, kw_only=True, tag="wall-text"):
    """A text as it reads now."""

    asked: Asked


class Held(Bit, frozen=True, kw_only=True, tag="wall-held"):
    """A vote is closed, and nothing of it is told but whether a tie waits for the chair."""

    asked: Asked
    tied: bool


class Bar(Struct, frozen=True, kw_only=True):
    """Votes for and against on one line, with the number from which on it is carried. Shares are per cent."""

    yes: int
    no: int
    neither: int
    needed: int
    yes_share: float
    no_share: float
    no_from: float
    needed_at: float


class Voting(Bit, frozen=True, kw_only=True, tag="wall-voting"):
    """An open vote: how many have voted of how many, and the count as it arrives where it may be seen."""

    asked: Asked
    cast: int
    of: int
    by_hand: bool
    bar: Bar | None
    offered: tuple[str, ...]


class Roll(Bit, frozen=True, kw_only=True, tag="wall-roll"):
    """A roll: who is called, and the latest answers, newest first."""

    asked: Asked
    called: Person | None
    answers: tuple[tuple[Person, str], ...]
    number: int
    of: int
    bar: Bar | None


class Line(Struct, frozen=True, kw_only=True):
    """How the house's seats of one side voted."""

    side: str
    sign: str
    colour: int
    figures: tuple[tuple[str, int], ...]


class Reveal(Bit, frozen=True, kw_only=True, tag="wall-reveal"):
    """A result, told up to `step` of `steps`: the pupils' votes, the house's by side and the delegates whom
    no seat stands for, and the sum with the verdict.

    Among alternatives: those `chosen`, the `figures` of all that got any, most first, and who was `elected`
    before. `counting`: what is to be said of the count once it is told (ties, lots, blank papers)."""

    asked: Asked
    step: int
    steps: int
    pupils: Bar | None
    house: tuple[Line, ...]
    unseated: tuple[tuple[str, int], ...]
    whole: Bar | None
    carried: bool | None
    chosen: tuple[str, ...]
    figures: tuple[tuple[str, int], ...]
    elected: tuple[Offered, ...]
    alternatives: tuple[Offered, ...]
    counting: Counting | None
    straw: bool


class Decision(Struct, frozen=True, kw_only=True):
    """One decision beside history's. `then`: None where the record has none."""

    title: str
    carried: bool
    yes: int
    no: int
    then: bool | None
    then_yes: int
    then_no: int


class End(Bit, frozen=True, kw_only=True, tag="wall-end"):
    """What was decided, beside what they decided."""

    title: str
    rows: tuple[Decision, ...]


class Talk(Bit, frozen=True, kw_only=True, tag="wall-debrief"):
    """A chapter of looking back, with what it tells, and the question to talk about, if one is shown."""

    chapter: str
    question: str
    size: str
    move: str
    guesses: tuple[tuple[str, int, int], ...]
    rows: tuple[Decision, ...]
    told: Chapter
    written: int


class OnWall(Struct, frozen=True, kw_only=True):
    """The scene: its kind, its clock, the stage and a word to all, and a piece with what it shows.

    What may be heard of it, if the desk wants that (`sounds`): that a `speech`, known by when it began, has
    ended, and that one more verdict is `told`."""

    kind: scenes.Kind
    sounds: bool
    speech: int | None
    told: int
    clock: Clock | None
    stage: str
    word: str
    body: Piece


def scene(standing: Standing) -> OnWall:
    """What the hall looks at now."""
    assembly = standing.assembly
    shown = scenes.scene(assembly)
    since = assembly.floor.since if shown.kind == "debate" and shown.seat else None
    return OnWall(
        kind=shown.kind,
        sounds=standing.people.sounds,
        speech=assembly.floor.since if assembly.floor.speaker else None,
        told=sum(1 for ballot in assembly.ballots.values() if ballot.announced),
        clock=Clock(ends=shown.until, since=since, paused=_still(assembly)) if shown.until else None,
        stage=assembly.now.title if assembly.now else "",
        word=assembly.word,
        body=Piece("scene-body", BODIES[shown.kind](standing, shown)),
    )


def _still(assembly: Assembly) -> int | None:
    """Since when the clock on the wall stands still: in a pause, or while a word is put in."""
    word = assembly.floor.intervention
    return assembly.paused_at or (word.since if word else None)


def _person(standing: Standing, seat: str) -> Person:
    assembly = standing.assembly
    side = assembly.scenario.faction(assembly.seats[seat].faction)
    return Person(
        name=name_of(assembly, seat),
        pupil=standing.known.get(seat, ""),
        side=side.name,
        sign=side.sign,
        colour=side.colour,
    )


def _lobby(standing: Standing, shown: Scene) -> Lobby:
    scenario = standing.assembly.scenario
    return Lobby(title=scenario.title, text=_first_sentences(scenario.at_stake))


def _first_sentences(text: str) -> str:
    """As many whole ones as a poster has room for, one at least."""
    whole = [text[: end.end()] for end in SENTENCE_ENDS.finditer(text)]
    return max((part for part in whole if len(part) <= POSTER), key=len, default=next(iter(whole), text))


def _telling(standing: Standing, shown: Scene) -> Telling:
    story = standing.assembly.scenario.story
    frame = story[int(shown.id) - 1]
    return Telling(number=int(shown.id), of=len(story), title=frame.title, text=frame.text)


def _stage(standing: Standing, shown: Scene) -> StandFirst:
    now = standing.assembly.now
    return StandFirst(title=now.title, text=now.text) if now else StandFirst(title="", text="")


def _paused(standing: Standing, shown: Scene) -> Paused:
    return Paused()


def _sides(standing: Standing, shown: Scene) -> Sides:
    assembly = standing.assembly
    here = {assembly.seats[id].faction for id in assembly.order if assembly.seats[id].held_by == "pupil"}
    rows = []
    for side in assembly.scenario.factions:
        if side.id in here:
            envoy = assembly.envoys.get(side.id, "")
            rows.append((_side(side), name_of(assembly, envoy) if envoy else ""))
    return Sides(rows=tuple(rows))


def _side(side: Faction) -> Person:
    return Person(name=side.name, side=side.name, sign=side.sign, colour=side.colour)


def _debate(standing: Standing, shown: Scene) -> Debate:
    assembly, floor = standing.assembly, standing.assembly.floor
    waiting = queue(assembly)
    mood, of = _mood(assembly) if not shown.seat else ((), "")
    return Debate(
        title=assembly.now.title if assembly.now else "",
        speaker=_person(standing, shown.seat) if shown.seat else None,
        purpose=floor.purpose if shown.seat else "",
        put_in=_person(standing, floor.intervention.seat) if floor.intervention else None,
        next=tuple(_person(standing, request.seat) for request in waiting[:NEXT]),
        more=max(0, len(waiting) - NEXT),
        mood=mood,
        mood_of=of,
    )


def _mood(assembly: Assembly) -> tuple[tuple[tuple[Reaction, int], ...], str]:
    """How the last speech of this stage was taken, and whose it was."""
    last = max(assembly.speeches, default=None)
    if last is None or assembly.speeches[last].stage != assembly.stage:
        return (), ""
    counts = assembly.moods.get(last, {})
    rows = tuple((reaction, counts[reaction]) for reaction in REACTIONS if counts.get(reaction))
    return rows, name_of(assembly, assembly.speeches[last].seat) if rows else ""


def _news(standing: Standing, shown: Scene) -> News:
    card = standing.assembly.scenario.card(shown.id)
    return News(title=card.title, text=card.text)


def _question(standing: Standing, shown: Scene) -> Question:
    return Question(asked=_asked(standing.assembly, shown.id))


def _asked(assembly: Assembly, id: str) -> Asked:
    question, motion = subject(assembly, id), assembly.motions.get(id)
    text = text_of(assembly, id)
    words = "" if question is None or motion else question.text
    moved = (motion.text if motion and not motion.hidden else "") or text
    return Asked(
        title=question.title if question else "",
        question=words,
        size=_size(words or moved),
        kind=motion.kind if motion else "",
        mover=name_of(assembly, motion.seat) if motion and motion.seat else "",
        text=moved,
        hidden=bool(motion and motion.hidden),
    )


def _size(text: str) -> str:
    return next((size for most, size in SIZES if len(text) <= most), "longest")


def _bar(ballot: Ballot, tally: dict[str, int]) -> Bar:
    yes, no, neither = (tally.get(choice, 0) for choice in CHOICES)
    least = needed(ballot.threshold, tally, ballot.present, ballot.members)
    whole = max(yes + no, least, 1)
    return Bar(
        yes=yes,
        no=no,
        neither=neither,
        needed=least,
        yes_share=round(100 * yes / whole, 1),
        no_share=round(100 * no / whole, 1),
        no_from=round(100 - 100 * no / whole, 1),
        needed_at=round(100 * least / whole, 1),
    )


def _voting(standing: Standing, shown: Scene) -> Voting:
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    question = subject(assembly, ballot.question)
    cast, of = turnout(assembly, ballot)
    offered = {a.id: a.text for a in question.alternatives} if question else {}
    open_count = figures_shown(ballot, "screen") and not ballot.alternatives
    return Voting(
        asked=_asked(assembly, ballot.question),
        cast=cast,
        of=of,
        by_hand=ballot.method == "paper",
        bar=_bar(ballot, ballot.tally) if open_count else None,
        offered=tuple(offered[id] for id in ballot.alternatives if id in offered),
    )


def _ballot(assembly: Assembly, shown: Scene) -> Ballot:
    return assembly.ballots[shown.ballot]


def _roll(standing: Standing, shown: Scene) -> Roll:
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    called = [seat for seat in ballot.calls[: ballot.roll] if seat in ballot.votes][-ANSWERED:]
    if not choices_shown(ballot):
        called = []
    return Roll(
        asked=_asked(assembly, ballot.question),
        called=_person(standing, shown.seat) if shown.seat else None,
        answers=tuple((_person(standing, seat), ballot.votes[seat]) for seat in called[::-1]),
        number=ballot.roll,
        of=len(ballot.calls),
        bar=_bar(ballot, ballot.tally) if figures_shown(ballot, "screen") else None,
    )


def _reveal(standing: Standing, shown: Scene) -> Reveal:
    """Only what has been told: the sums of the pupils first, then the house's, then all."""
    assembly, ballot = standing.assembly, _ballot(standing.assembly, shown)
    put = asked(assembly, ballot)
    alternatives = put.alternatives or ()
    apart, told = shown.steps > 1, ballot.announced
    seen = result(ballot) if told else {}
    given = seen["rounds"][0] if "rounds" in seen else ballot.tally
    figures = [(a.text, given[a.id]) for a in alternatives if told and given.get(a.id)]
    return Reveal(
        asked=_asked(assembly, ballot.question),
        step=shown.step,
        steps=shown.steps,
        pupils=_bar(ballot, without_house(ballot)) if apart and shown.step >= 1 else None,
        house=_house(assembly, ballot) if apart and shown.step >= 2 else (),
        unseated=_figures(ballot.bloc) if apart and shown.step >= 2 else (),
        whole=_bar(ballot, ballot.tally) if told and not ballot.alternatives else None,
        carried=ballot.carried if told and not ballot.alternatives else None,
        chosen=tuple(a.text for a in alternatives if a.id in ballot.winners) if told else (),
        figures=tuple(sorted(figures, key=lambda row: -row[1])),
        elected=put.elected or (),
        alternatives=alternatives,
        counting=seen.get("counting"),
        straw=bool(put.straw),
    )


def _house(assembly: Assembly, ballot: Ballot) -> tuple[Line, ...]:
    """The votes of the house's seats, side by side."""
    sums: dict[str, dict[str, int]] = {}
    for seat in ballot.house:
        side = sums.setdefault(ballot.seating[seat].faction, {})
        side[ballot.votes[seat]] = side.get(ballot.votes[seat], 0) + ballot.weights[seat]
    return tuple(
        Line(side=side.name, sign=side.sign, colour=side.colour, figures=_figures(sums[side.id]))
        for side in assembly.scenario.factions
        if side.id in sums
    )


def _figures(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    """What was counted, without the choices that nobody made."""
    return tuple((choice, counted[choice]) for choice in CHOICES if counted.get(choice))


def _end(standing: Standing, shown: Scene) -> End:
    assembly = standing.assembly
    outcome = ended(assembly)
    return End(title=outcome.title if outcome else "", rows=_decisions(assembly))


def _decisions(assembly: Assembly) -> tuple[Decision, ...]:
    """What was decided of the meeting's own questions, in order, beside the record."""
    rows = []
    for ballot, title in own_questions(assembly):
        question = assembly.scenario.question(ballot.question)
        record = question.record
        rows.append(
            Decision(
                title=title,
                carried=bool(ballot.carried),
                yes=ballot.tally["for"],
                no=ballot.tally["against"],
                then=record.carried if record else None,
                then_yes=record.figures.get("for", 0) if record else 0,
                then_no=record.figures.get("against", 0) if record else 0,
            )
        )
    return tuple(rows)


def _talk(standing: Standing, shown: Scene) -> Talk:
    assembly = standing.assembly
    question = on_the_wall(assembly)
    text = question.text if question else ""
    return Talk(
        chapter=shown.id if assembly.chapters else "",
        question=text,
        size=_size(text),
        move=question.move if question else "",
        guesses=tuple(_guessed(assembly, q.id, q.title) for q in to_recall(assembly)),
        rows=_decisions(assembly),
        told=standing.once(chapter),
        written=len(assembly.reflections) if shown.id == "take_away" else 0,
    )


def _guessed(assembly: Assembly, about: str, title: str) -> tuple[str, int, int]:
    """How many have guessed that a question was carried, and lost."""
    given = [choice for key, choice in assembly.guesses.items() if key.endswith(f"/{about}")]
    return title, given.count("carried"), given.count("lost")


def _held(standing: Standing, shown: Scene) -> Held:
    ballot = standing.assembly.current
    return Held(asked=_asked(standing.assembly, shown.id), tied=bool(ballot and ballot.tied))


def _text(standing: Standing, shown: Scene) -> TextNow:
    return TextNow(asked=_asked(standing.assembly, shown.id))


BODIES: dict[scenes.Kind, Callable[[Standing, Scene], Bit]] = {
    "lobby": _lobby,
    "telling": _telling,
    "reading": _stage,
    "caucus": _sides,
    "debate": _debate,
    "news": _news,
    "question": _question,
    "voting": _voting,
    "roll": _roll,
    "held": _held,
    "reveal": _reveal,
    "text": _text,
    "paused": _paused,
    "recess": _sides,
    "debrief": _talk,
    "end": _end,
}
"""What each kind of scene shows."""
