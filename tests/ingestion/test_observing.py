"""Figures become observations: each at its very span, once, and what was known on a day stays."""

from collections.abc import Callable
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, meaning, queries
from khuyencong.ingestion.models import Document, Observation
from khuyencong.ingestion.models.observations import scaled
from khuyencong.ingestion.queries.understanding import digits_of
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import Review, Stage
from khuyencong.registry.models import Place
from khuyencong.values.periods import Period, read_period
from khuyencong.verification import verify
from tests.cast import Cast
from tests.ingestion.conftest import AT, FIVE_YEARS, confirm, figure, take

LATER = AT + timedelta(hours=1)
DEMONSTRATION = sorted(
    Path(str(file))
    for file in (resources.files("khuyencong.demo") / "reports").iterdir()
    if file.name.endswith(".md")
)


def relocates(row: Observation, text: str) -> bool:
    end = row.sentence_start + len(row.sentence)
    return (
        text[row.number_start : row.number_end] == row.number
        and text[row.sentence_start : end] == row.sentence
        and row.before + row.number + row.after == row.sentence
    )


@pytest.mark.parametrize("file", DEMONSTRATION, ids=lambda file: file.stem)
def test_every_figure_of_a_report_stands_at_its_span(file: Path, cast: Cast) -> None:
    document = actions.receive(
        by=cast.owner,
        custodian=cast.department,
        file_name=file.name,
        data=file.read_bytes(),
        at=AT,
    )
    rows = list(document.observations.all())
    assert all(relocates(row, document.text) for row in rows)
    read = {(f.number_start, f.number_end): f for f in document.reading.figures}
    told = [row for row in rows if not row.implied]
    assert len(told) == len(meaning.figures_once(document.reading.figures))
    for row in told:
        found = read[row.number_start, row.number_end]
        assert (row.value, row.value_high, row.unit) == (found.value, found.value_high, found.unit)
    assert {row.review for row in rows} == {Review.WAITING}
    assert list(verify()) == []


def test_the_same_file_again_changes_nothing(cast: Cast, read: Any, confirmed: Document) -> None:
    before = list(Observation.objects.order_by("id").values())
    again = actions.keep(by=cast.colleague, custodian=cast.department, read=read, at=LATER)
    assert again == confirmed
    assert actions.observe(again, at=LATER) == 0
    assert actions.observe_missing(at=LATER) == 0
    assert list(Observation.objects.order_by("id").values()) == before


def test_an_older_report_is_observed_once_and_the_journal_says_so(document: Document) -> None:
    document.observations.all().delete()
    assert actions.observe_missing(at=LATER) == 4
    assert actions.observe_missing(at=LATER) == 0
    entry = JournalEntry.objects.get(act="document.observed")
    assert (entry.by, entry.facts) == (None, {"observations": 4})


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=3))
def test_digits_and_decimals_are_the_value(value: Any) -> None:
    [digits], decimals = digits_of(value, None)
    assert scaled(digits, decimals) == value


# --- what a whole report is about -------------------------------------------------------------


def told(row: Observation) -> tuple[Any, ...]:
    key = row.place.key if row.place else None
    return key, row.period_start and row.period_start.year, row.stage, bool(row.slot)


def test_the_figures_follow_what_is_said_of_the_report(
    cast: Cast, document: Document, province: Place
) -> None:
    assert told(figure(document, "900")) == (None, None, "accepted", False)
    confirm(cast, document, province)
    assert told(figure(document, "900")) == ("mau", 2016, "accepted", True)
    confirm(cast, document, province, period=read_period("2024"), at=LATER)
    assert told(figure(document, "900")) == ("mau", 2024, "accepted", True)
    entries = JournalEntry.objects.filter(act="document.confirmed").order_by("seq")
    assert [entry.facts["observations"] for entry in entries] == [4, 4]
    assert entries[0].facts["from"] == "2016-01-01" and entries[0].facts["place"] == "mau"


