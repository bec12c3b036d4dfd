"""Whatever anybody asks for, in whatever order, what must hold holds: Hypothesis plays sessions at random.

Each method below is one sentence that is checked after every step. Five more are checked in the step itself
(`playing.py`): a refused command changes nothing and is explained; deciding is not a matter of luck; a
command repeated does no more; the house votes for its own seats only; after a pause every clock shows what
it showed before.

The suite tries the same sessions every time. To try many others, at random:

    EXAMPLES=5000 python3 manage.py test tests/debate/test_machine.py
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant
from msgspec.structs import replace

from debate import events as e
from debate.assembly import Ballot
from debate.ballots import METHODS
from debate.codec import decode, encode
from debate.commands import CLOCK
from debate.decide import MAY
from debate.evolve import fold
from debate.house import recorded_vote
from debate.scenario import CHOICES
from tests.debate.asking import FIELDS
from tests.debate.playing import AnySession
from tests.debate.twin import PLANTED, seen, twin


class MustHold(AnySession):
    def __init__(self):
        super().__init__()
        self.closed: dict[str, Ballot] = {}

    @invariant()
    def the_state_is_the_fold_of_the_journal(self):
        assert fold(self.meeting.scenario, self.meeting.journal) == self.assembly
        assert self.assembly.seq == len(self.meeting.journal)

    @invariant()
    def every_event_survives_writing_and_reading(self):
        for event in self.meeting.journal[-8:]:
            assert decode(encode(event)) == event

    @invariant()
    def every_seat_has_one_vote(self):
        for ballot in self.assembly.ballots.values():
            given = {event.seat for event in self.given(ballot)}
            assert set(ballot.votes) == given | ballot.house
            assert given.isdisjoint(ballot.house)
            assert set(ballot.votes) <= set(ballot.weights)

    @invariant()
    def the_tally_is_the_sum_of_the_votes(self):
        for ballot in self.assembly.ballots.values():
            tally = dict.fromkeys(CHOICES, 0)
            last = {v.seat: v.choice for v in self.given(ballot) if isinstance(v, e.VoteCast)}
            if not ballot.open:
                last |= {seat: ballot.votes[seat] for seat in ballot.house}
                for choice in CHOICES:
                    slips = self.meeting.boxes.get(ballot.id, {}).get(choice, 0)
                    tally[choice] += ballot.bloc.get(choice, 0) + slips
            for seat, choice in last.items():
                tally[choice] += ballot.weights[seat]
            assert ballot.tally == tally

    @invariant()
    def the_house_votes_as_the_record_says(self):
        # Only of the latest ballot: persons may have changed seats since an earlier one.
        if (ballot := self.assembly.current) and not any(
            isinstance(event, e.RolesSwapped) and event.at >= ballot.put_at for event in self.meeting.journal
        ):
            for seat in ballot.house:
                person = self.assembly.seats[seat]
                assert ballot.votes[seat] == recorded_vote(self.meeting.scenario, person, ballot.question)

    @invariant()
    def nothing_of_a_ballot_changes_after_its_close(self):
        for id, ballot in self.assembly.ballots.items():
            if not ballot.open:
                counted = replace(ballot, announced=False)
                assert self.closed.setdefault(id, counted) == counted

    @invariant()
    def a_ballot_closes_once(self):
        closes = [event.ballot for event in self.meeting.happened(e.BallotClosed)]
        assert len(closes) == len(set(closes))
        assert set(closes) == {b.id for b in self.assembly.ballots.values() if not b.open}
        assert sum(b.open for b in self.assembly.ballots.values()) <= 1

    @invariant()
    def the_clock_closes_no_ballot_early(self):
        for ballot in self.assembly.ballots.values():
            if not ballot.open:
                closed = next(x for x in self.meeting.happened(e.BallotClosed) if x.ballot == ballot.id)
                assert closed.by != CLOCK or closed.at >= ballot.closes_at

    @invariant()
    def a_question_is_decided_once(self):
        decided = [b.question for b in self.assembly.ballots.values() if not b.open]
        assert len(decided) == len(set(decided))

    @invariant()
    def blocs_add_up_to_the_record(self):
        for ballot in self.assembly.ballots.values():
            record = self.meeting.scenario.question(ballot.question).record
            in_hall = sum(ballot.weights.values()) + sum(ballot.bloc.values())
            assert in_hall == ballot.members
            if self.assembly.weighting == "seat" or not METHODS[ballot.method].weighted:
                assert set(ballot.weights.values()) == {1}
                assert not ballot.bloc
            elif record:
                assert in_hall == sum(record.figures.values())

    @invariant()
    def one_person_speaks_at_a_time(self):
        speaker = ""
        for event in self.meeting.journal:
            if isinstance(event, e.FloorGiven):
                assert not speaker
                speaker = event.seat
            elif isinstance(event, e.TurnEnded):
                assert event.seat == speaker
                speaker = ""
        assert self.assembly.floor.speaker == speaker
        assert len(self.assembly.speeches) == len(self.meeting.happened(e.TurnEnded))

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
        if self.meeting.happened(e.SessionClosed):
            assert isinstance(self.meeting.journal[-1], e.SessionClosed)
            assert self.assembly.status == "closed"

    @invariant()
    def a_secret_vote_is_nowhere_but_in_the_box(self):
        for ballot in self.assembly.ballots.values():
            if ballot.method == "secret":
                assert all(isinstance(event, e.SlipHandedIn) for event in self.given(ballot))
                assert {v for seat, v in ballot.votes.items() if seat not in ballot.house} <= {"sealed"}

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


def test_every_command_is_tried():
    assert set(FIELDS) == set(MAY)


TestMustHold = MustHold.TestCase
TestMustHold.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "200")),
    stateful_step_count=40,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
