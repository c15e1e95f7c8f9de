"""The page of the manual is what the declarations say."""

from khuyencong.results.kinds import KINDS
from khuyencong.results.manual import page
from tests.conditions import ROOT


def test_the_page_is_what_the_declarations_say() -> None:
    kept = (ROOT / "docs" / "huong-dan" / "ket-qua.md").read_text(encoding="utf-8")
    assert kept == page(), "run: python -m khuyencong.results.manual > docs/huong-dan/ket-qua.md"


def test_every_kind_and_every_field_is_told() -> None:
    for kind in KINDS.values():
        assert f"### {kind.name}\n" in page()
        assert all(f"| {field.label}" in page() for field in kind.fields)
