"""The slices of the outcome page and of the debrief at the desk: bars on one scale, groups, and lists."""

import pytest
from django.template.loader import render_to_string
from msgspec.structs import replace

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.afterwards.partings import cast_at
from debate.commands import TEACHER
from debate.scenario.persons import HistoricalPerson, Post
from game.people.sitters import People, Sitter, Sitting
from game.slices import desk, leanings, outcome
from game.slices.desk.debrief import HowMany
from game.standing import Standing
from game.templatetags.words import was
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

NAMES = {"s1": "Ada", "s2": "Ben", "s3": "Cem", "s4": "Dee"}


def at(meeting: Meeting) -> Standing:
    seats = {seat: Sitting((Sitter(n, name),)) for n, (seat, name) in enumerate(NAMES.items())}
    return Standing(code="MILBRK", assembly=meeting.assembly, people=People(seats=seats))


def divisions(meeting: Meeting) -> tuple[outcome.DivisionRow, ...]:
    return outcome.divisions(beside_history(meeting.assembly).divisions, meeting.scenario)


def played(**created: object) -> Meeting:
    """Archer, who voted for in the record, votes against; Mason, who did, does not vote."""
    meeting = debating(4, scenario=mini.with_everything(), **created)
    meeting.divide({"s1": "against", "s2": "against", "s4": "for"}, question="bridge")
    return meeting


def bars(meeting: Meeting) -> dict[str, tuple]:
    (division,) = divisions(meeting)
    return {bar.label: bar.cells for bar in division.chart.bars}


def test_the_class_the_record_and_the_pupils_stand_below_each_other():
    meeting = played(weighting="bloc")

    # Five stand for the 60 who voted for, one of the abstainers has a seat.
    assert bars(meeting) == {
        "You": (36, 42, 10, 12),
        "In 1801": (60, 30, 10, None),
        "Pupils alone": (12, 22, 0, None),
    }


def test_bars_are_of_the_votes_cast_and_abstentions_stand_beside():
    (division,) = divisions(played(weighting="bloc"))
    bars = division.chart.bars

    assert [[s.key for s in bar.segments] for bar in bars] == [["for", "against"]] * 3
    assert [round(sum(s.width for s in bar.segments)) for bar in bars] == [100, 100, 100]
    assert [bar.note for bar in bars] == ["Lost · 10 abstained", "Carried · 10 abstained", ""]


def test_a_line_stands_where_it_would_just_have_been_enough():
    (division,) = divisions(played(weighting="bloc"))
    here, then, alone = division.chart.bars

    # 40 of 78, and 46 of 90.
    assert (here.line, then.line, alone.line) == (51.28, 51.11, None)
    assert here.segments[0].width < here.line < then.segments[0].width


def test_a_secret_vote_has_no_bars_of_groups_and_none_of_pupils_alone():
    meeting = debating(4, scenario=mini.with_everything())
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="secret")

    (division,) = divisions(meeting)

    assert [bar.label for bar in division.chart.bars] == ["You", "In 1801"]
    assert division.by_faction_chart is None
    assert division.by_delegation_chart is None


def test_from_person_to_person_in_a_circle():
    listed = ["s1", "s2", "s3"]

    first, last = outcome.neighbours(listed, "s1"), outcome.neighbours(listed, "s3")

    assert (first.previous, first.number, first.of, first.following) == ("s3", 1, 3, "s2")
    assert last.following == "s1"
    assert outcome.neighbours(listed, "s99") is outcome.neighbours(listed, "") is None


def lived(**known: object) -> str:
    """What the outcome page says of Archer, of whom this is known."""
    bare = mini.with_everything()
    person = HistoricalPerson(id="ann", name="Ann Archer", mark="D", sources=("minutes",), **known)
    roles = (replace(bare.roles[0], person="ann"), *bare.roles[1:])
    meeting = debating(4, scenario=replace(bare, roles=roles, persons=(person,)))
    meeting.reach("debrief")
    [row] = [each for each in beside_history(meeting.assembly).persons if each.name == "Ann Archer"]
    shown = outcome.person(meeting.assembly, row, cast_at(meeting.journal))
    told = {"p": shown, "scenario": meeting.scenario, "sources": {s.id: s for s in meeting.scenario.sources}}
    return " ".join(render_to_string("bits/people/person.html", told).split())


def test_who_somebody_really_was_stands_with_what_is_known_of_them():
    warden = Post(text="Warden of the ferry.", mark="D", sources=("minutes",))

    page = lived(
        russian="Анна", also="Born Smith", born="1760-02-01", died=1830, note="Or 1831.", offices=(warden,)
    )

    assert '<dd lang="ru">Анна</dd>' in page
    for said in ("Born Smith", "Born 1 February 1760, died 1830.", "Or 1831.", "Warden of the ferry."):
        assert said in page


@pytest.mark.parametrize(
    ("known", "says"), [({"born": 1760}, "Born 1760."), ({"died": "1830-02"}, "Died February 1830.")]
)
def test_of_a_life_half_known_that_half_is_told(known, says):
    assert says in lived(**known)


