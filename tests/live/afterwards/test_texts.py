"""What pupils write, over the wire: taken away nobody is sent it any more, read first nobody before it is let
through."""

import json

from tests.live.classroom import pushes, refused
from tests.server import Person

HELD = "This is zqheld and waits."
TEXTS = {
    "statement": {"act": "leave_statement", "text": "This is zqstatement."},
    "motion": {"act": "move", "text": "That zqmotion be done."},
    "amendment": {"act": "move", "amends": "rising", "text": "And zqamendment too."},
    "line": {"act": "caucus_say", "text": "Psst zqline."},
    "help": {"act": "call_help", "text": "What is zqhelp?"},
}


def marks(seen):
    return {name for name in (*TEXTS, "held") if f"zq{name}" in str(seen)}


def told(lines):
    """What comes by these sockets within a moment."""
    found = []
    for line in lines.values():
        for frame in pushes(line, 0.4):
            found.append(frame["html"])
            line.send({"ack": frame["seq"]})
    return found


def everywhere(meeting, pupils, paths):
    """All that pupils and a stranger get by these addresses."""
    seen = []
    for person in (*(pupil.browser for pupil in pupils), Person(meeting.server)):
        for path in paths:
            answer = person.get(path)
            seen.append(answer.text)
    return seen


def test_taken_away_it_is_sent_to_nobody_any_more(begin):
    meeting = begin()
    ada, ben = meeting.pupils(2)
    lines = {"ada": ada.socket(), "ben": ben.socket(), "wall": meeting.screen()}
    meeting.teach("open_session")
    meeting.teach("advance_stage")
    taken = []
    for name, fields in TEXTS.items():
        answer = ada.act(fields["act"], **{k: v for k, v in fields.items() if k != "act"})
        if answer["ok"]:
            taken.append(name)
    assert {"statement", "motion", "amendment", "help"} <= set(taken)
    ben.act("second", motion="m1")
    meeting.teach("admit_motion", motion="m1")
    meeting.teach("put_question", motion="m1", seconds=0)
    assert {"statement", "motion"} <= marks(told(lines)), "the test would find what is there"
    desk = meeting.state()
    ids = ["t1", "m1", "m2", *(["c1"] if "line" in taken else [])]
    calls = [f"q{n}" for n in range(1, desk["seq"] + 1)]

    for id in ids:
        meeting.teach("take_away", text=id)
    for id in calls:
        meeting.teacher.act(meeting.code, "take_away", text=id)
    told(lines)
    ben.act("request_floor")
    ben.vote("for", "b1")
    meeting.teach("close_ballot")
    meeting.teach("announce")
    assert not marks(told(lines))
    fresh = {"ada": ada.socket(), "wall": meeting.screen()}
    paths = [f"/seat/{meeting.code}/", f"/screen/{meeting.code}/", f"/state/{meeting.code}.json"]
    assert not marks(everywhere(meeting, (ada, ben), paths))
    assert not marks(told(fresh))
    assert set(taken) <= marks(json.dumps(meeting.state()))
    refused(ben.act("take_away", text="t1", away="false"), "not_yours")

    meeting.teach("close_session")
    head = meeting.seq()
    paths = [f"/{page}/{meeting.code}/" for page in ("outcome", "lab", "minutes", "replay")]
    paths += [f"/state/{meeting.code}.json?at={at}&as=screen" for at in range(1, head + 1)]
    paths += [f"/replay/{meeting.code}/scene/?at={at}&from=1" for at in range(1, head + 1, 2)]
    assert not marks(everywhere(meeting, (ada,), paths))


def test_after_the_close_too(begin):
    meeting = begin()
    [ada] = meeting.pupils(1)
    meeting.debate()
    ada.act("leave_statement", text=TEXTS["statement"]["text"])
    meeting.teach("close_session")
    paths = [f"/outcome/{meeting.code}/person/{ada.seat}/", f"/minutes/{meeting.code}/"]
    paths += [f"/state/{meeting.code}.json?at={meeting.seq()}"]
    assert marks(everywhere(meeting, (ada,), paths))

    meeting.teach("take_away", text="t1")

    assert not marks(everywhere(meeting, (ada,), paths))


def test_read_first_it_is_sent_to_its_author_and_the_desk_alone_until_it_is_let_through(begin):
    meeting = begin()
    ada, ben = meeting.pupils(2)
    meeting.debate()
    meeting.teach("read_first", kind="statement")
    others = {"ben": ben.socket(), "wall": meeting.screen()}
    own, desk = {"ada": ada.socket()}, {"desk": meeting.desk()}

    assert ada.act("leave_statement", text=HELD)["ok"]

    assert (marks(told(others)), marks(told(own)), marks(told(desk))) == (set(), {"held"}, {"held"})
    paths = [f"/seat/{meeting.code}/", f"/screen/{meeting.code}/", f"/state/{meeting.code}.json"]
    assert not marks(everywhere(meeting, (ben,), paths))
    meeting.teach("let_through", text="t1")
    assert marks(told(others)) == {"held"}
    assert [row["id"] for row in ben.state()["statements"]] == ["t1"]
