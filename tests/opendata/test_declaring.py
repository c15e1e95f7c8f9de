"""What may leave is declared field by field; what is personal cannot be."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.personal_data import PERSONAL
from khuyencong.opendata.rules.declaring import Field, NotOpen, Table, faults, require_open
from khuyencong.opendata.rules.tables import TABLES
from khuyencong.opendata.rules.withholding import WITHHELD, found_in, withheld
from khuyencong.opendata.states import Kind

NAME = Field(
    name="name", label="Tên", kind=Kind.TEXT, sources=("registry.Place.name",), required=True
)
SOUND = Table(name="t", label="T", meaning="m", fields=(NAME,), key=("name",))


def test_every_table_of_ours_may_leave() -> None:
    assert list(faults(TABLES)) == []


@pytest.mark.parametrize("personal", [one.field for one in PERSONAL])
def test_a_field_made_of_a_personal_one_stops_the_bundle(personal: str) -> None:
    table = replace(SOUND, fields=(replace(NAME, sources=("registry.Place.name", personal)),))
    with pytest.raises(NotOpen, match="is personal"):
        require_open([table])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"sources": ()}, "tells no source"),
        ({"sources": ("registry.Place.phone",)}, "is no field"),
        ({"sources": ("registry.Nobody.name",)}, "is no field"),
        ({"kind": Kind.CODE}, "tells no codes"),
        ({"required": False}, "a key must be a field that is always there"),
    ],
)
def test_a_declaration_says_what_it_must(change: dict[str, object], fault: str) -> None:
    table = replace(SOUND, fields=(replace(NAME, **change),))  # type: ignore[arg-type]
    assert any(fault in one for one in faults([table]))


def test_a_name_stands_once() -> None:
    assert list(faults([replace(SOUND, fields=(NAME, NAME))])) == ["t: a name stands twice"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mỳ gạo, liên hệ 0912 345 678", ["phone"]),
        ("Mỳ gạo +84912345678", ["phone"]),
        ("CCCD 012345678901", ["identity number"]),
        ("CMND 123456789", ["identity number"]),
        ("lien.he@example.vn", ["email"]),
        ("Báo cáo 45/2012/NĐ-CP, mục 3.2", []),
        ("Giấy chứng nhận 05/2026", []),
        ("Kinh phí 30.722.300.000 đồng", []),
        ("Đề án 2016-1001", []),
        ("Mỳ gạo gói 500 g", []),
    ],
)
def test_words_are_looked_through(text: str, found: list[str]) -> None:
    assert found_in(text) == found
    assert withheld(text) == (WITHHELD if found else text)


@given(
    st.text(max_size=30),
    st.from_regex(r"\A(?:0[35789]\d{8}|0\d{11})\Z"),
    st.text(alphabet=" .,;:()đượcAâ", max_size=30),
)
def test_a_number_of_a_person_is_found_wherever_it_stands(
    before: str, number: str, after: str
) -> None:
    assert withheld(f"{before} {number} {after}") == WITHHELD
