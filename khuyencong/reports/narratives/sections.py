"""The sections of a report around those on the contents: management, totals, means, judgement."""

from collections.abc import Hashable, Iterator, Sequence

from khuyencong.applications.queries.remarks import TagCount
from khuyencong.documents import (
    Block,
    Column,
    Heading,
    Items,
    Paragraph,
    Picture,
    Side,
    Table,
    Words,
)
from khuyencong.documents.charts import Series, year_chart
from khuyencong.programmes.models import Target
from khuyencong.programmes.queries import aims_of
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import provincial_bodies
from khuyencong.registry.queries.staffing import Staffing, staffings
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reporting.queries import DutyView
from khuyencong.reporting.rules import Rate
from khuyencong.reporting.states import Outcome
from khuyencong.reports.figures import DONG, MILLION, Asked, Figure
from khuyencong.reports.narratives.contents import contents
from khuyencong.reports.narratives.country_map import country_map
from khuyencong.reports.narratives.desk import Desk, items
from khuyencong.reports.queries.consolidated import Received
from khuyencong.reports.records.reckoning import digest_of
from khuyencong.values.measures import MEASURES
from khuyencong.values.periods import Shape
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FundingSource

_CONTENT_NAMES = {str(content): content.label for content in Activity}
DONE = "accepted"
UNVERIFIED_MEMBERS = " (danh sách tỉnh của vùng chưa kiểm chứng)"
UNVERIFIED_DAYS = " (ngày chốt số liệu chưa kiểm chứng)"
#: So many proposals and limits are told one by one.
TOLD = 12


def opening(desk: Desk, body: str) -> Iterator[Block]:
    """Yield who reports by which programme, and what the figures rest on."""
    programme = desk.asking.programme
    if programme:
        yield desk.paragraph("mo_dau.theo_chuong_trinh", chuong_trinh=programme.name, co_quan=body)
    else:
        yield desk.paragraph("mo_dau.thuong", co_quan=body)
    yield from _basis(desk)


def _basis(desk: Desk) -> Iterator[Block]:
    ask = desk.asking
    if ask.period.start > ask.on:
        yield desk.paragraph("can_cu.chua_co_ke_hoach")
    elif ask.has_records:
        basis = "can_cu.dia_ban" if ask.is_locality else "can_cu.ho_so"
        yield desk.paragraph(basis, luc=desk.moment)
        yield from _two_spans(desk)
        if not ask.coverage.is_whole:
            yield desk.paragraph("can_cu.mot_phan", tinh=_coverage(desk))
    elif ask.told.answers:
        yield desk.paragraph("can_cu.bao_cao")
    else:
        yield desk.paragraph("can_cu.chua_co")
    if ask.is_region:
        yield _members(desk)
    yield from _received(desk)
    if not ask.is_over and ask.period.start <= ask.on:
        yield desk.paragraph("can_cu.chua_het_ky", luc=desk.moment)


def _members(desk: Desk) -> Paragraph:
    """Return which provinces make the region up, and whether anybody read that."""
    told = desk.asking.told
    return desk.paragraph(
        "can_cu.vung",
        tinh=[unit.name for unit in told.units],
        ghi_chu="" if told.is_region_verified else UNVERIFIED_MEMBERS,
    )


def _received(desk: Desk) -> Iterator[Block]:
    """Yield how many provinces' reports the agency accepted, who is missing, how many in time."""
    received = desk.asking.received
    if received is None or not received.told.expected:
        return
    told, rate = received.told, received.told.rate
    judged = [row for row in told.rows if row.verdict.outcome in (Outcome.IN_TIME, Outcome.LATE)]
    in_time = [row for row in judged if row.verdict.outcome == Outcome.IN_TIME]
    yield desk.paragraph(
        "can_cu.da_nhan",
        luc=desk.moment,
        da_nhan=_counted(received, "accepted", told.accepted, told.expected),
        cho=_counted(received, "waiting", told.waiting) if told.waiting else None,
        dung_han=_counted(received, "in_time", in_time, len(judged)) if judged else None,
        ty_le=_rate(received, rate, judged) if judged else None,
        con_thieu=[_short(view) for view in told.missing],
    )


def _counted(
    received: Received, what: str, views: Sequence[DutyView], out_of: int | None = None
) -> Figure:
    rows = received.of(views)
    return Figure(
        Asked(f"reports.{what}", ""),
        len(rows),
        "document",
        records=len(rows),
        out_of=out_of,
        digest=lambda: digest_of(rows),
        names=tuple(row.ref for row in rows),
    )


