"""An entry written in error is taken back by a counter-entry; both stay on record."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import locked
from khuyencong.funds.actions.entering import Told, entered
from khuyencong.funds.models import Entry
from khuyencong.funds.rules import Refused, counter, may_allot, may_pay
from khuyencong.funds.rules.permissions import require
from khuyencong.funds.rules.rows import plain_posting
from khuyencong.funds.states import EntryKind

OF_PAYING = (EntryKind.ADVANCE, EntryKind.PAY, EntryKind.REFUND)
OF_BUDGETS = (EntryKind.ALLOT, EntryKind.CARRY_OVER)


@transaction.atomic
def reverse(
    *,
    by: Actor,
    at: datetime,
    entry: Entry,
    why: str,
    paper: str = "",
    payer: UUID | None = None,
    act: UUID | None = None,
    day: date | None = None,
) -> Entry:
    """Take an entry back, whole and once; Refused where later entries stand upon it."""
    rows = list(entry.postings.select_related("budget", "fund", "share").order_by("id"))
    books = locked(
        Q(id__in={row.budget_id for row in rows}),
        Q(id__in={row.fund_id for row in rows if row.fund_id}),
        Q(id__in={row.share_id for row in rows if row.share_id}),
    )
    if entry.reverses_id or Entry.objects.filter(reverses=entry).exists():
        raise Refused("Bút toán này đã được ghi ngược, hoặc chính là bút toán ghi ngược.")
    for owner in [payer] if payer else sorted({key.owner for key in books.budgets}):
        _require(by, owner, EntryKind(entry.kind))
    posted = counter(books.balances, [plain_posting(row) for row in rows])
    told = Told(by=by, at=at, act=act, why=why, paper=paper, day=day, needs_reason=True)
    return entered(
        EntryKind(entry.kind),
        -entry.amount,
        posted,
        books,
        told,
        spender=entry.spender,
        reverses=entry,
    )


def _require(by: Actor, owner: UUID, kind: EntryKind) -> None:
    if kind in OF_BUDGETS:
        require(may_allot(by, owner), "ghi ngược kinh phí được giao")
    elif kind in OF_PAYING:
        require(may_pay(by, owner), "ghi ngược tạm ứng, thanh toán, hoàn trả")
