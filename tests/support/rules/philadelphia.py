"""A meeting of another year, as its author would write it: Philadelphia, 16 July 1787.

The states have one vote each, most of whose delegates decide it; Massachusetts is divided, New York has gone
home. The vote on the compromise is the record's. What stands beside it (a rule of three fifths, a veto of the
chair, somebody paired, somebody of whom nothing is known) was made up for tests, so that every rule of voting
is there.
"""

from typing import Any, NamedTuple

from msgspec.structs import replace

from debate.check.fields import read
from debate.scenario import Scenario

Document = dict[str, Any]


class Delegate(NamedTuple):
    """A state's man, his side, and his votes on the compromise, on the journal and on the doors."""

    id: str
    name: str
    state: str
    side: str
    compromise: str
    journal: str
    doors: str


STATES = {
    "massachusetts": "Massachusetts",
    "connecticut": "Connecticut",
    "new-york": "New York",
    "new-jersey": "New Jersey",
    "pennsylvania": "Pennsylvania",
    "delaware": "Delaware",
    "maryland": "Maryland",
    "virginia": "Virginia",
    "north-carolina": "North Carolina",
    "south-carolina": "South Carolina",
    "georgia": "Georgia",
}
"""In the order in which they were called, from the north."""

HALL = tuple(
    Delegate(*row.split(", "))
    for row in """
gerry, Elbridge Gerry, massachusetts, small, for, for, against
strong, Caleb Strong, massachusetts, small, for, for, against
king, Rufus King, massachusetts, large, against, for, against
gorham, Nathaniel Gorham, massachusetts, large, against, against, against
sherman, Roger Sherman, connecticut, small, for, for, against
ellsworth, Oliver Ellsworth, connecticut, small, for, for, for
yates, Robert Yates, new-york, small, absent, absent, absent
lansing, John Lansing, new-york, small, absent, absent, absent
paterson, William Paterson, new-jersey, small, for, for, for
brearley, David Brearley, new-jersey, small, for, against, for
wilson, James Wilson, pennsylvania, large, against, for, for
morris, Gouverneur Morris, pennsylvania, large, against, for, for
read, George Read, delaware, small, for, for, for
bedford, Gunning Bedford, delaware, small, for, paired, for
martin, Luther Martin, maryland, small, for, against, for
jenifer, Daniel Jenifer, maryland, large, absent, paired, for
madison, James Madison, virginia, large, against, for, for
randolph, Edmund Randolph, virginia, large, against, for, abstain
washington, George Washington, virginia, large, against, abstain, against
davie, William Davie, north-carolina, small, for, against, for
williamson, Hugh Williamson, north-carolina, small, for, unknown, for
rutledge, John Rutledge, south-carolina, large, against, against, for
butler, Pierce Butler, south-carolina, large, against, against, for
few, William Few, georgia, large, against, against, for
""".strip().splitlines()
)

UNITS = {
    "massachusetts": "divided",
    "connecticut": "for",
    "new-york": "absent",
    "new-jersey": "for",
    "pennsylvania": "against",
    "delaware": "for",
    "maryland": "for",
    "virginia": "against",
    "north-carolina": "for",
    "south-carolina": "against",
    "georgia": "against",
}


def scenario() -> Scenario:
    """The meeting as it is read from its files."""
    found, faults = read(philadelphia())
    assert faults == []
    return replace(found, slug="philadelphia", version="1")


def philadelphia() -> Document:
    """The whole meeting, as it is written."""
    return {
        "title": "A house for the states",
        "subtitle": "Philadelphia, July 1787: who counts, people or states?",
        "place": "The State House, Philadelphia",
        "opened": "1787-07-16",
        "dates": "16 July 1787",
        "summary": "Twelve states have sent men to mend their union. They quarrel over one thing.",
        "at_stake": "Shall a small state weigh as much as a large one?",
        "plan": "table",
        "weighting": "seat",
        "weighting_note": "Each state has one vote, and its delegates decide which. So it was.",
        "procedure": ["Speak to the chair.", "The states are called from north to south."],
        "language_note": "Argue about votes, not about each other.",
        "standing_orders": {"unit": "delegation", "motion_method": "by_unit"},
        "situation": [_claim("Rhode Island has sent nobody.")],
        "disputes": [],
        "interpretations": [],
        "glossary": [],
        "cards": [],
        "sources": [_source()],
        "factions": [
            _side("small", "Small states", "S", 1, 14, {"for": 12, "against": 1, "abstain": 1}),
            _side("large", "Large states", "L", 2, 10, "against"),
        ],
        "delegations": [_delegation(id, name) for id, name in STATES.items()],
        "questions": _questions(),
        "agenda": _agenda(),
        "outcomes": _outcomes(),
        "roles": [_role(n, man) for n, man in enumerate(HALL, 1)],
        "followed": [{"date": "17 September 1787", "text": "Thirty-nine men signed.", **_proof()}],
        "debrief": [{"move": "describe", "text": "Who decided: the men, or the states?"}],
    }


