"""The words of a PDF page with their places, in the order in which the page draws them."""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SPACES = {0x20, 0x09, 0xA0, 0x0D, 0x0A, 0x2002, 0x2003, 0x2009, 0x3000}
#: PDFium writes this for a hyphen that ends a line, as if it divided a word; ours never do.
_LINE_HYPHEN = 0x02
_NAMELESS = {0, 0xFFFD, 0xFFFE, 0xFFFF}


@dataclass(slots=True)
class Word:
    """Letters between two spaces; points from the lower left corner of the page as it is seen."""

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


Box = tuple[int, float, float, float, float, float]  # code, x0, x1, bottom, top, base


def glyphs_of(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Glyphs:
    """Return the words of a page, raised digits kept apart from the number before them."""
    words: list[Word] = []
    letters: list[Box] = []
    characters = nameless = first = 0
    for i, box in enumerate(_boxes(page, text)):
        code = box[0]
        if code not in _SPACES:
            characters += 1
            nameless += code in _NAMELESS
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
        words[-1].text += word.text.translate(_RAISED)
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


def _boxes(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> Iterator[Box]:
    """Yield every character with its place as the page is seen, turned pages upright."""
    handle, count = text.raw, text.count_chars()
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, across, up = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    turned = page.get_rotation()
    width, height = page.get_mediabox()[2:] if turned else (0.0, 0.0)
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
        sides = box.left, box.right, box.bottom, box.top
        if not turned:
            yield code, *sides, y.value
        else:
            yield _upright(code, sides, (x.value, y.value), turned, width, height)


def _upright(
    code: int,
    sides: tuple[float, float, float, float],
    origin: tuple[float, float],
    turned: int,
    width: float,
    height: float,
) -> Box:
    left, right, bottom, top = sides
    x, y = origin
    if turned == 90:
        return code, bottom, top, width - right, width - left, width - x
    if turned == 180:
        return code, width - right, width - left, height - top, height - bottom, height - y
    return code, height - top, height - bottom, left, right, x


def is_bold(text: pdfium.PdfTextPage, at: int) -> bool:
    """Tell by its name whether the font of a character is bold."""
    return "bold" in font_name(text, at).lower()


def font_name(text: pdfium.PdfTextPage, at: int) -> str:
    """Return the name of the font of a character, "" where there is none."""
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, at, name, 128, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace")
