"""Pages of a meeting that is open to persuasion: who stands where, who went along, who was silent, what the
text says, and an open choice."""

import re

import pytest
from django.template.loader import render_to_string
from msgspec.structs import asdict, replace

from debate import commands as c
from debate.afterwards.chapters import left_the_record
from debate.afterwards.compare import beside_history
from debate.afterwards.marks import marks
from debate.afterwards.partings import cast_at
from debate.commands import TEACHER
from debate.guide.aloud import aloud
from debate.minutes import minutes
from debate.view import view
from game import parts
from game.exports.transcript import minutes_shown
from game.slices import outcome
from game.standing import Standing
from game.templatetags.aloud import said
from tests.support.rules import mini, persuading
from tests.support.rules.meeting import debating
from tests.support.rules.persuading import COUNCIL, DUKE

HOUSE_TELLS = "went with the pupils of this side"
ON_THE_WALL = "Of the house, with their pupils:"
SILENT = "said nothing; counted as believed"


def at(meeting):
    return Standing(code="MILBRK", assembly=meeting.assembly)


def page(meeting, audience="seat", seat="s1"):
    found = parts.page(at(meeting), audience, seat if audience == "seat" else "", "en")
    return {target: re.sub(r"\s+", " ", html) for target, html in found.items()}


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def put(meeting, question="bridge", **more):
    meeting.do(c.PutQuestion(by=TEACHER, question=question, **more))


def persuaded(meeting, but=("s2",), announced=True):
    """A vote on the bridge: all pupils against, but some say nothing; it is closed, and announced."""
    for seat in (s for s in meeting.assembly.order if meeting.assembly.seats[s].held_by == "pupil"):
        if seat not in but:
            meeting.vote(seat, "against")
    meeting.close()
    if announced:
        meeting.do(c.Announce(by=TEACHER))
    return meeting.ballot


@pytest.fixture
def told():
    """A meeting in which the house went along with pupils, and one pupil was silent; it is announced."""
    meeting = persuading.meeting()
    put(meeting, method="show")
    ballot = persuaded(meeting)
    assert ballot.followed
    assert ballot.silent == {"s2"}
    return meeting


class TestASheet:
    def test_says_where_its_person_stands_if_the_meeting_decides_otherwise(self):
        sheet = words(page(persuading.meeting())["my_person"])

        assert "If there is a bridge, you are" in sheet
        assert "If there is no bridge, you abstain. There is nothing to pay for." in sheet

    def test_says_what_it_could_be_won_over_to_and_on_what_ground(self):
        sheet = words(page(persuading.meeting())["my_person"])

        assert "You could be won over to vote otherwise: against or abstaining." in sheet
        assert persuading.GROUND.text in sheet

    def test_names_alternatives_by_their_text(self):
        sheet = words(page(persuading.meeting())["my_person"])

        assert "You choose “The council of the town”." in sheet
        assert "You could be won over to vote otherwise: “The duke”." in sheet


class TestAResult:
    @pytest.mark.parametrize(
        ("audience", "part"),
        [("seat", "count"), ("seat", "results"), ("teach", "vote"), ("seat", "aloud")],
    )
    def test_says_who_went_along_and_how_many_were_silent(self, told, audience, part):
        shown = words(page(told, audience)[part])

        assert HOUSE_TELLS in shown
        assert "1 pupil said nothing and was counted as their person believed." in shown

    def test_says_so_in_short_on_the_wall(self, told):
        scene = words(page(told, "screen")["scene"])

        assert "Of the house, with their pupils: B 1" in scene
        assert "1 said nothing; counted as believed" in scene

    def test_says_nothing_of_either_before_it_is_told(self):
        meeting = persuading.meeting()
        put(meeting, method="show", hidden=True)
        persuaded(meeting, announced=False)

        for audience in ("seat", "screen"):
            shown = words(" ".join(page(meeting, audience).values()))
            assert HOUSE_TELLS not in shown
            assert ON_THE_WALL not in shown
            assert "said nothing" not in words(page(meeting, audience).get("persons", ""))

    def test_tells_of_the_house_with_its_part(self):
        meeting = persuading.meeting()
        put(meeting, method="show", hidden=True)
        persuaded(meeting, announced=False)

        meeting.do(c.Reveal(by=TEACHER))
        assert ON_THE_WALL not in words(page(meeting, "screen")["scene"])

        meeting.do(c.Reveal(by=TEACHER))
        assert ON_THE_WALL in words(page(meeting, "screen")["scene"])
        assert any(HOUSE_TELLS in said(sentence) for sentence in aloud(meeting.assembly))

    def test_tells_a_silent_pupil_so_and_nobody_else(self, told):
        assert "You said nothing. You were counted as your person believed:" in words(
            page(told, seat="s2")["my_vote"]
        )
        assert "You said nothing" not in words(page(told, seat="s1")["my_vote"])

    def test_marks_a_silent_pupil_in_the_hall(self, told):
        name = told.assembly.role_of("s2").name
        persons = words(page(told)["persons"])

        assert f"{name} {SILENT}" in persons
        assert persons.count(SILENT) == 1
        marks = re.search(r'data-marks="([^"]*)"', page(told)["hall"])[1]
        assert marks[told.assembly.order.index("s2")].isupper()
        assert marks[told.assembly.order.index("s1")] == "a"

    def test_counts_no_silent_pupil_among_those_who_voted(self, told):
        ballot = view(told.assembly, "teach").ballot

        assert (ballot.cast, ballot.of) == (5, 6)

    def test_marks_in_the_minutes_who_was_silent_and_who_went_along(self, told):
        (row,) = [row for row in minutes(told.scenario, told.journal).rows if row.kind == "division"]
        people = {one.seat: one for group in row.voters for one in group.people}

        assert people["s2"].silent
        assert not people["s1"].silent
        assert {seat for seat, one in people.items() if one.went_along} == told.ballot.followed


