"""What a scenario's files may hold, field by field: every fault at once, in words for their author.

The declared types are walked beside the raw document. What cannot be read stands in the scenario as `UNREAD`:
whoever asks for it is told so (`NotRead`), so that all rules that do not need it still have their say.
"""

import datetime
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from re import fullmatch
from typing import Any, NoReturn
from unicodedata import category

from msgspec import inspect

from debate.check.fault import Fault
from debate.scenario import FORMAT, Scenario

LONGEST_TEXT = 4000
"""Characters, where the type says nothing else; the longest that is shipped has a fifth of it."""
MOST_ROWS = 1000
MOST = 1_000_000
DEEPEST = 12
SHOWN = 40
"""So much of a wrong value is told."""
MOST_FAULTS = 300
"""Whoever has mended so many asks again."""
NEVER = ("Cc", "Cs", "Co")
"""Kinds of characters that stand in no text."""
OURS = ("slug", "version")
"""Fields that the loader gives, and no file."""

WANTED: dict[type[inspect.Type], tuple[Any, str]] = {
    inspect.StrType: (str, "a text in quotes"),
    inspect.BoolType: (bool, "true or false, without quotes"),
    inspect.IntType: (int, "a whole number, without quotes"),
    inspect.VarTupleType: (list, "a list, in [ ]"),
    inspect.DictType: (dict, "a table, in { }"),
    inspect.StructType: (dict, "a table, in { }"),
}
"""Kind of field to what it has to be in the document, and to how that is written."""
FOUND = {
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number with a point",
    datetime.datetime: "a date with a time",
    datetime.date: "a date",
    datetime.time: "a time of day",
    list: "a list",
    dict: "a table",
}


class NotRead(Exception):
    """A rule asked for something that could not be read."""


class _Unread:
    """Stands for a value that could not be read: whatever is done with it, it says so."""

    def _asked(self, *_: Any) -> NoReturn:
        raise NotRead

    __bool__ = __contains__ = __eq__ = __format__ = __ge__ = __getattr__ = __getitem__ = __gt__ = _asked
    __hash__ = __iter__ = __le__ = __len__ = __lt__ = __ne__ = __radd__ = __repr__ = __str__ = _asked


UNREAD: Any = _Unread()


def read(document: Mapping[str, Any], is_whole: bool = True) -> tuple[Scenario, list[Fault]]:
    """The document as a scenario, and every fault of its fields. Not `is_whole`: a file of it is missing, so
    that what is not there is not missed."""
    reader = _Reader(is_whole)
    scenario: Scenario = reader.struct("", inspect.type_info(Scenario), dict(document), 0)  # type: ignore[arg-type]
    return scenario, reader.faults


def is_newer(document: Mapping[str, Any]) -> bool:
    """Was this written for a newer version of the program?"""
    given = document.get("format", FORMAT)
    return isinstance(given, int) and given > FORMAT


