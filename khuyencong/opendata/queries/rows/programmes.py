"""Rows of programmes and their targets."""

from collections.abc import Iterator
from typing import Any

from khuyencong.core.models import known_at
from khuyencong.opendata.queries.moment import CHUNK, Moment
from khuyencong.programmes.models import Programme, Target


def programmes(_: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield every programme."""
    rows = Programme.objects.order_by("key").values_list(
        "key", "name", "level", "place__key", "custodian__key", "document__key", "citation",
        "period_start", "period_end", "verified", "is_demonstration",
    )  # fmt: skip
    yield from rows.iterator(CHUNK)


def targets(moment: Moment) -> Iterator[tuple[Any, ...]]:
    """Yield the targets that stood at the moment."""
    rows = Target.objects.filter(known_at(moment.at)).order_by("programme__key", "id").values_list(
        "id", "programme__key", "measure", "content", "source", "value", "value_high", "bound",
        "sure", "basis", "citation", "period_start", "period_end", "verified",
    )  # fmt: skip
    yield from rows.iterator(CHUNK)


ROWS = {"programmes": programmes, "targets": targets}
