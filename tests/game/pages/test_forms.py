"""Forms of pages: what is refused is told beside its field, all of it at once, and nothing typed is lost."""

import datetime
import gc
import re
import weakref
from html.parser import HTMLParser

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from debate.commands import TEACHER, LockDoors
from debate.refusal import Refusal
from debate.rules.hall.seating import LARGEST_CLASS, LONGEST_LESSON, SHORTEST_LESSON, SMALLEST_CLASS
from game.admission import budgets
from game.admission.budgets import Ledger
from game.models import Keeping, Link, Participant, Session
from game.pages.afterwards.sessions import Keep
from game.pages.lesson.entry import JoinForm
from game.pages.lesson.new_session import NewSession
from game.people.teachers import new_link
from game.scenarios import versions
from tests.support.server.sessions import do, session

pytestmark = pytest.mark.django_db(transaction=True)

CODE = "MILBRK"
JSON = {"Accept": "application/json"}


class Page(HTMLParser):
    """The fields of a page, or of a part of it, by name; and the text of whatever has an id."""

    def __init__(self, answer):
        super().__init__()
        self.fields: dict[str, list[dict]] = {}
        self.texts: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(answer if isinstance(answer, str) else answer.content.decode())

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "input":
            self.fields.setdefault(found.get("name", ""), []).append(found)
        else:
            self._open.append((tag, found.get("id") or ""))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        for _, id in self._open:
            self.texts[id] = self.texts.get(id, "") + data

    def told(self, name):
        """What is said to be wrong with this field; "" if nothing is."""
        field = self.fields[name][-1]
        ids = [id for id in (field.get("aria-describedby") or "").split() if id.endswith("_error")]
        assert bool(ids) == (field.get("aria-invalid") == "true")
        return " ".join(self.texts[id] for id in ids)

    def typed(self, name):
        return self.fields[name][-1].get("value", "")

    def chosen(self, name):
        return [field["value"] for field in self.fields[name] if "checked" in field]


@pytest.fixture
def teacher():
    client = Client()
    client.post(new_link())
    return client


@pytest.fixture
def found():
    return session(CODE)


def join(**fields):
    return Client().post(f"/join/{CODE}/", fields)


# --- What fields make of what was typed ------------------------------------------------------------------


def test_all_that_is_refused_is_known_and_the_first_one_comes_first():
    form = JoinForm(QueryDict("name=+&share=AB"))

    with pytest.raises(Refusal, match="name_empty") as first:
        form.checked()
    form.refuse(first.value)
    form.refuse(Refusal("share_unknown"))

    assert {field: [error.code for error in told] for field, told in form.errors.as_data().items()} == {
        "name": ["name_empty"],
        "share": ["share_unknown"],
    }
    assert (form.refusal.code, form.status) == ("name_empty", 409)


def test_what_is_about_the_whole_form_decides_the_status():
    form = JoinForm(QueryDict("name="))

    form.refuse(Refusal("too_many"))

    assert (form.refusal.code, form.status) == ("too_many", 429)
    assert form["name"].errors


def test_a_key_is_drawn_anew_whenever_the_form_is_shown_and_the_one_that_came_is_marked():
    sent = "ab" * 16
    forms = [JoinForm(), JoinForm(), JoinForm({"form": sent}), JoinForm({"form": sent})]

    assert len({sent, *(form["form"].value() for form in forms)}) == 5
    assert forms[2].mark("1") == forms[3].mark("1") != forms[3].mark("2")
    assert JoinForm({"form": "x"}).mark("1") is JoinForm().mark("1") is None


def new(query=""):
    return NewSession(QueryDict(query), versions.offered())


def test_without_a_word_it_is_an_ordinary_class():
    form = new()

    assert form.is_valid()
    assert (form.meeting.slug, form.begun[0].pupils, form.begun[0].minutes) == (
        "democratic-conference",
        28,
        50,
    )


@pytest.mark.parametrize(
    ("typed", "lessons"), [("", 1), ("&lessons=", 2), ("&lessons=1", 1), ("&lessons=3", 3)]
)
def test_a_class_takes_as_many_lessons_as_are_asked_for_or_as_it_needs(typed, lessons):
    form = new(f"pupils=28&minutes=50{typed}")

    assert form.is_valid()
    assert form.begun[0].lessons == lessons


