"""The rows of parameters, from the data file."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from khuyencong.law.actions.tables import Row, day, exact, table, truth, whole
from khuyencong.law.models import LegalDocument, Parameter
from khuyencong.law.models.parameters import slot_of
from khuyencong.registry.models import Place
from khuyencong.values.text import nfc

#: Fields that are text in the file as in the table.
TEXTS = (
    "code",
    "kind",
    "subject",
    "source",
    "share_of",
    "base",
    "unit",
    "answer",
    "condition",
    "attribute",
    "unread",
    "basis",
    "clause",
    "note",
    "url",
)
WHOLES = (
    "amount",
    "amount_low",
    "number",
    "number_high",
    "month",
    "day_of_month",
    "tier_from",
    "tier_until",
)
EXACTS = ("percent", "percent_low", "factor")
DAYS = ("valid_from", "valid_until")
#: All that a parameter says; when one of these differs, it is another row.
CONTENT = (
    *TEXTS,
    *WHOLES,
    *EXACTS,
    *DAYS,
    "per_occasion",
    "verified",
    "days_verified",
    "place_id",
    "document_id",
)


def parameters(
    documents: Mapping[str, LegalDocument], places: Mapping[str, Place], at: datetime
) -> Iterator[Parameter]:
    """Yield every parameter of the file; a figure that is empty there is None here."""
    for row in table("parameters"):
        parameter = Parameter(
            recorded_at=at,
            place=places[row["place"]] if row["place"] else None,
            document=documents[row["document"]] if row["document"] else None,
            per_occasion=truth(row["per_occasion"]),
            verified=row["verified"] == "True",
            days_verified=row["days_verified"] == "True",
            **_plain(row),
        )
        parameter.slot = slot_of(parameter)
        yield parameter


def _plain(row: Row) -> dict[str, object]:
    values: dict[str, object] = {name: nfc(row[name]) for name in TEXTS}
    values |= {name: whole(row[name]) for name in WHOLES}
    values |= {name: exact(row[name]) for name in EXACTS}
    return values | {name: day(row[name]) for name in DAYS}
