"""`khuyencong import`: one spreadsheet, every mistake of every row; entered where it is sound."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.accounts.roles import ROLES
from khuyencong.core.clock import now
from khuyencong.core.limited import ChildFailed, LimitExceeded, run_limited
from khuyencong.core.refusal import Refused
from khuyencong.ingestion.actions import batches
from khuyencong.ingestion.actions.batches.noting import Everyone
from khuyencong.ingestion.actions.batches.receiving import CHILD, LIMITS
from khuyencong.ingestion.formats import NotTaken
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.queries.staging import evaluate_grid
from khuyencong.ingestion.rules import IMPORT
from khuyencong.ingestion.sheet_kinds import KINDS
from khuyencong.ingestion.states import BatchState
from khuyencong.reading.files import load_bytes
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import answering_for, custodian_today, place_on
from khuyencong.sheets import Level, Role, understand, unpacked
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.errors import Unreadable

LARGEST = 20 * 1024 * 1024


class NotImported(Exception):
    """The file cannot be taken, or nobody may take it; the message says why in one line."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    file: Path
    kind: str
    dry_run: bool = False
    sheet: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    only_sound: bool = False
    place: str = ""
    by: str = ""


@dataclass
class Imported:
    """What the file came to."""

    told: dict[str, Any]

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing is wrong or asked, or what is was left out as told."""
        return bool(self.told["written"]) or not self._pressing

    @property
    def _pressing(self) -> list[dict[str, Any]]:
        return [one for one in self.told["remarks"] if one["level"] != "note"]

    def as_json(self) -> str:
        """Return it as one JSON document."""
        return json.dumps(self.told, ensure_ascii=False, indent=1) + "\n"

    def as_text(self) -> str:
        """Return it as lines for a terminal."""
        told = self.told
        lines = [f"{told['file']}, tờ “{told['sheet']}”: {KINDS[told['kind']].label}"]
        counts = told["counts"]
        if told["against_records"]:
            lines.append(
                f"{counts['new']} dòng mới, {counts['changed']} đổi, {counts['same']} không đổi,"
                f" {counts['open']} chưa nhập được"
            )
        else:
            lines.append(f"{counts['read']} dòng đọc được; chưa đối chiếu với sổ (thêm --for)")
        if told["unknown_columns"]:
            lines.append("Cột không dùng: " + ", ".join(told["unknown_columns"].values()))
        for one in told["remarks"]:
            mark = {"error": "Lỗi", "question": "Hỏi", "note": "Ghi chú"}[one["level"]]
            ways = " | ".join(f"{label} → --answer '{one['at']}={answer}'"
                              for label, answer in one["options"])  # fmt: skip
            lines.append(f"  {mark} {one['at']}: {one['text']}" + (f" [{ways}]" if ways else ""))
        lines.append("Đã nhập." if told["written"] else "Chưa ghi gì.")
        return "\n".join(lines) + "\n"


def import_file(asked: Asked) -> Imported:
    """Read, hold against the records and, where it is sound, enter a spreadsheet.

    Raises NotImported. A dry run for nobody reads the sheet alone; `place` names whose Sở keeps it.
    """
    try:
        if asked.kind not in KINDS:
            raise NotImported(f"Không có loại dữ liệu “{asked.kind}”.")
        data = load_bytes(asked.file, LARGEST)
        if asked.dry_run and not (asked.place or asked.by):
            return _read_alone(asked, data)
        at = now()
        by = _person(asked)
        custodian = _custodian(asked, by, at)
        if asked.dry_run:
            return _tried(asked, data, by, custodian, at)
        return _entered(asked, data, by, custodian, at)
    except (Unreadable, NotTaken, Refused, ChildFailed, LimitExceeded) as refusal:
        raise NotImported(f"{asked.file}: {refusal}") from refusal


def _read_alone(asked: Asked, data: bytes) -> Imported:
    """Return what the sheet itself says; no record is looked at."""
    arguments = (asked.file.name, asked.kind, asked.sheet)
    grid = unpacked(run_limited(CHILD, data, limits=LIMITS, arguments=arguments))
    found = understand(grid, KINDS[asked.kind], asked.answers)
    read, remarks = 0, []
    for line in found.lines():
        read += line.role is Role.RECORD
        remarks += line.remarks
    every = sorted([*found.about, *remarks], key=lambda r: (r.level is Level.NOTE, r.row))
    told = _frame(asked, grid.name) | {
        "unit": found.unit.label,
        "columns": {str(at): c.code for at, c in found.head.columns.items()},
        "unknown_columns": {str(at): label for at, label in found.head.unknown.items()},
        "counts": {"read": read},
        "remarks": [
            {"at": r.at, "row": r.row, "level": str(r.level), "text": r.text,
             "options": [[o.label, o.answer] for o in r.options]}
            for r in every
        ],
    }  # fmt: skip
    return Imported(told)


def _tried(asked: Asked, data: bytes, by: Any, custodian: Organisation, at: datetime) -> Imported:
    """Return what entering would do; nothing is kept."""
    arguments = (asked.file.name, asked.kind, asked.sheet)
    grid = unpacked(run_limited(CHILD, data, limits=LIMITS, arguments=arguments))
    batch = Batch(custodian=custodian, kind=asked.kind, answers=dict(asked.answers))
    told = evaluate_grid(grid, batch, by, day_in_vietnam(at))
    return Imported(_told(asked, grid.name, told.as_summary()))


def _entered(asked: Asked, data: bytes, by: Any, custodian: Organisation, at: datetime) -> Imported:
    batch = batches.receive_batch(
        by=by, custodian=custodian, kind=asked.kind, file_name=asked.file.name, data=data, at=at
    )
    if asked.sheet and batch.state == BatchState.WAITING:
        Batch.objects.filter(id=batch.id).update(answers={"sheet": asked.sheet})
    batches.work_on(batch.id, clock=now)
    batch.refresh_from_db()
    if batch.state == BatchState.REFUSED:
        raise NotTaken(batch.refusal)
    if asked.answers and batch.state == BatchState.READY:
        batches.answer(by=by, batch=batch, told=asked.answers, at=now())
        batches.work_on(batch.id, clock=now)
        batch.refresh_from_db()
    levels, counts = batch.summary["levels"], batch.summary["counts"]
    open_left = levels.get("error", 0) + levels.get("question", 0)
    to_write = counts.get("new", 0) + counts.get("changed", 0)
    if to_write and (asked.only_sound or not open_left):
        batches.confirm_batch(
            by=by, batch=batch, at=now(), seen=batch.plan_hash, only_sound=asked.only_sound
        )
        batches.write_batch(batch.id, clock=now)
        batch.refresh_from_db()
    elif not to_write and not open_left:
        batches.cancel(by=by, batch=batch, at=now())
    written = batch.state == BatchState.DONE
    told = _told(asked, batch.sheet, batch.summary) | {"batch": str(batch.id), "written": written}
    return Imported(told)


def _told(asked: Asked, sheet: str, summary: dict[str, Any]) -> dict[str, Any]:
    counts = Counter(summary["counts"])
    head = summary["head"]
    return _frame(asked, sheet) | {
        "against_records": True,
        "unit": head["unit"],
        "columns": {str(at): code for code, at in head["codes"].items()},
        "unknown_columns": head["unknown"],
        "counts": {name: counts[name] for name in ("new", "changed", "same", "open")},
        "money": {"before": summary["before"], "added": summary["added"]},
        "changes": summary["changes"],
        "remarks": summary["remarks"],
    }


def _frame(asked: Asked, sheet: str) -> dict[str, Any]:
    return {
        "file": asked.file.name,
        "kind": asked.kind,
        "sheet": sheet,
        "against_records": False,
        "batch": None,
        "written": False,
    }


def _person(asked: Asked) -> Any:
    if not asked.by:
        if asked.kind == "past_projects" and not asked.dry_run:
            raise Refused("đề án phải có người ghi: thêm --by TÊN-ĐĂNG-NHẬP.")
        return Everyone()
    user = User.objects.filter(username=asked.by, is_active=True).first()
    if user is None:
        raise Refused(f"không có tài khoản nào tên “{asked.by[:60]}”.")
    return user


def _custodian(asked: Asked, by: Any, at: datetime) -> Organisation:
    day = day_in_vietnam(at)
    if asked.place:
        try:
            return answering_for(place_on(asked.place, day), day)
        except LookupError as refusal:
            raise Refused(str(refusal)) from refusal
    if not isinstance(by, User):
        raise Refused("thêm --for NƠI, tỉnh mà bảng này nhập cho (hoặc --by TÊN-ĐĂNG-NHẬP).")
    bodies = {
        one.organisation for one in by.memberships_today if IMPORT in ROLES[one.role].permissions
    }
    if len(bodies) != 1:
        raise Refused("thêm --for NƠI: chưa rõ nhập cho đơn vị nào.")
    return custodian_today(bodies.pop(), day)
