"""How much support is allowed: the ceiling of an item by source, place and day.

The highest support is the smallest of the caps that stand: a share of the cost and an absolute
sum, for a production line a multiple of the machinery's. A local ceiling above the national one of
the day is a conflict, and waits for a second person's written reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.law.rules.conflicts import conflict_of
from khuyencong.law.rules.eligibility import difficult_area
from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.states import Item, Limit, ParameterKind, ShareOf
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import whole_at_most
from khuyencong.values.vocabulary import FundingSource

RULE = "highest_support"


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """What is asked for. Money in đồng; None where it was not told.

    `cost`: the eligible cost, or the interest, or the consultancy fee, as the rule's share is of.
    `asked`: the support asked for. `years`: the year of the loan that interest is of.
    `charter_capital` and the like stand in `attributes`.
    """

    item: Item
    source: FundingSource = FundingSource.NATIONAL
    cost: int | None = None
    asked: int | None = None
    difficult_area: bool | None = None
    priority: bool = False
    years: int | None = None
    attributes: tuple[tuple[str, int], ...] = ()

    def attribute(self, name: str) -> int | None:
        """Return an attribute of the beneficiary, None where it was not told."""
        return dict(self.attributes).get(name)


def highest_support(law: Law, facts: SupportFacts) -> Finding:
    """Return the most that may be given, and whether what is asked for stays within it."""
    chosen = _chosen(law, facts)
    if isinstance(chosen, Step):
        return finding(RULE, chosen.told, [chosen])
    conditions = _conditions(law, chosen, facts)
    caps = _caps(law, chosen, facts)
    amounts = [amount for amount, _ in caps if amount is not None]
    highest = min(amounts) if amounts and _is_open(conditions) else None
    highest, uplift = _uplift(law, facts, highest)
    steps = [_basis(chosen), *conditions, *(step for _, step in caps), *uplift]
    steps += _asked(chosen, facts, highest)
    return finding(RULE, _told(facts, chosen, highest), steps, highest)


def _is_open(conditions: Iterable[Step]) -> bool:
    """Return whether no condition stands in the way of naming a sum."""
    return not any(s.verdict in (Verdict.NO, Verdict.NEEDS_REASON) for s in conditions)


# --- which ceiling -------------------------------------------------------------------------------


def _chosen(law: Law, facts: SupportFacts) -> DatedParameter | Step:
    """Return the ceiling of the item, or the step that tells why there is none."""
    asked = f"Mức hỗ trợ tối đa: {facts.item.label}"
    rows = law.ceilings(facts.item, facts.source)
    if not rows:
        local = law.place_name and facts.source != FundingSource.NATIONAL
        where = f" ở {law.place_name}" if local else ""
        told = f"Sổ chưa có mức của {facts.source.label.lower()}{where}."
        return Step(asked, facts.source.label, told, Verdict.UNCERTAIN)
    fitting = [row for row in rows if _fits(row, facts)]
    if fitting:
        return fitting[0]
    told = f"Mức tùy theo {attribute_label(rows[0].attribute)}: cho biết để chọn bậc."
    if facts.attribute(rows[0].attribute) is not None:
        told = f"Không bậc nào đã đọc được khớp với {attribute_label(rows[0].attribute)} này."
        return Step(asked, facts.item.label, told, Verdict.UNCERTAIN, rows[0])
    return Step(asked, facts.item.label, told, Verdict.ASK, rows[0])


def attribute_label(attribute: str) -> str:
    """Return what a tier goes by, in Vietnamese."""
    return {"charter_capital": "vốn điều lệ"}.get(attribute, attribute)


def _fits(row: DatedParameter, facts: SupportFacts) -> bool:
    if not row.attribute:
        return True
    value = facts.attribute(row.attribute)
    if value is None:
        return False
    return (row.tier_from is None or row.tier_from <= value) and (
        row.tier_until is None or value < row.tier_until
    )


def _basis(row: DatedParameter) -> Step:
    """Return the step that names the ceiling and all that is not verified about it."""
    fact = row.place_name or "cả nước"
    if not row.has_figure:
        told = "Khoản chi có trong văn bản, mức chưa đọc được."
        return Step("Mức nào áp dụng?", fact, told, Verdict.UNCERTAIN, row)
    told = "; ".join(row.doubts) or "Mức đã kiểm chứng."
    return Step("Mức nào áp dụng?", fact, told, sure(row, Verdict.YES), row)


# --- conditions ----------------------------------------------------------------------------------


def _conditions(law: Law, row: DatedParameter, facts: SupportFacts) -> list[Step]:
    steps = []
    if row.condition == Limit.DIFFICULT_AREA:
        steps.append(difficult_area(row, facts.difficult_area))
    if row.share_of == ShareOf.INTEREST and row.number is not None:
        steps.append(_year_of_loan(row, facts))
    conflict = conflict_of(law, row)
    if conflict:
        steps.append(_conflict(conflict.national, row, conflict.has_reason))
    return steps


def _year_of_loan(row: DatedParameter, facts: SupportFacts) -> Step:
    asked = f"Lãi của {row.number} năm đầu?"
    if facts.years is None:
        told = "Chỉ tính lãi của những năm đầu; cho biết là lãi của năm thứ mấy."
        return Step(asked, "chưa rõ", told, Verdict.ASK, row)
    verdict = Verdict.YES if facts.years <= (row.number or 0) else Verdict.NO
    return Step(asked, f"năm thứ {facts.years}", asked, sure(row, verdict), row)


def _conflict(national: DatedParameter, row: DatedParameter, has_reason: bool) -> Step:
    told = f"Mức của {row.place_name} cao hơn mức trung ương ({national.citation})."
    above = Step("Mức trung ương", national.code, ceiling_words(national), Verdict.YES, national)
    verdict = Verdict.YES if has_reason else Verdict.NEEDS_REASON
    if has_reason:
        told += " Đã có lý do bằng văn bản."
    return Step("Có vượt mức trung ương?", ceiling_words(row), told, verdict, row, (above,))


# --- caps ----------------------------------------------------------------------------------------

Cap = tuple[int | None, Step]


def _caps(law: Law, row: DatedParameter, facts: SupportFacts) -> list[Cap]:
    return [*_share(row, facts), *_sum(law, row), *_unread(row)]


def _share(row: DatedParameter, facts: SupportFacts) -> list[Cap]:
    """A share of the cost, never rounded up: one đồng above it is above the ceiling."""
    if row.percent is None:
        return []
    of = ShareOf(row.share_of or ShareOf.COST).label
    asked = f"Không quá {format_number(row.percent)} % {of}"
    told_range = ""
    if row.percent_low is not None:
        told_range = f" (văn bản ghi từ {format_number(row.percent_low)} %)"
    if facts.cost is None:
        step = Step(asked, "chưa rõ", f"Cho biết {of}{told_range}.", Verdict.ASK, row)
        return [(None, step)]
    most = whole_at_most(facts.cost * row.percent / 100)
    step = Step(
        asked,
        format_dong(facts.cost),
        f"Nhiều nhất {format_dong(most)}{told_range}.",
        sure(row, Verdict.YES),
        row,
    )
    return [(most, step)]


def _sum(law: Law, row: DatedParameter) -> list[Cap]:
    """The absolute cap: the sum itself, a multiple of another item's, or both where they agree."""
    told = [*_amount(row), *_multiple(law, row)]
    amounts = {amount for amount, _ in told}
    if len(amounts) > 1:
        caps: list[Cap] = [(None, step) for _, step in told]
        why = "Số tiền ghi trong văn bản và hệ số nhân không khớp nhau: kiểm tra lại."
        clash = Step("Hai cách tính có khớp?", row.code, why, Verdict.UNCERTAIN, row)
        return [*caps, (min(amounts), clash)]
    return [*told]