class TestAfterwards:
    def test_the_marks_count_silence_apart(self, told):
        found = marks(told.assembly)

        assert (found["s2"].cast, found["s2"].silent) == (0, 1)
        assert (found["s1"].cast, found["s1"].silent) == (1, 0)

    def test_person_by_person_it_says_who_was_silent_and_who_went_along(self, told):
        rows = {row.seat: row for row in beside_history(told.assembly).persons}

        assert "said nothing; counted as believed" in person(told, rows["s2"])
        assert "said nothing" not in person(told, rows["s1"])
        (seat,) = told.ballot.followed
        assert "with the pupils of this side" in person(told, rows[seat])

    def test_the_vote_says_so_beside_the_record(self, told):
        (row,) = outcome.divisions(beside_history(told.assembly).divisions, told.scenario)

        assert [side.persons for side in row.went_along] == [1]
        assert [one.seat for one in row.silent] == ["s2"]

    def test_nobody_who_was_silent_counts_as_having_left_the_record(self, told):
        (left,) = left_the_record(told.assembly)

        assert left.of == 5

    def test_the_minutes_as_text_say_who_was_silent(self, told):
        shown = minutes_shown("MILBRK", told.assembly, told.journal, {})

        text = words(render_to_string("minutes/minutes.txt", asdict(shown)))

        assert f"{told.assembly.role_of('s2').name} (said nothing; counted as believed)" in text
        assert "(the house, with the pupils of this side)" in text

    def test_a_person_stood_by_cases(self, told):
        rows = {row.seat: row for row in beside_history(told.assembly).persons}

        shown = person(told, rows["s1"])

        assert "If there is no bridge: abstaining" in shown
        assert "might be won over: “The duke”" in shown


def person(meeting, row):
    shown = outcome.person(meeting.assembly, row, cast_at(meeting.journal))
    context = {"p": shown, "scenario": meeting.assembly.scenario, "sources": {}}
    return words(render_to_string("bits/people/person.html", context))


class TestInSecret:
    @pytest.fixture
    def secret(self):
        meeting = persuading.meeting()
        put(meeting, method="secret")
        persuaded(meeting)
        return meeting

    def test_no_page_and_no_state_tells_of_silence(self, secret):
        for audience in ("seat", "screen", "teach"):
            shown = words(" ".join(page(secret, audience, "s2").values()))
            assert HOUSE_TELLS not in shown
            assert ON_THE_WALL not in shown
            assert SILENT not in shown
            assert "You said nothing" not in shown
            (division,) = view(secret.assembly, audience, "s2" if audience == "seat" else "").divisions
            assert not division.silent
            assert not division.went_along

    def test_a_forged_note_of_silence_in_a_secret_vote_shows_nobody(self, secret):
        """As a journal from elsewhere might hold it."""
        ballot = secret.ballot
        forged = secret.assembly.ballots.set(ballot.id, _with_silent(ballot))
        secret.assembly = _with_ballots(secret.assembly, forged)

        assert SILENT not in words(" ".join(page(secret).values()))
        assert not view(secret.assembly, "teach").divisions[0].silent
        assert "You said nothing" not in words(page(secret, seat="s2")["my_vote"])


