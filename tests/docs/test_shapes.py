"""What the docs say of `/state/` is what is written, and what may be absent says when it is there."""

from game.drawn.state import MOMENTS
from tests.docs import shapes


def test_the_tables_in_the_docs_are_of_these_structs():
    page = shapes.PAGE.read_text(encoding="utf-8")

    assert shapes.redrawn(page) == page, "python3 -m tests.docs.shapes writes them anew"


def test_whatever_may_be_absent_says_for_whom_or_when_it_is_there():
    silent = {
        f"{shape.__name__}.{field.name}"
        for shape in shapes.structs()
        for field in shapes.fields(shape)
        if field.absent and not field.says
    }

    assert silent == set()


def test_what_is_written_as_a_time_is_a_moment():
    assert shapes.moments() == MOMENTS


def test_no_two_structs_have_one_name():
    names = [shape.__name__ for shape in shapes.structs()]

    assert len(names) == len(set(names))
