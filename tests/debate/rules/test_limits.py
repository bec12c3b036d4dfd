"""How often one person may do one thing: every limit is met by doing it, and none by reading a journal."""

import itertools

import pytest
from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.codec import digest
from debate.commands import TEACHER
from debate.decide import decide
from debate.evolve import evolve, fold
from debate.refusal import Refusal
from debate.rules import limits
from debate.rules.limits import MOST, MOST_ENTRIES, key_of
from tests.support.rules.meeting import debating, lobby
from tests.support.rules.mini import with_everything

AGAIN = {
    e.LeaningSet: lambda n: [c.SetLeaning(by="s1", question="bridge", value=n % 2)],
    e.VoteCast: lambda n: [c.CastVote(by="s1", ballot="b1", choice=("for", "against")[n % 2])],
    e.FloorRequested: lambda n: [c.RequestFloor(by="s1"), c.WithdrawRequest(by="s1")],
    e.RequestWithdrawn: lambda n: [c.RequestFloor(by="s1"), c.WithdrawRequest(by="s1")],
    e.DocumentCited: lambda n: [
        *([c.YieldFloor(by="s1")] if n else []),
        c.GiveFloor(by=TEACHER, seat="s1"),
        c.CiteDocument(by="s1", document="petition"),
    ],
    e.CheckAnswered: lambda n: [c.AnswerCheck(by="s1", question="river", option=1 + n % 2)],
    e.WorkHandedIn: lambda n: [c.HandIn(by="s1", task="essay", text=f"Essay {n}.")],
    e.StatementLeft: lambda n: [c.LeaveStatement(by="s1", text=f"Sentence {n}.")],
    e.CaucusSaid: lambda n: [c.CaucusSay(by="s1", text=f"Line {n}.")],
    e.EnvoyNamed: lambda n: [c.NameEnvoy(by="s1", envoy=("s1", "")[n % 2])],
    e.BargainOffered: lambda n: [
        c.OfferBargain(by="s1", to="s2", ask="bridge", ask_choice="for", give="toll", give_choice="for"),
        c.DropBargain(by="s1", bargain=f"g{n + 1}"),
    ],
    e.MovedTold: lambda n: [
        c.SayWhatMoved(by="s1", ballot="b1", what=("mind", "speaker")[n % 2], whom=("", "s2")[n % 2])
    ],
    e.MotionMoved: lambda n: [
        c.Move(by="s1", text=f"Motion {n}."),
        c.WithdrawMotion(by="s1", motion=f"m{n + 1}"),
    ],
    e.HeadlineWritten: lambda n: [c.WriteHeadline(by="s3", text=f"Headline {n}")],
    e.HelpCalled: lambda n: [c.CallHelp(by="s1", text=f"Call {n}.")],
    e.ReflectionWritten: lambda n: [c.Reflect(by="s1", text=f"Thought {n}.")],
    e.Guessed: lambda n: [c.Guess(by="s1", about="bridge", choice=("carried", "lost")[n % 2])],
    e.SeatTaken: lambda n: [c.FreeSeat(by=TEACHER, seat="s1"), c.ReturnToSeat(by="s1")],
    e.StepTaken: lambda n: [c.SetFloor(by="s1", speech_seconds=60 + n % 2)],
}
"""How each is done for the nth time."""

OWN_WORDS = {e.StatementLeft: "too_many_statements", e.CaucusSaid: "too_many_lines"}


def begun(kind):
    """A meeting in which this can be done; s1 in the chair, s8 of the press."""
    meeting = debating(9, scenario=with_everything())
    if kind is e.VoteCast:
        meeting.do(c.PutQuestion(by=TEACHER, question="bridge", method="show", seconds=0))
    if kind is e.MovedTold:
        for command in (c.RequestFloor(by="s2"), c.GiveFloor(by=TEACHER, seat="s2"), c.YieldFloor(by="s2")):
            meeting.do(command)
        belief = meeting.assembly.role_of("s1").beliefs["bridge"].vote
        meeting.divide({"s1": "against" if belief == "for" else "for"}, method="show")
    if kind is e.StepTaken:
        meeting.do(c.GiveChair(by=TEACHER, seat="s1"))
    if kind in (e.CaucusSaid, e.EnvoyNamed):
        orders = replace(meeting.assembly.scenario.standing_orders, caucus="always", envoys=True)
        scenario = replace(meeting.assembly.scenario, standing_orders=orders)
        meeting.assembly = replace(meeting.assembly, scenario=scenario)
    if kind in (e.ReflectionWritten, e.Guessed):
        while meeting.assembly.now.kind not in ("out_of_role", "debrief"):
            if meeting.assembly.current and meeting.assembly.current.open:
                meeting.close()
            meeting.do(c.AdvanceStage(by=TEACHER))
        meeting.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    return meeting


