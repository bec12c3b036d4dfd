"""The words for what the rules name in code: choices, marks, presence, purposes, methods. Translated here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from msgspec import UNSET

from debate.afterwards.minute_rows import ByPerson
from debate.afterwards.persons import PersonBeside
from debate.ballots.thresholds import share_of
from debate.guide.next_step import Due
from debate.scenario import CHOICES, Choice, Scenario, ThresholdName
from debate.shown.ballots import Offered
from debate.shown.motions import MotionRow
from debate.shown.people import Named
from debate.shown.units import UnitShown, name_of_group
from game.templatetags.times import day
from game.web import address

register = template.Library()

Word = str | Promise
"""Translated when it is shown."""
Key = TypeVar("Key")
Value = TypeVar("Value")

WORDS: dict[str, dict[Any, Word]] = {
    "choice": {
        "for": _("For"),
        "against": _("Against"),
        "abstain": _("Abstain"),
        "sealed": _("Voted in secret"),
        "away": _("Did not vote"),
        "divided": _("Divided"),
        "absent": _("Absent"),
        "paired": _("Paired"),
        "unknown": _("Not known"),
    },
    "extra_time": {
        0: _("None"),
        25: _("A quarter more"),
        50: _("Half as much again"),
        100: _("Twice the time"),
    },
    "mark": {
        "D": _("documented"),
        "P": _("party line"),
        "I": _("inferred"),
        "U": _("not verified"),
    },
    "reaction": {
        "applause": _("Applause"),
        "agree": _("Quite right!"),
        "doubt": _("Is that so?"),
        "protest": _("Not so!"),
        "unrest": _("Noise"),
    },
    "pace": {"slow": _("Slow"), "usual": _("As in class"), "quick": _("Quick")},
    "chapter": {
        "guess": _("How did they decide?"),
        "halls": _("Both halls"),
        "person": _("My person and I"),
        "turning_points": _("Our turning points"),
        "lab": _("What if?"),
        "evidence": _("Whom do you believe?"),
        "otherwise": _("Could it have gone otherwise?"),
        "take_away": _("What I take away"),
    },
    "chapter_text": {
        "person": _("On your page: what you did beside what they did."),
        "turning_points": _("On these moments your meeting turned."),
        "lab": _("The same votes, counted by another rule. For and against."),
        "evidence": _("Two texts that do not agree. Both can be read on your page."),
        "otherwise": _("The ways this meeting could end. Your page has who says what of it."),
        "take_away": _("Write it down, as yourself. Only your teacher reads it."),
    },
    "guess": {"carried": _("Carried"), "lost": _("Lost")},
    "grade": {
        "A": _("strong source"),
        "B": _("to be used with care"),
        "C": _("weak source"),
    },
    "presence": {"here": _("here"), "away": _("away"), "gone": _("gone"), "paper": _("on paper")},
    "purpose": {
        "new_point": _("a new point"),
        "support": _("support"),
        "attack": _("attack"),
        "question": _("a question"),
        "point_of_order": _("a point of order"),
        "personal_statement": _("a personal statement"),
        "": _("called by the chair"),
    },
    "method": {
        "show": _("show of hands"),
        "roll_call": _("roll call"),
        "secret": _("secret ballot"),
        "delegation": _("by delegation"),
        "one_of_several": _("open choice"),
        "ranked": _("ranking, in secret"),
        "election": _("election, in secret"),
        "paper": _("counted in the room"),
        "by_unit": _("by group, one vote each"),
    },
    "order": {
        "as_asked": _("in the order of asking"),
        "least_spoken": _("who has spoken least comes first"),
        "alternate": _("for and against by turns"),
        "factions": _("the factions in turn"),
    },
    "calls": {
        "seating": _("in the order of seating"),
        "name": _("by name"),
        "faction": _("by faction"),
    },
    "tie": {
        "fails": _("a tie means lost"),
        "chair": _("the chair decides a tie"),
        "lot": _("a lot decides a tie"),
    },
    "leaning": {
        -2: _("clearly against"),
        -1: _("rather against"),
        0: _("undecided"),
        1: _("rather for"),
        2: _("clearly for"),
    },
    "motion_state": {
        "moved": _("waits for support"),
        "seconded": _("seconded; waits for the chair"),
        "admitted": _("before the meeting"),
        "carried": _("carried"),
        "lost": _("lost"),
        "withdrawn": _("withdrawn"),
        "ruled_out": _("ruled out"),
    },
    "document": {
        "article": _("article"),
        "letter": _("letter"),
        "minutes": _("minutes"),
        "resolution": _("resolution"),
        "speech": _("speech"),
        "declaration": _("declaration"),
        "memoir": _("memoir"),
        "diary": _("diary"),
        "newspaper": _("newspaper"),
        "report": _("report"),
        "figures": _("figures"),
    },
    "extent": {
        "whole": _("the whole text"),
        "shortened": _("shortened"),
        "passage": _("a passage"),
    },
    "sheet_length": {
        "": _("All that stands in them"),
        "short": _("Short: about 100 words"),
        "middle": _("Middle: about 200 words"),
        "long": _("Long: about 300 words"),
    },
    "plan": {"water": _("water"), "land": _("land"), "street": _("street"), "railway": _("railway")},
    "task": {
        "speech": _("A speech"),
        "letter": _("A letter"),
        "leader": _("A newspaper’s leader"),
        "essay": _("An essay"),
    },
    "text": {
        "statement": _("a sentence for the record"),
        "motion": _("a motion"),
        "line": _("a line in a group’s room"),
        "headline": _("a headline"),
        "minutes": _("an entry in the minutes"),
        "reflection": _("a reflection"),
        "work": _("written work"),
        "help": _("a call for help"),
        "ruling": _("the reason for a ruling"),
        "group": _("the name of a group of motions"),
    },
    "texts": {
        "statement": _("sentences for the record"),
        "motion": _("motions"),
        "line": _("lines in the groups’ rooms"),
        "headline": _("headlines"),
        "minutes": _("the secretary’s minutes"),
    },
    "how": {
        "insert": _("insert words"),
        "strike": _("strike words"),
        "replace": _("replace words"),
    },
    "happened": {
        "speech": _("a speech"),
        "statement": _("a sentence for the record"),
        "card": _("news"),
        "division": _("a vote"),
        "band": _("the groups meet"),
    },
    "office": {"": "", "secretary": _("secretary"), "press": _("press")},
    "threshold": {
        "majority_of_cast": _("a majority of the votes cast"),
        "majority_of_present": _("a majority of those present"),
        "majority_of_members": _("a majority of all members"),
        "two_thirds_of_cast": _("two thirds of the votes cast"),
        "plurality": _("more votes than any other"),
        "unanimous": _("a vote without anybody against"),
    },
    "status": {
        "new": _("new"),
        "lobby": _("waiting for pupils"),
        "open": _("running"),
        "paused": _("paused"),
        "closed": _("closed"),
    },
    "difficulty": {1: _("light"), 2: _("middle"), 3: _("demanding")},
    "move": {
        "describe": _("What happened?"),
        "leave_role": _("Leaving the role"),
        "analyse": _("Why did it happen?"),
        "compare": _("And in history?"),
        "transfer": _("What does it say to us?"),
    },
}


MOTIONS: dict[str, tuple[Word, Word]] = {
    "main": (_("Motion"), _("Shall this motion be adopted?")),
    "amendment": (_("Amendment"), _("Shall the text be changed in this way?")),
    "part": (_("Part of the text"), _("Shall this part of the text stand?")),
    "close_list": (_("Close the speakers’ list"), _("Shall nobody else be added to the speakers’ list?")),
    "close_debate": (_("Close the debate"), _("Shall the debate be closed now?")),
    "adjourn": (_("Break for a caucus"), _("Shall the meeting break off so that the groups can talk?")),
    "divide": (_("Divide the question"), _("Shall the two parts of the text be voted on one by one?")),
    "reorder": (_("Change the order of business"), _("Shall this question be taken next?")),
    "reconsider": (_("Vote again"), _("Shall the meeting vote on this once more?")),
    "by_roll_call": (_("Vote by roll call"), _("Shall the vote be taken by roll call?")),
    "in_secret": (_("Vote in secret"), _("Shall the vote be taken in secret?")),
    "appeal": (_("Appeal against the chair"), _("Shall the chair’s ruling be overturned?")),
}
"""Kinds of motions: what each is called, and what the meeting is asked when it is put."""


MEANING: dict[str, Word] = {
    "close_list": _("Those who have asked may still speak; nobody else is added to the list."),
    "close_debate": _("Nobody speaks any more; the meeting goes on to the vote."),
    "adjourn": _("The meeting stops for a few minutes so that the groups can talk."),
    "divide": _("A text is cut in two, and each part is voted on by itself."),
    "reorder": _("A question that comes later is taken next."),
    "reconsider": _("What was decided is voted on once more. You must have been on the side that won."),
    "by_roll_call": _("Everybody says aloud how they vote."),
    "in_secret": _("Nobody learns who voted how."),
    "appeal": _("The chair has ruled a motion out; the meeting decides whether that stands."),
}
"""What a procedural motion does, for those who think of moving it."""


@register.filter
def meaning(kind: str) -> Word:
    """What a procedural motion does if it is carried."""
    return MEANING[kind]


@register.filter
def cast(vote: str, alternatives: Sequence[Offered] = ()) -> Word:
    """A vote in words; one that is split says how: "70 for, 30 against"; one among alternatives names them,
    in their order where they were ranked; a blank paper abstains."""
    if alternatives:
        texts = {row.id: row.text for row in alternatives}
        if not vote or (vote in WORDS["choice"] and vote not in texts):
            return WORDS["choice"][vote or "abstain"]
        if ">" in vote:
            return ", ".join(f"{n}. {texts[id]}" for n, id in enumerate(vote.split(">"), 1))
        return ", ".join(texts[id] for id in vote.split(","))
    if "-" not in vote:
        return WORDS["choice"][vote]
    figures = zip(vote.split("-"), CHOICES, strict=True)
    return ", ".join(f"{number} {WORDS['choice'][choice]}" for number, choice in figures if number != "0")


@register.filter
def regarding(kind: str) -> Word:
    """How a motion of this kind hangs on what it is about."""
    return REGARDING.get(kind, _("about:"))


@register.filter
def shortened(pieces: Sequence[tuple[str, str]], most: int) -> list[list[str]]:
    """A marked-up text with at most so many words of what stays as it is on either side of a change."""
    return [[op, _cut(text, most, n > 0, n < len(pieces) - 1)] for n, (op, text) in enumerate(pieces)]


def _cut(text: str, most: int, keep_first: bool, keep_last: bool) -> str:
    words = text.split(" ")
    if len(words) <= most * (keep_first + keep_last) or not (keep_first or keep_last):
        return text
    first, last = words[:most] if keep_first else [], words[-most:] if keep_last else []
    return " ".join([*first, "…", *last])


@register.filter
def as_clock(seconds: int) -> str:
    """How long something takes, as a clock shows it: "2:05"."""
    return f"{seconds // 60}:{seconds % 60:02}"


REGARDING: dict[str, Word] = {"amendment": _("in the text:"), "part": _("of the text:")}

SIGNS = {"ins": "[+%s+]", "del": "[–%s–]"}
"""What is put in and what is struck out of a text, where there are no colours."""


@register.filter
def in_brackets(pieces: Iterable[Sequence[str]]) -> str:
    """A marked-up text with signs only."""
    return "".join(SIGNS.get(op, "%s") % words for op, words in pieces)


@register.filter
def particulars(motion: MotionRow) -> str:
    """What a procedural motion asks for besides, in a sentence; "" for most."""
    if motion.kind == "divide" and motion.passage:
        return gettext("The second part begins with “%(passage)s”.") % {"passage": motion.passage}
    if motion.kind == "adjourn" and motion.seconds is not UNSET:
        return gettext("The break lasts %(time)s minutes.") % {"time": as_clock(motion.seconds)}
    return ""


@register.filter
def to_the_text(motion: MotionRow) -> list[str]:
    """What an amendment does to the clauses of the meeting's text, as the chair has found."""
    puts_in = [gettext("Puts in: %(clause)s") % {"clause": clause.text} for clause in motion.puts_in or ()]
    strikes = [gettext("Strikes: %(clause)s") % {"clause": clause.text} for clause in motion.strikes or ()]
    return puts_in + strikes


