"""Giấy đề nghị tạm ứng: under a contract of either tier."""

from khuyencong.documents import Block, Document, Items, Number, Paragraph, Signature
from khuyencong.projects.queries.documents.facts import DOTS, ContractTold, Dossier, day_told
from khuyencong.projects.queries.documents.wording import end, kept_by, money, place_and_day


def advance_request(dossier: Dossier, contract: ContractTold) -> Document:
    """Return the request of who carries out, or of the establishment, to who pays."""
    payer = dossier.owner if contract.is_first else dossier.carrier
    asker = dossier.carrier.full_name if contract.is_first else _beneficiary(dossier, contract)
    body = dossier.carrier
    return Document(
        issuer=body.issuer,
        number=Number(),
        place_and_day=place_and_day(body, dossier),
        kind="Giấy đề nghị tạm ứng",
        subject=f"Đề án khuyến công “{dossier.name}”",
        to=f"Kính gửi: {payer.full_name}",
        blocks=end(_blocks(dossier, contract, asker)),
        recipients=kept_by("Như trên"),
        signature=Signature(body.head if contract.is_first else "", party="Đơn vị đề nghị"),
        beside=Signature("", party="Kế toán"),
    )


def _beneficiary(dossier: Dossier, contract: ContractTold) -> str:
    lines = (line for line in dossier.lines if line.id in contract.promised)
    return next((one.beneficiary.name for one in lines if one.beneficiary), DOTS)


def _blocks(dossier: Dossier, contract: ContractTold, asker: str) -> list[Block]:
    percent = contract.advance_percent
    asked = money(contract.total * percent // 100) if percent else f"{DOTS} đồng (Bằng chữ: {DOTS})"
    return [
        Paragraph(
            f"Căn cứ hợp đồng số {contract.number} {day_told(contract.signed_on)} "
            f"về đề án {dossier.code}, {asker} đề nghị tạm ứng như sau:"
        ),
        Items(
            (
                f"Giá trị hợp đồng: {money(contract.total)}.",
                f"Mức tạm ứng: {percent or DOTS}% giá trị hợp đồng.",
                f"Số tiền đề nghị tạm ứng lần này: {asked}.",
                f"Số tài khoản nhận tiền: {DOTS}{DOTS} tại {DOTS}{DOTS}.",
            )
        ),
        Paragraph(
            f"{asker} dùng tiền tạm ứng đúng nội dung đã duyệt và hoàn trả nếu không dùng hết."
        ),
    ]
