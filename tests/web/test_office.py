"""Văn thư at the desk: from a đề án to a number, every form with its refusals, who sees what."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from khuyencong.accounts.models import User
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.documents.lint import lint
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.states import DocumentState
from khuyencong.projects.models import Line, LineShare, Project, StepTaken
from khuyencong.projects.queries.documents import documents_of
from khuyencong.projects.states import ProjectState
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.documents.paper import RICH, words_of_pdf
from tests.factories import make_establishment, make_project, make_user
from tests.office.desk import Office, make_office

pytestmark = pytest.mark.django_db
DECISION = "quyet-dinh-phe-duyet"


@pytest.fixture
def office(cast: Cast) -> Office:
    return make_office(cast)


@pytest.fixture
def project(cast: Cast) -> Project:
    """Return an approved đề án with one line for one establishment."""
    found = make_project(make_user("CENTRE_OFFICER", cast.centre), cast.department)
    one = make_establishment(cast.owner, cast.department)
    told = {"cost": 1_005_000_000, "counterpart": 705_000_000, "quantity": 2, "unit": "máy"}
    line = Line.objects.create(
        project=found,
        number=1,
        establishment=one,
        content=found.content,
        what="Máy sấy gỗ",
        year=2026,
        state_since=now(),
        recorded_at=now(),
        **told,
    )
    LineShare.objects.create(line=line, source=FundingSource.PROVINCIAL, amount=300_000_000)
    step = {"step": "register", "after": "registered", "by": found.drafted_by}
    StepTaken.objects.create(project=found, holder=cast.department, at=now(), **step)
    found.state = ProjectState.APPROVED
    found.save()
    return found


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(user: User, name: str, row: IssuedDocument, /, **told: str) -> object:
    fields = {"key": issue(user.id)} | told
    return client_of(user).post(reverse(name, args=[row.id]), fields)


def put_forward(user: User, project: Project) -> IssuedDocument:
    address = reverse("desk:project-document-draft", args=[project.id, DECISION])
    answer = client_of(user).post(address, {"key": issue(user.id), "ve": str(project.id)})
    row = IssuedDocument.objects.latest("drafted_at")
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("desk:office-document", args=[row.id])
    return row


SIGNED = {"name": "Lê Văn Chủ", "post": "Phó Chủ tịch", "capacity": "KT.", "of": "Chủ tịch"}


def test_a_page_prints_every_kind_of_block(office: Office) -> None:
    row = office.draft(words=RICH)
    page = client_of(office.officer).get(reverse("desk:office-document", args=[row.id]))
    told = page.content.decode()
    assert '<th scope="colgroup" colspan="2">Kinh phí</th>' in told
    assert '<tr class="bold"><td colspan="5">A. Máy móc</td></tr>' in told
    assert "<i>Căn cứ Nghị định số 45/2012/NĐ-CP;</i>" in told
    assert 'aria-label="Kinh phí hai năm"><svg' in told
    assert "&lt;" not in told and "style=" not in told


def test_from_a_project_to_a_number_and_the_files(
    cast: Cast, office: Office, project: Project
) -> None:
    row = put_forward(cast.owner, project)
    assert "chưa kiểm chứng" not in str(row.words)
    post(cast.chair, "desk:office-sign", row, **SIGNED)
    day = f"{today():%d/%m/%Y}"
    post(office.clerk, "desk:office-number", row, day=day)
    row.refresh_from_db()
    assert (row.state, row.shown) == (DocumentState.NUMBERED, "01/QĐ-UBND")
    clerk = client_of(office.clerk)
    pdf = clerk.get(reverse("desk:office-file", args=[row.id, "pdf"]))
    told = " ".join(words_of_pdf(b"".join(pdf.streaming_content)))
    assert "Số: 01/QĐ-UBND" in told
    assert "Ba trăm triệu đồng" in told
    assert told.endswith("KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Chủ")
    docx = clerk.get(reverse("desk:office-file", args=[row.id, "docx"]))
    assert lint(b"".join(docx.streaming_content)) == []
    page = clerk.get(reverse("desk:office")).content.decode()
    assert "01/QĐ-UBND" in page
    assert "không thiếu số" in page
    page = clerk.get(reverse("desk:office-document", args=[row.id])).content.decode()
    assert "Cấp số 01/QĐ-UBND" in page
    assert "Hủy văn bản" not in page
    post(cast.chair, "desk:office-revoke", row, reason="Ban hành nhầm")
    page = clerk.get(reverse("desk:office")).content.decode()
    assert "1 số hủy, có lý do" in page
    assert "Ban hành nhầm" in page


def test_the_page_of_a_project_lists_what_it_can_tell(cast: Cast, project: Project) -> None:
    page = client_of(cast.owner).get(reverse("desk:project-documents", args=[project.id]))
    text = page.content.decode()
    for said in ("Giấy biên nhận hồ sơ", "Quyết định phê duyệt đề án", "Căn cứ để trống"):
        assert said in text
    assert "ký tay, không lấy số" in text
    assert text.count('<button class="btn">Trình ký') == 1
    reader = client_of(cast.auditor).get(reverse("desk:project-documents", args=[project.id]))
    assert '<button class="btn">Trình ký' not in reader.content.decode()


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_document_is_printed_before_anybody_puts_it_forward(
    cast: Cast, project: Project, form: str
) -> None:
    address = reverse("desk:project-document", args=[project.id, "giay-bien-nhan", form])
    answer = client_of(cast.owner).get(address)
    assert answer.status_code == 200
    assert f"{project.code}-giay-bien-nhan.{form}" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("code", "form", "query"),
    [
        ("khong-co", "pdf", ""),
        ("giay-bien-nhan", "exe", ""),
        ("giay-bien-nhan", "pdf", "?ve=x"),
        ("giay-bien-nhan", "pdf", "?ve=00000000-0000-0000-0000-000000000000"),
        ("hop-dong-ho-tro", "pdf", ""),
    ],
)
def test_a_document_that_is_not_there_is_absent(
    cast: Cast, project: Project, code: str, form: str, query: str
) -> None:
    address = reverse("desk:project-document", args=[project.id, code, form])
    assert client_of(cast.owner).get(address + query).status_code == 404


def test_a_form_signed_by_hand_is_not_put_forward(cast: Cast, project: Project) -> None:
    address = reverse("desk:project-document-draft", args=[project.id, "giay-bien-nhan"])
    told = {"key": issue(cast.owner.id), "ve": str(project.id)}
    assert client_of(cast.owner).post(address, told).status_code == 404


def test_a_double_click_puts_one_document_forward(cast: Cast, project: Project) -> None:
    address = reverse("desk:project-document-draft", args=[project.id, DECISION])
    told = {"key": issue(cast.owner.id), "ve": str(project.id)}
    for _ in range(2):
        client_of(cast.owner).post(address, told)
    assert IssuedDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": ""}, "Ghi họ và tên người ký."),
        ({"post": ""}, "Ghi chức vụ của người ký."),
        ({"name": "a" * 121}, "Dài 121 ký tự"),
        ({"name": "a\0b"}, "NUL"),
        ({"name": "x" * 10_000}, "Dài 10000 ký tự"),
        ({"of": ""}, "Ghi ký thay cho chức vụ nào"),
        ({"capacity": "XX"}, "XX"),
    ],
)
def test_a_signature_at_fault_is_told_and_kept(
    cast: Cast, project: Project, told: dict[str, str], says: str
) -> None:
    row = put_forward(cast.owner, project)
    answer = post(cast.chair, "desk:office-sign", row, **(SIGNED | told))
    assert answer.status_code == 422  # type: ignore[attr-defined]
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert says in text
    assert "Phó Chủ tịch" in text or "post" in told
    row.refresh_from_db()
    assert row.state == DocumentState.DRAFTED


def test_a_script_in_a_name_is_text_on_the_page(cast: Cast, project: Project) -> None:
    row = put_forward(cast.owner, project)
    post(cast.chair, "desk:office-sign", row, **(SIGNED | {"name": "<script>alert(1)</script>"}))
    page = client_of(cast.owner).get(reverse("desk:office-document", args=[row.id]))
    assert "<script>alert" not in page.content.decode()
    assert "&lt;script&gt;alert(1)" in page.content.decode()


def test_a_day_at_fault_gives_no_number(cast: Cast, office: Office, project: Project) -> None:
    row = put_forward(cast.owner, project)
    post(cast.chair, "desk:office-sign", row, **SIGNED)
    ahead = f"{today() + timedelta(days=2):%d/%m/%Y}"
    for day, says in [("", "Ghi ngày ban hành."), ("31/02/2026", "ngày 31"), (ahead, "về sau")]:
        answer = post(office.clerk, "desk:office-number", row, day=day)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert says in answer.content.decode()  # type: ignore[attr-defined]
    assert not OutgoingBook.objects.exists()


def test_who_may_not_is_shown_no_form_and_gets_no_number(
    cast: Cast, office: Office, project: Project
) -> None:
    row = put_forward(cast.owner, project)
    address = reverse("desk:office-document", args=[row.id])
    for user in (cast.auditor, office.clerk, cast.colleague):
        assert "Ký văn bản này" not in client_of(user).get(address).content.decode()
    assert "Ký văn bản này" in client_of(cast.chair).get(address).content.decode()
    for user in (cast.stranger, cast.commune, cast.admin):
        assert client_of(user).get(address).status_code == 404
    assert post(cast.head, "desk:office-number", row, day="x").status_code == 404  # type: ignore[attr-defined]


def test_a_type_gets_a_book_of_its_own(cast: Cast, office: Office) -> None:
    office.numbered()
    book = OutgoingBook.objects.get()
    address = reverse("desk:office-book", args=[book.id])
    told = {"key": issue(office.clerk.id), "type": "QĐ"}
    client_of(office.clerk).post(address, told)
    assert OutgoingBook.objects.filter(type="QĐ").count() == 1
    answer = client_of(office.clerk).post(address, {"type": "?"}, follow=True)
    assert "Chọn loại văn bản" in answer.content.decode()


def test_a_register_costs_the_same_for_one_and_for_many(
    office: Office, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = client_of(office.clerk), reverse("desk:office")
    query = "?" + urlencode({"nam": 2026})

    def count() -> int:
        with django_assert_max_num_queries(60) as asked:
            assert client.get(address + query).status_code == 200
        return len(asked)

    office.numbered()
    office.signed()
    office.draft()
    one = count()
    for _ in range(3):
        office.numbered()
        office.signed()
        office.draft()
    assert count() == one


def test_the_documents_of_a_project_cost_the_same_for_one_line_and_for_many(
    cast: Cast, project: Project, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(60) as asked:
            documents_of(project, today())
        return len(asked)

    one = count()
    first = project.lines.get()
    for number in range(2, 5):
        line = Line.objects.get(id=first.id)
        line.pk, line.number = None, number
        line.id = IssuedDocument().id
        line.save(force_insert=True)
        LineShare.objects.create(line=line, source=FundingSource.PROVINCIAL, amount=1_000_000)
    assert count() == one


@pytest.mark.parametrize("asked", ["?nam=x", "?nam=99999", "?nam=2020", "?trang=x", "?trang=999"])
def test_a_register_answers_whatever_is_asked(office: Office, asked: str) -> None:
    office.numbered()
    answer = client_of(office.clerk).get(reverse("desk:office") + asked)
    assert answer.status_code == 200
