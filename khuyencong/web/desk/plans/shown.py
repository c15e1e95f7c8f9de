"""How a version is laid out: bars of money, sums, the cut line, what is filtered away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khuyencong.plans.queries.pages import ShownRow, SourceShown, VersionPage
from khuyencong.plans.states import Standing
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.desk.projects.bars import SHORT, Bar, bar_of

#: The words of the three parts of the table, with what stands above each.
GROUPS = (
    (Standing.IN, "Trong kế hoạch"),
    (Standing.RESERVE, "Dự phòng, nhận kinh phí theo thứ tự này"),
    (Standing.OUT, "Không chọn"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """One part of the table: its rows that pass the filter, and how many there are in all."""

    standing: str
    title: str
    rows: list[tuple[ShownRow, list[tuple[FundingSource, str, int]]]]
    count: int
    total: int
    sums: list[tuple[FundingSource, str, int]]


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One source with its bar against what was received."""

    money: SourceShown
    bar: Bar


def groups_of(page: VersionPage, kept: Sequence[ShownRow]) -> list[Group]:
    """Return the parts of the table; sums are of all rows, whatever is filtered away."""
    sources = page.sources
    return [_group(standing, title, page.at(standing), kept, sources) for standing, title in GROUPS]


def money_lines(page: VersionPage) -> list[MoneyLine]:
    """Return the bars: what the version takes of each source, of what was received."""
    return [MoneyLine(money, _bar(money)) for money in page.money]


def kept_rows(page: VersionPage, asked: Mapping[str, str]) -> list[ShownRow]:
    """Return the rows that the sentence asks for."""
    return [
        one
        for one in page.rows
        if asked.get("cho", "") in ("", one.row.standing)
        and asked.get("noi_dung", "") in ("", one.project.content)
        and asked.get("noi", "") in ("", one.place)
    ]


def contents_of(page: VersionPage) -> list[tuple[str, str]]:
    """Return the contents that the rows have, with their names."""
    found = {one.project.content: one.project.get_content_display() for one in page.rows}
    return sorted(((key, name) for key, name in found.items() if key), key=lambda pair: pair[1])


def places_of(page: VersionPage) -> list[tuple[str, str]]:
    """Return the places that the rows have, with their names."""
    found = {one.place: one.place_name for one in page.rows if one.place}
    return sorted(found.items(), key=lambda pair: pair[1])


def columns_of(
    amounts: Mapping[FundingSource, int], sources: Sequence[FundingSource]
) -> list[tuple[FundingSource, str, int]]:
    """Return the money of a row by the columns of the table."""
    return [(source, SHORT[source], amounts.get(source, 0)) for source in sources]


def _group(
    standing: str,
    title: str,
    every: Sequence[ShownRow],
    kept: Sequence[ShownRow],
    sources: Sequence[FundingSource],
) -> Group:
    sums: dict[FundingSource, int] = {}
    for one in every:
        for source, amount in one.amounts.items():
            sums[source] = sums.get(source, 0) + amount
    rows = [(one, columns_of(one.amounts, sources)) for one in every if one in kept]
    total = sum(one.total for one in every)
    return Group(standing, title, rows, len(every), total, columns_of(sums, sources))


def _bar(money: SourceShown) -> Bar:
    words = f"{money.source.label}: {format_dong(money.planned)}, của {format_dong(money.received)}"
    most = max(money.received, money.planned)
    return bar_of({money.source: money.planned}, most=most, words=words)
