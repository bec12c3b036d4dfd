"""What anybody could ask for: for every command a strategy that makes it, sensible values and others."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from debate import commands as c
from debate.commands import CLOCK, DOOR, TEACHER, Command
from debate.floor import PURPOSES
from debate.scenario import CHOICES
from tests.debate import mini
from tests.debate.meeting import STRANGER

SEATS = tuple(f"s{n}" for n in range(1, 17))
"""Pupils sit in the first ones; which of the others there are depends on the class."""

FRONT = SEATS[:6]
ANYBODY = st.sampled_from((TEACHER, DOOR, CLOCK, STRANGER, "s99", *SEATS))
PUPILS = st.sampled_from((*FRONT, *SEATS[:10]))
CHAIR = st.sampled_from((TEACHER, TEACHER, TEACHER, *FRONT[:2]))

seats = st.sampled_from(("", "s99", *SEATS[:12]))
choices = st.sampled_from(CHOICES)
ballots = st.sampled_from(("", "", "b1", "b2", "b3", "b4", "b9"))
questions = st.sampled_from(("", "", "", "bridge", "toll", "ferry", "war"))
statements = st.sampled_from(("t1", "t2", "t3", "t99"))
texts = st.sampled_from(("A bridge!", "  two   words ", "", " ", "ä" * 500, "x" * 501))
cards = st.sampled_from(("flood", "letter", "rumour"))
readers = st.lists(st.sampled_from(("all", "ferrymen", "potter", "s1", "s3", "nobody")), max_size=2)

FIELDS: dict[type[Command], dict[str, SearchStrategy]] = {
    c.CreateSession: {
        "pupils": st.sampled_from((3, 4, 5, 9, 14, 1001)),
        "minutes": st.sampled_from((19, 20, 50, 73, 90, 241)),
        "weighting": st.sampled_from((None, "bloc", "seat")),
        "options": st.sampled_from(((), ("travellers",), ("snow",))),
    },
    c.OpenSession: {},
    c.CloseSession: {},
    c.TakeSeat: {"seat": seats},
    c.ReturnToSeat: {},
    c.FreeSeat: {"seat": st.one_of(st.sampled_from(FRONT), seats)},
    c.AssignRole: {
        "seat": seats,
        "role": st.sampled_from((mini.OPTIONAL, mini.OPTIONAL, *mini.VOTES, "nobody", "")),
    },
    c.GiveChair: {"seat": st.sampled_from(("", "s99", *FRONT[:2], *FRONT))},
    c.LockDoors: {"locked": st.booleans()},
    c.AdvanceStage: {"stage": st.sampled_from(("", "", "first-debate", "first-vote", "second-vote"))},
    c.Pause: {},
    c.Resume: {},
    c.RequestFloor: {"purpose": st.sampled_from((*PURPOSES, "filibuster"))},
    c.WithdrawRequest: {},
    c.YieldFloor: {},
    c.GiveFloor: {"seat": st.one_of(st.just(""), seats)},
    c.EndTurn: {},
    c.LeaveStatement: {"text": texts},
    c.HideStatement: {"statement": statements, "hidden": st.booleans()},
    c.PutQuestion: {
        "question": questions,
        "method": st.sampled_from((None, "show", "roll_call", "secret")),
        "threshold": st.sampled_from((None, "majority_of_present", "two_thirds_of_cast")),
        "seconds": st.sampled_from((None, 0, 60, -1, 3601)),
    },
    c.CastVote: {"ballot": ballots, "choice": choices},
    c.EnterVote: {"seat": seats, "choice": choices, "ballot": ballots},
    c.CloseBallot: {"ballot": ballots},
    c.Announce: {"ballot": ballots},
    c.ReleaseCard: {"card": cards, "to": readers.map(tuple)},
    c.SayToAll: {"text": texts},
}


def asked(*kinds: type[Command], by: SearchStrategy = ANYBODY) -> SearchStrategy[Command]:
    """A command of one of these kinds, given by somebody."""
    return st.one_of(*(st.builds(kind, by=by, **FIELDS[kind]) for kind in kinds))
