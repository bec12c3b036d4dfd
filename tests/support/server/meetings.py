"""Meetings made up at random, as their authors would write them: whole and without a fault, of all shapes.

And what becomes of a meeting when somebody changes one thing in it.
"""

import copy
import datetime
import json
from pathlib import Path
from random import Random
from typing import Any

from debate.ballots.thresholds import THRESHOLDS, carried
from debate.check.written.story import FEWEST, LONGEST_TEXT, LONGEST_TITLE, MOST
from debate.scenario import CHOICES, PROCEDURAL_KINDS

MOST_WAYS = 8
YES_OR_NO = ("show", "roll_call", "secret", "delegation", "paper")
Document = dict[str, Any]


def written(document: Document, folder: Path) -> Path:
    """The folder with this meeting in it, as one TOML file."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n".join(f"{key} = {toml(value)}" for key, value in document.items())
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


def toml(value: Any) -> str:
    """A plain value as it stands in a TOML file."""
    match value:
        case dict():
            inner = ", ".join(f"{json.dumps(key)} = {toml(item)}" for key, item in value.items())
            return f"{{ {inner} }}"
        case list() | tuple():
            return f"[{', '.join(map(toml, value))}]"
        case datetime.date():
            return value.isoformat()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def meeting(chance: Random) -> Document:
    """A meeting without a fault: 3 to 12 roles in 1 to 4 factions, questions of every kind."""
    factions = [_faction(n) for n in range(chance.randint(1, 4))]
    asked = [_question(chance, n) for n in range(chance.randint(1, 3))]
    several = [_choice(chance, n) for n in range(chance.randint(0, 2))]
    roles = [_role(chance, n, factions, asked) for n in range(max(len(factions), 3, chance.randint(3, 12)))]
    weighting = chance.choice(("seat", "bloc"))
    for question in asked:
        if chance.random() < 0.7:
            question["record"] = _record(chance, question, roles, weighting)
    for faction in factions:
        faction["line"] = {question["id"]: chance.choice(CHOICES) for question in asked}
        faction["preferences"] = {question["id"]: _order(chance, question) for question in several}
    document = {
        **{key: f"A {key}." for key in ("title", "subtitle", "place", "dates", "summary", "at_stake")},
        "opened": datetime.date(1801, 5, 4),
        "weighting": weighting,
        "weighting_note": "As it was.",
        "language_note": "Be kind.",
        "situation": [_claim()] * chance.randint(0, 2),
        "story": _story(chance),
        "plan": chance.choice(("half-circle", "theatre", "table")),
        "procedure": ["Speak to the chair."] * chance.randint(0, 1),
        "standing_orders": _orders(chance),
        "factions": factions,
        "delegations": [_delegation(chance, n, factions) for n in range(chance.randint(0, 2))],
        "questions": asked + several,
        "agenda": _agenda(chance, asked, several),
        "roles": roles,
        "cards": [_card(chance, n, factions, roles) for n in range(chance.randint(0, 2))],
        "outcomes": _outcomes(asked),
        "followed": [{"date": "1803", "text": "It was built.", "mark": "I", "sources": []}]
        * chance.randint(0, 1),
        "disputes": [{"question": "Who?", "versions": [_claim()]}] * chance.randint(0, 1),
        "interpretations": [{"whose": "Some", "text": "So.", "sources": []}] * chance.randint(0, 1),
        "glossary": [{"term": "toll", "text": "A fee."}] * chance.randint(0, 1),
        "debrief": [{"move": "describe", "text": "What happened?"}] * chance.randint(0, 1),
        "sources": [{"id": "minutes", "author": "The clerk", "title": "Minutes", "grade": "A"}],
    }
    optional = [role["id"] for role in roles if role["seat"] == "optional"]
    if optional and chance.random() < 0.7:
        document["options"] = [{"id": "more", "title": "More", "text": "What if?", "roles": optional}]
    return document


def _claim() -> Document:
    return {"text": "The ferry sank.", "mark": "D", "sources": ["minutes"]}


def _story(chance: Random) -> list[Document]:
    """No story, or one of any length, with short frames and with the longest."""
    longest = {"title": "Then ".ljust(LONGEST_TITLE, "n"), "text": "Snow ".ljust(LONGEST_TEXT, "w")}
    frames = [{"title": "Then"} | _claim(), _claim() | longest]
    return [chance.choice(frames) for _ in range(chance.choice((0, FEWEST, MOST)))]


def _faction(n: int) -> Document:
    return {
        "id": f"side-{n}",
        "name": f"Side {n}",
        "sign": "ABCD"[n],
        "colour": n + 1,
        "delegates": 3 * n + 1,
        "wants": "A bridge.",
        "arguments": [_claim()],
    }


def _question(chance: Random, n: int) -> Document:
    question: Document = {
        "id": f"ask-{n}",
        "title": f"Question {n}",
        "text": "Shall we?",
        "method": chance.choice(YES_OR_NO),
        "threshold": chance.choice(tuple(THRESHOLDS)),
        "tie": chance.choice(("fails", "chair")),
        "seconds": chance.choice((0, 60, 3600)),
    }
    if question["method"] == "roll_call":
        question["calls"] = chance.choice(("", "seating", "name", "faction"))
    if chance.random() < 0.3:
        question["quorum"] = {"numerator": 1, "denominator": 3}
    if chance.random() < 0.5:
        question["wording"] = "The town builds a bridge. The town pays."
    return question


def _choice(chance: Random, n: int) -> Document:
    """A question of several ways, by either of the two methods."""
    ways = [{"id": f"way-{m}", "text": f"Way {m}"} for m in range(chance.randint(2, MOST_WAYS))]
    method = chance.choice(("ranked", "election"))
    return {
        "id": f"choose-{n}",
        "title": f"Choice {n}",
        "text": "Which?",
        "method": method,
        "alternatives": ways,
        "elects": chance.randint(1, len(ways) - 1) if method == "election" else 1,
        "straw": chance.random() < 0.5,
    }


def _order(chance: Random, question: Document) -> list[str]:
    ways = [way["id"] for way in question["alternatives"]]
    return chance.sample(ways, chance.randint(1, len(ways)))


def _role(chance: Random, n: int, factions: list[Document], asked: list[Document]) -> Document:
    """The first roles are the core of their factions; of others some are optional, some without a vote."""
    faction = factions[n % len(factions)]["id"]
    first = n < max(len(factions), 3)
    votes = first or chance.random() < 0.8
    return {
        "id": f"person-{n}",
        "name": f"Ann Person {n}",
        "short": f"Person {n}",
        "faction": faction,
        "seat": "core" if first or chance.random() < 0.7 else "optional",
        "office": "" if votes else chance.choice(("", "secretary", "press")),
        "votes": votes,
        "rank": n + 1,
        "difficulty": chance.randint(1, 3),
        "who": _claim(),
        "public_aim": "Be heard.",
        "private_aim": "Win.",
        "red_line": "No war.",
        "moved_by": "A price.",
        "first_words": "Hear me.",
        "did": [_claim()] * chance.randint(0, 1),
        "beliefs": {q["id"]: {"vote": chance.choice(CHOICES), "why": "So.", "mark": "I"} for q in asked},
    }


def _record(chance: Random, question: Document, roles: list[Document], weighting: str) -> Document:
    """Figures that the core roles can stand for, and what they decide."""
    votes = [
        role["beliefs"][question["id"]]["vote"] for role in roles if role["votes"] and role["seat"] == "core"
    ]
    figures = {choice: votes.count(choice) for choice in CHOICES}
    if weighting == "bloc":
        figures = {choice: number + chance.choice((0, 5, 700)) for choice, number in figures.items()}
    there = sum(figures.values())
    return {
        "figures": figures,
        "carried": carried(question["threshold"], figures, there, there),
        "held": "In the evening.",
        "sources": ["minutes"],
    }


def _agenda(chance: Random, asked: list[Document], several: list[Document]) -> list[Document]:
    """Stages that fill both lessons as the meeting went, a third of them for looking back."""
    stages = [_stage("gather", "gather", 1), _stage("caucus", "caucus", 1)]
    for question in (*asked, *(q for q in several if not q["straw"])):
        if chance.random() < 0.5:
            stages.append(_stage(f"on-{question['id']}", "debate", 1, question["id"]))
        stages.append(_stage(f"vote-{question['id']}", "division", 1, question["id"]))
    stages += [
        _stage("result", "announcement", 0),
        _stage("out", "out_of_role", 2),
        _stage("talk", "debrief", 0),
    ]
    for key, whole in (("50", 50), ("90", 90)):
        planned = sum(stage["minutes"][key] for stage in stages)
        stages[-1]["minutes"][key] = whole // 3
        stages[0]["minutes"][key] += whole - planned - whole // 3
    return stages


def _stage(id: str, kind: str, minutes: int, question: str = "") -> Document:
    stage: Document = {
        "id": id,
        "kind": kind,
        "title": id,
        "text": "Now.",
        "minutes": {"50": minutes, "90": minutes},
    }
    return stage | ({"question": question} if question else {})


def _outcomes(asked: list[Document]) -> list[Document]:
    last = {"id": "end", "title": "The end", "text": "So it ended."}
    known = [question for question in asked if "record" in question]
    if not known:
        return [last | {"historical": True}]
    came = "carried" if known[0]["record"]["carried"] else "lost"
    first = {
        "id": "then",
        "title": "As then",
        "text": "So.",
        "when": {came: [known[0]["id"]]},
        "historical": True,
    }
    return [first, last]


def _orders(chance: Random) -> Document:
    return {
        "seconders": chance.randint(0, 2),
        "motions": chance.random() < 0.8,
        "amendments": chance.random() < 0.8,
        "procedural": chance.sample(PROCEDURAL_KINDS, chance.randint(0, len(PROCEDURAL_KINDS))),
        "motion_method": chance.choice(("show", "roll_call", "secret", "delegation")),
        "speaking_order": chance.choice(("as_asked", "least_spoken", "alternate", "factions")),
        "caucus": chance.choice(("stages", "always", "never")),
        "envoys": chance.random() < 0.5,
    }


def _delegation(chance: Random, n: int, factions: list[Document]) -> Document:
    return {
        "id": f"sent-{n}",
        "name": f"Sent {n}",
        "brief": "You were sent.",
        "blocs": {faction["id"]: chance.randint(0, 50) for faction in factions},
        "votes": chance.random() < 0.7,
        "first_words": "Friends!",
    }


def _card(chance: Random, n: int, factions: list[Document], roles: list[Document]) -> Document:
    to = chance.choice((["all"], [factions[0]["id"]], [roles[-1]["id"], factions[-1]["id"]]))
    card = {
        "id": f"card-{n}",
        "title": "News",
        "text": "It rains.",
        "dated": "3 May",
        "knew": "All.",
        "mark": "I",
    }
    return card | {"to": to, "stage": "caucus", "released": chance.choice(("teacher", "stage"))}


def changed(document: Document, chance: Random) -> tuple[Document, str]:
    """The meeting with one thing in it changed, and what that was."""
    document = copy.deepcopy(document)
    places = list(_places(document))
    path = chance.choice(places)
    holder = _at(document, path[:-1])
    value, where = holder[path[-1]], ".".join(map(str, path))
    deed = chance.choice(("gone", "other", "other", "other"))
    if deed == "gone":
        del holder[path[-1]]
        return document, f"without {where}"
    holder[path[-1]] = _other(value, document, places, chance)
    return document, f"{where}: {value!r:.40} -> {holder[path[-1]]!r:.40}"


def _other(value: Any, document: Document, places: list[tuple[Any, ...]], chance: Random) -> Any:
    """Another value: at an edge, of another kind, or taken from elsewhere in the same meeting."""
    alike = [item for path in places if type(item := _at(document, path)) is type(value)]
    edges: dict[type, tuple[Any, ...]] = {
        int: (0, -1, 1, 2, 90, 1000, 100_000, 10**18),
        str: ("", " ", "x", "for", "all", "{question}", "<b>", "x" * 251, "“", "\u202e", "1+1", "a>b"),
        bool: (not value,),
        list: ([], [1], ["x"]),
        dict: ({}, {"x": 1}),
    }
    # What is taken from elsewhere may hold the very place it goes to.
    return copy.deepcopy(chance.choice((chance.choice(alike), chance.choice(edges.get(type(value), (1,))))))


def _places(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Every place in a document but the whole."""
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in rows:
        yield (*path, key)
        yield from _places(item, (*path, key))


def _at(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        document = document[key]
    return document