def leaning(*marks: tuple[str, int]) -> Meeting:
    meeting = debating(4, scenario=mini.with_everything())
    meeting.wait(1)
    for seat, value in marks:
        meeting.do(c.SetLeaning(by=seat, question="bridge", value=value))
        meeting.wait(1)
    return meeting


def moved_on(meeting: Meeting, question: str) -> dict:
    (one,) = leanings.moved(at(meeting))
    assert one.id == question
    return leanings.moved_on(at(meeting), one)


def test_two_who_lean_are_in_no_picture():
    assert leanings.moved(at(leaning(("s1", 2), ("s2", -2)))) == []


def test_who_leaned_is_told_by_groups_without_seats_and_names():
    meeting = leaning(("s1", 2), ("s2", -2), ("s3", 0))
    meeting.do(c.LeaveStatement(by="s2", text="Think of us."))
    meeting.wait(1)
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=-1))

    told = moved_on(meeting, "bridge")

    assert told.pupils == 3
    assert [(row.name, row.groups[0].away) for row in told.moves] == [("Ann Fisher", 1)]
    text = repr((told.chart, told.before_and_after))
    assert not [
        word for word in (*NAMES, *NAMES.values(), "Archer") if f"'{word}'" in text or word in text.split()
    ]
    assert [(row.name, row.means) for row in told.table.rows][-1] == ("Ann Fisher", (0,))
    assert told.table.last == (-1,)
    assert "from “undecided” to “rather against” on average" in told.chart.desc


def test_a_night_between_two_lessons_takes_no_room_in_the_picture():
    """Two speeches at the same distance from each other as on one day; and the table has the true times."""
    charts = []
    for hours in (0, 24):
        meeting = leaning(("s1", 2), ("s2", -2), ("s3", 0))
        for seat in ("s1", "s2"):
            meeting.do(c.GiveFloor(by=TEACHER, seat=seat))
            meeting.wait(60)
            meeting.do(c.EndTurn(by=TEACHER))
            if seat == "s1" and hours:
                meeting.do(c.Pause(by=TEACHER, sleeps=True))
                meeting.wait(hours * 3600)
                meeting.do(c.Resume(by=TEACHER))
        meeting.do(c.SetLeaning(by="s1", question="bridge", value=-1))
        charts.append(moved_on(meeting, "bridge"))

    day, night = charts
    assert night.chart == day.chart
    assert night.table.rows[-1].at - day.table.rows[-1].at == 24 * 3600 * 1000


def test_before_and_after_stop_at_the_vote():
    meeting = leaning(("s1", 2), ("s2", -2), ("s3", 0))
    meeting.divide({}, question="bridge")
    meeting.wait(1)
    meeting.do(c.SetLeaning(by="s1", question="bridge", value=-2))

    told = moved_on(meeting, "bridge")

    first, last = told.before_and_after.bars
    assert first.cells == last.cells == (1, 0, 1, 0, 1)


def test_single_pupils_are_told_with_their_names_where_the_teacher_asks():
    meeting = leaning(("s1", 2), ("s1", 0), ("s2", -2))

    (told,) = leanings.by_name(at(meeting))

    assert [(row.pupil, row.values) for row in told.rows] == [("Ada", (2, 0)), ("Ben", (-2,))]


def planned(*questions: str) -> dict:
    meeting = played()
    meeting.reach("debrief")
    meeting.do(c.PlanDebrief(by=TEACHER, questions=questions))
    meeting.do(c.Reflect(by="s2", text="It was loud."))
    return desk.debrief(at(meeting))


def test_each_question_on_the_list_can_go_up_and_down_and_away():
    first, second, third = planned("d1", "d2", "d5").chosen

    assert (first.earlier, first.later, first.without) == ("", "d2,d1,d5", "d2,d5")
    assert (second.earlier, second.later) == ("d2,d1,d5", "d1,d5,d2")
    assert (third.earlier, third.later) == ("d1,d5,d2", "")


def test_a_question_that_is_not_on_the_list_can_be_added_at_its_end():
    others = [q for group in planned("d1").others for q in group.questions]

    assert {q.id: q.added for q in others}["d2"] == "d1,d2"
    assert "d1" not in {q.id for q in others}


def test_the_desk_reads_reflections_with_the_pupils_names():
    seen = planned()
    reflections = [piece.shown.row for piece in seen.reflections.pieces]

    assert [(row.pupil, row.text) for row in reflections] == [("Ben", "It was loud.")]
    assert seen.how_many.shown == HowMany(n=1, pupils=4)


@pytest.mark.parametrize(
    ("question", "says"), [("d1", "showing “What happened?”"), ("", "taking down the question")]
)
def test_the_last_step_is_told_by_the_question_s_own_words(question, says):
    meeting = played()
    meeting.do(c.PlanDebrief(by=TEACHER, questions=("d1", "d2")))
    meeting.reach("debrief")
    meeting.do(c.ShowQuestion(by=TEACHER, question="d1" if question else "d2"))
    if not question:
        meeting.do(c.ShowQuestion(by=TEACHER))

    assert str(was(desk.next_step(at(meeting)).last)).startswith(says)
