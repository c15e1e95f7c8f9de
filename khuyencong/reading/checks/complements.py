"""What is left of "n/N": "53/63 tỉnh đã báo cáo, 13 tỉnh chưa báo cáo" needs N − n = 10."""

import re
from collections.abc import Iterator

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import exact, exact_sum, out_of
from khuyencong.reading.checks.wording import number
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import family
from khuyencong.values.vocabulary import CheckKind, Severity

#: Words that make the number behind or before them what is left, whatever they speak of.
LEFT_BEFORE = re.compile(r"\bcòn(?: lại)?(?: (?:là|khoảng|đến|tới))?:?\s*$")
LEFT_AFTER = re.compile(r"[^,;.\d]{0,24}\bcòn lại\b")
#: Words that deny of some what was said of the others.
_DENIAL = r"\b(?:chưa|không)\b"
DENIED_BEFORE = re.compile(rf"{_DENIAL}([^,;.\d]{{0,40}})$")
DENIED_AFTER = re.compile(rf"[^,;.\d]{{0,24}}{_DENIAL}([^,;.\d]*)")
#: Words that deny all of it.
_ABSENT = r"\b(?:vắng|thiếu|trống|trắng)\b"
ABSENT_BEFORE = re.compile(rf"{_ABSENT}[^,;.\d]{{0,30}}$")
ABSENT_AFTER = re.compile(rf"[^,;.\d]{{0,16}}{_ABSENT}")
#: The number is a part of the n, not of the rest.
PART_OF_IT = re.compile(r"trong (?:đó|số)|\bgồm\b|\briêng\b")
#: Words that every clause may have: they do not show what is denied.
_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "có là được đã đang sẽ ở tại của các những số làm thực hiện triển khai nào cho về và ra"
        " tham gia tổ chức huyện xã tỉnh địa phương thành phố đơn vị",
    )
)
_ALIKE = frozenset({"item", "organisation", "department"})


def find(page: Context) -> Iterator[Check]:
    """Yield, for each "n/N" and what its passage leaves over, whether both make N."""
    for figure in page.figures:
        if figure.out_of is not None and 0 < figure.value <= figure.out_of:
            yield from _rest_of(page, figure)


def _rest_of(page: Context, figure: Figure) -> Iterator[Check]:
    following = _following(page, figure)
    rests = [f for f in following if _is_rest(page, figure, f)]
    missing = out_of(figure) - exact(figure)
    if not rests or any(exact(f) == missing for f in rests):
        yield from (_check(figure, f, Severity.OK) for f in rests[:1] if exact(f) == missing)
    elif exact_sum(following) != missing:
        yield _check(figure, rests[0], Severity.ERROR)


def _following(page: Context, figure: Figure) -> list[Figure]:
    """Return the counts of the same things behind "n/N" up to the next such fraction."""
    end = page.sentence(figure)[1]
    block, following = page.block_at(figure.number_start), page.sentence_at(end)
    if block and figure.number_end < following[0] < block.end:
        end = following[1]
    found: list[Figure] = []
    for other in page.inside(figure.number_end, min(end, figure.number_end + 300)):
        if other.out_of is not None:
            break
        alike = family(other) == family(figure) or other.unit in _ALIKE
        if alike and other.value_high is None and other.bound is None:
            found.append(other)
    return found


def _is_rest(page: Context, figure: Figure, other: Figure) -> bool:
    """Return whether the words call `other` what "n/N" leaves over."""
    between = page.between(figure, other)
    if other.value > out_of(figure) or PART_OF_IT.search(between):
        return False
    before, after = re.split(r"[,;.]", between)[-1], page.after(other, 70)
    if LEFT_BEFORE.search(before) or LEFT_AFTER.match(after):
        return True
    if ABSENT_BEFORE.search(before) or ABSENT_AFTER.match(after):
        return True
    denied = DENIED_BEFORE.search(before) or DENIED_AFTER.match(after)
    return denied is not None and _same_matter(page, figure, other, denied.group(1))


def _same_matter(page: Context, figure: Figure, other: Figure, denied: str) -> bool:
    """Return whether what is denied was said of the n: at least half its words are the same."""
    start = page.sentence(figure)[0]
    before = page.low[start : other.number_start].removesuffix(denied)
    said = set(re.findall(r"\w+", before))
    words = [w for w in re.findall(r"\w+", denied) if w not in _EMPTY]
    return 2 * sum(w in said for w in words) >= len(words)


def _check(figure: Figure, rest: Figure, severity: Severity) -> Check:
    whole, missing = out_of(figure), out_of(figure) - exact(figure)
    told = "" if severity is Severity.OK else f"; báo cáo ghi {number(rest.value)}"
    return finding(
        CheckKind.OUT_OF,
        severity,
        f"{number(whole)} − {number(figure.value)} = {number(missing)}{told}",
        [figure, rest],
        stated=rest.value,
        computed=missing,
        why="" if severity is Severity.OK else "số còn lại chưa sửa theo số đã có.",
    )
