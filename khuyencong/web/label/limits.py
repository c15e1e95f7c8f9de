"""How often one address may guess codes or report fakes. Many people share one address."""

from django.http import HttpRequest

from khuyencong.web.limits import count, counted

#: Unknown codes, and reports of fakes, from one address in ten minutes.
GUESSES, REPORTS = 60, 10


def guesses_left(request: HttpRequest) -> bool:
    """Return whether this address may still ask for a code that nobody gave out."""
    return counted(request, "ma") < GUESSES


def note_guess(request: HttpRequest) -> None:
    """Count a code that nobody gave out."""
    count(request, "ma")


def may_report(request: HttpRequest) -> bool:
    """Count a report; return whether it is still one of the first."""
    return count(request, "gia") <= REPORTS
