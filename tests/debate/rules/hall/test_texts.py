"""What pupils write: taken away it is away at every step for all but the desk; read first, it waits."""

from collections.abc import Iterator

import pytest

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.afterwards.marks import marks
from debate.assembly import Assembly
from debate.codec import decode, encode, version_of
from debate.commands import DOOR, HELPER, TEACHER
from debate.evolve import evolve, fold
from debate.minutes import minutes
from debate.rules.business.agenda import is_over
from debate.rules.hall.texts import KIND_OF, READABLE
from debate.shown.outward import GONE, masked, outward
from tests.support.rules import mini
from tests.support.rules.meeting import debating
from tests.support.rules.seen import hall, ready, view
from tests.support.rules.written import KINDS, PAUSES, Author, mark, marks_in, taken_away

OTHERS = (("screen", ""), *(("seat", f"s{n}") for n in range(1, 7)))


def steps(author: Author) -> Iterator[Assembly]:
    """The state after each entry."""
    assembly = Assembly(scenario=author.scenario)
    for event in author.journal:
        assembly = evolve(assembly, event)
        yield assembly


@pytest.fixture(scope="module", params=PAUSES)
def taken(request):
    """A meeting whose texts were taken away at such moments; those that are left at the end go then."""
    return taken_to_the_end(request.param)


def taken_to_the_end(name: str) -> Author:
    author = Author(taken_away(name)).tell()
    taken_away("closed")(author, "closed")
    return author


def test_the_story_has_a_mark_of_every_kind_and_the_desk_sees_them_all():
    author = Author().tell()

    seen = set()
    for assembly in steps(author):
        seen |= marks_in(view(assembly, "teach"))

    assert seen | marks_in(author.journal) == set(KINDS)
    assert set(KINDS.values()) == set(KIND_OF.values())
    assert set(KINDS) - {"oldheadline", "headline", "minutes", "undone"} <= seen
    assert mark("early") in author.assembly.wordings["bridge"]
    parts = [motion.text for motion in author.assembly.motions.values() if motion.kind == "part"]
    assert marks_in(parts) == {"early"}
    assert len(author.assembly.in_order()) > 6


def test_looking_back_others_find_no_mark_at_any_step(taken):
    gone = taken.assembly.away

    assert set(taken.assembly.texts) == set(gone)
    for assembly in steps(taken):
        seen = outward(assembly, gone)
        wall = outward(assembly, gone, wall=True)
        for audience, seat in OTHERS:
            shown = view(wall if audience == "screen" else seen, audience, seat)
            assert not marks_in(shown), (assembly.seq, audience, seat)
        assert not marks_in([hall(seen), beside_history(seen), marks(seen)])
        assert not marks_in([step.before for step in seen.steps])
        if is_over(seen):
            assert not marks_in(ready(seen))


def test_the_minutes_hold_no_mark_either(taken):
    assert marks_in(minutes(taken.scenario, Author().tell().journal))

    assert not marks_in(minutes(taken.scenario, taken.journal))


@pytest.mark.parametrize("name", PAUSES)
def test_what_is_taken_away_is_gone_from_that_moment_on(name):
    def at(author: Author, pause: str) -> None:
        taken_away(name)(author, pause)
        if pause == name:
            for audience, seat in OTHERS:
                assert not marks_in(view(author.assembly, audience, seat)), (pause, audience, seat)

    Author(at).tell()


def test_the_desk_keeps_what_it_has_taken_away_and_can_put_it_back():
    author = taken_to_the_end("closed")
    rows = view(author.assembly, "teach")["taken_away"]

    assert marks_in(rows) == set(KINDS)
    assert {row["kind"] for row in rows} == set(KINDS.values())
    for row in rows:
        author.do(c.TakeAway(by=HELPER, text=row["id"], away=False))

    plain = Author().tell()
    for audience, seat in (("teach", ""), *OTHERS):
        ours, theirs = (view(a.assembly, audience, seat) | {"seq": 0} for a in (author, plain))
        assert ours == theirs


