"""Quyết định phê duyệt: of the province's committee, or of the Minister, for one đề án."""

from collections.abc import Iterator
from dataclasses import replace

from khuyencong.documents import Block, Document, Items, Paragraph, Side, Signature
from khuyencong.documents.letters import NO_BREAK
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import DOTS, Body, Dossier, day_told
from khuyencong.projects.queries.documents.wording import (
    article,
    end,
    grounds,
    kept_by,
    line_table,
    money,
    numbered_as,
    period,
    place_and_day,
    source_items,
    total_cost,
    where,
)

MINISTRY, MINISTER = "Bộ Công Thương", "Bộ trưởng"
COMMITTEE, CHAIR = "Ủy ban nhân dân", "Chủ tịch"


def approver_of(dossier: Dossier) -> Body:
    """Return who approves: the Minister for national money, else the province's committee."""
    if dossier.is_national:
        return replace(dossier.owner, name=MINISTRY, superior="", head=MINISTER, tail="BCT")
    place = dossier.owner.place.replace(" ", NO_BREAK)
    name = f"{COMMITTEE} {place or DOTS}"
    return replace(dossier.owner, name=name, superior="", head=CHAIR, tail="UBND")


def decision(dossier: Dossier) -> Document:
    """Return the decision that approves the đề án."""
    body = approver_of(dossier)
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.DECISION, body),
        place_and_day=place_and_day(body, dossier),
        kind="Quyết định",
        subject=f"Phê duyệt đề án khuyến công “{dossier.name}”",
        blocks=end(list(_blocks(dossier, body))),
        signature=Signature(body.head),
        recipients=kept_by("Như Điều 3", dossier.owner.full_name, dossier.custodian.full_name),
    )


def _blocks(dossier: Dossier, body: Body) -> Iterator[Block]:
    title = f"{body.head} {body.name}".upper()
    yield Paragraph(title, bold=True, side=Side.CENTRE)
    yield from grounds(dossier.basis, *_grounds(dossier))
    yield Paragraph("QUYẾT ĐỊNH:", bold=True, side=Side.CENTRE)
    yield article(1, "Phê duyệt đề án khuyến công với các nội dung sau:")
    yield Items(
        (
            f"Tên đề án: {dossier.name}; mã {dossier.code}; {dossier.kind.lower()}.",
            f"Đơn vị thực hiện: {dossier.carrier.full_name}.",
            f"Địa điểm thực hiện: {where(dossier)}.",
            f"Thời gian thực hiện: {period(dossier)}.",
            f"Tổng kinh phí: {money(total_cost(dossier.living))}, trong đó:",
        )
    )
    yield source_items(dossier.living)
    yield line_table(dossier.living, title="Các nội dung hỗ trợ")
    yield article(
        2,
        f"{dossier.owner.full_name} giao và kiểm tra việc thực hiện; {dossier.carrier.full_name} "
        "thực hiện đề án đúng nội dung, đúng kinh phí đã duyệt, nghiệm thu và quyết toán theo "
        "quy định. Muốn thay đổi nội dung đã duyệt phải đề nghị và được chấp thuận trước.",
    )
    yield article(
        3,
        f"Quyết định này có hiệu lực từ ngày ký. {dossier.owner.full_name}, "
        f"{dossier.carrier.full_name} và các đơn vị liên quan chịu trách nhiệm thi hành.",
    )


def _grounds(dossier: Dossier) -> list[str]:
    passed = [one for one in dossier.appraisals if one.verdict == "pass" and one.closed]
    minutes = [
        f"Căn cứ kết quả thẩm định {one.level_label.lower()} {day_told(one.closed)}"
        for one in passed
    ]
    return [*minutes, f"Xét đề nghị của {dossier.owner.head} {dossier.owner.full_name}"]
