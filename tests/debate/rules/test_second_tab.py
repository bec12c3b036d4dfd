"""Whatever is pressed at the desk and was done in another tab meanwhile: it is done, and no fault."""

from collections.abc import Callable

import pytest

from debate import commands as c
from debate.commands import HELPER, TEACHER, Command
from tests.debate.ballots.test_ballots_paper import counting, heads
from tests.debate.ballots.test_ties import tied
from tests.debate.rules.hall.test_interventions import speaking
from tests.debate.rules.voting.test_roll import calling
from tests.debate.rules.voting.test_ways_out import ALL_LEVEL
from tests.debate.rules.voting.test_ways_out import level as level_for
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby

OWN_KEY = {
    c.TakeSeat: "the form that adds a pupil has a key",
    c.LeaveStatement: "its form has a key",
    c.CaucusSay: "its form has a key",
    c.WriteMinutes: "its form has a key",
    c.GiveTime: "each press gives more time, and its form has a key",
    c.CreateSession: "its form has a key",
    c.TakeNameAway: "the server gives it where the name is not away yet",
}
"""What is done again when it is asked for again, and why two taps still do it once."""


def whole() -> Meeting:
    """In the first debate of a meeting with all there is; pupils in s1 to s6."""
    return debating(6, scenario=mini.with_everything(), weighting="seat")


def after(*commands: Command) -> Meeting:
    played = whole()
    for command in commands:
        played.do(command)
    return played


def moved(*seconders: str) -> Meeting:
    played = whole()
    played.moved(*seconders, text="The ferry is painted.")
    return played


OFFER = c.OfferBargain(by="s1", to="s2", ask="bridge", ask_choice="for", give="toll", give_choice="for")


def crossed() -> Meeting:
    """s1 has voted otherwise than their person believed."""
    played = whole()
    belief = played.assembly.role_of("s1").beliefs["bridge"].vote
    played.divide({"s1": "against" if belief == "for" else "for"}, method="show")
    return played


def closed_vote() -> Meeting:
    played = after(c.PutQuestion(by=TEACHER, question="bridge"))
    played.vote("s1", "for")
    played.close()
    return played


def in_recess() -> Meeting:
    played = whole()
    motion = played.moved("s2", kind="adjourn")
    played.decide(motion)
    return played


def citing() -> Meeting:
    return after(c.GiveFloor(by=TEACHER, seat="s1"))


def over() -> Meeting:
    played = whole()
    played.reach("debrief")
    return played


def waiting_text() -> Meeting:
    return after(c.ReadFirst(by=TEACHER, kind="statement"), c.LeaveStatement(by="s1", text="A bridge!"))


def planned() -> Meeting:
    played = over()
    played.do(c.PlanDebrief(by=TEACHER, questions=("d1",)))
    return played


def guessing() -> Meeting:
    played = over()
    played.do(c.ShowChapter(by=TEACHER, chapter="guess"))
    return played


def closed_session() -> Meeting:
    played = over()
    played.do(c.CloseSession(by=TEACHER))
    return played


def called_once() -> Meeting:
    played = calling()
    played.do(c.CallNext(by=TEACHER))
    return played


def a_step() -> Meeting:
    return after(c.LockDoors(by=TEACHER))


def officer(played: Meeting, office: str) -> str:
    roles = {seat: played.assembly.role_of(seat) for seat in played.assembly.order[:6]}
    return next(seat for seat, role in roles.items() if role and role.office == office)


