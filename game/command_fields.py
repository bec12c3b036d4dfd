"""What a browser may send of a command: the flat forms of the contract, made into commands.

Socket and POST twin use the same names. A field that a command does not have is refused, not ignored: a
pupil who sends `seat` with a vote is trying something.
"""

from collections.abc import Mapping
from typing import NewType, get_args, get_origin

import msgspec
from msgspec.structs import fields as fields_of

from debate import commands as c
from debate.commands import Command
from debate.refusal import Refusal
from debate.scenario import CHOICES
from game.web.numbers import HALF, whole_number

COMMANDS = {name: kind for name, kind in c.COMMANDS.items() if kind.by_form}
"""What a browser may ask for, by the contract's names."""
SERVER_ONLY = {"by", "slips", "seed", "never_came"}
LISTS = {
    kind: tuple(field.encode_name for field in fields_of(kind) if get_origin(field.type) is tuple)
    for kind in COMMANDS.values()
}
"""The fields of a command that hold several values, separated by commas."""
LONGEST_FIELD = 8000
"""Characters. Longer than any text the rules allow, so that those are refused by their own sentence."""
MOST_FIELDS, LONGEST_NAME = 100, 60
"""Fields of a form, and characters of a field's name: a ballot paper has a box for each alternative."""
LARGEST_NUMBER = 1_000_000_000
"""More than the rules allow anywhere, so that what is too large is refused by its own sentence."""
LONGEST_ID = 40
VOTES = ("cast_vote", "enter_vote")
"""Commands with a ballot paper."""


def is_id(text: str) -> bool:
    """May a sender call a command so?"""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def with_choice(given: dict[str, str]) -> dict[str, str]:
    """A ballot paper with several boxes as the one `choice` it stands for (see `debate.commands.CastVote`).

    `rank-a=2`: a place in a ranking, from 1 on without a gap, each once; `split-for=70`: a share of a bloc.
    Raises Refusal("no_such_ranking").
    """
    ranks = {key[5:]: place for key, place in given.items() if key.startswith("rank-")}
    shares = {key[6:]: number for key, number in given.items() if key.startswith("split-")}
    rest = {key: value for key, value in given.items() if not key.startswith(("rank-", "split-"))}
    if ranks and rest.get("choice"):
        raise Refusal("no_such_ranking")  # It says two things.
    if ranks:
        placed = {whole_number(place, 1, len(ranks)): a for a, place in ranks.items() if place.strip()}
        filled = sum(1 for place in ranks.values() if place.strip())
        if set(placed) != set(range(1, filled + 1)):
            raise Refusal("no_such_ranking")
        return rest | {"choice": ">".join(placed[place] for place in range(1, filled + 1))}
    if shares and not rest.get("choice"):
        return rest | {"choice": "-".join(shares.get(choice, "").strip() or "0" for choice in CHOICES)}
    return rest


PAIRS: dict[str, dict[str, str]] = {
    "offer_bargain": {"ask": "ask_choice", "give": "give_choice"},
    "say_what_moved": {"what": "whom"},
}
"""Fields of a command in which a list to choose from says two things at once, and the field of the second."""

NAMED_OTHERWISE = {("what", "document"): "document"}
"""A field with such a value has its second thing in another field."""


def with_pairs(act: str, given: dict[str, str]) -> dict[str, str]:
    """`ask=ban:abstain` as what it stands for: a question and a choice; so with a mover and a speaker."""
    found = dict(given)
    for first, second in PAIRS.get(act, {}).items():
        one, colon, other = given.get(first, "").partition(":")
        second = NAMED_OTHERWISE.get((first, one), second)
        if colon and second not in given:
            found |= {first: one, second: other}
    return found


def check_lengths(fields: Mapping[str, str]) -> None:
    """Before anything of a form is read: is it text as long as people send? Raises Refusal: "malformed", of a
    ballot paper "paper_too_long"."""
    if (
        len(fields) > MOST_FIELDS
        or max(map(len, fields), default=0) > LONGEST_NAME
        or max(map(len, fields.values()), default=0) > LONGEST_FIELD
    ):
        if fields.get("act") in VOTES:
            raise Refusal("paper_too_long")
        raise Refusal("malformed")
    if any(HALF.search(name + value) for name, value in fields.items()):
        raise Refusal("malformed")


NUMBER = -LARGEST_NUMBER, LARGEST_NUMBER
NUMBERS = {
    kind: {field.encode_name for field in fields_of(kind) if int in (field.type, *get_args(field.type))}
    for kind in COMMANDS.values()
}
"""The fields of a command that hold a whole number."""


def _is_text(kind: object) -> bool:
    """Also an id of a type of its own is one."""
    return _is_text(kind.__supertype__) if isinstance(kind, NewType) else kind is str


TEXTS = {
    kind: {field.encode_name for field in fields_of(kind) if field.required and _is_text(field.type)}
    for kind in COMMANDS.values()
}
"""The fields of a command that hold a text and can't be left out."""


def command_for(by: str, fields: Mapping[str, str]) -> Command:
    """The command in these fields, as asked by `by`. Raises Refusal: "malformed", "which_motions", or what is
    wrong with a ballot paper."""
    check_lengths(fields)
    given = {key: value for key, value in fields.items() if key != "act"}
    kind = COMMANDS.get(fields.get("act", ""))
    known = set(kind.__struct_encode_fields__) - SERVER_ONLY if kind else set()
    if fields.get("act") in VOTES:
        given = with_choice(given)
    given = with_pairs(fields.get("act", ""), given)
    if kind is None or not set(given) <= known:
        raise Refusal("malformed")
    several = LISTS.get(kind, ())
    # An empty field is one that was left alone, unless it is a text that must not be: the rules say so. An
    # empty paper is a blank one.
    filled = {k: value for k, value in given.items() if value != "" or k in TEXTS[kind] or k == "choice"}
    values = {k: value.split(",") if k in several else value for k, value in filled.items()}
    if kind in (c.OrderMotions, c.GroupMotions) and "motions" not in values:
        raise Refusal("which_motions")  # no box was ticked
    if any(whole_number(given[k], *NUMBER) is None for k in NUMBERS[kind] if k in values):
        raise Refusal("count_below_zero" if kind is c.EnterCount else "malformed")
    try:
        return msgspec.convert({"by": by, **values}, kind, strict=False)
    except msgspec.ValidationError:
        raise Refusal("malformed") from None
