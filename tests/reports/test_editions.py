"""A report is drafted, reviewed, signed, numbered, sent, corrected; never by whom it must not."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.models import User
from khuyencong.core import blobs
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.documents import OnBehalf, Picture, restored
from khuyencong.documents.lint import lint
from khuyencong.documents.qr import qr_svg
from khuyencong.office import actions as office
from khuyencong.reports import actions
from khuyencong.reports.models import ChapterVersion, Edition, Report
from khuyencong.reports.queries.editions import Force, by_code, force_of, replacing
from khuyencong.reports.queries.proving import edition_faults, faults_of
from khuyencong.reports.states import EDITION_STEPS, EditionState
from khuyencong.values.periods import year
from khuyencong.values.shortcode import read_code, shown_code
from tests.cast import Cast
from tests.documents.paper import words_of_docx, words_of_pdf
from tests.factories import make_membership
from tests.reports.owed import AT, DAY, HOUR, Desk, pdf_of

pytestmark = pytest.mark.django_db


def test_the_whole_life(desk: Desk) -> None:
    row = desk.sent()
    assert (row.state, row.number, row.issue.shown) == (EditionState.SENT, 1, "01/BC-SCT")
    with blobs.open(row.docx) as file:
        docx = file.read()
    both = (words_of_docx(docx), words_of_pdf(pdf_of(row)))
    # A long address is broken where the paper ends, and a hyphen may end a line.
    words, sheet = ("".join(filter(str.isalnum, "".join(told))) for told in both)
    assert words == sheet
    assert lint(docx) == []
    text = " ".join(words_of_docx(docx))
    assert "Số: 01/BC-SCT Mẫu, ngày 20 tháng 11 năm 2026" in text
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC Lê Thị Ký" in text
    assert f"Mã xác minh: {shown_code(row.code)}" in text
    assert "https://khuyencong.example/xac-minh/" in text
    assert "DỰ THẢO" not in text
    (picture,) = (b for b in restored(row.issue.words).blocks if isinstance(b, Picture))
    assert picture.svg == qr_svg(f"https://khuyencong.example/xac-minh/{row.code}/")
    assert list(row.steps.values_list("name", flat=True)) == ["draft", "review", "sign", "send"]
    assert list(edition_faults()) == []


def test_a_report_is_begun_once(desk: Desk) -> None:
    desk.draft()
    with pytest.raises(Refused, match="đã được soạn rồi"):
        desk.draft()
    desk.draft(period=year(2025))
    assert Report.objects.count() == 2


def test_frozen_bytes_do_not_change_when_records_do(desk: Desk) -> None:
    row = desk.sent()
    before = (bytes(row.rows), row.figures, row.document, row.content_hash, pdf_of(row))
    desk.records.rows.pop()
    desk.records.rows[0]["label"] = "Tên khác"
    for act in ("redraft", "chapter"):
        with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
            if act == "redraft":
                prepare = desk.records.prepare
                actions.redraft(by=desk.officer, edition=row, prepare=prepare, at=AT)
            else:
                desk.write(row, "ket_qua", "Khác")
    row = Edition.objects.get(id=row.id)
    assert before == (bytes(row.rows), row.figures, row.document, row.content_hash, pdf_of(row))
    assert list(faults_of(row)) == []


def test_a_draft_is_made_anew_from_the_records_of_the_day(desk: Desk) -> None:
    row = desk.draft()
    desk.records.rows.append({"id": "result:2", "label": "Lớp hai", "persons": 5})
    later = AT + timedelta(days=1)
    row = actions.redraft(by=desk.officer, edition=row, prepare=desk.records.prepare, at=later)
    assert (row.row_count, row.as_of) == (5, later)
    assert row.told_figures[3]["value"] == 35


def test_rows_are_kept_in_the_order_of_their_ids_and_each_once(desk: Desk) -> None:
    desk.records.rows.reverse()
    row = desk.draft()
    assert [one["id"] for one in row.told_rows] == sorted(one["id"] for one in row.told_rows)
    desk.records.rows.append(dict(desk.records.rows[0]))
    with pytest.raises(Refused, match="trùng mã"):
        actions.redraft(by=desk.officer, edition=row, prepare=desk.records.prepare, at=AT)


def test_chapters_go_into_the_words_and_every_version_is_kept(desk: Desk) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Kinh tế  ổn định.\r\n\r\nĐoạn hai.")
    assert row.chapters == {"ket_qua": "Kinh tế ổn định.\n\nĐoạn hai."}
    assert "Kinh tế ổn định." in row.document
    row = desk.write(row, "ket_qua", "Kinh tế khá.", seen=1, by=desk.reviewer)
    told = list(ChapterVersion.objects.values_list("number", "text", "by"))
    assert [(number, by) for number, _, by in told] == [
        (1, desk.officer.id),
        (2, desk.reviewer.id),
    ]
    assert told[1][1] == "Kinh tế khá."
    row = desk.write(row, "ket_qua", " ", seen=2)
    assert row.chapters == {}


def test_who_writes_over_what_he_has_not_read_is_refused(desk: Desk) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Một")
    with pytest.raises(Refused, match="đã thay đổi sau khi"):
        desk.write(row, "ket_qua", "Hai")
    with pytest.raises(Refused, match="không có phần này"):
        desk.write(row, "loi-khac", "Hai")
    with pytest.raises(Refused, match="tối đa 20000"):
        desk.write(row, "phuong_huong", "a" * 20_001)
    with pytest.raises(Refused, match="NUL"):
        desk.write(row, "phuong_huong", "a\0b")
    assert ChapterVersion.objects.count() == 1


def test_who_drafted_neither_reviews_nor_signs(cast: Cast, desk: Desk) -> None:
    row = desk.draft()
    with pytest.raises(Refused, match="người soạn không tự soát"):
        desk.review(row, by=desk.officer)
    row = desk.write(row, "ket_qua", "Một", by=desk.reviewer)
    with pytest.raises(Refused, match="người soạn không tự soát"):
        desk.review(row, by=desk.reviewer)
    row = desk.review(row, by=cast.head)
    with pytest.raises(Refused, match="người ký không phải người soát"):
        desk.sign(row, by=cast.head)


def test_who_signed_sends_nothing(cast: Cast, desk: Desk) -> None:
    row = desk.numbered()
    make_membership(desk.head, "CLERK", cast.department)
    with pytest.raises(Refused, match="không gửi"):
        desk.send(row, by=User.objects.get(id=desk.head.id))


@pytest.mark.parametrize("person", ["stranger", "chair", "auditor", "admin", "agency_officer"])
def test_who_may_not_does_nothing(cast: Cast, desk: Desk, person: str) -> None:
    user = getattr(cast, person)
    draft, signed = desk.draft(), desk.numbered(period=year(2025))
    frozen = desk.reviewed(period=year(2024))
    with pytest.raises(Refused, match="không có quyền"):
        actions.draft_report(
            by=user, told=desk.told(period=year(2023)), prepare=desk.records.prepare, at=AT
        )
    refused = (
        lambda: desk.write(draft, "ket_qua", "Một", by=user),
        lambda: desk.review(draft, by=user),
        lambda: actions.send_back(by=user, edition=frozen, reason="Sai", at=AT),
        lambda: desk.sign(frozen, by=user),
        lambda: desk.send(signed, by=user),
        lambda: desk.attach(signed, b"x", by=user),
        lambda: actions.take_back(by=user, edition=signed, reason="Sai", at=AT),
    )
    for act in refused:
        with pytest.raises(Refused, match="không có quyền"):
            act()


def test_the_officer_of_a_centre_drafts_for_its_department_and_signs_nothing(
    cast: Cast, desk: Desk
) -> None:
    row = actions.draft_report(
        by=cast.centre_officer, told=desk.told(), prepare=desk.records.prepare, at=AT
    )
    row = desk.review(row, by=desk.officer)
    for user in (cast.centre_officer, desk.reviewer, desk.clerk):
        with pytest.raises(Refused, match="không có quyền"):
            desk.sign(row, by=user)


def test_what_is_reviewed_is_what_was_read(desk: Desk) -> None:
    row = desk.draft()
    read = row.content_hash
    desk.write(row, "ket_qua", "Vừa thêm")
    with pytest.raises(Refused, match="đã thay đổi sau khi"):
        actions.review(by=desk.reviewer, edition=row, seen=read, at=AT)
    row.refresh_from_db()
    assert row.state == EditionState.DRAFT


def test_it_goes_back_for_a_reason_and_is_reviewed_again(desk: Desk) -> None:
    row = desk.reviewed()
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.send_back(by=desk.head, edition=row, reason=" ", at=AT + HOUR)
    row = actions.send_back(by=desk.head, edition=row, reason="Thiếu kiến nghị", at=AT + HOUR)
    assert (row.state, row.reviewed_by, row.reviewed_at) == (EditionState.DRAFT, None, None)
    row = desk.review(desk.write(row, "kien_nghi", "Bổ sung vốn"))
    assert desk.sign(row).state == EditionState.SIGNED
    assert list(edition_faults()) == []


def test_each_step_has_its_place(desk: Desk) -> None:
    draft = desk.draft()
    for act in (desk.sign, desk.send, desk.correct):
        with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
            act(draft)
    signed = desk.signed(period=year(2025))
    with pytest.raises(Refused, match="chưa có số"):
        desk.send(signed)
    with pytest.raises(Refused, match="chưa có số"):
        desk.correct(signed)
    with pytest.raises(Refused, match="chưa có số"):
        desk.attach(signed, b"%PDF")
    with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
        desk.review(signed)
    sent = desk.send(desk.number(signed))
    with pytest.raises(Refused, match="khi hồ sơ đang ở bước"):
        desk.send(sent)
    assert EDITION_STEPS.reachable() == set(EditionState.values)


def test_a_signature_is_taken_back_while_there_is_no_number(desk: Desk) -> None:
    row = desk.signed()
    content = row.content_hash
    row = actions.take_back(by=desk.head, edition=row, reason="Nhầm tư cách ký", at=AT + 3 * HOUR)
    assert (row.state, row.issue, row.content_hash) == (EditionState.REVIEWED, None, content)
    row = desk.number(desk.sign(row))
    assert row.issue.number == 1
    with pytest.raises(Refused, match="đã có số"):
        actions.take_back(by=desk.head, edition=row, reason="Muộn", at=AT + 3 * HOUR)


def test_what_the_office_dropped_can_be_signed_again(desk: Desk) -> None:
    row = desk.signed()
    office.drop(by=desk.head, document=row.issue, reason="Bỏ ở sổ", at=AT + 3 * HOUR)
    row = actions.take_back(by=desk.head, edition=row, reason="Ký lại", at=AT + 3 * HOUR)
    assert desk.sign(row).issue.signed_by == desk.head.id


def test_a_correction_is_another_edition_and_the_old_one_stays(desk: Desk) -> None:
    old = desk.sent()
    with pytest.raises(Refused, match="Ghi lý do"):
        desk.correct(old, reason="")
    desk.records.rows[3]["persons"] = 32
    new = desk.correct(old)
    assert (new.number, new.supersedes, new.reason) == (2, old, "Ghi nhầm số lớp")
    assert new.code != old.code
    assert force_of(old) == Force.IN_FORCE
    with pytest.raises(Refused, match="ấn bản mới nhất"):
        desk.correct(old)
    reviewed = actions.review(
        by=desk.reviewer, edition=new, seen=new.content_hash, at=AT + 6 * HOUR
    )
    signed = actions.sign(
        by=desk.head,
        edition=reviewed,
        signed_as=_as_head(),
        address="https://khuyencong.example/xac-minh/",
        at=AT + 7 * HOUR,
    )
    assert force_of(Edition.objects.get(id=old.id)) == Force.IN_FORCE
    office.number(by=desk.clerk, document=signed.issue, day=DAY, at=AT + 8 * HOUR)
    old = Edition.objects.get(id=old.id)
    assert (force_of(old), replacing(old)) == (Force.REPLACED, signed)
    assert old.told_figures[3]["value"] == 30
    assert Edition.objects.get(id=new.id).told_figures[3]["value"] == 32
    assert list(edition_faults()) == []


def _as_head() -> actions.signing.SignedAs:
    return actions.signing.SignedAs(name="Trần Thị Ký", post="Giám đốc", capacity=OnBehalf.HIMSELF)


def test_a_revoked_document_is_neither_sent_nor_in_force(desk: Desk) -> None:
    row = desk.numbered()
    office.revoke(by=desk.head, document=row.issue, reason="Ban hành nhầm", at=AT + 4 * HOUR)
    row = Edition.objects.get(id=row.id)
    assert force_of(row) == Force.REVOKED
    with pytest.raises(Refused, match="đã bị hủy"):
        desk.send(row)


def test_a_code_is_found_however_it_is_typed(desk: Desk) -> None:
    row = desk.signed()
    for typed in (row.code, shown_code(row.code), shown_code(row.code).lower().replace("-", " ")):
        assert by_code(read_code(typed)) == row
    assert by_code("") is None
    assert force_of(row) == Force.UNSIGNED


def test_the_journal_tells_hashes_and_no_words(desk: Desk) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Lời riêng của cán bộ")
    desk.send(desk.number(desk.sign(desk.review(row))))
    entries = JournalEntry.objects.filter(about=f"edition:{row.id}").order_by("seq")
    acts = ["draft", "chapter", "review", "sign", "send"]
    assert [entry.act for entry in entries] == [f"edition.{act}" for act in acts]
    assert entries[2].facts["rows"] == row.rows_sha256
    assert "Lời riêng" not in str([entry.facts for entry in entries])


@pytest.mark.parametrize("name", ["review", "sign", "send"])
def test_nothing_stays_behind_where_the_last_write_fails(
    desk: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"review": desk.draft, "sign": desk.reviewed, "send": desk.numbered}[name]()
    told = (Edition.objects.filter(id=before.id).values().get(), JournalEntry.objects.count())

    def fails(*_args: object, **_told: object) -> None:
        raise RuntimeError("mất điện")

    broken = SimpleNamespace(record=fails)
    monkeypatch.setattr("khuyencong.reports.actions.taking.journal", broken)
    with pytest.raises(RuntimeError, match="mất điện"):
        getattr(desk, name)(before)
    after = Edition.objects.filter(id=before.id).values().get()
    assert (after, JournalEntry.objects.count()) == told


@given(st.lists(st.tuples(st.integers(), st.text(max_size=5)), max_size=8))
@pytest.mark.pure
def test_rows_have_one_form_whatever_their_order(told: list[tuple[int, str]]) -> None:
    from khuyencong.reports.rules.freezing import rows_as_bytes

    rows = [{"id": f"project:{i}", "value": n, "text": t} for i, (n, t) in enumerate(told)]
    assert rows_as_bytes(rows) == rows_as_bytes(rows[::-1])
