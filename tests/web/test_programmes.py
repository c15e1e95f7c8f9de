"""The pages of programmes: how far they have come, what they aim at, what lies behind a number."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.core.once import issue
from khuyencong.programmes.actions import TargetTold, set_target
from khuyencong.programmes.models import (
    ContextFigure,
    DifficultPlace,
    Estimate,
    Programme,
    Target,
    YearPlan,
)
from khuyencong.registry.models import Organisation
from khuyencong.values.periods import year
from khuyencong.web.desk.programmes import pages, setting
from tests.cast import PASSWORD, Cast
from tests.factories import ENTERED_AT, make_commune, make_programme, make_project, make_result

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Programme:
    """Return a programme of 2021–2025 whose place is that of the cast's department."""
    for module in (pages, setting):
        monkeypatch.setattr(module, "today", lambda: date(2025, 6, 30))
    found = make_programme(cast.owner, cast.department)
    Organisation.objects.filter(id=cast.department.id).update(place=found.place)
    return found


@pytest.fixture
def owner(cast: Cast) -> Client:
    """Return the browser of the officer who keeps the programme."""
    client = Client()
    assert client.login(username=cast.owner.username, password=PASSWORD)
    return client


def done(cast: Cast, models: int, **more: object) -> None:
    fields: dict[str, object] = {
        "counts": {"quantity": models},
        "content": "technical_demonstration_and_machinery",
        "source": "provincial",
        "what": "Mô hình sấy chè",
        "done_from": date(2023, 5, 1),
        "done_until": date(2023, 5, 2),
    } | more
    make_result(cast.owner, cast.department, "demonstration_model", **fields)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def page(one: Programme) -> str:
    return reverse("desk:programme", args=[one.id])


def test_the_list_names_every_programme_and_its_basis(owner: Client, one: Programme) -> None:
    shown = text(owner, reverse("desk:programmes"))
    assert "Chương trình mẫu" in shown
    assert "Nghị quyết mẫu" in shown
    assert "chưa kiểm chứng" in shown


def test_a_target_with_what_was_done_and_where_it_should_be(
    cast: Cast, owner: Client, one: Programme
) -> None:
    done(cast, 30)
    shown = text(owner, page(one))
    assert "60 mô hình" in shown
    assert ">30 mô hình</a>" in shown
    assert "đạt 50 % mục tiêu" in shown
    assert "chậm tiến độ" in shown
    assert "cần 54 mô hình, chia đều theo ngày" in shown
    assert "từ hồ sơ" in shown
    assert "đến hết ngày 30/06/2025" in shown
    # What is told beside is in no result.
    assert "Bối cảnh của địa bàn" in shown
    assert "39 làng nghề" in shown


def test_a_year_is_asked_for_in_the_address(cast: Cast, owner: Client, one: Programme) -> None:
    told = TargetTold(
        measure="models.count", value=20, citation="Mẫu", period=year(2023), reason="năm"
    )
    set_target(by=cast.owner, at=ENTERED_AT, programme=one, told=told)
    done(cast, 25)
    shown = text(owner, page(one) + "?nam=2023")
    assert "năm 2023, số thực hiện" in shown.lower()
    assert "vượt 25 % mục tiêu" in shown
    assert "đã đạt" in shown
    assert "phần của kỳ" in text(owner, page(one) + "?nam=2022")


@pytest.mark.parametrize("query", ["?nam=1999", "?nam=x", "?tu=khac", "?nam=%00"])
def test_what_the_address_does_not_know_is_the_whole_programme(
    owner: Client, one: Programme, query: str
) -> None:
    assert "Giai đoạn 2021-2025, số thực hiện" in text(owner, page(one) + query)


def test_from_reports_nobody_accepted_is_said_to_be_unknown(owner: Client, one: Programme) -> None:
    shown = text(owner, page(one) + "?tu=bao-cao")
    assert "từ báo cáo đã soát" in shown
    assert "chưa có số thực hiện" in shown


def test_a_number_opens_the_rows_behind_it(cast: Cast, owner: Client, one: Programme) -> None:
    done(cast, 20)
    done(cast, 10, what="Mô hình ép gạch")
    address = reverse("desk:programme-behind", args=[one.id, "models.count"])
    shown = text(owner, address + "?nguon=&noi-dung=")
    assert "Kết quả làm nên con số này: 2" in shown
    assert "Mô hình sấy chè" in shown
    assert "Mô hình ép gạch" in shown
    assert "Cách tính: từ hồ sơ" in shown
    for wrong in ("khong.co", "training.workers"):
        address = reverse("desk:programme-behind", args=[one.id, wrong])
        assert owner.get(address).status_code == 404


