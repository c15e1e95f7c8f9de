"""All that the page of an establishment shows, and two of them side by side."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.registry.models import (
    Artisan,
    Establishment,
    EstablishmentFigure,
    LikelyTwin,
    Merge,
    NumberReveal,
    OtherSupport,
)
from khuyencong.registry.queries.establishments import (
    OPEN,
    SHOWN,
    Change,
    establishments_visible_to,
    history,
    label_of,
    members,
    merges_of,
    proposed_communes,
    shown,
)
from khuyencong.registry.queries.lineage import Heir
from khuyencong.registry.queries.supports import listed_supports


@dataclass(frozen=True)
class Profile:
    """An establishment with all that is known of it, for one reader."""

    establishment: Establishment
    facts: list[tuple[str, str]]
    figures: list[EstablishmentFigure]
    supports: list[OtherSupport]
    artisans: list[Artisan]
    heirs: list[Heir]
    twins: list[tuple[Establishment, LikelyTwin]]
    merges: list[Merge]
    history: list[Change]
    reveals: list[NumberReveal]

    def people(self) -> set[UUID]:
        """Return the ids of those who did something that the page tells of."""
        told = [change.version.by for change in self.history]
        told += [reveal.by for reveal in self.reveals] + [merge.by for merge in self.merges]
        return {one for one in told if one}


def profile(establishment: Establishment, user: Actor, on: date) -> Profile:
    """Return the whole page of an establishment in about fifteen queries, however much it tells.

    Figures, supports and artisans of the records merged into it are among its own; a pair that
    looks like one is shown where the reader sees both records.
    """
    ids = members(establishment)
    figures = EstablishmentFigure.objects.filter(establishment__in=ids, superseded_at=None)
    supports = OtherSupport.objects.filter(establishment__in=ids, superseded_at=None)
    return Profile(
        establishment=establishment,
        facts=facts_of(establishment),
        figures=list(figures.order_by("kind", "-day")),
        supports=list(listed_supports(supports)),
        artisans=list(Artisan.objects.filter(establishment__in=ids).order_by("sorted_name")),
        heirs=proposed_communes(establishment, on),
        twins=_twins(establishment, user),
        merges=list(merges_of(ids)),
        history=history(establishment),
        reveals=list(establishment.reveals.order_by("-recorded_at")[:20]),
    )


def facts_of(establishment: Establishment) -> list[tuple[str, str]]:
    """Return label and value of what an establishment's papers say, gaps as "–"."""
    return [(label_of(field), shown(establishment, field)) for field in SHOWN if field != "name"]


def _twins(establishment: Establishment, user: Actor) -> list[tuple[Establishment, LikelyTwin]]:
    mine = Q(first=establishment) | Q(second=establishment)
    pairs = open_pairs(user).filter(mine)
    return [(p.second if p.first_id == establishment.id else p.first, p) for p in pairs]


def open_pairs(user: Actor) -> QuerySet[LikelyTwin]:
    """Return the pairs that wait for somebody and of which the reader sees both, newest first."""
    visible = establishments_visible_to(user).values("id")
    pairs = LikelyTwin.objects.filter(**OPEN, first__in=visible, second__in=visible)
    both = [f"{side}__{of}" for side in ("first", "second") for of in ("commune", "custodian")]
    return pairs.select_related(*both).order_by("-seen_at", "id")


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One line of two records beside each other."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Return whether the two say different things; a gap beside something is a difference."""
        return self.one != self.other


def side_by_side(one: Establishment, other: Establishment) -> list[SideBySide]:
    """Return what two records say, line by line."""
    lines = [SideBySide(label_of(field), shown(one, field), shown(other, field)) for field in SHOWN]
    counted = [("Hỗ trợ khác đã ghi", _supports), ("Đơn vị giữ hồ sơ", _custodian)]
    return lines + [SideBySide(label, of(one), of(other)) for label, of in counted]


def _supports(one: Establishment) -> str:
    count = OtherSupport.objects.filter(establishment=one, superseded_at=None).count()
    return str(count) if count else "–"


def _custodian(one: Establishment) -> str:
    return one.custodian.name
