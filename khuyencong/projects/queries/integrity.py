"""What no CHECK can hold of đề án: states follow from the history, money is what lines say."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar
from uuid import UUID

from khuyencong.funds.models import Share
from khuyencong.funds.rules import ShareKey, Spending
from khuyencong.funds.rules.rows import share_key, spending_of
from khuyencong.projects.models import ContractShare, Line, Project, StepTaken
from khuyencong.projects.rules.money import totals
from khuyencong.projects.rules.replay import Told, broken_at
from khuyencong.projects.states import (
    BEFORE_APPROVAL,
    LINE_STEPS,
    PROJECT_STEPS,
    SOURCE_OF,
    UNDER_WAY,
    ContractTier,
    LineState,
    ProjectState,
)
from khuyencong.values.money import format_dong

CHUNK = 200
S, L = ProjectState, LineState
NO_MONEY = BEFORE_APPROVAL | {S.REJECTED, S.WITHDRAWN}
BOUND = (UNDER_WAY - {S.APPROVED}) | {S.ACCEPTED, S.LIQUIDATED}
FINISHED = (S.SETTLED, S.CLOSED)
Row = TypeVar("Row", Line, StepTaken)


def project_faults() -> Iterator[str]:
    """Yield a sentence for everything of đề án that does not match; the queries go by chunks."""
    ids = list(Project.objects.order_by("id").values_list("id", flat=True))
    for at in range(0, len(ids), CHUNK):
        yield from _chunk(ids[at : at + CHUNK])


def _chunk(ids: list[UUID]) -> Iterator[str]:
    projects = Project.objects.filter(id__in=ids).order_by("id")
    lines = _by_project(
        Line.objects.filter(project__in=ids)
        .select_related("acceptance")
        .prefetch_related("shares")
        .order_by("number")
    )
    # By id, for that is given under the lock; two who met there read the clock before it.
    history = _by_project(StepTaken.objects.filter(project__in=ids).order_by("id"))
    money, promised = _money(ids), _promised(ids)
    for project in projects:
        told = history[project.id]
        is_past = any(row.before == "" for row in told)
        faults = [
            *_states(project, lines[project.id], told, is_past),
            *_sums(project, lines[project.id], money[project.id], is_past),
            *_contracts(project, lines[project.id], money[project.id], promised, is_past),
        ]
        yield from (f"Đề án {project.code} ({project.owner_id}): {fault}." for fault in faults)


def _by_project(rows: Iterable[Row]) -> dict[UUID, list[Row]]:
    found: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(row)
    return found


def _money(ids: list[UUID]) -> dict[UUID, dict[ShareKey, Spending]]:
    found: dict[UUID, dict[ShareKey, Spending]] = defaultdict(dict)
    for row in Share.objects.filter(fund__spender__in=ids).select_related("fund"):
        found[row.fund.spender][share_key(row)] = spending_of(row)
    return found


def _promised(ids: list[UUID]) -> dict[tuple[UUID, str], int]:
    """Return what the contracts of the first tier promise, by line and source."""
    rows = ContractShare.objects.filter(
        contract__project__in=ids, contract__tier=ContractTier.IMPLEMENTER
    )
    return {(row.line_id, row.source): row.amount for row in rows}


# --- states --------------------------------------------------------------------------------------


def _states(
    project: Project, lines: list[Line], history: list[StepTaken], is_past: bool
) -> Iterator[str]:
    own = [row for row in history if row.line_id is None]
    fault = broken_at(PROJECT_STEPS, PROJECT_STEPS.start, project.state, _told(own))
    if fault:
        yield fault
    for line in lines:
        rows = [row for row in history if row.line_id == line.id]
        start = _start(line, rows, is_past)
        fault = broken_at(LINE_STEPS, start, line.state, _told(rows))
        if fault:
            yield f"dòng {line.number}: {fault}"


def _start(line: Line, rows: list[StepTaken], is_past: bool) -> str:
    """Return where a line began: as proposed; confirmed where it replaces; as found in papers."""
    if is_past:
        return rows[0].before if rows else line.state
    return L.CONFIRMED if line.replaces_id else LINE_STEPS.start


def _told(rows: Iterable[StepTaken]) -> list[Told]:
    return [Told(row.step, row.before, row.after) for row in rows]


# --- money ---------------------------------------------------------------------------------------


def _sums(
    project: Project, lines: list[Line], shares: Mapping[ShareKey, Spending], is_past: bool
) -> Iterator[str]:
    known = {line.id for line in lines}
    if any(key.part not in known for key in shares):
        yield "sổ kinh phí có một dòng không thuộc đề án này"
    for line in lines:
        for source in SOURCE_OF:
            kept = totals(shares, line.id, source)
            planned = sum(s.amount for s in line.shares.all() if s.source == source)
            fault = _fault(project.state, line, planned, kept, is_past)
            fault = fault or _accepted(line, source, kept)
            if fault:
                yield f"dòng {line.number}, {SOURCE_OF[source].label.lower()}: {fault}"


def _fault(state: str, line: Line, planned: int, kept: Spending, is_past: bool) -> str:
    """Return what is wrong between what a line is to get and what the ledger keeps of it."""
    if state in NO_MONEY and kept.committed:
        return f"chưa được duyệt mà sổ đã giao {format_dong(kept.committed)}"
    if is_past:
        return ""
    if not line.counts and kept.committed != kept.advanced + kept.paid:
        return f"dòng đã thôi mà sổ còn giữ {format_dong(kept.committed)}"
    if line.counts and state in UNDER_WAY | BOUND and kept.committed != planned:
        return f"được duyệt {format_dong(planned)}, sổ giao {format_dong(kept.committed)}"
    if line.counts and state in FINISHED and kept.committed != kept.settled:
        return f"đã quyết toán mà sổ còn {format_dong(kept.committed - kept.settled)}"
    if line.state in (L.PAID, L.FOLLOWED_UP) and kept.payable > kept.recovered:
        return f"ghi là đã thanh toán mà còn {format_dong(kept.payable)}"
    return ""


def _accepted(line: Line, source: str, kept: Spending) -> str:
    acceptance = getattr(line, "acceptance", None)
    told = int(acceptance.accepted.get(source, 0)) if acceptance else 0
    if told == kept.accepted:
        return ""
    return f"hội đồng nghiệm thu {format_dong(told)}, sổ ghi {format_dong(kept.accepted)}"


def _contracts(
    project: Project,
    lines: list[Line],
    shares: Mapping[ShareKey, Spending],
    promised: Mapping[tuple[UUID, str], int],
    is_past: bool,
) -> Iterator[str]:
    """Yield where a contract under way promises another sum than the ledger has bound."""
    if is_past or project.state not in BOUND:
        return
    for line in lines:
        for source in SOURCE_OF if line.counts else ():
            bound = totals(shares, line.id, source).contracted
            told = promised.get((line.id, source), 0)
            if bound != told:
                yield (
                    f"dòng {line.number}: hợp đồng ghi {format_dong(told)},"
                    f" sổ ghi {format_dong(bound)}"
                )
