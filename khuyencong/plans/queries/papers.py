"""Plans and registrations as drafts of official documents: number, day and signature left open."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from khuyencong.documents import (
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
    Recipients,
    Side,
    Signature,
    Table,
)
from khuyencong.plans.models import PlanVersion, Registration
from khuyencong.plans.queries.pages import ShownRow, SourceShown, VersionPage
from khuyencong.plans.queries.registrations import UNVERIFIED_FORM, ListRow, sums_of
from khuyencong.plans.states import Standing, VersionKind
from khuyencong.projects.states import Level
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.money import MoneyUnit, amount_in_words, format_dong
from khuyencong.values.numbers import format_number

CAPITAL = "Hà Nội"
KINDS = {
    VersionKind.ASSIGNED: "phê duyệt",
    VersionKind.ADJUSTED: "phê duyệt điều chỉnh",
    VersionKind.SUPPLEMENTED: "phê duyệt bổ sung",
}
PLAN_COLUMNS = (
    Column("STT", 2, Side.CENTRE),
    Column("Tên đề án", 10),
    Column("Đơn vị thực hiện", 7),
    Column("Địa điểm", 6),
    Column("Nội dung", 7),
)
MONEY_COLUMNS = (
    Column("Nguồn", 8),
    Column("Được giao, nhận chuyển nguồn", 6, Side.RIGHT),
    Column("Trong danh mục", 6, Side.RIGHT),
    Column("Còn lại sau khi duyệt", 6, Side.RIGHT),
)
RESERVE_COLUMNS = (
    Column("STT", 2, Side.CENTRE),
    Column("Tên đề án", 10),
    Column("Kinh phí (đồng)", 5, Side.RIGHT),
    Column("Lý do", 14),
)
LIST_COLUMNS = (
    Column("STT", 2, Side.CENTRE),
    Column("Tên đề án", 8),
    Column("Đơn vị thực hiện", 6),
    Column("Địa điểm", 5),
    Column("Nội dung, quy mô", 8),
    Column("Đơn vị thụ hưởng", 7),
    Column("Thời gian", 4),
    Column("Tổng kinh phí", 5, Side.RIGHT),
    Column("KCQG", 5, Side.RIGHT),
    Column("KCĐP", 5, Side.RIGHT),
    Column("Khác", 5, Side.RIGHT),
)


def submission_of(page: VersionPage, today: date) -> Document:
    """Return the draft of the letter that submits a version, its list as a wide appendix."""
    version = page.version
    plan = version.plan
    subject = f"Về việc {KINDS[VersionKind(version.kind)]} {_plan_name(version)}"
    return Document(
        issuer=_issuer(plan.owner, today),
        number=Number("TTr-SCT" if plan.level == Level.LOCAL else ""),
        place_and_day=_where(plan.owner, today),
        kind="Tờ trình",
        subject=subject,
        to=f"Kính gửi: {_approver(plan.owner, plan.level)}",
        blocks=tuple(_submitted(page)),
        signature=_signature(plan.owner),
        recipients=Recipients(("Như trên",), archive="VT"),
        appendices=tuple(_appendices(page)),
        draft=True,
    )


def letter_of(registration: Registration, rows: Sequence[ListRow], today: date) -> Document:
    """Return the draft of a registration: its three parts, its list as a wide appendix."""
    parts = (
        (f"Kết quả năm {registration.year - 2}", registration.last_year),
        (f"Tình hình năm {registration.year - 1}", registration.this_year),
        (f"Mục tiêu năm {registration.year}", registration.next_year),
    )
    blocks: list[Block] = []
    for title, told in parts:
        blocks += [Heading(1, title), *_paragraphs(told)]
    blocks += [Heading(1, "Danh mục đăng ký"), *_registered(registration, rows)]
    return Document(
        issuer=_issuer(registration.registrar, today),
        number=Number(
            "BC-SCT" if registration.registrar.kind == OrganisationKind.DEPARTMENT else ""
        ),
        place_and_day=_where(registration.registrar, today),
        kind="Báo cáo",
        subject=f"Đăng ký kế hoạch {_level(registration.level)} năm {registration.year}",
        to=f"Kính gửi: {registration.owner}",
        blocks=tuple(blocks),
        signature=_signature(registration.registrar),
        appendices=(_list_appendix(registration, rows),) if rows else (),
        draft=True,
    )


def checked_total(page: VersionPage) -> int:
    """Return what the plan gives; ValueError where sources and rows do not add up to one sum."""
    by_row = sum(one.total for one in page.at(Standing.IN))
    by_source = sum(money.planned for money in page.money)
    if by_row != by_source:
        raise ValueError(f"the rows give {by_row}, the sources {by_source}")
    return by_row


def _submitted(page: VersionPage) -> Iterable[Block]:
    version, inside = page.version, page.at(Standing.IN)
    total = checked_total(page)
    if version.told:
        yield Paragraph(f"Lý do: {version.told}")
    yield Paragraph(
        f"{version.plan.owner} trình danh mục {_plan_name(version)} gồm {len(inside)} đề án, "
        f"kinh phí {format_dong(total)} (bằng chữ: {amount_in_words(total)}), theo nguồn:"
    )
    yield Items(tuple(_source_line(page)))
    waiting = page.at(Standing.RESERVE)
    if waiting:
        yield Paragraph(
            f"Danh sách dự phòng có {len(waiting)} đề án, nhận kinh phí theo thứ tự khi có kinh "
            "phí giải phóng hoặc giao bổ sung."
        )
    yield Paragraph(
        "Thứ tự theo TT 36/2013/TT-BCT, Điều 7: đề án điểm, rồi ngành nghề và địa bàn ưu tiên, "
        "rồi điểm thẩm định; bằng nhau thì đơn vị có kinh nghiệm hơn."
    )
    code = version.content_hash
    groups = " ".join(code[at : at + 8] for at in range(0, len(code), 8))
    yield Paragraph(f"Mã nội dung danh mục: {groups}.", side=Side.LEFT)
    yield Paragraph("Kính trình xem xét, phê duyệt./.")


def _source_line(page: VersionPage) -> Iterable[str]:
    for money in page.money:
        yield (
            f"{money.source.label}: {format_dong(money.planned)}; được giao và nhận chuyển nguồn "
            f"{format_dong(money.received)}; còn lại sau khi duyệt {format_dong(money.after)}"
        )


def _appendices(page: VersionPage) -> Iterable[Appendix]:
    inside, waiting = page.at(Standing.IN), page.at(Standing.RESERVE)
    if inside:
        blocks = (_money_table(page), _plan_table(page, inside))
        yield Appendix(f"Danh mục {_plan_name(page.version)}", blocks)
    if waiting:
        yield Appendix("Danh sách dự phòng", (_reserve_table(waiting),))


def _money_table(page: VersionPage) -> Table:
    """Return the sources with their ceilings: it stands before the list, on the upright page."""
    rows = [
        (money.source.label, *(format_number(n) for n in _money(money))) for money in page.money
    ]
    sums = [sum(column) for column in zip(*map(_money, page.money), strict=True)]
    rows.append(("Cộng", *(format_number(n) for n in sums)))
    return Table(MONEY_COLUMNS, tuple(rows), title="Kinh phí theo nguồn", note="Đơn vị tính: đồng.")


def _money(money: SourceShown) -> tuple[int, int, int]:
    return money.received, money.planned, money.after


def _plan_table(page: VersionPage, inside: Sequence[ShownRow]) -> Table:
    sources = page.sources
    money = [Column(f"{source.label} (đồng)", 7, Side.RIGHT) for source in sources]
    columns = (*PLAN_COLUMNS, *money, Column("Cộng (đồng)", 7, Side.RIGHT))
    rows = [
        (
            str(number),
            one.project.name,
            str(one.project.implementer or "chưa chọn"),
            one.place_name or "chưa ghi",
            one.project.get_content_display(),
            *(format_number(one.amounts.get(source, 0)) for source in sources),
            format_number(one.total),
        )
        for number, one in enumerate(inside, 1)
    ]
    planned = {money.source: money.planned for money in page.money}
    sums = [format_number(planned.get(source, 0)) for source in sources]
    rows.append(("", "Cộng", "", "", "", *sums, format_number(checked_total(page))))
    return Table(columns, tuple(rows), wide=True)


def _reserve_table(waiting: Sequence[ShownRow]) -> Table:
    rows = (
        (str(number), one.project.name, format_number(one.total), one.row.reason)
        for number, one in enumerate(waiting, 1)
    )
    return Table(RESERVE_COLUMNS, tuple(rows))


def _registered(registration: Registration, rows: Sequence[ListRow]) -> Iterable[Block]:
    total = sums_of(rows)
    if total is None:
        yield Paragraph("Chưa có đề án nào trong danh mục.")
        return
    support = total.national + total.local
    yield Paragraph(
        f"Đăng ký {len(rows)} đề án, tổng kinh phí {format_dong(total.total)} (bằng chữ: "
        f"{amount_in_words(total.total)}), trong đó kinh phí khuyến công {format_dong(support)}."
    )


def _list_appendix(registration: Registration, rows: Sequence[ListRow]) -> Appendix:
    total = sums_of(rows)
    assert total is not None
    shown = [_list_row(row, str(row.number), row.project.name) for row in rows]
    shown.append(_list_row(total, "", "Cộng"))
    table = Table(
        LIST_COLUMNS, tuple(shown), note=f"Đơn vị tính: triệu đồng. {UNVERIFIED_FORM}", wide=True
    )
    sums = [total.total, total.national, total.local, total.other]
    names = ("Tổng kinh phí", "Khuyến công quốc gia", "Khuyến công địa phương", "Vốn khác")
    lines = tuple((name, format_number(n)) for name, n in zip(names, sums, strict=True))
    summary = Table((Column("Nguồn", 8), Column("Kinh phí (đồng)", 6, Side.RIGHT)), lines)
    title = f"Danh mục đề án đăng ký kế hoạch năm {registration.year}"
    return Appendix(title, (summary, table))


def _list_row(row: ListRow, number: str, name: str) -> tuple[str, ...]:
    told = (number, name, row.implementer, row.places, row.content, row.beneficiaries, row.time)
    amounts = (row.total, row.national, row.local, row.other)
    return told + tuple(format_number(Fraction(a, MoneyUnit.MILLION.size)) for a in amounts)


def _paragraphs(text: str) -> list[Paragraph]:
    told = [line.strip() for line in text.splitlines() if line.strip()]
    return [Paragraph(line) for line in told] or [Paragraph("Chưa ghi.")]


def _plan_name(version: PlanVersion) -> str:
    return f"kế hoạch {_level(version.plan.level)} năm {version.plan.year}"


def _level(level: str) -> str:
    return Level(level).label.lower()


def _issuer(body: Organisation, day: date) -> Issuer:
    """Return the two lines of the head: a Sở stands under its UBND, a Cục under its Bộ."""
    if body.kind == OrganisationKind.DEPARTMENT and body.place:
        return Issuer(body.get_kind_display(), f"UBND {body.place}")
    superior = last_name_on(body.parent, day) if body.parent else ""
    return Issuer(last_name_on(body, day), superior)


def _where(body: Organisation, day: date) -> PlaceAndDay:
    return PlaceAndDay(body.place.name if body.place else CAPITAL, year=day.year)


def _approver(body: Organisation, level: str) -> str:
    if level == Level.NATIONAL:
        return "Bộ trưởng Bộ Công Thương"
    return f"Ủy ban nhân dân {body.place}" if body.place else "Ủy ban nhân dân tỉnh"


def _signature(body: Organisation) -> Signature:
    is_agency = body.kind in (OrganisationKind.AGENCY, OrganisationKind.MINISTRY)
    return Signature("Cục trưởng" if is_agency else "Giám đốc")
