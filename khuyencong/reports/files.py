"""A written report as a file: JSON, a web page, Word, PDF, a workbook of its appendices."""

import json
from collections.abc import Callable

from khuyencong.reports.preparing import Written
from khuyencong.values.dates import VIETNAM


def _json(written: Written) -> bytes:
    from khuyencong.reports.written_json import to_json

    return (json.dumps(to_json(written), ensure_ascii=False, indent=1) + "\n").encode()


def _html(written: Written) -> bytes:
    from khuyencong.reports.standalone import standalone

    return standalone(written)


def _docx(written: Written) -> bytes:
    from khuyencong.documents.docx import write_docx

    return write_docx(written.document)


def _pdf(written: Written) -> bytes:
    from khuyencong.documents.pdf import write_pdf

    return write_pdf(written.document)


def _xlsx(written: Written) -> bytes:
    from khuyencong.reports.appendices import workbook_of

    as_of = f"tính đến {written.as_of.astimezone(VIETNAM):%d/%m/%Y}"
    return workbook_of(written.sheets, title=written.document.subject, as_of=as_of)


WRITERS: dict[str, Callable[[Written], bytes]] = {
    "json": _json,
    "html": _html,
    "docx": _docx,
    "pdf": _pdf,
    "xlsx": _xlsx,
}