@pytest.mark.parametrize("typed", ["0", "4", "two", "1.0", "-1", " 1"])
def test_a_meeting_of_no_or_too_many_lessons_is_refused(typed):
    form = new(f"lessons={typed}")

    assert not form.is_valid()
    assert form.refusal.code == "number_of_lessons"


def test_an_unknown_meeting_is_refused():
    with pytest.raises(Refusal, match="no_such_scenario"):
        new("scenario=../etc")


@pytest.mark.parametrize("typed", ["3", "1001", "-1", "0", "many", "", "1.5", "9" * 5000])
def test_a_class_of_another_size_is_refused_with_the_bounds(typed):
    refusal = new(f"pupils={typed}").refusal

    assert refusal.code == "class_size"
    assert refusal.details == {"least": SMALLEST_CLASS, "most": LARGEST_CLASS}


@pytest.mark.parametrize("typed", ["19", "241", "soon", ""])
def test_a_lesson_of_another_length_is_refused_with_the_bounds(typed):
    refusal = new(f"minutes={typed}").refusal

    assert refusal.code == "lesson_length"
    assert refusal.details == {"least": SHORTEST_LESSON, "most": LONGEST_LESSON}


@pytest.mark.parametrize(
    ("typed", "counts"), [("", "bloc"), ("bloc", "bloc"), ("seat", "seat"), ("anything", "seat")]
)
def test_a_vote_counts_as_the_meeting_suggests_or_by_the_seat(typed, counts):
    form = new(f"scenario=democratic-conference&weighting={typed}")

    assert form.is_valid()
    assert form.begun[0].weighting == counts


@pytest.fixture
def no_collector():
    gc.disable()
    yield
    gc.enable()


REFUSED_FORMS = {
    "join": lambda: JoinForm({"name": ""}),
    "keep": lambda: Keep({"names": "x", "sessions": "y"}),
    "new": lambda: new("pupils=1&minutes=1"),
}


@pytest.mark.parametrize("refused", REFUSED_FORMS.values(), ids=REFUSED_FORMS)
def test_a_refused_form_is_freed_at_once(no_collector, refused):
    form = refused()
    with pytest.raises(Refusal) as refusal:
        form.checked()
    form.refuse(refusal.value)
    "".join(field.as_field_group() for field in form)
    left = weakref.ref(form)

    del form, refusal

    assert left() is None


@pytest.mark.parametrize("typed", ["-1", "ten", "1.5", "3651", "9" * 30, "٣x"])
def test_a_number_of_days_that_is_none_is_refused(typed):
    assert Keep({"names": typed, "sessions": "0"}).refusal.code == "keeping_days"


def test_no_number_of_days_means_for_ever():
    assert Keep({"names": " ", "sessions": ""}).checked() == {"names": 0, "sessions": 0}


# --- The way in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("\u200b ", "Enter a name, so that your teacher knows who you are."),
        ("x" * 81, "This name has 81 characters. Use at most 80."),
        ("100%", "Somebody here is already called 100%. Add the first letter of your last name."),
    ],
)
def test_a_name_is_refused_at_its_field(found, name, sentence):
    join(name="100%")

    answer = join(name=name, form="ab" * 16)

    page = Page(answer)
    assert answer.status_code == 409
    assert page.told("name") == sentence
    assert page.typed("name") == name
    assert page.told("share") == ""
    assert page.typed("form") != "ab" * 16
    assert [row.name for row in Participant.objects.all()] == ["100%"]


def test_a_share_code_is_refused_at_its_field_which_stands_open(found):
    answer = join(name="Ada", share=" zzzz-2222")

    page = Page(answer)
    assert answer.status_code == 409
    assert "No seat can be shared with this code." in page.told("share")
    assert (page.typed("share"), page.typed("name"), page.told("name")) == (" zzzz-2222", "Ada", "")
    assert "<details open>" in answer.content.decode()


def test_what_is_about_no_field_is_told_above_the_form(found):
    do(found, LockDoors(by=TEACHER))

    answer = join(name="Ada")

    page = Page(answer)
    assert answer.status_code == 409
    assert page.texts["why"] == "The doors are locked. Ask your teacher to open them."
    assert (page.typed("name"), page.told("name")) == ("Ada", "")


