"""Who plays whom: told to nobody at first, to the class once the teacher says so, and never to strangers."""

from tests.live.afterwards.test_looking_back import closed
from tests.live.classroom import refused, shown
from tests.live.people.test_people import done, manage, second_teacher
from tests.server import Person

LIVE = ("seat", "screen")


def opened(meeting, person, page):
    return person.get(f"/{page}/{meeting.code}/").text


def with_a_speaker(meeting):
    """Two pupils who wait or speak, and are looked at by a third."""
    ada, ben, cem = meeting.pupils(3)
    meeting.debate()
    for pupil in (ada, ben):
        pupil.act("request_floor")
    meeting.teach("give_floor", seat=ada.seat)
    return ada, ben, cem


def test_phone_and_wall_name_nobody_until_the_teacher_shows_names_and_then_at_once(meeting):
    ada, ben, cem = with_a_speaker(meeting)
    wall, phone = meeting.screen(), meeting.line(cem.browser)
    pages = {page: opened(meeting, cem.browser, page) for page in LIVE}
    assert not [(page, p.name) for page in LIVE for p in (ada, ben) if f">{p.name}<" in pages[page]]

    done(meeting, "show_names", shown="true")

    for line in (wall, phone):
        pushed = shown(line, f">{ada.name}</bdi>")
        assert f">{ben.name}<" in pushed["html"]
    for page in LIVE:
        text = opened(meeting, cem.browser, page)
        assert f">{ada.name}</bdi>" in text
        assert f">{ben.name}</bdi>" in text


def test_names_go_from_everywhere_when_they_are_hidden_again(meeting):
    ada, ben, cem = with_a_speaker(meeting)
    done(meeting, "show_names", shown="true")
    wall = meeting.screen()

    done(meeting, "show_names", shown="false")

    shown(wall, 'id="scene-body"')
    for page in LIVE:
        text = opened(meeting, cem.browser, page)
        assert not [pupil.name for pupil in (ada, ben) if f">{pupil.name}<" in text]


def test_looking_back_the_class_is_told_and_nobody_else(meeting):
    ada, ben, *_ = closed(meeting)
    done(meeting, "show_names", shown="true")

    for page in ("outcome", "minutes", "replay"):
        assert ben.name in opened(meeting, ada.browser, page), page
        assert ben.name in opened(meeting, meeting.teacher, page), page
        assert ben.name not in opened(meeting, Person(meeting.server), page), page
    for ending in ("json", "txt", "html"):
        assert ben.name not in meeting.teacher.get(f"/export/{meeting.code}.{ending}").text

    done(meeting, "show_names", shown="false")

    for page in ("outcome", "minutes", "replay"):
        assert ben.name not in opened(meeting, ada.browser, page), page


def test_badges_have_room_for_a_name_or_the_name(meeting):
    [ada] = meeting.pupils(1)
    path = f"/teach/{meeting.code}/print/?only=badges"

    assert f"<bdi>{ada.name}</bdi>" not in meeting.teacher.get(path).text
    assert f"<bdi>{ada.name}</bdi>" in meeting.teacher.get(f"{path}&names=yes").text
    done(meeting, "show_names", shown="true")
    assert f"<bdi>{ada.name}</bdi>" in meeting.teacher.get(path).text
    assert f"<bdi>{ada.name}</bdi>" not in meeting.teacher.get(f"{path}&names=no").text


def test_who_only_watches_the_desk_shows_no_names(meeting):
    meeting.pupils(1)
    watcher, _ = second_teacher(meeting, may_help="false")

    refused(manage(meeting, "show_names", by=watcher, shown="true"), "not_yours")
