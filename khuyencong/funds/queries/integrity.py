"""What no CHECK can hold: that every balance is the sum of its postings, and all add up."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, ExpressionWrapper, F, Q, Sum
from django.db.models.expressions import Combinable

from khuyencong.core.models import JournalEntry
from khuyencong.funds.models import (
    Budget,
    Entry,
    Fund,
    InterestClaim,
    Posting,
    RepayableSupport,
    Share,
)
from khuyencong.funds.models.limits import Kept
from khuyencong.funds.rules import Refused
from khuyencong.funds.rules.balances import broken_of_budget, broken_of_spending
from khuyencong.funds.rules.repayable import highest_interest_support
from khuyencong.funds.rules.rows import budget_balance
from khuyencong.funds.rules.seals import fingerprint
from khuyencong.funds.states import AMOUNT_ON, COLUMNS, RECEIVED, SPENDING, EntryKind, Turn
from khuyencong.values.money import format_dong

CHUNK = 1000
BILLION = 10**9
ABOUT = "funds.entry:"
Columns = dict[str, int]


def ledger_faults() -> Iterator[str]:
    """Yield a sentence for everything in the ledger that does not match."""
    yield from _entries()
    yield from _lost_entries()
    yield from _homes()
    yield from _balances()
    yield from _limits()
    yield from _years()
    yield from _repayables()
    yield from _interest()


# --- entries ------------------------------------------------------------------------------------


def _entries() -> Iterator[str]:
    rows = Entry.objects.select_related("ground").prefetch_related("postings").order_by("id")
    batch: list[Entry] = []
    for entry in rows.iterator(chunk_size=CHUNK):
        batch.append(entry)
        if len(batch) == CHUNK:
            yield from _batch(batch)
            batch = []
    yield from _batch(batch)


def _batch(entries: list[Entry]) -> Iterator[str]:
    abouts = [f"{ABOUT}{entry.id}" for entry in entries]
    noted = JournalEntry.objects.filter(about__in=abouts).values_list("about", "facts")
    sealed = {about: facts.get("sha256") for about, facts in noted}
    for entry, about in zip(entries, abouts, strict=True):
        yield from _entry(entry, sealed.get(about))


def _entry(entry: Entry, sealed: str | None) -> Iterator[str]:
    for told in _wrong(entry, sealed):
        yield f"Bút toán {entry.id} ({entry.get_kind_display()}): {told}."


def _wrong(entry: Entry, sealed: str | None) -> Iterator[str]:
    postings = list(entry.postings.all())
    total = sum(posting.amount for posting in postings)
    if total:
        yield f"các dòng cộng lại lệch {format_dong(total)}"
    on = sum(row.amount for row in postings if row.account == AMOUNT_ON[entry.kind])
    if on != entry.amount:
        yield f"số tiền ghi {format_dong(entry.amount)}, các dòng nói {format_dong(on)}"
    ground = entry.ground if hasattr(entry, "ground") else None
    if (entry.kind == EntryKind.ADVANCE and not entry.reverses_id) != (ground is not None):
        yield "căn cứ tạm ứng không đi cùng bút toán"
    if fingerprint(entry, postings, ground) != sealed:
        yield "khác với khi ghi vào nhật ký"


def _lost_entries() -> Iterator[str]:
    """Find what the journal tells of and the ledger no longer has."""
    told = JournalEntry.objects.filter(about__startswith=ABOUT)
    if told.count() == Entry.objects.count():
        return
    kept = {str(one) for one in Entry.objects.values_list("id", flat=True)}
    for about in told.values_list("about", flat=True).iterator(chunk_size=CHUNK):
        if about.removeprefix(ABOUT) not in kept:
            yield f"Bút toán {about.removeprefix(ABOUT)}: có trong nhật ký, không còn trong sổ."


def _homes() -> Iterator[str]:
    """Find rows that say another source, year or owner than what they belong to."""
    strays = (
        ("Kinh phí đề án", Fund.objects.exclude(_like("budget"))),
        ("Kinh phí dòng", Share.objects.exclude(_like("fund"))),
        ("Dòng bút toán", Posting.objects.exclude(fund=None).exclude(budget=F("fund__budget"))),
        ("Dòng bút toán", Posting.objects.exclude(share=None).exclude(fund=F("share__fund"))),
    )
    for what, rows in strays:
        for one in rows.order_by("id").values_list("id", flat=True):
            yield f"{what} {one}: không khớp với nơi nó thuộc về."


def _like(parent: str) -> Q:
    return Q(source=F(f"{parent}__source"), year=F(f"{parent}__year"))


# --- balances -----------------------------------------------------------------------------------


def _balances() -> Iterator[str]:
    """Compare every balance with the sum of its postings, and each with its parts."""
    budgets = {row.id: row for row in Budget.objects.all()}
    funds = {row.id: row for row in Fund.objects.all()}
    shares = {row.id: row for row in Share.objects.all()}
    levels: tuple[tuple[str, str, dict[UUID, Any], tuple[str, ...]], ...] = (
        ("Ngân sách", "budget", budgets, (*RECEIVED, *SPENDING)),
        ("Kinh phí đề án", "fund", funds, SPENDING),
        ("Kinh phí dòng", "share", shares, SPENDING),
    )
    for what, dimension, rows, columns in levels:
        yield from _against_postings(what, rows, summed(dimension), columns)
    yield from _against_parts("Ngân sách", budgets, _parts(funds.values(), "budget_id"))
    yield from _against_parts("Kinh phí đề án", funds, _parts(shares.values(), "fund_id"))


def summed(dimension: str) -> dict[UUID, Columns]:
    """Return by budget, fund or share the columns that all postings lead to; one query."""
    found: dict[UUID, Columns] = defaultdict(lambda: dict.fromkeys((*RECEIVED, *SPENDING), 0))
    rows = Posting.objects.exclude(**{dimension: None}).order_by()
    # In two parts: the sum of amounts on their way may pass what a column holds.
    totals = rows.values_list(dimension, "account").annotate(
        billions=Sum(_billions()), rest=Sum(_rest())
    )
    for key, account, billions, rest in totals:
        for column, sign in COLUMNS[account]:
            found[key][column] += sign * (billions * BILLION + rest)
    return found


def _billions() -> Combinable:
    return ExpressionWrapper(F("amount") / BILLION, output_field=BigIntegerField())


def _rest() -> Combinable:
    return ExpressionWrapper(F("amount") % BILLION, output_field=BigIntegerField())


def _against_postings(
    what: str, rows: dict[UUID, Any], sums: dict[UUID, Columns], columns: tuple[str, ...]
) -> Iterator[str]:
    for key, row in rows.items():
        for column in columns:
            kept, told = getattr(row, column), sums[key][column] if key in sums else 0
            if kept != told:
                yield (
                    f"{what} {key} ({row}), cột “{_name(row, column)}”: đang giữ"
                    f" {format_dong(kept)}, các bút toán nói {format_dong(told)}."
                )


def _parts(rows: Any, parent: str) -> dict[UUID, Columns]:
    found: dict[UUID, Columns] = defaultdict(lambda: dict.fromkeys(SPENDING, 0))
    for row in rows:
        for column in SPENDING:
            found[getattr(row, parent)][column] += getattr(row, column)
    return found


def _against_parts(what: str, rows: dict[UUID, Any], parts: dict[UUID, Columns]) -> Iterator[str]:
    for key, row in rows.items():
        for column in SPENDING:
            total = parts[key][column] if key in parts else 0
            if getattr(row, column) != total:
                yield (
                    f"{what} {key} ({row}), cột “{_name(row, column)}”: các phần cộng lại"
                    f" {format_dong(total)}, khác {format_dong(getattr(row, column))}."
                )


def _name(row: Kept, column: str) -> str:
    return str(row._meta.get_field(column).verbose_name)  # type: ignore[union-attr]


def _limits() -> Iterator[str]:
    for budget in Budget.objects.order_by("id").iterator(chunk_size=CHUNK):
        for told in broken_of_budget(budget_balance(budget)):
            yield f"Ngân sách {budget.id} ({budget}): {told}."
    for model, what in ((Fund, "Kinh phí đề án"), (Share, "Kinh phí dòng")):
        for row in model.objects.order_by("id").iterator(chunk_size=CHUNK):
            for told in broken_of_spending(row):
                yield f"{what} {row.id} ({row}): {told}."


# --- years, and what stands beside --------------------------------------------------------------


def _years() -> Iterator[str]:
    for budget in Budget.objects.prefetch_related("turns").order_by("id"):
        turns = sorted(budget.turns.all(), key=lambda turn: turn.number)
        expected = [Turn.REOPENED if at % 2 else Turn.CLOSED for at in range(len(turns))]
        in_order = [turn.number for turn in turns] == list(range(1, len(turns) + 1))
        if [turn.turn for turn in turns] != expected or not in_order:
            yield f"Ngân sách {budget.id} ({budget}): các lần khóa, mở sổ không nối tiếp nhau."
        elif budget.closed != (len(turns) % 2 == 1):
            yield f"Ngân sách {budget.id} ({budget}): trạng thái khóa sổ khác lần ghi cuối."


def _repayables() -> Iterator[str]:
    rows = RepayableSupport.objects.prefetch_related("instalments", "repayments").order_by("id")
    for row in rows:
        due = sum(one.amount for one in row.instalments.all())
        if due != row.principal:
            yield f"Hỗ trợ có hoàn trả {row.id}: các kỳ cộng lại {format_dong(due)}."
        repaid = sum(one.amount for one in row.repayments.all())
        if repaid != row.repaid:
            yield f"Hỗ trợ có hoàn trả {row.id}: đã hoàn trả {format_dong(repaid)}, ghi khác."


def _interest() -> Iterator[str]:
    for row in InterestClaim.objects.order_by("id").iterator(chunk_size=CHUNK):
        if not _is_within_rate(row):
            yield f"Hỗ trợ lãi suất {row.id}: cao hơn mức của lãi được xác nhận."


def _is_within_rate(row: InterestClaim) -> bool:
    try:
        return row.amount <= highest_interest_support(row.certified, Fraction(row.percent))
    except (ValueError, ZeroDivisionError, Refused):
        return False
