"""What the first visitors would otherwise wait for, and everybody with them: done before anybody comes."""

from pathlib import Path

from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver


def up() -> None:
    """Read every template and every address of a page once. Raises TemplateSyntaxError."""
    folders: list[Path] = settings.TEMPLATES[0]["DIRS"]
    for folder in folders:
        for file in folder.rglob("*.*"):
            get_template(file.relative_to(folder).as_posix())
    get_resolver()._populate()
