"""The moments of a class's own meeting that are worth talking about: found in the votes, the speeches, and
where groups leaned. Each brings the words that a question of the scenario may hold in braces.

Only what everybody may know: announced votes, open choices, groups instead of single leanings.
"""

from collections.abc import Callable, Iterator

from debate.afterwards.leanings import groups, happenings, moved_after
from debate.assembly import Assembly, Ballot
from debate.ballots import METHODS
from debate.ballots.method import stopped_by, with_vote
from debate.ballots.thresholds import carried
from debate.ids import NOBODY, SeatId, StageId
from debate.rules.business.subjects import subject
from debate.scenario import CHOICES, About
from debate.shown.ballots import choices_shown
from debate.shown.people import name_of

Words = dict[str, str | int]

FIELDS: dict[About, tuple[str, ...]] = {
    "closest_division": ("question", "for", "against", "margin"),
    "largest_swing": ("question", "group", "after"),
    "longest_silence": ("stage", "length", "before"),
    "split_faction": ("question", "faction", "for", "against"),
    "one_could_turn": ("question", "margin", "number", "name"),
}
"""The words in braces that a question about a moment may use."""

LEAST_SILENCE = 20
"""Seconds without a speech that are worth a question."""
NAMED = ("main", "amendment")
"""Kinds of motions whose title is their own words."""


def moments(assembly: Assembly) -> dict[About, Words]:
    """What happened of all this, with its words."""
    found = {about: finder(assembly) for about, finder in FINDERS.items()}
    return {about: words for about, words in found.items() if words}


def closest_division(assembly: Assembly) -> Words | None:
    """The vote with the smallest distance between for and against, measured by those who chose."""
    rows = [b for b in _yes_or_no(assembly) if b.tally["for"] + b.tally["against"]]
    if not rows:
        return None
    closest = min(rows, key=lambda b: _margin(b) / (b.tally["for"] + b.tally["against"]))
    return {
        "question": _title(assembly, closest),
        "for": closest.tally["for"],
        "against": closest.tally["against"],
        "margin": _margin(closest),
    }


def split_faction(assembly: Assembly) -> Words | None:
    """The vote in which a faction's own pupils stood most evenly on both sides. In persons."""
    best: tuple[float, Words] | None = None
    for ballot in _open_votes(assembly):
        for faction in assembly.scenario.factions:
            chose = [
                vote
                for seat, vote in ballot.votes.items()
                if ballot.seating[seat].faction == faction.id and seat not in ballot.house
            ]
            ayes, noes = chose.count("for"), chose.count("against")
            even = min(ayes, noes) + min(ayes, noes) / (ayes + noes or 1)
            if min(ayes, noes) and (best is None or even > best[0]):
                title = _title(assembly, ballot)
                words: Words = {"question": title, "faction": faction.name, "for": ayes, "against": noes}
                best = even, words
    return best[1] if best else None


def one_could_turn(assembly: Assembly) -> Words | None:
    """The closest vote that a single pupil, going over to the other side, would have turned."""
    for ballot in sorted(_open_votes(assembly), key=_margin):
        # In the order of seating: votes have none.
        voters = [seat for seat in ballot.weights if seat in ballot.votes and seat not in ballot.house]
        turners = [seat for seat in voters if _turns(ballot, seat)]
        if turners:
            heaviest = max(turners, key=lambda seat: ballot.weights[seat])
            person = ballot.seating[heaviest]
            now = next((s.id for s in assembly.seats.values() if s.role == person.role != ""), heaviest)
            return {
                "question": _title(assembly, ballot),
                "margin": _margin(ballot),
                "number": len(turners),
                "name": name_of(assembly, now),
            }
    return None


def _turns(ballot: Ballot, seat: SeatId) -> bool:
    """Would it have gone the other way, had this seat voted for the other side?"""
    vote, others = ballot.votes[seat], {"for": "against", "against": "for"}
    if vote not in others:
        return False
    after = with_vote(ballot, seat, others[vote], METHODS[ballot.method].shares)
    is_carried = carried(ballot.threshold, after.tally, ballot.present, ballot.members)
    return (is_carried and not stopped_by(after)) != ballot.carried


def longest_silence(assembly: Assembly) -> Words | None:
    """The longest time in one stage between two speeches with neither a vote nor a pause between them."""
    spans = [(s.began, s.ended, s.stage, s.seat) for s in assembly.speeches.values() if not s.intervention]
    spans += [(b.put_at, b.closed_at or b.put_at, StageId(""), NOBODY) for b in assembly.in_order()]
    spans += [(began, ended, StageId(""), NOBODY) for began, ended in assembly.pauses]
    spans.sort()
    gaps = [
        (after[0] - before[1], after)
        for before, after in zip(spans, spans[1:], strict=False)
        if before[2] == after[2] != ""
    ]
    length, after = max(gaps, key=lambda gap: gap[0], default=(0, None))
    if after is None or length < LEAST_SILENCE * 1000:
        return None
    seconds = length // 1000
    return {
        "stage": assembly.scenario.stage(after[2]).title,
        "length": f"{seconds // 60}:{seconds % 60:02}",
        "before": name_of(assembly, after[3]),
    }


def largest_swing(assembly: Assembly) -> Words | None:
    """After what a group's leanings moved most on one question, before the next thing happened."""
    happened, best = happenings(assembly), 0.0
    words: Words | None = None
    for question in assembly.scenario.questions:
        for group in groups(assembly, question.id):
            for n, moved in moved_after(happened, group).items():
                swing = abs(moved.sum) / len(group.runs)
                if swing > best and happened[n].kind != "division":
                    best = swing
                    words = {"question": question.title, "group": group.name, "after": happened[n].name}
    return words


FINDERS: dict[About, Callable[[Assembly], Words | None]] = {
    "closest_division": closest_division,
    "largest_swing": largest_swing,
    "longest_silence": longest_silence,
    "split_faction": split_faction,
    "one_could_turn": one_could_turn,
}


def _yes_or_no(assembly: Assembly) -> Iterator[Ballot]:
    """Announced votes for or against something that has a title of its own, oldest first."""
    for ballot in assembly.in_order():
        motion = assembly.motions.get(ballot.question)
        named = motion is None or (motion.kind in NAMED and not motion.hidden)
        asked = subject(assembly, ballot.question)
        if ballot.announced and not ballot.alternatives and named and asked and not asked.straw:
            yield ballot


def _open_votes(assembly: Assembly) -> Iterator[Ballot]:
    return (ballot for ballot in _yes_or_no(assembly) if choices_shown(ballot))


def _margin(ballot: Ballot) -> int:
    tally = {choice: ballot.tally.get(choice, 0) for choice in CHOICES}
    return abs(tally["for"] - tally["against"])


def _title(assembly: Assembly, ballot: Ballot) -> str:
    asked = subject(assembly, ballot.question)
    # It stands in a sentence that has its own full stop.
    return asked.title.removesuffix(".") if asked else ""
