"""Finished pages, the same for whoever asks: kept under a key, made anew after a minute."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from khuyencong.values.dates import day_in_vietnam

#: A page is made anew after so long, even where nobody said that it changed.
FRESH = timedelta(seconds=60)
#: It is kept longer, for the hour in which the database does not answer; it says its own age.
KEPT = 24 * 60 * 60
POLICY = f"public, max-age=60, stale-while-revalidate=60, stale-if-error={KEPT}"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished page."""

    body: bytes
    etag: str
    made_at: datetime

    def is_fresh(self, at: datetime) -> bool:
        """Return whether it may be shown without a look into the records."""
        is_young = timedelta(0) <= at - self.made_at < FRESH
        return is_young and day_in_vietnam(at) == day_in_vietnam(self.made_at)


def kept(key: str) -> Kept | None:
    """Return the page of a key as it was last made."""
    found = cache.get(key)
    return Kept(*found) if found else None


def keep(key: str, body: bytes, at: datetime) -> Kept:
    """Keep a page that was just made."""
    made = Kept(body, f'"{hashlib.sha256(body).hexdigest()[:24]}"', at)
    cache.set(key, (made.body, made.etag, made.made_at), KEPT)
    return made


def answered(
    request: HttpRequest, page: Kept, kind: str = HTML, policy: str = POLICY
) -> HttpResponse:
    """Return a kept page, or that the asker has it already."""
    response = for_everybody(HttpResponse(page.body, content_type=kind), policy)
    response["ETag"] = page.etag
    answer = get_conditional_response(request, etag=page.etag, response=response)
    assert answer is not None
    return for_everybody(answer, policy)


def for_everybody(response: HttpResponse, policy: str = POLICY) -> HttpResponse:
    """Mark an answer that is the same for all, signed in or not: any cache may keep it."""
    response.same_for_all = True  # type: ignore[attr-defined]
    response["Cache-Control"] = policy
    return response
