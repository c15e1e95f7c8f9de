"""By what everybody reaches an office: how its telephone and its mail are read."""

from collections.abc import Callable

from khuyencong.registry.states import BodyFactOf
from khuyencong.values.identifiers import read_email, read_office_phone

_READERS: dict[str, Callable[[str], str]] = {
    BodyFactOf.PHONE: read_office_phone,
    BodyFactOf.EMAIL: read_email,
}


def read_fact(kind: str, told: str) -> str:
    """Return what is told of a body as it is kept; Unreadable for a number that is none."""
    reader = _READERS.get(kind)
    return reader(told) if reader else told
