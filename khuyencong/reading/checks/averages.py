"""Averages and what they divide by: per centre, per province, per year, per class."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.reading.checks import beside
from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.peers import PeerGroup, name_before, plain_name
from khuyencong.reading.checks.tolerance import (
    agreement,
    exact,
    exact_sum,
    firm,
    interval,
    out_of,
    quotient,
    total,
)
from khuyencong.reading.checks.wording import ROUGH, Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import family
from khuyencong.values.vocabulary import CheckKind, FigureKind, Severity

#: What a mean is taken over: nouns after "/", "mỗi" or "một" → units to divide by.
DIVISORS = {
    r"trung tâm": ("centre",),
    r"đơn vị": ("centre", "organisation", "establishment", "enterprise", "cooperative"),
    r"tỉnh|địa phương": ("province",),
    r"huyện": ("district",),
    r"xã": ("commune",),
    r"lớp": ("class", "course"),
    r"khóa": ("course", "class"),
    r"đề án": ("project",),
    r"cơ sở|doanh nghiệp|dn": ("establishment", "enterprise"),
    r"mô hình": ("model",),
    r"người|lao động|học viên": ("person",),
    r"hội nghị|hội thảo|cuộc|buổi": ("event",),
    r"gian hàng|gian": ("booth",),
    r"năm": ("year",),
}
_NOUNS = "|".join(DIVISORS)
MEAN = re.compile(
    rf"(?:bình quân|trung bình|(?:^|[,(:–-]\s*|tính ra |như vậy |tức |nghĩa là |hay )(?:là )?mỗi "
    rf"(?:{_NOUNS})|\bmột (?:{_NOUNS}) (?:được|nhận|hưởng|có|thu|chi))[^;.]{{0,60}}$"
)
_AFTER = re.compile(rf"(?:/|^[^,;.)]{{0,26}}\b(?:mỗi|một))\s*({_NOUNS})\b")
_BEFORE = re.compile(rf"\b(?:mỗi|một|của các|hàng|hằng)\s+({_NOUNS})\b")
#: A thing that has no line in the table above: "một phiên", "mỗi sản phẩm".
_PER = re.compile(r"(?:/\s*|\b(?:mỗi|một|trên) )(\w+(?: \w+){0,2})")
DIRECTLY = re.compile(r"(?:bình quân|trung bình)(?: (?:là|đạt|được))?:?\s*$")
#: The mean of another time, and a mean for each month or day, have totals of their own.
OTHER_TIME = re.compile(r"(?:năm|kỳ|giai đoạn|lần) trước|năm ngoái|cùng kỳ|trước (?:đây|khi|đó)")
RATE = re.compile(r"[^,;.()]{0,40}(?:/|mỗi |một )(?:tháng|ngày|giờ|ha|m2|kg)\b")
GROWS = re.compile(r"tăng|giảm")
_REACH = 900


@dataclass(frozen=True)
class Claim:
    """A mean and the units of what it is taken over."""

    mean: Figure
    over: tuple[str, ...]
    unit: str  # of the amount that is shared out


def find(page: Context) -> Iterator[Check]:
    """Yield each average whose total and divisor the text gives."""
    for figure in page.figures:
        claim = _claim(page, figure)
        if claim is None:
            continue
        check = _of_peer(page, claim) or _of_totals(page, claim)
        if check:
            yield check


def _claim(page: Context, figure: Figure) -> Claim | None:
    unit = figure.unit.partition("_per_")[0]
    if (
        unit.startswith("percent")
        or figure.value_high is not None
        or figure.kind is FigureKind.NORM
    ):
        return None
    before, after = page.before(figure, 110), page.after(figure, 40)
    said = MEAN.search(before)
    if said and _speaks_of_another(page, figure, said.group()):
        said = None
    clause = re.split(r"[,;.]", before)[-1] if said else before[-1:]
    over = _divisors(after, clause)
    rate = "_per_" in figure.unit
    if not (said or (rate and over)) or (said and GROWS.search(said.group())):
        return None
    return Claim(figure, over or ("province",) * bool(said and "địa phương" in before), unit)


def _speaks_of_another(page: Context, figure: Figure, said: str) -> bool:
    """Return whether between "bình quân" and the number stands the number that is the mean."""
    inner = page.inside(figure.number_start - len(said), figure.number_start)
    return any(f.value != 1 and not said.startswith("mỗi") for f in inner)


def _divisors(after: str, before: str) -> tuple[str, ...]:
    head = re.split(r"[,;.)]", after)[0]
    said = _AFTER.search(head) or _BEFORE.search(before)
    if said:
        return next(units for nouns, units in DIVISORS.items() if said.group(1) in nouns.split("|"))
    other = _PER.search(head) or _PER.search(before)
    unit = beside.unit_of(other.group(1)) if other else None
    return (unit,) if unit else ()


def _of_peer(page: Context, claim: Claim) -> Check | None:
    """Return the check of a mean that names one of the peers: "Vùng Tây Nguyên: 25,39 tỷ/tỉnh"."""
    key = plain_name(name_before(page, claim.mean))
    for group, averages in page.means_near(claim.mean.number_start, claim.unit):
        own = next((m for m in averages if m.peer is group.find(key)), None)
        if own and family(own.count) in claim.over:
            severity = agreement(claim.mean, (own.value, own.value)) or Severity.ERROR
            return _finding(claim, [own.amount], own.count, Fraction(own.count.value), severity)
    return None


def _of_totals(page: Context, claim: Claim) -> Check | None:
    """Return the check of a mean over a total of the passage or of the report."""
    here = _in_sentence(page, claim)
    if here or not claim.over:
        return here
    amounts = _amounts(page, claim)
    counts = _years(page, claim) if "year" in claim.over else _counts(page, claim)
    for amount in amounts:
        for count, size in counts:
            if not _may_be(claim.mean, amount, size):
                continue
            ratio = quotient(interval(amount), (size, size))
            severity = ratio and agreement(claim.mean, ratio)
            if severity:
                return _mixed(page, claim, amount, count, size) or _finding(
                    claim, [amount], count, size, severity
                )
    return None


def _may_be(mean: Figure, amount: Figure, size: Fraction) -> bool:
    """Return whether a mean is worth a closer look: it may lie a quarter off."""
    made = exact(mean) * size
    return 3 * made <= 4 * exact(amount) and 3 * exact(amount) <= 4 * made


def _amounts(page: Context, claim: Claim) -> list[Figure]:
    """Return what may be shared out: figures of this passage, then the report's totals."""
    start = claim.mean.number_start
    near = [*page.mates(claim.mean), *reversed(page.inside(max(0, start - _REACH), start))]
    near = [f for f in near if _same(f, claim)]
    far = [f for f in page.totals.get(claim.unit, ()) if _same(f, claim)][:20]
    return list({f.id: f for f in [*near, *far]}.values())


