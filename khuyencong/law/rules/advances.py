"""The one-time advance of a contract: a share of the support, by content.

Thông tư 36/2013/TT-BCT, Điều 13, amended by Thông tư 17/2018/TT-BCT. What was not read for a
content is not guessed from another.
"""

from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import Law
from khuyencong.law.states import Item, ParameterKind
from khuyencong.values.money import format_dong
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import whole_at_most

RULE = "advance"


def highest_advance(
    law: Law, content: Item, support: int, *, asked: int | None = None, advanced: int = 0
) -> Finding:
    """Return the most that may be advanced of `support` đồng, once, for a content."""
    rate = law.one(ParameterKind.ADVANCE, content)
    question = f"Mức tạm ứng: {content.label}"
    if rate is None or rate.percent is None:
        told = "Mức tạm ứng của nội dung này chưa đọc được trong văn bản."
        return finding(RULE, told, [Step(question, content.label, told, Verdict.UNCERTAIN, rate)])
    most = whole_at_most(support * rate.percent / 100)
    share = f"{format_number(rate.percent)} % của {format_dong(support)}"
    told = f"Tạm ứng nhiều nhất {format_dong(most)}."
    steps = [Step(question, share, told, sure(rate, Verdict.YES), rate)]
    if advanced:
        once = "Đã tạm ứng rồi; nội dung này chỉ tạm ứng một lần."
        fact = format_dong(advanced)
        steps.append(Step("Chưa tạm ứng lần nào?", fact, once, sure(rate, Verdict.NO), rate))
    if asked is not None:
        over = asked - most
        verdict = Verdict.YES if over <= 0 else Verdict.NO
        result = "Trong mức." if over <= 0 else f"Vượt {format_dong(over)}."
        within = "Số đề nghị tạm ứng có trong mức?"
        steps.append(Step(within, format_dong(asked), result, sure(rate, verdict), rate))
    return finding(RULE, told, steps, 0 if advanced else most)
