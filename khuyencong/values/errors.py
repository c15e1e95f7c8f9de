"""The one exception of this room: what was written cannot be read as a value."""

_SHOWN = 60


class Unreadable(ValueError):
    """Raised for text that no value can be read from, or more than one.

    `str(error)` is a Vietnamese sentence for the person who wrote the text: what is unclear, and
    how to write it instead.
    """


def quoted(text: str) -> str:
    """Return `text` in quotation marks, cut where it is too long for a message."""
    shown = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    return f"“{shown}”"
