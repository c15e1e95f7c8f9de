"""Báo cáo quyết toán đề án: the ledger's money by source, and what it did."""

from collections.abc import Iterator

from khuyencong.documents import Block, Column, Document, Heading, Paragraph, Side, Signature, Table
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import Dossier, LineTold, Money
from khuyencong.projects.queries.documents.wording import (
    end,
    figure,
    grounds,
    kept_by,
    money,
    numbered_as,
    period,
    place_and_day,
    where,
)

MONEY = (
    Column("TT", 2, Side.CENTRE),
    Column("Nguồn, năm", 8),
    Column("Được giao", 6, Side.RIGHT),
    Column("Hợp đồng", 6, Side.RIGHT),
    Column("Tạm ứng chưa thanh toán", 6, Side.RIGHT),
    Column("Đã thanh toán", 6, Side.RIGHT),
    Column("Còn lại", 6, Side.RIGHT),
)
RESULTS = (
    Column("TT", 2, Side.CENTRE),
    Column("Nội dung, đơn vị thụ hưởng", 14),
    Column("Theo đề án", 5, Side.RIGHT),
    Column("Nghiệm thu", 5, Side.RIGHT),
    Column("Hỗ trợ được nghiệm thu (đồng)", 7, Side.RIGHT),
)
#: From here on the figures need the width of a turned page.
WIDE = 10**9
NOTHING = "Sổ kinh phí chưa ghi khoản nào cho đề án này."


def settlement_report(dossier: Dossier) -> Document:
    """Return the report that asks for the settlement of the đề án."""
    body = dossier.carrier
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.REPORT, body),
        place_and_day=place_and_day(body, dossier),
        kind="Báo cáo",
        subject=f"Quyết toán kinh phí đề án khuyến công “{dossier.name}”",
        to=f"Kính gửi: {dossier.owner.full_name}",
        blocks=end(list(_blocks(dossier))),
        signature=Signature(body.head),
        recipients=kept_by("Như trên"),
    )


def _blocks(dossier: Dossier) -> Iterator[Block]:
    yield from grounds(dossier.basis)
    yield Heading(1, "Đề án")
    yield Paragraph(
        f"Đề án {dossier.code} “{dossier.name}”, {dossier.carrier.full_name} thực hiện "
        f"tại {where(dossier)}, {period(dossier)}."
    )
    yield Heading(1, "Kinh phí Nhà nước hỗ trợ")
    yield from _money(dossier)
    yield Heading(1, "Kết quả")
    rows = tuple(_result(n, line) for n, line in enumerate(dossier.living, 1))
    yield Table(RESULTS, rows)
    yield Heading(1, "Đề nghị")
    asks, decides = dossier.carrier.full_name, dossier.owner.full_name
    yield Paragraph(f"{asks} đề nghị {decides} duyệt quyết toán.")


def _money(dossier: Dossier) -> Iterator[Block]:
    if not dossier.money:
        yield Paragraph(NOTHING)
        return
    rows = [_figures(one) for one in dossier.money]
    sums = [sum(column) for column in zip(*rows, strict=True)]
    shown = [
        (str(number), f"{one.source}, {one.year}", *map(figure, row))
        for number, (one, row) in enumerate(zip(dossier.money, rows, strict=True), 1)
    ]
    total = ("", "Cộng", *map(figure, sums))
    yield Table(MONEY, (*shown, total), note="ĐVT: đồng", wide=max(sums) >= WIDE)
    yield Paragraph(f"Số đã thanh toán, đề nghị quyết toán: {money(sums[3])}.")


def _figures(one: Money) -> tuple[int, ...]:
    return (one.committed, one.contracted, one.advanced, one.paid, one.left)


def _result(number: int, line: LineTold) -> tuple[str, ...]:
    accepted = line.accepted
    name = f"{line.what}, {line.beneficiary.name}" if line.beneficiary else line.what
    if accepted is None:
        return (str(number), name, line.amount, "chưa nghiệm thu", "")
    done = f"{accepted.quantity:02d} {line.unit}".strip()
    return (str(number), name, line.amount, done, figure(sum(accepted.support.values())))
