"""A browser's first push: only what its page does not show already (`game/web/on_page.py`)."""

import logging

from msgspec import Struct

from game import parts
from game.live.viewers.viewer import Seen, Viewer
from game.parts import Slices
from game.standing import Standing
from game.web import on_page

log = logging.getLogger(__name__)


def recall(standing: Standing, viewer: Viewer, now: Seen) -> None:
    """Count as shown whatever of this standing stands on the page. It is asked once: the page changes."""
    marks, viewer.on_page = viewer.on_page, frozenset()
    if not marks:
        return
    try:
        if viewer.seat:
            for key, shown in parts.personal_slices(standing, viewer.seat):
                if _stands(viewer, marks, key, shown):
                    viewer.is_news(key[1], parts.push_html([(key, shown)], viewer.language))
        viewer.saw = Seen(_among(viewer, marks, now.shared), _among(viewer, marks, now.voiced))
    except Exception:
        # Then it is sent everything, part by part, and that says which one fails.
        log.exception("What a page of session %s shows could not be compared.", standing.code)
        viewer.starts_over()


def _among(viewer: Viewer, marks: on_page.Marks, slices: Slices) -> Slices:
    return {key: shown for key, shown in slices.items() if _stands(viewer, marks, key, shown)}


def _stands(viewer: Viewer, marks: on_page.Marks, key: tuple[str, str], shown: Struct) -> bool:
    html = parts.render(key, shown, viewer.language)
    return on_page.mark(viewer.audience, viewer.seat, key[1], html) in marks
