"""A spreadsheet is staged, confirmed whole, entered once, undone whole."""

import random
import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.applications.models import Claim, Need
from khuyencong.core import outbox
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import tasks
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches import Conflicts
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.queries import imported_before
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState
from khuyencong.projects.models import LineShare, Project
from khuyencong.registry.actions.establishments import amend, register
from khuyencong.registry.models import Establishment, EstablishmentVersion, LikelyTwin, Place
from tests.cast import Cast
from tests.factories import make_membership, make_tax_code, make_user, told
from tests.ingestion.sheets import (
    AT,
    HEAD,
    answered,
    asked,
    book,
    confirmed,
    counts,
    firms,
    make_province,
    staged,
)

PAST_HEAD = ["STT", "Tên đề án", "Nội dung", "Đơn vị thụ hưởng", "Huyện",
             "Kinh phí hỗ trợ (triệu đồng)", "Đối ứng (triệu đồng)", "Ngày nghiệm thu"]  # fmt: skip
LATER = AT + timedelta(days=1)


@pytest.fixture
def places(cast: Cast) -> dict[str, Place]:
    return make_province(cast)


def names() -> set[str]:
    return set(Establishment.objects.values_list("name", flat=True))


def test_nothing_is_written_before_somebody_confirms(cast: Cast, places: dict[str, Place]) -> None:
    batch = staged(cast.owner, cast.department, book([HEAD, *firms(3)]))
    assert (batch.state, counts(batch), asked(batch)) == (BatchState.READY, {"new": 3}, {})
    assert not Establishment.objects.exists()
    batch = confirmed(cast.owner, batch)
    assert batch.state == BatchState.DONE
    rows = Establishment.objects.order_by("tax_code")
    assert [(r.name, r.form, r.tax_code, r.phone, r.commune, r.custodian) for r in rows] == [
        (f"Cơ sở mẫu số {n}", "household_business", make_tax_code(n), f"09{n:08d}",
         places["one"], cast.department)
        for n in (1, 2, 3)
    ]  # fmt: skip
    assert EstablishmentVersion.objects.filter(superseded_at=None).count() == 3


def test_the_journal_tells_the_count_and_the_mark_of_the_rows(
    cast: Cast, places: dict[str, Place]
) -> None:
    batch = confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(3)])))
    (entry,) = JournalEntry.objects.filter(act="batch.confirmed")
    assert entry.about == f"batch:{batch.id}" and entry.facts["new"] == 3
    assert len(entry.facts["rows_sha256"]) == 64 and entry.facts["file_sha256"] == batch.file
    assert JournalEntry.objects.filter(act="establishment.list_put").get().facts["rows"] == 3
    assert "Cơ sở" not in str(list(JournalEntry.objects.values_list("facts", flat=True)))


# --- case 31, 32: the same file, the same rows ----------------------------------------------------


def test_the_same_file_twice_changes_nothing_and_says_when(
    cast: Cast, places: dict[str, Place]
) -> None:
    data = book([HEAD, *firms(4)])
    first = confirmed(cast.owner, staged(cast.owner, cast.department, data))
    again = staged(cast.colleague, cast.department, data, at=LATER)
    assert counts(again) == {"same": 4}
    assert imported_before(again) == first
    with pytest.raises(Refused, match="Không có dòng nào mới"):
        confirmed(cast.colleague, again)


def test_a_file_that_is_still_open_is_one_batch(cast: Cast, places: dict[str, Place]) -> None:
    data = book([HEAD, *firms(1)])
    one = staged(cast.owner, cast.department, data)
    assert staged(cast.colleague, cast.department, data) == one


