"""The rows of the minutes: for each kind of event that is told in them, what is told."""

from collections.abc import Callable
from typing import Any

from msgspec import to_builtins

from debate import events as e
from debate.assembly import Assembly, Ballot, Motion
from debate.audience import given
from debate.rules.business.subjects import title
from debate.scenario import CHOICES
from debate.shown.ballots import asked, choices_shown, labels, result
from debate.shown.motions import motion_row
from debate.shown.people import called, name_of, who

Told = dict[str, Any]
"""What is told, as plain values: names of pupils are put beside those of seats wherever one stands."""
Tells = Callable[[Assembly, Any], Told]


def speech(assembly: Assembly, event: e.TurnEnded | e.InterventionEnded) -> Told:
    """A speech that has ended: who, what for, and how many seconds by the meeting's clock."""
    last = assembly.speeches[max(assembly.speeches)]
    return {
        "kind": "speech",
        **who(assembly, event.seat),
        "purpose": last.purpose,
        "intervention": last.intervention,
        "seconds": round((last.ended - last.began) / 1000),
    }


def motion(assembly: Assembly, event: e.MotionMoved) -> Told:
    """A motion with its text as it was marked up when it was moved; how it fared comes with `fared`."""
    moved = assembly.motions[event.motion]
    return {"kind": "motion", **who(assembly, moved.seat), "motion": to_builtins(motion_row(assembly, moved))}


def fared(assembly: Assembly, motion: Motion) -> Told:
    """What became of a motion, and who supported it."""
    seconders = [who(assembly, seat) for seat in motion.seconders]
    return {"state": motion.state, "reason": motion.reason, "seconders": seconders}


def as_asked(assembly: Assembly, b: Ballot) -> Told:
    """What a vote was about, as it read when it was put."""
    seen = given(asked(assembly, b))
    if "motion" in seen:
        seen["motion"] = to_builtins(seen["motion"])
    return seen


def voted(assembly: Assembly, b: Ballot) -> Told:
    """A closed vote: the figures, the result, and where the vote was open who chose what."""
    seen: Told = {
        "method": b.method,
        "threshold": b.threshold,
        "tally": b.tally,
        "members": b.members,
        "announced": b.announced,
        "reconsidered": b.reconsidered,
        **result(b),
    }
    if choices_shown(b):
        seen["voters"] = voters(assembly, b)
    return seen


def voters(assembly: Assembly, b: Ballot) -> list[Told]:
    """Each vote that was given, and "away", with who gave it: `people`, named as they were then, and how many
    `others` the house plays: delegates without a person, and of those away everybody it holds."""
    by_vote: dict[str, Told] = {vote: {"vote": vote, "people": [], "others": 0} for vote in CHOICES}
    for seat in b.weights:
        vote, place = b.votes.get(seat, "away"), b.seating[seat]
        group = by_vote.setdefault(vote, {"vote": vote, "people": [], "others": 0})
        if place.held_by == "pupil" or (place.role and vote != "away"):
            name = called(assembly.scenario, place)
            row = {"seat": seat, "name": name, "weight": b.weights[seat], "house": seat in b.house}
            group["people"].append(row)
        else:
            group["others"] += 1
    return [group for group in by_vote.values() if group["people"] or group["others"]]


def casting_vote(assembly: Assembly, event: e.CastingVoteGiven) -> Told:
    ballot = assembly.ballots[event.ballot]
    offered = labels(assembly, ballot)
    chosen = [offered[id] for id in event.chosen if id in offered]
    row = {"kind": "casting", "title": title(assembly, ballot.question), "choice": event.choice}
    return {**row, "chosen": chosen} if ballot.alternatives else row


def chair(assembly: Assembly, event: e.ChairGiven) -> Told:
    """Who takes the chair; no name: the teacher."""
    return {"kind": "chair", **(who(assembly, event.seat) if event.seat else {"seat": "", "name": ""})}


def card(assembly: Assembly, event: e.CardReleased) -> Told:
    """News, and to whom it came; nobody named: to everybody."""
    news = next(card for card in assembly.scenario.cards if card.id == event.card)
    to = [] if "all" in event.to else [reader(assembly, id) for id in event.to]
    return {"kind": "card", "title": news.title, "to": to}


def reader(assembly: Assembly, id: str) -> str:
    """What to call a faction, a role or a seat to which a card went."""
    if id in assembly.seats:
        return name_of(assembly, id)
    names = {f.id: f.name for f in assembly.scenario.factions}
    names |= {r.id: r.name for r in assembly.scenario.roles}
    return names.get(id, id)


TELLS: dict[type[e.Event], Tells] = {
    e.SessionOpened: lambda assembly, event: {"kind": "opened"},
    e.SessionClosed: lambda assembly, event: {"kind": "closed"},
    e.SessionReopened: lambda assembly, event: {"kind": "reopened"},
    e.StageEntered: lambda assembly, event: {
        "kind": "stage",
        "title": assembly.scenario.stage(event.stage).title,
    },
    e.Paused: lambda assembly, event: {"kind": "paused"},
    e.Resumed: lambda assembly, event: {"kind": "resumed"},
    e.TimeGivenBack: lambda assembly, event: {"kind": "given_back", "seconds": event.lost // 1000},
    e.RecessCalled: lambda assembly, event: {"kind": "recess"},
    e.RecessEnded: lambda assembly, event: {"kind": "recess_over"},
    e.ChairGiven: chair,
    e.TurnEnded: speech,
    e.InterventionEnded: speech,
    e.StatementLeft: lambda assembly, event: {
        "kind": "statement",
        **who(assembly, event.seat),
        "text": event.text,
    },
    e.MotionMoved: motion,
    e.BallotClosed: lambda assembly, event: {"kind": "division", "ballot": event.ballot},
    e.CastingVoteGiven: casting_vote,
    e.CardReleased: card,
    e.MinutesWritten: lambda assembly, event: {
        "kind": "secretary",
        **who(assembly, event.seat),
        "text": event.text,
    },
    e.HeadlineWritten: lambda assembly, event: {
        "kind": "headline",
        **who(assembly, event.seat),
        "text": event.text,
    },
}
"""What is told of each kind of event; all others leave no trace in the minutes."""
