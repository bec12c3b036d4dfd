"""From vote to vote: who stayed, who crossed, and what the record says of the same persons."""

from msgspec.structs import replace

from debate.afterwards import ribbon
from debate.afterwards.persons import person_of, persons
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating

FIRST = {"s1": "for", "s2": "against", "s3": "for"}


def two_votes(second: dict[str, str], **put: object) -> Meeting:
    """On the bridge, where s4 does not vote, and on the toll."""
    meeting = debating(4, scenario=mini.with_everything())
    meeting.divide(FIRST, question="bridge")
    meeting.divide(second, question="toll", **put)
    return meeting


def ways(meeting: Meeting, seat: str) -> list[str]:
    me = person_of(meeting.assembly.seats[seat])
    return [way[me] for way in ribbon.of_class(ribbon.stops(meeting.assembly)).ways]


def test_who_stays_is_told_from_who_crosses():
    meeting = two_votes({"s1": "for", "s2": "for", "s3": "abstain", "s4": "for"})
    found = ribbon.of_class(ribbon.stops(meeting.assembly))

    assert [ways(meeting, seat) for seat in ("s1", "s2", "s3", "s4")] == [
        ["for", "for"],
        ["against", "for"],
        ["for", "abstain"],
        ["away", "for"],
    ]
    (flows,) = found.flows
    me = person_of(meeting.assembly.seats["s2"])
    assert next(flow for flow in flows if me in flow.persons).start == "against"
    assert sum(len(flow.persons) for flow in flows) == len(found.ways[0])


def test_only_from_for_to_against_or_back_is_crossing():
    nobody = ribbon.crossed(ribbon.of_class(ribbon.stops(two_votes(FIRST).assembly)))
    somebody = two_votes({**FIRST, "s1": "against", "s3": "abstain", "s4": "against"})

    assert ribbon.crossed(ribbon.of_class(ribbon.stops(somebody.assembly)))[0] == nobody[0] + 1


def test_the_record_goes_through_the_votes_it_knows():
    meeting = two_votes(FIRST)
    found = ribbon.of_record(ribbon.stops(meeting.assembly))

    role = meeting.assembly.scenario.role(meeting.assembly.seats["s1"].role)
    me = person_of(meeting.assembly.seats["s1"])
    assert [way[me] for way in found.ways] == [role.beliefs[q].vote for q in ("bridge", "toll")]


def test_a_secret_vote_and_one_not_announced_are_in_no_ribbon():
    meeting = two_votes(FIRST, method="secret")

    assert [stop.question for stop in ribbon.stops(meeting.assembly)] == ["bridge"]


def test_voters_sit_as_the_sides_do_from_left_to_right():
    meeting = two_votes(FIRST)
    order = [faction.id for faction in meeting.assembly.scenario.factions]

    places = [order.index(voter.faction) for voter in ribbon.stops(meeting.assembly)[0].voters]
    assert places == sorted(places)
    assert len(set(places)) > 1


def test_what_somebody_believed_of_a_question_that_was_not_put_then_is_no_vote_of_theirs():
    """Their sheets say where they stand on the bridge; nobody voted on it then."""
    played = mini.with_everything()
    questions = tuple(replace(q, record=None) if q.id == "bridge" else q for q in played.questions)
    meeting = debating(4, scenario=replace(played, questions=questions))
    meeting.divide(FIRST, question="bridge")

    (stop,) = ribbon.stops(meeting.assembly)
    votes = [vote for person in persons(meeting.assembly) for vote in person.votes]

    assert all(role.beliefs["bridge"].vote for role in played.roles if role.votes)
    assert {voter.then for voter in stop.voters} == {None}
    assert ribbon.of_record((stop,)).stops == ()
    assert {(vote.recorded, vote.left_the_record) for vote in votes} == {(None, False)}
