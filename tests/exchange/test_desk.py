"""The desk: partners by two persons, bundles by file, wishes field by field, sources, codes."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.applications import actions as applications
from khuyencong.applications.models import PaperKind, SurveyRound
from khuyencong.core.identity import new_id
from khuyencong.core.once import issue
from khuyencong.exchange.actions.keys import introduction
from khuyencong.exchange.actions.logging import scan
from khuyencong.exchange.models import (
    AwaitedFile,
    Change,
    Conflict,
    Home,
    Instance,
    OutsideCode,
    Parked,
)
from khuyencong.exchange.queries.keys import key_id, mark_of
from khuyencong.exchange.states import InstanceState, Sort, Verdict, Why
from khuyencong.values.seals import new_signing_key
from tests.cast import Cast
from tests.exchange.kept import make_partner, make_wish
from tests.factories import ENTERED_AT, PDF, make_user


@pytest.fixture
def partner(cast: Cast, settings: Any, tmp_path: Path) -> Instance:
    settings.EXCHANGE_KEY = tmp_path / "exchange_key.pem"
    return make_partner(cast.agency)


@pytest.fixture
def round(cast: Cast) -> SurveyRound:
    return SurveyRound.objects.create(
        custodian=cast.department,
        name="Đợt của ta",
        year=2026,
        goes_by="commune",
        opened_on=ENTERED_AT.date(),
        recorded_at=ENTERED_AT,
    )


def wished(partner: Instance, round: SurveyRound) -> Conflict:
    wish = Conflict.objects.get(pk=make_wish(partner, round.custodian)["wish"])
    wish.record = round.pk
    wish.theirs = wish.theirs.replace("}", ',"goes_by":"commune"}')
    wish.save()
    return wish


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def send(person: Any, address: str, /, **told: Any) -> Any:
    return signed_in(person).post(address, {"key": issue(person.id), **told}, follow=True)


def text_of(person: Any, address: str) -> str:
    answer = signed_in(person).get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def paper_of(name: str = "Khuyến công tỉnh Mẫu") -> str:
    return introduction(Instance(name=name, public=new_signing_key().public.pem))


def test_one_person_enters_a_partner_and_another_confirms(cast: Cast, partner: Instance) -> None:
    second = make_user("AGENCY_HEAD", cast.agency)
    told = {"paper": paper_of(), "body": cast.department.name, "valid_from": "01/01/2027"}
    page = send(cast.agency_officer, reverse("desk:exchange-enter"), **told)
    assert "Người khác xác nhận thì bắt đầu trao đổi" in page.content.decode()
    entered = Instance.objects.get(name="Khuyến công tỉnh Mẫu")
    act = reverse("desk:exchange-act", args=[entered.pk])
    refused = send(cast.agency_officer, act, act="confirm").content.decode()
    assert "không tự xác nhận" in refused
    send(second, act, act="confirm")
    entered.refresh_from_db()
    assert (entered.state, entered.confirmed_by) == (InstanceState.ACTIVE, second.id)
    home = Home.objects.get(instance=entered)
    assert (home.organisation, home.confirmed_by) == (cast.department, second.id)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"paper": "không phải"}, "Không đọc được giấy giới thiệu"),
        ({"body": "Sở không có"}, "Không có đơn vị"),
        ({"body": ""}, "Cần một đơn vị"),
        ({"paper": ""}, "bắt buộc"),
    ],
)
def test_a_paper_that_is_none_is_said_and_stays_typed(
    cast: Cast, partner: Instance, told: dict, why: str
) -> None:
    whole = {"paper": paper_of(), "body": cast.department.name} | told
    page = send(cast.agency_officer, reverse("desk:exchange-enter"), **whole)
    assert page.status_code == 422
    assert why in page.content.decode()
    assert whole["paper"][:20].replace('"', "&quot;") in page.content.decode()
    assert Instance.objects.count() == 2


def test_two_partners_do_not_keep_one_body(cast: Cast, partner: Instance) -> None:
    second = make_user("AGENCY_HEAD", cast.agency)
    for name in ("Một", "Hai"):
        told = {"paper": paper_of(name), "body": cast.department.name}
        send(cast.agency_officer, reverse("desk:exchange-enter"), **told)
        act = reverse("desk:exchange-act", args=[Instance.objects.get(name=name).pk])
        page = send(second, act, act="confirm").content.decode()
    assert "đã có một hệ thống khác giữ hồ sơ" in page
    assert Instance.objects.get(name="Hai").state == InstanceState.PROPOSED


def test_a_partner_is_ended_with_a_reason(cast: Cast, partner: Instance) -> None:
    act = reverse("desk:exchange-act", args=[partner.pk])
    assert "Xin ghi lý do" in send(cast.agency_officer, act, act="end").content.decode()
    page = send(cast.agency_officer, act, act="end", reason="Hết thỏa thuận").content.decode()
    assert "Hết thỏa thuận" in page
    assert not Home.objects.filter(instance=partner, valid_until=None).exists()


@pytest.mark.parametrize(
    ("address", "why"),
    [("ftp://x", "Địa chỉ phải bắt đầu"), ("https://kc.example.vn/", "https://kc.example.vn")],
)
def test_an_address_is_one_of_https(cast: Cast, partner: Instance, address: str, why: str) -> None:
    act = reverse("desk:exchange-act", args=[partner.pk])
    page = send(cast.agency_officer, act, act="address", address=address).content.decode()
    assert why in page


def test_a_bundle_is_written_and_fetched(cast: Cast, partner: Instance, round: SurveyRound) -> None:
    page = send(cast.agency_officer, reverse("desk:exchange-write", args=[partner.pk]))
    assert page["Content-Type"] == "application/octet-stream"
    assert page.content.startswith(b'{"covers"')
    assert "Gửi đi" in text_of(
        cast.agency_officer, reverse("desk:exchange-partner", args=[partner.pk])
    )


def test_a_file_that_is_no_bundle_is_said(cast: Cast, partner: Instance) -> None:
    file = SimpleUploadedFile("goi.kcx", b"khong phai")
    page = send(cast.agency_officer, reverse("desk:exchange-take"), bundle=file).content.decode()
    assert "không phải gói trao đổi" in page
    page = send(cast.agency_officer, reverse("desk:exchange-take")).content.decode()
    assert "Gói nhận được" in page


def test_a_wish_stands_field_by_field_and_is_decided(
    cast: Cast, partner: Instance, round: SurveyRound
) -> None:
    wish = wished(partner, round)
    address = reverse("desk:exchange-wish", args=[wish.pk])
    page = text_of(cast.head, address)
    for word in ("Tên đợt", "Đợt của ta", "Đợt của họ", "2026", "2027", "Chọn từng mục"):
        assert word in page
    decide = reverse("desk:exchange-decide", args=[wish.pk])
    empty = send(cast.head, decide, verdict="fields", fields_taken=["year"])
    assert (empty.status_code, "bắt buộc" in empty.content.decode()) == (422, True)
    told = {"verdict": "fields", "fields_taken": ["year"], "reason": "Theo phiếu gốc"}
    page = send(cast.head, decide, **told).content.decode()
    assert "Chọn từng mục" in page
    assert "Theo phiếu gốc" in page
    round.refresh_from_db()
    assert (round.name, round.year) == ("Đợt của ta", 2027)
    again = send(cast.head, decide, verdict="ours", reason="x")
    assert "đã được quyết định" in again.content.decode()


def test_an_officer_reads_a_wish_and_does_not_decide(
    cast: Cast, partner: Instance, round: SurveyRound
) -> None:
    wish = wished(partner, round)
    page = text_of(cast.owner, reverse("desk:exchange-wish", args=[wish.pk]))
    assert "Lãnh đạo đơn vị quản lý hồ sơ này quyết định" in page
    assert '<button class="btn main big">Quyết định' not in page


def test_pages_ask_the_same_number_of_questions(cast: Cast, partner: Instance) -> None:
    pages = [
        (cast.agency_officer, reverse("desk:exchange")),
        (cast.agency_officer, reverse("desk:exchange-partner", args=[partner.pk])),
        (cast.head, reverse("desk:exchange-wishes")),
        (cast.agency_officer, reverse("desk:exchange-sources")),
        (cast.agency_officer, reverse("desk:exchange-codes")),
    ]
    make_wish(partner, cast.department)
    counts = [_questions(*page) for page in pages]
    for _ in range(8):
        make_wish(partner, cast.department)
    assert [_questions(*page) for page in pages] == counts


def _questions(person: Any, address: str) -> int:
    client = signed_in(person)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)


def test_sources_tell_of_one_record(cast: Cast, partner: Instance, round: SurveyRound) -> None:
    send(cast.agency_officer, reverse("desk:exchange-write", args=[partner.pk]))
    address = reverse("desk:exchange-sources")
    assert "Chưa có gì về mã này" in text_of(cast.agency_officer, f"{address}?ma={partner.pk}")
    assert "Chưa có gì về mã này" in text_of(cast.agency_officer, f"{address}?ma=x")


def test_our_key_is_changed_on_the_page_and_the_partner_is_waited_for(
    cast: Cast, partner: Instance
) -> None:
    before = introduction(Instance.objects.get(is_own=True))
    page = send(cast.agency_officer, reverse("desk:exchange-key")).content.decode()
    assert "Gói sau báo khóa mới cho từng nơi" in page
    assert "chưa báo đã nhận: Hệ thống bên kia" in page
    assert introduction(Instance.objects.get(is_own=True)) != before
    again = send(cast.agency_officer, reverse("desk:exchange-key")).content.decode()
    assert "còn nơi chưa báo đã nhận khóa đổi lần trước (Hệ thống bên kia)" in again
    stolen = send(cast.agency_officer, reverse("desk:exchange-key"), stolen="1").content.decode()
    assert "nhập tay" in stolen


def test_a_partners_stolen_key_is_revoked_and_another_entered_by_two_persons(
    cast: Cast, partner: Instance
) -> None:
    second = make_user("AGENCY_HEAD", cast.agency)
    act = reverse("desk:exchange-act", args=[partner.pk])
    paper = json.dumps(json.loads(paper_of()) | {"id": str(partner.pk)})
    which = key_id(partner.public)
    assert (
        "Xin ghi lý do"
        in send(cast.agency_officer, act, act="key-revoke", which=which).content.decode()
    )
    told = {"act": "key-revoke", "which": which, "reason": "Máy chủ bị lấy"}
    page = send(cast.agency_officer, act, **told).content.decode()
    assert "đã thu hồi, chưa có khóa mới" in page
    assert "Máy chủ bị lấy" in page
    other = send(cast.agency_officer, act, act="key", paper=paper_of()).content.decode()
    assert "của một hệ thống khác" in other
    page = send(cast.agency_officer, act, act="key", paper=paper).content.decode()
    assert "chờ người khác xác nhận" in page
    refused = send(cast.agency_officer, act, act="key-confirm").content.decode()
    assert "không tự xác nhận" in refused
    page = send(second, act, act="key-confirm").content.decode()
    partner.refresh_from_db()
    assert mark_of(partner.public) in page
    assert (partner.state, partner.next_public) == (InstanceState.ACTIVE, "")


def test_a_code_is_told_with_its_source(cast: Cast, partner: Instance) -> None:
    address = reverse("desk:exchange-code")
    told = {"kind": "agency", "code": "H00", "body": cast.department.name, "source": "Văn bản mẫu"}
    page = send(cast.agency_officer, address, **told).content.decode()
    assert "H00" in page
    assert "chưa kiểm chứng" in page
    twice = send(cast.agency_officer, address, **told)
    assert (twice.status_code, OutsideCode.objects.count()) == (422, 1)
    missing = send(cast.agency_officer, address, kind="procedure", code="1.0", source="x")
    assert "Mã thủ tục cần tên thủ tục" in missing.content.decode()


def test_many_wishes_are_decided_alike_or_none(
    cast: Cast, partner: Instance, round: SurveyRound
) -> None:
    foreign = wished(partner, round)
    own = Conflict.objects.get(pk=make_wish(partner, cast.agency)["wish"])
    act = reverse("desk:exchange-act", args=[partner.pk])
    second = make_user("AGENCY_HEAD", cast.agency)
    assert "Cho cả 1 đề nghị về hồ sơ mà đơn vị" in text_of(
        second, reverse("desk:exchange-partner", args=[partner.pk])
    )
    page = send(second, act, act="all", verdict="ours", reason="").content.decode()
    assert "Xin ghi lý do" in page
    page = send(second, act, act="all", verdict="ours", reason="Giữ nguyên").content.decode()
    assert "Quyết định chung" not in page
    again = send(second, act, act="all", verdict="ours", reason="x").content.decode()
    assert "Không có đề nghị nào chờ" in again
    own.refresh_from_db()
    foreign.refresh_from_db()
    assert (own.verdict, foreign.verdict) == (Verdict.OURS, Verdict.OPEN)


#: Of whom a wish is seen, and about whose it decides: bodies "so" and its centre, another Sở,
#: the agency that runs this instance, and a wish about a record of nobody who is here.
BODIES = ("so", "centre", "other", "agency", "nobody")
SEEN = {
    ("DEPT_OFFICER", "so"): ("so centre", ""),
    ("DEPT_HEAD", "so"): ("so centre", "so centre"),
    ("DEPT_OFFICER", "other"): ("other", ""),
    ("DEPT_HEAD", "other"): ("other", "other"),
    ("AGENCY_OFFICER", "agency"): ("agency nobody", ""),
    ("AGENCY_HEAD", "agency"): ("agency nobody", "agency nobody"),
    ("AUDITOR", "agency"): ("so centre other agency nobody", ""),
    ("MINISTER", "agency"): ("", ""),
    ("PROVINCE_CHAIR", "so"): ("", ""),
    ("CENTRE_HEAD", "centre"): ("", ""),
    ("ADMIN", "agency"): ("", ""),
}


@pytest.mark.parametrize(("role", "at"), SEEN)
def test_a_wish_is_seen_and_decided_by_who_answers_for_its_record(
    cast: Cast, partner: Instance, role: str, at: str
) -> None:
    bodies = (cast.department, cast.centre, cast.other_department, cast.agency)
    of = dict(zip(BODIES[:4], bodies, strict=True))
    person = make_user(role, of[at])
    wishes = {body: make_wish(partner, of.get(body, cast.agency))["wish"] for body in BODIES}
    Conflict.objects.filter(pk=wishes["nobody"]).update(custodian=None)
    may_see, may_decide = (set(words.split()) for words in SEEN[role, at])
    client = signed_in(person)
    pages = {b: client.get(reverse("desk:exchange-wish", args=[wishes[b]])) for b in BODIES}
    opened = {body for body, page in pages.items() if page.status_code == 200}
    assert opened == may_see
    assert all(pages[body].status_code in (403, 404) for body in set(BODIES) - may_see)
    asked = {body for body in opened if "Quyết định</button>" in pages[body].content.decode()}
    assert asked == may_decide
    for body in BODIES:
        how = {"verdict": "ours", "reason": "Theo hồ sơ gốc"}
        answer = send(person, reverse("desk:exchange-decide", args=[wishes[body]]), **how)
        assert answer.status_code in ((200,) if body in may_decide else (403, 404))
    decided = set(Conflict.objects.exclude(verdict=Verdict.OPEN).values_list("pk", flat=True))
    assert decided == {wishes[body] for body in may_decide}


def test_another_bodys_wish_looks_like_none(cast: Cast, partner: Instance) -> None:
    wish = make_wish(partner, cast.department)["wish"]
    client = signed_in(make_user("AGENCY_HEAD", cast.agency))
    answers = [client.get(reverse("desk:exchange-wish", args=[pk])) for pk in (wish, partner.pk)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert str(wish) not in client.get(reverse("desk:exchange-wishes")).content.decode()


def test_the_page_of_a_partner_tells_which_files_are_owed_awaited_and_not_taken(
    cast: Cast, partner: Instance
) -> None:
    there = reverse("desk:exchange-partner", args=[partner.pk])
    assert "<dt>Tệp</dt>" not in text_of(cast.agency_officer, there)
    applications.load_papers()
    applications.keep_paper(
        by=cast.agency_officer,
        custodian=cast.agency,
        kind=PaperKind.objects.get(code="bao-gia"),
        file_name="a.pdf",
        data=PDF,
        at=ENTERED_AT,
        allowed=True,
    )
    scan(at=ENTERED_AT)
    Instance.objects.filter(pk=partner.pk).update(sent_through=100)
    AwaitedFile.objects.create(partner=partner, sha256="a" * 64)
    AwaitedFile.objects.create(partner=partner, sha256="b" * 64, refused="Tệp quá 10 MB.")
    waits = {"partner": partner, "seq": 1, "kind": "applications.Paper", "bundle": "x"}
    for why, detail in ((Why.FILE, "a" * 64), (Why.BAD_FILE, "Tệp quá 10 MB.")):
        said = {"told_at": ENTERED_AT, "at": ENTERED_AT, "record": new_id(), "body": "{}"}
        Parked.objects.create(why=why, detail=detail, **said, **waits)
    text = text_of(cast.agency_officer, there)
    assert "còn 1 tệp chưa gửi: lập thêm gói" in text
    assert "ở đây chờ 1 tệp" in text
    assert "tệp của nó chưa tới" in text and "a" * 64 not in text
    assert "tệp của nó không nhận được" in text and "Tệp quá 10 MB. Từ" in text
    send(cast.agency_officer, reverse("desk:exchange-write", args=[partner.pk]))
    text = text_of(cast.agency_officer, there)
    assert "chưa gửi: lập thêm gói" not in text
    assert "1 tệp" in text


def test_the_page_of_a_partner_tells_what_it_has_not_answered(
    cast: Cast, partner: Instance
) -> None:
    there = reverse("desk:exchange-partner", args=[partner.pk])
    record = new_id()
    for seq, answer in ((1, None), (2, None), (3, {"verdict": "ours", "reason": ""})):
        Change.objects.create(
            seq=seq, group=seq, at=ENTERED_AT, to=partner, sort=Sort.PROPOSAL, answer=answer,
            kind="applications.Need", record=record if seq < 3 else new_id(),
        )  # fmt: skip
    # The first gave way to the second, the third was answered.
    assert "1 chưa có trả lời" in text_of(cast.agency_officer, there)
