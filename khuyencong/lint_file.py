"""`khuyencong lint`: a Word document's layout and its figures, and what to do about each fault."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from khuyencong.check_file import by_child, limited, read_and_check, text_of_file
from khuyencong.documents.lint.finding import BASIS, Finding
from khuyencong.formats import LARGEST
from khuyencong.reading.files import Unreadable, load_bytes
from khuyencong.reading.jsonform import check_to_json
from khuyencong.reading.model import Check
from khuyencong.values.text import clean

CHILD = "khuyencong.documents.lint.child:findings_of"


def lint_file(path: Path, form: str) -> tuple[bytes, bool]:
    """Return the faults of a Word document in `form` (text, json) and whether there are none.

    Raises Unreadable with one Vietnamese line.
    """
    if path.suffix.lower() != ".docx":
        raise Unreadable(f"{path}: chỉ soát được thể thức của tệp .docx.")
    # Our own reader looks at the package first: what it refuses is opened by nobody else.
    text = text_of_file(path)
    told = json.loads(by_child(CHILD, path, load_bytes(path, LARGEST)))
    findings = [Finding(**one) for one in told]
    with limited(path):
        try:
            checks = [one for one in read_and_check(text).checks if not one.holds]
        except Unreadable as refusal:
            raise Unreadable(f"{path}: {refusal}") from refusal
        written = FORMS[form](findings, checks, text)
    return written.encode(), not findings and not checks


def _json(findings: Sequence[Finding], checks: Sequence[Check], _text: str) -> str:
    told = {
        "basis": BASIS,
        "verified": False,
        "layout": [finding.as_dict() for finding in findings],
        "checks": [check_to_json(check) for check in checks],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _text(findings: Sequence[Finding], checks: Sequence[Check], text: str) -> str:
    return "\n".join([*_layout(findings), "", *_figures(checks, text), "", BASIS]) + "\n"


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


FORMS: dict[str, Callable[[Sequence[Finding], Sequence[Check], str], str]] = {
    "text": _text,
    "json": _json,
}
