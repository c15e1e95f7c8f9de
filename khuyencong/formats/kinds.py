"""What a file is by its name and by its bytes; the two must agree."""

import re
from pathlib import PurePath

from khuyencong.values.errors import Unreadable

#: Ending of the name → kind. What the upload form names and accepts.
ENDINGS = {
    ".txt": "txt",
    ".md": "md",
    ".docx": "docx",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
}
ACCEPTED = tuple(ENDINGS)
_LABELS = {
    "txt": "văn bản thuần (.txt)",
    "md": "văn bản thuần (.md)",
    "docx": "Word (.docx)",
    "html": "trang web (.html)",
    "pdf": "PDF (.pdf)",
}
_WHAT_IS_READ = "Hệ thống đọc " + ", ".join(ACCEPTED) + "."
#: Endings that people send and that are not read → what to do instead.
_ADVICE = {
    ".doc": "Tệp Word đời cũ (.doc) chưa đọc được; xin mở bằng Word và lưu lại thành .docx.",
    ".docm": "Tệp Word có macro (.docm) không được nhận; xin lưu lại thành .docx.",
    ".dotx": "Tệp mẫu Word (.dotx) không được nhận; xin lưu lại thành .docx.",
    ".rtf": "Tệp RTF chưa đọc được; xin mở bằng Word và lưu lại thành .docx.",
    ".odt": "Tệp OpenDocument (.odt) chưa đọc được; xin lưu lại thành .docx.",
    ".mht": "Trang web một tệp (.mht) chưa đọc được; xin lưu lại thành .html.",
    ".mhtml": "Trang web một tệp (.mhtml) chưa đọc được; xin lưu lại thành .html.",
    ".xlsx": "Bảng tính (.xlsx) không phải báo cáo bằng lời; xin dùng phần nhập bảng tính.",
    ".xls": "Bảng tính (.xls) không phải báo cáo bằng lời; xin dùng phần nhập bảng tính.",
}
#: First bytes of what is no report file, whatever it is called.
_FOREIGN = {
    b"{\\rtf": "tệp RTF",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
    b"GIF8": "ảnh GIF",
    b"II*\0": "ảnh TIFF",
    b"MM\0*": "ảnh TIFF",
    b"BM": "ảnh BMP",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
    b"\x1f\x8b": "tệp nén gzip",
    b"MZ": "chương trình máy tính",
    b"\x7fELF": "chương trình máy tính",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
PASSWORD = "Tệp được đặt mật khẩu; xin bỏ mật khẩu rồi gửi lại."
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<[a-z!/][^<>]{0,2000}>", re.IGNORECASE)


def kind_of(name: str, data: bytes) -> str:
    """Return "txt", "md", "docx", "html" or "pdf"; `Unreadable` where name and bytes differ."""
    ending = PurePath(name).suffix.lower()
    if ending not in ENDINGS:
        raise Unreadable(
            _ADVICE.get(ending) or f"Chưa đọc được tệp “{ending or name}”. {_WHAT_IS_READ}"
        )
    if not data:
        raise Unreadable("Tệp rỗng, không có byte nào.")
    kind, content = ENDINGS[ending], content_of(data)
    agrees = content == kind or (content == "txt" and kind == "md")
    if kind == "html" and content == "txt":
        agrees = b"\0" in data[:4000] or _TAG.search(data) is not None
    if not agrees:
        what = _LABELS.get(content, content)
        raise Unreadable(
            f"Tên tệp kết thúc bằng {ending} nhưng nội dung là {what}. {_WHAT_IS_READ}"
        )
    return kind


def content_of(data: bytes) -> str:
    """Return the kind the bytes show, or the Vietnamese name of what they are instead."""
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return "docx"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Unreadable(PASSWORD)
        return "tệp Word, Excel đời cũ (.doc, .xls)"
    foreign = next((what for start, what in _FOREIGN.items() if data.startswith(start)), None)
    if foreign and (b"\0" in data[:4096] or foreign == "tệp RTF"):
        return foreign
    if _HTML.match(data[:8192]):
        return "html"
    if b"\0" in data and not data.startswith(_TEXT_MARKS):
        return "tệp nhị phân, không phải chữ"
    return "txt"
