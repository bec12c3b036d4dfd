"""What everybody may see of motions: who moved what, who supports it, and the text as it would read."""

from debate.assembly import Assembly, Motion
from debate.audience import Slice
from debate.naming import name_of
from debate.procedure import PROCEDURE
from debate.subjects import subject, title
from debate.wording import marked_up


def docket(assembly: Assembly) -> list[Slice]:
    """All motions, in the order in which the chair has them come."""
    return [motion_row(assembly, assembly.motions[id]) for id in assembly.docket if id in assembly.motions]


def motion_row(assembly: Assembly, motion: Motion) -> Slice:
    """One motion. `hidden`: its words were taken away; `pieces`: of an amendment, the text marked up as
    [("same"|"ins"|"del", words)]; `seconders` and `needed`: how many support it, and how many have to; `on`:
    the title of what it amends or is about."""
    row: Slice = {
        "id": motion.id,
        "kind": motion.kind,
        "procedural": motion.kind in PROCEDURE,
        "seat": motion.seat,
        "name": name_of(assembly, motion.seat) if motion.seat else "",
        "text": motion.text,
        "state": motion.state,
        "seconders": list(motion.seconders),
        "needed": assembly.scenario.standing_orders.seconders,
        "reason": motion.reason,
        "group": motion.group,
        "hidden": motion.hidden,
        "waits": motion.pending and motion.id not in assembly.settled(),
    }
    if on := motion.amends or motion.about:
        row |= {"on_id": on, "on": title(assembly, on)}
    if motion.kind == "amendment":
        row |= {"how": motion.how, "passage": motion.passage, "pieces": []}
    if motion.kind == "amendment" and (motion.text or motion.passage):
        row["pieces"] = [[piece.op, piece.text] for piece in marked_up(assembly, motion)]
    if motion.kind == "divide":
        row["passage"] = motion.passage
    if motion.kind == "adjourn":
        row["seconds"] = motion.seconds
    if (procedural := PROCEDURE.get(motion.kind)) and (question := subject(assembly, motion.id)):
        row |= {"debatable": procedural.debatable, "threshold": question.threshold}
    return row
