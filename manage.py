#!/usr/bin/env python3
"""Django's command-line utility, plus one branch: everything runs inside the `.venv` beside this file."""

import os
import sys


def main():
    """Run a command of Django's or of the game's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "game.settings")
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        sentence = about_settings(error)
        if not sentence:
            raise
        sys.exit(sentence)


def about_settings(error):
    """What to say when a setting is odd, or the database it names is away; "" for any other fault."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError

    why = " ".join(str(error).split())
    if isinstance(error, OperationalError):
        return "The database (DATABASE_URL, else the file in DATA_DIR) can't be used: " + why
    return why if isinstance(error, ImproperlyConfigured) else ""


if __name__ == "__main__":
    # An old Python must get as far as this sentence: this file holds nothing it cannot parse.
    if sys.version_info < (3, 11):
        sys.exit(
            "Order of the Day needs Python 3.11 or newer and this is " + sys.version.split()[0] + ": "
            "install one from python.org or your system's packages, then start again with it, "
            "for example: python3.12 manage.py play"
        )
    from game import bootstrap

    bootstrap.enter(bootstrap.TO_TEST if sys.argv[1:2] == ["test"] else bootstrap.TO_PLAY)
    main()
