"""Biên bản kiểm tra: what was seen on the day, and what must be put right."""

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
    Dossier,
    FindingTold,
    InspectionTold,
    day_told,
)
from khuyencong.projects.queries.documents.wording import (
    end,
    kept_by,
    numbered_as,
    place_and_day,
    where,
)
from khuyencong.values.dates import format_date

COLUMNS = (
    Column("TT", 2, Side.CENTRE),
    Column("Kiến nghị", 14),
    Column("Hạn", 5, Side.CENTRE),
    Column("Đã khắc phục", 9),
)


def inspection_minutes(dossier: Dossier, inspection: InspectionTold) -> Document:
    """Return the minutes of one inspection."""
    body = inspection.body
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.MINUTES, body),
        place_and_day=place_and_day(body, dossier),
        kind="Biên bản",
        subject=f"Kiểm tra việc thực hiện đề án khuyến công “{dossier.name}”",
        blocks=end(_blocks(dossier, inspection)),
        recipients=kept_by(dossier.carrier.full_name, dossier.owner.full_name),
        signature=Signature("", party="Đoàn kiểm tra"),
        beside=Signature("", party="Đơn vị được kiểm tra"),
    )


def _blocks(dossier: Dossier, inspection: InspectionTold) -> list[Block]:
    asked = (
        [Table(COLUMNS, tuple(_row(n, one) for n, one in enumerate(inspection.findings, 1)))]
        if inspection.findings
        else [Paragraph("Không có kiến nghị.")]
    )
    return [
        Paragraph(
            f"Hôm nay, {day_told(inspection.day)}, tại {where(dossier)}, "
            f"{inspection.body.full_name} kiểm tra việc thực hiện đề án {dossier.code}."
        ),
        Heading(1, "Thành phần"),
        Items(
            (
                f"Đoàn kiểm tra: {DOTS}{DOTS}{DOTS}.",
                f"{dossier.carrier.full_name}: {DOTS}{DOTS}.",
                f"Đơn vị thụ hưởng: {'; '.join(_names(dossier)) or DOTS}.",
            )
        ),
        Heading(1, "Nội dung kiểm tra"),
        Paragraph(inspection.minutes),
        Heading(1, "Kiến nghị"),
        *asked,
        Paragraph("Biên bản được đọc lại, các bên thống nhất và cùng ký tên."),
    ]


def _names(dossier: Dossier) -> list[str]:
    names = (line.beneficiary.name for line in dossier.living if line.beneficiary)
    return list(dict.fromkeys(names))


def _row(number: int, finding: FindingTold) -> tuple[str, ...]:
    due = format_date(finding.due_on) if finding.due_on else ""
    return (str(number), finding.told, due, finding.how)
