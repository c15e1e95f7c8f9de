"""The map of provinces: the right shapes at the right place, one line between neighbours, light."""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect, sync_playwright

from khuyencong import registry, web
from khuyencong.registry.models import Lineage, Place
from khuyencong.registry.outlines import Line, path, rings, sheet
from khuyencong.web.portal.map_country import Country, Province, country_on, units_by_province
from khuyencong.web.portal.map_drawing import MapView, draw, province_map
from khuyencong.web.portal.map_steps import Value, step_of
from tests.reference import load_places
from tests.web.browsing import DESKTOP, PHONE, Visitor, launch

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
PAGES = {"/ban-do/?ngay=30/06/2025": 63, "/ban-do/?ngay=01/07/2025": 34}
DATA = Path(registry.__file__).parent / "data"
STATIC = Path(web.__file__).parent / "static" / "khuyencong"
LIGHT = 60_000

#: Towns, districts and islands by their known coordinates, and the old province they lay in. Among
#: them are the places where the source draws borders wrongly.
TOWNS = {
    "ha-noi": [(105.85, 21.03), (105.72, 21.18)],
    "ha-giang": [(104.98, 22.82)],
    "lai-chau": [(103.89, 21.96)],
    "hai-phong-den-2025": [(106.65, 20.84), (107.01, 20.79)],
    "nghe-an": [(105.67, 18.68)],
    "hue": [(107.56, 16.44)],
    "da-nang-den-2025": [(108.17, 16.04)],
    "khanh-hoa-den-2025": [(109.15, 12.26)],
    "ba-ria-vung-tau": [(106.59, 8.69)],
    "ho-chi-minh-den-2025": [(106.68, 10.78)],
    "dong-thap-den-2025": [(105.75, 10.30), (105.63, 10.46)],
    "can-tho-den-2025": [(105.76, 10.03)],
    "hau-giang": [(105.48, 9.78)],
    "tien-giang": [(106.34, 10.37)],
    "kien-giang": [(103.98, 10.22)],
    "ca-mau-den-2025": [(105.15, 9.18)],
}
#: Who bordered whom by land.
NEIGHBOURS = {
    "ha-noi": "thai-nguyen-den-2025 vinh-phuc phu-tho-den-2025 hoa-binh ha-nam hung-yen-den-2025 "
    "bac-ninh-den-2025 bac-giang",
    "dak-nong": "dak-lak-den-2025 lam-dong-den-2025 binh-phuoc",
    "can-tho-den-2025": "an-giang-den-2025 dong-thap-den-2025 vinh-long-den-2025 hau-giang "
    "kien-giang",
    "da-nang-den-2025": "hue quang-nam",
    "ca-mau-den-2025": "kien-giang bac-lieu",
}


def area(ring: Line) -> int:
    """Return twice the signed area of a closed ring."""
    closed = pairwise((ring[-1], *ring))
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in closed)


def areas(group: dict[str, str]) -> dict[str, int]:
    return {key: sum(map(area, r)) for key, r in rings(sheet().arcs, group).items()}


