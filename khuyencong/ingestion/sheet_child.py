"""What runs in the limited child: bytes of a spreadsheet in, plain cells or the marked file out."""

import json

from khuyencong.core.collecting import uncollected
from khuyencong.sheets import KINDS, Kind, packed
from khuyencong.sheets.opening import open_sheet


@uncollected()
def read_sheet(data: bytes, name: str, kind: str, wanted: str = "") -> bytes:
    """Return the sheet that holds records of the kind, packed; `Unreadable` to refuse."""
    return b"".join(packed(open_sheet(name, data, _kind(kind), wanted)))


def _kind(code: str) -> Kind:
    """Return a kind; those of results are made only where one is asked for."""
    if code in KINDS:
        return KINDS[code]
    from khuyencong.ingestion.sheet_kinds import RESULT_KINDS

    return RESULT_KINDS[code]


def mark_sheet(data: bytes, name: str) -> bytes:
    """Return the file with its remarks; before its bytes stand a line of JSON that tells them."""
    from khuyencong.sheets.marking import marked

    line, _, file = data.partition(b"\n")
    told = json.loads(line)
    return marked(file, name, told["sheet"], told["head"], told["remarks"])
