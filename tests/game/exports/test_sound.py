"""A session's file that somebody has changed brings nothing, or has no page that fails.

The suite tries the same changes every time. To try others: CHANGES=2000 SEED=7 python3 manage.py test
tests/game/exports/test_sound.py
"""

import copy
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import pytest

from debate import commands as c
from debate.check.journal import is_sound, stands
from debate.commands import TEACHER
from debate.rules.hall.texts import READABLE
from game import parts
from game.exports import archive
from game.exports.importing import bring_back
from game.exports.reading import BadFile, read
from game.management.commands.verify_replay import differences
from game.models import Entry, Participant, ScenarioVersion, Session
from game.replay.single_file import Wanted
from game.scenarios import versions
from game.standing import Standing
from tests.journals.test_journals import JOURNALS, opened
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating
from tests.support.rules.written import Author
from tests.support.server import every_page, files

pytestmark = pytest.mark.django_db

CHANGES, SEED = int(os.environ.get("CHANGES", 0)), int(os.environ.get("SEED", 0))
Document = dict[str, Any]


@pytest.fixture(autouse=True)
def _numbers_start_afresh():
    """Rows of another test had the same numbers, and a version is read once."""
    versions.version.cache_clear()
    yield
    versions.version.cache_clear()


def full() -> Meeting:
    """A short meeting in which a little of everything happened, and which is over."""
    meeting = debating(scenario=mini.with_everything(), expected=9)
    for command in (
        c.RequestFloor(by="s1", purpose="support"), c.RequestFloor(by="s2", purpose="attack"),
        c.GiveFloor(by=TEACHER), c.GiveIntervention(by=TEACHER, seat="s3"), c.EndTurn(by=TEACHER),
        c.EndTurn(by=TEACHER), c.LeaveStatement(by="s1", text="Hear, hear."),
        c.HideStatement(by=TEACHER, statement="t1"), c.SetLeaning(by="s2", question="bridge", value=-1),
        c.ReleaseCard(by=TEACHER, card="letter"), c.CallHelp(by="s3", text="What now?"),
        c.SetFloor(by=TEACHER, speech_seconds=60), c.GiveChair(by=TEACHER, seat="s4"),
        c.GiveChair(by=TEACHER, seat=""), c.SayToAll(by=TEACHER, text="Two minutes."),
        c.SetGrace(by=TEACHER, seconds=60), c.SetSilence(by=TEACHER, filled=False),
        c.Pause(by=TEACHER), c.Resume(by=TEACHER),
    ):  # fmt: skip
        meeting.wait(1)
        meeting.do(command)
    amendment = {"amends": "bridge", "how": "replace", "passage": "stone", "text": "wood"}
    meeting.decide(meeting.admitted(kind="amendment", **amendment))
    meeting.decide(meeting.admitted(kind="divide", about="bridge", passage="The town pays for it."))
    for part in (motion.id for motion in meeting.assembly.motions.values() if motion.kind == "part"):
        meeting.decide(part)
    meeting.divide({"s1": "for", "s2": "against"}, question="toll", method="secret")
    meeting.divide({"s1": "south>north"}, question="way")
    meeting.divide({"s1": "ann,cy"}, question="board")
    meeting.do(c.PutQuestion(by=TEACHER, question="ferry", method="delegation"))
    meeting.do(c.GiveTime(by=TEACHER))
    meeting.do(c.Undo(by=TEACHER))
    meeting.divide({"s1": "for"}, question="ferry", method="delegation")
    meeting.do(c.AssignRole(by=TEACHER, seat="s1", role="baker"))
    meeting.do(c.Undo(by=TEACHER))
    meeting.do(c.AdvanceStage(by=TEACHER))
    meeting.divide({"s1": "for", "s2": "against"}, method="show")
    meeting.do(c.Undo(by=TEACHER))
    meeting.reach("debrief")
    meeting.do(c.PlanDebrief(by=TEACHER, questions=("d1",)))
    meeting.do(c.ShowQuestion(by=TEACHER, question="d1"))
    meeting.do(c.Reflect(by="s2", text="Ask sooner."))
    meeting.do(c.CloseSession(by=TEACHER))
    return meeting


