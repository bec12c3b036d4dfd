"""Who is persuaded takes others along: cases, followers of the house, and silence."""

import pytest
from msgspec.structs import replace

from debate import commands as c
from debate import events as e
from debate.commands import TEACHER
from debate.rules.voting.credit import was_moved
from debate.rules.voting.house import believed as stands
from debate.scenario import Alternative, Case, Clause, Condition, LineCase, Scenario
from debate.scenario.writing import Claim
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

GROUND = Claim(text="They have said so.", mark="I")
LOST = Condition(lost=("bridge",))
"""What history did not do: there the bridge was carried."""


def minds(scenario: Scenario, question: str, **changes: object) -> Scenario:
    """The scenario with other beliefs on a question, by role; a value is given the belief as it was."""
    roles = []
    for role in scenario.roles:
        if role.id in changes:
            belief = replace(role.beliefs[question], **changes[role.id])
            role = replace(role, beliefs={**role.beliefs, question: belief})
        roles.append(role)
    return replace(scenario, roles=tuple(roles))


def open_to(*choices: str) -> dict[str, object]:
    return {"open": choices, "ground": GROUND}


def hall(scenario: Scenario, pupils: int = 6, **created: object) -> Meeting:
    """The first debate; s1 to s6 are pupils, the house plays s7 to s9."""
    return debating(pupils, scenario=scenario, **created)


def put(played: Meeting, method: str = "show", **more: object) -> None:
    played.do(c.PutQuestion(by=TEACHER, question="bridge", method=method, **more))


def of_side(played: Meeting, held_by: str) -> dict[str, list[str]]:
    """Faction and belief on the bridge to the seats."""
    found: dict[str, list[str]] = {}
    for id in played.assembly.order:
        seat = played.assembly.seats[id]
        if seat.held_by == held_by and seat.votes and seat.role:
            belief = played.assembly.scenario.role(seat.role).beliefs["bridge"].vote
            found.setdefault(f"{seat.faction}/{belief}", []).append(id)
    return found


def one_side() -> tuple[str, list[str], str]:
    """A side with pupils, and with somebody of the house who believes the same; in the miniature."""
    played = hall(mini.scenario())
    pupils, house = of_side(played, "pupil"), of_side(played, "house")
    side = next(side for side in house if len(pupils.get(side, ())) >= 1)
    return side, pupils[side], house[side][0]


SIDE, PUPILS, FOLLOWER = one_side()
BELIEVED = SIDE.partition("/")[2]
OTHER = "against" if BELIEVED == "for" else "for"


def everybody_open() -> Scenario:
    """All of the side are open to the other choice, and nobody else to anything."""
    played = hall(mini.scenario())
    side = {played.assembly.seats[id].role for id in (*PUPILS, FOLLOWER)}
    roles = {r.id: open_to(OTHER) if r.id in side else open_to() for r in mini.scenario().roles}
    return minds(mini.scenario(), "bridge", **roles)


def test_the_house_goes_with_more_than_half_of_the_pupils_who_could_be_moved_too():
    played = hall(everybody_open())
    put(played)
    for seat in PUPILS:
        played.vote(seat, OTHER)

    ballot = played.close()

    assert ballot.votes[FOLLOWER] == OTHER
    assert ballot.followed == {FOLLOWER}
    (voted,) = played.happened(e.HouseVoted)
    assert voted.followed == (FOLLOWER,)


def test_it_stays_where_nobody_of_its_side_has_moved():
    played = hall(everybody_open())
    put(played)
    for seat in PUPILS:
        played.vote(seat, BELIEVED)

    ballot = played.close()

    assert ballot.votes[FOLLOWER] == BELIEVED
    assert not ballot.followed


def test_who_is_not_open_follows_nobody():
    played = hall(minds(everybody_open(), "bridge", **{role_of(FOLLOWER): open_to()}))
    put(played)
    for seat in PUPILS:
        played.vote(seat, OTHER)

    assert played.close().votes[FOLLOWER] == BELIEVED


def test_a_pupil_who_was_not_open_leads_nobody():
    """They vote against their sheet; the side has seen no reason."""
    closed = {role_of(seat): open_to() for seat in PUPILS}
    played = hall(minds(everybody_open(), "bridge", **closed))
    put(played)
    for seat in PUPILS:
        played.vote(seat, OTHER)

    assert played.close().votes[FOLLOWER] == BELIEVED