def holds(outlines: list[Line], x: float, y: float) -> bool:
    """Return whether a point lies within outlines, by the even-odd rule."""
    return sum(
        (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
        for ring in outlines
        for (x1, y1), (x2, y2) in pairwise((ring[-1], *ring))
    ) % 2 == 1  # fmt: skip


ALONE = {key: key for key in sheet().provinces}
LANDS = rings(sheet().arcs, ALONE)
COUNTRY = rings(sheet().arcs, dict.fromkeys(ALONE, "all"))["all"]


# --- the outlines -------------------------------------------------------------------------------


def test_there_are_63_outlines_and_each_closes() -> None:
    assert len(LANDS) == 63
    for arc in sheet().arcs:
        assert arc.left != arc.right
    for outlines in LANDS.values():
        for ring in outlines:
            assert len(ring) >= 3 and area(ring) != 0


def test_borders_leave_no_gap_and_no_overlap() -> None:
    """What neighbours share is one line, so the whole is exactly the sum of the parts."""
    parts = areas(ALONE)
    assert len({area > 0 for area in parts.values()}) == 1  # all walked in the same sense
    assert sum(parts.values()) == sum(map(area, COUNTRY))


def test_a_point_of_the_country_lies_in_one_province() -> None:
    dice = random.Random(63)
    found: Counter[int] = Counter()
    for _ in range(400):
        x, y = dice.uniform(20, 1000), dice.uniform(40, 2040)
        homes = sum(holds(outlines, x, y) for outlines in LANDS.values())
        assert homes == holds(COUNTRY, x, y), (x, y)
        found[homes] += 1
    assert found[1] > 80 and found[0] > 80


@pytest.mark.parametrize("key", TOWNS)
def test_towns_lie_within_their_province(key: str) -> None:
    for longitude, latitude in TOWNS[key]:
        assert holds(LANDS[key], *sheet().at(longitude, latitude)), (longitude, latitude)


def test_the_communes_of_a_province_lie_about_its_outline() -> None:
    """The middle of a province's communes is in its outline, or at most 15 km from a corner."""
    assert sheet().centres.keys() == LANDS.keys()
    for key, (x, y) in sheet().centres.items():
        corners = (corner for ring in LANDS[key] for corner in ring)
        near = min((x - a) ** 2 + (y - b) ** 2 for a, b in corners) ** 0.5
        assert holds(LANDS[key], x, y) or near < 18, key


@pytest.mark.parametrize("key", NEIGHBOURS)
def test_neighbours_are_neighbours(key: str) -> None:
    sides = [{arc.left, arc.right} for arc in sheet().arcs]
    assert {k for pair in sides if key in pair for k in pair - {key, ""}} == set(
        NEIGHBOURS[key].split()
    )


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=63, max_size=63))
def test_any_union_conserves_the_land(drawn: list[str]) -> None:
    group = dict(zip(sorted(ALONE), drawn, strict=True))
    parts, unions = areas(ALONE), areas(group)
    for name in set(drawn):
        assert unions[name] == sum(parts[key] for key in group if group[key] == name)


def test_a_path_leads_back_to_its_corners() -> None:
    for ring in LANDS["kien-giang"]:
        x, y, *ways = map(int, re.findall(r"-?\d+", path([ring])))
        corners = [(x, y)]
        for across, down in zip(ways[::2], ways[1::2], strict=True):
            corners.append((corners[-1][0] + across, corners[-1][1] + down))
        assert tuple(corners) == ring


# --- the islands --------------------------------------------------------------------------------


@pytest.fixture(params=[BEFORE, AFTER, date(2024, 1, 1), date(2031, 1, 1)], ids=str)
def view(request: pytest.FixtureRequest, reference: None, db: None) -> MapView:
    return province_map(request.param)


def islands_of(view: MapView) -> dict[str, str]:
    """Return whose each named group of islands is on the map."""
    return {g.label: s.province.name for s in view.shapes for g in s.outline.islands}


def test_both_archipelagos_are_on_every_map_within_the_frame(view: MapView) -> None:
    whose = islands_of(view)
    assert (whose["QĐ. Hoàng Sa"], whose["QĐ. Trường Sa"]) == ("Đà Nẵng", "Khánh Hòa")
    assert view.adrift is None
    for shape in view.shapes:
        for group in shape.outline.islands:
            for x, y in (*group.marks, (group.x, group.y)):
                assert 20 <= x <= view.width - 20 and 20 <= y <= view.height - 20


def test_the_islands_are_drawn_at_their_coordinates() -> None:
    told = json.loads((DATA / "outlines_islands.json").read_text(encoding="utf-8"))
    drawn = {group.label: group.marks for group in sheet().islands}
    for group in told:
        for (_, *degrees), (x, y) in zip(group["islands"], drawn[group["label"]], strict=True):
            right_x, right_y = sheet().at(*degrees)
            assert abs(x - right_x) <= 0.5 and abs(y - right_y) <= 0.5
    spans = {
        "QĐ. Hoàng Sa": (12, 111, 113, 15.7, 17.2),
        "QĐ. Trường Sa": (25, 111.5, 117.4, 6.8, 12),
    }
    for label, (least, west, east, south, north) in spans.items():
        islands = next(group["islands"] for group in told if group["label"] == label)
        assert len({name for name, *_ in islands}) == len(islands) >= least
        assert all(west <= lon <= east and south <= lat <= north for _, lon, lat in islands)