HAPPENED = {
    "speech": _("the speech of %(name)s"),
    "statement": _("the sentence of %(name)s for the record"),
    "card": _("the news “%(name)s”"),
    "caucus": _("the meeting of the groups (%(name)s)"),
    "division": _("the vote on “%(name)s”"),
    "bargain": _("a talk between envoys (%(name)s)"),
}
"""What came before something else. No word here says that it was the cause."""

NEXT = {
    "open_session": _("Begin the meeting"),
    "resume": _("Go on after the pause"),
    "wake": _("Begin lesson %(about)s"),
    "end_lesson": _("End the lesson here"),
    "close_ballot": _("Close the vote: %(about)s"),
    "call_next": _("Call the next name: %(about)s"),
    "end_roll": _("End the roll"),
    "enter_count": _("Enter the count: %(about)s"),
    "end_recess": _("End the break"),
    "give_casting_vote": _("A tie. Decide: %(about)s"),
    "reveal": _("Tell the next part of the result: %(about)s"),
    "announce": _("Announce the result: %(about)s"),
    "put_question": _("Put the question: %(about)s"),
    "put_motion": _("Put to the vote: %(about)s"),
    "at_once": _("All at once"),
    "give_floor": _("Call the next speaker: %(about)s"),
    "admit_motion": _("Admit: %(about)s"),
    "advance_stage": _("Go on to: %(about)s"),
    "show_chapter": _("Go on to: %(about)s"),
    "close_session": _("Close the session"),
}
"""What the large button says it will do."""

