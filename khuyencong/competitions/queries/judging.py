"""The facts of an entry set before the law of its closing day: what speaks for and against it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from khuyencong.applications.models import PaperUse, Request
from khuyencong.applications.queries import judge
from khuyencong.applications.queries.papers import uses_of
from khuyencong.competitions.models import Certificate, Entry, Photo, Round
from khuyencong.competitions.queries.pictures import photos_of
from khuyencong.competitions.rules.dossier import (
    BESIDE,
    LEAST_PHOTOS,
    PAPERS,
    missing_answers,
)
from khuyencong.competitions.rules.eligibility import (
    Found,
    LowerTitle,
    climbs_with,
    declared,
    look_alike,
)
from khuyencong.competitions.states import LIVING, RoundLevel
from khuyencong.law.rules import Verdict
from khuyencong.registry.models import LikelyTwin
from khuyencong.registry.queries import members, stands_for
from khuyencong.registry.states import TwinState

#: What a use of a paper is about, when it is an entry.
ABOUT = "entry"


def last_day(round: Round) -> date:
    """Return the last day on which dossiers of a round are taken."""
    return round.closes_on - timedelta(1)


@dataclass(frozen=True)
class Dossier:
    """An entry with all that is judged with it."""

    entry: Entry
    photos: list[Photo]
    uses: list[PaperUse]

    @property
    def missing(self) -> list[str]:
        """Return what keeps it from being sent: names of answers, "photos", "papers"."""
        lacking = missing_answers(self.entry.answers)
        if len(self.photos) < LEAST_PHOTOS:
            lacking.append("photos")
        if not any(use.paper.kind.code == PAPERS[0] for use in self.uses):
            lacking.append("papers")
        return lacking


def dossier(entry: Entry) -> Dossier:
    """Return an entry with its photographs and papers; two queries."""
    return Dossier(entry, list(photos_of(entry.product_id)), list(uses_of(ABOUT, entry.id)))


def findings(entry: Entry) -> list[Found]:
    """Return what is found about an entry, what stops it first; the queries do not grow.

    The law is that of the last day on which the round takes dossiers.
    """
    day = last_day(entry.round)
    found = [*_establishment(entry, day), *declared(entry.answers), *_ladder(entry, day)]
    found += twins_in_round(entry)
    return sorted(found, key=lambda one: (not one.stops, one.verdict is Verdict.YES))


def stops(entry: Entry) -> list[str]:
    """Return why an entry may not be accepted, with the clause, in sentences."""
    told = [one for one in findings(entry) if one.stops]
    return [f"{one.title}: {one.told} ({one.clause})" for one in told]


def _establishment(entry: Entry, day: date) -> Iterator[Found]:
    """Yield what the law says to form, size and place; a wrong list is doubted, never guessed."""
    maker = entry.product.establishment
    asked = Request(establishment=maker, commune=maker.commune, custodian=entry.product.custodian)
    for reason in judge(asked, day).reasons:
        clauses = "; ".join(str(one) for one in reason.finding.citations)
        yield Found(
            reason.title,
            reason.finding.told,
            reason.finding.verdict,
            clauses,
            verified=reason.finding.is_certain,
        )


def levels_below(round: Round) -> list[str]:
    """Return the levels whose titles open a round; [] for one that asks for none."""
    below = RoundLevel(round.level).below
    if below is None or below == RoundLevel.DISTRICT:
        return []
    more = [RoundLevel.PROVINCE] if round.from_province else []
    return [below, *more]


def _ladder(entry: Entry, day: date) -> list[Found]:
    levels = levels_below(entry.round)
    rows = Certificate.objects.filter(product=entry.product_id, level__in=levels)
    titles = [
        LowerTitle(one.shown, one.decision, one.issued_on, one.last_day, one.revoked_on)
        for one in rows.order_by("-issued_on")
    ]
    found = climbs_with(entry.round.level, titles, day)
    return [found] if found else []


def twins_in_round(entry: Entry) -> list[Found]:
    """Return the living entries of the round that look like this one's product."""
    maker = stands_for(entry.product.establishment)
    same = set(members(maker))
    kin = same | _likely_twins(same)
    others = Entry.objects.filter(
        round=entry.round_id, state__in=LIVING, product__establishment__in=kin
    ).exclude(id=entry.id)
    return [
        Found(
            "Có thể đã dự thi",
            f"Giống “{other.product.name}” của {other.product.establishment.name}"
            f"{f', mã {other.code}' if other.code else ''}: xin xem có phải một sản phẩm không.",
            Verdict.NEEDS_REASON,
            is_warning=True,
        )
        for other in others.select_related("product__establishment").order_by("code", "id")
        if look_alike(entry.product.folded, other.product.folded)
    ]


def _likely_twins(of: set[UUID]) -> set[UUID]:
    """Return the establishments that look like any of these, while nobody set them apart."""
    pairs = LikelyTwin.objects.filter(Q(first__in=of) | Q(second__in=of), state=TwinState.OPEN)
    return {one for pair in pairs.values_list("first", "second") for one in pair} - of


def label_of_missing(name: str) -> str:
    """Return what stands for a missing thing that is no answer."""
    return BESIDE[name]
