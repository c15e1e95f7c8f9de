"""The page behind a product's QR, and counting its openings, each beside the same work done bare.

One call of a page is one request through all of Django, without a socket. The floor is a view that
returns the same bytes through the same middleware; a second line shows the bare socket of a static
file server with the same bytes, whole requests with their connections, for the order of magnitude.
"""

import http.client
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory, override_settings

from khuyencong.bench.measure import Line, line, median_seconds
from khuyencong.competitions.actions.scans import count_scans
from khuyencong.competitions.models import (
    Certificate,
    CriteriaSet,
    Entry,
    Product,
    Round,
    ScanCount,
    ScanFile,
)
from khuyencong.competitions.queries.public import page_key
from khuyencong.competitions.states import EntryState, ProductGroup, RoundLevel
from khuyencong.core import clock
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.states import EstablishmentForm, Level, OrganisationKind
from khuyencong.values.shortcode import new_code
from khuyencong.web.label.floor import ANSWER

REQUESTS, LINES, TITLES = 200, 1_000_000, 300


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of pages and of counting; needs the registry's reference data."""
    codes = _titles()
    with another_connection():
        yield from _pages(codes[0])
    yield from _counting(codes, LINES if full else LINES // 2)


def _pages(code: str) -> Iterator[Line]:
    handler, address = WSGIHandler(), f"/q/{code}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    ANSWER["page"] = b"".join(_answer(handler, address))
    with override_settings(ROOT_URLCONF="khuyencong.web.label.floor"):
        bare = median_seconds(partial(_asked, handler, address))
    kept = median_seconds(partial(_asked, handler, address))
    made = median_seconds(partial(_asked, handler, address, page_key(code)))
    view = "view Django cùng số byte"
    yield Line("mở trang sản phẩm, từ bộ nhớ đệm", REQUESTS, "lượt", kept, view, bare, None)
    yield Line("mở trang sản phẩm, dựng lại", REQUESTS, "lượt", made, view, bare, None)
    static = "máy chủ tệp tĩnh trần"
    yield Line("mở trang sản phẩm, từ bộ nhớ đệm", REQUESTS, "lượt", kept, static, _static(), None)


@contextmanager
def another_connection() -> Iterator[None]:
    """Hold the database open beside the requests, as the worker of a service does."""
    other = connection.copy()
    other.ensure_connection()
    try:
        yield
    finally:
        other.close()


def _answer(handler: WSGIHandler, address: str) -> Any:
    def begin(*told: Any) -> Any:
        return None

    return handler(RequestFactory().get(address).environ, begin)


def _asked(handler: WSGIHandler, address: str, dropped: str = "") -> int:
    size = 0
    for _ in range(REQUESTS):
        if dropped:
            cache.delete(dropped)
        response = _answer(handler, address)
        size += sum(len(part) for part in response)
        response.close()
    if size != REQUESTS * len(ANSWER["page"]):
        raise RuntimeError("other bytes were answered than those of the page")
    return size


class _Static(BaseHTTPRequestHandler):
    """Answers every request with the same bytes on a connection that stays open."""

    protocol_version = "HTTP/1.1"
    #: Head and body leave together: two small packets would wait for one another.
    wbufsize = -1

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER["page"])))
        self.end_headers()
        self.wfile.write(ANSWER["page"])

    def log_message(self, *told: object) -> None:
        """Say nothing."""


def _static() -> float:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Static)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    asking = http.client.HTTPConnection("127.0.0.1", server.server_port)

    def ask() -> None:
        for _ in range(REQUESTS):
            asking.request("GET", "/")
            asking.getresponse().read()

    try:
        return median_seconds(ask)
    finally:
        asking.close()
        server.shutdown()
        server.server_close()


def _counting(codes: list[str], size: int) -> Iterator[Line]:
    with tempfile.TemporaryDirectory() as folder:
        whole, tenth = Path(folder) / "whole.log", Path(folder) / "tenth.log"
        _log(whole, codes, size)
        _log(tenth, codes, size // 10)
        yield line(
            "đếm lượt mở từ nhật ký truy cập",
            size,
            "dòng",
            partial(_count, whole),
            floor="đọc từng dòng của tệp",
            bare=partial(_scan, whole),
            tenth=partial(_count, tenth),
        )


def _log(path: Path, codes: list[str], size: int) -> None:
    begin = datetime(2026, 11, 20, tzinfo=clock.VIETNAM)
    agent = "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Zalo/1.0"
    with path.open("w") as file:
        for number in range(size):
            when = f"{begin + timedelta(seconds=number // 4):%d/%b/%Y:%H:%M:%S %z}"
            code, status = codes[number % len(codes)], 404 if number % 49 == 0 else 200
            address = f"198.51.100.{number % 250}"
            file.write(
                f'{address} - - [{when}] "GET /q/{code} HTTP/1.1" {status} 8123 "-" "{agent}"\n'
            )


def _count(path: Path) -> None:
    """Count a log from its start, and leave the tables empty."""
    ScanFile.objects.all().delete()
    done = count_scans(path=path, at=clock.now())
    if not done.opened or done.products != TITLES:
        raise RuntimeError(f"the log was not counted: {done}")
    ScanCount.objects.all().delete()


def _scan(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for row in file if b"/q/" in row)


def _titles() -> list[str]:
    """Keep titles of products of one establishment; return their codes."""
    at = clock.now()
    province = Place.objects.filter(level=Level.PROVINCE, valid_until=None).order_by("key")[0]
    custodian = Organisation.objects.filter(
        kind=OrganisationKind.DEPARTMENT, place=province
    ).order_by("key")[0]
    maker = Establishment.objects.create(
        form=EstablishmentForm.HOUSEHOLD_BUSINESS,
        name="Cơ sở mẫu",
        commune=province.child_links.filter(valid_until=None)[0].place,
        custodian=custodian,
        recorded_at=at,
        search="co so mau",
        core="co so mau",
        sorted_name="co so mau",
    )
    criteria = CriteriaSet.objects.create(key="do", name="Bốn tiêu chí", tie_order=["market"])
    round = Round.objects.create(
        custodian=custodian,
        level=RoundLevel.PROVINCE,
        place=province,
        year=2026,
        name="Cuộc mẫu",
        criteria=criteria,
        opens_on=date(2026, 3, 1),
        closes_on=date(2026, 7, 1),
        recorded_at=at,
    )
    return [_title(round, maker, number, at) for number in range(1, TITLES + 1)]


def _title(round: Round, maker: Establishment, number: int, at: datetime) -> str:
    product = Product.objects.create(
        custodian=round.custodian,
        establishment=maker,
        name=f"Sản phẩm {number}",
        folded=f"san pham {number}",
        group=ProductGroup.FOOD,
        recorded_at=at,
    )
    entry = Entry.objects.create(
        round=round,
        custodian=round.custodian,
        product=product,
        state=EntryState.ACCEPTED,
        code=f"CB-{number:03d}",
        changed_at=at,
        recorded_at=at,
    )
    title = Certificate.objects.create(
        custodian=round.custodian,
        entry=entry,
        product=product,
        level=round.level,
        year=2026,
        number=number,
        code=new_code(),
        product_name=product.name,
        maker_name=maker.name,
        maker_place="Xã Mẫu",
        decision="05/QĐ-UBND",
        decided_on=date(2026, 3, 5),
        issued_on=date(2026, 3, 5),
        last_day=date(2029, 12, 31),
        recorded_at=at,
    )
    return title.code
