"""Rows of a survey against the needs that are on record."""

from collections import defaultdict
from typing import Any

from khuyencong.applications.actions import NeedTold
from khuyencong.applications.models import Need
from khuyencong.applications.states import NeedState
from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    note,
    where,
    wrong,
)
from khuyencong.ingestion.states import RowState
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries import in_custody_of
from khuyencong.sheets import Line, Remark
from khuyencong.values.business_names import core
from khuyencong.values.money import format_dong
from khuyencong.values.text import fold

COMPARED = (("cost", "Chi phí ước tính"), ("own_money", "Vốn đã có sẵn"), ("jobs", "Việc làm thêm"))


class Needs:
    """Holds rows against the needs of one body's establishments."""

    def __init__(self, context: Context) -> None:
        self.context, self.once = context, Once()
        self.bodies = in_custody_of([context.custodian.id], context.day)

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; three queries for all of them."""
        firms = Firms(self.bodies, lines)
        found = {line.number: firms.one(self.context, line) for line in lines}
        ids = [one.id for one in found.values() if one]
        rows = Need.objects.filter(establishment__in=ids).exclude(state=NeedState.DROPPED)
        known: dict[Any, Need] = {_key_of(need): need for need in rows}
        return [self._planned(line, found[line.number], known) for line in lines]

    def before(self) -> int | None:
        return None

    def about(self) -> list[Remark]:
        return []

    def _planned(self, line: Line, firm: Establishment | None, known: dict[Any, Need]) -> Planned:
        if firm is None or not line.is_sound:
            return Planned(line, RowState.OPEN)
        values: dict[str, Any] = dict(line.values)
        key = (firm.id, values["year"], values["item"], fold(str(values["what"])))
        again = self.once.meets(str(key), line, str(sorted(map(str, values.items()))))
        if again:
            return Planned(line, again, str(key))
        if values["visited_on"] > self.context.day:
            wrong(line, where(self.context, line, "visited_on"), "Ngày khảo sát chưa tới.")
            return Planned(line, RowState.OPEN, str(key))
        need = known.get(key)
        if need is None:
            return Planned(line, RowState.NEW, str(key), _told(firm, values), money=_cost(values))
        changes = [
            (name, label, _shown(getattr(need, name)), _shown(values[name]))
            for name, label in COMPARED
            if values.get(name) is not None and values[name] != getattr(need, name)
        ]
        if not changes:
            return Planned(line, RowState.SAME, str(key), known=need)
        if need.state != NeedState.OPEN:
            note(line, "Nhu cầu này đã thành đề nghị hoặc đã chuyển năm: không sửa theo bảng.")
            return Planned(line, RowState.SAME, str(key), known=need)
        told = _told(firm, values, need)
        return Planned(line, RowState.CHANGED, str(key), told, need, changes)


def _told(firm: Establishment, values: dict[str, Any], known: Need | None = None) -> NeedTold:
    kept = {name: getattr(known, name) if known else None for name, _ in COMPARED}
    said = {name: values[name] for name in kept if values.get(name) is not None}
    told: dict[str, Any] = kept | said
    more: dict[str, Any] = {}
    if known:
        more = {"round": known.round, "machine_age": known.machine_age, "energy": known.energy,
                "waste": known.waste}  # fmt: skip
    return NeedTold(
        establishment=firm,
        item=values["item"],
        what=values["what"],
        year=values["year"],
        visited_on=values["visited_on"],
        **told,
        **more,
    )


def _cost(values: dict[str, Any]) -> int:
    return int(values.get("cost") or 0)


def _shown(value: int | None) -> str:
    return "–" if value is None else format_dong(value) if value > 1000 else str(value)


def _key_of(need: Need) -> Any:
    return (need.establishment_id, need.year, need.item, fold(need.what))


class Firms:
    """The establishments that rows name, by tax code or by name; two queries."""

    def __init__(self, bodies: Any, lines: list[Line]) -> None:
        standing = Establishment.objects.filter(merged_into=None, custodian__in=bodies)
        standing = standing.select_related("commune", "custodian")
        codes = {str(x.values["tax_code"]) for x in lines if x.values.get("tax_code")}
        cores = {core(str(x.values.get("establishment", ""))) for x in lines}
        self.by_code: dict[str, list[Establishment]] = defaultdict(list)
        self.by_core: dict[str, list[Establishment]] = defaultdict(list)
        for row in standing.filter(tax_code__in=codes) if codes else ():
            self.by_code[row.tax_code].append(row)
        for row in standing.filter(core__in=cores - {""}):
            self.by_core[row.core].append(row)

    def one(self, context: Context, line: Line) -> Establishment | None:
        """Return the establishment of a row, or say why there is none."""
        code, name = line.values.get("tax_code"), str(line.values.get("establishment", ""))
        if not name:
            return None
        found = self.by_code[str(code)] if code else self.by_core[core(name)]
        if len(found) == 1:
            return found[0]
        what = f"mã số thuế {code}" if code else f"tên “{name[:60]}”"
        text = f"Không có cơ sở nào trong phạm vi của đơn vị mang {what}: xin nhập cơ sở trước."
        if found:
            text = f"Có {len(found)} cơ sở mang {what}: xin ghi thêm mã số thuế."
        wrong(line, where(context, line, "tax_code" if code else "establishment"), text)
        return None
