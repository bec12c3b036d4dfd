"""One table of links: what was taken back stays so, and links of older databases open what they opened."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from debate.refusal import Refusal
from game.models import Link
from game.people import links, teachers
from tests.support.server.sessions import session

pytestmark = pytest.mark.django_db(transaction=True)

FORM = "0" * 32


def test_the_form_of_a_link_that_was_dismissed_does_not_bring_it_back():
    meeting = session()
    path = teachers.invite(meeting.pk, may_help=True, form=FORM)
    token = path.split("/")[2]
    teachers.dismiss(meeting.pk, str(Link.objects.get().pk))

    with pytest.raises(Refusal, match="share_withdrawn"):
        teachers.invite(meeting.pk, may_help=True, form=FORM)

    assert teachers.invitation(token) is None


def test_a_link_opens_nothing_but_its_own_kind():
    meeting = session()
    tokens = {
        kind: links.make(kind, session=meeting.pk).split("/")[-2] for kind in ("teacher", "help", "replay")
    }

    for kind, token in tokens.items():
        assert [other for other in tokens if links.by_token(other, token).exists()] == [kind]


def test_links_of_an_older_database_open_what_they_opened():
    meeting = session()
    before = [("game", "0011_longer_names")]
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes("game")
    executor.migrate(before)
    try:
        old = MigrationExecutor(connection).loader.project_state(before).apps
        helper = {"session_id": meeting.pk, "may_help": True, "used": True}
        for number in (1, 2, 3):
            old.get_model("game", "TeacherLink").objects.create(digest=f"teacher {number}")
        old.get_model("game", "HelperLink").objects.create(pk=2, digest="help", form=FORM, **helper)
        ends_at = timezone.now()
        old.get_model("game", "ReplayLink").objects.create(
            session_id=meeting.pk, digest="replay", ends_at=ends_at, withdrawn=True
        )
    finally:
        MigrationExecutor(connection).migrate(newest)

    found = {(row.kind, row.digest): row for row in Link.objects.all()}

    assert len(found) == 5
    assert found["help", "help"].pk == 2
    assert found["help", "help"].used_at
    assert found["help", "help"].form == FORM
    assert found["replay", "replay"].ends_at == ends_at
    assert found["replay", "replay"].withdrawn
    assert links.make("teacher")  # the next number is free
