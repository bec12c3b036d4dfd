"""Does a scenario make sense? Every fault at once: where, what is wrong, how to mend it.

The types of `debate.scenario` say what a file may hold; the rules here say what goes together. A rule is a
function from scenario to faults with one row in RULES; a new rule belongs into the module of its topic and
gets a row. Rules do not build on each other: each must bear what another one finds fault with. What the
files may hold at all is `fields.py`; a rule that needs what could not be read there stops.
"""

from collections.abc import Callable, Iterator

from debate.check import (
    agenda,
    aims,
    alternatives,
    beliefs,
    lab,
    people,
    persons,
    record,
    references,
    units,
)
from debate.check.fault import Fault
from debate.check.fields import NotRead
from debate.check.written import story, study, texts
from debate.scenario import Scenario

Rule = Callable[[Scenario], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    texts.something_is_written,
    texts.questions_ask,
    texts.questions_can_be_read_aloud,
    texts.short_names_fit,
    texts.claims_name_sources,
    texts.tags_are_no_markup,
    texts.names_differ,
    texts.nobody_looks_ahead,
    texts.then_stands_in_a_sentence,
    story.stories_can_be_told,
    story.frames_fit_the_wall,
    story.stories_end_before_the_meeting,
    study.documents_can_be_read,
    study.documents_are_no_later_than_they_are_given,
    study.charts_are_whole,
    study.disputes_have_their_pair,
    study.lessons_before_can_be_read,
    study.lessons_before_end_before_the_meeting,
    study.checks_can_be_answered,
    study.tasks_can_be_marked,
    references.ids_are_unique,
    references.motions_keep_their_ids,
    references.ids_are_known,
    references.sources_are_known,
    references.sources_are_told_apart,
    people.voters_know_their_vote,
    people.factions_have_a_line,
    people.factions_have_preferences,
    people.ranks_are_an_order,
    people.factions_can_be_cast,
    people.options_seat_optional_roles,
    people.nobody_knows_the_future,
    people.people_were_born,
    people.needs_can_be_met,
    people.who_must_be_played_can_be,
    people.guests_have_no_delegates,
    people.factions_look_different,
    people.documented_votes_keep_the_line,
    persons.lives_end_after_they_began,
    persons.persons_rest_on_two_sources,
    persons.nobody_is_there_twice,
    persons.persons_were_alive,
    persons.births_agree,
    beliefs.choices_are_on_offer,
    beliefs.open_minds_have_a_ground,
    beliefs.whoever_was_away_is_not_won,
    beliefs.cases_are_told_apart,
    beliefs.cases_are_not_history,
    beliefs.conditions_name_what_is_offered,
    agenda.stages_in_order,
    agenda.questions_have_their_stages,
    agenda.least_is_no_more_than_ideal,
    agenda.minutes_leave_a_third,
    agenda.conditions_look_back,
    agenda.released_cards_have_their_stage,
    alternatives.methods_fit_their_questions,
    alternatives.only_a_roll_is_called,
    units.vetoes_are_seen,
    units.units_are_there,
    alternatives.alternatives_are_a_choice,
    alternatives.preferences_are_an_order,
    alternatives.choices_on_record_were_offered,
    alternatives.straw_polls_decide_nothing,
    aims.aims_ask_for_something,
    aims.aims_can_be_met,
    aims.aims_respect_beliefs,
    lab.texts_are_whole,
    lab.rivals_are_two,
    lab.questions_of_the_lab_ask_yes_or_no,
    lab.members_are_enough,
    lab.pictures_can_be_drawn,
    texts.braces_can_be_filled,
    record.figures_can_be_shared_out,
    record.figures_decide_as_recorded,
    units.units_voted_as_recorded,
    units.lines_add_up,
    record.recorded_questions_are_put,
    record.one_outcome_is_historical,
    record.some_outcome_always_holds,
    record.quorums_can_be_met,
    record.factions_have_the_size_of_the_record,
)
"""What makes a meeting that can be played, and whose past is honest."""

SOUND: tuple[Rule, ...] = (
    references.ids_are_unique,
    references.motions_keep_their_ids,
    references.ids_are_known,
    references.sources_are_known,
    people.voters_know_their_vote,
    people.factions_have_a_line,
    people.factions_have_preferences,
    beliefs.choices_are_on_offer,
    agenda.stages_in_order,
    agenda.questions_have_their_stages,
    agenda.least_is_no_more_than_ideal,
    agenda.released_cards_have_their_stage,
    alternatives.methods_fit_their_questions,
    alternatives.alternatives_are_a_choice,
    alternatives.preferences_are_an_order,
    lab.questions_of_the_lab_ask_yes_or_no,
    lab.pictures_can_be_drawn,
    study.charts_are_whole,
    study.checks_can_be_answered,
    texts.braces_can_be_filled,
)
"""Those without which pages break: also what comes back with a session of an older time keeps them."""

REGISTER: tuple[Rule, ...] = (
    texts.something_is_written,
    texts.claims_name_sources,
    texts.tags_are_no_markup,
    references.ids_are_unique,
    references.sources_are_known,
    persons.lives_end_after_they_began,
    persons.persons_rest_on_two_sources,
    persons.nobody_is_there_twice,
)
"""What a register of persons keeps, which holds nothing but `persons` and `sources`."""


def check(scenario: Scenario, rules: tuple[Rule, ...] = RULES, is_read: bool = True) -> list[Fault]:
    """Every fault of the scenario, in the order of the rules; none, or warnings, when it can be played.

    Not `is_read`: some of it could not be read, and has been told already.
    """
    return [fault for rule in rules for fault in _found(rule, scenario, is_read)]


def _found(rule: Rule, scenario: Scenario, is_read: bool) -> Iterator[Fault]:
    try:
        yield from rule(scenario)
    except NotRead:
        return
    except TypeError:
        if is_read:
            raise
        # Python's own functions look at what they are given before it could say that it was not read.
