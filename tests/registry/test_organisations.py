"""Bodies under their names of the day, and who answers for what a former body left."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import load_reference_data, succeed
from khuyencong.registry.models import (
    Lineage,
    Organisation,
    Place,
    ReferenceEdition,
    Succession,
)
from khuyencong.registry.queries import (
    custodian_today,
    department_of,
    in_custody_of,
    organisations_visible_to,
)
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.rules import Refused
from tests.registry.conftest import AFTER, BEFORE

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 12, 1)


def body(key: str) -> Organisation:
    return Organisation.objects.get(key=key)


def officer(*permissions: str) -> SimpleNamespace:
    return SimpleNamespace(
        id=uuid4(), may=lambda asked: asked in permissions, custodians=lambda: None
    )


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2015, 1, 1), "Cục Công nghiệp địa phương"),
        (date(2020, 1, 1), "Cục Công Thương địa phương"),
        (date(2026, 1, 1), "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"),
    ],
)
def test_the_agency_under_three_names(on: date, name: str) -> None:
    assert last_name_on(body("cuc-khuyen-cong"), on) == name


def test_a_department_and_a_centre_for_every_province_of_every_day() -> None:
    for kind in ("department", "centre"):
        bodies = Organisation.objects.filter(kind=kind)
        assert (bodies.on(BEFORE).count(), bodies.on(AFTER).count()) == (63, 34)


def test_a_department_follows_the_name_of_its_province() -> None:
    department = department_of("hue")
    assert last_name_on(department, date(2024, 12, 31)) == "Sở Công Thương tỉnh Thừa Thiên Huế"
    assert last_name_on(department, AFTER) == department.name == "Sở Công Thương thành phố Huế"


def test_the_department_of_a_former_province() -> None:
    assert department_of("Bắc Giang").key == "so-cong-thuong.bac-giang"
    assert department_of("Lào Cai", AFTER).key == "so-cong-thuong.lao-cai-tu-2025"


@pytest.mark.parametrize(
    ("key", "on", "custodian"),
    [
        ("so-cong-thuong.tra-vinh", BEFORE, "so-cong-thuong.tra-vinh"),
        ("so-cong-thuong.tra-vinh", AFTER, "so-cong-thuong.vinh-long-tu-2025"),
        ("so-cong-thuong.ha-noi", AFTER, "so-cong-thuong.ha-noi"),
        ("trung-tam-khuyen-cong.tra-vinh", AFTER, "trung-tam-khuyen-cong.vinh-long-tu-2025"),
    ],
)
def test_who_answers_today(key: str, on: date, custodian: str) -> None:
    assert custodian_today(body(key), on).key == custodian


def custody(key: str, on: date) -> list[str]:
    held = in_custody_of([body(key).id], on)
    return sorted(Organisation.objects.filter(id__in=held).values_list("key", flat=True))


def test_a_department_answers_for_its_centre_and_for_what_both_took_over() -> None:
    assert custody("so-cong-thuong.vinh-long-tu-2025", AFTER) == sorted(
        f"{kind}.{place}"
        for kind in ("so-cong-thuong", "trung-tam-khuyen-cong")
        for place in ("ben-tre", "tra-vinh", "vinh-long-den-2025", "vinh-long-tu-2025")
    )


def test_a_body_that_was_taken_over_answers_for_nothing_any_more() -> None:
    assert custody("so-cong-thuong.tra-vinh", BEFORE) == [
        "so-cong-thuong.tra-vinh",
        "trung-tam-khuyen-cong.tra-vinh",
    ]
    assert custody("so-cong-thuong.tra-vinh", AFTER) == []


def test_every_body_is_in_the_custody_of_exactly_one_department_of_today() -> None:
    provincial = Organisation.objects.exclude(place=None)
    departments = Organisation.objects.filter(kind="department").on(AFTER)
    held = [body for d in departments for body in in_custody_of([d.id], AFTER)]
    assert sorted(held) == sorted(provincial.values_list("id", flat=True))


def test_the_agency_answers_for_its_centre_and_not_for_the_provinces() -> None:
    assert custody("cuc-khuyen-cong", AFTER) == ["cuc-khuyen-cong", "trung-tam-khuyen-cong-1"]


def test_custody_asks_two_questions_however_many_bodies() -> None:
    for count in (1, 40):
        ids = list(Organisation.objects.values_list("id", flat=True)[:count])
        with CaptureQueriesContext(connection) as asked:
            in_custody_of(ids, AFTER)
        assert len(asked) == 2


def _merge(**changes) -> Succession:
    fields = {
        "predecessor": body("trung-tam-khuyen-cong.ha-noi"),
        "successor": body("trung-tam-khuyen-cong.cao-bang"),
        "day": DAY,
        "by": officer("organisation.succeed"),
        "at": AT,
    }
    return succeed(**fields | changes)


def test_one_act_moves_custody_and_tells_the_journal() -> None:
    succession = _merge(source="Quyết định thử")
    assert custodian_today(body("trung-tam-khuyen-cong.ha-noi"), DAY).key == (
        "trung-tam-khuyen-cong.cao-bang"
    )
    assert custodian_today(body("trung-tam-khuyen-cong.ha-noi"), AFTER).key == (
        "trung-tam-khuyen-cong.ha-noi"
    )
    assert body("trung-tam-khuyen-cong.ha-noi").valid_until == DAY
    entry = JournalEntry.objects.get(act="registry.succeed")
    assert (entry.custodian, entry.at, entry.facts) == (
        succession.successor_id,
        AT,
        {"successor": str(succession.successor_id), "day": "2026-12-01"},
    )


def test_custody_follows_a_second_merger() -> None:
    _merge(
        predecessor=body("so-cong-thuong.vinh-long-tu-2025"),
        successor=body("so-cong-thuong.ha-noi"),
    )
    assert custodian_today(body("so-cong-thuong.tra-vinh"), DAY).key == "so-cong-thuong.ha-noi"


def test_what_officers_recorded_outlives_a_new_edition_of_the_files() -> None:
    """And every place keeps its id, and nothing is written twice."""
    succession = _merge()
    places, rows = set(Place.objects.values_list("id", "key")), Lineage.objects.count()
    ReferenceEdition.objects.update(sha256="older")
    assert load_reference_data() > 60_000
    assert set(Place.objects.values_list("id", "key")) == places
    assert Lineage.objects.count() == rows
    assert Succession.objects.filter(id=succession.id).exists()
    assert body("trung-tam-khuyen-cong.ha-noi").valid_until == DAY


def test_a_mistaken_succession_is_superseded_and_told_anew() -> None:
    mistaken = _merge()
    Succession.objects.filter(id=mistaken.id).update(superseded_at=AT)
    Organisation.objects.filter(id=mistaken.predecessor_id).update(valid_until=None)
    _merge(successor=body("trung-tam-khuyen-cong.lai-chau"))
    assert custodian_today(body("trung-tam-khuyen-cong.ha-noi"), DAY).key == (
        "trung-tam-khuyen-cong.lai-chau"
    )


def test_a_mistaken_succession_that_is_superseded_counts_for_nothing() -> None:
    mistaken = _merge()
    Succession.objects.filter(id=mistaken.id).update(superseded_at=AT)
    own = body("trung-tam-khuyen-cong.ha-noi")
    assert custodian_today(own, DAY) == own
    assert custody("trung-tam-khuyen-cong.cao-bang", DAY) == ["trung-tam-khuyen-cong.cao-bang"]


def test_a_circle_that_no_act_makes_holds_nobody_up() -> None:
    """Rows may come from another installation; asking who answers must end all the same."""
    one, other = body("trung-tam-khuyen-cong.ha-noi"), body("trung-tam-khuyen-cong.cao-bang")
    _merge(predecessor=one, successor=other)
    Succession.objects.create(predecessor=other, successor=one, day=DAY, recorded_at=AT)
    assert custodian_today(one, DAY) in {one, other}
    Organisation.objects.filter(id=one.id).update(parent=other)
    Organisation.objects.filter(id=other.id).update(parent=one)
    assert in_custody_of([one.id], DAY) <= {one.id, other.id}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        (lambda: {"by": officer()}, "không có quyền"),
        (lambda: {"successor": body("trung-tam-khuyen-cong.ha-noi")}, "đã được"),
        (lambda: {"predecessor": body("so-cong-thuong.tra-vinh")}, "Đã ghi nhận"),
        (lambda: {"successor": body("so-cong-thuong.tra-vinh")}, "không hoạt động"),
        (
            lambda: {
                "predecessor": body("so-cong-thuong.vinh-long-tu-2025"),
                "successor": body("so-cong-thuong.tra-vinh"),
            },
            "đã được",
        ),
    ],
)
def test_a_succession_is_refused_in_words(changes, why: str) -> None:
    before = Succession.objects.count()
    with pytest.raises(Refused, match=why):
        _merge(**changes())
    assert (Succession.objects.count(), JournalEntry.objects.count()) == (before, 0)


def test_nothing_stays_behind_when_the_last_write_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_, **__) -> None:
        raise RuntimeError("the journal is full")

    monkeypatch.setattr("khuyencong.core.journal.record", fail)
    before = Succession.objects.count()
    with pytest.raises(RuntimeError):
        _merge()
    assert Succession.objects.count() == before
    assert body("trung-tam-khuyen-cong.ha-noi").valid_until is None


def test_everybody_sees_every_body() -> None:
    assert organisations_visible_to(None).count() == Organisation.objects.count()
