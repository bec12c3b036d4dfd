"""Forms of pages: Django's, whose errors are the Refusals of the rules, each beside the field it is about.

Each form stands beside the page that shows it. What a field may hold is known to whatever keeps it, as
`participants.tidy_name` knows names: its Refusal is the field's error, and comes back as a Refusal for the
status of the answer and for programs. How a field looks is in `templates/bits/forms/field.html`. Not here:
the forms of commands, which are the same by socket and by POST (`game/command_fields.py`).
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BoundField
from django.http import HttpRequest

from debate.refusal import Refusal
from game.pages.errors import status_of
from game.phrases import sentence
from game.sessions import once
from game.web.numbers import whole_number


class Refused(ValidationError):
    """A Refusal as Django tells it."""

    def __init__(self, refusal: Refusal):
        super().__init__(sentence(refusal), code=refusal.code)
        self.details = refusal.details

    # Django's is kept, and so holds itself, for the collector to free.
    error_list = property(lambda self: [self], lambda self, _: None)


class TextField(forms.Field):
    """What was typed, as `check` has it. What that refuses is refused here."""

    def __init__(self, check: Callable[[str], Any] = str, **more: Any):
        super().__init__(**more)
        self.check = check

    def clean(self, value: str | None) -> Any:
        try:
            return self.check(value or "")
        except Refusal as refusal:
            raise Refused(refusal) from None


class NumberField(TextField):
    """A whole number from `least` to `most`; all else is refused by a code. `empty`: what nothing means."""

    widget = forms.NumberInput

    def __init__(self, least: int, most: int, refusal: str, empty: str = "", **more: Any):
        self.least, self.most = least, most
        self.refusal, self.empty = refusal, empty
        super().__init__(self._whole, **more)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "min": self.least, "max": self.most}

    def _whole(self, typed: str) -> int:
        number = whole_number(typed.strip() or self.empty, self.least, self.most)
        if number is None:
            raise Refusal(self.refusal, least=self.least, most=self.most)
        return number


class KeyField(forms.Field):
    """The key of a form that makes something (`once.py`): a fresh one whenever the form is shown."""

    widget = forms.HiddenInput(attrs={"autocomplete": "off"})

    def __init__(self) -> None:
        super().__init__(required=False)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class Form(forms.Form):
    """A form of a page."""

    about: ClassVar[dict[str, str]] = {}
    """Refusals that come only when it is done, to the fields they are about; others are about all of it."""

    def __init__(self, given: Any = None, **more: Any):
        super().__init__(given, **{"auto_id": "%s", "label_suffix": "", **more})

    def __getitem__(self, name: str) -> BoundField:
        """As Django's, which keeps it: the two would hold each other, for the collector to free."""
        return self.fields[name].get_bound_field(self, name)

    def add_error(self, field: str | None, error: Any) -> None:
        """As Django's. Where it was raised holds the form, too."""
        error.__traceback__ = error.__context__ = None
        super().add_error(field, error)

    @classmethod
    def of(cls, request: HttpRequest, **initial: Any) -> Self:
        """As it was sent, or to be filled in from the beginning."""
        return cls(request.POST if request.method == "POST" else None, initial=initial)

    def checked(self) -> dict[str, Any]:
        """What was filled in, by field, as it is kept. Raises the first Refusal; the form knows them all."""
        if not self.is_valid():
            raise self.refusal
        return self.cleaned_data

    def refuse(self, refusal: Refusal) -> None:
        """Tell this, too, unless it is told already, as what `checked` raises is."""
        if not self.errors or refusal.code != self.refusal.code:
            self.add_error(self.about.get(refusal.code), Refused(refusal))

    @property
    def refusal(self) -> Refusal:
        """The first one: what is about all of the form, then field by field."""
        told = self.errors.as_data()
        first = (told.get(NON_FIELD_ERRORS) or next(iter(told.values())))[0]
        assert isinstance(first, Refused)
        return Refusal(str(first.code), **first.details)

    @property
    def status(self) -> int:
        """The HTTP status of the page that shows it."""
        return status_of(self.refusal) if self.errors else 200


class OnceForm(Form):
    """A form that makes something, and makes it once."""

    form = KeyField()  # so it is called by everybody who sends it (docs/protocol.md, "Done once")

    def __init__(self, given: Any = None, **more: Any):
        super().__init__(given, **more)
        self.initial["form"] = once.new()

    def mark(self, *about: str) -> str | None:
        """What to keep of its key, if it has one. `about`: see `once.mark`."""
        return once.mark(self["form"].data or "", *about)
