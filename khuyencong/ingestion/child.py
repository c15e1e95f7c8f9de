"""What runs in the limited child process: bytes of a report in, text and reading as JSON out."""

import json

from khuyencong.formats import open_report
from khuyencong.ingestion.stored import stored, stored_source
from khuyencong.reading.checks import check
from khuyencong.reading.files import LARGEST
from khuyencong.reading.model import YearSpan
from khuyencong.reading.reader import read
from khuyencong.values.errors import Unreadable
from khuyencong.values.periods import Shape, read_period


def read_report(data: bytes, name: str, place: str = "", period: str = "") -> bytes:
    """Return `{"text": …, "source": …, "reading": …}` as UTF-8; `Unreadable` to refuse.

    `place` and `period` ("2016-2020") are what a person told of the whole report, else "".
    """
    transcript = open_report(name, data)
    if len(transcript.text) > LARGEST:
        raise Unreadable(f"Văn bản dài quá {LARGEST // 10**6} triệu chữ, không phải báo cáo.")
    reading = read(transcript.text, place=place or None, period=_span(period))
    reading.checks = check(reading)
    answer = {
        "text": transcript.text,
        "source": stored_source(transcript),
        "reading": stored(reading),
    }
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def reread_text(data: bytes) -> bytes:
    """Return what the present reader makes of a text that was kept, as UTF-8 JSON."""
    reading = read(data.decode())
    reading.checks = check(reading)
    return json.dumps(stored(reading), ensure_ascii=False, separators=(",", ":")).encode()


def _span(period: str) -> YearSpan | None:
    """Return a period of the command line as a report writes it: both ends inside."""
    if not period:
        return None
    told = read_period(period)
    if told.shape in (Shape.PROGRAMME, Shape.YEAR):
        return YearSpan(told.start.year, told.last_day.year)
    return YearSpan(f"{told.start:%Y-%m}", f"{told.last_day:%Y-%m}")