def _questions() -> list[Document]:
    absent = sum(man.compromise == "absent" for man in HALL)
    return [
        {
            "id": "compromise",
            "title": "The compromise",
            "text": "Shall each state have an equal vote in the second house?",
            "method": "by_unit",
            "record": {
                "figures": {"for": 5, "against": 4, "abstain": 1},
                "not_counted": {"absent": absent},
                "units": UNITS,
                "carried": True,
                "held": "State by state, from the north.",
                "sources": ["farrand"],
            },
        },
        {
            "id": "journal",
            "title": "The journal",
            "text": "Shall what was said be written down?",
            "method": "roll_call",
            "threshold": "3/5 of cast",
            "record": {
                "figures": _figures("journal"),
                "not_counted": {"absent": 2, "paired": 2, "unknown": 1},
                "carried": True,
                "held": "By name.",
                "sources": ["farrand"],
            },
        },
        {
            "id": "doors",
            "title": "The doors",
            "text": "Shall the doors be opened?",
            "method": "show",
            "veto": ["washington", "massachusetts"],
            "record": {
                "figures": _figures("doors"),
                "not_counted": {"absent": 2},
                "carried": False,
                "held": "The chair would not have it.",
                "sources": ["farrand"],
            },
        },
    ]


def _figures(question: str) -> dict[str, int]:
    votes = [getattr(man, question) for man in HALL]
    return {choice: votes.count(choice) for choice in ("for", "against", "abstain")}


def _agenda() -> list[Document]:
    questions = ("compromise", "journal", "doors")
    talk = [_stage(f"debate-{id}", "debate", 4, 10, id) for id in questions]
    votes = [_stage(f"vote-{id}", "division", 3, 4, id) for id in questions]
    return [
        _stage("gather", "gather", 3, 6),
        *(stage for pair in zip(talk, votes, strict=True) for stage in pair),
        _stage("out", "out_of_role", 1, 2),
        _stage("looking-back", "debrief", 13, 25),
    ]


def _stage(id: str, kind: str, least: int, ideal: int, question: str = "") -> Document:
    about = {"question": question} if question else {}
    title = {"gather": "The hall fills", "out_of_role": "Yourself again", "debrief": "Looking back"}
    return {
        "id": id,
        "kind": kind,
        "title": title.get(kind) or f"{kind.capitalize()}: the {question}",
        "text": "Speak for your state.",
        "least": least,
        "ideal": ideal,
        **about,
    }


def _outcomes() -> list[Document]:
    ends = {"equal": "An equal vote for each state", "numbers": "Numbers alone"}
    return [
        {"id": "equal", "title": ends["equal"], "text": "The union holds.", "historical": True}
        | {"when": {"carried": ["compromise"], "lost": ["doors"]}},
        {"id": "open", "title": "Open doors", "text": "All may listen.", "when": {"carried": ["doors"]}},
        {"id": "numbers", "title": ends["numbers"], "text": "The small states leave."},
    ]


def _role(n: int, man: Delegate) -> Document:
    return {
        "id": man.id,
        "name": man.name,
        "short": man.name.split()[-1],
        "faction": man.side,
        "delegation": man.state,
        "rank": n,
        "difficulty": 1,
        "who": _claim(f"You speak for {STATES[man.state]}."),
        "public_aim": "Be heard on the compromise.",
        "private_aim": "Win one man of another state.",
        "red_line": "No vote without the people at home.",
        "moved_by": "A plan in which nobody loses all.",
        "first_words": "Mr. President!",
        "did": [_claim("He was there, or had gone home.")],
        "beliefs": {id: _belief(getattr(man, id)) for id in ("compromise", "journal", "doors")},
    }


def _belief(vote: str) -> Document:
    others = {"for": "against", "against": "for", "abstain": "for"}
    is_open = vote in others
    ground = {"ground": {"text": "He said that he could be persuaded.", "mark": "I"}} if is_open else {}
    return {"vote": vote, "why": "So his letters say.", "mark": "I", **ground} | (
        {"open": [others[vote]]} if is_open else {}
    )


def _side(id: str, name: str, sign: str, colour: int, size: int, line: str | Document) -> Document:
    return {
        "id": id,
        "name": name,
        "sign": sign,
        "colour": colour,
        "delegates": size,
        "wants": "A union in which they count.",
        "arguments": [_claim("Each state is a people.")],
        "line": {"compromise": line, "journal": "for", "doors": "for"},
    }


def _delegation(id: str, name: str) -> Document:
    return {
        "id": id,
        "name": name,
        "brief": "You advise your state.",
        "blocs": {"small": 1},
        "votes": False,
        "first_words": "If I may advise:",
    }


def _claim(text: str) -> Document:
    return {"text": text, "mark": "D", "sources": ["farrand"]}


def _proof() -> Document:
    return {"mark": "D", "sources": ["farrand"]}


def _source() -> Document:
    return {"id": "farrand", "author": "Max Farrand", "title": "Records of the convention", "grade": "A"}
