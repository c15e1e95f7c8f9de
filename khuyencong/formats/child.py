"""What runs in the limited child process: bytes of a report file in, its one text out."""

from khuyencong.formats.opening import open_report


def text_of(data: bytes, name: str) -> bytes:
    """Return the file's text as UTF-8; raise `Unreadable` with one line to refuse."""
    return open_report(name, data).text.encode()
