"""The sections on the contents: đề án, money by source and item, what was done, what was not."""

from collections.abc import Iterator
from dataclasses import replace

from khuyencong.documents import Block, Heading, Paragraph, Words
from khuyencong.law.states import Item
from khuyencong.reports.figures import Figure
from khuyencong.reports.narratives.desk import Desk, ended, items, joined
from khuyencong.reports.narratives.phrasing import standard
from khuyencong.reports.records import STAGES
from khuyencong.results.kinds import KINDS
from khuyencong.values.measures import MEASURES, Measure
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity, FundingSource

#: Told after the nine: what stands under no legal content of its own.
BESIDE = (Activity.CLEANER_PRODUCTION, Activity.OTHER)
#: Told whole and by variant: the variants of the others are levels, which nobody adds.
_SUMMED = {"information.features"}
#: Not told where a finer measure of the same things is.
_COARSER = {
    "fairs.count": ("fairs.organised_home", "fairs.joined_home"),
    "voting.national_rounds": ("voting.rounds",),
    "voting.regional_rounds": ("voting.rounds",),
}
DONE = "accepted"
_ITEMS = dict(Item.choices)
#: What an item is called where two contents have it, so that nobody takes one for the other.
_ITEMS_OF = {
    ("management_capacity", "conference"): "Hội nghị, hội thảo cho cơ sở",
    ("program_management_capacity", "conference"): "Họp bàn công tác khuyến công",
}
#: So many trades are named; the rest is "và ngành nghề khác".
NAMED = 8


def contents(desk: Desk) -> Iterator[Block]:
    """Yield a section for each of the nine contents, and for what is beside them and was done.

    Of a commune or a district only for what was done: the rest is named in one sentence before.
    """
    for content in LEGAL_CONTENTS:
        blocks = list(_content(desk, content))
        if blocks:
            yield Heading(2, content.label)
            yield from blocks
    for content in BESIDE:
        blocks = list(_told(desk, content))
        if blocks:
            yield Heading(2, content.label)
            yield from blocks


def _content(desk: Desk, content: Activity) -> Iterator[Block]:
    blocks = list(_told(desk, content))
    if not blocks and not (desk.asking.is_locality and desk.asking.has_records):
        known = desk.asking.has_records
        blocks = [desk.paragraph("noi_dung.khong" if known else "noi_dung.khong_bao_cao")]
    yield from blocks
    yield from desk.own_words(f"noi_dung.{content}")


def _told(desk: Desk, content: Activity) -> Iterator[Block]:
    yield from _means(desk, content)
    yield from _items(desk, content)
    yield from _done(desk, content)


# --- đề án and money ------------------------------------------------------------------------------


def _means(desk: Desk, content: Activity) -> Iterator[Block]:
    """Yield how many đề án and how much money, whole and by source."""
    ask = desk.asking
    projects, money = ask.projects(content=content.value), ask.money(content=content.value)
    if _is_of_others(desk, content, projects):
        # The money is also that of đề án whose lead content is another: their number says nothing.
        projects = replace(projects, value=0)
    parts = [part for source in desk.sources if (part := _of_source(desk, content, source))]
    if projects.is_told and money.is_told and len(parts) == 1:
        yield desk.paragraph(
            "noi_dung.mot_nguon", de_an=projects, kinh_phi=money, nguon=_name(parts[0][0])
        )
    elif projects.is_told and money.is_told and parts:
        yield desk.paragraph("noi_dung.nhieu_nguon", de_an=projects, kinh_phi=money)
        yield items([_source(desk, *part) for part in parts])
    elif projects.is_told and money.is_told:
        yield desk.paragraph("noi_dung.mot_nguon", de_an=projects, kinh_phi=money, nguon="đã nêu")
    elif projects.is_told:
        yield desk.paragraph("noi_dung.chi_de_an", de_an=projects, nguon=_only(parts))
    elif money.is_told and len(parts) > 1:
        yield desk.paragraph("noi_dung.chi_tien_nhieu_nguon", kinh_phi=money)
        money_alone = [(source, replace(count, value=0), part) for source, count, part in parts]
        yield items([_source(desk, *part) for part in money_alone])
    elif money.is_told:
        yield desk.paragraph("noi_dung.chi_tien", kinh_phi=money, nguon=_only(parts))


def _is_of_others(desk: Desk, content: Activity, projects: Figure) -> bool:
    carrying = desk.asking.carrying(content=content.value)
    return bool(desk.asking.has_records and carrying.value and carrying.value != projects.value)


Part = tuple[FundingSource, Figure, Figure]


def _of_source(desk: Desk, content: Activity, source: FundingSource) -> Part | None:
    where = {"content": content.value, "source": source.value}
    projects, money = desk.asking.projects(DONE, **where), desk.asking.money(DONE, **where)
    return (source, projects, money) if projects.is_told or money.is_told else None


def _source(desk: Desk, source: FundingSource, projects: Figure, money: Figure) -> Words:
    if projects.is_told and money.is_told:
        return desk.say("noi_dung.cua_nguon", ten=source.label, de_an=projects, kinh_phi=money)
    if money.is_told:
        return desk.say("noi_dung.cua_nguon_tien", ten=source.label, kinh_phi=money)
    return desk.say("noi_dung.cua_nguon_de_an", ten=source.label, de_an=projects)