def test_a_target_told_by_a_percentage_is_known_once_the_report_has_a_place(
    cast: Cast, province: Place
) -> None:
    text = "BÁO CÁO\n\nGiai đoạn 2016 - 2020, khuyến công đã hỗ trợ 120 đề án, đạt 80% mục tiêu.\n"
    document = actions.receive(
        by=cast.owner,
        custodian=cast.department,
        file_name="a.txt",
        data=text.encode(),
        at=AT,
    )
    assert not document.observations.filter(implied=True).exists()
    confirm(cast, document, province)
    target = document.observations.get(implied=True, superseded_at=None)
    assert (target.digits, target.unit, target.stage, target.number) == (
        150,
        "project",
        "target",
        "80",
    )
    assert target.slot == "projects.count|target|mau|20160101-20210101|total||"
    confirm(cast, document, province, money_stage=Stage.APPROVED, at=LATER)
    assert document.observations.filter(implied=True).count() == 1


@pytest.mark.parametrize(
    ("meant", "money", "projects"),
    [
        (Stage.APPROVED, "approved", "accepted"),
        (Stage.ACCEPTED, "accepted", "accepted"),
        ("", "accepted", "accepted"),
    ],
)
def test_what_the_money_of_a_report_means(
    meant: str, money: str, projects: str, cast: Cast, document: Document, province: Place
) -> None:
    confirm(cast, document, province, money_stage=meant)
    assert figure(document, "900").stage == money
    assert {figure(document, n).stage for n in ("12", "7", "4")} == {projects}


def test_the_same_again_writes_nothing(cast: Cast, confirmed: Document, province: Place) -> None:
    before = Observation.objects.count(), JournalEntry.objects.count()
    first = queries.confirmation_of(confirmed)
    assert confirm(cast, confirmed, province, by=cast.head, at=LATER) == first
    assert (Observation.objects.count(), JournalEntry.objects.count()) == before
    assert queries.confirmation_of(confirmed).by == cast.owner  # type: ignore[union-attr]


def test_what_was_taken_stays_taken_when_the_report_is_said_to_be_of_another_year(
    cast: Cast, confirmed: Document, province: Place
) -> None:
    take(cast.colleague, figure(confirmed, "900"))
    confirm(cast, confirmed, province, period=read_period("2024"), at=LATER)
    row = figure(confirmed, "900")
    assert (row.review, row.by, row.period_start.year) == (  # type: ignore[union-attr]
        Review.ACCEPTED,
        cast.colleague,
        2024,
    )


@pytest.mark.parametrize(
    "who", ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]
)
def test_who_may_not_confirm(who: str, cast: Cast, document: Document, province: Place) -> None:
    with pytest.raises(Refused, match="không có quyền xác nhận"):
        confirm(cast, document, province, by=getattr(cast, who))
    assert queries.confirmation_of(document) is None
    assert figure(document, "900").place is None


# --- what was known when ----------------------------------------------------------------------


def test_as_of_a_moment_one_sees_what_was_known_then(
    cast: Cast, document: Document, province: Place
) -> None:
    hours = [AT + timedelta(hours=n) for n in range(6)]
    confirm(cast, document, province, at=hours[1])
    row = take(cast.owner, figure(document, "900"), hours[2])
    row = actions.correct(
        by=cast.owner,
        document=document,
        series=row.series,
        seen=row.id,
        stage=Stage.APPROVED,
        reason="mục 1",
        at=hours[3],
    )
    actions.leave_out(
        by=cast.owner,
        document=document,
        series=row.series,
        seen=row.id,
        reason="thừa",
        at=hours[4],
    )

    def seen(at: datetime | None) -> list[str]:
        return [row.stage for row in queries.published(at).filter(number="900")]

    assert [seen(at) for at in hours] == [[], [], ["accepted"], ["approved"], [], []]
    assert seen(None) == []
    prepared = [queries.taken_or_waiting(at).filter(number="900").count() for at in hours]
    assert prepared == [0, 1, 1, 1, 0, 0]


