"""PostgreSQL lends a hundred connections to all that ask it: whoever was served gives theirs back."""

import pytest

from tests.live.classroom import at_once, eventually

CROWD = 24


def connections(store):
    """How many the server holds."""
    [(number,)] = store.rows(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    return number


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_a_crowd_that_comes_at_once_leaves_no_connection_open(meeting, store):
    paths = [f"/{page}/{meeting.code}/" for page in ("teach", "outcome", "join", "screen")] + ["/teach/"]

    meeting.teacher.get(paths[0])
    before = connections(store)

    for path in paths:
        pages = at_once(*[lambda path=path: meeting.teacher.get(path)] * CROWD)
        assert [page.status for page in pages] == [200] * CROWD, path

    # The rooms' thread and the process for pages may have come meanwhile, with one each.
    eventually(lambda: connections(store) <= before + 2)
