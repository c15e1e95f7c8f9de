"""Every number of the portal is a door: what it opens adds up to it, over random nations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from django.test import Client

from khuyencong.ingestion.models import Choice, Observation
from khuyencong.ingestion.states import Review
from khuyencong.registry.models import Place
from khuyencong.values.rounding import round_half_up
from tests.conditions import SIZE
from tests.reports.nation import Nation, make_nation

pytestmark = pytest.mark.django_db
START = ["/ca-nuoc/?ky=2014-2020", "/ca-nuoc/?ky=2014-2020&dia-gioi=hom-nay"]


@dataclass
class Number:
    """A number as a page shows it: its exact value and the address it opens."""

    value: Fraction
    address: str


@dataclass
class Opened:
    """A page of evidence as its reader sees it."""

    value: Fraction | None = None
    how: str = ""
    parts: list[tuple[str, Fraction, str]] = field(default_factory=list)  # sign, value, address
    leads: list[Fraction] = field(default_factory=list)


class Reader(HTMLParser):
    """Reads the numbers of a page, and on a page of evidence what stands under its number."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.numbers: list[Number] = []
        self.opened = Opened()
        self.gaps = page.count("chưa có số")
        self._door = self._in = self._sign = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if told.get("id") in ("con-so", "cac-phan"):
            self._in = told["id"]
            self.opened.how = told.get("data-how", self.opened.how)
        elif tag == "figure":
            self._in = told["class"]
        elif tag == "td":
            self._sign = told.get("data-sign", "")
        elif tag == "a" and "door" in told.get("class", "").split():
            self._door = told["href"]
        elif tag == "data":
            self._number(Fraction(told["value"]))

    def _number(self, value: Fraction) -> None:
        if self._door:
            self.numbers.append(Number(value, self._door))
        if self._in == "con-so":
            self.opened.value = value
        elif self._in == "cac-phan":
            self.opened.parts.append((self._sign, value, self._door))
        elif self._in == "told lead":
            self.opened.leads.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._door = ""
        elif tag in ("p", "table", "figure"):
            self._in = ""


class Crawler:
    """Opens every number that it meets, each once, and holds it against what it rests on."""

    def __init__(self) -> None:
        self.client, self.seen = Client(), {}

    def read(self, address: str) -> Reader:
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        assert len(answer.content) <= 150_000, address
        return Reader(answer.content.decode())

    def open(self, number: Number) -> None:
        if number.address in self.seen:
            assert self.seen[number.address] == number.value, number.address
            return
        self.seen[number.address] = number.value
        page = self.read(number.address)
        opened = page.opened
        assert opened.value == number.value, number.address
        assert adds_up(opened), number.address
        for one in page.numbers:
            self.open(one)


def adds_up(opened: Opened) -> bool:
    """Return whether what stands under a number makes it; a number alone needs its sentence."""
    if not opened.parts:
        return opened.value in opened.leads and stands_in_a_report(opened.value)
    values = [value for _, value, _ in opened.parts]
    match opened.how:
        case "share" | "rest_share" | "of_target":
            return opened.value == Fraction(round_half_up(values[0] * 100 / values[1], 2))
        case "leverage":
            return opened.value == Fraction(round_half_up(values[0] / values[1], 2))
        case "average" | "regions_average":
            return opened.value in {
                Fraction(round_half_up(values[0] / values[1], n)) for n in (0, 2)
            }
        case "rest":
            return opened.value == values[0] - sum(values[1:])
    return opened.value == sum(values)


def stands_in_a_report(value: Fraction) -> bool:
    """Return whether a published figure says it: asked of the rows, not of our own queries."""
    found = Observation.objects.filter(
        superseded_at=None, review=Review.ACCEPTED, digits__in=[int(value), int(value * 100)]
    )
    return any(Fraction(row.digits, 10**row.decimals) == value for row in found)


#: One nation for a quick look, three for every test, twenty-one for a soak.
SEEDS = range(1, 2 + SIZE // 100)


@pytest.fixture(params=SEEDS)
def nation(request: pytest.FixtureRequest, reference: None, db: None) -> Nation:
    return make_nation(request.param, 120)


def test_every_number_opens_what_makes_it(nation: Nation) -> None:
    crawler = Crawler()
    for address in START:
        page = crawler.read(address)
        assert page.numbers
        for number in page.numbers:
            crawler.open(number)
    assert len(crawler.seen) > 60


def test_every_number_of_a_place_opens_what_makes_it(nation: Nation) -> None:
    """Of the places that are no more, and of those that were made of them."""
    crawler = Crawler()
    old = sorted({row.place.key for row in nation.published if row.place} - {"viet-nam"})
    heirs = Place.objects.filter(predecessor_links__predecessor__key__in=old).distinct()
    opened = 0
    for key in [*old[:12], *(place.key for place in heirs[:8])]:
        for number in crawler.read(f"/noi/{key}/").numbers:
            crawler.open(number)
            opened += 1
    assert opened > 10


def test_every_number_of_a_comparison_opens_what_makes_it(nation: Nation) -> None:
    crawler = Crawler()
    known = sorted({row.place for row in nation.published if row.place}, key=lambda p: p.key)
    old = [place.key for place in known if place.valid_until][:3]
    heir = Place.objects.filter(predecessor_links__predecessor__key__in=old).first()
    chosen = [*old, *([heir.key] if heir else [])]
    asked = "&".join(f"noi={key}" for key in chosen)
    page = crawler.read(f"/so-sanh/?{asked}&ky=2014-2020")
    for number in page.numbers:
        crawler.open(number)
    assert page.numbers and page.gaps


def test_both_borders_conserve_every_dong(nation: Nation) -> None:
    """What the provinces add up to is the truth, under 63 and under 34."""
    sums = []
    for address in START:
        page = Client().get(address).content.decode()
        table = page[page.index('id="tinh"') : page.index('id="ket"')]
        rows = re.findall(r'data-label="Kinh phí"><a class="door"[^>]*><data value="(\d+)"', table)
        sums.append(sum(map(int, rows)))
    assert sums == [sum(nation.provinces.values())] * 2


def test_a_region_tells_its_own_or_what_its_provinces_add_up_to(nation: Nation) -> None:
    page = Client().get(START[0]).content.decode()
    for where, value in nation.regions.items():
        asked = re.search(rf'noi={re.escape(where)}&amp;ky=2014-2020"><data value="(\d+)"', page)
        assert asked and int(asked[1]) == value


def published_pages(nation: Nation) -> Iterator[str]:
    yield from START
    yield "/ca-nuoc/bang.csv?ky=2014-2020"
    for document in nation.documents:
        yield f"/tai-lieu/{document.id}/"


def test_what_nobody_took_is_nowhere(nation: Nation) -> None:
    hidden = {
        r.number for r in nation.rows if r.review != Review.ACCEPTED or r.superseded_at is not None
    } - {r.number for r in nation.published if r.superseded_at is None}
    pages = [Client().get(address).content.decode() for address in published_pages(nation)]
    assert hidden
    for number in hidden:
        assert not any(f"<mark>{number}<" in page for page in pages)
        assert not any(f'value="{number.replace(".", "")}"' in page for page in pages)


def test_nobody_who_chose_is_named(nation: Nation) -> None:
    crawler = Crawler()
    addresses = {n.address for address in START for n in crawler.read(address).numbers}
    pages = [Client().get(address).content.decode() for address in addresses]
    assert any("chọn số này ngày" in page for page in pages) == Choice.objects.exists()
    assert not any("Không Được Nêu" in page for page in pages)
