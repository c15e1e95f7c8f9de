"""Products and dossiers: the lists, and all that the page of one shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from khuyencong.applications.models import Paper, PaperKind, PaperUse
from khuyencong.applications.queries.papers import papers_of
from khuyencong.competitions.models import (
    Certificate,
    Entry,
    EntryStep,
    EntryVersion,
    Photo,
    Product,
    Round,
    Verdict,
)
from khuyencong.competitions.queries.judging import Dossier, dossier, findings
from khuyencong.competitions.queries.rounds import open_calls
from khuyencong.competitions.queries.scope import entries_visible_to, products_visible_to
from khuyencong.competitions.rules.dossier import PAPERS, PARTS, Part, changes
from khuyencong.competitions.rules.eligibility import Found
from khuyencong.competitions.states import ENTRY_STEPS, LIVING, EntryState, RoundLevel
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment
from khuyencong.values.text import fold

KIN = (
    "round__criteria",
    "round__place",
    "custodian",
    "product__custodian__place",
    "product__custodian__parent",
    "product__establishment__commune",
    "product__establishment__custodian",
    "product__establishment__craft_village",
    "product__establishment__trade",
    "product__establishment__merged_into",
    "climbed_from__round__custodian",
)


def with_kin(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """Return entries with all that their page and the rules look at."""
    return rows.select_related(*KIN)


def makers_of(user: Actor) -> QuerySet[Establishment]:
    """Return the establishments that a person acts for."""
    rows = Establishment.objects.filter(id__in=user.represents(), merged_into=None)
    return rows.select_related("commune", "custodian__parent").order_by("sorted_name", "id")


def listed_products(user: Actor, typed: str) -> QuerySet[Product]:
    """Return the products a person sees, each with its entries; two queries a page."""
    rows = products_visible_to(user)
    if typed:
        rows = rows.filter(Q(folded__contains=fold(typed)) | Q(establishment__name__contains=typed))
    entries = Entry.objects.select_related("round").order_by("-recorded_at", "id")
    first_photo = Photo.objects.filter(ended_at=None).order_by("position", "id")
    shown = rows.select_related("establishment")
    return shown.prefetch_related(
        Prefetch("entries", entries), Prefetch("photos", first_photo)
    ).order_by("-recorded_at", "id")


def rounds_for(product: Product, on: date) -> list[Round]:
    """Return the rounds that take this product now: its province's, and those above; one query."""
    living = Entry.objects.filter(product=product, state__in=LIVING).values("round")
    home = Q(level=RoundLevel.PROVINCE, custodian=product.custodian_id)
    above = Q(level__in=(RoundLevel.REGION, RoundLevel.NATION))
    return list(open_calls(on).filter(home | above).exclude(id__in=living))


def listed_entries(round: Round, typed: str, group: str, state: str) -> QuerySet[Entry]:
    """Return the entries of a round that a sentence leaves, by code, then by when they came."""
    rows = Entry.objects.filter(round=round)
    if typed:
        named = Q(product__folded__contains=fold(typed))
        named |= Q(product__establishment__name__icontains=typed) | Q(code=typed.upper())
        rows = rows.filter(named)
    if group:
        rows = rows.filter(product__group=group)
    if state:
        rows = rows.filter(state=state)
    return rows.select_related("product__establishment").order_by("code", "changed_at", "id")


def photos_visible_to(user: Actor) -> QuerySet[Photo]:
    """Return the photographs of products that a person sees, or whose entries he sees."""
    products = products_visible_to(user).values("id")
    entered = entries_visible_to(user).values("product")
    return Photo.objects.filter(Q(product__in=products) | Q(product__in=entered))


@dataclass(frozen=True)
class Told:
    """One step of the history, with what the version sent then changed against the one before."""

    step: EntryStep
    label: str
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class PaperAsked:
    """A kind of paper: what stands there, what was handed in before."""

    kind: PaperKind
    is_needed: bool
    uses: list[PaperUse]
    earlier: list[Paper]


@dataclass(frozen=True)
class EntryView:
    """All that the page of an entry shows."""

    entry: Entry
    dossier: Dossier
    missing: list[str]
    found: list[Found]
    history: list[Told]
    returned: EntryStep | None
    verdict: Verdict | None
    lower: Certificate | None
    lower_verdict: Verdict | None

    def part_done(self, part: Part) -> bool:
        """Return whether nothing of a part is missing."""
        return not any(one.name in self.missing for one in part.answers)

    def parts(self) -> list[tuple[Part, bool, list[str]]]:
        """Return each part, whether it is done, what of it is to be mended."""
        marked = self.returned.missing if self.returned else []
        year = self.entry.round.year
        return [
            (
                part,
                self.part_done(part),
                [one.label(year) for one in part.answers if one.name in marked],
            )
            for part in PARTS
        ]

    @property
    def stops(self) -> list[Found]:
        """Return why the entry may not be accepted."""
        return [one for one in self.found if one.stops]

    @property
    def steps_taken(self) -> list[tuple[str, UUID | None]]:
        """Return who took which step."""
        return [(told.step.name, told.step.by) for told in self.history]

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        told = {self.entry.by, *(one.step.by for one in self.history)}
        return {one for one in told if one}


def entry_view(entry: Entry) -> EntryView:
    """Return the page of an entry; its queries do not grow. Needs `with_kin` rows."""
    whole = dossier(entry)
    history = list(_history(entry))
    last = history[0].step if history else None
    below = entry.climbed_from
    return EntryView(
        entry=entry,
        dossier=whole,
        missing=whole.missing,
        found=findings(entry),
        history=history,
        returned=last if last and last.after == EntryState.RETURNED else None,
        verdict=Verdict.objects.filter(entry=entry).first(),
        lower=Certificate.objects.filter(entry=below).first() if below else None,
        lower_verdict=Verdict.objects.filter(entry=below).first() if below else None,
    )


def _history(entry: Entry) -> Iterator[Told]:
    """Yield the steps, the latest first; two queries."""
    versions = {one.number: one for one in EntryVersion.objects.filter(entry=entry)}
    sent = len(versions)
    for step in EntryStep.objects.filter(entry=entry).order_by("-at", "-id"):
        changed: list[tuple[str, str, str]] = []
        if step.name == "submit":
            now, before = versions.get(sent), versions.get(sent - 1)
            changed = changes(before.said, now.said, entry.round.year) if now and before else []
            sent -= 1
        yield Told(step, ENTRY_STEPS[step.name].label, changed)


def papers_asked(view: EntryView) -> list[PaperAsked]:
    """Return each kind of paper with what stands there and what may be used again."""
    uses = view.dossier.uses
    used = {use.paper_id for use in uses}
    earlier = [one for one in papers_of(view.entry.product.establishment) if one.id not in used]
    kinds = {kind.code: kind for kind in PaperKind.objects.filter(code__in=PAPERS)}
    return [
        PaperAsked(
            kinds[code],
            code == PAPERS[0],
            [use for use in uses if use.paper.kind_id == kinds[code].id],
            [paper for paper in earlier if paper.kind_id == kinds[code].id],
        )
        for code in PAPERS
        if code in kinds
    ]
