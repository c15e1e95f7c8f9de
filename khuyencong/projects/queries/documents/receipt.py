"""Giấy biên nhận: that the papers of a đề án were taken in, and what they were."""

from khuyencong.documents import Block, Document, Items, Number, Paragraph, Signature
from khuyencong.projects.queries.documents.facts import Dossier, day_told
from khuyencong.projects.queries.documents.wording import (
    end,
    kept_by,
    money,
    place_and_day,
    support_of,
)


def receipt(dossier: Dossier) -> Document:
    """Return the receipt for a đề án that was registered."""
    body = dossier.custodian
    return Document(
        issuer=body.issuer,
        number=Number(),
        place_and_day=place_and_day(body, dossier),
        kind="Giấy biên nhận",
        subject=f"Hồ sơ đề án khuyến công “{dossier.name}”",
        blocks=end(_blocks(dossier)),
        recipients=kept_by(dossier.carrier.full_name),
        signature=Signature("", party="Người nhận"),
        beside=Signature("", party="Người nộp"),
    )


def _blocks(dossier: Dossier) -> list[Block]:
    return [
        Paragraph(
            f"{dossier.custodian.full_name} đã nhận {day_told(dossier.registered_on)} hồ sơ đề án "
            f"{dossier.code} do {dossier.carrier.full_name} nộp, gồm:"
        ),
        Items(tuple(_papers(dossier))),
        Paragraph(f"Số tiền đề nghị Nhà nước hỗ trợ: {money(support_of(dossier.living))}."),
        Paragraph("Giấy này xác nhận đã nhận hồ sơ; chưa phải là kết quả xét chọn."),
    ]


def _papers(dossier: Dossier) -> list[str]:
    names = (line.beneficiary.name for line in dossier.living if line.beneficiary)
    lines = f"Thuyết minh, dự toán đề án với {len(dossier.living):02d} dòng hỗ trợ."
    return [lines, *(f"Giấy tờ của {name}." for name in dict.fromkeys(names))]
