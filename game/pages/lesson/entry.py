"""The way in: the front page, joining with a code, coming back with a resume code, the teacher's link."""

import io
from functools import lru_cache

import segno
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from debate.commands import DOOR, TakeSeat
from debate.refusal import Refusal
from debate.scenario import Scenario
from debate.shown.audience import given
from game.admission import budgets, caller
from game.drawn import library
from game.hall.facing import HallPicture
from game.live import rooms
from game.live.room import Room
from game.live.seats import admitted, share_seat, sit_down
from game.models import Link, Participant, Session
from game.pages.errors import explained, page
from game.pages.forms import Form, OnceForm, TextField
from game.people import changes, participants, teachers
from game.phrases import sentence
from game.web import address, codes
from game.web.database_work import in_database
from game.web.whole_pages import Page

WISHES = {"little": 1, "some": 2, "lot": 3}
"""How much a pupil would like to speak, as how demanding a role may be."""
MOST_FRONTS = 32
"""Front pages that are kept, by language and address."""


CODE = forms.TextInput(
    attrs={"class": "code-box", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
)
"""A box for a code that stands on the board or a role card."""


class EnterCodeForm(Form):
    about = {"no_such_session": "code"}
    code = TextField(label=_("The code on the board"), widget=CODE)


class JoinForm(OnceForm):
    about = {"name_taken": "name", "share_unknown": "share"}
    name = TextField(
        participants.tidy_name,
        label=_("Your name"),
        help_text=format_lazy(
            _("Only your teacher sees it. At most {longest} characters."), longest=participants.LONGEST_NAME
        ),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    wish = TextField(
        lambda typed: WISHES.get(typed, 0),
        required=False,
        label=_("How much would you like to speak?"),
        help_text=_("You may leave this open."),
        widget=forms.RadioSelect(
            choices=[("little", _("a little")), ("some", _("some")), ("lot", _("a lot"))]
        ),
    )
    share = TextField(
        str.strip,
        required=False,
        label=_("Share code"),
        help_text=_("It stands on the other pupil’s page, or your teacher has it. You get the same person."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ResumeForm(Form):
    about = {"resume_unknown": "code", "banned": "code"}
    code = TextField(
        label=_("Resume code"),
        help_text=_("Eight letters and figures. Capitals and the dash do not matter."),
        widget=CODE,
    )


class HomePage(Page, frozen=True, kw_only=True):
    """The front page; with a code that nobody knows, without the meetings. `where`: this server's address."""

    template = "pages/lesson/home.html"
    form: EnterCodeForm
    where: str
    meetings: tuple[tuple[Scenario, HallPicture], ...] = ()


class JoinPage(Page, frozen=True, kw_only=True):
    """Taking a seat. `matching`: pupils are asked how much they want to speak; `closed`: why nobody can come
    any more; `from_seat`: this browser was at a seat's page, and has none."""

    template = "pages/lesson/join.html"
    code: str
    scenario: Scenario
    matching: bool
    form: JoinForm
    closed: str
    from_seat: bool


class ResumePage(Page, frozen=True, kw_only=True):
    template = "pages/lesson/resume.html"
    form: ResumeForm


class EnterPage(Page, frozen=True, kw_only=True):
    """A teacher's link, before it is used up."""

    template = "pages/lesson/enter.html"
    form: OnceForm


class HelpPage(Page, frozen=True, kw_only=True):
    """A second teacher's."""

    template = "pages/lesson/help.html"
    link: Link
    form: OnceForm


def home(request: HttpRequest) -> HttpResponse:
    """Enter a code. Answered by `join`, so that there is one place that says what is wrong with it."""
    typed = codes.tidy(request.GET.get("code", ""))
    if typed:
        return redirect("join", typed)
    return HttpResponse(_front(get_language() or "en", address.for_pupils(request)))


@lru_cache(maxsize=MOST_FRONTS)
def _front(language: str, where: str) -> str:
    """The front page at this address, which is the same for everybody."""
    page = HomePage(form=EnterCodeForm(), where=where, meetings=tuple(library.pictures()))
    return render_to_string(page.template, given(page))


@require_http_methods(["GET", "HEAD", "POST"])
async def join(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the form and takes nothing; POST takes a seat and gives its key to this browser."""
    code = codes.tidy(code)
    try:
        room = await rooms.get(code)
    except Refusal as refusal:
        return _unknown(request, code, refusal)
    cookie = request.COOKIES.get(participants.cookie_name(code))
    try:
        if await admitted(room, cookie):
            return redirect("seat", code)
    except Refusal as refusal:
        return page(request, refusal)
    form = JoinForm.of(request, share=request.GET.get("share", ""))
    closed = room.assembly.status == "closed"
    shown = JoinPage(
        code=code,
        scenario=room.assembly.scenario,
        matching=room.assembly.matching,
        form=form,
        closed=sentence(Refusal("session_closed")) if closed else "",
        from_seat=request.method != "POST" and request.GET.get("seat") == "none",
    )
    if closed:
        return shown.answer(request, 409)
    if request.method != "POST":
        return shown.answer(request)
    try:
        pupil = await _seated(request, room, form)
    except Refusal as refusal:
        form.refuse(refusal)
        return shown.answer(request, form.status)
    response = redirect("seat", code)
    participants.give_cookie(request, response, code, pupil)
    return response


@require_GET
async def to_the_door(request: HttpRequest, code: str) -> HttpResponse:
    """A code typed behind the address, as other programs have taught people to: on to where they join."""
    try:
        there = reverse("join", args=[(await rooms.get(code)).code])
    except Refusal as refusal:
        return _unknown(request, codes.tidy(code), refusal)
    asked = request.META.get("QUERY_STRING")
    return redirect(f"{there}?{asked}" if asked else there)


def _unknown(request: HttpRequest, code: str, refusal: Refusal) -> HttpResponse:
    """No session has this code: enter it again."""
    if not _may_try(request):
        return page(request, Refusal("too_many"))
    form = EnterCodeForm({"code": code})
    form.refuse(refusal)
    return HomePage(form=form, where=address.for_pupils(request)).answer(request, form.status)


async def _seated(request: HttpRequest, room: Room, form: JoinForm) -> Participant:
    """The pupil who comes by this form, seated. Raises Refusal."""
    if not _may_join(request, room.code):
        raise Refusal("too_many")
    given = form.checked()
    pupil = participants.new(room.session, given["name"], form=form.mark(str(room.session)))
    if not given["share"]:
        return await sit_down(room, TakeSeat(by=DOOR, wish=given["wish"]), pupil)
    try:
        return await share_seat(room, given["share"], pupil)
    except Refusal as refusal:
        if refusal.code == "share_unknown" and not _may_try(request):
            raise Refusal("too_many") from None
        raise


@require_POST
@explained
async def hand_on(request: HttpRequest, code: str) -> HttpResponse:
    """This browser forgets its seat, so that somebody else can join with it. The seat stays taken. Raises
    Refusal("banned"): whoever was taken out does not come in again by a seat that they hand on."""
    await admitted(await rooms.get(code), request.COOKIES.get(participants.cookie_name(code)))
    response = redirect("join", codes.tidy(code))
    response.delete_cookie(participants.cookie_name(code), path=settings.SESSION_COOKIE_PATH)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def resume(request: HttpRequest) -> HttpResponse:
    """A resume code brings its seat to this browser."""
    form = ResumeForm.of(request, code=request.GET.get("code", ""))
    if request.method != "POST":
        return ResumePage(form=form).answer(request)
    try:
        found = await in_database(participants.of_resume_code, form.checked()["code"])
        if found is None:
            raise Refusal("resume_unknown") if _may_try(request) else Refusal("too_many")
    except Refusal as refusal:
        form.refuse(refusal)
        return ResumePage(form=form).answer(request, form.status)
    if found.paper:
        await in_database(changes.got_a_device, found)
        await (await rooms.get(found.session.code)).meet()
    response = redirect("seat", found.session.code)
    participants.give_cookie(request, response, found.session.code, found)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The teacher's single-use link. Only the button uses it up: programs look at links, too. A browser that
    is signed in already passes by an old link."""
    form = OnceForm.of(request)
    if request.method != "POST" and teachers.is_fresh(token):
        return EnterPage(form=form).answer(request)
    if request.method == "POST" and teachers.sign_in(request, token, form.mark(token)):
        return redirect(_first_page())
    if teachers.is_teacher(request):
        return redirect(_first_page())
    return page(request, Refusal("link_used") if teachers.is_known(token) else Refusal("link_unknown"))


def _first_page() -> str:
    """Where a teacher begins: with a new session, as long as an empty list would be all there is."""
    return "teach" if Session.objects.exists() else "new"


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def help(request: HttpRequest, token: str) -> HttpResponse:
    """A second teacher's single-use link. Only the button uses it up: programs look at links, too."""
    form = OnceForm.of(request)
    mark = form.mark(token)
    if code := await in_database(teachers.helps_by, request, token):
        return redirect("desk", code)
    link = await in_database(teachers.invitation, token, mark)
    if link is None or link.session is None:
        raise Refusal("help_link_used")
    if request.method != "POST":
        return HelpPage(link=link, form=form).answer(request)
    if not await in_database(teachers.come_to_help, request, link, mark):
        raise Refusal("help_link_used")
    await (await rooms.get(link.session.code)).meet()
    return redirect("desk", link.session.code)


@require_GET
@explained
async def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code that leads pupils to the join page."""
    room = await rooms.get(code)
    link = address.origin(request) + reverse("join", args=[room.code])
    picture = io.BytesIO()
    segno.make(link, micro=False).save(picture, kind="svg", scale=8, border=2, xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _may_try(request: HttpRequest) -> bool:
    """A school has one address: only wrong codes count, and a class may mistype at once."""
    return budgets.guesses.allows(caller.of_request(request).name)


def _may_join(request: HttpRequest, code: str) -> bool:
    """May one more take a seat? Who has another seat already does not depend on how many strangers came."""
    who = caller.of_request(request, code)
    return (budgets.own_joins if who.person else budgets.joins).allows(who.name)
