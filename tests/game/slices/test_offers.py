"""The desk offers only what the rules take: every button of every form, at many moments of whole meetings."""

from html.parser import HTMLParser

import pytest

from debate.assembly import Assembly
from debate.decide import decide
from debate.evolve import evolve
from debate.refusal import Refusal
from game import parts
from game.command_fields import command_for
from game.people.sitters import People, Sitter, Sitting
from game.standing import Standing
from tests.journals.test_journals import JOURNALS, opened

NEWEST = [path for path in JOURNALS if path.name.count(".") == 2]
EVERY = 11
"""Entries from one look at the desk to the next."""
TYPED = "Some words."
HANGS_ON_WHAT_IS_CHOSEN = {
    ("move", "passage_missing"),
    ("group_motions", "which_motions"),
    ("enter_vote", "no_such_ranking"),
    ("enter_vote", "split_adds_up"),
    # Whoever stands first in the list of pupils is not the one that is meant.
    ("offer_bargain", "no_such_partner"),
    ("request_floor", "already_on_list"),
    ("request_floor", "has_the_floor"),
    ("withdraw_request", "has_the_floor"),
    ("second", "own_motion"),
    ("withdraw_motion", "not_your_motion"),
    ("write_minutes", "not_your_office"),
}
"""Acts, and why each may be refused although it is offered: as typed here, or for the pupil chosen here."""


class Forms(HTMLParser):
    """The live forms of a page that are not hidden: the fields of each as they stand, and its buttons."""

    def __init__(self, html):
        super().__init__()
        self.forms, self._form, self._list, self._hidden, self._depth = {}, "", None, None, 0
        self.feed(html)

    def handle_starttag(self, tag, given):
        given = dict(given)
        if tag == "details":
            self._depth += 1
            if "hidden" in given and self._hidden is None:
                self._hidden = self._depth
        if tag == "form" and "data-live" in given and self._hidden is None:
            self._form = given["id"]
            self.forms.setdefault(self._form, ([], []))
        fields, buttons = self.forms.get(given.get("form", self._form), ([], []))
        name, value = given.get("name", ""), given.get("value") or ""
        if tag == "button":
            buttons.append({name: value} if name else {})
        elif tag == "select":
            self._list = (fields, name, [])
        elif tag == "option" and self._list:
            self._list[2].insert(0 if "selected" in given else len(self._list[2]), value)
        elif tag == "textarea":
            fields.append((name, TYPED))
        elif tag == "input" and given.get("type") in ("checkbox", "radio"):
            fields.extend([(name, value)] if "checked" in given else [])
        elif tag == "input" and name:
            usual = {"hidden": "", "number": "1"}.get(given.get("type"), TYPED)
            fields.append((name, value or usual))

    def handle_endtag(self, tag):
        if tag == "details":
            if self._hidden == self._depth:
                self._hidden = None
            self._depth -= 1
        elif tag == "form":
            self._form = ""
        elif tag == "select" and self._list:
            fields, name, options = self._list
            fields.extend([(name, options[0])] if options else [])
            self._list = None


def offered(html):
    """Each press that the page offers, as the fields it would send."""
    shut = 'data-floor="shut"' in html  # then the style sheet hides what gives the floor
    for fields, buttons in Forms(html).forms.values():
        for button in buttons:
            sent = dict(fields) | button
            sent.pop("form", "")  # the key of the page, which is no field of a command
            if not (shut and sent.get("act") == "give_floor"):
                yield sent


def at_desk(assembly):
    taken = [id for id, seat in assembly.seats.items() if seat.held_by == "pupil"]
    people = People(seats={id: Sitting((Sitter(n, f"Pupil {n}"),)) for n, id in enumerate(taken, 1)})
    standing = Standing(code="MILBRK", assembly=assembly, people=people)
    return "".join(parts.page(standing, "teach", "", "en").values())


@pytest.mark.parametrize("path", NEWEST, ids=lambda path: path.name)
def test_whatever_the_desk_offers_the_rules_take(path):
    scenario, events, _ = opened(path)
    assembly, tried, refused = Assembly(scenario=scenario), set(), {}

    for number, event in enumerate(events):
        assembly = evolve(assembly, event)
        if number % EVERY and event is not events[-1]:
            continue
        for sent in offered(at_desk(assembly)):
            tried.add(sent["act"])
            try:
                decide(assembly, command_for("teacher", sent), event.at + 1000)
            except Refusal as refusal:
                if refusal.code == "box_lost":
                    continue  # a secret vote, whose slips are not here
                refused.setdefault((sent["act"], refusal.code), (number, sent))

    assert {why: where for why, where in refused.items() if why not in HANGS_ON_WHAT_IS_CHOSEN} == {}
    assert len(tried) > 30