def test_taking_away_changes_nothing_that_was_decided():
    author, plain = taken_to_the_end("closed"), Author().tell()

    for audience, seat in OTHERS:
        ours, theirs = (view(a.assembly, audience, seat)["divisions"] for a in (author, plain))
        assert [(row["ballot"], row["tally"], row["carried"]) for row in ours] == [
            (row["ballot"], row["tally"], row["carried"]) for row in theirs
        ]


def test_a_motion_that_waits_leaves_the_list_and_nothing_can_be_done_with_it():
    meeting = debating(scenario=mini.with_everything())
    id = meeting.moved("s2", text="Fools, all of you.")

    meeting.do(c.TakeAway(by=TEACHER, text=id))

    for audience, seat in (("screen", ""), ("seat", "s1"), ("seat", "s3")):
        assert view(meeting.assembly, audience, seat)["motions"] == []
    for command in (
        c.Second(by="s3", motion=id),
        c.AdmitMotion(by=TEACHER, motion=id),
        c.RuleOut(by=TEACHER, motion=id, reason="No."),
        c.WithdrawMotion(by="s1", motion=id),
        c.PutQuestion(by=TEACHER, motion=id),
    ):
        assert meeting.refusal(command) == "motion_settled"
    meeting.do(c.TakeAway(by=TEACHER, text=id, away=False))
    assert meeting.do(c.AdmitMotion(by=TEACHER, motion=id))


def test_an_amendment_that_is_away_no_longer_stands_in_the_way_of_its_text():
    meeting = debating(scenario=mini.with_everything())
    id = meeting.admitted(amends="bridge", text="Fools pay double.")
    assert meeting.refusal(c.PutQuestion(by=TEACHER, question="bridge")) == "amendments_first"

    meeting.do(c.TakeAway(by=TEACHER, text=id))

    assert meeting.do(c.PutQuestion(by=TEACHER, question="bridge"))


def test_words_that_were_carried_are_masked_and_those_beside_them_stay():
    meeting = debating(scenario=mini.with_everything())
    bad = meeting.admitted(amends="bridge", passage="The town builds a bridge of stone", text="for fools")
    meeting.decide(bad)
    meeting.decide(meeting.admitted(amends="bridge", text="Boats pay half."))

    meeting.do(c.TakeAway(by=TEACHER, text=bad))

    [wording] = [q["wording"] for q in view(meeting.assembly, "seat", "s1")["questions"] if "wording" in q]
    assert wording == f"The town builds a bridge of stone {GONE}. The town pays for it. Boats pay half."
    [kept] = [q["wording"] for q in view(meeting.assembly, "teach")["questions"] if "wording" in q]
    assert kept == "The town builds a bridge of stone for fools. The town pays for it. Boats pay half."


@pytest.mark.parametrize(
    ("first", "now", "known", "seen"),
    [
        ("A b c.", "A b c.", (), "A b c."),
        ("A b c.", "A b x y c.", (), f"A b {GONE} c."),
        ("A b c.", "A b x y c.", ("x y",), "A b x y c."),
        ("A b c.", "A b c. x, y z.", ("y z.",), f"A b c. {GONE} y z."),
        ("A b c.", "x", (), GONE),
        ("", "x y", (), GONE),
        ("A b c.", "A", (), "A"),
        ("A b c.", "", (), ""),
    ],
)
def test_of_a_text_what_is_known_is_left(first, now, known, seen):
    assert masked(first, now, known) == seen


def test_any_text_is_taken_away_once_and_what_is_not_there_is_refused():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Hear me."))

    assert meeting.do(c.TakeAway(by=TEACHER, text="t1"))
    assert meeting.do(c.TakeAway(by=TEACHER, text="t1")) == []
    assert meeting.refusal(c.TakeAway(by=TEACHER, text="t2")) == "no_such_text"
    assert meeting.refusal(c.TakeAway(by="s1", text="t1")) == "not_yours"


