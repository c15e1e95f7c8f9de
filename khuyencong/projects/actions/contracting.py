"""Who carries the đề án out, the contracts of both tiers, and their annexes."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.projects.actions.taking import (
    act,
    locked,
    locked_line,
    locked_with_money,
    take,
    take_line,
)
from khuyencong.projects.models import Annex, Contract, ContractShare, Line, Project, StepTaken
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.queries.money import shares_of
from khuyencong.projects.rules.gates import (
    in_order,
    living,
    may_be_contracted,
    may_be_contracted_second,
    may_be_named,
    not_ahead,
)
from khuyencong.projects.rules.law import refuse_findings
from khuyencong.projects.rules.money import rest, totals
from khuyencong.projects.rules.texts import kept
from khuyencong.projects.states import ContractTier, ImplementerMethod
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.values.dates import day_in_vietnam

NUMBER = 60


@transaction.atomic
def assign_implementer(
    *,
    by: Actor,
    project: Project,
    organisation: Organisation,
    method: ImplementerMethod,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Project:
    """Choose who carries an approved đề án out, and how it was chosen."""
    project = locked(project, seen=seen)
    if method not in ImplementerMethod.values:
        raise Refused("Chọn cách chọn đơn vị thực hiện.")
    facts = {"organisation": str(organisation.id), "method": str(method)}
    act(project, "assign", by=by, at=at, reason=reason, facts=facts)
    project.implementer, project.implementer_method = organisation, method
    project.save(update_fields=["implementer", "implementer_method"])
    return project


@transaction.atomic
def sign_first(
    *,
    by: Actor,
    project: Project,
    number: str,
    signed_on: date,
    at: datetime,
    ends_on: date | None = None,
    advance_percent: int | None = None,
    advance_reason: str = "",
    seen: int | None = None,
) -> Contract:
    """Sign with who carries it out: every living line, all that was committed for it is bound.

    `advance_percent` is the rate written in the contract, for contents whose rate is unread.
    """
    project = locked_with_money(project, seen=seen)
    lines = living(project.lines.prefetch_related("shares"))
    may_be_contracted(project.implementer_id, lines)
    step = take(project, "contract", by=by, at=at)
    refuse_findings(findings_of(project, day_in_vietnam(at)))
    contract = _contract(project, ContractTier.IMPLEMENTER, number, signed_on, ends_on, at)
    contract.advance_percent = _percent(advance_percent)
    needs_reason = advance_percent is not None
    contract.advance_reason = kept(advance_reason, "Căn cứ mức tạm ứng", 300, needed=needs_reason)
    contract.save(force_insert=True)
    _promise(contract, lines)
    _bind(project, lines, step, contract, by=by, at=at)
    return contract


@transaction.atomic
def sign_second(
    *,
    by: Actor,
    project: Project,
    lines: Iterable[Line],
    number: str,
    signed_on: date,
    at: datetime,
    ends_on: date | None = None,
    seen: int | None = None,
) -> Contract:
    """Sign with one beneficiary for its lines, or for work that has no beneficiary."""
    project = locked(project, seen=seen)
    rows = [locked_line(line) for line in sorted(lines, key=lambda line: line.number)]
    may_be_contracted_second(rows)
    if any(line.project_id != project.id for line in rows):
        raise Refused("Dòng này thuộc một đề án khác.")
    contract = _contract(project, ContractTier.BENEFICIARY, number, signed_on, ends_on, at)
    contract.save(force_insert=True)
    for line in rows:
        facts = {"contract": str(contract.id)}
        take_line(line, "contract_line", project=project, by=by, at=at, facts=facts)
    _promise(contract, rows)
    return contract


@transaction.atomic
def name_beneficiary(
    *,
    by: Actor,
    line: Line,
    establishment: Establishment,
    at: datetime,
    seen: int | None = None,
) -> Line:
    """Name the beneficiary of a group's line that was approved without one."""
    project = locked(line.project_id, seen=seen)
    line = locked_line(line)
    act(project, "name_beneficiary", by=by, at=at, line=line)
    may_be_named(project.kind, line)
    line.establishment = establishment
    line.save(update_fields=["establishment"])
    refuse_findings(findings_of(project, day_in_vietnam(at), [line]))
    return line


@transaction.atomic
def annex(
    *,
    by: Actor,
    contract: Contract,
    number: str,
    signed_on: date,
    told: str,
    at: datetime,
    ends_on: date | None = None,
    seen: int | None = None,
) -> Annex:
    """Sign an annex that moves no money; sums change by an approved adjustment alone."""
    project = locked(contract.project_id, seen=seen)
    contract = Contract.objects.select_for_update().get(id=contract.id)
    first = contract.tier == ContractTier.IMPLEMENTER
    act(project, "annex_first" if first else "annex_second", by=by, at=at)
    _annex_days(contract, signed_on, ends_on, at)
    return Annex.objects.create(
        contract=contract,
        number=_free_number(contract.annexes.all(), number),
        signed_on=signed_on,
        told=kept(told, "Nội dung phụ lục"),
        recorded_at=at,
    )


def _annex_days(contract: Contract, signed_on: date, ends_on: date | None, at: datetime) -> None:
    not_ahead(signed_on, day_in_vietnam(at), "Ngày ký")
    if signed_on < contract.signed_on:
        raise Refused("Phụ lục không được ký trước hợp đồng.")
    if ends_on:
        in_order(contract.signed_on, ends_on, day_in_vietnam(at))
        contract.ends_on = ends_on
        contract.save(update_fields=["ends_on"])


def _contract(
    project: Project,
    tier: ContractTier,
    number: str,
    signed_on: date,
    ends_on: date | None,
    at: datetime,
) -> Contract:
    in_order(signed_on, ends_on, day_in_vietnam(at))
    return Contract(
        project=project,
        tier=tier,
        number=_free_number(project.contracts.filter(tier=tier), number),
        signed_on=signed_on,
        ends_on=ends_on,
        recorded_at=at,
    )


def _free_number(rows: object, number: str) -> str:
    """Return a number that none of these papers bears; Refused where one does."""
    number = kept(number, "Số văn bản", NUMBER)
    if rows.filter(number=number).exists():  # type: ignore[attr-defined]
        raise Refused(f"Đã có văn bản số {number}. Xin kiểm tra lại số.")
    return number


def _percent(percent: int | None) -> int | None:
    if percent is not None and not 1 <= percent <= 100:
        raise Refused("Mức tạm ứng trong hợp đồng phải từ 1 % đến 100 %.")
    return percent


def _promise(contract: Contract, lines: list[Line]) -> None:
    ContractShare.objects.bulk_create(
        ContractShare(contract=contract, line=line, source=share.source, amount=share.amount)
        for line in lines
        for share in line.shares.all()
    )


def _bind(
    project: Project,
    lines: list[Line],
    step: StepTaken,
    contract: Contract,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Bind in the ledger what is committed; Refused where it is not what the lines promise."""
    shares = shares_of(project.id)
    for line in lines:
        for share in line.shares.all():
            if totals(shares, line.id, share.source).reserved != share.amount:
                raise Refused(
                    f"Dòng {line.number}: kinh phí giao trong sổ chưa khớp số hỗ trợ được duyệt."
                )
    funds.contract(
        by=by,
        at=at,
        spender=project.id,
        portions=rest(shares, "reserved"),
        act=step.id,
        paper=contract.number,
        day=contract.signed_on,
    )
