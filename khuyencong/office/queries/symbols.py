"""The short name of a body, as the symbols of its documents bear it."""

from datetime import date

from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind

#: What every Sở Công Thương writes; other bodies are asked where nobody has told.
OF_KIND = {OrganisationKind.DEPARTMENT: "SCT"}


def tail_of(body: Organisation, on: date) -> str:
    """Return the short name of a body on a day; "" where nobody has told it."""
    name = body.names.on(on).first()
    short = name.short.replace(" ", "") if name else ""
    return short or OF_KIND.get(OrganisationKind(body.kind), "")
