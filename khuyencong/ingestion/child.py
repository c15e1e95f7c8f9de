"""What runs in the limited child process: bytes of a report in, text and reading as JSON out."""

import json

from khuyencong.formats import open_report
from khuyencong.ingestion.stored import stored, stored_source
from khuyencong.reading.checks import check
from khuyencong.reading.files import LARGEST
from khuyencong.reading.reader import read
from khuyencong.values.errors import Unreadable


def read_report(data: bytes, name: str) -> bytes:
    """Return `{"text": …, "source": …, "reading": …}` as UTF-8; `Unreadable` to refuse."""
    transcript = open_report(name, data)
    if len(transcript.text) > LARGEST:
        raise Unreadable(f"Văn bản dài quá {LARGEST // 10**6} triệu chữ, không phải báo cáo.")
    reading = read(transcript.text)
    reading.checks = check(reading)
    answer = {
        "text": transcript.text,
        "source": stored_source(transcript),
        "reading": stored(reading),
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
