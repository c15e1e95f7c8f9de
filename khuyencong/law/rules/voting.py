"""The vote of typical products: points by criterion, pass mark, how long a certificate holds."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from khuyencong.law.rules.findings import Finding, Step, Verdict, finding, sure
from khuyencong.law.rules.snapshot import Law
from khuyencong.law.states import Criterion, Limit, ParameterKind
from khuyencong.values.dates import format_date
from khuyencong.values.numbers import format_number

NOT_READ = "Sổ văn bản chưa có quy định của ngày này."
Points = int | Fraction


def certificate_last_day(law: Law, issued_on: date) -> date | None:
    """Return the last day a certificate issued on `issued_on` holds; None where it was not read.

    Thông tư 26/2014/TT-BCT, Điều 17.3, amended 2018: to 31 December of the fourth year, the year
    of issue being the first. Give the law of the day of issue.
    """
    rule = law.one(ParameterKind.CERTIFICATE, Limit.CERTIFICATE)
    if rule is None or rule.number is None or (rule.month, rule.day_of_month) == (None, None):
        return None
    return date(issued_on.year + rule.number - 1, rule.month or 12, rule.day_of_month or 31)


def certificate_holds(law: Law, issued_on: date, day: date) -> Finding:
    """Return whether a certificate holds on `day`, under the law of its day of issue."""
    rule = law.one(ParameterKind.CERTIFICATE, Limit.CERTIFICATE)
    asked, last = "Giấy chứng nhận còn hiệu lực?", certificate_last_day(law, issued_on)
    if rule is None or last is None:
        step = Step(asked, format_date(issued_on), NOT_READ, Verdict.UNCERTAIN, rule)
        return finding("certificate_holds", NOT_READ, [step])
    holds = issued_on <= day <= last
    told = f"Có hiệu lực đến hết {format_date(last)}."
    verdict = sure(rule, Verdict.YES if holds else Verdict.NO)
    step = Step(asked, format_date(day), told, verdict, rule)
    return finding("certificate_holds", told, [step])


def points_within(law: Law, points: Mapping[Criterion, Points]) -> Finding:
    """Return whether a juror's points keep within what each criterion may give."""
    steps = [_within(law, criterion, points.get(criterion)) for criterion in Criterion]
    total = sum(points.values(), Fraction())
    return finding("points_within", f"Tổng {format_number(total, 2)} điểm.", steps)


def _within(law: Law, criterion: Criterion, given: Points | None) -> Step:
    rule = law.one(ParameterKind.CRITERION, criterion)
    if rule is None or rule.number is None:
        return Step(criterion.label, str(given), NOT_READ, Verdict.ASK, rule)
    if given is None:
        return Step(criterion.label, "chưa chấm", "Chưa có điểm.", Verdict.ASK, rule)
    verdict = Verdict.YES if 0 <= given <= rule.number else Verdict.NO
    told = f"Từ 0 đến {rule.number} điểm."
    return Step(criterion.label, format_number(given, 2), told, sure(rule, verdict), rule)


def reaches_pass_mark(law: Law, mean: Points) -> Finding:
    """Return whether a mean reaches the mark: needed for a certificate, and not enough for it."""
    rule = law.one(ParameterKind.PASS_MARK, Limit.VOTE)
    asked = "Đạt điểm tối thiểu?"
    if rule is None or rule.number is None:
        step = Step(asked, format_number(mean, 2), NOT_READ, Verdict.ASK, rule)
        return finding("reaches_pass_mark", NOT_READ, [step])
    verdict = Verdict.YES if mean >= rule.number else Verdict.NO
    told = f"Cần từ {rule.number} điểm; đạt điểm chưa chắc được chọn."
    step = Step(asked, format_number(mean, 2), told, sure(rule, verdict), rule)
    return finding("reaches_pass_mark", told, [step])
