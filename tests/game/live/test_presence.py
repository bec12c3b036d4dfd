"""Who is here, away or gone, second by second."""

import pytest

from game.live.viewers.presence import BELIEVED, GRACE, Presences


class Time:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def presences(time):
    return Presences(time)


@pytest.mark.parametrize("looking", [True, False])
def test_whoever_has_a_socket_is_here_or_away_however_long_it_takes(presences, time, looking):
    presences.sat("1", looking)

    time.now += 10_000

    assert presences.all() == {"1": "here" if looking else "away"}


@pytest.mark.parametrize(
    ("seconds", "then"), [(0, "away"), (GRACE - 0.1, "away"), (GRACE, "gone"), (GRACE + 1000, "gone")]
)
def test_whoever_left_is_away_for_the_grace_and_then_gone(presences, time, seconds, then):
    presences.sat("1", True)
    presences.left("1")

    time.now += seconds

    assert presences.own() == presences.all() == {"1": then}
    assert presences.left_at("1") == time.now - seconds


def test_whoever_comes_back_is_here_and_the_grace_begins_anew(presences, time):
    presences.sat("1", True)
    presences.left("1")
    time.now += GRACE + 1
    presences.sat("1", True)
    assert presences.all() == {"1": "here"}

    presences.left("1")
    time.now += GRACE - 1

    assert presences.all() == {"1": "away"}


def test_whoever_went_to_another_process_is_not_away_at_this_one(presences):
    presences.sat("1", True)

    presences.moved("1")

    assert presences.all() == {}
    assert presences.left_at("1") == 0


@pytest.mark.parametrize(("seconds", "then"), [(0, "here"), (BELIEVED, "here"), (BELIEVED + 0.1, "gone")])
def test_another_process_is_believed_for_so_long_after_its_last_word(presences, time, seconds, then):
    presences.hear("other", {"1": "away"})
    time.now += BELIEVED - 1
    presences.hear("other", {"1": "here"})

    time.now += seconds

    assert presences.elsewhere("1") == then
    assert presences.all().get("1", "gone") == then
    assert presences.elsewhere("2") == "gone"


RANKED = ("gone", "away", "here")


@pytest.mark.parametrize("one", RANKED)
@pytest.mark.parametrize("other", RANKED)
def test_of_two_processes_words_the_livelier_counts(presences, one, other):
    presences.hear("one", {"1": one})
    presences.hear("other", {"1": other})

    assert presences.elsewhere("1") == max(one, other, key=RANKED.index)
    assert presences.all().get("1", "gone") == max(one, other, key=RANKED.index)


@pytest.mark.parametrize("word", RANKED)
def test_a_pupil_who_left_here_is_what_another_process_says_if_that_is_livelier(presences, word):
    presences.sat("1", True)
    presences.left("1")

    presences.hear("other", {"1": word})

    assert presences.all() == {"1": max("away", word, key=RANKED.index)}
    assert presences.own() == {"1": "away"}
