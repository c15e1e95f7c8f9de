"""A document kept as JSON comes back as the same document."""

import json
from dataclasses import replace
from typing import get_args

import pytest

from khuyencong.documents import (
    Block,
    Cited,
    Column,
    Document,
    Items,
    Paragraph,
    Spans,
    Table,
    kept,
    restored,
)
from khuyencong.documents.kept import BLOCKS
from tests.documents.paper import CITED, LETTER, MINUTES, REPORT, RICH, WITH_APPENDIX


@pytest.mark.parametrize("document", [REPORT, LETTER, MINUTES, WITH_APPENDIX, CITED, RICH])
def test_it_comes_back_the_same(document: Document) -> None:
    assert restored(json.loads(json.dumps(kept(document)))) == document


def test_the_figures_in_a_text_come_back() -> None:
    told = Spans(("thực hiện ", Cited("09", "f1"), " đề án"))
    blocks = (Paragraph(told), Items((told, "không")), Table((Column("a"),), ((told,), ("b",))))
    document = replace(REPORT, blocks=blocks)
    assert restored(json.loads(json.dumps(kept(document)))) == document
    assert str(told) == "thực hiện 09 đề án"


def test_what_an_older_version_did_not_know_has_its_default() -> None:
    told = kept(REPORT)
    del told["beside"]
    del told["urgency"]
    for block in told["blocks"]:
        block.pop("totals", None)
        for column in block.get("columns", ()):
            del column["group"]
    assert restored(told | {"unknown": 1}) == REPORT


def test_each_kind_of_block_is_known() -> None:
    assert set(get_args(Block)) <= set(BLOCKS.values())
