"""Whatever anybody asks for, in whatever order, what must hold holds: Hypothesis plays sessions at random.

Each method below is one sentence that is checked after every step. Seven more are checked in the step itself
(`stepping.py`): a refused command changes nothing and is explained; deciding is not a matter of luck; a
command repeated does no more; the house votes for its own seats only; after a pause every clock shows what
it showed before; motions move as they may; a step can be taken back at once. At the end of each session the
teacher still gets the meeting to its end.

The suite tries the same sessions every time. To try many others, at random:

    EXAMPLES=5000 python3 manage.py test tests/debate/test_random_play.py
"""

import os
from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant
from msgspec.structs import replace

from debate import events as e
from debate.assembly import Assembly, Ballot, Motion
from debate.ballots import METHODS
from debate.codec import decode, encode
from debate.commands import CLOCK, COMMANDS
from debate.decide import decide
from debate.evolve import evolve, fold
from debate.guide.now import now
from debate.guide.scene import scene
from debate.rules.business import proposing
from debate.rules.business.subjects import subject
from debate.rules.business.wording import text_of
from debate.rules.clocks import rings
from debate.rules.hall.speaking_order import queue
from debate.rules.voting import house
from tests.support.rules.asking import FIELDS
from tests.support.rules.offered import ASKS, asked_by, offered, offered_to_chair, pupils_of
from tests.support.rules.playing import AnySession
from tests.support.rules.sensible import way_home
from tests.support.rules.twin import PLANTED, seen, twin


