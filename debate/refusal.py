"""The one error of the rules: what a person asked for is not allowed now."""


class Refusal(Exception):
    """A command is refused; the assembly stays as it was.

    `code` names the rule that was broken (`already_voted`); `details` fill the sentence the person reads
    (`game/phrases.py`).
    """

    def __init__(self, code: str, **details: object):
        super().__init__(code)
        self.code = code
        self.details = details
