"""The words of a PDF page with their places, in the order in which the page draws them."""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from khuyencong.formats.oldfonts import decoded, is_old

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES = {0x20, 0x09, 0xA0, 0x0D, 0x0A, 0x2002, 0x2003, 0x2009, 0x3000}
#: PDFium writes this for a hyphen that ends a line, as if it divided a word; ours never do.
_LINE_HYPHEN = 0x02
_NAMELESS = {*range(32), 0xFFFD, 0xFFFE, 0xFFFF} - _SPACES - {_LINE_HYPHEN}
_SAMPLE = 60  # characters looked at to tell how a page is turned


@dataclass(slots=True)
class Word:
    """Letters between two spaces; in points, upwards and to the right."""

    text: str
    x0: float
    x1: float
    base: float  # the line the letters stand on
    height: float  # of the font's box
    at: int  # index of its first character on the page, to ask for its font


@dataclass(slots=True)
class Glyphs:
    """The words of one page and how many of its characters had no name."""

    words: list[Word]
    characters: int
    nameless: int


Edges = tuple[float, float, float, float]  # x0, y0, x1, y1
Box = tuple[int, float, float, float, float, float]  # code, x0, x1, bottom, top, base


def glyphs_of(text: pdfium.PdfTextPage, turn: int) -> Glyphs:
    """Return the words of a page, raised digits kept apart from the number before them."""
    words: list[Word] = []
    letters: list[Box] = []
    characters = nameless = first = 0
    handle, unnamed = text.raw, raw.FPDFText_HasUnicodeMapError
    for i, box in enumerate(_boxes(text, turn)):
        code = box[0]
        if code not in _SPACES:
            characters += 1
            nameless += unnamed(handle, i)
        if letters and (code in _SPACES or _moves(letters[-1], box)):
            _close(text, words, letters, first)
        if code in _SPACES or code in _NAMELESS:
            continue
        if not letters:
            first = i
        letters.append(box)
    if letters:
        _close(text, words, letters, first)
    return Glyphs(words, characters, nameless)


def _moves(before: Box, box: Box) -> bool:
    """Tell whether a character leaves its word: another line, a raised mark, a hyphen's end."""
    height = max(before[4] - before[3], 0.1)
    return abs(before[5] - box[5]) > 0.12 * height or before[0] == _LINE_HYPHEN


def size_of(text: pdfium.PdfTextPage, at: int) -> float:
    """Return the size of a character's font in points, as it is drawn."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text.raw, at, ctypes.byref(matrix))
    scale = math.hypot(matrix.c, matrix.d) or 1.0
    return max(float(raw.FPDFText_GetFontSize(text.raw, at)) * scale, 0.1)


def _close(text: pdfium.PdfTextPage, words: list[Word], letters: list[Box], first: int) -> None:
    """End the word at hand; small raised digits go to the word they follow, as a note's mark."""
    start, end = letters[0], letters[-1]
    written = "".join([chr(letter[0]) for letter in letters])
    if not written.isascii() or end[0] == _LINE_HYPHEN:
        written = _mended(written)
    word = Word(written, start[1], end[2], start[5], start[4] - start[3], first)
    letters.clear()
    if words and written.isdecimal() and _is_raised(text, words[-1], word):
        words[-1].text += word.text.translate(RAISED)
        words[-1].x1 = word.x1
    else:
        words.append(word)


def _mended(written: str) -> str:
    """Join the halves of characters beyond 16 bits; a line's hyphen is a hyphen."""
    whole = written.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace(chr(_LINE_HYPHEN), "-")


def _is_raised(text: pdfium.PdfTextPage, before: Word, word: Word) -> bool:
    beside = -0.2 * before.height < word.x0 - before.x1 < 0.4 * before.height
    above = 0.1 * before.height < word.base - before.base < before.height
    if not beside or not above or len(word.text) > 3:
        return False
    return size_of(text, word.at) < 0.9 * size_of(text, before.at)


def _boxes(text: pdfium.PdfTextPage, turn: int) -> Iterator[Box]:
    """Yield every character with its place, as if all lines ran from left to right."""
    handle, count = text.raw, text.count_chars()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, across, up = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode_of, box_of, origin_of = (
        raw.FPDFText_GetUnicode,
        raw.FPDFText_GetLooseCharBox,
        raw.FPDFText_GetCharOrigin,
    )
    for i in range(count):
        code = unicode_of(handle, i)
        if code in _SPACES:
            yield code, 0.0, 0.0, 0.0, 0.0, 0.0
            continue
        box_of(handle, i, at)
        origin_of(handle, i, across, up)
        if turn:
            sides = upright((box.left, box.bottom, box.right, box.top), turn)
            yield code, sides[0], sides[2], sides[1], sides[3], _turned(x.value, y.value, turn)[1]
        else:
            yield code, box.left, box.right, box.bottom, box.top, y.value


def turn_of(text: pdfium.PdfTextPage) -> int:
    """Return by how many degrees most lines of a page are turned: 0, 90, 180 or 270."""
    count = text.count_chars()
    matrix = raw.FS_MATRIX()
    turns: Counter[int] = Counter()
    for i in range(0, count, max(1, count // _SAMPLE)):
        raw.FPDFText_GetMatrix(text.raw, i, ctypes.byref(matrix))
        if matrix.a or matrix.b:
            turns[round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4 * 90] += 1
    return turns.most_common(1)[0][0] if turns else 0


def upright(edges: Edges, turn: int) -> Edges:
    """Return a rectangle where it stands once lines turned by `turn` run from left to right."""
    x0, y0, x1, y1 = edges
    (ax, ay), (bx, by) = _turned(x0, y0, turn), _turned(x1, y1, turn)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    if turn == 90:
        return y, -x
    if turn == 180:
        return -x, -y
    return (-y, x) if turn == 270 else (x, y)


def set_old_letters_right(text: pdfium.PdfTextPage, words: list[Word]) -> None:
    """Decode the words set in fonts from before Unicode, if the page has any."""
    sample = words[:: max(1, len(words) // _SAMPLE)]
    if any(is_old(font_name(text, word.at)) for word in sample):
        for word in words:
            word.text = decoded(word.text, font_name(text, word.at))


def is_bold(text: pdfium.PdfTextPage, at: int) -> bool:
    """Tell by its name whether the font of a character is bold."""
    return "bold" in font_name(text, at).lower()


def font_name(text: pdfium.PdfTextPage, at: int) -> str:
    """Return the name of the font of a character, "" where there is none."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, at, name, 128, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace")
