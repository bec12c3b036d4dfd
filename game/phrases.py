"""Refusal to sentence: every reason for a "no", in words a pupil understands and can act on. One place."""

from django.utils.translation import gettext_lazy

from debate.refusal import Refusal

_ = gettext_lazy

SENTENCES = {
    "not_yours": _("That is not yours to do here."),
    "no_such_session": _("There is no session with this code. Check the code on the board."),
    "session_closed": _("This session is closed. You can still read its outcome and its replay."),
    "already_created": _("This session exists already."),
    "already_open": _("The meeting has begun already."),
    "class_size": _("A class can have from %(least)s to %(most)s pupils. Enter a number between these."),
    "lesson_length": _("A lesson can last from %(least)s to %(most)s minutes. Enter a number between these."),
    "no_such_option": _("This meeting has no option “%(option)s”. Choose one of those shown."),
    "no_such_scenario": _("There is no such meeting. Choose one of those shown."),
    "paused": _("The meeting is paused. Wait until your teacher starts it again."),
    "not_running": _("The meeting is not running, so there is nothing to pause."),
    "not_paused": _("The meeting is not paused."),
    "stage_passed": _("The meeting has gone on already."),
    "no_next_stage": _("This was the last stage. Close the session when you are done."),
    "ballot_open": _("A vote is going on. Close it first."),
    "name_empty": _("Enter a name, so that your teacher knows who you are."),
    "name_too_long": _("This name has %(length)s characters. Use at most %(most)s."),
    "name_taken": _("Somebody here is already called %(name)s. Add the first letter of your last name."),
    "house_full": _("All seats are taken. Tell your teacher; you can share a device meanwhile."),
    "doors_locked": _("The doors are locked. Ask your teacher to open them."),
    "seat_at_house": _("Your seat went to the house. Load this page again to take it back."),
    "no_seat": _(
        "You have no seat in this session on this device. Join with the code, or use your resume code."
    ),
    "no_such_seat": _("There is no such seat."),
    "seat_not_taken": _("Nobody sits in this seat."),
    "no_such_role": _("Nobody of this name has a seat in this session."),
    "resume_unknown": _("No seat has this resume code. Check it on your role card, or ask your teacher."),
    "link_used": _("This link has been used already. Ask for a new one: manage.py teacher_link"),
    "no_such_purpose": _("Say what for: a new point, support, attack, question or point of order."),
    "no_speeches_now": _("There are no speeches at this stage. Wait for the debate."),
    "has_the_floor": _("This person is speaking already."),
    "already_on_list": _("You are on the speakers' list already."),
    "not_on_list": _("You are not on the speakers' list."),
    "nobody_asked": _("Nobody is on the speakers' list. Choose somebody from the hall."),
    "nobody_speaks": _("This speech is over already."),
    "not_speaking": _("You do not have the floor."),
    "empty_text": _("Write something first."),
    "text_too_long": _("Your text has %(length)s characters. Shorten it to %(most)s."),
    "no_statements_now": _(
        "Statements are taken while the meeting talks: wait for the next caucus or debate."
    ),
    "too_many_statements": _("You have left %(most)s statements. Leave room for the others."),
    "no_such_statement": _("There is no such statement."),
    "no_questions_now": _("No question can be put at this stage. Go on to the debate or the vote."),
    "which_question": _("This stage has no question of its own. Say which one to put."),
    "no_such_question": _("This meeting has no such question."),
    "already_decided": _("The meeting has decided this question already."),
    "ballot_length": _("A vote can last from 0 (no clock) to %(most)s seconds."),
    "no_quorum": _("Too few are present to vote: %(present)s of %(members)s."),
    "no_such_ballot": _("There is no such vote."),
    "no_such_choice": _("Choose for, against or abstain."),
    "ballot_closed": _("This vote is closed. Your earlier vote, if you gave one, counts."),
    "already_voted": _("You have voted already. A secret vote can't be changed."),
    "no_vote": _("Your seat has no vote in this division."),
    "house_votes_itself": _("The house votes for this seat when the vote is closed."),
    "too_early": _("The time of this vote is not up yet."),
    "already_announced": _("This result has been announced already."),
    "no_such_card": _("This meeting has no such card."),
    "no_such_reader": _("Nobody here is called “%(reader)s”."),
    "card_in_play": _("This card is in play already."),
    "malformed": _("The server did not understand that. Reload the page and try again."),
    "too_many": _("Too many at once. Wait a moment, then try again."),
    "busy": _("The server is very busy. Wait a moment, then try again."),
    "not_saved": _("This could not be saved. Nothing was counted; try again."),
    "our_fault": _("Something went wrong on the server. Nothing was counted; try again."),
}


def sentence(refusal: Refusal) -> str:
    """The sentence for a refusal, in the language of the moment. KeyError for a code without one."""
    return str(SENTENCES[refusal.code]) % refusal.details
