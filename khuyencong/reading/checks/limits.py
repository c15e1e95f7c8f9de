"""Claims that are false by themselves: a range upside down, n of m with n above m."""

import re
from collections.abc import Iterator

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import exact, out_of
from khuyencong.reading.checks.wording import Voice, number, written
from khuyencong.reading.model import Check, Figure
from khuyencong.values.vocabulary import CheckKind, Severity

#: "173/150 cơ sở theo mục tiêu": done of a target, which may be passed.
TARGETED = re.compile(r"mục tiêu|kế hoạch|chỉ tiêu|đăng ký|được giao|so với")
FALLS = re.compile(r"giảm|xuống|rút ngắn|hạ")
#: Before a bare "1/3": one sum for three of another, no part of anything.
PROPORTION = re.compile(r"tỷ (?:lệ|số)(?: (?:là|khoảng|đạt))?\s*:?\s*$")
NO_NOUN = re.compile(r"\s*(?:[,;.)]|$)")
#: Shares of a whole; growth and percent of a target may well be above 100.
PART_OF_WHOLE = re.compile(r"chiếm\s*(?:tỷ (?:lệ|trọng))?\s*(?:khoảng|gần|hơn|trên)?\s*$")


def find(page: Context) -> Iterator[Check]:
    """Yield ranges, "n/m" and shares that cannot be so."""
    for figure in page.figures:
        if figure.value_high is not None:
            yield from _range(page, figure)
        if figure.out_of is not None:
            yield from _out_of(page, figure)
        if (
            figure.unit == "percent"
            and figure.value > 100
            and PART_OF_WHOLE.search(page.before(figure))
        ):
            yield _too_large(figure)


def _range(page: Context, figure: Figure) -> Iterator[Check]:
    high = figure.value_high
    if high is None or figure.value <= high or FALLS.search(page.before(figure, 40)):
        return
    voice = Voice(figure)
    yield finding(
        CheckKind.RANGE_ORDER,
        Severity.ERROR,
        f"khoảng từ {voice.bare(figure.value)} đến {voice.full(high)}: đầu lớn hơn cuối",
        [figure],
        stated=figure.value,
        computed=high,
        why="hai đầu của khoảng bị viết đảo, hoặc một đầu gõ nhầm chữ số.",
    )


def _out_of(page: Context, figure: Figure) -> Iterator[Check]:
    doubtful = figure.unit == "item" or TARGETED.search(page.after(figure, 90))
    if exact(figure) <= out_of(figure) or doubtful or _is_proportion(page, figure):
        return
    yield finding(
        CheckKind.OUT_OF,
        Severity.ERROR,
        f"{number(figure.value)} > {number(out_of(figure))}{Voice(figure).unit}",
        [figure],
        stated=figure.value,
        computed=figure.out_of,
        why="tử số và mẫu số bị đảo, hoặc gõ nhầm chữ số.",
    )


def _is_proportion(page: Context, figure: Figure) -> bool:
    """Return whether "n/m" relates two amounts: "tỷ lệ 1/3" names nothing that is counted."""
    bare = NO_NOUN.match(page.low, figure.number_end)
    return bool(bare and PROPORTION.search(page.before(figure, 30)))


def _too_large(figure: Figure) -> Check:
    return finding(
        CheckKind.SHARE,
        Severity.ERROR,
        f"một phần không thể chiếm {written(figure)} của toàn thể",
        [figure],
        stated=figure.value,
        computed=100,
        why="gõ nhầm chữ số hoặc dấu thập phân.",
    )
