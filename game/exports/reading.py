"""A session's file read, and looked at from all sides, before anything of it is written (`importing.py`).

Whoever has the file may have changed it, so nothing in it is believed: shapes, places, figures, fingerprints.
What is wrong is said in one sentence (`BadFile`).
"""

import codecs
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from debate import codec
from debate.afterwards.compare import beside_history
from debate.afterwards.marks import marks
from debate.assembly import Assembly
from debate.check import SOUND, check
from debate.check.journal import is_sound, stands
from debate.check.upgrades import upgraded
from debate.events import AnyEvent, SessionCreated
from debate.evolve import evolve
from debate.minutes import minutes
from debate.refusal import Refusal
from debate.rules.undo import TooLate
from debate.scenario import Scenario
from debate.view import view
from game.exports.archive import slips_of
from game.exports.document import FORMAT, VERSION, Document
from game.people import participants
from game.scenarios import trial
from game.scenarios.files import from_json, to_json

LARGEST = 640 * 1024 * 1024
"""Bytes of a file: more than a session within its limits (`debate/rules/limits.py`) can come to."""
DEEPEST, LONGEST_TEXT = 16, 150_000
YEARS = range(2000, 2100)
SOME = 60
"""Seats from which a brought session is looked at; a hall has a thousand."""
LEAST, MOST = -1_000_000, 4_102_444_800_000
"""What a number in an event may be: nothing is later than the year 2100, in milliseconds."""
MOST_IN_A_MEETING = 1_000_000

FAULTS = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    Refusal,
    StopIteration,
    TooLate,
    TypeError,
    ValueError,
)
"""What the rules and views raise over a journal that no session could have written."""


class BadFile(Exception):
    """The file is no session that could be brought back; the sentence says why."""


class Read(NamedTuple):
    """A file that has been found good, and the state its journal comes to. `not_compared`: how many of its
    fingerprints are of another version than those made here."""

    document: Document
    assembly: Assembly
    not_compared: int


def read(content: bytes) -> Read:
    """The session in the file. Raises BadFile."""
    document = _document(content)
    places = [entry.seq for entry in document.entries]
    if places != list(range(1, len(places) + 1)):
        wrong = next(n for n, place in enumerate(places, 1) if n != place)
        raise BadFile(f"The entries are not in order: entry {wrong} is missing or in the wrong place.")
    events = [_event(entry.seq, entry.event, entry.version) for entry in document.entries]
    _check_scenario(document.scenario, events[0])
    assembly = _folded(document, events)
    _check_boxes(document, assembly)
    _check_pupils(document, assembly)
    other = [row for row in document.checkpoints if row.version != codec.FINGERPRINTS]
    return Read(document, assembly, len(other))


