"""All that the page of a place shows, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.registry.queries import PlacePage, place_page


@pytest.fixture
def page(place):
    return lambda key: place_page(place(key).id)


def children(page: PlacePage) -> list[tuple[str, int, dict[str, int]]]:
    return [
        (c.days, c.count, {kind: len(p) for kind, p in c.by_kind.items()}) for c in page.children
    ]


def test_the_country_before_and_since(page) -> None:
    assert children(page("viet-nam")) == [
        ("từ 01/7/2025", 34, {"thành phố": 6, "tỉnh": 28}),
        ("đến 30/6/2025", 63, {"thành phố": 6, "tỉnh": 57}),
    ]


def test_an_unchanged_province(page) -> None:
    ha_noi = page("ha-noi")
    assert children(ha_noi) == [
        ("từ 01/7/2025", 126, {"phường": 51, "xã": 75}),
        ("đến 30/6/2025", 30, {"huyện": 17, "quận": 12, "thị xã": 1}),
    ]
    assert [code.code for code in ha_noi.codes] == ["01"]
    assert (ha_noi.predecessors, ha_noi.successors) == ([], [])
    assert [(str(m.region.scheme), str(m.region)) for m in ha_noi.regions][1:3] == [
        ("Ba khu vực bình chọn", "khu vực phía Bắc"),
        ("Sáu vùng thống kê", "Đồng bằng sông Hồng"),
    ]
    assert [o.name for o in ha_noi.organisations] == [
        "Sở Công Thương thành phố Hà Nội",
        "Trung tâm Khuyến công thành phố Hà Nội",
    ]


def test_a_renamed_province_shows_its_names_newest_first(page) -> None:
    hue = page("hue")
    assert [str(name) for name in hue.names] == ["thành phố Huế", "tỉnh Thừa Thiên Huế"]
    assert [name.verified for name in hue.names] == [False, False]


def test_a_former_province(page) -> None:
    bac_giang = page("bac-giang")
    assert [str(line.successor) for line in bac_giang.successors] == ["tỉnh Bắc Ninh"]
    assert [str(link.parent) for link in bac_giang.parents] == ["Việt Nam"]
    assert [c.days for c in bac_giang.children] == ["đến 30/6/2025"]


def test_a_city_with_other_spellings(page) -> None:
    assert page("ho-chi-minh-tu-2025").aliases == ["HCM", "HCMC", "Sài Gòn", "TPHCM"]


@pytest.mark.parametrize(
    "key",
    [
        "viet-nam",
        "ha-noi",
        "bac-ninh-tu-2025",
        "hue",
        "bac-giang.huyen-luc-ngan",
        "ha-noi.phuong-ba-dinh",
    ],
)
def test_at_most_ten_queries_for_any_place(page, key: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        page(key)
    # What the predecessors belonged to is asked where there are any.
    assert len(asked) in (1 + 9, 1 + 10)
