"""The assembly as all but the teacher may see it: without the texts that were taken away.

It is made here and nowhere else, of the state at any step; whoever looks back says which texts are away by
the end, and those are away at every step. A statement or a line is as if it had never been written. A motion
that was put to the vote stays, with its figures and without its words; one that was not leaves the list.
Where words of it went into another text, `GONE` stands in their place: in the wording, and in what later
motions quote of it. Only words that the scenario has, or another pupil's motion that is still there, are
left standing around it.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, TypeVar

from immutables import Map
from msgspec.structs import replace

from debate.assembly import WITHOUT_WORDS, Assembly, Motion, Step, Text
from debate.ids import QuestionId, SeatId, TextId
from debate.rules.business.wording import written_first
from debate.rules.hall.study import about_key

GONE = "[…]"
"""Stands for words that were taken away."""
WORD = re.compile(r"\w+|\s+|[^\w\s]")
Key = TypeVar("Key", bound=str)
SEVERAL = re.compile(rf"{re.escape(GONE)}(?:\s*{re.escape(GONE)})+")


def outward(assembly: Assembly, gone: Iterable[TextId] = (), wall: bool = False) -> Assembly:
    """As pupils may see it, or (`wall`) everybody: there also without motions that nobody has seconded.

    `gone`: ids of texts that are away besides those that are away at this step.
    """
    away = {*assembly.away, *gone}
    alone = _alone(assembly) if wall else set()
    if not away and not alone:
        return assembly
    texts = [assembly.texts[id] for id in away if id in assembly.texts]
    of_kind = {kind: [text for text in texts if text.kind == kind] for kind in {text.kind for text in texts}}
    seen = Assembly(
        **{name: getattr(assembly, name) for name in WITHOUT_WORDS},
        statements=_without(assembly.statements, away),
        lines=_without(assembly.lines, away),
        held=_without(assembly.held, away),
        texts=_without(assembly.texts, away),
        headlines=_not_written(assembly.headlines, of_kind.get("headline", ())),
        work=_not_handed_in(assembly.work, of_kind.get("work", ())),
        reflections=_not_written(assembly.reflections, of_kind.get("reflection", ())),
        minutes_written=tuple(
            entry for entry in assembly.minutes_written if not _among(entry, of_kind.get("minutes", ()))
        ),
        help=tuple(
            replace(call, text="") if _among(call, of_kind.get("help", ())) else call
            for call in assembly.help
        ),
        steps=tuple(_step(step, away) for step in assembly.steps) if assembly.chair and not wall else (),
    )
    return _without_motions(seen, away, alone, of_kind.get("ruling", ()), of_kind.get("group", ()))


def _alone(assembly: Assembly) -> set[QuestionId]:
    """The motions nobody else has stood up for: too few have seconded them, or where none are needed the
    chair has neither admitted nor put them."""
    needed, voted = assembly.scenario.standing_orders.seconders, _voted_on(assembly)
    return {
        id
        for id, motion in assembly.motions.items()
        if motion.state not in ("admitted", "carried", "lost")
        and id not in voted
        and not 0 < needed <= len(motion.seconders)
    }


def _shown_with(assembly: Assembly, id: QuestionId) -> Iterator[QuestionId]:
    """The motion whose text this one changes, or is about, and so on."""
    while (motion := assembly.motions.get(id)) and (id := motion.amends or motion.about) in assembly.motions:
        yield id


def _voted_on(assembly: Assembly) -> set[QuestionId]:
    return {ballot.question for ballot in assembly.ballots.values()}


def _without(kept: Map[Key, Any], away: Collection[Key]) -> Map[Key, Any]:
    for id in away:
        if id in kept:
            kept = kept.delete(id)
    return kept


def _not_written(kept: Map[SeatId, str], texts: Iterable[Text]) -> Map[SeatId, str]:
    """Without what stands for a seat in the words that were taken away."""
    return _without(kept, [text.seat for text in texts if kept.get(text.seat) == text.text])


def _not_handed_in(kept: Map[str, str], texts: Iterable[Text]) -> Map[str, str]:
    """Without the work that was taken away."""
    keys = ((about_key(text.seat, text.about), text.text) for text in texts)
    return _without(kept, [key for key, text in keys if kept.get(key) == text])


def _among(entry: Any, texts: Iterable[Text]) -> bool:
    return any(text.seat == entry.seat and text.text == entry.text for text in texts)


def _step(step: Step, away: Collection[TextId]) -> Step:
    """A pupil in the chair sees what can be undone, named by how things stood before it."""
    return replace(step, before=outward(step.before, away))


def _without_motions(
    assembly: Assembly,
    away: Collection[TextId],
    alone: Collection[QuestionId],
    rulings: Iterable[Text],
    groups: Iterable[Text],
) -> Assembly:
    """Without the words of these motions, wherever they have gone. Who amends the words of another quotes
    them; into a text they come once they are carried."""
    known, voted = assembly.motions, _voted_on(assembly)
    reasons = {(text.about, text.text) for text in rulings}
    names = {text.text for text in groups}
    gone = {QuestionId(id) for id in away}
    silent = {id for id in (*gone, *alone) if id in known}
    if not (silent or reasons or names):
        return assembly
    quoted = silent | {known[id].amends for id in gone if id in known}
    changed = silent | {known[id].amends for id in silent if known[id].state == "carried"}
    motions = {}
    for id, motion in known.items():
        subject, seen = motion.amends or motion.about, motion
        if id in silent:
            hidden = motion.hidden or id in gone
            seen = replace(motion, text="", passage="", reason="", group="", cites="", hidden=hidden)
        elif subject and subject in quoted:
            seen = replace(motion, passage=_quoted(assembly, motion, subject, silent))
            if motion.kind == "part":
                seen = replace(seen, text=_masked_in(assembly, subject, motion.text, silent))
        if (id, seen.reason) in reasons:
            seen = replace(seen, reason="")
        if seen.group in names:
            seen = replace(seen, group="")
        motions[id] = seen
    wordings = {
        subject: _masked_in(assembly, subject, text, silent) if subject in changed else text
        for subject, text in assembly.wordings.items()
    }
    left = (
        id
        for id in assembly.docket
        if (id not in silent or (id in voted and id not in alone))
        and not any(other in alone for other in _shown_with(assembly, id))
    )
    return replace(assembly, motions=Map(motions), wordings=Map(wordings), docket=tuple(left))


def _quoted(assembly: Assembly, motion: Motion, subject: QuestionId, silent: Collection[QuestionId]) -> str:
    """The passage of a motion, if it quotes nothing but what stood there first."""
    return motion.passage if motion.passage in _first(assembly, subject, silent) else GONE


def _first(assembly: Assembly, subject: QuestionId, silent: Collection[QuestionId]) -> str:
    """The text as it was before anybody changed it; "" for one that was taken away itself."""
    return "" if subject in silent else written_first(assembly, subject)


def _masked_in(assembly: Assembly, subject: QuestionId, text: str, silent: Collection[QuestionId]) -> str:
    if subject in silent:
        return GONE
    others = {
        m.text
        for m in assembly.motions.values()
        if m.kind == "amendment" and m.amends == subject and m.id not in silent
    }
    kept = tuple(sorted(others - {""}, key=len, reverse=True))
    return masked(_first(assembly, subject, silent), text, kept)


@lru_cache(maxsize=256)
def masked(first: str, now: str, known: tuple[str, ...]) -> str:
    """A text as it reads now; of what was not in it at `first`, only the words in `known` are left."""
    old, new = WORD.findall(first), WORD.findall(now)
    pieces = []
    for op, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = "".join(new[start:end])
        pieces.append(words if op == "equal" else _sifted(words, known))
    return SEVERAL.sub(GONE, " ".join("".join(pieces).split()))


def _sifted(words: str, known: tuple[str, ...]) -> str:
    if not words.strip() or any(words.strip() in good for good in known):
        return words
    for good in known:
        if good in words:
            before, _, after = words.partition(good)
            return _sifted(before, known) + good + _sifted(after, known)
    blank = " " if words[0].isspace() else ""
    return f"{blank}{GONE}{' ' if words[-1].isspace() else ''}"
