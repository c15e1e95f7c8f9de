"""A PDF file as pieces: its paragraphs and ruled tables, without what runs on every page."""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from khuyencong.formats.kinds import PASSWORD
from khuyencong.formats.pdf.grids import Grid, goes_on, grid_of, join, parted
from khuyencong.formats.pdf.lines import Line, lines_of, without_running
from khuyencong.formats.pdf.paragraphs import Joiner, Measure, heading_sizes, measure_of
from khuyencong.formats.pdf.rulings import Ruled, tables_of
from khuyencong.formats.pdf.words import (
    RAISED,
    Word,
    glyphs_of,
    is_bold,
    set_old_letters_right,
    size_of,
    turn_of,
)
from khuyencong.formats.pieces import Paragraph, Piece, Words
from khuyencong.formats.scribe import TOO_LONG, Scribe
from khuyencong.formats.transcript import LeftOut, Transcript
from khuyencong.values.errors import Unreadable

MOST_PAGES = 1_000
MOST_CHARACTERS = 3_000_000
MOST_STREAMS = 100_000
MOST_OBJECTS = 50_000  # on one page; PDFium takes their square in time
_CHUNK = 1 << 16
_LONGEST_ENTRY = 2000  # bytes of the dictionary before a stream
_PICTURE_ONLY = "Tệp PDF chỉ có ảnh, không có chữ (bản quét); xin gửi bản Word hoặc bản PDF có chữ."
_NAMELESS = (
    "Phông chữ của tệp PDF không có bảng mã, chữ không đọc lại được; xin gửi bản Word của báo cáo."
)
_FEW = 20  # letters on a page that is a picture
_STREAM = re.compile(rb"stream\r?\n")
_NOTE = re.compile(r"[0-9⁰¹²³⁴-⁹]{1,3}(?=\s|[^\W\d_])")


@dataclass(slots=True)
class _Page:
    """One page as drawn: lines outside tables, tables, and where each table stands among them."""

    number: int
    lines: list[Line]
    tables: list[Ruled] = field(default_factory=list)
    inside: dict[int, list[Word]] = field(default_factory=dict)
    is_picture: bool = False
    notes: list[Line] = field(default_factory=list)


def read_pdf(data: bytes, limit: int) -> Transcript:
    """Return the transcript of a PDF; a picture without letters is refused as one."""
    _require_harmless(data, limit)
    pages = _pages(data)
    kept, running = without_running([p.lines for p in pages])
    for page, lines in zip(pages, kept, strict=True):
        page.lines = lines
    scribe = Scribe(limit)
    everything = [line for page in pages for line in page.lines]
    if everything:
        measure = measure_of(everything)
        _set_notes_apart(pages, measure)
        joiner = Joiner(measure, heading_sizes(everything, measure.size))
    else:
        joiner = Joiner(Measure(10, 0, 500, 12), [])
    scribe.write(_pieces(pages, joiner))
    left_out = [LeftOut("running_header", line.text, line.page) for line in running]
    return Transcript(
        scribe.text,
        "pdf",
        tuple(scribe.anchors),
        len(pages),
        (*left_out, *scribe.left_out),
        tuple(_notes_for(pages)),
    )


def _pages(data: bytes) -> list[_Page]:
    """Read every page; raise `Unreadable` for a password, pictures alone, or nameless letters."""
    try:
        with pdfium.PdfDocument(data) as document:
            return _read_pages(document)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD:
            raise Unreadable(PASSWORD) from None
        raise Unreadable("Tệp PDF hỏng, không mở được.") from error


def _read_pages(document: pdfium.PdfDocument) -> list[_Page]:
    count = len(document)
    if not 0 < count <= MOST_PAGES:
        raise Unreadable(f"Tệp PDF có {count} trang; hệ thống đọc từ 1 đến {MOST_PAGES} trang.")
    pages, characters, nameless = [], 0, 0
    for i in range(count):
        page = document[i]
        read, total, lost = _read_page(page, i + 1)
        page.close()
        pages.append(read)
        characters, nameless = characters + total, nameless + lost
        if characters > MOST_CHARACTERS:
            raise Unreadable(f"Tệp PDF có hơn {MOST_CHARACTERS} chữ, không đọc.")
    if nameless > 0.2 * characters:
        raise Unreadable(_NAMELESS)
    if all(p.is_picture for p in pages) or (characters < _FEW and any(p.is_picture for p in pages)):
        raise Unreadable(_PICTURE_ONLY)
    return pages


