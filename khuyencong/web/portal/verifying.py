"""Whoever holds a paper asks whether it stands: by its code, and by the bytes of its file."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.documents.qr import qr_svg
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.editions import Force, by_code, force_of, replacing
from khuyencong.values.shortcode import read_code, shown_code
from khuyencong.web.access import public
from khuyencong.web.address import written_out

#: Seconds for which a page may be kept on the way: so late may a replacement be known.
KEPT = 60
MISTYPED = "Mã này gõ chưa đúng: mã có 14 chữ và số, như 7KQ2M-9XBCD-4TWA. Xin xem lại từng chữ."
UNKNOWN = (
    "Không có văn bản nào mang mã này. In đúng mã như vậy thì không phải văn bản của hệ thống."
)
LARGE = "Tệp lớn quá {most} MB nên không so."
NO_FILE = "Chọn một tệp để so."


@dataclass(frozen=True)
class IssuedFile:
    """A file of an edition, by its hash."""

    name: str
    sha256: str


@require_safe
@public
@cache_control(public=True, max_age=KEPT)
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code; lead to its page."""
    typed = request.GET.get("ma", "").strip()
    if not typed:
        return render(request, "portal/verify.html", {"section": "verify"})
    code = read_code(typed)
    if code:
        return redirect("portal:verified", code=code)
    return _unknown(request, MISTYPED, typed, 422)


@require_safe
@public
@cache_control(public=True, max_age=KEPT)
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper with this code is: number, day, issuer, title, what it is worth today."""
    row = _edition(code)
    if row is None:
        return _unknown(request, UNKNOWN if read_code(code) else MISTYPED, code, 404)
    return render(request, "portal/verified.html", _told(row))


@require_safe
@public
@cache_control(public=True, max_age=86_400)
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The code as a picture that leads to its page."""
    row = _edition(code)
    if row is None:
        raise Http404
    path = reverse("portal:verified", args=[row.code])
    return HttpResponse(qr_svg(written_out(request, path)), content_type="image/svg+xml")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Compare the bytes of a file with those that were issued; the file is kept nowhere."""
    row = _edition(code)
    if row is None:
        raise Http404
    told = _told(row)
    if request.method != "POST":
        return render(request, "portal/verified_file.html", told)
    sha256, why = _hash_of_upload(request)
    found = next((one for one in told["files"] if one.sha256 == sha256), None)
    told |= {"sha256": sha256, "found": found, "why": why}
    return render(request, "portal/verified_file.html", told, status=422 if why else 200)


def _edition(code: str) -> Edition | None:
    return by_code(read_code(code)) if read_code(code) else None


def _told(row: Edition) -> dict[str, Any]:
    force = force_of(row)
    return {
        "edition": row,
        "issue": row.issue if force != Force.UNSIGNED else None,
        "title": row.words.title,
        "force": str(force),
        "replacing": replacing(row) if force == Force.REPLACED else None,
        "code": shown_code(row.code),
        "files": files_of(row) if force != Force.UNSIGNED else [],
        "section": "verify",
    }


def files_of(row: Edition) -> list[IssuedFile]:
    """Return the files that left the house under a code."""
    issue = row.issue
    told = [
        ("PDF đã ký số", row.signed_pdf),
        ("PDF ban hành", issue.pdf if issue else ""),
        ("Word ban hành", issue.docx if issue else ""),
    ]
    return [IssuedFile(name, sha256) for name, sha256 in told if sha256]


def _hash_of_upload(request: HttpRequest) -> tuple[str, str]:
    """Return the SHA-256 of the file that was sent, or why there is none."""
    large = LARGE.format(most=settings.UPLOAD_LIMIT // 1024**2)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_LIMIT + 10_000:
        return "", large
    file = request.FILES.get("tep")
    if file is None:
        return "", NO_FILE
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        return "", large
    told = hashlib.sha256()
    for chunk in file.chunks():
        told.update(chunk)
    return told.hexdigest(), ""


def _unknown(request: HttpRequest, why: str, typed: str, status: int) -> HttpResponse:
    told = {"why": why, "typed": typed[:40], "section": "verify"}
    return render(request, "portal/verify.html", told, status=status)
