"""The address of a page as a letter or a paper bears it."""

from django.conf import settings
from django.http import HttpRequest


def written_out(request: HttpRequest, path: str) -> str:
    """Return an address with its host: that of the house, else the one that was asked."""
    base = settings.PUBLIC_ADDRESS
    return f"{base}{path}" if base else request.build_absolute_uri(path)