class MustHold(AnySession):
    def __init__(self):
        super().__init__()
        self.closed: dict[str, Ballot] = {}
        self.numbers = (0, 0, 0, 0, 0)
        self.folded = Assembly(scenario=self.meeting.scenario)

    def teardown(self):
        assert fold(self.meeting.scenario, self.meeting.journal) == self.assembly
        self.it_comes_to_an_end()

    def it_comes_to_an_end(self):
        """However the meeting stands, it is not stuck: a teacher who goes on and on comes to its end."""
        for _ in range(40):
            if self.assembly.status in ("new", "closed"):
                return
            self.step(way_home(self.assembly))
        raise AssertionError("the meeting is stuck")

    @invariant()
    def the_state_is_the_fold_of_the_journal(self):
        for event in self.meeting.journal[self.folded.seq :]:
            self.folded = evolve(self.folded, event)
        assert self.folded == self.assembly
        assert self.assembly.seq == len(self.meeting.journal)

    @invariant()
    def every_event_survives_writing_and_reading(self):
        for event in self.meeting.journal[-8:]:
            assert decode(encode(event)) == event

    @invariant()
    def every_seat_has_one_vote(self):
        for ballot in self.assembly.ballots.values():
            given = {event.seat for event in self.given(ballot)}
            assert set(ballot.votes) == given | ballot.house | ballot.silent
            assert len(ballot.votes) == len(given) + len(ballot.house) + len(ballot.silent)
            assert set(ballot.votes) <= set(ballot.weights)

    @invariant()
    def the_tally_is_the_sum_of_the_votes(self):
        for ballot in self.assembly.ballots.values():
            tally = Counter(dict.fromkeys(ballot.tally, 0))
            shares = METHODS[ballot.method].shares
            last = {v.seat: v.choice for v in self.given(ballot) if isinstance(v, e.VoteCast)}
            if ballot.calls or not ballot.open:
                last |= {seat: ballot.votes[seat] for seat in ballot.house | ballot.silent}
            if not ballot.open:
                tally.update(ballot.bloc)
                tally.update(ballot.counted)
                for choice, slips in self.meeting.boxes.get(ballot.id, {}).items():
                    tally.update(shares(choice, slips))
            for seat, choice in last.items():
                tally.update(shares(choice, ballot.weights[seat]))
            assert ballot.tally == dict(tally)

    @invariant()
    def the_house_votes_as_its_persons_believed_or_goes_with_its_side(self):
        # Only of the latest ballot: persons may have changed seats since an earlier one.
        if (ballot := self.assembly.current) and not any(
            isinstance(event, e.RolesSwapped) and event.at >= ballot.put_at for event in self.meeting.journal
        ):
            for seat in ballot.house:
                person = self.assembly.seats[seat]
                is_as_believed = ballot.votes[seat] == house.vote(self.assembly, person, ballot)
                assert is_as_believed != (seat in ballot.followed)

    @invariant()
    def nothing_of_a_ballot_changes_after_its_close(self):
        for id, ballot in self.assembly.ballots.items():
            if ballot.open:
                self.closed.pop(id, None)  # Its close was undone.
            else:
                carried = None if ballot.tie == "chair" else ballot.carried
                counted = replace(ballot, revealed=0, announced=False, reconsidered=False, carried=carried)
                assert self.closed.setdefault(id, counted) == counted

    @invariant()
    def one_ballot_is_open_at_a_time(self):
        closes = {event.ballot for event in self.meeting.happened(e.BallotClosed)}
        assert {b.id for b in self.assembly.ballots.values() if not b.open} <= closes
        assert sum(b.open for b in self.assembly.ballots.values()) <= 1

    @invariant()
    def the_clock_closes_no_ballot_early(self):
        for ballot in self.assembly.ballots.values():
            if not ballot.open:
                closed = [x for x in self.meeting.happened(e.BallotClosed) if x.ballot == ballot.id][-1]
                assert closed.by != CLOCK or closed.at >= ballot.closes_at

    @invariant()
    def a_question_is_decided_once(self):
        """A second ballot is for places that the one before it has left open."""
        straw = {question.id for question in self.meeting.scenario.questions if question.straw}
        decided: dict[str, Ballot] = {}
        for ballot in self.assembly.in_order():
            if ballot.open or ballot.reconsidered or ballot.question in straw:
                continue
            if before := decided.get(ballot.question):
                assert ballot.elects == before.places > 0
                assert ballot.elected == (*before.elected, *before.winners)
                assert not set(ballot.elected) & set(ballot.alternatives)
            decided[ballot.question] = ballot

    @invariant()
    def blocs_add_up_to_the_record(self):
        for ballot in self.assembly.ballots.values():
            record = subject(self.assembly, ballot.question).record
            in_hall = sum(ballot.weights.values()) + sum(ballot.bloc.values())
            assert in_hall == ballot.members
            if ballot.behind:
                assert ballot.weights == {head: sum(w.values()) for head, w in ballot.behind.items()}
            elif self.assembly.weighting == "seat" or not METHODS[ballot.method].weighted:
                assert set(ballot.weights.values()) == {1}
                assert not ballot.bloc
            if record and self.assembly.weighting == "bloc" and METHODS[ballot.method].weighted:
                assert in_hall == sum(record.figures.values())

    @invariant()
    def one_person_speaks_at_a_time(self):
        if self.meeting.happened(e.StepUndone):
            return  # What the journal says in its order is no longer what stands.
        speaker = ""
        for event in self.meeting.journal:
            if isinstance(event, e.FloorGiven):
                assert not speaker
                speaker = event.seat
            elif isinstance(event, e.TurnEnded):
                assert event.seat == speaker
                speaker = ""
        assert self.assembly.floor.speaker == speaker
        ended = (*self.meeting.happened(e.TurnEnded), *self.meeting.happened(e.InterventionEnded))
        assert len(self.assembly.speeches) == len(ended)

    @invariant()
    def a_word_is_put_in_only_while_somebody_speaks(self):
        floor = self.assembly.floor
        assert floor.intervention is None or floor.speaker
        assert all(speech.ended >= speech.began for speech in self.assembly.speeches.values())

    @invariant()
    def the_list_is_called_in_some_order_and_nobody_is_forgotten(self):
        waiting = sorted(self.assembly.floor.requests, key=lambda request: request.seat)
        assert sorted(queue(self.assembly), key=lambda request: request.seat) == waiting

    @invariant()
    def motions_are_where_their_history_has_brought_them(self):
        for motion in self.assembly.motions.values():
            decided = proposing.decided_in(self.assembly, motion.id)
            if motion.state in ("carried", "lost"):
                assert decided.carried == (motion.state == "carried")
                assert decided.announced
            if motion.state in ("withdrawn", "ruled_out"):
                assert decided is None
            assert motion.kind == "part" or motion.seat not in motion.seconders
            assert len(set(motion.seconders)) == len(motion.seconders)
        assert sorted(self.assembly.docket) == sorted(self.assembly.motions)

    @invariant()
    def every_text_is_what_its_amendments_have_made_of_it(self):
        texts = {q.id: q.wording for q in self.meeting.scenario.questions if q.wording}
        texts |= {m.id: m.text for m in self.assembly.motions.values() if m.kind == "main"}
        for ballot in self.assembly.in_order():
            motion = self.assembly.motions.get(ballot.question)
            if motion and motion.amends and ballot.announced:
                texts[motion.amends] = worked_in(texts[motion.amends], motion, ballot.carried)
        assert texts == {id: text_of(self.assembly, id) for id in texts}

    @invariant()
    def numbers_only_grow(self):
        a = self.assembly
        numbers = (a.seq, a.ballots_put, a.motions_moved, len(a.statements), len(a.lines))
        assert all(now >= before for now, before in zip(numbers, self.numbers, strict=True))
        self.numbers = numbers
        assert all(int(id[1:]) <= a.ballots_put for id in a.ballots)
        assert all(int(id[1:]) <= a.motions_moved for id in a.motions)

    @invariant()
    def parts_fit_their_text(self):
        for motion in self.assembly.motions.values():
            if motion.kind == "part" and motion.state == "admitted":
                assert motion.text in text_of(self.assembly, motion.amends)

    @invariant()
    def the_roll_is_called_in_its_order(self):
        for ballot in self.assembly.ballots.values():
            assert len(set(ballot.calls)) == len(ballot.calls)
            if ballot.called:
                assert ballot.calls[ballot.roll - 1] == ballot.called
            called = [x.seat for x in self.meeting.happened(e.SeatCalled) if x.ballot == ballot.id]
            assert len(set(called)) == len(called) or self.meeting.happened(e.StepUndone)
            if ballot.calls:
                assert set(ballot.votes) <= set(ballot.calls[: ballot.roll]) or not ballot.open

    @invariant()
    def every_clock_that_rings_does_its_work_and_is_then_silent(self):
        # A bell that were refused, or rang on, would ring for ever.
        assembly = self.assembly
        while clock := rings(assembly):
            assert assembly.status == "open"
            moment, command = clock
            facts = decide(assembly, self.with_slips(command), max(moment, self.meeting.at))
            for fact in facts:
                assembly = evolve(assembly, fact)
            assert rings(assembly) != clock

    @invariant()
    def envoys_speak_for_their_own(self):
        for faction, seat in self.assembly.envoys.items():
            assert self.assembly.seats[seat].faction == faction
            assert self.assembly.seats[seat].held_by == "pupil"

    @invariant()
    def nobody_is_on_the_list_twice_or_speaks_from_it(self):
        waiting = [request.seat for request in self.assembly.floor.requests]
        assert len(waiting) == len(set(waiting))
        assert self.assembly.floor.speaker not in waiting

    @invariant()
    def everybody_has_one_seat_and_one_person(self):
        persons = [seat.role for seat in self.assembly.seats.values() if seat.role]
        assert len(persons) == len(set(persons))
        assert all(id == seat.id for id, seat in self.assembly.seats.items())
        for seat in self.assembly.seats.values():
            assert seat.held_by in ("pupil", "house" if seat.kept else "nobody")

    @invariant()
    def the_chair_is_the_teacher_or_a_pupil(self):
        chair = self.assembly.chair
        assert not chair or self.assembly.seats[chair].held_by == "pupil"

    @invariant()
    def nothing_happens_after_the_end(self):
        over = False
        for event in self.meeting.journal:
            assert not over or isinstance(event, (*AFTER, e.SessionReopened))
            over = isinstance(event, e.SessionClosed) or (over and not isinstance(event, e.SessionReopened))
        assert over == (self.assembly.status == "closed")

    @invariant()
    def a_secret_vote_is_nowhere_but_in_the_box(self):
        for ballot in self.assembly.ballots.values():
            if METHODS[ballot.method].sealed:
                assert all(isinstance(event, e.SlipHandedIn) for event in self.given(ballot))
                assert {v for seat, v in ballot.votes.items() if seat not in ballot.house} <= {"sealed"}

    @invariant()
    def what_is_due_from_somebody_is_taken_from_them(self):
        if (clock := rings(self.assembly)) and clock[0] <= self.meeting.at:
            return  # It rings in this moment: what it ends can be pressed no more.
        for seat in pupils_of(self.assembly):
            for command in offered(self.assembly, seat):
                decide(self.assembly, command, self.meeting.at)

    @invariant()
    def what_the_chair_is_offered_is_taken_from_them(self):
        if (clock := rings(self.assembly)) and clock[0] <= self.meeting.at:
            return
        for command in offered_to_chair(self.assembly, self.meeting.at):
            decide(self.assembly, self.with_slips(command), self.meeting.at)

    @invariant()
    def what_the_wall_asks_of_somebody_is_due_from_them(self):
        if self.assembly.status == "new":
            return
        shown = scene(self.assembly)
        for seat in asked_by(self.assembly, shown):
            assert now(self.assembly, seat).kind in ASKS[shown.kind]

    @invariant()
    def nobody_sees_what_they_may_not(self):
        if self.assembly.status == "new":
            return
        order = self.assembly.order
        pupil, other = order[self.steps % len(order)], order[self.steps % 4]
        for audience, seat in (("teach", ""), ("screen", ""), ("seat", pupil), ("seat", other)):
            other_world = seen(twin(self.assembly, audience, seat), audience, seat)
            assert PLANTED not in other_world
            assert other_world == seen(self.assembly, audience, seat)

    def given(self, ballot: Ballot) -> list[e.VoteCast | e.SlipHandedIn]:
        """What pupils have given in this ballot, in order."""
        kinds = (e.VoteCast, e.SlipHandedIn)
        return [x for x in self.meeting.journal if isinstance(x, kinds) and x.ballot == ballot.id]


AFTER = (e.TextTakenAway, e.NameTakenAway)
"""What may happen after the end."""


def worked_in(text: str, motion: Motion, carried: bool) -> str:
    """The text after an amendment was carried, or a part lost; told in other words than the rules have."""
    found, words = motion.passage, motion.text
    if motion.kind == "part":
        found, words, carried = motion.text, "", not carried
    elif motion.how == "insert":
        words = f"{found} {words}"
    elif motion.how == "strike" and f" {found}" in text:
        found = f" {found}"
    if carried and not found:
        text += words
    elif carried and (text.count(found) == 1 or motion.kind == "part"):
        text = text.replace(found, words, 1)
    return " ".join(text.split())


def test_every_command_is_tried():
    assert set(FIELDS) == set(COMMANDS.values())


TestMustHold = MustHold.TestCase
TestMustHold.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "200")),
    stateful_step_count=40,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