INSTEAD = NEXT | {
    "reveal": _("Tell it part by part"),
    "close_ballot": _("Close the vote now"),
    "give_time": _("30 seconds more"),
    "pause": _("Pause"),
    "reopen_session": _("Take the close back"),
}
"""What the smaller buttons beside it say."""

STEPS = {
    "reveal": _("telling a part of the result"),
    "put_on_wall": _("what was put on the wall"),
    "show_chapter": _("going to a chapter of looking back"),
    "advance_stage": _("going on to “%(about)s”"),
    "give_floor": _("giving the floor to %(about)s"),
    "give_intervention": _("the word put in by %(about)s"),
    "end_turn": _("ending the speech of %(about)s"),
    "set_floor": _("the change of the speaking order or times"),
    "admit_motion": _("admitting “%(about)s”"),
    "rule_out": _("ruling out “%(about)s”"),
    "order_motions": _("the new order of the motions"),
    "group_motions": _("the grouping of motions"),
    "end_recess": _("ending the break"),
    "put_question": _("putting “%(about)s” to the vote"),
    "call_next": _("calling the next name"),
    "enter_count": _("the count entered for “%(about)s”"),
    "close_ballot": _("closing the vote on “%(about)s”"),
    "close_secret": _("the secret vote on “%(about)s”, with all papers; it has to be held anew"),
    "give_casting_vote": _("the casting vote on “%(about)s”"),
    "announce": _("announcing the result of “%(about)s”"),
    "pause": _("the pause"),
    "resume": _("going on after the pause"),
    "free_seat": _("giving the seat of %(about)s to the house"),
    "assign_role": _("giving %(about)s’s pupil another person"),
    "give_chair": _("giving the chair to %(about)s"),
    "take_chair": _("taking the chair back"),
    "lock_doors": _("locking the doors"),
    "open_doors": _("opening the doors"),
    "release_card": _("releasing the card “%(about)s”"),
    "read_first": _("reading first what pupils write"),
    "read_after": _("letting through again what pupils write"),
    "let_through": _("letting through what %(about)s wrote"),
    "hide_statement": _("hiding “%(about)s”"),
    "show_statement": _("showing “%(about)s” again"),
    "say_to_all": _("the word to all “%(about)s”"),
    "take_word": _("taking down the word to all"),
    "set_silence": _("the change of how silence is counted"),
    "set_grace": _("the change of when the house takes over"),
    "plan_debrief": _("the choice of questions to talk about"),
    "show_question": _("showing “%(about)s”"),
    "take_question": _("taking down the question on the screen"),
}
"""Steps that can be undone, as what they were."""


