"""The limits of `states` as CHECK constraints, and what may only be added to."""

from typing import Any, Never

from django.db import models
from django.db.models import F, Q
from django.db.models.constraints import BaseConstraint
from django.db.models.expressions import CombinedExpression

from khuyencong.core.models import Identified
from khuyencong.funds.states import BUDGET_LIMIT, LIMITS, RECEIVED, SPENDING, Limit

#: No budget is of a year outside these.
PLAUSIBLE_YEAR = Q(year__gte=1990, year__lt=2200)


class Kept(models.Model):
    """How far money has come: the columns that budgets, đề án and lines share."""

    committed = models.BigIntegerField("đã giao cho đề án", default=0)
    contracted = models.BigIntegerField("đã ký hợp đồng", default=0)
    accepted = models.BigIntegerField("đã nghiệm thu", default=0)
    given = models.BigIntegerField("đã từng tạm ứng", default=0)
    refunded = models.BigIntegerField("tạm ứng đã hoàn trả", default=0)
    advance_limit = models.BigIntegerField("mức tạm ứng", default=0)
    advanced = models.BigIntegerField("tạm ứng chưa thanh toán", default=0)
    paid = models.BigIntegerField("đã thanh toán", default=0)
    recovered = models.BigIntegerField("đã thu hồi", default=0)
    settled = models.BigIntegerField("đã quyết toán", default=0)

    class Meta:
        abstract = True

    @property
    def left(self) -> int:
        """Return what is committed, and neither advanced nor paid: it may still be spent."""
        return self.committed - self.advanced - self.paid


def limits_of(model: str) -> list[BaseConstraint]:
    """Return the limits of the shared columns under names of one table."""
    return [_check(model, limit) for limit in LIMITS] + [_not_negative(model, SPENDING)]


def limits_of_budget() -> list[BaseConstraint]:
    """Return the limits that a budget alone has, besides those of the shared columns."""
    return [_check("budget", BUDGET_LIMIT), _not_negative("budget_received", RECEIVED)]


def _check(model: str, limit: Limit) -> BaseConstraint:
    """Hold `less` ≤ `most` − `most_off` + `less_off`."""
    most: F | CombinedExpression = F(limit.most)
    most = most - F(limit.most_off) if limit.most_off else most
    most = most + F(limit.less_off) if limit.less_off else most
    return models.CheckConstraint(
        name=f"{model}_{limit.name}_within", condition=Q(**{f"{limit.less}__lte": most})
    )


def _not_negative(model: str, columns: tuple[str, ...]) -> BaseConstraint:
    condition = Q(**{f"{column}__gte": 0 for column in columns})
    return models.CheckConstraint(name=f"{model}_not_negative", condition=condition)


class AppendOnlyQuerySet(models.QuerySet[Any]):
    """Rows that are added, and never changed or taken away."""

    def update(self, **kwargs: Any) -> Never:
        """Refuse: a correction is a counter-entry."""
        raise TypeError("the ledger is only added to: write a counter-entry")

    def delete(self) -> Never:
        """Refuse: a correction is a counter-entry."""
        raise TypeError("the ledger is only added to: write a counter-entry")


class AppendOnly(Identified):
    """A row of the ledger: written once."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Write the row, once."""
        if not self._state.adding:
            raise TypeError("the ledger is only added to: write a counter-entry")
        super().save(**{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        """Refuse: a correction is a counter-entry."""
        raise TypeError("the ledger is only added to: write a counter-entry")
