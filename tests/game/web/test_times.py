"""Moments as the server writes them, and days in other zones than its own."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone
from django.utils.translation import override
from msgspec.structs import replace

from game.web import times
from tests.support.rules.mini import scenario

MOMENT = datetime.datetime(2026, 11, 25, 22, 53, 2, 500_000, tzinfo=datetime.UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def drawn(template: str, **shown) -> str:
    return engines.all()[0].from_string(template).render(shown)


@pytest.mark.parametrize(
    ("language", "clock", "day", "stamp"),
    [
        ("en", "23:53", "25 November 2026", "25 November 2026, 23:53"),
        ("de", "23:53", "25. November 2026", "25. November 2026 23:53"),
        ("fr", "23:53", "25 novembre 2026", "25 novembre 2026 23:53"),
    ],
)
def test_moments_are_written_in_the_server_s_zone_as_people_write_them(language, clock, day, stamp):
    milliseconds = int(MOMENT.timestamp() * 1000)

    with timezone.override(BERLIN), override(language):
        for at in (MOMENT, MOMENT.astimezone(ZoneInfo("Asia/Tokyo")), milliseconds):
            for shape, words in (("clock", clock), ("day", day), ("stamp", stamp)):
                element = f'<time datetime="2026-11-25T22:53:02Z" data-as="{shape}">{words}</time>'
                assert drawn(f"{{{{ at|{shape} }}}}", at=at) == element
                assert drawn(f'{{{{ at|plain:"{shape}" }}}}', at=at) == words


def test_a_day_of_history_is_the_same_day_everywhere():
    with timezone.override(ZoneInfo("America/Los_Angeles")):
        assert drawn("{{ day|dated }}", day="1917-10-10") == "10 October 1917"


@pytest.mark.parametrize(
    ("day", "german", "english"),
    [
        ("1917-10-10", "10. Oktober 1917", "10 October 1917"),
        ("1917-10", "Oktober 1917", "October 1917"),
        (1917, "1917", "1917"),
        ("2000-02-29", "29. Februar 2000", "29 February 2000"),
        ("0476-09-04", "4. September 476", "4 September 476"),
        (-403, "403 BC", "403 BC"),
        ("-403-09", "September 403 BC", "September 403 BC"),
        ("-403-09-12", "12. September 403 BC", "12 September 403 BC"),
    ],
)
def test_as_much_of_a_day_is_told_as_is_known_and_years_before_the_first_say_so(day, german, english):
    for language, told in (("de", german), ("en", english)):
        with override(language):
            assert drawn("{{ day|dated }}", day=day) == told


class TestThePastInASentence:
    def of(self, **fields):
        return replace(scenario(), dates="", **fields)

    def test_is_the_year_of_the_meeting(self):
        assert drawn("{{ scenario|then }}", scenario=self.of(opened="1787-07-16")) == "in 1787"
        assert drawn("{{ scenario|then }}", scenario=self.of(opened=-403)) == "in 403 BC"

    def test_is_what_the_author_says_instead(self):
        found = self.of(opened=1787, then="in July 1787")

        assert drawn("Did {{ scenario|then }}", scenario=found) == "Did in July 1787"
        assert drawn("{{ scenario|then|capfirst }}", scenario=found) == "In July 1787"

    def test_days_without_words_are_those_of_the_opening(self):
        assert drawn("{{ scenario|days }}", scenario=self.of(opened="-403-09")) == "September 403 BC"


@pytest.mark.parametrize(
    "typed",
    ["", "Europe", "../../etc/passwd", "/etc/localtime", "No/Such", "a\0b", "x" * 5000, "\ud800", "."],
)
def test_what_is_no_zone_is_the_server_s(typed):
    assert times.zone_named(typed) is timezone.get_current_timezone()


def test_a_zone_is_known_by_its_name():
    assert times.zone_named("Asia/Kathmandu") == ZoneInfo("Asia/Kathmandu")


@pytest.mark.parametrize(
    ("day", "begins", "hours"),
    [
        ("2026-11-25", "2026-11-24T23:00", 24),
        ("2026-03-29", "2026-03-28T23:00", 23),
        ("2026-10-25", "2026-10-24T22:00", 25),
    ],
)
def test_a_day_begins_and_ends_at_the_zone_s_midnights(day, begins, hours):
    first, last = times.day_in(day, BERLIN)

    assert first == datetime.datetime.fromisoformat(begins).replace(tzinfo=datetime.UTC)
    assert last - first == datetime.timedelta(hours=hours)


@pytest.mark.parametrize("typed", ["", "soon", "2026-02-30", "0001-01-01", "9999-12-31", "2026-11-25T10:00"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011  its words are for nobody
        times.day_in(typed, ZoneInfo("Asia/Kathmandu"))
