"""Posting entries beside bare inserts of the same rows; verifying the ledger beside one SQL sum."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from uuid import UUID

from django.db import connection, transaction

from khuyencong.bench.measure import Line, line
from khuyencong.core import clock
from khuyencong.core.identity import new_id
from khuyencong.funds import actions, queries
from khuyencong.funds.models import Budget, Entry, Posting
from khuyencong.funds.rules import Portion
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.vocabulary import FundingSource

SOURCE, YEAR = FundingSource.PROVINCIAL, 2026
BARE = "SELECT budget_id, account, SUM(amount) FROM funds_posting GROUP BY budget_id, account"
AT = datetime(2026, 1, 5, tzinfo=UTC)
_seconds = count()


class Officer:
    """Somebody of nobody's who may do everything here."""

    id = new_id()

    def may(self, permission: str, of: UUID | None = None) -> bool:
        """Return yes."""
        return True

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        """Return None: all of them."""
        return None

    def represents(self) -> frozenset[UUID]:
        return frozenset()


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of posting and of verifying; needs the registry's reference data."""
    department = Organisation.objects.filter(kind=OrganisationKind.DEPARTMENT).order_by("key")[0]
    told = {"owner": department.id, "source": SOURCE, "year": YEAR, "paper": "QĐ 1"}
    budget = actions.allot(by=Officer(), at=_at(), amount=10**15, **told)  # type: ignore[arg-type]
    entries = 1_000 if full else 100
    yield line(
        "ghi bút toán: giao, ký hợp đồng",
        entries,
        "bút toán",
        partial(_post, budget, entries),
        floor="chèn dòng trần",
        bare=partial(_insert, budget, entries),
        tenth=partial(_post, budget, entries // 10),
    )
    yield line(
        "kiểm lại cả sổ từ từng dòng",
        Posting.objects.count(),
        "dòng",
        lambda: list(queries.ledger_faults()),
        floor="một câu SQL cộng",
        bare=_sum,
    )


def _at() -> datetime:
    """Return a moment after all before: the clock of a measurement may stand still."""
    return min(AT + timedelta(seconds=next(_seconds)), clock.now())


def _post(budget: Budget, entries: int) -> None:
    """Write entries as officers do: each its own transaction, checked, noted in the journal."""
    for _ in range(entries // 2):
        spender, portions = new_id(), [Portion(new_id(), SOURCE, YEAR, 1000)]
        told = {"by": Officer(), "spender": spender, "portions": portions}
        actions.commit(at=_at(), owner=budget.owner_id, **told)  # type: ignore[arg-type]
        actions.contract(at=_at(), **told)  # type: ignore[arg-type]


@transaction.atomic
def _insert(budget: Budget, entries: int) -> None:
    """Insert as many entries with two postings each, and nothing else."""
    for _ in range(entries):
        entry = Entry(
            owner_id=budget.owner_id,
            kind="carry_over",
            amount=1,
            day=AT.date(),
            by=Officer.id,
            at=AT,
        )
        entry.save()
        Posting.objects.bulk_create(
            [Posting(entry=entry, account="free", budget=budget, amount=sign) for sign in (1, -1)]
        )
    transaction.set_rollback(True)


def _sum() -> int:
    with connection.cursor() as cursor:
        cursor.execute(BARE)
        return len(cursor.fetchall())
