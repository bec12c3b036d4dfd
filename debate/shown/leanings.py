"""Who may look at where pupils leaned, and when."""

from debate.assembly import Assembly
from debate.rules.business.agenda import is_over


def are_told(assembly: Assembly) -> bool:
    """Until the meeting is over nobody looks at leanings, as their pages promise."""
    return is_over(assembly)


def are_told_by_name(assembly: Assembly, teaches: bool, one_by_one: bool) -> bool:
    """Single ones are for the teacher alone, who has to ask for them: the page is made to be projected."""
    return are_told(assembly) and teaches and one_by_one
