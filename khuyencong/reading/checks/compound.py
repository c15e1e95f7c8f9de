"""Mean yearly growth: compound from first to last year, or the mean of the yearly rates."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from khuyencong.reading.checks.changes import (
    MEAN,
    Change,
    around,
    belongs,
    is_mean,
    is_rate,
    joined,
)
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.growth import change_beside
from khuyencong.reading.checks.tolerance import agreement, firm, interval, meets
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, Severity


def find(page: Context) -> Iterator[Check]:
    """Yield every mean yearly growth that can be computed from what stands beside it."""
    for figures, changes in page.changes:
        found = [*_of_series(page, changes), *_mean_of_rates(page, figures)]
        yield from found
        told = {i for c in found for i in c.figures}
        for figure in figures:
            if figure.id not in told and is_mean(page, figure):
                change = change_beside(page, figure, told)
                yield from _mean_growth(change, figure) if change else ()


def _of_series(page: Context, changes: list[Change]) -> Iterator[Check]:
    """Yield the checks of the mean growths told of a change, or of several end to end."""
    for change in joined(changes):
        for figure in around(page, change):
            if is_mean(page, figure) and belongs(page, change, figure, mean=True):
                yield from _mean_growth(change, figure)


def compound(first: Fraction, last: Fraction, years: int) -> Fraction:
    """Return the yearly percent that carries `first` to `last` in `years` years."""
    ratio = Decimal(last.numerator * first.denominator) / Decimal(
        last.denominator * first.numerator
    )
    return Fraction((ratio.ln() / years).exp()) * 100 - 100


def _mean_growth(change: Change, figure: Figure) -> Iterator[Check]:
    """Yield the check of a mean yearly growth against the compound and the arithmetic one."""
    first, last, years = (
        firm(change.first, change.last),
        firm(change.last, change.first),
        change.years,
    )
    if years is None or years < 1 or first[0] <= 0 or last[0] <= 0:
        return
    a, b = Fraction(change.first.value), Fraction(change.last.value)
    sign = 1 if b >= a else -1
    exact, plain = sign * compound(a, b, years), sign * (b / a - 1) * 100 / years
    low, high = sorted(
        (sign * compound(first[1], last[0], years), sign * compound(first[0], last[1], years))
    )
    severity = agreement(figure, (low, high))
    if severity is None:
        simple = agreement(figure, (plain, plain)) and abs(plain - exact) <= 1
        severity = Severity.NOTE if simple else Severity.WARNING
    voice = Voice(change.first)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(figure)}"
    yield finding(
        CheckKind.GROWTH,
        severity,
        f"{voice.bare(a)} → {voice.full(b)} trong {years} năm: tăng kép {number(exact, 2)}%/năm"
        f" (số học {number(plain, 2)}%){told}",
        [change.first, change.last, figure],
        stated=figure.value,
        computed=exact,
        why=_mean_cause(severity, a, b, years, figure),
    )


def _mean_cause(severity: Severity, a: Fraction, b: Fraction, years: int, figure: Figure) -> str:
    if severity is Severity.OK:
        return ""
    if severity is Severity.NOTE:
        return "mức bình quân được tính theo số học, không theo tăng trưởng kép."
    if agreement(figure, (abs(b / a - 1) * 100 / years,) * 2):
        return (
            f"mức tăng được chia đều cho {years} năm, trong khi tăng bình quân tính theo tăng kép."
        )
    for other in (years - 1, years + 1):
        if other and agreement(figure, (abs(compound(a, b, other)),) * 2):
            return f"mức bình quân được tính cho {other} năm thay vì {years} năm."
    return "mức bình quân là trung bình của các tỷ lệ năm, hoặc theo giá khác với hai số đầu, cuối."


def _mean_of_rates(page: Context, figures: list[Figure]) -> Iterator[Check]:
    """Yield the check of a mean against the yearly rates listed in the same sentence."""
    rates = [f for f in figures if is_rate(f) and f.value_high is None]
    if len(rates) < 4:
        return
    means = [f for f in rates if MEAN.search(_clause(page, f))]
    yearly = [
        f for f in rates if f not in means and re.search(r"năm \d{4}[^,;]*$", page.before(f, 40))
    ]
    if len(means) != 1 or len(yearly) < 3:
        return
    yield _rates_check(means[0], yearly)


def _clause(page: Context, figure: Figure) -> str:
    return re.split(r"[,;()]", page.before(figure, 80))[-1]


def _rates_check(mean: Figure, yearly: list[Figure]) -> Check:
    count = len(yearly)
    plain = sum((Fraction(f.value) for f in yearly), Fraction(0)) / count
    exact = _geometric([Fraction(f.value) for f in yearly])
    spans = [interval(f) for f in yearly]
    wide = (_geometric([low for low, _ in spans]), sum((h for _, h in spans), Fraction(0)) / count)
    if agreement(mean, (plain, plain)) or agreement(mean, (exact, exact)):
        severity = Severity.OK
    else:
        severity = Severity.NOTE if meets(interval(mean), wide) else Severity.WARNING
    return finding(
        CheckKind.GROWTH,
        severity,
        f"Tăng bình quân {written(mean)}: số học {number(plain, 2)}% · kép {number(exact, 2)}%",
        [*yearly, mean],
        stated=mean.value,
        computed=plain,
        why=_rates_cause(severity, yearly),
    )


def _rates_cause(severity: Severity, yearly: list[Figure]) -> str:
    coarse = max(f.step for f in yearly)
    rough = ", ".join(f"“{written(f)}”" for f in yearly if f.step == coarse)
    return {
        Severity.OK: "",
        Severity.NOTE: f"công thức không nêu rõ; mức ghi nằm trong phạm vi làm tròn của {rough}.",
    }.get(
        severity,
        "một tỷ lệ năm bị sửa sau khi tính bình quân, hoặc bình quân lấy cả năm không liệt kê.",
    )


def _geometric(rates: list[Fraction]) -> Fraction:
    product = Fraction(1)
    for rate in rates:
        product *= 1 + rate / 100
    return compound(Fraction(1), product, len(rates)) if product > 0 else Fraction(-100)
