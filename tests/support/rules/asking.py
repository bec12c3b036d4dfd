"""What anybody could ask for: for every command a strategy that makes it, sensible values and others."""

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from debate import commands as c
from debate.afterwards.debrief import CHAPTERS
from debate.ballots import METHODS
from debate.commands import CLOCK, DOOR, HELPER, TEACHER, WATCHER, Command
from debate.rules.hall.floor import ORDERS, PURPOSES
from debate.rules.hall.mood import REACTIONS
from debate.rules.hall.texts import READABLE
from debate.rules.hall.wall import CAN_BE
from debate.scenario import CHOICES, PROCEDURAL_KINDS
from tests.support.rules import mini
from tests.support.rules.meeting import START, STRANGER

SEATS = tuple(f"s{n}" for n in range(1, 17))
"""Pupils sit in the first ones; which of the others there are depends on the class."""

FRONT = SEATS[:6]
ANYBODY = st.sampled_from((TEACHER, HELPER, WATCHER, DOOR, CLOCK, STRANGER, "s99", *SEATS))
PUPILS = st.sampled_from((*FRONT, *SEATS[:10]))
CHAIR = st.sampled_from((TEACHER, TEACHER, TEACHER, HELPER, *FRONT[:2]))

seats = st.sampled_from(("", "s99", *SEATS[:12]))
choices = st.sampled_from(CHOICES)
ballots = st.sampled_from(("", "", "b1", "b2", "b3", "b4", "b9"))
bargains = st.sampled_from(("", "g1", "g1", "g2", "g3", "g9"))
questions = st.sampled_from(("", "", "", "bridge", "toll", "ferry", "way", "board", "war"))
motions = st.sampled_from(("m1", "m2", "m3", "m4", "m5", "m6", "m99"))
votes = st.one_of(
    choices,
    st.sampled_from(
        (
            *("25-0-0", "20-5-0", "1-1-1", "0-0"),
            *("north>south", "south", "north>north", "ann,bob,cy", "ann,cy", "bob", ""),
        )
    ),
)
FOR_SEAT = {"seat": st.sampled_from(("", "", "", "", "s1", "s2", "s9"))}
"""Of a command that a teacher may give for a pupil."""
KINDS = ("", "", "", "amendment", "war", *PROCEDURAL_KINDS)
statements = st.sampled_from(("t1", "t2", "t3", "t99", "c1", "c2"))
written = st.one_of(statements, motions, st.integers(1, 60).map(lambda n: f"{'herqxgw'[n % 7]}{n}"))
"""Ids of texts of every kind."""
texts = st.sampled_from(("A bridge!", "  two   words ", "", " ", "ä" * 500, "x" * 501))
talks = st.sampled_from(("d1", "d2", "d3", "d4", "d5", "d6", "d99"))
cards = st.sampled_from(("flood", "letter", "rumour"))
documents = st.sampled_from(("", "", "", "petition", "sermon", "secret-letter", "memoir", "diary"))
on_the_wall = st.one_of(st.sampled_from(("", "1", "2", "99")), questions, motions, cards, documents)
readers = st.lists(st.sampled_from(("all", "ferrymen", "potter", "s1", "s3", "nobody")), max_size=2)

