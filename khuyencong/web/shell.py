"""What the frame around every page shows."""

from typing import Any

from django.http import HttpRequest

from khuyencong.accounts.permissions import Permission


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the words of the state header, and for somebody signed in his roles of today."""
    frame: dict[str, Any] = {"agency_name": "Bộ Công Thương"}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    frame["my_roles"] = [
        f"{membership.get_role_display()}, {membership.organisation}"
        for membership in user.memberships_today
    ]
    frame["may_read_reports"] = user.may(Permission.REPORT_READ)
    frame["may_read_establishments"] = user.may(Permission.ESTABLISHMENT_READ)
    return frame
