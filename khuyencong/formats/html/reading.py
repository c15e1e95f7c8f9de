"""A web page as pieces: headings, paragraphs, lists and tables of its article."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from khuyencong.formats.docx.numbering import letter, roman
from khuyencong.formats.html.encoding import decoded
from khuyencong.formats.html.furniture import SILENT, furnished
from khuyencong.formats.oldfonts import decoded as in_unicode
from khuyencong.formats.pieces import Cell, Paragraph, Piece, Table, Words
from khuyencong.formats.scribe import Scribe
from khuyencong.formats.transcript import Transcript
from khuyencong.formats.trees import Element, html_tree
from khuyencong.values.errors import Unreadable

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "li", "main",
    "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "html", "h1", "h2", "h3",
    "h4", "h5", "h6",
})  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']{1,80})", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_BORDER = re.compile(r"border[a-z-]*\s*:(?!\s*(?:none|0|collapse|separate))", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_OWN_MARKER = re.compile(r"\s*(?:[-–+•*]|\(?[0-9]{1,3}[.)]|\(?[a-zđ][.)])\s")
_NOTE_LINK = re.compile(r"#(?:_?ftn|_?edn|fn|footnote|cite)", re.IGNORECASE)
_NOTE_TEXT = re.compile(r"\[?\(?([0-9]{1,3})\)?\]?$")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_COUNTS: dict[str, Callable[[int], str]] = {
    "a": letter,
    "A": lambda n: letter(n).upper(),
    "i": roman,
    "I": lambda n: roman(n).upper(),
}
_WIDEST, _LONGEST = 200, 5000


def read_html(data: bytes, limit: int) -> Transcript:
    """Return the transcript of a web page: its article, without what stands around it."""
    root = html_tree(decoded(data))
    body = root.find("body") if root is not None else None
    if body is None:
        raise Unreadable("Tệp không có chữ nào để đọc.")
    page = furnished(body)
    scribe = Scribe(limit)
    if page.title:
        scribe.write([Paragraph([Words(page.title)], heading=1)])
    scribe.write(_Walker(page.dropped).pieces(page.root))
    return Transcript(
        scribe.text, "html", tuple(scribe.anchors), left_out=(*page.left_out, *scribe.left_out)
    )


@dataclass(slots=True)
class _Style:
    """What the elements around say of the words inside."""

    bold: bool = False
    kept: bool = False  # white space as typed (pre)
    font: str = ""


class _Walker:
    """Walks the kept elements once; depth is bounded by the parser."""

    def __init__(self, dropped: set[Element]):
        self.dropped = dropped
        self.found: list[Piece] = []
        self._text: list[str] = []
        self._bold = self._plain = False
        self._marker = ""
        self._heading = 0

    def pieces(self, root: Element) -> list[Piece]:
        """Return what stands inside `root`, in reading order."""
        self._inside(root, _Style())
        self._flush()
        return self.found

    def _inside(self, element: Element, style: _Style) -> None:
        self._say(element.text, style)
        for child in element.iterchildren("*"):
            if child not in self.dropped and child.tag not in SILENT:
                self._element(child, style)
            self._say(child.tail, style)

    def _element(self, element: Element, style: _Style) -> None:
        tag = element.tag
        if tag == "br":
            self._text.append("\n")
        elif tag == "table":
            self._flush()
            self.found.append(self._table(element))
        elif tag in ("ul", "ol"):
            self._flush()
            self._list(element, style)
        elif tag in _BLOCKS:
            self._flush()
            self._inside(element, _style_of(element, style))
            self._flush(_HEADINGS.get(tag, 0))
        elif tag == "sup" or _NOTE_LINK.match(element.get("href", "")):
            self._raised(element, style)
        else:
            self._inside(element, _style_of(element, style))

    def _raised(self, element: Element, style: _Style) -> None:
        """Write m² and the marks of footnotes so that no number grows by a digit."""
        text = "".join(element.itertext()).strip()
        match = _NOTE_TEXT.match(text)
        self._say(match[1].translate(_RAISED) if match else text, style)

    def _say(self, text: str | None, style: _Style) -> None:
        if not text:
            return
        text = in_unicode(text, style.font)
        self._text.append(text if style.kept else _SPACE.sub(" ", text))
        if not text.isspace():
            self._bold |= style.bold
            self._plain |= not style.bold

    def _flush(self, heading: int = 0) -> None:
        """End the paragraph at hand, if it has words."""
        text = "".join(self._text)
        self._text = []
        if text.strip():
            marker = "" if _OWN_MARKER.match(text) else self._marker
            bold = self._bold and not self._plain
            self.found.append(Paragraph([Words(text)], heading, marker, bold))
            self._marker = ""
        self._bold = self._plain = False

    def _list(self, element: Element, style: _Style) -> None:
        number = _int(element.get("start"), 1) - 1
        for child in element.iterchildren("*"):
            if child in self.dropped or child.tag in SILENT:
                continue
            if child.tag == "li":
                number = _int(child.get("value"), number + 1)
                self._marker = _marker(element, number)
                self._inside(child, _style_of(child, style))
            else:
                self._element(child, style)
            self._flush()
            self._marker = ""

    def _table(self, element: Element) -> Table:
        table = Table([], _has_lines(element))
        for row in _rows(element):
            cells = [self._cell(c) for c in row.iterchildren("td", "th") if c not in self.dropped]
            if cells:
                table.rows.append(cells)
                in_head = row.getparent().tag == "thead" or all(c.head for c in cells)
                table.heads += in_head and table.heads == len(table.rows) - 1
        if table.heads == len(table.rows):
            table.heads = 0
        caption = element.find("caption")
        if caption is not None:
            inner = _Walker(self.dropped).pieces(caption)
            table.caption = [p for p in inner if isinstance(p, Paragraph)]
        return table

    def _cell(self, element: Element) -> Cell:
        across = min(max(_int(element.get("colspan"), 1), 1), _WIDEST)
        down = min(_int(element.get("rowspan"), 1) or _LONGEST, _LONGEST)
        pieces = _Walker(self.dropped).pieces(element)
        return Cell(pieces, across, max(down, 1), element.tag == "th")


def _style_of(element: Element, style: _Style) -> _Style:
    tag, css = element.tag, element.get("style", "")
    bold = style.bold or tag in ("b", "strong", "th") or bool(_BOLD.search(css))
    font = _FONT.search(css)
    face = font[1] if font else element.get("face") or style.font
    return _Style(bold and not _LIGHT.search(css), style.kept or tag == "pre", face)


def _marker(element: Element, number: int) -> str:
    if element.tag == "ul":
        return "-"
    shape = _COUNTS.get(element.get("type", "1"), str)
    return shape(number) + "."


def _rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("tr", "thead", "tbody", "tfoot"):
        if child.tag == "tr":
            yield child
        else:
            yield from child.iterchildren("tr")


def _has_lines(table: Element) -> bool:
    """Tell whether a table means rows of data: lines, heads, a caption, a class that says so."""
    if table.get("border", "0") not in ("0", "") or _BORDER.search(table.get("style", "")):
        return True
    if table.find("caption") is not None or any(r.find("th") is not None for r in _rows(table)):
        return True
    if re.search(r"table|grid", table.get("class", ""), re.IGNORECASE):
        return True
    cells = (c for r in _rows(table) for c in r.iterchildren("td"))
    return any(_BORDER.search(c.get("style", "")) for c in cells)


def _int(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else default
