"""A whole meeting in miniature, small enough to count: the town council of Millbrook votes on a bridge.

Three factions, nine core roles and an optional one, blocs of 100 delegates. The question `bridge` was carried
60-30-10, `toll` lost 40-45-15; `ferry` is only put when the bridge is lost and so has no record.
"""

from collections.abc import Mapping

from msgspec.structs import replace

from debate import scenario as s
from debate.scenario import Choice, Scenario
from tests.support.rules import studied

VOTES: Mapping[str, tuple[str, Choice, Choice, Choice]] = {
    # role: faction, and how it votes on bridge, toll, ferry
    "archer": ("builders", "for", "for", "against"),
    "baker": ("builders", "for", "for", "against"),
    "cooper": ("builders", "for", "for", "abstain"),
    "dyer": ("builders", "for", "against", "against"),
    "fisher": ("ferrymen", "against", "against", "for"),
    "gardener": ("ferrymen", "against", "against", "for"),
    "hunter": ("ferrymen", "against", "against", "for"),
    "mason": ("undecided", "for", "abstain", "for"),
    "potter": ("undecided", "abstain", "for", "for"),
    "tinker": ("undecided", "abstain", "abstain", "abstain"),
}
OPTIONAL = "tinker"
ALWAYS = s.Condition()
OPENED = "1801-05-04"


def scenario() -> Scenario:
    """The miniature, made afresh. `debate.check` finds no fault in it."""
    return Scenario(
        slug="millbrook",
        version="1",
        title="A bridge for Millbrook",
        subtitle="One river, three days of talk",
        place="The town hall",
        opened=OPENED,
        dates="4 to 6 May 1801",
        summary="The town has to say whether it wants a bridge.",
        situation=(_claim("The ferry sank twice last winter."),),
        at_stake="Who pays, and who loses a living.",
        weighting="bloc",
        weighting_note="Each role stands for a share of the hundred who voted. That is a model.",
        procedure=("Speak to the chair.",),
        language_note="Argue about the bridge, not about the neighbour.",
        factions=(
            _faction("builders", "B", 1, 50, ("for", "for", "against")),
            _faction("ferrymen", "F", 2, 30, ("against", "against", "for")),
            _faction("undecided", "U", 3, 20, ("abstain", "abstain", "for")),
        ),
        delegations=(
            _delegation("guilds", {"builders": 40, "undecided": 20}),
            _delegation("riverside", {"builders": 10, "ferrymen": 30}),
            _delegation("visitors", {"undecided": 5}, votes=False),
        ),
        questions=_questions(),
        agenda=_agenda(),
        roles=tuple(_role(id, rank) for rank, id in enumerate(VOTES, 1)),
        cards=(
            _card("flood", ("all",), "first-debate"),
            _card("letter", ("ferrymen", "potter"), None),
        ),
        outcomes=_outcomes(),
        followed=(s.Followed(date="1803", text="The bridge opened.", mark="D", sources=("minutes",)),),
        disputes=(s.Dispute(question="Who first spoke of a toll?", versions=(_claim("Baker did."),)),),
        interpretations=(s.Interpretation(whose="A teacher", text="Tolls divide.", sources=("minutes",)),),
        glossary=(s.Term(term="toll", text="A fee for crossing."),),
        debrief=_debrief(),
        sources=(
            s.Source(
                id="minutes", author="The clerk", title="Minutes of the council", year="1801", grade="A"
            ),
        ),
    )


def with_travellers() -> Scenario:
    """The miniature with a what-if: a role that has a seat only when the teacher switches it on."""
    option = s.Option(id="travellers", title="The travellers come", text="What if?", roles=(OPTIONAL,))
    return replace(scenario(), options=(option,))


def with_story() -> Scenario:
    """The miniature with what led to its meeting, in five frames."""
    return replace(scenario(), story=tuple(_frame(n) for n in range(1, 6)))


def with_everything() -> Scenario:
    """The miniature with the whole procedure: a text to amend, a straw poll on the way, an election to the
    board, officers (Cooper keeps the minutes, Mason writes for the paper), the what-if of the travellers,
    texts of the time and lessons around the hour."""
    bare = studied.with_study(with_travellers())
    texts = {"bridge": "The town builds a bridge of stone. The town pays for it."}
    questions = [replace(q, wording=texts.get(q.id, "")) for q in bare.questions]
    straw = s.Question(
        id="way",
        title="Which way?",
        text="Where shall the road go?",
        straw=True,
        method="ranked",
        alternatives=_alternatives("north", "south", "west"),
    )
    board = s.Question(
        id="board",
        title="The board",
        text="Who shall sit on the board?",
        method="election",
        threshold="plurality",
        elects=2,
        alternatives=_alternatives("ann", "bob", "cy"),
    )
    likes = {"way": ("north", "south", "west"), "board": ("ann", "cy", "bob")}
    offices: dict[str, s.Office] = {"cooper": "secretary", "mason": "press"}
    return replace(
        bare,
        questions=(*questions, straw, board),
        factions=tuple(replace(faction, preferences=likes) for faction in bare.factions),
        roles=tuple(replace(role, office=offices.get(role.id, "")) for role in bare.roles),
    )


def _alternatives(*ids: str) -> tuple[s.Alternative, ...]:
    return tuple(s.Alternative(id=id, text=id.title()) for id in ids)


def _questions() -> tuple[s.Question, ...]:
    return (
        _question("bridge", "Shall Millbrook build a bridge?", (60, 30, 10), True, method="roll_call"),
        _question("toll", "Shall those who cross it pay a toll?", (40, 45, 15), False),
        s.Question(id="ferry", title="The ferry", text="Shall the town buy a new ferry?", method="secret"),
    )