def _with_silent(ballot):
    return replace(ballot, silent=frozenset({"s2"}), followed=frozenset({"s7"}))


def _with_ballots(assembly, ballots):
    return replace(assembly, ballots=ballots)


class TestTheSwitch:
    def test_stands_at_the_desk_and_says_how_it_is(self):
        meeting = persuading.meeting()
        assert "Whoever says nothing is counted as their person believed" in words(
            page(meeting, "teach")["people"]
        )

        meeting.do(c.SetSilence(by=TEACHER, filled=False))

        shown = page(meeting, "teach")["people"]
        assert "Whoever says nothing is not counted" in words(shown)
        assert 'name="filled" value="true"' in shown


class TestClauses:
    @pytest.fixture
    def moved(self):
        """An amendment that waits for the chair."""
        meeting = persuading.meeting()
        meeting.moved("s2", kind="amendment", amends="bridge", how="insert", text="Nobody pays to cross.")
        return meeting

    def test_whoever_admits_an_amendment_ticks_what_it_does(self, moved):
        for part in ("motions", "next"):
            shown = page(moved, "teach")[part]
            assert 'name="puts_in" value="free"' in shown
            assert 'name="puts_in" value="stone"' in shown
            assert "checked" not in shown

    def test_so_does_a_pupil_in_the_chair_and_no_other(self, moved):
        moved.do(c.GiveChair(by=TEACHER, seat="s3"))

        assert 'name="puts_in" value="free"' in page(moved, seat="s3")["my_chair"]
        assert 'name="puts_in"' not in "".join(page(moved, seat="s1").values())

    def test_it_can_be_said_anew_until_it_is_put(self, moved):
        moved.do(c.AdmitMotion(by=TEACHER, motion="m1", puts_in=("stone",)))
        shown = page(moved, "teach")["motions"]
        assert "Admit again, with these ticks" in shown
        assert re.search(r'value="stone" checked', shown)

        moved.do(c.AdmitMotion(by=TEACHER, motion="m1", puts_in=("free",)))
        assert "Puts in: Nobody pays." in words(page(moved)["motions"])

        moved.do(c.PutQuestion(by=TEACHER, motion="m1"))
        assert "Admit again" not in page(moved, "teach")["motions"]
        assert moved.refusal(c.AdmitMotion(by=TEACHER, motion="m1", puts_in=("stone",))) == "ballot_open"

    def test_what_the_text_holds_is_shown_once_it_is_announced(self, moved):
        moved.do(c.AdmitMotion(by=TEACHER, motion="m1", puts_in=("free",)))
        moved.do(c.PutQuestion(by=TEACHER, motion="m1"))
        for seat in ("s1", "s2", "s3"):
            moved.vote(seat, "for")
        moved.close()
        assert "Nothing has been put in yet." in words(page(moved)["motions"])
        assert not view(moved.assembly, "seat", "s1").clauses

        moved.do(c.Announce(by=TEACHER))

        for audience in ("seat", "teach"):
            assert "What the text says now Nobody pays." in words(page(moved, audience)["motions"])
        assert [row.id for row in view(moved.assembly, "screen").clauses] == ["free"]
        assert [row.id for row in view(moved.assembly, "teach").clauses] == ["stone", "free"]

    def test_a_meeting_without_clauses_has_nothing_of_it(self):
        meeting = debating(4, weighting="seat", scenario=mini.with_everything())
        meeting.moved("s2", kind="amendment", amends="bridge", how="insert", text="Nobody pays.")

        for audience in ("seat", "teach", "screen"):
            shown = "".join(page(meeting, audience).values())
            assert "puts_in" not in shown
            assert "clauses-now" not in shown


