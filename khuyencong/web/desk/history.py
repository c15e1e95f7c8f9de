"""What was ever said of a figure: the reader's own word, then what people did with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from khuyencong.ingestion import shown
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Review
from khuyencong.web.desk.review_view import Sieve, address

READ = "Máy đọc và hiểu như vậy"
CORRECTED = "Sửa cách hiểu và nhận"
FOLLOWED = "Theo điều đã xác nhận về cả báo cáo, hoặc lần đọc lại đã nhận"
ACTS = {Review.ACCEPTED: "Nhận", Review.LEFT_OUT: "Để ngoài", Review.WAITING: "Mở lại để soát"}


@dataclass(frozen=True)
class Entry:
    """One step: when, who, what, each change as (name, before, after), and why."""

    at: datetime
    who: str
    what: str
    changes: list[tuple[str, str, str]]
    reason: str


@dataclass(frozen=True)
class History:
    """A figure as it is understood now, and how it came to that, the newest step first."""

    now: Observation
    entries: list[Entry]

    @property
    def value(self) -> str:
        return shown.said(self.now)

    @property
    def understood(self) -> list[str]:
        return shown.understood(self.now)

    @property
    def standing(self) -> str:
        return shown.standing(self.now)

    @property
    def address(self) -> str:
        """Return the figure among the others, ready to be looked at."""
        return address(self.now.document, Sieve.ALL, self.now.series)


def histories(versions: Mapping[UUID, Sequence[Observation]]) -> list[History]:
    """Return the history of every series, the figure itself before the target it implies."""
    told = (History(rows[-1], _entries(rows)) for rows in versions.values())
    return sorted(told, key=lambda history: history.now.implied)


def _entries(rows: Sequence[Observation]) -> list[Entry]:
    first = rows[0]
    steps = [Entry(first.recorded_at, "", READ, [], "")]
    steps += [_entry(before, after) for before, after in pairwise(rows)]
    return steps[::-1]


def _entry(before: Observation, after: Observation) -> Entry:
    found = list(changes(before, after))
    what = _what(before, after, bool(found))
    is_act = what != FOLLOWED
    who = after.by.full_name if after.by and is_act else ""
    reason = after.reason if is_act and after.reason != before.reason else ""
    return Entry(after.recorded_at, who, what, found, reason)


def _what(before: Observation, after: Observation, is_changed: bool) -> str:
    if after.corrected and (is_changed or not before.corrected):
        return CORRECTED
    if is_changed and after.review == before.review:
        return FOLLOWED
    return ACTS[Review(after.review)]


def changes(before: Observation, after: Observation) -> Iterable[tuple[str, str, str]]:
    """Yield (name, before, after) for everything that two versions understand otherwise."""
    for name, told in _FACTS.items():
        was, now = told(before), told(after)
        if was != now:
            yield name, was, now


_FACTS = {
    "Số": shown.said,
    "Chỉ tiêu": lambda row: row.asked.name if row.asked else "",
    "Bước": lambda row: row.get_stage_display(),
    "Nội dung": lambda row: shown.content(row.activity),
    "Nguồn": lambda row: shown.source(row.funding_source),
    "Nơi": shown.where,
    "Thời gian": lambda row: shown.when(row.period_start, row.period_end),
    "Chi tiết": lambda row: row.detail,
}
