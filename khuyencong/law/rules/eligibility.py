"""Who may be supported: the form of the establishment, the place it stands in, its trade.

Nghị định 45/2012/NĐ-CP until 14/10/2025; amended by Nghị định 235/2025/NĐ-CP from 15/10/2025. The
lists are parameters; the day of the case decides which stand.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.states import Form, Limit, Listing, ParameterKind, PlaceClass, Trade
from khuyencong.values.dates import format_date
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number

#: What the decree did not speak of: the register holds nothing for such a day.
NO_LAW = "Sổ văn bản chưa có quy định của ngày này."


class Unit(StrEnum):
    """The kinds of unit at the commune level."""

    COMMUNE = "xã"
    WARD = "phường"
    TOWNSHIP = "thị trấn"
    SPECIAL_ZONE = "đặc khu"


class Above(StrEnum):
    """What a ward belonged to below the province, until 30/6/2025."""

    TOWN = "thị xã"
    CLASS_3 = "thành phố loại 3"
    CLASS_2 = "thành phố loại 2"
    CLASS_1 = "thành phố loại 1"
    SPECIAL = "quận, thành phố khác"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Where an establishment stands. What is not known stays None or UNKNOWN, and is asked for."""

    unit: Unit
    in_central_city: bool
    above: Above = Above.UNKNOWN
    ward_since: date | None = None
    craft_village: bool | None = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class TradeFacts:
    """What an establishment makes, and whether it stands in a difficult area."""

    trade: Trade
    difficult_area: bool | None = None


@dataclass(frozen=True, slots=True)
class SizeFacts:
    """How large an enterprise is; each None where it was not told. Money in đồng."""

    capital: int | None = None
    revenue: int | None = None
    labour: int | None = None


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who asks: form, place and trade together."""

    form: Form
    place: PlaceFacts
    trade: TradeFacts


#: Forms that the decrees list by what they do, whatever the ward they stand in.
_ANYWHERE = (Form.CLEANER_PRODUCER, Form.SUSTAINABLE_PRODUCER, Form.CLUSTER_INVESTOR,
             Form.SERVICE_ORGANISATION, Form.ARTISAN)  # fmt: skip


def eligible(law: Law, applicant: Applicant) -> Finding:
    """Return whether an establishment may be supported: form, place and trade all in their lists.

    The lists of places and trades are those of rural industrial establishments; for who is listed
    by what he does (cleaner production, clusters, services, artisans) the form alone decides.
    """
    findings = [eligible_form(law, applicant.form)]
    if applicant.form not in _ANYWHERE:
        findings += [eligible_place(law, applicant.place), eligible_trade(law, applicant.trade)]
    answer = finding("eligible", "", [step for one in findings for step in one.steps])
    told = " ".join(one.told for one in findings if one.verdict is answer.verdict)
    return finding("eligible", told, answer.steps)


def eligible_form(law: Law, form: Form) -> Finding:
    """Return whether an establishment of this form may be supported."""
    listed = law.one(ParameterKind.FORM, form)
    step = _listed(law, ParameterKind.FORM, "Hình thức cơ sở có trong danh mục?", form.label)
    if listed:
        step = _entry(listed, "Hình thức cơ sở có trong danh mục?", form.label)
    return finding("eligible_form", _told(step, form.label), [step])


def eligible_trade(law: Law, facts: TradeFacts) -> Finding:
    """Return whether the trade may be supported; some only in difficult areas."""
    asked, label = "Ngành nghề có trong danh mục?", facts.trade.label
    listed = law.one(ParameterKind.TRADE, facts.trade)
    if listed is None:
        step = _listed(law, ParameterKind.TRADE, asked, label)
        return finding("eligible_trade", _told(step, label), [step])
    steps = [_entry(listed, asked, label)]
    if listed.condition == Limit.DIFFICULT_AREA:
        steps.append(difficult_area(listed, facts.difficult_area))
    answer = finding("eligible_trade", "", steps)
    told = f"{label}: {answer.verdict.label.lower()}."
    return finding("eligible_trade", told, steps)


def difficult_area(parameter: DatedParameter, fact: bool | None) -> Step:
    """Return the step for what is supported in difficult areas only."""
    asked = "Ở địa bàn kinh tế - xã hội khó khăn hoặc đặc biệt khó khăn?"
    if fact is None:
        told = "Cho biết cơ sở có ở địa bàn khó khăn không: chỉ ở đó mới được hỗ trợ."
        return Step(asked, "chưa rõ", told, Verdict.ASK, parameter)
    if fact:
        told = "Đúng địa bàn được hỗ trợ."
        return Step(asked, "có", told, sure(parameter, Verdict.YES), parameter)
    told = "Chỉ hỗ trợ ở địa bàn khó khăn, đặc biệt khó khăn."
    return Step(asked, "không", told, sure(parameter, Verdict.NO), parameter)


def eligible_place(law: Law, facts: PlaceFacts) -> Finding:
    """Return whether an establishment at this place may be supported.

    Before 15/10/2025 the class of the city decides for a ward; since, a ward of a centrally-run
    city is out unless it is a recognised craft village.
    """
    listed = {p.subject: p for p in reversed(law.of(ParameterKind.PLACE))}
    if not listed:
        step = Step("Địa bàn có trong danh mục?", _where(facts), NO_LAW, Verdict.ASK)
        return finding("eligible_place", NO_LAW, [step])
    steps = _place_steps(law, listed, facts)
    opened = [s for s in steps if s.verdict in (Verdict.YES, Verdict.UNCERTAIN)]
    waiting = [s for s in steps if s.verdict is Verdict.ASK]
    deciding = opened[:1] or waiting or [_shut(law, listed, facts)]
    told = _place_told(deciding[0], facts)
    return finding("eligible_place", told, deciding)


def _place_steps(law: Law, listed: dict[str, DatedParameter], facts: PlaceFacts) -> list[Step]:
    """Return a step for every entry of the day's list that the place may fall under."""
    asked = "Địa bàn có trong danh mục?"
    steps = [
        _entry(listed[place_class], asked, _where(facts))
        for place_class in _plain_classes(facts)
        if place_class in listed
    ]
    steps += _ward_steps(law, listed, facts)
    if PlaceClass.CRAFT_VILLAGE in listed:
        steps += _craft_village(listed[PlaceClass.CRAFT_VILLAGE], facts)
    return steps


