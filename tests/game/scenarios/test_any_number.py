"""Questions that offer two alternatives, twelve, or many more: every page stands, and none takes for ever."""

import re
import time
from collections import Counter

import pytest
from django.test import Client
from msgspec.structs import replace

from debate import commands as c
from debate import scenario as s
from debate.commands import TEACHER
from game import parts
from game.models import Session
from game.people.teachers import new_link
from game.scenarios import versions
from game.sessions import journal
from game.slices.seat import pupil
from tests.game.parts.test_parts import standing
from tests.game.slices.test_lab import answers
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

pytestmark = pytest.mark.django_db(transaction=True)

PUPILS = 9
NUMBERS = [*range(2, 13), 30]
LONGEST = 5.0
"""Seconds for one page, on a machine that does much else; at 30 each takes a tenth of that."""


def offering(number: int) -> s.Scenario:
    """The miniature, where the straw poll has so many ways, which every faction orders in its own manner; and
    as many stand for the board."""
    scenario = mini.with_everything()
    ways = tuple(s.Alternative(id=f"w{n}", text=f"Way {n}") for n in range(1, number + 1))
    orders = {f.id: tuple(way.id for way in (*ways[n:], *ways[:n])) for n, f in enumerate(scenario.factions)}
    return replace(
        scenario,
        questions=tuple(
            replace(q, alternatives=ways, elects=1 if q.id == "way" else max(1, number // 3))
            if q.alternatives
            else q
            for q in scenario.questions
        ),
        factions=tuple(
            replace(f, preferences={"way": orders[f.id], "board": orders[f.id]}) for f in scenario.factions
        ),
    )


def polled(number: int) -> Meeting:
    """Nobody votes as the factions would; two papers are blank."""
    meeting = debating(PUPILS, scenario=offering(number), expected=PUPILS)
    names = [f"w{n}" for n in range(1, number + 1)]
    for question, mark in (("way", ">"), ("board", ",")):
        meeting.do(c.PutQuestion(by=TEACHER, question=question))
        for n in range(PUPILS - 2):
            order = names[n % number :] + names[: n % number]
            meeting.vote(f"s{n + 1}", mark.join(order[: meeting.ballot.elects] if mark == "," else order))
        for n in (PUPILS - 1, PUPILS):
            meeting.vote(f"s{n}", "")
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))
    return meeting


def kept(meeting: Meeting) -> Session:
    meeting.do(c.CloseSession(by=TEACHER))
    return journal.found("NUMBER", versions.keep(meeting.scenario), meeting.journal)


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


@pytest.mark.parametrize("number", NUMBERS)
def test_every_page_stands_for_any_number_of_alternatives(teacher, number):
    found = kept(polled(number))

    for path in (
        "/lab/{}/",
        "/outcome/{}/",
        "/minutes/{}/",
        "/replay/{}/?at=40",
        "/teach/{}/print/",
        "/export/{}.txt",
    ):
        began = time.perf_counter()
        answer = teacher.get(path.format(found.code))
        text = answer.content.decode()
        assert answer.status_code == 200, path
        assert time.perf_counter() - began < LONGEST, path
        assert f"Way {number}" in text, path
        ids = re.findall(r'<[a-z][^>]*\sid="([^"]+)"', text)
        assert [id for id, times in Counter(ids).items() if times > 1] == [], path


@pytest.mark.parametrize("number", NUMBERS)
def test_the_lab_answers_from_the_factions_orders_alone(number):
    """Where nobody has voted at all."""
    told = answers(debating(1, scenario=offering(number)).assembly, "", {}, {})

    (poll,) = told["polls"]
    assert poll.here is None
    assert [row.rule for row in poll.then.rules] == ["pairs", "points", "first_places", "run_off"]
    assert len({row.sign for row in poll.then.alternatives}) == number


@pytest.mark.parametrize("number", NUMBERS)
def test_how_few_papers_would_have_turned_it_is_said_for_every_rule_but_the_run_off(number):
    told = answers(polled(number).assembly, "", {}, {})

    (poll,) = told["polls"]
    won = {row.rule: row.fewest for row in poll.here.rules if len(row.winners) == 1}
    assert won
    assert {rule for rule, papers in won.items() if papers is None} == won.keys() & {"run_off"}


@pytest.mark.parametrize("number", NUMBERS)
def test_the_paper_has_a_place_for_each(number):
    meeting = debating(PUPILS, scenario=offering(number), expected=PUPILS)
    for question in ("way", "board"):
        meeting.do(c.PutQuestion(by=TEACHER, question=question))

        html = parts.draw(("me", "my-vote"), pupil.vote(standing(meeting.assembly), "s1"), "en")

        assert html.count('<select id="rank-' if question == "way" else 'type="checkbox"') == number
        assert "A paper that is left empty counts as blank." in html
        meeting.close()
        meeting.do(c.Announce(by=TEACHER))
