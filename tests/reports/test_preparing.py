"""Who heads a report, what stands in it, and what it says where little or nothing is known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from khuyencong.documents import Document, Heading, Issuer, Items, Paragraph, Table
from khuyencong.ingestion.models import Observation
from khuyencong.ingestion.states import Review
from khuyencong.reports.preparing import NoSuchForm, Order, form_of, write_report
from khuyencong.reports.queries import TerritoryTold, differences, resolve, territory
from khuyencong.reports.told import WAITING, view_of
from khuyencong.reports.told_beside import UNFIT, told_appendices
from khuyencong.values.periods import programme, read_period
from tests.reports.test_answers import ASKED, ONE, OTHER, row
from tests.web.conftest import reference as reference

PERIOD = programme(2016, 2020)
#: Already the next day in Vietnam, and the next year.
AS_OF = datetime(2026, 12, 31, 18, 0, tzinfo=UTC)
TODAY = date(2027, 1, 1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def told(name: str) -> TerritoryTold:
    return territory(name, PERIOD, today=TODAY)


def drafted(name: str, period: str = "2016-2020") -> Document:
    return write_report(Order(name, read_period(period)), now=AS_OF).document


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
    draft = drafted(name)
    assert draft.issuer == issuer
    assert (draft.number.symbol, draft.number.number) == (symbol, None)
    assert (draft.place_and_day.place, draft.place_and_day.day) == (place, None)
    assert draft.place_and_day.year == 2027
    assert draft.signature.titles == [post]
    assert draft.signature.name == ""
    assert draft.draft


def paragraphs(document: Document) -> str:
    return "\n".join(str(block.text) for block in document.blocks if isinstance(block, Paragraph))


def test_where_nothing_is_known_it_says_so_and_prints_no_zero() -> None:
    draft = drafted("Đà Nẵng")
    text = paragraphs(draft)
    assert "Chưa có hồ sơ và chưa có báo cáo nào được nhận" in text
    assert "chưa ghi nhận đề án khuyến công nào" in text
    assert not any(isinstance(block, Table) for block in draft.blocks)
    assert draft.appendices == ()
    assert " 0 " not in text
    assert "0 đồng" not in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2027", "Kỳ báo cáo chưa kết thúc"),
        ("2028-Q1", "Kỳ báo cáo chưa bắt đầu"),
    ],
)
def test_a_period_that_is_not_over_says_so(period: str, words: str) -> None:
    assert words in paragraphs(drafted("Đà Nẵng", period))


def test_the_shape_of_the_period_decides_the_form_else_the_order_does() -> None:
    codes = {"2016-2020": "period", "2020": "year", "2026-H1": "half_year", "2026-05": "month"}
    assert {period: form_of("", read_period(period)).code for period in codes} == codes
    assert form_of("thematic", PERIOD).code == "thematic"
    with pytest.raises(NoSuchForm, match="thematic"):
        form_of("tuần", PERIOD)


def test_figures_of_old_reports_are_numbered_and_lead_to_their_sentences() -> None:
    waits = replace(ASKED, funding_source="national")
    answers = (
        resolve(ASKED, [said(550)], None),
        resolve(waits, [said(7, review=Review.WAITING)], None),
    )
    numbers, sentences = told_appendices(
        view_of(replace(told("Đà Nẵng"), answers=answers), (), AS_OF)
    )
    [table] = [block for block in numbers.blocks if isinstance(block, Table)]
    assert [line[0] for line in table.rows] == ["1", "2"]
    assert [tuple(map(str, line[2:])) for line in table.rows] == [("550", ""), ("7", WAITING)]
    assert [b.title for b in numbers.blocks if isinstance(b, Heading)][1] == (
        "Kinh phí khuyến công, đồng"
    )
    [quotes] = sentences.blocks
    assert isinstance(quotes, Table)
    assert [tuple(map(str, row)) for row in quotes.rows] == [
        ("1", "“Có 550 đồng.”", "Một"),
        ("2", "“Có 7 đồng.”", "Một"),
    ]


def test_what_does_not_fit_is_told() -> None:
    answers = (resolve(ASKED, [said(550), said(551, OTHER)], None),)
    found = replace(told("Đà Nẵng"), answers=answers)
    *_, unfit = told_appendices(view_of(found, differences(answers), AS_OF))
    assert unfit.title == UNFIT
    [items] = [block for block in unfit.blocks if isinstance(block, Items)]
    assert "550" in str(items.items[0])
    assert "551" in str(items.items[0])
