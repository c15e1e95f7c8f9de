"""Which files are taken in, and how the others are refused: by name and by their first bytes."""

from pathlib import PurePath

#: Endings that are read today; what the upload form names and accepts.
ACCEPTED = (".txt", ".md")
#: First bytes of kinds that people rename: what the file really is.
SIGNATURES = {
    b"PK\x03\x04": "tệp nén hoặc tệp Word, Excel (.docx, .xlsx, .zip)",
    b"\xd0\xcf\x11\xe0": "tệp Word hoặc Excel đời cũ (.doc, .xls)",
    b"%PDF": "tệp PDF",
    b"{\\rtf": "tệp RTF",
    b"\x89PNG": "ảnh PNG",
    b"\xff\xd8\xff": "ảnh JPEG",
}


class NotTaken(ValueError):
    """The file is of a kind that is not read; the message says what is."""


def require_readable(file_name: str, data: bytes) -> None:
    """Raise NotTaken unless the name and the first bytes are of a kind that is read."""
    ending = PurePath(file_name).suffix.lower()
    if ending not in ACCEPTED:
        raise NotTaken(f"Chưa đọc được tệp “{ending or file_name}”. {_only()}")
    for start, what in SIGNATURES.items():
        if data.startswith(start):
            raise NotTaken(f"Tên tệp kết thúc bằng {ending} nhưng nội dung là {what}. {_only()}")


def _only() -> str:
    return "Chỉ nhận văn bản thuần " + " hoặc ".join(ACCEPTED) + ", mã UTF-8."
