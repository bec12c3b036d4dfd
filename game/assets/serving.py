"""Files over HTTP: those that were made, for a year; their sources; and what lies at the root."""

from pathlib import Path
from typing import Any

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware

from game.assets import made

AT_ROOT = Path(__file__).resolve().parent / "root"
"""What browsers ask for without being told: icons, and how the site is called when it is kept on a phone."""


class Files(WhiteNoiseMiddleware):
    """WhiteNoise over both."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.add_files(str(AT_ROOT), prefix=settings.PREFIX + "/")
        if folder := made.folder():
            self.add_files(str(folder), prefix=self.static_prefix)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Does its name change with its content?"""
        return url.removeprefix(self.static_prefix) in _hashed()


def _hashed() -> set[str]:
    return set(made.names().values())