class _Reader:
    def __init__(self, is_whole: bool) -> None:
        self.faults: list[Fault] = []
        self.is_whole = is_whole

    def fault(self, place: str, wrong: str, mend: str) -> Any:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(place, wrong, mend))
        return UNREAD

    def value(self, place: str, kind: inspect.Type, given: Any, depth: int) -> Any:
        """What is given, as the scenario has it; UNREAD if it is no such thing."""
        kind, bounds = _plain(_meant(kind, given))
        if depth > DEEPEST:
            return self.fault(place, "is nested too deeply.", "Take some brackets out.")
        if isinstance(kind, inspect.LiteralType):
            return self.one_of(place, [str(value) for value in kind.values], given)
        wanted, words = WANTED[type(kind)]
        if type(given) is not wanted:
            return self.fault(place, f"is {_found(given)}.", f"Write {bounds.get('written', words)}.")
        if not self.is_bounded(place, kind, given, bounds):
            return UNREAD
        match kind:
            case inspect.StrType():
                return self.text(place, kind, given, bounds.get("words", ()), bounds.get("written", ""))
            case inspect.StructType():
                return self.struct(place, kind, given, depth)
            case inspect.VarTupleType():
                rows = enumerate(given)
                return tuple(self.value(f"{place}[{n}]", kind.item_type, row, depth + 1) for n, row in rows)
            case inspect.DictType():
                return self.table(place, kind, given, depth)
        return given

    def is_bounded(self, place: str, kind: inspect.Type, given: Any, bounds: Mapping[str, Any]) -> bool:
        """Is a number in its range, a text or list no longer than it may be?"""
        if isinstance(given, bool) or isinstance(kind, inspect.StructType):
            return True
        if isinstance(given, int):
            least, most = bounds.get("least", 0), bounds.get("most", MOST)
            if not least <= given <= most:
                self.fault(place, f"is {_short(given)}.", f"Choose a number from {least} to {most}.")
            return bool(least <= given <= most)
        usual = LONGEST_TEXT if isinstance(given, str) else MOST_ROWS
        most, what = bounds.get("most", usual), "characters" if isinstance(given, str) else "rows"
        if len(given) > most:
            self.fault(place, f"has {len(given)} {what}.", f"Keep it to {most}.")
        elif len(given) < bounds.get("least", 0):
            self.fault(place, "has nothing in it.", "Write at least one.")
        return bool(bounds.get("least", 0) <= len(given) <= most)

    def text(
        self, place: str, kind: inspect.StrType, given: str, words: Collection[str], written: str
    ) -> Any:
        """`words`: what may be written, `written`: how, where the pattern is of no id."""
        if kind.pattern and not fullmatch(kind.pattern.strip("^$"), given):
            if words:
                return self.fault(place, f"is “{_short(given)}”.", corrected(given, words))
            if written:
                return self.fault(place, f"is “{_short(given)}”.", f"Write {written}.")
            mend = "Use up to 40 small letters, digits and hyphens; begin with a letter."
            return self.fault(place, f"“{_short(given)}” can be no id.", mend)
        # Most texts can be printed whole, which Python says of all their characters at once.
        odd = "" if given.isprintable() else given
        if unseen := next((c for c in odd if category(c) in NEVER and c not in "\n\t"), None):
            wrong = f"holds the character U+{ord(unseen):04X}, which nobody can see."
            return self.fault(place, wrong, "Take it out.")
        if kind.min_length and kind.max_length and not kind.min_length <= len(given) <= kind.max_length:
            return self.fault(place, f"has {len(given)} characters.", f"Write {kind.max_length}.")
        return given

    def one_of(self, place: str, allowed: list[str], given: Any) -> Any:
        if isinstance(given, str) and given in allowed:
            return given
        found = f"“{_short(given)}”" if isinstance(given, str) else _found(given)
        return self.fault(place, f"is {found}.", f"{_nearest(given, allowed)}Use {_listed(allowed)}.")

    def table(self, place: str, kind: inspect.DictType, given: dict[str, Any], depth: int) -> Any:
        """A table whose keys are the author's, or some of a few words."""
        keys = {key: self.value(f"{place}.{_short(key)}", kind.key_type, key, depth) for key in given}
        if any(key is UNREAD for key in keys.values()):
            return UNREAD
        return {
            key: self.value(f"{place}.{key}", kind.value_type, value, depth + 1)
            for key, value in given.items()
        }

    def struct(self, place: str, kind: inspect.StructType, given: dict[str, Any], depth: int) -> Any:
        fields = {field.name: field for field in kind.fields if field.name not in OURS or place}
        meant = dict(self.unknown(place, fields, given))
        values: dict[str, Any] = {}
        for name, field in fields.items():
            inside = f"{place}.{name}".lstrip(".")
            if name in given:
                values[name] = self.value(inside, field.type, given[name], depth + 1)
            elif not field.required:
                continue
            else:
                values[name] = UNREAD
                if name not in meant.values() and (place or self.is_whole):
                    self.fault(place, f"lacks `{name}`.", f"Add it: {_words(field.type)}.")
        return kind.cls(**values)

    def unknown(
        self, place: str, fields: Mapping[str, Any], given: dict[str, Any]
    ) -> Iterator[tuple[str, str]]:
        """The names no field has, with the field that was probably meant, if it is not there as well."""
        known = [name for name in fields if name not in given]
        for name in given:
            if name in fields or (not place and name == "format") or len(self.faults) >= MOST_FAULTS:
                continue
            where, close = f"{place}.{_short(name)}".lstrip("."), _near(name, known)
            if not place and name in OURS:
                self.fault(where, "is set by the program.", "Take it out.")
            elif close:
                yield name, close[0]
                self.fault(where, "is no field that is known here.", f"Did you mean `{close[0]}`?")
            else:
                names = ", ".join(f"`{field}`" for field in fields)
                self.fault(where, "is no field that is known here.", f"Take it out, or use one of: {names}.")


def _meant(kind: inspect.Type, given: Any) -> inspect.Type:
    """Of what may be written in two ways the one that is given, or else all of it."""
    fits = (part for part in _parts(kind) if WANTED.get(type(_plain(part)[0]), ())[:1] == (type(given),))
    return next(fits, kind)


def _parts(kind: inspect.Type) -> Iterator[inspect.Type]:
    """What may be written in one place; a choice may be one part of another (“a day, or nothing”)."""
    whole = kind.type if isinstance(kind, inspect.Metadata) else kind
    if isinstance(whole, inspect.UnionType):
        for part in whole.types:
            yield from _parts(part)
    else:
        yield kind


def _plain(kind: inspect.Type) -> tuple[inspect.Type, Mapping[str, Any]]:
    """The type of what has to be written, and its bounds. TOML knows no null: whatever may be, is a value."""
    bounds: dict[str, Any] = {}
    while isinstance(kind, inspect.Metadata | inspect.UnionType):
        if isinstance(kind, inspect.Metadata):
            bounds |= kind.extra or {}
            kind = kind.type
        else:
            kind = next(part for part in kind.types if not isinstance(part, inspect.NoneType))
    if isinstance(kind, inspect.IntType):
        bounds |= {"least": kind.ge} if kind.ge is not None else {}
        bounds |= {"most": kind.le} if kind.le is not None else {}
    return kind, bounds


def _words(kind: inspect.Type) -> str:
    """How such a value is written."""
    kind, bounds = _plain(kind)
    if isinstance(kind, inspect.LiteralType):
        return _listed([str(value) for value in kind.values])
    return str(bounds.get("written", WANTED[type(kind)][1]))


def _found(given: Any) -> str:
    return f"{FOUND.get(type(given), 'something else')}"


def _short(given: Any) -> str:
    """A wrong value as it is told, without line ends, and no longer than can be read."""
    if isinstance(given, int) and abs(given) >= 10**15:
        return "a number of more than 15 digits"
    text = " ".join(str(given).split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _listed(allowed: list[str]) -> str:
    *most, last = [f'"{value}"' for value in allowed]
    return f"{', '.join(most)} or {last}" if most else last


def corrected(given: str, allowed: Collection[str]) -> str:
    """What to write instead: the word that was probably meant, and all that may stand there."""
    return f"{_nearest(given, list(allowed))}Use {_listed(list(allowed))}."


def _nearest(given: Any, allowed: list[str]) -> str:
    near = _near(given, allowed) if isinstance(given, str) else []
    return f'Did you mean "{near[0]}"? ' if near else ""


def _near(given: str, known: list[str]) -> list[str]:
    """The one known word that is spelt most like this one, if any is."""
    return get_close_matches(given[:SHOWN], known, 1)