def test_whoever_comes_too_often_keeps_what_they_typed(found, monkeypatch):
    monkeypatch.setattr(budgets, "joins", Ledger(at_once=0, a_minute=0))

    answer = join(name="Ada")

    assert answer.status_code == 429
    assert Page(answer).typed("name") == "Ada"


@pytest.mark.parametrize("banned", [False, True])
def test_a_resume_code_is_refused_at_its_field(found, banned):
    join(name="Ada")
    Participant.objects.update(banned=True, resume_code="ABCD2345")

    answer = Client().post("/resume/", {"code": "abcd-2345" if banned else "abcd-2346"})

    page = Page(answer)
    assert answer.status_code == (403 if banned else 409)
    assert ("taken you out" if banned else "No seat has this resume code.") in page.told("code")
    assert page.typed("code").startswith("abcd-234")


def test_a_code_that_no_session_has_is_refused_at_its_field():
    answer = Client().get("/join/zzz-zzz/")

    page = Page(answer)
    assert answer.status_code == 404
    assert "There is no session with this code." in page.told("code")
    assert page.typed("code") == "ZZZZZZ"


def test_a_field_filled_in_by_an_address_is_not_refused_yet(found):
    shared = Page(Client().get(f"/join/{CODE}/?share=ABCD2345"))
    resumed = Page(Client().get("/resume/?code=ABCD2345"))

    assert (shared.typed("share"), shared.told("share"), shared.told("name")) == ("ABCD2345", "", "")
    assert (resumed.typed("code"), resumed.told("code")) == ("ABCD2345", "")


# --- The teacher's forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_size_of_a_class_and_the_length_of_a_lesson_are_refused_at_once(teacher, method):
    option = versions.offered()["central-committee-10-october"].options[0].id
    fields = {
        "scenario": "central-committee-10-october",
        "pupils": "3",
        "minutes": "soon",
        "weighting": "seat",
        "options": [option],
        "matching": "true",
    }

    answer = getattr(teacher, method)("/teach/new/", fields)

    page = Page(answer)
    assert answer.status_code == (409 if method == "post" else 200)
    assert "from 4 to 1000 pupils" in page.told("pupils")
    assert "from 20 to 240 minutes" in page.told("minutes")
    assert (page.typed("pupils"), page.typed("minutes")) == ("3", "soon")
    assert page.chosen("scenario") == ["central-committee-10-october"]
    assert page.chosen("options") == [option]
    assert page.chosen("matching") == ["true"]
    assert not Session.objects.exists()


def test_an_unknown_option_is_refused_among_the_options(teacher):
    answer = teacher.post("/teach/new/", {"options": "dragons"})

    assert answer.status_code == 409
    assert "This meeting has no option “dragons”." in Page(answer).texts["options_error"]


def test_both_numbers_of_days_are_refused_at_once_and_nothing_is_kept_of_them(teacher):
    answer = teacher.post("/teach/keeping/", {"names": "-3", "sessions": "many"})

    page = Page(answer)
    assert answer.status_code == 409
    assert "from 0 (for ever) to 3650" in page.told("names")
    assert "from 0 (for ever) to 3650" in page.told("sessions")
    assert (page.typed("names"), page.typed("sessions")) == ("-3", "many")
    assert not Keeping.objects.exists()


def test_a_label_is_refused_at_its_field(teacher, found):
    Session.objects.update(label="10b")

    answer = teacher.post(f"/teach/{CODE}/records/", {"act": "label", "label": "x" * 61})
    shown = Page(teacher.get(f"/teach/{CODE}/records/"))

    page = Page(answer)
    assert answer.status_code == 409
    assert "60" in page.told("label")
    assert page.typed("label") == "x" * 61
    assert (shown.typed("label"), shown.told("label")) == ("10b", "")


def days(n):
    return (timezone.localdate() + datetime.timedelta(days=n)).isoformat()


