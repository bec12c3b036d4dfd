"""Secret means secret: who has voted may be known, what they chose is nowhere, not even on disk."""

from debate.events import BallotClosed, SlipHandedIn
from debate.scenario import CHOICES
from tests.live.classroom import Meeting, in_one_batch, part, pushes, refused
from tests.live.server.test_two_processes import house_votes
from tests.server import Person


def slips(meeting):
    """What lies in the box, as it stands on disk."""
    found = meeting.store.rows(
        "SELECT sealed FROM game_sealedslip WHERE box_id IN (SELECT id FROM game_sealedbox WHERE session_id ="
        " (SELECT id FROM game_session WHERE code = ?)) ORDER BY id",
        meeting.code,
    )
    return [bytes(slip) for (slip,) in found]


def keys(meeting):
    """The keys of the votes that are open in this session, and whether each is on disk."""
    found = meeting.store.rows(
        "SELECT key FROM game_sealedbox WHERE session_id = (SELECT id FROM game_session WHERE code = ?)",
        meeting.code,
    )
    return {key: (meeting.server.key_dir / key).exists() for (key,) in found}


def tally_of_pupils(meeting):
    """The closed ballot's tally without the house's part."""
    [closed] = meeting.store.events(meeting.code, BallotClosed)
    house = house_votes(meeting)
    return {choice: closed.tally[choice] - house.count(choice) for choice in CHOICES}


def test_the_count_at_the_close_is_right(meeting):
    pupils = meeting.voting(6, method="secret")
    for pupil, choice in zip(pupils, ("for", "against", "against", "abstain", "against"), strict=False):
        pupil.vote(choice)

    meeting.teach("close_ballot")

    assert tally_of_pupils(meeting) == {"for": 1, "against": 3, "abstain": 1}


def test_votes_and_the_close_in_one_batch_are_counted_right(meeting):
    pupils = meeting.voting(4, method="secret")
    lines = [pupil.socket() for pupil in pupils]
    desk = meeting.desk()
    pupils[0].vote("for")
    vote = {"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": "against"}

    answers = in_one_batch(
        meeting,
        (lines[1], vote),
        (lines[2], vote),
        (desk, {"id": "c-1", "act": "close_ballot"}),
        (lines[3], vote),
    )

    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    refused(answers[3], "ballot_closed")
    assert tally_of_pupils(meeting) == {"for": 1, "against": 2, "abstain": 0}


def test_two_slips_of_one_pupil_in_one_batch_are_one_slip(meeting):
    pupil, _ = meeting.voting(method="secret")
    line = pupil.socket()
    frame = {"act": "cast_vote", "ballot": "b1"}

    answers = in_one_batch(
        meeting,
        (line, {"id": "k-1", "choice": "for", **frame}),
        (line, {"id": "k-2", "choice": "against", **frame}),
        (line, {"id": "k-1", "choice": "for", **frame}),
    )

    assert [answer["ok"] for answer in answers] == [True, False, True]
    refused(answers[1], "already_voted")
    assert len(slips(meeting)) == 1
    meeting.teach("close_ballot")
    assert tally_of_pupils(meeting) == {"for": 1, "against": 0, "abstain": 0}


def test_the_journal_says_who_and_not_what(meeting):
    pupils = meeting.voting(4, method="secret")
    for pupil, choice in zip(pupils, ("for", "against", "abstain", "for"), strict=True):
        pupil.vote(choice, id="k-1")

    rows = [row for row in meeting.store.journal(meeting.code) if isinstance(row.event, SlipHandedIn)]

    assert [row.event.seat for row in rows] == [pupil.seat for pupil in pupils]
    for row in rows:
        assert not any(choice in row.data.replace("before", "") for choice in ('"for"', "against", "abstain"))


def test_all_slips_of_a_vote_are_equally_long_and_none_like_another(meeting):
    pupils = meeting.pupils(4)
    meeting.debate()
    straw = next(q for q in meeting.store.assembly(meeting.code).scenario.questions if q.straw)
    a, b, *more = [alternative.id for alternative in straw.alternatives]
    meeting.teach("put_question", question=straw.id, seconds=0)

    for pupil, choice in zip(pupils, (a, f"{a}>{b}", ">".join([b, a, *more]), a), strict=True):
        assert pupil.vote(choice)["ok"]

    found = slips(meeting)
    assert len({len(slip) for slip in found}) == 1
    assert len(set(found)) == 4
    assert not any(a.encode() in slip for slip in found)


