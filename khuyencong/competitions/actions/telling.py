"""What a maker tells shoppers: words, steps, batches; a batch called back stays to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khuyencong.competitions.actions.pages import page_changed
from khuyencong.competitions.models import MakingStep, Product, ProductBatch
from khuyencong.competitions.rules.titles import STEPS, may_tell
from khuyencong.core import journal
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.gtin import read_gtin
from khuyencong.values.text import clean

NOT_YOURS = "Tài khoản này không ghi được trang của sản phẩm ấy."
TOO_MANY = f"Ghi nhiều nhất {STEPS} công đoạn."
KNOWN = "Số lô này đã có; xin xem lại."
AHEAD = "Ngày sản xuất chưa đến; xin xem lại."
TURNED = "Hạn dùng trước ngày sản xuất; xin xem lại."
NO_CODE = "Xin ghi số lô."
CALLED_BACK = "Lô này đã thu hồi rồi."
NO_REASON = "Xin ghi lý do thu hồi lô."
TAKEN = "Mã GTIN này đã ghi cho một sản phẩm khác."


@dataclass(frozen=True, kw_only=True)
class BatchTold:
    """A batch as its maker writes it down."""

    code: str
    made_on: date
    best_before: date | None = None
    quantity: str = ""
    note: str = ""


@transaction.atomic
def tell_about(*, by: Actor, product: Product, about: str, gtin: str, at: datetime) -> Product:
    """Write what a shopper reads of a product, and its GTIN ("" for none).

    Unreadable for digits that are no GTIN.
    """
    row = _locked(by, product)
    number = read_gtin(gtin) if gtin.strip() else ""
    if number and Product.objects.filter(gtin=number).exclude(id=row.id).exists():
        raise Refused(TAKEN)
    row.about, row.gtin = about.strip(), number
    row.save(update_fields=["about", "gtin"])
    _note("product.told", by, row, at, {"letters": len(row.about), "gtin": number})
    return row


@transaction.atomic
def tell_steps(
    *, by: Actor, product: Product, steps: Sequence[tuple[str, str]], at: datetime
) -> list[MakingStep]:
    """Tell how a product is made, in order: title and words of each step; those before it end."""
    row = _locked(by, product)
    told = [(clean(title), clean(words)) for title, words in steps if clean(title)]
    if len(told) > STEPS:
        raise Refused(TOO_MANY)
    standing = row.making.filter(ended_at=None)
    if list(standing.order_by("position").values_list("title", "told")) == told:
        return list(standing)
    standing.update(ended_at=at)
    made = MakingStep.objects.bulk_create(
        MakingStep(product=row, position=place, title=title, told=words, by=by.id, recorded_at=at)
        for place, (title, words) in enumerate(told, 1)
    )
    _note("product.steps", by, row, at, {"steps": len(made)})
    return made


@transaction.atomic
def add_batch(*, by: Actor, product: Product, told: BatchTold, at: datetime) -> ProductBatch:
    """Write down a batch; its code is once for a product."""
    row = _locked(by, product)
    code = clean(told.code)
    if not code:
        raise Refused(NO_CODE)
    if told.made_on > day_in_vietnam(at):
        raise Refused(AHEAD)
    if told.best_before and told.best_before < told.made_on:
        raise Refused(TURNED)
    if row.batches.filter(code=code).exists():
        raise Refused(KNOWN)
    batch = row.batches.create(
        code=code,
        made_on=told.made_on,
        best_before=told.best_before,
        quantity=clean(told.quantity),
        note=clean(told.note),
        by=by.id,
        recorded_at=at,
    )
    _note("product.batch", by, row, at, {"batch": str(batch.id)})
    return batch


@transaction.atomic
def recall_batch(*, by: Actor, batch: ProductBatch, reason: str, at: datetime) -> ProductBatch:
    """Call a batch back from the day of `at`, with the reason that shoppers read."""
    product = _locked(by, batch.product)
    row = ProductBatch.objects.select_for_update().get(id=batch.id)
    if row.recalled_on is not None:
        raise Refused(CALLED_BACK)
    if not clean(reason):
        raise Refused(NO_REASON)
    row.recalled_on, row.recall_reason = day_in_vietnam(at), clean(reason)
    row.save(update_fields=["recalled_on", "recall_reason"])
    _note("product.batch_recalled", by, product, at, {"batch": str(row.id)})
    return row


def _locked(by: Actor, product: Product) -> Product:
    row = Product.objects.select_for_update().get(id=product.id)
    if not may_tell(by, row):
        raise Refused(NOT_YOURS)
    return row


def _note(act: str, by: Actor, product: Product, at: datetime, facts: dict[str, object]) -> None:
    journal.record(
        act,
        custodian=product.custodian_id,
        about=f"product:{product.id}",
        at=at,
        by=by.id,
        facts=facts,
    )
    page_changed(product.id)