Press = Command | Callable[[Meeting], Command]
TABLE: list[tuple[Callable[[], Meeting], Press]] = [
    (lobby, c.OpenSession(by=TEACHER)),
    (over, c.CloseSession(by=TEACHER)),
    (whole, c.FreeSeat(by=TEACHER, seat="s2")),
    (whole, c.AssignRole(by=TEACHER, seat="s2", role="hunter")),
    (whole, c.GiveChair(by=TEACHER, seat="s2")),
    (whole, c.LockDoors(by=TEACHER)),
    (whole, c.ReleaseCard(by=TEACHER, card="letter")),
    (lambda: after(c.LeaveStatement(by="s1", text="No!")), c.HideStatement(by=TEACHER, statement="t1")),
    (lambda: after(c.LeaveStatement(by="s1", text="No!")), c.TakeAway(by=TEACHER, text="t1")),
    (
        lambda: after(c.LeaveStatement(by="s1", text="No!"), c.TakeAway(by=TEACHER, text="t1")),
        c.TakeAway(by=TEACHER, text="t1", away=False),
    ),
    (whole, c.ReadFirst(by=TEACHER, kind="motion")),
    (waiting_text, c.LetThrough(by=TEACHER, text="t1")),
    (
        lambda: after(c.PutQuestion(by=TEACHER, question="bridge")),
        c.EnterVote(by=TEACHER, seat="s1", choice="for"),
    ),
    (counting, heads(aye=3, against=1)),
    (whole, c.SayToAll(by=TEACHER, text="Quiet, please.")),
    (whole, c.SetSilence(by=TEACHER, filled=True)),
    (whole, c.SetGrace(by=TEACHER, seconds=60)),
    (lambda: after(c.CallHelp(by="s1")), c.AnswerHelp(by=TEACHER, seat="s1")),
    (over, c.PlanDebrief(by=TEACHER, questions=("d2", "d1"))),
    (planned, c.ShowQuestion(by=TEACHER, question="d1")),
    (over, c.ShowChapter(by=TEACHER, chapter="halls")),
    (guessing, c.Guess(by=TEACHER, seat="s1", about="bridge", choice="carried")),
    (closed_session, c.ReopenSession(by=TEACHER)),
    (whole, c.AdvanceStage(by=TEACHER, stage="first-debate")),
    (whole, c.GiveFloor(by=TEACHER, seat="s1")),
    (speaking, c.GiveIntervention(by=TEACHER, seat="s2")),
    (speaking, c.EndTurn(by=TEACHER, seat="s1")),
    (whole, c.SetFloor(by=TEACHER, speech_seconds=50)),
    (lambda: moved("s2"), c.AdmitMotion(by=TEACHER, motion="m1")),
    (moved, c.RuleOut(by=TEACHER, motion="m1", reason="Not now.")),
    (lambda: two_motions(), c.OrderMotions(by=TEACHER, motions=("m2", "m1"))),
    (lambda: two_motions(), c.GroupMotions(by=TEACHER, motions=("m1", "m2"), name="Ferries")),
    (in_recess, c.EndRecess(by=TEACHER)),
    (whole, c.PutQuestion(by=TEACHER, question="bridge", seconds=60, hidden=True)),
    (whole, c.PutQuestion(by=TEACHER, question="bridge", calls="name")),
    (called_once, c.CallNext(by=TEACHER, seat="s1")),
    (lambda: after(c.PutQuestion(by=TEACHER, question="bridge")), c.CloseBallot(by=TEACHER)),
    (tied, c.GiveCastingVote(by=TEACHER, choice="against")),
    (lambda: level_for("board", ALL_LEVEL, tie="chair"), c.GiveCastingVote(by=TEACHER, choice="cy, bob")),
    (closed_vote, c.Reveal(by=TEACHER, step=1)),
    (closed_vote, c.Announce(by=TEACHER)),
    (whole, c.PutOnWall(by=TEACHER, what="question", which="bridge")),
    (whole, c.Pause(by=TEACHER)),
    (lambda: after(c.Pause(by=TEACHER)), c.Resume(by=TEACHER)),
    (a_step, lambda played: c.Undo(by=TEACHER, step=played.assembly.steps[-1].number)),
    # For a pupil without a device.
    (whole, c.RequestFloor(by=TEACHER, seat="s1")),
    (lambda: after(c.RequestFloor(by="s1")), c.WithdrawRequest(by=TEACHER, seat="s1")),
    (whole, c.Move(by=TEACHER, seat="s1", text="The ferry is painted.")),
    (whole, c.Move(by=TEACHER, seat="s1", kind="close_debate")),
    (moved, c.Second(by=TEACHER, seat="s2", motion="m1")),
    (moved, c.WithdrawMotion(by=TEACHER, seat="s1", motion="m1")),
    (whole, c.SetLeaning(by=TEACHER, seat="s1", question="bridge", value=1)),
    (whole, c.NameEnvoy(by=TEACHER, seat="s1", envoy="s1")),
    (whole, OFFER),
    (lambda: after(OFFER), c.AcceptBargain(by="s2", bargain="g1")),
    (lambda: after(OFFER), c.DropBargain(by="s2", bargain="g1")),
    (crossed, c.SayWhatMoved(by="s1", ballot="b1", what="mind")),
    (whole, c.CallHelp(by=TEACHER, seat="s1", text="Who am I?")),
    (citing, c.CiteDocument(by=TEACHER, seat="s1", document="petition")),
    (whole, c.AnswerCheck(by=TEACHER, seat="s1", question="river", option=1)),
    (whole, c.HandIn(by=TEACHER, seat="s1", task="essay", text="The miller gained.")),
    (over, c.Reflect(by=TEACHER, seat="s1", text="I would vote otherwise.")),
    (
        whole,
        lambda played: c.WriteHeadline(by=TEACHER, seat=officer(played, "press"), text="A bridge!"),
    ),
]


