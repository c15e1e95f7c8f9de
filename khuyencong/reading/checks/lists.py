"""Lists that end in their own total: the last item, or the line below the items, adds them up."""

import re
from collections.abc import Iterator

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.sums import sum_check
from khuyencong.reading.checks.tolerance import agreement, exact, exact_sum, total
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.reading.page import family
from khuyencong.reading.parts import ADMITS_MORE, adds, misses_by
from khuyencong.reading.reckoned import LIKELY
from khuyencong.values.vocabulary import Severity

#: How the line of a total begins.
ADDS_UP = re.compile(
    r"[\s\-+*•–_]*(?:như vậy,?\s+)?(?:tổng(?! hợp| kết| quan)|cộng(?! đồng| tác)|cả thảy|tất cả"
    r"|tính chung|toàn bộ)\b"
)
_AT_MOST = 40
_COLUMNS = 6


def find(page: Context) -> Iterator[Check]:
    """Yield every list whose end adds up what stands above it."""
    for items, last in _runs(page):
        if 2 <= len(items) <= _AT_MOST and ADDS_UP.match(page.low, last.start + len(last.marker)):
            yield from _ended(page, items, last)


def _runs(page: Context) -> Iterator[tuple[list[Block], Block]]:
    """Yield neighbouring items of one kind with the block that may be their total."""
    run: list[Block] = []
    for block in page.blocks:
        if run and _is_like(block, run[-1]):
            if ADDS_UP.match(page.low, block.start + len(block.marker)):
                yield run, block
            run.append(block)
            continue
        if run and block.kind == "paragraph":
            yield run, block
        run = [block] if block.kind == "item" else []


def _is_like(block: Block, other: Block) -> bool:
    return block.kind == other.kind and block.parent == other.parent and bool(block.marker)


def _ended(page: Context, items: list[Block], last: Block) -> Iterator[Check]:
    end = page.sentence_at(last.start + len(last.marker))[1]
    for whole in [f for f in page.inside(last.start, end)[:3] if adds(f)]:
        rows = [_alike(page, item, whole) for item in items]
        filled = [row for row in rows if row]
        if len(filled) > 1 and whole.id not in page.part_ids:
            yield from _columns(page, items, whole, rows)


def _columns(
    page: Context, items: list[Block], whole: Figure, rows: list[list[Figure]]
) -> Iterator[Check]:
    """Yield the sum of the first numbers of the items, of the second … that comes out."""
    for column in range(max(map(len, rows))):
        parts = [row[column] for row in rows if column < len(row)]
        verdict = len(parts) > 1 and agreement(whole, total(parts))
        if verdict:
            yield sum_check(whole, parts, verdict)
            return
    only = [row[0] for row in rows if len(row) == 1]
    if len(only) == len(items) and _is_meant(page, items, whole, only):
        low = exact_sum(only) < exact(whole)
        yield sum_check(whole, only, Severity.WARNING if low else Severity.ERROR)


def _alike(page: Context, item: Block, whole: Figure) -> list[Figure]:
    """Return the numbers of an item that count the same as `whole`."""
    figures = page.inside(item.start, item.end)
    return [f for f in figures if family(f) == family(whole) and adds(f)][:_COLUMNS]


def _is_meant(page: Context, items: list[Block], whole: Figure, parts: list[Figure]) -> bool:
    text = page.low[items[0].start : items[-1].end]
    return not ADMITS_MORE.search(text) and misses_by(whole, parts) <= LIKELY