def test_a_closed_session_takes_nothing_but_this():
    author = Author().tell()

    assert author.do(c.TakeAway(by=TEACHER, text="t1"))
    assert author.refusal(c.LeaveStatement(by="s1", text="One more.")) == "session_closed"
    assert author.refusal(c.ReadFirst(by=TEACHER, kind="motion")) == "session_closed"
    assert author.assembly.status == "closed"


def test_undoing_the_step_before_does_not_bring_a_text_back():
    meeting = debating()
    meeting.do(c.LeaveStatement(by="s1", text="Fools."))
    meeting.do(c.LockDoors(by=TEACHER))
    meeting.do(c.TakeAway(by=TEACHER, text="t1"))

    meeting.do(c.Undo(by=TEACHER))

    assert not meeting.assembly.locked
    assert view(meeting.assembly, "seat", "s1")["statements"] == []


def test_the_reason_of_an_undone_ruling_can_still_be_taken_away():
    meeting = debating(scenario=mini.with_everything())
    id = meeting.moved(text="A boat.")
    meeting.do(c.RuleOut(by=TEACHER, motion=id, reason="You fool."))
    meeting.do(c.Undo(by=TEACHER))
    [ruling] = [text.id for text in meeting.assembly.texts.values() if text.kind == "ruling"]

    assert meeting.do(c.TakeAway(by=TEACHER, text=ruling))


def test_a_headline_written_before_there_were_ids_has_one_and_can_be_taken_away():
    old = '{"kind":"HeadlineWritten","at":5,"seat":"s1","text":"Old news."}'
    event = decode(old, 1)

    assert decode(encode(event), version_of("HeadlineWritten")) == event
    meeting = debating()
    meeting.note(event)
    [id] = [text.id for text in meeting.assembly.texts.values() if text.kind == "headline"]
    meeting.do(c.TakeAway(by=TEACHER, text=id))
    assert not outward(meeting.assembly).headlines


def reading(*kinds: str) -> Author:
    author = Author()
    for kind in kinds:
        author.do(c.ReadFirst(by=TEACHER, kind=kind))
    return author


def test_what_is_read_first_reaches_nobody_but_its_author_and_the_desk():
    author = reading(*READABLE).tell()
    read = {name for name, kind in KINDS.items() if kind in READABLE} - {"late", "second"}

    seen = set()
    for assembly in steps(author):
        seen |= marks_in(view(assembly, "teach"))
        assert not marks_in(view(assembly, "screen")) & read
        for seat in assembly.order:
            own = {text.text for text in assembly.texts.values() if text.seat == seat}
            assert marks_in(view(assembly, "seat", seat)) & read <= marks_in(own)
    assert read - {"late", "second"} <= seen


def test_what_is_let_through_is_as_if_it_had_just_been_written():
    author = reading("statement", "motion", "headline", "minutes", "line")
    press, secretary = author.office("press"), author.office("secretary")
    for command in (
        c.LeaveStatement(by="s2", text="Hear me."),
        c.CaucusSay(by="s2", text="Psst."),
        c.Move(by="s2", text="A boat for all."),
        c.WriteHeadline(by=press, text="Boats!"),
        c.WriteMinutes(by=secretary, text="It began."),
    ):
        author.do(command)
    waiting = view(author.assembly, "teach")["to_read"]
    assert [row["kind"] for row in waiting] == ["statement", "line", "motion", "headline", "minutes"]
    assert [row["id"] for row in view(author.assembly, "seat", "s2")["me"]["to_be_read"]] == [
        "t1",
        "c1",
        "m1",
    ]
    author.wait(60)

    for row in waiting:
        author.do(c.LetThrough(by=HELPER, text=row["id"]))

    seen = view(author.assembly, "seat", "s3")
    assert [(row["id"], row["at"]) for row in seen["statements"]] == [("t1", author.at)]
    assert [row["id"] for row in seen["motions"]] == ["m1"]
    assert author.assembly.headlines[press] == "Boats!"
    assert [entry.text for entry in author.assembly.minutes_written] == ["It began."]
    assert view(author.assembly, "teach")["to_read"] == []
    assert fold(author.scenario, author.journal) == author.assembly
    assert author.do(c.LetThrough(by=TEACHER, text="t1")) == []
    assert author.refusal(c.LetThrough(by=TEACHER, text="t99")) == "no_such_text"
    for row in waiting:
        author.do(c.TakeAway(by=TEACHER, text=row["id"]))
        assert author.refusal(c.LetThrough(by=TEACHER, text=row["id"])) == "text_away"
    assert not outward(author.assembly).headlines
    assert view(author.assembly, "seat", "s2")["statements"] == []


