"""The letter that asks the body which wrote a report about one check."""

from khuyencong.ingestion.models import Document
from khuyencong.ingestion.shown import calculation
from khuyencong.reading.model import Check, Reading


def subject(document: Document) -> str:
    """Return the subject line."""
    return f"Đề nghị làm rõ số liệu: {document.title}"[:200]


def question(document: Document, check: Check) -> str:
    """Return a polite letter with every passage of the check, its line, and the computed value."""
    parts = [
        "Kính gửi đơn vị soạn báo cáo,",
        f"Khi soát “{document.title}”, chúng tôi thấy một chỗ cần làm rõ:\n{check.statement}",
        *_passages(document, check),
        "\n".join(f"{label}: {value}" for label, value in _figures(document, check)),
        check.explanation,
        "Xin quý đơn vị đối chiếu và cho biết số đúng.",
    ]
    return "\n\n".join(part for part in parts if part)


def line_of(text: str, offset: int) -> int:
    """Return the line, counted from 1, on which `offset` stands."""
    return text.count("\n", 0, offset) + 1


def _passages(document: Document, check: Check) -> list[str]:
    """Return the sentences the check speaks of, each once, with its line."""
    text = document.text
    sentences = sorted({_sentence_at(document.reading, start) for start, _ in check.passages})
    return [
        f"Đoạn {n} ({_place(document, start)}): “{' '.join(text[start:end].split())}”"
        for n, (start, end) in enumerate(sentences, 1)
    ]


def _place(document: Document, offset: int) -> str:
    """Return "dòng 12", and where the file has pages or tables "dòng 12; trang 3, bảng 1"."""
    return "; ".join(
        filter(None, (f"dòng {line_of(document.text, offset)}", document.where(offset)))
    )


def _sentence_at(reading: Reading, offset: int) -> tuple[int, int]:
    blocks = (b for b in reading.blocks if b.start <= offset < b.end)
    block = next(blocks, None)
    if block is None:
        return offset, len(reading.text)
    within = (span for span in block.sentences if span[0] <= offset < span[1])
    return next(within, (block.start, block.end))


def _figures(document: Document, check: Check) -> list[tuple[str, str]]:
    named = [f for f in document.reading.figures if f.id in check.figures]
    return calculation(check, named)
