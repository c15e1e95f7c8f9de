"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the words of the state header: whose desk this is."""
    return {"agency_name": "Bộ Công Thương"}
