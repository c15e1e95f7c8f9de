"""The đề án that a count or an amount of `totals` is made of, one by one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from khuyencong.funds.models import BesideMoney, Share
from khuyencong.projects.models import Line, Project
from khuyencong.projects.queries.totals import REACHED, counted_in, projects_of
from khuyencong.registry.models import Organisation, Place
from khuyencong.values.vocabulary import FundingSource

Whose = Organisation | Place


def behind_count(
    whose: Whose, years: Sequence[int], content: str = "", sources: Sequence[str] = ()
) -> QuerySet[Project]:
    """Return the accepted đề án of years in a row, by their lead content and source."""
    rows = projects_of(whose).filter(counted_in(years), state__in=REACHED["accepted"])
    rows = rows.filter(content=content) if content else rows
    rows = rows.filter(source__in=sources) if sources else rows
    return rows.order_by("first_year", "code")


def behind_money(
    whose: Whose, years: Sequence[int], content: str = "", sources: Sequence[str] = ()
) -> QuerySet[Project]:
    """Return the đề án with accepted money in years in a row, each with its đồng as `amount`."""
    lines = Line.objects.filter(project=OuterRef(OuterRef("pk")))
    lines = lines.filter(content=content) if content else lines
    where: dict[str, Any] = {"year__range": (years[0], years[-1]), "accepted__gt": 0}
    if sources:
        where["source__in"] = sources
    shares = Share.objects.filter(part__in=lines.values("id"), **where).order_by()
    added = shares.annotate(one=OuterRef("pk")).values("one").annotate(s=Sum("accepted"))
    return (
        projects_of(whose)
        .filter(Exists(shares))
        .annotate(amount=Coalesce(Subquery(added.values("s")[:1]), 0))
        .order_by("first_year", "code")
    )


def behind_counterpart(whose: Whose, years: Sequence[int]) -> QuerySet[Project]:
    """Return the đề án with money of the establishments beside, each with its đồng as `amount`."""
    rows = BesideMoney.objects.filter(
        superseded_at=None,
        kind=FundingSource.COUNTERPART.value,
        spender=OuterRef("pk"),
        year__range=(years[0], years[-1]),
    ).order_by()
    added = rows.values("spender").annotate(s=Sum("amount"))
    return (
        projects_of(whose)
        .filter(Exists(rows))
        .annotate(amount=Coalesce(Subquery(added.values("s")[:1]), 0))
        .order_by("first_year", "code")
    )
