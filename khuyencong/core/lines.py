"""A line of text as an act keeps it."""

from khuyencong.core.refusal import Refused
from khuyencong.values.text import clean


def line(text: str, what: str, longest: int, *, required: bool = False) -> str:
    """Return a line as it is kept; Refused for a NUL, for one too long, for an empty one asked."""
    kept = clean(text)
    if "\0" in kept:
        raise Refused(f"{what} có ký tự NUL, không phải chữ. Xin gõ lại.")
    if len(kept) > longest:
        raise Refused(f"{what} dài {len(kept)} ký tự; tối đa {longest}. Xin ghi ngắn lại.")
    if required and not kept:
        raise Refused(f"Chưa ghi {what[:1].lower()}{what[1:]}.")
    return kept
