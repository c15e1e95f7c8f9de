"""Who accepted, who waits, who is missing, who was late; the rates; a year as a matrix."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.registry.models import Organisation
from khuyencong.reporting.models import Duty
from khuyencong.reporting.queries import consolidation, matrix, missing_reports
from khuyencong.reporting.queries.consolidation import in_year
from khuyencong.reporting.rules import Rate
from khuyencong.values.periods import quarter, year
from tests.cast import Cast
from tests.factories import make_duty, make_organisation, make_user
from tests.reporting.conftest import AT, act, send

pytestmark = pytest.mark.django_db
ON = date(2027, 1, 5)


def another(cast: Cast, name: str, **more: object) -> Duty:
    body = make_organisation(name)
    return make_duty(body, cast.agency, **more)


def sent(cast: Cast, duty: Duty, days: int = 0) -> Duty:
    send(make_user("DEPT_OFFICER", duty.custodian), duty, AT + timedelta(days=days))
    return duty


def names(rows: list) -> list[str]:  # type: ignore[type-arg]
    return [row.duty.custodian.name for row in rows]


def test_one_of_everything(cast: Cast) -> None:
    act("accept", cast.agency_officer, sent(cast, another(cast, "Đà")))
    act("accept", cast.agency_officer, sent(cast, another(cast, "Ân"), 8), AT + timedelta(days=9))
    sent(cast, another(cast, "An"), 1)
    back = sent(cast, another(cast, "Dân"))
    act("give_back", cast.agency_officer, back, AT + timedelta(days=7), reason="Thiếu")
    another(cast, "Bình")
    act("excuse", cast.agency_officer, another(cast, "Cường"), reason="Mới lập")
    another(cast, "Em", due_on=None, due_basis="")
    found = consolidation(cast.agency, "year", year(2026), ON)
    assert names(found.rows) == ["An", "Ân", "Bình", "Cường", "Dân", "Đà", "Em"]
    assert names(found.accepted) == ["Ân", "Đà"]
    assert names(found.waiting) == ["An"]
    assert names(found.missing) == ["Bình", "Dân", "Em"]
    assert names(found.late) == ["Ân", "Bình"]
    assert found.expected == 6
    assert (found.rate, found.rate.percent) == (Rate(3, 5), 60)


def test_before_the_day_nothing_is_judged(cast: Cast) -> None:
    sent(cast, another(cast, "An"))
    found = consolidation(cast.agency, "year", year(2026), date(2026, 12, 20))
    assert (found.rate, found.rate.percent, found.late) == (Rate(0, 0), None, [])


def test_a_year_of_bodies_and_reports(cast: Cast) -> None:
    first = {
        "form": "quarter", "period_start": quarter(2026, 1).start,
        "period_end": quarter(2026, 1).end, "due_on": date(2026, 3, 20),
    }  # fmt: skip
    make_duty(cast.department, cast.agency, **first)
    plan = {
        "form": "plan_registration", "period_start": year(2027).start,
        "period_end": year(2027).end, "due_on": date(2026, 6, 19),
    }  # fmt: skip
    make_duty(cast.department, cast.agency, **plan)
    make_duty(cast.department, cast.agency)
    sent(cast, make_duty(cast.other_department, cast.agency))
    found = matrix(in_year(Duty.objects.all(), 2026), ON)
    assert [column.short for column in found.columns] == ["Q.I", "Đăng ký KH", "Năm"]
    assert [(row.body, [bool(cell) for cell in row.cells]) for row in found.rows] == [
        (cast.other_department, [False, False, True]),
        (cast.department, [True, True, True]),
    ]
    assert [column.rate for column in found.columns] == [Rate(0, 1), Rate(0, 1), Rate(1, 2)]
    assert [row.rate for row in found.rows] == [Rate(1, 1), Rate(0, 3)]
    assert found.rate == Rate(1, 4)
    assert not matrix(in_year(Duty.objects.all(), 2025), ON)
    assert not matrix(in_year(Duty.objects.all(), 2027), ON)


def test_the_queries_do_not_grow(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            matrix(Duty.objects.all(), ON)
            consolidation(cast.agency, "year", year(2026), ON)
        return len(told)

    sent(cast, another(cast, "Một"))
    few = asked()
    for number in range(20):
        sent(cast, another(cast, f"Sở {number}"))
    assert asked() == few <= 8


def test_what_should_be_there_and_is_not(cast: Cast) -> None:
    late = another(cast, "Trễ")
    sent(cast, another(cast, "Gửi"))
    another(cast, "Chưa đến hạn", due_on=date(2027, 1, 31))
    undated = another(cast, "Không hạn", due_on=None, due_basis="")
    act("excuse", cast.agency_officer, another(cast, "Miễn"), reason="Mới lập")
    assert set(missing_reports(ON)) == {late, undated}
    assert list(missing_reports(date(2026, 12, 20))) == []
    assert Organisation.objects.filter(name="Trễ").exists()
