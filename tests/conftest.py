"""Where every test stands: its settings, its folder, the cast, and what it may not do."""

import gc
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.conditions import CHROMIUM, HAS_ORIGINALS, SHARED, SOFFICE, missing
from tests.folder import IS_OURS, VAR

if TYPE_CHECKING:
    from tests.cast import Cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def pytest_configure(config: pytest.Config) -> None:
    """Wake Django; refuse to begin where the environment sets CI and a component is missing."""
    if os.environ.get("CI") and missing():
        raise pytest.UsageError("CI: thiếu " + "; ".join(missing()))
    # Only now: the settings read the folder that stands above.
    import django

    django.setup()
    # No test asserts a time: a slow machine finds no fault that is none.
    settings.register_profile("patient", parent=settings(), deadline=None)
    settings.load_profile("patient")
    from tests.emptying import empty_by_deleting
    from tests.reference import leave_places_unchecked

    empty_by_deleting()
    leave_places_unchecked()


def pytest_unconfigure() -> None:
    if IS_OURS:
        shutil.rmtree(VAR, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out, aloud, what cannot run here."""
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="trình duyệt: cài gói chromium-headless-shell"))
        if item.get_closest_marker("office") and not SOFFICE:
            item.add_marker(
                pytest.mark.skip(reason="LibreOffice: cài gói libreoffice-writer-nogui")
            )
        if item.get_closest_marker("originals") and not HAS_ORIGINALS:
            item.add_marker(pytest.mark.skip(reason=f"cần {SHARED.name}/ cạnh thư mục mã nguồn"))


def pytest_collection_finish() -> None:
    """Let the search for cycles leave alone what stays to the end: fourteen thousand tests."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say on the last lines what did not run."""
    for how in missing():
        terminalreporter.write_line(f"CHƯA CHẠY  {how}", yellow=True)
    skipped = len(terminalreporter.stats.get("skipped", []))
    if skipped:
        terminalreporter.write_line(f"CHƯA CHẠY  {skipped} kiểm thử bị bỏ qua, lý do ở trên")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the founding reports; the test needs `@pytest.mark.originals`."""
    return SHARED


@pytest.fixture
def cast(db: None) -> "Cast":
    """Return the people of the tests: owner, colleague, stranger and the rest."""
    from tests.cast import make_cast

    return make_cast()


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test speak to another machine."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and address[0] not in {"127.0.0.1", "::1", "localhost"}:  # type: ignore[index]
            raise AssertionError(f"a test speaks to {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Leave an empty cache where it does not go back with the transaction."""
    yield
    if os.environ.get("CACHE_URL"):
        from django.core.cache import cache

        cache.clear()
