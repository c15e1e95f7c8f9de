"""The words that an address asks for."""

from django.http import HttpRequest

#: So many signs of them are read.
LONGEST = 120


def words_asked(request: HttpRequest) -> str:
    """Return what stands behind `q`, without what no text holds."""
    return request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST]
