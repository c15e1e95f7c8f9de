"""Biên bản thẩm định: the scores of all appraisers, by criterion, and the conclusion."""

from collections.abc import Iterator
from fractions import Fraction

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
    AppraisalTold,
    Body,
    Dossier,
    Sheet,
    day_told,
    told,
)
from khuyencong.projects.queries.documents.wording import (
    end,
    grounds,
    kept_by,
    line_table,
    money,
    numbered_as,
    period,
    place_and_day,
    support_of,
    total_cost,
    where,
)
from khuyencong.values.numbers import format_number
from khuyencong.values.rounding import round_half_up

NO_SHEETS = "Chưa có phiếu chấm điểm."


def appraisal_minutes(dossier: Dossier, appraisal: AppraisalTold, body: Body) -> Document:
    """Return the minutes of one round of appraisal."""
    return Document(
        issuer=body.issuer,
        number=numbered_as(DocumentType.MINUTES, body),
        place_and_day=place_and_day(body, dossier),
        kind="Biên bản",
        subject=(f"Thẩm định {appraisal.level_label.lower()} đề án khuyến công “{dossier.name}”"),
        blocks=end(list(_blocks(dossier, appraisal))),
        recipients=kept_by(dossier.carrier.full_name, dossier.owner.full_name),
        signature=Signature(body.head, party="Chủ trì thẩm định"),
        beside=Signature("", party="Thư ký"),
    )


def _blocks(dossier: Dossier, appraisal: AppraisalTold) -> Iterator[Block]:
    yield from grounds(dossier.basis)
    yield Heading(1, "Thành phần")
    names = tuple(f"{sheet.name}, người thẩm định." for sheet in appraisal.sheets)
    yield Items(names or (f"{DOTS}{DOTS}",))
    yield Heading(1, "Đề án được thẩm định")
    yield Items(
        (
            f"Tên đề án: {dossier.name}; mã {dossier.code}; {dossier.kind.lower()}.",
            f"Đơn vị thực hiện: {dossier.carrier.full_name}.",
            f"Địa điểm: {where(dossier)}. Thời gian: {period(dossier)}.",
            f"Tổng kinh phí: {money(total_cost(dossier.living))}.",
            f"Đề nghị Nhà nước hỗ trợ: {money(support_of(dossier.living))}.",
        )
    )
    yield line_table(dossier.living)
    yield Heading(1, "Kết quả chấm điểm")
    yield from _scores(appraisal)
    yield Heading(1, "Kết luận")
    yield Paragraph(f"Kết luận: {told(appraisal.verdict_label)}.")
    yield Paragraph(f"Ý kiến: {told(appraisal.words)}")
    closed = f"lập {day_told(appraisal.closed)}" if appraisal.closed else "lập"
    yield Paragraph(f"Biên bản này {closed}, đọc lại trước những người có mặt và cùng ký tên.")


def _scores(appraisal: AppraisalTold) -> Iterator[Block]:
    scored = [sheet for sheet in appraisal.sheets if sheet.total is not None]
    if not scored:
        yield Paragraph(NO_SHEETS)
        return
    yield _table(appraisal, scored)
    average = round_half_up(Fraction(sum(sheet.total or 0 for sheet in scored), len(scored)), 1)
    yield Paragraph(f"Điểm bình quân của {len(scored):02d} phiếu: {format_number(average)} điểm.")
    for sheet in appraisal.sheets:
        if sheet.conflict:
            yield Paragraph(f"{sheet.name} không chấm điểm vì có xung đột lợi ích.")
        elif sheet.remark:
            yield Paragraph(f"Nhận xét của {sheet.name}: {sheet.remark}")


def _table(appraisal: AppraisalTold, scored: list[Sheet]) -> Table:
    """Return the scores: a row for each criterion, a column for each sheet, numbered as above."""
    columns = (
        Column("TT", 2, Side.CENTRE),
        Column("Tiêu chí", 12),
        Column("Điểm tối đa", 3, Side.CENTRE),
        *(Column(f"Phiếu {number}", 3, Side.CENTRE) for number in range(1, len(scored) + 1)),
    )
    rows = [
        (
            str(index),
            one.label,
            str(one.most),
            *(str(sheet.points.get(one.code, "")) for sheet in scored),
        )
        for index, one in enumerate(appraisal.criteria, 1)
    ]
    most = sum(one.most for one in appraisal.criteria)
    total = ("", "Tổng điểm", str(most), *(str(sheet.total) for sheet in scored))
    whose = "; ".join(f"Phiếu {n}: {sheet.name}" for n, sheet in enumerate(scored, 1))
    return Table(columns, (*rows, total), note=whose, wide=len(scored) > 5)
