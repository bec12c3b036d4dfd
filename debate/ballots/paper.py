"""Counted on paper, or by raised hands in the room: the teacher enters the heads for each choice."""

from debate.ballots.method import Method, by_threshold, one_of_three, whole

METHOD = Method(reads=one_of_three, shares=whole, decides=by_threshold, by_hand=True)