FIELDS: dict[type[Command], dict[str, SearchStrategy]] = {
    c.CreateSession: {
        "matching": st.booleans(),
        "pupils": st.sampled_from((3, 4, 5, 9, 14, 1001)),
        "minutes": st.sampled_from((19, 20, 50, 73, 90, 241)),
        "weighting": st.sampled_from((None, "bloc", "seat")),
        "options": st.sampled_from(((), ("travellers",), ("snow",))),
    },
    c.OpenSession: {},
    c.CloseSession: {},
    c.ReopenSession: {},
    c.TakeSeat: {"seat": seats, "wish": st.integers(0, 3)},
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
    c.GiveTimeBack: {"since": st.integers(0, 60_000).map(lambda later: START + later)},
    c.RequestFloor: {"purpose": st.sampled_from((*PURPOSES, "filibuster")), **FOR_SEAT},
    c.WithdrawRequest: FOR_SEAT,
    c.YieldFloor: {},
    c.GiveFloor: {"seat": st.one_of(st.just(""), seats)},
    c.GiveIntervention: {"seat": seats},
    c.EndTurn: {"seat": st.one_of(st.just(""), seats)},
    c.React: {"reaction": st.sampled_from((*REACTIONS, "boo"))},
    c.TakeMood: {
        "speech": st.integers(0, 6),
        "counts": st.dictionaries(st.sampled_from((*REACTIONS, "boo")), st.integers(-1, 9), max_size=3),
    },
    c.SetFloor: {
        "order": st.sampled_from((None, *ORDERS)),
        "speech_seconds": st.sampled_from((None, 9, 60, 901)),
        "intervention_seconds": st.sampled_from((None, 20)),
        "faction_seconds": st.sampled_from((None, 0, 30, 3601)),
    },
    c.CiteDocument: {"document": documents, **FOR_SEAT},
    c.LeaveStatement: {"text": texts, "cites": documents, **FOR_SEAT},
    c.HideStatement: {"statement": statements, "hidden": st.booleans()},
    c.TakeAway: {"text": written, "away": st.booleans()},
    c.TakeNameAway: {"seat": seats, "away": st.booleans()},
    c.ReadFirst: {"kind": st.sampled_from((*READABLE, "help", "war")), "on": st.booleans()},
    c.LetThrough: {"text": written},
    c.Move: {
        "kind": st.sampled_from(KINDS),
        "text": texts,
        "amends": st.one_of(st.sampled_from(("", "bridge", "toll", "war")), motions),
        "how": st.sampled_from(("", "insert", "strike", "replace", "burn")),
        "passage": st.sampled_from(("", "a bridge", "of stone", "two words", "nowhere", "The town")),
        "about": st.one_of(questions, motions),
        "seconds": st.sampled_from((29, 60, 180, 1801)),
        "cites": documents,
        **FOR_SEAT,
    },
    c.Second: {"motion": motions, **FOR_SEAT},
    c.WithdrawMotion: {"motion": motions, **FOR_SEAT},
    c.AdmitMotion: {"motion": motions},
    c.RuleOut: {"motion": motions, "reason": texts},
    c.OrderMotions: {
        "motions": st.lists(motions, max_size=3).map(tuple),
        "before": st.one_of(st.just(""), motions),
    },
    c.GroupMotions: {"motions": st.lists(motions, max_size=3).map(tuple), "name": texts},
    c.EndRecess: {},
    c.PutQuestion: {
        "question": questions,
        "motion": st.one_of(st.just(""), st.just(""), motions),
        "method": st.sampled_from((None, None, *METHODS)),
        "threshold": st.sampled_from((None, "majority_of_present", "two_thirds_of_cast", "plurality")),
        "tie": st.sampled_from((None, "chair", "lot")),
        "hidden": st.booleans(),
        "calls": st.sampled_from(("", "", "", "seating", "name", "faction", "luck")),
        "seconds": st.sampled_from((None, 0, 60, -1, 3601)),
        "closes": st.booleans(),
    },
    c.GiveTime: {"ballot": ballots, "seconds": st.sampled_from((30, 30, 0, -5, 4000))},
    c.CallNext: {"seat": st.one_of(st.just(""), seats)},
    c.CastVote: {"ballot": ballots, "choice": votes},
    c.EnterVote: {"seat": seats, "choice": votes, "ballot": ballots},
    c.EnterCount: {
        "for_": st.integers(-1, 9),
        "against": st.integers(0, 9),
        "abstain": st.integers(0, 2),
        "ballot": ballots,
    },
    c.GiveCastingVote: {
        "choice": st.one_of(choices, st.sampled_from(("perhaps", "ann", "bob", "cy", "north", "south"))),
        "ballot": ballots,
    },
    c.Undo: {"step": st.sampled_from((0, 0, 0, 7))},
    c.SetLeaning: {"question": questions, "value": st.integers(-3, 3), **FOR_SEAT},
    c.CaucusSay: {"text": texts, "to": st.sampled_from(("", "", "builders", "ferrymen", "war")), **FOR_SEAT},
    c.NameEnvoy: {"envoy": seats, **FOR_SEAT},
    c.OfferBargain: {
        "to": seats,
        "ask": questions,
        "ask_choice": choices,
        "give": questions,
        "give_choice": choices,
        "for_sides": st.booleans(),
        **FOR_SEAT,
    },
    c.AcceptBargain: {"bargain": bargains, **FOR_SEAT},
    c.DropBargain: {"bargain": bargains, **FOR_SEAT},
    c.SayWhatMoved: {
        "ballot": ballots,
        "what": st.sampled_from(("speaker", "bargain", "document", "mind")),
        "whom": seats,
        "document": documents,
        **FOR_SEAT,
    },
    c.WriteMinutes: {"text": texts, **FOR_SEAT},
    c.WriteHeadline: {"text": texts, **FOR_SEAT},
    c.CallHelp: {"text": texts, **FOR_SEAT},
    c.AnswerHelp: {"seat": seats},
    c.AnswerCheck: {
        "question": st.sampled_from(("river", "sank", "war")),
        "option": st.integers(0, 3),
        **FOR_SEAT,
    },
    c.HandIn: {"task": st.sampled_from(("letter-home", "essay", "war")), "text": texts, **FOR_SEAT},
    c.Reflect: {"text": texts, **FOR_SEAT},
    c.PlanDebrief: {"questions": st.lists(talks, max_size=4).map(tuple)},
    c.ShowQuestion: {"question": st.one_of(st.just(""), talks)},
    c.ShowChapter: {"chapter": st.sampled_from((*CHAPTERS, "", "war"))},
    c.Guess: {
        "about": st.one_of(ballots, questions),
        "choice": st.sampled_from(("carried", "lost", "north", "ann", "")),
        **FOR_SEAT,
    },
    c.SetSilence: {"filled": st.booleans()},
    c.SetGrace: {"seconds": st.sampled_from((0, 19, 60, 3601))},
    c.CloseBallot: {"ballot": ballots, "seed": st.integers(0, 9)},
    c.Reveal: {"ballot": ballots, "step": st.sampled_from((0, 0, 1, 2, 3))},
    c.Announce: {"ballot": ballots},
    c.PutOnWall: {"what": st.sampled_from((*CAN_BE, "", "war")), "which": on_the_wall},
    c.ReleaseCard: {"card": cards, "to": readers.map(tuple)},
    c.SayToAll: {"text": texts},
}


def asked(*kinds: type[Command], by: SearchStrategy = ANYBODY) -> SearchStrategy[Command]:
    """A command of one of these kinds, given by somebody."""
    return st.one_of(*(st.builds(kind, by=by, **FIELDS[kind]) for kind in kinds))