@pytest.mark.parametrize("until", ["", "soon", "yesterday", "in two years"])
def test_the_end_of_a_link_is_refused_at_its_field(teacher, found, until):
    typed = {"yesterday": days(-1), "in two years": days(700)}.get(until, until)

    answer = teacher.post(f"/replay/{CODE}/links/", {"until": typed, "zone": "Asia/Tokyo"})

    page = Page(answer)
    assert answer.status_code == 409
    assert "Choose a day from tomorrow on" in page.told("until")
    assert (page.typed("until"), page.typed("zone")) == (typed, "Asia/Tokyo")
    assert not Link.objects.filter(kind="replay").exists()
    again = teacher.post(f"/replay/{CODE}/links/", {"until": days(3), "zone": "", "form": page.typed("form")})
    assert "/shared/" in again.content.decode()


def test_a_link_that_is_gone_is_told_on_the_page_of_the_replay(teacher, found):
    answer = teacher.post(f"/replay/{CODE}/links/", {"withdraw": "7"}, follow=True)

    assert answer.redirect_chain == [(f"/replay/{CODE}/", 302)]
    assert "There is no such link. Load the page again." in answer.content.decode()


# --- People, at the desk --------------------------------------------------------------------------------


@pytest.fixture
def ada(found):
    join(name="Ada")
    join(name="Ben")
    return Participant.objects.get(name="Ada")


def people(teacher, headers=None, **fields):
    return teacher.post(f"/teach/{CODE}/people/", fields, headers=headers)


REFUSED = [
    ({"act": "rename", "name": "ben"}, "name_taken", "Somebody here is already called ben."),
    ({"act": "rename", "name": "x" * 81}, "name_too_long", "This name has 81 characters."),
    ({"act": "add_pupil", "name": " "}, "name_empty", "Enter a name"),
    ({"act": "add_pupil", "name": "ADA"}, "name_taken", "Somebody here is already called ADA."),
]


@pytest.mark.parametrize(("fields", "code", "sentence"), REFUSED)
def test_without_a_script_a_name_is_refused_at_its_field_on_the_desk(teacher, ada, fields, code, sentence):
    about = {"seat": ada.seat, "who": ada.pk} if fields["act"] == "rename" else {}

    answer = people(teacher, **fields, **about)

    text = answer.content.decode()
    again = Page(re.search('<form[^>]*id="people-again".*?</form>', text, re.DOTALL)[0])
    assert answer.status_code == 409
    assert sentence in again.told("name")
    assert again.typed("name") == fields["name"]
    assert again.typed("act") == fields["act"]
    assert all(again.typed(field) == str(value) for field, value in about.items())
    assert 'id="people"' in text
    sent = {name: again.typed(name) for name in again.fields} | {"name": "Zoe"}
    assert people(teacher, **sent).url == f"/teach/{CODE}/"
    assert Participant.objects.filter(name="Zoe").exists()


@pytest.mark.parametrize(("fields", "code", "sentence"), REFUSED)
def test_a_program_is_told_the_same_by_code_and_sentence(teacher, ada, fields, code, sentence):
    answer = people(teacher, JSON, **fields, seat=ada.seat, who=ada.pk)

    assert answer.status_code == 409
    assert answer.json().keys() == {"ok", "refusal", "message"}
    assert (answer.json()["ok"], answer.json()["refusal"]) == (False, code)
    assert sentence in answer.json()["message"]


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        ("share", "Nobody sits in this seat."),
        ("ban", "Nobody sits in this seat."),
        ("unban", "There is no such pupil in this session. Load the page again."),
        ("dismiss", "There is no such link. Load the page again."),
    ],
)
def test_where_nothing_was_typed_the_desk_says_why(teacher, found, act, sentence):
    answer = people(teacher, act=act, seat="s99", who="99", link="99")

    assert answer.url == f"/teach/{CODE}/"
    assert sentence in teacher.get(answer.url).content.decode()


def test_a_form_sent_again_about_people_gets_the_same_answer(teacher, found):
    form = "ab" * 16

    links = {people(teacher, JSON, act="invite", may_help="true", form=form).json()["link"] for _ in range(2)}
    for _ in range(2):
        assert people(teacher, JSON, act="add_pupil", name=" Cem", form=form).json() == {"ok": True}

    assert len(links) == 1
    assert [row.name for row in Participant.objects.all()] == ["Cem"]
