"""How the rows of a programme look: numbers in the words of an office, bars, the line of method."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.ingestion.shown import NO_BREAK
from khuyencong.ingestion.states import Stage
from khuyencong.programmes.models import ContextFigure, Target
from khuyencong.programmes.queries.figures import Key
from khuyencong.reports.pace import OnTrack, Pace
from khuyencong.reports.queries.progress import AimBy, Progress, Row
from khuyencong.reports.states import Origin
from khuyencong.reports.words import exact, of_target
from khuyencong.values.dates import format_date
from khuyencong.values.measures import DATED_BY
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import round_half_up
from khuyencong.values.vocabulary import Activity, Bound, FundingSource, unit_label

#: The track of a bar; what goes beyond the target is shown up to half as much again.
TRACK, FULL = 1000, 800
TONES = {
    OnTrack.REACHED: "ok",
    OnTrack.ON_TRACK: "ok",
    OnTrack.BEHIND: "warning",
    OnTrack.MISSED: "error",
    OnTrack.INCOMPLETE: "note",
    OnTrack.NOT_YET: "note",
    OnTrack.UNKNOWN: "note",
}
_BOUNDS = {bound.value: bound.label for bound in Bound}
_CONTENTS = {one.value: one.label for one in Activity}
_SOURCES = {one.value: one.label.lower() for one in FundingSource}


@dataclass(frozen=True)
class Shown:
    """A row of a programme in words; widths in parts of the track."""

    question: Key
    name: str
    of: str
    target: Target | None
    aim: str
    aim_note: str
    actual: str
    bound: str
    estimated: str
    percent: str
    together: str
    width: int
    due: int | None
    due_words: str
    tone: str
    standing: str
    behind: str
    method: str


@dataclass(frozen=True)
class Group:
    """The rows of one content."""

    name: str
    rows: list[Shown]


def groups_of(told: Progress) -> list[Group]:
    """Return the rows under the contents of their measures, in the order of the law."""
    found: dict[str, list[Shown]] = {}
    order = [Activity.TOTAL, *Activity]
    for row in sorted(told.rows, key=lambda row: order.index(_content(row))):
        content = _content(row)
        name = "Kinh phí, đề án" if content is Activity.TOTAL else content.label
        found.setdefault(name, []).append(shown(row, told.origin))
    return [Group(name, rows) for name, rows in found.items()]


def _content(row: Row) -> Activity:
    return row.measure.activity or Activity.TOTAL


def shown(row: Row, origin: Origin) -> Shown:
    """Return one row in words."""
    _, content, source = row.question
    actual = row.actual
    return Shown(
        question=row.question,
        name=row.measure.name,
        of=" · ".join(filter(None, (_CONTENTS.get(content, ""), _SOURCES.get(source, "")))),
        target=row.target,
        aim=_aim(row),
        aim_note=_aim_note(row),
        actual=_number(actual.value, row) if actual else "chưa có",
        bound=_BOUNDS.get(actual.bound, "") if actual else "",
        estimated=_number(row.estimated, row) if row.estimated is not None else "",
        percent=of_target(actual.value, row.aim) if actual and row.aim else "",
        together=_together(row),
        width=_width(actual.value, row.aim) if actual else 0,
        due=_width(row.due.value, row.aim) if row.due else None,
        due_words=_due(row),
        tone=TONES[row.standing],
        standing=row.standing.label,
        behind=_behind(row),
        method=" · ".join((origin.label, DATED_BY[row.measure.dated_by], row.measure.counted_by)),
    )


def _number(value: int, row: Row) -> str:
    if row.measure.is_money:
        return exact(value, "VND")
    return f"{format_number(value)}{NO_BREAK}{unit_label(row.measure.unit)}"


def _aim(row: Row) -> str:
    if row.aim is None:
        return "chưa có"
    least = int(row.aim) if row.aim.denominator == 1 else int(round_half_up(row.aim))
    high = row.target.value_high if row.target and row.by is AimBy.TARGET else None
    if high is None:
        return _number(least, row)
    return f"{format_number(least)} – {_number(high, row)}"


def _aim_note(row: Row) -> str:
    """Return how sure the target is, in words; "" where it is stated and verified."""
    told = []
    if row.target and row.target.bound:
        told.append(_BOUNDS[row.target.bound])
    if row.by is not None and row.by is not AimBy.TARGET:
        told.append(row.by.label)
    if row.target and row.target.is_implied:
        told.append(f"suy ra từ báo cáo: {row.target.basis}")
    return "; ".join(told)


def _together(row: Row) -> str:
    if row.together is None or not row.aim:
        return ""
    return f"ước thực hiện {_number(row.together, row)}, {of_target(row.together, row.aim)}"


def _width(value: int | Fraction, aim: Fraction | None) -> int:
    """Return the width of a bar whose target stands at `FULL`, at most the track."""
    return min(TRACK, int(Fraction(value) * FULL / aim)) if aim else 0


def _due(row: Row) -> str:
    """Return how far it should be by now, and by what; "" where the period is over or not begun."""
    if (
        row.due is None
        or row.due.by is Pace.WHOLE
        or row.standing
        in (
            OnTrack.NOT_YET,
            OnTrack.UNKNOWN,
        )
    ):
        return ""
    return f"cần {_number(int(round_half_up(row.due.value)), row)}, {row.due.by.label}"


def _behind(row: Row) -> str:
    if row.actual is None:
        return ""
    if row.actual.origin is Origin.REPORTS:
        step = "" if row.actual.stage is Stage.ACCEPTED else f", bước: {row.actual.stage.label}"
        return f"{len(row.actual.rows)} số trong báo cáo{step}"
    return f"{format_number(row.actual.records)} hồ sơ"


def counts(told: Progress) -> list[tuple[str, str, int]]:
    """Return how many targets stand how: tone, words, number; no row for none."""
    return [
        (TONES[standing], standing.label, number)
        for standing in OnTrack
        if (number := sum(row.standing is standing for row in told.rows))
    ]


@dataclass(frozen=True)
class SeriesShown:
    """A series of a place beside the programme, by years."""

    name: str
    prices: str
    rows: list[tuple[int, str, ContextFigure]]


def series_of(figures: Sequence[ContextFigure]) -> list[SeriesShown]:
    """Return context figures by series and prices, in years."""
    found: dict[tuple[str, str], SeriesShown] = {}
    for row in figures:
        key = (row.series, row.prices)
        one = found.setdefault(key, SeriesShown(row.get_series_display(), row.prices, []))
        one.rows.append((row.year, exact(row.value, row.unit), row))
    return list(found.values())


def coverage_words(told: Progress) -> str:
    """Return of how many provinces there are records; "" where of all that can be."""
    one = told.coverage
    if one.is_whole:
        return ""
    return f"Hồ sơ trong hệ thống mới là của {one.known} trong {one.all} tỉnh, thành phố."


def as_of_words(told: Progress) -> str:
    """Return until when the numbers of what was done reach."""
    last = min(told.on, told.period.last_day)
    return f"đến hết ngày {format_date(last)}" if told.on >= told.period.start else "chưa đến kỳ"
