"""Every moment of a lesson has what is due, and is heard."""

from tests.docs import moments


def test_the_table_in_the_docs_is_what_the_rules_say():
    page = moments.PAGE.read_text(encoding="utf-8")

    assert moments.redrawn(page) == page, "python3 -m tests.docs.moments writes it anew"


def test_whatever_happens_to_all_is_heard():
    to_one_alone = {
        "seat taken", "on the list", "time is up", "news for me alone", "my vote recorded", "an offer comes",
    }  # fmt: skip

    silent = {name for name, *_, new in moments.rows() if not new}

    assert silent == to_one_alone
