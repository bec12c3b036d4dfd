"""`manage.py simulate SLUG`: the house alone plays the whole meeting, printed beside the record."""

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
from debate.playout import Voter, play
from debate.scenario import CHOICES, Scenario
from game.scenarios import versions


class Command(BaseCommand):
    help = "Play a whole meeting through the real rules and print each division beside the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--seats", type=int, default=0, metavar="N", help="N pupils who vote at random")
        parser.add_argument("--seed", type=int, default=1917, metavar="S", help="for the pupils' votes")

    def handle(self, *args: Any, **options: Any) -> None:
        scenario = versions.offered().get(options["slug"])
        for name, faults in versions.left_out():
            if name == options["slug"]:
                raise CommandError("\n".join([f"“{name}” can’t be played yet:", *faults]))
        if scenario is None:
            known = ", ".join(versions.offered())
            raise CommandError(f"There is no meeting “{options['slug']}”. Choose one of: {known}.")
        voter = at_random(scenario, random.Random(options["seed"]))
        played = play(scenario, pupils=options["seats"], voter=voter)
        compared = beside_history(played.assembly)
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
