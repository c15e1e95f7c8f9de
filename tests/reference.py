"""The places and the law in the database of the tests: loaded once for a folder, then gone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

#: When the law was entered.
AT = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def places_and_law(blocker: Any) -> Iterator[int]:
    """Yield how many rows the first load of the law wrote; a package fixture hands it on."""
    from khuyencong.law.actions import load_law
    from khuyencong.registry.actions import load_reference_data

    with blocker.unblock():
        load_reference_data()
        written = load_law(at=AT)
    yield written
    with blocker.unblock():
        _remove_law()
        remove_places()


def _remove_law() -> None:
    from khuyencong.law import models

    _empty(
        models.ProvincialInstrument,
        models.Parameter,
        models.Article,
        models.Coverage,
        models.DocumentLink,
        models.LegalDocument,
    )


def remove_places() -> None:
    """Take out all that `load_reference_data` wrote."""
    from khuyencong.registry import models
    from khuyencong.registry.actions.reference import REPLACED

    _empty(*REPLACED, models.Trade, models.Succession, models.Organisation)
    _empty(models.Region, models.RegionScheme, models.Place, models.ReferenceEdition)


def _empty(*kept: Any) -> None:
    for model in kept:
        model._default_manager.all()._raw_delete("default")
