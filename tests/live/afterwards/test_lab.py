"""The lab over the wire: who may open it, and that a ranking typed into it is kept nowhere."""

from tests.live.classroom import eventually
from tests.server import Person

RANKED = {
    "poll": "which-way",
    "rank-assembly": "1",
    "rank-congress-decides": "2",
    "rank-rise-with-congress": "3",
}
AS_PAPER = "assembly>congress-decides>rise-with-congress"


def test_before_the_close_the_lab_is_the_teacher_s(meeting):
    [pupil] = meeting.pupils(1)
    path = f"/lab/{meeting.code}/"

    assert meeting.teacher.get(path).status == 200
    assert pupil.browser.get(path).status == Person(meeting.server).get(path).status == 403
    meeting.debate()
    meeting.teach("close_session")
    assert "Could you have got more" in pupil.browser.get(path).text
    stranger = Person(meeting.server).get(path)
    assert (stranger.status, "Could you have got more" in stranger.text) == (200, False)
    assert f'href="{path}"' in pupil.browser.get(f"/outcome/{meeting.code}/").text


def test_a_ranking_that_is_typed_in_is_answered_and_kept_nowhere(meeting):
    [pupil] = meeting.pupils(1)
    meeting.debate()
    meeting.teach("put_question", question="which-way", seconds=0)
    assert pupil.vote(AS_PAPER)["ok"]
    meeting.teach("close_ballot")
    meeting.teach("announce")
    meeting.teach("close_session")
    arrived = (
        "SELECT 1 FROM game_participant WHERE came"
        " AND session_id = (SELECT id FROM game_session WHERE code = ?)"
    )
    eventually(lambda: meeting.store.rows(arrived, meeting.code), 20)
    before, log = meeting.store.all_of(meeting.code), meeting.server.log.read_text()
    assert len(before) > 10

    answer = pupil.browser.post(f"/lab/{meeting.code}/", RANKED)

    assert answer.status == 200
    assert "Who wins by this rule" in answer.text
    assert "rank" not in answer.url
    assert meeting.store.all_of(meeting.code) == before
    assert not [row for row in meeting.store.everything() if RANKED["poll"] in row and "rank-" in row]
    assert "rank-" not in meeting.server.log.read_text()[len(log) :]


def test_an_unknown_code_has_no_lab(meeting):
    answer = Person(meeting.server).get("/lab/ZZZZZZ/")

    assert (answer.status, "There is no session with this code." in answer.text) == (404, True)
