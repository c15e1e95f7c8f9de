"""How money stands: of a budget, of a đề án, of its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, QuerySet, SmallIntegerField, When

from khuyencong.accounts.models import User
from khuyencong.core.collation import vietnamese
from khuyencong.core.users import Actor
from khuyencong.funds.models import Budget, Fund, Share, YearTurn
from khuyencong.funds.rules.permissions import READ
from khuyencong.funds.states import INSIDE
from khuyencong.values.vocabulary import FundingSource

NOBODY = "một người không còn tên trong hệ thống"


@dataclass(frozen=True, slots=True)
class Turned:
    """A closing or reopening, and who did it."""

    turn: YearTurn
    who: str


def budgets_visible_to(user: Actor | None) -> QuerySet[Budget]:
    """Return the budgets of bodies the user answers for; nobody's to the public."""
    if user is None:
        return Budget.objects.none()
    custodians = user.custodians(READ)
    every = Budget.objects.all()
    return every if custodians is None else every.filter(owner_id__in=custodians)


def listed_budgets(budgets: QuerySet[Budget]) -> QuerySet[Budget]:
    """Return budgets as a list shows them: the latest year first, then by owner and source."""
    order = [When(source=source.value, then=at) for at, source in enumerate(INSIDE)]
    return budgets.select_related("owner").order_by(
        "-year", vietnamese("owner__name"), Case(*order, output_field=SmallIntegerField())
    )


def years_of(budgets: QuerySet[Budget]) -> list[int]:
    """Return the years that have a budget, the latest first."""
    return list(budgets.order_by("-year").values_list("year", flat=True).distinct())


def turns_of(budget: Budget) -> list[Turned]:
    """Return every closing and reopening of a year, the latest first; two queries."""
    rows = list(budget.turns.order_by("-number"))
    people = User.objects.filter(id__in={row.by for row in rows})
    names = dict(people.values_list("id", "full_name"))
    return [Turned(row, names.get(row.by, NOBODY)) for row in rows]


def budget_of(owner: UUID, source: FundingSource, year: int) -> Budget | None:
    """Return the budget of a body, or None where nothing was ever allotted."""
    return Budget.objects.filter(owner=owner, source=source, year=year).first()


def left(owner: UUID, source: FundingSource, year: int) -> int:
    """Return the đồng that may still be given to a đề án; 0 where there is no budget."""
    budget = budget_of(owner, source, year)
    return budget.left if budget else 0


def balances_of(spender: UUID) -> list[Fund]:
    """Return what a đề án has, by year and source, each row with `.left` and its budget."""
    rows = Fund.objects.filter(spender=spender).select_related("budget__owner")
    return list(rows.order_by("year", "source"))


def balance_of_parts(parts: Iterable[UUID]) -> dict[UUID, list[Share]]:
    """Return by line what it has, by year and source; one query, an empty list for none."""
    wanted: dict[UUID, list[Share]] = {part: [] for part in parts}
    for share in Share.objects.filter(part__in=wanted).order_by("year", "source"):
        wanted[share.part].append(share)
    return wanted
