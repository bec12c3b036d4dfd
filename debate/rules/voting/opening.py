"""Putting questions to the vote: whether this is the moment, and with what rules and weights.

Who may vote and with what weight is fixed when the question is put, and written into the journal with it.
"""

from immutables import Map
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.ballots.thresholds import quorate
from debate.ids import QuestionId, ballot_id
from debate.refusal import Refusal
from debate.rules.business.agenda import permits, speech_ended
from debate.rules.business.effects import announced
from debate.rules.business.motions import enough_support
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.proposing import open_text
from debate.rules.business.subjects import subject
from debate.rules.business.wording import amended, divided, text_of
from debate.rules.voting.entitled import blocs, entitled
from debate.rules.voting.roll import in_order
from debate.scenario import CHOICES, MethodName, Question
from debate.topic import Changes, Rules

LONGEST_BALLOT = 3600
"""Seconds."""


def put(assembly: Assembly, command: c.PutQuestion, at: int) -> list[e.Fact]:
    """What the meeting has moved takes effect before the next question is put; and a result is read out
    before the same question is put for the places it has left open. It ends the speech, or the floor would be
    somebody's who votes; a vote on procedure comes in between, and its speaker goes on."""
    if (current := assembly.current) and current.open:
        if _is_before_the_meeting(assembly, current, command):
            return []
        raise Refusal("ballot_open")
    if current and current.tied:
        raise Refusal("tie_waits")
    unread = [b for b in assembly.in_order() if not b.announced and b.question in assembly.motions]
    facts, assembly = announced(assembly, unread, at)
    question = _question(assembly, command)
    if (before := assembly.left_open(question.id)) and not before.announced:
        read_out, assembly = announced(assembly, [before], at)
        facts += read_out
    _may_be_put(assembly, question)
    spoken = [] if _on_procedure(assembly, question) else speech_ended(assembly, at)
    return [*spoken, *facts, _put(assembly, question, command, at)]


def _on_procedure(assembly: Assembly, question: Question) -> bool:
    motion = assembly.motions.get(question.id)
    return motion is not None and motion.kind in PROCEDURE


def can_be_put(assembly: Assembly, id: QuestionId) -> bool:
    """Is this the moment for this question or motion? (The quorum is counted when it is put.)"""
    question = subject(assembly, id)
    if question is None:
        return False
    try:
        _may_be_put(assembly, question)
    except Refusal:
        return False
    return True


def _may_be_put(assembly: Assembly, question: Question) -> None:
    """Raises Refusal when this is not the moment for this question or motion."""
    may, motion = permits(assembly), assembly.motions.get(question.id)
    procedural = _on_procedure(assembly, question)
    if not (may.questions or (may.straw_polls and question.straw) or (may.motions and procedural)):
        raise Refusal("no_questions_now")
    if question.id in assembly.results() and not assembly.left_open(question.id):
        raise Refusal("already_decided")
    if number := _to_come_first(assembly, question.id):
        raise Refusal("amendments_first", number=number)
    if motion is None:
        return
    if not motion.pending:
        raise Refusal("motion_settled")
    enough_support(assembly, motion)
    if motion.state != "admitted" and not procedural:
        raise Refusal("not_admitted")
    if motion.kind == "divide":
        divided(open_text(assembly, motion.about), motion.passage)
    if motion.amends:
        text = open_text(assembly, motion.amends)
        if motion.kind == "amendment":
            amended(text, motion.how, motion.passage, motion.text)


def _to_come_first(assembly: Assembly, id: QuestionId) -> int:
    """How many amendments and parts are voted on before this question or motion. All of them come before
    their text, and before it is divided; an amendment waits for parts, which would no longer fit the text.
    Nobody waits for an amendment whose place in the text is gone."""
    motion = assembly.motions.get(id)
    text, kinds = id, {"amendment", "part"}
    if motion and motion.kind == "divide":
        text = motion.about
    elif motion and motion.kind == "amendment":
        text, kinds = motion.amends, {"part"}
    settled = assembly.settled()
    return sum(
        m.kind == "part" or _fits(assembly, m)
        for m in assembly.motions.values()
        if m.amends == text
        and m.kind in kinds
        and m.state == "admitted"
        and m.pending
        and m.id not in settled
    )


def _fits(assembly: Assembly, amendment: Motion) -> bool:
    """Does what it would change still stand in the text?"""
    text, place = text_of(assembly, amendment.amends), amendment.passage
    return text.count(place) == 1 if place else bool(text)


