"""Do this program and its database belong together? Asked before anything is served, written or migrated.

What a database was brought up to is told by the migrations it has seen; how it is brought up, by `migrate`.
"""

from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader


def refuse_newer(alias: str = "default") -> None:
    """Raises CommandError when a newer program has brought this database up, which nobody may touch then."""
    if unknown := _unknown(MigrationLoader(connections[alias])):
        raise CommandError(
            f"A newer version of this program has used this database ({unknown[0]} is unknown here): start "
            "that version again, or put back the backup that was made before the upgrade."
        )


def refuse_unfit(alias: str = "default") -> None:
    """Raises CommandError for a newer database, and for one that has not been brought up to this program."""
    refuse_newer(alias)
    executor = MigrationExecutor(connections[alias])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError(
            "This database has not been brought up to this version of the program: start manage.py play "
            "once, which does so."
        )


def _unknown(loader: MigrationLoader) -> list[str]:
    """Migrations of apps that are here which the database has seen and this program has not. Those that were
    merged into others since are known by these."""
    known = set(loader.disk_migrations)
    for migration in loader.disk_migrations.values():
        known.update(migration.replaces)
    seen = (key for key in loader.applied_migrations if key[0] in loader.migrated_apps)
    return sorted(f"{app}.{name}" for app, name in seen if (app, name) not in known)
