"""Percent of a target: against the target where it is written, else the target it implies."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import Interval, agreement, cut, interval
from khuyencong.reading.checks.wording import ROUGH, Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import family
from khuyencong.values.rounding import roundest
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

GOAL = r"(?:mục tiêu|kế hoạch|chỉ tiêu|dự toán|kinh phí kcqg dự kiến|nhiệm vụ được giao)"
AFTER = re.compile(rf"\s*%?\s*\)?\s*(?:so với\s*)?(?:[^,;.()%]{{0,30}}\s)?{GOAL}")
REACHES = re.compile(
    r"(đạt|bằng|hoàn thành|tương đương|tương ứng|tăng|vượt|giảm|thấp hơn|cao hơn|kém|hụt|thiếu"
    r"|tỷ lệ)(?: (?:tỷ lệ|thực hiện|hoàn thành|đạt|khoảng|gần|hơn|trên|mức|đề ra|so với|là|được"
    rf"|{GOAL}))*:?\s*$"
)
BRACKETED = re.compile(r"\(\s*(?:tỷ lệ\s*)?$")
#: After a percent: it is told of something else than a goal.
ELSE = re.compile(
    r"\s*%?\s*\)?\s*(?:/năm|so với (?:cùng|năm)|cùng kỳ|(?:của )?năm (?:\d|trước|ngoái)"
    r"|(?:(?:so với|trong|trên|của) )?(?:tổng|toàn|cả|số)\b)"
)
#: Before a number, and after it: it is what was to be reached.
OWN_GOAL = re.compile(
    rf"{GOAL}|nghị quyết|\bgiao\b(?! nhiệm| lưu| dịch| th| ban| ước)|đề ra|\bkh\b"
)
GOAL_AFTER = re.compile(
    r"được giao(?! nhiệm)|đề ra|kế hoạch giao"
    r"|(?:theo|của|trong|về) (?:kế hoạch|mục tiêu|chỉ tiêu|nghị quyết)"
)
#: Between "p% kế hoạch" and the number that is the plan.
DIRECTLY = re.compile(r"(?: (?:năm|đề ra|được giao|là|chỉ|của năm|cả năm))*\s*")
#: Between a result and its goal: "125 mô hình/100 mô hình", "24 cơ sở so với 25 cơ sở".
PER = re.compile(r"[^\d,;.:()]{0,30}(?:/|\btrên|so với)\s*(?:số\s*)?")
#: Of a goal only where the goal is named: elsewhere these compare two years.
MOVES = frozenset({"tăng", "giảm", "thấp hơn", "cao hơn", "kém"})
DONE = re.compile(r"(?:thực hiện|\bđã\b|kết quả|hoàn thành|giải ngân)(?: được| là)?[^,;.]{0,25}$")
TARGET_WORDS = re.compile(rf"{GOAL}[^.;%\d]{{0,70}}$")
#: What the percent is added to: "tăng 30,5% so với mục tiêu" means 130,5%.
BEYOND = dict.fromkeys(("tăng", "vượt", "cao hơn"), (100, 1)) | dict.fromkeys(
    ("giảm", "thấp hơn", "kém", "hụt", "thiếu"), (100, -1)
)
#: Before a number: it is how far the result and its goal lie apart, "thấp hơn 42 lao động".
APART = re.compile(
    r"(?:(?:thấp|cao|nhiều|ít) hơn|thiếu|hụt|kém|vượt|còn phải|\bnốt|chênh lệch)"
    r"(?: (?:khoảng|gần|là|thêm|tới|đến))*\s*$"
)
#: Before and after a number: so much is lacking of the goal, "còn thiếu 10 cơ sở so với chỉ tiêu".
LACKING = re.compile(r"(?:thấp hơn|thiếu|hụt|kém)(?: (?:là|mất))?\s*$")
OF_GOAL = re.compile(rf"[^\d,;.()]{{0,30}}so với (?:mức )?{GOAL}")
_PLACES = ("province", "district", "commune", "region")


@dataclass(frozen=True)
class Claim:
    """A result, the percent of its target, and the target where it is written."""

    result: Figure
    percent: Figure
    base: int
    sign: int
    target: Figure | None
    #: The result is the number just before the percent, so that nothing else can be meant.
    beside: bool = False

    def percent_of_target(self, span: Interval) -> Interval:
        """Return the interval of result/target in percent that `span` of the text stands for."""
        ends = sorted((self.base + self.sign * span[0], self.base + self.sign * span[1]))
        return ends[0], ends[1]


def find(page: Context) -> Iterator[Check]:
    """Yield each percent of a target, computed or with the target it implies."""
    for figure in page.figures:
        if figure.unit != "percent" or figure.value_high is not None:
            continue
        claim = _beside(page, figure) or _claim(page, figure)
        if claim is None:
            continue
        check = _against(claim) if claim.target else _implied(claim)
        if check and (check.holds or not _told_otherwise(page, claim)):
            yield check


def _told_otherwise(page: Context, claim: Claim) -> bool:
    """Return whether the percent tells another relation: a share, where it is not "vượt"."""
    own = (claim.result, claim.target) if claim.target and claim.base else None
    return beside.explained(page, claim.percent, own)


def _beside(page: Context, percent: Figure) -> Claim | None:
    """Return the claim of a percent beside two amounts, just one of which is called a goal."""
    before = page.before(percent, 60)
    said = REACHES.search(before)
    if not (said or BRACKETED.search(before)) or ELSE.match(page.low, percent.number_end):
        return None
    verb = said.group(1) if said else ""
    of_goal = bool(AFTER.match(page.low, percent.number_end))
    if said and verb in MOVES and not (of_goal or OWN_GOAL.search(said.group())):
        return None
    for one, other in beside.pairs(page, percent):
        goal = _goal_of(page, percent, one, other, of_goal)
        if goal and not _parted(page, percent, one, other):
            result = other if goal is one else one
            return Claim(result, percent, *BEYOND.get(verb, (0, 1)), goal)
    return _done_of(page, percent, verb) if of_goal else None


def _goal_of(
    page: Context, percent: Figure, one: Figure, other: Figure, of_goal: bool
) -> Figure | None:
    """Return the one of two amounts that is called the goal; of "a/b" after a percent of it, b."""
    previous = percent if percent.number_start < one.number_start else None
    goals = [f for f, last in ((one, previous), (other, one)) if is_goal(page, f, last)]
    if of_goal and previous and PER.fullmatch(page.between(one, other)):
        return other
    return goals[0] if len(goals) == 1 else None


def _done_of(page: Context, percent: Figure, verb: str) -> Claim | None:
    """Return "450/500 lao động, đạt 90% kế hoạch", where what stands below is the goal."""
    start = max(page.sentence(percent)[0], percent.number_start - 60)
    near = page.inside(start, percent.number_start)[-1:]
    done = near[0] if near and ";" not in page.between(near[0], percent) else None
    if done is None or not done.out_of or done.unit in _PLACES or verb in MOVES:
        return None
    goal = replace(done, value=done.out_of, out_of=None)
    return Claim(done, percent, *BEYOND.get(verb, (0, 1)), goal)


def is_goal(page: Context, figure: Figure, previous: Figure | None = None) -> bool:
    """Return whether the words beside a number make it a goal: "kế hoạch 40", "40 … được giao"."""
    before = page.before(figure, 80)
    if APART.search(before):
        return False
    if previous is not None:
        before = before[-max(1, figure.number_start - previous.number_end) :]
    head = re.split(r"[,;.()]", before)[-1]
    tail = re.split(r"[,;.()\d]", page.after(figure, 60))[0]
    named = list(OWN_GOAL.finditer(head))[-1:]
    own = any(_leads_to_number(head, m) for m in named)
    return own or bool(GOAL_AFTER.search(tail))


def _leads_to_number(head: str, goal: re.Match[str]) -> bool:
    """Return whether a goal word speaks of the number behind `head`, not of a percent before."""
    rest = head[goal.end() :]
    if "%" in head[: goal.start()]:
        return bool(DIRECTLY.fullmatch(rest))
    return not DONE.search(rest)


def _parted(page: Context, percent: Figure, one: Figure, other: Figure) -> bool:
    """Return whether something else is told between a percent and the two amounts."""
    if percent.number_start > other.number_start:
        inner = page.inside(other.number_end, percent.number_start)
        return any(f.unit == "percent" for f in inner)
    if one.number_start < percent.number_start:
        inner = page.inside(one.number_end, percent.number_start)
        return bool(inner) or ";" in page.between(percent, other)
    return ";" in page.between(percent, one)


def _claim(page: Context, percent: Figure) -> Claim | None:
    said = REACHES.search(page.before(percent, 50))
    bracketed = re.search(r"\(\s*$", page.before(percent, 5))
    if not said and not bracketed:
        return None
    named = _result_and_target(page, percent) or _told_after(page, percent)
    if named is None:
        return None
    result, target = named
    if not AFTER.match(page.low, percent.number_end) and not _set_beside(
        page, target, result, percent
    ):
        return None
    base, sign = BEYOND.get(said.group(1), (0, 1)) if said else (0, 1)
    beside = page.inside(result.number_end, percent.number_start) == []
    target = target or _target_after(page, percent, result)
    if target is None and not base:
        target = _with_lack(page, percent, result)
    target = target or _target_elsewhere(page, result)
    return Claim(result, percent, base, sign, target, beside)


def _set_beside(page: Context, target: Figure | None, result: Figure, percent: Figure) -> bool:
    """Return whether target, result and percent stand in this order with nothing between."""
    if target is None or not TARGET_WORDS.search(page.before(target, 90)):
        return False
    return page.inside(target.number_start, percent.number_start) == [target, result]


def _told_after(page: Context, percent: Figure) -> tuple[Figure, Figure] | None:
    """Return result and target of "đạt 112% kế hoạch, với 56 cơ sở … kế hoạch là 45 cơ sở"."""
    after = page.inside(
        percent.number_end, min(page.sentence(percent)[1], percent.number_end + 160)
    )
    if len(after) != 2 or family(after[0]) != family(after[1]):
        return None
    said = AFTER.match(page.low, percent.number_end)
    start = said.end() if said else percent.number_end
    goals = [f for f in after if TARGET_WORDS.search(page.low[start : f.number_start][-60:])]
    goals = [f for f in goals if not DONE.search(page.before(f, 30))]
    named = [f for f in goals if re.search(rf"{GOAL}[^\d;.]*$", page.before(f, 40))]
    if len(named) != 1:
        return None
    return (after[0] if named[0] is after[1] else after[1]), named[0]


def _result_and_target(page: Context, percent: Figure) -> tuple[Figure, Figure | None] | None:
    """Return the result named before the percent, with a target named beside it."""
    start = max(page.sentence(percent)[0], percent.number_start - 420)
    before = [
        f
        for f in page.inside(start, percent.number_start)
        if not f.unit.startswith(("percent", "ratio")) and f.value_high is None
    ]
    clause = page.low.rfind(";", start, percent.number_start)
    near = [f for f in before if f.number_start > clause] or before
    goals = [f for f in before if _is_goal(page, f, last=f is before[-1])]
    results = [f for f in near if f not in goals]
    if not results:
        return None
    result = _leading(page, results, percent)
    alike = [g for g in goals if family(g) == family(result)]
    goal = next((g for g in reversed(alike) if ";" not in page.between(g, result)), None)
    return result, goal


def _leading(page: Context, results: list[Figure], percent: Figure) -> Figure:
    """Return the result the percent speaks of: the last one named, not in a closed bracket."""
    for figure in reversed(results):
        between = page.between(figure, percent)
        if between.count(")") <= between.count("("):
            return figure
    return results[-1]


def _is_goal(page: Context, figure: Figure, last: bool) -> bool:
    """Return whether a figure is the target; the last before the percent only by its own words."""
    if DONE.search(page.before(figure, 40)):
        return False
    if figure.kind in (FigureKind.TARGET, FigureKind.PLAN) and not last:
        return True
    return bool(TARGET_WORDS.search(page.before(figure, 90).rpartition(",")[2]))


def _target_after(page: Context, percent: Figure, result: Figure) -> Figure | None:
    """Return the target written just after: "đạt 95% kế hoạch (200 lao động)"."""
    end = min(page.sentence(percent)[1], percent.number_end + 90)
    for figure in page.inside(percent.number_end, end):
        between = page.between(percent, figure)
        if APART.search(between):
            continue
        if family(figure) == family(result) and not re.search(r"[;,.]|\) ", between):
            return figure
    return None


def _with_lack(page: Context, percent: Figure, result: Figure) -> Figure | None:
    """Return the goal that a result and what it lacks make, where the lack is told just after."""
    end = min(page.sentence(percent)[1], percent.number_end + 90)
    lack = next(iter(page.inside(percent.number_end, end)), None)
    if lack is None or lack.unit != result.unit or lack.value_high is not None or lack.out_of:
        return None
    told = LACKING.search(page.between(percent, lack)) and ";" not in page.between(percent, lack)
    if not told or not OF_GOAL.match(page.low, lack.number_end):
        return None
    goal = result.value + lack.value
    return replace(lack, value=goal, bound=None, approximate=False)


def _target_elsewhere(page: Context, result: Figure) -> Figure | None:
    """Return the one target that another passage sets for the same activity in the same unit."""
    alike = [
        (_overlap(page, f, result), f)
        for f in page.targets_of(result.unit)
        if f.value_high is None and f.number_start < page.sentence(result)[0]
    ]
    best = max((score for score, _ in alike), default=0)
    goals = [f for score, f in alike if score == best]
    return goals[0] if best >= 3 and len(goals) == 1 else None


def _overlap(page: Context, goal: Figure, result: Figure) -> int:
    """Return how many pairs of syllables the words around both numbers share."""
    return len(_around(page, goal) & _around(page, result))


def _around(page: Context, figure: Figure) -> frozenset[tuple[str, str]]:
    known = page.memory.get(figure.id)
    if known is None:
        after = re.split(r"[;.(]|, (?:đạt|bằng)", page.after(figure, 60))[0]
        known = _pairs(page.before(figure, 60)) | _pairs(after)
        page.memory[figure.id] = known
    return known


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    words = [w for w in re.findall(r"\w+", text) if not w.isdigit()]
    return frozenset(pairwise(words))


def _against(claim: Claim) -> Check | None:
    """Return the check of a percent whose target is written."""
    target = claim.target
    if target is None:
        return None
    ratio = beside.ratio(claim.result, target, 100)
    if ratio is None:
        return None
    ends = sorted((claim.sign * (ratio[0] - claim.base), claim.sign * (ratio[1] - claim.base)))
    severity = agreement(claim.percent, (ends[0], ends[1])) or Severity.ERROR
    exact = Fraction(claim.result.value) * 100 / Fraction(target.value)
    voice = Voice(target)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(claim.percent)}"
    computed = claim.sign * (exact - claim.base)
    return finding(
        CheckKind.PERCENT_OF_TARGET,
        severity,
        f"{_left(claim, f'{voice.bare(claim.result.value)} : {voice.full(target.value)}')} = "
        f"{number(computed, 2)}%{told}",
        [claim.result, target, claim.percent],
        stated=claim.percent.value,
        computed=computed,
        why=_cause(severity),
    )


def _left(claim: Claim, quotient: str) -> str:
    """Return the left side of the equation: what lacks is a hundred less the quotient."""
    if not claim.base:
        return quotient
    return f"{quotient} − 100%" if claim.sign > 0 else f"100% − {quotient}"


def _cause(severity: Severity) -> str:
    return {
        Severity.OK: "",
        Severity.NOTE: ROUGH,
    }.get(severity, "kết quả hoặc mục tiêu được cập nhật mà tỷ lệ chưa tính lại.")


def _implied(claim: Claim) -> Check | None:
    """Return the roundest whole target that gives the percent, or that none does."""
    exact = claim.percent.bound is None and not claim.percent.approximate
    for span, severity in (
        (interval(claim.percent), Severity.OK),
        (cut(claim.percent), Severity.NOTE),
    ):
        bounds = _target_bounds(claim, claim.percent_of_target(span))
        target = bounds and roundest(*bounds)
        if target:
            return _implied_check(claim, target, severity if exact else Severity.NOTE)
    if not exact or claim.result.approximate or claim.result.unit == "VND":
        return None
    return _implied_check(claim, None, Severity.WARNING if claim.beside else Severity.NOTE)


def _target_bounds(claim: Claim, percent: Interval) -> tuple[int, int] | None:
    """Return the first and last whole target, in units of the result's last digit."""
    result, step = interval(claim.result), max(Fraction(claim.result.step), Fraction(1))
    if claim.result.approximate or claim.result.bound:
        result = (Fraction(claim.result.value),) * 2
    if percent[0] <= 0:
        return None
    low, high = result[0] * 100 / percent[1] / step, result[1] * 100 / percent[0] / step
    return int(ceil(low) * step), int(floor(high) * step)


def _implied_check(claim: Claim, target: int | None, severity: Severity) -> Check:
    voice = Voice(claim.result)
    share = number(claim.base + claim.sign * Fraction(claim.percent.value), 3)
    stated = f"{voice.full(claim.result.value)} là {share}% mục tiêu"
    if target is None:
        statement = f"{stated}: không có mục tiêu tròn nào cho đúng tỷ lệ này"
        why = "tỷ lệ được tính trên một kết quả khác với số đã ghi."
    else:
        statement = f"{stated}, suy ra mục tiêu {voice.full(target)}"
        why = "" if severity is Severity.OK else ROUGH
    computed = None if target is None else Fraction(claim.result.value) * 100 / target
    return finding(
        CheckKind.IMPLIED_TARGET,
        severity,
        statement,
        [claim.result, claim.percent],
        stated=Fraction(claim.base + claim.sign * Fraction(claim.percent.value)),
        computed=computed,
        why=why,
    )
