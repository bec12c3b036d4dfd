"""What the desk does about people outside the journal: names, shared seats, pupils out, second teachers.

The same forms for pages with and without JavaScript: JSON for those who ask for it, else back to the desk.
There they are drawn once for all (`templates/bits/desk/crowd/`), and one that is refused once more.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from debate.commands import TEACHER, WATCHER, FreeSeat, TakeNameAway, TakeSeat
from debate.refusal import Refusal
from game.live import rooms
from game.live.room import Room
from game.live.seats import sit_down
from game.models import Participant
from game.pages.errors import as_json, page, wants_json
from game.pages.forms import Form, OnceForm, TextField
from game.pages.lesson import latest
from game.pages.lesson.desk import RefusedForm, desk_page
from game.people import changes as persons
from game.people import participants, teachers
from game.people.sitters import EXTRA_TIMES
from game.phrases import sentence
from game.web import address
from game.web.database_work import in_database
from game.web.numbers import whole_number
from game.web.whole_pages import Page


def _hidden() -> TextField:
    return TextField(required=False, widget=forms.HiddenInput)


def _extra_time(typed: str) -> int:
    percent = whole_number(typed, min(EXTRA_TIMES), max(EXTRA_TIMES))
    if percent not in EXTRA_TIMES:
        raise Refusal("malformed")
    return percent


def _name() -> TextField:
    box = forms.TextInput(attrs={"maxlength": participants.LONGEST_NAME, "autocomplete": "off"})
    return TextField(participants.tidy_name, label=_("Name"), widget=box)


class PeopleForm(Form):
    """One of the forms: what it asks for, and how that is done."""

    async def do(self, room: Room, by: str) -> str | None:
        """Do it; what a form makes is a link's path. Raises Refusal."""
        raise NotImplementedError


class Rename(PeopleForm):
    about = {"name_taken": "name"}
    seat, who, name = _hidden(), _hidden(), _name()

    async def do(self, room: Room, by: str) -> None:
        given = self.checked()
        pupil = persons.whom(room.people, given["seat"], given["who"])[0]
        await in_database(persons.rename, room.session, room.assembly, **given)
        if pupil.nameless:
            await room.submit(TakeNameAway(by=by, seat=given["seat"], away=False))


class TakeName(PeopleForm):
    seat, who, away = _hidden(), _hidden(), _hidden()

    async def do(self, room: Room, by: str) -> None:
        """The journal first: that a name is away must not go without its word there."""
        given = self.checked()
        seat, who, away = given["seat"], given["who"], given["away"] != "false"
        if persons.whom(room.people, seat, who)[0].nameless == away:
            return
        # Two presses at once have seen the same people, and are one.
        id = f"name-{who}-{away}-{room.people.version}"
        await room.submit(TakeNameAway(by=by, seat=seat, away=away), id)
        await in_database(persons.take_name, room.session, seat, who, away)


class ExtraTime(PeopleForm):
    seat, who = _hidden(), _hidden()
    percent = TextField(_extra_time, widget=forms.HiddenInput)

    async def do(self, room: Room, by: str) -> None:
        await in_database(persons.give_extra_time, room.session, **self.checked())


class ShowNames(PeopleForm):
    shown = _hidden()

    async def do(self, room: Room, by: str) -> None:
        await in_database(persons.show_names, room.session, self.checked()["shown"] == "true")


class Sound(PeopleForm):
    on = _hidden()

    async def do(self, room: Room, by: str) -> None:
        await in_database(persons.let_sound, room.session, self.checked()["on"] == "true")


class Share(PeopleForm):
    seat = _hidden()

    async def do(self, room: Room, by: str) -> None:
        await in_database(persons.share, room.session, **self.checked())


class Ban(PeopleForm):
    seat, who = _hidden(), _hidden()

    async def do(self, room: Room, by: str) -> None:
        """The pupil goes first, then the seat: nobody can take it back in between."""
        given = self.checked()
        empty = await in_database(persons.ban, room.session, **given)
        if empty and given["seat"] in room.held and room.assembly.status != "closed":
            await room.submit(FreeSeat(by=by, seat=given["seat"]))


class Unban(PeopleForm):
    who = _hidden()

    async def do(self, room: Room, by: str) -> None:
        await in_database(persons.unban, room.session, **self.checked())


