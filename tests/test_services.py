"""Tests that need a service are left out aloud where it is missing, and fail in CI."""

import os
import subprocess
import sys

import psycopg
import pytest
import redis
from django.conf import settings


def test_postgres_lets_us_make_tables(needs_postgres):
    with psycopg.connect(needs_postgres) as database:
        database.execute("create temporary table seat (id int)")


def test_redis_answers(needs_redis):
    with redis.Redis.from_url(needs_redis) as server:
        assert server.ping()


def test_chromium_is_a_program(needs_chromium):
    assert os.access(needs_chromium, os.X_OK)


def run_without_services(*arguments, **environment):
    """The three tests above, where nothing answers."""
    nowhere = {
        "TEST_DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
        "TEST_REDIS_URL": "redis://127.0.0.1:9/0",
        "PATH": "",
        "HOME": os.devnull,
    }
    hidden = {"CI", "PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"}
    inherited = {name: value for name, value in os.environ.items() if name not in hidden}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            __file__,
            "-q",
            "-k",
            "lets_us or answers or is_a_program",
            *arguments,
        ],
        cwd=settings.BASE_DIR,
        env=inherited | nowhere | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("side_by_side", [(), ("-n", "2")], ids=["one", "two"])
def test_what_is_left_out_is_said_in_the_last_line(side_by_side):
    run = run_without_services(*side_by_side)

    assert run.returncode == 0, run.stdout
    assert run.stdout.splitlines()[-1] == (
        "Left out: browser tests (no Chromium found), tests on PostgreSQL (no PostgreSQL answers), "
        "tests over Redis (no Redis answers)."
    )


def test_in_ci_nothing_may_be_left_out():
    run = run_without_services(CI="true")

    assert run.returncode == 1
    assert "3 errors" in run.stdout
    assert "no Chromium found, and in CI nothing may be left out" in run.stdout