@register.filter
def does(due: Due) -> str:
    """The label of the large button for the step that is due, and of what stands beside it."""
    step, about = due.step, _titled(due)
    if due.way == "roll":
        return ngettext(
            "Call the roll: %(about)s (about %(n)s minute)",
            "Call the roll: %(about)s (about %(n)s minutes)",
            due.minutes,
        ) % {"n": due.minutes, "about": about}
    if step == "put_question" and due.name == "motion":
        step = "put_motion"
    if step == "call_next" and not due.about:
        step = "end_roll"
    if step == "resume" and due.about:
        step = "wake"
    if due.name == "sleeps":
        step = "end_lesson"
    return NEXT[due.way or step] % {"about": about}


@register.filter
def otherwise(due: Due) -> str:
    """The label of a smaller button, for what may be done instead."""
    about = _titled(due)
    if due.step == "put_question":
        return ngettext(
            "Vote once more for the open place: %(about)s",
            "Vote once more for the %(n)s open places: %(about)s",
            due.places,
        ) % {"n": due.places, "about": about}
    return INSTEAD["end_lesson" if due.name == "sleeps" else due.step] % {"about": about}


class Done(Protocol):
    """A step, and what it was about."""

    @property
    def step(self) -> str: ...
    @property
    def about(self) -> str: ...


