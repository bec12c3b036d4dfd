"""Every page there is of a session, as addresses: `{}` stands for its code."""

from game.urls import urlpatterns

OF_A_SESSION = {
    "join": ["/join/{}/"],
    "qr": ["/join/{}/qr.svg"],
    "seat": ["/seat/{}/"],
    "screen": ["/screen/{}/"],
    "desk": ["/teach/{}/"],
    "records": ["/teach/{}/records/"],
    "print": ["/teach/{}/print/", "/teach/{}/print/?only=roles&seats=all"],
    "outcome_person": ["/outcome/{}/person/s1/"],
    "outcome": ["/outcome/{}/", "/outcome/{}/?names=yes", "/outcome/{}/?person=s1"],
    "lab": ["/lab/{}/", "/lab/{}/?without=s1"],
    "replay": [
        "/replay/{}/",
        "/replay/{}/?at=40&as=s1",
        "/replay/{}/?at=40&as=teach",
        "/replay/{}/?beside=house",
    ],
    "scene": ["/replay/{}/scene/?from=1&at=40", "/replay/{}/scene/?from=90&at=20&as=s2"],
    "minutes": ["/minutes/{}/", "/minutes/{}/?names=1"],
    "export": [
        f"/export/{{}}.{ending}?names=1&briefs=1" for ending in ("json", "csv", "xlsx", "html", "txt")
    ],
    "state": ["/state/{}.json", "/state/{}.json?as=screen", "/state/{}.json?at=40"],
}
"""By the name of the address."""
AROUND_THE_HOUR = {
    "own_before": "/seat/{}/before/",
    "own_work": "/seat/{}/work/",
    "class_work": "/teach/{}/work/",
}
"""Of a session of a meeting that has lessons around the hour."""
POSTED = {"pace", "people", "replay_links", "act", "hand_on"}
"""What is only posted to."""
PIECES = {"outcome_leanings"}
"""What is within a page already, and is nowhere where nobody leaned."""

ALL = [page for pages in OF_A_SESSION.values() for page in pages]

WITHOUT_A_SESSION = [
    "/",
    "/teach/",
    "/teach/?archived=1",
    "/teach/keeping/",
    "/teach/new/",
    "/kept/",
    "/healthz",
]


def not_listed() -> set[str]:
    """Names of pages of a session that nobody has listed here."""
    of_sessions = {pattern.name for pattern in urlpatterns if "<str:code>" in str(pattern.pattern)}
    return of_sessions - set(OF_A_SESSION) - set(AROUND_THE_HOUR) - POSTED - PIECES
