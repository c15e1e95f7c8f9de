"""A report that somebody wrote, held against the records: what differs, and which đề án may be why.

"Báo cáo nói 297 đề án, hồ sơ có 295": where another meaning of the words gives just what is stated,
that meaning is named, with the đề án that lie between the two.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.queries import agrees_with
from khuyencong.ingestion.queries.understanding import observations_of
from khuyencong.ingestion.states import Review, Stage
from khuyencong.law.states import Item
from khuyencong.reading.model import Reading
from khuyencong.registry.models import Place
from khuyencong.reports.figures import COUNTERPART, LEVELS, Figure
from khuyencong.reports.queries.actuals import MONEY, PROJECTS
from khuyencong.reports.queries.asking import Asking
from khuyencong.reports.queries.records import Span
from khuyencong.reports.queries.territory import territory
from khuyencong.reports.records import ProjectRow
from khuyencong.reports.records.rows import Row
from khuyencong.results.kinds import KINDS
from khuyencong.values.measures import MEASURES, Adds
from khuyencong.values.periods import Period
from khuyencong.values.vocabulary import Activity, FundingSource

#: So many đề án are named one by one.
NAMED = 10
#: What the words may mean instead of what was done.
MEANINGS = {
    "registered": "đã đăng ký",
    "approved": "đã phê duyệt",
    "contracted": "đã ký hợp đồng",
    "accepted": "đã nghiệm thu",
    "settled": "đã quyết toán",
    "planned": "kinh phí dự kiến",
    "paid": "đã thanh toán",
}
WITH_OTHERS = "gồm cả đề án của đơn vị khác trên địa bàn"
#: The steps that đề án and money pass, in their order.
_STAGES = {
    PROJECTS: ("registered", "approved", "contracted", "accepted", "settled"),
    MONEY: ("planned", "approved", "contracted", "accepted", "paid", "settled"),
}
LOCAL = ("provincial", "district", "commune")
_SOURCES = {str(source): source.label.lower() for source in FundingSource}
_ITEMS = {code: label[:1].lower() + label[1:] for code, label in Item.choices}
_VARIANTS = {level: variant for variant, level in LEVELS.items()}


@dataclass(frozen=True)
class Compared:
    """One number of the report beside that of the records.

    `meaning`: what the stated number is right for, where the words say it less exactly (then it
    agrees), or say something else (then it does not, and `between` are the đề án that make the
    difference, at most `NAMED` of them, `how_many` in all).
    """

    stated: Observation
    ours: Figure
    agrees: bool
    meaning: str = ""
    between: tuple[str, ...] = ()
    how_many: int = 0
    #: The đề án of `between`, in its order.
    ids: tuple[UUID, ...] = ()

    @property
    def difference(self) -> int:
        """Return what the report states more than the records have."""
        return int(self.stated.value or 0) - int(self.ours.value or 0)


@dataclass(frozen=True)
class Unanswered:
    """A number of the report that the records say nothing of, and why."""

    stated: Observation
    why: str


@dataclass(frozen=True)
class Against:
    """A report against the records; `why_not` says why nothing was compared.

    `unanswered`: the numbers that ask one of our questions, and that the records do not answer.
    """

    compared: tuple[Compared, ...] = ()
    why_not: str = ""
    place: str = ""
    asked: int = 0
    unanswered: tuple[Unanswered, ...] = ()

    @property
    def differing(self) -> tuple[Compared, ...]:
        """Return the numbers that cannot both be true."""
        return tuple(one for one in self.compared if not one.agrees)


def against_records(
    reading: Reading, confirmed: Confirmation | None = None, *, now: datetime, on: date
) -> Against:
    """Return every number of a reading that the records answer, beside theirs."""
    rows = observations_of(Document(), reading, confirmed, at=now)
    return against_rows(rows, on=on)


def against_rows(rows: Iterable[Observation], *, on: date, known: Iterable[Asking] = ()) -> Against:
    """Return figures of a report beside those of the records of their places and periods.

    `known`: what was asked of some places and periods already, so that it is not asked again.
    """
    books = _Books(on)
    books.know(known)
    return _against(books, [row for row in rows if row.review != Review.LEFT_OUT])


def _against(books: "_Books", rows: Sequence[Observation]) -> Against:
    told = [_compare(books, row) for row in rows if row.measure]
    compared = tuple(one for one in told if isinstance(one, Compared))
    unanswered = tuple(one for one in told if isinstance(one, Unanswered))
    asked = [row for row in rows if not _why_not_asked(row)]
    why = ""
    if not asked:
        why = "Không rõ nơi và kỳ của báo cáo, hoặc không số nào hồ sơ trả lời."
    elif not compared:
        why = "Chưa có hồ sơ của nơi và kỳ này để đối chiếu."
    place = str(asked[0].place) if compared else ""
    return Against(compared, why, place, len(asked), unanswered)


def _why_not_asked(row: Observation) -> str:
    """Return why the records are not asked of a number; "" where they are."""
    if not row.measure:
        return "không trả lời chỉ tiêu nào"
    if not (row.place and row.period_start and row.period_end):
        return "không rõ nơi hoặc thời gian của số này"
    if row.stage not in (Stage.ACCEPTED, Stage.APPROVED, Stage.PAID, Stage.SETTLED):
        return "là mục tiêu, kế hoạch hoặc dự kiến, không phải kết quả"
    if MEASURES[row.measure].adds is not Adds.UP:
        return "không phải số cộng được từ hồ sơ"
    return "báo cáo chỉ nêu một khoảng" if row.digits_high is not None else ""


@dataclass
class _Books:
    """The records of each place and period that a report speaks of, taken once each."""

    on: date
    kept: dict[tuple[object, date, date], Asking] = field(default_factory=dict)

    def know(self, asked: Iterable[Asking]) -> None:
        for one in asked:
            self.kept[(one.place.id, one.period.start, one.period.end)] = one

    def of(self, place: Place, period: Period) -> Asking:
        key = (place.id, period.start, period.end)
        if key not in self.kept:
            told = territory(place.key, period, today=self.on)
            self.kept[key] = Asking(told, Span(period, period), None, self.on)
        return self.kept[key]


def _compare(books: _Books, row: Observation) -> Compared | Unanswered:
    why = _why_not_asked(row)
    if why:
        return Unanswered(row, why)
    assert row.place and row.period_start and row.period_end
    asking = books.of(row.place, Period(row.period_start, row.period_end))
    why = _why_not_known(asking)
    ours = None if why else _asked_of(asking, row, row.stage)
    if ours is None or not isinstance(ours.value, int):
        return Unanswered(row, why or "hồ sơ chưa có gì của chỉ tiêu này")
    return _beside(asking, row, ours)


def _why_not_known(asking: Asking) -> str:
    """Return why the records of a place and period cannot answer for it; "" where they can."""
    if not asking.own:
        return "chưa có hồ sơ của nơi và kỳ này"
    found = asking.coverage
    if not found.is_whole:
        return f"hồ sơ mới có của {found.known} trong {found.all} tỉnh, thành phố"
    return ""


def _beside(asking: Asking, row: Observation, ours: Figure) -> Compared:
    if agrees_with(row, int(ours.value or 0), ours.bound):
        return Compared(row, ours, True)
    for meaning, finer in _finer(asking, row):
        if isinstance(finer.value, int) and agrees_with(row, finer.value, finer.bound):
            return Compared(row, finer, True, meaning)
    return _explained(asking, row, ours)


def _asked_of(asking: Asking, row: Observation, stage: str) -> Figure | None:
    """Return what the records have; None where they keep nothing that the number could be of."""
    where = _where(row)
    records = asking.own.records
    if row.measure == PROJECTS:
        return asking.projects(stage, **where) if records.projects else None
    if row.measure == MONEY:
        return asking.money(stage, **where) if records.money else None
    figure = asking.counterpart() if row.measure == COUNTERPART else None
    figure = figure or asking.result(row.measure, **where)
    return figure if figure.records else None


def _finer(asking: Asking, row: Observation) -> Iterator[tuple[str, Figure]]:
    """Yield what the number may be more exactly: of some sources, an item, a variant, a kin."""
    if row.measure in (PROJECTS, MONEY):
        yield from _by_sources(asking, row)
        yield from _by_items(asking, row)
        return
    for variant, name in _variants_of(row.measure):
        yield name, asking.result(row.measure, **{**_where(row), "variant": variant})
    for kin in MEASURES.values():
        if kin.unit == row.unit and kin.id != row.measure and kin.activity == row.activity:
            yield kin.name[:1].lower() + kin.name[1:], asking.result(kin.id, **_where(row))


def _by_sources(asking: Asking, row: Observation) -> Iterator[tuple[str, Figure]]:
    if row.funding_source:
        return
    ask = asking.projects if row.measure == PROJECTS else asking.money
    for sources in ("national", *LOCAL, ("national", "provincial"), LOCAL):
        names = [sources] if isinstance(sources, str) else sources
        told = ", ".join(_SOURCES[one] for one in names)
        yield told, ask(row.stage, **_where(row) | {"source": sources})


def _by_items(asking: Asking, row: Observation) -> Iterator[tuple[str, Figure]]:
    ask = asking.carrying if row.measure == PROJECTS else asking.money
    for item in sorted(filter(None, asking.own.values_of("money", "item"))):
        yield _ITEMS[item], ask(row.stage, item=item, **_where(row))


def _variants_of(measure: str) -> list[tuple[str, str]]:
    return [
        (variant, name)
        for kind in KINDS.values()
        if any(feed.measure == measure for feed in kind.feeds)
        for variant, name in kind.variants
    ]


def _where(row: Observation) -> dict[str, Hashable]:
    found: dict[str, Hashable] = {}
    if row.measure in (PROJECTS, MONEY) and row.activity not in ("", Activity.TOTAL):
        found["content"] = row.activity
    if row.funding_source:
        is_local = row.funding_source == FundingSource.LOCAL
        found["source"] = LOCAL if is_local else row.funding_source
    if row.detail in _VARIANTS and row.measure not in (PROJECTS, MONEY):
        found["variant"] = _VARIANTS[row.detail]
    return found


# --- why ------------------------------------------------------------------------------------------


def _explained(asking: Asking, row: Observation, ours: Figure) -> Compared:
    for meaning, other in _others(asking, row):
        if isinstance(other.value, int) and agrees_with(row, other.value, other.bound):
            between = _between(asking, ours, other)
            named = between[:NAMED]
            labels, ids = tuple(label for label, _ in named), tuple(one for _, one in named)
            return Compared(row, ours, False, meaning, labels, len(between), ids)
    return Compared(row, ours, False)


def _others(asking: Asking, row: Observation) -> Iterator[tuple[str, Figure]]:
    """Yield other meanings of the words with what the records have of them, the nearest first."""
    for stage in _other_stages(row):
        figure = _asked_of(asking, row, stage)
        if figure:
            yield MEANINGS[stage], figure
    if row.measure in (PROJECTS, MONEY) and not _where(row):
        yield WITH_OTHERS, _with_others(asking, row)


def _other_stages(row: Observation) -> list[str]:
    """Return the steps that the words may mean instead, those beside what they say first."""
    steps = _STAGES.get(row.measure, ())
    if row.stage not in steps:
        return list(steps)
    at = steps.index(row.stage)
    others = (one for one in steps if one != row.stage)
    return sorted(others, key=lambda one: abs(steps.index(one) - at))


def _with_others(asking: Asking, row: Observation) -> Figure:
    own = _asked_of(asking, row, row.stage)
    other = asking.others_projects() if row.measure == PROJECTS else asking.others_money()
    assert own
    value = int(own.value or 0) + int(other.value or 0)
    return Figure(other.asked, value, own.unit, own.records + other.records)


def _between(asking: Asking, ours: Figure, other: Figure) -> list[tuple[str, UUID]]:
    """Return the đề án that one of two numbers counts and the other does not, by their labels."""
    first, second = _projects(asking, ours), _projects(asking, other)
    both = {**first, **second}
    if other.asked.measure.endswith(".of_others"):
        return sorted((label, one) for one, label in second.items())
    return sorted((both[one], one) for one in first.keys() ^ second.keys())


def _projects(asking: Asking, figure: Figure) -> dict[UUID, str]:
    others = figure.asked.measure.endswith(".of_others")
    book = asking.of_others if others else asking.own
    labels = {row.id: row.label for row in book.records.projects}
    rows = _rows(asking, figure)
    ids = [row.id if isinstance(row, ProjectRow) else getattr(row, "project", None) for row in rows]
    return {one: labels[one] for one in ids if one in labels}


def _rows(asking: Asking, figure: Figure) -> Sequence[Row]:
    asked = figure.asked
    book = asking.of_others if asked.measure.endswith(".of_others") else asking.own
    stage = asked.measure if asked.table == "result" else asked.stage
    return book.rows(asked.table, stage, asked.filters) if asked.table else ()
