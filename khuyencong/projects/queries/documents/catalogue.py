"""Every document of a đề án that can be made now: of what it tells, who issues it, its builder."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from khuyencong.documents import Document
from khuyencong.office.states import Kind
from khuyencong.projects.queries.documents import kinds
from khuyencong.projects.queries.documents.acceptance_minutes import acceptance_minutes
from khuyencong.projects.queries.documents.adjustment_letter import adjustment_letter
from khuyencong.projects.queries.documents.advance_request import advance_request
from khuyencong.projects.queries.documents.annex import annex
from khuyencong.projects.queries.documents.appraisal_minutes import appraisal_minutes
from khuyencong.projects.queries.documents.appraisal_sheet import appraisal_sheet
from khuyencong.projects.queries.documents.contract_first import contract_first
from khuyencong.projects.queries.documents.contract_second import contract_second
from khuyencong.projects.queries.documents.decision import approver_of, decision
from khuyencong.projects.queries.documents.facts import (
    AppraisalTold,
    Body,
    ContractTold,
    Dossier,
    LineTold,
)
from khuyencong.projects.queries.documents.inspection_minutes import inspection_minutes
from khuyencong.projects.queries.documents.liquidation_minutes import liquidation_minutes
from khuyencong.projects.queries.documents.notice import notice
from khuyencong.projects.queries.documents.receipt import receipt
from khuyencong.projects.queries.documents.settlement_report import settlement_report
from khuyencong.projects.states import BEFORE_APPROVAL, AppraisalLevel, ProjectState, Verdict
from khuyencong.values.dates import format_date

S = ProjectState
TO_SETTLE = (S.ACCEPTED, S.LIQUIDATED, S.SETTLED, S.CLOSED)


@dataclass(frozen=True)
class Paper:
    """One document that can be made now: of what, by whom, and how.

    `kind` is None where no number is given in the register: a form that is signed by hand.
    """

    code: str
    label: str
    about_kind: str
    about: UUID
    body: Body
    make: Callable[[], Document]
    kind: Kind | None = None


def papers_of(dossier: Dossier) -> list[Paper]:
    """Return every document that the dossier can tell, in the order of a đề án's life."""
    return [paper for offer in _OFFERS for paper in offer(dossier)]


def _numbered(
    kind: Kind, about_kind: str, about: UUID, body: Body, make: Callable[[], Document], of: str = ""
) -> Paper:
    label = f"{kind.label}, {of}" if of else kind.label
    return Paper(kind.code, label, about_kind, about, body, make, kind)


def _receipt(dossier: Dossier) -> Iterator[Paper]:
    if dossier.registered_on:
        label, make = "Giấy biên nhận hồ sơ", partial(receipt, dossier)
        yield Paper(kinds.RECEIPT, label, "project", dossier.id, dossier.custodian, make)


def _appraisals(dossier: Dossier) -> Iterator[Paper]:
    for one in dossier.appraisals:
        is_base = one.level == AppraisalLevel.BASE
        body = dossier.custodian if is_base else dossier.owner
        yield from _sheets(dossier, one, body)
        kind = kinds.BASE_MINUTES if is_base else kinds.UPPER_MINUTES
        make = partial(appraisal_minutes, dossier, one, body)
        of = f"lần {one.round}" if one.round > 1 else ""
        yield _numbered(kind, "appraisal", one.id, body, make, of)
        if one.verdict in (Verdict.RETURN, Verdict.REJECT):
            kind = kinds.NOTICE_BASE if is_base else kinds.NOTICE_UPPER
            make = partial(notice, dossier, one, body)
            yield _numbered(kind, "appraisal", one.id, body, make)


def _sheets(dossier: Dossier, appraisal: AppraisalTold, body: Body) -> Iterator[Paper]:
    for sheet in appraisal.sheets:
        label = f"Phiếu thẩm định của {sheet.name}"
        make = partial(appraisal_sheet, dossier, appraisal, sheet, body)
        yield Paper(kinds.SHEET, label, "sheet", sheet.id, body, make)


