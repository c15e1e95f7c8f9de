"""What is recorded beside the ledger: other sources, support given back, support of interest."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.funds.models import (
    BesideMoney,
    Fund,
    Instalment,
    InterestClaim,
    RepayableSupport,
    Repayment,
)
from khuyencong.funds.models.beside import NAMED
from khuyencong.funds.rules import BUDGET_YEARS, Due, Refused, may_pay
from khuyencong.funds.rules.permissions import require
from khuyencong.funds.rules.refusals import source_label
from khuyencong.funds.rules.repayable import require_interest, require_schedule
from khuyencong.funds.rules.texts import PAPER, PROGRAMME, WHY, day_of, kept_line
from khuyencong.funds.states import BESIDE, INSIDE
from khuyencong.values.dates import format_date
from khuyencong.values.money import MAX_AMOUNT, format_dong
from khuyencong.values.vocabulary import FundingSource

PAYING = "ghi hoàn trả"


@transaction.atomic
def beside(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    spender: UUID,
    kind: FundingSource,
    year: int,
    amount: int,
    part: UUID | None = None,
    programme: str = "",
    paper: str = "",
    why: str = "",
    act: UUID | None = None,
) -> BesideMoney:
    """Record money of another source for a đề án, with the programme's name; in no balance."""
    if kind not in BESIDE:
        raise Refused(f"{source_label(kind)} không phải kinh phí ghi ngoài chương trình.")
    if not 0 < amount <= MAX_AMOUNT:
        raise Refused("Số tiền phải lớn hơn 0 và không quá lớn.")
    if year not in BUDGET_YEARS:
        raise Refused(f"Năm phải từ {BUDGET_YEARS[0]} đến {BUDGET_YEARS[-1]}.")
    row = BesideMoney.objects.create(
        owner_id=owner,
        spender=spender,
        part=part,
        kind=kind,
        programme=kept_line(
            programme, "Tên chương trình, dự án", PROGRAMME, needed=kind.value in NAMED
        ),
        year=year,
        amount=amount,
        paper=kept_line(paper, "Văn bản, chứng từ", PAPER),
        why=kept_line(why, "Ghi chú", WHY),
        act=act,
        by=by.id,
        recorded_at=at,
    )
    facts = {"kind": kind.value, "year": year, "amount": amount}
    _note("funds.beside", row, by, at, facts)
    return row


def withdraw_beside(*, by: Actor, at: datetime, row: BesideMoney, reason: str) -> None:
    """Take back what was recorded beside in error; it stays on record, with the reason."""
    _withdraw("funds.beside_withdrawn", row, by, at, reason)


@transaction.atomic
def agree_repayable(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    spender: UUID,
    part: UUID,
    principal: int,
    schedule: Iterable[Due],
    signed_on: date,
    paper: str,
    act: UUID | None = None,
) -> RepayableSupport:
    """Record an agreement to give support back; Refused unless its instalments sum to it."""
    dues = sorted(schedule)
    require_schedule(principal, dues, day_of(at, signed_on))
    paper = kept_line(paper, "Số, ngày hợp đồng", PAPER, needed=True)
    if RepayableSupport.objects.filter(part=part, paper=paper).exists():
        raise Refused("Hợp đồng này đã được ghi cho dòng hỗ trợ.")
    row = RepayableSupport.objects.create(
        owner_id=owner,
        spender=spender,
        part=part,
        principal=principal,
        signed_on=signed_on,
        paper=paper,
        act=act,
        by=by.id,
        at=at,
    )
    Instalment.objects.bulk_create(
        [Instalment(agreement=row, due=due.day, amount=due.amount) for due in dues]
    )
    _note("funds.repayable", row, by, at, {"principal": principal, "instalments": len(dues)})
    return row


@transaction.atomic
def repay(
    *,
    by: Actor,
    at: datetime,
    agreement: RepayableSupport,
    amount: int,
    paper: str,
    day: date | None = None,
    why: str = "",
    payer: UUID | None = None,
) -> Repayment:
    """Write down what came back of an agreement; never more than is still to be given back."""
    require(may_pay(by, payer or agreement.owner_id), PAYING)
    kept = RepayableSupport.objects.select_for_update().get(id=agreement.id)
    open_amount = kept.principal - kept.repaid
    if not 0 < amount <= open_amount:
        raise Refused(f"Còn phải hoàn trả {format_dong(open_amount)}; ghi {format_dong(amount)}.")
    paper = kept_line(paper, "Số, ngày chứng từ", PAPER, needed=True)
    told = {"paper": paper, "day": day_of(at, day), "why": kept_line(why, "Lý do", WHY)}
    return _repaid(kept, amount, by, at, told)


