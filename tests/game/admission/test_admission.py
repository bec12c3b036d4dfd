"""Who calls, what they may still ask, and whose turn it is: the parts of the door that need no server."""

import asyncio
import logging
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st
from twisted.logger import Logger

from game.admission import budgets, caller, turns
from game.admission.budgets import Ledger
from game.admission.caller import Caller
from game.admission.connections import Connections
from game.admission.frames import PacedSocket
from game.admission.limits import Limits, from_environment
from game.admission.pace import DEEPEST_DEBT, Pace
from game.admission.quiet import Rare
from game.admission.server import log_what_fails
from game.admission.turns import Lane, Queue, Turn
from game.people import participants


@pytest.mark.parametrize("typed", ["0", "-1", "many", "1.5", "٣٣x", "9" * 10, " 5"])
def test_a_limit_that_is_no_whole_number_from_one_is_named(typed):
    with pytest.raises(ImproperlyConfigured, match="LIMIT_JOINS_AT_ONCE"):
        from_environment({"LIMIT_JOINS_AT_ONCE": typed})


def test_limits_are_what_the_environment_says_and_else_what_a_school_needs():
    assert from_environment({}) == Limits()
    assert from_environment({"LIMIT_JOINS_AT_ONCE": "2000", "LIMIT_JOINS_A_MINUTE": ""}).joins_at_once == 2000
    assert (Limits().joins_at_once, Limits().joins_a_minute) == (400, 400)


@given(st.lists(st.floats(0, 5000)))
def test_a_debt_is_never_so_deep_that_its_owner_waits_longer_than_a_few_seconds(costs):
    pace = Pace(10, 5)

    for cost in costs:
        pace.spend(cost)

    assert pace.wait(0) <= DEEPEST_DEBT


def test_who_is_forgotten_is_given_more_not_less(monkeypatch):
    monkeypatch.setattr(budgets, "MOST_CALLERS", 100)
    ledger = Ledger(at_once=2, a_minute=1)
    assert [ledger.allows("ada") for _ in range(3)] == [True, True, False]

    for number in range(1000):
        ledger.allows(f"seat {number}")

    assert len(ledger._paces) == 100
    assert ledger.allows("ada")


def test_who_keeps_calling_is_not_forgotten_however_many_others_come(monkeypatch):
    monkeypatch.setattr(budgets, "MOST_CALLERS", 100)
    ledger = Ledger(at_once=5, a_minute=1)
    answers = []

    for number in range(300):
        ledger.allows(f"seat {number}")
        answers.append(ledger.allows("flooder"))

    assert answers.count(True) == 5


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("", "", True),
    ],
)
def test_strangers_are_counted_by_what_one_line_is_given(one, other, same):
    assert (caller.network(one) == caller.network(other)) is same


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "WzEsImEiXQ:1abc:xyz", "\0", "é" * 50, ":" * 4000])
def test_a_cookie_that_is_not_ours_makes_nobody_a_person(value):
    cookies = {"desk": value, "seat_ABCDEF": value, "seat_": value}

    assert caller.caller("10.0.0.1", cookies, "abcdef") == Caller("", "10.0.0.1")


def test_a_seat_s_cookie_makes_a_person_until_it_is_found_to_open_nothing(monkeypatch):
    from django.core import signing

    monkeypatch.setattr(participants, "lapsed", type(participants.lapsed)())
    cookies = {"seat_ABCDEF": signing.dumps([7, "key"], salt=participants.SALT)}

    assert caller.caller("10.0.0.1", cookies, "abcdef").name == "seat 7"
    assert caller.caller("10.0.0.1", cookies).name == "seat 7", "on pages of no session, too"
    participants.lapsed[7] = None
    assert caller.caller("10.0.0.1", cookies, "abcdef").name == "10.0.0.1"


# --- Turns ---------------------------------------------------------------------------------------------


def asked(queue, number):
    """So many turns, and the list of those that have begun."""
    begun, found = [], []
    for n in range(number):
        found.append(Turn(queue, lambda n=n: begun.append(n)))
        queue.join(found[-1])
    return found, begun


async def test_so_many_are_answered_at_a_time_in_their_order():
    turns_, begun = asked(Queue(Lane(2, 100.0, 1.0, False)), 5)
    assert begun == [0, 1]

    turns_[1].over()
    turns_[1].over()

    assert begun == [0, 1, 2], "saying it twice makes no room for two"
    turns_[3].over()  # its browser has gone while it waited
    turns_[0].over()
    assert begun == [0, 1, 2, 4]


