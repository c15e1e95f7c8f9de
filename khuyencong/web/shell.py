"""What the frame around every page shows."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from khuyencong.notices.queries import unread_count
from khuyencong.web.sections import groups_for

#: Whose portal and desk it is, as the head of every page says.
AGENCY = "Bộ Công Thương"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the words of the state header; and who is signed in, as what, with which parts."""
    frame: dict[str, Any] = {
        "agency_name": AGENCY,
        "sign_in_by": settings.IDENTITY.get("name", ""),
        "sign_in_at": settings.IDENTITY.get("provider_id", ""),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    frame["my_roles"] = [
        f"{membership.get_role_display()}, {membership.organisation}"
        for membership in user.memberships_today
    ]
    frame["desk_groups"] = list(groups_for(user))
    # Asked by the frame of the desk alone: the portal shows no bell.
    frame["unread_notices"] = partial(unread_count, user)
    return frame
