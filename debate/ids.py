"""Ids as types of their own, so that none is taken for another thing's. As values they are plain texts.

Whoever acts (`by`) is a seat or a word of `commands.py`, and so no id of a seat until the rules have looked.
"""

from typing import NewType

SeatId = NewType("SeatId", str)
"""Of a seat: "s7"."""
NOBODY = SeatId("")
BallotId = NewType("BallotId", str)
"""Of a ballot: "b1"."""
QuestionId = NewType("QuestionId", str)
"""Of what can be put to the vote: one of the scenario's questions, or a motion."""
MotionId = NewType("MotionId", QuestionId)
"""Of a motion: "m3"."""
BargainId = NewType("BargainId", str)
"""Of a bargain: "g1"."""
TextId = NewType("TextId", str)
"""Of anything that a pupil wrote: "t1"; a motion's is the motion's own."""
RoomId = NewType("RoomId", str)
"""Of a faction's room, "left", or of two envoys': "left+right"."""
StageId = NewType("StageId", str)
FactionId = NewType("FactionId", str)
RoleId = NewType("RoleId", str)
DelegationId = NewType("DelegationId", str)
CardId = NewType("CardId", str)
DocumentId = NewType("DocumentId", str)


def factions_of(room: RoomId) -> tuple[FactionId, ...]:
    """Whose room it is: one faction's, or that of two whose envoys talk."""
    return tuple(FactionId(id) for id in room.split("+"))


def motion_id(number: int) -> MotionId:
    """Of the motion that was moved with this number; the first has 1."""
    return MotionId(QuestionId(f"m{number}"))


def bargain_id(number: int) -> BargainId:
    """Of the bargain that was offered with this number; the first has 1."""
    return BargainId(f"g{number}")


def ballot_id(number: int) -> BallotId:
    """Of the ballot that was put with this number; the first has 1."""
    return BallotId(f"b{number}")
