"""Công văn đề nghị điều chỉnh: what shall be changed of an approved đề án, and why."""

from khuyencong.documents import Block, Column, Document, Items, Paragraph, Side, Signature, Table
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.decision import approver_of
from khuyencong.projects.queries.documents.facts import AdjustmentTold, Dossier
from khuyencong.projects.queries.documents.wording import (
    end,
    kept_by,
    numbered_as,
    place_and_day,
)

GREAT = "approve_great"
COLUMNS = (
    Column("TT", 2, Side.CENTRE),
    Column("Nội dung", 7),
    Column("Đã duyệt", 10),
    Column("Đề nghị", 10),
)


def adjustment_letter(dossier: Dossier, adjustment: AdjustmentTold) -> Document:
    """Return the letter that asks for the change."""
    body = dossier.carrier
    to = _to(dossier, adjustment)
    confirms = dossier.custodian.full_name
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.LETTER, body),
        place_and_day=place_and_day(body, dossier),
        kind="",
        subject=f"Đề nghị điều chỉnh đề án khuyến công “{dossier.name}”",
        to=f"Kính gửi: {to}",
        blocks=end(_blocks(dossier, adjustment, to)),
        signature=Signature(body.head),
        recipients=kept_by("Như trên", confirms if confirms != to else ""),
    )


def _to(dossier: Dossier, adjustment: AdjustmentTold) -> str:
    """Return who decides: who approves the plan, or who owns it."""
    if adjustment.authority == GREAT:
        return approver_of(dossier).name
    return dossier.owner.full_name


def _blocks(dossier: Dossier, adjustment: AdjustmentTold, to: str) -> list[Block]:
    rows = tuple((str(n), *change) for n, change in enumerate(adjustment.changes, 1))
    return [
        Paragraph(
            f"Đề án {dossier.code} “{dossier.name}” do {dossier.carrier.full_name} thực hiện đã "
            "được phê duyệt. Trong quá trình thực hiện phát sinh việc cần điều chỉnh sau:"
        ),
        Items(tuple(f"{kind}." for kind in adjustment.kinds) or ("Thay đổi khác.",)),
        *([Table(COLUMNS, rows)] if rows else []),
        Paragraph(f"Lý do: {adjustment.reason}"),
        Paragraph(
            f"{dossier.carrier.full_name} đề nghị {to} xem xét, chấp thuận để tiếp tục thực hiện."
        ),
    ]
