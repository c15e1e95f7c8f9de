"""Phiếu chấm điểm (Phụ lục 4 Thông tư 26/2014/TT-BCT): for the pen, or as it was locked."""

from khuyencong.competitions.models import Sheet
from khuyencong.competitions.queries.blind import shown_entry
from khuyencong.competitions.queries.jury import fields_of
from khuyencong.competitions.rules.points import points_on, shown
from khuyencong.competitions.states import SheetState
from khuyencong.documents import (
    Block,
    Column,
    Document,
    Issuer,
    Number,
    Paragraph,
    PlaceAndDay,
    Side,
    Signature,
    Table,
)
from khuyencong.law.states import Criterion

DOTS = "…" * 30
COLUMNS = (
    Column("TT", 2, Side.CENTRE),
    Column("Tiêu chí", 14),
    Column("Điểm tối đa", 4, Side.CENTRE),
    Column("Điểm chấm", 4, Side.CENTRE),
)


def sheet_paper(sheet: Sheet) -> Document:
    """Return a sheet as a document: with its points once it is locked, empty for the pen before."""
    seat, round, entry = sheet.seat, sheet.seat.round, shown_entry(sheet.entry)
    locked = sheet.state == SheetState.LOCKED
    head = [
        f"Mã số bình chọn: {entry.code}.",
        f"Nhóm sản phẩm: {entry.group}.",
        f"Sản phẩm: {entry.name}{', bộ sản phẩm' if entry.is_set else ''}.",
        f"Giám khảo: {seat.user.full_name}{f', {seat.post}' if seat.post else ''}; mã {seat.code}.",
    ]
    if entry.maker:
        head.insert(3, f"Cơ sở: {entry.maker}.")
    blocks: list[Block] = [Paragraph(line) for line in head]
    blocks.append(_table(sheet, locked))
    blocks.append(Paragraph(f"Nhận xét: {sheet.remark if locked and sheet.remark else DOTS}"))
    blocks.append(Paragraph("Tôi không có liên quan tới cơ sở dự bình chọn này."))
    if locked:
        blocks.append(Paragraph(f"Dấu vân của phiếu đã khóa: {sheet.sha256}.", italic=True))
    return Document(
        issuer=Issuer(f"Hội đồng bình chọn {round.get_level_display()}", str(round.custodian)),
        number=Number(),
        place_and_day=PlaceAndDay(DOTS[:6], year=round.year),
        kind="Phiếu chấm điểm",
        subject=f"{round.name}, {sheet.get_stage_display().lower()}",
        blocks=tuple(blocks),
        signature=Signature("", seat.user.full_name, party="Giám khảo"),
    )


def _table(sheet: Sheet, locked: bool) -> Table:
    told = points_on(sheet)
    rows, bold = [], set()
    fields = fields_of(sheet)
    for number, criterion in enumerate(Criterion, 1):
        own = [field for field in fields if field.criterion == criterion]
        most = shown(sum(field.most for field in own))
        given = shown(told.points.get(criterion.value)) if locked else ""
        rows.append((str(number), criterion.label, most, given))
        for field in own:
            if field.is_part:
                tenths = told.parts.get(field.name) if locked else None
                rows.append(("", field.label, shown(field.most), shown(tenths)))
    bold.add(len(rows))
    total = shown(sheet.total) if locked else ""
    rows.append(("", "Tổng điểm", shown(sum(field.most for field in fields)), total))
    return Table(COLUMNS, tuple(rows), totals=frozenset(bold))
