"""Whoever flips a byte of what was frozen is told by name, whichever byte it is."""

import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.office.models import IssuedDocument
from khuyencong.reports.models import Edition, Report
from khuyencong.reports.queries.proving import edition_faults, faults_of
from khuyencong.reports.rules.freezing import earlier_hash_of, hash_of
from khuyencong.values.canonical import canonical, sha256_of
from khuyencong.values.periods import year
from khuyencong.verification import verify
from tests.reports.owed import Desk, pdf_of, signed_pdf

pytestmark = pytest.mark.django_db


def faults(row: Edition) -> list[str]:
    return list(faults_of(Edition.objects.get(id=row.id)))


def altered(row: Edition, **told: Any) -> list[str]:
    Edition.objects.filter(id=row.id).update(**told)
    return faults(row)


def test_each_part_is_named(desk: Desk) -> None:
    row = desk.sent()
    assert faults(row) == []
    rows = zlib.compress(zlib.decompress(row.rows).replace(b"120000000", b"120000001"))
    assert altered(row, rows=rows) == ["các hồ sơ làm nên số liệu khác với khi chốt"]
    assert altered(row, rows=bytes(row.rows)[:-3] + b"xxx")[:1] == [
        "các hồ sơ làm nên số liệu khác với khi chốt"
    ]
    Edition.objects.filter(id=row.id).update(rows=row.rows)
    figures = row.figures.replace('"value":30', '"value":31')
    assert altered(row, figures=figures) == ["các số liệu khác với khi chốt"]
    words = row.document.replace("Trên đây", "Dưới đây")
    assert altered(row, figures=row.figures, document=words) == ["lời văn khác với khi chốt"]


@pytest.mark.parametrize(
    "told",
    [
        {"chapters": {"ket_qua": "Thêm"}},
        {"name": "tỉnh Khác"},
        {"row_count": 9},
        {"code": "Z" * 14},
    ],
)
def test_what_binds_the_parts_is_named(desk: Desk, told: dict[str, Any]) -> None:
    row = desk.reviewed()
    assert altered(row, **told) == [
        "phạm vi, thời điểm, phần tự viết hoặc số ấn bản khác với khi chốt"
    ]


def test_an_edition_of_before_is_proved_by_the_ids_of_its_instance(desk: Desk) -> None:
    row = desk.draft()
    row.content_hash = earlier_hash_of(row)
    row.save()
    assert faults(row) == []
    row.content_hash = "0" * 64
    row.save()
    assert len(faults(row)) == 1


def test_another_period_is_named(desk: Desk) -> None:
    row = desk.reviewed()
    Report.objects.filter(id=row.report_id).update(start=year(2025).start)
    assert faults(row) == ["phạm vi, thời điểm, phần tự viết hoặc số ấn bản khác với khi chốt"]


def test_who_makes_all_hashes_anew_is_told_by_the_journal(desk: Desk) -> None:
    row = desk.reviewed()
    journal.seal()
    row.figures = row.figures.replace('"value":30', '"value":31')
    row.figures_sha256 = sha256_of(row.figures.encode())
    row.content_hash = hash_of(row)
    row.save()
    assert faults(row) == ["mã băm khác với nhật ký đã ghi khi soát"]
    with pytest.raises(Refused, match="không còn nguyên như khi soát"):
        desk.sign(row)
    entry = JournalEntry.objects.get(about=f"edition:{row.id}", act="edition.review")
    entry.facts["hash"] = row.content_hash
    entry.save()
    assert faults(row) == []
    assert any("nội dung khác với khi niêm phong" in fault for fault in verify())


def test_files_and_the_words_of_the_office_are_named(desk: Desk) -> None:
    row = desk.numbered()
    row = desk.send(desk.attach(row, signed_pdf(pdf_of(row))))
    for sha256, name in ((row.docx, "Word"), (row.pdf, "PDF"), (row.signed_pdf, "PDF đã ký số")):
        path = Path(default_storage.path("kho")) / sha256[:2] / sha256
        kept = path.read_bytes()
        path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
        (fault,) = faults(row)
        assert fault.startswith(f"tệp {name} mất hoặc khác khi")
        path.write_bytes(kept)
    IssuedDocument.objects.filter(id=row.issue_id).update(pdf=row.docx)
    assert faults(row) == ["tệp PDF đã gửi không phải tệp văn thư đã ban hành"]
    IssuedDocument.objects.filter(id=row.issue_id).update(pdf=row.pdf, words={"kind": "x"})
    assert faults(row) == ["văn bản ở sổ văn thư khác với khi ký"]
    anew = sha256_of(canonical({"kind": "x"}))
    assert altered(row, issue_sha256=anew) == ["văn bản ở sổ văn thư khác với khi ký"]


def test_verify_says_which_edition_of_whom(desk: Desk) -> None:
    row = desk.reviewed()
    assert list(edition_faults()) == []
    Edition.objects.filter(id=row.id).update(name="tỉnh Khác")
    (fault,) = verify()
    assert fault.startswith("Sở Công Thương tỉnh Mẫu, báo cáo năm 2026, ấn bản 1 (")
    assert fault.endswith("khác với khi chốt.")


def test_a_gap_between_editions_is_named(desk: Desk) -> None:
    new = desk.correct(desk.sent())
    Edition.objects.filter(id=new.id).update(number=3)
    told = [fault for fault in edition_faults() if "thiếu ấn bản" in fault]
    assert told == ["Sở Công Thương tỉnh Mẫu, Báo cáo năm 2026: thiếu ấn bản 2."]


def test_the_canonical_form_is_exact() -> None:
    assert canonical({"b": 1, "a": "Mẫu"}) == '{"a":"Mẫu","b":1}'.encode()
    with pytest.raises(ValueError, match="Out of range"):
        canonical(float("nan"))
    with pytest.raises(TypeError):
        canonical({"a": year(2026).start})