def _amount(row: DatedParameter) -> list[tuple[int, Step]]:
    if row.amount is None:
        return []
    per = " cho một lần hỗ trợ" if row.per_occasion else ""
    told = f"Nhiều nhất {format_dong(row.amount)}{per}."
    step = Step("Mức tuyệt đối", row.subject_label, told, sure(row, Verdict.YES), row)
    return [(row.amount, step)]


def _multiple(law: Law, row: DatedParameter) -> list[tuple[int, Step]]:
    base = _base(law, row)
    if base is None or base.amount is None or row.factor is None:
        return []
    most = whole_at_most(base.amount * row.factor)
    below = Step("Mức gốc", base.code, ceiling_words(base), sure(base, Verdict.YES), base)
    told = f"Nhiều nhất {format_dong(most)}."
    asked = f"{format_number(row.factor)} lần mức của {base.subject_label.lower()}"
    step = Step(asked, format_dong(base.amount), told, sure(row, Verdict.YES), row, (below,))
    return [(most, step)]


def _base(law: Law, row: DatedParameter) -> DatedParameter | None:
    if not row.base:
        return None
    rows = law.ceilings(row.base, row.source)
    same = [base for base in rows if base.place_key == row.place_key]
    return same[0] if same else None


def _unread(row: DatedParameter) -> list[Cap]:
    if row.unread != "percent":
        return []
    told = "Có thể còn giới hạn theo phần trăm chi phí: phần đó chưa kiểm chứng."
    step = Step("Có giới hạn theo phần trăm?", "chưa đọc được", told, Verdict.UNCERTAIN)
    return [(None, step)]


