"""The lab's page, made from sessions of every kind: what it says, and what it must not be able to say."""

import re

import pytest
from django.template.loader import render_to_string
from msgspec.structs import replace

from debate import commands as c
from debate.assembly import Assembly
from debate.commands import TEACHER
from debate.evolve import fold
from debate.shown.audience import given
from game.drawn.lab import count
from game.slices.lab import own, people, picture
from tests.journals.test_journals import JOURNALS, opened
from tests.support.rules import mini, shipped
from tests.support.rules.meeting import Meeting, debating, lobby

CONFERENCE, COMMITTEE = "democratic-conference", "central-committee-10-october"


def answers(assembly: Assembly, seat: str, asked: dict[str, str], posted: dict[str, str]) -> dict:
    """All that the page says of this meeting, to the pupil of this seat ("" for anybody else)."""
    found = count(assembly, "MILBRK")
    return given(found.shared) | {
        "own": own.own(assembly, seat, asked.get("wish", "")) if seat else None,
        "rankings": own.rankings(assembly, seat, posted) if seat else [],
        "picture": picture.picture(assembly.scenario, asked.get("step", "")),
        "one_less": people.one_less(assembly, found.here, asked.get("without", "")),
    }


def page(assembly: Assembly, seat: str = "", posted: dict[str, str] | None = None, **asked: str) -> str:
    """The words of the page, as one line."""
    told = answers(assembly, seat, asked, posted or {})
    pieces = [
        "head",
        *(["own"] if told["own"] else []),
        *(["picture"] if told["picture"] else []),
        "middle",
        *(["one_less"] if told["voted"] else []),
        "end_of_page",
    ]
    html = " ".join(render_to_string(f"lab/{piece}.html", told) for piece in pieces)
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def section(text: str, heading: str, until: str) -> str:
    return text.split(heading)[-1].split(until)[0]


def played(slug: str, pupils: int = 4, votes: tuple[str, ...] = (), **put) -> Meeting:
    """A whole meeting of a shipped scenario, in which these pupils vote so on every yes or no; among
    alternatives they are silent."""
    meeting = lobby(pupils, scenario=shipped.scenario(slug))
    meeting.do(c.OpenSession(by=TEACHER))
    while meeting.assembly.now.kind != "debrief":
        now = meeting.assembly.now
        if now.kind == "division" and now.question not in meeting.assembly.results():
            given = zip(meeting.assembly.order, votes, strict=False)
            asks = not meeting.scenario.question(now.question).alternatives
            meeting.divide(dict(given) if asks else {}, **(put if asks else {}))
        meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


def test_the_house_alone_gets_the_same_answers_as_the_record():
    meeting = played(CONFERENCE, pupils=0)

    rows = answers(meeting.assembly, "", {}, {})

    left_out = [row for row in rows["divisions"] if row.here is None]
    for row in rows["divisions"]:
        assert row in left_out or row.here.figures == row.then.figures
    assert [row.id for row in left_out] == ["assist"]  # A lesson of this length has no time for it.
    assert all(row.ends[0] == row.ends[1] for row in rows["orders"])


def test_the_order_of_business_is_told_in_words():
    text = section(
        page(played(CONFERENCE, 0).assembly), "What if the amendments had come first?", "We assume"
    )

    assert (
        "The whole first, as it was moved Coalition in principle A text stands: Coalition in principle"
        in text
    )
    assert "Undivided: everything in one vote The resolution as amended No text No text" in text


def test_rivals_are_told_where_there_are_some():
    text = section(
        page(played(COMMITTEE, 0).assembly), "What if the other way had been put first?", "We assume"
    )

    assert "Nobody can tell: no vote was taken on it" in text
    assert "For 4 · Against 6 · Abstain 2" in text


def test_the_absent_ten_are_told():
    text = section(page(played(COMMITTEE, 0).assembly), "What if everybody had come?", "We assume")

    assert "10 persons more" in text
    assert "For 16 · Against 6 · Abstain 0" in text


def test_an_empty_session_says_so_and_still_explains_the_record():
    text = page(lobby(0, scenario=shipped.scenario(CONFERENCE)).assembly)

    assert "No question of the record was decided in this session." in text
    assert "How can a hall say yes three times, and then no?" in text
    assert "no vote was taken on" in text


def test_a_straw_poll_that_was_never_taken_is_said_to_be_missing():
    text = page(played(CONFERENCE, 0).assembly)

    assert "Your class never took this straw poll" in text
    assert "“A coalition without the Kadets” beats each of the others." in text


def test_of_a_meeting_that_voted_in_secret_nobody_is_named():
    meeting = played(COMMITTEE, 6, ("against", "for", "for", "against", "for", "for"), method="secret")

    told = answers(meeting.assembly, "s1", {"without": "s1"}, {})

    assert told["own"].votes == ()
    assert [row.now for row in told["one_less"].rows] == [None] * len(told["one_less"].rows)
    for row in told["divisions"]:
        if row.here:
            assert row.here.missed == row.here.pivot.who == row.here.pivot.alone == ()
            assert not {way.way for way in row.ways if way.here} & {
                "by_person",
                "as_blocks",
                "one_each",
            }
    assert "You gave no vote by name" in page(meeting.assembly, "s1")


def test_two_meetings_that_differ_in_who_voted_how_in_secret_look_the_same():
    one = played(COMMITTEE, 6, ("for", "for", "against", "against", "for", "for"), method="secret")
    other = played(COMMITTEE, 6, ("against", "for", "for", "for", "for", "against"), method="secret")

    assert [page(one.assembly, seat) for seat in ("", "s1", "s3")] == [
        page(other.assembly, seat) for seat in ("", "s1", "s3")
    ]


