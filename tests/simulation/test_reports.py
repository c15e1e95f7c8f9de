"""Reports of random places and periods of a synthetic nation: sound, whole, to the đồng."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.check_file import read_and_check
from khuyencong.documents import Picture
from khuyencong.projects.models import Project
from khuyencong.projects.queries.totals import totals
from khuyencong.registry.models import Place
from khuyencong.registry.queries import label
from khuyencong.registry.states import Level
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.queries.actuals import bodies_of
from khuyencong.reports.queries.cells import cells_now
from khuyencong.reports.queries.records import Span, records_of
from khuyencong.reports.records import Reckoning, cells_of
from khuyencong.reports.uncited import spelled, uncited
from khuyencong.results.queries import counted
from khuyencong.simulation.entering import simulate
from khuyencong.values.periods import Period, programme, read_period, year
from tests.reference import load_places

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PROJECTS, REPORTS = 150, 20
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture(scope="module", autouse=True)
def nation(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Enter a synthetic nation once for the module; it goes with its end."""

    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        list(simulate(PROJECTS, 11))
        yield
        transaction.set_rollback(True)


def chosen() -> list[tuple[Place, Period]]:
    """Return random places and periods with records, and some of the whole country."""
    chance = random.Random(7)
    there = Project.objects.values_list("custodian__place", "first_year").distinct()
    told = sorted((str(place), first) for place, first in there if place)
    found = []
    for place_id, first in chance.sample(told, REPORTS - 4):
        place = Place.objects.get(id=place_id)
        wide = programme(first - chance.randrange(2), first + chance.randrange(4))
        lived = Period(max(wide.start, place.valid_from or wide.start), wide.end)
        span = chance.choice([wide, year(first)])
        found.append((place, span if span.covers(lived) or span == wide else wide))
    country = Place.objects.get(level=Level.COUNTRY)
    spans = [programme(2014, 2020), programme(2021, 2025), year(2018), programme(2003, 2004)]
    return [*found, *((country, span) for span in spans)]


def written(place: Place, period: Period) -> Written:
    name = label(place, period.last_day if place.held_on(period.last_day) else period.start)
    return write_report(Order(name, period), now=NOW)


def test_twenty_random_reports_are_sound() -> None:
    for place, period in chosen():
        report = written(place, period)
        text, _ = spelled(report.document)
        said = f"{place} {period}"
        assert [c.statement for c in read_and_check(text).checks if not c.holds] == [], said
        assert uncited(report.document, report.figures) == [], said
        assert [one.told() for one in report.figures if one.value and not one.records] == [], said


def cut_off(period: Period) -> Period:
    """Return the days of activity of a year whose data are cut off on 14 December."""
    if len(period.years) > 1:
        return period
    return Period(date(period.start.year - 1, 12, 15), date(period.start.year, 12, 15))


def test_the_rows_reckon_what_the_database_adds_up() -> None:
    for place, period in chosen():
        for whose in bodies_of(place, period):
            own = Reckoning.of(records_of([whose], Span(period, period)))
            told = totals(whose, period.years, by=("source", "content"))
            for stage in ("approved", "contracted", "accepted", "settled"):
                assert own.projects(stage).value == told.count(stage)
                assert own.money(stage).value == told.amount(stage)
            for (source, content), amounts in told.money.items():
                found = own.money("accepted", source=source, content=content)
                assert found.value == amounts["accepted"]
            for by in ((), ("source",), ("variant",), ("year",)):
                for key, one in counted(whose, period.start, period.end, by=by).items():
                    found = own.result(key[0], **dict(zip(by, key[1:], strict=True)))
                    assert (found.value, found.records) == (one.value, one.records), key


def test_the_database_adds_up_the_same_cells() -> None:
    for place, period in chosen():
        whose, span = bodies_of(place, period), Span(period, cut_off(period))
        ours, theirs = cells_of(records_of(whose, span)), cells_now(whose, span)
        for table in ("projects", "money", "beside", "results", "trades"):
            assert getattr(ours, table) == getattr(theirs, table), (place, period, table)
        for names in ((), ("content",), ("content", "item"), ("content", "item", "source")):
            for stage in ("approved", "accepted", "settled"):
                assert ours.carrying(names, stage) == theirs.carrying(names, stage)
        soil = [place] if place.level == Level.PROVINCE else []
        if soil:
            others = cells_of(records_of(soil, span, but=whose))
            assert cells_now(soil, span, but=whose).money == others.money


def test_as_of_a_moment_the_rows_are_those_of_then() -> None:
    """Known now, and known at a moment after all was entered: the same rows, by another way."""
    later = datetime(2100, 1, 1, tzinfo=UTC)
    for place, period in chosen()[:6]:
        whose, span = bodies_of(place, period), Span(period, period)
        now, then = records_of(whose, span), records_of(whose, span, at=later)
        assert {row.ref: row.word for row in now.all()} == {r.ref: r.word for r in then.all()}
        assert not records_of(whose, span, at=datetime(1990, 1, 1, tzinfo=UTC))


def test_years_add_up_to_their_period_and_borders_lose_nothing() -> None:
    country = Place.objects.get(level=Level.COUNTRY)
    whole = Reckoning.of(records_of([country], Span(programme(2014, 2025), programme(2014, 2025))))
    parts = [
        Reckoning.of(records_of([country], Span(span, span)))
        for span in (programme(2014, 2020), programme(2021, 2025))
    ]
    assert whole.money().value == sum(part.money().value for part in parts)
    by_unit = whole.values_of("money", "unit")
    assert whole.money().value == sum(whole.money(unit=unit).value for unit in by_unit)
    by_year = whole.values_of("money", "year")
    assert whole.money().value == sum(whole.money(year=number).value for number in by_year)


@pytest.mark.parametrize("period", ["2018", "2014-2020"])
def test_a_longer_report_asks_no_more(period: str) -> None:
    """The country with all its đề án costs as many queries as one province with a few."""
    span = read_period(period)
    counts = []
    for place in (Place.objects.get(key="ha-noi"), Place.objects.get(level=Level.COUNTRY)):
        written(place, span)
        with CaptureQueriesContext(connection) as queries:
            written(place, span)
        counts.append(len(queries))
    assert counts[1] <= counts[0] + 12
    assert max(counts) < 120


@pytest.mark.parametrize("period", ["2018", "2014-2020", "2024-2026"])
def test_the_map_of_the_country_has_its_islands_and_every_province(period: str) -> None:
    """Also across a change of borders: what a province of then had stands on its land of today."""
    country = Place.objects.get(level=Level.COUNTRY)
    span = read_period(period)
    pictures = [b for b in written(country, span).document.blocks if isinstance(b, Picture)]
    if len(span.years) < 2:
        assert pictures == []
        return
    drawn = pictures[-1]
    assert "quần đảo Hoàng Sa và quần đảo Trường Sa" in drawn.alt
    assert "QĐ. Hoàng Sa" in drawn.svg
    assert "QĐ. Trường Sa" in drawn.svg
    lands = drawn.svg.count('stroke-linejoin="round"')
    assert lands == (63 if span.last_day < date(2025, 7, 1) else 34)
