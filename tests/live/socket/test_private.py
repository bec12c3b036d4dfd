"""What belongs to one person reaches nobody else: sheets, names, hidden statements, cards."""

import json

import pytest
from django.utils.html import escape

from tests.live.classroom import Meeting, pushes, shown
from tests.server import Person

HIDDEN = "This was not meant for the record."


@pytest.fixture(scope="module")
def played(server, teacher, store, codes):
    """A meeting with something of everything, and all that reached each person from beginning to end."""
    meeting = Meeting(server, teacher, store)
    codes.append(meeting.code)
    ada, ben, cem = meeting.pupils(3)
    lines = {
        "ada": ada.browser.socket(meeting.code),
        "ben": ben.browser.socket(meeting.code),
        "wall": Person(meeting.server).socket(meeting.code, "screen"),
    }
    seen = {name: [] for name in lines}

    def listen():
        for name, line in lines.items():
            for frame in pushes(line, 0.25):
                seen[name].append(frame["html"])
                line.send({"ack": frame["seq"]})

    listen()
    meeting.debate()
    cem.act("leave_statement", text=HIDDEN)
    meeting.teach("hide_statement", statement="t1")
    cem.act("request_floor")
    listen()
    meeting.teach("give_floor", seat=cem.seat)
    meeting.teach("give_chair", seat=ben.seat)
    cards = [card for card in ada_s_scenario(meeting).cards if "all" not in card.to]
    meeting.teach("release_card", card=cards[0].id, to=cem.seat)
    meeting.put()
    cem.vote("abstain")
    listen()
    meeting.teach("close_ballot")
    listen()
    for name, person in (("ada", ada.browser), ("ben", ben.browser), ("wall", Person(meeting.server))):
        page = "screen" if name == "wall" else "seat"
        seen[name].append(person.get(f"/{page}/{meeting.code}/").text)
        seen[name].append(json.dumps(person.state(meeting.code), ensure_ascii=False))
        seen[name].append(json.dumps(person.state(meeting.code, "?as=screen"), ensure_ascii=False))
    for line in lines.values():
        line.close()
    return meeting, {"ada": ada, "ben": ben, "cem": cem}, {n: "\n".join(t) for n, t in seen.items()}, cards[0]


def ada_s_scenario(meeting):
    return meeting.store.assembly(meeting.code).scenario


def private_texts(role):
    """What stands on a role's sheet and nowhere else."""
    return {role.private_aim, role.red_line, role.moved_by, *(known.text for known in role.knows)} - {""}


def mentions(text, phrase):
    """As it stands in JSON, or as a template writes it."""
    return phrase in text or escape(phrase) in text


def test_nobody_sees_what_is_another_s(played):
    meeting, pupils, seen, card = played
    assembly = meeting.store.assembly(meeting.code)
    sheets = {name: private_texts(assembly.role_of(pupil.seat)) for name, pupil in pupils.items()}
    assert all(mentions(seen["ada"], text) for text in sheets["ada"]), "the test would find what is there"

    for role in assembly.scenario.roles:
        for name in ("ada", "ben", "wall"):
            if name == "wall" or role.id != assembly.seats[pupils[name].seat].role:
                leaks = [text for text in private_texts(role) if mentions(seen[name], text)]
                assert not leaks, (name, role.id)


def test_names_of_pupils_reach_only_themselves_and_the_desk(played):
    meeting, pupils, seen, card = played

    assert "Ada" in seen["ada"]
    for name, others in {"ada": ("Ben", "Cem"), "ben": ("Ada", "Cem"), "wall": ("Ada", "Ben", "Cem")}.items():
        for other in others:
            assert f">{other}<" not in seen[name], (name, other)
            assert f'"{other}"' not in seen[name], (name, other)


def test_hidden_statements_are_hidden(played):
    meeting, pupils, seen, card = played

    assert HIDDEN in json.dumps(meeting.state()), "the desk has it"
    after_hiding = {name: text.rsplit('id="record"', 1)[-1] for name, text in seen.items()}
    assert all(HIDDEN not in text for text in after_hiding.values())


def test_a_card_reaches_its_readers_only(played):
    meeting, pupils, seen, card = played

    assert mentions(json.dumps(pupils["cem"].state(), ensure_ascii=False), card.title)
    for text in seen.values():
        assert not mentions(text, card.text.strip())


def test_before_the_end_no_page_of_pupils_tells_what_happened_in_1917(played):
    meeting, pupils, seen, card = played
    scenario = ada_s_scenario(meeting)
    told = {o.text.strip() for o in scenario.outcomes} | {f.text for f in scenario.followed}
    told |= {claim.text for role in scenario.roles for claim in role.did}
    told |= {stage.teacher for stage in scenario.agenda if stage.teacher}

    for name, text in seen.items():
        assert not [phrase for phrase in told if mentions(text, phrase)], name
    for page in ("/scenarios/", f"/scenarios/{scenario.slug}/"):
        text = Person(meeting.server).get(page).text
        assert not [phrase for phrase in told if mentions(text, phrase)], page
        for role in scenario.roles:
            assert not [phrase for phrase in private_texts(role) if mentions(text, phrase)], role.id


def test_keys_and_resume_codes_are_nowhere_but_with_their_owner(played):
    meeting, pupils, seen, card = played
    rows = meeting.store.rows(
        "SELECT name, key, resume_code FROM game_participant WHERE session_id ="
        " (SELECT id FROM game_session WHERE code = ?)",
        meeting.code,
    )

    for owner, key, code in rows:
        for name, text in seen.items():
            assert key not in text
            if name != owner.lower():
                assert code not in text
                assert f"{code[:4]}-{code[4:]}" not in text
        assert key not in meeting.server.log.read_text()
    assert meeting.server.teacher_link()  # printed once, for whoever started the server


def test_a_line_in_a_group_s_room_reaches_its_members_alone(meeting):
    pupils = meeting.pupils(8)
    meeting.teach("open_session")
    while meeting.state()["stage"]["kind"] != "caucus":
        meeting.teach("advance_stage")
    faction = {pupil: pupil.state()["me"]["role"]["faction"] for pupil in pupils}
    writer = pupils[0]
    friend = next(p for p in pupils[1:] if faction[p] == faction[writer])
    stranger = next(p for p in pupils if faction[p] != faction[writer])
    lines = {"friend": friend.socket(), "stranger": stranger.socket(), "wall": meeting.screen()}

    writer.act("caucus_say", text="We wait for the Congress.")

    assert "We wait for the Congress." in shown(lines["friend"], "my-caucus", "We wait")["html"]
    for other in ("stranger", "wall"):
        assert all("We wait" not in frame["html"] for frame in pushes(lines[other], 0.6))
