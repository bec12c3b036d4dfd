"""How long the meetings take, as a teacher reads it."""

from tests.docs import plans


def test_the_minutes_in_the_docs_are_those_of_the_planner():
    page = plans.PAGE.read_text(encoding="utf-8")

    assert plans.redrawn(page) == page, "python3 -m tests.docs.plans writes it anew"