def test_a_motion_that_waits_stands_in_nobody_s_way():
    author = reading("motion")
    author.do(c.Move(by="s2", text="A boat for all."))

    assert author.refusal(c.Second(by="s3", motion="m1")) == "no_such_motion"
    assert author.do(c.Move(by="s2", text="A boat for all.")) == []
    author.do(c.ReadFirst(by=TEACHER, kind="motion", on=False))
    author.do(c.Move(by="s3", text="A boat for all."))
    assert [row["id"] for row in view(author.assembly, "seat", "s4")["motions"]] == ["m2"]
    assert author.refusal(c.LetThrough(by=TEACHER, text="m1")) == "already_moved"


def test_a_motion_that_no_longer_fits_is_not_let_through_and_waits_on():
    author = reading()
    author.do(c.ReadFirst(by=TEACHER, kind="motion"))
    author.do(c.Move(by="s2", amends="bridge", how="strike", passage="The town pays for it."))
    author.do(c.ReadFirst(by=TEACHER, kind="motion", on=False))
    author.decide(author.admitted(amends="bridge", how="strike", passage="The town pays for it."))

    assert author.refusal(c.LetThrough(by=TEACHER, text="m1")) == "passage_missing"
    assert [row["id"] for row in view(author.assembly, "teach")["to_read"]] == ["m1"]


@pytest.mark.parametrize("by", [TEACHER, HELPER])
def test_what_a_teacher_writes_for_a_pupil_does_not_wait(by):
    author = reading("statement")

    author.do(c.LeaveStatement(by=by, seat="s2", text="Hear me."))

    assert [row["id"] for row in view(author.assembly, "screen")["statements"]] == ["t1"]


def test_limits_count_a_text_when_it_is_written_and_only_then():
    author = reading("statement")
    for n in range(20):
        author.do(c.LeaveStatement(by="s2", text=f"Number {n}."))
    assert author.refusal(c.LeaveStatement(by="s2", text="And more.")) == "too_many_statements"

    for n in range(1, 20):
        author.do(c.LetThrough(by=TEACHER, text=f"t{n}"))
    author.do(c.LeaveStatement(by="s3", text="Another one’s."))

    assert author.refusal(c.LeaveStatement(by="s2", text="And more.")) == "too_many_statements"
    assert "t21" in author.assembly.held


def test_three_motions_may_wait_and_no_more():
    author = reading("motion")
    for n in range(3):
        author.do(c.Move(by="s2", text=f"Boat {n}."))

    assert author.refusal(c.Move(by="s2", text="One more boat.")) == "too_many_motions"
    author.do(c.TakeAway(by=TEACHER, text="m1"))
    assert author.do(c.Move(by="s2", text="One more boat."))


def test_letting_through_is_undone_and_the_text_waits_again():
    author = reading("motion")
    author.do(c.Move(by="s2", text="A boat for all."))
    author.do(c.LetThrough(by=TEACHER, text="m1"))

    author.do(c.Undo(by=TEACHER))

    assert view(author.assembly, "seat", "s3")["motions"] == []
    assert [row["id"] for row in view(author.assembly, "teach")["to_read"]] == ["m1"]
    assert author.do(c.LetThrough(by=TEACHER, text="m1"))


