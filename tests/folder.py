"""The folder of one run of the tests, made before anything reads the settings.

pytest wakes the settings before it reads a conftest; both take the folder from here, and so do the
programs that a test starts. Two runs on one machine never meet.
"""

import os
import tempfile
from pathlib import Path

NAME = "KC_TESTS_FOLDER"
#: Whether this run made the folder and takes it away; a run that a test starts does not.
IS_OURS = NAME not in os.environ
#: In memory where the machine has such a folder: nothing of a test outlives its machine.
MEMORY = "/dev/shm"
PLACE = MEMORY if os.access(MEMORY, os.W_OK) else None
VAR = Path(os.environ.get(NAME) or tempfile.mkdtemp(prefix="khuyencong-tests-", dir=PLACE))
os.environ[NAME] = os.environ["KHUYENCONG_VAR"] = str(VAR)
