"""`khuyencong lint`: a Word document's layout, its figures, and what the records say of them."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khuyencong.check_file import by_child, limited, read_and_check, text_of_file
from khuyencong.documents.lint.finding import BASIS, Finding
from khuyencong.formats import LARGEST
from khuyencong.reading.files import Unreadable, load_bytes
from khuyencong.reading.jsonform import check_to_json
from khuyencong.reading.model import Check, Reading
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.reports.queries.against import Against

CHILD = "khuyencong.documents.lint.child:findings_of"


NO_DATABASE = "Máy này không có cơ sở dữ liệu."


def lint_file(
    path: Path, form: str, against: "Callable[[Reading], Against] | None" = None
) -> tuple[bytes, bool]:
    """Return the faults of a Word document in `form` (text, json) and whether there are none.

    `against` holds its figures against the records. Raises Unreadable with one Vietnamese line.
    """
    if path.suffix.lower() != ".docx":
        raise Unreadable(f"{path}: chỉ soát được thể thức của tệp .docx.")
    # Our own reader looks at the package first: what it refuses is opened by nobody else.
    text = text_of_file(path)
    told = json.loads(by_child(CHILD, path, load_bytes(path, LARGEST)))
    findings = [Finding(**one) for one in told]
    with limited(path):
        try:
            reading = read_and_check(text)
        except Unreadable as refusal:
            raise Unreadable(f"{path}: {refusal}") from refusal
    checks = [one for one in reading.checks if not one.holds]
    found = Found(findings, checks, text, against(reading) if against else None)
    return FORMS[form](found).encode(), found.is_clean


@dataclass(frozen=True)
class Found:
    """What is wrong with a document, and what the records say of it; None: not asked."""

    layout: Sequence[Finding]
    checks: Sequence[Check]
    text: str
    against: "Against | None"

    @property
    def is_clean(self) -> bool:
        """Return whether nothing is to be done."""
        differs = bool(self.against and self.against.differing)
        return not self.layout and not self.checks and not differs


def _json(found: Found) -> str:
    told = {
        "basis": BASIS,
        "verified": False,
        "layout": [finding.as_dict() for finding in found.layout],
        "checks": [check_to_json(check) for check in found.checks],
        "records": _records_json(found.against),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _records_json(against: "Against | None") -> dict[str, Any]:
    if against is None or against.why_not:
        return {"compared": 0, "why_not": against.why_not if against else NO_DATABASE}
    return {
        "compared": len(against.compared),
        "place": against.place,
        "differences": [
            {
                "stated": one.stated.number,
                "sentence": one.stated.sentence,
                "start": one.stated.number_start,
                "end": one.stated.number_end,
                "measure": one.ours.told()["measure"],
                "records": one.ours.told()["value"],
                "meaning": one.meaning or None,
                "projects": list(one.between),
                "projects_in_all": one.how_many,
            }
            for one in against.differing
        ],
    }


def _text(found: Found) -> str:
    parts = [*_layout(found.layout), "", *_figures(found.checks, found.text), ""]
    return "\n".join([*parts, *_records(found.against), "", BASIS]) + "\n"


def _records(against: "Against | None") -> Iterator[str]:
    if against is None or against.why_not:
        why = against.why_not if against else NO_DATABASE
        yield f"HỒ SƠ: chưa đối chiếu. {why}"
        return
    differing = against.differing
    yield f"HỒ SƠ ({len(differing)} số khác, trong {len(against.compared)} số đã đối chiếu)"
    for one in differing:
        yield f"- Báo cáo ghi {clean(one.stated.number)}, hồ sơ có {one.ours.shown}."
        yield f"    “{clean(one.stated.sentence)}”"
        if one.meaning:
            yield f"    Số trong báo cáo đúng nếu hiểu là: {one.meaning}."
        yield from (f"    · {project}" for project in one.between)
        if one.how_many > len(one.between):
            yield f"    · và {one.how_many - len(one.between)} đề án khác"


def _layout(findings: Sequence[Finding]) -> Iterator[str]:
    yield f"THỂ THỨC ({len(findings)} chỗ cần sửa)" if findings else "THỂ THỨC: không thấy lỗi."
    for one in findings:
        yield f"- {one.place}: {one.says}"
        yield f"    {one.advice}"


def _figures(checks: Sequence[Check], text: str) -> Iterator[str]:
    yield f"SỐ LIỆU ({len(checks)} chỗ cần xem)" if checks else "SỐ LIỆU: không thấy chỗ sai."
    for one in checks:
        yield f"- {one.kind.label}: {one.statement}"
        if one.explanation:
            yield f"    {one.explanation}"
        for start, end in one.passages:
            yield f"    “{clean(text[start:end])}”"


FORMS: dict[str, Callable[[Found], str]] = {
    "text": _text,
    "json": _json,
}
