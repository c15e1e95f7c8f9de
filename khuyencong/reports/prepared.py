"""A report as it is prepared at a moment: its words, its figures, and every row they rest on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from khuyencong.documents import Document
from khuyencong.registry.models import Place
from khuyencong.reports.states import Borders
from khuyencong.values.periods import Period

#: One figure in the shape of the contract (`figures` of `report --format json`), with its `key`.
Figure = Mapping[str, Any]
#: One record behind the figures: `id` ("project:<uuid>", "money:<line>:<source>:<year>",
#: "result:<series>", "beside:<uuid>"), and the plain values that the figures are made of.
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Prepared:
    """What an edition freezes.

    `figures` by their key, which the words of `document` cite; `rows` in the order of their ids.
    """

    place: Place
    name: str
    period: Period
    form: str
    borders: Borders
    as_of: datetime
    document: Document
    figures: tuple[Figure, ...]
    rows: tuple[Row, ...]
