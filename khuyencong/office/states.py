"""The words of the office: kinds of document, their type codes, and the table of a document's life.

A number is given once: a document that is revoked keeps it, with the reason, so that the register
has no gap that nobody explains.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices

from khuyencong.core.workflow import Step, Steps, states

NUMBERING = "document.number"


class DocumentType(TextChoices):
    """The types of document that the house numbers, under the code of their symbol.

    A letter has no code in its symbol: its own stands in our books alone.
    """

    DECISION = "QĐ", "Quyết định"
    NOTICE = "TB", "Thông báo"
    REPORT = "BC", "Báo cáo"
    MINUTES = "BB", "Biên bản"
    CONTRACT = "HĐ", "Hợp đồng"
    SUBMISSION = "TTr", "Tờ trình"
    LETTER = "CV", "Công văn"


class DocumentState(TextChoices):
    """Where a document stands."""

    DRAFTED = "drafted", "Trình ký"
    SIGNED = "signed", "Đã ký, chờ số"
    NUMBERED = "numbered", "Đã ban hành"
    REVOKED = "revoked", "Đã hủy, giữ số"
    DROPPED = "dropped", "Đã bỏ, chưa có số"


D = DocumentState
#: Not yet with a number, and not given up.
PENDING = (D.DRAFTED, D.SIGNED)
#: With a number for good.
IN_REGISTER = (D.NUMBERED, D.REVOKED)

#: The right to sign and to revoke is that of the document's kind: each row keeps its own.
STEPS = Steps(
    start=D.DRAFTED,
    labels=dict(D.choices),
    rows=(
        Step(
            name="sign",
            label="Ký",
            sources=states(D.DRAFTED),
            target=D.SIGNED,
            permission="",
        ),
        Step(
            name="number",
            label="Cấp số",
            sources=states(D.SIGNED),
            target=D.NUMBERED,
            permission=NUMBERING,
            apart_from=frozenset({"sign"}),
        ),
        Step(
            name="drop",
            label="Bỏ bản trình",
            sources=states(D.DRAFTED, D.SIGNED),
            target=D.DROPPED,
            permission="",
            needs_reason=True,
        ),
        Step(
            name="revoke",
            label="Hủy văn bản",
            sources=states(D.NUMBERED),
            target=D.REVOKED,
            permission="",
            needs_reason=True,
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A document that a room above issues: who may put it forward, whose right signs it."""

    code: str
    label: str
    type: DocumentType
    drafting: frozenset[str]
    signing: str

    def symbol(self, tail: str) -> str:
        """Return "QĐ-SCT" for a body whose short name is "SCT"; see `symbol_of`."""
        return symbol_of(self.type, tail)


@dataclass(frozen=True)
class About:
    """What a document tells of, and the record in whose folder it lies."""

    kind: str
    id: UUID
    folder: UUID


def symbol_of(type_code: str, tail: str) -> str:
    """Return the symbol of a type and a body: a letter bears the body's short name alone."""
    if not tail:
        return ""
    return tail if type_code == DocumentType.LETTER else f"{type_code}-{tail}"
