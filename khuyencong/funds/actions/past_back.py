"""The money of past đề án that were entered in error: taken back by counter-entries, all of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import Books, locked
from khuyencong.funds.actions.past import BATCH, noted
from khuyencong.funds.models import BesideMoney, Entry, InterestClaim, Posting, RepayableSupport
from khuyencong.funds.rules import Balances, Posted, Refused, counter
from khuyencong.funds.rules.balances import (
    FundBalance,
    FundKey,
    PlainPosting,
    ShareBalance,
    ShareKey,
)
from khuyencong.funds.rules.rows import plain_posting
from khuyencong.funds.rules.texts import WHY, day_of, kept_line
from khuyencong.funds.states import EntryKind


@transaction.atomic
def take_back_past(
    *,
    by: Actor,
    at: datetime,
    owner: UUID,
    acts: Mapping[UUID, UUID],
    allotted_at: datetime | None = None,
    why: str,
) -> int:
    """Take back all that `record_past` entered for these đề án; return the counter-entries written.

    `acts`: the step that entered it, by đề án. Entries stay, each with its counter-entry, from the
    last stage to the first. With `allotted_at` what was allotted at that moment for such đề án goes
    too. Refused where money moved since, where a year is closed, where others stand upon it. The
    room that takes the đề án back has asked for the right.
    """
    reason = kept_line(why, "Lý do", WHY, needed=True)
    entries = _entries(owner, acts, allotted_at)
    books = _locked(entries)
    back, balances = _countered(entries, books.balances)
    books.write(Posted(balances, tuple(one for _, own in back for one in own)))
    _keep(back, books, owner, by, at, reason)
    standing = BesideMoney.objects.filter(spender__in=acts, superseded_at=None)
    standing.filter(act__in=acts.values()).update(superseded_at=at, withdrawn_because=reason)
    return len(back)


def moved_since(acts: Mapping[UUID, UUID]) -> set[UUID]:
    """Return the đề án whose money was touched by anything but the step that entered it."""
    own = set(acts.values())
    entries = Entry.objects.filter(spender__in=acts, reverses=None, reversed_by=None)
    beside = BesideMoney.objects.filter(spender__in=acts, superseded_at=None)
    told = [*entries.values_list("spender", "act"), *beside.values_list("spender", "act")]
    for model in (RepayableSupport, InterestClaim):
        told += [(one, None) for one in model._default_manager.filter(
            spender__in=acts).values_list("spender", flat=True)]  # fmt: skip
    reversed_by_hand = Entry.objects.filter(spender__in=acts, act__in=own).exclude(reversed_by=None)
    told += [(one, None) for one in reversed_by_hand.values_list("spender", flat=True)]
    return {spender for spender, act in told if act not in own and spender}


def _entries(owner: UUID, acts: Mapping[UUID, UUID], allotted_at: datetime | None) -> list[Entry]:
    """Return the entries to take back, last first; those of budgets after all others."""
    rows = Entry.objects.filter(owner=owner, reverses=None, reversed_by=None)
    rows = rows.prefetch_related("postings__budget", "postings__fund", "postings__share")
    spent = rows.filter(spender__in=acts, act__in=acts.values()).order_by("-id")
    if moved_since(acts):
        raise Refused("Tiền của đề án đã có bút toán khác sau khi nhập.")
    given = rows.filter(kind=EntryKind.ALLOT, at=allotted_at, act=None) if allotted_at else []
    return [*spent, *given]


def _locked(entries: list[Entry]) -> Books:
    postings = [row for entry in entries for row in entry.postings.all()]
    return locked(
        Q(id__in={row.budget_id for row in postings}),
        Q(id__in={row.fund_id for row in postings if row.fund_id}),
        Q(id__in={row.share_id for row in postings if row.share_id}),
    )


Back = list[tuple[Entry, tuple[PlainPosting, ...]]]


def _countered(entries: list[Entry], balances: Balances) -> tuple[Back, Balances]:
    """Return each entry with the postings that take it back, and the balances after all of them."""
    funds: dict[FundKey, FundBalance] = {}
    shares: dict[ShareKey, ShareBalance] = {}
    back: Back = []
    for own in _by_spender(entries):
        plain = [[plain_posting(row) for row in entry.postings.all()] for entry in own]
        # Each đề án among its own balances alone: the work grows with their number.
        here = Balances(
            balances.budgets,
            {p.fund: balances.funds[p.fund] for rows in plain for p in rows if p.fund},
            {p.share: balances.shares[p.share] for rows in plain for p in rows if p.share},
        )
        for entry, rows in zip(own, plain, strict=True):
            posted = counter(here, rows)
            here = posted.balances
            back.append((entry, posted.postings))
        balances = Balances(here.budgets, balances.funds, balances.shares)
        funds.update(here.funds)
        shares.update(here.shares)
    return back, Balances(balances.budgets, funds, shares)


def _by_spender(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Yield the entries of each đề án together, those of no đề án one by one at the end."""
    own: dict[UUID, list[Entry]] = {}
    for entry in entries:
        if entry.spender:
            own.setdefault(entry.spender, []).append(entry)
    yield from own.values()
    yield from ([entry] for entry in entries if not entry.spender)


def _keep(back: Back, books: Books, owner: UUID, by: Actor, at: datetime, why: str) -> None:
    rows: list[Entry] = []
    postings: list[Posting] = []
    notes = []
    for entry, plain in back:
        row = Entry(
            owner_id=owner,
            kind=entry.kind,
            spender=entry.spender,
            amount=-entry.amount,
            day=day_of(at, None),
            paper=entry.paper,
            why=why,
            act=entry.act,
            by=by.id,
            at=at,
            reverses=entry,
        )
        own = [books.rows_of(one) for one in plain]
        for posting in own:
            posting.entry = row
        rows.append(row)
        postings += own
        notes.append(noted(row, own))
    Entry.objects.bulk_create(rows, batch_size=BATCH)
    Posting.objects.bulk_create(postings, batch_size=BATCH)
    journal.record_many(notes)
