"""Papers: whose a person sees, which a request needs, which an establishment already has."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from khuyencong.applications.models import Paper, PaperKind, PaperNeeded, PaperUse, Request
from khuyencong.applications.rules.permissions import READ
from khuyencong.core import blobs
from khuyencong.core.users import Actor
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import members


def papers_visible_to(user: Actor | None, right: str = READ) -> QuerySet[Paper]:
    """Return the papers of bodies for which the user holds `right`; nobody's to the public.

    Who stands for an establishment sees what is put to its requests, and what it handed in itself;
    not what an officer keeps about it elsewhere.
    """
    if user is None:
        return Paper.objects.none()
    custodians = user.custodians(right)
    if custodians is None:
        return Paper.objects.all()
    seen = Q(custodian_id__in=custodians)
    own = user.represents()
    if own:
        asking = Request.objects.filter(establishment_id__in=own).values("id")
        put = PaperUse.objects.filter(about_kind="request", about__in=asking)
        seen |= Q(establishment_id__in=own) & (Q(id__in=put.values("paper")) | Q(by=user.id))
    return Paper.objects.filter(seen)


def stored_bytes(paper: Paper) -> bytes:
    """Return the file of a paper."""
    with blobs.open(paper.sha256) as file:
        return file.read()


def kinds() -> list[PaperKind]:
    """Return the kinds of paper in their order; one query."""
    return list(PaperKind.objects.order_by("position", "code"))


def uses_of(about_kind: str, about: UUID) -> QuerySet[PaperUse]:
    """Return the papers that stand with a record, with their kind, in order; one query."""
    rows = PaperUse.objects.filter(about_kind=about_kind, about=about, ended_at=None)
    return rows.select_related("paper__kind").order_by("paper__kind__position", "at", "id")


@dataclass(frozen=True)
class Asked:
    """A paper that is asked for, what stands there, and what was handed in before."""

    needed: PaperNeeded
    uses: list[PaperUse]
    earlier: list[Paper]
    #: Whether those that no clause is known for begin here.
    is_first_doubtful: bool = False

    @property
    def kind(self) -> PaperKind:
        """Return the kind that is asked for."""
        return self.needed.kind


def papers_needed(item: str, on: date) -> list[PaperNeeded]:
    """Return the papers that were read of for an item on a day; one query."""
    rows = PaperNeeded.objects.filter(Q(item="") | Q(item=item)).select_related("kind")
    rows = rows.filter(Q(valid_from=None) | Q(valid_from__lte=on))
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=on))
    in_order = rows.order_by("kind__position", "kind__code")
    return sorted(in_order, key=lambda one: not one.document_key)


def papers_asked(
    uses: list[PaperUse],
    *,
    establishment: Establishment,
    item: str,
    on: date,
    reader: Actor | None = None,
) -> list[Asked]:
    """Return each paper that is asked for, with what stands there and what may be used again.

    `uses` are those of the record. Two queries, and those of the establishment's mergers.
    """
    used = {use.paper_id for use in uses}
    earlier = [paper for paper in papers_of(establishment, reader) if paper.id not in used]
    all_needed = papers_needed(item, on)
    usual = next((one for one in all_needed if not one.document_key), None)
    return [
        Asked(
            needed,
            [use for use in uses if use.paper.kind_id == needed.kind_id],
            [paper for paper in earlier if paper.kind_id == needed.kind_id],
            is_first_doubtful=needed is usual,
        )
        for needed in all_needed
    ]


def papers_of(establishment: Establishment, reader: Actor | None = None) -> list[Paper]:
    """Return what an establishment handed in, of any request, the latest first; to whom it may."""
    rows = Paper.objects.all() if reader is None else papers_visible_to(reader)
    rows = rows.filter(establishment__in=members(establishment))
    return list(rows.select_related("kind").order_by("-recorded_at", "id"))


def missing_papers(asked: list[Asked]) -> list[str]:
    """Return the codes of verified papers that are not there; what is unverified stops nothing."""
    return [one.kind.code for one in asked if one.needed.verified and not one.uses]