@register.filter
def was(step: Done) -> str:
    """What a step was, for a button that undoes it."""
    return STEPS[step.step] % {"about": titled(step.about)}


def _titled(due: Due) -> Word:
    """What the step is about; a motion with what kind it is, as its words alone may say little."""
    about, kind = due.about, due.kind
    if due.step == "show_chapter":
        return WORDS["chapter"][about]
    if kind and about not in MOTIONS:
        return f"{MOTIONS[kind][0]}: {about}"
    return titled(about)


@register.filter
def titled(title: str) -> Word:
    """The title of a question or motion; a procedural motion's is the name of its kind."""
    return MOTIONS[title][0] if title in MOTIONS else title


@register.filter
def titles(titles: Iterable[str]) -> list[str]:
    """The same of each."""
    return [str(titled(title)) for title in titles]


INNER_QUOTES = str.maketrans("“”", "‘’")


@register.filter
def inside_quotes(title: str) -> str:
    """A title that stands in quotation marks: those in it are single ones, so that none stands twice."""
    return title.translate(INNER_QUOTES)


@register.filter
def asks(text: str) -> Word:
    """What is asked: a question's own text, or for a motion what is asked of its kind."""
    return MOTIONS[text][1] if text in MOTIONS else text


@register.filter
def word(value: str | int, kind: str) -> Word:
    """`{{ row.choice|word:"choice" }}`. KeyError for a value without a word: a mistake, not a gap."""
    return WORDS[kind][value]


SHARES: dict[str, Word] = {
    "cast": _("at least %(share)s of the votes cast"),
    "present": _("at least %(share)s of those present"),
    "members": _("at least %(share)s of all members"),
}


@register.filter
def majority(threshold: ThresholdName) -> Word:
    """What carries a question: by its name, or the share that it takes."""
    share = share_of(threshold)
    return SHARES[share.whole] % {"share": share.share} if share else WORDS["threshold"][threshold]


@register.filter
def worded(values: Iterable[str | int], kind: str) -> list[str]:
    """The same of each."""
    return [str(WORDS[kind][value]) for value in values]


