"""A number typed in a chapter is offered its figure; cited, it is one like every other."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.refusal import Refused
from khuyencong.documents import Cited, cited_in, parts_of, write_docx
from khuyencong.reports import actions
from khuyencong.reports.actions import Cite
from khuyencong.reports.models import Edition
from khuyencong.reports.narratives.references import (
    filled,
    references_in,
    unknown_in,
    written,
)
from khuyencong.reports.uncited import Known, known_of, uncited_in
from tests.reports.owed import AT, HOUR, Desk

FIGURES = [
    Known("de-an", "project", Decimal(297)),
    Known("lop", "class", Decimal(12)),
    Known("tien", "VND", Decimal(350_000_000)),
    Known("dat", "percent", Decimal("79.17")),
    Known("khong", "project", None),
]
TEXT = "Thực hiện 297 đề án, kinh phí 350 triệu đồng, đạt 79,17% kế hoạch; mở 15 lớp."


@pytest.mark.pure
def test_it_is_offered_by_value_and_unit() -> None:
    found = uncited_in(TEXT, FIGURES)
    assert [(one.text, one.offered) for one in found] == [
        ("297", ("de-an",)),
        ("350 triệu đồng", ("tien",)),
        ("79,17%", ("dat",)),
        ("15", ()),
    ]
    assert all(TEXT[one.start : one.end] == one.text for one in found)
    assert [one.offered for one in uncited_in("Mở 297 lớp, 12 lớp.", FIGURES)] == [(), ("lop",)]
    assert uncited_in("Có [[số đề án 297|de-an]] đề án.", FIGURES) == []
    assert uncited_in("Không có số.", FIGURES) == []


@pytest.mark.pure
@given(st.text(max_size=80), st.text("abcdef0123456789", min_size=1, max_size=12))
def test_a_reference_is_found_as_it_was_written(label: str, key: str) -> None:
    told = f"a {written(label, key)} b"
    [one] = references_in(told)
    assert one.key == key and told[: one.start] == "a " and told[one.end :] == " b"
    assert parts_of(filled(told, lambda key: Cited("09", key))) == ("a ", Cited("09", key), " b")
    assert unknown_in(told, {key}) == [] and unknown_in(told, ()) == [told[2:-2]]
    assert "không còn số này" in str(filled(told, lambda key: None))


@pytest.mark.pure
@given(st.text(st.sampled_from("[]|a1 \n"), max_size=60))
def test_whatever_is_typed_is_kept_or_cited(text: str) -> None:
    plain = filled(text, lambda key: Cited("x", key) if key else None)
    if not list(references_in(text)):
        assert plain == text


def cite(desk: Desk, row: Edition, number: str, figure: str, **more: object) -> Edition:
    text = row.chapters["ket_qua"]
    told = {"start": text.index(number), "number": number, "figure": figure, "label": "Số đề án"}
    given = Cite(chapter="ket_qua", **told | more)  # type: ignore[arg-type]
    return actions.cite_number(
        by=desk.officer, edition=row, cite=given, seen=1, prepare=desk.records.prepare, at=AT + HOUR
    )


@pytest.mark.django_db
def test_the_button_puts_the_figure_in_its_place(desk: Desk) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Có 2 đề án, kinh phí 120 triệu đồng.")
    row = cite(desk, row, "2", "de-an")
    assert row.chapters["ket_qua"] == "Có [[Số đề án|de-an]] đề án, kinh phí 120 triệu đồng."
    [left] = uncited_in(row.chapters["ket_qua"], known_of(row.told_figures))
    assert (left.text, left.offered) == ("120 triệu đồng", ("kinh-phi",))
    assert cited_in(write_docx(row.words)) == [("de-an", "02"), ("de-an", "02")]
    texts = row.chapter_versions.order_by("number").values_list("text", flat=True)
    assert list(texts) == ["Có 2 đề án, kinh phí 120 triệu đồng.", row.chapters["ket_qua"]]
    desk.records.rows[0]["funding_source"] = "national"
    row = actions.redraft(by=desk.officer, edition=row, prepare=desk.records.prepare, at=AT + HOUR)
    assert desk.review(row).is_frozen, "numbers that are left do not hinder a review"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "more", [{"start": 4}, {"number": "3"}, {"figure": "hoc-vien"}, {"chapter": "kien_nghi"}]
)
def test_what_is_not_there_or_is_another_number_is_refused(
    desk: Desk, more: dict[str, object]
) -> None:
    row = desk.write(desk.draft(), "ket_qua", "Có 2 đề án.")
    told = {"chapter": "ket_qua", "start": 3, "number": "2", "figure": "de-an"} | more
    with pytest.raises(Refused, match="không còn ở chỗ cũ"):
        actions.cite_number(
            by=desk.officer,
            edition=row,
            cite=Cite(**told),  # type: ignore[arg-type]
            seen=1,
            prepare=desk.records.prepare,
            at=AT,
        )


@pytest.mark.django_db
def test_an_unknown_reference_is_refused_and_a_lost_one_is_not_frozen(desk: Desk) -> None:
    row = desk.draft()
    with pytest.raises(Refused, match=r"không có số được dẫn: \[\[số gì\|sai\]\]"):
        desk.write(row, "ket_qua", "Có [[số gì|sai]] đề án.")
    assert Edition.objects.get(id=row.id).chapters == {}
    row = desk.write(row, "ket_qua", "Có [[Số đề án|de-an]] đề án.")
    row.chapters["ket_qua"] = "Có [[Số đề án|mat-roi]] đề án."
    row.save()
    with pytest.raises(Refused, match=r"không còn có: \[\[Số đề án\|mat-roi\]\]"):
        desk.review(row)
