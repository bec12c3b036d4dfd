"""Our two meetings have enough to read and to write, for every side; and it reads well."""

import pytest

from debate.check import check
from tests.game.scenarios.test_reading import MEETINGS, SHEET, grade
from tests.support.rules.shipped import scenario


@pytest.mark.parametrize("slug", MEETINGS)
def test_there_are_eight_to_twelve_documents_and_no_dispute_is_forgotten(slug):
    found = scenario(slug)

    assert 8 <= len(found.documents) <= 12
    assert all(dispute.pair or dispute.unpaired for dispute in found.disputes)
    assert any(dispute.pair for dispute in found.disputes)
    assert check(found) == []


@pytest.mark.parametrize("slug", MEETINGS)
def test_pupils_can_read_something_before_something_is_read_aloud_and_something_is_for_looking_back(slug):
    assert {document.given for document in scenario(slug).documents} == {"before", "read", "after"}


@pytest.mark.parametrize("slug", MEETINGS)
def test_no_side_alone_is_heard(slug):
    found = scenario(slug)
    heard = {side for document in found.documents for side in document.speaks_for}

    assert len(heard) > 1


@pytest.mark.parametrize("slug", MEETINGS)
def test_the_elections_are_one_chart(slug):
    (chart,) = [document.chart for document in scenario(slug).documents if document.chart]

    assert {"Petrograd", "Moscow"} <= {
        word for row in chart.rows for word in row.name.replace(",", " ").split()
    }


@pytest.mark.parametrize("slug", MEETINGS)
def test_the_lessons_around_the_hour_are_whole(slug):
    found = scenario(slug)
    before = found.before

    assert before is not None
    assert len(before.check) == 6
    assert before.timeline
    assert before.plan
    assert before.parties
    assert sorted(task.kind for task in found.tasks) == ["essay", "leader", "letter", "speech"]
    assert len(found.rubric) == 4
    assert {len(row.bands) for row in found.rubric} == {4}
    assert 1500 <= sum(len(section.text.split()) for section in found.manual) <= 2300, "about four pages"
    assert len(found.curricula) >= 5


@pytest.mark.parametrize("slug", MEETINGS)
def test_what_pupils_read_of_it_reads_like_their_sheets(slug):
    found = scenario(slug)
    before = found.before
    assert before is not None

    page = [before.text, *(row.text for row in (*before.timeline, *before.parties, *before.plan.places))]
    page += [question.text for question in before.check] + [question.why for question in before.check]

    assert grade(page) <= SHEET
    assert all(grade([task.text]) <= SHEET for task in found.tasks)


@pytest.mark.parametrize("slug", MEETINGS)
def test_every_source_has_a_name_that_readers_can_say(slug):
    assert [source.id for source in scenario(slug).sources if not source.short] == []


@pytest.mark.parametrize("slug", MEETINGS)
def test_live_pages_have_the_notes_of_all_they_cite_and_not_those_of_what_became_of_persons(slug):
    found = scenario(slug)
    noted = {source.id for source in found.cited_in_class}
    claims = [*found.situation, *found.story, *found.cards, *found.documents, *found.interpretations]
    claims += [argument for side in found.factions for argument in side.arguments]
    claims += [known for role in found.roles for known in (role.who, *role.knows)]

    assert {id for claim in claims for id in claim.sources} <= noted
    assert {id for person in found.persons for id in person.sources} - noted


def test_a_passage_that_both_meetings_have_is_translated_alike():
    """Two wordings of one sentence would make a class that plays both ask which of them Lenin wrote."""
    ours = [
        next(found.text for found in scenario(slug).documents if found.id == "on-compromises")
        for slug in MEETINGS
    ]
    one, other = (paragraphs(text) for text in ours)

    assert one[0] == other[0]
    assert one[-1] == other[-1]


def paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]


@pytest.mark.parametrize("slug", MEETINGS)
def test_what_the_rubric_asks_of_a_text_in_a_role_the_task_asks_as_well(slug):
    """A row that is about the pupil's own judgement can be met in a role only where the task leaves room."""
    found = scenario(slug)
    (judged,) = [row for row in found.rubric if row.id == "judgement"]
    below = "two sentences" in judged.bands[0]

    assert all("as yourself" in task.text for task in found.tasks if task.in_role) == below
