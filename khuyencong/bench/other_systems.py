"""What leaves the house and comes in, each beside the same rows moved bare.

A bundle of the exchange, a bundle of open data, a page of the API, a commune kit.
"""

import csv
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.db.models import Count
from django.test import RequestFactory, override_settings

from khuyencong.bench.labels import another_connection
from khuyencong.bench.measure import Line, line, median_seconds, once_seconds
from khuyencong.bench.money import Officer
from khuyencong.core import clock
from khuyencong.core.identity import new_id
from khuyencong.exchange.actions.importing import take
from khuyencong.exchange.actions.keys import own_instance
from khuyencong.exchange.actions.partners import Introduced, confirm_partner, propose_partner
from khuyencong.exchange.carried import schema_mark
from khuyencong.exchange.models import Instance
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.rows import Codecs, hash_of
from khuyencong.exchange.sealed import Header, change_line, written
from khuyencong.exchange.states import Sort
from khuyencong.fieldwork.actions import issue_kit, signing_key
from khuyencong.fieldwork.models import Kit
from khuyencong.fieldwork.rules.keys import carried_key
from khuyencong.law.actions import load_law
from khuyencong.opendata.actions.bundling import write_bundle
from khuyencong.opendata.queries.moment import Moment
from khuyencong.registry.models import BodyFact, Establishment, Organisation
from khuyencong.registry.queries import custodian_today
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.seals import SigningKey, new_signing_key
from khuyencong.web.fieldwork.page import STATIC, WEB, kit_page

CHANGES, REQUESTS, PAGE = 2_000, 20, 100
ADDRESS = f"/api/v1/places/?limit={PAGE}"


class Another(Officer):
    """A second person, who confirms what the first one entered."""

    id = new_id()


def lines(full: bool) -> Iterator[Line]:
    """Yield the cost of each; needs the registry's reference data and some establishments."""
    load_law(at=clock.now())
    yield _exchange(10 * CHANGES if full else CHANGES)
    yield _open_data()
    yield _api()
    yield _kit()