def _put(assembly: Assembly, question: Question, command: c.PutQuestion, at: int) -> e.QuestionPut:
    seconds = question.seconds if command.seconds is None else command.seconds
    if not 0 <= seconds <= LONGEST_BALLOT:
        raise Refusal("ballot_length", most=LONGEST_BALLOT)
    name = _method(assembly, question, command)
    may = entitled(assembly, question, name)
    if not quorate(question.quorum, may.present, may.members):
        raise Refusal("no_quorum", present=may.present, members=may.members)
    weights, behind = may.weights, blocs(assembly, may.weights) if METHODS[name].of_blocs else {}
    if behind:
        weights = {head: sum(seats.values()) for head, seats in behind.items()}
    before = assembly.left_open(question.id)
    elected = (*before.elected, *before.winners) if before else ()
    return e.QuestionPut(
        at=at,
        ballot=ballot_id(assembly.ballots_put + 1),
        question=question.id,
        method=name,
        threshold=command.threshold or question.threshold,
        # A roll that is called ends when everybody has been called.
        closes_at=at + seconds * 1000 if seconds and not command.calls else None,
        weights=weights,
        bloc=may.bloc,
        present=may.present,
        members=may.members,
        tie=command.tie or question.tie,
        hidden=command.hidden,
        alternatives=tuple(a.id for a in question.alternatives if a.id not in elected),
        elects=before.places if before else question.elects,
        behind=behind,
        calls=in_order(assembly, tuple(weights), command.calls) if command.calls else (),
        elimination="one_by_one",
        elected=elected,
        warns=not command.closes,
        units=may.units,
        veto=may.veto,
        absent=may.absent,
    )


def _method(assembly: Assembly, question: Question, command: c.PutQuestion) -> MethodName:
    """As the meeting has resolved, else as the chair says, else as the scenario has it. Raises Refusal."""
    fitting = methods(assembly, question)
    usual = usual_method(assembly, question)
    # What is put by unit stays so when the roll is called.
    called = next((name for name in (usual, *fitting) if METHODS[name].called), usual)
    name = assembly.methods.get(question.id) or command.method or (called if command.calls else usual)
    if name not in fitting:
        raise Refusal("wrong_method")
    if command.calls and not METHODS[name].called:
        raise Refusal("roll_call_only")
    return name


def usual_method(assembly: Assembly, question: Question) -> MethodName:
    """How it is voted on if the chair says nothing."""
    return assembly.methods.get(question.id) or question.method


def methods(assembly: Assembly, question: Question) -> list[MethodName]:
    """The ways of voting that fit this question: yes or no, or a choice among alternatives for as many places
    as are open. Who has a veto is seen; and what has one vote, the standing orders say."""
    before = assembly.left_open(question.id)
    several = (before.places if before else question.elects) > 1
    return [
        name
        for name, method in METHODS.items()
        if method.alternatives == bool(question.alternatives)
        and not (several and method.one_place)
        and not (method.of_units and not assembly.scenario.standing_orders.unit)
        and not (question.veto and (method.sealed or method.by_hand or method.of_blocs))
    ]


def _is_before_the_meeting(assembly: Assembly, ballot: Ballot, command: c.PutQuestion) -> bool:
    """Is this what was put, in the same way? Its clock may have got more time since."""
    method = assembly.methods.get(ballot.question) or command.method
    return (
        _wanted(assembly, command) == ballot.question
        and method in (None, ballot.method)
        and command.threshold in (None, ballot.threshold)
        and command.tie in (None, ballot.tie)
        and command.hidden == ballot.hidden
        and bool(command.calls) == bool(ballot.calls)
    )


def _wanted(assembly: Assembly, command: c.PutQuestion) -> QuestionId | None:
    return command.motion or command.question or (assembly.now.question if assembly.now else None)


def _question(assembly: Assembly, command: c.PutQuestion) -> Question:
    wanted = _wanted(assembly, command)
    if wanted is None:
        raise Refusal("which_question")
    found = subject(assembly, wanted)
    if found is None and command.motion:
        raise Refusal("no_such_motion")
    if found is None:
        raise Refusal("no_such_question")
    return found


def question_put(assembly: Assembly, event: e.QuestionPut) -> Assembly:
    ballot = Ballot(
        id=event.ballot,
        question=event.question,
        method=event.method,
        threshold=event.threshold,
        put_at=event.at,
        closes_at=event.closes_at,
        weights=event.weights,
        bloc=event.bloc,
        present=event.present,
        members=event.members,
        tie=event.tie,
        hidden=event.hidden,
        alternatives=event.alternatives,
        elects=event.elects,
        behind=event.behind,
        calls=event.calls,
        elimination=event.elimination,
        elected=event.elected,
        warns=event.warns,
        units=event.units,
        veto=event.veto,
        absent=event.absent,
        seating=assembly.seats,
        votes=Map(),
        tally=_empty(event),
    )
    return replace(
        assembly,
        ballots=assembly.ballots.set(ballot.id, ballot),
        ballots_put=int(ballot.id[1:]),
        ballot=ballot.id,
    )


def _empty(event: e.QuestionPut) -> dict[str, int]:
    """The count before the first vote. Rankings are not known beforehand."""
    if event.method == "ranked":
        return {}
    return dict.fromkeys(event.alternatives or CHOICES, 0)


RULES: Rules = {c.PutQuestion: put}
CHANGES: Changes = {e.QuestionPut: question_put}
