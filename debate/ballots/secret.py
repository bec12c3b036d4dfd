"""Secret ballot: the journal learns who has voted, the sealed box what was voted; nothing joins the two.

A slip bears no weight, seat or time: a weight of 26 delegates would name its owner. So everybody has
one vote, and a slip once handed in cannot be changed.
"""

from debate.ballots.method import Method, by_threshold, one_of_three, whole, yes_and_no

METHOD = Method(reads=one_of_three, shares=whole, decides=by_threshold, level=yes_and_no, sealed=True)
