"""Charts: where bars, lines and signs stand, against figures worked out by hand; and what pictures hold."""

import re

import pytest
from django.template.loader import render_to_string

from game.charts.rows import BarRow, Key
from game.charts.stacked import stacked
from game.charts.timeline import ChartMark, Series, Span, timeline

KEYS = (Key("for", "For"), Key("against", "Against"), Key("abstain", "Abstain"))
MINUTE = 60_000


def bars(*rows, **settings):
    return stacked("c", "A vote", "You 6, 1917 7.", KEYS, rows, **settings).bars


def test_a_bar_is_filled_by_its_own_sum():
    (bar,) = bars(BarRow("You", {"for": 6, "against": 3, "abstain": 1}))

    assert [(s.key, s.x, s.width) for s in bar.segments] == [
        ("for", 0, 60),
        ("against", 60, 30),
        ("abstain", 90, 10),
    ]


def test_bars_on_one_scale_are_as_long_as_their_numbers():
    short, long = bars(BarRow("You", {"for": 10}), BarRow("1917", {"for": 40}), whole=40)

    assert [s.width for s in (*short.segments, *long.segments)] == [25, 100]


def test_the_order_in_a_bar_may_differ_from_that_of_the_legend():
    (bar,) = bars(BarRow("You", {"for": 6, "against": 3, "abstain": 1}), order=("for", "abstain", "against"))

    assert [s.key for s in bar.segments] == ["for", "abstain", "against"]
    assert bar.cells == (6, 3, 1)


def test_a_number_that_is_not_known_is_not_nought():
    (bar,) = bars(BarRow("1917", {"for": 10, "against": 2, "abstain": None}))

    assert bar.cells == (10, 2, None)
    assert [s.key for s in bar.segments] == ["for", "against"]


def test_a_number_stands_in_its_piece_only_where_there_is_room():
    (bar,) = bars(BarRow("You", {"for": 766, "against": 688, "abstain": 38}))

    assert [bool(s.tag) for s in bar.segments] == [True, True, False]


def test_a_bar_of_nothing_has_no_pieces():
    (bar,) = bars(BarRow("You", {"for": 0, "against": 0, "abstain": 0}))

    assert bar.segments == ()


def test_a_line_marks_a_place_on_the_scale():
    chart = stacked("c", "", "", KEYS, [BarRow("You", {"for": 10})], whole=40, mark=(20, "half"))

    assert chart.mark == (50, "half")


def test_a_line_runs_level_and_steps_where_a_value_changes():
    series = Series("Left", "L", 1, ((0, 0.0), (5 * MINUTE, 2.0)))

    (line,) = timeline("t", "", "", Span(0, 10 * MINUTE, -2, 2), [series]).lines

    assert line.points == "0.0,50.0 500.0,50.0 500.0,0.0 1000.0,0.0"


def test_signs_of_lines_that_end_together_stand_side_by_side():
    series = [Series(f"{n}", str(n), n, ((0, 1.0),)) for n in (1, 2, 3)]

    lines = timeline("t", "", "", Span(0, 10, -2, 2), series).lines

    assert [line.shift for line in lines] == [0, 1.3, 2.6]


def test_what_lasted_is_a_band_and_what_did_not_is_a_sign():
    happened = (
        ChartMark(2 * MINUTE, "caucus", "Rooms", until=4 * MINUTE),
        ChartMark(5 * MINUTE, "card", "News"),
    )

    chart = timeline("t", "", "", Span(0, 10 * MINUTE, -2, 2), [], happened)

    assert [(band.x, band.width) for band in chart.bands] == [(20, 20)]
    assert [(sign.x, sign.kind) for sign in chart.signs] == [(50, "card")]


def test_a_line_of_thousands_of_steps_stays_short_and_keeps_its_end():
    steps = tuple((n, n % 2) for n in range(5001))

    (line,) = timeline("t", "", "", Span(0, 5000, -2, 2), [Series("L", "L", 1, steps)]).lines

    assert len(line.points.split()) < 300
    assert line.points.endswith("1000.0,50.0")


@pytest.mark.parametrize("name", ["stacked", "timeline"])
def test_a_picture_has_a_name_and_no_styles(name):
    row = BarRow("<You>", {"for": 6, "against": 3, "abstain": None}, note="Carried")
    charts = {
        "stacked": stacked("c", "A vote", "You 6.", KEYS, [row]),
        "timeline": timeline(
            "t", "A vote", "You 6.", Span(0, 9, -2, 2), [Series("L", "L", 1, ((0, 1.5),))], levels=[(0, "0")]
        ),
    }

    html = render_to_string(f"charts/{name}.html", {"chart": charts[name]})

    assert re.search(
        r'<svg role="img"[^>]*aria-labelledby="(\w)-title \1-desc"><title id="\1-title">A vote<', html
    )
    assert "style" not in html
    assert "<You>" not in html


def test_behind_the_bars_stands_the_table():
    html = render_to_string(
        "charts/stacked.html",
        {"chart": stacked("c", "A vote", "", KEYS, [BarRow("1917", {"for": 1234, "abstain": None})])},
    )

    assert '<td class="number">1234</td><td class="number">not known</td>' in html