class AddPupil(PeopleForm, OnceForm):
    about = {"name_taken": "name"}
    name = _name()

    async def do(self, room: Room, by: str) -> None:
        name = self.checked()["name"]
        mark = self.mark(str(room.session), by, name)
        await sit_down(room, TakeSeat(by=by), participants.new(room.session, name, paper=True, form=mark))


class Invite(PeopleForm, OnceForm):
    may_help = _hidden()

    async def do(self, room: Room, by: str) -> str:
        may_help = self.checked()["may_help"] == "true"
        mark = self.mark(str(room.session), str(may_help))
        return await in_database(teachers.invite, room.session, may_help, mark)


class Dismiss(PeopleForm):
    link = _hidden()

    async def do(self, room: Room, by: str) -> None:
        await in_database(teachers.dismiss, room.session, **self.checked())


FORMS: dict[str, type[PeopleForm]] = {
    "rename": Rename,
    "take_name": TakeName,
    "extra_time": ExtraTime,
    "show_names": ShowNames,
    "sound": Sound,
    "share": Share,
    "ban": Ban,
    "unban": Unban,
    "add_pupil": AddPupil,
    "invite": Invite,
    "dismiss": Dismiss,
}
FOR_THE_TEACHER = {"invite", "dismiss"}
"""What a second teacher who helps may not do."""
SHOWN = 400
"""Characters of names in one message: it travels in a cookie."""


class InvitedPage(Page, frozen=True, kw_only=True):
    """A new link for a second teacher."""

    template = "pages/lesson/invited.html"
    code: str
    link: str


class LatestPage(Page, frozen=True, kw_only=True):
    """Whether to take out those who came last; `until`: the moment to give with the answer."""

    template = "pages/lesson/latest.html"
    code: str
    pupils: list[Participant]
    until: str


@require_POST
async def people(request: HttpRequest, code: str) -> HttpResponse:
    """Do what the form says. A new link for a second teacher is shown in the answer, and never again."""
    json, act = wants_json(request), request.POST.get("act", "")
    form = FORMS[act](request.POST, auto_id="again-%s") if act in FORMS else None
    try:
        room = await rooms.get(code)
        desk = await teachers.at_desk(request.session, room.session)
        if desk is None or desk.by == WATCHER or (act in FOR_THE_TEACHER and desk.by != TEACHER):
            raise Refusal("not_yours")
        if act == "ban_latest":
            return await _latest(request, room, desk.by, json)
        if form is None:
            raise Refusal("malformed")
        made = await form.do(room, desk.by)
        await room.meet()
    except Refusal as refusal:
        return as_json(refusal) if json else await _refused(request, code, refusal, form)
    link = address.origin(request) + made if made else ""
    if json:
        return JsonResponse({"ok": True, **({"link": link} if link else {})})
    if link:
        return InvitedPage(code=room.code, link=link).answer(request)
    return redirect("desk", room.code)


async def _latest(request: HttpRequest, room: Room, by: str, json: bool) -> HttpResponse:
    """Who came in within the last minute: asks first, and with the answer takes them out. Raises Refusal."""
    if "until" in request.POST:
        pupils, until = await latest.taken_out(room, by, request.POST.dict()), ""
    else:
        pupils, until = await latest.asked(room)
    if json:
        who = [{"who": pupil.pk, "name": pupil.name} for pupil in pupils]
        return JsonResponse({"ok": True, "pupils": who, **({"until": until} if until else {})})
    if until:
        return LatestPage(code=room.code, pupils=pupils, until=until).answer(request)
    messages.success(request, _("Taken out: %(names)s.") % {"names": _names(pupils)})
    return redirect("desk", room.code)


def _names(pupils: list[Participant]) -> str:
    return Truncator(", ".join(pupil.name for pupil in pupils)).chars(SHOWN)


async def _refused(
    request: HttpRequest, code: str, refusal: Refusal, form: PeopleForm | None
) -> HttpResponse:
    """The desk with the reason; where something was typed, with the form as it was filled in."""
    if refusal.code in ("no_such_session", "not_yours"):
        return page(request, refusal)
    if form is None or not form.visible_fields():
        messages.error(request, sentence(refusal))
        return redirect("desk", code)
    form.refuse(refusal)
    answer = await desk_page(request, code, refused=RefusedForm(act=request.POST["act"], form=form))
    answer.status_code = form.status
    return answer
