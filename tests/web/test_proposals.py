"""Proposals on the desk: raised, passed on, answered; what is typed wrong comes back; counted."""

import re
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khuyencong.applications import actions
from khuyencong.applications.models import Proposal, ProposalMove, Remark
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from tests.cast import Cast
from tests.factories import (
    make_commune,
    make_establishment,
    make_proposal,
    make_remark,
    make_tag,
)
from tests.web.conftest import Signed

LIST, NEW = "/desk/kien-nghi/", "/desk/kien-nghi/moi/"
COUNTS, NOTE = "/desk/kien-nghi/han-che/", "/desk/kien-nghi/han-che/ghi/"
SCRIPT = '<script>alert("x")</script>'


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def typed(cast: Cast, **more: object) -> dict[str, object]:
    return {
        "kind": "difficulty",
        "what": "Giải ngân chậm",
        "raised_by": "conference",
        "occasion": "Hội nghị mẫu",
        "raised_on": "20/11/2026",
        "to": str(cast.department.id),
        "key": issue(cast.owner.id),
    } | more


def step(cast: Cast, one: Proposal, **more: object) -> dict[str, object]:
    return {"stamp": str(one.stamp), "reason": "Mẫu", "key": issue(cast.colleague.id)} | more


def test_it_is_raised_once_however_often_the_button_is_pressed(cast: Cast, signed: Signed) -> None:
    told = typed(cast, due_on="30/11/2026", due_basis="CV 1/UBND")
    client = signed(cast.owner)
    first, second = client.post(NEW, told), client.post(NEW, told)
    one = Proposal.objects.get()
    assert first.headers["Location"] == second.headers["Location"] == f"{LIST}{one.id}/"
    shown = page(client.get(f"{LIST}{one.id}/"))
    for words in ("Giải ngân chậm", "Vướng mắc", "30/11/2026, theo CV 1/UBND", "Hội nghị mẫu"):
        assert words in shown
    assert "Chờ Sở Công Thương" not in shown  # he may pass it up


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"what": ""}, "Ghi kiến nghị hoặc vướng mắc."),
        ({"what": "x" * 300}, "Dài 300 ký tự; tối đa 200"),
        ({"what": "a\0b"}, "NUL"),
        ({"details": "x" * 5000}, "tối đa 2000"),
        ({"raised_by": ""}, "Chọn ai nêu."),
        ({"raised_by": "establishment"}, "Ghi tên cơ sở"),
        ({"raised_by": "establishment", "establishment": "Không có"}, "Không có cơ sở nào"),
        ({"raised_by": "commune"}, "Ghi xã, phường"),
        ({"raised_by": "province"}, "phải gửi lên cấp trên"),
        ({"occasion": ""}, "Ghi tên hội nghị"),
        ({"commune": "Nơi Không Có"}, "Không có xã"),
        ({"raised_on": "mai"}, "mai"),
        ({"raised_on": "01/01/2100"}, "đã qua"),
        ({"due_on": "01/01/2026"}, "không được trước ngày nêu"),
        ({"to": "khong-co"}, "khong-co"),
        ({"key": "giả"}, "hết hạn"),
    ],
)
def test_what_is_typed_wrong_comes_back_with_the_reason(
    cast: Cast, signed: Signed, more: dict[str, object], says: str
) -> None:
    answer = signed(cast.owner).post(NEW, typed(cast, details=f"{SCRIPT} kể thêm") | more)
    assert answer.status_code == 422
    assert says in page(answer)
    assert SCRIPT not in page(answer)
    assert "kể thêm" in page(answer) or "details" in more
    assert not Proposal.objects.exists()


def test_of_two_establishments_of_one_name_one_is_chosen(cast: Cast, signed: Signed) -> None:
    ones = [make_establishment(cast.owner, cast.department) for _ in range(2)]
    name = ones[0].name
    told = typed(cast, raised_by="establishment", establishment=name, occasion="")
    assert ones[1].name == name
    answer = signed(cast.owner).post(NEW, told)
    assert f"Có {len(ones)} cơ sở" in page(answer)
    signed(cast.owner).post(NEW, told | {"establishment_key": str(ones[1].id)})
    assert Proposal.objects.get().establishment == ones[1]


