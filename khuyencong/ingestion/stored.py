"""A reading and its source as the database keeps them: plain JSON, and back to the same.

Every dataclass of `reading.model` is written by its fields, an exact decimal as {"d": "57.3"}; the
text stands beside it, once. A field that a newer reader adds gets its default when an older reading
is brought back.
"""

import dataclasses
import types
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from khuyencong.formats import Anchor, LeftOut, Position, Transcript
from khuyencong.reading.model import Reading


def stored(reading: Reading) -> dict[str, Any]:
    """Return `reading` without its text as JSON values."""
    kept: dict[str, Any] = _plain(reading)
    del kept["text"]
    return kept


def restored(kept: dict[str, Any], text: str) -> Reading:
    """Return the reading that `stored` kept, over its `text`."""
    reading: Reading = _build(Reading, {**kept, "text": text})
    return reading


def stored_source(transcript: Transcript) -> dict[str, Any]:
    """Return all of a transcript but its text as JSON values.

    Plain text keeps no anchors: there the line says where a figure stands.
    """
    anchors = transcript.anchors if transcript.kind != "txt" else ()
    return {
        "kind": transcript.kind,
        "pages": transcript.pages,
        "anchors": [[anchor.start, *anchor.position] for anchor in anchors],
        "left_out": [
            [out.why, out.text.replace("\0", ""), out.page] for out in transcript.left_out
        ],
        "notes": list(transcript.notes),
    }


def restored_source(kept: dict[str, Any], text: str) -> Transcript:
    """Return the transcript that `stored_source` kept, over its `text`."""
    return Transcript(
        text=text,
        kind=kept.get("kind", "txt"),
        anchors=tuple(Anchor(start, Position(*at)) for start, *at in kept.get("anchors", ())),
        pages=kept.get("pages"),
        left_out=tuple(LeftOut(*out) for out in kept.get("left_out", ())),
        notes=tuple(kept.get("notes", ())),
    )


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Decimal):
        return {"d": str(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _build(kind: Any, value: Any) -> Any:
    """Return `value`, as it came out of JSON, in the type `kind`."""
    if isinstance(value, dict) and value.keys() == {"d"}:
        return Decimal(value["d"])
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)  # type: ignore[arg-type]
        return kind(**{k: _build(hints[k], v) for k, v in value.items() if k in hints})  # type: ignore[operator]
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return value if value is None else _build(_only_choice(inner), value)
    if origin is list:
        return [_build(inner[0], item) for item in value]
    if origin is tuple:
        return tuple(_build(t, item) for t, item in zip(_each(inner, value), value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


def _only_choice(choices: tuple[Any, ...]) -> Any:
    """Return the one type of `X | None`; of `int | str` any, for JSON tells them apart."""
    real = [choice for choice in choices if choice is not type(None)]
    return real[0] if len(real) == 1 else object


def _each(inner: tuple[Any, ...], value: list[Any]) -> tuple[Any, ...]:
    """Return the type of every item of a tuple: `tuple[X, ...]` repeats its one."""
    return inner[:1] * len(value) if inner[-1] is Ellipsis else inner
