"""The server's settings with other meetings than ours: those in the folder that MEETINGS names."""

import os
from pathlib import Path

from game.settings import *  # noqa: F403

SEEDS_DIR = Path(os.environ["MEETINGS"])
