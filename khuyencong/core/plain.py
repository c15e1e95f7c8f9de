"""What a row's fields hold as plain values, the same on every database, and back."""

import base64
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _read_moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(value)
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise ValueError(value)
    return value


def _text(value: Any) -> str:
    if type(value) is not str or "\0" in value:
        raise ValueError(value)
    return value


def same(value: Any) -> Any:
    return value


def _base64(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


#: By kind of field: how a value is told, how it is read again.
WAYS: tuple[tuple[type[Any], Callable[[Any], Any], Callable[[Any], Any]], ...] = (
    (models.UUIDField, str, UUID),
    (models.DateTimeField, _moment, _read_moment),
    (models.DateField, date.isoformat, date.fromisoformat),
    (models.TimeField, time.isoformat, time.fromisoformat),
    (models.DecimalField, str, Decimal),
    (models.BinaryField, _base64, lambda text: base64.b64decode(text, validate=True)),
    (models.JSONField, same, same),
    (models.BooleanField, bool, _truth),
    (models.IntegerField, int, _whole),
    (models.CharField, str, _text),
    (models.TextField, str, _text),
)


def way_of(field: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    """Return how a field's value is told and how it is read again; TypeError where none is known.

    Neither takes None. What reads raises ValueError, TypeError or InvalidOperation for a plain
    value that is none of the field's.
    """
    for kind, tell, read in WAYS:
        if isinstance(field, kind):
            return tell, read
    raise TypeError(f"{field}: no way to tell it")
