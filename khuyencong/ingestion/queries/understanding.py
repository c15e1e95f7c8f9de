"""What a reading says of a report, as observations that are not kept yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from khuyencong.core.identity import new_id
from khuyencong.ingestion import meaning
from khuyencong.ingestion.models import Confirmation, Document, Observation
from khuyencong.ingestion.states import Stage
from khuyencong.reading.model import Figure, Number, Reading, YearSpan
from khuyencong.registry.models import Place, Region
from khuyencong.registry.queries import days_of, region_named, territory_named
from khuyencong.values.vocabulary import FigureKind

LONGEST_NUMBER, LONGEST_SENTENCE, LONGEST_PLACE = 200, 2000, 120
#: The largest whole number that a row of both databases holds.
LARGEST = 2**63 - 1
#: What a target that is told by a percentage has from the result it is a target for.
OF_THE_RESULT = (
    "unit",
    "activity",
    "funding_source",
    "detail",
    "measure",
    "place_named",
    "place_id",
    "region_id",
    "period_start",
    "period_end",
)


@dataclass(frozen=True, slots=True)
class About:
    """What a whole report is about: as its head says, and above that, as a person confirmed."""

    read_place: str | None
    read_period: YearSpan | None
    confirmed: Confirmation | None

    @property
    def money_stage(self) -> str:
        return self.confirmed.money_stage if self.confirmed else ""


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a figure is: a place, a region, or neither."""

    place: Place | None = None
    region: Region | None = None

    @property
    def key(self) -> str:
        """Return the word for it in a slot."""
        if self.place:
            return self.place.key
        return f"vung:{self.region.id}" if self.region else ""


def observations_of(
    document: Document, reading: Reading, confirmed: Confirmation | None, *, at: datetime
) -> list[Observation]:
    """Return the figures of a reading as observations that are not kept yet."""
    about = About(reading.place, reading.period, confirmed)
    means = meaning.averages(reading)
    counterparts = frozenset(f.value for f in reading.figures if meaning.is_counterpart(f))
    known: dict[tuple[str, tuple[date, date] | None], Territory] = {}
    told = {
        figure.id: meaning.meaning_of(
            figure,
            reading.text,
            means=means,
            counterparts=counterparts,
            money_stage=about.money_stage,
        )
        for figure in reading.figures
    }
    rows = {
        figure.id: _observation(document, reading, figure, about, told[figure.id], known, at)
        for figure in meaning.figures_once(reading.figures)
        if _holds(figure)
    }
    return [*rows.values(), *_implied(reading, rows, at)]


def _implied(
    reading: Reading, rows: Mapping[str, Observation], at: datetime
) -> Iterator[Observation]:
    """Yield the targets that the report tells only by a percentage; each stands at its percent."""
    for result, percent, target in meaning.implied_targets(reading):
        told, at_percent = rows.get(result.id), rows.get(percent.id)
        if not (told and at_percent and told.slot) or target > LARGEST:
            continue
        fresh = new_version(
            at_percent,
            at=at,
            series=new_id(),
            implied=True,
            digits=target,
            decimals=0,
            step=1,
            bound="",
            approximate=False,
            kind=FigureKind.TARGET,
            stage=Stage.TARGET,
            **{name: getattr(told, name) for name in OF_THE_RESULT},
        )
        fresh.slot = slot_of(fresh)
        yield fresh