def _decision(dossier: Dossier) -> Iterator[Paper]:
    if dossier.state in BEFORE_APPROVAL - {S.APPRAISED, S.WAITLISTED} | {S.REJECTED, S.WITHDRAWN}:
        return
    body, make = approver_of(dossier), partial(decision, dossier)
    yield _numbered(kinds.DECISION, "project", dossier.id, body, make)


def _first(dossier: Dossier) -> Iterator[Paper]:
    signed = next((one for one in dossier.contracts if one.is_first), None)
    if signed or (dossier.state == S.APPROVED and dossier.implementer):
        make = partial(contract_first, dossier, signed)
        yield _numbered(kinds.FIRST_CONTRACT, "project", dossier.id, dossier.owner, make)


def _second(dossier: Dossier) -> Iterator[Paper]:
    if not any(one.is_first for one in dossier.contracts):
        return
    named = dict.fromkeys(line.beneficiary for line in dossier.living if line.beneficiary)
    for beneficiary in named:
        lines = dossier.of(beneficiary)
        make = partial(contract_second, dossier, lines, _second_of(dossier, lines))
        about, body = lines[0].id, dossier.carrier
        yield _numbered(kinds.SECOND_CONTRACT, "line", about, body, make, beneficiary.name)


def _second_of(dossier: Dossier, lines: tuple[LineTold, ...]) -> ContractTold | None:
    ids = {line.id for line in lines}
    seconds = (one for one in dossier.contracts if not one.is_first)
    return next((one for one in seconds if ids & one.promised.keys()), None)


def _under_contracts(dossier: Dossier) -> Iterator[Paper]:
    for one in dossier.contracts:
        label = f"Giấy đề nghị tạm ứng theo hợp đồng {one.number}"
        make = partial(advance_request, dossier, one)
        yield Paper(kinds.ADVANCE, label, "contract", one.id, dossier.carrier, make)
        giver = dossier.owner if one.is_first else dossier.carrier
        for more in one.annexes:
            label = f"Phụ lục {more.number} của hợp đồng {one.number}"
            make = partial(annex, dossier, one, more)
            yield Paper(kinds.ANNEX, label, "annex", more.id, giver, make)


def _inspections(dossier: Dossier) -> Iterator[Paper]:
    for one in dossier.inspections:
        make, day = partial(inspection_minutes, dossier, one), format_date(one.day)
        yield _numbered(kinds.INSPECTION, "inspection", one.id, one.body, make, day)


def _adjustments(dossier: Dossier) -> Iterator[Paper]:
    for one in dossier.adjustments:
        make, day = partial(adjustment_letter, dossier, one), format_date(one.day)
        yield _numbered(kinds.ADJUSTMENT, "adjustment", one.id, dossier.carrier, make, day)


def _acceptances(dossier: Dossier) -> Iterator[Paper]:
    for line in dossier.lines:
        if line.accepted:
            make = partial(acceptance_minutes, dossier, line, line.accepted)
            about, of = line.accepted.id, f"dòng {line.number}"
            yield _numbered(kinds.ACCEPTANCE, "acceptance", about, dossier.owner, make, of)


def _liquidations(dossier: Dossier) -> Iterator[Paper]:
    for one in dossier.contracts:
        lines = [line for line in dossier.lines if line.id in one.promised and line.counts]
        if lines and all(line.accepted for line in lines):
            kind = kinds.liquidation_kind(is_first=one.is_first)
            body = dossier.owner if one.is_first else dossier.carrier
            make = partial(liquidation_minutes, dossier, one)
            yield _numbered(kind, "contract", one.id, body, make, f"hợp đồng {one.number}")


def _settlement(dossier: Dossier) -> Iterator[Paper]:
    if dossier.state in TO_SETTLE:
        make = partial(settlement_report, dossier)
        yield _numbered(kinds.SETTLEMENT, "project", dossier.id, dossier.carrier, make)


_OFFERS = (
    _receipt,
    _appraisals,
    _decision,
    _first,
    _second,
    _under_contracts,
    _inspections,
    _adjustments,
    _acceptances,
    _liquidations,
    _settlement,
)
