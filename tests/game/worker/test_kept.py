"""What was worked out is kept: once for all who ask, no longer than it may, never more than fits."""

import asyncio

import pytest
from msgspec import Struct

from debate.refusal import Refusal
from game.web.page_turns import AT_A_TIME, Lanes
from game.worker.kept import ResultCache, weight


class Work:
    """Something that takes until it is told to finish, and counts how often it was begun."""

    def __init__(self, gives: object = "page"):
        self.begun = 0
        self.gives = gives
        self.finish = asyncio.Event()

    async def __call__(self) -> object:
        self.begun += 1
        await self.finish.wait()
        if isinstance(self.gives, Exception):
            raise self.gives
        return self.gives


async def begun(*waiting: "asyncio.Task[object]") -> None:
    for _ in range(5):
        await asyncio.sleep(0)
    assert not any(task.done() for task in waiting)


async def test_thirty_who_ask_at_once_get_the_answer_of_one():
    kept, work = ResultCache(), Work()
    asking = [asyncio.ensure_future(kept.get("outcome", work)) for _ in range(30)]
    await begun(*asking)

    work.finish.set()

    assert await asyncio.gather(*asking) == ["page"] * 30
    assert await kept.get("outcome", work) == "page"
    assert work.begun == 1


async def test_who_goes_away_takes_the_answer_from_nobody():
    kept, work = ResultCache(), Work()
    first, second = (asyncio.ensure_future(kept.get("outcome", work)) for _ in range(2))
    await begun(first, second)

    first.cancel()
    work.finish.set()

    assert await second == "page"


async def test_what_went_wrong_is_not_kept():
    kept, fails, works = ResultCache(), Work(Refusal("busy")), Work()
    fails.finish.set(), works.finish.set()

    with pytest.raises(Refusal):
        await kept.get("outcome", fails)

    assert await kept.get("outcome", works) == "page"


async def test_what_is_forgotten_while_it_comes_is_not_kept():
    kept, old, new = ResultCache(), Work("with names"), Work("without")
    asking = asyncio.ensure_future(kept.get("outcome", old))
    await begun(asking)

    kept.forget()
    old.finish.set(), new.finish.set()
    await asking

    assert await kept.get("outcome", new) == "without"


async def test_the_oldest_uses_go_when_the_bytes_are_too_many():
    kept = ResultCache(most=3 * (weight("x" * 1000) + weight("a")))
    made = {name: Work("x" * 1000) for name in "abcd"}
    for work in made.values():
        work.finish.set()

    for name in ("a", "b", "c", "a", "d", "a"):
        await kept.get(name, made[name])
    await kept.get("b", made["b"])

    assert {name: work.begun for name, work in made.items()} == {"a": 1, "b": 2, "c": 1, "d": 1}


async def test_names_that_stand_in_a_key_weigh_too():
    kept = ResultCache(most=10_000)
    for number in range(20):
        work = Work("little")
        work.finish.set()
        await kept.get((number, (("s1", "x" * 3000),)), work)

    assert len(kept._found) <= 3


class Shown(Struct):
    html: str


@pytest.mark.parametrize(
    "found", ["x" * 5000, {"body": "x" * 5000}, (["x" * 2500], b"x" * 2500), Shown("x" * 5000)]
)
def test_texts_weigh_what_they_are_long_wherever_they_stand(found):
    assert 5000 <= weight(found) < 5500


async def test_pages_that_look_back_wait_for_each_other_and_never_a_vote_for_them():
    at_work, finish = [], asyncio.Event()

    async def application(scope, receive, send):
        at_work.append(scope["path"])
        await finish.wait()

    lanes = Lanes(application)
    asked = ["/outcome/A/", "/lab/A/", "/replay/A/scene/", "/minutes/A/"] * AT_A_TIME + ["/act/B/"]
    going = [asyncio.ensure_future(lanes({"path": path}, None, None)) for path in asked]
    await begun(*going)

    assert at_work == [*asked[:AT_A_TIME], "/act/B/"]
    finish.set()
    await asyncio.gather(*going)
    assert sorted(at_work) == sorted(asked)
