"""The settings of a worker that a test starts: the real ones, with the files of the test."""

import os

from khuyencong.settings import *  # noqa: F403
from khuyencong.settings import STORAGES

STORAGES["default"]["OPTIONS"] = {"location": os.environ["KC_FILES"]}