def _name(source: FundingSource) -> str:
    return source.label[:1].lower() + source.label[1:]


def _only(parts: list[Part]) -> str:
    return f" bằng nguồn {_name(parts[0][0])}" if len(parts) == 1 else ""


def _items(desk: Desk, content: Activity) -> Iterator[Block]:
    """Yield the money by item where there are several, and by source where an item has."""
    done = STAGES.index(DONE)
    cells = [
        cell
        for cell, amounts in desk.asking.own.cells.money.items()
        if cell.content == content and amounts.rows[done]
    ]
    if not desk.asking.has_records or content in BESIDE or len({c.item for c in cells}) < 2:
        return
    sources = {item: {cell.source for cell in cells if cell.item == item} for item in _ITEMS}
    yield desk.paragraph("noi_dung.hang_muc")
    yield items([_item(desk, content, item, sources[item]) for item in _ITEMS if sources[item]])


def _item(desk: Desk, content: Activity, item: str, sources: set[str]) -> Words:
    name = _ITEMS_OF.get((str(content), item), _ITEMS[item])
    whole = desk.say("noi_dung.mot_hang_muc", ten=name, **_carried(desk, content, item))
    if len(sources) < 2:
        return whole
    parts = [
        desk.say("noi_dung.hang_muc_nguon", nguon=_name(s), **_carried(desk, content, item, s))
        for s in desk.sources
        if s in sources
    ]
    return joined([whole, joined(parts, ", ")], ", trong đó ")


def _carried(
    desk: Desk, content: Activity, item: str, source: FundingSource | None = None
) -> dict[str, Figure]:
    where = {"content": content.value, "item": item}
    where |= {"source": source.value} if source else {}
    asking = desk.asking
    told = {"kinh_phi": asking.money(DONE, **where), "de_an": asking.carrying(DONE, **where)}
    if _is_of_others(desk, content, asking.projects(content=content.value)):
        # Counts of items would not add up to the đề án that the content leads.
        told["de_an"] = replace(told["de_an"], value=0)
    return told


# --- what was done --------------------------------------------------------------------------------


def _done(desk: Desk, content: Activity) -> Iterator[Block]:
    clauses = [clause for measure in _measures(content) for clause in _clauses(desk, measure)]
    if len(clauses) == 1:
        yield Paragraph(ended(joined([desk.say("noi_dung.ket_qua"), clauses[0]], " "), "."))
    elif clauses:
        yield desk.paragraph("noi_dung.ket_qua")
        yield items(clauses)
    trades = _trades(desk, content)
    if trades:
        yield desk.paragraph("noi_dung.nganh", nganh=trades)


def _measures(content: Activity) -> list[Measure]:
    return [m for m in MEASURES.values() if m.activity is content and f"viec.{m.id}" in standard()]


def _clauses(desk: Desk, measure: Measure) -> Iterator[Words]:
    """Yield what a measure tells: by variant where the records tell them apart, else whole."""
    if any(desk.asking.result(finer).is_told for finer in _COARSER.get(measure.id, ())):
        return
    figure = desk.asking.result(measure.id)
    parts = [
        desk.say(f"viec_theo_loai.{measure.id}", n=_of_variant(desk, measure, code), loai=name)
        for code, name in _variants(desk, measure)
    ]
    if len(parts) > 1 and measure.id in _SUMMED:
        yield joined([_with_target(desk, measure, figure), joined(parts, ", ")], ", gồm ")
    elif parts:
        yield from parts
    elif figure.is_told:
        yield _with_target(desk, measure, figure)


def _of_variant(desk: Desk, measure: Measure, variant: str) -> Figure:
    return desk.asking.result(measure.id, variant=variant)


def _with_target(desk: Desk, measure: Measure, figure: Figure) -> Words:
    clause = desk.say(f"viec.{measure.id}", n=figure)
    told = desk.of_target(figure)
    if told["muc_tieu"] is None:
        growth = desk.asking.growth_from_before(figure)
        return joined([clause, desk.say("chung.tang", tang=growth)], "") if growth else clause
    return joined([clause, desk.say("chung.muc_tieu", **told)], " ")


def _variants(desk: Desk, measure: Measure) -> list[tuple[str, str]]:
    """Return the variants with something to tell, in the order of their kind."""
    if f"viec_theo_loai.{measure.id}" not in standard() or not desk.asking.has_records:
        return []
    names = [
        (variant, name)
        for kind in KINDS.values()
        for feed in kind.feeds
        if feed.measure == measure.id
        for variant, name in kind.variants
    ]
    told = [(v, n) for v, n in names if desk.asking.result(measure.id, variant=v).is_told]
    whole = desk.asking.result(measure.id)
    parts = sum(int(desk.asking.result(measure.id, variant=v).value or 0) for v, _ in told)
    return told if parts == whole.value else []


def _trades(desk: Desk, content: Activity) -> list[str]:
    """Return the trades of the courses and products, the most frequent first."""
    if not desk.asking.has_records:
        return []
    trades = desk.asking.own.cells.trades
    found = {
        trade: number
        for (of, trade), number in trades.items()
        if of == content and not any(char.isdigit() for char in trade)
    }
    names = [name for name, _ in sorted(found.items(), key=lambda one: (-one[1], one[0]))]
    return [*names[:NAMED], *(["ngành nghề khác"] if len(names) > NAMED else [])]
