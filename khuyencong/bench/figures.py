"""Taking a report in, and the national page over many reports, each beside the same work bare."""

from collections.abc import Iterator
from functools import partial
from itertools import count

from django.db import connection
from django.test import Client

from khuyencong.bench.measure import Line, line
from khuyencong.bench.reading import read_and_check, text_of
from khuyencong.core import clock
from khuyencong.ingestion import actions
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.queries.understanding import new_version, slot_of
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reports.queries import COUNTRY
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Period, programme

SIZE = 62_000
PERIOD = programme(2014, 2020)
#: What a number of each province is asked for on the national page.
ASKED = ("money.state", "projects.count", "training.workers", "models.count", "fairs.count")
BARE = """
    SELECT slot, digits FROM ingestion_observation
    WHERE superseded_at IS NULL AND review = 'accepted' AND period_start >= %s AND period_end <= %s
"""
_copies = count(1)


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of one report from file to figures, and of one page; needs the registry."""
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    yield line(
        "nhận một báo cáo: đọc, soát, giữ từng số",
        SIZE,
        "ký tự",
        partial(_ingest, agency, SIZE),
        floor="đọc và soát, chèn dòng trần",
        bare=partial(_read_and_insert, agency, SIZE),
        tenth=partial(_ingest, agency, SIZE // 10),
    )
    kept = _nation(agency, 20 if full else 2)
    yield line(
        "trang bức tranh cả nước",
        kept,
        "số liệu",
        _page,
        floor="một câu SQL",
        bare=_bare,
    )


def _ingest(agency: Organisation, size: int) -> None:
    data = f"{text_of(size)}\n\nBản số {next(_copies)}.\n".encode()
    read = actions.read_file("do.md", data)
    actions.keep(by=None, custodian=agency, read=read, at=clock.now())


def _read_and_insert(agency: Organisation, size: int) -> None:
    """Read in this process, and insert as many rows as there are figures, already made."""
    figures = len(read_and_check(text_of(size)).figures)
    some = Observation.objects.order_by("id").first()
    assert some is not None
    rows = [_copy(some, number) for number in range(figures)]
    Observation.objects.bulk_create(rows, batch_size=500)
    connection.cursor().execute("DELETE FROM ingestion_observation WHERE figure_id = 'bare'")


def _copy(row: Observation, number: int) -> Observation:
    fresh = new_version(row, at=clock.now(), figure_id="bare")
    fresh.number_start, fresh.number_end = 10**6 + number, 10**6 + number + 1
    fresh.series = fresh.id
    return fresh


def _nation(agency: Organisation, copies: int) -> int:
    """Keep figures of every province, taken by a person; return how many answer now."""
    Observation.objects.all().delete()
    document = Document.objects.order_by("id").first()
    assert document is not None
    actions.confirm(
        by=None,
        document=document,
        place=Place.objects.get(key=COUNTRY),
        period=PERIOD,
        at=clock.now(),
    )
    provinces = Place.objects.filter(level=Level.PROVINCE).on(PERIOD.last_day)
    rows = [
        _told(document, place, measure, at)
        for number in range(copies)
        for at, (place, measure) in enumerate((p, m) for p in provinces for m in ASKED)
    ]
    for at, row in enumerate(rows):
        row.number_start, row.number_end = at, at + 1
    Observation.objects.bulk_create(rows, batch_size=500)
    return len(rows)


def _told(document: Document, place: Place, measure: str, value: int) -> Observation:
    row = Observation(
        document=document,
        recorded_at=clock.now(),
        figure_id="bench",
        number=str(value),
        sentence=str(value),
        sentence_start=0,
        digits=10**9 + value,
        unit=MEASURES[measure].unit,
        kind="result",
        activity="total",
        measure=measure,
        stage="accepted",
        place=place,
        period_start=PERIOD.start,
        period_end=PERIOD.end,
        confidence=100,
        review=Review.ACCEPTED,
    )
    row.slot = slot_of(row)
    return row


def _page() -> None:
    answer = Client(headers={"host": "127.0.0.1"}).get("/ca-nuoc/", {"ky": _word(PERIOD)})
    assert answer.status_code == 200, answer.status_code


def _word(period: Period) -> str:
    return period.code or ""


def _bare() -> int:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [PERIOD.start, PERIOD.end])
        return len(cursor.fetchall())
