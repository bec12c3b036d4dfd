"""Before the first visitor comes every template has been read."""

from django.conf import settings
from django.template import engines

from game.live import warm


def test_no_visitor_waits_for_a_template_to_be_read(monkeypatch):
    warm.up()
    [loader] = engines["templating"].engine.template_loaders
    names = [
        file.relative_to(folder).as_posix()
        for folder in settings.TEMPLATES[0]["DIRS"]
        for file in folder.rglob("*.*")
    ]

    monkeypatch.setattr(type(loader.loaders[0]), "get_contents", lambda *_: 1 / 0)

    assert len(names) > 100
    for name in names:
        engines["templating"].get_template(name)
