"""The shape of `/state/CODE.json` for the docs, from the Structs it is made of.

`python3 -m tests.docs.shapes` writes it into `docs/protocol.md`; `test_shapes.py` holds the page to it.
"""

import ast
import inspect
import textwrap
import types
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NewType, Union, get_args, get_origin

import msgspec
from msgspec import Meta, Struct, UnsetType

from debate.shown.audience import Moment
from game.standing import SessionState

PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
BEGIN, END = "<!-- begin: python3 -m tests.docs.shapes -->\n", "<!-- end -->\n"
PLAIN = {str: "text", int: "number", float: "number", bool: "true or false", type(None): "null"}


class Field(NamedTuple):
    """One field: its name in JSON, its type, and what is said of it. `absent`: may it be left out?"""

    name: str
    type: Any
    says: str
    absent: bool

    @property
    def named(self) -> str:
        return f"`{self.name}`{'?' if self.absent else ''}"


def fields(shape: type[Struct]) -> list[Field]:
    """Those it has besides what it is made from."""
    says, inherited = _says(shape), _own_base(shape).__struct_fields__
    return [
        Field(one.encode_name, one.type, says.get(one.name, ""), UnsetType in _members(one.type))
        for one in msgspec.structs.fields(shape)
        if one.name in says or one.name not in inherited
    ]


def _own_base(shape: type[Struct]) -> type[Struct]:
    base = shape.__base__
    assert base is not None
    assert issubclass(base, Struct)
    return base


def _says(shape: type[Struct]) -> dict[str, str]:
    """Each field that is declared in the class, to the words below it."""
    (parsed,) = ast.parse(textwrap.dedent(inspect.getsource(shape))).body
    assert isinstance(parsed, ast.ClassDef)
    found, name = {}, ""
    for line in parsed.body:
        if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            name = line.target.id
            found[name] = ""
        elif name and isinstance(line, ast.Expr):
            found[name] = " ".join(ast.literal_eval(line.value).split())
    return found


def _members(hint: Any) -> tuple[Any, ...]:
    """Of a union its members, else the type itself."""
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)


def words(hint: Any) -> str:
    """A type in words; an id of a type of its own is a text."""
    if isinstance(hint, NewType):
        return words(hint.__supertype__)
    if get_origin(hint) is Annotated:
        (meta,) = [extra for extra in get_args(hint)[1:] if isinstance(extra, Meta)]
        return str(meta.description)
    if get_origin(hint) in (Union, types.UnionType):
        return " or ".join(words(one) for one in get_args(hint) if one is not UnsetType)
    if get_origin(hint) is Literal:
        return " ".join(f"`{value}`" if value else '`""`' for value in get_args(hint))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return f"list of {words(inner[0])}"
        return f"[{', '.join(words(one) for one in inner)}]"
    if get_origin(hint) is dict:
        key, value = get_args(hint)
        return f"{words(key)} to {words(value)}"
    if isinstance(hint, type) and issubclass(hint, Struct) and not hint.__struct_fields__:
        return "`{}`"
    return PLAIN.get(hint) or f"`{hint.__name__}`"


def structs(
    shape: type[Struct] = SessionState, known: tuple[type[Struct], ...] = ()
) -> tuple[type[Struct], ...]:
    """The shape and those it is made of, in the order in which they are first met."""
    known = (*known, shape)
    within = [inner for one in fields(shape) for inner in _within(one.type)]
    base = _own_base(shape)
    for inner in within if base is Struct else (base, *within):
        if inner not in known:
            known = structs(inner, known)
    return known


def _within(hint: Any) -> Iterator[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for inner in get_args(hint):
        yield from _within(inner)


def moments() -> set[str]:
    """The fields that are moments, by name."""
    return {one.name for shape in structs() for one in fields(shape) if Moment in _members(one.type)}


def tables() -> str:
    """A table for each of them."""
    return "\n".join(_table(shape) for shape in structs() if fields(shape))


def _table(shape: type[Struct]) -> str:
    """Fields side by side that are alike, and need no words of their own, stand in one line."""
    title, base = " ".join((inspect.getdoc(shape) or "").split()), _own_base(shape)
    if base is not Struct:
        title += f" Beside the fields of `{base.__name__}`:"
    rows = [
        f"| {', '.join(one.named for one in alike)} | {words(alike[0].type)} | {alike[0].says} |"
        for _, together in groupby(fields(shape), lambda one: (words(one.type), one.says, one.absent))
        if (alike := list(together))
    ]
    return "\n".join(
        [f"`{shape.__name__}`: {title}", "", "| field | is | |", "| --- | --- | --- |", *rows, ""]
    )


def redrawn(page: str) -> str:
    """The page with the tables as they are now."""
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + tables() + "\n" + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(redrawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
