"""What stands in the file of a kit as data: the law of its day, the sheets, places and records."""

from typing import Any

from khuyencong.applications.models.requests import SOURCES
from khuyencong.applications.rules import ASKED_FOR
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.queries.communes import packed_communes, province_order
from khuyencong.fieldwork.rules.receipts import RECEIPT
from khuyencong.fieldwork.rules.returns import DRAFT, FORMAT
from khuyencong.fieldwork.sheets import LEAST_SUM, SHEETS
from khuyencong.law.queries import law_on
from khuyencong.law.rules import Law, carried
from khuyencong.registry.queries.organisations import province_on


def kit_data(kit: Kit) -> dict[str, Any]:
    """Return the data of a kit, without its key; the law and the places are those of its day."""
    province = province_on(kit.commune, kit.day)
    order = [place.id for place in province_order(kit.day)]
    load = {part: rows for part, rows in kit.carried.items() if part != "left_out"}
    return {
        "kit": str(kit.id),
        "name": kit.name,
        "body": kit.custodian.name,
        "format": FORMAT,
        "draft": DRAFT,
        "receipt": RECEIPT,
        "province": order.index(province.id) if province and province.id in order else -1,
        "law": carried(_law(kit), ASKED_FOR, SOURCES),
        "sheets": {kind: sheet.as_data() for kind, sheet in SHEETS.items()},
        "least_sum": LEAST_SUM,
        "load": load,
        "communes": packed_communes(kit.day),
    }


def _law(kit: Kit) -> Law:
    """Return the law in the commune's province; the national law alone where that is unknown."""
    try:
        return law_on(kit.day, kit.commune.key)
    except LookupError:
        return law_on(kit.day)
