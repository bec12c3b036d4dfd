"""The way in: the front page, joining with a code, coming back with a resume code, the teacher's link."""

import io
from typing import Any

import segno
from channels.db import database_sync_to_async
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from debate.commands import DOOR, TakeSeat
from debate.refusal import Refusal
from game import address, codes, once, participants, people, teachers
from game.admission import budgets, caller
from game.live import rooms
from game.live.room import Room
from game.live.seats import admitted, sit_beside, sit_down
from game.models import Participant
from game.pages.sorry import explained, page, status_of
from game.phrases import sentence

WISHES = {"little": 1, "some": 2, "lot": 3}
"""How much a pupil would like to speak, as how demanding a role may be."""


def home(request: HttpRequest) -> HttpResponse:
    """Enter a code. Answered by `join`, so that there is one place that says what is wrong with it."""
    typed = codes.tidy(request.GET.get("code", ""))
    if typed:
        return redirect("join", typed)
    return render(request, "pages/home.html")


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
    context = {
        "code": code,
        "scenario": room.assembly.scenario,
        "longest": participants.LONGEST_NAME,
        "matching": room.assembly.matching,
        "share": request.GET.get("share", ""),
    }
    if room.assembly.status == "closed":
        refusal = Refusal("session_closed")
        return render(request, "pages/join.html", context | {"closed": sentence(refusal)}, status=409)
    if request.method != "POST":
        return _form(request, context | {"from_seat": request.GET.get("seat") == "none"})
    typed, share, wish = (request.POST.get(field, "") for field in ("name", "share", "wish"))
    try:
        pupil = await _seated(request, room, typed, share, wish)
    except Refusal as refusal:
        context |= {"message": sentence(refusal), "typed": typed, "share": share, "wish": wish}
        return _form(request, context, status_of(refusal))
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
    context = {"code": code, "message": sentence(refusal)}
    return render(request, "pages/home.html", context, status=status_of(refusal))


def _form(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """The form, with a key of its own."""
    return render(request, "pages/join.html", context | {"form": once.new()}, status=status)


async def _seated(request: HttpRequest, room: Room, typed: str, share: str, wish: str) -> Participant:
    """The pupil who comes by this form, seated. Raises Refusal."""
    if not _may_join(request, room.code):
        raise Refusal("too_many")
    form = once.mark(request.POST, str(room.session))
    pupil = participants.new(room.session, participants.tidy_name(typed), form=form)
    if not share.strip():
        return await sit_down(room, TakeSeat(by=DOOR, wish=WISHES.get(wish, 0)), pupil)
    try:
        return await sit_beside(room, share, pupil)
    except Refusal as refusal:
        if refusal.code == "share_unknown" and not _may_try(request):
            raise Refusal("too_many") from None
        raise


@require_POST
@explained
async def hand_on(request: HttpRequest, code: str) -> HttpResponse:
    """This browser forgets its seat, so that somebody else can join with it. The seat stays taken."""
    response = redirect("join", codes.tidy(code))
    response.delete_cookie(participants.cookie_name(code), path=settings.SESSION_COOKIE_PATH)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def resume(request: HttpRequest) -> HttpResponse:
    """A resume code brings its seat to this browser."""
    if request.method != "POST":
        return render(request, "pages/resume.html", {"typed": request.GET.get("code", "")})
    typed = request.POST.get("code", "")
    try:
        found = await database_sync_to_async(participants.of_resume_code)(typed)
        if found is None:
            raise Refusal("resume_unknown") if _may_try(request) else Refusal("too_many")
    except Refusal as refusal:
        context = {"message": sentence(refusal), "typed": typed}
        return render(request, "pages/resume.html", context, status=status_of(refusal))
    if found.paper:
        await database_sync_to_async(people.got_a_device)(found)
        await (await rooms.get(found.session.code)).meet()
    response = redirect("seat", found.session.code)
    participants.give_cookie(request, response, found.session.code, found)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """The teacher's single-use link. Only the button uses it up: programs look at links, too. A browser that
    is signed in already passes by an old link."""
    if request.method != "POST" and teachers.is_fresh(token):
        return render(request, "pages/enter.html", {"form": once.new()})
    if request.method == "POST" and teachers.sign_in(request, token, once.mark(request.POST, token)):
        return redirect("teach")
    return redirect("teach") if teachers.is_teacher(request) else page(request, Refusal("link_used"))


@require_http_methods(["GET", "HEAD", "POST"])
@explained
async def help(request: HttpRequest, token: str) -> HttpResponse:
    """A second teacher's single-use link. Only the button uses it up: programs look at links, too."""
    form = once.mark(request.POST, token)
    link = await database_sync_to_async(teachers.invitation)(token, form)
    if link is None:
        raise Refusal("help_link_used")
    if request.method != "POST":
        return render(request, "pages/help.html", {"link": link, "form": once.new()})
    if not await database_sync_to_async(teachers.come_to_help)(request, link, form):
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
