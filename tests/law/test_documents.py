"""The state of a document on any day; the graph; search; the papers of the provinces."""

from datetime import date, timedelta

import pytest

from khuyencong.law.models import DocumentLink, LegalDocument, ProvincialInstrument
from khuyencong.law.queries import (
    document_page,
    document_state,
    documents,
    documents_cited,
    instrument_count,
    register,
)
from khuyencong.law.rules import state_on
from khuyencong.law.states import DocumentStatus as S
from khuyencong.law.states import InstrumentKind, InstrumentState, LinkKind
from khuyencong.registry.models import Place

ONE_DAY = timedelta(days=1)
LAST_63, FIRST_34 = date(2025, 6, 30), date(2025, 7, 1)


def status(key: str, day: date) -> S:
    return document_state(LegalDocument.objects.get(key=key), day).status


@pytest.mark.parametrize(
    ("key", "day", "wanted"),
    [
        ("nd-45-2012-cp", date(2012, 7, 4), S.NOT_YET),
        ("nd-45-2012-cp", date(2012, 7, 5), S.IN_FORCE),
        ("nd-45-2012-cp", date(2025, 10, 14), S.IN_FORCE),
        ("nd-45-2012-cp", date(2025, 10, 15), S.AMENDED),
        ("nd-134-2004-cp", date(2004, 6, 8), S.NOT_YET),
        ("nd-134-2004-cp", date(2004, 6, 9), S.UNKNOWN),
        ("nd-134-2004-cp", date(2012, 7, 4), S.UNKNOWN),
        ("nd-134-2004-cp", date(2012, 7, 5), S.REPLACED),
        ("ttlt-26-2014-btc-bct", date(2014, 4, 7), S.NOT_YET),
        ("ttlt-26-2014-btc-bct", date(2014, 4, 8), S.IN_FORCE),
        ("ttlt-26-2014-btc-bct", date(2018, 5, 10), S.IN_FORCE),
        ("ttlt-26-2014-btc-bct", date(2018, 5, 11), S.REPLACED),
        ("tt-26-2014-bct", date(2018, 5, 11), S.IN_FORCE),
        ("tt-26-2014-bct", date(2018, 8, 16), S.AMENDED),
        ("tt-28-2018-btc", date(2018, 5, 10), S.NOT_YET),
        ("tt-28-2018-btc", date(2023, 12, 31), S.IN_FORCE),
        ("tt-28-2018-btc", date(2024, 12, 31), S.AMENDED),
        ("qd-07-2008-bct", date(2013, 2, 9), S.UNKNOWN),
        ("qd-07-2008-bct", date(2013, 2, 10), S.ENDED),
        ("qd-08-2008-bct", date(2014, 2, 9), S.IN_FORCE),
        ("qd-08-2008-bct", date(2014, 2, 10), S.REPLACED),
        ("qd-3567-2014-thanh-hoa", date(2021, 4, 15), S.REPLACED),
        ("tt-thay-28-2018-btc", date(2030, 1, 1), S.DRAFT),
        ("tt-46-2012-bct", date(2020, 1, 1), S.UNKNOWN),
    ],
)
def test_a_document_has_a_state_on_every_day(key: str, day: date, wanted: S) -> None:
    assert status(key, day) == wanted


def test_a_draft_replaces_nothing() -> None:
    assert status("tt-28-2018-btc", date(2030, 1, 1)) == S.AMENDED


def test_a_state_names_the_document_that_made_it() -> None:
    old = LegalDocument.objects.get(key="ttlt-26-2014-btc-bct")
    state = document_state(old, date(2020, 1, 1))
    assert [d.number for d in state.by] == ["28/2018/TT-BTC"]
    assert (state.since, state.certain) == (date(2018, 5, 11), True)


def made_up(**fields: object) -> LegalDocument:
    told = {"key": "mau", "kind": "circular", "issuer": "Bộ Mẫu", "year": 2020, "title": "Mẫu"}
    return LegalDocument(**(told | fields))


def test_a_suspension_has_its_days() -> None:
    document = made_up(valid_from=date(2020, 1, 1))
    other = made_up(key="khac", valid_from=date(2021, 1, 1))
    link = DocumentLink(
        source=other,
        target=document,
        kind=LinkKind.SUSPENDS,
        valid_from=date(2021, 1, 1),
        valid_until=date(2021, 7, 1),
    )
    states = {
        date(2020, 12, 31): S.IN_FORCE,
        date(2021, 1, 1): S.SUSPENDED,
        date(2021, 6, 30): S.SUSPENDED,
        date(2021, 7, 1): S.IN_FORCE,
    }
    assert {day: state_on(document, [link], day).status for day in states} == states