def _rate(received: Received, rate: Rate, judged: Sequence[DutyView]) -> Figure:
    rows = received.of(judged)
    return Figure(
        Asked("reports.in_time", "", derived="share"),
        rate.percent,
        "percent",
        records=len(rows),
        digest=lambda: digest_of(rows),
        names=tuple(row.ref for row in rows),
    )


def _short(view: DutyView) -> str:
    """Return the province of who owes it, else the body's name."""
    place = view.duty.custodian.place
    return place.name if place else view.duty.custodian.name


def _two_spans(desk: Desk) -> Iterator[Block]:
    """Yield of which days the results are, where those are not the days of the money."""
    ask, days = desk.asking, desk.asking.span.activity
    if days != ask.period:
        yield desk.paragraph(
            "can_cu.hai_ky",
            tu=f"{days.start:%d/%m/%Y}",
            den=f"{days.last_day:%d/%m/%Y}",
            ghi_chu="" if ask.is_span_verified else UNVERIFIED_DAYS,
        )


def _coverage(desk: Desk) -> Figure:
    known = desk.asking.coverage
    return Figure(Asked("provinces.with_records"), known.known, "province", 1, out_of=known.all)


# --- management -----------------------------------------------------------------------------------


def management(desk: Desk) -> Iterator[Block]:
    """Yield what was issued, who works there, and what the office adds.

    A commune or a district has neither: its report begins with what was done there.
    """
    if desk.asking.is_locality:
        return
    yield Heading(1, "Công tác quản lý nhà nước về khuyến công")
    yield Heading(2, "Xây dựng, ban hành văn bản")
    documents = desk.asking.result("program.documents")
    if documents.is_told:
        yield desk.paragraph("quan_ly.van_ban", van_ban=documents)
    else:
        yield desk.paragraph("quan_ly.khong_van_ban")
    yield from desk.own_words("quan_ly.van_ban")
    yield Heading(2, "Tổ chức, nhân lực")
    lines = [_staff(desk, line) for line in _staffings(desk) if line.total]
    if len(lines) == 1:
        yield Paragraph(lines[0])
    elif lines:
        yield Items(tuple(lines))
    else:
        yield desk.paragraph("quan_ly.khong_bo_may")
    yield from desk.own_words("quan_ly.bo_may")


def _staffings(desk: Desk) -> list[Staffing]:
    day = min(desk.asking.period.last_day, desk.asking.on)
    ask = desk.asking
    places = [ask.place] if ask.place.level == Level.PROVINCE else []
    if ask.is_region:
        places = [place for place in ask.provinces if place.held_on(day)]
    bodies: list[Organisation] = [
        body
        for place in places
        for body in provincial_bodies(place, day)
        if body.kind == OrganisationKind.CENTRE
    ]
    return list(staffings(bodies, day).values()) if bodies else []


def _staff(desk: Desk, line: Staffing) -> Words:
    helpers = [n for n in (line.of_districts, line.of_communes) if n]
    return desk.say(
        "quan_ly.bo_may",
        don_vi=line.body.name,
        nguoi=_heads("total", line.total),
        co_so=_heads("at_base", line.at_base),
        cong_tac_vien=_heads("collaborators", sum(helpers) or None),
    )


def _heads(what: str, value: int | None) -> Figure | None:
    if not value:
        return None
    return Figure(Asked("staff.people", "", (("group", what),)), value, "person", records=1)


# --- totals ---------------------------------------------------------------------------------------


def results(desk: Desk) -> Iterator[Block]:
    """Yield the totals, the table by content and source, then content by content."""
    yield Heading(1, f"Kết quả hoạt động khuyến công {desk.period}")
    yield Heading(2, "Kết quả chung")
    yield from _totals(desk)
    yield from _by_content(desk)
    yield from desk.own_words("ket_qua")
    yield from contents(desk)


def _totals(desk: Desk) -> Iterator[Block]:
    ask = desk.asking
    projects, money = ask.projects(), ask.money()
    told = {
        "de_an": projects,
        "kinh_phi": money,
        "de_an_tang": ask.growth_from_before(projects),
        "kinh_phi_tang": ask.growth_from_before(money),
        **desk.of_target(money),
    }
    if projects.is_told and money.is_told:
        yield desk.paragraph("tong.chung", **told)
    elif money.is_told:
        yield desk.paragraph("tong.chi_tien", **told)
    elif projects.is_told:
        yield desk.paragraph("tong.chi_de_an", **told)
    else:
        yield desk.paragraph("tong.khong")
    lines = [line for source in desk.sources if (line := _source_line(desk, source.value))]
    if lines:
        yield desk.paragraph("tong.gom")
        yield items(lines)
    yield from _beside(desk)


