"""Products: a maker's own and those an office keeps; photographs; into a round with one button."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.applications.queries import department_for
from khuyencong.competitions import actions
from khuyencong.competitions.actions import ProductTold
from khuyencong.competitions.forms.products import PhotoForm, ProductForm, initial_of
from khuyencong.competitions.models import Product
from khuyencong.competitions.queries import entries as queries
from khuyencong.competitions.queries.pictures import drawn, photos_of
from khuyencong.competitions.queries.scope import entries_visible_to, products_visible_to
from khuyencong.competitions.rules.dossier import LEAST_PHOTOS
from khuyencong.competitions.rules.permissions import ENTER, may_record
from khuyencong.core import blobs
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    found_by,
    standing,
)
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told

ROWS, OFFERED = 30, 20
SECTION = {"section": "products"}
READ_OR_ENTER = (Permission.VOTING_ENTER, Permission.VOTING_READ)
#: What a picture may be asked as: the word of the address, the column that names its bytes.
SIZES = {"nho": "thumbnail", "cong-bo": "public"}
logger = logging.getLogger(__name__)


@require_safe
@requires(*READ_OR_ENTER)
def products(request: HttpRequest) -> HttpResponse:
    """The products in the user's scope, each with its entries."""
    typed = _typed(request)
    rows = queries.listed_products(request.user, typed)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "typed": typed,
        "query": f"q={typed}&" if typed else "",
        "makers": list(queries.makers_of(request.user)),
        "may_choose": request.user.may(Permission.ESTABLISHMENT_READ)
        and request.user.may(Permission.VOTING_ENTER),
        **SECTION,
    }
    return render(request, "desk/voting_products.html", told)