def _document(content: bytes) -> Document:
    if len(content) > LARGEST:
        raise BadFile(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    content = content.removeprefix(codecs.BOM_UTF8)  # Some editors put it there.
    try:
        _check_kind(content)
        document = _decoded(content)
    except msgspec.ValidationError as error:
        newer = " Perhaps a newer version of this program wrote it; then bring it back with that one."
        raise BadFile(
            f"The file is not as it should be: {error}.{newer if 'unknown field' in str(error) else ''}"
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadFile(f"This is no JSON file, or a part of it is missing: {error}.") from None
    except RecursionError:
        raise BadFile("The file is nested too deeply.") from None
    if document.created_at.year not in YEARS:
        raise BadFile(f"It says that it was created in the year {document.created_at.year}.")
    return document


def _decoded(content: bytes) -> Document:
    """The document; its meeting may be written as earlier versions of the program wrote it. Only then is it
    built twice."""
    try:
        return msgspec.json.decode(content, type=Document)
    except msgspec.ValidationError:
        given = msgspec.json.decode(content, type=dict[str, Any])
        if isinstance(given.get("scenario"), dict):
            given["scenario"] = upgraded(given["scenario"])
        return msgspec.convert(given, Document)


class _Kind(msgspec.Struct):
    """What a file says it is. The rest is passed over: a long session is not built twice."""

    format: Any = None
    format_version: Any = None


def _check_kind(content: bytes) -> None:
    try:
        given = msgspec.json.decode(content, type=_Kind)
    except msgspec.ValidationError:
        given = _Kind()
    if given.format != FORMAT:
        raise BadFile("This is no exported session of Order of the Day.")
    if not isinstance(given.format_version, int) or given.format_version < 1:
        raise BadFile("The file doesn’t say of which version it is.")
    if given.format_version > VERSION:
        raise BadFile(
            "The file is in a newer form than this program knows: bring it back with the version of the "
            "program that wrote it, or a later one."
        )


def _event(seq: int, data: dict[str, Any], version: int) -> AnyEvent:
    if not _is_sane(data):
        raise BadFile(f"Entry {seq} holds a number, a text or a list that is out of all bounds.")
    try:
        event = codec.decode(journal_text(data), version)
    except codec.UnknownEvent as error:
        raise BadFile(f"Entry {seq} cannot be read: {error}.") from None
    if isinstance(event, SessionCreated) != (seq == 1):
        raise BadFile(f"Entry {seq} is a {codec.kind_of(event)}, which has no place there.")
    return event


def journal_text(data: dict[str, Any]) -> str:
    """As it stood in the journal: the order of the fields was kept."""
    return msgspec.json.encode(data).decode()


def _is_sane(value: Any, depth: int = 0, most: int = MOST) -> bool:
    """No figures, texts or nesting that no session has."""
    match value:
        case bool() | None:
            return True
        case int():
            return LEAST <= value <= most
        case str():
            return len(value) <= LONGEST_TEXT and "\0" not in value
        case list():
            return depth < DEEPEST and all(_is_sane(inner, depth + 1, most) for inner in value)
        case dict():
            return depth < DEEPEST and all(
                _is_sane(key, depth + 1) and _is_sane(inner, depth + 1, most) for key, inner in value.items()
            )
    return False


def _check_scenario(scenario: Scenario, created: AnyEvent) -> None:
    """The meeting has to be one that can be played, of whatever time it is."""
    if isinstance(created, SessionCreated) and created.scenario != scenario.slug:
        raise BadFile("It was played with another scenario than the one in the file.")
    content = to_json(scenario)
    if not _is_sane(msgspec.json.decode(content), most=MOST_IN_A_MEETING):
        raise BadFile("Its meeting holds a number, a text or a list that is out of all bounds.")
    if wrong := _wrong_with(content):
        raise BadFile(f"Its meeting can’t be played: {wrong:.200}")


@lru_cache(maxsize=8)  # The files that are brought back together are mostly of a few meetings.
def _wrong_with(content: str) -> str:
    """The first fault of this meeting; "" if it can be played."""
    scenario = from_json(content)
    try:
        wrong = [f"{fault.place} {fault.wrong}" for fault in check(scenario, SOUND)]
        wrong = wrong or [" ".join(fault) for fault in trial.faults(scenario)]
    except FAULTS as error:
        return f"{type(error).__name__}: {error!s:.80}"
    return wrong[0] if wrong else ""


def _folded(document: Document, events: list[AnyEvent]) -> Assembly:
    """The state at the end; every fingerprint on the way that is of today's version is compared."""
    assembly = Assembly(scenario=document.scenario)
    checkpoints = {row.seq: codec.Fingerprint(row.version, row.digest) for row in document.checkpoints}
    for event in events:
        try:
            after = evolve(assembly, event) if is_sound(assembly, event) else None
        except FAULTS as error:
            raise BadFile(_impossible(assembly.seq + 1, f"{type(error).__name__}: {error!s:.80}")) from None
        if after is None or not stands(after):
            raise BadFile(_impossible(assembly.seq + 1, codec.kind_of(event)))
        assembly = after
        expected = checkpoints.pop(assembly.seq, None)
        if expected and codec.differs(expected, assembly):
            raise BadFile(f"At entry {assembly.seq} the session is not what it was when it was played.")
    if checkpoints:
        raise BadFile(f"There is a fingerprint for entry {min(checkpoints)}, but no such entry.")
    try:
        _look_at(assembly, events)
    except FAULTS as error:
        raise BadFile(_impossible(assembly.seq, f"{type(error).__name__}: {error!s:.80}")) from None
    return assembly


def _impossible(seq: int, what: str) -> str:
    return f"Entry {seq} is nothing that can happen there ({what})."


def _look_at(assembly: Assembly, events: list[AnyEvent]) -> None:
    """Everything that pages show of it has to work: a page that breaks is found too late."""
    for audience in ("teach", "screen"):
        view(assembly, audience)
    for seat in assembly.order[:SOME]:
        view(assembly, "seat", seat)
    beside_history(assembly)
    minutes(assembly.scenario, events)
    marks(assembly)


def _check_boxes(document: Document, assembly: Assembly) -> None:
    for box in document.boxes:
        ballot = assembly.ballots.get(box.ballot)
        if ballot is None or ballot.open or slips_of(ballot) != sum(box.counts.values()):
            raise BadFile(f"The box of vote {box.ballot} does not hold what was handed in.")


def _check_pupils(document: Document, assembly: Assembly) -> None:
    for pupil in document.pupils:
        if pupil.seat not in assembly.seats:
            raise BadFile(f"A pupil sits in seat {pupil.seat}, which this session does not have.")
        try:
            participants.tidy_name(pupil.name)
        except Refusal:
            raise BadFile(f"The pupil in seat {pupil.seat} has no name that can be shown.") from None
