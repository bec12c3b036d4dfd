"""What can be put to the vote, in one shape: the scenario's questions, and the meeting's motions."""

from debate.assembly import Assembly, Motion
from debate.ids import QuestionId
from debate.rules.business.procedure import PROCEDURE
from debate.scenario import Question

LONGEST_TITLE = 60


def subject(assembly: Assembly, id: QuestionId) -> Question | None:
    """The question, or the motion as a question; None when there is neither.

    A motion's `text` is the name of its kind ("amendment", "close_debate"), for which pages have words; so is
    the `title` of a procedural one, and of one whose words were taken away.
    """
    if motion := assembly.motions.get(id):
        return _as_question(assembly, motion)
    return next((question for question in assembly.scenario.questions if question.id == id), None)


def title(assembly: Assembly, id: QuestionId) -> str:
    """What to call it in a list."""
    found = subject(assembly, id)
    return found.title if found else ""


def _as_question(assembly: Assembly, motion: Motion) -> Question:
    orders = assembly.scenario.standing_orders
    row = PROCEDURE.get(motion.kind)
    threshold = orders.motion_threshold
    if row:
        threshold = next((t for kind, t in orders.thresholds.items() if kind == motion.kind), row.threshold)
    return Question(
        id=motion.id,
        title=_shortened("" if row else motion.text or motion.passage) or motion.kind,
        text=motion.kind,
        method=assembly.methods.get(motion.id, "show" if row else orders.motion_method),
        threshold=threshold,
        tie="fails" if motion.kind == "appeal" else orders.tie,
        quorum=orders.quorum,
        seconds=orders.motion_seconds,
    )


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"
