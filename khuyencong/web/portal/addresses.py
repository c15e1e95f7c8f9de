"""The address of a number: the question it answers as query parameters, and back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse

from khuyencong.ingestion.meaning import SEPARATOR, Question, content_of
from khuyencong.ingestion.states import Stage
from khuyencong.reports.states import Borders, How
from khuyencong.values.errors import Unreadable, quoted
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period, read_period
from khuyencong.values.vocabulary import Activity, FundingSource

#: In an address the words are Vietnamese, as everything that a visitor reads.
BORDERS = {"khi-do": Borders.THEN, "hom-nay": Borders.TODAY}
WAYS = {
    "ty-trong": How.SHARE,
    "binh-quan": How.AVERAGE,
    "ngoai-vung": How.REST,
    "ty-trong-ngoai-vung": How.REST_SHARE,
    "cong-vung": How.REGIONS,
    "binh-quan-vung": How.REGIONS_AVERAGE,
    "cong-tinh": How.PROVINCES,
    "keo-theo": How.LEVERAGE,
    "so-muc-tieu": How.OF_TARGET,
}
_BORDERS_WORD = {borders: word for word, borders in BORDERS.items()}
_WAY_WORD = {how: word for word, how in WAYS.items()}
_DAYS = re.compile(r"(\d{8})-(\d{8})")
#: A place's key, or a region's word.
_WHERE = re.compile(r"[a-z0-9][a-z0-9.-]{0,79}|vung:[0-9a-f-]{36}")
LONGEST_DETAIL = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that can be opened: a question, under which borders, told or worked out."""

    question: Question
    borders: Borders = Borders.THEN
    how: How | None = None

    @property
    def period(self) -> Period:
        """Return the days it speaks of."""
        return Period(self.question.start, self.question.end)

    @property
    def address(self) -> str:
        """Return the address of the page that opens it; what goes without saying is not said."""
        asked = self.question
        told = {
            "chi-tieu": asked.measure,
            "buoc": asked.stage,
            "noi": asked.where,
            "ky": period_word(self.period),
            "noi-dung": "" if asked.activity == content_of(asked.measure) else asked.activity,
            "nguon": asked.funding_source,
            "chi-tiet": asked.detail,
            "dia-gioi": "" if self.borders is Borders.THEN else _BORDERS_WORD[self.borders],
            "tinh": _WAY_WORD[self.how] if self.how else "",
        }
        said = urlencode({name: value for name, value in told.items() if value}, safe=":")
        return f"{reverse('portal:number')}?{said}"


def period_word(period: Period) -> str:
    """Return a period as it stands in an address: 2014-2020, else its days."""
    return period.code or f"{period.start:%Y%m%d}-{period.end:%Y%m%d}"


def read_period_word(word: str) -> Period:
    """Return the period of an address; Unreadable tells what one looks like."""
    days = _DAYS.fullmatch(word)
    if days is None:
        return read_period(word)
    try:
        start, end = (datetime.strptime(day, "%Y%m%d").date() for day in days.groups())  # noqa: DTZ007
        return Period(start, end)
    except ValueError:
        raise Unreadable(f"Không đọc được thời gian {quoted(word)}.") from None


def read_borders(word: str) -> Borders:
    """Return the borders that an address names, those of then for none."""
    if not word:
        return Borders.THEN
    if word not in BORDERS:
        raise Unreadable(f"Không có địa giới {quoted(word)}: ghi khi-do hoặc hom-nay.")
    return BORDERS[word]


def read_asked(told: Mapping[str, str]) -> Asked:
    """Return the number that the parameters of an address name; Unreadable says which is wrong."""
    measure = _one_of(told, "chi-tieu", MEASURES, "chỉ tiêu")
    period = read_period_word(told.get("ky", ""))
    where = told.get("noi", "")
    if not _WHERE.fullmatch(where):
        raise Unreadable(f"Địa chỉ không nêu đúng nơi: {quoted(where)}.")
    detail = told.get("chi-tiet", "")
    if len(detail) > LONGEST_DETAIL or SEPARATOR in detail:
        raise Unreadable("Phần chi tiết của địa chỉ không đúng.")
    way = told.get("tinh", "")
    question = Question(
        measure=measure,
        stage=_one_of(told, "buoc", Stage.values, "bước"),
        where=where,
        start=period.start,
        end=period.end,
        activity=_one_of(told, "noi-dung", [*Activity], "nội dung", content_of(measure)),
        funding_source=_one_of(told, "nguon", ["", *FundingSource], "nguồn", ""),
        detail=detail,
    )
    how = WAYS[_one_of(told, "tinh", WAYS, "cách tính")] if way else None
    return Asked(question, read_borders(told.get("dia-gioi", "")), how)


def _one_of(
    told: Mapping[str, str], name: str, known: object, what: str, otherwise: str | None = None
) -> str:
    word = told.get(name, "")
    if not word and otherwise is not None:
        return str(otherwise)
    if not word:
        raise Unreadable(f"Địa chỉ không nêu {what}.")
    if word not in known:  # type: ignore[operator]
        raise Unreadable(f"Không có {what} nào tên {quoted(word)}.")
    return str(word)
