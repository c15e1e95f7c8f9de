"""What runs in the limited child process: bytes of a report in, its reading as JSON out."""

import json

from khuyencong.ingestion.stored import stored
from khuyencong.reading.checks import check
from khuyencong.reading.files import Unreadable, text_of
from khuyencong.reading.reader import read
from khuyencong.values import errors


def read_report(data: bytes, name: str) -> bytes:
    """Return `{"text": …, "reading": …}` as UTF-8; `errors.Unreadable` with one line to refuse."""
    try:
        text = text_of(data, name)
    except Unreadable as refusal:
        raise errors.Unreadable(str(refusal)) from refusal
    reading = read(text)
    reading.checks = check(reading)
    answer = {"text": text, "reading": stored(reading)}
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
