"""Counted on paper, or by raised hands in the room: the teacher enters the heads for each choice."""

from debate.ballots.method import Method, by_threshold, one_of_three, whole, yes_and_no

METHOD = Method(reads=one_of_three, shares=whole, decides=by_threshold, level=yes_and_no, by_hand=True)
