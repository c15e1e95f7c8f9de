"""Results come by sheet, all kinds by the same code: staged, entered, corrected, undone."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook

from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches import Conflicts
from khuyencong.ingestion.queries.lists import exported_columns, exported_rows
from khuyencong.ingestion.rules import Refused, may_import
from khuyencong.ingestion.sheet_kinds import KINDS, RESULT_KINDS
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Place
from khuyencong.results.actions import withdraw_result
from khuyencong.results.kinds import KINDS as RESULTS
from khuyencong.results.models import Result
from khuyencong.sheets import Type
from khuyencong.sheets.heads import find_head
from khuyencong.sheets.opening import open_sheet
from khuyencong.sheets.writing import write_list, write_template
from tests.cast import Cast
from tests.ingestion.sheets import (
    AT,
    answered,
    asked,
    book,
    confirmed,
    counts,
    make_province,
    staged,
)

LATER = AT + timedelta(days=1)
COURSE = ["STT", "Tên lớp", "Loại lớp", "Nghề", "Số lao động học", "Trong đó nữ", "Địa điểm",
          "Xong ngày", "Số biên bản"]  # fmt: skip
ROW = [1, "Lớp đan lát", "Truyền nghề", "đan lát", 35, 20, "xã Thí Dụ", "15/08/2026", "BB 5"]


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def standing() -> Any:
    return Result.objects.filter(superseded_at=None, withdrawn=False)


# --- declarations ---------------------------------------------------------------------------------


@pytest.mark.pure
def test_every_kind_of_result_comes_by_sheet() -> None:
    assert {code.removeprefix("result-") for code in RESULT_KINDS} == set(RESULTS)
    assert all(len(code) <= 30 for code in KINDS)
    for kind in RESULT_KINDS.values():
        codes = [column.code for column in kind.columns]
        assert len(codes) == len(set(codes))
        assert all(column.words and column.label for column in kind.columns)


@pytest.mark.pure
@pytest.mark.parametrize("code", RESULT_KINDS)
def test_the_template_of_each_is_understood_column_by_column(code: str) -> None:
    kind = RESULT_KINDS[code]
    grid = open_sheet("mau.xlsx", write_template(kind), kind)
    rows = list(grid.rows)
    head = find_head(rows[:10], grid.merges, kind)
    assert head is not None
    assert [head.columns[at].code for at in sorted(head.columns)] == [
        column.code for column in kind.columns
    ]
    for column in kind.columns:
        assert column.type is not Type.CHOICE or column.choices


# --- an officer's sheet ---------------------------------------------------------------------------


def test_a_list_of_courses_is_entered_corrected_and_undone(
    cast: Cast, places: dict[str, Place]
) -> None:
    by = cast.centre_officer
    second = [2, "Lớp may", None, "may công nghiệp", 30, None, "phường Ví Dụ", "20/09/2026", None]
    batch = staged(by, cast.department, book([COURSE, ROW, second]), "result-course")
    assert (counts(batch), asked(batch)) == ({"new": 2}, {})
    assert not Result.objects.exists()
    assert confirmed(by, batch).state == BatchState.DONE
    one = standing().get(what="Lớp đan lát")
    assert (one.kind, one.variant, one.content) == ("course", "passing_on", "training")
    assert (one.persons, one.women, one.more) == (35, 20, {"trade": "đan lát"})
    assert (one.place, one.basis) == (places["one"], "BB 5")
    assert (one.done_from, one.done_until) == (date(2026, 8, 15), date(2026, 8, 16))
    assert (one.custodian, one.by) == (cast.department, by.id)
    # The same once more, in another order: nothing.
    again = staged(by, cast.department, book([COURSE, second, ROW]), "result-course", at=LATER)
    assert counts(again) == {"same": 2}
    # Changed: shown by the cell, and the next version once confirmed.
    changed = [*ROW[:4], 36, *ROW[5:]]
    batch = staged(by, cast.department, book([COURSE, changed, second]), "result-course", at=LATER)
    assert counts(batch) == {"changed": 1, "same": 1}
    assert batch.summary["changes"][0]["cells"] == [["persons", "Số lao động học", "35", "36"]]
    batch = confirmed(by, batch, at=LATER)
    now = standing().get(series=one.series)
    assert (now.version, now.persons) == (2, 36)
    assert "mau.xlsx, dòng 2" in now.reason
    batches.undo_batch(by=by, batch=batch, at=LATER + timedelta(hours=1))
    assert standing().get(series=one.series).persons == 35


def test_undoing_new_results_withdraws_exactly_them(cast: Cast, places: dict[str, Place]) -> None:
    by = cast.centre_officer
    batch = confirmed(by, staged(by, cast.department, book([COURSE, ROW]), "result-course"))
    batches.undo_batch(by=by, batch=batch, at=LATER)
    assert not standing().exists()
    assert Result.objects.count() == 2  # told, and that it was none
    batch = confirmed(by, staged(by, cast.department, book([COURSE, ROW]), "result-course"))
    withdraw_result(by=by, result=standing().get(), reason="Nhầm", at=LATER)
    with pytest.raises(Conflicts) as told:
        batches.undo_batch(by=by, batch=batch, at=LATER)
    assert told.value.rows == [2]


def test_what_cannot_be_so_is_said_at_its_cell(cast: Cast, places: dict[str, Place]) -> None:
    by = cast.centre_officer
    rows = [
        [1, "Lớp a", None, "may", 20, 30, "xã Thí Dụ", "15/08/2026", None],  # more women
        [2, "Lớp b", None, None, 20, 3, "xã Thí Dụ", "15/08/2026", None],  # no trade
        [3, "Lớp c", None, "may", 20, 3, "xã Xứ Lạ", "15/08/2026", None],  # elsewhere
        [4, "Lớp d", None, "may", 20, 3, "xã Thời Xưa", "15/08/2026", None],  # no more
        [5, "Lớp e", None, "may", 20, 3, "xã Thí Dụ", "15/08/2027", None],  # to come
    ]
    batch = staged(by, cast.department, book([COURSE, *rows]), "result-course")
    found = asked(batch)
    assert {"F2", "D3", "G4", "G5", "H6"} <= found.keys()
    assert counts(batch) == {"open": 5}


def test_fairs_products_machines_and_consultancy_come_too(
    cast: Cast, places: dict[str, Place]
) -> None:
    by = cast.centre_officer
    sheets = {
        "result-fair": (["STT", "Tên hội chợ", "Số gian hàng", "Số cơ sở tham gia",
                         "Doanh số bán hàng (triệu đồng)", "Địa điểm", "Ngày"],
                        [1, "Hội chợ xuân", 120, 40, 850, "tỉnh Quê", "05/02/2026"]),
        "result-voting": (["STT", "Tên", "Cấp bình chọn", "Số sản phẩm được công nhận",
                           "Địa điểm", "Ngày"],
                          [1, "Bình chọn", "cấp tỉnh", 12, "tỉnh Quê", "05/03/2026"]),
        "result-machinery": (["STT", "Việc đã làm", "Số cơ sở ứng dụng", "Số máy, thiết bị",
                              "Địa điểm", "Ngày nghiệm thu"],
                             [1, "Máy sấy", 1, 2, "xã Thí Dụ", "05/04/2026"]),
        "result-consultancy": (["STT", "Việc đã làm", "Số cơ sở được tư vấn", "Địa điểm", "Ngày"],
                               [1, "Tư vấn thuế", 7, "xã Thí Dụ", "05/05/2026"]),
    }  # fmt: skip
    for kind, (head, row) in sheets.items():
        batch = staged(by, cast.department, book([head, row]), kind)
        assert (counts(batch), asked(batch)) == ({"new": 1}, {}), kind
        confirmed(by, batch)
    assert standing().count() == 4
    fair = standing().get(kind="fair")
    assert (fair.booths, fair.establishments, fair.sales_money) == (120, 40, 850_000_000)
    assert standing().get(kind="voting").variant == "province"
    assert standing().get(kind="machinery").machines == 2


def test_the_list_out_comes_in_again_and_changes_nothing(
    cast: Cast, places: dict[str, Place]
) -> None:
    by = cast.centre_officer
    confirmed(by, staged(by, cast.department, book([COURSE, ROW]), "result-course"))
    data = write_list(
        exported_columns("result-course"),
        exported_rows("result-course", by, AT.date()),
        title="Kết quả",
    )
    assert load_workbook(io.BytesIO(data)).active["B4"].value == "Lớp đan lát"
    again = staged(by, cast.department, data, "result-course", at=LATER)
    assert (counts(again), asked(again)) == ({"same": 1}, {})


def test_who_may_not_record_results_brings_none(cast: Cast, places: dict[str, Place]) -> None:
    for user in (cast.stranger, cast.chair, cast.auditor, cast.commune):
        assert not may_import(user, cast.department.id, "result-course")
        with pytest.raises(Refused):
            staged(user, cast.department, book([COURSE, ROW]), "result-course")
    batch = staged(cast.centre_officer, cast.department, book([COURSE, ROW]), "result-course")
    batch = answered(cast.centre_officer, batch, {"E2": "text:40"})
    confirmed(cast.centre_officer, batch)
    assert standing().get().persons == 40
