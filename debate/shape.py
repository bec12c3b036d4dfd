"""The declared shape of values: which fields a struct has, of which types and with which defaults.

For whoever has to notice that a shape has changed (`codec.py`), no matter who changed it and why. Names of
classes are no part of it: nothing that is written bears them.
"""

from typing import Any, Literal, NewType, Union, get_args, get_origin, get_type_hints

from immutables import Map
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

PLAIN: dict[Any, str] = {kind: kind.__name__ for kind in (str, int, bool, float, type(None))}
UNIONS = (Union, type(int | str))
HOLDERS = {tuple, list, dict, frozenset, Map}


def shape_of(kind: Any, left_out: tuple[str, ...] = (), above: tuple[Any, ...] = ()) -> Any:
    """The shape of this type as plain values; `left_out`: fields of it that do not count.

    `above`: the structs it is held by; one that holds itself is named by how far up it stands. Raises
    TypeError for a type nobody has said the shape of: better than a change that nobody notices.
    """
    if kind in PLAIN:
        return PLAIN[kind]
    if isinstance(kind, NewType):
        return shape_of(kind.__supertype__, left_out, above)
    if kind is Ellipsis:
        return "..."
    if kind in above:
        return {"again": len(above) - above.index(kind)}
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _of_struct(kind, left_out, above)
    return _of_several(kind, above)


def _of_struct(kind: type[Struct], left_out: tuple[str, ...], above: tuple[Any, ...]) -> dict[str, Any]:
    """How it is written, and its fields in the order in which they are, under the names they have there."""
    config, hints = kind.__struct_config__, get_type_hints(kind)
    return {
        "tag": [config.tag_field, config.tag],
        "omits": config.omit_defaults,
        "list": config.array_like,
        "fields": [
            [field.encode_name, shape_of(hints[field.name], (), (*above, kind)), *_default(field)]
            for field in fields(kind)
            if field.name not in left_out
        ],
    }


def _default(field: Any) -> list[Any]:
    """What stands there when nothing is said; nothing for a field that has to be given."""
    if field.default is not NODEFAULT:
        return [field.default]
    return [] if field.default_factory is NODEFAULT else [field.default_factory()]


def _of_several(kind: Any, above: tuple[Any, ...]) -> list[Any]:
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return ["one of", *sorted(parts, key=repr)]
    shapes = [shape_of(part, (), above) for part in parts]
    if origin in UNIONS:
        return ["either", *sorted(shapes, key=repr)]
    if origin in HOLDERS:
        return [origin.__name__, *shapes]
    raise TypeError(f"Nobody has said what the shape of {kind} is.")
