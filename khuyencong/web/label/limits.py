"""How often one address may guess codes or report fakes."""

from django.http import HttpRequest

from khuyencong.web.limits import tried, try_once

#: Unknown codes, and reports of fakes, from one address in ten minutes. Many share one address.
GUESSES, REPORTS = 60, 10


def guesses_left(request: HttpRequest) -> bool:
    """Return whether this address may still ask for a code that nobody gave out."""
    return tried(request, "ma") < GUESSES


def note_guess(request: HttpRequest) -> None:
    """Count a code that nobody gave out."""
    try_once(request, "ma")


def may_report(request: HttpRequest) -> bool:
    """Count a report; return whether it is still one of the first."""
    return try_once(request, "gia") <= REPORTS