@transaction.atomic
def reverse_repayment(
    *, by: Actor, at: datetime, repayment: Repayment, why: str, payer: UUID | None = None
) -> Repayment:
    """Take a repayment written in error back, once, for a reason."""
    agreement = repayment.agreement
    require(may_pay(by, payer or agreement.owner_id), PAYING)
    kept = RepayableSupport.objects.select_for_update().get(id=agreement.id)
    if repayment.reverses_id or Repayment.objects.filter(reverses=repayment).exists():
        raise Refused("Lần hoàn trả này đã được ghi ngược.")
    told = {
        "paper": repayment.paper,
        "day": day_of(at, None),
        "why": kept_line(why, "Lý do", WHY, needed=True),
        "reverses": repayment,
    }
    return _repaid(kept, -repayment.amount, by, at, told)


def _repaid(
    agreement: RepayableSupport, amount: int, by: Actor, at: datetime, told: dict[str, Any]
) -> Repayment:
    RepayableSupport.objects.filter(id=agreement.id).update(repaid=F("repaid") + amount)
    row = Repayment(agreement=agreement, amount=amount, by=by.id, at=at, **told)
    row.save()
    _note("funds.repaid", agreement, by, at, {"amount": amount, "repayment": str(row.id)})
    return row


@transaction.atomic
def claim_interest(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    spender: UUID,
    part: UUID,
    source: FundingSource,
    year: int,
    period_start: date,
    period_end: date,
    certified: int,
    percent: Fraction,
    amount: int,
    paper: str,
    act: UUID | None = None,
) -> InterestClaim:
    """Record the support of a loan's interest for a period, from a day until before another.

    Never above the rate of the interest that the bank certified; periods of a line do not overlap.
    """
    if source not in INSIDE:
        raise Refused(f"{source_label(source)} không phải kinh phí của chương trình.")
    if period_end <= period_start:
        raise Refused("Kỳ tính lãi phải kết thúc sau khi bắt đầu.")
    require_interest(amount, certified, percent)
    # The rows of the đề án are the lock: two periods of one line never enter at once.
    list(Fund.objects.select_for_update().filter(spender=spender).order_by("id"))
    _require_no_overlap(part, period_start, period_end)
    row = InterestClaim.objects.create(
        owner_id=owner,
        spender=spender,
        part=part,
        source=source,
        year=year,
        period_start=period_start,
        period_end=period_end,
        certified=certified,
        percent=str(percent),
        amount=amount,
        paper=kept_line(paper, "Số, ngày chứng từ lãi", PAPER, needed=True),
        act=act,
        by=by.id,
        recorded_at=at,
    )
    _note("funds.interest", row, by, at, {"certified": certified, "amount": amount})
    return row


def _require_no_overlap(part: UUID, start: date, end: date) -> None:
    claims = InterestClaim.objects.filter(part=part, superseded_at=None)
    other = claims.filter(period_start__lt=end, period_end__gt=start).first()
    if other:
        raise Refused(
            f"Kỳ này trùng ngày với kỳ từ {format_date(other.period_start)}"
            f" đến trước {format_date(other.period_end)} đã ghi."
        )


def withdraw_interest(*, by: Actor, at: datetime, claim: InterestClaim, reason: str) -> None:
    """Take a claim written in error back; it stays on record, with the reason."""
    _withdraw("funds.interest_withdrawn", claim, by, at, reason)


@transaction.atomic
def _withdraw(
    act: str, row: BesideMoney | InterestClaim, by: Actor, at: datetime, reason: str
) -> None:
    reason = kept_line(reason, "Lý do rút", WHY, needed=True)
    standing = type(row).objects.filter(id=row.id, superseded_at=None)
    if standing.update(superseded_at=at, withdrawn_because=reason):
        _note(act, row, by, at, {})


def _note(
    act: str,
    row: BesideMoney | RepayableSupport | InterestClaim,
    by: Actor,
    at: datetime,
    facts: dict[str, Any],
) -> None:
    journal.record(
        act,
        custodian=row.owner_id,
        about=f"{row._meta.model_name}:{row.id}",
        at=at,
        by=by.id,
        facts={"spender": str(row.spender), **facts},
    )