def two_motions() -> Meeting:
    played = moved()
    played.moved(by="s2", text="The quay is mended.")
    return played


def pressed(played: Meeting, press: Press) -> Command:
    return press if isinstance(press, Command) else press(played)


@pytest.mark.parametrize(("scene", "press"), TABLE)
def test_what_was_done_in_another_tab_is_done(scene, press):
    played = scene()
    command = pressed(played, press)
    assert played.do(command)
    done = played.assembly

    assert played.do(command) == []
    assert played.assembly is done


def test_the_table_has_every_command_of_the_desk():
    tried = {type(pressed(scene(), press)) for scene, press in TABLE}

    assert tried | set(OWN_KEY) == {kind for kind in c.COMMANDS.values() if kind.may & {TEACHER, HELPER}}
    assert tried.isdisjoint(OWN_KEY)


def test_a_motion_that_was_admitted_and_has_been_voted_on_since_was_admitted():
    played = whole()
    motion = played.admitted(text="The ferry is painted.")
    played.decide(motion)

    assert played.do(c.AdmitMotion(by=TEACHER, motion=motion)) == []


def test_what_was_done_otherwise_is_refused():
    """The same press after the opposite one: what was asked for is not so, and must not pass for done."""
    played = moved("s2")
    played.do(c.RuleOut(by=TEACHER, motion="m1", reason="Not now."))
    assert played.refusal(c.AdmitMotion(by=TEACHER, motion="m1")) == "motion_settled"
    assert played.refusal(c.WithdrawMotion(by="s1", motion="m1")) == "motion_settled"

    played = waiting_text()
    played.do(c.TakeAway(by=TEACHER, text="t1"))
    assert played.refusal(c.LetThrough(by=TEACHER, text="t1")) == "text_away"

    played = after(c.PutQuestion(by=TEACHER, question="bridge", method="show"))
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge", hidden=True)) == "ballot_open"
    assert played.refusal(c.PutQuestion(by=TEACHER, question="bridge", method="secret")) == "ballot_open"
    assert played.refusal(c.PutQuestion(by=TEACHER, question="toll")) == "ballot_open"

    played = tied()
    played.do(c.GiveCastingVote(by=TEACHER, choice="for"))
    assert played.refusal(c.GiveCastingVote(by=TEACHER, choice="against")) == "tie_decided"