class TestAnOpenChoice:
    @pytest.fixture
    def choosing(self):
        meeting = persuading.meeting()
        put(meeting, "owner")
        return meeting

    def test_is_made_by_one_press(self, choosing):
        paper = page(choosing)["my_vote"]

        assert re.findall(r'name="choice" value="(\w+)"', paper) == [COUNCIL, DUKE, "abstain"]
        choosing.vote("s1", DUKE)
        assert "Your vote is saved: The duke" in words(page(choosing)["my_vote"])

    def test_to_abstain_is_a_vote(self, choosing):
        choosing.vote("s1", "abstain")

        assert "Your vote is saved: Abstain" in words(page(choosing)["my_vote"])

    def test_comes_in_on_the_wall_with_bars_and_names(self, choosing):
        choosing.vote("s1", DUKE)

        scene = page(choosing, "screen")["scene"]
        assert choosing.assembly.role_of("s1").short in words(scene)
        assert "2. The duke 1" in words(scene)
        assert "<rect" in scene

    def test_counts_who_abstains_and_has_no_blank_papers(self, choosing):
        for seat in ("s1", "s2", "s3", "s4", "s5", "s6"):
            choosing.vote(seat, "abstain")
        choosing.close()
        choosing.do(c.Announce(by=TEACHER))

        shown = words(page(choosing)["count"])
        assert "Abstain 6" in shown
        assert "blank" not in shown
        assert "6 abstain" in words(page(choosing, "screen")["scene"])

    def test_hidden_it_shows_neither_count_nor_names(self):
        meeting = persuading.meeting()
        put(meeting, "owner", hidden=True)
        meeting.vote("s1", DUKE)

        scene = words(page(meeting, "screen")["scene"])
        assert "The duke 1" not in scene
        assert f"{meeting.assembly.role_of('s1').short} " not in scene

    def test_stands_in_the_hall_by_its_number(self, choosing):
        choosing.vote("s1", DUKE)

        marks = re.search(r'data-marks="([^"]*)"', page(choosing)["hall"])[1]
        assert marks[choosing.assembly.order.index("s1")] == "2"

    def test_is_entered_for_a_pupil_at_the_desk(self, choosing):
        shown = page(choosing, "teach")["vote"]

        form = shown.split('id="enter-for-')[1].split("</form>")[0]
        assert re.findall(r'name="choice" value="(\w+)"', form) == [COUNCIL, DUKE, "abstain"]

    def test_the_roll_can_be_called(self):
        meeting = persuading.meeting()
        put(meeting, "owner", calls="seating")
        meeting.do(c.CallNext(by=TEACHER))
        first = meeting.ballot.called
        meeting.vote(first, DUKE)

        assert meeting.ballot.method == "one_of_several"
        assert "The duke" in words(page(meeting, "screen")["scene"])
        while meeting.ballot.called:
            meeting.vote(meeting.ballot.called, COUNCIL)
        assert meeting.close().winners == (COUNCIL,)

    def test_its_result_is_told_everywhere(self, choosing):
        for seat in ("s1", "s2", "s3", "s4", "s5"):
            choosing.vote(seat, DUKE)
        choosing.close()
        choosing.do(c.Announce(by=TEACHER))

        assert choosing.ballot.winners == (DUKE,)
        assert choosing.ballot.silent == {"s6"}
        for audience, part in (
            ("seat", "count"),
            ("screen", "scene"),
            ("teach", "vote"),
            ("seat", "results"),
        ):
            assert "The duke" in words(page(choosing, audience)[part])
        assert "Chosen: The duke." in {said(sentence) for sentence in aloud(choosing.assembly)}
        (row,) = [row for row in minutes(choosing.scenario, choosing.journal).rows if row.kind == "division"]
        assert [group.vote for group in row.voters] == [COUNCIL, DUKE]


def test_the_wall_says_at_the_end_which_of_several_was_chosen():
    """On it the ending may hang: what was carried and lost besides does not say it."""
    meeting = persuading.meeting()
    meeting.divide({}, question="bridge")
    meeting.divide({}, question="owner")
    offered = {row.id: row.text for row in meeting.scenario.question("owner").alternatives}
    [winner] = meeting.ballot.winners
    meeting.reach("debrief")

    html = str(parts.page(Standing(code="MILBRK", assembly=meeting.assembly), "screen", "", "en")["scene"])

    assert "Carried" in html
    assert f"<strong>{offered[winner]}</strong>" in html


def test_a_meeting_that_decided_nothing_has_no_table_without_rows_on_the_wall():
    meeting = persuading.meeting()
    while meeting.assembly.now.kind != "debrief":
        meeting.do(c.AdvanceStage(by=TEACHER))
    scenes = {}
    for chapter in ("", "halls", "person", "turning_points"):
        if chapter:
            meeting.do(c.ShowChapter(by=TEACHER, chapter=chapter))
        now = Standing(code="MILBRK", assembly=meeting.assembly)
        scenes[chapter] = str(parts.page(now, "screen", "", "en")["scene"])
    meeting.do(c.CloseSession(by=TEACHER))
    closed = Standing(code="MILBRK", assembly=meeting.assembly)
    scenes["end"] = str(parts.page(closed, "screen", "", "en")["scene"])

    assert [name for name, html in scenes.items() if "<table" in html] == []
    assert "Nothing was decided here." in scenes["halls"]
    assert "Nothing was decided here." in scenes["end"]
    assert "no vote in which all saw who chose what" in scenes["person"]
    assert "There is none to tell of." in scenes["turning_points"]
