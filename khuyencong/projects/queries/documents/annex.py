"""Phụ lục hợp đồng: what an annex changes of its contract, before and after."""

from khuyencong.documents import (
    Block,
    Column,
    Document,
    Paragraph,
    PlaceAndDay,
    Side,
    Signature,
    Table,
)
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import AnnexTold, ContractTold, Dossier, day_told
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
    Column("Dòng hỗ trợ", 10),
    Column("Nguồn", 6),
    Column("Trước (đồng)", 6, Side.RIGHT),
    Column("Sau (đồng)", 6, Side.RIGHT),
)


def annex(dossier: Dossier, contract: ContractTold, told: AnnexTold) -> Document:
    """Return an annex of a contract of either tier."""
    giver = dossier.owner if contract.is_first else dossier.carrier
    where = place_and_day(giver, dossier).place
    return Document(
        issuer=giver.issuer,
        number=numbered_as(DocumentType.CONTRACT, giver, told.number),
        place_and_day=PlaceAndDay(where, told.signed_on),
        kind="Phụ lục hợp đồng",
        subject=(f"Sửa đổi, bổ sung hợp đồng số {contract.number} {day_told(contract.signed_on)}"),
        blocks=end(_blocks(dossier, contract, told)),
        recipients=kept_by(giver.full_name, _other_name(dossier, contract)),
        signature=Signature(giver.head, party="Đại diện bên A"),
        beside=Signature(dossier.carrier.head if contract.is_first else "", party="Đại diện bên B"),
    )


def _other_name(dossier: Dossier, contract: ContractTold) -> str:
    if contract.is_first:
        return dossier.carrier.full_name
    named = (line.beneficiary for line in dossier.lines if line.id in contract.promised)
    return next((one.name for one in named if one), "Đơn vị thụ hưởng")


def _parties(dossier: Dossier, contract: ContractTold) -> list[Block]:
    if contract.is_first:
        return [*party("A", dossier.owner), *party("B", dossier.carrier)]
    named = (line.beneficiary for line in dossier.lines if line.id in contract.promised)
    return [*party("A", dossier.carrier), *party_of("B", next(named, None))]


def _blocks(dossier: Dossier, contract: ContractTold, told: AnnexTold) -> list[Block]:
    first = f"Căn cứ hợp đồng số {contract.number} {day_told(contract.signed_on)}."
    return [
        Paragraph(first, italic=True),
        Paragraph("Hai bên gồm:"),
        *_parties(dossier, contract),
        Paragraph("thống nhất ký phụ lục với các điều khoản sau:"),
        article(1, f"Nội dung sửa đổi, bổ sung: {told.told}"),
        *_changed(told),
        article(2, f"Giá trị hợp đồng sau khi sửa đổi: {money(contract.total)}."),
        article(
            3,
            "Các điều khoản khác của hợp đồng giữ nguyên. Phụ lục là một phần của hợp đồng, có "
            "hiệu lực từ ngày ký, lập thành 04 bản, mỗi bên giữ 02 bản.",
        ),
    ]


def _changed(told: AnnexTold) -> list[Block]:
    rows = tuple(
        (str(index), line, source, figure(before), figure(after))
        for index, (line, source, before, after) in enumerate(told.changed, 1)
    )
    return [Table(COLUMNS, rows)] if rows else []
