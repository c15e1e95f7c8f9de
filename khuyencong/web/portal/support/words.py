"""The answer in short Vietnamese sentences that an officer can read out on the telephone."""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.law.rules import Citation, DatedParameter, Finding, SizeFacts, Step, Verdict
from khuyencong.law.states import Limit, PlaceClass, ShareOf
from khuyencong.values.money import MoneyUnit, format_in
from khuyencong.values.numbers import format_number
from khuyencong.values.vocabulary import FundingSource, unit_label
from khuyencong.web.portal.support.judging import Case, Offer, Reason, Way

HEADS = {
    Verdict.YES: "Cơ sở của bạn có thể được hỗ trợ",
    Verdict.UNCERTAIN: "Có thể được hỗ trợ, còn điều chưa kiểm chứng",
    Verdict.ASK: "Chưa trả lời chắc được, còn thiếu thông tin",
    Verdict.NO: "Cơ sở của bạn chưa thuộc diện được hỗ trợ",
}
TONES = {Verdict.YES: "ok", Verdict.NO: "error"}
MARKS = {Verdict.YES: "✓", Verdict.NO: "✕"}
#: Said where an old name led to a place of the day by what the register knows of mergers.
LED = "nơi cũ nay thuộc đâu: chưa kiểm chứng"
#: More lines than these are too many for one message.
SHARED = 4
SOURCES = {
    FundingSource.NATIONAL: "Tiền trung ương",
    FundingSource.PROVINCIAL: "Tiền của tỉnh",
    FundingSource.DISTRICT: "Tiền của huyện",
}


