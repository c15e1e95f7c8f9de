"""Where the thing stands that a notice speaks of."""

from django.urls import reverse

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


def address_of(about: str) -> str:
    """Return the page of a record by its name in the journal; the list of notices for none."""
    sort, _, key = about.partition(":")
    return reverse(ROUTES[sort], args=[key]) if sort in ROUTES else reverse("desk:notices")
