"""The miniature as a meeting that is open to persuasion: persons who stand by cases and can be won over, a
text of clauses, and a question among alternatives that is answered openly."""

from msgspec.structs import replace

from debate import scenario as s
from debate.scenario import Scenario
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

LOST = s.Condition(lost=("bridge",))
GROUND = s.Claim(text="They said in March that they would listen.", mark="I", sources=("minutes",))
COUNCIL, DUKE = "council", "duke"


def scenario() -> Scenario:
    """Everybody can be won over to the other side on the bridge; on the toll they stand otherwise if it is
    lost; and the council or the duke shall own what is built."""
    bare = mini.with_everything()
    own = s.Question(
        id="owner",
        title="The owner",
        text="Who shall own what is built?",
        method="one_of_several",
        threshold="plurality",
        alternatives=(
            s.Alternative(id=COUNCIL, text="The council of the town", explain="It answers to us."),
            s.Alternative(id=DUKE, text="The duke"),
        ),
    )
    clauses = (
        s.Clause(id="stone", text="The bridge is of stone."),
        s.Clause(id="free", text="Nobody pays."),
    )
    questions = [replace(q, clause="stone") if q.id == "bridge" else q for q in bare.questions]
    return replace(
        bare,
        clauses=clauses,
        questions=(*questions, own),
        roles=tuple(replace(role, beliefs=_beliefs(role)) for role in bare.roles),
    )


def _beliefs(role: s.Role) -> dict[s.Id, s.Belief]:
    bridge, toll = role.beliefs["bridge"], role.beliefs["toll"]
    case = s.Case(
        given="there is no bridge", vote="abstain", why="There is nothing to pay for.", mark="I", when=LOST
    )
    owner = s.Belief(vote=COUNCIL, why="It is ours.", mark="I", open=(DUKE,), ground=GROUND)
    others = tuple(choice for choice in s.CHOICES if choice != bridge.vote)
    return {
        **role.beliefs,
        "bridge": replace(bridge, open=others, ground=GROUND),
        "toll": replace(toll, given="there is a bridge", open=(), ground=None, cases=(case,)),
        "owner": owner,
    }


def meeting(pupils: int = 6, **created: object) -> Meeting:
    """In its first debate; the house plays whom the pupils don't."""
    return debating(pupils, scenario=scenario(), **{"weighting": "seat", "fills_silence": True, **created})
