"""Biên bản thanh lý: of a contract of either tier, with what was accepted against it."""

from khuyencong.documents import Block, Column, Document, Items, Paragraph, Side, Signature, Table
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import ContractTold, Dossier, LineTold, day_told
from khuyencong.projects.queries.documents.wording import (
    article,
    end,
    figure,
    kept_by,
    money,
    numbered_as,
    party,
    party_of,
    place_and_day,
)

COLUMNS = (
    Column("TT", 2, Side.CENTRE),
    Column("Nội dung", 12),
    Column("Theo hợp đồng (đồng)", 7, Side.RIGHT),
    Column("Đã nghiệm thu (đồng)", 7, Side.RIGHT),
)


def liquidation_minutes(dossier: Dossier, contract: ContractTold) -> Document:
    """Return the minutes that end a contract."""
    giver = dossier.owner if contract.is_first else dossier.carrier
    lines = [line for line in dossier.lines if line.id in contract.promised]
    taker = lines[0].beneficiary if lines and not contract.is_first else None
    other = taker.name if taker else dossier.carrier.full_name
    return Document(
        issuer=giver.issuer,
        number=numbered_as(DocumentType.MINUTES, giver),
        place_and_day=place_and_day(giver, dossier),
        kind="Biên bản",
        subject=f"Thanh lý hợp đồng số {contract.number} {day_told(contract.signed_on)}",
        blocks=end(_blocks(dossier, contract, lines)),
        recipients=kept_by(giver.full_name, other),
        signature=Signature(giver.head, party="Đại diện bên A"),
        beside=Signature(dossier.carrier.head if contract.is_first else "", party="Đại diện bên B"),
    )


def _blocks(dossier: Dossier, contract: ContractTold, lines: list[LineTold]) -> list[Block]:
    if contract.is_first:
        parties = [*party("A", dossier.owner), *party("B", dossier.carrier)]
    else:
        taker = lines[0].beneficiary if lines else None
        parties = [*party("A", dossier.carrier), *party_of("B", taker)]
    accepted = sum(_accepted(line) for line in lines)
    rows = [
        (str(n), line.what, figure(contract.promised[line.id]), figure(_accepted(line)))
        for n, line in enumerate(lines, 1)
    ]
    total = ("", "Cộng", figure(contract.total), figure(accepted))
    left = max(contract.total - accepted, 0)
    return [
        Paragraph("Hai bên gồm:"),
        *parties,
        Paragraph(f"cùng thanh lý hợp đồng về đề án {dossier.code} “{dossier.name}” như sau:"),
        article(1, "Bên B đã thực hiện các nội dung được nghiệm thu dưới đây:"),
        Table(COLUMNS, (*rows, total)),
        article(2, "Giá trị thanh lý."),
        Items(
            (
                f"Giá trị hợp đồng: {money(contract.total)}.",
                f"Giá trị được nghiệm thu: {money(accepted)}.",
                f"Không thực hiện: {money(left)}.",
            )
        ),
        article(
            3,
            "Hai bên thanh toán dứt điểm theo giá trị được nghiệm thu, trừ số đã tạm ứng, và không "
            "còn yêu cầu nào khác. Biên bản lập thành 04 bản, mỗi bên giữ 02 bản.",
        ),
    ]


def _accepted(line: LineTold) -> int:
    return sum(line.accepted.support.values()) if line.accepted else 0
