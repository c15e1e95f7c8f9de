"""Which files are taken in, and what a page says of the file behind a report."""

from django.conf import settings

from khuyencong.formats import ACCEPTED

#: Kind of a transcript → what a download says it is. A web page never opens from our address.
MEDIA_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "application/octet-stream",
    "pdf": "application/pdf",
}
ENDINGS = ", ".join(ending for ending in ACCEPTED if ending != ".htm")
LARGEST_MB = settings.UPLOAD_LIMIT // 1024**2
TOO_LARGE = f"Tệp lớn hơn giới hạn {LARGEST_MB} MB, không đọc."


class NotTaken(ValueError):
    """The file cannot be read; the message says why in one line."""
