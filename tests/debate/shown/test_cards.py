"""News: released by the teacher or by the agenda, to all or to some; and the record of who knew what when."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import DOOR, TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby
from tests.support.rules.seen import view

# letter is for the ferrymen (s2, s5, s9) and the potter (s8); flood is for all, and suits the first debate.


def by_stage(card: str = "flood", **changes: object) -> Meeting:
    """In the caucus, with a card that comes by itself when the debate begins."""
    scenario = mini.with_everything()
    cards = tuple(
        replace(row, released="stage", stage="first-debate", **changes) if row.id == card else row
        for row in scenario.cards
    )
    played = lobby(5, scenario=replace(scenario, cards=cards))
    played.do(c.OpenSession(by=TEACHER))
    played.reach("caucus")
    return played


def readers(played: Meeting, card: str) -> list[str]:
    """The seats that read a card."""
    return [
        seat
        for seat in played.assembly.order
        if card in [row["id"] for row in view(played.assembly, "seat", seat)["cards"]]
    ]


def release(played: Meeting, card: str, *to: str) -> None:
    played.do(c.ReleaseCard(by=TEACHER, card=card, to=to))


def test_a_card_of_a_stage_comes_when_the_stage_begins():
    played = by_stage()
    assert readers(played, "flood") == []

    played.do(c.AdvanceStage(by=TEACHER))

    assert readers(played, "flood") == list(played.assembly.order)


def test_a_card_for_the_teacher_to_release_comes_with_no_stage():
    played = debating(5, scenario=mini.with_everything())

    assert readers(played, "flood") == []


def test_a_card_that_all_have_does_not_come_again():
    played = by_stage()
    release(played, "flood")

    played.do(c.AdvanceStage(by=TEACHER))

    assert len(played.happened(e.CardReleased)) == 1


def test_a_card_that_one_had_before_still_comes_to_the_others():
    played = by_stage()
    release(played, "flood", "s1")

    played.do(c.AdvanceStage(by=TEACHER))

    assert readers(played, "flood") == list(played.assembly.order)


@pytest.mark.parametrize(
    ("to", "seats"),
    [
        ((), "s2 s5 s8 s9"),
        (("all",), "s1 s2 s3 s4 s5 s6 s7 s8 s9"),
        (("undecided",), "s3 s8"),
        (("archer",), "s1"),
        (("s4",), "s4"),
        (("undecided", "archer", "s4"), "s1 s3 s4 s8"),
    ],
)
def test_the_teacher_chooses_who_reads_a_card(to, seats):
    played = debating(5, scenario=mini.with_everything())

    release(played, "letter", *to)

    assert readers(played, "letter") == seats.split()
    assert bool(view(played.assembly, "screen")["cards"]) is ("all" in to)


def test_first_some_and_later_all():
    played = debating(5, scenario=mini.with_everything())
    release(played, "letter", "s1")
    release(played, "letter", "s2")
    assert played.do(c.ReleaseCard(by=TEACHER, card="letter", to=("s1", "s2"))) == []

    release(played, "letter", "all")

    assert readers(played, "letter") == list(played.assembly.order)
    assert played.do(c.ReleaseCard(by=TEACHER, card="letter", to=("builders",))) == []
    (row,) = view(played.assembly, "seat", "s1")["cards"]
    assert row["id"] == "letter"


@pytest.mark.parametrize(
    ("card", "to", "code"),
    [
        ("rumour", (), "no_such_card"),
        ("letter", ("nobody",), "no_such_reader"),
        ("letter", ("s99",), "no_such_reader"),
    ],
)
def test_a_card_that_is_known_goes_to_those_who_are(card, to, code):
    assert debating().refusal(c.ReleaseCard(by=TEACHER, card=card, to=to)) == code


def test_the_record_says_who_knew_what_since_when():
    played = debating(5, scenario=mini.with_everything())
    first = played.at
    release(played, "letter", "s1")
    played.wait(60)
    release(played, "letter", "undecided")

    assert [(row.card, row.to, row.at) for row in played.assembly.cards] == [
        ("letter", ("s1",), first),
        ("letter", ("undecided",), first + 60_000),
    ]
    (row,) = view(played.assembly, "teach")["cards"]
    assert (row["to"], row["at"]) == (["s1", "undecided"], first)


def test_a_reader_is_not_told_who_else_has_read_it():
    played = debating(5, scenario=mini.with_everything())
    release(played, "letter", "s1")
    release(played, "letter", "s2")

    (row,) = view(played.assembly, "seat", "s2")["cards"]

    assert row["to"] == ["s2"]


def test_a_latecomer_reads_what_their_person_would_know():
    played = debating(5, scenario=mini.with_everything())
    release(played, "letter")

    played.do(c.TakeSeat(by=DOOR, seat="s9"))

    assert "s9" in readers(played, "letter")


def test_news_may_come_while_the_meeting_is_paused_and_not_after_the_session():
    played = debating(5, scenario=mini.with_everything())
    played.do(c.Pause(by=TEACHER))
    release(played, "letter")
    played.do(c.Resume(by=TEACHER))
    played.do(c.CloseSession(by=TEACHER))

    assert played.refusal(c.ReleaseCard(by=TEACHER, card="flood")) == "session_closed"