def test_figures_that_are_published_bring_no_texts(
    cast: Cast,
    confirmed: Document,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    take(cast.owner, figure(confirmed, "900"))
    with django_assert_num_queries(1):
        [row] = queries.published()
        assert (row.place.name, row.document.title) == ("Mẫu", confirmed.title)  # type: ignore[union-attr]
    assert row.document.get_deferred_fields() == {"text", "source", "stored_reading"}


SEEN = {"owner": 4, "chair": 4, "agency_officer": 4, "auditor": 4, "stranger": 0, "former": 0}


@pytest.mark.parametrize(("who", "count"), SEEN.items())
def test_who_sees_the_figures_of_a_report(
    who: str, count: int, cast: Cast, confirmed: Document
) -> None:
    assert queries.observations_visible_to(getattr(cast, who)).count() == count


# --- whatever people do -----------------------------------------------------------------------

ACTS: dict[str, Callable[..., object]] = {
    "accept": lambda cast, row, at: actions.accept(
        by=cast.owner, document=row.document, series=row.series, seen=row.id, at=at
    ),
    "leave": lambda cast, row, at: actions.leave_out(
        by=cast.head, document=row.document, series=row.series, seen=row.id, reason="x", at=at
    ),
    "reopen": lambda cast, row, at: actions.reopen(
        by=cast.owner, document=row.document, series=row.series, seen=row.id, at=at
    ),
    "correct": lambda cast, row, at: actions.correct(
        by=cast.colleague,
        document=row.document,
        series=row.series,
        seen=row.id,
        reason="y",
        period=Period(FIVE_YEARS.start, FIVE_YEARS.end) if at.minute % 2 else None,
        at=at,
    ),
    "sound": lambda cast, row, at: actions.accept_sound(
        by=cast.owner, document=row.document, at=at
    ),
    "confirm": lambda cast, row, at: confirm(
        cast, row.document, Place.objects.get(), period=read_period(str(2010 + at.minute)), at=at
    ),
}


@settings(max_examples=25, deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from([*ACTS]), st.integers(0, 3)), max_size=12))
def test_every_version_stands_at_its_span_and_one_of_each_is_current(
    acts: list[tuple[str, int]],
) -> None:
    from django.db import transaction

    with transaction.atomic():
        _do_and_look(acts)
        transaction.set_rollback(True)


def _do_and_look(acts: list[tuple[str, int]]) -> None:
    from khuyencong.ingestion.actions import ReadFile
    from khuyencong.ingestion.stored import stored
    from khuyencong.web.desk import sample
    from tests.cast import make_cast

    cast = make_cast()
    Place.objects.create(key="mau", level="province", kind="tỉnh", name="Mẫu")
    read = ReadFile("mau.md", sample.TEXT, stored(sample.sample_reading()))
    document = actions.keep(by=cast.owner, custodian=cast.department, read=read, at=AT)
    numbers = ["12", "900", "7", "4"]
    for step, (name, which) in enumerate(acts, 1):
        ACTS[name](cast, figure(document, numbers[which]), AT + timedelta(minutes=step))
    rows = list(document.observations.order_by("recorded_at", "id"))
    assert all(relocates(row, document.text) for row in rows)
    by_series: dict[Any, list[Observation]] = {}
    for row in rows:
        by_series.setdefault(row.series, []).append(row)
    assert len(by_series) == 4
    for versions in by_series.values():
        ends = [row.superseded_at for row in versions]
        assert ends == [*(row.recorded_at for row in versions[1:]), None]
        assert versions[0].by is None and versions[0].review == Review.WAITING
        assert {(row.number, row.digits, row.unit) for row in versions} == {
            (versions[0].number, versions[0].digits, versions[0].unit)
        }
    assert list(verify()) == []
