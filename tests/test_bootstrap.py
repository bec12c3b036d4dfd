"""The first start, for real: `manage.py` in an empty folder, with one wheel to install and no network."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.conf import settings

BASE = getattr(sys, "_base_executable", sys.executable)
WHEEL = "django-1.0-py3-none-any.whl"
STAND_IN = """\
import sys
def execute_from_command_line(argv):
    print("inside", sys.prefix, argv[1:])
"""


class Clone:
    """A fresh clone whose only requirement is a stand-in for Django that says where it runs."""

    def __init__(self, root: Path):
        self.root = root
        (root / "game").mkdir()
        for name in ("manage.py", "game/__init__.py", "game/bootstrap.py"):
            shutil.copy(settings.BASE_DIR / name, root / name)
        with zipfile.ZipFile(root / WHEEL, "w") as wheel:
            wheel.writestr("django/__init__.py", "")
            wheel.writestr("django/core/__init__.py", "")
            wheel.writestr("django/core/management.py", STAND_IN)
            wheel.writestr(
                "django-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: django\nVersion: 1.0\n"
            )
            wheel.writestr(
                "django-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr("django-1.0.dist-info/RECORD", "")
        self.require(f"{WHEEL}  # pages")
        (root / "requirements-test.txt").write_text("# tests\n")

    def require(self, lines: str):
        (self.root / "requirements.txt").write_text(lines)

    def begin(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "VIRTUAL_ENV"))}
        offline = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1"}
        return subprocess.Popen(
            [BASE, "manage.py", *arguments],
            cwd=self.root,
            env=clean | offline | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(self, *arguments: str, **environment: str) -> tuple[int, str, str]:
        process = self.begin(*arguments, **environment)
        said, progress = process.communicate(timeout=120)
        return process.returncode, said, progress


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A clone that was started once."""
    clone = Clone(tmp_path_factory.mktemp("made"))
    code, said, progress = clone.start("check")
    assert (code, said) == (0, f"inside {clone.root / '.venv'} ['check']\n"), progress
    assert "Making .venv" in progress
    return clone


def test_the_second_start_goes_straight_in(made):
    code, said, progress = made.start("play", "--port", "8001")

    assert (code, said) == (0, f"inside {made.root / '.venv'} ['play', '--port', '8001']\n")
    assert progress == ""


def test_changed_requirements_are_installed_at_the_next_start(made):
    made.require(f"{WHEEL}  # pages, as before\n")

    _, said, progress = made.start("check")
    _, _, after = made.start("check")

    assert said.startswith("inside")
    assert "Ready." in progress
    assert after == ""


def test_the_tests_have_a_list_of_their_own(made):
    _, _, first = made.start("test")
    _, _, then = made.start("test")
    _, _, play = made.start("play")

    assert "Ready." in first
    assert (then, play) == ("", "")


def test_an_interrupted_install_is_mended(made):
    """Broken off while pip itself was being put in: the folder and its Python are there, pip is not."""
    (made.root / ".venv" / "filled-from.txt").unlink()
    for part in (made.root / ".venv").rglob("pip"):
        shutil.rmtree(part) if part.is_dir() else part.unlink()

    code, said, progress = made.start("check")

    assert code == 0, progress
    assert said.startswith("inside")
    assert "Making .venv" in progress


def test_two_starts_at_once_do_not_disturb_each_other(tmp_path):
    clone = Clone(tmp_path)

    starts = [clone.begin("check") for _ in range(2)]
    heard = [start.communicate(timeout=120) for start in starts]

    assert [said for said, _ in heard] == [f"inside {tmp_path / '.venv'} ['check']\n"] * 2
    assert sorted("Making" in progress for _, progress in heard) == [False, True]


def test_without_a_network_one_sentence_says_so(made):
    made.require("no-such-package-anywhere==1.0\n")

    code, said, progress = made.start("check")

    assert (code, said) == (1, "")
    last = progress.strip().splitlines()[-1]
    assert last.startswith("Order of the Day cannot start yet:")
    assert "Connect this machine to the internet" in last
    made.require(f"{WHEEL}\n")
    assert made.start("check")[0] == 0


def test_without_its_installer_python_is_named_what_to_install(tmp_path):
    """As on Debian, where `ensurepip` is a package of its own."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text("import sys\nsys.modules['ensurepip'] = None\n")
    (tmp_path / "clone").mkdir()

    code, _, progress = Clone(tmp_path / "clone").start("check", PYTHONPATH=str(hidden))

    assert code == 1
    assert f"python3.{sys.version_info.minor}-venv" in progress
    assert len(progress.strip().splitlines()) == 1


def test_an_old_python_reaches_the_sentence_for_it():
    """The file must parse there: nothing in it is newer than Python 3.0."""
    import ast

    source = (settings.BASE_DIR / "manage.py").read_text(encoding="utf-8")

    assert "needs Python 3.11 or newer" in source
    ast.parse(source, feature_version=(3, 4))
    assert not any(isinstance(node, ast.JoinedStr | ast.AnnAssign) for node in ast.walk(ast.parse(source)))
