"""What is said aloud of a meeting, in whole sentences (`debate/guide/aloud.py`)."""

from django import template
from django.utils.translation import pgettext_lazy

from debate.guide.aloud import Sentence
from game.templatetags.counting import were_silent, with_pupils
from game.templatetags.words import WORDS, Word, titled

register = template.Library()


def _(sentence: str) -> Word:
    return pgettext_lazy("read aloud by a screen reader", sentence)


SAID: dict[str, Word] = {
    "lobby": _("The lobby is open: %(about)s."),
    "stage": _("The meeting comes to: %(about)s."),
    "paused": _("The meeting is paused."),
    "asleep": _("The lesson ends here. The meeting goes on in the next lesson."),
    "goes_on": _("The meeting goes on."),
    "word": _("A word to all: %(about)s"),
    "recess": _("There is a break for the groups."),
    "speaks": _("%(about)s has the floor."),
    "puts_in": _("%(about)s puts in a word."),
    "vote_open": _("The vote is open: %(about)s."),
    "called": _("%(about)s is called."),
    "vote_closed": _("The vote is closed: %(about)s. The chair will announce the result."),
    "tie": _("The vote is closed: %(about)s. It is a tie; the chair has to decide."),
    "carried": _("Carried: %(about)s. %(yes)s for, %(no)s against, %(neither)s abstaining."),
    "lost": _("Lost: %(about)s. %(yes)s for, %(no)s against, %(neither)s abstaining."),
    "carried_by_units": _("Carried: %(about)s. %(yes)s groups for, %(no)s against, %(neither)s divided."),
    "lost_by_units": _("Lost: %(about)s. %(yes)s groups for, %(no)s against, %(neither)s divided."),
    "chosen": _("Chosen: %(about)s."),
    "nobody_chosen": _("Nobody is chosen: %(about)s."),
    "went_along": _("%(about)s: %(n)s of the house went with the pupils of this side."),
    "silent": _("%(n)s said nothing."),
    "seconded": _("A motion is seconded and waits for the chair: %(about)s."),
    "admitted": _("The chair has admitted a motion: %(about)s."),
    "news": _("News: %(about)s."),
    "document": _("A text of the time is read aloud. %(about)s."),
    "frame": _("The story so far: %(about)s"),
    "chapter": _("Looking back: %(about)s"),
    "question": _("A question to talk about: %(about)s"),
    "closed": _("The session is closed."),
}


@register.filter
def said(sentence: Sentence) -> str:
    """The sentence, as it is read out."""
    if sentence.kind == "went_along":
        return with_pupils(sentence.about, sentence.number)
    if sentence.kind == "silent":
        return were_silent(sentence.number)
    about = WORDS["chapter"][sentence.about] if sentence.kind == "chapter" else titled(sentence.about)
    yes, no, neither = sentence.figures or (0, 0, 0)
    whole = SAID[sentence.kind]
    if str(about)[-1:] in ".?!":  # as it ends itself, a full stop behind it would be the second
        whole = str(whole).replace("%(about)s.", "%(about)s")
    return whole % {"about": about, "yes": yes, "no": no, "neither": neither}