def test_only_what_others_come_to_see_can_be_read_first():
    meeting = debating()

    for kind in ("help", "reflection", "ruling", "vote", ""):
        assert meeting.refusal(c.ReadFirst(by=TEACHER, kind=kind)) == "no_such_text_kind"
    assert meeting.do(c.ReadFirst(by=TEACHER, kind="line", on=False)) == []


def on_wall(author: Author) -> list[str]:
    return [row["id"] for row in view(author.assembly, "screen")["motions"]]


def test_nothing_unseconded_is_on_the_wall():
    author = Author()
    author.do(c.Move(by="s2", text=f"A {mark('main')}. Boats for all."))
    author.do(c.Move(by="s3", amends="m1", how="strike", passage=f"A {mark('main')}."))
    author.do(c.Second(by="s4", motion="m2"))
    assert (on_wall(author), marks_in(view(author.assembly, "screen"))) == ([], set())
    assert [row["id"] for row in view(author.assembly, "seat", "s5")["motions"]] == ["m1", "m2"]

    author.do(c.Move(by="s3", amends="m1", text=f"And {mark('late')}."))
    author.do(c.Second(by="s4", motion="m3"))
    author.do(c.AdmitMotion(by=TEACHER, motion="m3"))
    author.do(c.PutQuestion(by=TEACHER, motion="m3"))
    assert marks_in(view(author.assembly, "screen")) == {"late"}, "what is put, and not what it changes"

    author.do(c.Second(by="s4", motion="m1"))
    assert on_wall(author) == ["m1", "m2", "m3"]
    assert marks_in(view(author.assembly, "screen")) == {"main", "late"}


def test_an_amendment_that_waits_for_support_hides_nothing_of_the_text_on_the_wall():
    meeting = debating(scenario=mini.with_everything())
    meeting.decide(meeting.admitted(amends="bridge", passage="The town builds", text="a bridge and builds"))
    meeting.decide(meeting.admitted(amends="bridge", how="strike", passage="and builds a"))
    wording = meeting.assembly.wordings["bridge"]

    meeting.do(c.Move(by="s2", amends="bridge", how="strike", passage="a bridge bridge"))

    [seen] = [q["wording"] for q in view(meeting.assembly, "screen")["questions"] if "wording" in q]
    assert seen == wording == "The town builds a bridge bridge of stone. The town pays for it."


def test_what_was_ruled_out_or_withdrawn_without_a_second_never_is():
    author = Author()
    for n in (1, 2):
        author.do(c.Move(by="s2", text=f"Boat {n}."))
    author.do(c.RuleOut(by=TEACHER, motion="m1", reason="No."))
    author.do(c.WithdrawMotion(by="s2", motion="m2"))

    assert on_wall(author) == []


def test_whoever_gets_the_seat_does_not_read_what_the_one_before_wrote_and_waits():
    author = reading("statement", "motion")
    author.do(c.LeaveStatement(by="s2", text=f"A {mark('statement')}."))
    author.do(c.Move(by="s2", text=f"A {mark('main')}."))
    assert marks_in(view(author.assembly, "seat", "s2")) == {"statement", "main"}

    author.do(c.FreeSeat(by=TEACHER, seat="s2"))
    author.do(c.TakeSeat(by=DOOR, seat="s2"))

    assert marks_in(view(author.assembly, "seat", "s2")) == set()
    rows = view(author.assembly, "teach")["to_read"]
    assert [(row["id"], row["seat"]) for row in rows] == [("t1", "s2"), ("m1", "s2")]
    author.do(c.LetThrough(by=TEACHER, text="t1"))
    assert [row["seat"] for row in view(author.assembly, "screen")["statements"]] == ["s2"]


def test_whoever_comes_back_to_their_own_seat_finds_it():
    author = reading("statement")
    author.do(c.LeaveStatement(by="s2", text="Hear me."))
    author.do(c.FreeSeat(by=TEACHER, seat="s2"))

    author.do(c.ReturnToSeat(by="s2"))

    assert [row["id"] for row in view(author.assembly, "seat", "s2")["me"]["to_be_read"]] == ["t1"]
