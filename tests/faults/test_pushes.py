"""A part that cannot be drawn, an audience that cannot be shown, a browser that cannot be written to."""

import asyncio

import pytest

from debate import commands as c
from debate.commands import TEACHER
from game import parts
from game.live.viewers import pushes
from game.web import templating
from tests.faults.conftest import Browser, put, soon


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(pushes, "SHORTEST_PAUSE", 0.2)


@pytest.fixture
async def looking(room):
    """Desk, wall and the two pupils, all shown everything."""
    pupils = {s.pk: seat for seat, sitting in room.people.seats.items() for s in sitting.sitters}
    browsers = {"teach": Browser("teach"), "screen": Browser("screen")}
    browsers |= {seat: Browser("seat", seat, pk) for pk, seat in pupils.items()}
    for browser in browsers.values():
        await room.viewers.join(browser)
        browser.frames.clear()
    await soon(lambda: room.viewers.pushes._pusher.done())
    for browser in browsers.values():
        browser.frames.clear()
    return browsers


async def say(room, text="Please listen"):
    await room.submit(c.SayToAll(by=TEACHER, text=text))


@pytest.mark.parametrize("broken", ["teach", "screen", "seat"])
async def test_one_audience_that_cannot_be_shown_gets_its_news_later_and_the_others_now(
    room, looking, break_, broken
):
    fault = break_(parts, "shared_slices", lambda _standing, audience: audience == broken)

    await say(room)
    others = [browser for browser in looking.values() if browser.audience != broken]
    await soon(lambda: all("Please listen" in browser.html() for browser in others))
    await soon(lambda: fault.failed)
    struck = [browser for browser in looking.values() if browser.audience == broken]
    assert not any("Please listen" in browser.html() for browser in struck)

    fault.mend()

    await soon(lambda: all("Please listen" in browser.html() for browser in struck))


async def test_the_others_do_not_wait_for_the_pause_of_the_one_that_fails(room, looking, break_, monkeypatch):
    monkeypatch.setattr(pushes, "LONGEST_PAUSE", 60)
    room.viewers.pushes._pause = 60
    break_(parts, "shared_slices", lambda _standing, audience: audience == "screen")

    await say(room, "One")
    await soon(lambda: "One" in looking["teach"].html())
    await say(room, "Two")

    await soon(lambda: "Two" in looking["teach"].html(), 30)


@pytest.mark.parametrize("audience", ["teach", "seat"])
async def test_a_part_that_cannot_be_drawn_takes_no_other_part_with_it(room, looking, break_, audience):
    fault = break_(parts, "render", lambda key, *_: key == (audience, "stage"))

    await room.submit(c.AdvanceStage(by=TEACHER))
    struck = next(browser for browser in looking.values() if browser.audience == audience)
    await soon(lambda: struck.frames)
    assert fault.failed
    assert 'hx-target="#stage"' not in struck.html()

    fault.mend()

    await soon(lambda: 'hx-target="#stage"' in struck.html())


async def test_a_scene_that_cannot_be_drawn_takes_the_hall_on_the_wall_not_with_it(room, looking, break_):
    fault = break_(parts, "render", lambda key, *_: key == ("screen", "scene"))
    templating.forget()
    wall = Browser("screen")

    await room.viewers.join(wall)

    assert fault.failed
    assert 'hx-target="#scene"' not in wall.html()
    assert 'hx-target="#hall"' in wall.html()

    fault.mend()

    await soon(lambda: 'hx-target="#scene"' in wall.html())


async def test_the_receipt_of_a_vote_survives_the_failure_of_its_audience(room, looking, break_):
    await put(room)
    await soon(lambda: room.viewers.pushes._pusher.done())
    looking["s1"].frames.clear()
    fault = break_(parts, "shared_slices")

    await room.submit(c.CastVote(by="s1", ballot="b1", choice="for"))
    await soon(lambda: fault.failed > 2)
    fault.mend()

    await soon(lambda: 'hx-target="#my-vote"' in looking["s1"].html())


@pytest.mark.parametrize("target", sorted(parts.ALL_PERSONAL))
async def test_a_personal_part_that_cannot_be_drawn_comes_later_and_is_not_called_shown(
    room, looking, break_, target
):
    def is_it(key, shown, *_):
        return key[1] == target

    fault = break_(parts, "render", is_it)
    templating.forget()
    late = Browser("seat", "s1", looking["s1"].who)

    await room.viewers.join(late)

    assert fault.failed
    assert f'hx-target="#{target}"' not in late.html()
    assert 'hx-target="#stage"' in late.html()
    fault.mend()
    await soon(lambda: f'hx-target="#{target}"' in late.html())
    assert late.owed == frozenset()


async def test_one_seat_that_cannot_be_shown_does_not_hold_up_the_next(room, looking, break_):
    fault = break_(parts, "personal_slices", lambda _standing, seat, *_: seat == "s1")

    await room.submit(c.AdvanceStage(by=TEACHER))
    await soon(lambda: 'hx-target="#my-floor"' in looking["s2"].html())
    assert 'hx-target="#stage"' in looking["s1"].html()
    assert 'hx-target="#my-floor"' not in looking["s1"].html()

    fault.mend()

    await soon(lambda: 'hx-target="#my-floor"' in looking["s1"].html())


async def test_a_browser_that_cannot_be_written_to_is_sent_away_and_the_others_get_their_news(
    room, looking, break_
):
    break_(looking["s1"].outlet, "push")

    await say(room)

    await soon(lambda: all("Please listen" in looking[name].html() for name in ("teach", "screen", "s2")))
    await soon(lambda: looking["s1"].closed == [4503])
    assert not room.present.is_here(looking["s1"].who)


async def test_who_missed_pushes_is_shown_everything_again_whatever_it_was_said_to_have_seen(room, looking):
    pupil = looking["s1"]
    for _ in range(20):
        pupil._in_flight.append(10**9)
    await room.submit(c.AdvanceStage(by=TEACHER))
    await soon(lambda: pupil.behind_since is not None)
    assert pupil.frames == []

    await room.viewers.acknowledge(pupil, 10**9)

    assert 'hx-target="#my-floor"' in pupil.html()


async def test_a_push_that_fails_as_a_whole_takes_no_other_audience_s_news_and_loses_nothing(
    room, looking, break_
):
    push = break_(pushes.frames, "push", lambda _seq, _at, html: 'hx-target="#my-floor"' in html)

    await room.submit(c.AdvanceStage(by=TEACHER))
    await soon(lambda: push.failed and "stage" in looking["screen"].html() and looking["teach"].frames)
    assert looking["s1"].frames == []

    push.mend()

    await soon(lambda: all('hx-target="#my-floor"' in looking[seat].html() for seat in ("s1", "s2")))


async def test_a_desk_that_is_sent_away_while_it_is_drawn_does_not_come_in(room, looking, monkeypatch):
    helper = Browser("teach", who=7)
    loop, page = asyncio.get_running_loop(), parts.page

    def drawn(*given):  # in a thread, while the loop goes on
        asyncio.run_coroutine_threadsafe(dismissed(), loop).result(5)
        return page(*given)

    async def dismissed():
        room.viewers.evict("teach", 7, 4403)

    monkeypatch.setattr(parts, "page", drawn)
    await room.viewers.join(helper)

    await soon(lambda: helper.closed == [4403])
    assert helper not in room.viewers._groups[helper.group]
    assert helper.frames == []
