"""The hall as all see it: its plan, who sits at the wall, which seat is whose."""

from msgspec.structs import replace

from game.hall.furniture import furniture
from game.hall.places import placed
from game.slices import everyone, wall
from game.slices.seat import pupil
from game.slices.wall.meeting import POSTER
from game.standing import Standing
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, lobby


def standing(meeting: Meeting) -> Standing:
    return Standing(code="ABCDEF", assembly=meeting.assembly)


def test_a_hall_is_built_as_its_scenario_says():
    theatre = lobby(scenario=replace(mini.scenario(), plan="theatre"))

    assert everyone.hall(standing(theatre)).told.lines == furniture(placed("LLC", "LCR", "theatre")).lines


def test_at_a_table_chairs_stay_empty_for_those_who_are_away_and_who_has_no_vote_sits_at_the_wall():
    scenario = replace(mini.scenario(), plan="table")
    guest, *voters = scenario.roles
    guests = replace(scenario, roles=(replace(guest, votes=False), *voters))
    meeting = lobby(scenario=guests)
    seats = [meeting.assembly.seats[id] for id in meeting.assembly.order]
    there = {seat.role for seat in seats}
    missing = [role for role in voters if role.id not in there]
    behind = "".join("b" if seat.role == guest.id else "." for seat in seats)

    shown = everyone.hall(standing(meeting))

    assert "b" in behind
    order = "".join(faction.sign for faction in scenario.factions)
    hall = placed(shown.seats, order, "table", behind, len(missing))
    assert shown.told.lines == furniture(hall).lines
    assert shown.told.places == " ".join(f"{x:g} {y:g}" for x, y in hall.places)


def test_the_list_of_persons_and_ones_own_seat_say_which_seat_of_the_hall_it_is():
    meeting = lobby(pupils=3)
    order = meeting.assembly.order

    rows = [
        row for piece in everyone.persons(standing(meeting)).factions.pieces for row in piece.shown.persons
    ]

    assert {row.place: row.seat for row in rows} == {order.index(row.seat): row.seat for row in rows}
    assert pupil.seat(standing(meeting), "s2").place == order.index("s2")


def test_what_is_at_stake_is_shown_in_whole_sentences():
    long = "Shall we build a bridge? " + "The town has talked of it for many years. " * 9
    meeting = lobby(scenario=replace(mini.scenario(), at_stake=long))

    text = wall.scene(standing(meeting)).body.shown.text

    assert text.startswith("Shall we build a bridge? The town")
    assert text.endswith("years.")
    assert len(text) <= POSTER