@pytest.mark.parametrize("seed", range(3))
def test_the_same_rows_in_another_order_spelling_or_form_change_nothing(
    seed: int, cast: Cast, places: dict[str, Place]
) -> None:
    chance = random.Random(seed)
    rows = firms(6)
    confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *rows])))
    order = list(range(len(HEAD)))
    chance.shuffle(order)
    chance.shuffle(rows)

    def other(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        form = chance.choice(["NFC", "NFD"])
        return unicodedata.normalize(form, cell).replace(" ", chance.choice([" ", "  ", "\u00a0"]))

    told = [[other(row[at]) for at in order] for row in [HEAD, *rows]]
    batch = staged(cast.owner, cast.department, book([["Danh sách"], *told, ["Người lập"]]))
    assert (counts(batch), asked(batch)) == ({"same": 6}, {})


# --- case 33: one bad row -------------------------------------------------------------------------


def test_one_bad_row_stops_all_or_is_left_out(cast: Cast, places: dict[str, Place]) -> None:
    rows = firms(5)
    rows[2][3] = "123"
    batch = staged(cast.owner, cast.department, book([HEAD, *rows]))
    assert counts(batch) == {"new": 4, "open": 1} and list(asked(batch)) == ["D4"]
    with pytest.raises(Refused, match="chọn chỉ nhập các dòng sạch"):
        confirmed(cast.owner, batch)
    assert not Establishment.objects.exists()
    confirmed(cast.owner, batch, only_sound=True)
    assert names() == {f"Cơ sở mẫu số {n}" for n in (1, 2, 4, 5)}


def test_all_mistakes_of_all_rows_are_told_at_once(cast: Cast, places: dict[str, Place]) -> None:
    rows = firms(3)
    rows[0][3], rows[0][5], rows[1][4], rows[2][1] = "12", "không rõ", "xã Không Có", None
    batch = staged(cast.owner, cast.department, book([HEAD, *rows]))
    assert set(asked(batch)) == {"D2", "F2", "E3", "B4"}
    batch = answered(
        cast.owner,
        batch,
        {"D2": "blank:", "F2": "blank:", "E3": "text:xã Thí Dụ", "B4": "text:Cơ sở mới"},
    )
    assert (asked(batch), counts(batch)) == ({}, {"new": 3})
    confirmed(cast.owner, batch)
    assert names() == {"Cơ sở mẫu số 1", "Cơ sở mẫu số 2", "Cơ sở mới"}


# --- before → after -------------------------------------------------------------------------------


def test_a_change_is_told_by_the_cell_and_keeps_the_state_before(
    cast: Cast, places: dict[str, Place]
) -> None:
    said = told(places["one"], "Công ty TNHH Mẫu", tax_code=make_tax_code(1), street="Thôn A")
    one = register(by=cast.owner, custodian=cast.department, told=said, at=AT)
    row = [1, "Công ty TNHH Mẫu", None, make_tax_code(1), "phường Ví Dụ", None]
    batch = staged(cast.owner, cast.department, book([HEAD, row]), at=LATER)
    assert counts(batch) == {"changed": 1}
    assert batch.summary["changes"] == [
        {"row": 2, "cells": [["commune", "Xã", "xã Thí Dụ (từ 01/7/2025)", "phường Ví Dụ"]]}
    ]
    confirmed(cast.owner, batch, at=LATER)
    one.refresh_from_db()
    assert (one.commune, one.street) == (places["two"], "Thôn A")  # an empty cell erases nothing
    assert one.versions.count() == 2


def test_what_changed_meanwhile_is_not_written_over(cast: Cast, places: dict[str, Place]) -> None:
    batch = staged(cast.owner, cast.department, book([HEAD, *firms(2)]))
    said = told(places["one"], "Cơ sở mẫu số 1", tax_code=make_tax_code(1))
    register(by=cast.colleague, custodian=cast.department, told=said, at=AT)
    with pytest.raises(Refused, match="Sổ đã đổi"), transaction.atomic():
        confirmed(cast.owner, batch)
    assert Establishment.objects.count() == 1


# --- case 46: whose rows --------------------------------------------------------------------------


def test_rows_of_another_province_are_refused(cast: Cast, places: dict[str, Place]) -> None:
    rows = firms(2)
    rows[1][4] = "xã Xứ Lạ"
    batch = staged(cast.owner, cast.department, book([HEAD, *rows]))
    assert asked(batch) == {"E3": "xã Xứ Lạ, tỉnh Lạ không thuộc địa bàn của đơn vị này."}


def test_a_record_of_another_body_is_not_taken_over(cast: Cast, places: dict[str, Place]) -> None:
    said = told(places["away"], "Công ty Lạ", tax_code=make_tax_code(1))
    register(by=cast.stranger, custodian=cast.other_department, told=said, at=AT)
    batch = staged(cast.owner, cast.department, book([HEAD, *firms(1)]))
    assert asked(batch) == {"D2": "Mã số thuế này đã có trong sổ của đơn vị khác."}


@pytest.mark.parametrize("who", ["stranger", "chair", "commune", "admin", "former", "auditor"])
def test_who_may_not_enter_by_sheet(who: str, cast: Cast) -> None:
    with pytest.raises(Refused, match="không có quyền nhập bảng"):
        staged(getattr(cast, who), cast.department, book([HEAD]))
    assert not Batch.objects.exists()


def test_who_lost_the_right_confirms_nothing(cast: Cast, places: dict[str, Place]) -> None:
    batch = staged(cast.owner, cast.department, book([HEAD, *firms(1)]))
    with pytest.raises(Refused, match="không có quyền"):
        confirmed(cast.stranger, batch)
    with pytest.raises(Refused, match="không có quyền"):
        batches.answer(by=cast.stranger, batch=batch, told={"D2": "blank:"}, at=AT)


# --- undoing --------------------------------------------------------------------------------------


def test_undoing_takes_back_exactly_the_batch(cast: Cast, places: dict[str, Place]) -> None:
    said = told(places["one"], "Cơ sở mẫu số 1", tax_code=make_tax_code(1), street="Thôn A")
    known = register(by=cast.owner, custodian=cast.department, told=said, at=AT)
    before = {name: getattr(known, name) for name in ("name", "form", "commune_id", "phone")}
    other = confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(1, 9)])))
    batch = confirmed(
        cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(3)]), at=LATER), LATER
    )
    assert Establishment.objects.count() == 4
    batches.undo_batch(by=cast.colleague, batch=batch, at=LATER + timedelta(hours=1))
    batch.refresh_from_db()
    assert (batch.state, other.state) == (BatchState.UNDONE, BatchState.DONE)
    known.refresh_from_db()
    assert {name: getattr(known, name) for name in before} == before
    assert names() == {"Cơ sở mẫu số 1", "Cơ sở mẫu số 9"}
    assert known.versions.count() == 3
    with pytest.raises(Refused, match="một lần"):
        batches.undo_batch(by=cast.owner, batch=batch, at=LATER)


