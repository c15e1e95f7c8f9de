"""The same measure told twice: the two figures agree, or one of them was not updated."""

import re
from collections.abc import Iterator

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.finding import finding
from khuyencong.reading.checks.tolerance import interval, meets
from khuyencong.reading.checks.wording import Voice, written
from khuyencong.reading.model import Check, Figure
from khuyencong.reading.page import MEASURED
from khuyencong.values.vocabulary import Activity, CheckKind, FigureKind, FundingSource, Severity

#: What a report calls the total of all it did.
GRAND = re.compile(
    r"tổng (?:số |nguồn )?(?:kinh phí|tiền|nguồn lực|số|vốn)[^,;.:]{0,50}$|^[^,;.]{0,12}toàn tỉnh[^,;.]{0,40}$"
)
#: Words that make it the total of something less, or of something else.
LIMITED = re.compile(
    r"đối ứng|quốc gia|huyện|\bxã\b|ngoài ra|đề nghị|kế hoạch|dự kiến|được giao|thu hút|huy động|giải ngân"
    r"|đăng ký|\bước\b|mỗi|bình quân|trong đó có|còn lại|lũy kế|nhu cầu|đầu tư"
)
_MANY_DIGITS = 4


def find(page: Context) -> Iterator[Check]:
    """Yield figures that two passages repeat, in agreement or not."""
    seen: dict[tuple, list[Figure]] = {}
    for figure in page.figures:
        if figure.kind in MEASURED and figure.value_high is None and figure.out_of is None:
            seen.setdefault((figure.unit, figure.value), []).append(figure)
    for (_, value), figures in seen.items():
        if len(str(value).strip("0")) >= _MANY_DIGITS:
            yield from _agreeing(page, figures)
    yield from _disagreeing(page)


def _agreeing(page: Context, figures: list[Figure]) -> Iterator[Check]:
    """Yield one check for a number of many digits that stands in several blocks."""
    blocks = {page.block_at(f.number_start).index for f in figures if page.block_at(f.number_start)}
    if len(blocks) < 2:
        return
    yield finding(
        CheckKind.CONTRADICTION,
        Severity.OK,
        f"{written(figures[0])} được nhắc lại {len(figures)} lần, như nhau",
        figures,
        stated=figures[0].value,
        computed=figures[0].value,
    )


def _disagreeing(page: Context) -> Iterator[Check]:
    """Yield the grand totals of the report's own period that differ from the first one told."""
    for unit in ("VND", "project"):
        told = [f for f in page.totals.get(unit, ()) if _is_grand(page, f)]
        for other in told[1:]:
            if not meets(interval(told[0]), interval(other)) and _apart(page, told[0], other):
                yield contradiction(told[0], other)


def _is_grand(page: Context, figure: Figure) -> bool:
    """Return whether a figure is called the total of the whole report: its period, no one source."""
    if figure.kind is not FigureKind.RESULT or figure.activity is not Activity.TOTAL:
        return False
    if figure.funding_source not in (None, FundingSource.STATE_TOTAL) or figure.value_high:
        return False
    if figure.id in page.part_ids or "row" == getattr(
        page.block_at(figure.number_start), "kind", ""
    ):
        return False
    start, end = page.sentence(figure)
    near = page.low[max(start, figure.number_start - 130) : min(end, figure.number_end + 90)]
    named = GRAND.search(page.before(figure, 60))
    return bool(named) and not LIMITED.search(near) and page.names_period(near)


def _apart(page: Context, one: Figure, other: Figure) -> bool:
    return page.block_at(one.number_start) is not page.block_at(other.number_start)


def contradiction(one: Figure, other: Figure) -> Check:
    """Return a warning that two passages give one measure two values."""
    voice = Voice(one)
    return finding(
        CheckKind.CONTRADICTION,
        Severity.WARNING,
        f"Cùng một chỉ tiêu: {voice.full(one.value)} ↔ {written(other)}",
        [one, other],
        stated=one.value,
        computed=other.value,
        why="một chỗ chưa được cập nhật, hoặc hai chỗ nói về hai phạm vi mà câu chữ không phân biệt.",
    )