def money(amount: int) -> str:
    """Return "300 triệu đồng", "1,25 tỷ đồng": to the đồng, in the largest unit it has one of."""
    for unit in (MoneyUnit.BILLION, MoneyUnit.MILLION):
        if amount >= unit.size and amount % (unit.size // 1000) == 0:
            return format_in(amount, unit, nbsp=True)
    return format_in(amount, MoneyUnit.DONG, nbsp=True)


# --- why -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """A reason as the page shows it: a sign and the word it stands for, a sentence, the law.

    `asks` names the question that is still to be answered with yes or no; "" for none.
    """

    title: str
    mark: str
    word: str
    tone: str
    sentence: str
    citations: tuple[Citation, ...]
    tags: tuple[str, ...]
    asks: str


def reason(one: Reason, case: Case) -> Told:
    """Return a reason in one sentence or two."""
    finding = one.finding
    told = " ".join(step.told.replace("Có: ", "Luật có ghi: ") for step in finding.steps)
    if finding.rule == "eligible_size":
        told = _size(finding, case.size)
    tags = _tags(finding)
    if finding.rule == "eligible_place" and case.commune.through:
        told += f" Tìm ra từ {'; '.join(case.commune.through)}."
        tags += () if case.commune.place.verified else (LED,)
    return Told(
        title=one.title,
        mark=MARKS.get(finding.verdict, "?"),
        word=finding.verdict.label,
        tone=tone(finding.verdict),
        sentence=told,
        citations=finding.citations,
        tags=tags,
        asks=next((name for step in finding.steps if (name := _asks(step))), ""),
    )


def _tags(finding: Finding) -> tuple[str, ...]:
    """Return what is to be said in a dashed frame, each once."""
    doubts = [d for step in finding.walk() if step.parameter for d in step.parameter.doubts]
    if finding.verdict in (Verdict.YES, Verdict.NO):
        return tuple(dict.fromkeys(doubts))
    return tuple(dict.fromkeys(doubts)) or (finding.verdict.label.lower(),)


def _asks(step: Step) -> str:
    """Return the question of the page that a step waits for, where yes or no answers it."""
    if step.verdict is not Verdict.ASK or step.parameter is None:
        return ""
    if step.parameter.subject == PlaceClass.CRAFT_VILLAGE:
        return "lang_nghe"
    return "kho_khan" if step.parameter.condition == Limit.DIFFICULT_AREA else ""


def tone(verdict: Verdict) -> str:
    """Return the colour of a verdict."""
    return TONES.get(verdict, "warning")


def _size(finding: Finding, facts: SizeFacts) -> str:
    if finding.verdict is Verdict.ASK:
        return (
            "Chưa cho biết số lao động hoặc tổng vốn. Hỏi kế toán rồi trả lời lại:"
            " danh mục chỉ ghi doanh nghiệp nhỏ và vừa."
        )
    compared = [_compared(step.parameter, facts) for step in finding.steps if step.parameter]
    return f"{'; '.join(filter(None, compared))}. Mức này chưa ai kiểm chứng, nên hỏi lại."


def _compared(limit: DatedParameter, facts: SizeFacts) -> str:
    is_labour = limit.subject == Limit.LABOUR
    value, most = (facts.labour, limit.number) if is_labour else (facts.capital, limit.amount)
    if value is None or most is None:
        return ""
    shown = [f"{format_number(n)} lao động" if is_labour else money(n) for n in (value, most)]
    return f"{shown[0]}, {'vượt' if value > most else 'không quá'} mức {shown[1]}"


# --- how much ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """An offer as the page shows it; `is_counted` where the sum is that of the cost told."""

    offer: Offer
    source: str
    headline: str
    sentences: tuple[str, ...]
    is_counted: bool = False

    @property
    def is_national(self) -> bool:
        """Return whether the money is the nation's."""
        return self.offer.source is FundingSource.NATIONAL

    @property
    def ceiling(self) -> DatedParameter:
        """Return the ceiling it rests on."""
        assert self.offer.ceiling
        return self.offer.ceiling


def line(offer: Offer, case: Case) -> Line | None:
    """Return an offer in words; None where no figure was read, for none is shown then."""
    row = offer.ceiling
    if row is None or not row.has_figure:
        return None
    shut = [s for s in offer.finding.steps if s.verdict in (Verdict.NO, Verdict.NEEDS_REASON)]
    source = SOURCES[offer.source]
    if shut:
        head = "Chưa dùng được mức này" if shut[0].verdict is Verdict.NEEDS_REASON else "Chưa được"
        return Line(offer, source, head, tuple(step.told for step in shut))
    counted = case.cost is not None and row.percent is not None and not row.unread
    amount = offer.finding.amount
    if counted and amount is not None:
        sentences = _counted(row, case.cost or 0, amount)
        return Line(offer, source, f"Đến {money(amount)}", sentences, is_counted=True)
    return Line(offer, source, ceiling(row), tuple(_uncounted(row, case)))


def ceiling(row: DatedParameter) -> str:
    """Return "50 % chi phí, không quá 300 triệu đồng một cơ sở"."""
    parts = []
    if row.percent is not None:
        parts.append(_share(row))
    if row.amount is not None:
        parts.append(f"không quá {money(row.amount)}{_each(row)}")
    elif row.percent is None and row.factor is not None:
        parts.append(f"{format_number(row.factor)} lần mức máy móc")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


def _share(row: DatedParameter) -> str:
    low = f"{format_number(row.percent_low)}–" if row.percent_low is not None else ""
    of = ShareOf(row.share_of or ShareOf.COST).label
    return f"{low}{format_number(row.percent or 0)}\u00a0% {of}"


def _each(row: DatedParameter) -> str:
    return f" một {unit_label(row.unit)}" if row.unit else ""


def _counted(row: DatedParameter, cost: int, amount: int) -> tuple[str, ...]:
    of = "" if row.share_of in ("", ShareOf.COST) else f" {ShareOf(row.share_of).label}"
    how = f"Bằng {format_number(row.percent or 0)}\u00a0% của {money(cost)}{of}"
    if row.amount is not None:
        how += f"; mức cao nhất {money(row.amount)}{_each(row)}; lấy số nhỏ hơn"
    rest = f"Phần còn lại, ít nhất {money(cost - amount)}, cơ sở tự lo." if cost > amount else ""
    return tuple(filter(None, (f"{how}.", rest)))


def _uncounted(row: DatedParameter, case: Case) -> Iterable[str]:
    if row.unread == "percent":
        yield "Có thể còn giới hạn theo phần trăm chi phí, chưa đọc được: chưa tính được cho bạn."
    elif row.percent is not None and case.cost is None and case.item:
        yield "Cho biết chi phí để tính ra tiền."
    if row.condition == Limit.DIFFICULT_AREA:
        where = "Chỉ ở địa bàn khó khăn, đặc biệt khó khăn"
        is_asked = case.difficult is None
        yield f"{where}: hỏi UBND xã nơi bạn ở có thuộc không." if is_asked else f"{where}."


# --- all of it, to be copied ---------------------------------------------------------------------


def share_text(  # the parts of one letter
    *, case: Case, way: Way, reasons: list[Told], lines: list[Line], asked: str, day: str, link: str
) -> str:
    """Return the whole answer as plain text: to be sent by Zalo, or read out."""
    parts = ["Cơ sở của tôi được hỗ trợ gì? (khuyến công)", f"{HEADS[way.verdict]}."]
    parts += [f"{told.mark} {told.title}. {told.sentence}" for told in reasons]
    if lines:
        parts += ["Mức cao nhất:", *(_shared(one) for one in lines[:SHARED])]
        parts += ["- Còn việc khác: xem trang."] * (len(lines) > SHARED)
    parts += [f"Hỏi: {asked}.", f"Theo luật của ngày {day}. Đây là chỉ dẫn, không phải quyết định."]
    return "\n".join([*parts, link]).replace("\u00a0", " ")


def _shared(one: Line) -> str:
    doubts = [*one.ceiling.doubts, *one.ceiling.cautions]
    beside = "; ".join([str(one.ceiling.citation), *doubts])
    told = f"{one.headline[:1].lower()}{one.headline[1:]}"
    whose = "" if one.is_national else f" ({one.source.lower()})"
    return f"- {one.offer.item.label}{whose}: {told} ({beside})."