def test_islands_of_an_unknown_province_are_drawn_all_the_same() -> None:
    """A register without the provinces of the drawing still shows both archipelagos."""
    elsewhere = Province("vi-du", "tỉnh", "Ví Dụ", [], [])
    view = draw(Country(AFTER, [elsewhere], {"vi-du": "vi-du"}), {})
    drawing = render_to_string("components/map.html", {"view": view})
    assert "QĐ. Hoàng Sa" in drawing and "QĐ. Trường Sa" in drawing
    assert drawing.count('class="isles"') == 1
    assert view.missing == [elsewhere] and view.shapes == []


# --- the map of a day ---------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "count"), [(BEFORE, 63), (AFTER, 34)])
def test_every_province_of_the_day_is_drawn_once(
    day: date, count: int, reference: None, db: None
) -> None:
    keys = [shape.province.key for shape in province_map(day).shapes]
    living = Place.objects.on(day).filter(level="province").values_list("key", flat=True)
    assert len(keys) == len(set(keys)) == count
    assert set(keys) == set(living)


def test_the_34_are_the_63_joined_by_their_lineage(reference: None, db: None) -> None:
    old, new = areas(ALONE), areas(dict(country_on(AFTER).holders))
    for key in new:
        parts = Lineage.objects.filter(successor__key=key).values_list(
            "predecessor__key", flat=True
        )
        assert new[key] == sum(old[part] for part in parts or [key])


def test_names_are_those_of_the_day(reference: None, db: None) -> None:
    names = {day: {p.key: str(p) for p in country_on(day).provinces} for day in (BEFORE, AFTER)}
    assert names[BEFORE]["ninh-thuan"] == "tỉnh Ninh Thuận" and "ninh-thuan" not in names[AFTER]
    assert str(next(p for p in country_on(date(2020, 1, 1)).provinces if p.key == "hue")) == (
        "tỉnh Thừa Thiên Huế"
    )


@pytest.mark.parametrize(
    ("day", "communes", "districts"), [(BEFORE, 10_035, 696), (AFTER, 3_321, 0)]
)
def test_units_by_province_add_up_to_the_country(
    day: date, communes: int, districts: int, reference: None, db: None
) -> None:
    units = units_by_province(day)
    assert sum(held.communes for held in units.values()) == communes
    assert sum(held.districts for held in units.values()) == districts
    assert units.keys() == {province.key for province in country_on(day).provinces}


# --- the steps of colour ------------------------------------------------------------------------


def value(amount: int | Decimal) -> Value:
    return Value(amount, str(amount), f"{amount} xã")


@given(st.lists(st.integers(0, 40) | st.decimals(0, 40, places=1), min_size=1, max_size=70))
def test_steps_keep_the_order_and_count_everybody(amounts: list[int | Decimal]) -> None:
    css, steps = step_of(map(value, amounts))
    ranked = [css[amount] for amount in sorted(amounts)]
    assert ranked == sorted(ranked) and set(ranked) <= {"m1", "m2", "m3", "m4"}
    assert sum(step.count for step in steps) == len(amounts)
    assert [step.css for step in steps] == sorted({*ranked})


def test_a_province_without_a_value_says_so(reference: None, db: None) -> None:
    view = province_map(AFTER, {"ha-noi": value(12)})
    shapes = {shape.province.key: shape for shape in view.shapes}
    assert shapes["ha-noi"].title == "Thành phố Hà Nội: 12 xã"
    assert shapes["hue"].title == "Thành phố Huế: chưa có số"
    assert view.without_value == 33 and shapes["hue"].number == ""


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "count"), PAGES.items())
def test_the_table_says_what_the_map_says(
    address: str, count: int, client: Client, reference: None, db: None
) -> None:
    page = client.get(address).content.decode()
    drawing = page[page.index('<svg class="map"') : page.index("</g></svg>")]
    table = page[page.index('<table class="provinces"') :]
    titles = re.findall(r"<title>\w[^<]*?: ([\d.]+) đơn vị cấp xã</title><path", drawing)
    shown = re.findall(r'data-label="Cấp xã"><i class="m[1-4]"></i>([\d.]+)</td>', table)
    linked = re.findall(r'<a href="/noi/([^/]+)/" class="m[1-4]">', drawing)
    assert len(titles) == len(shown) == len(set(linked)) == len(linked) == count
    assert titles == shown
    assert re.findall(r'scope="row"><a href="/noi/([^/]+)/"', table) == linked


