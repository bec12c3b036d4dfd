"""A session gone back and forth in: every place is the fold of what came before it, for every audience."""

import os
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import rule
from msgspec.structs import replace

from debate import codec
from debate import commands as c
from debate import events as e
from debate.commands import DOOR, TEACHER
from debate.evolve import fold
from debate.prover.playout import play
from debate.refusal import Refusal
from game import parts
from game.replay import tape as tapes
from game.replay.apart import apart
from game.replay.beside import SideBySide, landmarks
from game.replay.lens import Lens, Onlooker, chosen
from game.replay.packed import difference, histories, looks_alike
from game.replay.scene import COLUMNS, Watched
from game.replay.tape import Tape
from game.standing import Standing
from tests.support.rules import mini
from tests.support.rules.meeting import debating, lobby
from tests.support.rules.playing import AnySession

EXAMPLES = int(os.environ.get("EXAMPLES", "25"))
HOW = settings(
    max_examples=EXAMPLES,
    stateful_step_count=30,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class AsItWasLive(AnySession):
    """Whatever is played: the replay shows an audience at each step what that audience was shown then."""

    def step(self, command, wait=1):
        before, was = len(self.meeting.journal), self.assembly
        super().step(command, wait)
        if was.seq and looks_alike(was, self.assembly):
            assert hall(was) == hall(self.assembly), self.meeting.journal[before:]
        if not hasattr(self, "live"):
            self.live = {}
        if len(self.meeting.journal) > before:
            self.live[self.assembly.seq] = live(self.assembly)

    @rule()
    def the_class_looks_back(self):
        pass  # so that a session may end anywhere

    def teardown(self):
        if not getattr(self, "live", None):
            return
        tape = Tape(self.assembly.scenario, self.meeting.journal)
        for seq, seen in self.live.items():
            assert tape.seek(seq) == fold(tape.scenario, tape.events[:seq])
            for (audience, seat), slices in seen.items():
                if audience == "seat" and seq < tape.sat.get(seat, 1):
                    continue
                assert Watched(tape, Lens(audience, seat), "MILBRK").shown(seq) == replayed(slices, audience)


def live(assembly):
    """What wall, desk and two seats are shown now, by the very functions that pages and pushes use."""
    now = Standing(code="MILBRK", assembly=assembly)
    hall = now.shown_to("screen")
    seen = {
        ("teach", ""): dict(parts.shared_slices(now, "teach")),
        ("screen", ""): {("screen", part.target): part.shows(hall) for part in parts.HALL},
    }
    for seat in [id for id in assembly.order if assembly.seats[id].held_by == "pupil"][:2]:
        own = dict(parts.personal_slices(now, seat))
        voiced = parts.voiced_slices(now, parts.has_voice(now, seat))
        seen["seat", seat] = parts.shared_slices(now, "seat") | voiced | own
    return seen


def hall(assembly):
    return parts.shared_slices(Standing(code="MILBRK", assembly=assembly), "screen")


def replayed(slices, audience):
    wanted = {"stage", *(target for column in COLUMNS[audience] for target in column)}
    return {key: shown for key, shown in slices.items() if key[1] in wanted}


TestAsItWasLive = AsItWasLive.TestCase
TestAsItWasLive.settings = HOW


@pytest.fixture(scope="module")
def house():
    return play(mini.scenario(), pupils=5, voter=lambda seat, question: "against")


@given(data=st.data(), every=st.sampled_from((1, 2, 7, 256)))
@settings(parent=HOW, max_examples=60)
def test_every_place_is_the_fold_of_what_came_before(data, every, house):
    was, tapes.EVERY = tapes.EVERY, every
    try:
        cut = data.draw(st.integers(0, len(house.events)))
        tape = Tape(house.assembly.scenario, house.events[:cut])
        tape.grow(house.events[cut:])

        seq = data.draw(st.integers(0, tape.head))

        assert codec.digest(tape.seek(seq)) == codec.digest(fold(tape.scenario, house.events[:seq]))
    finally:
        tapes.EVERY = was


def test_a_tape_that_grew_is_the_tape_made_at_once(house):
    whole = Tape(house.assembly.scenario, house.events)
    grown = Tape(house.assembly.scenario)

    for event in house.events:
        grown.grow([event])

    assert (grown.chapters, grown.marks, grown.moments()) == (whole.chapters, whole.marks, whole.moments())
    assert grown.end == whole.end == house.assembly


def test_what_changed_is_all_that_changed(house):
    watched = Watched(Tape(house.assembly.scenario, house.events), Lens())
    shown = watched.page(1, "en")

    for at in range(2, watched.tape.head + 1):
        changed = watched.changed(at - 1, at, "en")
        shown |= changed
        assert shown == watched.page(at, "en")


@pytest.mark.parametrize("lens", [Lens("seat", "s1"), Lens("teach")])
def test_nothing_in_a_replay_can_be_sent(lens, house):
    watched = Watched(Tape(house.assembly.scenario, house.events), lens, "MILBRK")
    forms = 0

    for step in range(1, watched.tape.head + 1):
        for html in watched.page(step, "en").values():
            assert not re.search(r"<form|</form|\saction=|data-live|formaction", html)
            assert html.count("<fieldset") == html.count("</fieldset")
            forms += html.count("<fieldset disabled")

    assert forms > 50


def test_the_parts_of_a_second_meeting_have_names_of_their_own(house):
    watched = Watched(Tape(house.assembly.scenario, house.events), Lens(), compared=True)

    for html in watched.page(20, "en").values():
        second = apart(html)
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert re.findall(r'\sid="([^"]*)"', second) == [f"beside-{id}" for id in ids]
        assert "<section" not in second
        for named in re.findall(r'aria-labelledby="([^"]*)"', second):
            assert f'id="{named}"' in second


def test_the_file_s_frames_are_the_pages(house):
    watched = Watched(Tape(house.assembly.scenario, house.events), Lens())
    found = histories(watched, "en")
    texts = {target: written(row.versions) for target, row in found.items()}

    for step in range(1, watched.tape.head + 1):
        shown = {
            target: texts[target][max(shows for shows in row.shows if shows[0] <= step)[1]]
            for target, row in found.items()
        }
        assert shown == watched.page(step, "en")


def written(versions):
    """As the script in the file puts them together again."""
    texts, text = [], ""
    for start, end, between in versions:
        text = text[:start] + between + (text[-end:] if end else "")
        texts.append(text)
    return texts


@given(old=st.text("ab<é🙂", max_size=12), new=st.text("ab<é🙂", max_size=12))
def test_a_difference_makes_the_new_text_of_the_old_one(old, new):
    assert written([difference("", old), difference(old, new)]) == [old, new]


def test_a_step_that_was_undone_stays_in_the_table_of_contents_and_says_so():
    meeting = debating()
    meeting.do(c.AdvanceStage(by=TEACHER))
    entered = meeting.assembly.seq
    meeting.do(c.Undo(by=TEACHER))

    tape = Tape(meeting.assembly.scenario, meeting.journal)

    struck = [chapter for chapter in tape.chapters if chapter.undone]
    assert [(chapter.kind, chapter.seq) for chapter in struck] == [("stage", entered)]
    assert tape.chapters[-1].kind == "undone"
    assert tape.seek(entered).stage != tape.end.stage == tape.seek(entered - 2).stage


def test_marks_of_steps_are_stepped_over():
    meeting = debating()
    before = meeting.assembly.seq
    meeting.do(c.GiveFloor(by=TEACHER, seat="s1"))

    tape = Tape(meeting.assembly.scenario, meeting.journal)

    assert before + 1 in tape.marks
    assert tape.beside(before, 1) == before + 2
    assert tape.beside(before + 2, -1) == before
    assert tape.beside(tape.head, 1) == tape.head
    assert tape.beside(1, -1) == 1


def test_a_lobby_that_waited_overnight_takes_a_minute_of_the_slider(house):
    day = 24 * 3600 * 1000
    seated = next(n for n, event in enumerate(house.events) if isinstance(event, e.SeatTaken))
    events = [*house.events[:seated], *(replace(x, at=x.at + day) for x in house.events[seated:])]

    tape = Tape(house.assembly.scenario, events)

    assert tape.moment(seated + 1) - tape.moment(seated) == tapes.LONGEST_WAIT
    assert tape.when(tape.head) == events[-1].at


def test_the_place_in_time_is_the_last_thing_that_had_happened(house):
    tape = Tape(house.assembly.scenario, house.events)

    for seq in range(1, tape.head + 1):
        reached = tape.reached(tape.moment(seq))
        assert reached >= seq
        assert tape.moment(reached) == tape.moment(seq)
    assert tape.reached(0) == 1


def test_a_pupil_sees_a_seat_from_when_they_sat_down_in_it():
    meeting = debating()
    meeting.do(c.FreeSeat(by=TEACHER, seat="s1"))
    meeting.do(c.TakeSeat(by=DOOR, seat="s1"))
    tape = Tape(meeting.assembly.scenario, meeting.journal)
    lens = chosen("seat", Onlooker(seat="s1"), tape)

    before = Watched(tape, lens).shown(tape.head - 1)
    after = Watched(tape, lens).shown(tape.head)

    assert lens.since == tape.head
    assert {shown for key, shown in before.items() if key[0] == "me"} == {None}
    assert all(shown is not None for shown in after.values())
    assert before.keys() == after.keys()


@pytest.mark.parametrize("wanted", ["teach", "s2", "s999", "nobody"])
def test_a_pupil_may_look_through_no_other_eyes(wanted, house):
    tape = Tape(house.assembly.scenario, house.events)

    with pytest.raises(Refusal, match="not_yours"):
        chosen(wanted, Onlooker(seat="s1"), tape)


def test_strangers_have_the_hall_alone_and_nobody_but_the_teacher_gets_names(house):
    tape = Tape(house.assembly.scenario, house.events)

    assert chosen("", Onlooker(), tape, names=True) == Lens()
    assert chosen("", Onlooker(told=True), tape, names=True) == Lens(names=True)
    assert chosen("teach", Onlooker(teaches=True), tape, names=True) == Lens("teach", names=True)
    with pytest.raises(Refusal, match="not_yours"):
        chosen("seat", Onlooker(), tape)


def test_two_meetings_stand_at_the_same_thing_at_the_same_time(house):
    ours = Tape(house.assembly.scenario, house.events)
    theirs = Tape(house.assembly.scenario, play(mini.scenario()).events)
    beside = SideBySide(ours, theirs)
    there = dict(landmarks(theirs))

    places = [beside.place(seq) for seq in range(1, ours.head + 1)]

    assert places == sorted(places)
    assert (places[0], places[-1]) == (1, theirs.head)
    assert len(there) > 5
    for landmark, seq in landmarks(ours):
        if landmark not in there:
            continue
        assert places[seq - 1] == there[landmark]
        assert places[seq - 2] < there[landmark], "it must not be told before the class has come to it"


def test_what_only_one_meeting_came_to_does_not_lead_the_other_astray():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER, question="toll"))
    ours = Tape(meeting.assembly.scenario, meeting.journal)
    theirs = Tape(mini.scenario(), play(mini.scenario()).events)

    places = [SideBySide(ours, theirs).place(seq) for seq in range(1, ours.head + 1)]

    assert places == sorted(places)
    assert places[-1] == theirs.head
    assert SideBySide(theirs, ours).place(theirs.head) == ours.head


