"""Where the thing stands that a notice speaks of."""

from django.urls import reverse

from khuyencong.notices.models import Notice
from khuyencong.notices.states import Because

#: A role given, ended or ending has no page of its own.
ROLES = ("role", "membership")
ROUTES = {
    "request": "desk:request",
    "project": "desk:project",
    "plan": "desk:plan",
    "edition": "desk:edition",
    "duty": "desk:duty",
    "entry": "desk:entry",
    "certificate": "desk:certificate",
    "fake": "desk:fake",
    "proposal": "desk:proposal",
    "document": "desk:office-document",
}


def address_of(notice: Notice | None) -> str:
    """Return the page of what a notice speaks of; the list of notices for none.

    Of a role: the body whose roles it lists; the first page of the desk for whose role it is.
    """
    sort, _, key = (notice.about if notice else "").partition(":")
    if notice and sort in ROLES:
        of_others = notice.because == Because.RIGHT
        return reverse("desk:body", args=[notice.body_id]) if of_others else reverse("desk:home")
    return reverse(ROUTES[sort], args=[key]) if sort in ROUTES else reverse("desk:notices")
