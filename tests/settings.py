"""The settings of the tests: the real ones, with a database, files and hashing of their own."""

import os

from tests.folder import VAR  # isort: skip  (the settings below read the folder)
from khuyencong.settings import *  # noqa: F403
from khuyencong.settings import CACHES, DATABASES, STATIC_ROOT, STORAGES

# Several runs on one machine do not meet: each process has a database and a cache of its own.
_database = DATABASES["default"]
_is_file = _database["ENGINE"].endswith("sqlite3")
# A file and not memory: two threads that race must meet in one database.
_database["TEST"] = {"NAME": str(VAR / "test.sqlite3") if _is_file else f"test_kc_{os.getpid()}"}
_database["CONN_MAX_AGE"] = 0
# A killed process loses nothing by it; only a machine that falls would, and no test fells one.
if _is_file:
    _database["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
else:
    _database["OPTIONS"]["options"] = "-c synchronous_commit=off"
CACHES["default"]["KEY_PREFIX"] = str(os.getpid())
if "redis" in CACHES["default"]["LOCATION"]:
    # Emptying a Redis cache empties its whole database: each worker of a run has its own.
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    _server, _, _number = CACHES["default"]["LOCATION"].rpartition("/")
    CACHES["default"]["LOCATION"] = f"{_server}/{(int(_number) + _worker) % 16}"

STORAGES["default"]["OPTIONS"] = {"location": VAR / f"files-{os.getpid()}"}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
