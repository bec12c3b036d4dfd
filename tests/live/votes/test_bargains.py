"""Bargains by socket and by its POST twin: made exactly once, and seen by the two and the teacher alone."""

import re

import pytest

from debate.events import BargainOffered, BargainStruck
from tests.live.classroom import at_once, part, refused, shown

OFFER = {"ask": "rising:abstain", "give": "wait-for-congress:for"}


@pytest.fixture
def three(meeting):
    """A debate, and three pupils: all of the Committee have a vote."""
    pupils = meeting.pupils(3)
    meeting.debate()
    return pupils


def journalled(meeting, kind) -> int:
    return len(meeting.store.events(meeting.code, kind))


def test_an_offer_comes_to_the_other_and_is_accepted(three, meeting):
    one, other, third = three
    line = other.socket()

    assert one.act("offer_bargain", to=other.seat, **OFFER)["ok"]

    assert "accept_bargain" in part(shown(line, 'value="accept_bargain"'), "my-now")
    assert line.act("k-1", "accept_bargain", bargain="g1")["ok"]
    assert [row["state"] for row in one.state()["me"]["bargains"]] == ["struck"]
    assert third.state()["me"]["bargains"] == []
    assert meeting.state()["bargains"][0]["id"] == "g1"


def test_the_same_form_sent_twice_without_a_script_is_one_offer(three, meeting):
    one, other, _third = three
    page = one.browser.get(f"/seat/{meeting.code}/").text
    form = re.search(r'id="offer-bargain".*?name="form" value="([^"]+)"', page, re.S)
    fields = {"act": "offer_bargain", "to": other.seat, **OFFER, "form": form[1]}
    path = f"/act/{meeting.code}/"

    at_once(*[lambda: one.browser.post(path, fields)] * 2)
    assert other.act("drop_bargain", bargain="g1")["ok"]
    one.browser.post(path, fields)

    assert journalled(meeting, BargainOffered) == 1


def test_two_taps_on_accept_strike_it_once(three, meeting):
    one, other, _third = three
    one.act("offer_bargain", to=other.seat, **OFFER)

    answers = at_once(*[lambda: other.act("accept_bargain", bargain="g1")] * 2)

    assert [answer["ok"] for answer in answers] == [True, True]
    assert journalled(meeting, BargainStruck) == 1


def test_a_third_can_neither_accept_nor_speak_for_another(three):
    one, other, third = three
    one.act("offer_bargain", to=other.seat, **OFFER)

    assert refused(third.act("accept_bargain", bargain="g1"))
    assert refused(third.act("accept_bargain", bargain="g1", seat=other.seat))
    assert refused(third.act("say_what_moved", ballot="b1", what="mind"))


def test_the_teacher_offers_and_answers_for_pupils_without_a_device(three, meeting):
    one, other, _third = three

    meeting.teach("offer_bargain", seat=one.seat, to=other.seat, **OFFER)
    meeting.teach("accept_bargain", seat=other.seat, bargain="g1")

    assert [row["state"] for row in other.state()["me"]["bargains"]] == ["struck"]
