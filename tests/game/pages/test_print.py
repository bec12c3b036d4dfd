"""The print pack: who may have it, that everybody is in it, and that it tells nothing it should not."""

import re
from statistics import mean

import pytest
from django.test import Client
from django.utils.html import escape
from msgspec.structs import replace

from debate import commands as c
from debate import scenario as s
from debate.assembly import Assembly
from debate.commands import DOOR, TEACHER
from debate.decide import decide
from game.models import Session
from game.pages.afterwards.print_pack import PARTS
from game.people import participants
from game.people.teachers import new_link
from game.scenarios import versions
from game.sessions import journal
from tests.support.rules import mini, studied
from tests.support.server.sessions import assembly_of, do, session

pytestmark = pytest.mark.django_db(transaction=True)

LANDMARK = {
    "story": 'id="story"',
    "procedure": 'id="procedure"',
    "roles": 'class="paper role"',
    "ballots": 'id="ballots"',
    "badges": 'id="badges"',
    "seating": 'id="seating"',
    "qr": "qr.svg",
    "tally": 'id="roll"',
    "before": 'id="before"',
    "documents": 'id="documents"',
    "later": 'id="later"',
    "tasks": 'id="tasks"',
    "manual": 'id="manual"',
}
"""What only this part has."""


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


def pack(client: Client, found: Session, **query: str) -> str:
    answer = client.get(f"/teach/{found.code}/print/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def founded(scenario: s.Scenario, pupils: int = 4) -> Session:
    """A session of this scenario, in its lobby."""
    command = c.CreateSession(by=TEACHER, pupils=pupils, minutes=50)
    return journal.found(
        "PAPERS", versions.keep(scenario), decide(Assembly(scenario=scenario), command, 1_000)
    )


def told() -> Session:
    """A session of a meeting with everything that can be printed."""
    return founded(studied.with_study(mini.with_story()))


def sheets(page: str) -> list[str]:
    """The seats that have a role sheet."""
    return re.findall(r'class="paper role" [^>]*aria-labelledby="role-(\w+)-title"', page)


def slips(page: str, question: str) -> list[str]:
    """The slips for one question, by its id."""
    [pile] = re.findall(rf'aria-labelledby="ballots-{question}".*?</section>', page, re.DOTALL)
    return pile.split('<li class="slip">')[1:]


def test_strangers_and_pupils_get_nothing_of_it():
    found = session()
    pupil = Client()
    pupil.post(f"/join/{found.code}/", {"name": "Anna"})

    answers = [client.get(f"/teach/{found.code}/print/") for client in (Client(), pupil)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not any("Keep your trade." in answer.content.decode() for answer in answers)


def test_there_is_no_pack_of_a_session_that_is_not_there(teacher):
    assert teacher.get("/teach/ZZZZZZ/print/").status_code == 404


def test_the_whole_pack_has_every_part(teacher):
    page = pack(teacher, told())

    assert {part for part, landmark in LANDMARK.items() if landmark in page} == set(PARTS)


@pytest.mark.parametrize("part", PARTS)
def test_one_part_alone_is_that_part_and_no_other(teacher, part):
    page = pack(teacher, told(), only=part)

    assert [other for other, landmark in LANDMARK.items() if landmark in page] == [part]


def test_a_part_that_does_not_exist_is_no_part_at_all(teacher):
    page = pack(teacher, told(), only="minutes")

    assert all(landmark in page for landmark in LANDMARK.values())


def test_the_story_is_told_frame_by_frame_with_its_sources(teacher):
    page = pack(teacher, told(), only="story")

    assert re.findall(r"<h3>(Winter \d)</h3>", page) == [f"Winter {n}" for n in range(1, 6)]
    assert "The river rose 3 feet." in page
    assert "<cite>Minutes of the council</cite>" in page


def test_where_no_story_is_told_there_is_none_to_print(teacher):
    page = pack(teacher, session(), only="story")

    assert 'id="story"' not in page
    assert "Story so far" not in page
    assert LANDMARK["procedure"] in page


def test_everybody_expected_has_a_sheet_with_the_private_half_of_their_person(teacher):
    found = session()
    expected = assembly_of(found).order[:4]

    page = pack(teacher, found, only="roles")

    assert sheets(page) == list(expected)
    for text in ("Get heard.", "Keep your trade.", "No new taxes.", "A fair share.", "Neighbours, hear me."):
        assert page.count(text) == len(expected)


def test_for_all_seats_everybody_in_the_hall_has_a_sheet(teacher):
    found = session()

    assert sheets(pack(teacher, found, only="roles", seats="all")) == list(assembly_of(found).order)


def test_a_pupil_beyond_those_expected_has_a_sheet_too(teacher):
    found = session()
    last = assembly_of(found).order[-1]
    do(found, c.TakeSeat(by=TEACHER, seat=last))

    assert sheets(pack(teacher, found, only="roles"))[-1] == last


def test_a_pupil_who_is_in_finds_their_name_on_the_sheet_the_slips_and_the_roll(teacher):
    found = session()
    participant = participants.new(found.pk, "Zoë & Co")
    participant.seat = assembly_of(found).order[0]
    participant.save()
    do(found, c.TakeSeat(by=DOOR))

    for part in ("roles", "ballots", "tally"):
        assert "Zoë &amp; Co" in pack(teacher, found, only=part)
    assert "Zoë" not in pack(teacher, found, only="seating"), "it hangs on the wall"
    assert "Zoë &amp; Co" in pack(teacher, found, only="seating", names="yes")


def test_a_delegate_has_a_sheet_that_says_who_sent_them(teacher):
    found = founded(mini.scenario(), pupils=30)
    delegates = [id for id in assembly_of(found).order[:30] if not assembly_of(found).seats[id].role]

    page = pack(teacher, found, only="roles")

    assert delegates
    assert page.count("You were sent.") == len(delegates)


def test_each_question_has_a_slip_for_everybody_who_votes(teacher):
    found = founded(mini.scenario(), pupils=30)
    assembly = assembly_of(found)
    voters = [id for id in assembly.order[:30] if assembly.seats[id].votes]

    page = pack(teacher, found, only="ballots")

    assert len(voters) < 30
    for question in ("bridge", "toll", "motions"):
        assert len(slips(page, question)) == len(voters)
    assert all(slip.count('class="box"') == 3 for slip in slips(page, "bridge"))


def test_a_slip_bears_its_persons_name_but_a_secret_one_bears_nobodys(teacher):
    found = session()
    names = [f"Ann {assembly_of(found).seats[id].role.title()}" for id in assembly_of(found).order[:4]]

    page = pack(teacher, found, only="ballots")

    assert all(name in slip for name, slip in zip(names, slips(page, "bridge"), strict=True))
    assert not any("Ann " in slip for slip in slips(page, "ferry"))


@pytest.mark.parametrize(
    ("method", "elects", "how"), [("ranked", 1, "1 is your first choice"), ("election", 2, "Mark up to 2.")]
)
def test_where_there_are_alternatives_the_slip_has_a_box_for_each(teacher, method, elects, how):
    ways = tuple(s.Alternative(id=id, text=id.title()) for id in ("east", "west", "north", "south"))
    question = s.Question(
        id="where", title="Where", text="Where?", alternatives=ways, method=method, elects=elects
    )
    scenario = replace(mini.scenario(), questions=(*mini.scenario().questions, question))

    [slip, *_] = slips(pack(teacher, founded(scenario), only="ballots"), "where")

    assert slip.count('class="box"') == 4
    assert how in slip


def test_the_procedure_names_stages_minutes_majorities_and_how_to_move(teacher):
    page = pack(teacher, session(), only="procedure")

    for text in ("Speak to the chair.", "First-Debate", "8 min", "a majority of the votes cast"):
        assert text in page
    for text in ("I move that", "I second the motion", "Close the debate", "Two thirds of the votes cast"):
        assert text in page


def test_nothing_in_the_pack_looks_past_the_meeting(teacher):
    scenario = mini.scenario()
    stages = tuple(replace(stage, teacher="For the desk alone.") for stage in scenario.agenda)
    found = founded(replace(scenario, agenda=stages))

    page = pack(teacher, found, seats="all")

    for hindsight in (
        "She spoke twice.",
        "On 5 May, in the hall.",
        "The bridge opened.",
        "So it ended.",
        "For the desk",
    ):
        assert hindsight not in page
    assert "Ferry-Vote" in page, "a stage left out would tell how the vote before it ended"


def test_factions_sit_from_left_to_right(teacher):
    page = pack(teacher, founded(mini.scenario(), pupils=9), only="seating")

    seats = re.findall(r'class="seat-sign" x="([\d.]+)"[^>]*>(\w)<', page)
    middle = {side: mean(float(x) for x, sign in seats if sign == side) for side in "BFU"}
    assert middle["B"] < middle["F"] < middle["U"]


def test_what_is_left_out_is_not_in_the_whole_pack_and_can_be_put_back(teacher):
    found = told()

    page = pack(teacher, found, without="manual,later,nonsense")

    assert [part for part, landmark in LANDMARK.items() if landmark not in page] == ["later", "manual"]
    assert "without=later%2Ctasks%2Cmanual" in page, "the way without tasks, too"
    assert 'href="?names=no&amp;without=later"' in page, "the way back for the manual"


def test_where_there_is_nothing_of_a_part_it_is_not_offered(teacher):
    page = pack(teacher, session())

    assert "Manual" not in page
    assert "Leave out" not in page


@pytest.mark.parametrize("length", ["short", "middle", "long"])
def test_sheets_come_in_three_lengths(teacher, length):
    found = founded(versions.offered()["democratic-conference"])
    whole, cut = pack(teacher, found, only="roles"), pack(teacher, found, only="roles", length=length)
    aims = [role.private_aim for role in versions.offered()["democratic-conference"].roles]

    assert sheets(cut) == sheets(whole)
    assert len(cut) < len(whole)
    assert sum(escape(aim) in cut for aim in aims) == sum(escape(aim) in whole for aim in aims) == 4


def test_a_document_for_some_says_for_whom_and_those_for_looking_back_lie_apart(teacher):
    found = told()

    before, later = pack(teacher, found, only="documents"), pack(teacher, found, only="later")

    assert re.search(r"Before the end only for: Ferrymen, Ann Potter", before)
    assert before.count('class="paper document-paper"') == 4
    assert later.count('class="paper document-paper"') == 1


def test_the_lesson_before_is_printed_without_its_answers(teacher):
    page = pack(teacher, told(), only="before")

    question = studied.with_study(mini.scenario()).before.check[0]
    assert question.text in page
    assert question.why not in page


def test_the_manual_is_printed_with_the_courses_it_belongs_to(teacher):
    page = pack(teacher, told(), only="manual")

    assert "Or they do not." in page
    assert "How towns decide." in page


def test_no_two_sentences_of_a_role_sheet_run_together(teacher):
    """Where they stand, why, how sure that is, and what could change it are elements of their own."""
    found = founded(versions.offered()["democratic-conference"], pupils=28)

    text = pack(teacher, found, only="roles")

    sheets = text.split('class="paper role"')[1:]
    assert len(sheets) == 28
    # Blocks stand apart by themselves.
    together = r".{20}</(?:strong|em|small)>(?:\w|<(?:strong|em|small)).{10}"
    assert [found for sheet in sheets for found in re.findall(together, sheet)] == []
