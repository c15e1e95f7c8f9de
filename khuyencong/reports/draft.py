"""A report as the draft of an official document: unsigned, its number and day left open."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from khuyencong.documents.model import (
    Appendix,
    Block,
    Column,
    Document,
    Heading,
    Issuer,
    Items,
    Number,
    Paragraph,
    PlaceAndDay,
    Side,
    Signature,
    Table,
)
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import answering_for
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports.queries import Difference, TerritoryTold
from khuyencong.reports.told import WAITING, Line, Told, ToldView, view_of
from khuyencong.values.dates import day_in_vietnam

NOTHING = "Chưa biết số nào. Chỗ trống được nói ra, không điền số 0."
FIGURES = (
    Column("TT", 2, Side.CENTRE),
    Column("Nội dung, nguồn", 20),
    Column("Số", 6, Side.RIGHT),
    Column("Ghi chú", 6),
)
SENTENCES = (
    Column("TT", 2, Side.CENTRE),
    Column("Câu trong báo cáo", 20),
    Column("Báo cáo", 10),
)
#: The capital: where the national agency signs.
CAPITAL = "Hà Nội"


def draft_of(told: TerritoryTold, found: Sequence[Difference], as_of: datetime) -> Document:
    """Return the draft of the report of a territory: all that is known, and what does not fit."""
    view = view_of(told, found, as_of)
    day = day_in_vietnam(as_of)
    body = answering_for(told.place, day)
    is_department = body.kind == OrganisationKind.DEPARTMENT and body.place is not None
    return Document(
        issuer=_issuer(body, day),
        number=Number("BC-SCT" if is_department else ""),
        place_and_day=PlaceAndDay(body.place.name if body.place else CAPITAL, year=day.year),
        kind="Báo cáo",
        subject=f"Kết quả hoạt động khuyến công {told.name}, {told.period}",
        blocks=tuple(_blocks(view)),
        signature=Signature("Giám đốc" if is_department else "Cục trưởng"),
        appendices=tuple(_sentences(view)),
        draft=True,
    )


def _issuer(body: Organisation, day: date) -> Issuer:
    """Return the two lines of the head: a Sở stands under its UBND, a Cục under its Bộ."""
    if body.kind == OrganisationKind.DEPARTMENT and body.place:
        return Issuer(body.get_kind_display(), f"UBND {body.place}")
    superior = last_name_on(body.parent, day) if body.parent else ""
    return Issuer(last_name_on(body, day), superior)


def _blocks(view: ToldView) -> Iterator[Block]:
    yield Paragraph(
        f"Bản dự thảo này lập từ những gì biết đến {view.as_of}, {view.borders}. "
        f"Số ghi “{WAITING}” là số máy đọc từ báo cáo, chưa có người soát. "
        "Câu làm nên từng số ở phụ lục, theo số thứ tự."
    )
    first = 1
    for told in view.told:
        yield Heading(1, told.name)
        yield from _figures(told, first)
        first += sum(len(group.lines) for group in told.groups)
    if view.unfit:
        yield Heading(1, "Chỗ chưa khớp")
        yield Items(tuple(f"{one.name}. {one.says}" for one in view.unfit))
    yield Paragraph("Trên đây là bản dự thảo, chờ người có thẩm quyền soát và ký./.")


def _figures(told: Told, first: int) -> Iterator[Block]:
    """Yield a table for each measure; figures are numbered through the whole report."""
    if told.missing:
        yield Paragraph(f"Chưa có số của {told.missing}; các số dưới đây chỉ cộng phần đã biết.")
    if not told.groups:
        yield Paragraph(NOTHING)
    for group in told.groups:
        yield Heading(2, f"{group.name}, {group.unit}" if group.unit else group.name)
        yield Paragraph(f"Cách tính: {group.method}.")
        rows = (
            (str(number), line.of, _number(line), _remark(line, told))
            for number, line in enumerate(group.lines, first)
        )
        yield Table(FIGURES, tuple(rows))
        first += len(group.lines)


def _number(line: Line) -> str:
    return f"{line.bound} {line.shown}" if line.bound else line.shown


def _remark(line: Line, told: Told) -> str:
    implied = "suy ra từ tỷ lệ" if line.implied else ""
    missing = f"chưa có số của {line.missing}" if line.missing and not told.missing else ""
    return "; ".join(filter(None, (line.flag, implied, missing)))


def _sentences(view: ToldView) -> Iterator[Appendix]:
    """Yield the appendix of sentences, each under the number of its figure."""
    lines = (line for told in view.told for group in told.groups for line in group.lines)
    rows = tuple(
        (str(number), f"“{said.before}{said.number}{said.after}”", said.document)
        for number, line in enumerate(lines, 1)
        for said in line.said
    )
    if rows:
        yield Appendix("Câu làm nên từng số", (Table(SENTENCES, rows),))
