"""A document is drafted, signed, numbered, revoked; each by who may, and never by who may not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from khuyencong.accounts.models import User
from khuyencong.core import blobs
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.documents import OnBehalf, Signature
from khuyencong.documents.lint import lint
from khuyencong.office import actions
from khuyencong.office.actions import SignedAs
from khuyencong.office.models import IssuedDocument, OutgoingBook
from khuyencong.office.queries import visible_to
from khuyencong.office.rules import previewed, why_not
from khuyencong.office.rules.issuing import issued
from khuyencong.office.states import STEPS, About, DocumentState, DocumentType
from tests.cast import Cast
from tests.documents.paper import words_of_docx, words_of_pdf
from tests.factories import make_membership, make_user
from tests.office.desk import AS_DEPUTY, AT, DAY, DECISION, MINUTES, WORDS, Office

pytestmark = pytest.mark.django_db


def test_it_goes_out_with_signature_number_day_and_two_files_of_the_same_words(
    office: Office,
) -> None:
    row = office.numbered()
    assert (row.state, row.shown, row.day) == (DocumentState.NUMBERED, "01/BB-SCT", DAY)
    with blobs.open(row.docx) as docx, blobs.open(row.pdf) as pdf:
        data, told = docx.read(), words_of_pdf(pdf.read())
    assert words_of_docx(data) == told
    assert lint(data) == []
    text = " ".join(told)
    assert "Số: 01/BB-SCT Mẫu, ngày 20 tháng 11 năm 2026" in text
    assert text.endswith("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Thị Ký")
    assert "DỰ THẢO" not in text


def test_it_is_framed_as_a_draft_until_it_is_signed(office: Office) -> None:
    row = office.draft()
    assert previewed(row).draft
    assert previewed(row).number.shown.endswith("/BB-SCT")
    row = actions.sign(by=office.head, document=row, signed_as=AS_DEPUTY, at=AT)
    assert not previewed(row).draft
    assert previewed(row).signature.name == "Lê Thị Ký"
    assert previewed(row).number.number is None


def test_numbers_follow_one_another_through_the_year(office: Office) -> None:
    kinds = [MINUTES, DECISION, MINUTES]
    assert [office.numbered(kind).shown for kind in kinds] == [
        "01/BB-SCT",
        "02/QĐ-SCT",
        "03/BB-SCT",
    ]


def test_a_new_year_begins_anew(office: Office) -> None:
    assert office.numbered().number == 1
    later = AT + timedelta(days=60)
    row = actions.number(by=office.clerk, document=office.signed(), day=date(2027, 1, 4), at=later)
    assert (row.number, row.book.year) == (1, 2027)


def test_a_type_with_a_book_of_its_own_is_counted_apart_in_later_years_too(office: Office) -> None:
    told = {"by": office.clerk, "body": office.body, "tail": "SCT", "at": AT}
    actions.open_book(**told, year=2026, type=DocumentType.DECISION)
    shown = [office.numbered(kind).shown for kind in (MINUTES, DECISION, DECISION, MINUTES)]
    assert shown == ["01/BB-SCT", "01/QĐ-SCT", "02/QĐ-SCT", "02/BB-SCT"]
    later = AT + timedelta(days=60)
    signed = office.signed(DECISION)
    row = actions.number(by=office.clerk, document=signed, day=date(2027, 1, 4), at=later)
    assert (row.book.type, row.number) == (DocumentType.DECISION, 1)


def test_a_type_already_counted_with_the_others_stays_there_this_year(office: Office) -> None:
    office.numbered(DECISION)
    told = {"by": office.clerk, "body": office.body, "tail": "SCT", "at": AT}
    with pytest.raises(Refused, match="đã có văn bản loại này"):
        actions.open_book(**told, year=2026, type=DocumentType.DECISION)
    with pytest.raises(Refused, match="không giữ sổ"):
        actions.open_book(**told | {"by": office.head}, year=2026, type=DocumentType.NOTICE)


def test_who_signed_gives_no_number_even_as_a_clerk(cast: Cast, office: Office) -> None:
    signed = office.signed()
    make_membership(office.head, "CLERK", cast.department)
    head = User.objects.get(id=office.head.id)
    with pytest.raises(Refused, match="người cấp số không phải người ký"):
        actions.number(by=head, document=signed, day=DAY, at=AT)
    assert not OutgoingBook.objects.exists()


@pytest.mark.parametrize("person", ["owner", "colleague", "stranger", "chair", "auditor", "admin"])
def test_who_may_not_signs_numbers_and_revokes_nothing(
    cast: Cast, office: Office, person: str
) -> None:
    user = getattr(cast, person)
    signed, numbered = office.signed(), office.numbered()
    with pytest.raises(Refused, match="không có quyền"):
        actions.sign(by=user, document=office.draft(), signed_as=AS_DEPUTY, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.number(by=user, document=signed, day=DAY, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.revoke(by=user, document=numbered, reason="sai", at=AT)


def test_who_may_not_drafts_nothing(cast: Cast, office: Office) -> None:
    for user in (cast.stranger, office.clerk, cast.auditor):
        with pytest.raises(Refused, match="không có quyền trình"):
            replace(office, officer=user).draft()


def test_each_step_has_its_place_in_the_life(office: Office) -> None:
    drafted, signed, numbered = office.draft(), office.signed(), office.numbered()
    revoked = actions.revoke(by=office.head, document=numbered, reason="Ghi nhầm", at=AT)
    for row in (signed, numbered, revoked):
        with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
            actions.sign(by=office.head, document=row, signed_as=AS_DEPUTY, at=AT)
    for row in (drafted, revoked):
        with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
            actions.number(by=office.clerk, document=row, day=DAY, at=AT)
    for row in (drafted, signed, revoked):
        with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
            actions.revoke(by=office.head, document=row, reason="sai", at=AT)
    assert STEPS.reachable() == set(DocumentState.values)


def test_a_revoked_number_stays_taken_and_says_why(office: Office) -> None:
    first = office.numbered()
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.revoke(by=office.head, document=first, reason=" ", at=AT)
    actions.revoke(by=office.head, document=first, reason="Ban hành nhầm đề án", at=AT)
    assert office.numbered().number == 2
    kept = IssuedDocument.objects.get(id=first.id)
    assert (kept.number, kept.reason) == (1, "Ban hành nhầm đề án")
    assert blobs.is_whole(kept.docx)


def test_another_draft_takes_the_place_of_one_that_nobody_signed(office: Office) -> None:
    about = About("project", office.body.id, office.body.id)
    first, second = office.draft(about=about), office.draft(about=about)
    first.refresh_from_db()
    assert (first.state, second.state) == (DocumentState.DROPPED, DocumentState.DRAFTED)
    actions.sign(by=office.head, document=second, signed_as=AS_DEPUTY, at=AT)
    with pytest.raises(Refused, match="đang chờ số"):
        office.draft(about=about)
    actions.drop(by=office.officer, document=second, reason="Sai tên cơ sở", at=AT)
    assert office.draft(about=about).state == DocumentState.DRAFTED


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": " "}, "họ tên và chức vụ"),
        ({"post": ""}, "họ tên và chức vụ"),
        ({"name": "a" * 121}, "dài quá 120"),
        ({"of": ""}, "ký thay cho chức vụ nào"),
        ({"capacity": OnBehalf.ACTING}, "Chỉ ghi “thay cho”"),
        ({"capacity": OnBehalf.HIMSELF}, "Chỉ ghi “thay cho”"),
    ],
)
def test_a_signature_is_whole(office: Office, told: dict[str, object], says: str) -> None:
    with pytest.raises(Refused, match=says):
        actions.sign(
            by=office.head, document=office.draft(), signed_as=replace(AS_DEPUTY, **told), at=AT
        )


@pytest.mark.parametrize(
    ("capacity", "of", "titles"),
    [
        (OnBehalf.HIMSELF, "", ["GIÁM ĐỐC"]),
        (OnBehalf.ACTING, "", ["Q. GIÁM ĐỐC"]),
        (OnBehalf.COLLECTIVE, "Ủy ban nhân dân", ["TM. ỦY BAN NHÂN DÂN", "GIÁM ĐỐC"]),
        (OnBehalf.ORDER, "Chủ tịch", ["TL. CHỦ TỊCH", "GIÁM ĐỐC"]),
        (OnBehalf.AUTHORISED, "Chủ tịch", ["TUQ. CHỦ TỊCH", "GIÁM ĐỐC"]),
    ],
)
def test_every_capacity_is_printed(
    office: Office, capacity: OnBehalf, of: str, titles: list[str]
) -> None:
    signed_as = SignedAs(name="Lê Thị Ký", post="Giám đốc", capacity=capacity, of=of)
    row = actions.sign(by=office.head, document=office.draft(), signed_as=signed_as, at=AT)
    assert previewed(row).signature.titles == titles


def test_days_of_issue_are_in_order_and_not_to_come(office: Office) -> None:
    later = AT + timedelta(days=3)
    actions.number(by=office.clerk, document=office.signed(), day=date(2026, 11, 22), at=later)
    for day, says in [
        (date(2026, 11, 21), "văn bản sau không ghi ngày trước"),
        (date(2026, 11, 24), "không ghi ngày ban hành về sau"),
        (date(2026, 11, 19), "không ghi ngày ban hành trước đó"),
    ]:
        with pytest.raises(Refused, match=says):
            actions.number(by=office.clerk, document=office.signed(), day=day, at=later)


def test_a_body_whose_short_name_nobody_told_is_asked(office: Office) -> None:
    row = office.signed(tail="")
    for tail in ("", "s c t", "SC/T", "x" * 30, "<b>"):
        with pytest.raises(Refused, match="Ghi tên tắt"):
            actions.number(by=office.clerk, document=row, day=DAY, at=AT, tail=tail)
    row = actions.number(by=office.clerk, document=row, day=DAY, at=AT, tail="TTKC&TVPTCN")
    assert row.shown == "01/BB-TTKC&TVPTCN"


def test_what_is_written_stays_text(office: Office) -> None:
    words = replace(WORDS, subject="<script>alert(1)</script> #panic() Nguyễn Văn Ân")
    row = office.numbered(words=words)
    with blobs.open(row.pdf) as pdf:
        assert "<script>alert(1)</script> #panic() Nguyễn Văn Ân" in " ".join(
            words_of_pdf(pdf.read())
        )


def test_a_long_title_is_cut_in_the_register_and_whole_in_the_document(office: Office) -> None:
    words = replace(WORDS, subject="Hỗ trợ máy sấy chè " * 60)
    row = office.draft(words=words)
    assert len(row.title) == 600
    assert previewed(row).subject == words.subject


def test_the_journal_tells_every_act_and_nothing_of_the_words(office: Office) -> None:
    row = actions.revoke(by=office.head, document=office.numbered(), reason="Nhầm", at=AT)
    entries = JournalEntry.objects.filter(about=f"document:{row.id}").order_by("seq")
    assert [entry.act for entry in entries] == [
        "document.draft",
        "document.sign",
        "document.number",
        "document.revoke",
    ]
    told = " ".join(str(entry.facts) for entry in entries)
    assert not any(word in told for word in ("Nhầm", "chè", "Lê Thị Ký"))


def test_who_sees_a_document(cast: Cast, office: Office) -> None:
    office.draft()
    sees = [cast.owner, cast.head, cast.chair, cast.auditor, cast.agency_officer, office.clerk]
    assert all(visible_to(user).count() == 1 for user in sees)
    other_clerk = make_user("CLERK", cast.other_department)
    blind = [cast.stranger, cast.commune, cast.establishment, cast.admin, cast.former, other_clerk]
    assert not any(visible_to(user).exists() for user in blind)


def test_a_clerk_of_another_body_gives_no_number(cast: Cast, office: Office) -> None:
    other = make_user("CLERK", cast.other_department)
    assert "không có quyền" in why_not(other, "number", office.signed())


def test_who_signs_for_a_collective_is_told_below_it(office: Office) -> None:
    words = replace(WORDS, signature=Signature("Giám đốc", collective="Hội đồng"))
    row = office.draft(words=words)
    row = actions.sign(by=office.head, document=row, signed_as=AS_DEPUTY, at=AT)
    assert issued(row).signature.titles == ["TM. HỘI ĐỒNG", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