def _read_page(page: pdfium.PdfPage, number: int) -> tuple[_Page, int, int]:
    if raw.FPDFPage_CountObjects(page.raw) > MOST_OBJECTS:
        raise Unreadable(f"Trang {number} của tệp PDF có hơn {MOST_OBJECTS} nét vẽ, không đọc.")
    text = page.get_textpage()
    turn = turn_of(text)
    glyphs = glyphs_of(text, turn)
    set_old_letters_right(text, glyphs.words)
    tables = tables_of(page, turn)
    outside, inside = parted(glyphs.words, tables)
    lines = lines_of(outside, number)
    for line in lines:
        first, last = line.words[0].at, line.words[-1].at
        line.size = size_of(text, first)
        line.bold = is_bold(text, first) and (first == last or is_bold(text, last))
    text.close()
    picture = glyphs.characters < _FEW and _has_picture(page)
    return _Page(number, lines, tables, inside, picture), glyphs.characters, glyphs.nameless


def _has_picture(page: pdfium.PdfPage) -> bool:
    """Tell whether a page draws a picture, directly or inside a form."""
    count = min(raw.FPDFPage_CountObjects(page.raw), 200)
    kinds = (raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page.raw, i)) for i in range(count))
    return any(kind in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM) for kind in kinds)


def _set_notes_apart(pages: list[_Page], measure: Measure) -> None:
    """Take the footnotes off the foot of each page: small lines, the first with a number."""
    for page in pages:
        lowest = sorted(page.lines, key=lambda line: line.base)
        small: list[Line] = []
        for line in lowest:
            if line.size > 0.92 * measure.size:
                break
            small.insert(0, line)
        while small and not _NOTE.match(small[0].text):
            small.pop(0)
        page.notes = small
        set_apart = {id(line) for line in small}
        page.lines = [line for line in page.lines if id(line) not in set_apart]


def _pieces(pages: list[_Page], joiner: Joiner) -> Iterator[Piece]:
    """Yield paragraphs and tables over all pages, then the footnotes."""
    lines: list[Line] = []
    table: Grid | None = None
    for page in pages:
        for part in _parts(page):
            if isinstance(part, Line):
                if table is not None:
                    yield table.table
                    table = None
                lines.append(part)
            elif table is not None and not lines and goes_on(table, part):
                join(table, part)
            else:
                yield from joiner.paragraphs(lines)
                lines = []
                if table is not None:
                    yield table.table
                table = part
    yield from joiner.paragraphs(lines)
    if table is not None:
        yield table.table
    for page in pages:
        yield from _notes(page, joiner)


def _parts(page: _Page) -> list[Line | Grid]:
    """Return lines and tables of a page, each table where the lines below it begin."""
    parts: list[Line | Grid] = list(page.lines)
    for i, ruled in enumerate(page.tables):
        words = page.inside.get(i, [])
        if words:
            at = _place(parts, ruled)
            parts.insert(at, grid_of(ruled, words, page.number))
    return parts


def _place(parts: list[Line | Grid], ruled: Ruled) -> int:
    """Return the index before which a table stands: after all that stands above it."""
    top = ruled.edges[3]
    for i, part in enumerate(parts):
        height = part.base if isinstance(part, Line) else part.ruled.edges[3]
        if height < top:
            return i
    return len(parts)


def _notes(page: _Page, joiner: Joiner) -> Iterator[Paragraph]:
    group: list[Line] = []
    for line in page.notes:
        if group and _NOTE.match(line.text):
            yield _note(group)
            group = []
        group.append(line)
    if group:
        yield _note(group)


def _note(group: list[Line]) -> Paragraph:
    text = " ".join(line.text for line in group)
    text = _NOTE.sub(lambda m: m[0].translate(RAISED), text, count=1)
    return Paragraph([Words(text, group[0].page)])


def _notes_for(pages: list[_Page]) -> Iterator[str]:
    numbers = [str(p.number) for p in pages if p.is_picture]
    if numbers:
        yield f"Trang {', '.join(numbers)} chỉ có ảnh, chữ trong ảnh không được đọc."


def _require_harmless(data: bytes, limit: int) -> None:
    """Raise `Unreadable` where the packed streams, pictures aside, unpack to more than `limit`."""
    unpacked = 0
    view = memoryview(data)
    for number, match in enumerate(_STREAM.finditer(data)):
        nearest = max(0, match.start() - _LONGEST_ENTRY)
        start = data.rfind(b"obj", nearest, match.start())
        entry = data[max(start, nearest) : match.start()]
        if b"FlateDecode" in entry and b"/Image" not in entry:
            unpacked += _unpacked(view[match.end() :], limit - unpacked + 1)
        if unpacked > limit or number > MOST_STREAMS:
            raise Unreadable(TOO_LONG.format(limit // 1024**2))


def _unpacked(data: memoryview, most: int) -> int:
    """Return how many bytes a stream unpacks to, counting no further than `most`."""
    unpacker = zlib.decompressobj()
    total = 0
    try:
        for at in range(0, len(data), _CHUNK):
            waiting: bytes | memoryview = data[at : at + _CHUNK]
            while waiting and total < most:
                total += len(unpacker.decompress(waiting, 1 << 20))
                waiting = unpacker.unconsumed_tail
            if unpacker.eof or total >= most:
                break
    except zlib.error:
        return total
    return total