def send(client: Client, name: str, one: Programme, **typed: str) -> object:
    address = reverse(f"desk:programme-{name}", args=[one.id])
    key = client.get(address).context["key"]
    return client.post(address, typed | {"key": key})


SAID = {"citation": "Nghị quyết 5, Điều 2", "source": "", "content": ""}


def test_a_target_is_set_and_corrected_with_a_reason(owner: Client, one: Programme) -> None:
    typed = SAID | {"measure": "money.state", "value": "20,4 tỷ", "sure": "stated", "year": ""}
    assert send(owner, "target", one, **typed).status_code == 302  # type: ignore[attr-defined]
    row = Target.objects.get(measure="money.state")
    assert (row.value, row.verified) == (20_400_000_000, False)
    again = typed | {"value": "21 tỷ"}
    answer = send(owner, "target", one, **again)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    told = answer.content.decode()  # type: ignore[attr-defined]
    assert "Xin nêu lý do sửa" in told
    assert "21 tỷ" in told
    send(owner, "target", one, **again, reason="Điều chỉnh giữa kỳ")
    standing = Target.objects.get(measure="money.state", superseded_at=None)
    assert (standing.value, standing.reason) == (21_000_000_000, "Điều chỉnh giữa kỳ")
    shown = text(owner, reverse("desk:programme-behind", args=[one.id, "money.state"]))
    assert "20.400.000.000" in shown
    assert "Điều chỉnh giữa kỳ" in shown


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"value": "mười"}, "Lỗi"),
        ({"value": ""}, "Ghi số."),
        ({"measure": ""}, "Chọn một chỉ tiêu."),
        ({"citation": ""}, "Ghi số này lấy từ đâu."),
        ({"content": "training"}, "không hỏi theo nội dung này"),
        ({"sure": "implied"}, "Chưa ghi cách suy ra"),
        ({"citation": "a\0"}, "NUL"),
        ({"citation": "x" * 301}, "tối đa 300"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    owner: Client, one: Programme, typed: dict[str, str], words: str
) -> None:
    sound = SAID | {"measure": "machinery.lines", "value": "1.234", "sure": "stated"}
    answer = send(owner, "target", one, **(sound | typed))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    shown = answer.content.decode()  # type: ignore[attr-defined]
    assert words in shown
    assert (typed.get("value") or "1.234") in shown or "value" in typed
    assert not Target.objects.filter(measure="machinery.lines").exists()


def test_plans_estimates_and_context_are_entered(owner: Client, one: Programme) -> None:
    asked = SAID | {"measure": "models.count", "value": "12"}
    send(owner, "plan", one, **asked, year="2024")
    days = {"first": "01/07/2025", "last": "31/12/2025", "reason": "Đang nghiệm thu"}
    send(owner, "estimate", one, **asked, **days)
    send(
        owner,
        "context",
        one,
        series="output",
        year="2024",
        value="23.402 tỷ",
        prices="giá so sánh năm 2010",
        citation="Niên giám",
    )
    assert YearPlan.objects.get().value == 12
    assert (Estimate.objects.get().period_end, Estimate.objects.get().value) == (
        date(2026, 1, 1),
        12,
    )
    assert ContextFigure.objects.get(series="output").value == 23_402_000_000_000
    shown = text(owner, page(one))
    assert "ước thêm 12 mô hình" in shown
    assert "giá so sánh năm 2010" in shown


def test_a_target_is_withdrawn_for_a_reason(owner: Client, one: Programme) -> None:
    row = one.targets.get()
    address = reverse("desk:programme-withdraw", args=[one.id, row.id])
    behind = reverse("desk:programme-behind", args=[one.id, "models.count"])
    for reason in ("", "Ghi nhầm"):
        key = owner.get(behind).context["key"]
        answer = owner.post(address, {"key": key, "reason": reason}, follow=True)
        row.refresh_from_db()
        assert (row.superseded_at is not None) is bool(reason)
    assert "Đã rút mục tiêu." in answer.content.decode()


