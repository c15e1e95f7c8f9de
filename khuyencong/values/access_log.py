"""How often each page of a product was opened, out of lines of an access log.

Lines are in the common or the combined form that nginx, Apache and the CDNs write. Of each only
the time, the path and the status are read: neither the address nor the browser of anybody.
"""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

from khuyencong.values.shortcode import read_code

#: A vietnamese day begins seven hours before that of UTC.
VIETNAM = timezone(timedelta(hours=7))
#: Only what stands before the first quotation mark counts: words of a browser cannot pose as it.
LINE = re.compile(
    rb'^[^"\n]*\[(\d\d/[A-Z][a-z]{2}/\d{4}:\d\d):\d\d:\d\d ([+-]\d{4})\] '
    rb'"GET /q/([0-9A-Za-z.-]{14,24})/?(?:\?[^ "\n]*)? HTTP/[0-9.]+" (?:200|304) ',
    re.MULTILINE,
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
Opened = Counter[tuple[str, date]]


def opened_pages(blocks: Iterable[bytes]) -> Opened:
    """Return how often the page of a code was opened on a day; each block ends with a line.

    Opened is what was answered by 200 or 304; what was not found or turned away is not counted.
    """
    seen: Counter[tuple[bytes, bytes, bytes]] = Counter()
    for block in blocks:
        seen.update(LINE.findall(block))
    opened: Opened = Counter()
    for (hour, zone, typed), count in seen.items():
        code, day = read_code(typed.decode("ascii")), _day(hour, zone)
        if code and day:
            opened[code, day] += count
    return opened


def _day(hour: bytes, zone: bytes) -> date | None:
    """Return the Vietnamese day of "23/Nov/2026:18" at "+0000"; None where there is none."""
    told, away = hour.decode("ascii"), zone.decode("ascii")
    minutes = int(away[1:3]) * 60 + int(away[3:])
    offset = timedelta(minutes=-minutes if away[0] == "-" else minutes)
    try:
        there = datetime(
            int(told[7:11]),
            _MONTHS[told[3:6]],
            int(told[:2]),
            int(told[12:]),
            tzinfo=timezone(offset),
        )
    except (ValueError, KeyError):
        return None
    return there.astimezone(VIETNAM).date()
