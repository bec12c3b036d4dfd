"""Slices that everybody in the room may see: pupils, the screen on the wall, a replay."""

from game.slices.everyone.bars import bars, bars_alone, bars_of, first_count
from game.slices.everyone.count import ballot, is_asked
from game.slices.everyone.floor import MOST_WAITING, floor, may, times, whole_floor
from game.slices.everyone.hall import hall, persons
from game.slices.everyone.lists import more
from game.slices.everyone.results import results
from game.slices.everyone.stage import Doors, doors, joined, stage
from game.slices.everyone.written import debrief, headlines, news, record

__all__ = [
    "MOST_WAITING",
    "Doors",
    "ballot",
    "bars",
    "bars_alone",
    "bars_of",
    "debrief",
    "doors",
    "first_count",
    "floor",
    "hall",
    "headlines",
    "is_asked",
    "joined",
    "may",
    "more",
    "news",
    "persons",
    "record",
    "results",
    "stage",
    "times",
    "whole_floor",
]