def test_an_officer_enters_a_programme_of_his_body(
    cast: Cast, owner: Client, one: Programme
) -> None:
    address = reverse("desk:programme-new")
    typed = {
        "custodian": str(cast.department.id),
        "name": "Chương trình 2026–2030",
        "first": "2026",
        "last": "2030",
        "citation": "Quyết định mẫu",
    }
    wrong = typed | {"last": "2020"}
    answer = owner.post(address, wrong | {"key": owner.get(address).context["key"]})
    assert answer.status_code == 422
    answer = owner.post(address, typed | {"key": owner.get(address).context["key"]})
    assert answer.status_code == 302
    kept = Programme.objects.get(name="Chương trình 2026–2030")
    assert (kept.place, kept.period_start) == (one.place, date(2026, 1, 1))
    assert "Chưa nhập mục tiêu nào" in text(owner, page(kept))


def test_another_body_s_officer_reads_and_changes_nothing(cast: Cast, one: Programme) -> None:
    stranger = Client()
    stranger.force_login(cast.stranger)
    assert "Ghi mục tiêu" not in text(stranger, page(one))
    for name in ("target", "plan", "estimate", "context"):
        address = reverse(f"desk:programme-{name}", args=[one.id])
        assert stranger.get(address).status_code == 404
        assert stranger.post(address, {}).status_code == 404


def test_the_pages_ask_as_often_for_one_row_as_for_many(
    cast: Cast, owner: Client, one: Programme
) -> None:
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as told:
            assert owner.get(address).status_code == 200
        return len(told)

    behind = reverse("desk:programme-behind", args=[one.id, "models.count"])
    addresses = (reverse("desk:programmes"), page(one), behind)
    done(cast, 1)
    before = [queries(address) for address in addresses]
    for measure in ("money.state", "training.workers", "projects.count"):
        told = TargetTold(measure=measure, value=9, citation="Mẫu")
        set_target(by=cast.owner, at=ENTERED_AT, programme=one, told=told)
    make_programme(cast.owner, cast.department)
    for _ in range(3):
        done(cast, 1)
    assert [queries(address) for address in addresses] == before


def test_who_was_supported_and_what_it_did_say_when_nothing_is_known(
    owner: Client, one: Programme
) -> None:
    address = reverse("desk:programme-who", args=[one.id])
    for query in ("", "?theo=trade", "?theo=difficulty", "?theo=khac"):
        shown = text(owner, address + query)
        assert "Chưa có hồ sơ nào" in shown
        assert "So với cơ sở tương tự: không đủ dữ liệu" in shown


def test_who_was_supported_adds_up(cast: Cast, owner: Client, one: Programme) -> None:
    make_project(cast.centre_officer, cast.department)
    shown = text(owner, reverse("desk:programme-who", args=[one.id]) + "?theo=women")
    assert "do phụ nữ làm chủ" in shown


def test_a_context_figure_is_corrected_from_what_stands(owner: Client, one: Programme) -> None:
    row = ContextFigure.objects.get(superseded_at=None)
    address = f"{reverse('desk:programme-context', args=[one.id])}?sua={row.id}"
    assert address in text(owner, page(one))
    shown = text(owner, address)
    assert 'value="39"' in shown and 'value="2020"' in shown
    for foreign in ("x", str(one.id)):
        assert 'value="39"' not in text(owner, address.replace(str(row.id), foreign))


def test_difficult_communes_are_listed_and_entered(
    cast: Cast, owner: Client, one: Programme
) -> None:
    shown = text(owner, reverse("desk:difficult"))
    assert "Khó khăn" in shown and "Quyết định mẫu" in shown
    commune = make_commune("Xa Xôi")
    address = reverse("desk:difficult-new")
    assert "Ghi một địa bàn" in text(owner, address)
    told = {"commune": "Xa Xôi", "degree": "very_difficult", "first": "1/7/2025", "until": "",
            "citation": "Quyết định mẫu số 2", "custodian": str(cast.department.id),
            "key": issue(cast.owner.id)}  # fmt: skip
    assert owner.post(address, told | {"citation": ""}).status_code == 422
    assert owner.post(address, told | {"commune": "Không Đâu"}).status_code == 422
    assert owner.post(address, told).status_code == 302
    row = DifficultPlace.objects.get(place=commune)
    assert (row.degree, row.valid_from, row.custodian) == (
        "very_difficult", date(2025, 7, 1), cast.department,
    )  # fmt: skip
    again = owner.post(address, told | {"key": issue(cast.owner.id)})
    assert again.status_code == 422
    assert DifficultPlace.objects.filter(place=commune).count() == 1