def test_the_key_lives_as_long_as_the_vote_is_open(meeting):
    pupil, other = meeting.voting(2, method="secret")
    [(key, is_there)] = keys(meeting).items()
    assert is_there
    pupil.vote("for")
    path = meeting.server.key_dir / key
    assert path.stat().st_mode & 0o077 == 0
    assert not path.resolve().is_relative_to(meeting.server.data_dir.resolve())

    meeting.teach("close_ballot")

    assert not path.exists()
    assert (keys(meeting), slips(meeting)) == ({}, [])


def test_a_vote_whose_put_is_undone_leaves_neither_key_nor_slips(meeting):
    pupil, _ = meeting.voting(2, method="secret")
    [key] = keys(meeting)
    pupil.vote("for")

    meeting.teach("undo")

    assert not (meeting.server.key_dir / key).exists()
    assert (keys(meeting), slips(meeting)) == ({}, [])


def test_a_deleted_session_leaves_neither_key_nor_slips(server, teacher, store):
    meeting = Meeting(server, teacher, store)
    pupil, _ = meeting.voting(2, method="secret")
    [key] = keys(meeting)
    pupil.vote("for")

    teacher.post(f"/teach/{meeting.code}/records/", {"act": "delete", "sure": "yes"})

    assert store.rows("SELECT id FROM game_session WHERE code = ?", meeting.code) == []
    assert not (server.key_dir / key).exists()
    meeting.end()


def test_no_page_frame_or_state_shows_a_slip(meeting):
    """The same ballot played with each choice looks the same to everybody, the voter too."""
    pupil, other = meeting.voting(2, method="secret")
    lines = {
        "voter": pupil.socket(),
        "other": other.socket(),
        "desk": meeting.desk(),
        "wall": meeting.screen(),
    }
    for line in lines.values():
        pushes(line, 0.25)

    pupil.vote("abstain")

    frames = {name: pushes(line, 0.5) for name, line in lines.items()}
    assert "Your secret vote is in the box." in frames["voter"][-1]["html"]
    for name, seen in frames.items():
        for frame in seen:
            for target in ("count", "hall", "vote", "my-vote"):
                if f'"#{target}"' in frame["html"]:
                    assert 'aria-pressed="true"' not in part(frame, target), name
                    assert "saved: Abstain" not in part(frame, target), name
    for person in (pupil.browser, other.browser, meeting.teacher, Person(meeting.server)):
        state = person.state(meeting.code)
        assert "tally" not in state["ballot"]
        assert state.get("me", {}).get("vote", {}).get("choice") in (None, "sealed")


def test_before_the_close_not_even_the_teacher_sees_figures(meeting):
    pupils = meeting.voting(3, method="secret")
    for pupil in pupils:
        pupil.vote("against")

    desk = meeting.teacher.socket(meeting.code, "teach")
    seen = part(desk.receive(), "vote")
    desk.close()

    assert "bar" not in seen or "3" not in seen.split("bar", 1)[1][:200]
    assert "tally" not in meeting.state()["ballot"]
    assert meeting.state()["ballot"]["cast"] == 3


def test_after_the_announcement_the_record_has_figures_and_no_names(meeting):
    pupils = meeting.voting(3, method="secret")
    for pupil in pupils:
        pupil.vote("against")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    meeting.teach("close_session")

    for person in (*[pupil.browser for pupil in pupils], meeting.teacher, Person(meeting.server)):
        [division] = person.state(meeting.code)["divisions"]
        assert "votes" not in division
    assert meeting.teacher.get(f"/outcome/{meeting.code}/").status == 200


def test_nothing_on_disk_and_no_log_joins_a_seat_and_its_choice(meeting):
    pupils = meeting.voting(3, method="secret")
    for pupil in pupils:
        pupil.vote("abstain", id=f"secret-{pupil.seat}")

    for line in meeting.store.everything():
        if "scenarioversion" not in line and "secret-" in line:
            assert "abstain" not in line
    log = meeting.server.log.read_text()
    assert "abstain" not in log
    assert "secret-" not in log
