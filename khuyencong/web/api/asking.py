"""What a list is asked for: how much of it, after what, of which place, year, content …"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from khuyencong.core.clock import today
from khuyencong.registry.queries import AmbiguousPlace, NoSuchPlace, place_on
from khuyencong.registry.queries.areas import in_place
from khuyencong.web.api.problems import unfit
from khuyencong.web.api.shapes import Words, Year

MOST = 100

AYear = Annotated[Year | None, Field(description="Chỉ của năm này.")]
APlace = Annotated[
    Words | None,
    Field(
        max_length=120,
        description="Khóa hoặc tên một địa phương: gồm mọi xã trong nó, theo địa giới mọi ngày.",
    ),
]
AWord = Annotated[Words | None, Field(max_length=60, description="Chỉ mã này.")]
Text = Annotated[
    Words | None,
    Field(max_length=100, description="Những chữ phải có, có dấu hay không đều được."),
]


_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _moment(value: Any) -> Any:
    """Return a moment in UTC; one without its time zone is none."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    try:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("ghi giờ có múi giờ như 2026-08-31T08:00:00+07:00 (dấu + viết là %2B)")


Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]


class Asked(Schema):
    """How much of a list, and after what."""

    limit: int = Field(50, ge=1, le=MOST, description="Nhiều nhất bao nhiêu mục một lần.")
    after: UUID | None = Field(None, description="`next` của lần trước: lấy tiếp những mục sau đó.")


class Changed(Schema):
    """From when on, and until before when, records were changed last."""

    changed_since: Moment | None = Field(
        None, description="Chỉ hồ sơ đổi lần cuối từ giờ này (kể cả); phải có múi giờ."
    )
    changed_before: Moment | None = Field(
        None, description="Chỉ hồ sơ đổi lần cuối trước giờ này (không kể); phải có múi giờ."
    )


def within(typed: str, field: str) -> Q:
    """Return the condition that a record's place lies in the one that is named; 422 for none."""
    try:
        found = place_on(typed, today())
    except (NoSuchPlace, AmbiguousPlace) as refusal:
        raise unfit("query.place", str(refusal)) from refusal
    return in_place(found, today(), field)


def narrowed(rows: QuerySet[Any], asked: Asked, columns: Mapping[str, str]) -> QuerySet[Any]:
    """Return the rows whose columns hold what was asked for: by the name of the filter."""
    for name, column in columns.items():
        value = getattr(asked, name)
        if value is not None:
            rows = rows.filter(**{column: value})
    return rows