def refused_by(meeting, command):
    """The refusal of a command, None when it was done."""
    try:
        meeting.do(command)
    except Refusal as refusal:
        return refusal
    return None


@pytest.mark.parametrize("kind", MOST, ids=lambda kind: kind.__name__)
def test_a_limit_is_reached_by_doing_it_and_then_refused(kind):
    meeting = begun(kind)
    again = itertools.chain.from_iterable(map(AGAIN[kind], range(MOST[kind] + 1)))

    refused = next(refusal for command in again if (refusal := refused_by(meeting, command)))

    assert refused.code == OWN_WORDS.get(kind, "too_often")
    assert refused.details == {"most": MOST[kind]}
    done = [event for event in meeting.journal if type(event) is kind]
    by = key_of(done[-1])
    assert sum(key_of(event) == by for event in done) == MOST[kind]
    for command in AGAIN[e.LeaningSet](0) if kind is e.FloorRequested else ():
        assert meeting.do(command), "other things can still be done"


def test_every_kind_with_a_limit_is_tried():
    assert set(AGAIN) == set(MOST)


def test_a_limit_is_a_person_s_own():
    meeting = debating()
    for n in range(MOST[e.StatementLeft]):
        meeting.do(c.LeaveStatement(by="s1", text=f"Sentence {n}."))

    assert meeting.do(c.LeaveStatement(by="s2", text="One of mine."))


def test_a_teacher_writes_for_a_pupil_who_has_done_enough():
    meeting = begun(e.VoteCast)
    spent = Map({("s1", "b1"): MOST[e.VoteCast]})
    meeting.assembly = replace(meeting.assembly, done=spent)

    with pytest.raises(Refusal):
        meeting.do(c.CastVote(by="s1", ballot="b1", choice="for"))
    assert meeting.do(c.EnterVote(by=TEACHER, seat="s1", choice="for"))


def test_a_journal_from_before_the_limits_still_folds():
    meeting = debating()
    journal = [*meeting.journal]
    journal += [
        e.LeaningSet(at=meeting.at, seat="s1", question="bridge", value=n % 2)
        for n in range(MOST[e.LeaningSet] + 5)
    ]

    folded = fold(meeting.scenario, journal)

    assert folded.done["s1", "LeaningSet"] == MOST[e.LeaningSet] + 5
    with pytest.raises(Refusal, match="too_often"):
        decide(folded, c.SetLeaning(by="s1", question="bridge", value=-1), meeting.at)


def test_the_count_is_no_part_of_the_fingerprint():
    assembly = debating().assembly

    assert digest(assembly) == digest(replace(assembly, done=Map()))


def test_what_was_undone_counts_all_the_same():
    meeting = debating()
    meeting.do(c.SetFloor(by=TEACHER, speech_seconds=60))

    meeting.do(c.Undo(by=TEACHER))

    assert meeting.assembly.done["teacher", "set_floor"] == 1


@pytest.mark.parametrize(
    ("left", "pupil", "teacher"),
    [
        (limits.LEFT_FOR_TEACHERS + 1, True, True),
        (limits.LEFT_FOR_TEACHERS, False, True),
        (limits.LEFT_FOR_THE_END, False, False),
    ],
)
def test_a_full_journal_stops_pupils_then_teachers_and_never_the_close(left, pupil, teacher):
    meeting = debating()
    meeting.assembly = replace(meeting.assembly, seq=MOST_ENTRIES - left)

    asked = refused_by(meeting, c.RequestFloor(by="s1"))
    meeting.assembly = replace(meeting.assembly, seq=MOST_ENTRIES - left)
    paused = refused_by(meeting, c.Pause(by=TEACHER))

    assert (asked is None) == pupil
    assert (paused is None) == teacher
    assert {refusal.code for refusal in (asked, paused) if refusal} <= {"journal_full"}
    assert refused_by(meeting, c.CloseSession(by=TEACHER)) is None


def test_a_join_counts_too():
    meeting = lobby(2)

    assert meeting.assembly.done["s1", "SeatTaken"] == 1
    assert evolve(meeting.assembly, e.SeatTaken(at=0, seat="s1")).done["s1", "SeatTaken"] == 2