def _plain_classes(facts: PlaceFacts) -> list[PlaceClass]:
    """Return the classes that follow from the unit and its province alone."""
    city = facts.in_central_city
    match facts.unit:
        case Unit.COMMUNE:
            by_province = PlaceClass.CITY_COMMUNE if city else PlaceClass.PROVINCE_COMMUNE
            return [PlaceClass.COMMUNE, by_province]
        case Unit.TOWNSHIP:
            return [PlaceClass.TOWNSHIP]
        case Unit.SPECIAL_ZONE:
            zone = PlaceClass.CITY_SPECIAL_ZONE if city else PlaceClass.PROVINCE_SPECIAL_ZONE
            return [zone]
        case _:
            return [] if city else [PlaceClass.PROVINCE_WARD]


_WARD_CLASSES = {
    Above.TOWN: PlaceClass.TOWN_WARD,
    Above.CLASS_2: PlaceClass.CLASS_2_WARD,
    Above.CLASS_3: PlaceClass.CLASS_3_WARD,
}


def _ward_steps(law: Law, listed: dict[str, DatedParameter], facts: PlaceFacts) -> list[Step]:
    """Return the steps of a ward under the list that goes by the class of its city."""
    recent = listed.get(PlaceClass.RECENT_CLASS_1_WARD)
    if recent is None or facts.unit not in (Unit.WARD, Unit.SPECIAL_ZONE):
        return []
    asked = "Phường thuộc đô thị loại nào?"
    if facts.unit is Unit.SPECIAL_ZONE or facts.above is Above.UNKNOWN:
        told = (
            "Danh mục của ngày này theo loại đô thị: cho biết phường thuộc thị xã hay thành phố"
            " loại mấy. Đơn vị lập từ 01/7/2025 không có trong danh mục: chưa kiểm chứng."
        )
        return [Step(asked, _where(facts), told, Verdict.ASK, recent)]
    entry = listed.get(_WARD_CLASSES.get(facts.above, ""))
    if entry:
        return [_entry(entry, asked, facts.above.value)]
    if facts.above is Above.CLASS_1:
        return [_recent_ward(law, recent, facts)]
    return []


def _recent_ward(law: Law, parameter: DatedParameter, facts: PlaceFacts) -> Step:
    """A ward of a class-1 city counts while it became one less than so many years ago."""
    asked = f"Chuyển từ xã thành phường chưa tới {parameter.number} năm?"
    if facts.ward_since is None:
        told = "Cho biết ngày xã được chuyển thành phường."
        return Step(asked, "chưa rõ", told, Verdict.ASK, parameter)
    until = years_after(facts.ward_since, parameter.number or 0)
    verdict = Verdict.YES if facts.ward_since <= law.day < until else Verdict.NO
    told = f"Tính từ {format_date(facts.ward_since)} đến trước {format_date(until)}."
    return Step(asked, format_date(law.day), told, sure(parameter, verdict), parameter)


