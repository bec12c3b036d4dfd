"""What the minutes say of each row (`debate/afterwards/minute_rows.py`): on the page and in the text."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from debate.afterwards.minute_rows import (
    AnyRow,
    Bargained,
    ByPerson,
    CastingVote,
    Divided,
    GivenBack,
    Moved,
    NamedVoter,
    News,
    ReadAloud,
    Spoken,
    Voters,
    Written,
)
from debate.shown.people import Named
from debate.shown.written.documents import Cited
from game.templatetags.bargains import became, promised
from game.templatetags.words import (
    WORDS,
    Word,
    as_clock,
    asks,
    everybody,
    inside_quotes,
    majority,
    titled,
    who,
)

register = template.Library()

ALONE: dict[str, Word] = {
    "opened": _("The meeting is opened."),
    "closed": _("The meeting is closed."),
    "reopened": _("The close is taken back: the meeting goes on."),
    "paused": _("The meeting is paused."),
    "resumed": _("The meeting goes on."),
    "lesson_over": _("The lesson ends here. The meeting waits for the next."),
    "next_lesson": _("The next lesson: the meeting goes on."),
    "recess": _("The meeting breaks off so that the groups can talk."),
    "recess_over": _("The break is over."),
}
"""What needs no more words than its kind."""

DID: dict[str, Word] = {
    "speech": _("speaks"),
    "statement": _("for the record:"),
    "secretary": _("notes:"),
    "headline": _("writes in the press:"),
    "motion": _("moves:"),
}
"""What somebody did, behind their name."""


@register.filter
def by_the_house(number: int) -> str:
    """How many nobody in class plays."""
    return ngettext(
        "%(n)s other person is played by the house.", "%(n)s others are played by the house.", number
    ) % {"n": number}


@register.filter
def in_a_sentence(row: AnyRow, names: Mapping[str, str]) -> str:
    """The one sentence that tells the whole row; "" where there is more to tell."""
    match row:
        case Spoken() | Written() | Moved() | News() | Divided():
            return ""
        case ReadAloud():
            told = gettext("A text of the time is read aloud: “%(title)s”, by %(author)s.")
            return told % {"title": inside_quotes(row.title), "author": row.author}
        case GivenBack():
            told = gettext("The server stood still for %(time)s minutes; every clock was given them back.")
            return told % {"time": as_clock(row.seconds)}
        case ByPerson(name=""):
            return gettext("The teacher takes the chair.")
        case ByPerson():
            return gettext("%(name)s takes the chair.") % {"name": who(row, names)}
        case Bargained():
            return _of_a_bargain(row, names)
        case CastingVote() if row.chosen:
            told = gettext("The chair decides the tie on “%(what)s”: %(chosen)s.")
            return told % {"what": titled(row.title), "chosen": ", ".join(row.chosen)}
        case CastingVote():
            told = gettext("The chair decides the tie on “%(what)s”: %(choice)s.")
            return told % {"what": titled(row.title), "choice": WORDS["choice"][row.choice]}
    return str(ALONE.get(row.kind, ""))


def _of_a_bargain(row: Bargained, names: Mapping[str, str]) -> str:
    """Who made it, what each would do, and whether they did."""
    one, other = who(row, names), who(Named(seat=row.other, name=row.other_name), names)
    made = gettext("A bargain of %(one)s and %(other)s.")
    if row.for_sides:
        made = gettext("A bargain of %(one)s and %(other)s, for their sides.")
    promise = gettext("%(name)s: %(promise)s (%(became)s).")
    given = {"name": row.name, "promise": promised(row.gives), "became": became(row.given)}
    asked = {"name": row.other_name, "promise": promised(row.asks), "became": became(row.asked)}
    return " ".join([made % {"one": one, "other": other}, promise % given, promise % asked])


@register.filter
def did(row: Spoken | Written | Moved) -> Word:
    """What somebody did, behind their name."""
    return _("puts in a word") if isinstance(row, Spoken) and row.intervention else DID[row.kind]


@register.filter
def spoke(row: Spoken) -> str:
    """What a speech was for, and how long it took."""
    time = gettext("%(time)s minutes") % {"time": as_clock(row.seconds)}
    return f"{WORDS['purpose'][row.purpose]} · {time}" if row.purpose else time


@register.filter
def went_to(row: News) -> str:
    """Who was given a card."""
    return gettext("to %(names)s") % {"names": ", ".join(row.to)} if row.to else gettext("to everybody")


@register.filter
def beginning(row: AnyRow, names: Mapping[str, str]) -> str:
    """The first line of a row where there is only text."""
    match row:
        case Spoken():
            return f"{who(row, names)} {did(row)} · {spoke(row)}{_appealed(row.cites)}"
        case Written():
            words = row.text if row.kind == "secretary" else f"“{row.text}”"
            return f"{who(row, names)} {did(row)} {words}{_appealed(row.cites)}"
        case Moved():
            return f"{who(row, names)} {did(row)} {titled(row.motion.kind)}{_appealed(row.motion.cites)}"
        case News():
            return f"{gettext('News:')} {row.title} · {went_to(row)}"
        case Divided():
            return f"{gettext('Vote:')} {asks(row.text)}"
    return in_a_sentence(row, names)


def _appealed(cites: Iterable[Cited]) -> str:
    """Behind what somebody did: the documents they appealed to."""
    return "".join(
        f" · {gettext('appeals to “%(title)s”') % {'title': inside_quotes(one.title)}}" for one in cites
    )


@register.filter
def fared(row: Moved, names: Mapping[str, str]) -> list[str]:
    """Who supported a motion, what became of it, and why it was ruled out."""
    by = gettext("seconded by %(names)s") % {"names": everybody(row.seconders, names)}
    state = str(WORDS["motion_state"][row.state])
    return [*([by] if row.seconders else []), state, *filter(None, [row.reason])]


@register.filter
def conditions(row: Divided) -> list[str]:
    """How a vote was taken, and what has to be known of its result."""
    known = {
        _("a straw poll: it decided nothing"): row.straw,
        _("not announced yet"): not row.announced,
        _("later taken up again"): row.reconsidered,
    }
    taken = [WORDS["method"][row.method], majority(row.threshold)]
    return [str(word) for word in (*taken, *(word for word, holds in known.items() if holds))]


@register.filter
def aside(one: NamedVoter) -> str:
    """What has to be known of somebody's vote: "(said nothing; counted as believed)"; "" for most."""
    if one.silent:
        return gettext("(said nothing; counted as believed)")
    return gettext("(the house, with the pupils of this side)") if one.went_along else ""


def _with_aside(one: NamedVoter, names: Mapping[str, str]) -> str:
    return " ".join(filter(None, (who(one, names), aside(one))))


@register.filter
def in_all(group: Voters, names: Mapping[str, str]) -> str:
    """All who gave one vote, in one list."""
    people = [_with_aside(one, names) for one in group.people]
    others = ngettext("%(n)s played by the house", "%(n)s played by the house", group.others)
    return ", ".join([*people, *([others % {"n": group.others}] if group.others else [])])
