"""The versions of a plan as plain rows: in force, open, and beside each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.plans.models import Plan, PlanRow, PlanVersion
from khuyencong.plans.rules.content import Changes, PlainRow, changes, fingerprint, sums
from khuyencong.plans.states import OPEN, Standing, VersionState, Why
from khuyencong.projects.states import SOURCE_OF
from khuyencong.values.vocabulary import FundingSource

#: Sources beside each other, in the order of the vocabulary.
SOURCES = tuple(FundingSource)


def in_force(plan: Plan) -> PlanVersion | None:
    """Return the version that was approved last; None where none was."""
    rows = plan.versions.filter(state=VersionState.APPROVED)
    return rows.order_by("-number").first()


def open_version(plan: Plan) -> PlanVersion | None:
    """Return the version that is being prepared or waits for its approval."""
    return plan.versions.filter(state__in=OPEN).first()


def plain_rows(version: PlanVersion | None) -> list[PlainRow]:
    """Return the rows of a version by rank; two queries, however many there are."""
    return [plain_row(row) for row in loaded_rows([version])] if version else []


def loaded_rows(versions: Iterable[PlanVersion]) -> list[PlanRow]:
    """Return the rows of versions with đề án and money, by version and rank."""
    rows = PlanRow.objects.filter(version__in=[version.id for version in versions])
    kin = ("project__custodian", "project__implementer", "project__owner")
    found = rows.select_related(*kin).prefetch_related("shares").order_by("version__number", "rank")
    return list(found)


def plain_row(row: PlanRow) -> PlainRow:
    """Return a loaded row as the rules read it."""
    return PlainRow(
        project=row.project_id,
        code=row.project.code,
        name=row.project.name,
        rank=row.rank,
        standing=row.standing,
        reason=row.reason,
        by_hand=row.why == Why.HAND,
        shares={(s.line_id, SOURCE_OF[s.source]): s.amount for s in row.shares.all()},
    )


def content_hash(version: PlanVersion, rows: Iterable[PlainRow] | None = None) -> str:
    """Return the fingerprint of what the version says now, as the tables hold it."""
    plan = version.plan
    head = {
        "owner": str(plan.owner_id),
        "year": plan.year,
        "level": str(plan.level),
        "number": version.number,
        "kind": str(version.kind),
        "told": version.told,
    }
    return fingerprint(head, plain_rows(version) if rows is None else rows)


def what_changes(version: PlanVersion, rows: list[PlainRow] | None = None) -> Changes:
    """Return what approving a version changes of the plan in force."""
    after = plain_rows(version) if rows is None else rows
    return changes(plain_rows(in_force(version.plan)), after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One đề án and source through the versions: đồng by version number, and the difference."""

    code: str
    name: str
    source: FundingSource
    by_version: dict[int, int]
    #: How much more the last version gives than the first one.
    difference: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """The approved versions of a plan and, last, the open one; each đề án through them."""

    versions: list[PlanVersion]
    rows: list[Beside]
    sums: list[Beside]


def side_by_side(plan: Plan) -> SideBySide:
    """Return assigned, adjusted and supplemented money by đề án and source."""
    shown = [*OPEN, VersionState.APPROVED]
    versions = list(plan.versions.filter(state__in=shown).order_by("number"))
    plain: dict[int, list[PlainRow]] = {version.number: [] for version in versions}
    number_of = {version.id: version.number for version in versions}
    for row in loaded_rows(versions):
        plain[number_of[row.version_id]].append(plain_row(row))
    return SideBySide(versions=versions, rows=_rows(plain), sums=_sums(plain))


def _rows(plain: dict[int, list[PlainRow]]) -> list[Beside]:
    names: dict[object, PlainRow] = {}
    found: dict[tuple[object, FundingSource], dict[int, int]] = {}
    for number, rows in plain.items():
        for row in (row for row in rows if row.standing == Standing.IN):
            names.setdefault(row.project, row)
            for source, amount in row.amounts.items():
                found.setdefault((row.project, source), {})[number] = amount
    return [
        _beside(row.code, row.name, source, found[key, source], plain)
        for key, row in names.items()
        for source in SOURCES
        if (key, source) in found
    ]


def _sums(plain: dict[int, list[PlainRow]]) -> list[Beside]:
    totals = {number: sums(rows) for number, rows in plain.items()}
    return [
        _beside("", "Cộng", source, {n: t[source] for n, t in totals.items() if source in t}, plain)
        for source in SOURCES
        if any(source in total for total in totals.values())
    ]


def _beside(
    code: str,
    name: str,
    source: FundingSource,
    amounts: dict[int, int],
    plain: dict[int, list[PlainRow]],
) -> Beside:
    by_version = {number: amounts.get(number, 0) for number in plain}
    ends = list(by_version.values())
    return Beside(
        code=code,
        name=name,
        source=source,
        by_version=by_version,
        difference=ends[-1] - ends[0],
    )
