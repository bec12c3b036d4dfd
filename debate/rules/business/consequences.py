"""What has become of the assembly once a result has taken effect: the fold of what `effects.py` decides."""

from immutables import Map
from msgspec.structs import replace

from debate import events as e
from debate.assembly import Assembly, Motion
from debate.ids import NOBODY, QuestionId
from debate.topic import Changes


def result_announced(assembly: Assembly, event: e.ResultAnnounced) -> Assembly:
    ballot = replace(assembly.ballots[event.ballot], announced=True)
    assembly = replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))
    if motion := assembly.motions.get(ballot.question):
        return with_motion(assembly, replace(motion, state="carried" if ballot.carried else "lost"))
    return assembly


def text_amended(assembly: Assembly, event: e.TextAmended) -> Assembly:
    return replace(assembly, wordings=assembly.wordings.set(event.subject, event.text))


def text_divided(assembly: Assembly, event: e.TextDivided) -> Assembly:
    parts = tuple(
        Motion(
            id=id, seat=NOBODY, kind="part", at=event.at, text=text, amends=event.subject, state="admitted"
        )
        for id, text in event.parts.items()
    )
    return with_new(assembly, parts)


def list_closed(assembly: Assembly, event: e.ListClosed) -> Assembly:
    return replace(assembly, floor=replace(assembly.floor, list_closed=True))


def debate_closed(assembly: Assembly, event: e.DebateClosed) -> Assembly:
    return replace(assembly, floor=replace(assembly.floor, requests=(), list_closed=True, closed=True))


def recess_called(assembly: Assembly, event: e.RecessCalled) -> Assembly:
    return replace(assembly, recess_ends=event.ends_at)


def reordered(assembly: Assembly, event: e.BusinessReordered) -> Assembly:
    return replace(assembly, business=event.stages)


def reconsidered(assembly: Assembly, event: e.Reconsidered) -> Assembly:
    ballot = replace(assembly.ballots[event.ballot], reconsidered=True)
    assembly = replace(assembly, ballots=assembly.ballots.set(ballot.id, ballot))
    if motion := assembly.motions.get(ballot.question):
        return with_motion(assembly, replace(motion, state="admitted"))
    return assembly


def method_fixed(assembly: Assembly, event: e.MethodFixed) -> Assembly:
    return replace(assembly, methods=assembly.methods.set(event.subject, event.method))


def admitted(assembly: Assembly, event: e.MotionAdmitted | e.RulingOverturned) -> Assembly:
    motion = replace(assembly.motions[event.motion], state="admitted", reason="")
    if isinstance(event, e.MotionAdmitted):
        motion = replace(motion, puts_in=event.puts_in, strikes=event.strikes)
    return with_motion(assembly, motion)


def with_motion(assembly: Assembly, motion: Motion) -> Assembly:
    """The assembly with this motion as it is now."""
    motions: Map[QuestionId, Motion] = assembly.motions.set(motion.id, motion)
    return replace(assembly, motions=motions)


def with_new(assembly: Assembly, motions: tuple[Motion, ...]) -> Assembly:
    """The assembly with these motions at the end of its docket."""
    return replace(
        assembly,
        motions=assembly.motions.update({motion.id: motion for motion in motions}),
        motions_moved=max(assembly.motions_moved, *(int(motion.id[1:]) for motion in motions)),
        docket=(*assembly.docket, *(motion.id for motion in motions)),
    )


CHANGES: Changes = {
    e.ResultAnnounced: result_announced,
    e.TextAmended: text_amended,
    e.TextDivided: text_divided,
    e.ListClosed: list_closed,
    e.DebateClosed: debate_closed,
    e.RecessCalled: recess_called,
    e.BusinessReordered: reordered,
    e.Reconsidered: reconsidered,
    e.MethodFixed: method_fixed,
    e.RulingOverturned: admitted,
}