def _uplift(law: Law, facts: SupportFacts, highest: int | None) -> tuple[int | None, list[Step]]:
    """For a priority place, trade or key project: the cap multiplied, where the level was read."""
    if not facts.priority:
        return highest, []
    uplift = law.one(ParameterKind.UPLIFT, facts.item) or law.one(ParameterKind.UPLIFT, Item.ALL)
    asked, fact = "Có mức ưu tiên?", "thuộc diện ưu tiên"
    if uplift is None or uplift.factor is None:
        told = "Mức ưu tiên có trong văn bản nhưng con số chưa đọc được; tạm tính mức thường."
        return highest, [Step(asked, fact, told, Verdict.UNCERTAIN, uplift)]
    told = f"Nhân {format_number(uplift.factor)}."
    step = Step(asked, fact, told, sure(uplift, Verdict.YES), uplift)
    return whole_at_most(highest * uplift.factor) if highest is not None else None, [step]


# --- what is asked for ---------------------------------------------------------------------------


def _asked(row: DatedParameter, facts: SupportFacts, highest: int | None) -> list[Step]:
    if facts.asked is None or highest is None:
        return []
    asked = "Số đề nghị có trong mức?"
    over = facts.asked - highest
    if over <= 0:
        told = "Trong mức."
        return [Step(asked, format_dong(facts.asked), told, sure(row, Verdict.YES), row)]
    told = f"Vượt {format_dong(over)}."
    return [Step(asked, format_dong(facts.asked), told, sure(row, Verdict.NO), row)]


def _told(facts: SupportFacts, row: DatedParameter, highest: int | None) -> str:
    if highest is None:
        return f"{facts.item.label}: chưa tính được mức."
    doubt = " (chưa kiểm chứng)" if not row.certain else ""
    doubt = doubt or (" (có thể còn giới hạn theo tỷ lệ)" if row.unread else "")
    return f"{facts.item.label}: nhiều nhất {format_dong(highest)}{doubt}."


def ceiling_words(row: DatedParameter) -> str:
    """Return "30 %, không quá 1.000.000.000 đồng"; "chưa đọc được" where no figure was read."""
    parts = []
    if row.percent is not None:
        low = f"{format_number(row.percent_low)}–" if row.percent_low is not None else ""
        parts.append(f"{low}{format_number(row.percent)} %")
    if row.factor is not None:
        parts.append(f"{format_number(row.factor)} lần")
    if row.amount is not None:
        parts.append(f"không quá {format_dong(row.amount)}")
    return ", ".join(parts) or "chưa đọc được"
