"""The stamp of the version that a form was opened with."""

from uuid import UUID

from django.http import HttpRequest

#: What no version bears: a form without a stamp has seen none.
NONE = UUID(int=0)


def stamp_in(request: HttpRequest) -> UUID:
    """Return the stamp that a form brings back; one that no version bears where it is broken."""
    try:
        return UUID(request.POST.get("stamp", ""))
    except ValueError:
        return NONE