@pytest.mark.parametrize("weighting", ["bloc", "seat"])
@pytest.mark.parametrize("slug", [CONFERENCE, COMMITTEE])
def test_both_meetings_can_be_looked_at_by_blocs_and_by_seats(slug, weighting):
    meeting = lobby(5, scenario=shipped.scenario(slug), weighting=weighting)
    meeting.do(c.OpenSession(by=TEACHER))
    while meeting.assembly.now.kind != "division":
        meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.divide({"s1": "against", "s2": "for"})

    text = page(meeting.assembly, "s1", without="s2")

    # By blocs, too, each of the twelve of the Committee stands for one.
    assert ("one person, one vote" in text) == (weighting == "bloc" and slug == CONFERENCE)
    assert "Could you have got more by voting otherwise?" in text
    assert "Count once more without" in text


def test_motions_and_votes_by_delegation_are_taken_in():
    meeting = debating(4, scenario=mini.with_everything())
    meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="delegation")
    meeting.decide(meeting.admitted(text="More light on the quay."))
    meeting.decide(meeting.moved("s2", kind="close_list"))

    text = page(meeting.assembly, "s1", without="s3")

    assert "More light on the quay." in text
    assert "Close the speakers’ list" in text


def polled(*papers: str) -> Meeting:
    meeting = debating(len(papers), scenario=mini.with_everything())
    meeting.do(c.PutQuestion(by=TEACHER, question="way"))
    for n, paper in enumerate(papers, 1):
        meeting.vote(f"s{n}", paper)
    meeting.close()
    meeting.do(c.Announce(by=TEACHER))
    return meeting


OWN_PAPER = {"poll": "way", "rank-west": "1", "rank-south": "2", "rank-north": "3"}


def test_a_ranking_that_is_typed_in_is_answered():
    """North 4 (with the house 8 seats, four of them the pupils'), south 4, west 1, whose second is south."""
    meeting = polled(
        "south>north>west", "south>north>west", "south>north>west", "west>south>north", "south>west>north"
    )

    text = page(meeting.assembly, "s4", OWN_PAPER)

    assert "You gave no vote by name" in text
    assert "With another paper you could have got more" in text
    assert "1. South" in text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (
            {"rank-west": "1", "rank-north": "2", "rank-south": "3"},
            "No paper with this order was in the box.",
        ),
        ({"rank-west": "1", "rank-north": "1"}, "Give each of them another number"),
        ({"rank-west": "", "rank-north": ""}, "Give each of them another number"),
        ({"rank-nowhere": "1"}, "Give each of them another number"),
        ({"rank-west": "first"}, "Give each of them another number"),
    ],
)
def test_what_cannot_be_a_paper_is_answered_in_a_sentence(typed, says):
    meeting = polled("south>north>west", "north>south>west", "west>south>north")

    assert says in page(meeting.assembly, "s1", {"poll": "way", **typed})


def test_what_was_typed_stays():
    meeting = polled("south>north>west", "west>south>north")

    (paper,) = answers(meeting.assembly, "s1", {}, OWN_PAPER)["rankings"]

    assert {row.id: row.place for row in paper.alternatives} == {
        "north": "3",
        "south": "2",
        "west": "1",
    }


def test_only_who_handed_in_a_paper_is_asked_for_it():
    meeting = polled("south>north>west")

    assert len(answers(meeting.assembly, "s1", {}, {})["rankings"]) == 1
    assert answers(meeting.assembly, "s2", {}, {})["rankings"] == []
    assert answers(meeting.assembly, "", {}, {})["rankings"] == []


def test_a_wish_is_answered():
    meeting = played(CONFERENCE, 1, ("for",))

    assert "is how your meeting ended." in page(meeting.assembly, "s1", wish="no-answer")
    assert "No votes of yours alone" in page(meeting.assembly, "s1", wish="coalition-open")
    assert "would have led" not in page(meeting.assembly, "s1", wish="nonsense")


@pytest.mark.parametrize("step", ["", "0", "3", "99", "x", "-1", "²"])
def test_a_step_that_is_not_there_is_the_nearest(step):
    told = answers(lobby(0, scenario=shipped.scenario(CONFERENCE)).assembly, "", {"step": step}, {})

    assert told["picture"].at == {"3": 3, "99": 5}.get(step, 1)


def test_the_bars_of_the_picture_lie_end_to_end_and_inside_the_drawing():
    for slug in (CONFERENCE, COMMITTEE):
        assembly = lobby(0, scenario=shipped.scenario(slug)).assembly
        for step in range(1, 6):
            drawing = answers(assembly, "", {"step": str(step)}, {})["picture"].now.drawing
            for row in drawing.rows:
                ends = [bar.x + bar.width for bar in row.bars]
                assert [bar.x for bar in row.bars] == [0, *ends][: len(ends)]
                assert max([0, *ends]) <= drawing.wide


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_sessions_with_everything_in_them_can_be_looked_at_from_the_seats(path):
    scenario, events, _ = opened(path)
    assembly = fold(replace(scenario, lab=shipped.scenario(scenario.slug).lab), events)

    pages = {seat: page(assembly, seat, without=seat) for seat in assembly.order[::4]}

    assert all("Could you have got more by voting otherwise?" in text for text in pages.values())


def test_a_scenario_the_lab_knows_nothing_of_has_the_rest():
    meeting = debating(4)
    meeting.divide({"s1": "for"})

    told = answers(meeting.assembly, "s1", {}, {})

    assert (told["picture"], told["orders"], told["rivals"]) == (None, (), None)
    assert "What if one person had been missing?" in page(meeting.assembly)
