"""The shape of a state: whatever changes in how it is declared changes the version of its fingerprints."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Literal, NewType, Optional

import msgspec
import pytest
from immutables import Map
from msgspec import defstruct, field

from debate import codec
from debate.shape import shape_of

RULES = Path(__file__).parents[2] / "debate"


def of(*fields: Any, name: str = "Seat", **config: Any) -> Any:
    """The shape of a hall that holds seats with these fields."""
    seat = defstruct(name, fields, **config)
    return shape_of(defstruct("Hall", [("seats", Map[str, seat], Map())]))


PLAIN = of(("id", str), ("row", int, 0))

OTHERS = {
    "one field more": of(("id", str), ("row", int, 0), ("late", bool, False)),
    "one field less": of(("id", str)),
    "another name": of(("id", str), ("line", int, 0)),
    "another name in writing": of(("id", str), ("row", int, field(name="place", default=0))),
    "another type": of(("id", str), ("row", str, 0)),
    "nothing is a choice": of(("id", str), ("row", int | None, 0)),
    "another default": of(("id", str), ("row", int, 1)),
    "no default": of(("id", str), ("row", int)),
    "a default that is made": of(("id", str), ("row", int, field(default_factory=list))),
    "one word of several": of(("id", Literal["a", "b"]), ("row", int, 0)),
    "a list of values": of(("id", str), ("row", int, 0), array_like=True),
    "a tag": of(("id", str), ("row", int, 0), tag="seat"),
    "defaults left out": of(("id", str), ("row", int, 0), omit_defaults=True),
    "several": of(("id", tuple[str, ...]), ("row", int, 0)),
    "a pair": of(("id", tuple[str, str]), ("row", int, 0)),
    "a map of them": of(("id", Map[str, str]), ("row", int, 0)),
    "a map of others": of(("id", Map[str, int]), ("row", int, 0)),
    "a set": of(("id", frozenset[str]), ("row", int, 0)),
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_declared_otherwise_has_another_shape(name):
    same = [other for other, shape in OTHERS.items() if shape == OTHERS[name]]

    assert OTHERS[name] != PLAIN
    assert same == [name]


def test_the_order_of_fields_is_part_of_the_shape_as_it_is_of_the_writing():
    one = defstruct("One", [("a", int), ("b", int)])
    other = defstruct("Other", [("b", int), ("a", int)])

    assert msgspec.json.encode(one(1, 2)) != msgspec.json.encode(other(2, 1))
    assert shape_of(one) != shape_of(other)


def test_names_of_classes_and_the_way_a_type_is_written_are_no_part_of_it():
    assert of(("id", str), ("row", int, 0), name="Chair") == PLAIN
    assert shape_of(Optional[int]) == shape_of(int | None) == shape_of(None | int)  # noqa: UP045
    assert shape_of(Literal["a", "b"]) == shape_of(Literal["b", "a"])


def test_an_id_with_a_type_of_its_own_has_the_shape_of_what_is_written():
    assert of(("id", NewType("SeatId", str)), ("row", int, 0)) == PLAIN


class Node(msgspec.Struct):
    """One that holds others of its kind."""

    inner: "tuple[Node, ...]" = ()


def test_what_holds_itself_has_a_shape():
    assert shape_of(Node)["fields"] == [["inner", ["tuple", {"again": 1}, "..."], ()]]


@pytest.mark.parametrize("kind", [object, bytes, Any, RULES.__class__, dict, type("Mine", (), {})])
def test_a_type_nobody_thought_of_is_noticed(kind):
    with pytest.raises(TypeError, match="Nobody has said"):
        shape_of(defstruct("Hall", [("thing", kind)]))


def test_the_version_is_twelve_figures_and_the_first_one_is_that_of_a_file_without():
    for version in (codec.FINGERPRINTS, codec.FIRST_FINGERPRINTS):
        assert len(version) == 12
        assert set(version) <= set("0123456789abcdef")


def version_with(module: str, *change: str) -> str:
    """The version of fingerprints if one text of a module of the rules were another."""
    path = RULES / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    for old, new in zip(change[::2], change[1::2], strict=True):
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    program = f"""
import sys, types
module = types.ModuleType("debate.{module}")
sys.modules[module.__name__] = module
exec(compile({source!r}, {str(path)!r}, "exec"), module.__dict__)
from debate import codec
print(codec.FINGERPRINTS)
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=RULES.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


PUPILS, LATE = "    pupils: int = 0\n", "    late: bool = False\n"
BEHIND = "    behind: dict[SeatId, dict[SeatId, int]] = {}\n"
LEFT_OUT = '_COUNT_OTHERWISE = ("scenario", "steps", "done")'
ENCODER, AS_PLAIN = 'enc_hook=_as_plain, order="%s"', "{str(key): item for key, item in value.items()}"

CHANGES = {
    "a field of the assembly": ("assembly", PUPILS, PUPILS + "    said: int = 0\n"),
    "a map of the assembly": ("assembly", PUPILS, PUPILS + "    said: Map[str, int] = Map()\n"),
    "a field of a seat": ("assembly", LATE, LATE + "    tired: bool = False\n"),
    "a field of a ballot": ("assembly", BEHIND, ""),
    "another default": ("assembly", "speech_seconds: int = 90", "speech_seconds: int = 91"),
    "another word for a state": ("assembly", '"withdrawn", "ruled_out"', '"taken_back", "ruled_out"'),
    "defaults that are written": ("assembly", "frozen=True, omit_defaults=True", "frozen=True"),
    "another digest": ("codec", "hashlib.sha256(_plain", "hashlib.sha3_256(_plain"),
    "another order": ("codec", ENCODER % "deterministic", ENCODER % "sorted"),
    "another way to write maps": ("codec", AS_PLAIN, "[*value.items()]"),
    "something else left out": ("codec", LEFT_OUT, LEFT_OUT.replace(")", ', "word")')),
}
"""Module, and what stands in it, with what stands there instead."""


@pytest.mark.parametrize("name", CHANGES)
def test_whoever_changes_the_state_or_its_fingerprint_changes_the_version_without_a_thought(name):
    assert version_with(*CHANGES[name]) != codec.FINGERPRINTS


def test_what_is_not_fingerprinted_changes_no_version():
    now = codec.FINGERPRINTS

    assert version_with("codec") == now
    assert version_with("assembly", '"""One place in the hall.', '"""A place in the hall.') == now
    assert (
        version_with("assembly", "class Released(", "class Out(", "tuple[Released, ...]", "tuple[Out, ...]")
        == now
    )


def test_the_version_does_not_hang_on_the_order_in_which_sets_happen_to_lie():
    program = "from debate import codec; print(codec.FINGERPRINTS)"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            cwd=RULES.parent,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2", "3")
    }

    assert found == {codec.FINGERPRINTS}
