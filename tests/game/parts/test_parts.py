"""The live parts of pages: what a push and a reload show is one thing, and nothing that changed is missed."""

import os
from copy import copy

import msgspec
import pytest
from hypothesis import HealthCheck, settings

from debate import commands as c
from debate import events as e
from debate.commands import DOOR, TEACHER
from debate.rules.business.proposing import MOST_PENDING
from game import parts, pieces
from game.parts import PERSONAL, SHARED, TEMPLATES, VOICED, Touched
from game.people.sitters import People, Sitter, Sitting
from game.slices.everyone.lists import More
from game.slices.seat.so_far import NotLate
from game.standing import Standing
from game.web import templating
from tests.support.rules.meeting import debating
from tests.support.rules.mini import with_everything
from tests.support.rules.playing import AnySession


def standing(assembly):
    return Standing(code="MILBRK", assembly=assembly)


def personal(assembly):
    """What each personal part of each pupil's seat shows: (seat, target) to slice."""
    pupils = [seat.id for seat in assembly.seats.values() if seat.held_by == "pupil"]
    at_once = standing(assembly)
    return {
        (seat, target): shown
        for seat in pupils
        for (_, target), shown in parts.personal_slices(at_once, seat)
    }


class NothingIsMissed(AnySession):
    """Whatever is played: a personal part that is not looked at again shows what it showed before."""

    def __init__(self):
        super().__init__()
        self.shown = personal(self.assembly)

    def step(self, command, wait=1):
        before, known = self.shown, len(self.meeting.journal)
        super().step(command, wait)
        touched = Touched()
        touched.note(self.meeting.journal[known:])
        self.shown = personal(self.assembly)
        for (seat, target), shown in self.shown.items():
            looked_at = touched.targets(seat) | ({"my-chair"} if seat == self.assembly.chair else set())
            if target not in looked_at and (seat, target) in before:
                news = [type(event).__name__ for event in self.meeting.journal[known:]]
                assert shown == before[seat, target], (seat, target, news)


