"""Phiếu chấm điểm (Phụ lục 4 Thông tư 26/2014/TT-BCT): for the pen, or as it was locked."""

from collections.abc import Sequence

from khuyencong.competitions.models import Sheet
from khuyencong.competitions.queries.blind import BlindEntry, shown_entries
from khuyencong.competitions.queries.jury import Field, fields_by_group
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
    return sheet_papers([sheet])[0]


def sheet_papers(sheets: Sequence[Sheet]) -> list[Document]:
    """Return sheets of one round as documents, in their order; as many queries as for one."""
    entries = shown_entries([sheet.entry for sheet in sheets])
    fields = fields_by_group(sheets[0].seat.round) if sheets else {}
    return [
        _paper(sheet, entry, fields[sheet.entry.product.group])
        for sheet, entry in zip(sheets, entries, strict=True)
    ]


def _paper(sheet: Sheet, entry: BlindEntry, fields: Sequence[Field]) -> Document:
    seat, round = sheet.seat, sheet.seat.round
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
    blocks.append(_table(sheet, fields, locked))
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


def _table(sheet: Sheet, fields: Sequence[Field], locked: bool) -> Table:
    told = points_on(sheet)
    rows, bold = [], set()
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
