"""The scenarios this server offers: those in `seeds/`, and every version some session was played with."""

import hashlib
from functools import lru_cache

import msgspec
from django.conf import settings

from debate.refusal import Refusal
from debate.scenario import Scenario
from game import scenarios
from game.models import ScenarioVersion


def load_all() -> list[Scenario]:
    """Read `seeds/` and keep each scenario's present version in the database. Raises BadScenario."""
    found = offered()
    for scenario in found.values():
        keep(scenario)
    return list(found.values())


@lru_cache(maxsize=1)
def offered() -> dict[str, Scenario]:
    """Slug to scenario, as the files are now; read once a process."""
    folders = sorted(path for path in settings.SEEDS_DIR.iterdir() if path.is_dir())
    return {folder.name: scenarios.read(folder) for folder in folders}


def keep(scenario: Scenario) -> ScenarioVersion:
    """The database row of this version, made if it is new."""
    row, _ = ScenarioVersion.objects.get_or_create(
        slug=scenario.slug,
        version=scenario.version,
        defaults={"content": scenarios.to_json(scenario)},
    )
    return row


def keep_brought(scenario: Scenario) -> ScenarioVersion:
    """The row of a version that came from elsewhere. One that only says it is a version it is not gets a row
    of its own: nobody else's session must ever be played with it."""
    known = ScenarioVersion.objects.filter(slug=scenario.slug, version=scenario.version).first()
    if known is None and scenario.version == scenarios.digest(scenario):
        return keep(scenario)
    if known is not None and version(known.pk) == scenario:
        return known
    content = scenarios.to_json(scenario)
    foreign = f"~{hashlib.sha256(content.encode()).hexdigest()[:11]}"
    row, _ = ScenarioVersion.objects.get_or_create(
        slug=scenario.slug, version=foreign, defaults={"content": content}
    )
    return row


@lru_cache(maxsize=32)
def version(pk: int) -> Scenario:
    """The scenario of a kept version; versions never change, so it is read once. Raises Refusal("unreadable")
    for one that only a newer program can read."""
    content = ScenarioVersion.objects.get(pk=pk).content
    try:
        return scenarios.from_json(content)
    except msgspec.DecodeError:
        raise Refusal("unreadable") from None
