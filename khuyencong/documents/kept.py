"""A document as plain JSON, and back to the same: how it is kept until it has its number."""

import dataclasses
import types
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from khuyencong.documents.model import (
    Cited,
    Document,
    Grounds,
    Heading,
    Items,
    Paragraph,
    Picture,
    Spans,
    Table,
)

_KINDS = (Heading, Paragraph, Grounds, Items, Table, Picture, Spans, Cited)
BLOCKS = {kind.__name__: kind for kind in _KINDS}


def kept(document: Document) -> dict[str, Any]:
    """Return the document as JSON values."""
    told: dict[str, Any] = _plain(document)
    return told


def restored(told: dict[str, Any]) -> Document:
    """Return the document that `kept` told; what an older version did not know has its default."""
    document: Document = _build(Document, told)
    return document


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"is": type(value).__name__, **told} if type(value) in BLOCKS.values() else told
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _build(kind: Any, value: Any) -> Any:
    """Return a JSON value in the type `kind`."""
    if isinstance(value, dict):
        made = BLOCKS.get(value.get("is", ""), _only(kind))
        hints = get_type_hints(made)
        return made(**{k: _build(hints[k], v) for k, v in value.items() if k in hints})
    if isinstance(value, list):
        each, *_ = get_args(_only(kind))
        return get_origin(_only(kind))(_build(each, part) for part in value)
    one = _only(kind)
    if value is None or not isinstance(one, type):
        return value
    if issubclass(one, date):
        return one.fromisoformat(value)
    return one(value) if issubclass(one, Enum) else value


def _only(kind: Any) -> Any:
    """Return the one type of `X | None`; any other as it is."""
    if get_origin(kind) is not types.UnionType:
        return kind
    return next(choice for choice in get_args(kind) if choice is not type(None))