def _exchange(changes: int) -> Line:
    body = Organisation.objects.filter(kind=OrganisationKind.NATIONAL_CENTRE).order_by("key")[0]
    own_instance(at=clock.now(), name="Ta")
    key = new_signing_key()
    told = Introduced(new_id(), "Họ", body.key, "", key.public.pem)
    partner = propose_partner(by=Officer(), told=told, bodies=[body], at=clock.now())
    confirm_partner(by=Another(), partner=partner, at=clock.now())
    partner = Instance.objects.get(id=partner.id)
    places = count(1)

    def exchanged(changes: int) -> None:
        seqs = [next(places) for _ in range(changes)]
        take(data=_bundle(partner, body, key, seqs), at=clock.now())

    return line(
        "lập, ký, nhận một gói trao đổi",
        changes,
        "thay đổi",
        partial(exchanged, changes),
        floor="chèn dòng trần",
        bare=partial(_insert, body, changes),
        tenth=partial(exchanged, changes // 10),
    )


def _fact(body: Organisation) -> BodyFact:
    return BodyFact(
        organisation=body,
        kind="equipment",
        told="Máy mẫu",
        quantity=1,
        source="Mẫu",
        valid_from=datetime(2026, 1, 1, tzinfo=UTC).date(),
        by=Officer.id,
        recorded_at=clock.now(),
    )


@transaction.atomic
def _insert(body: Organisation, changes: int) -> None:
    BodyFact.objects.bulk_create(_fact(body) for _ in range(changes))
    transaction.set_rollback(True)


def _bundle(partner: Instance, body: Organisation, key: SigningKey, seqs: list[int]) -> bytes:
    """Return a bundle as the partner writes it: as many new records of its own."""
    text = _told(body)
    at = clock.now()
    changes = [
        change_line(
            seq=seq,
            at=at,
            sort=Sort.RECORD,
            kind="registry.BodyFact",
            record=new_id(),
            base="",
            hash=hash_of(text),
            body=text,
        )
        for seq in seqs
    ]
    header = Header(
        schema=schema_mark(),
        sender=partner.id,
        receiver=own().id,
        covers=((seqs[0] - 1, seqs[-1]),),
        whole_until=seqs[-1],
        have_through=0,
        have_held=(),
        lacks=(),
    )
    return written(header, [("changes", b"\n".join(changes) + b"\n", len(seqs))], key)


def _told(body: Organisation) -> str:
    """Return a record of the partner as it travels."""
    with transaction.atomic():
        fact = _fact(body)
        fact.save(force_insert=True)
        row = Codecs()["registry.BodyFact"].of([fact.id])[fact.id]
        transaction.set_rollback(True)
    return row.text


def _open_data() -> Line:
    moment = Moment(clock.now())
    with tempfile.TemporaryDirectory() as folder:
        write_bundle(Path(folder), moment)
        tables = [list(csv.reader(p.open(newline=""))) for p in Path(folder, "data").glob("*.csv")]

    def bundled() -> None:
        with tempfile.TemporaryDirectory() as folder:
            write_bundle(Path(folder), moment)

    rows = sum(len(table) - 1 for table in tables)
    ours, bare = once_seconds(bundled), median_seconds(partial(_as_csv, tables))
    floor = "ghi CSV trần cùng các dòng"
    return Line("lập gói dữ liệu mở, ba dạng", rows, "dòng", ours, floor, bare, None)


def _as_csv(tables: list[list[list[str]]]) -> None:
    with tempfile.TemporaryFile("w", newline="", encoding="utf-8") as file:
        for table in tables:
            csv.writer(file).writerows(table)


def _api() -> Line:
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    handler = WSGIHandler()
    with another_connection(), override_settings(API_PER_ADDRESS=10**9):
        ours = median_seconds(partial(_asked, handler))
        with override_settings(ROOT_URLCONF="khuyencong.web.api.floor"):
            bare = median_seconds(partial(_asked, handler))
    floor = "view JSON trần, cùng câu hỏi"
    return Line(f"một trang API, {PAGE} địa danh", REQUESTS, "lượt", ours, floor, bare, None)


def _asked(handler: WSGIHandler) -> None:
    for _ in range(REQUESTS):
        said: list[Any] = []
        response = handler(
            RequestFactory().get(ADDRESS).environ, lambda *told, said=said: said.append(told)
        )
        items = json.loads(b"".join(response))["items"]
        response.close()
        if len(items) != PAGE:
            raise RuntimeError(f"{said[0][0]}: {len(items)} items")


def _kit() -> Line:
    grouped = Establishment.objects.filter(commune__valid_until=None, commune__level="commune")
    most = grouped.order_by().values("custodian", "commune").annotate(n=Count("id"))
    chosen = most.order_by("-n", "commune")[0]
    # A body that was taken over answers for no records: its kit would carry none.
    kept_by = Organisation.objects.get(id=chosen["custodian"])
    custodian = custodian_today(kept_by, day_in_vietnam(clock.now()))
    commune = grouped.filter(commune=chosen["commune"])[0].commune
    given: dict[str, Any] = {"custodian": custodian, "commune": commune, "held_by": "UBND xã"}

    def built() -> bytes:
        kit = issue_kit(by=Officer(), at=clock.now(), **given)
        return kit_page(kit, carried_key(signing_key(kit)), "https://may.example", "/nop")

    built()
    kit = Kit.objects.order_by("-issued_at")[0]
    return line(
        "cấp một bộ công cụ xã, dựng tệp",
        len(kit.carried["establishments"]),
        "cơ sở",
        built,
        floor="đọc các tệp, một lần json.dumps",
        bare=partial(_bare_kit, kit.id),
    )


def _bare_kit(key: UUID) -> bytes:
    files = [*STATIC.glob("kit*"), *(WEB / "templates" / "kit").glob("*.html")]
    told = json.dumps(Kit.objects.get(id=key).carried, ensure_ascii=False)
    return b"".join([*(file.read_bytes() for file in files), told.encode()])
