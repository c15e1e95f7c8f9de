"""People come by sheet into the bodies of a round: prepared by an officer, entered by the head."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.competitions.models import Round, Seat
from khuyencong.competitions.states import RoundState
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches import Conflicts
from khuyencong.ingestion.models import Batch, BatchPart
from khuyencong.ingestion.queries.staging.jurors import MAY_NOT_APPOINT
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import BatchState
from tests.cast import Cast
from tests.competitions.jury import make_jury, make_score_law
from tests.factories import make_round, make_seat, make_user
from tests.ingestion.sheets import AT, asked, book, confirmed, counts, staged

pytestmark = pytest.mark.django_db
HEAD = ["STT", "Họ và tên", "Tên đăng nhập", "Ban", "Vai trò", "Chức vụ", "Nơi làm việc",
        "Mã số thuế nơi làm việc", "Cơ sở mình sở hữu", "Mã số thuế cơ sở ấy", "Quyết định",
        "Ngày quyết định", "Cuộc bình chọn"]  # fmt: skip
DECISION = ["12/QĐ-SCT", "02/03/2026"]
Row = list[object]


def person(n: int, name: str, username: str, body: str, role: str = "", more: str = "") -> Row:
    return [n, name, username, body, role, "Chuyên viên", "Viện Thí Dụ", "", "", "", *DECISION,
            more]  # fmt: skip


ROWS = [
    person(1, "Nguyễn Văn Mẫu", "nv.mau", "Ban giám khảo", "Trưởng ban"),
    person(2, "Trần Thị Ví Dụ", "tt.vidu", "Giám khảo"),
    person(3, "Lê Thí Dụ", "le.thidu", "Thư ký hội đồng bình chọn"),
    person(4, "Nguyễn Văn Mẫu", "nv.mau", "Hội đồng", "Phó Chủ tịch"),
]


@pytest.fixture
def round(cast: Cast) -> Round:
    return make_round(cast.department, state=RoundState.GATHERED)


def sheet(cast: Cast, rows: list[Row], by: User | None = None) -> Batch:
    return staged(by or cast.head, cast.department, book([HEAD, *rows]), "jurors")


def test_the_head_enters_a_list_of_people(cast: Cast, round: Round) -> None:
    batch = sheet(cast, ROWS)
    assert counts(batch) == {"new": 4}, asked(batch)
    assert confirmed(cast.head, batch).state == BatchState.DONE
    kept = Seat.objects.values_list("user__username", "body", "role", "decision", "employer")
    assert set(kept) == {
        ("nv.mau", "jury", "chair", "12/QĐ-SCT", "Viện Thí Dụ"),
        ("tt.vidu", "jury", "member", "12/QĐ-SCT", "Viện Thí Dụ"),
        ("le.thidu", "secretariat", "member", "12/QĐ-SCT", "Viện Thí Dụ"),
        ("nv.mau", "council", "vice", "12/QĐ-SCT", "Viện Thí Dụ"),
    }
    roles = User.objects.get(username="nv.mau").memberships.values_list("role", flat=True)
    assert set(roles) == {"JUROR", "COUNCIL_MEMBER"}
    again = sheet(cast, ROWS)
    assert counts(again) == {"same": 4}


def test_neither_journal_nor_what_the_batch_wrote_names_anybody(cast: Cast, round: Round) -> None:
    confirmed(cast.head, sheet(cast, ROWS))
    kept = [*JournalEntry.objects.values_list("facts", flat=True),
            *BatchPart.objects.values_list("rows", flat=True)]  # fmt: skip
    assert kept
    words = json.dumps(kept, ensure_ascii=False)
    assert not [said for said in ("Mẫu", "nv.mau", "Thí Dụ", "Viện") if said in words]


def test_the_people_of_a_round_leave_by_no_list(cast: Cast, client: Client) -> None:
    client.force_login(cast.head)
    assert client.get(reverse("desk:sheet-export", args=["jurors"])).status_code == 404
    page = client.get(reverse("desk:sheets")).content.decode()
    assert "Thành viên hội đồng, giám khảo, thư ký" in page
    assert reverse("desk:sheet-template", args=["jurors"]) in page
    assert reverse("desk:sheet-export", args=["jurors"]) not in page


def test_an_officer_prepares_and_is_told_that_the_head_enters(cast: Cast, round: Round) -> None:
    batch = sheet(cast, ROWS, by=cast.owner)
    assert counts(batch) == {"new": 4}
    assert MAY_NOT_APPOINT in [one["text"] for one in batch.summary["remarks"]]
    with pytest.raises(Refused, match="lãnh đạo mở bảng"):
        confirmed(cast.owner, batch)
    assert not Seat.objects.exists()
    batch.refresh_from_db()
    assert confirmed(cast.head, batch).state == BatchState.DONE
    assert Seat.objects.count() == 4
    with pytest.raises(Refused, match="không có quyền lập hội đồng"):
        batches.undo_batch(by=cast.owner, batch=batch, at=AT)


def test_what_is_wrong_is_told_at_every_row(cast: Cast, round: Round) -> None:
    make_user("JUROR", cast.department, username="co.nguoi", full_name="Người Khác Mẫu")
    left = make_user("JUROR", cast.department, username="da.nghi", full_name="Đã Nghỉ Mẫu")
    User.objects.filter(id=left.id).update(is_active=False)
    chair = make_user("COUNCIL_MEMBER", cast.department, full_name="Chủ Tịch Mẫu")
    make_seat(round, chair, "council", role="chair", code="HD-01")
    rows = [
        person(1, "Một Mẫu", "mot", "Ban lạ"),
        person(2, "Hai Mẫu", "co.nguoi", "Giám khảo"),
        person(3, "Đã Nghỉ Mẫu", "da.nghi", "Giám khảo"),
        person(4, "Bốn Mẫu", "bon", "Hội đồng", "Chủ tịch"),
        person(5, "Năm Mẫu", "nam", "Giám khảo"),
        person(6, "Năm Mẫu", "nam", "Thư ký"),
        person(7, "Sáu Mẫu", "nam", "Hội đồng"),
        person(8, "", "tam", "Giám khảo"),
        person(9, "Chín Mẫu", "chin", "Giám khảo", more="Cuộc lạ"),
        person(10, "Mười Mẫu", "muoi", "Giám khảo"),
    ]
    rows[-1][11] = "02/03/2030"
    rows[4][7] = "123"
    more = [person(11, "Năm Mẫu", "nam", "Giám khảo"), person(12, "Ba Mẫu", "ba", "Hội đồng")]
    batch = sheet(cast, [*rows, *more])
    told = asked(batch)
    assert "D2" in told and "H6" in told and "B9" in told, told
    assert "đã thuộc về người khác" in told["C3"]
    assert "ngừng hoạt động" in told["C4"]
    assert "chủ tịch" in told["E5"]
    assert "không có cuộc bình chọn nào" in told["M10"]
    assert "chưa tới" in told["L11"]
    assert "3 đến 64 chữ không dấu" in told["C13"]
    assert counts(batch)["new"] >= 1
    batches.confirm_batch(by=cast.head, batch=batch, at=AT, seen=batch.plan_hash, only_sound=True)
    assert not Seat.objects.filter(user__username__in=("mot", "co.nguoi", "bon", "muoi")).exists()


def test_rows_are_held_against_one_another(cast: Cast, round: Round) -> None:
    rows = [
        person(1, "Năm Mẫu", "nam", "Giám khảo", "Trưởng ban"),
        person(2, "Năm Mẫu", "nam", "Thư ký"),
        person(3, "Sáu Mẫu", "nam", "Hội đồng"),
        person(4, "Bảy Mẫu", "bay", "Giám khảo", "Trưởng ban"),
    ]
    batch = sheet(cast, rows)
    assert counts(batch) == {"new": 1, "open": 3}
    told = asked(batch)
    assert "vừa chấm vừa làm thư ký" in told["D3"]
    assert "họ tên khác" in told["B4"]
    assert "trưởng ban" in told["E5"]


def test_where_several_rounds_are_open_the_row_names_one(cast: Cast, round: Round) -> None:
    other = make_round(cast.department)
    assert counts(sheet(cast, ROWS[:1])) == {"open": 1}
    batch = sheet(cast, [person(1, "Một Mẫu", "mot", "Giám khảo", more=other.name.upper())])
    confirmed(cast.head, batch)
    assert Seat.objects.get().round_id == other.id
    Round.objects.update(state=RoundState.DECIDED)
    assert counts(sheet(cast, ROWS[1:2])) == {"open": 1}


def test_what_changed_since_is_told_of_every_row_and_nothing_is_entered(
    cast: Cast, round: Round
) -> None:
    batch = sheet(cast, ROWS)
    Round.objects.update(state=RoundState.CANCELLED)
    with pytest.raises(Refused):
        confirmed(cast.head, batch)
    Round.objects.update(state=RoundState.GATHERED)
    make_user(username="tt.vidu", full_name="Ai Khác Mẫu")
    with pytest.raises(Refused, match=r"Sổ đã đổi|Dòng 3"):
        confirmed(cast.head, batch)
    assert not Seat.objects.exists()


def test_an_untouched_list_is_undone_and_the_accounts_stay(cast: Cast, round: Round) -> None:
    batch = confirmed(cast.head, sheet(cast, ROWS))
    batches.undo_batch(by=cast.head, batch=batch, at=AT)
    assert not Seat.objects.filter(ended_at=None).exists()
    assert Seat.objects.count() == 4
    assert User.objects.filter(username="nv.mau", is_active=True).exists()
    assert counts(sheet(cast, ROWS)) == {"new": 4}


def test_who_wrote_a_sheet_is_told_and_nobody_leaves(cast: Cast) -> None:
    make_score_law()
    jury = make_jury(cast, jurors=1, entries=2)
    rows = [person(1, "Một Mẫu", "mot", "Giám khảo"), person(2, "Hai Mẫu", "hai", "Giám khảo"),
            person(3, "Ba Mẫu", "ba.mau", "Hội đồng")]  # fmt: skip
    batch = confirmed(cast.head, sheet(cast, rows))
    seat = Seat.objects.select_related("user").get(user__username="hai")
    Seat.objects.filter(id=seat.id).update(declared_at=AT)
    jury.seats.append(seat)
    jury.write(1, 0, 100, 100, 50, 50)
    with pytest.raises(Conflicts, match="dòng 3: đã ghi phiếu chấm") as found:
        batches.undo_batch(by=cast.head, batch=batch, at=AT)
    assert found.value.rows == [3]
    assert Seat.objects.filter(ended_at=None).count() == 3 + 3
