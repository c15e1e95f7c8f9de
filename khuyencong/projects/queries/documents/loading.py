"""Loads the dossier of a đề án: everything its documents tell, in a fixed number of queries."""

from datetime import date

from khuyencong.funds.models import Fund
from khuyencong.projects.models import Line, Project, StepTaken
from khuyencong.projects.queries.documents.basis import basis_of
from khuyencong.projects.queries.documents.bodies import body_on
from khuyencong.projects.queries.documents.facts import (
    Accepted,
    Beneficiary,
    Dossier,
    LineTold,
    Member,
    Money,
)
from khuyencong.projects.queries.documents.rounds import (
    SOURCE_LABELS,
    adjustments_of,
    appraisals_of,
    contracts_of,
    inspections_of,
)
from khuyencong.projects.states import Level
from khuyencong.registry.models import Establishment
from khuyencong.values.dates import day_in_vietnam

BODIES = ("custodian", "owner", "implementer")


def dossier_of(project: Project, day: date) -> Dossier:
    """Return all that the documents of a đề án tell on a day."""
    paths = [f"{body}{more}" for body in BODIES for more in ("__place", "__parent__place")]
    one = Project.objects.select_related(*paths).get(id=project.id)
    lines = _lines(one)
    is_national = one.level == Level.NATIONAL
    return Dossier(
        id=one.id,
        code=one.code,
        name=one.name,
        is_national=is_national,
        kind=one.get_kind_display(),
        state=one.state,
        state_label=one.get_state_display(),
        content=one.get_content_display(),
        method=one.get_implementer_method_display(),
        partner=one.partner,
        purpose=one.purpose,
        first_year=one.first_year,
        last_year=one.last_year,
        starts_on=one.starts_on,
        ends_on=one.ends_on,
        places=tuple(str(row.place) for row in one.places.select_related("place")),
        custodian=body_on(one.custodian, day),
        owner=body_on(one.owner, day),
        implementer=body_on(one.implementer, day) if one.implementer else None,
        day=day,
        registered_on=_registered_on(one),
        lines=lines,
        appraisals=appraisals_of(one),
        contracts=contracts_of(one, lines),
        inspections=inspections_of(one, day),
        adjustments=adjustments_of(one, lines),
        money=_money(one),
        basis=basis_of(day, one.owner.place or one.custodian.place, is_national=is_national),
    )


def _registered_on(project: Project) -> date | None:
    steps = StepTaken.objects.filter(project=project, step="register")
    at = steps.order_by("-at").values_list("at", flat=True).first()
    return day_in_vietnam(at) if at else None


def _lines(project: Project) -> tuple[LineTold, ...]:
    rows = project.lines.select_related("establishment__commune", "place", "acceptance")
    rows = rows.prefetch_related("shares", "acceptance__council")
    return tuple(_line(row) for row in rows.order_by("number"))


def _line(row: Line) -> LineTold:
    one = row.establishment
    return LineTold(
        id=row.id,
        number=row.number,
        what=row.what,
        year=row.year,
        place=str(row.place or (one.commune if one else "")),
        quantity=row.quantity,
        unit=row.unit,
        cost=row.cost,
        counterpart=row.counterpart,
        support={
            SOURCE_LABELS[share.source]: share.amount
            for share in sorted(row.shares.all(), key=lambda share: share.source)
        },
        counts=row.counts,
        beneficiary=_beneficiary(one) if one else None,
        accepted=_accepted(row),
    )


def _beneficiary(one: Establishment) -> Beneficiary:
    return Beneficiary(
        id=one.id,
        name=one.name,
        form=one.get_form_display(),
        address=", ".join(filter(None, (one.street, str(one.commune)))),
        tax_code=one.tax_code,
    )


def _accepted(row: Line) -> Accepted | None:
    found = getattr(row, "acceptance", None)
    if found is None:
        return None
    return Accepted(
        id=found.id,
        day=found.day,
        quantity=found.quantity,
        cost=found.cost,
        support={SOURCE_LABELS[code]: amount for code, amount in found.accepted.items()},
        words=found.words,
        jobs=found.jobs,
        council=tuple(
            Member(name=one.full_name, title=one.title, body=one.body_name, chairs=one.chairs)
            for one in found.council.all()
        ),
    )


def _money(project: Project) -> tuple[Money, ...]:
    rows = Fund.objects.filter(spender=project.id).order_by("year", "source")
    return tuple(
        Money(
            source=row.get_source_display(),
            year=row.year,
            committed=row.committed,
            contracted=row.contracted,
            advanced=row.advanced,
            paid=row.paid,
        )
        for row in rows
    )
