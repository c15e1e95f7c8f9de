"""Hợp đồng tier 2: who carries the đề án out, and one establishment that it is for."""

from collections.abc import Iterator, Sequence

from khuyencong.documents import Block, Document, Paragraph, Signature
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.contract_first import (
    advance_words,
    day_of,
    end_of,
)
from khuyencong.projects.queries.documents.facts import ContractTold, Dossier, LineTold
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
    party_of,
    place_and_day,
    source_items,
    support_of,
)


def contract_second(
    dossier: Dossier, lines: Sequence[LineTold], contract: ContractTold | None
) -> Document:
    """Return the contract about the lines of one establishment."""
    giver, taker = dossier.carrier, lines[0].beneficiary
    name = taker.name if taker else "Đơn vị thụ hưởng"
    return Document(
        issuer=giver.issuer,
        number=numbered_as(DocumentType.CONTRACT, giver, contract.number if contract else ""),
        place_and_day=day_of(contract, place_and_day(giver, dossier)),
        kind="Hợp đồng",
        subject=f"Hỗ trợ {name} thuộc đề án khuyến công “{dossier.name}”",
        blocks=end(list(_blocks(dossier, lines, contract))),
        recipients=kept_by(giver.full_name, name, dossier.owner.full_name),
        signature=Signature(giver.head, party="Đại diện bên A"),
        beside=Signature("", party="Đại diện bên B"),
    )


def _blocks(
    dossier: Dossier, lines: Sequence[LineTold], contract: ContractTold | None
) -> Iterator[Block]:
    total = contract.total if contract else support_of(lines)
    yield from grounds(
        dossier.basis,
        f"Căn cứ hợp đồng giữa {dossier.owner.full_name} và {dossier.carrier.full_name} "
        f"về thực hiện đề án {dossier.code}",
    )
    yield Paragraph("Hai bên gồm:")
    yield from party("A", dossier.carrier)
    yield from party_of("B", lines[0].beneficiary)
    yield Paragraph("thống nhất ký hợp đồng với các điều khoản sau:")
    yield article(1, "Nội dung. Bên A hỗ trợ bên B thực hiện:")
    yield line_table(lines)
    yield article(2, f"Kinh phí. Nhà nước hỗ trợ bên B qua bên A: {money(total)}, gồm:")
    yield source_items(lines)
    yield article(3, "Tạm ứng, thanh toán.")
    yield clauses(
        advance_words(contract, total),
        "Phần còn lại được thanh toán sau khi hội đồng nghiệm thu, theo số được nghiệm thu.",
    )
    yield article(4, f"Thời gian. {end_of(contract, dossier)}")
    yield article(5, "Trách nhiệm của bên A.")
    yield clauses(
        "Hướng dẫn bên B thực hiện và lập hồ sơ; theo dõi, kiểm tra, tổ chức nghiệm thu.",
        "Chuyển tiền hỗ trợ cho bên B khi đủ điều kiện.",
    )
    yield article(6, "Trách nhiệm của bên B.")
    yield clauses(
        "Bỏ đủ vốn đối ứng; mua sắm, lắp đặt, vận hành đúng nội dung đã duyệt.",
        "Xuất trình chứng từ, tạo điều kiện kiểm tra; sử dụng kết quả hỗ trợ đúng mục đích.",
        "Cho biết kết quả sử dụng khi bên A theo dõi sau hỗ trợ.",
        "Trả lại tiền hỗ trợ nếu không thực hiện hoặc thực hiện sai nội dung.",
    )
    yield article(
        7,
        "Điều khoản chung. Bên B báo trước bằng văn bản nếu muốn rút hoặc thay đổi. Hợp đồng có "
        "hiệu lực từ ngày ký, lập thành 04 bản, mỗi bên giữ 02 bản có giá trị như nhau.",
    )