def test_the_house_never_follows_the_house():
    played = hall(everybody_open())
    for seat in PUPILS:
        played.do(c.FreeSeat(by=TEACHER, seat=seat))
    put(played)

    assert not played.close().followed


def test_in_secret_nobody_follows():
    played = hall(everybody_open())
    put(played, method="secret")
    for seat in PUPILS:
        played.vote(seat, OTHER)

    assert not played.close().followed


def one_of_two(side_believes: str, *side_is_open_to: str) -> Meeting:
    """The bridge north or south: what the side believes, and is open to; all others would build south."""
    bare, played = mini.scenario(), hall(mini.scenario())
    side = {played.assembly.seats[id].role for id in (*PUPILS, FOLLOWER)}
    ways = tuple(Alternative(id=id, text=id.title()) for id in ("north", "south"))
    questions = tuple(
        replace(q, alternatives=ways, method="one_of_several", record=None) if q.id == "bridge" else q
        for q in bare.questions
    )
    own = {"vote": side_believes, **open_to(*side_is_open_to)}
    beliefs = {r.id: own if r.id in side else {"vote": "south", **open_to()} for r in bare.roles}
    return hall(minds(replace(bare, questions=questions), "bridge", **beliefs))


def test_who_names_none_of_the_alternatives_takes_the_house_along():
    """An abstention is kept as a blank paper."""
    played = one_of_two("north", "abstain")
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))
    for seat in PUPILS:
        played.vote(seat, "abstain")

    ballot = played.close()

    assert ballot.votes[FOLLOWER] == ""
    assert ballot.followed == {FOLLOWER}


def test_who_believed_in_none_of_the_alternatives_and_names_none_was_not_moved():
    played = one_of_two("abstain", "north")
    played.divide({PUPILS[0]: "abstain"}, question="bridge")

    assert not was_moved(played.assembly, PUPILS[0], played.assembly.in_order()[-1])


def test_in_a_called_roll_the_house_answers_after_the_last_pupil_and_goes_with_its_side():
    played = hall(everybody_open())
    put(played, method="roll_call", calls="seating")
    played.do(c.CallNext(by=TEACHER))
    while played.ballot.called:
        assert played.assembly.seats[played.ballot.called].held_by == "pupil"
        played.vote(played.ballot.called, OTHER if played.ballot.called in PUPILS else "abstain")

    assert played.ballot.votes[FOLLOWER] == OTHER
    assert played.ballot.followed == {FOLLOWER}
    assert played.close().votes[FOLLOWER] == OTHER


@pytest.mark.parametrize("pupils", range(4, 10))
def test_pupils_who_vote_as_they_believed_or_say_nothing_give_the_record(pupils):
    played = hall(everybody_open(), pupils=pupils, fills_silence=True)
    put(played)
    held = [id for id in played.assembly.order if played.assembly.seats[id].held_by == "pupil"]
    for seat in held[::2]:
        if (role := played.assembly.role_of(seat)) and played.assembly.seats[seat].votes:
            played.vote(seat, role.beliefs["bridge"].vote)

    record = played.assembly.scenario.question("bridge").record

    assert record is not None
    assert played.close().tally == record.figures


def test_silence_is_filled_and_marked():
    played = hall(mini.scenario(), fills_silence=True)
    put(played)
    played.vote("s1", "abstain")

    ballot = played.close()

    assert ballot.silent == {"s2", "s3", "s4", "s5", "s6"}
    assert ballot.votes["s2"] == believed(played, "s2")
    assert not ballot.silent & ballot.house


def test_the_teacher_switches_it_off_and_silence_is_silence():
    played = hall(mini.scenario(), fills_silence=True)
    played.do(c.SetSilence(by=TEACHER, filled=False))
    put(played)

    ballot = played.close()

    assert not ballot.silent
    assert "s1" not in ballot.votes


def test_in_secret_silence_stays_silence():
    played = hall(mini.scenario(), fills_silence=True)
    put(played, method="secret")

    assert "s1" not in played.close().votes


def test_nobody_is_counted_for_a_motion_of_the_class():
    played = hall(mini.with_everything(), fills_silence=True)
    motion = played.admitted(kind="main", text="The town buys a clock.")
    played.do(c.PutQuestion(by=TEACHER, motion=motion))

    assert not played.close().votes


