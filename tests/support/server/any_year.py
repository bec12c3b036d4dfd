"""Two meetings as somebody else would write them: the one that `docs/scenarios.md` shows, and one of 403 BC
that leaves out whatever may be left out."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TOWN_COUNCIL, AMNESTY = "town-council", "amnesty"
IN_GERMAN = 'language = "de"\nauthor = "The school by the river"\nlicence = "Copy it as you like"\n'
"""As far as a browser is told. The words are English all the same, for whoever reads what went wrong."""


def town_council() -> str:
    """The whole meeting in miniature, as it stands in the docs."""
    guide = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    [found] = re.findall(r"```toml\n(title = .*?)```", guide, re.DOTALL)
    return str(found)


def written(folder: Path) -> Path:
    """The folder with both of them in it."""
    for name, text in ((TOWN_COUNCIL, IN_GERMAN + town_council()), (AMNESTY, amnesty())):
        (folder / name).mkdir(parents=True)
        (folder / name / "scenario.toml").write_text(text, encoding="utf-8")
    return folder


def amnesty() -> str:
    """Athens after the civil war: shall what was done under the Thirty be forgotten?"""
    return HEAD + "".join(_role(*row) for row in PEOPLE)


def _role(id: str, name: str, faction: str, rank: int, vote: str) -> str:
    return f'''
[[roles]]
id = "{id}"
name = "{name} of Athens"
short = "{name}"
faction = "{faction}"
rank = {rank}
difficulty = 1
born = -450
who = {{ text = "You lived through the rule of the Thirty.", mark = "D", sources = ["constitution"] }}
public_aim = "Speak for your side."
private_aim = "Sleep without a guard at your door."
red_line = "No third war."
moved_by = "An oath that binds everybody."
first_words = "Athenians, remember what we lost."
beliefs.amnesty = {{ vote = "{vote}", why = "It is what you hoped for.", mark = "I" }}
knows = [{{ text = "Sparta wants its soldiers home.", dated = "-403-08", mark = "I" }}]
'''


PEOPLE = (
    ("archinus", "Archinus", "piraeus", 1, "for"),
    ("thrasybulus", "Thrasybulus", "piraeus", 2, "for"),
    ("anytus", "Anytus", "piraeus", 3, "against"),
    ("rhinon", "Rhinon", "city", 1, "for"),
    ("phayllus", "Phayllus", "city", 2, "for"),
    ("epichares", "Epichares", "city", 3, "against"),
)
HEAD = """
format = 3
language = "el"
title = "The amnesty"
subtitle = "Athens after the civil war"
place = "The Pnyx, Athens"
opened = "-403-09"
summary = "The Thirty have fallen. Shall what was done under them be forgotten?"
at_stake = "Peace without justice, or justice without peace?"
weighting = "seat"
weighting_note = "One seat, one vote."
language_note = "Speak of deeds, not of families."

[[sources]]
id = "constitution"
short = "Constitution of the Athenians"
author = "Aristotle, or his school"
title = "Constitution of the Athenians, chapters 38 to 40"
grade = "B"

[[factions]]
id = "piraeus"
name = "Those from the Piraeus"
sign = "P"
colour = 1
delegates = 3
wants = "To come home."

[[factions]]
id = "city"
name = "Those in the city"
sign = "C"
colour = 2
delegates = 3
wants = "To be left alone."

[[questions]]
id = "amnesty"
title = "The amnesty"
text = "Shall nobody remember the wrongs of the past against anybody?"
[questions.record]
figures = { for = 4, against = 2, abstain = 0 }
marks = { for = "U", against = "U", abstain = "U" }
carried = true
held = "An oath was sworn; of a count nothing is known."
sources = ["constitution"]

[[agenda]]
id = "gather"
kind = "gather"
title = "The hill fills"
text = "Take your seat."
least = 4
ideal = 8

[[agenda]]
id = "debate"
kind = "debate"
title = "Who wishes to speak?"
text = "Ask for the floor."
question = "amnesty"
least = 25
ideal = 45

[[agenda]]
id = "vote"
kind = "division"
title = "The vote"
text = "Decide as the person you are."
question = "amnesty"
least = 5
ideal = 7

[[agenda]]
id = "out-of-role"
kind = "out_of_role"
title = "You are yourself again"
text = "Put your person down."
least = 1
ideal = 2

[[agenda]]
id = "debrief"
kind = "debrief"
title = "Our meeting and theirs"
text = "What was the same, what was not, and why?"
least = 15
ideal = 28

[[outcomes]]
id = "forgotten"
title = "An oath"
text = "The Athenians swear not to remember."
when = { carried = ["amnesty"] }
historical = true

[[outcomes]]
id = "trials"
title = "Trials"
text = "The courts will be busy."
"""
