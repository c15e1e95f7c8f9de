"""A Word file as pieces, in the order of its body: paragraphs, lists, tables, boxes, notes."""

from collections.abc import Iterator

from khuyencong.formats.docx.numbering import Numbering, W
from khuyencong.formats.docx.package import Package
from khuyencong.formats.docx.runs import Line, Pages, RunReader, raised
from khuyencong.formats.docx.styles import Look, Styles, look_of
from khuyencong.formats.pieces import Cell, Paragraph, Piece, Table, Words, flat
from khuyencong.formats.scribe import Scribe
from khuyencong.formats.transcript import LeftOut, Transcript
from khuyencong.formats.trees import Element

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_HOLDERS = {W + n for n in ("sdt", "sdtContent", "customXml", "ins", "moveTo")} | {
    _ALTERNATE + "AlternateContent",
    _ALTERNATE + "Choice",
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV", "start", "end")
_NO_LINE = {"nil", "none"}
_WIDEST = 200
_NOTES = {
    "deleted": "Có {} đoạn chữ đã xoá theo chế độ theo dõi thay đổi; chúng không được đọc.",
    "hidden": "Có {} đoạn chữ ẩn trong tệp Word; chúng không được đọc.",
}


def read_docx(data: bytes, limit: int) -> Transcript:
    """Return the transcript of a Word file; its page numbers are those Word last laid out."""
    package = Package(data, limit)
    body = package.part(package.body).find(W + "body")
    document = _Document(package, body)
    scribe = Scribe(limit)
    scribe.write(document.pieces())
    left_out = [*document.runs.left_out, *scribe.left_out, *_running_lines(package)]
    pages = document.runs.pages
    return Transcript(
        scribe.text,
        "docx",
        tuple(scribe.anchors),
        pages.now,
        tuple(left_out),
        tuple(_notes_for(left_out)),
    )


class _Document:
    """Walks the body once; numbering and pages move on as it goes."""

    def __init__(self, package: Package, body: Element):
        self.package = package
        self.body = body
        self.styles = Styles(_first(package.related("styles")))
        self.numbering = Numbering(_first(package.related("numbering")))
        self.table_borders = _bordered_styles(package)
        self.runs = RunReader(self.styles, _pages_of(body))
        self._open: Paragraph | None = None  # its paragraph mark was deleted: the next goes on

    def pieces(self) -> Iterator[Piece]:
        """Yield the body, then the footnotes under the raised numbers that mark them."""
        if self.body is not None:
            yield from self._inside(self.body)
        if self._open is not None:
            yield self._open
        yield from self._footnotes()

    def _inside(self, parent: Element) -> Iterator[Piece]:
        for child in parent:
            if child.tag == W + "p":
                yield from self._paragraph(child)
            elif child.tag == W + "tbl":
                yield self._table(child)
            elif child.tag in _HOLDERS:
                yield from self._inside(child)

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        ppr = element.find(W + "pPr")
        look = self._look(ppr)
        self._break_before(ppr)
        line = self.runs.line(element, look)
        paragraph = self._made(line, look)
        if self._open is not None:
            self._open.words += paragraph.words
            paragraph, self._open = self._open, None
        if _mark_deleted(ppr):
            self._open = paragraph
        else:
            yield paragraph
        for box in line.boxes:
            yield from self._inside(box)

    def _look(self, ppr: Element | None) -> Look:
        own = look_of(ppr, None)
        style = ppr.find(W + "pStyle") if ppr is not None else None
        return own.over(self.styles.look(style.get(W + "val") if style is not None else None))

    def _made(self, line: Line, look: Look) -> Paragraph:
        paragraph = Paragraph(line.words, look.heading or 0, bold=line.bold and not line.plain)
        if look.list_number not in (None, "0") and not paragraph.is_blank:
            paragraph.marker = self.numbering.marker(look.list_number or "", look.list_depth or 0)
        return paragraph

    def _break_before(self, ppr: Element | None) -> None:
        before = ppr.find(W + "pageBreakBefore") if ppr is not None else None
        if before is not None and before.get(W + "val", "1") not in ("0", "false"):
            self.runs.pages.made_break()

    def _table(self, element: Element) -> Table:
        table = Table([], _has_lines(element, self.table_borders))
        above: dict[int, Cell] = {}  # column → the cell that vertical merging goes on with
        heading = True
        for row in _rows(element):
            properties = row.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                continue
            heading = heading and properties is not None and _is_on(properties, "tblHeader")
            table.heads += heading
            table.rows.append(self._row(row, properties, above))
        if table.heads == len(table.rows):
            table.heads = 0
        return table

    def _row(self, row: Element, properties: Element | None, above: dict[int, Cell]) -> list[Cell]:
        cells = [Cell([], across=n) for n in [_number(properties, "gridBefore")] if n]
        column = sum(c.across for c in cells)
        for element in _cells(row):
            cell_properties = element.find(W + "tcPr")
            across = min(max(_number(cell_properties, "gridSpan"), 1), _WIDEST)
            merge = cell_properties.find(W + "vMerge") if cell_properties is not None else None
            pieces = list(self._inside(element))
            if merge is not None and merge.get(W + "val") != "restart" and column in above:
                above[column].down += 1
            else:
                cell = Cell(pieces, across)
                cells.append(cell)
                above.pop(column, None)
                if merge is not None:
                    above[column] = cell
            column += across
        return cells

    def _footnotes(self) -> Iterator[Piece]:
        found: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            for root in self.package.related(kind + "s"):
                found |= {(kind, n.get(W + "id", "")): n for n in root.iterchildren(W + kind)}
        for i, note in enumerate(list(self.runs.notes), 1):
            element = found.get((note.kind, note.id))
            paragraphs = flat(list(self._inside(element))) if element is not None else []
            for paragraph in paragraphs:
                paragraph.words = [Words(w.text, note.page) for w in paragraph.words]
            if paragraphs:
                paragraphs[0].words.insert(0, Words(raised(i) + " ", note.page))
                yield from paragraphs


def _first(parts: list[Element]) -> Element | None:
    return parts[0] if parts else None


def _pages_of(body: Element | None) -> Pages:
    """Tell from what is in the body how its pages can be counted."""
    if body is None:
        return Pages(False, False)
    rendered = next(body.iter(W + "lastRenderedPageBreak"), None) is not None
    made = any(b.get(W + "type") == "page" for b in body.iter(W + "br"))
    before = next(body.iter(W + "pageBreakBefore"), None) is not None
    return Pages(rendered, rendered or made or before)


def _mark_deleted(ppr: Element | None) -> bool:
    return ppr is not None and ppr.find(f"{W}rPr/{W}del") is not None


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in _HOLDERS:
            yield from _rows(child)


def _cells(row: Element) -> Iterator[Element]:
    for child in row:
        if child.tag == W + "tc":
            yield child
        elif child.tag in _HOLDERS:
            yield from _cells(child)


def _number(properties: Element | None, name: str) -> int:
    child = properties.find(W + name) if properties is not None else None
    text = child.get(W + "val", "") if child is not None else ""
    return min(int(text), _WIDEST) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _is_on(properties: Element, name: str) -> bool:
    child = properties.find(W + name)
    return child is not None and child.get(W + "val", "1") not in ("0", "false")


def _has_lines(table: Element, styles: set[str]) -> bool:
    """Tell whether a table shows lines: by its own borders, its style's, or its cells'."""
    properties = table.find(W + "tblPr")
    if properties is not None:
        own = properties.find(W + "tblBorders")
        if own is not None:
            return _draws(own)
        style = properties.find(W + "tblStyle")
        if style is not None and style.get(W + "val") in styles:
            return True
    return any(_draws(b) for b in table.iter(W + "tcBorders"))


def _draws(borders: Element) -> bool:
    found = (borders.find(W + side) for side in _SIDES)
    return any(b is not None and b.get(W + "val", "none") not in _NO_LINE for b in found)


def _bordered_styles(package: Package) -> set[str]:
    """Return the ids of table styles that draw lines, those based on them included."""
    roots = package.related("styles")
    styles = {s.get(W + "styleId"): s for r in roots for s in r.iterchildren(W + "style")}
    drawn = {k for k, s in styles.items() if any(_draws(b) for b in s.iter(W + "tblBorders"))}
    for _ in range(4):
        drawn |= {
            k
            for k, s in styles.items()
            if (b := s.find(W + "basedOn")) is not None and b.get(W + "val") in drawn
        }
    return drawn


def _running_lines(package: Package) -> Iterator[LeftOut]:
    """Yield the headers and footers, which stand on every page and belong to none."""
    for kind in ("header", "footer"):
        for root in package.related(kind):
            text = "".join(t.text or "" for t in root.iter(W + "t")).strip()
            if text:
                yield LeftOut("running_header", text)


def _notes_for(left_out: list[LeftOut]) -> Iterator[str]:
    for why, sentence in _NOTES.items():
        count = sum(item.why == why for item in left_out)
        if count:
            yield sentence.format(count)