def test_where_the_meeting_decided_otherwise_a_person_stands_where_their_case_says():
    case = Case(given="there is no bridge", vote=OTHER, why="Then so.", mark="I", when=LOST)
    role = role_of(FOLLOWER)
    played = hall(minds(mini.scenario(), "toll", **{role: {"given": "there is one", "cases": (case,)}}))
    assert believed(played, FOLLOWER, "toll") == played.assembly.scenario.role(role).beliefs["toll"].vote

    put(played)
    for seat in (f"s{n}" for n in range(1, 7)):
        played.vote(seat, "against")
    assert played.close().carried is False

    assert believed(played, FOLLOWER, "toll") == OTHER


def test_delegates_go_by_the_case_of_their_faction():
    case = LineCase(question="toll", vote="abstain", when=LOST)
    bare = mini.scenario()
    scenario = replace(bare, factions=tuple(replace(f, cases=(case,)) for f in bare.factions))
    played = debating(14, expected=14, scenario=scenario, weighting="seat")
    delegate = next(s for s in played.assembly.seats.values() if not s.role)
    line = scenario.faction(delegate.faction).line["toll"]

    assert stands(scenario, delegate, "toll", played.assembly.decisions) == line
    put(played)
    for seat in played.assembly.order[:14]:
        played.vote(seat, "against")
    played.close()

    assert stands(scenario, delegate, "toll", played.assembly.decisions) == "abstain"


def role_of(seat: str) -> str:
    return hall(mini.scenario()).assembly.seats[seat].role


def believed(played: Meeting, seat: str, question: str = "bridge") -> str | None:
    assembly = played.assembly
    return stands(assembly.scenario, assembly.seats[seat], question, assembly.decisions)


def clauses(*ids: str) -> Scenario:
    rows = tuple(Clause(id=id, text=f"A bridge with {id}.") for id in ids)
    return replace(mini.with_everything(), clauses=rows)


def amended(played: Meeting, puts_in: tuple[str, ...] = (), strikes: tuple[str, ...] = ()) -> None:
    """An amendment to the bridge that does this to the clauses, carried."""
    text = played.assembly.scenario.question("bridge").wording.split(".")[0]
    id = played.moved("s2", amends="bridge", how="replace", passage=text, text=f"{text} {len(puts_in)}")
    played.do(c.AdmitMotion(by=TEACHER, motion=id, puts_in=puts_in, strikes=strikes))
    played.decide(id)


def test_an_amendment_does_to_the_clauses_what_the_chair_has_ticked():
    played = hall(clauses("lamps", "gates"))
    amended(played, puts_in=("lamps",))

    assert played.assembly.decisions.clauses == {"lamps"}


def test_a_clause_that_was_put_in_falls_with_its_text():
    played = hall(clauses("lamps", "gates"))
    amended(played, puts_in=("lamps",))
    put(played)
    for seat in (f"s{n}" for n in range(1, 7)):
        played.vote(seat, "against")
    assert played.close().carried is False

    assert played.assembly.decisions.clauses == frozenset()


@pytest.mark.parametrize(
    ("ticked", "code"),
    [
        ({"puts_in": ("moon",)}, "no_such_clause"),
        ({"puts_in": ("lamps",), "strikes": ("lamps",)}, "in_and_out"),
    ],
)
def test_what_cannot_be_ticked(ticked, code):
    played = hall(clauses("lamps", "gates"))
    id = played.moved("s2", amends="bridge", how="replace", passage="The town pays for it", text="Others pay")

    assert played.refusal(c.AdmitMotion(by=TEACHER, motion=id, **ticked)) == code


def test_clauses_are_for_amendments():
    played = hall(clauses("lamps"))
    id = played.moved("s2", text="The town buys a clock.")

    assert played.refusal(c.AdmitMotion(by=TEACHER, motion=id, puts_in=("lamps",))) == "clauses_of_amendments"


def test_the_chair_ticks_otherwise_while_it_is_not_voted_on():
    played = hall(clauses("lamps", "gates"))
    id = played.moved("s2", amends="bridge", how="replace", passage="The town pays for it", text="Others pay")
    played.do(c.AdmitMotion(by=TEACHER, motion=id, puts_in=("lamps",)))
    assert played.do(c.AdmitMotion(by=TEACHER, motion=id, puts_in=("lamps",))) == []

    played.do(c.AdmitMotion(by=TEACHER, motion=id, strikes=("gates",)))

    assert (played.assembly.motions[id].puts_in, played.assembly.motions[id].strikes) == ((), ("gates",))