def _same(figure: Figure, claim: Claim) -> bool:
    return (
        family(figure) == claim.unit
        and figure is not claim.mean
        and figure.value > claim.mean.value
    )


def _counts(page: Context, claim: Claim) -> list[tuple[Figure, Fraction]]:
    """Return the divisors: counts of the wanted unit nearby, then n of "x/n" anywhere."""
    start = claim.mean.number_start
    near = [*reversed(page.inside(max(0, start - _REACH), start + 300)), *page.mates(claim.mean)]
    found = {Fraction(f.value): f for f in near if f.unit in claim.over and f.value > 1}
    for figure in page.figures_out_of:
        found.setdefault(out_of(figure), figure)
    return [(figure, size) for size, figure in found.items()][:12]


def _years(page: Context, claim: Claim) -> list[tuple[Figure, Fraction]]:
    """Return the numbers of years a yearly mean may be taken over, told in its sentence."""
    mates = page.mates(claim.mean)
    told = [(f, Fraction(f.value)) for f in mates if f.unit == "year" and f.value > 1]
    span = claim.mean.period or page.reading.period
    if not told and span and isinstance(span.start, int) and isinstance(span.end, int):
        told = [(claim.mean, Fraction(span.end - span.start + 1))] * (span.end > span.start)
    return told


def _in_sentence(page: Context, claim: Claim) -> Check | None:
    """Return the verdict where the sentence, or it and the one before, hold total and count."""
    mates = _near(page, claim)
    fitting = _fitting(claim, mates)
    if fitting:
        return fitting
    alone = [f for f in mates if f.id not in page.part_ids]
    amounts, counts = _shared(alone, claim), _sharers(alone, claim)
    if len(amounts) != 1 or len(counts) != 1 or claim.mean.approximate:
        return None
    if OTHER_TIME.search(re.split(r"[,;.]", page.before(claim.mean, 80))[-1]):
        return None
    if RATE.match(page.after(claim.mean, 60)):
        return None
    ends = sorted(f.number_start for f in (claim.mean, *amounts, *counts))
    parted = ";" in page.low[ends[0] : ends[-1]]
    told = _PER.search(page.after(claim.mean, 40)) or DIRECTLY.search(page.before(claim.mean, 30))
    if not claim.over and (parted or not told):
        return None
    return _finding(claim, amounts, counts[0], exact(counts[0]), Severity.ERROR)


