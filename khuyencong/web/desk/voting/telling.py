"""What shoppers read of a product, written on the desk: words, steps, batches, batches back."""

from collections.abc import Callable
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import telling
from khuyencong.competitions.forms.labels import (
    AboutForm,
    BatchForm,
    RecallForm,
    StepsForm,
    about_of,
)
from khuyencong.competitions.models import Product
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.voting.labels import SECTION, product_of

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@requires(Permission.PRODUCT_TELL)
def about(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Write the words for shoppers and the GTIN."""
    product = product_of(request, product_id, telling=True).product
    form = AboutForm(request.POST or None, initial=about_of(product))

    def act() -> None:
        told = form.cleaned_data
        telling.tell_about(by=request.user, product=product, at=now(), **told)

    return _told(request, product, form, "Giới thiệu sản phẩm", act, "Đã ghi giới thiệu.")


@require_http_methods(METHODS)
@requires(Permission.PRODUCT_TELL)
def steps(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Write how the product is made, in order."""
    page = product_of(request, product_id, telling=True)
    form = StepsForm(request.POST or None, told=page.steps)

    def act() -> None:
        telling.tell_steps(by=request.user, product=page.product, steps=form.steps, at=now())

    return _told(request, page.product, form, "Công đoạn sản xuất", act, "Đã ghi công đoạn.")


@require_http_methods(METHODS)
@requires(Permission.PRODUCT_TELL)
def batch(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Write down a batch."""
    product = product_of(request, product_id, telling=True).product
    form = BatchForm(request.POST or None)

    def act() -> None:
        told = telling.BatchTold(**form.cleaned_data)
        telling.add_batch(by=request.user, product=product, told=told, at=now())

    return _told(request, product, form, "Thêm lô hàng", act, "Đã ghi lô hàng.")


@require_http_methods(METHODS)
@requires(Permission.PRODUCT_TELL)
def recall(request: HttpRequest, product_id: UUID, batch_id: UUID) -> HttpResponse:
    """Call a batch back."""
    page = product_of(request, product_id, telling=True)
    row = next((one for one in page.batches if one.id == batch_id), None)
    if row is None:
        raise Http404
    form = RecallForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        telling.recall_batch(by=request.user, batch=row, reason=reason, at=now())

    return _told(request, page.product, form, f"Thu hồi lô {row.code}", act, "Đã ghi thu hồi lô.")


def _told(
    request: HttpRequest,
    product: Product,
    form: Form,
    heading: str,
    act: Callable[[], object],
    said: str,
) -> HttpResponse:
    """Show the form, or do its act once and go back to the product."""
    if request.method != "POST" or not form.is_valid():
        return _form(request, product, form, heading)

    def do() -> str:
        act()
        return reverse("desk:label-product", args=[product.id])

    return done_or_told(
        request,
        f"label.{request.resolver_match.url_name}",
        do,
        form=form,
        again=lambda form: _form(request, product, form, heading),
        said=said,
    )


def _form(request: HttpRequest, product: Product, form: Form, heading: str) -> HttpResponse:
    told = {
        "product": product,
        "form": form,
        "heading": heading,
        "pairs": getattr(form, "pairs", []),
        "key": issue(request.user.id),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting_label_form.html", told, status=status)
