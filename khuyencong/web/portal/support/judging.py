"""From answers to findings: who may be supported and why, what would change it, how much."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from khuyencong.law import queries, rules
from khuyencong.law.rules import (
    DatedParameter,
    Finding,
    Law,
    PlaceFacts,
    SizeFacts,
    Step,
    SupportFacts,
    TradeFacts,
    Unit,
    Verdict,
)
from khuyencong.law.states import Form, Item, ParameterKind, Trade
from khuyencong.registry.queries import Addressed
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.portal.support.questions import ASIDE, FORMS, ITEMS, UNKNOWN, Questions

_WEIGHT = {verdict: weight for weight, verdict in enumerate(Verdict)}
LOCAL = (FundingSource.PROVINCIAL, FundingSource.DISTRICT)
FORM_ASKED, TRADE_ASKED = "Hình thức cơ sở có trong danh mục?", "Ngành nghề có trong danh mục?"


@dataclass(frozen=True, slots=True)
class Case:
    """What was answered, as the rules take it; None where somebody does not know."""

    day: date
    commune: Addressed
    place: PlaceFacts
    form: Form | None
    trade: Trade | None
    size: SizeFacts
    difficult: bool | None
    item: Item | None
    cost: int | None
    aside: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing the law asks, and its answer."""

    title: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Way:
    """A way to be supported: as an establishment by form, place and trade, or by what one does."""

    label: str
    verdict: Verdict
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would make the answer another one, tried on the same rules."""

    text: str
    then: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Offer:
    """The highest support of an item from one source."""

    item: Item
    source: FundingSource
    finding: Finding
    ceiling: DatedParameter | None


def case_of(form: Questions) -> Case:
    """Return the case that a valid form with a place tells; three queries."""
    given = form.cleaned_data
    commune: Addressed = given["commune"]
    day = given["ngay"]
    village = form.truth("lang_nghe")
    return Case(
        day=day,
        commune=commune,
        place=queries.place_facts(commune.place, day, craft_village=village),
        form=None if given["hinh_thuc"] == UNKNOWN else Form(given["hinh_thuc"]),
        trade=None if given["nghe"] == UNKNOWN else Trade(given["nghe"]),
        size=SizeFacts(capital=given["von"], labour=given["lao_dong"]),
        difficult=form.truth("kho_khan"),
        item=Item(given["hang_muc"]) if given["hang_muc"] else None,
        cost=given["chi_phi"],
        aside=tuple(Form(one) for one in given["rieng"]),
    )


# --- who and why ---------------------------------------------------------------------------------


def ways(law: Law, case: Case) -> list[Way]:
    """Return the ways that were told, the one that opens furthest first."""
    found = [_establishment(law, case)]
    for form, label in ASIDE:
        if form in case.aside:
            reason = Reason(label, rules.eligible_form(law, form))
            found.append(Way(label, reason.finding.verdict, (reason,)))
    return sorted(found, key=lambda way: _WEIGHT[way.verdict])


def _establishment(law: Law, case: Case) -> Way:
    """Return the way of a rural industrial establishment: form, size, place and trade."""
    reasons = [
        Reason(f"Hình thức: {_form_label(case.form)}", _form(law, case.form)),
        Reason(f"Nơi sản xuất: {case.commune.label}", rules.eligible_place(law, case.place)),
        Reason(f"Nghề: {_trade_label(case.trade)}", _trade(law, case)),
    ]
    if case.form is Form.SMALL_ENTERPRISE:
        reasons.insert(1, Reason("Quy mô: nhỏ và vừa", rules.eligible_size(law, case.size)))
    verdict = max((one.finding.verdict for one in reasons), key=_WEIGHT.__getitem__)
    if verdict is Verdict.NO:
        reasons.sort(key=lambda one: one.finding.verdict is not Verdict.NO)
    return Way("Cơ sở công nghiệp nông thôn", verdict, tuple(reasons))


def _form_label(form: Form | None) -> str:
    return dict(FORMS)[form].partition(" (")[0].lower() if form else "chưa rõ"


def _trade_label(trade: Trade | None) -> str:
    return f"{trade.label[:1].lower()}{trade.label[1:]}" if trade else "chưa rõ"


def _form(law: Law, form: Form | None) -> Finding:
    if form:
        return rules.eligible_form(law, form)
    told = (
        "Xem giấy đăng ký: hộ kinh doanh, tổ hợp tác, hợp tác xã hay doanh nghiệp."
        " Chưa có giấy thì hỏi UBND xã."
    )
    return _ask(law, ParameterKind.FORM, FORM_ASKED, told)


def _trade(law: Law, case: Case) -> Finding:
    if case.trade:
        return rules.eligible_trade(law, TradeFacts(case.trade, case.difficult))
    told = "Nói với Trung tâm Khuyến công bạn làm ra thứ gì, bằng máy nào, để xếp đúng ngành nghề."
    return _ask(law, ParameterKind.TRADE, TRADE_ASKED, told)


def _ask(law: Law, kind: ParameterKind, asked: str, told: str) -> Finding:
    """Return the finding for what somebody does not know: what to ask, and of which list."""
    listed = law.one(ParameterKind.LISTING, kind)
    step = Step(asked, "chưa rõ", told, Verdict.ASK, listed)
    return Finding(f"eligible_{kind}", Verdict.ASK, told, (step,))


# --- what would change it ------------------------------------------------------------------------


#: What is tried: "nếu …", "thì …", and the rule asked again.
Try = tuple[str, str, Callable[[], Finding]]


def changes(law: Law, case: Case) -> Iterator[Change]:
    """Yield what would open what is shut, each tried on the rules of the day."""
    for text, then, tried in [*_other_facts(law, case), *_other_ways(law, case)]:
        finding = tried()
        if finding.verdict in (Verdict.YES, Verdict.UNCERTAIN):
            yield Change(text, then, finding)


def _other_facts(law: Law, case: Case) -> Iterator[Try]:
    """Yield another place, form or area, where that is what shuts."""
    if rules.eligible_place(law, case.place).verdict is Verdict.NO:
        village = replace(case.place, craft_village=True)
        commune = replace(case.place, unit=Unit.COMMUNE, craft_village=False)
        then = "thì nơi sản xuất đạt điều kiện."
        text = "Nếu nơi sản xuất nằm trong làng nghề được UBND cấp tỉnh công nhận"
        yield text, then, lambda: rules.eligible_place(law, village)
        yield "Nếu xưởng đặt ở một xã", then, lambda: rules.eligible_place(law, commune)
    if _form(law, case.form).verdict is Verdict.NO:
        for form, label in FORMS:
            text = f"Nếu cơ sở là {label.partition(' (')[0].lower()}"
            if form != UNKNOWN:
                yield text, "thì hình thức đạt điều kiện.", _of_form(law, Form(form))
    if case.trade and _trade(law, case).verdict is Verdict.NO:
        hard = TradeFacts(case.trade, difficult_area=True)
        then = "thì nghề đạt điều kiện."
        yield "Nếu ở địa bàn khó khăn", then, lambda: rules.eligible_trade(law, hard)


def _other_ways(law: Law, case: Case) -> Iterator[Try]:
    """Yield the ways by what somebody does, wherever he stands, that were not told."""
    then = "thì thuộc diện được hỗ trợ; được những việc nào thì hỏi Trung tâm."
    for form, label in ASIDE:
        if form not in case.aside:
            yield f"Nếu {label[:1].lower()}{label[1:]}", then, _of_form(law, form)


def _of_form(law: Law, form: Form) -> Callable[[], Finding]:
    return lambda: rules.eligible_form(law, form)


# --- how much ------------------------------------------------------------------------------------


def offers(law: Law, case: Case) -> list[Offer]:
    """Return the highest support of what is wanted, or of everything, by item and source."""
    wanted = [case.item] if case.item else list(ITEMS)
    return [offer for item in wanted for offer in _of_item(law, case, item)]


def _of_item(law: Law, case: Case, item: Item) -> Iterator[Offer]:
    sources = [FundingSource.NATIONAL, *(s for s in LOCAL if law.ceilings(item, s))]
    for source in sources:
        facts = SupportFacts(item, source, cost=case.cost, difficult_area=case.difficult)
        finding = rules.highest_support(law, facts)
        stated = [step.parameter for step in finding.steps if step.parameter]
        yield Offer(item, source, finding, stated[0] if stated else None)
