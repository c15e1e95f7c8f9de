"""The floor of `khuyencong bench`: a view that answers the same bytes, with nothing asked.

No address of the house leads here; the bench sets it in the place of all of them.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import path

#: What is answered; the bench puts the page there.
ANSWER = {"page": b""}


def plain(request: HttpRequest, code: str) -> HttpResponse:
    """Return the bytes."""
    return HttpResponse(ANSWER["page"])


urlpatterns = [path("q/<str:code>", plain)]
