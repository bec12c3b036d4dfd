"""What a template gets under a name: types, followed from field to field as Django looks names up."""

import types
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from django.db.models import Field, Model
from django.forms import BaseForm
from msgspec import Struct, UnsetType

# A field says in its annotation what it holds, which Django itself has no brackets for.
Field.__class_getitem__ = classmethod(lambda field, *_holds: field)

Scope = dict[str, Any]
"""Name to its type."""

SAME = {"slice", "dictsort", "dictsortreversed", "safe"}
ONE_OF_THEM = {"first", "last", "random"}


class Missing(Exception):
    """The type has no such name."""


def scope_of(shown: Any) -> Scope:
    """The fields of what is shown, as the names of a template."""
    found: Scope = {}
    for one in members(shown):
        for name, hint in hints(one).items():
            if name in one.__struct_fields__:
                found[name] = found[name] | hint if name in found and found[name] != hint else hint
    return found


@cache
def hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=False)


def members(hint: Any) -> tuple[Any, ...]:
    """Of a union those that are something; else the type itself."""
    if get_origin(hint) is Annotated:
        return members(get_args(hint)[0])
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(
            inner for one in get_args(hint) if one not in (UnsetType, type(None)) for inner in members(one)
        )
    if get_origin(hint) is Literal:
        return tuple({type(value) for value in get_args(hint)})
    return (Any,) if isinstance(hint, TypeVar) else (hint,)


def either(found: Iterable[Any]) -> Any:
    """One of these types."""
    known = list(dict.fromkeys(found))
    if not known or Any in known:
        return Any
    return Union[tuple(known)]  # noqa: UP007 (made when it runs)


def step(hint: Any, name: str) -> Any:
    """The type of what a template gets under a name, or at a place, of something. Raises Missing."""
    found = []
    for one in members(hint):
        try:
            found.append(_step(one, name))
        except Missing:
            continue
    if not found:
        raise Missing
    return either(found)


def _step(one: Any, name: str) -> Any:
    origin = get_origin(one) or one
    if origin is Any or (isinstance(origin, type) and issubclass(origin, BaseForm)):
        return Any  # a form's fields are found when it runs
    if isinstance(origin, type) and issubclass(origin, Mapping):
        key, value = get_args(one) or (Any, Any)
        sets = {"items": Sequence[tuple[key, value]], "keys": Sequence[key], "values": Sequence[value]}
        return sets.get(name, value)
    if name.isdigit() and isinstance(origin, type) and issubclass(origin, Sequence):
        return element(one)
    # What a model's fields are annotated with is for mypy, and cannot be read.
    if isinstance(origin, type) and not issubclass(origin, Model) and name in hints(origin):
        return hints(origin)[name]
    found = getattr(origin, name, None)
    if found is None or (issubclass(origin, Struct) and name not in _own(origin)):
        raise Missing
    made = found.fget if isinstance(found, property) else found
    return get_type_hints(made).get("return", Any) if callable(made) else Any


def _own(origin: type) -> set[str]:
    return {name for base in origin.__mro__ if base not in (Struct, object) for name in vars(base)}


def element(hint: Any) -> Any:
    """The type of what a loop over something gives."""
    return either(_element(one) for one in members(hint))


def _element(one: Any) -> Any:
    given = [inner for inner in get_args(one) if inner is not Ellipsis]
    if get_origin(one) is tuple:
        return either(given)
    return given[0] if given else str if one is str else Any


def unpacked(names: Sequence[str], one: Any) -> Scope:
    """The names of a loop."""
    if len(names) == 1:
        return {names[0]: one}
    places = [get_args(kind) for kind in members(one)]
    return {
        name: either(given[n] if n < len(given) and Ellipsis not in given else Any for given in places)
        for n, name in enumerate(names)
    }


def asked_of(hint: Any) -> list[str]:
    """The names that a Protocol asks for; of any other type none."""
    if not getattr(hint, "_is_protocol", False):
        return []
    return [name for name in (*hints(hint), *vars(hint)) if not name.startswith("_")]


def filtered(filter: Any, found: Any, given: Sequence[Any], arguments: Sequence[tuple[bool, Any]]) -> Any:
    """The type of what a filter makes. Raises Missing with the name that `each` asks for in vain."""
    name = getattr(filter, "_filter_name", filter.__name__)
    if name in SAME:
        return found
    if name in ONE_OF_THEM:
        return element(found)
    if name == "each":
        one, wanted = element(found), str(arguments[0][1])
        try:
            return Sequence[step(one, wanted)]
        except Missing:
            raise Missing(wanted) from None
    if name == "get":
        return step(found, "")
    if name == "default":
        return either([*members(found), *given])
    try:
        return get_type_hints(filter).get("return", Any)
    except NameError:
        return Any
