"""An official document as data, with every line worded once, so that all writers say the same."""

from dataclasses import dataclass, field

from khuyencong.documents.letters import roman
from khuyencong.documents.model.blocks import Block, Paragraph
from khuyencong.documents.model.end import Recipients, Signature
from khuyencong.documents.model.head import DRAFT, Issuer, Number, PlaceAndDay, Secrecy, Urgency
from khuyencong.documents.model.tables import Table


@dataclass(frozen=True)
class Appendix:
    """What is attached; its pages are counted from 1."""

    title: str
    blocks: tuple[Block, ...]

    @property
    def turned(self) -> bool:
        """Return whether its title already stands on a turned page: above a wide table."""
        first = self.blocks[0] if self.blocks else None
        return isinstance(first, Table) and first.wide


@dataclass(frozen=True)
class Document:
    """An official document by NĐ 30/2020/NĐ-CP.

    A letter (công văn) has no `kind`: its subject stands below the number. `beside` signs to the
    left of `signature`; the recipients stand below both then.
    """

    issuer: Issuer
    number: Number
    place_and_day: PlaceAndDay
    kind: str
    subject: str
    blocks: tuple[Block, ...]
    signature: Signature
    recipients: Recipients = field(default_factory=Recipients)
    to: str = ""
    appendices: tuple[Appendix, ...] = ()
    draft: bool = False
    beside: Signature | None = None
    secrecy: Secrecy = Secrecy.NONE
    urgency: Urgency = Urgency.NONE

    @property
    def marks(self) -> list[str]:
        """Return what stands framed below the number: how secret, how urgent, whether a draft."""
        return [mark for mark in (self.secrecy, self.urgency, DRAFT if self.draft else "") if mark]

    @property
    def title(self) -> str:
        """Return kind and subject in one line."""
        return f"{self.kind} {self.subject}" if self.kind else self.about

    @property
    def about(self) -> str:
        """Return what stands below the number of a letter: "V/v …"; "" for all else."""
        return "" if self.kind else f"V/v {self.subject[:1].lower()}{self.subject[1:]}"

    def label(self, index: int) -> str:
        """Return the name of an appendix: "Phụ lục" alone, else "Phụ lục II"."""
        return f"Phụ lục {roman(index + 1)}" if len(self.appendices) > 1 else "Phụ lục"

    @property
    def attached_to(self) -> str:
        """Return the line below an appendix's title that tells what it belongs to."""
        number = self.number.shown.removeprefix("Số: ")
        when = self.place_and_day.shown.rpartition(", ")[2]
        kind = self.kind.capitalize() or "Công văn"
        return f"(Kèm theo {kind} số {number} {when} của {self.issuer.name})"


#: A last paragraph up to this long stands on one page with the signature.
_LAST = 1200


def stands_with_signature(document: Document) -> bool:
    """Return whether the last words are few enough to stand with the signature, never parted."""
    last = document.blocks[-1] if document.blocks else None
    return isinstance(last, Paragraph) and len(str(last.text)) <= _LAST
