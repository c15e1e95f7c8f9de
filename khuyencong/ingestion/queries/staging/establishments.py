"""Rows of establishments against the register: new by tax code, else by name and commune."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    ask,
    note,
    where,
    wrong,
)
from khuyencong.ingestion.states import RowState
from khuyencong.registry.actions.establishments.particulars import Particulars
from khuyencong.registry.models import Establishment, Trade
from khuyencong.registry.queries import NoAddress, WideAddress, communes_at, in_custody_of
from khuyencong.registry.queries.establishments import label_of, shown
from khuyencong.registry.queries.territory import Spot, Territory, provinces_of
from khuyencong.registry.states import EstablishmentForm, Level
from khuyencong.sheets import Line, Option, Remark
from khuyencong.sheets.cells import chosen
from khuyencong.values.business_names import core

COMMUNE = (Level.COMMUNE,)
#: The last day of the districts and of the communes in them.
LAST_OLD_DAY = date(2025, 6, 30)
OFFERED = 8
#: Columns of the sheet that say something of an establishment; an empty cell changes nothing.
SAID = ("name", "form", "tax_code", "street", "trade", "phone", "women_owned", "minority_owned")


class Establishments:
    """Holds rows against the establishments of one body."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.bodies = in_custody_of([context.custodian.id], context.day)
        within = provinces_of(context.custodian, self.bodies)
        self._old_territory: Territory | None = None
        self.territory = Territory(context.day, within)
        self.once = Once()
        self.form = context.kind.column("form")
        self.trades: dict[str, Trade | None] = {}
        self._old: dict[str, list[Any] | str] = {}

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; three queries for all of them."""
        drafts = [self._draft(line) for line in lines]
        known = _Known(self.context.custodian.id, [d for d in drafts if d])
        return [
            self._planned(line, draft, known) for line, draft in zip(lines, drafts, strict=True)
        ]

    def before(self) -> int | None:
        return None

    def about(self) -> list[Remark]:
        return []

    def _draft(self, line: Line) -> "dict[str, Any] | None":
        """Return what a row says, its commune found; None where something is wrong or asked."""
        values = line.values
        said: dict[str, Any] = {name: values[name] for name in SAID if name in values}
        if "form" not in said and "name" in said:
            form = chosen(str(said["name"]), self.form)
            if form:
                said["form"] = form
        if "commune" in values:
            said["commune"] = self._commune(line)
        if "trade" in said:
            said["trade"] = self._trade(line, str(said["trade"]))
        return said if line.is_sound else None

    def _commune(self, line: Line) -> Any:
        text = str(line.values["commune"])
        if text.startswith("place:"):
            spot = self.territory.by_key(text.removeprefix("place:"))
            return self._own(line, [spot] if spot else [], text)
        above = [str(line.values[c]) for c in ("district", "province") if line.values.get(c)]
        whole = ", ".join([text, *above])
        found = self.territory.found(whole, COMMUNE)
        if not found and len(above) == 2:
            # A district that is no more stands between: today's commune lies in the province alone.
            found = self.territory.found(f"{text}, {above[1]}", COMMUNE)
        return self._own(line, found, whole)

    def _own(self, line: Line, found: list[Spot], text: str) -> Any:
        at = where(self.context, line, "commune")
        if len(found) == 1:
            if not self.territory.is_within(found[0]):
                wrong(line, at, f"{found[0].label} không thuộc địa bàn của đơn vị này.")
            return found[0].place
        if found:
            options = tuple(Option(s.label, f"value:place:{s.place.key}") for s in found[:OFFERED])
            ask(line, at, f"Có {len(found)} nơi tên “{text[:80]}”: nơi nào?", options)
            return None
        before = self._before_the_reform(text)
        if before is None:
            self._ask_old(line, at, text)
        return before

    def _before_the_reform(self, text: str) -> Any:
        """Return the commune of old that a text names: right where the record stands there."""
        if self._old_territory is None:
            within = provinces_of(self.context.custodian, self.bodies)
            self._old_territory = Territory(LAST_OLD_DAY, within)
        found = self._old_territory.found(text, COMMUNE)
        own = [spot for spot in found if self._old_territory.is_within(spot)]
        return own[0].place if len(own) == 1 else None

    def _ask_old(self, line: Line, at: str, text: str) -> None:
        """Offer the communes of today that an old address leads to."""
        if text not in self._old:
            try:
                self._old[text] = communes_at(text, self.context.day)
            except (NoAddress, WideAddress) as refusal:
                self._old[text] = str(refusal)
        heirs = self._old[text]
        if isinstance(heirs, str):
            wrong(line, at, heirs)
            return
        options = tuple(Option(h.label, f"value:place:{h.place.key}") for h in heirs[:OFFERED])
        ask(line, at, f"“{text[:80]}” nay thuộc xã, phường nào?", options)

    def _trade(self, line: Line, code: str) -> Trade | None:
        bare = code.strip().lstrip("0") if len(code) > 5 else code.strip()
        if bare not in self.trades:
            rows = Trade.objects.filter(code=bare).order_by("-edition")
            self.trades[bare] = rows.first()
        if self.trades[bare] is None:
            note(line, f"Mã ngành “{code[:20]}” không có trong hệ thống ngành: để trống.")
        return self.trades[bare]

    def _planned(self, line: Line, draft: "dict[str, Any] | None", known: "_Known") -> Planned:
        if draft is None:
            return Planned(line, RowState.OPEN)
        key = _key(draft)
        commune = draft["commune"]
        if not commune.held_on(self.context.day):
            one = known.one(draft)
            if not isinstance(one, Establishment) or one.commune_id != commune.id:
                self._ask_old(line, where(self.context, line, "commune"), _label(line))
                return Planned(line, RowState.OPEN, key)
        content = "|".join([f"{name}={draft[name]}" for name in sorted(draft)])
        again = self.once.meets(key, line, content)
        if again:
            return Planned(line, again, key)
        one = known.one(draft)
        if one is None:
            if known.is_foreign(draft):
                at = where(self.context, line, "tax_code")
                wrong(line, at, "Mã số thuế này đã có trong sổ của đơn vị khác.")
                return Planned(line, RowState.OPEN, key)
            return self._new(line, draft, key)
        if isinstance(one, list):
            wrong(line, "", f"Trong sổ có {len(one)} hồ sơ như thế: xin gộp hồ sơ trùng trước.")
            return Planned(line, RowState.OPEN, key)
        return self._against(line, draft, key, one)

    def _new(self, line: Line, draft: dict[str, Any], key: str) -> Planned:
        if "form" not in draft:
            at = f"form:{line.number}"
            if self.context.found.place_of("form") is not None:
                at = where(self.context, line, "form")
            options = tuple(Option(label, f"value:{code}")
                            for code, label in self.form.labels.items())  # fmt: skip
            ask(line, at, "Loại hình của cơ sở là gì?", options)
            return Planned(line, RowState.OPEN, key)
        return Planned(line, RowState.NEW, key, Particulars(**_typed(draft)))

    def _against(self, line: Line, draft: dict[str, Any], key: str, one: Establishment) -> Planned:
        told = _typed(
            {name: getattr(one, name) for name in Particulars.__dataclass_fields__
             if name != "owner_number"} | draft
        )  # fmt: skip
        if "name" in draft and core(str(draft["name"])) == one.core:
            told["name"] = _nearer(str(draft["name"]), one.name)
        changes = []
        for name, value in told.items():
            if getattr(one, name) != value and (value or isinstance(value, bool)):
                before = "•••" if name == "phone" and one.phone else shown(one, name)
                changes.append((name, before, str(value) if value is not True else "có"))
        if not changes:
            return Planned(line, RowState.SAME, key, known=one)
        named = [(name, label_of(name), before, after) for name, before, after in changes]
        return Planned(line, RowState.CHANGED, key, Particulars(**told), one, named)


def _label(line: Line) -> str:
    parts = [line.values.get(code) for code in ("commune", "district", "province")]
    return ", ".join(str(part) for part in parts if part)


def _nearer(written: str, kept: str) -> str:
    """Return the kept name where the sheet writes it with other spaces, marks or short forms."""
    return kept if core(written) == core(kept) else written


def _typed(draft: dict[str, Any]) -> dict[str, Any]:
    told = {name: value for name, value in draft.items() if value is not None}
    told["form"] = EstablishmentForm(told["form"])
    return told


def _key(draft: dict[str, Any]) -> str:
    if draft.get("tax_code"):
        return f"mst:{draft['tax_code']}"
    return f"ten:{core(str(draft['name']))}@{draft['commune'].id}"


class _Known:
    """The records that rows of a chunk may mean: two queries."""

    def __init__(self, custodian: UUID, drafts: list[dict[str, Any]]) -> None:
        self._custodian = custodian
        codes = {d["tax_code"] for d in drafts if d.get("tax_code")}
        cores = {core(str(d["name"])) for d in drafts}
        standing = Establishment.objects.filter(merged_into=None).select_related("commune", "trade")
        self._by_code: dict[str, list[Establishment]] = defaultdict(list)
        self._by_core: dict[tuple[str, UUID], list[Establishment]] = defaultdict(list)
        for row in standing.filter(tax_code__in=codes) if codes else ():
            self._by_code[row.tax_code].append(row)
        for row in standing.filter(custodian=custodian, core__in=cores):
            self._by_core[row.core, row.commune_id].append(row)

    def one(self, draft: dict[str, Any]) -> Establishment | list[Establishment] | None:
        """Return the record that a row means, several where it is not clear, None for a new one."""
        code = draft.get("tax_code")
        named = self._by_core.get((core(str(draft["name"])), draft["commune"].id), [])
        if code:
            own = [r for r in self._by_code.get(code, ()) if r.custodian_id == self._custodian]
            # A record without a code, of the same name and commune, is the one that now gets it.
            found = own or [row for row in named if not row.tax_code]
        else:
            found = named
        if not found:
            return None
        return found[0] if len(found) == 1 else found

    def is_foreign(self, draft: dict[str, Any]) -> bool:
        """Tell whether another body keeps a record of this tax code."""
        rows = self._by_code.get(draft.get("tax_code") or "", ())
        return any(row.custodian_id != self._custodian for row in rows)
