"""The registration of a plan: what is asked for, before anything is approved."""

from collections.abc import Iterator

from khuyencong.documents import Block, Column, Heading, Side, Table, Words
from khuyencong.reports.figures import Figure
from khuyencong.reports.narratives.desk import Desk, items
from khuyencong.values.vocabulary import LEGAL_CONTENTS

REGISTERED, PLANNED = "registered", "planned"


def registration(desk: Desk) -> Iterator[Block]:
    """Yield what is registered for the period: whole, by source, by content."""
    ask = desk.asking
    projects, money = ask.projects(REGISTERED), ask.money(PLANNED)
    yield Heading(1, f"Đăng ký kế hoạch khuyến công {desk.period}")
    if not projects.is_told:
        yield desk.paragraph("dang_ky.khong")
        yield from desk.own_words("phuong_huong")
        return
    yield desk.paragraph("dang_ky.chung", de_an=projects, kinh_phi=money)
    yield items(_sources(desk))
    yield desk.paragraph("dang_ky.danh_muc")
    yield _table(desk)
    yield from desk.own_words("phuong_huong")
    yield desk.paragraph("dang_ky.nhu_cau")


def _sources(desk: Desk) -> list[Words]:
    ask = desk.asking
    found = []
    for source in desk.sources:
        projects = ask.projects(REGISTERED, source=source.value)
        money = ask.money(PLANNED, source=source.value)
        if projects.is_told:
            told = {"de_an": projects, "kinh_phi": money}
            found.append(desk.say("dang_ky.nguon", ten=source.label, **told))
    return found


def _table(desk: Desk) -> Table:
    ask = desk.asking
    rows: list[tuple[Words, ...]] = []
    for number, content in enumerate(LEGAL_CONTENTS, 1):
        projects = ask.projects(REGISTERED, content=content.value)
        money = ask.money(PLANNED, content=content.value)
        if projects.is_told or money.is_told:
            rows.append((str(number), content.label, *_cells(desk, projects, money)))
    whole = _cells(desk, ask.projects(REGISTERED), ask.money(PLANNED))
    rows.append(("", "Cộng", *whole))
    head = (Column("TT", 2, Side.CENTRE), Column("Nội dung", 14))
    numbers = (Column("Đề án", 4, Side.RIGHT), Column("Kinh phí đề nghị", 6, Side.RIGHT))
    note = f"Đơn vị: {ask.money_unit.unit}"
    return Table((*head, *numbers), tuple(rows), note=note, totals=frozenset({len(rows) - 1}))


def _cells(desk: Desk, projects: Figure, money: Figure) -> tuple[Words, Words]:
    shown = desk.phrases.cite(projects) if projects.is_told else "–"
    amount = money.money.bare(money.value or 0)
    return shown, desk.phrases.cite_as(money, amount) if money.is_told else "–"