@cache
def original() -> bytes:
    """The file of that meeting; without fingerprints, which whoever changes a file would leave out."""
    session = files.of(full())
    found = files.as_dict(session) | {"checkpoints": []}
    session.delete()
    return files.as_bytes(found)


def document() -> Document:
    return dict(files.json.loads(original()))


@cache
def with_texts() -> bytes:
    """A meeting in which texts were taken away, waited to be read, were let through or not."""

    def at(author: Author, pause: str) -> None:
        for n, id in enumerate(author.assembly.held):
            if n % 3:
                author.tries(c.LetThrough(by=TEACHER, text=id))
        for n, id in enumerate(author.assembly.texts):
            if n % 4 == 1:
                author.tries(c.TakeAway(by=TEACHER, text=id, away=pause != "carried"))

    author = Author(at)
    for kind in READABLE[::2]:
        author.do(c.ReadFirst(by=TEACHER, kind=kind))
    session = files.of(author.tell())
    found = files.as_dict(session) | {"checkpoints": []}
    session.delete()
    return files.as_bytes(found)


def kinds(found: Document, kind: str) -> list[dict[str, Any]]:
    return [row["event"] for row in found["entries"] if row["event"]["kind"] == kind]


def sets(kind: str, which: int = 0, **fields: Any) -> Callable[[Document], None]:
    """A change of one event."""

    def deed(found: Document) -> None:
        kinds(found, kind)[which].update(fields)

    return deed


def in_seat(which: int, **fields: Any) -> Callable[[Document], None]:
    return lambda found: kinds(found, "SessionCreated")[0]["seats"][which].update(fields)


def meeting_is(**fields: Any) -> Callable[[Document], None]:
    return lambda found: found["scenario"].update(fields)


def swapped(kind: str, other: str) -> Callable[[Document], None]:
    def deed(found: Document) -> None:
        one, two = kinds(found, kind)[0], kinds(found, other)[0]
        was = dict(one)
        one.clear(), one.update(two), two.clear(), two.update(was)

    return deed


