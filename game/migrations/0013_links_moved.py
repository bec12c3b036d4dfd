"""The links of three tables in one. Second teachers keep their numbers: sessions of browsers hold those."""

from django.core.management.color import no_style
from django.db import migrations
from django.utils import timezone


def move(apps, schema_editor):
    link, db = apps.get_model("game", "Link"), schema_editor.connection.alias
    helpers = apps.get_model("game", "HelperLink").objects.using(db).all()
    now = timezone.now()
    made = [
        link(
            pk=row.pk,
            kind="help",
            session_id=row.session_id,
            digest=row.digest,
            may_help=row.may_help,
            used_at=now if row.used else None,
            form=row.form,
        )
        for row in helpers
    ]
    link.objects.using(db).bulk_create(made)
    with schema_editor.connection.cursor() as cursor:
        for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [link]):
            cursor.execute(statement)
    for row in apps.get_model("game", "TeacherLink").objects.using(db).order_by("pk"):
        new = link(kind="teacher", digest=row.digest, used_at=row.used_at, form=row.form)
        _with_date(link, new, row.made_at, db)
    for row in apps.get_model("game", "ReplayLink").objects.using(db).order_by("pk"):
        new = link(
            kind="replay",
            session_id=row.session_id,
            digest=row.digest,
            ends_at=row.ends_at,
            withdrawn=row.withdrawn,
        )
        _with_date(link, new, row.made_at, db)


def _with_date(link, new, made_at, db):
    """Made when it was made: a new row would say now."""
    new.save(using=db)
    link.objects.using(db).filter(pk=new.pk).update(made_at=made_at)


class Migration(migrations.Migration):
    dependencies = [("game", "0012_links")]

    operations = [
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.DeleteModel("HelperLink"),
        migrations.DeleteModel("TeacherLink"),
        migrations.DeleteModel("ReplayLink"),
    ]