def _source_line(desk: Desk, source: str) -> Words | None:
    ask = desk.asking
    projects, money = ask.projects(source=source), ask.money(source=source)
    label = next(one.label for one in desk.sources if one.value == source)
    told = {"ten": label, "kinh_phi": money, **desk.of_target(money)}
    if projects.is_told and money.is_told:
        return desk.say("tong.nguon", de_an=projects, **told)
    return desk.say("tong.nguon_tien", **told) if money.is_told else None


def _beside(desk: Desk) -> Iterator[Block]:
    ask = desk.asking
    counterpart = ask.counterpart()
    if counterpart.is_told:
        told = desk.of_target(counterpart)
        yield desk.paragraph("tong.doi_ung", kinh_phi=counterpart, **told)
    covered = ask.covered()
    if covered.is_told and ask.has_records and ask.uncovered:
        yield desk.paragraph("tong.phu_mot_phan", noi_dung=covered, chua=ask.uncovered)
    elif covered.is_told:
        yield desk.paragraph("tong.phu_noi_dung", noi_dung=covered)
    yield from _unallotted(desk)
    if ask.others_money().is_told:
        told = {"de_an": ask.others_projects(), "kinh_phi": ask.others_money()}
        yield desk.paragraph("tong.ngoai_ra", **told)


def _unallotted(desk: Desk) -> Iterator[Block]:
    """Yield what no record puts under a content: it stays a sum, and is never spread."""
    projects, money = desk.asking.projects(content=""), desk.asking.money(content="")
    if not desk.asking.has_records or not projects.is_told:
        return
    if money.is_told:
        yield desk.paragraph("tong.chua_phan_bo", de_an=projects, kinh_phi=money)
    else:
        yield desk.paragraph("tong.chua_phan_bo_de_an", de_an=projects)


def _by_content(desk: Desk) -> Iterator[Block]:
    """Yield the table of contents × sources: đề án, money; every cell opens its records."""
    ask = desk.asking
    sources = [s for s in desk.sources if ask.money(source=s.value).is_told]
    if not ask.has_records or not sources:
        return
    rows: list[tuple[Words, ...]] = []
    for number, content in enumerate(LEGAL_CONTENTS, 1):
        rows.append((str(number), content.label, *_cells(desk, sources, content=content.value)))
    there = {*ask.own.values_of("money", "content"), *ask.own.values_of("projects", "content")}
    for content in sorted(there - set(LEGAL_CONTENTS)):
        name = _CONTENT_NAMES.get(content, "Chưa phân bổ nội dung")
        rows.append(("", name, *_cells(desk, sources, content=content)))
    rows.append(("", "Cộng", *_cells(desk, sources)))
    yield Table(
        (
            Column("TT", 2, Side.CENTRE),
            Column("Nội dung", 12),
            Column("Đề án", 3, Side.RIGHT),
            *(Column(s.label, 5, Side.RIGHT) for s in sources),
            *([Column("Cộng", 5, Side.RIGHT)] if len(sources) > 1 else []),
        ),
        tuple(rows),
        title=f"Đề án và kinh phí theo nội dung và nguồn, {desk.period}",
        note=f"Đơn vị: {ask.money_unit.unit}",
        totals=frozenset({len(rows) - 1}),
    )


def _cells(desk: Desk, sources: Sequence[FundingSource], **where: Hashable) -> list[Words]:
    ask = desk.asking
    money = [ask.money(DONE, source=source.value, **where) for source in sources]
    if len(sources) > 1:
        money.append(ask.money(DONE, **where))
    return [_cell(desk, ask.projects(DONE, **where)), *(_cell(desk, one) for one in money)]


def _cell(desk: Desk, figure: Figure) -> Words:
    if not figure.is_told:
        return "–"
    if figure.unit == "VND":
        return desk.phrases.cite_as(figure, figure.money.bare(figure.value or 0))
    return desk.phrases.cite(figure)


# --- means ----------------------------------------------------------------------------------------


