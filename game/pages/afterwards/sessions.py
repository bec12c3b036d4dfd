"""Past and present sessions: the list with its search, and how long things are kept here."""

from datetime import tzinfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from debate.scenario import Scenario
from game.models import Keeping, Session
from game.pages.forms import Form, NumberField
from game.pages.lesson.desk import for_teachers
from game.scenarios import versions
from game.sessions import labels, retention
from game.web import codes, times
from game.web.database_work import in_database
from game.web.whole_pages import Page

A_PAGE = 40
MOST_WORDS = 8


def _days(label: Promise) -> NumberField:
    return NumberField(0, retention.LONGEST, "keeping_days", empty="0", required=False, label=label)


class Keep(Form):
    names = _days(_("Delete pupils’ names after so many days"))
    sessions = _days(_("Delete whole sessions after so many days"))


class SessionsPage(Page, frozen=True, kw_only=True):
    """One page of the list, each session with its meeting, where that is offered. `q`, `on`, `archived`: what
    was asked for, and `searched` if it was; `others`: how many are in the archive, or out of it; `asked`: the
    query of the other pages; `newer`, `older`: the numbers of those beside this one, or 0."""

    template = "pages/afterwards/sessions.html"
    number: int
    newer: int
    older: int
    last: int
    sessions: list[tuple[Session, Scenario | None]]
    q: str
    on: str
    archived: bool
    searched: bool
    others: int
    asked: str
    keep: Keeping


class KeepingPage(Page, frozen=True, kw_only=True):
    template = "pages/afterwards/keeping.html"
    form: Keep


class KeptPage(Page, frozen=True, kw_only=True):
    template = "pages/afterwards/kept.html"
    keep: Keeping


@require_GET
@for_teachers
async def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions of this server, newest first; `q`, `on` (a date) and `archived` choose among them."""
    return (await in_database(_listed, request)).answer(request)


def _listed(request: HttpRequest) -> SessionsPage:
    given = request.GET
    offered = versions.offered()
    titles = {slug: scenario.title for slug, scenario in offered.items()}
    archived = bool(given.get("archived"))
    zone = times.zone_named(given.get("zone", ""))
    found = matching(given.get("q", ""), given.get("on", ""), zone, titles).filter(archived=archived)
    page = Paginator(found, A_PAGE).get_page(given.get("page"))
    asked = given.copy()
    asked.pop("page", None)
    return SessionsPage(
        number=page.number,
        newer=page.previous_page_number() if page.has_previous() else 0,
        older=page.next_page_number() if page.has_next() else 0,
        last=page.paginator.num_pages,
        sessions=[(row, offered.get(row.scenario.slug)) for row in page],
        q=given.get("q", ""),
        on=given.get("on", ""),
        archived=archived,
        searched=bool(given.get("q") or given.get("on")),
        others=Session.objects.filter(archived=not archived).count(),
        asked=asked.urlencode(),
        keep=retention.rules(),
    )


def matching(typed: str, on: str, zone: tzinfo, titles: dict[str, str]) -> QuerySet[Session]:
    """Sessions, newest first, that have every word in their code, label or meeting, and were set up on the
    day, if one is given (ISO), as it was in this zone. What is no date finds nothing."""
    rows = Session.objects.select_related("scenario").order_by("-created_at", "-pk")
    for word in labels.printable(typed).split()[:MOST_WORDS]:
        slugs = [slug for slug, title in titles.items() if word.casefold() in title.casefold()]
        meeting = Q(scenario__slug__in=slugs) | Q(scenario__slug__icontains=word)
        # Of a word in signs that no code has nothing is left, and nothing is in every code.
        code = Q(code__contains=codes.tidy(word) or word)
        rows = rows.filter(code | Q(label__icontains=word) | meeting)
    if on:
        try:
            begins, ends = times.day_in(on, zone)
            rows = rows.filter(created_at__gte=begins, created_at__lt=ends)
        except ValueError:
            return rows.none()
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@for_teachers
async def keep(request: HttpRequest) -> HttpResponse:
    """How many days names and sessions are kept on this server."""
    rules = await in_database(retention.rules)
    form = Keep.of(request, names=rules.names_days, sessions=rules.sessions_days)
    if not form.is_valid():
        return KeepingPage(form=form).answer(request, form.status)
    await in_database(retention.set_rules, form.cleaned_data["names"], form.cleaned_data["sessions"])
    messages.success(request, _("Saved. What is older is deleted within a day."))
    return redirect("keep")


async def kept(request: HttpRequest) -> HttpResponse:
    """What this server keeps, where, for how long, and who sees it."""
    rules = await in_database(retention.rules)
    return KeptPage(keep=rules).answer(request)
