"""What is offered to be moved is what the rules take: for every seat, kind and subject, in sessions played at
random and in a few that are looked at closely."""

import os

from hypothesis import HealthCheck, settings

from debate import commands as c
from debate.commands import TEACHER
from debate.refusal import Refusal
from debate.rules.business.movable import PROBE, Movable, barred, movable
from debate.rules.business.procedure import PROCEDURE
from debate.rules.business.proposing import MOST_PENDING, may_move, move
from debate.rules.business.wording import text_of
from debate.scenario import PROCEDURAL_KINDS
from tests.support.rules.meeting import debating, lobby
from tests.support.rules.mini import with_everything
from tests.support.rules.playing import AnySession

EVERY = 6
"""So many commands between two comparisons: each tries some thousand motions."""


def taken(assembly, **motion):
    try:
        return bool(move(assembly, c.Move(**motion), 0))
    except Refusal:
        return False


def free(assembly, seat):
    """May this seat move anything at all?"""
    try:
        may_move(assembly, seat)
    except Refusal:
        return False
    return True


def passages(assembly, id, kind):
    """Where a text could be cut; for other motions nothing has to be said."""
    if PROCEDURE[kind].about != "text":
        return [""]
    words = text_of(assembly, id).split(" ")
    return [" ".join(words[n:]) for n in range(1, len(words))]


def tried(assembly, seat):
    """What the rules take from this seat, found by trying everything."""
    ids = ["", *(q.id for q in assembly.scenario.questions), *assembly.docket, "nothing"]
    found = {("main", "")} if taken(assembly, by=seat, text=PROBE) else set()
    found |= {("text", id) for id in ids if id and taken(assembly, by=seat, amends=id, text=PROBE)}
    return found | {
        (kind, id if PROCEDURE[kind].about else "")
        for kind in PROCEDURAL_KINDS
        for id in ids
        if any(taken(assembly, by=seat, kind=kind, about=id, passage=p) for p in passages(assembly, id, kind))
    }


def offered(assembly, seat, found):
    """The same as the pages offer it: what is for all, without what this seat is barred from."""
    if not free(assembly, seat):
        return set()
    rows = {("main", "")} if found.main else set()
    rows |= {("text", id) for id in found.texts}
    rows |= {(kind, id) for kind, about in found.procedural.items() for id in about or ("",)}
    return rows - {("reconsider", id) for id in barred(assembly, seat, found)}


class OffersWhatTheRulesTake(AnySession):
    def step(self, command, wait=1):
        super().step(command, wait)
        if self.steps % EVERY == 0:
            self.compare()

    def teardown(self):
        self.compare()

    def compare(self):
        found = movable(self.assembly)
        for seat in [seat.id for seat in self.assembly.seats.values() if seat.held_by == "pupil"]:
            assert offered(self.assembly, seat, found) == tried(self.assembly, seat), seat


TestOffersWhatTheRulesTake = OffersWhatTheRulesTake.TestCase
TestOffersWhatTheRulesTake.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "30")),
    stateful_step_count=30,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_whoever_lost_is_barred_from_asking_again_and_nobody_else():
    meeting = debating(4, weighting="seat", scenario=with_everything())
    meeting.divide({"s1": "for", "s2": "for", "s3": "against"}, question="bridge", method="show")
    carried = meeting.assembly.ballots["b1"].carried
    found = movable(meeting.assembly)

    lost = [seat for seat in ("s1", "s2", "s3") if barred(meeting.assembly, seat, found)]

    assert found.procedural["reconsider"] == ("bridge",)
    assert lost == (["s3"] if carried else ["s1", "s2"])


def test_a_motion_that_waits_is_not_offered_again():
    meeting = debating()
    assert "close_list" in movable(meeting.assembly).procedural

    meeting.do(c.Move(by="s1", kind="close_list"))

    assert "close_list" not in movable(meeting.assembly).procedural


def test_a_text_can_be_cut_as_long_as_a_place_is_left():
    meeting = debating(4, scenario=with_everything())
    text = text_of(meeting.assembly, "bridge")
    first = " ".join(text.split(" ")[1:])

    meeting.do(c.Move(by="s1", kind="divide", about="bridge", passage=first))

    assert movable(meeting.assembly).procedural["divide"] == ("bridge",)


def test_nothing_can_be_moved_in_the_lobby_or_in_a_pause():
    meeting = debating()
    meeting.do(c.Pause(by=TEACHER))

    assert movable(lobby(4).assembly) == Movable()
    assert movable(meeting.assembly) == movable(meeting.assembly)._replace(
        main=False, texts=(), procedural={}
    )


def test_a_seat_with_enough_motions_waiting_is_not_free_to_move():
    meeting = debating()
    for n in range(MOST_PENDING):
        meeting.do(c.Move(by="s1", text=f"Motion {n}."))

    assert not free(meeting.assembly, "s1")
    assert free(meeting.assembly, "s2")
