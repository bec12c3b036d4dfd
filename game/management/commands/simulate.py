"""`manage.py simulate SLUG`: the house alone plays the whole meeting, printed beside the record.

`--to ENDING` plays a way there, and says who has to be moved; `--many N` counts where random plays end.
"""

import json
import random
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from msgspec import to_builtins

from debate.afterwards.compare import Comparison, DivisionBeside, beside_history
from debate.ids import QuestionId, SeatId
from debate.prover import chance, proof
from debate.prover.hall import PlayedHall
from debate.prover.play import played
from debate.prover.playout import Voter, play
from debate.rules.business.agenda import outcome
from debate.scenario import CHOICES, Scenario
from debate.shown.people import name_of
from game.scenarios import versions

USUAL_CLASS = 28
"""Pupils, where nothing else is said, for `--to` and `--many`."""


class Command(BaseCommand):
    help = "Play a whole meeting through the real rules and print each division beside the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--seats", type=int, default=0, metavar="N", help="N pupils who vote at random")
        parser.add_argument("--seed", type=int, default=1917, metavar="S", help="for the pupils' votes")
        parser.add_argument("--to", metavar="ENDING", help="play a way to this ending, and say who is moved")
        parser.add_argument("--many", type=int, metavar="N", help="play N times, open minds moved by chance")

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = versions.offered().get(options["slug"])
        for name, faults in versions.left_out():
            if name == options["slug"]:
                raise CommandError("\n".join([f"“{name}” can’t be played yet:", *faults]))
        if scenario is None:
            known = ", ".join(versions.offered())
            raise CommandError(f"There is no meeting “{options['slug']}”. Choose one of: {known}.")
        if options["to"] or options["many"]:
            hall = PlayedHall(scenario, options["seats"] or USUAL_CLASS)
            self._lead(hall, options["to"]) if options["to"] else self._try(hall, options)
            return
        voter = at_random(scenario, random.Random(options["seed"]))
        playout = play(scenario, pupils=options["seats"], voter=voter)
        compared = beside_history(playout.assembly)
        result = {
            "scenario": scenario.slug,
            "divisions": [summary(row) for row in compared.divisions],
            "outcome": to_builtins(compared.outcome),
            "recorded_outcome": to_builtins(compared.recorded_outcome),
            "match": matches(compared),
        }
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False, indent=2))
        else:
            self._print(result)
        if not result["match"]:
            raise SystemExit(1)

    def _lead(self, hall: PlayedHall, ending: str) -> None:
        """Say who has to be moved for this ending, and play it through the rules. Raises SystemExit where the
        meeting does not end there."""
        known = ", ".join(outcome.id for outcome in hall.scenario.outcomes)
        if ending not in known.split(", "):
            raise CommandError(f"There is no ending “{ending}”. Choose one of: {known}.")
        way = next((way for way in proof.ways(hall) if way.ending == ending), None)
        if way is None:
            raise CommandError(f"No class of {hall.pupils} can come to “{ending}” by persuasion.")
        for step in way.course.steps:
            tally = "-".join(str(number) for number in step.counted.tally.values())
            self.stdout.write(f"{hall.scenario.question(step.question).title}: {tally}")
            for seat, choice in step.moves.items():
                name = name_of(hall.assembly, seat)
                self.stdout.write(f"  {name}: {step.vote.stands[seat].vote} -> {choice}")
        end = outcome(played(hall, way.course).assembly)
        self.stdout.write(f"Outcome: {end.title if end else ''}")
        if end is None or end.id != ending:
            raise SystemExit(1)

    def _try(self, hall: PlayedHall, options: dict[str, Any]) -> None:
        """Play many times, and count the endings."""
        found = chance.endings(hall, random.Random(options["seed"]), options["many"])
        if options["json"]:
            self.stdout.write(json.dumps(found))
            return
        for ending in hall.scenario.outcomes:
            share = found[ending.id] / options["many"]
            self.stdout.write(f"{share:7.1%}  {ending.id}")

    def _print(self, result: dict[str, Any]) -> None:
        for row in result["divisions"]:
            self.stdout.write(row["title"])
            self.stdout.write(f"  here    {figures(row['tally'])}  {decided(row, row.get('winners'))}")
            if record := row.get("record"):
                counted = figures(record, record["marks"]) if record["marks"] else ""
                self.stdout.write(f"  record  {counted}  {decided(record, record['chosen'])}")
        self.stdout.write(f"Outcome: {result['outcome']['title']}")
        if any("U" in row.get("record", {}).get("marks", {}).values() for row in result["divisions"]):
            self.stdout.write("[U] marks a figure that has not been verified.")
        self.stdout.write("Equal to the record." if result["match"] else "NOT equal to the record.")


def at_random(scenario: Scenario, chance: random.Random) -> Voter:
    """Pupils who make up their minds by chance, whatever they are asked and however they vote."""

    def vote(seat: SeatId, question: QuestionId) -> str:
        asked = scenario.question(question)
        ways = [way.id for way in asked.alternatives]
        if asked.method == "one_of_several":
            return chance.choice([*ways, "abstain"])
        if asked.method == "ranked":
            return ">".join(chance.sample(ways, chance.randint(1, len(ways))))
        return ",".join(chance.sample(ways, asked.elects)) if ways else chance.choice(CHOICES)

    return vote


def summary(row: DivisionBeside) -> dict[str, Any]:
    """A division as the contract has it."""
    found = to_builtins(row)
    keep = ("question", "title", "tally", "carried", "winners", "record")
    return {key: found[key] for key in keep if key in found}


def matches(compared: Comparison) -> bool:
    """Are all divisions of the record there, with its figures, and is the outcome the recorded one?"""
    same = all(row.matches for row in compared.divisions if row.record)
    recorded, reached = compared.recorded_outcome, compared.outcome
    return same and not compared.not_put and bool(reached and recorded and reached.id == recorded.id)


def figures(tally: dict[str, Any], marks: dict[str, str] | None = None) -> str:
    """766-688-38, with [U] behind a figure that is not verified; among alternatives, what each got."""
    unverified = [choice for choice in CHOICES if (marks or {}).get(choice) == "U"]
    if not set(tally) & set(CHOICES):  # among alternatives
        return ", ".join(f"{choice or 'abstain'} {number}" for choice, number in tally.items())
    return "-".join(f"{tally[choice]}{'[U]' if choice in unverified else ''}" for choice in CHOICES)


def decided(row: dict[str, Any], chosen: Sequence[str] | None) -> str:
    """Carried or lost; of alternatives those that were chosen."""
    if chosen:
        return ", ".join(chosen)
    return _("carried") if row["carried"] else _("lost")