def test_of_a_commune_it_arises_there(cast: Cast, signed: Signed) -> None:
    commune = make_commune("Thí Dụ Riêng")
    signed(cast.commune).post(
        NEW,
        typed(cast, raised_by="commune", commune="Thí Dụ Riêng", key=issue(cast.commune.id)),
    )
    one = Proposal.objects.get()
    # The commune of the test lies in no province, so no place can be counted.
    assert (one.raised_by, one.place, commune.name) == ("commune", None, "Thí Dụ Riêng")


def test_the_way_is_shown_with_who_and_why(cast: Cast, signed: Signed) -> None:
    one = make_proposal(cast.owner, cast.department)
    client = signed(cast.colleague)
    up = step(cast, one, to=str(cast.agency.id), paper="5/SCT", due_on="")
    assert client.post(f"{LIST}{one.id}/chuyen-len/", up).status_code == 302
    one.refresh_from_db()
    shown = page(client.get(f"{LIST}{one.id}/"))
    for words in (str(cast.agency), "Chuyển lên cấp trên", "5/SCT", cast.colleague.full_name):
        assert words in shown
    answered = {
        "words": "Sẽ xem xét",
        "stamp": str(one.stamp),
        "key": issue(cast.agency_officer.id),
    }
    agency = signed(cast.agency_officer)
    assert agency.post(f"{LIST}{one.id}/tra-loi/", answered).status_code == 302
    assert "Sẽ xem xét" in page(client.get(f"{LIST}{one.id}/"))


def test_the_raiser_is_offered_no_answer_and_refused_one(cast: Cast, signed: Signed) -> None:
    one = make_proposal(cast.owner, cast.department)
    client = signed(cast.owner)
    assert "tra-loi/" not in page(client.get(f"{LIST}{one.id}/"))
    told = {"words": "Đã rõ", "stamp": str(one.stamp), "key": issue(cast.owner.id)}
    answer = client.post(f"{LIST}{one.id}/tra-loi/", told)
    assert (answer.status_code, ProposalMove.objects.count()) == (422, 1)
    assert "không được tự ghi" in page(answer)


@pytest.mark.parametrize(
    ("slug", "more", "says"),
    [
        ("chuyen-len", {"reason": ""}, "Ghi lý do."),
        ("chuyen-len", {"to": "la"}, "la"),
        ("han", {"due_on": ""}, "Ghi hạn trả lời."),
        ("han", {"due_on": "01/01/2020"}, "không được trước"),
        ("tra-lai", {"reason": "x" * 5000}, "tối đa 2000"),
        ("tra-loi", {"words": ""}, "Ghi lời trả lời."),
        ("tra-loi", {"words": "x", "stamp": ""}, "Người khác vừa lưu"),
        ("du-thao", {"draft": ""}, "Chọn một dự thảo"),
        ("gui-lai", {}, "Không thể"),
    ],
)
def test_a_step_that_cannot_be_stays_open_with_what_was_typed(
    cast: Cast, signed: Signed, slug: str, more: dict[str, object], says: str
) -> None:
    one = make_proposal(cast.owner, cast.department)
    told = step(cast, one, to=str(cast.agency.id)) | more
    answer = signed(cast.colleague).post(f"{LIST}{one.id}/{slug}/", told)
    assert answer.status_code == 422
    assert says in page(answer)
    assert ProposalMove.objects.count() == 1


def test_an_unknown_step_and_a_foreign_one_are_absent(cast: Cast, signed: Signed) -> None:
    one = make_proposal(cast.owner, cast.department)
    assert signed(cast.owner).post(f"{LIST}{one.id}/mau/", {}).status_code == 404
    assert signed(cast.stranger).get(f"{LIST}{one.id}/").status_code == 404
    assert signed(cast.stranger).post(f"{LIST}{one.id}/rut/", {}).status_code == 404


def test_the_list_narrows_and_refuses_what_it_does_not_know(cast: Cast, signed: Signed) -> None:
    tag = make_tag()
    one = make_proposal(cast.owner, cast.department, what="Một")
    late = make_proposal(
        cast.owner, cast.department, what="Trễ", due_on=date(2026, 11, 11),
        raised_by="province", occasion="", to=cast.agency,
    )  # fmt: skip
    actions.tag_proposal(by=cast.owner, proposal=one, tag=tag, at=now())
    client = signed(cast.owner)
    for asked, found in {
        "": {"Một", "Trễ"},
        "?tinh_trang=cho-toi": {"Một"},
        "?tinh_trang=qua-han": {"Trễ"},
        "?tinh_trang=answered": set(),
        "?nguoi_neu=province": {"Trễ"},
        f"?nhan={tag.code}": {"Một"},
    }.items():
        shown = page(client.get(f"{LIST}{asked}"))
        assert {w for w in ("Một", "Trễ") if f">{w}</a>" in shown} == found, asked
    assert late.holder == cast.agency
    assert client.get(f"{LIST}?tinh_trang=la&trang=9999").status_code == 422


