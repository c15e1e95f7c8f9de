"""Plain text and Markdown: the file itself is the text, line ends and all."""

import re

from khuyencong.formats.transcript import Anchor, Position, Transcript
from khuyencong.values.errors import Unreadable

_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_LINE = re.compile(r"[^\n]*[^\s][^\n]*")


def read_plain(data: bytes, limit: int) -> Transcript:
    """Return UTF-8 (or UTF-16 with its mark) as it stands; its paragraphs are its lines."""
    text = _decoded(data)
    if "\0" in text:
        raise Unreadable("Tệp có ký tự NUL, không phải văn bản thuần.")
    anchors = (
        Anchor(m.start(), Position(paragraph=i)) for i, m in enumerate(_LINE.finditer(text), 1)
    )
    return Transcript(text, "txt", tuple(anchors))


def _decoded(data: bytes) -> str:
    encoding = _WIDE.get(data[:2], "utf-8")
    try:
        return data[2:].decode(encoding) if encoding != "utf-8" else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"Tệp không phải mã UTF-8 (byte thứ {error.start + 1}); xin lưu lại bằng UTF-8."
        ) from None