def test_the_night_between_two_lessons_takes_a_minute_of_the_slider_and_its_end_is_a_chapter():
    meeting = debating()
    meeting.do(c.Pause(by=TEACHER, sleeps=True))
    slept = meeting.assembly.seq
    meeting.wait(24 * 3600)
    meeting.do(c.Resume(by=TEACHER))
    meeting.wait(30)
    meeting.do(c.RequestFloor(by="s1"))

    tape = Tape(meeting.assembly.scenario, meeting.journal)

    assert tape.moment(slept + 1) - tape.moment(slept) == tapes.LONGEST_WAIT
    assert tape.when(slept) == meeting.journal[slept - 1].at
    assert tape.when(tape.head) == meeting.journal[-1].at
    assert tape.moment(tape.head) - tape.moment(tape.head - 1) == 30_000
    assert (tape.chapters[-1].kind, tape.chapters[-1].number) == ("lesson", 1)


def test_the_night_after_a_lobby_that_waited_is_left_out_besides():
    meeting = lobby(2)
    meeting.wait(24 * 3600)
    meeting.do(c.OpenSession(by=TEACHER))
    meeting.do(c.Pause(by=TEACHER, sleeps=True))
    meeting.wait(24 * 3600)
    meeting.do(c.Resume(by=TEACHER))

    tape = Tape(meeting.assembly.scenario, meeting.journal)

    assert [tape.when(seq) for seq in range(1, tape.head + 1)] == [event.at for event in meeting.journal]