def _near(page: Context, claim: Claim) -> list[Figure]:
    """Return the figures of the sentence; with those before it where total or count is missing."""
    start, end = page.sentence(claim.mean)
    at, end = claim.mean.number_start, min(end, claim.mean.number_end + _REACH)
    mates, block = page.inside(max(start, at - _REACH), end), page.block_at(start)
    if (_shared(mates, claim) and _sharers(mates, claim)) or not block or start <= block.start:
        return mates
    return page.inside(max(page.sentence_at(start - 1)[0], at - _REACH), end)


def _shared(figures: list[Figure], claim: Claim) -> list[Figure]:
    return [f for f in figures if _same(f, claim) and f.value_high is None and not f.out_of]


def _sharers(figures: list[Figure], claim: Claim) -> list[Figure]:
    """Return the counts it may be divided by: of the unit told, else of the only other unit."""
    if claim.over:
        return [f for f in figures if f.unit in claim.over and f.value and f is not claim.mean]
    counts = [
        f
        for f in figures
        if isinstance(f.value, int)
        and f.value > 1
        and family(f) != claim.unit
        and not f.unit.startswith(("VND", "USD", "percent", "ratio", "year"))
    ]
    return counts if len({f.unit for f in counts}) == 1 else []


def _fitting(claim: Claim, figures: list[Figure]) -> Check | None:
    """Return the check of a total and a count that give the mean, preferring exact ones."""
    found: list[Check] = []
    for amount in _shared(figures, claim)[:8]:
        for count in _sharers(figures, claim)[:8]:
            if count is amount:
                continue
            exactly = quotient(firm(amount, claim.mean), (exact(count),) * 2)
            roughly = quotient(firm(amount, claim.mean), interval(count))
            verdict = (exactly and agreement(claim.mean, exactly)) or (
                roughly and agreement(claim.mean, roughly) and Severity.NOTE
            )
            if verdict:
                found.append(_finding(claim, [amount], count, exact(count), verdict))
    return min(found, key=lambda c: c.severity is not Severity.OK, default=None)


def _mixed(
    page: Context, claim: Claim, amount: Figure, count: Figure, size: Fraction
) -> Check | None:
    """Return a warning where the total holds money of none of the things it is divided by."""
    for group, averages in page.means_near(claim.mean.number_start, claim.unit):
        amounts = [f for _, f in group.common(claim.unit)]
        counted = [m.count for m in averages]
        if len(counted) != len(amounts) or not counted or exact_sum(counted) != size:
            continue
        shared = total(amounts)
        if shared[1] < interval(amount)[0]:
            return _mixed_finding(claim, amount, count, size, group, amounts)
    return None


def _mixed_finding(
    claim: Claim,
    amount: Figure,
    count: Figure,
    size: Fraction,
    group: PeerGroup,
    amounts: list[Figure],
) -> Check:
    voice, reached = Voice(amount), exact_sum(amounts)
    left = voice.full(exact(amount) - reached)
    own = number(reached / size / voice.scale, 2)
    return finding(
        CheckKind.AVERAGE,
        Severity.WARNING,
        f"Bình quân {written(claim.mean)} = {voice.full(amount.value)} : "
        f"{number(size)}; trong đó {left} "
        f"không thuộc {_whose(group)} nào{_listed(group)}; cộng {len(amounts)} "
        f"{_whose(group)} được {voice.full(reached)}, "
        f"chia {number(size)} là {own}",
        [claim.mean, amount, count, *amounts],
        stated=claim.mean.value,
        computed=reached / size,
        why="tổng chung gồm cả khoản của các đơn vị không thuộc địa phương nào, nhưng vẫn "
        "được chia "
        "cho số địa phương.",
    )


def _listed(group: PeerGroup) -> str:
    return " được liệt kê" if _whose(group) == "nơi" else ""


def _whose(group: PeerGroup) -> str:
    """Return what the peers are called: "vùng", "nơi"."""
    first = group.peers[0].name.lower().split()[0]
    return first if first in ("vùng", "tỉnh", "huyện", "cụm") else "nơi"


def _finding(
    claim: Claim, amounts: list[Figure], count: Figure, size: Fraction, severity: Severity
) -> Check:
    amount = amounts[0]
    voice, shown = Voice(amount), Voice(claim.mean)
    computed = Fraction(amount.value) / size
    told = "" if severity is Severity.OK else f"; báo cáo ghi {written(claim.mean)}"
    why = {
        Severity.OK: "",
        Severity.NOTE: ROUGH,
    }.get(severity, "bình quân chưa tính lại khi tổng hoặc số đơn vị thay đổi.")
    return finding(
        CheckKind.AVERAGE,
        severity,
        f"{voice.full(amount.value)} : {number(size)} = {number(computed / shown.scale, 2)}{told}",
        [amount, count, claim.mean],
        stated=claim.mean.value,
        computed=computed,
        why=why,
    )