async def test_any_number_that_are_over_as_soon_as_they_begin_make_room_for_those_behind():
    queue = Queue(Lane(2, 100.0, 1.0, False))
    first, begun = asked(queue, 2)
    refused = []
    for _ in range(5000):
        refused.append(Turn(queue, lambda: refused[len(begun) - 2].over() or begun.append("refused")))
        queue.join(refused[-1])
    last, _ = asked(queue, 1)

    first[0].over()

    assert begun == [0, 1] + ["refused"] * 5000
    assert queue._answered == {first[1], *last}


async def test_who_has_spent_their_seconds_waits_until_some_have_come_back():
    queue = Queue(Lane(1, 0.05, 1.0, False))
    turns_, begun = asked(queue, 2)
    await asyncio.sleep(0.15)

    turns_[0].over()

    assert begun == [0]
    await asyncio.sleep(0.3)
    assert begun == [0, 1]


async def test_a_person_may_always_have_one_answered():
    queue = Queue(Lane(3, 0.05, 0.0001, True))
    turns_, begun = asked(queue, 4)
    assert begun == [0, 1, 2]
    await asyncio.sleep(0.2)

    turns_[1].over()
    turns_[2].over()
    assert begun == [0, 1, 2], "beside others not any more"
    turns_[0].over()

    assert begun == [0, 1, 2, 3]


async def test_light_pages_and_others_have_lanes_of_their_own_and_each_caller_theirs(monkeypatch):
    monkeypatch.setattr(turns, "_queues", type(turns._queues)())
    begun = []
    stranger, pupil = Caller("", "10.0.0.1"), Caller("seat 1", "10.0.0.1")

    for _ in range(10):
        turns.ask(stranger, "GET", "/lab/ABCDEF/", lambda: begun.append("lab"))
    for who, path in ((stranger, "/join/ABCDEF/"), (pupil, "/lab/ABCDEF/"), (pupil, "/state/ABCDEF.json")):
        turns.ask(who, "GET", path, lambda path=path: begun.append(path))
    turns.ask(stranger, "POST", "/join/ABCDEF/", lambda: begun.append("joined"))

    assert begun == ["lab", "lab", "/join/ABCDEF/", "/lab/ABCDEF/", "/state/ABCDEF.json", "joined"]


# --- Connections ---------------------------------------------------------------------------------------


class Silent:
    def __init__(self, address):
        self.address, self.open = address, True

    def hang_up(self):
        self.open = False


def test_the_longest_silent_of_an_address_goes_for_a_newer_one_and_others_stay():
    found = Connections(an_address=3, in_all=5)
    neighbour, own = Silent("b"), [Silent("a") for _ in range(5)]

    for connection in (neighbour, *own):
        found.waits(connection, 10)

    assert [connection.open for connection in own] == [False, False, True, True, True]
    assert neighbour.open
    found.waits(neighbour, 10)  # has been answered in between, so it is the newest
    more = [Silent("c") for _ in range(3)]
    for connection in more:
        found.waits(connection, 10)
    assert len(found) == 5
    assert neighbour.open


def test_whoever_is_answered_is_not_counted_and_whose_time_is_up_goes():
    found = Connections(an_address=3, in_all=5)
    busy, late = Silent("a"), Silent("a")
    found.waits(busy, 10)
    found.waits(late, -1)

    found.leaves(busy)
    found.leaves(busy)
    found.sweep()

    assert (busy.open, late.open, len(found)) == (True, False, 0)
    assert not found._by_address


def test_what_a_protocol_raises_is_logged_though_daphne_silences_the_rest(caplog):
    with caplog.at_level(logging.DEBUG), log_what_fails():
        try:
            raise LookupError("of a protocol")
        except LookupError:
            Logger("tests").failure("a line was cut")
        Logger("tests").error("something that is told elsewhere")

    assert [(record.name, "of a protocol" in str(record.exc_info)) for record in caplog.records] == [
        ("twisted", True)
    ]


def test_of_one_kind_of_record_one_passes_at_a_time(monkeypatch):
    rare, record = Rare(), logging.makeLogRecord({"name": "twisted"})

    passed = []
    for now in (0.0, 1.0, 9.9, 10.0, 10.1):
        monkeypatch.setattr("game.admission.quiet.monotonic", lambda now=now: now)
        passed.append(rare.filter(record))

    assert passed == [True, False, False, True, False]


def test_a_socket_that_the_server_has_let_go_of_already_closes_without_a_word():
    """What it asked for was answered and looked through before the line was cut."""
    ended = []
    socket = PacedSocket()
    socket.server = SimpleNamespace(connections={})
    socket.entry = SimpleNamespace(over=lambda: ended.append(True))

    socket.onClose(False, 1006, "cut")

    assert ended == [True]
