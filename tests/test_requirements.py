"""The lists of packages: exact versions, each with its reason, and nothing installed that is not listed."""

import re
from importlib import metadata

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LISTS = ("requirements.txt", "requirements-test.txt")
LINES = [
    (name, line)
    for name in LISTS
    for line in (settings.BASE_DIR / name).read_text(encoding="utf-8").splitlines()
    if re.match(r"\w", line)
]

PINS = [Requirement(line.partition("#")[0]) for _, line in LINES]
HERE = [pin for pin in PINS if pin.marker is None or pin.marker.evaluate()]


@pytest.mark.parametrize(("file", "line"), LINES)
def test_every_package_has_an_exact_version_and_a_reason(file, line):
    requirement, _, reason = line.partition("#")

    assert re.fullmatch(r"==[\w.]+", str(Requirement(requirement).specifier))
    assert len(reason.split()) >= 1


def test_everything_that_comes_along_is_listed_too():
    listed = {canonicalize_name(pin.name) for pin in HERE}

    needed = {
        canonicalize_name(need.name)
        for pin in HERE
        for need in map(Requirement, metadata.requires(pin.name) or ())
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in pin.extras | {""})
    }

    assert needed - listed == set()


def test_what_is_installed_is_what_is_listed():
    listed = {pin.name: str(pin.specifier) for pin in HERE}

    installed = {pin.name: f"=={metadata.version(pin.name)}" for pin in HERE}

    assert installed == listed