def test_a_row_changed_since_stops_the_undoing_and_is_named(
    cast: Cast, places: dict[str, Place]
) -> None:
    batch = confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *firms(4)])))
    one = Establishment.objects.get(tax_code=make_tax_code(2))
    said = told(places["one"], one.name, tax_code=one.tax_code, street="Thôn mới")
    amend(by=cast.colleague, establishment=one, told=said, at=LATER)
    used = Establishment.objects.get(tax_code=make_tax_code(3))
    from tests.factories import make_claim, make_need

    make_need(cast.centre_officer, used)
    # An establishment has no name for the claims that name it.
    claimed = Establishment.objects.get(tax_code=make_tax_code(4))
    claim = make_claim(make_user(), cast.department)
    Claim.objects.filter(id=claim.id).update(found=claimed)
    with pytest.raises(Conflicts, match=r"3 dòng .*dòng 3, 4, 5") as refused, transaction.atomic():
        batches.undo_batch(by=cast.owner, batch=batch, at=LATER)
    assert refused.value.rows == [3, 4, 5]
    assert Establishment.objects.count() == 4


# --- đề án ----------------------------------------------------------------------------------------


def past(*rows: list[Any]) -> bytes:
    return book([["Danh mục đề án năm 2019"], PAST_HEAD, *rows])


