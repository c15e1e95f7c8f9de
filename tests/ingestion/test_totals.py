"""A total that is not the sum of its rows: told, entered when acknowledged, and then in the way."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.core.models import JournalEntry
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries import unsettled_totals
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Place
from khuyencong.sheets import KINDS, Grid, understand
from khuyencong.values.periods import Period, year
from tests.cast import Cast
from tests.ingestion.sheets import AT, answered, asked, book, confirmed, make_province, staged

LATER = AT + timedelta(days=1)
HEAD = ["STT", "Tên đề án", "Nội dung", "Huyện", "Kinh phí hỗ trợ (triệu đồng)"]


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def entered(cast: Cast, total: int, first: int = 2019) -> Batch:
    """Return an entered list of two đề án with a total that was acknowledged where it is wrong."""
    rows = [
        [f"Danh mục đề án năm {first}"], HEAD,
        [1, "Lớp đan lát", "Đào tạo nghề", "thành phố Bến Gạo", 55],
        [2, "Lớp may", "Đào tạo nghề", "thành phố Bến Gạo", 45],
        [None, "TỔNG CỘNG", None, None, total],
    ]  # fmt: skip
    batch = staged(cast.owner, cast.department, book(rows), "past_projects")
    if "E5" in asked(batch):
        batch = answered(cast.owner, batch, {"E5": "accepted:lệch trong tệp gốc"})
    return confirmed(cast.owner, batch)


def test_a_wrong_total_stands_in_the_way_of_reports_of_its_years(
    cast: Cast, places: dict[str, Place]
) -> None:
    batch = entered(cast, 101)
    assert (batch.state, batch.wrong_totals) == (BatchState.DONE, 1)
    assert (batch.first_year, batch.last_year) == (2019, 2019)
    (one,) = unsettled_totals([cast.department.id], year(2019))
    assert (one.batch, one.custodian) == (batch.id, cast.department.id)
    assert "ghi 101 triệu đồng, cộng các dòng được 100 triệu đồng" in str(one)
    whole = Period(date(2016, 1, 1), date(2021, 1, 1))
    assert len(unsettled_totals([cast.department.id], whole)) == 1
    # Other years, other bodies: nothing in the way.
    for years in (year(2018), year(2020), Period(date(2020, 1, 1), date(2026, 1, 1))):
        assert unsettled_totals([cast.department.id], years) == []
    assert unsettled_totals([cast.other_department.id], year(2019)) == []


def test_it_is_out_of_the_way_once_somebody_said_why(cast: Cast, places: dict[str, Place]) -> None:
    batch = entered(cast, 101)
    for bad in ("", "  ", "x" * 501):
        with pytest.raises(Refused):
            batches.settle_totals(by=cast.owner, batch=batch, reason=bad, at=LATER)
    with pytest.raises(Refused):
        batches.settle_totals(by=cast.stranger, batch=batch, reason="Tệp gốc sai.", at=LATER)
    batches.settle_totals(by=cast.owner, batch=batch, reason=" Tệp  gốc sai. ", at=LATER)
    batch.refresh_from_db()
    assert (batch.totals_reason, batch.totals_by) == ("Tệp gốc sai.", cast.owner.id)
    assert unsettled_totals([cast.department.id], year(2019)) == []
    entry = JournalEntry.objects.get(act="batch.totals_settled")
    assert entry.facts["reason"] == "Tệp gốc sai."
    with pytest.raises(Refused, match="đã được giải trình"):
        batches.settle_totals(by=cast.owner, batch=batch, reason="Lại", at=LATER)


def test_a_right_total_has_nothing_to_account_for(cast: Cast, places: dict[str, Place]) -> None:
    batch = entered(cast, 100)
    assert batch.wrong_totals == 0
    assert unsettled_totals([cast.department.id], year(2019)) == []
    with pytest.raises(Refused, match="không có dòng cộng"):
        batches.settle_totals(by=cast.owner, batch=batch, reason="Không", at=LATER)


def test_what_is_only_looked_at_stands_in_nobodys_way(cast: Cast, places: dict[str, Place]) -> None:
    batch = entered(cast, 101)
    Batch.objects.filter(id=batch.id).update(
        state=BatchState.UNDONE, undone_at=LATER, undone_by=cast.owner.id
    )
    assert unsettled_totals([cast.department.id], year(2019)) == []


BAD: list[dict[str, Any]] = [
    {"totals_reason": "Vì thế"},
    {"totals_reason": "Vì thế", "totals_at": AT, "wrong_totals": 0},
    {"totals_at": AT},
    {"first_year": 2019},
    {"first_year": 2019, "last_year": 2018},
    {"last_year": 2018},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_the_database_insists(change: dict[str, Any], cast: Cast) -> None:
    batch = Batch.objects.create(
        custodian=cast.department, kind="needs", file_name="a", file="0" * 64, received_at=AT,
        wrong_totals=1,
    )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(id=batch.id).update(**change)


MONEY = st.integers(100_000, 10**12)


@pytest.mark.pure
@given(sections=st.lists(st.lists(MONEY, min_size=1, max_size=4), min_size=1, max_size=3),
       off=st.lists(st.integers(-50_000, 50_000), min_size=4, max_size=4))  # fmt: skip
@settings(max_examples=60)
def test_exactly_the_totals_that_are_off_are_told(
    sections: list[list[int]], off: list[int]
) -> None:
    """Totals of sections and of all: each told where it differs, and by how much."""
    rows: list[list[Any]] = [["Năm 2019"], ["STT", "Tên đề án", "Nội dung", "Huyện",
                                            "Kinh phí hỗ trợ (đồng)"]]  # fmt: skip
    wrong = []
    for number, sums in enumerate(sections):
        rows.append(
            [["I", "II", "III"][number], "Đào tạo nghề", None, None, sum(sums) + off[number]]
        )
        wrong += [f"E{len(rows)}"] if off[number] else []
        rows += [[n, f"Lớp {number} {n}", None, "huyện Mẫu", one] for n, one in enumerate(sums, 1)]
    rows.append([None, "TỔNG CỘNG", None, None, sum(map(sum, sections)) + off[3]])
    wrong += [f"E{len(rows)}"] if off[3] else []
    for answers in ({}, dict.fromkeys(wrong, "accepted:vì")):
        found = understand(Grid("Tờ", rows, row_count=len(rows)), KINDS["past_projects"], answers)
        list(found.lines())
        assert sorted(one.at for one in found.differences) == sorted(wrong)
        assert {one.accepted for one in found.differences} <= {bool(answers)}
        told = {r.at for r in found.about if "Tổng ghi" in r.text}
        assert told == (set() if answers else set(wrong))