class Figure(Protocol):
    """A number of votes for a choice, or for an alternative with a label."""

    @property
    def choice(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def number(self) -> int: ...


@register.filter
def choice(row: Figure) -> Word:
    """What the number is of."""
    return row.label or WORDS["choice"][row.choice]


@register.filter
def figures(rows: Iterable[Figure]) -> list[str]:
    """Each as words: "For 12"."""
    return [f"{choice(row)} {row.number}" for row in rows]


class Tallied(Protocol):
    """Those of a side in a vote, by choice."""

    @property
    def tally(self) -> Mapping[str, int]: ...


@register.filter
def people_of(unit: UnitShown) -> str:
    """How the people of a unit chose: "3 to 1, 1 abstaining"."""
    figures = {"yes": unit.yes, "no": unit.no, "neither": unit.neither}
    if unit.neither:
        return gettext("%(yes)s to %(no)s, %(neither)s abstaining") % figures
    return gettext("%(yes)s to %(no)s") % figures


@register.filter
def side_by_side(side: Tallied, alternatives: Sequence[Offered]) -> list[int]:
    """What a side gave to each of these, to none of them, and how many did not vote."""
    return [side.tally.get(key, 0) for key in (*(row.id for row in alternatives), "", "away")]


@register.filter
def votes(tally: Mapping[Choice, int]) -> list[str]:
    """The same of a tally that yes and no are in."""
    return [f"{WORDS['choice'][choice]} {tally[choice]}" for choice in CHOICES]


@register.filter
def counted_as(choice: str, of_units: bool) -> Word:
    """What a figure is of; units that are for neither side are divided."""
    return WORDS["choice"]["divided" if of_units and choice == "abstain" else choice]


@register.filter
def groups(ids: Iterable[str], scenario: Scenario) -> str:
    """What roles, factions and delegations are called, in one list."""
    return ", ".join(name_of_group(scenario, id) for id in ids)


@register.filter
def voted_so(numbers: Mapping[str, int]) -> list[str]:
    """Each as words, without those of which there are none: "Absent 2"."""
    return [f"{WORDS['choice'][choice]} {number}" for choice, number in numbers.items() if number]


class Happened(Protocol):
    """Something that happened: of what kind, and whose or which."""

    @property
    def kind(self) -> str: ...
    @property
    def name(self) -> str: ...


@register.filter
def told(row: Happened) -> str:
    """Something that happened, as what it was: "the speech of Lev Kamenev"."""
    return HAPPENED[row.kind] % {"name": row.name}


class Placed(Protocol):
    """Something at an entry of a journal."""

    @property
    def seq(self) -> int: ...


@register.filter
def reached(chapters: Iterable[Placed], at: int) -> int:
    """The entry of the chapter in which entry `at` lies; 0 before the first."""
    return max((chapter.seq for chapter in chapters if chapter.seq <= at), default=0)


@register.filter
def strayed(person: PersonBeside) -> bool:
    """Did this person vote otherwise than in the record, at least once?"""
    return any(vote.left_the_record for vote in person.votes)


@register.simple_tag(takes_context=True)
def pupils_address(context: template.Context) -> str:
    """The address pupils type in, for the wall and the desk."""
    return address.for_pupils(context["request"])


@register.filter
def last_day(ends_at: datetime) -> SafeString:
    """The day that a moment at midnight ends."""
    return day(ends_at - timedelta(minutes=1))


@register.filter
def get(rows: Mapping[Key, Value], key: Key) -> Value:
    """`{{ tally|get:choice }}`: the value of a dictionary under a key that is itself a variable."""
    return rows[key]


@register.filter
def who(row: Named | ByPerson, names: Mapping[str, str]) -> str:
    """Somebody as the minutes name them: the person, and the pupil if their seat is in `names`."""
    pupil = names.get(row.seat)
    return f"{row.name} ({pupil})" if pupil else row.name


@register.filter
def everybody(rows: Iterable[Named], names: Mapping[str, str]) -> str:
    """A list of people as the minutes name them."""
    return ", ".join(who(row, names) for row in rows)