def test_past_projects_are_entered_with_their_money(cast: Cast, places: dict[str, Place]) -> None:
    data = past(
        [1, "Lớp đan lát", "Đào tạo nghề", "Tổ đan mẫu", "TP BG", 55, 10, "30/06/2019"],
        [2, "Máy sấy", "Máy móc", "HTX Lạ", "thành phố Bến Gạo", 100, 210, None],
        [None, "TỔNG CỘNG", None, None, None, 155],
    )
    batch = staged(cast.owner, cast.department, data, "past_projects")
    questions = asked(batch)
    assert set(questions) == {"E3", "beneficiaries"}
    (offered,) = (r["options"] for r in batch.summary["remarks"] if r["at"] == "E3")
    assert offered == [["thành phố Bến Gạo, tỉnh Quê", "value:place:que.huyen"]]
    batch = answered(cast.owner, batch, {"E3": "value:place:que.huyen", "beneficiaries": "words"})
    assert (asked(batch), counts(batch)) == ({}, {"new": 2})
    assert (batch.summary["before"], batch.summary["added"]) == (0, 155_000_000)
    confirmed(cast.owner, batch)
    rows = Project.objects.order_by("name")
    assert [(p.name, p.state, p.first_year, p.content) for p in rows] == [
        ("Lớp đan lát", "accepted", 2019, "training"),
        ("Máy sấy", "approved", 2019, "technical_demonstration_and_machinery"),
    ]
    assert sorted(LineShare.objects.values_list("amount", flat=True)) == [55_000_000, 100_000_000]
    again = staged(cast.owner, cast.department, data, "past_projects", at=LATER)
    again = answered(
        cast.owner, again, {"E3": "value:place:que.huyen", "beneficiaries": "words"}, LATER
    )
    assert counts(again) == {"same": 2}


def test_a_total_that_is_wrong_stops_until_it_is_acknowledged(
    cast: Cast, places: dict[str, Place]
) -> None:
    data = past(
        [1, "Lớp đan lát", "Đào tạo nghề", None, "thành phố Bến Gạo", 55, 10, "30/06/2019"],
        [None, "TỔNG CỘNG", None, None, None, 65],
    )
    batch = staged(cast.owner, cast.department, data, "past_projects")
    assert asked(batch) == {
        "F4": "Tổng ghi 65 triệu đồng; cộng các dòng được 55 triệu đồng. Lệch 10 triệu đồng."
    }
    with pytest.raises(Refused, match="Còn chỗ sai"):
        confirmed(cast.owner, batch)
    batch = answered(cast.owner, batch, {"F4": "accepted:biểu gốc cộng sai"})
    assert confirmed(cast.owner, batch).state == BatchState.DONE


def test_money_of_the_nation_is_not_entered_by_a_department(
    cast: Cast, places: dict[str, Place]
) -> None:
    head = [*PAST_HEAD[:5], "KCQG (triệu đồng)", *PAST_HEAD[6:]]
    row = [1, "Lớp đan lát", "Đào tạo nghề", None, "thành phố Bến Gạo", 55, 10, "30/06/2019"]
    batch = staged(cast.owner, cast.department, book([["Năm 2019"], head, row]), "past_projects")
    assert "sổ của Cục" in asked(batch)["F3"]


# --- nhu cầu --------------------------------------------------------------------------------------

NEEDS_HEAD = ["STT", "Tên cơ sở", "Loại việc", "Nhu cầu", "Năm", "Chi phí (triệu đồng)",
              "Ngày khảo sát"]  # fmt: skip


def test_needs_are_entered_amended_and_undone(cast: Cast, places: dict[str, Place]) -> None:
    make_membership(cast.owner, "CENTRE_OFFICER", cast.centre)
    register(by=cast.owner, custodian=cast.department, told=told(places["one"], "HTX Mẫu"), at=AT)
    row = [1, "HTX Mẫu", "Máy móc", "Máy sấy", 2027, 150, "15/03/2026"]
    first = staged(cast.owner, cast.department, book([NEEDS_HEAD, row]), "needs")
    assert (counts(first), asked(first)) == ({"new": 1}, {})
    confirmed(cast.owner, first)
    row[5] = 200
    second = staged(cast.owner, cast.department, book([NEEDS_HEAD, row]), "needs")
    assert second.summary["changes"][0]["cells"] == [
        ["cost", "Chi phí ước tính", "150.000.000 đồng", "200.000.000 đồng"]
    ]
    confirmed(cast.owner, second)
    with pytest.raises(Conflicts), transaction.atomic():
        batches.undo_batch(by=cast.owner, batch=first, at=LATER)
    batches.undo_batch(by=cast.owner, batch=second, at=LATER)
    assert Need.objects.get().cost == 150_000_000


# --- in the background ----------------------------------------------------------------------------