def test_the_table_tells_what_became_of_each(client: Client, reference: None, db: None) -> None:
    before, after = (client.get(address).content.decode() for address in PAGES)
    ha_giang = re.search(r'<tr><th scope="row"><a href="/noi/ha-giang/">.*?</tr>', before, re.S)
    assert ha_giang and "/noi/tuyen-quang-tu-2025/" in ha_giang.group()
    tuyen_quang = re.search(r'row"><a href="/noi/tuyen-quang-tu-2025/">.*?</tr>', after, re.S)
    assert tuyen_quang and "/noi/ha-giang/" in tuyen_quang.group()
    assert before.count("không đổi") == after.count("không đổi") == 11
    assert "Cấp huyện" in before and "Cấp huyện" not in after


@pytest.mark.parametrize("address", PAGES)
def test_the_page_is_light(address: str, client: Client, reference: None, db: None) -> None:
    """The page as sent, its sheets as sent (compressed) and the emblem: at most 60 kB."""
    page = client.get(address).content
    sheets = b"".join(gzip.compress((STATIC / name).read_bytes()) for name in ("kc.css", "map.css"))
    assert len(page) + len(sheets) + (STATIC / "emblem.svg").stat().st_size <= LIGHT


@pytest.mark.parametrize("address", ["/ban-do/", *PAGES])
def test_the_page_costs_five_queries_and_sets_no_cookie(
    address: str, client: Client, reference: None, db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(5):
        answer = client.get(address)
    assert answer.status_code == 200 and not answer.cookies


def test_a_wrong_day_comes_back_as_typed(client: Client, reference: None, db: None) -> None:
    answer = client.get("/ban-do/?ngay=31/02/2025")
    assert answer.status_code == 422
    assert 'value="31/02/2025"' in answer.content.decode()
    assert "Có 1 chỗ cần sửa" in answer.content.decode()


# --- in a browser -------------------------------------------------------------------------------


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    # The browser's driver keeps an event loop in this thread; Django's own calls stay synchronous.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_map_in_a_browser(browser: Any, live_server: Any) -> None:
    """Readable at both widths, usable by keys, without scripts, and nothing blocked by policy."""
    load_places()
    for width in (PHONE, DESKTOP):
        size = {"width": width, "height": 900}
        visitor = Visitor(browser.new_context(viewport=size).new_page(), live_server.url)
        said: list[str] = []
        visitor.page.on("console", lambda message, said=said: said.append(message.text))
        for address in PAGES:
            visitor.go(address)
            assert visitor.faults() == [], (width, address)
        assert said == []
    plain = browser.new_context(viewport=size, java_script_enabled=False).new_page()
    visitor = Visitor(plain, live_server.url)
    visitor.go("/ban-do/").get_by_role("link", name="63 tỉnh, thành phố").click()
    plain.get_by_text("QĐ. Hoàng Sa").click()
    expect(plain.locator("h1")).to_contain_text("Đà Nẵng (đến 30/6/2025)")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_keyboard_goes_round_the_map_and_is_seen(browser: Any, live_server: Any) -> None:
    load_places()
    size = {"width": DESKTOP, "height": 900}
    page = Visitor(browser.new_context(viewport=size).new_page(), live_server.url).go("/ban-do/")
    first = page.locator(".map a path").first
    colour = "path => getComputedStyle(path).fill + getComputedStyle(path).strokeWidth"
    calm = first.evaluate(colour)
    page.get_by_role("link", name="Bỏ qua bản đồ").focus()
    expect(page.get_by_role("link", name="Bỏ qua bản đồ")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/noi/an-giang-tu-2025/"
    assert first.evaluate(colour) != calm
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("An Giang (từ 01/7/2025)")
