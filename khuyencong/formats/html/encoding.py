"""The bytes of a web page as text: by its mark, by what it names, and UTF-8 where that fits."""

import codecs
import re

from khuyencong.values.errors import Unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_NAMED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-z0-9_.:\-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding=[\"']([a-z0-9_.:\-]{2,40})", re.IGNORECASE)
#: Names that pages use and Python spells otherwise; browsers read Latin-1 as Windows-1252.
_SPELLED = {
    "x-viet-windows-1258": "cp1258",
    "windows-1258": "cp1258",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "unicode": "utf-16",
}
_FALLBACK = "cp1258"


def decoded(data: bytes) -> str:
    """Return the page as text; raise `Unreadable` where its bytes fit no encoding it names."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, _encoding_named(data[:4096]) or _FALLBACK)


def _encoding_named(start: bytes) -> str:
    match = _XML.search(start) or _NAMED.search(start)
    name = match[1].decode("ascii").lower() if match else ""
    # A page that could be read as UTF-16 could not be searched for this name.
    return "utf-8" if name.startswith("utf") else _SPELLED.get(name, name)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte thứ {error.start + 1}"
        raise Unreadable(
            f"Trang web không đúng mã {encoding} ({where}); xin lưu lại bằng UTF-8."
        ) from None
    except LookupError:
        raise Unreadable(f"Chưa đọc được mã chữ “{encoding}”; xin lưu lại bằng UTF-8.") from None
