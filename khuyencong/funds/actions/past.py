"""The money of đề án that were carried out before the ledger was kept, entered whole."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import Books, locked
from khuyencong.funds.actions.budgets import ensure_budget
from khuyencong.funds.models import BesideMoney, Entry, Posting
from khuyencong.funds.rules import (
    Balances,
    BudgetKey,
    FundBalance,
    FundKey,
    PlainPosting,
    Portion,
    Posted,
    Refused,
    ShareBalance,
    ShareKey,
    Voucher,
    post,
)
from khuyencong.funds.rules.seals import fingerprint
from khuyencong.funds.rules.texts import PAPER, PROGRAMME, WHY, day_of, kept_line
from khuyencong.funds.states import BESIDE, EntryKind
from khuyencong.values.vocabulary import FundingSource

BATCH = 2000
#: What the papers of a finished đề án can tell, in the order in which it happened.
STAGES = (
    EntryKind.COMMIT,
    EntryKind.CONTRACT,
    EntryKind.ACCEPT,
    EntryKind.PAY,
    EntryKind.SETTLE,
)


@dataclass(frozen=True, kw_only=True)
class PastEntry:
    """What happened to money on a day, as the papers tell it."""

    kind: EntryKind
    day: date
    portions: tuple[Portion, ...]


@dataclass(frozen=True, kw_only=True)
class PastBeside:
    """Money of another source for a line, as the papers tell it."""

    part: UUID
    kind: FundingSource
    year: int
    amount: int
    programme: str = ""


@dataclass(frozen=True, kw_only=True)
class PastSpending:
    """All that happened to the money of one đề án; `act` is the step that wrote it down."""

    spender: UUID
    act: UUID
    paper: str
    entries: tuple[PastEntry, ...]
    beside: tuple[PastBeside, ...] = ()


@dataclass(frozen=True)
class _Written:
    """An entry with its postings, still plain."""

    voucher: Voucher
    day: date
    paper: str
    act: UUID | None
    postings: tuple[PlainPosting, ...]


@transaction.atomic
def record_past(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    told: Iterable[PastSpending],
    paper: str,
    why: str,
) -> int:
    """Enter the money of past đề án out of the budgets of `owner`; return the entries written.

    What a budget of those years lacks is allotted to it by the same paper: of an old year nobody
    here knows more than what its đề án say. All limits and closed years hold as for any entry.
    The room that records the đề án has asked for the right.
    """
    spendings = list(told)
    books = _locked(owner, spendings)
    if any(row.committed for row in books.funds.values()):
        raise Refused("Đề án này đã có tiền trong sổ.")
    written, balances = _posted(books.balances, owner, spendings, paper)
    books.write(Posted(balances, tuple(p for one in written for p in one.postings)))
    _keep(written, books, owner, by, at, kept_line(why, "Lý do", WHY, needed=True))
    _keep_beside(spendings, owner, by, at)
    return len(written)


def _locked(owner: UUID, spendings: list[PastSpending]) -> Books:
    keys = sorted({p.budget(owner) for _, entry in _entries(spendings) for p in entry.portions})
    wanted = Q(pk__in=())
    for key in keys:
        ensure_budget(key)
        wanted |= Q(owner=key.owner, source=key.source, year=key.year)
    spenders = [one.spender for one in spendings]
    return locked(wanted, Q(spender__in=spenders), Q(fund__spender__in=spenders))


def _entries(spendings: Iterable[PastSpending]) -> Iterator[tuple[PastSpending, PastEntry]]:
    for one in spendings:
        for entry in one.entries:
            yield one, entry


def _posted(
    balances: Balances, owner: UUID, spendings: list[PastSpending], paper: str
) -> tuple[list[_Written], Balances]:
    """Return every entry with its postings, and the balances after all of them."""
    written = []
    for voucher, day in _allotments(balances, owner, spendings):
        posted = post(balances, voucher)
        balances = posted.balances
        written.append(_Written(voucher, day, paper, None, posted.postings))
    funds: dict[FundKey, FundBalance] = {}
    shares: dict[ShareKey, ShareBalance] = {}
    for one in spendings:
        # Each đề án is posted among its own balances alone: the work grows with their number.
        here = Balances(balances.budgets)
        for entry in sorted(one.entries, key=lambda e: (STAGES.index(e.kind), e.day)):
            voucher = _voucher(one, entry, owner)
            posted = post(here, voucher)
            here = posted.balances
            written.append(_Written(voucher, entry.day, one.paper, one.act, posted.postings))
        balances = Balances(here.budgets)
        funds.update(here.funds)
        shares.update(here.shares)
    return written, Balances(balances.budgets, funds, shares)


def _voucher(one: PastSpending, entry: PastEntry, owner: UUID) -> Voucher:
    giver = owner if entry.kind is EntryKind.COMMIT else None
    return Voucher(kind=entry.kind, spender=one.spender, owner=giver, portions=entry.portions)


def _allotments(
    balances: Balances, owner: UUID, spendings: list[PastSpending]
) -> Iterator[tuple[Voucher, date]]:
    """Yield what each budget lacks for the commitments to come, on the day of the first."""
    asked: dict[BudgetKey, int] = defaultdict(int)
    first: dict[BudgetKey, date] = {}
    for _, entry in _entries(spendings):
        if entry.kind is not EntryKind.COMMIT:
            continue
        for portion in entry.portions:
            key = portion.budget(owner)
            asked[key] += portion.amount
            first[key] = min(first.get(key, entry.day), entry.day)
    for key in sorted(asked):
        lacking = asked[key] - balances.budget(key).left
        if lacking > 0:
            yield Voucher(kind=EntryKind.ALLOT, budget=key, amount=lacking), first[key]


def _keep(
    written: list[_Written], books: Books, owner: UUID, by: Actor, at: datetime, why: str
) -> None:
    """Write entries and postings, and note each in the journal as any entry is."""
    entries, postings, notes = [], [], []
    for one in written:
        entry = Entry(
            owner_id=owner,
            kind=one.voucher.kind,
            spender=one.voucher.spender,
            amount=one.voucher.total,
            day=day_of(at, one.day),
            paper=kept_line(one.paper, "Số, ngày văn bản", PAPER, needed=True),
            why=why,
            act=one.act,
            by=by.id,
            at=at,
        )
        rows = [books.rows_of(plain) for plain in one.postings]
        for row in rows:
            row.entry = entry
        entries.append(entry)
        postings += rows
        notes.append(noted(entry, rows))
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    Posting.objects.bulk_create(postings, batch_size=BATCH)
    journal.record_many(notes)


def noted(entry: Entry, rows: list[Posting]) -> journal.Told:
    """Return what the journal keeps of an entry: its sum, and the mark of all its postings."""
    return journal.Told(
        act=f"funds.{entry.kind}",
        custodian=entry.owner_id,
        about=f"funds.entry:{entry.id}",
        at=entry.at,
        by=entry.by,
        facts={
            "spender": str(entry.spender) if entry.spender else None,
            "amount": entry.amount,
            "sha256": fingerprint(entry, rows),
        },
    )


def _keep_beside(spendings: list[PastSpending], owner: UUID, by: Actor, at: datetime) -> None:
    rows = []
    for spending in spendings:
        for one in spending.beside:
            if one.kind not in BESIDE or one.amount <= 0:
                raise Refused("Vốn ghi bên cạnh phải lớn hơn 0, từ một nguồn ngoài chương trình.")
            rows.append(
                BesideMoney(
                    owner_id=owner,
                    spender=spending.spender,
                    part=one.part,
                    kind=one.kind,
                    programme=kept_line(one.programme, "Tên chương trình, dự án", PROGRAMME),
                    year=one.year,
                    amount=one.amount,
                    paper=kept_line(spending.paper, "Văn bản, chứng từ", PAPER),
                    act=spending.act,
                    by=by.id,
                    recorded_at=at,
                )
            )
    BesideMoney.objects.bulk_create(rows, batch_size=BATCH)
