"""Finished pages, kept by their code alone: whoever asks, and whatever stands behind the `?`."""

from datetime import datetime

from khuyencong.competitions.queries.public import page_key
from khuyencong.web.kept import Kept, answered, for_everybody, keep, kept

__all__ = ["answered", "for_everybody", "keep_page", "kept_page"]


def kept_page(code: str) -> Kept | None:
    """Return the page of a code as it was last made."""
    return kept(page_key(code))


def keep_page(code: str, body: bytes, at: datetime) -> Kept:
    """Keep a page that was just made."""
    return keep(page_key(code), body, at)
