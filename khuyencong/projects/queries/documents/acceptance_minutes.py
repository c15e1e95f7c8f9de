"""Biên bản nghiệm thu: the council, what was counted, the money that was accepted."""

from collections.abc import Iterator

from khuyencong.documents import (
    Block,
    Column,
    Document,
    Heading,
    Items,
    Paragraph,
    Side,
    Signature,
    Table,
)
from khuyencong.office.states import DocumentType
from khuyencong.projects.queries.documents.facts import (
    DOTS,
    Accepted,
    Dossier,
    LineTold,
    day_told,
)
from khuyencong.projects.queries.documents.wording import (
    end,
    figure,
    kept_by,
    money,
    numbered_as,
    place_and_day,
)
from khuyencong.values.numbers import format_number

COUNCIL = (
    Column("TT", 2, Side.CENTRE),
    Column("Họ và tên", 8),
    Column("Chức vụ", 7),
    Column("Đại diện cho", 9),
    Column("Chữ ký", 5),
)
COUNTED = (
    Column("Nội dung", 12),
    Column("Theo đề án", 7, Side.RIGHT),
    Column("Nghiệm thu", 7, Side.RIGHT),
)


def acceptance_minutes(dossier: Dossier, line: LineTold, accepted: Accepted) -> Document:
    """Return the minutes of the council that accepted a line."""
    body = dossier.owner
    chair = next((one for one in accepted.council if one.chairs), None)
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.MINUTES, body),
        place_and_day=place_and_day(body, dossier),
        kind="Biên bản",
        subject=f"Nghiệm thu nội dung “{line.what}” thuộc đề án khuyến công “{dossier.name}”",
        blocks=end(list(_blocks(dossier, line, accepted))),
        recipients=kept_by(dossier.carrier.full_name, _name(line), body.full_name),
        signature=Signature(chair.title if chair else "", party="Chủ trì nghiệm thu"),
        beside=Signature("", party="Đơn vị thụ hưởng"),
    )


def _name(line: LineTold) -> str:
    return line.beneficiary.name if line.beneficiary else ""


def _blocks(dossier: Dossier, line: LineTold, accepted: Accepted) -> Iterator[Block]:
    yield Paragraph(
        f"Hôm nay, {day_told(accepted.day)}, tại {line.place or DOTS}, hội đồng nghiệm thu làm "
        f"việc về dòng hỗ trợ số {line.number} của đề án {dossier.code}."
    )
    yield Heading(1, "Thành phần hội đồng")
    yield Table(COUNCIL, tuple(_members(accepted)) or (("", DOTS, DOTS, DOTS, ""),))
    yield Heading(1, "Khối lượng và chi phí")
    if line.beneficiary:
        one = line.beneficiary
        yield Paragraph(f"Đơn vị thụ hưởng: {one.name}, {one.address}.")
    yield _counted(line, accepted)
    yield Heading(1, "Kinh phí Nhà nước hỗ trợ được nghiệm thu")
    total = sum(accepted.support.values())
    items = [f"Nguồn {name}: {money(amount)}." for name, amount in accepted.support.items()]
    yield Items((*items, f"Tổng cộng: {money(total)}."))
    yield Heading(1, "Kết luận")
    yield Paragraph(accepted.words)
    if accepted.jobs is not None:
        yield Paragraph(f"Việc làm tạo thêm: {format_number(accepted.jobs)} người.")
    yield Paragraph("Biên bản được đọc lại, các thành viên thống nhất và cùng ký tên.")


def _members(accepted: Accepted) -> Iterator[tuple[str, ...]]:
    ordered = sorted(accepted.council, key=lambda one: not one.chairs)
    for number, one in enumerate(ordered, 1):
        title = f"{one.title} (chủ trì)".strip() if one.chairs else one.title
        yield (str(number), one.name, title, one.body, "")


def _counted(line: LineTold, accepted: Accepted) -> Table:
    total = sum(accepted.support.values())
    unit = f" ({line.unit})" if line.unit else ""
    return Table(
        COUNTED,
        (
            (f"{line.what}{unit}", format_number(line.quantity), format_number(accepted.quantity)),
            ("Tổng chi phí (đồng)", figure(line.cost), figure(accepted.cost)),
            ("Nhà nước hỗ trợ (đồng)", figure(line.supported), figure(total)),
            ("Vốn đối ứng (đồng)", figure(line.counterpart), figure(accepted.cost - total)),
        ),
    )
