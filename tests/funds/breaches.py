"""The tries to break what the tables of money hold: by constraint, a row that must not enter."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from khuyencong.core.identity import new_id
from khuyencong.funds.models import (
    AdvanceGround,
    BesideMoney,
    Budget,
    Entry,
    Fund,
    Instalment,
    InterestClaim,
    Posting,
    RepayableSupport,
    Repayment,
    Share,
    YearTurn,
)
from tests.factories import make_organisation

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 11, 20)
TOO_EARLY = {"superseded_at": AT.replace(year=2020), "withdrawn_because": "mẫu"}
WHO = "01900000-0000-7000-8000-000000000001"
#: One đồng above each limit, in the columns that all three balances share.
OVER = {
    "contracted": {"committed": 1, "contracted": 2},
    "accepted": {"committed": 1, "contracted": 1, "accepted": 2},
    "spent": {
        "committed": 2,
        "contracted": 2,
        "accepted": 2,
        "paid": 2,
        "advanced": 1,
        "given": 1,
        "advance_limit": 1,
    },
    "paid": {"committed": 2, "contracted": 2, "accepted": 1, "paid": 2},
    "settled": {"committed": 2, "contracted": 2, "accepted": 2, "paid": 1, "settled": 2},
    "outstanding": {
        "committed": 5,
        "contracted": 5,
        "advanced": 2,
        "given": 3,
        "refunded": 2,
        "advance_limit": 3,
    },
    "given": {"given": 4, "refunded": 1, "advance_limit": 2},
}
NEGATIVE = {"recovered": -1}
Breach = Callable[[], models.Model]


def _saved(row: models.Model) -> Any:
    row.save()
    return row


def _budget(**changes: Any) -> Budget:
    told = {"source": "provincial", "year": 2026, "allotted": 100} | changes
    return Budget(owner=told.pop("owner", None) or make_organisation(), **told)


def _fund(**changes: Any) -> Fund:
    told = {"spender": new_id(), "source": "provincial", "year": 2026} | changes
    return Fund(budget=_saved(_budget()), **told)


def _share(**changes: Any) -> Share:
    told = {"part": new_id(), "source": "provincial", "year": 2026} | changes
    return Share(fund=_saved(_fund()), **told)


def _turn(**changes: Any) -> YearTurn:
    told = {"number": 1, "turn": "closed", "by": WHO, "at": AT} | changes
    return YearTurn(budget=_saved(_budget()), **told)


def _entry(**changes: Any) -> Entry:
    told = {"kind": "commit", "spender": new_id(), "amount": 1, "day": DAY, "by": WHO, "at": AT}
    return Entry(owner=make_organisation(), **told | changes)


def _posting(**changes: Any) -> Posting:
    budget = _saved(_budget())
    told = {"account": "free", "amount": 1, "budget": budget} | changes
    return Posting(entry=_saved(_entry()), **told)


def _ground(**changes: Any) -> AdvanceGround:
    told = {"percent": "50", "clause": "Mẫu", "verified": True} | changes
    return AdvanceGround(entry=_saved(_entry()), **told)


def _beside(**changes: Any) -> BesideMoney:
    told = {"spender": new_id(), "kind": "counterpart", "year": 2026, "amount": 1, "by": WHO}
    return BesideMoney(owner=make_organisation(), recorded_at=AT, **told | changes)


def _repayable(**changes: Any) -> RepayableSupport:
    told = {"spender": new_id(), "part": new_id(), "principal": 10, "signed_on": DAY}
    told |= {"paper": "HĐ 1", "by": WHO, "at": AT}
    return RepayableSupport(owner=make_organisation(), **told | changes)


def _instalment(**changes: Any) -> Instalment:
    told = {"due": DAY, "amount": 1} | changes
    return Instalment(agreement=_saved(_repayable()), **told)


def _repayment(**changes: Any) -> Repayment:
    told = {"day": DAY, "amount": 1, "by": WHO, "at": AT} | changes
    return Repayment(agreement=_saved(_repayable()), **told)


def _interest(**changes: Any) -> InterestClaim:
    told = {"spender": new_id(), "part": new_id(), "source": "provincial", "year": 2026}
    told |= {"period_start": DAY, "period_end": DAY.replace(month=12), "certified": 10}
    told |= {"percent": "50", "amount": 5, "paper": "GBN 1", "by": WHO}
    return InterestClaim(owner=make_organisation(), recorded_at=AT, **told | changes)


def _again(row: models.Model) -> models.Model:
    """Keep a row, and return one like it with an id of its own."""
    row.save()
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.fields if not f.primary_key}
    return type(row)(**fields)


def _over(make: Callable[..., models.Model], columns: dict[str, int]) -> Breach:
    return lambda: make(**columns)


BREACHES: dict[str, Breach] = {
    "budget_once": lambda: _again(_budget()),
    "budget_source_known": lambda: _budget(source="counterpart"),
    "budget_year_plausible": lambda: _budget(year=1989),
    "budget_closed_with_nothing_outstanding": lambda: _budget(closed=True, committed=1),
    "budget_committed_within": lambda: _budget(committed=101),
    "budget_committed_within (carried out)": lambda: _budget(committed=100, carried_out=1),
    "budget_received_not_negative": lambda: _budget(carried_out=-1),
    "fund_once": lambda: _again(_fund()),
    "fund_source_known": lambda: _fund(source="foreign"),
    "fund_year_plausible": lambda: _fund(year=2200),
    "share_once": lambda: _again(_share()),
    "share_source_known": lambda: _share(source="state_total"),
    "share_year_plausible": lambda: _share(year=0),
    "yearturn_in_order": lambda: _again(_turn()),
    "yearturn_known": lambda: _turn(turn="x"),
    "yearturn_reopened_for_a_reason": lambda: _turn(turn="reopened"),
    "entry_kind_known": lambda: _entry(kind="spend"),
    "entry_of_a_spender_or_of_none": lambda: _entry(spender=None),
    "entry_of_a_spender_or_of_none (budget)": lambda: _entry(kind="allot"),
    "entry_amount_signed": lambda: _entry(amount=0),
    "entry_amount_signed (below)": lambda: _entry(amount=-1, why="mẫu"),
    "entry_takes_back_for_a_reason": lambda: _entry(amount=-1, reverses=_saved(_entry())),
    "entry_takes_back_for_a_reason (allot)": lambda: _entry(kind="allot", spender=None, amount=-1),
    "reverses": lambda: _again(_entry(amount=-1, why="mẫu", reverses=_saved(_entry()))),
    "posting_account_known": lambda: _posting(account="x"),
    "posting_of_an_amount": lambda: _posting(amount=0),
    "posting_of_a_budget_or_of_a_line": lambda: _posting(account="paid"),
    "posting_of_a_budget_or_of_a_line (free)": lambda: _posting(fund=_saved(_fund())),
    "advanceground_of_a_rate": lambda: _ground(percent=""),
    "advanceground_of_a_rate (clause)": lambda: _ground(clause=""),
    "advanceground_unread_for_a_reason": lambda: _ground(verified=False),
    "funds_besidemoney_superseded_after_recorded": lambda: _beside(**TOO_EARLY),
    "besidemoney_kind_known": lambda: _beside(kind="provincial"),
    "besidemoney_above_zero": lambda: _beside(amount=0),
    "besidemoney_year_plausible": lambda: _beside(year=1),
    "besidemoney_names_its_programme": lambda: _beside(kind="foreign"),
    "besidemoney_withdrawn_for_a_reason": lambda: _beside(superseded_at=AT),
    "repayablesupport_repaid_within": lambda: _repayable(repaid=11),
    "repayablesupport_has_paper": lambda: _repayable(paper=""),
    "repayablesupport_once": lambda: _again(_repayable()),
    "instalment_once_a_day": lambda: _again(_instalment()),
    "instalment_above_zero": lambda: _instalment(amount=0),
    "repayment_signed": lambda: _repayment(amount=-1),
    "repayment_signed (no reason)": lambda: _repayment(amount=-1, reverses=_saved(_repayment())),
    "funds_interestclaim_superseded_after_recorded": lambda: _interest(**TOO_EARLY),
    "interestclaim_never_above_the_interest": lambda: _interest(amount=11),
    "interestclaim_days_in_order": lambda: _interest(period_end=DAY),
    "interestclaim_source_known": lambda: _interest(source="sponsor"),
    "interestclaim_has_rate_and_paper": lambda: _interest(paper=""),
    "interestclaim_withdrawn_for_a_reason": lambda: _interest(superseded_at=AT),
    "interestclaim_once_a_period": lambda: _again(_interest()),
}
for _name, _make in (("budget", _budget), ("fund", _fund), ("share", _share)):
    BREACHES[f"{_name}_not_negative"] = _over(_make, NEGATIVE)
    for _limit, _columns in OVER.items():
        BREACHES[f"{_name}_{_limit}_within"] = _over(_make, _columns)
