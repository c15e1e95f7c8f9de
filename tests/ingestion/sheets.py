"""Spreadsheets for the tests of this folder, and a province to put their rows in."""

import io
from datetime import UTC, date, datetime
from typing import Any

from openpyxl import Workbook

from khuyencong.accounts.models import User
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.models import Batch
from khuyencong.registry.models import Organisation, Place, PlaceName, PlaceParent
from khuyencong.registry.states import Level
from khuyencong.values.text import fold
from tests.cast import Cast
from tests.factories import make_tax_code

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
TURN = date(2025, 7, 1)
HEAD = ["STT", "Tên cơ sở", "Loại hình", "Mã số thuế", "Xã", "Điện thoại"]


def book(rows: list[list[Any]]) -> bytes:
    """Return an .xlsx of one sheet with these rows."""
    made, out = Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(out)
    return out.getvalue()


def firms(count: int, first: int = 1) -> list[list[Any]]:
    """Return rows of establishments, each with a tax code of its own."""
    return [
        [n, f"Cơ sở mẫu số {n}", "Hộ kinh doanh", make_tax_code(n), "xã Thí Dụ", f"09{n:08d}"]
        for n in range(first, first + count)
    ]


def make_province(cast: Cast) -> dict[str, Place]:
    """Return the department's province with two communes of today and a district of old."""
    nation = _place("viet-nam", Level.COUNTRY, "", "Việt Nam")
    home = _place("que", Level.PROVINCE, "tỉnh", "Quê", nation)
    away = _place("xa-la", Level.PROVINCE, "tỉnh", "Lạ", nation)
    places = {
        "province": home,
        "one": _place("que.mot", Level.COMMUNE, "xã", "Thí Dụ", home, since=TURN),
        "two": _place("que.hai", Level.COMMUNE, "phường", "Ví Dụ", home, since=TURN),
        "district": _place("que.huyen", Level.DISTRICT, "thành phố", "Bến Gạo", home, until=TURN),
        "old": _place("que.huyen.cu", Level.COMMUNE, "xã", "Thời Xưa", None, until=TURN),
        "away": _place("la.mot", Level.COMMUNE, "xã", "Xứ Lạ", away, since=TURN),
    }
    PlaceParent.objects.create(place=places["old"], parent=places["district"], valid_until=TURN)
    Organisation.objects.filter(id=cast.department.id).update(place=home)
    cast.department.place = home
    return places


def _place(
    key: str,
    level: Level,
    kind: str,
    name: str,
    parent: Place | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Place:
    days = {"valid_from": since, "valid_until": until}
    place = Place.objects.create(key=key, level=level, kind=kind, name=name, **days)
    PlaceName.objects.create(place=place, kind=kind, name=name, folded=fold(name), **days)
    if parent:
        PlaceParent.objects.create(place=place, parent=parent, **days)
    return place


def staged(
    by: User,
    custodian: Organisation,
    data: bytes,
    kind: str = "establishments",
    name: str = "mau.xlsx",
    at: datetime = AT,
) -> Batch:
    """Return a batch that was read and held against the records."""
    batch = batches.receive_batch(
        by=by, custodian=custodian, kind=kind, file_name=name, data=data, at=at
    )
    batches.work_on(batch.id, clock=lambda: at)
    batch.refresh_from_db()
    return batch


def answered(by: User, batch: Batch, told: dict[str, str], at: datetime = AT) -> Batch:
    """Return the batch after answers, held against the records anew."""
    batches.answer(by=by, batch=batch, told=told, at=at)
    batches.work_on(batch.id, clock=lambda: at)
    batch.refresh_from_db()
    return batch


def confirmed(by: User, batch: Batch, at: datetime = AT, **more: Any) -> Batch:
    """Return the batch after its officer confirmed what he saw."""
    batches.confirm_batch(by=by, batch=batch, at=at, seen=batch.plan_hash, **more)
    batch.refresh_from_db()
    return batch


def counts(batch: Batch) -> dict[str, int]:
    """Return how many rows are new, changed, the same, open."""
    told: dict[str, int] = batch.summary["counts"]
    return told


def asked(batch: Batch) -> dict[str, str]:
    """Return what is wrong or asked, by the cell."""
    return {r["at"]: r["text"] for r in batch.summary["remarks"] if r["level"] != "note"}
