"""The places and the law, loaded once for all tests of this folder and gone after the last."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

#: When the acts of these tests happen.
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="package", autouse=True)
def law_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Return how many rows the first load of the law wrote."""
    from khuyencong.law.actions import load_law
    from khuyencong.registry.actions import load_reference_data

    with django_db_blocker.unblock():
        load_reference_data()
        written = load_law(at=AT)
    yield written
    with django_db_blocker.unblock():
        _remove()


def _remove() -> None:
    from khuyencong.law import models as law
    from khuyencong.registry import models as registry
    from khuyencong.registry.actions.reference import REPLACED

    of_law = (
        law.ProvincialInstrument,
        law.Parameter,
        law.Article,
        law.Coverage,
        law.DocumentLink,
        law.LegalDocument,
    )
    kept = (registry.Succession, registry.Organisation, registry.Region, registry.RegionScheme)
    last = (registry.Place, registry.ReferenceEdition)
    for model in (*of_law, *REPLACED, *kept, *last):
        model._default_manager.all()._raw_delete("default")


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Let every test of this folder use the database."""
