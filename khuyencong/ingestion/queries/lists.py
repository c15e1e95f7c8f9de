"""Lists out: the rows that somebody sees, in the columns in which they come in again.

No telephone and no personal number is among them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet

from khuyencong.applications.models import Need
from khuyencong.applications.queries import needs_visible_to
from khuyencong.competitions.models import Entry as VoteEntry
from khuyencong.competitions.queries import entries_visible_to
from khuyencong.competitions.rules.dossier import SHEET_ANSWERS, TRUTHS
from khuyencong.core.users import Actor
from khuyencong.ingestion.queries.staging.establishments import LAST_OLD_DAY
from khuyencong.ingestion.sheet_kinds import KINDS, RESULT_KINDS, result_kind
from khuyencong.projects.queries import visible_to as projects_visible_to
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import establishments_visible_to
from khuyencong.registry.queries.territory import Territory
from khuyencong.results.kinds import KINDS as RESULTS
from khuyencong.results.queries import visible_to as results_visible_to
from khuyencong.results.queries.scope import known_on
from khuyencong.sheets import Column, Type
from khuyencong.values.vocabulary import FundingSource

CHUNK = 1000
Row = Sequence[Any]


def exported_columns(kind: str) -> list[Column]:
    """Return the columns of a list of a kind: those of its sheets, without telephones."""
    return [column for column in KINDS[kind].columns if column.type is not Type.PHONE]


def exported_rows(
    kind: str, user: Actor, day: date, only: QuerySet[Any] | None = None
) -> Iterator[Row]:
    """Yield the rows that the user sees, in Vietnamese order; a few queries a thousand rows.

    With `only` those of them that a list shows, in its order.
    """
    if kind in RESULT_KINDS:
        yield from _results(kind, user, day, only)
    else:
        yield from _ROWS[kind](user, day, only)


def _narrowed(rows: QuerySet[Any], only: QuerySet[Any] | None, *order: str) -> QuerySet[Any]:
    """Return the rows in order; where a list narrows them, those it shows as it puts them."""
    return rows.order_by(*order) if only is None else only


class _Places:
    """The names that places bore when they held: today's, else those of the last day before."""

    def __init__(self, day: date) -> None:
        self._days = [Territory(day), Territory(LAST_OLD_DAY)]

    def label(self, place: Place | None) -> str:
        """Return "xã Lục Ngạn, tỉnh Bắc Ninh"."""
        if place is None:
            return ""
        found = (spot for one in self._days if (spot := one.by_id(place.id)))
        spot = next(found, None)
        return spot.label if spot else str(place)


def _establishments(user: Actor, day: date, only: QuerySet[Any] | None) -> Iterator[Row]:
    places = _Places(day)
    rows: QuerySet[Establishment] = establishments_visible_to(user).filter(merged_into=None)
    rows = _narrowed(rows, only, "sorted_name", "id").select_related("commune", "trade")
    for one in rows.iterator(CHUNK):
        commune, _, above = places.label(one.commune).partition(", ")
        district, _, province = above.rpartition(", ")
        yield (
            one.name, one.get_form_display(), one.tax_code, commune, district, province,
            one.street, one.trade.code if one.trade else "",
            one.women_owned or None, one.minority_owned or None,
        )  # fmt: skip


def _past_projects(user: Actor, day: date, only: QuerySet[Any] | None) -> Iterator[Row]:
    places = _Places(day)
    bodies = user.custodians("project.read")
    rows = projects_visible_to(user)
    if bodies is not None and only is None:
        # The plan of another body is not this one's to hand in again.
        rows = rows.filter(owner__in=bodies)
    kin = ("lines__shares", "lines__establishment", "lines__acceptance", "places__place")
    shown = _narrowed(rows, only, "first_year", "code", "id").prefetch_related(*kin)
    for one in shown.iterator(CHUNK):
        lines = list(one.lines.all())
        money: dict[str, int] = {}
        for share in (share for line in lines for share in line.shares.all()):
            money[share.source] = money.get(share.source, 0) + share.amount
        national = money.pop(str(FundingSource.NATIONAL), 0)
        local, own = sum(money.values()), sum(line.counterpart for line in lines)
        accepted = [line.acceptance for line in lines if hasattr(line, "acceptance")]
        jobs = [one.jobs for one in accepted if one.jobs is not None]
        firms = dict.fromkeys(line.establishment.name for line in lines if line.establishment)
        yield (
            one.code, one.name, one.get_content_display() if one.content else "",
            "; ".join(firms), _first(places.label(p.place) for p in one.places.all()),
            one.first_year, national or None, local or None, own or None,
            national + local + own or None, max((a.day for a in accepted), default=None),
            sum(jobs) if jobs else None,
        )  # fmt: skip


def _first(labels: Iterator[str]) -> str:
    return next(labels, "")


def _needs(user: Actor, day: date, only: QuerySet[Any] | None) -> Iterator[Row]:
    rows: QuerySet[Need] = needs_visible_to(user)
    shown = _narrowed(rows, only, "year", "establishment__sorted_name", "id")
    for one in shown.select_related("establishment").iterator(CHUNK):
        yield (
            one.establishment.name, one.establishment.tax_code, one.get_item_display(), one.what,
            one.year, one.cost, one.own_money, one.jobs, one.visited_on,
        )  # fmt: skip


def _entries(user: Actor, day: date, only: QuerySet[Any] | None) -> Iterator[Row]:
    rows: QuerySet[VoteEntry] = entries_visible_to(user).exclude(state__in=("refused", "withdrawn"))
    shown = _narrowed(rows, only, "round__year", "round_id", "code", "id")
    for one in shown.select_related("product__establishment", "round").iterator(CHUNK):
        said, product = one.answers, one.product
        yield (
            product.establishment.name, product.establishment.tax_code, product.name,
            product.get_group_display(), product.parts, one.round.name,
            *(said.get(name) or None for name in SHEET_ANSWERS),
            all(said.get(name) == "co" for name in TRUTHS) or None,
        )  # fmt: skip


def _results(kind: str, user: Actor, day: date, only: QuerySet[Any] | None) -> Iterator[Row]:
    places, declared = _Places(day), RESULTS[result_kind(kind)]
    rows = known_on(results_visible_to(user))
    shown = _narrowed(rows, only, "done_until", "what", "id").filter(kind=declared.code)
    kin = ("place", "line__project")
    columns = exported_columns(kind)
    for one in shown.select_related(*kin).prefetch_related("links__establishment").iterator(CHUNK):
        listed = [link.establishment.name for link in one.links.all()]
        told: dict[str, Any] = {
            "what": one.what,
            "variant": declared.variant_name(one.variant),
            "content": one.get_content_display() if one.content else "",
            "establishment": listed[0] if len(listed) == 1 else "",
            "place": places.label(one.place),
            "done_from": one.done_from,
            "done_on": one.done_until - timedelta(1),
            "project": one.line.project.code if one.line else "",
            "source": one.get_source_display() if one.source else "",
            "basis": one.basis,
        }
        for field in declared.fields:
            value = one.told(field.name)
            told[field.name] = dict(field.choices).get(str(value), value)
        yield [told.get(column.code) for column in columns]


_ROWS = {
    "establishments": _establishments,
    "past_projects": _past_projects,
    "needs": _needs,
    "entries": _entries,
}
