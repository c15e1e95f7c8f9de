"""What an approved change does: to the đề án, its lines, its contracts and the ledger."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds import actions as funds
from khuyencong.funds.rules import Portion
from khuyencong.projects.actions.drafting import next_number, set_shares
from khuyencong.projects.actions.freeing import free, held
from khuyencong.projects.actions.taking import take, take_line
from khuyencong.projects.models import (
    Adjustment,
    Annex,
    Contract,
    ContractShare,
    Line,
    Project,
    ProjectPlace,
)
from khuyencong.projects.queries.law import findings_of
from khuyencong.projects.rules.changes import (
    Ask,
    NextYear,
    Replace,
    Resize,
    SetField,
    Stop,
    Withdraw,
)
from khuyencong.projects.rules.law import refuse_findings
from khuyencong.projects.states import ContractTier, LineState, ProjectState
from khuyencong.registry.models import Establishment, Place
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.money import MAX_AMOUNT, format_dong
from khuyencong.values.vocabulary import FundingSource

CONTRACTED = (LineState.CONTRACTED, LineState.ADVANCED)
#: Where the first contract binds all that is committed.
UNDER_CONTRACT = (ProjectState.CONTRACTED, ProjectState.IN_PROGRESS, ProjectState.SUSPENDED)


class Applying:
    """One approved request at work on a locked đề án; its money first goes back, then out."""

    def __init__(
        self, project: Project, adjustment: Adjustment, act: UUID, by: Actor, at: datetime
    ) -> None:
        self.project, self.adjustment, self.act, self.by, self.at = project, adjustment, act, by, at
        self.changed: dict[tuple[UUID, str], tuple[int, int]] = {}

    @property
    def told(self) -> dict[str, Any]:
        """Return what every posting tells of this act."""
        return {"by": self.by, "at": self.at, "act": self.act, "why": self.adjustment.reason[:300]}

    def do(self, ask: Ask) -> None:
        """Do one thing that was asked."""
        match ask:
            case SetField(field=name, value=value):
                self._set(name, value)
            case Withdraw(line=line, why=why):
                self._let_go(self._line(line), "withdraw_line", why)
            case Replace():
                self._replace(ask)
            case Resize():
                self._resize(self._line(ask.line), ask.cost, dict(ask.support))
            case NextYear(line=line):
                self._next_year(self._line(line))
            case Stop():
                self._stop()

    def _line(self, key: str) -> Line:
        line = Line.objects.select_for_update().get(id=key, project=self.project)
        line.project = self.project
        return line

    def _set(self, name: str, value: str) -> None:
        if name == "places":
            self.project.places.all().delete()
            for place in Place.objects.filter(id__in=filter(None, value.split(","))):
                ProjectPlace.objects.create(project=self.project, place=place)
            return
        told = date.fromisoformat(value) if name == "ends_on" else value
        setattr(self.project, name, told)
        fields = [name]
        if isinstance(told, date):
            self.project.last_year = max(self.project.last_year, told.year)
            fields.append("last_year")
        self.project.save(update_fields=fields)

    def _let_go(self, line: Line, step: str, why: str) -> None:
        """End a line: all that is not advanced goes back; what is advanced waits for its refund."""
        take_line(line, step, project=self.project, by=self.by, at=self.at, reason=why)
        self._free(line, {})

    def _replace(self, ask: Replace) -> None:
        old = self._line(ask.line)
        support = {share.source: share.amount for share in old.shares.all()}
        self._let_go(old, "replace_line", ask.why)
        new = Line.objects.create(
            project=self.project,
            number=next_number(self.project),
            establishment=Establishment.objects.get(id=ask.establishment),
            content=old.content,
            item=old.item,
            what=old.what,
            year=old.year,
            place=old.place,
            quantity=old.quantity,
            unit=old.unit,
            cost=old.cost,
            counterpart=old.counterpart,
            state=LineState.CONFIRMED,
            state_since=self.at,
            replaces=old,
            recorded_at=self.at,
        )
        set_shares(new, support)
        day = day_in_vietnam(self.at)
        judged = Line.objects.select_related("establishment__commune", "place").get(id=new.id)
        judged.project = self.project
        refuse_findings(findings_of(self.project, day, [judged]))
        self._commit(new, support)

    def _resize(self, line: Line, cost: int, support: dict[str, int]) -> None:
        before = {share.source: share.amount for share in line.shares.all()}
        total = sum(support.values())
        if not 0 < total <= cost <= MAX_AMOUNT:
            raise Refused("Hỗ trợ phải lớn hơn 0 và không quá tổng kinh phí của dòng.")
        _require_room_for_what_is_spent(line, support)
        set_shares(line, support)
        line.cost, line.counterpart = cost, cost - total
        line.save(update_fields=["cost", "counterpart"])
        self._free(line, support)
        more = {source: amount - before.get(source, 0) for source, amount in support.items()}
        self._commit(line, {source: amount for source, amount in more.items() if amount > 0})

    def _next_year(self, line: Line) -> None:
        portions = [
            Portion(line.id, FundingSource.of(row.source), row.year, row.committed - row.paid)
            for row in held(line)
            if row.year == line.year and row.committed > row.paid
        ]
        if portions:
            funds.carry_fund(
                spender=self.project.id,
                portions=portions,
                to_year=line.year + 1,
                with_advances=True,
                **self.told,
            )
        line.year += 1
        line.save(update_fields=["year"])
        if self.project.last_year < line.year:
            self.project.last_year = line.year
            self.project.save(update_fields=["last_year"])

    def _stop(self) -> None:
        waiting = [LineState.CONFIRMED, *CONTRACTED]
        for line in self.project.lines.select_for_update().filter(state__in=waiting):
            line.project = self.project
            self._let_go(line, "stop_line", self.adjustment.reason)
        take(self.project, "stop", by=self.by, at=self.at, reason=self.adjustment.reason)

    def _free(self, line: Line, keep: dict[str, int]) -> None:
        """Give back to the budgets what the line holds above `keep` and has not spent."""
        moved = free(self.project, line, keep, self.told)
        self.changed |= {(line.id, source): change for source, change in moved.items()}

    def _commit(self, line: Line, support: dict[str, int]) -> None:
        """Give money to a line, and bind it where the đề án stands under its contract."""
        portions = [
            Portion(line.id, FundingSource.of(source), line.year, amount)
            for source, amount in sorted(support.items())
        ]
        if not portions:
            return
        owner, spender = self.project.owner_id, self.project.id
        funds.commit(owner=owner, spender=spender, portions=portions, **self.told)
        if self.project.state in UNDER_CONTRACT:
            funds.contract(spender=spender, portions=portions, **self.told)
            for row in held(line):
                if more := support.get(row.source):
                    self.changed[line.id, row.source] = (row.contracted - more, row.contracted)

    def write_annexes(self) -> None:
        """Draw an annex to each contract whose sums the change moved."""
        for contract in self.project.contracts.order_by("signed_on", "id"):
            moved = self._moved(contract)
            if moved:
                Annex.objects.create(
                    contract=contract,
                    number=f"{contract.annexes.count() + 1:02d}",
                    signed_on=day_in_vietnam(self.at),
                    told=f"Theo điều chỉnh đã duyệt: {self.adjustment.reason}"[:1000],
                    changed=moved,
                    adjustment=self.adjustment.id,
                    recorded_at=self.at,
                )

    def _moved(self, contract: Contract) -> dict[str, list[int]]:
        """Let the sums of a contract follow; return what moved, as an annex keeps it.

        The first tier covers every line of the đề án; the second only those it was signed for.
        """
        shares = {(share.line_id, share.source): share for share in contract.shares.all()}
        moved = {}
        for (line, source), (_, after) in sorted(self.changed.items()):
            share = shares.get((line, source))
            if share is None and contract.tier != ContractTier.IMPLEMENTER:
                continue
            before = share.amount if share else 0
            share = share or ContractShare(contract=contract, line_id=line, source=source)
            share.amount = after
            share.save()
            moved[f"{line}|{source}"] = [before, after]
        return moved


def apply(
    project: Project,
    asks: list[Ask],
    *,
    adjustment: Adjustment,
    act: UUID,
    by: Actor,
    at: datetime,
) -> None:
    """Do all that was asked: what frees money before what needs it."""
    work = Applying(project, adjustment, act, by, at)
    for ask in sorted(asks, key=_frees_first):
        work.do(ask)
    work.write_annexes()


def _require_room_for_what_is_spent(line: Line, support: dict[str, int]) -> None:
    for row in held(line):
        spent = row.advanced + row.paid
        if support.get(row.source, 0) < spent:
            raise Refused(
                f"Dòng {line.number} đã tạm ứng, thanh toán {format_dong(spent)} của nguồn này; "
                "muốn hỗ trợ ít hơn thì hoàn trả trước."
            )


def _frees_first(ask: Ask) -> int:
    match ask:
        case Withdraw() | Stop():
            return 0
        case Replace() | NextYear():
            return 1
    return 2