TestNothingIsMissed = NothingIsMissed.TestCase
TestNothingIsMissed.settings = settings(
    max_examples=int(os.environ.get("EXAMPLES", "60")),
    stateful_step_count=40,
    derandomize="EXAMPLES" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_a_vote_costs_one_seat_s_work():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    touched = Touched()

    touched.note(meeting.vote("s1", "for"))

    assert touched.targets("s1") == {"my-now", "my-vote"}
    assert touched.targets("s2") == set()


def test_a_leaning_and_a_call_for_help_cost_one_seat_s_work():
    meeting = debating()
    touched = Touched()

    touched.note(meeting.do(c.SetLeaning(by="s1", question="bridge", value=1)))
    touched.note(meeting.do(c.CallHelp(by="s2")))

    assert touched.targets("s1") == {"my-leaning"}
    assert touched.targets("s2") == {"my-help"}
    assert touched.targets("s3") == set()


def test_the_house_s_votes_touch_the_seats_it_voted_for():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    touched = Touched()

    touched.note([e.HouseVoted(at=meeting.at, ballot="b1", votes={"s4": "for"})])

    assert touched.targets("s4") == {"my-now", "my-vote"}
    assert touched.targets("s1") == set()


def test_a_step_that_is_undone_may_have_changed_anything():
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    touched = Touched()

    touched.note(meeting.do(c.Undo(by=TEACHER)))

    assert touched.targets("s1") == {part.target for part in PERSONAL}


def test_a_pupil_is_offered_only_what_the_rules_take():
    meeting = debating()
    meeting.do(c.Move(by="s1", kind="close_list"))

    own = {seat: personal(meeting.assembly)[seat, "my-motions"] for seat in ("s1", "s2")}
    for_all = parts.voiced_slices(standing(meeting.assembly))

    assert [row.id for row in own["s1"].own] == ["m1"]
    assert own["s2"].own == own["s1"].seconded == own["s2"].seconded == ()
    assert [row.target for row in for_all["voice", "support"].rows.pieces] == ["support-m1"]
    kinds = {row.shown.kind for row in for_all["voice", "proposing"].procedural.pieces}
    assert "close_list" not in kinds, "it waits already"
    assert "close_debate" in kinds
    assert "reconsider" not in kinds, "nothing is decided yet"


def test_a_pupil_s_own_part_of_the_motions_is_ids():
    meeting = debating(5)
    for n in range(MOST_PENDING):
        meeting.do(c.Move(by="s1", text=f"Bell number {n}."))
        meeting.do(c.Second(by="s2", motion=f"m{n + 1}"))
    meeting.do(c.WithdrawMotion(by="s1", motion="m1"))

    own = {seat: personal(meeting.assembly)[seat, "my-motions"] for seat in ("s1", "s2", "s3")}
    meeting.do(c.Move(by="s1", text="One bell more."))
    full = personal(meeting.assembly)["s1", "my-motions"]

    assert own["s2"].seconded == ("m2", "m3")
    assert len(parts.render(("me", "my-motions"), own["s3"], "en")) < 300
    assert (own["s1"].enough, full.enough) == (0, MOST_PENDING)


def test_whoever_lost_may_not_choose_to_vote_again():
    meeting = debating(4, weighting="seat", scenario=with_everything())
    ballot = meeting.divide({"s1": "for", "s2": "against"}, question="bridge", method="show")

    barred = {seat: personal(meeting.assembly)[seat, "my-motions"].barred for seat in ("s1", "s2")}

    assert barred == ({"s1": (), "s2": ("bridge",)} if ballot.carried else {"s1": ("bridge",), "s2": ()})


def test_no_form_is_drawn_for_a_seat_without_a_vote():
    meeting = debating(9)
    meeting.do(c.Move(by="s1", text="A bell."))
    place = meeting.assembly.seats["s2"]
    meeting.assembly = msgspec.structs.replace(
        meeting.assembly,
        seats=meeting.assembly.seats.set("s2", msgspec.structs.replace(place, votes=False)),
    )

    pages = {seat: parts.page(standing(meeting.assembly), "seat", seat, "en") for seat in ("s2", "s3")}

    assert all("<form" in pages["s3"][part] for part in ("support", "proposing"))
    assert not any("<form" in pages["s2"][part] for part in ("support", "proposing", "my_motions"))


def test_only_who_comes_after_the_beginning_is_told_what_has_happened():
    meeting = debating()

    meeting.do(c.TakeSeat(by=DOOR))

    seen = personal(meeting.assembly)
    assert seen["s5", "so-far"].stages == ("Gather", "Brief", "Caucus", "First-Debate")
    assert seen["s1", "so-far"] == NotLate()


def test_nothing_touches_nothing():
    assert not Touched()


@pytest.mark.parametrize("audience", SHARED)
def test_every_part_has_its_template_and_bears_its_own_id(audience):
    meeting = debating()
    meeting.do(c.PutQuestion(by=TEACHER))
    seat = "s1" if audience == "seat" else ""

    page = parts.page(standing(meeting.assembly), audience, seat, "en")

    expected = {part.target for part in SHARED[audience]}
    expected |= {part.target for part in (*PERSONAL, *VOICED)} if seat else set()
    assert {target.replace("_", "-") for target in page} == expected
    for target, html in page.items():
        assert html.startswith("<"), target
        assert f'id="{target.replace("_", "-")}"' in html.split(">", 1)[0], target


def test_what_is_pushed_is_what_the_page_shows():
    meeting = debating()
    now = standing(meeting.assembly)
    page = parts.page(now, "seat", "s1", "en")

    rows = [
        *parts.shared_slices(now, "seat").items(),
        *parts.voiced_slices(now).items(),
        *parts.personal_slices(now, "s1"),
    ]

    for key, shown in rows:
        pushed = parts.push_html([(key, shown)], "en")
        assert pushed == (
            f'<hx-partial hx-target="#{key[1]}" hx-swap="outerMorph">'
            f"{page[key[1].replace('-', '_')]}</hx-partial>"
        )


def present(meeting, **presence):
    names = {f"s{n}": Sitting((Sitter(n, f"Pupil {n}", "ABCD2345"),)) for n in range(1, 6)}
    return Standing(code="MILBRK", assembly=meeting.assembly, people=People(seats=names), presence=presence)


def test_a_phone_that_goes_to_sleep_costs_the_desk_one_line():
    meeting = debating()
    awake, asleep = (
        parts.shared_slices(present(meeting, s1="here", s2=state), "teach") for state in ("here", "away")
    )

    rows = parts.changed(awake, asleep)

    assert sorted(row.key for row in rows) == [("figures", "people-figures"), ("line", "person-s2")]
    whole = parts.render(("teach", "people"), asleep["teach", "people"], "en")
    for (kind, target), shown, _ in rows:
        pushed = parts.push_html([((kind, target), shown)], "en")
        assert pushed.startswith(f'<hx-partial hx-target="#{target}" hx-swap="outerMorph">')
        assert parts.render((kind, target), shown, "en") in whole


def test_whoever_was_shown_nothing_is_sent_all():
    after = parts.shared_slices(present(debating()), "teach")

    assert {row.key: row.shown for row in parts.changed({}, after)} == after


class Padded(More, frozen=True, kw_only=True, tag="padded"):
    padding: str


def test_parts_are_kept_by_bytes_and_the_oldest_go(monkeypatch):
    templating.forget()
    monkeypatch.setattr(templating, "MOST_KEPT", 50_000)
    texts = [Padded(id="x", more=2, padding="ä" * 10_000 + str(n)) for n in range(12)]

    drawn = [parts.render(("more", "x"), text, "en") for text in texts]

    assert parts.render(("more", "x"), texts[-1], "en") is drawn[-1]
    assert parts.render(("more", "x"), texts[0], "en") is not drawn[0]
    assert sum(len(place[2]) + len(html) for place, html in templating._kept.items()) <= 50_000
    templating.forget()
    assert templating._bytes_kept == 0


def test_one_part_larger_than_all_that_is_kept_is_drawn_all_the_same(monkeypatch):
    templating.forget()
    monkeypatch.setattr(templating, "MOST_KEPT", 100)

    assert "and 2 more" in parts.render(("more", "x"), More(id="x", more=2), "en")
    assert templating._bytes_kept == len(templating._kept) == 0


def test_equal_slices_are_rendered_once():
    meeting = debating()
    key, shown = next(iter(parts.shared_slices(standing(meeting.assembly), "screen").items()))

    assert parts.render(key, shown, "en") is parts.render(key, copy(shown), "en")


def test_no_two_parts_of_a_page_have_one_target():
    for audience, shared in SHARED.items():
        own = [part.target for part in (*PERSONAL, *VOICED)] if audience == "seat" else []
        targets = [part.target for part in shared] + own
        assert len(targets) == len(set(targets))


def test_every_template_exists():
    from django.template.loader import get_template

    assert all(get_template(name) for name in {*TEMPLATES.values(), *pieces.TEMPLATES.values()})
