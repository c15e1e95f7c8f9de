"""Links of letters about an account, as pages open them: kept by the session, few at a time."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from khuyencong.accounts.queries import LinkTo, user_of_link
from khuyencong.web.address import written_out
from khuyencong.web.limits import try_once

#: Whose forms those of a visitor who is not signed in are.
NOBODY = UUID(int=0)
#: In ten minutes: links asked for, and opened, from one address; letters to one account.
MOST_ASKED, MOST_LETTERS = 20, 2


def beginning(request: HttpRequest, name: str) -> str:
    """Return what the address of a link begins with; the rest is made when the letter leaves."""
    return written_out(request, reverse(name, args=["-"])).removesuffix("-/")


def opened(request: HttpRequest, link: str, to: LinkTo, page: str) -> HttpResponse:
    """Open the link of a letter; the session keeps it, so that no page's address bears it."""
    if try_once(request, f"lien-ket-{to}") > MOST_ASKED or user_of_link(link, to) is None:
        return gone(request, to)
    request.session[_kept(to)] = link
    return redirect(page)


def link_in(request: HttpRequest, to: LinkTo) -> str:
    """Return the link that the session keeps; "" where it keeps none."""
    found: str = request.session.get(_kept(to), "")
    return found


def gone(request: HttpRequest, to: LinkTo) -> HttpResponse:
    """Say that a link opens nothing, whyever: nobody learns who has an account."""
    return shown(request, f"{to}_gone", {}, 404)


def shown(
    request: HttpRequest, name: str, told: dict[str, object], status: int = 200
) -> HttpResponse:
    """Return a page that nobody on the way keeps, and no search engine lists."""
    answer = render(request, f"account/{name}.html", told, status=status)
    answer["Cache-Control"] = "no-store, private"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _kept(to: LinkTo) -> str:
    return f"{to}-link"