FORGED = {
    "news for nobody known": sets("CardReleased", to=["nobody"]),
    "news for nobody": sets("CardReleased", to=[]),
    "a card that is none": sets("CardReleased", card="rumour"),
    "a class of a million": sets("SessionCreated", pupils=1_000_000),
    "a lesson of a year": sets("SessionCreated", minutes=525_600),
    "a lesson of minus one": sets("SessionCreated", minutes=-1),
    "a what-if that is none": sets("SessionCreated", options=["war"]),
    "no seats": sets("SessionCreated", seats=[]),
    "a seat of nobody": in_seat(0, role="", delegation=""),
    "a person twice": in_seat(0, role="baker"),
    "a person nobody knows": in_seat(0, role="nobody"),
    "a faction nobody knows": in_seat(0, faction="nobody"),
    "a seat with a name of its own": in_seat(8, id="throne"),
    "a seat twice": in_seat(8, id="s1"),
    "before all time": sets("SessionOpened", at=-1),
    "a stage that is none": sets("StageEntered", stage="war"),
    "a stage without end": sets("StageEntered", which=2, ends_at=4_000_000_000_000),
    "a speech without end": sets("FloorGiven", ends_at=4_000_000_000_000),
    "a purpose that is none": sets("FloorRequested", purpose="fun"),
    "the end of another's speech": sets("TurnEnded", seat="s4"),
    "a word put in by nobody": sets("InterventionGiven", seat="s99"),
    "rules of a day": sets("FloorRulesSet", speech_seconds=86_400),
    "a statement of another number": sets("StatementLeft", statement="t7"),
    "a text taken away that nobody wrote": sets("TextTakenAway", id="t7"),
    "time for a vote without end": sets("TimeGiven", closes_at=2**45),
    "a leaning beyond all": sets("LeaningSet", value=90),
    "a leaning on what is no question": sets("LeaningSet", question="m1"),
    "a motion of another number": sets("MotionMoved", motion="m9"),
    "an amendment of nothing": sets("MotionMoved", amends=""),
    "an amendment in no way": sets("MotionMoved", how="burn"),
    "a division of nothing": sets("MotionMoved", which=1, about=""),
    "parts of other numbers": sets("TextDivided", parts={"m1": "One.", "m2": "Two."}),
    "a vote of another number": sets("QuestionPut", ballot="b5"),
    "a vote on nothing": sets("QuestionPut", question="war"),
    "a vote by the wrong method": sets("QuestionPut", method="ranked"),
    "a vote on other ways": sets("QuestionPut", which=3, alternatives=["up", "down"]),
    "a vote with no end": sets("QuestionPut", closes_at=4_000_000_000_000),
    "weights of seats that are not there": sets("QuestionPut", weights={"s99": 1}),
    "a weight below zero": sets("QuestionPut", weights={"s1": -5, "s2": 3}),
    "a chair that elects everybody": sets("QuestionPut", which=4, elects=9),
    "a choice that is none": sets("VoteCast", choice="perhaps"),
    "a ranking for a yes or no": sets("VoteCast", choice="north>south"),
    "an open vote in secret": sets("VoteCast", ballot="b3"),
    "a vote in a ballot that is not there": sets("VoteCast", ballot="b9"),
    "a vote by nobody": sets("VoteCast", by="nobody"),
    "a house with ways of its own": sets("HouseVoted", votes={"s5": "war"}),
    "a count of other choices": sets("BallotClosed", tally={"yes": 3, "no": 2}),
    "a count below zero": sets("BallotClosed", tally={"for": -3, "against": 2, "abstain": 0}),
    "a ranking of other ways": sets("BallotClosed", which=3, tally={"up>down": 3}),
    "winners who did not stand": sets("BallotClosed", which=4, winners=["eve"]),
    "a result before the close": swapped("BallotClosed", "ResultAnnounced"),
    "the close before the vote": swapped("QuestionPut", "BallotClosed"),
    "a close twice": lambda found: found["entries"].append(
        {"seq": len(found["entries"]) + 1, "version": 1, "event": kinds(found, "BallotClosed")[0]}
    ),
    "a step nobody can take": sets("StepTaken", step="fly"),
    "a step to nowhere": lambda found: next(
        e for e in kinds(found, "StepTaken") if e["step"] == "advance_stage"
    ).update(about="nowhere"),
    "the hiding of nothing": lambda found: next(
        e for e in kinds(found, "StepTaken") if e["step"] == "hide_statement"
    ).update(about="t9"),
    "another step undone": sets("StepUndone", step="pause"),
    "a wait of a year": sets("GraceSet", seconds=31_536_000),
    "a question nobody wrote": sets("QuestionShown", question="d99"),
    "a plan nobody wrote": sets("DebriefPlanned", questions=["d99"]),
    "a resumption of nothing": swapped("Paused", "Resumed"),
    "a meeting without questions": meeting_is(questions=[]),
    "a meeting without stages": meeting_is(agenda=[]),
    "a meeting of huge numbers": lambda found: found["scenario"]["factions"][0].update(delegates=10**18),
    "a meeting of other lessons": lambda found: found["scenario"]["agenda"][0].update(minutes={"45": 5}),
    "a meeting with a quorum of nothing": lambda found: found["scenario"]["questions"][0].update(
        quorum={"numerator": 3, "denominator": 1}
    ),
    "a question in braces": lambda found: found["scenario"]["debrief"][0].update(text="{x.__class__}"),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_no_session_could_have_written_is_refused_and_brings_nothing(name):
    found = document()
    FORGED[name](found)
    assert found != document()

    with pytest.raises(BadFile) as refused:
        bring_back(read(files.as_bytes(found)))

    assert len(str(refused.value)) < 400
    assert not any(model.objects.exists() for model in (Session, Entry, Participant))


def test_the_file_itself_comes_back_and_has_no_page_that_fails():
    every_page.look(bring_back(read(files.as_bytes(document()))))


@pytest.mark.parametrize("path", JOURNALS, ids=lambda path: path.name)
def test_whatever_was_ever_played_is_sound(path):
    scenario, events, _ = opened(path)
    assembly = files.Assembly(scenario=scenario)
    for event in events:
        assert is_sound(assembly, event), (assembly.seq + 1, event)
        assembly = files.evolve(assembly, event)
        assert stands(assembly)


def changed(found: Document, chance: Random) -> str:
    """One thing done to a file as a wicked hand, or a bad stick, might; what that was."""
    rows = found["entries"]
    deed = chance.choice(("field", "field", "field", "swap", "gone", "twice", "cut", "mixed", "scenario"))
    if len(rows) == 1:
        deed = "field"  # of an entry alone nothing else can be done
    n = chance.randrange(1, len(rows)) if len(rows) > 1 else 0
    if deed == "cut":
        del rows[n:]
    elif deed == "swap":
        m = chance.randrange(1, len(rows))
        rows[n]["event"], rows[m]["event"] = rows[m]["event"], rows[n]["event"]
    elif deed == "gone":
        del rows[n]
    elif deed == "mixed":
        stretch = rows[n : n + 5]
        chance.shuffle(stretch)
        rows[n : n + 5] = stretch
    elif deed == "twice":
        rows.insert(chance.randrange(1, len(rows)), copy.deepcopy(rows[n]))
    else:
        whole = found["scenario"] if deed == "scenario" else rows[chance.randrange(len(rows))]["event"]
        _change_one(whole, rows, chance)
    for seq, row in enumerate(rows, 1):
        row["seq"] = seq
    return deed


def _change_one(whole: Any, rows: list[Any], chance: Random) -> None:
    """One value within becomes another: a bound, nothing, one that stands elsewhere in the journal, or one of
    another type; or it goes altogether."""
    path = chance.choice([path for path in _paths(whole) if path and path[-1] != "kind"])
    holder = whole
    for key in path[:-1]:
        holder = holder[key]
    words = [value for row in rows for value in row["event"].values() if isinstance(value, str)]
    others = (*ODD, chance.choice(words))
    alike = [other for other in others if type(other) is type(holder[path[-1]])]
    if chance.random() < 0.1:
        del holder[path[-1]]
    else:
        holder[path[-1]] = chance.choice(alike if alike and chance.random() < 0.8 else others)


ODD: tuple[Any, ...] = (
    0, -1, 7, 10**6, 4 * 10**12, 2**63, 10**30, -(10**18), 0.5, 1e308, True, False, None, [], {}, [[]],
    {"": 0}, "", "s99", "x", "m1", "b1", "0", " ", "\u202e", "\u200d", "\ufeff", "İ", "{x}", "</script>",
    "a" * 5000,
)  # fmt: skip
"""Values that somebody might put in the place of others."""


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    rows = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in rows:
        yield from _paths(inner, (*path, key))


def goes_on(session: Session) -> None:
    """It leaves again, whole and without what was taken away, and comes back as it was."""
    back = files.there_and_back(session)
    assert files.same_at_every_step(session, back) == session.head
    assert list(differences(back)) == []
    blank = bring_back(read(archive.to_json(session, Wanted(blank=True))), again=True)
    assert blank.head == session.head
    assert list(differences(blank)) == []


def test_a_changed_file_brings_nothing_or_has_no_page_that_fails():
    chance, looked = Random(SEED), 0
    for _ in range(CHANGES or 30):
        found = dict(files.json.loads(chance.choice((original, with_texts))()))
        done = [changed(found, chance) for _ in range(chance.choice((1, 1, 2)))]
        try:
            session = bring_back(read(files.as_bytes(found)))
        except BadFile:
            continue
        if CHANGES or looked < 2:
            try:
                every_page.look(session, everything=False)
                every_page.tenths(session)
                goes_on(session)
            except Exception as error:
                raise AssertionError(f"{done}: {error!r}") from error
            looked += 1
        Session.objects.all().delete()
        ScenarioVersion.objects.all().delete()
        versions.version.cache_clear()
    assert looked >= 2


@pytest.mark.parametrize("question", ["board", "way"])
def test_whoever_takes_a_seat_for_which_the_house_has_chosen_reads_what(question):
    """Among alternatives a vote is no word for which pages have one of their own."""
    meeting = debating(scenario=mini.with_everything(), expected=9)
    meeting.divide(question=question)
    (taken,) = meeting.do(c.TakeSeat(by=c.DOOR))

    page = parts.page(Standing(code="MILBRK", assembly=meeting.assembly), "seat", taken.seat, "en")

    said = {"board": "Ann, Cy", "way": "1. North, 2. South, 3. West"}[question]
    assert re.search(rf">\s*{re.escape(said)}<", page["my_vote"])
