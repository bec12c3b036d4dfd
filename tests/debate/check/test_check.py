"""Every rule of `debate.check`: the miniature has no fault; one change, and exactly that fault is found."""

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from debate.check import RULES, check
from debate.scenario import (
    Aim,
    Alternative,
    Case,
    Choice,
    Condition,
    DebriefQuestion,
    Lab,
    LineCase,
    Members,
    Picture,
    PictureStep,
    Question,
    Quorum,
    Record,
    Scenario,
)
from debate.scenario.persons import HistoricalPerson, Post
from debate.scenario.writing import Claim
from tests.support.rules import mini, philadelphia, studied

Change = Callable[[Scenario], Scenario]


def row(list_name: str, which: str, /, **changes: Any) -> Change:
    """One row of a list with other values; a callable value is given the old one."""

    def changed(piece: Any) -> Any:
        if piece.id != which:
            return piece
        return replace(piece, **{k: v(getattr(piece, k)) if callable(v) else v for k, v in changes.items()})

    return lambda scenario: replace(
        scenario, **{list_name: tuple(changed(piece) for piece in getattr(scenario, list_name))}
    )


def whole(list_name: str, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Change:
    return lambda scenario: replace(scenario, **{list_name: change(getattr(scenario, list_name))})


def before(**changes: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> Change:
    """The lesson before with other lists, each made of the old one."""

    def changed(scenario: Scenario) -> Scenario:
        old = scenario.before
        assert old is not None
        return replace(scenario, before=replace(old, **{k: v(getattr(old, k)) for k, v in changes.items()}))

    return changed


def record(**changes: Any) -> Callable[[Record], Record]:
    return lambda old: replace(old, **changes)


def without(key: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: {k: v for k, v in old.items() if k != key}


def first(**changes: Any) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    return lambda old: (replace(old[0], **changes), *old[1:])


def five_must_be_played(old: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(replace(role, must_be_played=n < 5) for n, role in enumerate(old))


def both(*changes: Change) -> Change:
    def all_of_them(scenario: Scenario) -> Scenario:
        for change in changes:
            scenario = change(scenario)
        return scenario

    return all_of_them


def standing(question: str = "bridge", **changes: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What somebody believes of a question, with other values."""
    return lambda old: {**old, question: replace(old[question], **changes)}


GROUND = Claim(text="They have said so.", mark="I")
CARRIED, LOST = Condition(carried=("bridge",)), Condition(lost=("bridge",))
OTHERWISE = Case(vote="for", why="The ferry needs it.", mark="I", when=LOST)
AS_IT_WAS = replace(OTHERWISE, given="there is a bridge", when=CARRIED)
LINE_AS_IT_WAS = LineCase(question="toll", vote="for", when=CARRIED)


def optional(role: str) -> Change:
    return row("roles", role, seat="optional")


def needing_nobody() -> Change:
    return whole("roles", lambda old: tuple(replace(role, needs=()) for role in old))


def voting_on_record(vote: Choice) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Beliefs of which that on the ferry is documented."""
    return lambda old: old | {"ferry": replace(old["ferry"], vote=vote, mark="D", sources=("minutes",))}


def added(mapping: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda old: old | mapping


def in_philadelphia(*changes: Change) -> Change:
    """In place of the miniature the meeting in which states have one vote each."""
    return lambda _miniature: both(*changes)(philadelphia.scenario())


def standing_orders(**changes: Any) -> Change:
    return lambda scenario: replace(scenario, standing_orders=replace(scenario.standing_orders, **changes))


def georgia_gone(old: Record) -> Record:
    figures = {"for": 5, "against": 3, "abstain": 1}
    return replace(old, units={**old.units, "georgia": "absent"}, figures=figures)


SITES = ("mill", "ford", "market")
WARDENS = ("archer", "baker", "cooper")


def orders(preferences: dict[str, tuple[str, ...]]) -> Change:
    """Every faction orders the alternatives so."""
    return whole("factions", lambda old: tuple(replace(each, preferences=preferences) for each in old))


def full() -> Scenario:
    """The miniature with everything a scenario may have: also a story, documents and lessons around the hour,
    a straw poll, an election, aims and orders."""
    changes = (
        whole("story", lambda old: mini.with_story().story),
        whole("questions", lambda old: (*old, _straw_poll(), _election())),
        row("questions", "bridge", calls="name"),
        row("cards", "flood", released="stage"),
        row("roles", "archer", public_met=Aim(carried=("bridge",), outcomes=("free-bridge",), speeches=1)),
        row("roles", "archer", private_met=Aim(either=(Aim(voted={"toll": "for"}), Aim(moved=1)))),
        row("roles", "mason", private_met=Aim(at_least={"toll": {"for": 40}}, voted={"toll": "for"})),
    )
    bare = studied.with_study(mini.with_travellers())
    return both(orders({"site": SITES, "wardens": WARDENS}), lab(), *changes)(bare)


def _straw_poll() -> Question:
    alternatives = tuple(Alternative(id=id, text=id.title()) for id in SITES)
    return Question(
        id="site", title="The site", text="Where?", method="ranked", straw=True, alternatives=alternatives
    )


def _election() -> Question:
    record = Record(chosen=("archer", "baker"), carried=True, held="At the end.", sources=("minutes",))
    return Question(
        id="wardens",
        title="The wardens",
        text="Who keeps the bridge?",
        method="election",
        elects=2,
        alternatives=tuple(Alternative(id=id, text=id.title()) for id in WARDENS),
        record=record,
    )


def pictured(**changes: Any) -> Picture:
    """A picture of one step."""
    step = PictureStep(title="The bridge", text="Builders for, ferrymen against.")
    return Picture(
        title="Why a bridge?", model="Everybody keeps to the line.", steps=(replace(step, **changes),)
    )


LAB = Lab(
    main="bridge",
    amendments=("toll",),
    whole="ferry",
    rivals=("bridge", "ferry"),
    members=Members(figure=120, text="120 had a seat.", mark="I"),
    picture=pictured(question="bridge"),
)


TWO_WORKS = ("minutes", "ballads")
ARCHER = HistoricalPerson(
    id="archer", name="Ann Archer", born=1760, died="1830-02", mark="D", sources=TWO_WORKS
)
BAKER = HistoricalPerson(id="baker", name="Bob Baker", russian="Пекарь", mark="U", sources=TWO_WORKS)


def known(*persons: HistoricalPerson) -> Change:
    """With these persons behind the roles of the same ids, and a second work on them."""

    def changed(scenario: Scenario) -> Scenario:
        ballads = replace(scenario.sources[0], id="ballads")
        ids = {person.id for person in persons}
        roles = tuple(replace(each, person=each.id if each.id in ids else None) for each in scenario.roles)
        return replace(scenario, persons=persons, roles=roles, sources=(*scenario.sources, ballads))

    return changed


def lab(**changes: Any) -> Change:
    return lambda scenario: replace(scenario, lab=replace(LAB, **changes))


HALF = {"for": 50, "against": 40, "abstain": 10}

FAULTS: list[tuple[str, Change, str, str]] = [
    # rule, what is changed, place of the fault, a piece of what it says
    ("something_is_written", row("roles", "archer", public_aim=" "), "roles[0].public_aim", "empty"),
    ("ranks_are_an_order", row("roles", "archer", rank=2), "roles[1].rank", "already"),
    ("something_is_written", row("roles", "baker", private_aim=""), "roles[1].private_aim", "empty"),
    ("something_is_written", lambda s: replace(s, title=""), "title", "empty"),
    (
        "lives_end_after_they_began",
        both(known(replace(ARCHER, born="1801-05", died=1799)), row("roles", "archer", person=None)),
        "persons[0].died",
        "the birth was in 1801-05",
    ),
    (
        "lives_end_after_they_began",
        known(replace(ARCHER, offices=(Post(text="Clerk.", mark="I", since=1801, until=1800),))),
        "persons[0].offices[0].until",
        "began on 1801",
    ),
    (
        "persons_rest_on_two_sources",
        known(replace(BAKER, sources=("minutes",) * 2)),
        "persons[0].sources",
        "are 1",
    ),
    (
        "nobody_is_there_twice",
        known(ARCHER, replace(BAKER, name="ann archer ")),
        "persons[1].name",
        "“archer”'s already",
    ),
    (
        "nobody_is_there_twice",
        known(replace(ARCHER, russian="Пекарь"), BAKER),
        "persons[1].russian",
        "“archer”'s already",
    ),
    (
        "nobody_is_there_twice",
        both(known(ARCHER), row("roles", "baker", person="archer")),
        "roles[1].person",
        "“archer”'s already",
    ),
    ("persons_were_alive", known(replace(ARCHER, born="1801-05-05")), "persons[0].born", "after the meeting"),
    (
        "persons_were_alive",
        known(replace(ARCHER, died="1801-05-03")),
        "persons[0].died",
        "before the meeting",
    ),
    ("births_agree", both(known(ARCHER), row("roles", "archer", born=1761)), "roles[0].born", "is 1761"),
    ("ids_are_known", row("roles", "archer", person="nobody"), "roles[0].person", "“nobody”"),
    (
        "sources_are_known",
        known(replace(ARCHER, sources=("minutes", "diary"))),
        "persons[0]",
        "“diary”",
    ),
    ("questions_ask", row("questions", "toll", text="Pay."), "questions[1].text", "does not ask"),
    (
        "questions_can_be_read_aloud",
        row("questions", "toll", text=f"{'x' * 160}?"),
        "questions[1].text",
        "161 characters",
    ),
    ("stories_can_be_told", whole("story", lambda old: old[:4]), "story", "4 frames"),
    ("stories_can_be_told", whole("story", lambda old: old[:1] * 9), "story", "9 frames"),
    ("frames_fit_the_wall", whole("story", first(title="x" * 41)), "story[0].title", "41 characters"),
    ("frames_fit_the_wall", whole("story", first(text="x" * 221)), "story[0].text", "221 characters"),
    *(
        (
            "stories_end_before_the_meeting",
            whole("story", first(text=told)),
            "story[0].text",
            f"names {later},",
        )
        for told, later in (
            ("The bridge fell on 5 May.", "5 May"),
            ("The bridge fell on the 5th of May 1801.", "5th of May 1801"),
            ("The bridge fell on May 5, 1801.", "May 5, 1801"),
            ("The bridge fell in June 1801.", "June 1801"),
            ("The bridge fell in 1802.", "1802"),
            ("They met on 4 May 1801. The bridge fell on 6 May.", "6 May"),
        )
    ),
    (
        "stories_end_before_the_meeting",
        whole("story", first(title="Until 1803")),
        "story[0].title",
        "names 1803,",
    ),
    ("documents_can_be_read", row("documents", "sermon", text="Too short."), "documents[1].text", "2 words"),
    (
        "documents_can_be_read",
        row("documents", "sermon", text="word " * 201),
        "documents[1].text",
        "201 words",
    ),
    ("documents_can_be_read", row("documents", "sermon", text=" "), "documents[1]", "a text or a chart"),
    ("documents_can_be_read", row("documents", "crossings", text="No."), "documents[4]", "a text or a chart"),
    ("documents_can_be_read", row("documents", "crossings", kind="diary"), "documents[4].kind", "not fit"),
    ("documents_can_be_read", row("documents", "sermon", title="x" * 81), "documents[1].title", "81"),
    ("documents_can_be_read", row("documents", "sermon", mind="x" * 401), "documents[1].mind", "401"),
    ("documents_can_be_read", row("documents", "sermon", ask="x" * 161), "documents[1].ask", "161"),
    (
        "documents_are_no_later_than_they_are_given",
        row("documents", "petition", dated="1801-05-05"),
        "documents[0].given",
        "after the meeting opened",
    ),
    (
        "documents_are_no_later_than_they_are_given",
        row("documents", "secret-letter", given="after"),
        "documents[2].given",
        "comes with a card",
    ),
    (
        "documents_are_no_later_than_they_are_given",
        row("documents", "sermon", to=("builders",)),
        "documents[1].to",
        "not for all",
    ),
    (
        "charts_are_whole",
        row("documents", "crossings", chart=lambda old: replace(old, rows=first(values=(1,))(old.rows))),
        "documents[4].chart.rows[0]",
        "1 values for 2 columns",
    ),
    ("disputes_have_their_pair", whole("disputes", first(pair=())), "disputes[0]", "no two documents"),
    (
        "disputes_have_their_pair",
        whole("disputes", first(pair=("petition", "petition"))),
        "disputes[0].pair",
        "two documents",
    ),
    (
        "disputes_have_their_pair",
        whole("disputes", first(unpaired="Lost.")),
        "disputes[0].unpaired",
        "beside a pair",
    ),
    ("ids_are_known", whole("disputes", first(pair=("petition", "diary"))), "disputes[0].pair", "“diary”"),
    ("ids_are_known", row("documents", "sermon", stage="prayer"), "documents[1].stage", "“prayer”"),
    ("ids_are_known", row("documents", "secret-letter", card="note"), "documents[2].card", "“note”"),
    ("ids_are_known", row("documents", "petition", to=("smiths",)), "documents[0].to", "“smiths”"),
    (
        "ids_are_known",
        row("documents", "petition", speaks_for=("smiths",)),
        "documents[0].speaks_for",
        "“smi",
    ),
    ("claims_name_sources", row("documents", "sermon", sources=()), "documents[1]", "marked D"),
    (
        "lessons_before_can_be_read",
        before(timeline=first(text="x" * 161)),
        "before.timeline[0].text",
        "161 characters",
    ),
    ("lessons_before_can_be_read", before(parties=first(at=80)), "before.parties[1].at", "“Builders” is"),
    (
        "lessons_before_end_before_the_meeting",
        before(timeline=first(date="6 May")),
        "before.timeline[0].date",
        "names 6 May",
    ),
    ("checks_can_be_answered", before(check=first(right=3)), "before.check[0].right", "3 of 2"),
    ("checks_can_be_answered", before(check=first(id="sank")), "before.check[1]", "already"),
    ("checks_can_be_answered", before(check=first(options=("A", "A"))), "before.check[0].options", "twice"),
    (
        "checks_can_be_answered",
        before(check=first(options=("x" * 81, "A"))),
        "before.check[0].options[0]",
        "81 characters",
    ),
    ("tasks_can_be_marked", lambda scenario: replace(scenario, rubric=()), "rubric", "not there"),
    ("tasks_can_be_marked", row("tasks", "essay", least=301), "tasks[1].least", "301 words"),
    (
        "tasks_can_be_marked",
        row("rubric", "judgement", bands=("Fair.", "Not.")),
        "rubric[1].bands",
        "not have 4",
    ),
    (
        "tasks_can_be_marked",
        row("rubric", "judgement", bands=("A.", "B.", "C.", " ")),
        "rubric[1].bands",
        "4",
    ),
    ("something_is_written", whole("story", first(text=" ")), "story[0].text", "empty"),
    ("claims_name_sources", whole("story", first(sources=())), "story[0]", "marked D"),
    ("sources_are_known", whole("story", first(sources=("rumour",))), "story[0]", "“rumour”"),
    (
        "sources_are_told_apart",
        whole("sources", lambda rows: (*rows, replace(rows[0], id="diary", short="minutes"))),
        "sources[1].short",
        "“minutes”",
    ),
    (
        "only_a_roll_is_called",
        row("questions", "toll", calls="seating"),
        "questions[1].calls",
        "method is show",
    ),
    ("short_names_fit", row("roles", "archer", short="A" * 19), "roles[0].short", "19 characters"),
    (
        "claims_name_sources",
        row("roles", "archer", who=Claim(text="You.", mark="D")),
        "roles[0].who",
        "marked D",
    ),
    ("claims_name_sources", row("cards", "flood", mark="U"), "cards[0]", "marked U"),
    ("ids_are_unique", row("cards", "flood", id="letter"), "cards[1]", "already"),
    ("ids_are_known", row("roles", "tinker", faction="nobody"), "roles[9].faction", "“nobody”"),
    ("ids_are_known", row("roles", "archer", delegation="nobody"), "roles[0].delegation", "“nobody”"),
    (
        "ids_are_known",
        row("roles", "archer", needs=first(role="nobody")),
        "roles[0].needs[0].role",
        "“nobody”",
    ),
    (
        "ids_are_known",
        row("roles", "archer", beliefs=lambda old: old | {"war": old["toll"]}),
        "roles[0].beliefs",
        "“war”",
    ),
    (
        "ids_are_known",
        row("factions", "builders", line=lambda old: old | {"war": "for"}),
        "factions[0].line",
        "“war”",
    ),
    (
        "ids_are_known",
        row("delegations", "visitors", blocs={"nobody": 5}),
        "delegations[2].blocs",
        "“nobody”",
    ),
    ("ids_are_known", row("agenda", "first-debate", question="war"), "agenda[3].question", "“war”"),
    ("ids_are_known", row("agenda", "ferry-vote", when=Condition(lost=("war",))), "agenda[6].when", "“war”"),
    (
        "ids_are_known",
        row("outcomes", "new-ferry", when=Condition(lost=("war",))),
        "outcomes[2].when",
        "“war”",
    ),
    ("ids_are_known", row("cards", "flood", stage="never"), "cards[0].stage", "“never”"),
    ("ids_are_known", row("cards", "flood", to=("nobody",)), "cards[0].to", "“nobody”"),
    ("ids_are_known", row("options", "travellers", roles=("nobody",)), "options[0].roles", "“nobody”"),
    (
        "ids_are_known",
        row("factions", "builders", preferences=added({"war": SITES})),
        "factions[0].preferences",
        "“war”",
    ),
    (
        "ids_are_known",
        row("roles", "archer", preferences={"war": SITES}),
        "roles[0].preferences",
        "“war”",
    ),
    *(
        ("ids_are_known", row("roles", "archer", public_met=aim), "roles[0].public_met", "“war”")
        for aim in (
            Aim(carried=("war",)),
            Aim(lost=("war",)),
            Aim(voted={"war": "for"}),
            Aim(at_least={"war": {"for": 1}}),
            Aim(outcomes=("war",)),
        )
    ),
    (
        "ids_are_known",
        row("roles", "archer", private_met=Aim(either=(Aim(moved=1), Aim(lost=("war",))))),
        "roles[0].private_met.either[1]",
        "“war”",
    ),
    (
        "motions_keep_their_ids",
        both(row("questions", "site", id="m12"), orders({"m12": SITES, "wardens": WARDENS})),
        "questions[3].id",
        "“m12”",
    ),
    ("sources_are_known", whole("followed", first(sources=("rumour",))), "followed[0]", "“rumour”"),
    (
        "voters_know_their_vote",
        row("roles", "archer", beliefs=without("ferry")),
        "roles[0].beliefs",
        "lacks “ferry”",
    ),
    (
        "factions_have_a_line",
        row("factions", "ferrymen", line=without("toll")),
        "factions[1].line",
        "lacks “toll”",
    ),
    (
        "factions_have_preferences",
        row("factions", "ferrymen", preferences=without("wardens")),
        "factions[1].preferences",
        "lacks “wardens”",
    ),
    (
        "factions_can_be_cast",
        both(optional("mason"), optional("potter"), needing_nobody()),
        "factions[2]",
        "no core role",
    ),
    (
        "options_seat_optional_roles",
        row("options", "travellers", roles=("potter",)),
        "options[0].roles",
        "core",
    ),
    (
        "nobody_knows_the_future",
        row("roles", "archer", knows=first(dated=mini.OPENED)),
        "roles[0].knows[0].dated",
        "not before the opening day",
    ),
    ("names_differ", row("roles", "baker", short="ARCHER"), "roles[1].short", "“archer”"),
    ("names_differ", row("roles", "baker", name="Ann Archer"), "roles[1].name", "“archer”"),
    ("people_were_born", row("roles", "archer", born=1801), "roles[0].born", "1801"),
    ("ids_are_known", lambda s: replace(s, chair="nobody"), "chair", "“nobody”"),
    ("who_must_be_played_can_be", whole("roles", five_must_be_played), "roles", "by 5 pupils"),
    (
        "who_must_be_played_can_be",
        lambda s: replace(mini.with_travellers(), chair="tinker"),
        "options[0].roles",
        "“tinker” must be played",
    ),
    ("then_stands_in_a_sentence", whole("then", lambda _: "In May 1801"), "then", "large letter"),
    ("then_stands_in_a_sentence", whole("then", lambda _: "in May 1801."), "then", "ends with"),
    (
        "needs_can_be_met",
        row("roles", "archer", needs=first(role="archer")),
        "roles[0].needs[0].role",
        "this person",
    ),
    ("needs_can_be_met", row("roles", "archer", needs=first(role="tinker")), "roles[0].needs", "optional"),
    ("guests_have_no_delegates", row("factions", "builders", delegates=0), "factions[0].delegates", "is 0"),
    (
        "factions_look_different",
        row("factions", "ferrymen", sign="B", colour=1),
        "factions[1].sign",
        "those of",
    ),
    (
        "documented_votes_keep_the_line",
        row("roles", "archer", beliefs=voting_on_record("for")),
        "roles[0].beliefs.ferry.vote",
        "line of “builders”",
    ),
    ("tags_are_no_markup", lambda s: replace(s, summary="A <b>bold</b> plan."), "summary", "“<b>”"),
    ("tags_are_no_markup", row("roles", "archer", red_line="Bread &amp; salt"), "roles[0].red_line", "&amp;"),
    (
        "nobody_looks_ahead",
        row("roles", "archer", who=Claim(text="You will fall in 1815.", mark="I")),
        "roles[0].who.text",
        "1815",
    ),
    (
        "quorums_can_be_met",
        row("questions", "bridge", quorum=Quorum(numerator=3)),
        "questions[0].quorum",
        "3 of 2",
    ),
    (
        "factions_have_the_size_of_the_record",
        row("factions", "builders", delegates=34_000),
        "factions",
        "34",
    ),
    ("stages_in_order", whole("agenda", lambda old: (old[1], old[0], *old[2:])), "agenda[1]", "too late"),
    (
        "stages_in_order",
        whole("agenda", lambda old: (*old[:-2], old[-1], old[-2])),
        "agenda[9]",
        "too late",
    ),
    (
        "stages_in_order",
        row("agenda", "out-of-role", kind="debrief"),
        "agenda",
        "no stage of the kind out_of_role",
    ),
    ("questions_have_their_stages", row("agenda", "caucus", question="toll"), "agenda[2].question", "belong"),
    ("questions_have_their_stages", row("agenda", "ferry-vote", question=None), "agenda[6]", "on nothing"),
    (
        "least_is_no_more_than_ideal",
        row("agenda", "ferry-vote", least=13),
        "agenda[6].least",
        "more than its ideal of 12",
    ),
    ("least_is_no_more_than_ideal", row("agenda", "ferry-vote", least=0), "agenda[6].least", "is 0"),
    (
        "minutes_leave_a_third",
        both(
            row("agenda", "first-debate", least=30, ideal=30),
            row("agenda", "debrief", least=30, ideal=34),
        ),
        "agenda",
        "takes 88 minutes",
    ),
    (
        "minutes_leave_a_third",
        both(row("agenda", "debrief", ideal=26), row("agenda", "caucus", ideal=11)),
        "agenda",
        "leaves 29 of 90",
    ),
    (
        "conditions_look_back",
        row("agenda", "ferry-vote", when=Condition(lost=("ferry",))),
        "agenda[6].when",
        "put later",
    ),
    ("released_cards_have_their_stage", row("cards", "flood", stage=None), "cards[0].released", "no stage"),
    (
        "methods_fit_their_questions",
        row("questions", "wardens", method="show", elects=1, record=None),
        "questions[4].method",
        "is show",
    ),
    (
        "methods_fit_their_questions",
        row("questions", "ferry", method="ranked"),
        "questions[2].method",
        "no alternatives",
    ),
    (
        "alternatives_are_a_choice",
        both(
            row("questions", "site", alternatives=lambda old: old[:1]),
            orders({"site": SITES[:1], "wardens": WARDENS}),
        ),
        "questions[3].alternatives",
        "there is one",
    ),
    (
        "alternatives_are_a_choice",
        row("questions", "site", alternatives=lambda old: (*old, old[0])),
        "questions[3].alternatives",
        "“mill” twice",
    ),
    (
        "alternatives_are_a_choice",
        row("questions", "wardens", elects=3),
        "questions[4].elects",
        "2 is the most",
    ),
    ("alternatives_are_a_choice", row("questions", "site", elects=2), "questions[3].elects", "1 is the most"),
    (
        "preferences_are_an_order",
        row("factions", "ferrymen", preferences=added({"site": ("mill", "moon")})),
        "factions[1].preferences.site",
        "“moon”",
    ),
    (
        "preferences_are_an_order",
        row("roles", "archer", preferences={"site": ("mill", "ford", "mill")}),
        "roles[0].preferences.site",
        "“mill” twice",
    ),
    (
        "preferences_are_an_order",
        row("roles", "archer", preferences={"bridge": ("for",)}),
        "roles[0].preferences.bridge",
        "“for”",
    ),
    (
        "choices_on_record_were_offered",
        row("questions", "wardens", record=record(chosen=("archer", "potter"))),
        "questions[4].record.chosen",
        "“potter”",
    ),
    (
        "choices_on_record_were_offered",
        row("questions", "wardens", record=record(chosen=WARDENS)),
        "questions[4].record.chosen",
        "more than 2",
    ),
    (
        "choices_on_record_were_offered",
        row("questions", "bridge", record=record(chosen=("archer",))),
        "questions[0].record.chosen",
        "“archer”",
    ),
    (
        "choices_on_record_were_offered",
        row("questions", "wardens", record=record(figures=HALF)),
        "questions[4].record.figures",
        "for and against",
    ),
    (
        "choices_are_on_offer",
        row("roles", "archer", beliefs=standing(vote="perhaps")),
        "roles[0].beliefs.bridge.vote",
        "“perhaps”",
    ),
    (
        "choices_are_on_offer",
        row("roles", "archer", beliefs=standing(open=("against", "south"), ground=GROUND)),
        "roles[0].beliefs.bridge.open",
        "“south”",
    ),
    (
        "choices_are_on_offer",
        row("factions", "builders", line=lambda line: {**line, "bridge": "north"}),
        "factions[0].line",
        "“north”",
    ),
    (
        "choices_are_on_offer",
        row("roles", "archer", beliefs=standing(open=("for", "against"), ground=GROUND)),
        "roles[0].beliefs.bridge.open",
        "which they choose",
    ),
    (
        "open_minds_have_a_ground",
        row("roles", "archer", beliefs=standing(open=("against",), ground=None)),
        "roles[0].beliefs.bridge.ground",
        "is missing",
    ),
    (
        "cases_are_told_apart",
        row("roles", "archer", beliefs=standing("toll", cases=(OTHERWISE,))),
        "roles[0].beliefs.toll.given",
        "is missing",
    ),
    (
        "cases_are_not_history",
        row("roles", "archer", beliefs=standing("toll", given="so it is", cases=(AS_IT_WAS,))),
        "roles[0].beliefs.toll.cases[0].when",
        "as history went",
    ),
    (
        "cases_are_not_history",
        row("factions", "builders", cases=(LINE_AS_IT_WAS,)),
        "factions[0].cases[0].when",
        "as history went",
    ),
    (
        "conditions_name_what_is_offered",
        row("outcomes", "new-ferry", when=Condition(chosen={"wardens": "nobody"})),
        "outcomes[2].when.chosen",
        "“nobody”",
    ),
    (
        "straw_polls_decide_nothing",
        row("questions", "site", record=Record(carried=True, held="At the end.", sources=("minutes",))),
        "questions[3].record",
        "straw poll",
    ),
    (
        "straw_polls_decide_nothing",
        row("outcomes", "new-ferry", when=Condition(lost=("site",))),
        "outcomes[2].when",
        "“site”",
    ),
    (
        "straw_polls_decide_nothing",
        row("roles", "archer", public_met=Aim(carried=("site",))),
        "roles[0].public_met",
        "“site”",
    ),
    ("aims_ask_for_something", row("roles", "archer", public_met=Aim()), "roles[0].public_met", "nothing"),
    (
        "aims_ask_for_something",
        row("roles", "archer", private_met=Aim(either=(Aim(moved=1), Aim()))),
        "roles[0].private_met.either[1]",
        "nothing",
    ),
    *(
        (
            "aims_can_be_met",
            both(row("roles", "tinker", votes=False), row("roles", "tinker", private_met=aim)),
            "roles[9].private_met",
            "without a vote",
        )
        for aim in (Aim(voted={"toll": "abstain"}), Aim(moved=1), Aim(seconded=1), Aim(motions_carried=1))
    ),
    (
        "aims_can_be_met",
        row("roles", "archer", public_met=Aim(voted={"wardens": "for"})),
        "roles[0].public_met",
        "“wardens”",
    ),
    (
        "aims_can_be_met",
        row("roles", "archer", public_met=Aim(at_least={"site": {"for": 2}})),
        "roles[0].public_met",
        "“site”",
    ),
    (
        "aims_respect_beliefs",
        row("roles", "archer", private_met=Aim(either=(Aim(moved=1), Aim(voted={"toll": "against"})))),
        "roles[0].private_met.either[1].voted",
        "“toll”",
    ),
    ("ids_are_known", lab(main="war"), "lab.main", "“war”"),
    ("ids_are_known", lab(amendments=("war",)), "lab.amendments", "“war”"),
    ("ids_are_known", lab(rivals=("bridge", "war")), "lab.rivals", "“war”"),
    ("ids_are_known", lab(picture=pictured(question="war")), "lab.picture.steps[0].question", "“war”"),
    ("texts_are_whole", lab(whole=None), "lab", "part of the text"),
    ("texts_are_whole", lab(whole="toll"), "lab", "twice"),
    ("rivals_are_two", lab(rivals=("bridge",)), "lab.rivals", "are 1"),
    ("questions_of_the_lab_ask_yes_or_no", lab(rivals=("bridge", "wardens")), "lab", "“wardens”"),
    (
        "members_are_enough",
        lab(members=Members(figure=99, text="99.", mark="I")),
        "lab.members.figure",
        "100",
    ),
    ("pictures_can_be_drawn", lab(picture=pictured(question="ferry")), "lab.picture.steps[0]", "“ferry”"),
    (
        "pictures_can_be_drawn",
        lab(picture=Picture(title="Why?", model="A model.", steps=())),
        "lab.picture.steps",
        "missing",
    ),
    (
        "figures_can_be_shared_out",
        row("questions", "bridge", record=record(figures={"for": 60, "against": 30})),
        "questions[0].record.figures.abstain",
        "too few for the 1",
    ),
    (
        "figures_decide_as_recorded",
        row("questions", "bridge", threshold="majority_of_present", record=record(figures=HALF)),
        "questions[0].record.carried",
        "majority_of_present",
    ),
    (
        "recorded_questions_are_put",
        row("agenda", "second-vote", kind="debate"),
        "questions[1].record",
        "no division",
    ),
    (
        "figures_can_be_shared_out",
        in_philadelphia(row("questions", "compromise", record=record(not_counted={"absent": 1}))),
        "questions[0].record.not_counted.absent",
        "is 1, and 3",
    ),
    (
        "quorums_can_be_met",
        standing_orders(motion_threshold="3/2 of cast"),
        "standing_orders.motion_threshold",
        "more than there are",
    ),
    (
        "units_voted_as_recorded",
        in_philadelphia(row("questions", "compromise", record=record(units={}))),
        "questions[0].record.units",
        "is missing",
    ),
    (
        "units_voted_as_recorded",
        in_philadelphia(row("questions", "journal", record=record(units={"georgia": "for"}))),
        "questions[1].record.units",
        "not by unit",
    ),
    (
        "units_voted_as_recorded",
        in_philadelphia(
            row("questions", "compromise", record=record(figures={"for": 6, "against": 4, "abstain": 1}))
        ),
        "questions[0].record.figures.for",
        "is 6, and 5 units",
    ),
    (
        "units_voted_as_recorded",
        in_philadelphia(
            row("roles", "few", beliefs=standing("compromise", vote="for", open=(), ground=None))
        ),
        "questions[0].record.units.georgia",
        "is against, but its core roles are for",
    ),
    (
        "units_voted_as_recorded",
        in_philadelphia(row("delegations", "georgia", votes=True)),
        "delegations[10].blocs.small",
        "not the vote of the unit “georgia”",
    ),
    (
        "ids_are_known",
        in_philadelphia(
            row(
                "questions",
                "compromise",
                record=lambda old: replace(old, units={**old.units, "maine": "absent"}),
            )
        ),
        "questions[0].record.units",
        "“maine”",
    ),
    (
        "vetoes_are_seen",
        in_philadelphia(row("questions", "doors", veto=("washington", "franklin"))),
        "questions[2].veto",
        "“franklin”",
    ),
    (
        "vetoes_are_seen",
        in_philadelphia(row("questions", "doors", method="secret")),
        "questions[2].veto",
        "secret",
    ),
    (
        "units_are_there",
        in_philadelphia(standing_orders(unit="", motion_method="show")),
        "questions[0].method",
        "nothing says what has one vote",
    ),
    (
        "units_are_there",
        in_philadelphia(
            row("roles", "few", delegation=None), row("questions", "compromise", record=georgia_gone)
        ),
        "roles[23].delegation",
        "is missing",
    ),
    (
        "lines_add_up",
        row("factions", "ferrymen", line=added({"bridge": {"for": 1, "against": 30}})),
        "factions[1].line.bridge",
        "adds up to 31, and it has 30",
    ),
    (
        "whoever_was_away_is_not_won",
        in_philadelphia(row("roles", "yates", beliefs=standing("compromise", open=("for",), ground=GROUND))),
        "roles[6].beliefs.compromise",
        "is absent",
    ),
    (
        "choices_are_on_offer",
        in_philadelphia(row("roles", "few", beliefs=standing("journal", open=("absent",)))),
        "roles[23].beliefs.journal.open",
        "“absent”",
    ),
    (
        "pictures_can_be_drawn",
        in_philadelphia(lambda found: replace(found, lab=Lab(picture=pictured(question="compromise")))),
        "lab.picture.steps[0]",
        "count units",
    ),
    ("one_outcome_is_historical", row("outcomes", "nothing", historical=True), "outcomes", "2 of them"),
    ("one_outcome_is_historical", row("outcomes", "free-bridge", historical=False), "outcomes", "0 of them"),
    (
        "one_outcome_is_historical",
        both(row("outcomes", "free-bridge", historical=False), row("outcomes", "nothing", historical=True)),
        "outcomes",
        "leads to “free-bridge”",
    ),
    (
        "some_outcome_always_holds",
        whole("outcomes", lambda old: old[:-1]),
        "outcomes[2].when",
        "last outcome",
    ),
    (
        "some_outcome_always_holds",
        row("outcomes", "new-ferry", when=Condition()),
        "outcomes[2]",
        "hides all after it",
    ),
    (
        "braces_can_be_filled",
        whole("debrief", lambda rows: (*rows, DebriefQuestion(move="describe", text="Why {question}?"))),
        "debrief[6].text",
        "is about no moment",
    ),
    (
        "braces_can_be_filled",
        whole("debrief", lambda rows: (replace(rows[1], text="{question.__class__}?"), *rows[1:])),
        "debrief[0].text",
        "“closest_division” has not",
    ),
    (
        "braces_can_be_filled",
        whole("debrief", lambda rows: (replace(rows[1], text="{for:>900}?"), *rows[1:])),
        "debrief[0].text",
        "{for:>900}",
    ),
    (
        "braces_can_be_filled",
        whole("debrief", lambda rows: (replace(rows[1], text="Only {for?"), *rows[1:])),
        "debrief[0].text",
        "not closed",
    ),
]


def test_the_miniature_has_no_fault():
    assert check(mini.scenario()) == check(mini.with_travellers()) == check(mini.with_story()) == []
    assert check(full()) == []
    assert check(philadelphia.scenario()) == []


def test_a_record_that_carries_what_a_veto_stopped_is_a_fault():
    found = row("questions", "doors", record=record(carried=True))(philadelphia.scenario())

    told = [fault for fault in check(found) if fault.place == "questions[2].record.carried"]

    assert [fault.wrong for fault in told] == ["is true, but a veto stops it."]


@pytest.mark.parametrize(("rule", "change", "place", "words"), FAULTS)
def test_one_change_is_exactly_one_fault(rule, change, place, words):
    scenario = change(full())

    found = {each.__name__: list(each(scenario)) for each in RULES}

    assert [name for name, faults in found.items() if faults] == [rule]
    (fault,) = found[rule]
    assert fault.place == place
    assert words in fault.wrong
    assert fault.mend


def test_by_seats_the_figures_are_the_very_votes():
    scenario = replace(mini.scenario(), weighting="seat")

    places = [fault.place for fault in check(scenario)]

    assert places == [
        f"questions[{n}].record.figures.{choice}" for n in (0, 1) for choice in ("for", "against", "abstain")
    ]


def test_every_rule_has_a_case():
    tried = {rule for rule, *_ in FAULTS}

    assert tried == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("told", "later"),
    [("until 399 BC", "399 BC"), ("since 404 BC", ""), ("1200 citizens", ""), ("in 403 BC", "")],
)
def test_before_the_year_1000_only_years_before_our_era_are_known_by_their_looks(told, later):
    ancient = replace(mini.scenario(), opened=-403, story=())
    scenario = row("roles", "archer", born=-450, who=Claim(text=told, mark="I"), knows=lambda _: ())(ancient)

    found = [fault for fault in check(scenario) if "names the year" in fault.wrong]

    assert [fault.wrong for fault in found] == [f"names the year {later}, after the meeting."] * bool(later)


@pytest.mark.parametrize(
    "changes",
    [
        {"born": "1801-05-04", "died": "1801-05-04"},
        {"born": 1801, "died": 1801},
        {"born": None, "died": None},
        {"born": -403, "died": "1801-05"},
    ],
)
def test_a_life_may_be_short_and_little_known(changes):
    scenario = known(replace(ARCHER, **changes), BAKER)(mini.scenario())

    assert check(scenario) == []


def test_whoever_sits_in_no_seat_may_have_died_before():
    scenario = known(replace(ARCHER, died=1790))(mini.scenario())

    found = check(row("roles", "archer", person=None)(scenario))

    assert found == []


@pytest.mark.parametrize("told", ["1801-05-03", "1801-05", 1801, -403])
def test_what_may_have_been_before_the_opening_may_be_known(told):
    scenario = row("roles", "archer", knows=first(dated=told))(mini.scenario())

    assert check(scenario) == []


@pytest.mark.parametrize(
    "told",
    [
        "Until 4 May 1801 nobody had counted.",
        "On 24 December 1800 the ferry sank.",
        "The ferry sank in June 1800, and again on March 3.",
        "They may vote in June.",
    ],
)
def test_a_story_may_name_what_came_before_the_meeting(told):
    scenario = whole("story", first(text=told))(mini.with_story())

    assert check(scenario) == []


def test_the_longest_frame_and_the_longest_question_are_no_fault():
    changes = both(
        whole("story", lambda old: (replace(old[0], title="x" * 40, text="x" * 220), *old[1:], *old[:3])),
        row("questions", "toll", text=f"{'x' * 159}?"),
    )

    assert check(changes(mini.with_story())) == []
