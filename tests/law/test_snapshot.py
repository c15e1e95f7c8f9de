"""The law of a day and place: what comes along from old provinces, and what loading does."""

from datetime import date
from typing import Any

import pytest

from khuyencong.law.actions import load, load_law
from khuyencong.law.models import Parameter
from khuyencong.law.queries import forks, law_on, province_on
from khuyencong.registry.models import Place, ReferenceEdition
from tests.law.conftest import AT

LAST_63, FIRST_34 = date(2025, 6, 30), date(2025, 7, 1)


def codes(day: date, place: str) -> set[str]:
    return {p.code for p in law_on(day, place).parameters if p.place_key}


def test_the_national_law_holds_everywhere() -> None:
    assert law_on(FIRST_34).one("ceiling", "machinery")
    assert codes(FIRST_34, "ha-noi") == set()


@pytest.mark.parametrize(
    ("day", "place", "code", "inherited"),
    [
        (LAST_63, "dong-thap-den-2025", "P-DT-01", False),
        (FIRST_34, "dong-thap-tu-2025", "P-DT-01", True),
        (FIRST_34, "da-nang-tu-2025", "P-QNA-01", True),
        (LAST_63, "quang-nam", "P-QNA-01", False),
        (date(2025, 7, 26), "dak-lak-tu-2025", "P-DL-01", False),
    ],
)
def test_rules_of_an_old_province_come_along_in_doubt(
    day: date, place: str, code: str, inherited: bool
) -> None:
    (found,) = (p for p in law_on(day, place).parameters if p.code == code)
    assert any("tỉnh cũ" in doubt for doubt in found.doubts) is inherited
    assert found.certain is not inherited


def test_rules_that_the_new_province_replaced_do_not_come_along() -> None:
    old = Place.objects.get(key="phu-yen")
    Parameter.objects.create(
        code="cu", kind="ceiling", subject="machinery", slot="cu", source="provincial", place=old,
        amount=1, basis="mẫu", verified=True, valid_from=date(2020, 1, 1), recorded_at=AT,
    )  # fmt: skip
    assert "cu" in codes(date(2025, 7, 25), "dak-lak-tu-2025")
    assert "cu" not in codes(date(2025, 7, 26), "dak-lak-tu-2025")


def test_a_row_without_a_first_day_waits_for_the_year_of_its_document() -> None:
    assert "P-HB-01" not in codes(date(2018, 12, 31), "hoa-binh")
    assert "P-HB-01" in codes(date(2019, 1, 1), "hoa-binh")


def test_a_commune_has_the_law_of_its_province() -> None:
    commune = Place.objects.filter(
        parents__parent__key="dak-lak-tu-2025", valid_until=None
    ).order_by("key")[0]
    assert law_on(date(2026, 1, 1), commune.key).place_key == "dak-lak-tu-2025"


def test_a_commune_of_a_district_has_the_law_of_its_province() -> None:
    district = Place.objects.filter(parents__parent__key="quang-nam").order_by("key")[0]
    commune = Place.objects.filter(parents__parent=district).order_by("key")[0]
    assert province_on(commune.key, LAST_63).key == "quang-nam"


@pytest.mark.parametrize(
    ("key", "day"),
    [("quang-nam", FIRST_34), ("da-nang-tu-2025", LAST_63), ("khong-co", FIRST_34)],
)
def test_a_place_that_is_not_there_has_no_law(key: str, day: date) -> None:
    with pytest.raises(LookupError):
        law_on(day, key)


def test_a_draft_is_no_law() -> None:
    assert not any(code.startswith("P-QNG") for code in codes(FIRST_34, "quang-ngai-tu-2025"))


def test_a_snapshot_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(9):
        law_on(date(2026, 1, 1), "dak-lak-tu-2025")


# --- loading -------------------------------------------------------------------------------------


def test_the_same_edition_writes_nothing() -> None:
    assert load_law(at=AT) == 0


def forget_edition() -> None:
    ReferenceEdition.objects.filter(name=load.EDITION).update(sha256="")


def test_a_new_edition_that_says_the_same_adds_no_parameter() -> None:
    before = Parameter.objects.count()
    forget_edition()
    assert load_law(at=AT) > 0
    assert Parameter.objects.count() == before


def test_a_parameter_that_says_something_else_supersedes_and_stays() -> None:
    Parameter.objects.filter(code="N18-04a").update(amount=7)
    forget_edition()
    load_law(at=AT)
    rows = Parameter.objects.filter(code="N18-04a").order_by("superseded_at")
    said = {(row.amount, row.superseded_at) for row in rows}
    assert said == {(7, AT), (300_000_000, None)}


def test_loading_leaves_what_officers_entered() -> None:
    mine = Parameter.objects.create(
        code="ceiling-1", kind="ceiling", subject="machinery", slot="x", source="national",
        amount=1, valid_from=date(2026, 1, 1), recorded_at=AT,
        proposed_by="0193a1b2-0000-7000-8000-000000000001",
    )  # fmt: skip
    forget_edition()
    load_law(at=AT)
    mine.refresh_from_db()
    assert mine.superseded_at is None


# --- the whole register --------------------------------------------------------------------------


def test_the_register_as_loaded_has_no_forks() -> None:
    assert list(forks()) == []


def test_a_fork_and_a_row_filed_wrongly_are_told() -> None:
    told = {
        "kind": "ceiling", "subject": "machinery", "source": "national", "amount": 1,
        "basis": "mẫu", "verified": True, "recorded_at": AT,
    }  # fmt: skip
    slot = Parameter.objects.get(code="N18-04a").slot
    Parameter.objects.create(code="hai", slot=slot, valid_from=date(2020, 1, 1), **told)
    Parameter.objects.create(code="lac", slot="x", valid_from=date(2020, 1, 1), **told)
    assert sorted(forks()) == [
        "Tham số N18-04a và hai cùng áp dụng trong một ngày.",
        "Tham số lac: ô lưu không khớp nội dung.",
    ]
