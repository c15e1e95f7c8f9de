"""The locks that an act on a đề án takes first: budget → đề án → line, everywhere."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from khuyencong.funds.models import Budget


def hold(
    *, spender: UUID | None = None, owner: UUID | None = None, years: Iterable[int] = ()
) -> None:
    """Lock the budgets that a đề án's money stands in, and those of an owner in these years.

    A room that will post money and locks records of its own calls this before it locks them.
    """
    wanted = Q(funds__spender=spender) if spender else Q(pk__in=())
    if owner:
        wanted |= Q(owner=owner, year__in=sorted(set(years)))
    keys = Budget.objects.filter(wanted).values("id")
    list(Budget.objects.select_for_update().filter(id__in=keys).order_by("id").values_list("id"))