def test_every_page_asks_as_often_for_one_as_for_many(cast: Cast, signed: Signed) -> None:
    client = signed(cast.owner)
    one = make_proposal(cast.owner, cast.department)
    actions.tag_proposal(by=cast.owner, proposal=one, tag=make_tag(), at=now())
    pages = (LIST, f"{LIST}{one.id}/", COUNTS, f"{COUNTS}dong/?nam=2026")

    def asked() -> list[int]:
        counts = []
        for address in pages:
            with CaptureQueriesContext(connection) as told:
                assert client.get(address).status_code == 200
            counts.append(len(told))
        return counts

    few = asked()
    for number in range(10):
        more = make_proposal(cast.owner, cast.department)
        actions.tag_proposal(by=cast.owner, proposal=more, tag=make_tag(f"t{number}"), at=now())
        actions.tag_proposal(by=cast.owner, proposal=one, tag=make_tag(f"t{number}"), at=now())
    assert asked() == few
    assert max(few) <= 20


def test_a_limit_is_noted_counted_opened_and_taken_back(cast: Cast, signed: Signed) -> None:
    tag, client = make_tag(), signed(cast.owner)
    told = {"tag": tag.code, "told": "Mới đến một xã", "day": "20/11/2026"}
    answer = client.post(NOTE, told | {"key": issue(cast.owner.id)})
    assert answer.headers["Location"] == f"{COUNTS}?nam=2026"
    shown = page(client.get(answer.headers["Location"]))
    door = re.search(r'href="(/desk/kien-nghi/han-che/dong/[^"]+)">1<', shown)
    assert door
    assert "Mới đến một xã" in page(client.get(door[1].replace("&amp;", "&")))
    remark = Remark.objects.get()
    back = f"{COUNTS}{remark.id}/bo/"
    assert signed(cast.stranger).get(back).status_code == 404
    faulty = client.post(back, {"reason": "", "key": issue(cast.owner.id)})
    assert (faulty.status_code, "Ghi lý do." in page(faulty)) == (422, True)
    client.post(back, {"reason": "Nhầm", "key": issue(cast.owner.id)})
    assert "Chưa ghi nhận điều gì" in page(client.get(COUNTS))
    assert client.get(back).status_code == 404


@pytest.mark.parametrize(
    ("more", "says"),
    [({"tag": "la"}, "la"), ({"told": ""}, "Ghi điều đã thấy."), ({"day": "1/1/2099"}, "đã qua"),
     ({"commune": "Không Đâu"}, "Không có xã")],
)  # fmt: skip
def test_a_faulty_note_comes_back(
    cast: Cast, signed: Signed, more: dict[str, object], says: str
) -> None:
    told = {"tag": make_tag().code, "told": "x", "day": "20/11/2026", "key": issue(cast.owner.id)}
    answer = signed(cast.owner).post(NOTE, told | more)
    assert answer.status_code == 422
    assert says in page(answer)
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    "asked", ["?nam=x", "?nam=99999", "?noi=khong-co", "?noi=%00", "?nhan=%00"]
)
def test_odd_questions_of_the_rows_get_an_answer(cast: Cast, signed: Signed, asked: str) -> None:
    make_remark(cast.owner, cast.department)
    assert signed(cast.owner).get(f"{COUNTS}dong/{asked}").status_code == 200


def test_what_waits_is_told_at_the_beginning_of_the_day(cast: Cast, signed: Signed) -> None:
    make_proposal(cast.owner, cast.department)
    assert "1 kiến nghị, vướng mắc" in page(signed(cast.colleague).get("/desk/"))
    assert "kiến nghị, vướng mắc</a> chờ" not in page(signed(cast.auditor).get("/desk/"))


def test_somebody_without_a_body_to_raise_for_gets_no_form(cast: Cast) -> None:
    assert Client().get(NEW).status_code == 302