def test_links_of_other_documents_are_not_counted() -> None:
    document, other = made_up(valid_from=date(2020, 1, 1)), made_up(key="khac")
    link = DocumentLink(source=document, target=other, kind=LinkKind.REPLACES)
    assert state_on(document, [link], date(2022, 1, 1)).status == S.IN_FORCE


# --- the register --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("26/2014", ["ttlt-26-2014-btc-bct", "tt-26-2014-bct"]),
        ("binh chon", ["tt-14-2018-bct", "tt-26-2014-bct", "tt-35-2010-bct"]),
        ("BÌNH CHỌN", ["tt-14-2018-bct", "tt-26-2014-bct", "tt-35-2010-bct"]),
        ("dak lak", ["nq-2025-dak-lak"]),
        ("khong co gi nhu the", []),
    ],
)
def test_the_register_is_searched_without_marks(text: str, keys: list[str]) -> None:
    assert sorted(d.key for d in documents(text)) == sorted(keys)


def test_a_cited_number_finds_both_documents() -> None:
    assert documents_cited("26/2014").count() == 2
    assert documents_cited("26/2014/TT-BCT").count() == 1
    assert documents_cited("2/2014").count() == 0


def test_the_register_costs_two_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(register(date(2026, 1, 1))) > 40


def test_a_page_brings_graph_articles_and_parameters() -> None:
    page = document_page("tt-28-2018-btc", date(2026, 1, 1))
    assert {link.source.key for link in page.acted_on_by} == {
        "tt-64-2024-btc",
        "tt-thay-28-2018-btc",
    }
    assert [link.target.key for link in page.acts_on] == ["ttlt-26-2014-btc-bct"]
    assert [a.label for a in page.articles] == [
        "Điều 7", "khoản 2 Điều 8", "khoản 4 Điều 8", "khoản 6 Điều 8", "khoản 14 Điều 8",
    ]  # fmt: skip
    assert {"N18-04a", "N18-04b"} <= {p.code for p in page.parameters}


def test_the_page_of_a_draft_tells_its_rows_as_drafted() -> None:
    page = document_page("du-thao-nq-2025-quang-ngai", date(2026, 1, 1))
    assert len(page.parameters) == 4
    assert all("dự thảo" in " ".join(p.doubts) for p in page.parameters)


# --- n/63 and n/34 -------------------------------------------------------------------------------


def issued(kind: str, on: date, borders: date | None = None) -> tuple[int, int, int]:
    count = instrument_count(InstrumentKind(kind), on, borders)
    return len(count.issued), len(count.carried), count.out_of


@pytest.mark.parametrize(
    ("on", "borders", "wanted"),
    [
        (LAST_63, None, (4, 0, 63)),
        (FIRST_34, None, (0, 4, 34)),
        (date(2025, 7, 25), None, (0, 4, 34)),
        (date(2025, 7, 26), None, (1, 4, 34)),  # Đắk Lắk
        (date(2026, 1, 1), None, (3, 3, 34)),  # Phú Thọ takes the place of what Hòa Bình left
        (date(2025, 7, 26), LAST_63, (2, 4, 63)),  # one resolution covers two old provinces
        (date(2026, 1, 1), LAST_63, (7, 3, 63)),
        (LAST_63, FIRST_34, (0, 0, 34)),  # no new province had it in every part
    ],
)
def test_norms_are_counted_on_each_side_of_the_merger(
    on: date, borders: date | None, wanted: tuple[int, int, int]
) -> None:
    assert issued("norms", on, borders) == wanted


def test_a_province_without_a_row_has_none() -> None:
    count = instrument_count(InstrumentKind.PROGRAMME, FIRST_34)
    assert {p.state for p in count.provinces} == {InstrumentState.NONE}


def test_what_is_drafted_is_not_issued() -> None:
    count = instrument_count(InstrumentKind.NORMS, date(2026, 9, 9))
    states = {p.place.key: p.state for p in count.provinces}
    assert states["lam-dong-tu-2025"] == InstrumentState.DRAFTING
    before = instrument_count(InstrumentKind.NORMS, date(2026, 9, 8))
    assert {p.place.key: p.state for p in before.provinces}["lam-dong-tu-2025"] == "none"


def test_every_old_province_covered_makes_its_heir_covered_before_the_merger() -> None:
    for key in ("quang-nam", "da-nang-den-2025"):
        ProvincialInstrument.objects.create(
            place=Place.objects.get(key=key),
            kind=InstrumentKind.PROGRAMME,
            state=InstrumentState.ISSUED,
            valid_from=date(2020, 1, 1),
            recorded_at="2026-01-01T00:00Z",
        )
    assert issued("programme", LAST_63) == (2, 0, 63)
    assert issued("programme", LAST_63, FIRST_34) == (1, 0, 34)
    assert issued("programme", FIRST_34) == (0, 1, 34)


def test_counting_costs_three_queries(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(3):  # type: ignore[operator]
        assert issued("norms", FIRST_34)[2] == 34
