"""Who heads the draft of a report, and what it tells and leaves open."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from khuyencong.documents import Document, Heading, Issuer, Items, Paragraph, Table
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Review
from khuyencong.reports.draft import NOTHING, draft_of
from khuyencong.reports.queries import TerritoryTold, differences, resolve, territory
from khuyencong.reports.told import WAITING
from khuyencong.values.periods import programme
from tests.reports.test_answers import ASKED, ONE, OTHER, row
from tests.web.conftest import reference as reference

PERIOD = programme(2016, 2020)
#: Already the next day in Vietnam, and the next year.
AS_OF = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
TODAY = date(2027, 1, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def told(name: str) -> TerritoryTold:
    return territory(name, PERIOD, today=TODAY)


def drafted(found: TerritoryTold) -> Document:
    return draft_of(found, differences(found.answers), AS_OF)


def said(value: int, document: Any = ONE, review: str = Review.ACCEPTED) -> Observation:
    """Return a figure of one digit in its sentence."""
    found = row(value, document, review=review, number=f"{value}")
    found.sentence, found.sentence_start = f"Có {value} đồng.", found.number_start - len("Có ")
    found.number_end = found.number_start + len(found.number)
    return found


@pytest.mark.parametrize(
    ("name", "issuer", "symbol", "place", "post"),
    [
        (
            "Bắc Giang",
            Issuer("Sở Công Thương", "UBND tỉnh Bắc Ninh"),
            "BC-SCT",
            "Bắc Ninh",
            "GIÁM ĐỐC",
        ),
        (
            "Đà Nẵng",
            Issuer("Sở Công Thương", "UBND thành phố Đà Nẵng"),
            "BC-SCT",
            "Đà Nẵng",
            "GIÁM ĐỐC",
        ),
        (
            "cả nước",
            Issuer("Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công", "Bộ Công Thương"),
            "",
            "Hà Nội",
            "CỤC TRƯỞNG",
        ),
    ],
)
def test_it_is_headed_by_who_answers_today(
    name: str, issuer: Issuer, symbol: str, place: str, post: str
) -> None:
    draft = drafted(told(name))
    assert draft.issuer == issuer
    assert (draft.number.symbol, draft.number.number) == (symbol, None)
    assert (draft.place_and_day.place, draft.place_and_day.day) == (place, None)
    assert draft.place_and_day.year == 2027
    assert draft.signature.titles == [post]
    assert draft.signature.name == ""
    assert draft.draft


def test_where_nothing_is_known_no_table_is_drawn() -> None:
    draft = drafted(told("Đà Nẵng"))
    assert Paragraph(NOTHING) in draft.blocks
    assert not any(isinstance(block, Table) for block in draft.blocks)
    assert draft.appendices == ()


def test_figures_are_numbered_and_lead_to_their_sentences() -> None:
    waits = replace(ASKED, funding_source="national")
    answers = (
        resolve(ASKED, [said(550)], None),
        resolve(waits, [said(7, review=Review.WAITING)], None),
    )
    found = replace(told("Đà Nẵng"), answers=answers)
    draft = drafted(found)
    [table] = [block for block in draft.blocks if isinstance(block, Table)]
    assert [line[0] for line in table.rows] == ["1", "2"]
    assert [line[2:] for line in table.rows] == [("550", ""), ("7", WAITING)]
    assert [b.title for b in draft.blocks if isinstance(b, Heading)][1] == (
        "Kinh phí khuyến công, đồng"
    )
    [appendix] = draft.appendices
    [sentences] = appendix.blocks
    assert isinstance(sentences, Table)
    assert sentences.rows == (("1", "“Có 550 đồng.”", "Một"), ("2", "“Có 7 đồng.”", "Một"))


def test_what_does_not_fit_is_told() -> None:
    answers = (resolve(ASKED, [said(550), said(551, OTHER)], None),)
    draft = drafted(replace(told("Đà Nẵng"), answers=answers))
    assert [b.title for b in draft.blocks if isinstance(b, Heading)] == [
        "Đà Nẵng (đến 30/6/2025)",
        "Kinh phí khuyến công",
        "Chỗ chưa khớp",
    ]
    [items] = [block for block in draft.blocks if isinstance(block, Items)]
    assert "550" in items.items[0]
    assert "551" in items.items[0]
    [table] = [block for block in draft.blocks if isinstance(block, Table)]
    assert table.rows[0][2:] == ("–", "các báo cáo nói khác nhau")
