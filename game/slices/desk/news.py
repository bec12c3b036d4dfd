"""What comes in and goes out at the desk: the record, minutes and headlines, cards and words."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import asdict

from debate.assembly import Assembly, Status
from debate.ids import CardId
from debate.rules.business.documents import can_be_read_aloud, may_read
from debate.scenario import Card
from debate.scenario.study import Given, HistoricalDocument
from debate.scenario.writing import Mark
from debate.shown.audience import Moment
from debate.shown.people import name_of
from debate.shown.written import cards as card_view
from debate.shown.written import texts as text_view
from debate.shown.written.documents import document_row
from debate.shown.written.texts import StatementRow
from game.pieces import Bit, Lines, Piece
from game.slices import everyone
from game.slices.desk.pupils import everybody, pupils
from game.slices.desk.written import Earlier, of_kind
from game.slices.documents import ReadDocument, to_read
from game.standing import Standing

MOST_SENTENCES = 60


class StatementRead(Bit, frozen=True, kw_only=True, tag="recorded"):
    """A sentence for the record, and the pupil who wrote it."""

    code: str
    row: StatementRow
    pupil: str


class HeadlineRow(Earlier, frozen=True, kw_only=True):
    """A headline. `older`: it was written anew since."""

    older: bool


class WrittenForTheMinutes(Struct, frozen=True, kw_only=True):
    """Statements, newest first; the minutes and the headlines, also those that were written anew since."""

    code: str
    any: bool
    statements: Lines
    more: Piece
    minutes: tuple[Earlier, ...]
    headlines: tuple[HeadlineRow, ...]


def record(standing: Standing) -> WrittenForTheMinutes:
    """What is on the record, each with a way to take it away."""
    assembly, names = standing.assembly, standing.names
    rows = text_view.statements(assembly, "teach")
    lines = (
        Piece(f"said-{row.id}", StatementRead(code=standing.code, row=row, pupil=names.get(row.seat, "")))
        for row in rows[::-1][:MOST_SENTENCES]
    )
    return WrittenForTheMinutes(
        code=standing.code,
        any=bool(rows),
        statements=Lines("desk-record", tuple(lines)),
        more=everyone.more("more-said", len(rows) - MOST_SENTENCES),
        minutes=of_kind(standing, "minutes"),
        headlines=tuple(
            HeadlineRow(**asdict(row), older=assembly.headlines.get(row.seat) != row.text)
            for row in of_kind(standing, "headline")
        ),
    )


class Release(Struct, frozen=True, kw_only=True):
    """When a card was released, and to whom; nobody named: to everybody."""

    who: tuple[str, ...]
    at: Moment


class CardHere(Struct, frozen=True, kw_only=True):
    """A card of the scenario. `to`: whom it is meant for; `knew`: who knew of it; `known`: its releases."""

    id: str
    title: str
    text: str
    dated: str
    mark: Mark
    sources: tuple[str, ...]
    to_all: bool
    to: tuple[str, ...]
    knew: str
    known: tuple[Release, ...]


class FactionRow(Struct, frozen=True, kw_only=True):
    """A faction to choose."""

    id: str
    name: str


class DocumentHere(Struct, frozen=True, kw_only=True):
    """A document of the scenario. `known`: may everybody read it now? `aloud`: can it be read aloud now?
    `with_card`: the title of the card it comes with; `to`: for whom it is, nobody named: for everybody."""

    document: ReadDocument
    given: Given
    known: bool
    aloud: bool
    with_card: str
    to: tuple[str, ...]


class CardsToRelease(Struct, frozen=True, kw_only=True):
    """The scenario's cards, whom one can be given to, and the word to all. `suits`: those for this stage that
    are not in play yet; `to_read`: documents for this stage that were not read aloud yet."""

    code: str
    status: Status
    word: str
    suits: tuple[CardHere, ...]
    cards: tuple[CardHere, ...]
    to_read: tuple[DocumentHere, ...]
    documents: tuple[DocumentHere, ...]
    factions: tuple[FactionRow, ...]
    any_pupils: bool
    pupils: Lines


def cards(standing: Standing) -> CardsToRelease:
    """The scenario's cards, who knows each since when, and whom one can be given to; and the word to all."""
    assembly = standing.assembly
    readers = _readers(assembly)
    released = _released(assembly, readers)
    here = {card.id: _card(card, readers, released.get(card.id, ())) for card in assembly.scenario.cards}
    documents = tuple(_document(assembly, readers, document) for document in assembly.scenario.documents)
    may_release = assembly.status in ("open", "paused")
    return CardsToRelease(
        code=standing.code,
        status=assembly.status,
        word=assembly.word,
        suits=tuple(
            here[card.id]
            for card in assembly.scenario.cards
            if may_release and card.stage == assembly.stage and card.id not in released
        ),
        cards=tuple(here.values()),
        to_read=tuple(
            row
            for row, document in zip(documents, assembly.scenario.documents, strict=True)
            if may_release and row.aloud and not row.known and document.stage == assembly.stage
        ),
        documents=documents,
        factions=tuple(FactionRow(id=f.id, name=f.name) for f in assembly.scenario.factions),
        any_pupils=bool(pupils(standing)),
        pupils=standing.once(everybody),
    )


def _readers(assembly: Assembly) -> dict[str, str]:
    """Factions, roles and seats, to which a card can go, by name."""
    readers: dict[str, str] = {faction.id: faction.name for faction in assembly.scenario.factions}
    readers |= {str(role.id): role.name for role in assembly.scenario.roles}
    return readers | {str(id): name_of(assembly, id) for id in assembly.order}


def _released(assembly: Assembly, readers: Mapping[str, str]) -> dict[CardId, list[Release]]:
    """The cards that are in play: to whom, since when."""
    found: dict[CardId, list[Release]] = {}
    for released in assembly.cards:
        who = () if "all" in released.to else tuple(readers[to] for to in released.to)
        found.setdefault(released.card, []).append(Release(who=who, at=released.at))
    return found


def _card(card: Card, readers: Mapping[str, str], known: Iterable[Release]) -> CardHere:
    return CardHere(
        **card_view.printed(card),
        to_all="all" in card.to,
        to=tuple(readers[to] for to in card.to if to in readers),
        knew=card.knew,
        known=tuple(known),
    )


def _document(assembly: Assembly, readers: Mapping[str, str], document: HistoricalDocument) -> DocumentHere:
    """A document with who may read it, and whether it can be put before everybody."""
    known = may_read(assembly, document)
    return DocumentHere(
        document=to_read(document_row(document, to_all=known)),
        given=document.given,
        known=known,
        aloud=assembly.status == "open" and can_be_read_aloud(assembly, document.id),
        with_card=assembly.scenario.card(document.card).title if document.card else "",
        to=tuple(readers[to] for to in document.to if to in readers),
    )
