"""Writing pieces down as one text, with an anchor wherever the position changes."""

from collections.abc import Iterable

from khuyencong.formats.pieces import Paragraph, Piece, Table, Words, tidy
from khuyencong.formats.tables import Square, is_layout, joined_heads, may_repeat, printed, unfolded
from khuyencong.formats.transcript import Anchor, LeftOut, Position
from khuyencong.values.errors import Unreadable

TOO_LONG = "Nội dung giải nén của tệp lớn hơn giới hạn {} MB, không đọc."
_LONGEST_BOLD_LINE = 260


class Scribe:
    """Holds the text as it grows; `limit` is the most bytes it may have as UTF-8, roughly."""

    def __init__(self, limit: int):
        self.parts: list[str] = []
        self.anchors: list[Anchor] = []
        self.left_out: list[LeftOut] = []
        self.length = 0
        self.limit = limit
        self._paragraph = 0
        self._table = 0
        self._after_item = False

    def write(self, pieces: Iterable[Piece]) -> None:
        """Write the pieces one under another; layout tables are laid open."""
        waiting = [iter(pieces)]
        while waiting:
            piece = next(waiting[-1], None)
            if piece is None:
                waiting.pop()
            elif isinstance(piece, Paragraph):
                self._write_paragraph(piece)
            elif is_layout(piece):
                waiting.append(unfolded(piece))
            else:
                self._write_table(piece)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
        if self.length > self.limit:
            raise Unreadable(TOO_LONG.format(self.limit // 1024**2))

    def _anchor(self, position: Position) -> None:
        if not self.anchors or self.anchors[-1].position != position:
            self.anchors.append(Anchor(self.length, position))

    def _gap(self, close: bool) -> None:
        if self.parts:
            self._put("\n" if close else "\n\n")

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        if paragraph.is_blank:
            return
        self._gap(paragraph.close or (self._after_item and bool(paragraph.marker)))
        self._after_item = bool(paragraph.marker)
        self._paragraph += 1
        self._anchor(
            Position(paragraph.words[0].page if paragraph.words else None, self._paragraph)
        )
        before, after = _markup(paragraph)
        self._put(before)
        self._put_words(paragraph.words, Position(None, self._paragraph))
        self._put(after)

    def _put_words(self, words: list[Words], position: Position) -> None:
        """Write words stripped at both ends, with one space where two stretches meet."""
        spaced = True
        texts = [tidy(w.text) for w in words]
        last = max((i for i, text in enumerate(texts) if text.strip()), default=-1)
        for i, text in enumerate(texts[: last + 1]):
            text = text.lstrip() if spaced else text
            text = text.rstrip() if i == last else text
            if text:
                spaced = text[-1].isspace()
                self._anchor(position._replace(page=words[i].page))
                self._put(text)

    def _write_table(self, table: Table) -> None:
        sheet = printed(table)
        for title in sheet.titles:
            self._write_paragraph(title)
        self._table += 1
        self._paragraph += 1
        self._after_item = False
        self._gap(False)
        place = Position(None, self._paragraph, self._table)
        if sheet.heads:
            self._write_heads(sheet.heads, place)
        if sheet.column_numbers:
            self.left_out.append(LeftOut("column_numbers", sheet.column_numbers))
        for i, (number, row) in enumerate(sheet.rows):
            self._put("\n" if i or sheet.heads else "")
            self._write_row(row, place._replace(row=number))

    def _write_heads(self, heads: list[tuple[int, list[Square]]], place: Position) -> None:
        width = len(heads[0][1])
        for column in range(width):
            self._put("| " if column == 0 else " | ")
            for i, (number, square) in enumerate(joined_heads(heads, column)):
                self._put(_between(self.parts[-1]) if i else "")
                self._put_words(square.words, place._replace(row=number, column=column + 1))
        self._put(" |\n|" + " --- |" * width)

    def _write_row(self, row: list[Square], place: Position) -> None:
        for column, square in enumerate(row):
            self._anchor(place._replace(column=column + 1, page=_page(square)))
            self._put("| " if column == 0 else " | ")
            if square.begins or may_repeat(square):
                self._put_words(square.words, place._replace(column=column + 1))
        self._put(" |")


def _between(head: str) -> str:
    """Return what parts two heads of a column: they read as one phrase, but for a number's end."""
    return " – " if head[-1:].isdigit() else " "


def _page(square: Square) -> int | None:
    return square.words[0].page if square.words else None


def _markup(paragraph: Paragraph) -> tuple[str, str]:
    """Return what stands before and after the words so that the reader sees their rank."""
    marker = paragraph.marker + " " if paragraph.marker else ""
    if paragraph.heading:
        return "#" * min(paragraph.heading, 6) + " " + marker, ""
    if paragraph.bold and len(paragraph.text) < _LONGEST_BOLD_LINE and "**" not in paragraph.text:
        return "**" + marker, "**"
    return marker, ""
