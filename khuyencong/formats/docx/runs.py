"""The words inside one Word paragraph: insertions kept, deletions dropped, pages counted."""

from dataclasses import dataclass, field
from typing import NamedTuple

from khuyencong.formats.docx.numbering import W
from khuyencong.formats.docx.styles import Look, Styles, look_of
from khuyencong.formats.oldfonts import decoded
from khuyencong.formats.pieces import Words
from khuyencong.formats.transcript import LeftOut
from khuyencong.formats.trees import Element

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DELETED = {W + "del", W + "moveFrom"}
_SKIPPED = {W + "pPr", W + "sdtPr", _ALTERNATE + "Fallback"}
_SIGNS = {W + "tab": " ", W + "cr": "\n", W + "noBreakHyphen": "-", W + "sym": "•"}


@dataclass(slots=True)
class Pages:
    """Counts pages as Word last laid them out; without that, only breaks someone put in."""

    rendered: bool
    known: bool
    at: int = 1

    @property
    def now(self) -> int | None:
        return self.at if self.known else None

    def rendered_break(self) -> None:
        self.at += self.rendered

    def made_break(self) -> None:
        self.at += not self.rendered


class Note(NamedTuple):
    """The mark of a footnote or endnote, where it was met."""

    kind: str  # "footnote" | "endnote"
    id: str
    page: int | None


@dataclass(slots=True)
class Line:
    """What was found in one paragraph."""

    words: list[Words] = field(default_factory=list)
    plain: bool = False  # some visible word is not bold
    bold: bool = False
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here


class RunReader:
    """Reads paragraphs one after another; footnotes are numbered as they are met."""

    def __init__(self, styles: Styles, pages: Pages):
        self.styles = styles
        self.pages = pages
        self.notes: list[Note] = []
        self.left_out: list[LeftOut] = []

    def line(self, paragraph: Element, look: Look) -> Line:
        """Return the words of a `w:p` whose style and own properties look like `look`."""
        line = Line()
        self._inside(paragraph, line, look)
        return line

    def _inside(self, element: Element, line: Line, look: Look) -> None:
        for child in element:
            tag = child.tag
            if tag == W + "r":
                self._run(child, line, look)
            elif tag == _MATH:
                self._add(line, child.text or "", look)
            elif tag in _DELETED:
                self._leave_out("deleted", child)
            elif tag not in _SKIPPED:
                self._inside(child, line, look)

    def _run(self, run: Element, line: Line, look: Look) -> None:
        look = self._run_look(run.find(W + "rPr")).over(look)
        if look.hidden:
            self._leave_out("hidden", run)
            return
        for child in run:
            text = decoded(self._text_of(child, line), look.font)
            if text:
                self._add(line, text.upper() if look.capitals else text, look)

    def _run_look(self, rpr: Element | None) -> Look:
        if rpr is None:
            return Look()
        style = rpr.find(W + "rStyle")
        own = look_of(None, rpr)
        return own if style is None else own.over(self.styles.look(style.get(W + "val") or "?"))

    def _text_of(self, child: Element, line: Line) -> str:
        """Return what one child of a run adds to the line; breaks move the page on."""
        tag = child.tag
        if tag == W + "t":
            return child.text or ""
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == W + "br":
            return self._break(child)
        if tag == W + "lastRenderedPageBreak":
            self.pages.rendered_break()
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            return self._note(child)
        else:
            _collect_boxes(child, line.boxes)
        return ""

    def _break(self, child: Element) -> str:
        if child.get(W + "type") != "page":
            return "\n"
        self.pages.made_break()
        return " "

    def _note(self, child: Element) -> str:
        kind = child.tag.removeprefix(W).removesuffix("Reference")
        self.notes.append(Note(kind, child.get(W + "id", ""), self.pages.now))
        return raised(len(self.notes))

    def _add(self, line: Line, text: str, look: Look) -> None:
        if not text.isspace():
            line.bold |= bool(look.bold)
            line.plain |= not look.bold
        page = self.pages.now
        if line.words and line.words[-1].page == page:
            line.words[-1] = Words(line.words[-1].text + text, page)
        else:
            line.words.append(Words(text, page))

    def _leave_out(self, why: str, element: Element) -> None:
        text = "".join(t.text or "" for t in element.iter(W + "t", W + "delText"))
        if text.strip():
            self.left_out.append(LeftOut(why, text, self.pages.now))


def raised(number: int) -> str:
    """Return a note's mark: raised digits, which no reader takes for a number of the report."""
    return str(number).translate(_RAISED)


def _collect_boxes(element: Element, boxes: list[Element]) -> None:
    """Find text boxes in a drawing, each once though Word writes it twice."""
    if element.tag == _ALTERNATE + "Fallback":
        return
    if element.tag == W + "txbxContent":
        boxes.append(element)
        return
    for child in element:
        _collect_boxes(child, boxes)