def test_a_long_sheet_is_read_and_written_by_the_worker(
    cast: Cast, places: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    from khuyencong.ingestion.actions.batches import confirming, receiving

    for module in (receiving, confirming):
        monkeypatch.setattr(module, "ROWS_AT_ONCE", 5)
    at = now() - timedelta(minutes=5)
    data = book([HEAD, *firms(9)])
    batch = batches.receive_batch(
        by=cast.owner, custodian=cast.department, kind="establishments", file_name="a.xlsx",
        data=data, at=at,
    )  # fmt: skip
    tasks.work_on_left_batches(now())
    batch.refresh_from_db()
    assert (batch.state, batch.rows_done) == (BatchState.READY, 10)
    batches.confirm_batch(by=cast.owner, batch=batch, at=at, seen=batch.plan_hash)
    assert Establishment.objects.count() == 0
    tasks.work_on_left_batches(now() + timedelta(minutes=1))
    batch.refresh_from_db()
    assert batch.state == BatchState.DONE and Establishment.objects.count() == 9


def test_what_looks_alike_is_proposed_afterwards(cast: Cast, places: dict[str, Place]) -> None:
    said = told(places["two"], "Cơ sở mẫu số một", phone="0900000001")
    register(by=cast.owner, custodian=cast.department, told=said, at=AT)
    rows = firms(1)
    confirmed(cast.owner, staged(cast.owner, cast.department, book([HEAD, *rows])))
    assert outbox.deliver(now()) == 1
    assert LikelyTwin.objects.get().reason == "phone"


def test_a_batch_can_be_left_before_and_while_it_is_read(
    cast: Cast, places: dict[str, Place], monkeypatch: pytest.MonkeyPatch
) -> None:
    from khuyencong.ingestion.actions.batches import receiving

    ready = staged(cast.owner, cast.department, book([HEAD, *firms(1)]))
    batches.cancel(by=cast.owner, batch=ready, at=AT)
    ready.refresh_from_db()
    assert (ready.state, ready.ended_at) == (BatchState.CANCELLED, AT)
    monkeypatch.setattr(receiving, "ROWS_AT_ONCE", 1)
    running = batches.receive_batch(
        by=cast.owner, custodian=cast.department, kind="establishments", file_name="b.xlsx",
        data=book([HEAD, *firms(2)]), at=AT,
    )  # fmt: skip
    Batch.objects.filter(id=running.id).update(cancel_asked=True)
    batches.work_on(running.id, clock=lambda: AT)
    running.refresh_from_db()
    assert running.state == BatchState.CANCELLED


def test_what_cannot_be_read_says_why(cast: Cast, places: dict[str, Place]) -> None:
    batch = staged(cast.owner, cast.department, b"PK\x03\x04x")
    assert batch.state == BatchState.REFUSED and "hỏng" in batch.refusal
    none = staged(cast.owner, cast.department, book([["Không", "phải", "bảng"]]))
    assert none.state == BatchState.REFUSED and "Không nhận ra bảng" in none.refusal


def test_the_queries_grow_by_the_thousand_rows_not_by_the_row(
    cast: Cast, places: dict[str, Place]
) -> None:
    spent = []
    for first, count in ((1, 10), (1000, 900)):
        batch = staged(cast.owner, cast.department, book([HEAD, *firms(count, first)]))
        with CaptureQueriesContext(
            connection,
        ) as asked_for:
            confirmed(cast.owner, batch)
        spent.append(len(asked_for))
    # A database takes so many values in one statement: a few statements more for hundreds of rows.
    assert spent[1] - spent[0] < 40, spent


BAD: list[dict[str, Any]] = [
    {"state": "lost"},
    {"state": BatchState.DONE, "ended_at": None},
    {"state": BatchState.REFUSED, "ended_at": AT},
    {"ended_at": AT},
    {"state": BatchState.UNDONE, "ended_at": AT},
]


@pytest.mark.parametrize("change", BAD, ids=str)
def test_the_database_insists(change: dict[str, Any], cast: Cast) -> None:
    batch = batches.receive_batch(
        by=cast.owner,
        custodian=cast.department,
        kind="establishments",
        file_name="a",
        data=b"x",
        at=AT,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(id=batch.id).update(**change)
    BatchPart.objects.create(batch=batch, number=1, rows=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        BatchPart.objects.create(batch=batch, number=1, rows=[])
