"""`khuyencong verify` finds every balance and every posting that somebody altered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from khuyencong.funds import actions
from khuyencong.funds.models import (
    AdvanceGround,
    Budget,
    Entry,
    Fund,
    InterestClaim,
    Posting,
    RepayableSupport,
    Share,
    YearTurn,
)
from khuyencong.funds.queries import ledger_faults
from khuyencong.funds.rules import Due
from khuyencong.funds.states import RECEIVED, SPENDING
from khuyencong.values.vocabulary import FundingSource
from khuyencong.verification import verify
from tests.funds.purse import Purse, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def lived(purse: Purse) -> Purse:
    """Return a purse with every kind of entry, an agreement, and a closed year."""
    for verb, amount in (
        ("commit", 60),
        ("contract", 50),
        ("advance", 20),
        ("accept", 40),
        ("clear", 10),
        ("refund", 5),
        ("pay", 12),
        ("settle", 7),
        ("uncontract", 2),
        ("release", 3),
        ("carry_fund", 4),
    ):
        purse.do(verb, amount)
    told = {"owner": purse.owner, "spender": purse.spender, "part": purse.part}
    day = date(2026, 1, 1)
    agreement = actions.agree_repayable(
        by=purse.officer,
        at=at(),
        principal=10,
        schedule=[Due(day, 4), Due(date(2027, 1, 1), 6)],
        signed_on=day,
        paper="HĐ 1",
        **told,
    )
    actions.repay(by=purse.accountant, at=at(), agreement=agreement, amount=3, paper="PT 1")
    actions.claim_interest(
        by=purse.officer,
        at=at(),
        source=purse.source,
        year=2026,
        period_start=day,
        period_end=date(2026, 7, 1),
        certified=101,
        percent=Fraction(50),
        amount=50,
        paper="GBN 1",
        **told,
    )
    purse.allot(5, year=2024)
    actions.close_year(by=purse.head, at=at(), owner=purse.owner, source=purse.source, year=2024)
    return purse


def alter(row: models.Model, **columns: object) -> None:
    """Change a row behind the back of the ledger, whatever it forbids."""
    models.QuerySet(type(row)).filter(pk=row.pk).update(**columns)


def test_what_nobody_altered_is_whole(lived: Purse) -> None:
    assert list(ledger_faults()) == []
    assert list(verify()) == []


COLUMNS = [(Budget, name) for name in (*RECEIVED, *SPENDING)]
COLUMNS += [(model, name) for model in (Fund, Share) for name in SPENDING]


@contextmanager
def without_checks() -> Iterator[None]:
    """Let a row through that a CHECK of the tables would stop."""
    cursor = connection.cursor()
    if connection.vendor == "sqlite":
        cursor.execute("PRAGMA ignore_check_constraints = ON")
        yield
        cursor.execute("PRAGMA ignore_check_constraints = OFF")
        return
    # What is deferred is looked at now: a table with waiting checks is not altered.
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for model in (Budget, Fund, Share):
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                table = model._meta.db_table
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint.name}")
    yield


@pytest.mark.parametrize(
    ("model", "column"), COLUMNS, ids=lambda one: getattr(one, "__name__", one)
)
def test_an_altered_balance_is_found(lived: Purse, model: type[models.Model], column: str) -> None:
    row = model.objects.filter(year=2026).get()
    kept = getattr(row, column)
    with without_checks():
        for altered in (kept + 1, kept - 1):
            alter(row, **{column: altered})
            assert any(str(row.pk) in told for told in ledger_faults())
        alter(row, **{column: kept})
    assert list(ledger_faults()) == []


def _posting() -> Posting:
    return Posting.objects.filter(account="paid").order_by("id")[0]


def _other_share() -> Share:
    return Share.objects.exclude(id=_posting().share_id).order_by("id")[0]


def _entry() -> Entry:
    return Entry.objects.get(kind="pay")


ALTERED: dict[str, Callable[[], None]] = {
    "the amount of a posting": lambda: alter(_posting(), amount=1),
    "the account of a posting": lambda: alter(_posting(), account="settled"),
    "the line of a posting": lambda: alter(_posting(), share=_other_share()),
    "a posting that is gone": lambda: (
        models.QuerySet(Posting).filter(pk=_posting().pk)._raw_delete("default")
    ),
    "the amount of an entry": lambda: alter(_entry(), amount=13),
    "the day of an entry": lambda: alter(_entry(), day=date(2026, 1, 1)),
    "the paper of an entry": lambda: alter(_entry(), paper="UNC 13"),
    "who wrote an entry": lambda: alter(_entry(), by=_entry().id),
    "the spender of an entry": lambda: alter(_entry(), spender=_entry().id),
    "the rate of an advance": lambda: alter(AdvanceGround.objects.get(), percent="60"),
    "the word of an advance": lambda: alter(AdvanceGround.objects.get(), reason="x"),
    "the source of a fund": lambda: alter(Fund.objects.get(year=2026), source="commune"),
    "the year of a line": lambda: alter(Share.objects.get(year=2026), year=2025),
    "a year closed unsaid": lambda: alter(Budget.objects.get(year=2024), closed=False),
    "a turn of a year": lambda: alter(YearTurn.objects.get(), number=2),
    "what was repaid": lambda: alter(RepayableSupport.objects.get(), repaid=4),
    "the principal": lambda: alter(RepayableSupport.objects.get(), principal=11),
    "support of interest": lambda: alter(InterestClaim.objects.get(), amount=51),
    "the rate of interest": lambda: alter(InterestClaim.objects.get(), percent="x"),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_was_altered_is_found(lived: Purse, what: str) -> None:
    ALTERED[what]()
    found = list(ledger_faults())
    assert found
    assert all(told.endswith(".") for told in found)


def test_postings_altered_together_with_their_balances_are_found(lived: Purse) -> None:
    """Two postings and six columns changed so that everything adds up: the journal knows."""
    paid = Entry.objects.get(kind="settle").postings.get(account="paid")
    settled = Entry.objects.get(kind="settle").postings.get(account="settled")
    alter(paid, amount=paid.amount + 1)
    alter(settled, amount=settled.amount - 1)
    alter(Entry.objects.get(kind="settle"), amount=6)
    for row in (lived.budget(), lived.fund(), lived.share()):
        alter(row, settled=row.settled - 1)
    (found,) = ledger_faults()
    assert "khác với khi ghi vào nhật ký" in found


def test_an_entry_that_is_gone_with_all_its_traces_is_found(lived: Purse) -> None:
    entry = Entry.objects.get(kind="settle")
    models.QuerySet(Posting).filter(entry=entry)._raw_delete("default")
    models.QuerySet(Entry).filter(id=entry.id)._raw_delete("default")
    for row in (lived.budget(), lived.fund(), lived.share()):
        alter(row, settled=0)
    (found,) = ledger_faults()
    assert found == f"Bút toán {entry.id}: có trong nhật ký, không còn trong sổ."


def test_the_cost_of_verifying_does_not_grow_by_queries(
    lived: Purse,
) -> None:
    with CaptureQueriesContext(connection) as few:
        assert list(ledger_faults()) == []
    other = Purse(lived.owner, lived.officer, lived.accountant, lived.head)
    other.source = FundingSource.COMMUNE
    other.allot(100)
    for verb in ("commit", "contract", "accept", "pay", "settle"):
        other.do(verb, 100)
    with CaptureQueriesContext(connection) as many:
        assert list(ledger_faults()) == []
    assert len(many) == len(few)
