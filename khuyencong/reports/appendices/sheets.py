"""The five appendices of the programme's reports (outline of the national report of 2014–2020).

1 money by content, year and source; 2 money by region, province and service organisation; 3 main
results by year; 4 people and premises of the centres; 5 documents that provinces issued. Only the
titles are known from the national report: what stands in them is our reading.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from khuyencong.law.models import LegalDocument
from khuyencong.programmes.models import Programme
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import regions_on
from khuyencong.registry.queries.staffing import Staffing, staffings
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reporting.states import DutyState, Outcome
from khuyencong.reports.appendices.model import Cell, Line, LineKind, Sheet
from khuyencong.reports.figures import Asked, Figure
from khuyencong.reports.narratives.desk import Desk
from khuyencong.reports.queries.nation import SCHEMES
from khuyencong.reports.records.rows import DutyRow
from khuyencong.values.dates import format_date
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.periods import Shape
from khuyencong.values.text import fold, sort_key
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FundingSource, unit_label

DONE = "accepted"
_NAMES = {str(content): content.label for content in Activity}
UNALLOTTED = "Chưa phân bổ nội dung"
BESIDE = "Vốn đối ứng của cơ sở (không cộng ở trên)"
WITHOUT_PROVINCE = "Tổ chức dịch vụ khuyến công, đơn vị trung ương"


def sheets_of(desk: Desk) -> tuple[Sheet, ...]:
    """Return the appendices that have something to tell; none where nothing is recorded."""
    sent = [sheet] if (sheet := sending(desk)) else []
    if not desk.asking.has_records:
        return tuple(sent)
    found = [by_content(desk), by_territory(desk), results(desk), people(desk), documents(desk)]
    return tuple(sheet for sheet in (*found, *sent) if sheet and sheet.lines)


@dataclass(frozen=True)
class Years:
    """The columns of a sheet: the years of a period of several, then all together."""

    desk: Desk

    @property
    def heads(self) -> tuple[str, ...]:
        """Return the heads of the columns."""
        return (*(str(year) for year in self._years), "Cộng")

    @property
    def _years(self) -> tuple[int, ...]:
        period = self.desk.asking.period
        several = period.shape is Shape.PROGRAMME and len(period.years) > 1
        return period.years if several else ()

    def money(self, **where: Hashable) -> tuple[Cell, ...]:
        """Return the đồng of each year, then of all."""
        ask = self.desk.asking
        cells = [ask.money(DONE, year=year, **where) for year in self._years]
        return (*cells, ask.money(DONE, **where))

    def counterpart(self, **where: Hashable) -> tuple[Cell, ...]:
        """Return the counterpart of each year, then of all."""
        ask = self.desk.asking
        return (
            *(ask.counterpart(year=year, **where) for year in self._years),
            ask.counterpart(**where),
        )

    def result(self, measure: str) -> tuple[Cell, ...]:
        """Return what was done in each year, then in all."""
        ask = self.desk.asking
        cells = [ask.result(measure, year=year) for year in self._years]
        return (*cells, ask.result(measure))

    def projects(self, **where: Hashable) -> tuple[Cell, ...]:
        """Return the đề án of each year, then of all."""
        ask = self.desk.asking
        cells = [ask.projects(DONE, year=year, **where) for year in self._years]
        return (*cells, ask.projects(DONE, **where))


# --- 1: by content --------------------------------------------------------------------------------


def by_content(desk: Desk) -> Sheet:
    """Return appendix 1: contents × sources × years, and the counterpart below."""
    years, sources = Years(desk), _sources(desk)
    lines: list[Line] = []
    heads: list[int] = []
    for number, content in enumerate([*LEGAL_CONTENTS, *_other_contents(desk)], 1):
        mark = str(number) if number <= len(LEGAL_CONTENTS) else ""
        name = _NAMES.get(str(content), UNALLOTTED) if content else UNALLOTTED
        group = list(_of_content(desk, years, sources, str(content), mark, name, len(lines)))
        heads.append(len(lines))
        lines += group
    lines.append(Line(("", "Cộng"), years.money(), LineKind.TOTAL, tuple(heads), across=True))
    for source in sources if len(sources) > 1 else ():
        cells = years.money(source=source.value)
        lines.append(Line(("", f"trong đó: {source.label}"), cells, across=True))
    counterpart = years.counterpart()
    if _told(counterpart):
        lines.append(
            Line(("", "Vốn đối ứng của cơ sở (không cộng ở trên)"), counterpart, across=True)
        )
    return Sheet(
        "1",
        f"Tổng hợp kinh phí khuyến công {desk.period} theo nội dung của chương trình",
        ("TT", "Nội dung, nguồn"),
        years.heads,
        tuple(lines),
        note=f"Đơn vị: {desk.asking.money_unit.unit}",
    )


def _of_content(
    desk: Desk,
    years: Years,
    sources: Sequence[FundingSource],
    content: str,
    mark: str,
    name: str,
    at: int,
) -> Iterator[Line]:
    """Yield the line of a content, and one for each of its sources where there are several."""
    there = [s for s in sources if desk.asking.money(DONE, content=content, source=s.value).is_told]
    parts = tuple(range(at + 1, at + 1 + len(there))) if len(there) > 1 else ()
    yield Line((mark, name), years.money(content=content), LineKind.HEAD, parts, across=True)
    if len(there) > 1:
        for source in there:
            cells = years.money(content=content, source=source.value)
            yield Line(("", source.label), cells, across=True)


def _other_contents(desk: Desk) -> list[str]:
    found = set(desk.asking.own.values_of("money", "content"))
    return sorted(found - {str(content) for content in LEGAL_CONTENTS})


def _sources(desk: Desk) -> list[FundingSource]:
    return [s for s in desk.sources if desk.asking.money(DONE, source=s.value).is_told]


def _told(cells: Iterable[Cell]) -> bool:
    return any(isinstance(cell, Figure) and cell.is_told for cell in cells)


# --- 2: by territory ------------------------------------------------------------------------------


def by_territory(desk: Desk) -> Sheet | None:
    """Return appendix 2 of the country: regions with their provinces, then who has no province.

    Of a region it is that one with its provinces; of any other place there is none.
    """
    ask = desk.asking
    if not (ask.is_country or ask.is_region):
        return None
    sources = _sources(desk)
    lines: list[Line] = []
    heads: list[int] = []
    regions = _regions(desk)
    if ask.is_region and not any(regions.values()):
        return None
    for number, (region, units) in enumerate(regions.items(), 1):
        heads.append(len(lines))
        lines += _region(desk, sources, number, region, units, len(lines))
    if ask.is_country:
        rest = _territory_cells(desk, sources, None)
        if _told(rest):
            heads.append(len(lines))
            lines.append(Line(("", WITHOUT_PROVINCE), rest, LineKind.HEAD, across=len(sources) > 1))
        lines.append(
            Line(
                ("", "Cộng"),
                _territory_cells(desk, sources),
                LineKind.TOTAL,
                tuple(heads),
                across=len(sources) > 1,
            )
        )
    total = ("Cộng",) if len(sources) > 1 else ()
    return Sheet(
        "2",
        f"Tổng hợp kinh phí khuyến công {desk.period} theo vùng, địa phương và tổ chức dịch vụ",
        ("TT", "Vùng, địa phương"),
        (*(source.label for source in sources), *total),
        tuple(lines),
        note=f"Đơn vị: {ask.money_unit.unit}",
        remark="Mỗi địa phương theo địa giới khi ấy; kinh phí của chủ kế hoạch.",
    )


def _region(
    desk: Desk,
    sources: Sequence[FundingSource],
    number: int,
    region: str,
    units: Sequence[Place],
    at: int,
) -> list[Line]:
    several = len(sources) > 1
    provinces = [
        Line((f"{number}.{i}", unit.name), _territory_cells(desk, sources, unit.id), across=several)
        for i, unit in enumerate(units, 1)
    ]
    parts = tuple(range(at + 1, at + 1 + len(provinces)))
    cells = [_together(column) for column in zip(*(line.cells for line in provinces), strict=True)]
    head = Line((str(number), region), tuple(cells), LineKind.HEAD, parts, across=several)
    return [head, *provinces]


def _territory_cells(
    desk: Desk, sources: Sequence[FundingSource], *unit: UUID | None
) -> tuple[Cell, ...]:
    where: dict[str, Hashable] = {"unit": unit[0]} if unit else {}
    ask = desk.asking
    cells = [ask.money(DONE, source=source.value, **where) for source in sources]
    return (*cells, *([ask.money(DONE, **where)] if len(sources) > 1 else []))


def _together(cells: Sequence[Cell]) -> Figure:
    """Return the sum of the figures of a column as one figure, named after its parts."""
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    first = figures[0]
    where = tuple((n, v) for n, v in first.asked.where if n != "unit")
    parts = tuple(figure.key for figure in figures)
    question = Asked(first.asked.measure, DONE, (*where, ("units", "+".join(parts))), "")
    return Figure(
        question,
        sum(int(figure.value or 0) for figure in figures),
        first.unit,
        records=sum(figure.records for figure in figures),
        money=first.money,
        digest=lambda: _digest_of(figures),
        parts=parts,
    )


def _digest_of(figures: Sequence[Figure]) -> str:
    total = sum(int(figure.digest() or "0", 16) for figure in figures if figure.records)
    return f"{total % (1 << 128):032x}"


def _regions(desk: Desk) -> Mapping[str, list[Place]]:
    """Return the provinces that have money, by region in the order of the scheme of their day."""
    ask = desk.asking
    units = {unit for unit in ask.own.values_of("money", "unit") if unit}
    places = Place.objects.in_bulk(units)
    found: dict[str, list[Place]] = {}
    left = dict(places)
    if ask.told.region is not None:
        return {ask.told.region.name: sorted(left.values(), key=lambda p: sort_key(p.name))}
    for region, members in _schemes(ask.period.last_day, places.values()):
        here = [left.pop(member) for member in members if member in left]
        if here:
            found.setdefault(region, []).extend(here)
    if left:
        found["Chưa xếp vùng"] = list(left.values())
    return {name: sorted(ps, key=lambda p: sort_key(p.name)) for name, ps in found.items()}


def _schemes(last: date, places: Iterable[Place]) -> Iterator[tuple[str, list[UUID]]]:
    """Yield regions with their provinces on the last day, and on the last days of ended ones."""
    ends = {p.valid_until - timedelta(days=1) for p in places if p.valid_until}
    for day in sorted({last, *(end for end in ends if end <= last)}, reverse=True):
        for scheme in SCHEMES:
            regions = regions_on(scheme, day)
            for region in regions:
                yield region.region.name, [place.id for place in region.places]
            if regions:
                break


# --- 3: results -----------------------------------------------------------------------------------


def results(desk: Desk) -> Sheet:
    """Return appendix 3: what was done, by content and year; only what was recorded."""
    years = Years(desk)
    lines: list[Line] = [
        Line(("", "Đề án khuyến công", unit_label("project")), years.projects(), across=True)
    ]
    for number, content in enumerate([*LEGAL_CONTENTS, Activity.CLEANER_PRODUCTION], 1):
        measured = [(m, years.result(m.id)) for m in _measures(content)]
        told = [(m, cells) for m, cells in measured if _told(cells)]
        if told:
            mark = str(number) if number <= len(LEGAL_CONTENTS) else ""
            lines.append(Line((mark, content.label, ""), (), LineKind.HEAD))
            lines += [_measured(measure, cells) for measure, cells in told]
    return Sheet(
        "3",
        f"Tổng hợp một số kết quả chính của hoạt động khuyến công {desk.period}",
        ("TT", "Chỉ tiêu", "Đơn vị"),
        years.heads,
        tuple(lines),
        shares=(2, 12, 4),
        cell_share=3,
        remark="Cơ sở có tên trong nhiều năm đếm một lần ở cột cộng.",
    )


def _measures(content: Activity) -> list[Measure]:
    return [measure for measure in MEASURES.values() if measure.activity is content]


def _measured(measure: Measure, cells: tuple[Cell, ...]) -> Line:
    figures = [cell for cell in cells if isinstance(cell, Figure)]
    adds = sum(int(one.value or 0) for one in figures[:-1]) == figures[-1].value
    label = unit_label(measure.unit)
    return Line(("", measure.name, label), cells, across=adds and len(figures) > 1)


# --- 4: people ------------------------------------------------------------------------------------

_STAFF: tuple[tuple[str, str], ...] = (
    ("total", "Tổng số"),
    ("payroll", "Biên chế"),
    ("contract", "Hợp đồng"),
    ("postgraduate", "Trên đại học"),
    ("university", "Đại học, cao đẳng"),
    ("vocational", "Trung cấp, nghề"),
    ("at_base", "Làm khuyến công ở cơ sở"),
    ("of_districts", "Cộng tác viên huyện"),
    ("of_communes", "Cộng tác viên xã"),
)


def people(desk: Desk) -> Sheet | None:
    """Return appendix 4: staff by contract and degree, collaborators, premises, equipment."""
    day = min(desk.asking.period.last_day, desk.asking.on)
    told = [line for line in staffings(_centres(desk, day), day).values() if line.total is not None]
    if not told:
        return None
    lines = [
        Line((str(number), _body(line), _things(line)), _heads(line))
        for number, line in enumerate(told, 1)
    ]
    if len(lines) > 1:
        rows = tuple(range(len(lines)))
        whole = tuple(_sum_of_heads(name, told) for name, _ in _STAFF)
        lines.append(Line(("", "Cộng", ""), whole, LineKind.TOTAL, rows))
    return Sheet(
        "4",
        "Tổng hợp lao động, cộng tác viên, cơ sở vật chất của trung tâm khuyến công",
        ("TT", "Trung tâm", "Cơ sở vật chất"),
        tuple(label for _, label in _STAFF),
        tuple(lines),
        shares=(2, 9, 9),
        cell_share=3,
        remark=f"Có đến ngày {format_date(day)}; ô trống là chưa có số.",
    )


def _centres(desk: Desk, day: date) -> list[Organisation]:
    rows = Organisation.objects.filter(on_day(day), kind=OrganisationKind.CENTRE)
    if not desk.asking.is_country:
        units = [unit.place.id for unit in desk.asking.told.units]
        rows = rows.filter(place__in=[desk.asking.place.id, *units])
    return sorted(rows.select_related("place"), key=lambda body: sort_key(body.name))


def _body(line: Staffing) -> str:
    return line.body.name


def _things(line: Staffing) -> str:
    return "; ".join(fact.told for fact in (*line.premises, *line.equipment))


def _heads(line: Staffing) -> tuple[Cell, ...]:
    return tuple(_head(name, getattr(line, name), line.body.id) for name, _ in _STAFF)


def _head(name: str, value: int | None, body: UUID) -> Cell:
    if value is None:
        return None
    question = Asked("staff.people", "", (("body", body), ("group", name)))
    return Figure(question, value, "person", records=1)


def _sum_of_heads(name: str, told: Sequence[Staffing]) -> Cell:
    values = [value for line in told if (value := getattr(line, name)) is not None]
    if not values:
        return None
    question = Asked("staff.people", "", (("body", "all"), ("group", name)))
    return Figure(question, sum(values), "person", records=len(values))


# --- 5: documents ---------------------------------------------------------------------------------


def documents(desk: Desk) -> Sheet | None:
    """Return appendix 5: what provinces issued on khuyến công, by what the titles are about."""
    places = _provinces(desk)
    told = [(place, _issued(desk, place)) for place in places]
    lines = [
        Line((str(number), place.name, *issued), ())
        for number, (place, issued) in enumerate(((p, i) for p, i in told if any(i)), 1)
    ]
    if not lines:
        return None
    heads = (
        "TT",
        "Địa phương",
        "Chương trình, kế hoạch",
        "Quản lý kinh phí",
        "Quản lý đề án, khác",
    )
    return Sheet(
        "5",
        "Tổng hợp việc xây dựng văn bản về khuyến công tại địa phương",
        heads,
        (),
        tuple(lines),
        shares=(2, 6, 10, 10, 10),
        remark="Xếp cột theo tên văn bản; chỉ gồm văn bản đã vào sổ.",
    )


def _provinces(desk: Desk) -> list[Place]:
    if desk.asking.is_country:
        rows = Place.objects.filter(
            id__in=LegalDocument.objects.filter(place__level=Level.PROVINCE).values("place")
        )
        return sorted(rows, key=lambda place: sort_key(place.name))
    return desk.asking.provinces


def _issued(desk: Desk, place: Place) -> tuple[str, str, str]:
    """Return the documents of a province in force in the period, by column."""
    period = desk.asking.period
    rows = LegalDocument.objects.filter(place=place, is_draft=False, year__lt=period.end.year)
    columns: tuple[list[str], list[str], list[str]] = ([], [], [])
    for programme in Programme.objects.filter(
        place=place, period_start__lt=period.end, period_end__gt=period.start
    ).order_by("period_start"):
        columns[0].append(programme.name)
    for row in rows.order_by("year", "number"):
        columns[_column(row.title)].append(_shown(row))
    first, second, third = ("; ".join(found) for found in columns)
    return first, second, third


def _column(title: str) -> int:
    folded = fold(title)
    if "kinh phi" in folded:
        return 1
    return 0 if "chuong trinh" in folded or "ke hoach" in folded else 2


def _shown(row: LegalDocument) -> str:
    day = f" ngày {format_date(row.issued_on)}" if row.issued_on else ""
    return f"{row.number}{day}" if row.number else row.title


# --- 6: the reports of the provinces --------------------------------------------------------------


def sending(desk: Desk) -> Sheet | None:
    """Return appendix 6 of a national report: what came of the provinces, by the calendar."""
    received = desk.asking.received
    if received is None:
        return None
    lines = [Line((str(number), *_sent(row)), ()) for number, row in enumerate(received.rows, 1)]
    return Sheet(
        "6",
        "Tình hình gửi báo cáo của các địa phương",
        ("TT", "Đơn vị", "Văn bản", "Ngày gửi", "Hạn gửi", "Tình trạng"),
        (),
        tuple(lines),
        shares=(2, 11, 6, 5, 5, 8),
        remark=f"Theo lịch báo cáo, đến {desk.moment}.",
    )


def _sent(row: DutyRow) -> tuple[str, ...]:
    return row.body, row.paper or "–", _day(row.came_on), _day(row.due_on), _stands(row)


def _day(told: str) -> str:
    return format_date(date.fromisoformat(told)) if told else "–"


def _stands(row: DutyRow) -> str:
    """Return "đã tiếp nhận, trễ 3 ngày"."""
    state = str(DutyState(row.state).label)
    if row.outcome != Outcome.LATE:
        return state
    return f"{state}, trễ {row.late} ngày" if row.late else f"{state}, đã quá hạn"
