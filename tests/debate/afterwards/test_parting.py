"""Where somebody left the record, and what came last before: speeches, news, talks between envoys."""

from debate import commands as c
from debate.afterwards.compare import beside_history
from debate.afterwards.partings import Before, cast_at, partings
from debate.commands import TEACHER
from tests.support.rules import mini
from tests.support.rules.meeting import Meeting, debating, lobby


def meeting(pupils: int = 4) -> Meeting:
    return debating(pupils, scenario=mini.with_everything())


def parted(played: Meeting, seat: str = "s1") -> list[dict]:
    (row,) = [p for p in beside_history(played.assembly).persons if p.seat == seat]
    return partings(played.assembly, row, cast_at(played.journal))


def speaks(played: Meeting, seat: str) -> None:
    played.do(c.GiveFloor(by=TEACHER, seat=seat))
    played.wait(30)
    played.do(c.EndTurn(by=TEACHER))


def votes_against(played: Meeting) -> None:
    """Archer, who voted for, votes against."""
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))
    played.wait(10)
    played.vote("s1", "against")
    played.wait(5)
    played.close()
    played.do(c.Announce(by=TEACHER))


def test_one_who_votes_as_in_the_record_has_not_left_it():
    played = meeting()
    played.divide({"s1": "for"}, question="bridge")

    assert parted(played) == ()


def test_what_came_last_before_the_vote_is_told_latest_first():
    played = meeting()
    played.do(c.ReleaseCard(by=TEACHER, card="letter", to=("all",)))
    played.wait(60)
    speaks(played, "s2")
    speaks(played, "s3")

    votes_against(played)

    (left,) = parted(played)
    assert (left.title, left.recorded, left.chose) == ("Bridge", "for", "against")
    assert left.after == (
        Before(kind="speech", name="Ann Mason", seconds=10),
        Before(kind="card", name="Letter", seconds=130),
    )


def test_own_speeches_and_other_people_s_cards_do_not_count():
    played = meeting()
    played.do(c.ReleaseCard(by=TEACHER, card="letter", to=("s2",)))
    speaks(played, "s1")

    votes_against(played)

    assert parted(played)[0].after == ()


def test_a_vote_changed_counts_from_the_change_and_one_repeated_from_its_first():
    played = meeting()
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))
    played.vote("s1", "for")
    played.wait(10)
    played.vote("s1", "against")
    changed = played.at
    played.wait(10)
    played.do(c.CastVote(by="s1", ballot="b1", choice="against"))

    assert cast_at(played.journal) == {("b1", "s1"): changed}


def test_of_a_bargain_only_that_there_was_one():
    played = talk_between_envoys("Give us the toll, then we vote with you.")

    votes_against(played)

    (left,) = parted(played)
    assert left.after == (Before(kind="bargain", name="Builders – Ferrymen", seconds=40),)
    assert "toll, then" not in str(left)


def test_a_talk_of_two_other_groups_is_none_of_theirs():
    played = talk_between_envoys("Give us the toll.")
    played.do(c.PutQuestion(by=TEACHER, question="bridge"))
    played.vote("s3", "against")
    played.close()
    played.do(c.Announce(by=TEACHER))

    assert parted(played, "s3")[0].after == ()


def talk_between_envoys(text: str) -> Meeting:
    """Archer and Fisher talk as envoys of their groups, half a minute before the first debate."""
    played = lobby(4, scenario=mini.with_everything())
    played.do(c.OpenSession(by=TEACHER))
    played.reach("caucus")
    played.do(c.NameEnvoy(by="s1", envoy="s1"))
    played.do(c.NameEnvoy(by="s2", envoy="s2"))
    played.do(c.CaucusSay(by="s2", to="builders", text=text))
    played.wait(30)
    played.reach("first-debate")
    return played
