"""What old reports say, as appendices of a draft: each number, its sentence, what does not fit."""

from collections.abc import Iterator, Sequence

from khuyencong.documents import (
    Appendix,
    Block,
    Cited,
    Column,
    Heading,
    Items,
    Paragraph,
    Side,
    Spans,
    Table,
    Words,
)
from khuyencong.ingestion import models as ingestion
from khuyencong.reports.told import Line, Told, ToldView
from khuyencong.values.text import clean

FIGURES = (
    Column("TT", 2, Side.CENTRE),
    Column("Nội dung, nguồn", 20),
    Column("Số", 6, Side.RIGHT),
    Column("Ghi chú", 6),
)
SENTENCES = (
    Column("TT", 2, Side.CENTRE),
    Column("Câu trong báo cáo", 20),
    Column("Báo cáo", 10),
)
UNFIT = "Chỗ chưa khớp"
FAULTS = "Chỗ sai, chỗ ngờ trong các báo cáo nguồn"
FAULT_HEADS = (
    Column("TT", 2, Side.CENTRE),
    Column("Chỗ sai, chỗ ngờ", 20),
    Column("Báo cáo", 10),
)
#: So much of a passage is quoted.
PASSAGE = 240


def told_appendices(
    view: ToldView, sources: Sequence[ingestion.Document] = ()
) -> tuple[Appendix, ...]:
    """Return the numbers of old reports, their sentences, and what does not fit together.

    `sources` are the reports the numbers come from: what is wrong in them is told with them.
    """
    found = []
    numbers = tuple(_numbers(view))
    if numbers:
        found.append(Appendix("Số đã biết từ các báo cáo", numbers))
    rows = tuple(_sentences(view))
    if rows:
        found.append(Appendix("Câu làm nên từng số", (Table(SENTENCES, rows),)))
    if view.unfit:
        lines = tuple(_cited(f"{one.name}. {one.says}", "") for one in view.unfit)
        found.append(Appendix(UNFIT, (Items(lines),)))
    faults = tuple(_faults(sources))
    if faults:
        found.append(Appendix(FAULTS, (Table(FAULT_HEADS, faults),)))
    return tuple(found)


def _faults(sources: Sequence[ingestion.Document]) -> Iterator[tuple[Words, ...]]:
    """Yield the claims of the source reports that do not hold, as the checks found them."""
    number = 0
    for document in sources:
        reading = document.reading
        for check in (one for one in reading.checks if not one.holds):
            number += 1
            passages = (clean(reading.text[start:end]) for start, end in check.passages[:1])
            quote = "".join(f" “{shortened(one)}”" for one in passages)
            what = f"{check.severity.label}, {check.kind.label.lower()}: {check.statement}.{quote}"
            yield str(number), _cited(what, ""), document.title


def shortened(text: str) -> str:
    """Return a passage cut at a word, for a cell."""
    return text if len(text) <= PASSAGE else f"{text[:PASSAGE].rsplit(' ', 1)[0]} …"


def _numbers(view: ToldView) -> Iterator[Block]:
    first = 1
    for told in view.told:
        if not told.groups:
            continue
        yield Heading(1, told.name)
        yield from _figures(told, first)
        first += sum(len(group.lines) for group in told.groups)


def _figures(told: Told, first: int) -> Iterator[Block]:
    """Yield a table for each measure; figures are numbered through the whole report."""
    if told.missing:
        yield Paragraph(f"Chưa có số của {told.missing}; các số dưới đây chỉ cộng phần đã biết.")
    for group in told.groups:
        yield Heading(2, f"{group.name}, {group.unit}" if group.unit else group.name)
        yield Paragraph(f"Cách tính: {group.method}.")
        rows = tuple(
            (str(number), line.of, _cited(_number(line), line.key), _remark(line, told))
            for number, line in enumerate(group.lines, first)
        )
        yield Table(FIGURES, rows)
        first += len(group.lines)


def _cited(text: str, key: str) -> Words:
    """Return a number, or words of a report, under the key of their figure."""
    return Spans((Cited(text, key or "bao-cao"),)) if any(c.isdigit() for c in text) else text


def _number(line: Line) -> str:
    return f"{line.bound} {line.shown}" if line.bound else line.shown


def _remark(line: Line, told: Told) -> str:
    implied = "suy ra từ tỷ lệ" if line.implied else ""
    missing = f"chưa có số của {line.missing}" if line.missing and not told.missing else ""
    return "; ".join(filter(None, (line.flag, implied, missing)))


def _sentences(view: ToldView) -> Iterator[tuple[Words, ...]]:
    """Yield the sentences, each under the number of its figure."""
    lines: Sequence[Line] = [
        line for told in view.told for group in told.groups for line in group.lines
    ]
    for number, line in enumerate(lines, 1):
        for said in line.said:
            quote = f"“{said.before}{said.number}{said.after}”"
            yield str(number), _cited(quote, line.key), said.document
