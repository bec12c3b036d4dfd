"""Slices for the teacher’s desk, one module a panel."""

from game.slices.desk.attention import calls
from game.slices.desk.ballots import vote
from game.slices.desk.caucus import bargains, caucus
from game.slices.desk.crowd import doors, people
from game.slices.desk.debrief import debrief
from game.slices.desk.docket import motions
from game.slices.desk.for_pupil import for_pupil
from game.slices.desk.lesson import lesson
from game.slices.desk.news import cards, record
from game.slices.desk.next_step import bar, last_steps, next_step
from game.slices.desk.speaking import floor
from game.slices.desk.study import around_the_hour
from game.slices.desk.wall import wall
from game.slices.desk.written import texts

__all__ = [
    "around_the_hour",
    "bar",
    "bargains",
    "calls",
    "cards",
    "caucus",
    "debrief",
    "doors",
    "floor",
    "for_pupil",
    "lesson",
    "motions",
    "last_steps",
    "next_step",
    "people",
    "record",
    "texts",
    "vote",
    "wall",
]
