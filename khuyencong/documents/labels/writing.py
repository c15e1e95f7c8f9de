"""From what a label says to the bytes of a sheet of them, or of one."""

import json
from dataclasses import asdict, dataclass
from importlib import resources

from khuyencong.documents.qr import seal_svg
from khuyencong.documents.typesetting import typeset

STAMP = 946_684_800
_SHEET = resources.files("khuyencong.documents") / "labels" / "sheet.typ"


@dataclass(frozen=True)
class Label:
    """The words of a label; `text` is what its QR bears."""

    name: str
    maker: str
    title: str
    number: str
    term: str
    code: str
    text: str


@dataclass(frozen=True)
class Size:
    """A size of labels in millimetres, and how many of them an A4 sheet takes."""

    name: str
    width: int
    height: int
    qr: int
    across: int
    down: int
    letters: float

    @property
    def on_sheet(self) -> int:
        """Return how many labels stand on a sheet."""
        return self.across * self.down


#: A square of the smallest QR is a third of a millimetre and more: cheap telephones read it.
SIZES = {
    "nho": Size("Nhỏ, 63 × 33 mm", 63, 33, 29, 3, 8, 5.6),
    "vua": Size("Vừa, 95 × 54 mm", 95, 54, 48, 2, 5, 8),
    "lon": Size("Lớn, 95 × 135 mm", 95, 135, 87, 2, 2, 11),
}


def label_sheet(label: Label, size: Size) -> bytes:
    """Return an A4 sheet of one label again and again as PDF; the same bytes each time."""
    return typeset(_SHEET.read_bytes(), _facts(label, size, alone=False), "pdf", timestamp=STAMP)


def label_svg(label: Label, size: Size) -> bytes:
    """Return one label as SVG, its letters as shapes: no font is needed to print it."""
    return typeset(_SHEET.read_bytes(), _facts(label, size, alone=True), "svg")


def _facts(label: Label, size: Size, *, alone: bool) -> str:
    told = asdict(label) | {"qr": seal_svg(label.text)}
    facts = {"label": told, "size": asdict(size), "alone": alone}
    return json.dumps(facts, ensure_ascii=False)
