"""Hợp đồng tier 1: the owner of the plan gives the đề án to who carries it out."""

from collections.abc import Iterator

from khuyencong.documents import Block, Document, Paragraph, PlaceAndDay, Signature
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import DOTS, ContractTold, Dossier, day_told
from khuyencong.projects.queries.documents.wording import (
    article,
    clauses,
    end,
    grounds,
    kept_by,
    line_table,
    money,
    numbered_as,
    party,
    period,
    place_and_day,
    source_items,
    support_of,
    where,
)


def contract_first(dossier: Dossier, contract: ContractTold | None) -> Document:
    """Return the contract; before it is signed it has no number, and no rate of advance."""
    giver, taker = dossier.owner, dossier.carrier
    return Document(
        issuer=giver.issuer,
        number=numbered_as(DocumentType.CONTRACT, giver, contract.number if contract else ""),
        place_and_day=day_of(contract, place_and_day(giver, dossier)),
        kind="Hợp đồng",
        subject=f"Thực hiện đề án khuyến công “{dossier.name}”",
        blocks=end(list(_blocks(dossier, contract))),
        recipients=kept_by(giver.full_name, taker.full_name, "Kho bạc Nhà nước nơi giao dịch"),
        signature=Signature(giver.head, party="Đại diện bên A"),
        beside=Signature(taker.head, party="Đại diện bên B"),
    )


def day_of(contract: ContractTold | None, otherwise: PlaceAndDay) -> PlaceAndDay:
    """Return the day a contract was signed, else the open one."""
    return PlaceAndDay(otherwise.place, contract.signed_on) if contract else otherwise


def advance_words(contract: ContractTold | None, total: int) -> str:
    """Return what is said of the advance: a rate that the contract names, else room for one."""
    if contract is None or contract.advance_percent is None:
        return f"Bên A tạm ứng cho bên B {DOTS}% giá trị hợp đồng theo mức quy định."
    amount = total * contract.advance_percent // 100
    return (
        f"Bên A tạm ứng cho bên B không quá {contract.advance_percent}% giá trị hợp đồng, "
        f"tức {money(amount)}, theo {contract.advance_reason}."
    )


def end_of(contract: ContractTold | None, dossier: Dossier) -> str:
    """Return until when it runs."""
    if contract and contract.ends_on:
        return f"Từ ngày ký đến {day_told(contract.ends_on)}."
    return f"Thời gian thực hiện: {period(dossier)}."


def _blocks(dossier: Dossier, contract: ContractTold | None) -> Iterator[Block]:
    lines = dossier.living
    total = contract.total if contract else support_of(lines)
    yield from grounds(dossier.basis, f"Căn cứ quyết định phê duyệt đề án {dossier.code}")
    yield Paragraph("Hai bên gồm:")
    yield from party("A", dossier.owner)
    yield from party("B", dossier.carrier)
    yield Paragraph("thống nhất ký hợp đồng với các điều khoản sau:")
    yield article(1, f"Nội dung. Bên B thực hiện đề án “{dossier.name}” tại {where(dossier)}:")
    yield line_table(lines)
    yield article(2, f"Kinh phí. Nhà nước hỗ trợ qua bên A: {money(total)}, gồm:")
    yield source_items(lines)
    yield article(3, "Tạm ứng, thanh toán.")
    yield clauses(
        advance_words(contract, total),
        "Phần còn lại được thanh toán theo khối lượng đã nghiệm thu, không vượt quá giá trị hợp "
        "đồng; tiền tạm ứng được trừ vào số thanh toán.",
        "Tiền không dùng hết hoặc dùng sai nội dung được nộp trả ngân sách.",
    )
    yield article(4, f"Thời gian. {end_of(contract, dossier)}")
    yield article(5, "Trách nhiệm của bên A.")
    yield clauses(
        "Cấp kinh phí đúng hạn, đúng số đã ký.",
        "Hướng dẫn, kiểm tra việc thực hiện; nghiệm thu, thanh lý và quyết toán với bên B.",
    )
    yield article(6, "Trách nhiệm của bên B.")
    yield clauses(
        "Thực hiện đúng nội dung, tiến độ, kinh phí đã duyệt; ký hợp đồng với đơn vị thụ hưởng.",
        "Báo cáo tiến độ khi bên A yêu cầu; báo ngay khi có việc ảnh hưởng đến đề án.",
        "Giữ chứng từ và hồ sơ; muốn thay đổi nội dung phải được chấp thuận trước.",
    )
    yield article(
        7,
        "Điều khoản chung. Hai bên cùng giải quyết vướng mắc bằng thương lượng; không thống nhất "
        "thì theo pháp luật. Hợp đồng có hiệu lực từ ngày ký, lập thành 04 bản, mỗi bên giữ 02 "
        "bản có giá trị như nhau.",
    )