def _observation(
    document: Document,
    reading: Reading,
    figure: Figure,
    about: About,
    told: meaning.Meaning,
    known: dict[tuple[str, tuple[date, date] | None], Territory],
    at: datetime,
) -> Observation:
    text = reading.text
    start, end = _sentence(figure, len(text))
    days = days_for(figure.period, about)
    where = territory_for(figure.place, days, about, known)
    digits, decimals = digits_of(figure.value, figure.value_high)
    row = Observation(
        recorded_at=at,
        document=document,
        figure_id=figure.id,
        number_start=figure.number_start,
        number_end=figure.number_end,
        number=figure.number,
        sentence_start=start,
        sentence=text[start:end],
        digits=digits[0],
        digits_high=digits[1] if len(digits) > 1 else None,
        decimals=decimals,
        step=max(1, min(LARGEST, int(figure.step * 10**decimals))),
        unit=figure.unit,
        out_of=int(figure.out_of) if figure.out_of is not None else None,
        approximate=figure.approximate,
        bound=figure.bound or "",
        kind=figure.kind,
        activity=told.activity,
        funding_source=told.funding_source,
        detail=told.detail,
        measure=told.measure,
        stage=told.stage,
        place_named=(figure.place or "")[:LONGEST_PLACE],
        place=where.place,
        region=where.region,
        period_start=days[0] if days else None,
        period_end=days[1] if days else None,
        confidence=round(figure.confidence * 100),
    )
    row.slot = slot_of(row)
    return row


def days_for(period: YearSpan | None, about: About) -> tuple[date, date] | None:
    """Return the half-open days of a figure: its own, else those of the whole report."""
    if about.confirmed and period in (None, about.read_period):
        return about.confirmed.period_start, about.confirmed.period_end
    return days_of(period) if period else None


def territory_for(
    named: str | None,
    days: tuple[date, date] | None,
    about: About,
    known: dict[tuple[str, tuple[date, date] | None], Territory],
) -> Territory:
    """Return where a figure is: its own place, else that of the whole report; not guessed."""
    if about.confirmed and named in (None, about.read_place):
        return Territory(place=about.confirmed.place)
    if not named:
        return Territory()
    key = (named, days)
    if key not in known:
        known[key] = _named(named, days)
    return known[key]


def _named(name: str, days: tuple[date, date] | None) -> Territory:
    if days is None:
        return Territory(place=territory_named(name, None))
    region = region_named(name, days[1])
    return Territory(region=region) if region else Territory(place=territory_named(name, days))


def _sentence(figure: Figure, length: int) -> tuple[int, int]:
    """Return the span of the sentence around a number, cut to what a list can show."""
    start, end = figure.sentence if figure.sentence[1] else (figure.start, figure.end)
    start = max(min(start, figure.number_start), figure.number_end - LONGEST_SENTENCE // 2, 0)
    end = min(max(end, figure.number_end), start + LONGEST_SENTENCE, length)
    return start, end


def _holds(figure: Figure) -> bool:
    """Return whether a row can hold the number: what no report could mean is left to the page."""
    digits, _ = digits_of(figure.value, figure.value_high)
    whole = (*digits, *(() if figure.out_of is None else (int(figure.out_of),)))
    return all(abs(n) <= LARGEST for n in whole) and len(figure.number) <= LONGEST_NUMBER


def digits_of(value: Number, high: Number | None) -> tuple[list[int], int]:
    """Return the values as whole digits with the decimals they share: 5.5 → [55], 1."""
    values = [value] if high is None else [value, high]
    decimals = max(_decimals(number) for number in values)
    return [int(Decimal(number).scaleb(decimals)) for number in values], decimals


def _decimals(value: Number) -> int:
    exponent = Decimal(value).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def new_version(row: Observation, *, at: datetime, **changes: object) -> Observation:
    """Return the next version of an observation, not kept yet; `row` itself is left as it is."""
    kept: Mapping[str, object] = {
        field.attname: getattr(row, field.attname)
        for field in Observation._meta.concrete_fields
        if field.attname not in ("id", "recorded_at", "superseded_at")
    }
    fresh = Observation(**{**kept, "recorded_at": at})
    for name, value in changes.items():
        setattr(fresh, name, value)
    return fresh


def slot_of(row: Observation) -> str:
    """Return the question a version answers, from its own columns; "" for none."""
    where = Territory(row.place, row.region).key
    if not (row.measure and where and row.period_start and row.period_end):
        return ""
    return meaning.Question(
        measure=row.measure,
        stage=row.stage,
        where=where,
        start=row.period_start,
        end=row.period_end,
        activity=row.activity,
        funding_source=row.funding_source,
        detail=row.detail,
    ).word
