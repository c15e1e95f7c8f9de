"""A file handed in as a paper: what it is by its bytes, and the bytes that are kept of it."""

import io
import zipfile
from dataclasses import dataclass

from khuyencong.formats.kinds import PASSWORD, content_of
from khuyencong.formats.pictures import JPEG, PNG, bare_picture
from khuyencong.values.errors import Unreadable

#: In bytes: a scanned contract of twenty pages, or a large photograph.
LARGEST = 10 * 1024 * 1024
#: Parts of a Word file; one with more is made to tire a reader.
MOST_PARTS = 2000
_WORD = b"wordprocessingml.document.main+xml"
ACCEPTED = (".pdf", ".jpg", ".jpeg", ".png", ".docx")
WHAT_IS_TAKEN = "Nhận tệp PDF, ảnh JPEG hoặc PNG, Word (.docx), mỗi tệp không quá 10 MB."


@dataclass(frozen=True, slots=True)
class PaperRead:
    """What a file is, and what is kept of it: a picture without place, time and camera."""

    media_type: str
    data: bytes


def read_paper(data: bytes) -> PaperRead:
    """Return what the bytes are, whatever the file is called; Unreadable where none is taken."""
    if not data:
        raise Unreadable("Tệp rỗng, không có byte nào.")
    if len(data) > LARGEST:
        raise Unreadable("Tệp quá 10 MB: xin quét ở độ nét thấp hơn, hoặc chia ra.")
    if data.startswith(JPEG):
        return PaperRead("image/jpeg", bare_picture(data))
    if data.startswith(PNG):
        return PaperRead("image/png", bare_picture(data))
    if data.startswith(b"%PDF-"):
        return PaperRead("application/pdf", data)
    content = content_of(data)
    if content == "docx":
        _require_word(data)
        return PaperRead(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", data
        )
    what = {"txt": "văn bản thuần", "html": "trang web", "pdf": "PDF có byte lạ ở đầu"}
    raise Unreadable(f"Nội dung tệp là {what.get(content, content)}. {WHAT_IS_TAKEN}")


def _require_word(data: bytes) -> None:
    """Raise Unreadable unless the archive is a Word file without macros; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS:
                raise Unreadable("Tệp Word có quá nhiều phần bên trong: xin lưu lại thành PDF.")
            if any(part.flag_bits & 1 for part in parts):
                raise Unreadable(PASSWORD)
            if any("vba" in part.filename.lower() for part in parts):
                raise Unreadable("Tệp Word có macro: xin lưu lại thành .docx không macro.")
            with archive.open("[Content_Types].xml") as told:
                is_word = _WORD in told.read(200_000)
    # A broken archive ends in any of these: bad directory, no such part, cut short, odd method.
    except (zipfile.BadZipFile, KeyError, OSError, NotImplementedError, EOFError) as error:
        raise Unreadable(f"Tệp nén không phải Word. {WHAT_IS_TAKEN}") from error
    if not is_word:
        raise Unreadable(f"Tệp nén không phải Word. {WHAT_IS_TAKEN}")
