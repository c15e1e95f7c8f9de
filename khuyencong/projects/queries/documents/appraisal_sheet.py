"""Phiếu thẩm định: what one appraiser gave, for his signature."""

from khuyencong.documents import (
    Block,
    Column,
    Document,
    Number,
    Paragraph,
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.projects.queries.documents.facts import (
    AppraisalTold,
    Body,
    Dossier,
    Sheet,
    told,
)
from khuyencong.projects.queries.documents.wording import (
    end,
    money,
    place_and_day,
    support_of,
)

COLUMNS = (
    Column("TT", 2, Side.CENTRE),
    Column("Tiêu chí", 14),
    Column("Điểm tối đa", 4, Side.CENTRE),
    Column("Điểm chấm", 4, Side.CENTRE),
)


def appraisal_sheet(
    dossier: Dossier, appraisal: AppraisalTold, sheet: Sheet, body: Body
) -> Document:
    """Return the sheet of one appraiser."""
    return Document(
        issuer=body.issuer,
        number=Number(),
        place_and_day=place_and_day(body, dossier),
        kind="Phiếu thẩm định",
        subject=f"Đề án khuyến công “{dossier.name}”",
        blocks=end(_blocks(dossier, appraisal, sheet)),
        signature=Signature("", sheet.name, party="Người thẩm định"),
        recipients=Recipients(archive="hồ sơ thẩm định"),
    )


def _blocks(dossier: Dossier, appraisal: AppraisalTold, sheet: Sheet) -> list[Block]:
    head = [
        Paragraph(
            f"Người thẩm định: {sheet.name}. {appraisal.level_label}, lần {appraisal.round}."
        ),
        Paragraph(
            f"Đề án {dossier.code}, {dossier.carrier.full_name} thực hiện; "
            f"đề nghị Nhà nước hỗ trợ {money(support_of(dossier.living))}."
        ),
    ]
    if sheet.conflict:
        said = "Tôi có xung đột lợi ích với đề án này nên không chấm điểm"
        return [*head, Paragraph(f"{said}: {sheet.conflict}.")]
    rows = [
        (str(index), one.label, str(one.most), str(sheet.points.get(one.code, "")))
        for index, one in enumerate(appraisal.criteria, 1)
    ]
    most = sum(one.most for one in appraisal.criteria)
    total = ("", "Tổng điểm", str(most), str(sheet.total))
    return [
        *head,
        Table(COLUMNS, (*rows, total)),
        Paragraph(f"Nhận xét: {told(sheet.remark)}"),
        Paragraph("Tôi không có xung đột lợi ích với đề án và chịu trách nhiệm về điểm đã chấm."),
    ]
