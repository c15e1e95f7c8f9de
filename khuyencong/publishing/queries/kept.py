"""Under which key a finished page of the portal is kept: of its address, and of a generation.

Every act that changes what everybody reads begins a new generation, so that nothing made before is
shown after, not even a page that was being made while the act was done.
"""

from django.core.cache import cache

from khuyencong.core.identity import new_id

GENERATION = "portal:generation"
#: Before the first act, or where the store forgot: no page is shown that is a minute old anyway.
FIRST = "0"
#: Longer than any page is kept.
KEPT = 30 * 24 * 60 * 60


def generation() -> str:
    """Return the generation of this moment: read before a page is made, never after."""
    return str(cache.get(GENERATION, FIRST))


def begin_generation() -> str:
    """Let every kept page be made anew."""
    new = new_id().hex
    cache.set(GENERATION, new, KEPT)
    return new


def page_key(address: str, of: str) -> str:
    """Return the key of a page."""
    return f"portal:{of}:{address}"
