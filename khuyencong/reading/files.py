"""From a file to its text, or to one clear line why not."""

from pathlib import Path

from khuyencong.values.errors import Unreadable as Unreadable

#: Far above any report (the longest known is 62,000 characters), far below what would hang.
LARGEST = 4_000_000
#: So many groups of digits are no report: each costs a look at its words, and time is bounded.
MOST_NUMBERS = 40_000


def load_text(path: Path) -> str:
    """Return the text of a .txt or .md file, line ends as they stand; raise `Unreadable`."""
    return text_of(load_bytes(path, LARGEST), str(path))


def load_bytes(path: Path, largest: int) -> bytes:
    """Return the file's bytes, at most one more than `largest`; raise `Unreadable`."""
    if path.is_dir():
        raise Unreadable(f"{path}: là thư mục, không phải tệp báo cáo.")
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except FileNotFoundError:
        raise Unreadable(f"{path}: không tìm thấy tệp.") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"{path}: không mở được tệp ({type(error).__name__}).") from None


def refuse_too_many(count: int) -> None:
    """Raise `Unreadable` for a text with more numbers than any report has."""
    if count > MOST_NUMBERS:
        limit = f"{MOST_NUMBERS:,}".replace(",", ".")
        raise Unreadable(f"Văn bản có hơn {limit} nhóm chữ số, không phải báo cáo, không đọc.")


def text_of(data: bytes, name: str) -> str:
    """Return bytes decoded as UTF-8; raise `Unreadable` for what is no text."""
    if len(data) > LARGEST:
        raise Unreadable(f"{name}: tệp lớn hơn giới hạn {LARGEST // 1_000_000} MB, không đọc.")
    if b"\0" in data:
        raise Unreadable(f"{name}: có ký tự NUL, không phải tệp văn bản (txt, md).")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"{name}: không phải mã UTF-8 (byte thứ {error.start + 1}); hãy lưu lại bằng UTF-8."
        ) from None
    if not text.strip("\ufeff \t\r\n"):
        raise Unreadable(f"{name}: tệp rỗng, không có nội dung để đọc.")
    return text