def _agenda() -> tuple[s.Stage, ...]:
    built = s.Condition(carried=("bridge",))
    return (
        _stage("gather", "gather", 3, 5),
        _stage("brief", "brief", 5, 8),
        _stage("caucus", "caucus", 5, 10),
        _stage("first-debate", "debate", 8, 15, question="bridge"),
        _stage("first-vote", "division", 3, 5, question="bridge"),
        _stage("second-vote", "division", 6, 12, question="toll", when=built),
        _stage("ferry-vote", "division", 6, 12, question="ferry", when=s.Condition(lost=("bridge",))),
        _stage("result", "announcement", 4, 5),
        _stage("out-of-role", "out_of_role", 2, 3),
        _stage("debrief", "debrief", 14, 27),
    )


def _debrief() -> tuple[s.DebriefQuestion, ...]:
    return (
        s.DebriefQuestion(move="describe", text="What happened?"),
        s.DebriefQuestion(
            move="describe",
            about="closest_division",
            text="Close: {question}, {for} to {against}, by {margin}.",
        ),
        s.DebriefQuestion(
            move="describe", about="longest_silence", text="{length} in {stage}, then {before}."
        ),
        s.DebriefQuestion(
            move="analyse", about="split_faction", text="{faction} on {question}: {for} to {against}."
        ),
        s.DebriefQuestion(
            move="analyse", about="one_could_turn", text="{name} of {number} on {question}, by {margin}."
        ),
        s.DebriefQuestion(move="analyse", about="largest_swing", text="{group} on {question} after {after}."),
    )


def _outcomes() -> tuple[s.Outcome, ...]:
    return (
        _outcome("bridge-with-toll", s.Condition(carried=("bridge", "toll"))),
        _outcome("free-bridge", s.Condition(carried=("bridge",), lost=("toll",)), historical=True),
        _outcome("new-ferry", s.Condition(carried=("ferry",), lost=("bridge",))),
        _outcome("nothing", ALWAYS),
    )


def _frame(n: int) -> s.StoryFrame:
    return s.StoryFrame(title=f"Winter {n}", text=f"The river rose {n} feet.", mark="D", sources=("minutes",))


def _claim(text: str) -> s.Claim:
    return s.Claim(text=text, mark="D", sources=("minutes",))


def _faction(
    id: str, sign: str, colour: int, delegates: int, line: tuple[Choice, Choice, Choice]
) -> s.Faction:
    return s.Faction(
        id=id,
        name=id.title(),
        sign=sign,
        colour=colour,
        delegates=delegates,
        wants="A good end for the town.",
        arguments=(_claim("The town has waited long enough."),),
        line=dict(zip(("bridge", "toll", "ferry"), line, strict=True)),
    )


def _delegation(id: str, blocs: dict[str, int], votes: bool = True) -> s.Delegation:
    return s.Delegation(
        id=id, name=id.title(), brief="You were sent.", blocs=blocs, votes=votes, first_words="Friends!"
    )


def _question(
    id: str, text: str, figures: tuple[int, int, int], carried: bool, method: s.MethodName = "show"
) -> s.Question:
    record = s.Record(
        figures=dict(zip(s.CHOICES, figures, strict=True)),
        carried=carried,
        held="On 5 May, in the hall.",
        sources=("minutes",),
    )
    return s.Question(id=id, title=id.title(), text=text, method=method, record=record)


def _stage(
    id: str,
    kind: s.StageKind,
    short: int,
    long: int,
    question: str | None = None,
    when: s.Condition = ALWAYS,
) -> s.Stage:
    return s.Stage(
        id=id,
        kind=kind,
        title=id.title(),
        text="What happens now.",
        question=question,
        least=short,
        ideal=long,
        when=when,
    )


def _outcome(id: str, when: s.Condition, historical: bool = False) -> s.Outcome:
    return s.Outcome(id=id, title=id.title(), text="So it ended.", when=when, historical=historical)


def _card(id: str, to: tuple[str, ...], stage: str | None) -> s.Card:
    return s.Card(
        id=id, title=id.title(), text="News.", dated="5 May", knew="Few.", to=to, stage=stage, mark="I"
    )


def _belief(vote: Choice, is_open: bool) -> s.Belief:
    others = tuple(choice for choice in s.CHOICES if choice != vote) if is_open else ()
    ground = _claim("They have said so.") if is_open else None
    return s.Belief(vote=vote, why="It seems right.", mark="I", open=others, ground=ground)


def _role(id: str, rank: int) -> s.Role:
    faction, *votes = VOTES[id]
    beliefs = {
        question: _belief(vote, faction == "undecided")
        for question, vote in zip(("bridge", "toll", "ferry"), votes, strict=True)
    }
    return s.Role(
        id=id,
        name=f"Ann {id.title()}",
        short=id.title(),
        faction=faction,
        delegation="riverside" if faction == "ferrymen" else "guilds",
        party="none",
        seat="optional" if id == OPTIONAL else "core",
        rank=rank,
        difficulty=1,
        who=_claim("You live by the river."),
        beliefs=beliefs,
        public_aim="Get heard.",
        private_aim="Keep your trade.",
        red_line="No new taxes.",
        moved_by="A fair share.",
        needs=(s.Need(role="potter" if id != "potter" else "mason", why="Her vote counts."),),
        knows=(s.Knowledge(text="The river rises.", dated="1801-05-03", mark="I"),),
        first_words="Neighbours, hear me.",
        did=(_claim("She spoke twice."),),
    )