@require_safe
@requires(Permission.VOTING_ENTER)
def choose(request: HttpRequest) -> HttpResponse:
    """Find whose product it is."""
    typed = _typed(request)
    rows = standing(establishments_visible_to(request.user)).select_related("commune")
    found = list(found_by(rows, typed)[:OFFERED]) if typed else []
    told = {
        "typed": typed,
        "found": found,
        "makers": list(queries.makers_of(request.user)),
        **SECTION,
    }
    return render(request, "desk/voting_product_choose.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ENTER)
def new(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Record a product of an establishment."""
    maker = _maker(request, establishment_id)
    form = ProductForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, maker)

    def do() -> str:
        told = ProductTold(establishment=maker, **form.cleaned_data)
        made = actions.record_product(by=request.user, told=told, at=now())
        return reverse("desk:product-photos", args=[made.id])

    return done_or_told(
        request,
        "product.record",
        do,
        form=form,
        again=lambda form: _form(request, form, maker),
        said="Đã ghi sản phẩm. Thêm ảnh nhé.",
        at="name",
    )


@require_safe
@requires(*READ_OR_ENTER)
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """One product: what it is, its photographs, its entries, the rounds that take it."""
    one = visible(request, product_id)
    may = may_record(request.user, one)
    told = {
        "product": one,
        "photos": list(photos_of(one.id)),
        "entries": list(one.entries.select_related("round").order_by("-recorded_at", "id")),
        "titles": list(one.certificates.order_by("-issued_on", "id")),
        "rounds": queries.rounds_for(one, today()) if may else [],
        "may_record": may,
        "least": LEAST_PHOTOS,
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting_product.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ENTER)
def amend(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Set a product right."""
    one = told_by(request, product_id)
    form = ProductForm(request.POST or None, initial=initial_of(one))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form, one.establishment, one)

    def do() -> str:
        told = ProductTold(establishment=one.establishment, **form.cleaned_data)
        actions.amend_product(by=request.user, product=one, told=told, at=now())
        return reverse("desk:product", args=[one.id])

    return done_or_told(
        request,
        f"product.amend:{one.id}",
        do,
        form=form,
        again=lambda form: _form(request, form, one.establishment, one),
        said="Đã sửa sản phẩm.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ENTER)
def photos(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """The photographs of a product, and one more; it is drawn anew before anything is written."""
    one = told_by(request, product_id)
    if request.method != "POST":
        return _photos(request, one, PhotoForm())
    form = PhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _photos(request, one, form)
    try:
        picture = drawn(form.cleaned_data["file"].read())
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return _photos(request, one, form)

    def do() -> str:
        side = form.cleaned_data["side"]
        actions.add_photo(by=request.user, product=one, drawn=picture, side=side, at=now())
        return reverse("desk:product-photos", args=[one.id])

    return done_or_told(
        request,
        "product.photo",
        do,
        form=form,
        again=lambda form: _photos(request, one, form),
        said="Đã nhận ảnh.",
        at="file",
    )


def _photos(request: HttpRequest, one: Product, form: PhotoForm) -> HttpResponse:
    rows = list(photos_of(one.id))
    drafts = entries_visible_to(request.user).filter(product=one, state__in=("draft", "returned"))
    told = {
        "product": one,
        "photos": rows,
        "least": LEAST_PHOTOS,
        "form": form,
        "key": issue(request.user.id),
        "keys": {photo.id: issue(request.user.id) for photo in rows},
        "drafts": list(drafts.select_related("round").order_by("recorded_at", "id")),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting_photos.html", told, status=status)


@require_POST
@requires(Permission.VOTING_ENTER)
def photo_off(request: HttpRequest, product_id: UUID, photo_id: UUID) -> HttpResponse:
    """Take a photograph off a product."""
    one = told_by(request, product_id)
    photo = one.photos.select_related("product").filter(id=photo_id).first()
    if photo is None:
        raise Http404
    back = reverse("desk:product-photos", args=[one.id])

    def do() -> str:
        actions.take_off_photo(by=request.user, photo=photo, at=now())
        return back

    return done_once(request, "product.photo_off", do, back=back, said="Đã bỏ ảnh.")


@require_safe
@requires(*READ_OR_ENTER)
def picture(request: HttpRequest, photo_id: UUID, size: str) -> HttpResponse:
    """The bytes of a photograph as we drew it: no camera, no place, no time."""
    if size not in SIZES:
        raise Http404
    photo = queries.photos_visible_to(request.user).filter(id=photo_id).first()
    if photo is None:
        raise Http404
    with blobs.open(getattr(photo, SIZES[size])) as file:
        data = file.read()
    return HttpResponse(data, content_type="image/jpeg")


@require_POST
@requires(Permission.VOTING_ENTER)
def enter(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Begin the dossier of a product in a round."""
    one = told_by(request, product_id)
    back = reverse("desk:product", args=[one.id])
    chosen = request.POST.get("round", "")
    found = next((row for row in queries.rounds_for(one, today()) if str(row.id) == chosen), None)
    if found is None:
        messages.error(request, "Chọn một cuộc bình chọn đang nhận hồ sơ.")
        return redirect(back)

    def do() -> str:
        begun = actions.begin_entry(by=request.user, product=one, round=found, at=now())
        return reverse("desk:entry", args=[begun.id])

    return done_once(request, "entry.begin", do, back=back, said="Đã mở hồ sơ.")


def visible(request: HttpRequest, product_id: UUID) -> Product:
    """Return the product if it is within the user's scope, else 404; a try is logged."""
    rows = products_visible_to(request.user).select_related(
        "establishment__commune", "custodian__parent"
    )
    one = rows.filter(id=product_id).first()
    if one is None:
        logger.warning("no product %s for user %s", product_id, request.user.id)
        raise Http404
    return one


def told_by(request: HttpRequest, product_id: UUID) -> Product:
    """Return the product if the user records it, else 404."""
    one = visible(request, product_id)
    if not may_record(request.user, one):
        raise Http404
    return one


def _maker(request: HttpRequest, establishment_id: UUID) -> Establishment:
    """Return an establishment that the user acts for, or whose department's officer he is."""
    own = queries.makers_of(request.user).filter(id=establishment_id).first()
    if own is not None:
        return own
    rows = establishments_visible_to(request.user).select_related("commune", "custodian__parent")
    one = rows.filter(id=establishment_id).first()
    if one is None or not request.user.may(ENTER, of=department_for(one, today()).id):
        raise Http404
    return one


def _typed(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").replace("\0", "").split())[:120]


def _form(
    request: HttpRequest, form: ProductForm, maker: Establishment, one: Product | None = None
) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, "maker": maker, "product": one, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/voting_product_form.html", told, status=status)
