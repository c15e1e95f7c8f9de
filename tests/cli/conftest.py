"""A house that was set up once; who changes one works in a copy."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_settings import khuyencong


@pytest.fixture(scope="session")
def new_house(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Return the function that gives a copy of a house as `prepare` leaves it."""
    first = tmp_path_factory.mktemp("prepared")
    done = khuyencong("prepare", KHUYENCONG_VAR=str(first))
    assert done.returncode == 0, done.stderr

    def copy() -> Path:
        folder: Path = tmp_path_factory.mktemp("house")
        return Path(shutil.copytree(first, folder, dirs_exist_ok=True))

    return copy
