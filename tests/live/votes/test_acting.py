"""Commands by socket and by its POST twin: the answer comes when the fact is on disk, and only once."""

from html import escape

import pytest

from debate.events import FloorRequested, StatementLeft, VoteCast
from game.sessions.box_keys import plain_mark
from tests.live.classroom import at_once, in_one_batch, part, pushes, refused, shown
from tests.server import Person


def test_a_vote_by_socket_is_answered_and_shown(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()

    answer = line.act("k-1", "cast_vote", ballot="b1", choice="for")

    assert answer == {"id": "k-1", "ok": True, "seq": meeting.seq()}
    assert "Your vote is saved" in part(shown(line, 'id="my-vote"'), "my-vote")
    assert pupil.state()["me"]["vote"] == {"ballot": "b1", "choice": "for"}


def test_a_vote_by_post_is_answered_and_shown(meeting):
    pupil, _ = meeting.voting()

    answer = pupil.vote("against", id="k-1")

    assert answer == {"ok": True, "seq": meeting.seq()}
    assert pupil.state()["me"]["vote"] == {"ballot": "b1", "choice": "against"}


def test_without_javascript_a_vote_leads_back_to_the_page_with_its_receipt(meeting):
    pupil, _ = meeting.voting()

    page = pupil.browser.post(f"/act/{meeting.code}/", {"act": "cast_vote", "ballot": "b1", "choice": "for"})

    assert page.url.endswith(f"/seat/{meeting.code}/")
    assert "Your vote is saved" in page.text


def test_without_javascript_a_refused_form_leads_back_with_the_reason_and_the_text(meeting):
    [pupil] = meeting.pupils(1)
    path, text = f"/act/{meeting.code}/", "Comrades, one word before we begin."

    page = pupil.browser.post(path, {"act": "leave_statement", "text": text})

    assert page.status == 409
    assert "Statements are taken while the meeting talks" in page.text
    assert text in page.text
    assert not [
        row for row in meeting.store.rows("SELECT session_data FROM django_session") if text in row[0]
    ]
    assert text not in pupil.browser.get(f"/seat/{meeting.code}/").text, "it was kept somewhere"


@pytest.mark.parametrize(
    ("who", "fields"),
    [
        ("pupil", {"act": "call_help", "text": "What is <b>a quorum</b>?" + "!" * 500}),
        ("pupil", {"act": "move", "how": "insert", "amends": "rising", "text": "at once, comrades"}),
        ("pupil", {"act": "reflect", "text": "I learned that"}),
        ("teacher", {"act": "say_to_all", "text": "word " * 200}),
    ],
    ids=lambda value: value if isinstance(value, str) else value["act"],
)
def test_without_javascript_whatever_was_typed_comes_back_in_its_form(meeting, who, fields):
    [pupil] = meeting.pupils(1)
    person = pupil.browser if who == "pupil" else meeting.teacher

    page = person.post(f"/act/{meeting.code}/", fields)

    assert page.status == 409
    form = page.text[page.text.index('id="typed-again"') :].partition("</form>")[0]
    assert f">{escape(fields['text'])}</textarea>" in form
    for name in set(fields) - {"text"}:
        assert f'name="{name}" value="{fields[name]}"' in form


@pytest.mark.parametrize("way", ["socket", "post"])
def test_a_receipt_comes_only_after_the_vote_is_on_disk(meeting, way):
    pupils = meeting.voting(4)
    lines = {pupil.seat: pupil.socket() for pupil in pupils}

    for turn, choice in enumerate(("for", "against", "abstain")):
        for pupil in pupils:
            if way == "socket":
                answer = lines[pupil.seat].act(f"k{turn}", "cast_vote", ballot="b1", choice=choice)
            else:
                answer = pupil.vote(choice, id=f"k{turn}")

            row = meeting.store.journal(meeting.code)[answer["seq"] - 1]

            assert meeting.store.receipts(meeting.code)[pupil.seat, plain_mark(f"k{turn}")] == answer["seq"]
            assert (row.event.seat, row.event.choice) == (pupil.seat, choice)


def test_a_repeated_command_gets_the_same_answer_and_leaves_one_entry(meeting):
    pupil, other = meeting.voting()
    line = pupil.socket()
    first = line.act("k-1", "cast_vote", ballot="b1", choice="for")
    other.vote("against")

    again = [
        line.act("k-1", "cast_vote", ballot="b1", choice="for"),
        {"id": "k-1"} | pupil.vote("for", id="k-1"),
        pupil.socket().act("k-1", "cast_vote", ballot="b1", choice="for"),
    ]

    assert again == [first] * 3
    refused(pupil.vote("against", id="k-1"), "id_used")
    votes = meeting.store.events(meeting.code, VoteCast)
    assert [(vote.seat, vote.choice) for vote in votes] == [(pupil.seat, "for"), (other.seat, "against")]


def test_a_command_repeated_by_socket_after_a_post_is_the_same_command(meeting):
    pupil, _ = meeting.voting()
    first = pupil.act("leave_statement", text="We must not wait.", id="s-1")

    again = pupil.socket().act("s-1", "leave_statement", text="We must not wait.")

    assert again["seq"] == first["seq"]
    assert len(meeting.store.events(meeting.code, StatementLeft)) == 1


def test_nobody_is_told_of_a_vote_before_it_is_on_disk(meeting):
    pupil, other = meeting.voting()
    line, watching = pupil.socket(), other.socket()
    pushes(watching, 0.3)

    with meeting.store.held(meeting.code):
        line.send({"id": "k-1", "act": "cast_vote", "ballot": "b1", "choice": "for"})
        with pytest.raises(TimeoutError):
            line.answer("k-1", 0.4)
        assert pushes(watching, 0.1) == []

    assert line.answer("k-1")["ok"]
    shown(watching, 'id="count"')


def test_a_command_that_arrives_many_times_in_one_batch_takes_effect_once(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()
    frame = {"id": "s-1", "act": "leave_statement", "text": "We must not wait."}

    replies = in_one_batch(meeting, *[(line, frame)] * 3)

    seq = meeting.store.receipts(meeting.code)[pupil.seat, plain_mark("s-1")]
    assert replies == [{"id": "s-1", "ok": True, "seq": seq}] * 3
    assert len(meeting.store.events(meeting.code, StatementLeft)) == 1


def test_a_command_that_arrives_by_socket_and_post_in_the_same_instant_takes_effect_once(meeting):
    pupil, _ = meeting.voting()
    line = pupil.socket()
    said = {"act": "leave_statement", "text": "We must not wait."}

    replies = at_once(
        lambda: line.act("s-1", **said),
        *[lambda: pupil.act(**said, id="s-1")] * 4,
    )

    assert {reply["seq"] for reply in replies} == {meeting.seq()}
    assert len(meeting.store.events(meeting.code, StatementLeft)) == 1


def test_the_same_id_from_two_pupils_is_two_commands(meeting):
    one, two = meeting.voting()

    seqs = {pupil.vote("for", id="k-1")["seq"] for pupil in (one, two)}

    assert len(seqs) == 2


def test_long_ids_that_begin_alike_are_not_taken_for_one(meeting):
    pupil, _ = meeting.voting()
    begin = "x" * 40

    answers = [pupil.vote(choice, id=begin + choice) for choice in ("for", "against")]

    counted = [vote.choice for vote in meeting.store.events(meeting.code, VoteCast)]
    assert counted == [
        choice for choice, answer in zip(("for", "against"), answers, strict=True) if answer["ok"]
    ]


def test_a_vote_that_changes_nothing_is_not_answered_before_the_one_it_repeats_is_on_disk(meeting):
    pupil, _ = meeting.voting()
    line, vote = pupil.socket(), {"act": "cast_vote", "ballot": "b1", "choice": "for"}

    first, second = in_one_batch(meeting, (line, {"id": "k-1", **vote}), (line, {"id": "k-2", **vote}))

    [row] = [row for row in meeting.store.journal(meeting.code) if isinstance(row.event, VoteCast)]
    assert first["seq"] == row.seq
    assert second["seq"] >= row.seq


def test_a_refused_command_may_be_given_again_under_its_id(meeting):
    [pupil] = meeting.pupils(1)
    line = pupil.socket()
    refused(line.act("k-1", "request_floor"), "no_speeches_now")
    meeting.debate()

    assert line.act("k-1", "request_floor")["ok"]
    assert len(meeting.store.events(meeting.code, FloorRequested)) == 1


def test_teacher_and_pupil_in_one_browser_keep_apart(meeting):
    [pupil] = meeting.pupils(1)
    both = Person(meeting.server)
    both.cookies = meeting.teacher.cookies
    both.post(f"/join/{meeting.code}/", {"name": "Teacher, trying it out"})
    meeting.debate()
    meeting.put()

    assert both.act(meeting.code, "cast_vote", ballot="b1", choice="for").json["ok"]
    assert both.act(meeting.code, "close_ballot").json["ok"]
    assert pupil.state()["ballot"]["open"] is False
