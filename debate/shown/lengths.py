"""How far a role sheet goes: short, middle or long, of the same fields as the whole one (`briefs.py`)."""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from debate.shown.briefs import Believed, ClaimShown, DelegateBrief, FactionSheet, Known, RoleBrief
from debate.text import sentences

SheetLength = Literal["short", "middle", "long"]
AnyLength = SheetLength | Literal[""]
"""With "" the whole sheet."""
MOST_WORDS: dict[SheetLength, int] = {"short": 110, "middle": 220, "long": 330}
NO_VOTE = 10
"""Words in which somebody is told that they have a voice and no vote."""
FIRST_OF_WHO = 30
"""Words of who one is that come before what one wants, in whole sentences."""

SheetPiece = tuple[str, Any, int]
"""A field of a sheet, what goes into it (of a list one entry), and how many words that is on paper."""


class Cut(Struct, frozen=True, kw_only=True):
    """A sheet as far as it goes in some length: what is left out is empty in it."""

    brief: RoleBrief | DelegateBrief
    side: FactionSheet


def cut(brief: RoleBrief | DelegateBrief, side: FactionSheet, length: SheetLength) -> Cut:
    """A sheet in this length: of the same fields as the whole one, in order of need, as far as they fit.

    First who one is and what one wants, last the arguments of one's side. A longer one begins with all that
    a shorter one holds.
    """
    found: Fitting = {}
    left = MOST_WORDS[length]
    for field, value, words in _pieces(brief, side):
        left -= words
        if left < 0:
            break
        found.setdefault(field, []).append(value)
    return Cut(brief=_filled(brief, found), side=_side(side, found))


def _pieces(brief: RoleBrief | DelegateBrief, side: FactionSheet) -> Iterator[SheetPiece]:
    """All pieces of a sheet, what is needed most first."""
    if not brief.votes:
        yield "votes", False, NO_VOTE
    yield from _of_delegate(brief) if isinstance(brief, DelegateBrief) else _of_role(brief)
    if not isinstance(brief, DelegateBrief):
        yield from _texts("wants", side.wants)
    yield from _claims("arguments", side.arguments)


def _of_delegate(brief: DelegateBrief) -> Iterator[SheetPiece]:
    told = list(_sentences("text", brief.text))
    first = _opening(told)
    yield from told[:first]
    yield from _texts("faction_wants", brief.faction_wants)
    yield from told[first:]
    yield from _texts("first_words", brief.first_words)
    yield from _claims("claims", brief.claims)


def _of_role(brief: RoleBrief) -> Iterator[SheetPiece]:
    who = list(_sentences("who", brief.who.text))
    first = _opening(who)
    yield from who[:first]
    yield from _texts("public_aim", brief.public_aim)
    yield from _texts("private_aim", brief.private_aim)
    yield from _texts("red_line", brief.red_line)
    yield from who[first:]
    yield from map(_stand, brief.beliefs)
    yield from _texts("first_words", brief.first_words)
    yield from (_won_over(belief) for belief in brief.beliefs if belief.open)
    yield from _texts("moved_by", brief.moved_by)
    yield from (_cases(belief) for belief in brief.beliefs if belief.cases)
    yield from (("whys", belief.question, _words(belief.why)) for belief in brief.beliefs)
    yield from (("needs", need, _words(f"{need.name} {need.why}")) for need in brief.needs)
    yield from _claims("knows", brief.knows)
    if brief.human:
        yield "human", brief.human, _words(brief.human.text)
    if brief.quotation:
        yield "quotation", brief.quotation, _words(f"{brief.quotation.text} {brief.quotation.where}")


def _stand(belief: Believed) -> SheetPiece:
    bare = _bare(belief)
    return "beliefs", bare, _words(belief.title) + _stand_words(bare)


def _won_over(belief: Believed) -> SheetPiece:
    return "opens", belief.question, _stand_words(belief) - _stand_words(_bare(belief))


def _cases(belief: Believed) -> SheetPiece:
    told = (replace(belief, given=case.given, vote=case.vote, open=case.open) for case in belief.cases)
    return "cases", belief.question, sum(map(_stand_words, told))


def _words(text: str) -> int:
    return len(text.split())


def _texts(field: str, text: str) -> Iterator[SheetPiece]:
    yield field, text, _words(text)


def _sentences(field: str, text: str) -> Iterator[SheetPiece]:
    for sentence in sentences(text):
        yield field, sentence, _words(sentence)


def _claims(field: str, rows: Iterable[ClaimShown | Known]) -> Iterator[SheetPiece]:
    for row in rows:
        yield field, row, _words(row.text)


def _opening(who: list[SheetPiece]) -> int:
    """How many sentences of who one is come first: one at least."""
    words, count = 0, 0
    for _, _, more in who:
        words += more
        if words > FIRST_OF_WHO and count:
            break
        count += 1
    return count


def _stand_words(row: Believed) -> int:
    """Of a stand as it is told: "If the gates are shut, you are against it. You could be won over to …"."""
    texts = {alternative.id: alternative.text for alternative in row.alternatives}
    told = [row.given, texts.get(row.vote, ""), *(texts.get(choice, choice) for choice in row.open)]
    return sum(map(_words, told)) + (5 if row.given else 4) + (9 if row.open else 0)


def _bare(belief: Believed) -> Believed:
    """Where one stands, without why, what could change it, and other cases."""
    return replace(belief, why="", open=(), ground=None, cases=())


Fitting = dict[str, list[Any]]
"""What fits, by the field of the sheet it goes into."""


def _filled(brief: RoleBrief | DelegateBrief, found: Fitting) -> RoleBrief | DelegateBrief:
    """The brief with what was found for it and nothing else."""
    if isinstance(brief, DelegateBrief):
        return replace(
            brief,
            text=_text(found, "text"),
            claims=tuple(found.get("claims", ())),
            faction_wants=_text(found, "faction_wants"),
            first_words=_text(found, "first_words"),
        )
    texts = ("public_aim", "private_aim", "red_line", "moved_by", "first_words")
    stands = zip(found.get("beliefs", ()), brief.beliefs, strict=False)
    return replace(
        brief,
        who=replace(brief.who, text=_text(found, "who")),
        human=next(iter(found.get("human", ())), None),
        quotation=next(iter(found.get("quotation", ())), None),
        beliefs=tuple(_belief(bare, whole, found) for bare, whole in stands),
        needs=tuple(found.get("needs", ())),
        knows=tuple(found.get("knows", ())),
        **{field: _text(found, field) for field in texts},
    )


def _text(found: Fitting, field: str) -> str:
    return " ".join(found.get(field, ()))


def _belief(bare: Believed, whole: Believed, found: Fitting) -> Believed:
    """Where one stands, with what of the rest was found for it."""

    def has(field: str) -> bool:
        return bare.question in found.get(field, ())

    return replace(
        bare,
        why=whole.why if has("whys") else "",
        open=whole.open if has("opens") else (),
        cases=tuple(replace(case, ground=None) for case in whole.cases) if has("cases") else (),
    )


def _side(side: FactionSheet, found: Fitting) -> FactionSheet:
    wants = found.get("wants") or found.get("faction_wants") or ("",)
    return replace(side, wants=wants[0], arguments=tuple(found.get("arguments", ())))
