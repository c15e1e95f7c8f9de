"""From the bytes of a report file to its transcript, or to one clear line why not."""

import struct
import zipfile
import zlib
from collections.abc import Callable

from khuyencong.formats.docx.reading import read_docx
from khuyencong.formats.html.reading import read_html
from khuyencong.formats.kinds import kind_of
from khuyencong.formats.pdf.reading import read_pdf
from khuyencong.formats.plain import read_plain
from khuyencong.formats.transcript import Transcript
from khuyencong.formats.trees import TreeError
from khuyencong.values.errors import Unreadable

#: The most bytes a file may have, and the most its unpacked words may have.
LARGEST = 64 * 1024**2

Reader = Callable[[bytes, int], Transcript]
_READERS: dict[str, Reader] = {
    "txt": read_plain,
    "md": read_plain,
    "docx": read_docx,
    "html": read_html,
    "pdf": read_pdf,
}
#: What the parsers below raise on a broken file, beside our own refusals.
_BROKEN = (
    TreeError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,  # a method of packing or a filter that the library does not undo
    OSError,
    OverflowError,
    ValueError,
)
TOO_MUCH = "Tệp quá lớn hoặc quá phức tạp để đọc trong giới hạn cho phép."


def open_report(name: str, data: bytes, *, limit: int = LARGEST) -> Transcript:
    """Return the text of a report file with the way back to its pages.

    `limit` bounds the file and its unpacked words, in bytes. Raises `Unreadable` with one
    Vietnamese line for whatever cannot be read. PDFium is not safe for threads: one at a time.
    """
    if len(data) > limit:
        raise Unreadable(f"Tệp lớn hơn giới hạn {limit // 1024**2} MB, không đọc.")
    kind = kind_of(name, data)
    try:
        transcript = _READERS[kind](data, limit)
    except Unreadable:
        raise
    except (MemoryError, RecursionError):
        raise Unreadable(TOO_MUCH) from None
    except _BROKEN as error:
        raise Unreadable(f"Tệp hỏng, không mở được ({type(error).__name__}).") from error
    if not transcript.text.strip("\ufeff \t\r\n"):
        raise Unreadable("Tệp không có chữ nào để đọc.")
    return transcript
