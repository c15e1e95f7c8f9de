"""Bodies on the desk: the table of a day, a body's page, its forms; names where they belong."""

from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.core.once import issue
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    Collaborator,
    HeadCount,
    Organisation,
    StaffMember,
)
from khuyencong.registry.states import OrganisationKind
from tests.cast import Cast
from tests.factories import make_commune, make_organisation, make_people, make_user
from tests.web.conftest import Signed

LIST = "/desk/don-vi/"
SCRIPT = '<script>alert("x")</script>'
SOURCE = {"source": "Báo cáo mẫu"}


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


@pytest.fixture
def keeper(cast: Cast) -> User:
    return make_user("CENTRE_HEAD", cast.centre)


def told(by: User, **more: object) -> dict[str, object]:
    return SOURCE | {"key": issue(by.id)} | more


def test_a_table_is_told_and_stands_on_its_day(cast: Cast, signed: Signed) -> None:
    client, address = signed(cast.owner), f"{LIST}{cast.centre.id}/"
    form = told(cast.owner, day="30/6/2020", total="19", at_base="6", of_communes="0")
    assert client.post(f"{address}ghi/so-nguoi/", form).headers["Location"] == address
    client.post(f"{address}ghi/so-nguoi/", form)
    assert HeadCount.objects.count() == 3
    shown = page(client.get(address))
    assert "<b>19</b>" in shown
    assert "Bảng đến 30/06/2020" in shown
    assert "Chưa ai ghi số người" in page(client.get(f"{address}?ngay=29/6/2020"))
    assert 'data-label="Cộng tác viên xã">0<' in page(client.get(LIST))
    assert client.get(f"{LIST}?ngay=hôm kia").status_code == 422


@pytest.mark.parametrize(
    ("slug", "more", "model"),
    [
        ("dieu-biet", {"kind": "premises", "told": "Nhà", "quantity": "300",
                       "valid_from": "1/1/2020"}, BodyFact),
        ("lien-he", {"kind": "phone", "told": "0204 3854 321", "valid_from": "1/1/2020"}, BodyFact),
        ("nguon-thu", {"year": "2025", "fund": "provincial", "amount": "2,5 tỷ đồng"}, BodyRevenue),
        ("phoi-hop", {"partner": "Hội mẫu", "subject": "Đào tạo", "valid_from": "1/1/2020",
                      "valid_until": ""}, Agreement),
    ],
)  # fmt: skip
def test_what_is_told_is_shown(
    cast: Cast, signed: Signed, slug: str, more: dict[str, str], model: type
) -> None:
    client, address = signed(cast.owner), f"{LIST}{cast.centre.id}/"
    assert client.post(f"{address}ghi/{slug}/", told(cast.owner, **more)).status_code == 302
    row = model._default_manager.get()  # type: ignore[attr-defined]
    assert row.organisation == cast.centre
    assert "Báo cáo mẫu" in page(client.get(address))


