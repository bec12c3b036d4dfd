"""Django's templates, of which a page leaves nothing in memory once it is drawn."""

from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends import django
from django.template.context import make_context
from django.utils.safestring import SafeString


class Templates(django.DjangoTemplates):
    """As Django's; its options, too."""

    def from_string(self, template_code: str) -> "Template":
        return Template(super().from_string(template_code).template, self)

    def get_template(self, template_name: str) -> "Template":
        return Template(super().get_template(template_name).template, self)


class Template(django.Template):
    """One of them."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> SafeString:
        names = make_context(context, request, autoescape=self.backend.engine.autoescape)
        try:
            return self.template.render(names)
        except TemplateDoesNotExist as missing:
            django.reraise(missing, self.backend)
        finally:
            # Each of its layers holds the whole, and with it the request, until garbage is collected.
            names.dicts.clear()