def years_after(day: date, years: int) -> date:
    """Return the same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _craft_village(parameter: DatedParameter, facts: PlaceFacts) -> list[Step]:
    asked = "Làng nghề được UBND cấp tỉnh công nhận?"
    if facts.craft_village:
        return [_entry(parameter, asked, "có")]
    if facts.craft_village is None and facts.unit is Unit.WARD and facts.in_central_city:
        told = "Cho biết nơi này có phải làng nghề được công nhận không."
        return [Step(asked, "chưa rõ", told, Verdict.ASK, parameter)]
    return []


def _shut(law: Law, listed: dict[str, DatedParameter], facts: PlaceFacts) -> Step:
    """Return the step for a place that no entry of the day's list opens: no, where it is whole."""
    asked = "Địa bàn có trong danh mục?"
    read = law.one(ParameterKind.LISTING, ParameterKind.PLACE)
    names = ", ".join(within_sentence(str(PlaceClass(subject).label)) for subject in listed)
    told = f"Không thuộc địa bàn nào được hưởng ({names})."
    if read is None or read.answer != Listing.WHOLE:
        return Step(asked, _where(facts), told, Verdict.UNCERTAIN, read)
    return Step(asked, _where(facts), told, sure(read, Verdict.NO), read)


def _where(facts: PlaceFacts) -> str:
    name = f" {facts.name}" if facts.name else ""
    above = f" của {facts.above.value}" if facts.above.value else ""
    city = " thuộc thành phố trực thuộc Trung ương" if facts.in_central_city else " thuộc tỉnh"
    return f"{facts.unit.value}{name}{above or city}"


def _place_told(step: Step, facts: PlaceFacts) -> str:
    if step.verdict is Verdict.ASK:
        return step.told
    return f"{_where(facts)[:1].upper()}{_where(facts)[1:]}: {step.verdict.label.lower()}."


def eligible_size(law: Law, facts: SizeFacts) -> Finding:
    """Return whether an enterprise counts as small or medium by what is told of it."""
    told = {
        Limit.CAPITAL: facts.capital,
        Limit.REVENUE: facts.revenue,
        Limit.LABOUR: facts.labour,
    }
    steps = [
        _within(parameter, told[Limit(parameter.subject)])
        for parameter in law.of(ParameterKind.SIZE)
        if told.get(Limit(parameter.subject)) is not None
    ]
    if not steps:
        why = "Chưa có tiêu chí đã đọc, hoặc chưa cho biết vốn, doanh thu, lao động."
        steps = [Step("Là doanh nghiệp nhỏ và vừa?", "", why, Verdict.ASK)]
    return finding("eligible_size", steps[0].told, steps)


def _within(parameter: DatedParameter, value: int | None) -> Step:
    most = parameter.amount if parameter.amount is not None else parameter.number
    asked = f"{parameter.subject_label} không quá mức?"
    if most is None or value is None:
        return Step(asked, str(value), "Mức chưa đọc được.", Verdict.UNCERTAIN, parameter)
    verdict = Verdict.YES if value <= most else Verdict.NO
    shown = format_dong if parameter.amount is not None else format_number
    told = f"{parameter.subject_label} {shown(value)}, mức {shown(most)}."
    return Step(asked, shown(value), told, sure(parameter, verdict), parameter)


# --- the entries of a list -----------------------------------------------------------------------


def _entry(parameter: DatedParameter, asked: str, fact: str) -> Step:
    """Return the step for an entry that the list of the day has."""
    told = f"Có: {within_sentence(parameter.subject_label)}."
    return Step(asked, fact, told, sure(parameter, Verdict.YES), parameter)


def within_sentence(label: str) -> str:
    """Return a label with its first letter small; names in it stay as they are."""
    return f"{label[:1].lower()}{label[1:]}"


def _listed(law: Law, kind: ParameterKind, asked: str, fact: str) -> Step:
    """Return the step for what the list of the day lacks: no, where the list was read whole."""
    read = law.one(ParameterKind.LISTING, kind)
    if read is None:
        return Step(asked, fact, NO_LAW, Verdict.ASK)
    if read.answer == Listing.WHOLE:
        told = "Không có trong danh mục."
        return Step(asked, fact, told, sure(read, Verdict.NO), read)
    told = "Không có trong phần danh mục đã đọc được; phần còn lại chưa kiểm chứng."
    return Step(asked, fact, told, Verdict.UNCERTAIN, read)


def _told(step: Step, label: str) -> str:
    return f"{label}: {step.verdict.label.lower()}." if step.parameter else step.told
