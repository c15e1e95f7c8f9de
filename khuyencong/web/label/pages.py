"""The page behind a code, the page on which a code is typed, the picture, the GS1 address."""

from datetime import datetime

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from khuyencong.competitions.queries.public import (
    TitlePage,
    code_of_gtin,
    picture_hash,
    title_page,
)
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from khuyencong.exchange.queries.sources import has_copies, kept_elsewhere
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.errors import Unreadable
from khuyencong.values.gtin import read_gtin
from khuyencong.values.shortcode import read_code, shown_code
from khuyencong.web.access import public
from khuyencong.web.label.kept import answered, for_everybody, keep_page, kept_page
from khuyencong.web.label.limits import guesses_left, note_guess

MISTYPED = "Mã gõ chưa đúng: mã có 14 chữ và số, như 7KQ2M-9XBCD-4TWA. Xin xem lại từng chữ."
#: A small picture above so many bytes is not put on the page: it would not be small.
PICTURE = 28_000
#: Kinds of pictures by their first bytes: what is none of these is not sent.
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}
MONTH = "public, max-age=2592000"
#: No code: the register is asked all the same, so that a slip takes as long as a guess.
NO_CODE = "-"


@require_safe
@public
def typing(request: HttpRequest) -> HttpResponse:
    """Ask for the code on a label, in any spacing; lead to its page."""
    typed = request.GET.get("ma", "").strip()
    code = read_code(typed)
    if code:
        return for_everybody(redirect("label:page", code=code))
    told = {"typed": typed[:40], "why": MISTYPED if typed else ""}
    body = render_to_string("label/typing.html", told)
    return for_everybody(HttpResponse(body, status=422 if typed else 200))


@require_safe
@public
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What the product with this code is, today: from the register, or as it was a minute ago."""
    code, at = read_code(code), now()
    kept = kept_page(code) if code else None
    if kept and kept.is_fresh(at):
        return answered(request, kept)
    if not guesses_left(request):
        return _too_many()
    try:
        found = title_page(code or NO_CODE, day_in_vietnam(at))
    except DatabaseError:
        if kept is None:
            raise
        return answered(request, kept)
    if found is None:
        note_guess(request)
        return unknown()
    return answered(request, keep_page(code, _body(found, at), at))


def unknown() -> HttpResponse:
    """Return the one answer to every code that nobody gave out."""
    body = render_to_string("label/unknown.html", {"has_copies": has_copies()})
    return for_everybody(HttpResponse(body, status=404))


@require_safe
@public
def picture(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The public picture of a product: "nho" as the page shows it, "lon" to look closely."""
    names = {"nho": "thumbnail", "lon": "public"}
    sha256 = picture_hash(read_code(code) or NO_CODE, names[kind]) if kind in names else None
    data = _picture(sha256) if sha256 else None
    if data is None:
        raise Http404
    media = next((name for begin, name in KINDS.items() if data.startswith(begin)), None)
    if media is None:
        raise Http404
    return for_everybody(HttpResponse(data, content_type=media), MONTH)


@require_safe
@public
def by_gtin(request: HttpRequest, gtin: str) -> HttpResponse:
    """The GS1 address of a product whose maker told its number: leads to the page of its title."""
    try:
        number = read_gtin(gtin)
    except Unreadable:
        number = NO_CODE
    if not guesses_left(request):
        return _too_many()
    code = code_of_gtin(number, today())
    if code is None:
        note_guess(request)
        return unknown()
    return for_everybody(redirect("label:page", code=code))


def _too_many() -> HttpResponse:
    body = render_to_string("label/too_many.html")
    return for_everybody(HttpResponse(body, status=429), "no-store")


def _body(found: TitlePage, at: datetime) -> bytes:
    small = _picture(found.photo.thumbnail) if found.photo else None
    told = {
        "page": found,
        "title": found.title,
        "product": found.product,
        "state": str(found.state),
        "code": shown_code(found.title.code),
        "has_picture": small is not None and len(small) <= PICTURE,
        "at": at,
        "home": kept_elsewhere("competitions.Certificate", found.title.id, day_in_vietnam(at)),
    }
    return render_to_string("label/page.html", told).encode()


def _picture(sha256: str) -> bytes | None:
    try:
        with blobs.open(sha256) as file:
            return file.read()
    except FileNotFoundError:
        return None