def means(desk: Desk) -> Iterator[Block]:
    """Yield the money by year and source, and how it grew, with the formula."""
    ask = desk.asking
    years = ask.period.years
    if ask.period.shape is not Shape.PROGRAMME or len(years) < 2:
        return
    yield Heading(1, "Nguồn lực thực hiện")
    told = [(year, ask.money(year=year)) for year in years]
    known = [(year, figure) for year, figure in told if figure.is_told]
    if not ask.has_records or not known:
        yield desk.paragraph("nguon_luc.khong")
        return
    yield desk.paragraph("nguon_luc.theo_nam")
    yield _by_year(desk)
    yield _chart(desk)
    if len(known) > 1:
        yield _growth(desk, known)
    drawn = country_map(desk) if ask.is_country else None
    if drawn:
        yield drawn
    yield from desk.own_words("nguon_luc")


def _growth(desk: Desk, known: list[tuple[int, Figure]]) -> Paragraph:
    (first, before), (last, after) = known[0], known[-1]
    ends = {"dau": before, "cuoi": after, "nam_dau": first, "nam_cuoi": last}
    growth = desk.asking.average_growth(before, after, last - first)
    if growth is None or not growth.value or growth.value < 0:
        return desk.paragraph("nguon_luc.giam_binh_quan", **ends)
    years = Figure(Asked("years", "", (("from", first), ("to", last))), last - first, "year", 1)
    return desk.paragraph("nguon_luc.tang_binh_quan", tang=growth, so_nam=years, **ends)


def _chart(desk: Desk) -> Picture:
    """Return the bars of the money by year and source, in the unit of the report."""
    ask = desk.asking
    sources = [s for s in desk.sources if ask.money(source=s.value).is_told]
    series = [Series(source.label, _amounts(desk, source)) for source in sources]
    years = [str(year) for year in ask.period.years]
    told = f"Kinh phí khuyến công {desk.place} theo năm và nguồn, {desk.period}"
    svg = year_chart(
        years, series, unit=ask.money_unit.unit, label=ask.money_unit.bare, stacked=True
    )
    return Picture(svg, alt=told, caption=told, width=90)


def _amounts(desk: Desk, source: FundingSource) -> tuple[int, ...]:
    ask = desk.asking
    found = (ask.money(DONE, source=source.value, year=year) for year in ask.period.years)
    return tuple(int(figure.value or 0) for figure in found)


def _by_year(desk: Desk) -> Table:
    ask = desk.asking
    sources = [s for s in desk.sources if ask.money(source=s.value).is_told]
    rows: list[tuple[Words, ...]] = [
        (str(year), *_cells(desk, sources, year=year)) for year in ask.period.years
    ]
    rows.append(("Cộng", *_cells(desk, sources)))
    return Table(
        (
            Column("Năm", 4, Side.CENTRE),
            Column("Đề án", 4, Side.RIGHT),
            *(Column(s.label, 6, Side.RIGHT) for s in sources),
            *([Column("Cộng", 6, Side.RIGHT)] if len(sources) > 1 else []),
        ),
        tuple(rows),
        title=f"Đề án và kinh phí theo năm, {desk.period}",
        note=f"Đơn vị: {ask.money_unit.unit}",
        totals=frozenset({len(rows) - 1}),
    )


# --- judgement ------------------------------------------------------------------------------------


def judgement(desk: Desk) -> Iterator[Block]:
    """Yield what came of it in the locality, limits and their causes, as they were noted."""
    found = desk.noted
    yield Heading(1, "Đánh giá chung")
    yield Heading(2, "Kết quả đạt được")
    yield from _context(desk)
    yield from desk.own_words("danh_gia.ket_qua")
    yield Heading(2, "Hạn chế")
    yield from _tags(desk, found.counts.limits, "danh_gia.han_che")
    yield Heading(2, "Nguyên nhân")
    yield from _tags(desk, found.counts.causes, "danh_gia.nguyen_nhan")


def _tags(desk: Desk, tags: list[TagCount], own: str) -> Iterator[Block]:
    lines = [desk.say("danh_gia.han_che", ten=tag.tag.name, lan=_noted(tag)) for tag in tags[:TOLD]]
    if lines:
        yield items(lines)
    elif not desk.chapters.get(own):
        yield desk.paragraph("danh_gia.khong_han_che")
    yield from desk.own_words(own)


def _noted(tag: TagCount) -> Figure:
    question = Asked("remarks.count", "", (("tag", tag.tag.code),))
    called = f"Số lần ghi nhận “{tag.tag.name}”"
    return Figure(question, tag.total, "item", tag.total, called=called)


