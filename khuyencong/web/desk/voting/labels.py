"""Products that bear a title: what shoppers read of them, how often; labels to print."""

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.keys import signing_key
from khuyencong.competitions.models import Certificate
from khuyencong.competitions.queries.labelled import ProductPage, product_page, titled_products
from khuyencong.competitions.queries.seals import own_host, qr_text
from khuyencong.competitions.rules.titles import may_tell, state_on
from khuyencong.competitions.states import CertificateState
from khuyencong.core.clock import now, today
from khuyencong.documents.labels import SIZES, Label, label_sheet, label_svg
from khuyencong.values.dates import format_date
from khuyencong.values.errors import Unreadable
from khuyencong.values.shortcode import shown_code
from khuyencong.web.access import requires

ROWS = 30
SECTION = {"section": "labels"}
OPENS = (Permission.VOTING_READ, Permission.PRODUCT_TELL)
PRINTABLE = (CertificateState.VALID, CertificateState.UNKNOWN)
ENDED = "Danh hiệu này không còn hiệu lực, nên không in tem."


@require_safe
@requires(*OPENS)
def labels(request: HttpRequest) -> HttpResponse:
    """The products of the user's scope that bear or bore a title."""
    typed = request.GET.get("ten", "").strip()[:100]
    rows = titled_products(request.user, typed)
    told = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "typed": typed,
        "query": f"{urlencode({'ten': typed})}&" if typed else "",
        "day": today(),
        **SECTION,
    }
    return render(request, "desk/voting_labels.html", told)


@require_safe
@requires(*OPENS)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One product: titles, what the maker tells, batches, openings, labels."""
    page = product_of(request, product_id)
    told = {
        "page": page,
        "product": page.product,
        "titles": [(one, state, state in PRINTABLE) for one, state in page.titles],
        "may_tell": may_tell(request.user, page.product),
        "sizes": SIZES.items(),
        "address": settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/"),
        **SECTION,
    }
    return render(request, "desk/voting_label.html", told)


@require_safe
@requires(Permission.PRODUCT_TELL)
def sheet(request: HttpRequest, product_id: UUID, title_id: UUID) -> HttpResponse:
    """Labels of a title: an A4 sheet as PDF, or one as SVG; only of a title that holds."""
    page = product_of(request, product_id, telling=True)
    title = next((one for one, _ in page.titles if one.id == title_id), None)
    size = SIZES.get(request.GET.get("co", "vua"))
    kind = request.GET.get("dang", "pdf")
    if title is None or size is None or kind not in ("pdf", "svg"):
        raise Http404
    if state_on(title, today()) not in PRINTABLE:
        messages.error(request, ENDED)
        return redirect("desk:label-product", product_id)
    try:
        key = signing_key(at=now())
    except (Unreadable, OSError) as refusal:
        messages.error(request, f"Chưa in được tem: {refusal}")
        return redirect("desk:label-product", product_id)
    label = _label(title, qr_text(title, key, own_host() or request.get_host()))
    if kind == "pdf":
        data, media = label_sheet(label, size), "application/pdf"
    else:
        data, media = label_svg(label, size), "image/svg+xml"
    name = f"tem-{title.code}.{kind}"
    disposition = content_disposition_header(True, name) or ""
    return HttpResponse(data, content_type=media, headers={"Content-Disposition": disposition})


def product_of(request: HttpRequest, product_id: UUID, *, telling: bool = False) -> ProductPage:
    """Return a product that the user sees, and with `telling` tells of; else 404."""
    page = product_page(request.user, product_id, today())
    if page is None or (telling and not may_tell(request.user, page.product)):
        raise Http404
    return page


def _label(title: Certificate, text: str) -> Label:
    term = f"Hiệu lực đến {format_date(title.last_day)}" if title.last_day else "Hạn: xem mã QR"
    return Label(
        name=title.product_name,
        maker=title.maker_name,
        title=f"Sản phẩm CNNT tiêu biểu {title.get_level_display()}",
        number=f"Số {title.shown}",
        term=term,
        code=shown_code(title.code),
        text=text,
    )
