"""The scenarios this server offers: those in `seeds/`, and every version some session was played with."""

import hashlib
import logging
from functools import lru_cache
from typing import NamedTuple

import msgspec
from django.conf import settings

from debate.refusal import Refusal
from debate.scenario import Scenario
from game.models import ScenarioVersion
from game.scenarios import files

log = logging.getLogger(__name__)


class LeftOut(NamedTuple):
    """Something in `seeds/` that can't be played, and why: a sentence for each fault."""

    name: str
    faults: tuple[str, ...]


def load_all() -> list[Scenario]:
    """Read `seeds/` and keep each scenario's present version in the database; what can't be played is left
    out, and named in the log. Raises BadScenario when nothing can."""
    for name, why in left_out():
        log.warning("%s is left out: %s", name, " ".join(why))
    found = list(offered().values())
    if not found:
        raise files.BadScenario(
            [files.FileFault("seeds", "the folder", "holds no meeting that can be played.", "Add one.")]
        )
    for scenario in found:
        keep(scenario)
    return found


def offered() -> dict[str, Scenario]:
    """Slug to scenario, as the files are now; read once a process."""
    return _looked_through()[0]


def left_out() -> list[LeftOut]:
    """What lies in `seeds/` and can't be played."""
    return _looked_through()[1]


@lru_cache(maxsize=1)
def _looked_through() -> tuple[dict[str, Scenario], list[LeftOut]]:
    """Every folder is read by itself: one that is bad takes no other with it."""
    found: dict[str, Scenario] = {}
    bad = [LeftOut(name, (files.NO_MEETING,)) for name in files.strays(settings.SEEDS_DIR)]
    for folder in files.folders(settings.SEEDS_DIR):
        name = files.printable(folder.name)
        try:
            found[folder.name] = files.read(folder)
        except files.BadScenario as error:
            bad.append(LeftOut(name, tuple(map(str, error.faults))))
        except Exception:
            log.exception("%s could not be read", name)
            bad.append(LeftOut(name, (files.UNREADABLE,)))
    return found, bad


def keep(scenario: Scenario) -> ScenarioVersion:
    """The database row of this version, made if it is new."""
    row, _ = ScenarioVersion.objects.get_or_create(
        slug=scenario.slug,
        version=scenario.version,
        defaults={"content": files.to_json(scenario)},
    )
    return row


def keep_brought(scenario: Scenario) -> ScenarioVersion:
    """The row of a version that came from elsewhere. One that only says it is a version it is not gets a row
    of its own: nobody else's session must ever be played with it."""
    known = ScenarioVersion.objects.filter(slug=scenario.slug, version=scenario.version).first()
    if known is None and scenario.version == files.digest(scenario):
        return keep(scenario)
    if known is not None and version(known.pk) == scenario:
        return known
    content = files.to_json(scenario)
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
        return files.from_json(content)
    except msgspec.DecodeError:
        raise Refusal("unreadable") from None