@pytest.mark.parametrize(
    ("slug", "more", "says"),
    [
        ("so-nguoi", {"day": "1/1/2020"}, "Bảng chưa có số nào"),
        ("so-nguoi", {"day": "1/1/2020", "total": "5", "payroll": "6"}, "Lớn hơn tổng số 5"),
        ("so-nguoi", {"day": "mai", "total": "5"}, "mai"),
        ("so-nguoi", {"day": "1/1/2099", "total": "5"}, "đến hôm nay"),
        ("so-nguoi", {"day": "1/1/2020", "total": "-5"}, "số nguyên"),
        ("dieu-biet", {"kind": "la", "told": "x", "valid_from": "1/1/2020"}, "la"),
        ("dieu-biet", {"kind": "mission", "told": SCRIPT, "valid_from": ""}, "Ghi từ ngày"),
        ("dieu-biet", {"kind": "phone", "told": "1", "valid_from": "1/1/2020"}, "phone"),
        ("lien-he", {"kind": "mission", "told": "1", "valid_from": "1/1/2020"}, "mission"),
        ("lien-he", {"kind": "phone", "told": "gọi", "valid_from": "1/1/2020"}, "10 hoặc 11"),
        ("lien-he", {"kind": "email", "told": SCRIPT, "valid_from": "1/1/2020"}, "Thư điện tử"),
        ("lien-he", {"kind": "phone", "told": "", "valid_from": "1/1/2020"}, "Ghi số điện thoại"),
        ("nguon-thu", {"year": "1", "fund": "provincial", "amount": "5 triệu"}, "không hợp lệ"),
        ("nguon-thu", {"year": "2025", "fund": "provincial", "amount": "nhiều"}, "nhiều"),
        ("phoi-hop", {"partner": "", "subject": "x", "valid_from": "1/1/2020"}, "Ghi đơn vị"),
        ("to-chuc-dich-vu", {"name": "", "valid_from": "1/1/2020"}, "Ghi tên"),
        ("dieu-biet", {"source": "", "told": "x"}, "làm căn cứ"),
    ],
)
def test_what_is_typed_wrong_comes_back(
    cast: Cast, signed: Signed, slug: str, more: dict[str, str], says: str
) -> None:
    answer = signed(cast.owner).post(
        f"{LIST}{cast.centre.id}/ghi/{slug}/", told(cast.owner, **more)
    )
    assert answer.status_code == 422
    assert says in page(answer)
    assert SCRIPT not in page(answer)
    for model in (HeadCount, BodyFact, BodyRevenue, Agreement):
        assert not model.objects.exists()


def test_persons_are_entered_changed_and_leave(cast: Cast, signed: Signed, keeper: User) -> None:
    client, address = signed(keeper), f"{LIST}{cast.centre.id}/"
    form = told(
        keeper, name="Nguyễn Thử Dụ", degree="university", contract="payroll",
        field="promotion", at_base="on", valid_from="1/1/2020",
    )  # fmt: skip
    assert client.post(f"{address}ghi/nguoi/", form).status_code == 302
    member = StaffMember.objects.get()
    shown = page(client.get(address))
    assert "Nguyễn T. D." in shown
    assert "Nguyễn Thử Dụ" not in shown
    person = f"{address}nguoi/{member.id}/"
    assert "Nguyễn Thử Dụ" in page(client.get(person))
    faulty = client.post(person, told(keeper, degree="la", contract="payroll", field="promotion"))
    assert faulty.status_code == 422
    change = told(
        keeper, degree="postgraduate", contract="payroll", field="promotion",
        valid_from="1/1/2023",
    )  # fmt: skip
    assert client.post(person, change).status_code == 302
    assert client.get(person).status_code == 404  # that spell is over
    member = StaffMember.objects.get(superseded_at=None, valid_until=None)
    gone = f"{address}nguoi/{member.id}/thoi/"
    assert client.post(gone, told(keeper, on="1/1/2000")).status_code == 422
    assert client.post(gone, told(keeper, on="1/1/2025")).status_code == 302
    assert "Chưa ai ghi số người" in page(client.get(address))
    for other in (cast.owner, cast.auditor):
        shown = page(signed(other).get(f"{address}?ngay=1/6/2024"))
        assert "<b>1</b>" in shown
        assert "Nguyễn T. D." not in shown
        assert signed(other).get(f"{address}ghi/nguoi/").status_code == 404


