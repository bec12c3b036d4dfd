"""Where a page's `{% static %}` leads: to the file that was made, else to its source."""

from django.contrib.staticfiles.storage import StaticFilesStorage

from game.assets import made


class Storage(StaticFilesStorage):
    """Django's, with the names of `made.py`."""

    def url(self, name: str | None) -> str:
        return super().url(made.names().get(name or "", name))

    def has(self, name: str) -> bool:
        """Is there such a file, made for browsers?"""
        return name in made.names()
