"""What stands beside the ledger: other sources, what is still to be given back, interest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.funds.models import BesideMoney, InterestClaim, RepayableSupport
from khuyencong.funds.rules import Due
from khuyencong.funds.rules.permissions import READ
from khuyencong.funds.rules.repayable import overdue_since, owed_on


def beside_of(spender: UUID) -> list[BesideMoney]:
    """Return the money of other sources that stands for a đề án, by year and kind."""
    rows = BesideMoney.objects.filter(spender=spender, superseded_at=None)
    return list(rows.order_by("year", "kind", "recorded_at"))


def interest_of(spender: UUID) -> list[InterestClaim]:
    """Return the periods of interest supported for a đề án, in the order of their days."""
    rows = InterestClaim.objects.filter(spender=spender, superseded_at=None)
    return list(rows.order_by("part", "period_start"))


def repayables_of(spender: UUID) -> list[RepayableSupport]:
    """Return the agreements of a đề án with their instalments and repayments."""
    rows = RepayableSupport.objects.filter(spender=spender).order_by("signed_on", "id")
    return list(rows.prefetch_related("instalments", "repayments"))


def repayables_visible_to(user: Actor | None) -> QuerySet[RepayableSupport]:
    """Return the agreements of bodies the user answers for; nobody's to the public."""
    if user is None:
        return RepayableSupport.objects.none()
    custodians = user.custodians(READ)
    every = RepayableSupport.objects.all()
    return every if custodians is None else every.filter(owner_id__in=custodians)


@dataclass(frozen=True, slots=True)
class Arrears:
    """An agreement that is behind on a day: how much, and since when."""

    agreement: RepayableSupport
    owed: int
    since: date


def arrears_on(day: date, among: QuerySet[RepayableSupport] | None = None) -> list[Arrears]:
    """Return the agreements in arrears on a day, the oldest arrears first; three queries.

    What came back by that day counts, what came later does not. `among` narrows the agreements.
    """
    rows = RepayableSupport.objects.all() if among is None else among
    found = (_behind(row, day) for row in rows.prefetch_related("instalments", "repayments"))
    behind = [one for one in found if one]
    return sorted(behind, key=lambda one: (one.since, one.agreement.id))


def _behind(agreement: RepayableSupport, day: date) -> Arrears | None:
    schedule = _schedule(agreement)
    repaid = sum(row.amount for row in agreement.repayments.all() if row.day <= day)
    since = overdue_since(day, schedule, repaid)
    return Arrears(agreement, owed_on(day, schedule, repaid), since) if since else None


def _schedule(agreement: RepayableSupport) -> Iterable[Due]:
    return [Due(row.due, row.amount) for row in agreement.instalments.all()]