def _context(desk: Desk) -> Iterator[Block]:
    lines = [line for tell in (_firms, _output, _villages) if (line := tell(desk))]
    if not lines and not desk.chapters.get("danh_gia.ket_qua"):
        yield desk.paragraph("danh_gia.khong_ket_qua")
    if lines:
        yield desk.paragraph("danh_gia.boi_canh")
        yield items(lines)


def _ends(desk: Desk, series: str) -> tuple[int, Figure, int, Figure] | None:
    years = desk.asking.context_years(series)
    if len(years) < 2:
        return None
    first = desk.asking.context(series, years[0])
    last = desk.asking.context(series, years[-1])
    return (years[0], first, years[-1], last) if first and last else None


def _firms(desk: Desk) -> Words | None:
    ends = _ends(desk, "establishments")
    if ends is None:
        return None
    more = desk.asking.difference(ends[1], ends[3])
    if more is None or (more.value or 0) <= 0:
        return None
    told = {"nam_dau": ends[0], "dau": ends[1], "nam_cuoi": ends[2], "cuoi": ends[3]}
    return desk.say("danh_gia.co_so", them=more, **told)


def _output(desk: Desk) -> Words | None:
    ends = _ends(desk, "output")
    if ends is None:
        return None
    growth = desk.asking.average_growth(ends[1], ends[3], ends[2] - ends[0])
    if growth is None or (growth.value or 0) <= 0:
        return None
    told = {"nam_dau": ends[0], "dau": ends[1], "nam_cuoi": ends[2], "cuoi": ends[3]}
    prices = desk.asking.prices_of("output", ends[2])
    return desk.say("danh_gia.gia_tri", tang=growth, gia=prices, **told)


def _villages(desk: Desk) -> Words | None:
    years = desk.asking.context_years("craft_villages")
    if not years:
        return None
    names = ("craft_villages", "traditional_villages", "new_villages", "working_villages")
    whole, old, new, good = (desk.asking.context(name, years[-1]) for name in names)
    both = bool(old and new)
    return desk.say(
        "danh_gia.lang_nghe",
        nam=years[-1],
        tong=whole,
        truyen_thong=old if both else None,
        moi=new if both else None,
        tot=good,
    )


# --- what comes -----------------------------------------------------------------------------------


def directions(desk: Desk) -> Iterator[Block]:
    """Yield the targets of the programme that follows, and what was proposed."""
    yield Heading(1, "Phương hướng, nhiệm vụ và kiến nghị")
    yield Heading(2, "Mục tiêu, nhiệm vụ")
    programme = desk.asking.next_programme
    targets = aims_of(programme, desk.asking.at).targets if programme else ()
    if programme and targets:
        yield desk.paragraph("phuong_huong.muc_tieu", chuong_trinh=programme.name)
        yield _targets(desk, targets)
    elif not desk.chapters.get("phuong_huong"):
        yield desk.paragraph("phuong_huong.khong")
    yield from desk.own_words("phuong_huong")
    yield Heading(2, "Kiến nghị")
    raised = desk.noted.raised
    if raised:
        yield desk.paragraph("phuong_huong.kien_nghi")
        yield items([proposal.what.rstrip(".;") for proposal in raised[:TOLD]])
    else:
        yield desk.paragraph("phuong_huong.khong_kien_nghi")
    yield from desk.own_words("kien_nghi")


def _targets(desk: Desk, targets: tuple[Target, ...]) -> Table:
    rows = tuple(
        (str(number), row.of_measure.name, *_target(desk, row))
        for number, row in enumerate(targets, 1)
    )
    head = (Column("TT", 2, Side.CENTRE), Column("Chỉ tiêu", 16), Column("Mục tiêu", 7, Side.RIGHT))
    return Table((*head, Column("Ghi chú", 6)), rows)


def _target(desk: Desk, row: Target) -> tuple[Words, Words]:
    where = tuple(
        (name, value) for name, value in (("content", row.content), ("source", row.source)) if value
    )
    span = (("from", f"{row.period_start}"), ("to", f"{row.period_end}"))
    unit = MEASURES[row.measure].unit
    figure = Figure(
        Asked(row.measure, "target", where + span),
        row.value,
        unit,
        records=1,
        bound=row.bound,
        money=MILLION if row.value % 10**6 == 0 else DONG,
    )
    shown = figure.shown if unit == "VND" else f"{figure.shown} {figure.unit_name}"
    said = f"{figure.bounded} {shown}".strip()
    note = "suy ra từ báo cáo" if row.is_implied else "" if row.verified else "chưa kiểm chứng"
    return desk.phrases.cite_as(figure, said), note