def test_a_collaborator_comes_and_goes(cast: Cast, signed: Signed, keeper: User) -> None:
    make_commune("Thí Dụ Riêng")
    client, address = signed(keeper), f"{LIST}{cast.centre.id}/"
    form = told(
        keeper, name="Người Mẫu", commune="Thí Dụ Riêng", allowance="500.000 đồng",
        valid_from="1/1/2024",
    )  # fmt: skip
    wrong = client.post(f"{address}ghi/cong-tac-vien/", form | {"commune": "Không Đâu"})
    assert (wrong.status_code, "Không có xã" in page(wrong)) == (422, True)
    client.post(f"{address}ghi/cong-tac-vien/", form | {"key": issue(keeper.id)})
    helper = Collaborator.objects.get()
    assert "500.000 đồng một tháng" in page(client.get(address))
    gone = f"{address}cong-tac-vien/{helper.id}/thoi/"
    assert client.get(gone).status_code == 200
    client.post(gone, told(keeper, on="1/1/2025"))
    assert "500.000 đồng một tháng" not in page(client.get(address))


def test_what_was_told_wrongly_is_taken_back(cast: Cast, signed: Signed, keeper: User) -> None:
    fact = make_people(keeper, cast.centre)["fact"]
    address = f"{LIST}{cast.centre.id}/bo/dieu/{fact.pk}/"
    assert signed(cast.stranger).post(address, told(cast.stranger)).status_code == 404
    assert signed(cast.owner).post(address, told(cast.owner)).status_code == 302
    assert not BodyFact.objects.filter(superseded_at=None).exists()
    other = address.replace("/dieu/", "/nguoi-la/")
    assert signed(cast.owner).post(other, told(cast.owner)).status_code == 404


def test_a_fact_ends_from_a_day_on(cast: Cast, signed: Signed, keeper: User) -> None:
    fact = make_people(keeper, cast.centre)["fact"]
    client, address = signed(cast.owner), f"{LIST}{cast.centre.id}/"
    ending = f"{address}ket-thuc/dieu/{fact.pk}/"
    assert ending in page(client.get(address))
    assert client.get(ending).status_code == 200
    assert client.post(ending, told(cast.owner, on="")).status_code == 422
    assert signed(cast.stranger).get(ending).status_code == 404
    assert client.get(ending.replace("/dieu/", "/nguon-thu/")).status_code == 404
    assert client.post(ending, told(cast.owner, on="1/2/2026")).status_code == 302
    assert BodyFact.objects.get(superseded_at=None).valid_until == date(2026, 2, 1)
    assert BodyFact.objects.count() == 2


def test_a_name_is_erased_by_who_keeps_the_staff(cast: Cast, signed: Signed, keeper: User) -> None:
    member = make_people(keeper, cast.centre)["member"]
    address = f"{LIST}{cast.centre.id}/xoa-ten/nguoi/{member.pk}/"
    for other in (cast.owner, cast.stranger, cast.auditor):
        assert signed(other).post(address, told(other)).status_code == 404
    client, before = signed(keeper), StaffMember.objects.count()
    assert address in page(client.get(f"{LIST}{cast.centre.id}/"))
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/nguoi/", "/ai-do/")).status_code == 404
    name = StaffMember.objects.get(pk=member.pk).name
    assert client.post(address, told(keeper)).status_code == 302
    assert not StaffMember.objects.filter(name=name).exists()
    assert StaffMember.objects.count() == before


def test_a_service_organisation_is_added_under_its_department(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    form = told(cast.owner, name="Hội Nghề Mẫu", valid_from="1/1/2020")
    client.post(f"{LIST}{cast.department.id}/ghi/to-chuc-dich-vu/", form)
    assert "Hội Nghề Mẫu" in page(client.get(LIST))
    assert Organisation.objects.get(name="Hội Nghề Mẫu").kind == OrganisationKind.SERVICE


def test_the_pages_ask_as_often_for_one_as_for_many(
    cast: Cast, signed: Signed, keeper: User
) -> None:
    client = signed(keeper)
    make_people(keeper, cast.centre)

    def asked() -> list[int]:
        counts = []
        for address in (LIST, f"{LIST}{cast.centre.id}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    few = asked()
    for number in range(8):
        make_organisation(f"Trung tâm {number}", OrganisationKind.CENTRE, cast.department)
        make_people(keeper, cast.centre)
    assert asked() == few
    assert max(few) <= 24
