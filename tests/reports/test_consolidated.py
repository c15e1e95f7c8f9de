"""A national report tells how many provinces' reports were accepted, who is missing, what moved."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from khuyencong.documents import Table
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.states import Level
from khuyencong.reporting import actions as reporting
from khuyencong.reporting.models import Duty
from khuyencong.reports.evidence import evidence_of
from khuyencong.reports.preparing import Order, Written, write_report
from khuyencong.reports.queries.consolidated import moved, received_of
from khuyencong.reports.rules.parts import made_of
from khuyencong.reports.uncited import spelled, uncited
from khuyencong.values.periods import year
from khuyencong.values.text import fold
from tests.cast import Cast
from tests.factories import make_duty, make_organisation, make_user
from tests.reporting.conftest import act, send
from tests.reports.owed import Desk, make_desk

pytestmark = pytest.mark.django_db
#: The due day is 20 December 2026.
IN_TIME = datetime(2026, 12, 18, 2, tzinfo=UTC)
LATE = datetime(2026, 12, 28, 2, tzinfo=UTC)
NOW = datetime(2027, 1, 10, 2, tzinfo=UTC)


@pytest.fixture
def country(db: None) -> Place:
    """Return the country."""
    return Place.objects.create(key="viet-nam", level=Level.COUNTRY, name="Việt Nam")


@pytest.fixture
def duties(cast: Cast, country: Place) -> dict[str, Duty]:
    """Return five duties: accepted in time, accepted late, waiting, missing, excused."""
    told = {}
    for name in ("An", "Bình", "Cúc", "Dung", "Em"):
        body = make_organisation(f"Sở Công Thương tỉnh {name}")
        place = Place.objects.create(key=f"tinh-{fold(name)}", level=Level.PROVINCE, name=name)
        Organisation.objects.filter(id=body.id).update(place=place)
        told[name] = make_duty(Organisation.objects.get(id=body.id), cast.agency)
    for name, at in (("An", IN_TIME), ("Bình", LATE), ("Cúc", IN_TIME)):
        send(make_user("DEPT_OFFICER", told[name].custodian), told[name], at)
    for name, at in (("An", IN_TIME), ("Bình", LATE)):
        act("accept", cast.agency_officer, told[name], at + timedelta(days=1))
    act("excuse", cast.agency_officer, told["Em"], IN_TIME, reason="Gộp")
    return told


def written(at: datetime | None = None, place: str = "viet-nam", **more: Any) -> Written:
    return write_report(Order(place, year(2026), at=at, **more), now=NOW)


def test_it_says_who_sent_who_is_missing_and_who_was_in_time(duties: dict[str, Duty]) -> None:
    report = written()
    text, _ = spelled(report.document)
    assert "đã tiếp nhận 2/4 báo cáo" in text and "01 báo cáo đang chờ" in text
    assert "2/4 báo cáo gửi đúng hạn (50%)" in text
    assert "Chưa có báo cáo của: Dung." in text
    assert uncited(report.document, report.figures) == []
    by_measure = {one.asked.measure: one for one in report.figures if not one.asked.derived}
    accepted = by_measure["reports.accepted"]
    assert accepted.name == "Báo cáo của địa phương đã tiếp nhận"
    labels = [row.label for row in evidence_of(report, accepted).rows]
    assert [label.partition(": ")[0].rpartition(" ")[2] for label in labels] == ["An", "Bình"]
    # An edition keeps the duties, and finds those that a figure counts.
    kept = report.prepared()
    (figure,) = (one for one in kept.figures if one["measure"] == "reports.accepted")
    behind = [row["body"] for row in kept.rows if made_of(figure, row)]
    assert sorted(behind) == ["Sở Công Thương tỉnh An", "Sở Công Thương tỉnh Bình"]


def test_an_appendix_names_every_province(duties: dict[str, Duty]) -> None:
    (appendix,) = (
        one for one in written().document.appendices if "Tình hình gửi báo cáo" in str(one.title)
    )
    (table,) = (block for block in appendix.blocks if isinstance(block, Table))
    told = {str(row[1]).rpartition(" ")[2]: str(row[5]) for row in table.rows}
    assert told == {
        "An": "đã tiếp nhận",
        "Bình": "đã tiếp nhận, trễ 8 ngày",
        "Cúc": "đã gửi, chờ tiếp nhận",
        "Dung": "chưa gửi, đã quá hạn",
        "Em": "không phải gửi",
    }


def test_as_of_a_moment_it_tells_the_calendar_of_then(duties: dict[str, Duty]) -> None:
    text, _ = spelled(written(at=LATE - timedelta(days=2)).document)
    assert "đã tiếp nhận 1/4 báo cáo" in text
    assert "Chưa có báo cáo của: Bình và Dung." in text
    text, _ = spelled(written(at=IN_TIME + timedelta(hours=1)).document)
    assert "đã tiếp nhận 0/4 báo cáo" in text and "đúng hạn" not in text


def test_provinces_other_forms_and_themes_tell_nothing(
    cast: Cast, duties: dict[str, Duty], country: Place
) -> None:
    place = duties["An"].custodian.place
    assert place
    assert written(place=place.key).asking.received is None
    assert written(form="thematic").asking.received is None
    told = {"form": "thematic", "asked_by": cast.agency_officer.id, "regime": None}
    make_duty(duties["An"].custodian, cast.agency, title="Máy móc", **told)
    on = NOW.date()
    assert received_of(country, "thematic", year(2026), on) is not None
    make_duty(duties["An"].custodian, cast.agency, title="Làng nghề", **told)
    assert received_of(country, "thematic", year(2026), on) is None


def test_what_was_accepted_and_moved_is_told_on_the_page_of_the_round(
    cast: Cast, country: Place
) -> None:
    """The edition of the test says 02 đề án and 120 triệu đồng; the records hold none."""
    desk: Desk = make_desk(cast)
    Organisation.objects.filter(id=cast.department.id).update(place=desk.place)
    duty = make_duty(cast.department, cast.agency)
    desk.records.figures = lambda: _whole(desk)  # type: ignore[method-assign]
    row = desk.sent()
    duty.refresh_from_db()
    at = row.sent_at + timedelta(hours=1)
    reporting.accept(by=cast.agency_officer, duty=duty, seen=duty.stamp, at=at)
    told = [(one.name, one.then, one.now) for one in moved([row], year(2026))]
    assert [(then, now) for _, then, now in told] == [(2, 0), (120_000_000, 0)]
    client = Client()
    client.force_login(cast.agency_officer)
    page = client.get(reverse("desk:duty-round", args=[duty.id])).content.decode()
    assert "nay hồ sơ ghi khác (2)" in page
    assert reverse("desk:edition-later", args=[row.id]) in page
    assert "noi=viet-nam&amp;ky=2026&amp;mau=year" in page


def _whole(desk: Desk) -> tuple[dict[str, Any], ...]:
    told = type(desk.records).figures(desk.records)
    return tuple(one | {"filters": {}} if one["key"] == "kinh-phi" else one for one in told)
