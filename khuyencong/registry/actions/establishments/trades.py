"""An edition of the national classification of economic activities is brought in."""

import csv
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Trade
from khuyencong.registry.rules import Refused, may_import_trades
from khuyencong.values.text import clean

MOST = 3000


@dataclass(frozen=True, slots=True)
class TradesRead:
    """An edition as a list tells it: the code and name of each line."""

    edition: str
    rows: tuple[tuple[str, str], ...]


def read_trades(edition: str, text: str) -> TradesRead:
    """Return the lines "mã;tên"; Refused names the first line that is none, and writes nothing."""
    edition = clean(edition)
    if not edition or len(edition) > 20:
        raise Refused("Ghi tên ấn bản, tối đa 20 ký tự, như “VSIC 2018”.")
    lines = [line for line in text.lstrip("\ufeff").splitlines() if line.strip()]
    if not lines or len(lines) > MOST:
        raise Refused(f"Danh sách phải có từ 1 đến {MOST} dòng.")
    between = "\t" if "\t" in lines[0] else ";" if ";" in lines[0] else ","
    rows: dict[str, str] = {}
    for number, cells in enumerate(csv.reader(lines, delimiter=between), 1):
        code, name = (clean(cell) for cell in (*cells, "", "")[:2])
        if number == 1 and not code.isdigit() and code.upper() not in SECTIONS:
            continue  # the line that names the columns
        if not _is_code(code) or not name or len(name) > 300 or "\0" in name:
            raise Refused(f"Dòng {number}: cần mã ngành (1–5 ký tự) và tên ngành.")
        if rows.setdefault(code, name) != name:
            raise Refused(f"Dòng {number}: mã {code} đã có ở dòng trước với tên khác.")
    return TradesRead(edition, tuple(rows.items()))


@transaction.atomic
def import_trades(
    *, by: Actor, custodian: Organisation, read: TradesRead, at: datetime
) -> tuple[int, int]:
    """Bring an edition in; return how many lines are new and how many have another name now.

    What comes from a list is not verified by that. The same list again changes nothing.
    """
    if not may_import_trades(by):
        raise Refused("Anh/chị không có quyền nhập hệ thống ngành kinh tế.")
    kept = {trade.code: trade for trade in Trade.objects.filter(edition=read.edition)}
    new = [
        Trade(edition=read.edition, code=code, name=name)
        for code, name in read.rows
        if code not in kept
    ]
    renamed = [kept[code] for code, name in read.rows if code in kept and kept[code].name != name]
    names = dict(read.rows)
    for trade in renamed:
        trade.name, trade.verified = names[trade.code], False
    Trade.objects.bulk_create(new)
    Trade.objects.bulk_update(renamed, ["name", "verified"])
    if new or renamed:
        facts = {"edition": read.edition, "new": len(new), "renamed": len(renamed)}
        journal.record(
            "trade.imported", custodian=custodian.id, about="trades", at=at, by=by.id, facts=facts
        )
    return len(new), len(renamed)


SECTIONS = tuple("ABCDEFGHIJKLMNOPQRSTU")


def _is_code(code: str) -> bool:
    digits = code.isascii() and code.isdigit() and 1 <= len(code) <= 5
    return digits or code.upper() in SECTIONS
