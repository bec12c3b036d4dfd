"""The miniature with something to read: texts of the time, and the lessons before and after."""

from msgspec.structs import replace

from debate.ids import CardId, DocumentId, FactionId, StageId
from debate.scenario import Scenario
from debate.scenario import study as st
from debate.scenario.writing import Term

OPEN, ALOUD, SECRET, LATER, FIGURES = (
    DocumentId(id) for id in ("petition", "sermon", "secret-letter", "memoir", "crossings")
)
"""A document that may be read from the start; one that is read aloud; one for those who have the card
"letter", the ferrymen and Potter; one for afterwards; and figures."""
TEXT = " ".join(["The river took the ferry and a barrel of flour, and we ask the council for a bridge."] * 4)


def with_study(bare: Scenario) -> Scenario:
    """The miniature, or another like it, with five documents and all of the pack."""
    (dispute,) = bare.disputes
    return replace(
        bare,
        documents=(
            _document(OPEN, dated="1801-05-01", given="before", speaks_for=(FactionId("builders"),)),
            _document(ALOUD, dated="1801-05-03", given="read", stage=StageId("first-debate")),
            _document(
                SECRET, dated="1801-05-02", given="read", to=("ferrymen", "potter"), card=CardId("letter")
            ),
            _document(LATER, dated=1820, kind="memoir", given="after"),
            _figures(),
        ),
        disputes=(replace(dispute, pair=(OPEN, LATER)),),
        before=_before(),
        tasks=(
            st.Task(
                id="letter-home",
                kind="letter",
                title="A letter home",
                text="Tell your family how you voted, and why.",
                least=5,
                most=200,
                in_role=True,
            ),
            st.Task(id="essay", kind="essay", title="An essay", text="Who gained?", least=50, most=300),
        ),
        rubric=(
            st.Criterion(id="evidence", title="Evidence", bands=("Much.", "Some.", "Little.", "None.")),
            st.Criterion(id="judgement", title="Judgement", bands=("Fair.", "Mostly.", "Partly.", "Not.")),
        ),
        manual=(st.ManualSection(title="What usually happens", text="They build.\n\nOr they do not."),),
        curricula=(st.Curriculum(course="Any course", text="How towns decide."),),
    )


def _document(
    id: DocumentId,
    *,
    dated: st.Day,
    given: st.Given,
    kind: st.DocumentKind = "letter",
    to: tuple[str, ...] = ("all",),
    card: CardId | None = None,
    stage: StageId | None = None,
    speaks_for: tuple[FactionId, ...] = (),
) -> st.HistoricalDocument:
    return st.HistoricalDocument(
        id=id,
        title=f"The {id}",
        author="The smith",
        dated=dated,
        kind=kind,
        origin="Kept with the minutes.",
        extent="whole",
        given=given,
        to=to,
        card=card,
        stage=stage,
        speaks_for=speaks_for,
        mark="D",
        sources=("minutes",),
        mind="The smith sells iron.",
        ask="What does the smith want?",
        words=(Term(term="barrel", text="A round box of wood."),),
        text=f"{TEXT} So says the {id}.",
    )


def _figures() -> st.HistoricalDocument:
    rows = (
        st.ChartRow(name="1799", values=(40, 20)),
        st.ChartRow(name="1800", values=(35, st.NOT_KNOWN), note="The ferry sank."),
    )
    return replace(
        _document(FIGURES, dated=1800, given="before", kind="figures"),
        text="",
        chart=st.Chart(unit="crossings a day", columns=("People", "Carts"), rows=rows),
    )


def _before() -> st.LessonBefore:
    return st.LessonBefore(
        text="Read this before you come.",
        timeline=(st.TimelineEntry(date="January", text="The ferry sinks.", mark="D", sources=("minutes",)),),
        plan=st.TownPlan(
            title="Millbrook",
            shapes=(st.Shape(kind="water", points="0,40 50,35 100,45"),),
            places=(st.Place(name="The mill", x=30, y=20, text="It grinds.", mark="I"),),
        ),
        parties=(
            st.Party(name="Builders", at=20, text="A bridge.", mark="I"),
            st.Party(name="Ferrymen", at=80, text="A ferry.", mark="I"),
        ),
        check=(
            st.CheckQuestion(
                id="river", text="What has Millbrook?", options=("A river", "A bridge"), right=1, why="Look."
            ),
            st.CheckQuestion(
                id="sank", text="What sank?", options=("The mill", "The ferry"), right=2, why="Twice."
            ),
        ),
    )
