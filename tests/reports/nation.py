"""Random nations of observations: what reports could say of a country, of any size.

The truth is kept beside: what a page shows is held against it, not against our own queries.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from khuyencong.ingestion.models import Choice, Confirmation, Document, Observation
from khuyencong.ingestion.queries.understanding import slot_of
from khuyencong.ingestion.states import Review, Stage
from khuyencong.registry.models import Organisation, Place, Region
from khuyencong.registry.queries import regions_on
from khuyencong.registry.states import Level
from khuyencong.values.measures import MEASURES
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource
from tests.factories import make_organisation, make_user

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PERIOD = (date(2014, 1, 1), date(2021, 1, 1))
LAST_DAY_OF_63 = date(2025, 6, 30)
SCHEME = "bao-cao-2014-2020"
RESULTS = [
    m
    for m in MEASURES.values()
    if m.adds == "up" and m.activity and not m.is_money and m.unit != "percent"
]


@dataclass
class Nation:
    """Reports with their observations, not all of them published; and what the truth is."""

    documents: list[Document] = field(default_factory=list)
    rows: list[Observation] = field(default_factory=list)
    #: Published money of the State by province over the whole period, where it is not disputed.
    provinces: dict[str, int] = field(default_factory=dict)
    regions: dict[str, int] = field(default_factory=dict)
    total: int | None = None

    @property
    def published(self) -> list[Observation]:
        return [row for row in self.rows if row.review == Review.ACCEPTED]


def make_nation(seed: int, size: int) -> Nation:
    """Return a nation of about `size` observations, kept; the same for the same seed."""
    dice = random.Random(seed)
    reports = [make_report(f"Báo cáo thử số {n}") for n in range(1 + min(size // 15, 6))]
    made = Nation([document for document, _ in reports])
    teller = Teller(dice, reports)
    living = Place.objects.on(LAST_DAY_OF_63).filter(level=Level.PROVINCE)
    places = sorted(living, key=lambda place: place.key)  # alike on both databases
    regions = [found.region for found in regions_on(SCHEME, LAST_DAY_OF_63)]
    country = Place.objects.get(key="viet-nam")
    kinds = [_country, _region, _province, _years, _result, _noise]
    weights = [1, 2, 5, 2, 4, 1]
    while len(teller.rows) < size:
        kind = dice.choices(kinds, weights)[0]
        kind(teller, made, country, dice.choice(regions), dice.choice(places))
    made.rows = Observation.objects.bulk_create(teller.rows)
    for document, text in reports:
        joined = "".join(text)
        Document.objects.filter(id=document.id).update(text=joined, figures=len(teller.rows))
    _choose(dice, made)
    return made


def make_report(title: str, custodian: Organisation | None = None) -> tuple[Document, list[str]]:
    """Return a kept report, confirmed to be about the nation, and its text to write on."""
    document = Document.objects.create(
        custodian=custodian or make_organisation(f"Sở của {title}"),
        recorded_at=AT,
        file_name=f"{title}.txt",
        title=title,
        text="",
        text_sha256=hashlib.sha256(title.encode()).hexdigest(),
        stored_reading={},
        figures=0,
        errors=0,
        warnings=0,
        notes=0,
        passed=0,
    )
    Confirmation.objects.create(
        document=document,
        recorded_at=AT,
        place=Place.objects.get(key="viet-nam"),
        period_start=PERIOD[0],
        period_end=PERIOD[1],
        issuer=f"Đơn vị soạn {title}",
    )
    return document, []


class Teller:
    """Writes sentences into reports and takes their numbers as observations."""

    def __init__(self, dice: random.Random, reports: list[tuple[Document, list[str]]]) -> None:
        self.dice, self.reports, self.rows = dice, reports, []
        self.asked: set[str] = set()

    def tell(
        self,
        measure: str,
        value: int,
        *,
        stage: str = Stage.APPROVED,
        place: Place | None = None,
        region: Region | None = None,
        days: tuple[date, date] = PERIOD,
        activity: str = Activity.TOTAL,
        source: str = "",
        report: int | None = None,
        review: str = Review.ACCEPTED,
        **more: object,
    ) -> Observation:
        """Return an observation of one more sentence, not kept yet."""
        which = self.dice.randrange(len(self.reports)) if report is None else report
        document, text = self.reports[which]
        before = sum(map(len, text))
        number = f"{value:,}".replace(",", ".")
        sentence = f"Câu {len(text) + 1} nói {MEASURES[measure].name.lower()} là {number}."
        text.append(sentence + "\n")
        start = before + sentence.rindex(number)
        row = Observation(
            recorded_at=AT,
            document=document,
            figure_id=f"f{len(text)}",
            number_start=start,
            number_end=start + len(number),
            number=number,
            sentence_start=before,
            sentence=sentence,
            digits=value,
            unit=MEASURES[measure].unit,
            kind=FigureKind.TARGET if stage == Stage.TARGET else FigureKind.RESULT,
            activity=activity,
            funding_source=source,
            measure=measure,
            stage=stage,
            place=place,
            region=region,
            period_start=days[0],
            period_end=days[1],
            confidence=95,
            review=review,
            reason="thử" if review == Review.LEFT_OUT else "",
            **more,
        )
        row.slot = slot_of(row)
        self.rows.append(row)
        return row

    def money(self) -> int:
        return self.dice.choice([1, 1_000, 1_000_000, 10**9]) * self.dice.randint(1, 9_999)

    def is_new(self, *question: object) -> bool:
        """Return whether nobody has told of it yet, and remember that somebody does now."""
        word = "|".join(map(str, question))
        fresh = word not in self.asked
        self.asked.add(word)
        return fresh


def _country(t: Teller, made: Nation, country: Place, _r: Region, _p: Place) -> None:
    if not t.is_new("country") or t.dice.random() < 0.3:
        return
    made.total = t.money() * 100
    national = t.dice.randint(0, made.total)
    t.tell("money.state", made.total, place=country)
    t.tell("money.state", national, place=country, source=FundingSource.NATIONAL)
    t.tell("money.state", made.total - national, place=country, source=FundingSource.LOCAL)
    t.tell("money.counterpart", t.money() * 100, place=country)


def _region(t: Teller, made: Nation, _c: Place, region: Region, _p: Place) -> None:
    if t.is_new("region", region.id):
        made.regions[f"vung:{region.id}"] = value = t.money() * 10
        t.tell("money.state", value, region=region)


def _province(t: Teller, made: Nation, _c: Place, _r: Region, place: Place) -> None:
    """Tell of a province once, or twice alike, or twice differently, or in years that add up."""
    if not t.is_new("province", place.key):
        return
    how, value = t.dice.choice(["once", "once", "alike", "unlike", "years"]), t.money()
    if how == "years":
        parts = [t.money() for _ in single_years()]
        for days, part in zip(single_years(), parts, strict=True):
            t.tell("money.state", part, place=place, days=days)
        made.provinces[place.key] = sum(parts)
        return
    t.tell("money.state", value, place=place, report=0)
    if how == "alike":
        t.tell("money.state", value, place=place)
    if how == "unlike":
        t.tell("money.state", value * 2 + 7, place=place)
    else:
        made.provinces[place.key] = value


def single_years() -> Iterator[tuple[date, date]]:
    """Yield the days of every year of the period."""
    years = range(PERIOD[0].year, PERIOD[1].year)
    return ((date(year, 1, 1), date(year + 1, 1, 1)) for year in years)


def _years(t: Teller, _m: Nation, country: Place, _r: Region, _p: Place) -> None:
    year = t.dice.randint(2014, 2020)
    if t.is_new("growth", year):
        days = (date(year, 1, 1), date(year + 1, 1, 1))
        t.tell("money.growth", t.dice.randint(1, 3000), place=country, days=days, decimals=2)


def _result(t: Teller, _m: Nation, country: Place, _r: Region, place: Place) -> None:
    """Tell a result of the country, perhaps with its target, or of a province."""
    measure = t.dice.choice(RESULTS)
    where = t.dice.choice([country, place])
    if not t.is_new("result", measure.id, where.key):
        return
    activity = measure.activity or Activity.TOTAL
    if activity == Activity.ORGANISATION:
        return
    value = t.dice.randint(1, 30_000)
    told = {"place": where, "activity": activity}
    t.tell(measure.id, value, stage=Stage.ACCEPTED, **told)
    if t.dice.random() < 0.5:
        target = t.dice.randint(1, 30_000)
        t.tell(measure.id, target, stage=Stage.TARGET, implied=t.dice.random() < 0.5, **told)


def _noise(t: Teller, _m: Nation, country: Place, _r: Region, place: Place) -> None:
    """Tell what must never be seen: nobody looked at it, it was left out, or it is of yesterday."""
    what = t.dice.choice(["waiting", "left out", "yesterday"])
    review = {"waiting": Review.WAITING, "left out": Review.LEFT_OUT}.get(what, Review.ACCEPTED)
    row = t.tell("money.state", t.money(), place=place, review=review)
    if what == "yesterday":
        row.recorded_at, row.superseded_at = datetime(2026, 1, 1, tzinfo=UTC), AT


def _choose(dice: random.Random, made: Nation) -> None:
    """Let a body choose between some of the figures that contradict each other."""
    by_slot: dict[str, list[Observation]] = {}
    for row in made.published:
        if row.superseded_at is None and row.place_id and row.measure == "money.state":
            by_slot.setdefault(row.slot, []).append(row)
    for slot, rows in by_slot.items():
        if len({row.digits for row in rows}) > 1 and dice.random() < 0.5:
            chosen = dice.choice(rows)
            body = chosen.document.custodian
            Choice.objects.create(
                slot=slot, custodian=body, chosen=chosen.series, reason="Có quyết toán kèm theo.",
                by=make_user("DEPT_OFFICER", body, full_name="Bà Không Được Nêu"), recorded_at=AT,
            )  # fmt: skip
            if (chosen.period_start, chosen.period_end) == PERIOD:
                made.provinces[chosen.place.key] = chosen.digits
