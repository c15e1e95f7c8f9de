"""The words of a figure: enough before the number to know what it is, never another number."""

import re

from khuyencong.reading.counting import Draft
from khuyencong.reading.sheet import Sheet

_LONGEST = 60
_STOP = re.compile(r"[,;:.()\n*]|\b(?:với|trong đó|gồm|bao gồm|để|nhằm|của|tại|cho)\s")
_MONEY = re.compile(r"(?:tổng\s+)?(?:số\s+)?(?:kinh phí|số tiền|tiền|nguồn|vốn|giá trị|mức)\b")


def quote_start(sheet: Sheet, draft: Draft, floor: int) -> int:
    """Return where the quote of a figure begins: at the clause, at most some sixty signs before."""
    low = sheet.script.low
    since = max(floor, draft.start - _LONGEST)
    start = since if since == floor else _next_word(low, since)
    for match in _STOP.finditer(low, start, draft.start):
        start = match.end()
    money = _MONEY.search(low, since, draft.start) if draft.unit.startswith("VND") else None
    if money and not any(sign in low[money.start() : draft.start] for sign in ",;.()\n"):
        start = money.start()
    while start < draft.start and not low[start].isalnum():
        start += 1
    return min(start, draft.start)


def _next_word(low: str, offset: int) -> int:
    space = low.find(" ", offset)
    return offset if space < 0 else space + 1
