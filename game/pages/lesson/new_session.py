"""A new session: which meeting, how many pupils and minutes; what that makes is seen at once."""

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from debate.commands import TEACHER, CreateSession
from debate.events import AnyEvent
from debate.refusal import Refusal
from debate.rules.business.planner import MOST_LESSONS
from debate.rules.hall import casting, seating
from debate.scenario import Scenario, Weighting
from game import rehearsal
from game.pages.forms import NumberField, OnceForm, TextField
from game.pages.lesson.desk import for_teachers
from game.scenarios import versions
from game.sessions.new_session import Preview, events, found, lessons_for, preview
from game.web import network_results
from game.web.database_work import in_database
from game.web.whole_pages import Page

USUAL = {"pupils": "28", "minutes": "50"}
AS_NEEDED, ONE = "", "1"
LESSONS = [
    (AS_NEEDED, _("As many as the class needs")),
    *((str(n), str(n)) for n in range(1, MOST_LESSONS + 1)),
]
WEIGHTINGS: dict[str, Weighting | None] = {"": None, "bloc": "bloc"}
"""What may stand in the field of this name; all else is "seat"."""


def _lessons(typed: str) -> int | None:
    """None: as many as the class needs. Raises Refusal("number_of_lessons")."""
    if typed not in dict(LESSONS):
        raise Refusal("number_of_lessons", most=MOST_LESSONS)
    return int(typed) if typed else None


class NewSession(OnceForm):
    about = {"no_such_option": "options"}
    scenario = TextField(label=_("Which meeting?"), required=False, widget=forms.RadioSelect)
    pupils = NumberField(casting.SMALLEST_CLASS, casting.LARGEST_CLASS, "class_size", label=_("Pupils"))
    minutes = NumberField(
        seating.SHORTEST_LESSON, seating.LONGEST_LESSON, "lesson_length", label=_("Minutes")
    )
    lessons = TextField(_lessons, required=False, label=_("Lessons"), widget=forms.Select(choices=LESSONS))
    weighting = TextField(
        lambda typed: WEIGHTINGS.get(typed, "seat"),
        required=False,
        label=_("What does a vote count for?"),
        widget=forms.RadioSelect(
            choices=[("", _("As this meeting suggests")), ("seat", _("One seat, one vote"))]
        ),
    )
    options = forms.Field(required=False, label=_("What if?"), widget=forms.CheckboxSelectMultiple)
    matching = forms.BooleanField(
        required=False,
        label=_("Ask pupils how much they want to speak"),
        widget=forms.CheckboxInput(attrs={"value": "true"}),
    )

    begun: list[AnyEvent]
    """The first events of what it asks for, once it was found to be in order."""

    def __init__(self, given: QueryDict, offered: dict[str, Scenario], lessons: str = ONE):
        """What is not filled in is as usual; `lessons`: how many are. Raises Refusal("no_such_scenario")."""
        filled = given.copy()
        filled.setdefault("lessons", lessons)
        for field, usual in USUAL.items():
            filled.setdefault(field, usual)
        slug = given.get("scenario") or max(offered, default="")
        if slug not in offered:
            raise Refusal("no_such_scenario")
        self.meeting = offered[slug]
        filled["scenario"] = slug
        if filled.get("weighting") == self.meeting.weighting:
            filled["weighting"] = ""
        super().__init__(filled)
        self.fields["scenario"].widget.choices = list(offered.items())
        self.fields["options"].widget.choices = [(option.id, option) for option in self.meeting.options]

    def clean(self) -> None:
        if not self.errors:
            try:
                self.begun = events(self.meeting, self.command())
                if self.cleaned_data["lessons"] is None:
                    self.cleaned_data["lessons"] = lessons_for(self.meeting, self.begun)
                    self.begun = events(self.meeting, self.command())
            except Refusal as refusal:
                self.refuse(refusal)

    def command(self) -> CreateSession:
        given = {field: self.cleaned_data[field] for field in ("pupils", "minutes", "weighting", "matching")}
        given["lessons"] = self.cleaned_data["lessons"] or 1
        return CreateSession(by=TEACHER, options=tuple(self.cleaned_data["options"]), **given)


class NewSessionPage(Page, frozen=True, kw_only=True):
    """The form; and once it is in order what it would make."""

    template = "pages/lesson/new.html"
    form: NewSession
    network: network_results.Latest | None
    left_out: list[versions.LeftOut]
    preview: Preview | None


@require_http_methods(["GET", "HEAD", "POST"])
@for_teachers
async def new(request: HttpRequest) -> HttpResponse:
    """Choose a meeting, the class's size and the lesson's length; see at once what that makes."""
    # Who sits where in a hall of a thousand takes a while: not in the loop that serves live rooms.
    return await in_database(_new, request)


def _new(request: HttpRequest) -> HttpResponse:
    sent = request.method == "POST"
    # A program that says nothing of lessons means one, as ever; a page asks how many the class needs.
    given, lessons = (request.POST, ONE) if sent else (request.GET, AS_NEEDED)
    form = NewSession(given, versions.offered(), lessons)
    valid = form.is_valid()
    if not (valid and sent):
        page = NewSessionPage(
            form=form,
            network=network_results.latest(),
            left_out=versions.left_out(),
            preview=preview(form.meeting, form.begun) if valid else None,
        )
        return page.answer(request, form.status if sent else 200)
    rehearses = "rehearsal" in request.POST
    begun = rehearsal.begun(form.meeting, form.command()) if rehearses else form.begun
    # The same form with something else in it asks for another session.
    mark = form.mark(form.meeting.slug, repr(form.command()), str(rehearses))
    return redirect("desk", found(form.meeting, begun, mark, rehearses).code)
