"""A pupil's page in every state that a Conference brings it into, looked at closely."""

from tests.browser.conference import Sight, looks_all_along
from tests.browser.pages.looking import Look
from tests.server import Server

SEEN = {
    "lobby": [
        Sight("anna", "/seat/{code}/", "Before the meeting"),
    ],
    "opened": [
        Sight("boris", "/seat/{code}/", "Who you are"),
    ],
    "caucus": [
        Sight("boris", "/seat/{code}/", "Leave it for the record"),
    ],
    "all ask for the floor": [
        Sight("carl", "/seat/{code}/", "You are number 3"),
    ],
    "speech": [
        Sight("anna", "/seat/{code}/", "You have the floor"),
    ],
    "chair": [
        Sight("carl", "/seat/{code}/", "You hold the chair"),
    ],
    "pause": [
        Sight("boris", "/seat/{code}/", "Paused"),
    ],
    "first vote": [
        Sight("boris", "/seat/{code}/", "Abstain"),
        Sight("anna", "/seat/{code}/", "Your vote is saved"),
    ],
    "closed": [
        Sight("carl", "/seat/{code}/", "The vote is closed"),
    ],
    "announced": [
        Sight("boris", "/seat/{code}/", "Carried"),
    ],
    "over": [
        Sight("anna", "/seat/{code}/", "The session is closed"),
    ],
}


def test_a_conference_from_the_seats(look: Look, server: Server):
    looks_all_along(look, server, SEEN)
