"""A reading as text for a terminal: what was read, what does not hold, where it stands."""

from collections import Counter
from collections.abc import Iterator

from khuyencong.reading.model import Check, Figure, Number, Reading, YearSpan
from khuyencong.values.vocabulary import Severity, unit_label

_WIDTH = 78
_MARKS = {
    Severity.ERROR: "[LỖI]",
    Severity.WARNING: "[CẢNH BÁO]",
    Severity.NOTE: "[ghi chú]",
    Severity.OK: "[đạt]",
}
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.OK)


def to_text(reading: Reading) -> str:
    """Return the reading in Vietnamese lines: head, checks (worst first), figures, citations."""
    parts = (_head(reading), _checks(reading), _figures(reading), _citations(reading))
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def _head(reading: Reading) -> Iterator[str]:
    yield reading.title or "(không có tiêu đề)"
    yield "=" * min(_WIDTH, len(reading.title) or 20)
    facts = (
        ("Số", reading.number),
        ("Nơi ban hành", reading.issuer),
        ("Địa bàn", reading.place),
        ("Giai đoạn", _period(reading.period)),
        ("Ngày ban hành", reading.issued_on),
    )
    for name, fact in facts:
        if fact:
            yield f"{name}: {fact}"
    yield (
        f"Nhóm chữ số: {reading.total_tokens} — số liệu {reading.figure_tokens}, văn bản viện dẫn "
        f"{reading.legal_tokens}, khác {len(reading.other)}, chưa rõ {reading.unexplained}"
    )


def _checks(reading: Reading) -> Iterator[str]:
    if not reading.checks:
        return
    counts = Counter(c.severity for c in reading.checks)
    told = ", ".join(f"{counts[s]} {s.label.lower()}" for s in _WORST_FIRST if counts[s])
    yield f"KIỂM TRA ({told})"
    for check in sorted(reading.checks, key=lambda c: _WORST_FIRST.index(c.severity)):
        yield from _check(reading, check)


def _check(reading: Reading, check: Check) -> Iterator[str]:
    yield f"{_MARKS[check.severity]} {check.kind.label}: {check.statement}"
    if check.explanation:
        yield f"    {check.explanation}"
    if not check.holds:
        for start, end in check.passages:
            yield f"    dòng {_line(reading.text, start)}: “{_flat(reading.text[start:end])}”"


def _figures(reading: Reading) -> Iterator[str]:
    yield f"SỐ LIỆU ({len(reading.figures)})"
    for figure in reading.figures:
        about = (
            figure.kind.label,
            figure.activity.label,
            figure.funding_source.label if figure.funding_source else None,
            figure.place if figure.place != reading.place else None,
            _period(figure.period) if figure.period != reading.period else None,
        )
        yield f"{figure.id:>5}  {shown(figure)}  “{_flat(reading.text[figure.start : figure.end])}”"
        yield "       " + " · ".join(x for x in about if x)


def shown(figure: Figure) -> str:
    """Return the value as an official writes it: "16.150.000.000 đồng", "57/63 tỉnh", "3–5 lớp"."""
    value = _number(figure.value)
    if figure.value_high is not None:
        value = f"{value}–{_number(figure.value_high)}"
    if figure.out_of is not None:
        value = f"{value}/{_number(figure.out_of)}"
    return f"{value} {unit_label(figure.unit)}"


def _number(value: Number) -> str:
    """Group the thousands with dots; the comma is the decimal sign."""
    whole, _, part = format(value, ",d" if isinstance(value, int) else ",f").partition(".")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def _citations(reading: Reading) -> Iterator[str]:
    if not reading.legal_references:
        return
    seen = dict.fromkeys(
        (r.kind.label, r.number or r.as_written or "(chưa có số)", r.date)
        for r in reading.legal_references
    )
    yield f"VĂN BẢN VIỆN DẪN ({len(seen)})"
    for kind, number, date in seen:
        yield f"  {kind} {number}" + (f", ngày {date}" if date else "")


def _period(span: YearSpan | None) -> str | None:
    if span is None:
        return None
    return str(span.start) if span.start == span.end else f"{span.start}–{span.end}"


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _flat(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 120 else flat[:117] + "…"
