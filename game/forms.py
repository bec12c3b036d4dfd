"""What a browser may send: the flat forms of the contract, made into commands; and the two forms of pages.

Socket and POST twin use the same names. A field that a command does not have is refused, not ignored: a
pupil who sends `seat` with a vote is trying something.
"""

from collections.abc import Mapping

import msgspec

from debate import commands as c
from debate.commands import Command
from debate.refusal import Refusal

COMMANDS: dict[str, type[Command]] = {
    "open_session": c.OpenSession,
    "close_session": c.CloseSession,
    "free_seat": c.FreeSeat,
    "assign_role": c.AssignRole,
    "give_chair": c.GiveChair,
    "lock_doors": c.LockDoors,
    "release_card": c.ReleaseCard,
    "hide_statement": c.HideStatement,
    "enter_vote": c.EnterVote,
    "say_to_all": c.SayToAll,
    "advance_stage": c.AdvanceStage,
    "give_floor": c.GiveFloor,
    "end_turn": c.EndTurn,
    "put_question": c.PutQuestion,
    "close_ballot": c.CloseBallot,
    "announce": c.Announce,
    "pause": c.Pause,
    "resume": c.Resume,
    "cast_vote": c.CastVote,
    "request_floor": c.RequestFloor,
    "withdraw_request": c.WithdrawRequest,
    "yield_floor": c.YieldFloor,
    "leave_statement": c.LeaveStatement,
}

SERVER_ONLY = {"by", "slips"}
LISTS = {"to"}
LONGEST_FIELD = 4000
"""Characters. Longer than any text the rules allow, so that those are refused by their own sentence."""


LONGEST_ID = 40


def is_id(text: str) -> bool:
    """May a sender call a command so?"""
    return 0 < len(text) <= LONGEST_ID and text.isprintable()


def command_for(by: str, fields: Mapping[str, str]) -> Command:
    """The command in these fields, as asked by `by`. Raises Refusal("malformed")."""
    given = {key: value for key, value in fields.items() if key not in ("act", "csrfmiddlewaretoken")}
    kind = COMMANDS.get(fields.get("act", ""))
    known = set(kind.__struct_fields__) - SERVER_ONLY if kind else set()
    if kind is None or not set(given) <= known or any(len(v) > LONGEST_FIELD for v in given.values()):
        raise Refusal("malformed")
    values = {key: value.split(",") if key in LISTS else value for key, value in given.items() if value != ""}
    try:
        return msgspec.convert({"by": by, **values}, kind, strict=False)
    except msgspec.ValidationError as error:
        if "Invalid enum value" in str(error) and "choice" in str(error):
            raise Refusal("no_such_choice") from None
        raise Refusal("malformed") from None
