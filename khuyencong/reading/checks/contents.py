"""The total of a report held against the amounts of its sections, whole and by source of money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain

from khuyencong.reading.checks.context import Context
from khuyencong.reading.checks.sums import likely_cause, sum_check
from khuyencong.reading.checks.tolerance import agreement, exact, exact_sum, total
from khuyencong.reading.checks.wording import Voice
from khuyencong.reading.model import Block, Check, Figure
from khuyencong.reading.page import family
from khuyencong.reading.parts import ADMITS_MORE, BESIDE, OVERLAPPING, by_source, misses_by
from khuyencong.values.vocabulary import Activity, FigureKind, FundingSource, Severity

#: What the sections of a report share out: its money and its đề án.
SHARED_OUT = ("VND", "project")
MONEY_WORDS = re.compile(
    r"kinh phí|khuyến công|vốn|số tiền|ngân sách|hỗ trợ|nguồn|\bhết\b|bố trí|giải ngân"
    r"|trị giá hỗ trợ"
)
#: A sentence that tells what others did, or what is not the programme's own.
ASIDE = re.compile(r"\s*[-+*•–]?\s*(?:ngoài ra|lũy kế|dự kiến|kế hoạch năm)")
NOT_SPENT = re.compile(
    r"(?:đối ứng|doanh thu|vốn đầu tư|thu hút|giá trị|tăng|giảm|bình quân|lợi nhuận"
    r"|mức|thu nhập|nộp)[^;.]{0,45}$"
)
YEAR_ITEM = re.compile(r"\s*[-+*•–]?\s*năm\s+(?:19|20)\d\d\b")
_MOST = Fraction(1, 2)
_SOME = Fraction(1, 4)


#: What a section about one content of the programme is not about.
GENERAL = frozenset(
    {Activity.TOTAL, Activity.OUTCOME, Activity.ORGANISATION, Activity.POLICY_DOCUMENTS}
)


@dataclass(frozen=True)
class Group:
    """Sections side by side and the span of words that leads to them."""

    lead: tuple[int, int]
    sections: tuple[tuple[int, int], ...]
    #: The total stands in a section of its own, so that only sections of contents share in it.
    by_content: bool = False
    #: The sections are the items of one list.
    items: bool = False
    #: A colon leads to them.
    announced: bool = True


def find(page: Context) -> Iterator[Check]:
    """Yield the totals of the lead of every group of sections against what the sections hold."""
    for group in groups(page):
        lead = page.inside(*group.lead)
        units = dict.fromkeys(f.unit for f in lead) if group.items and lead else SHARED_OUT
        for unit in units:
            if not unit.startswith(("percent", "ratio", "year")):
                yield from _unit_checks(page, group, lead, unit)
    yield from _listed_money(page)


def _listed_money(page: Context) -> Iterator[Check]:
    """Yield "nguồn … hỗ trợ 03 cơ sở: a X, b Y, c Z" against that source's total."""
    for start, end in page.sentences:
        figures = page.inside(start, end)
        amounts = [f for f in figures if f.unit == "VND"]
        if len(amounts) < 3 or len(figures) != len(amounts) + 1 or figures[0] in amounts:
            continue
        opened = ":" in page.low[figures[0].number_end : amounts[0].number_start]
        if (
            opened
            and figures[0].value == len(amounts)
            and not page.part_ids & {f.id for f in amounts}
        ):
            yield from _against_source(page, amounts, page.low[start : figures[0].number_start])


def _against_source(page: Context, amounts: list[Figure], lead: str) -> Iterator[Check]:
    source = amounts[0].funding_source
    if source in (None, FundingSource.STATE_TOTAL) or "nguồn" not in lead:
        return
    whole = [
        f
        for f in page.figures
        if f.unit == "VND" and f.funding_source is source and f.id in page.part_ids
    ]
    if len(whole) != 1 or any(f.funding_source is not source for f in amounts):
        return
    verdict = agreement(whole[0], total(amounts))
    yield sum_check(whole[0], amounts, verdict or Severity.WARNING)


def groups(page: Context) -> Iterator[Group]:
    """Yield every run of at least three headings, or of items after a colon, with its lead."""
    parents: list[Block | None] = [None, *page.blocks]
    for parent in parents:
        children = page.children(parent) if parent else page.top()
        shapes: dict[str, list[Block]] = {}
        for block in children:
            if block.kind == "heading":
                shapes.setdefault(_shape(block), []).append(block)
        for headings in shapes.values():
            if len(headings) >= 3:
                yield from _of_headings(page, parent, children, headings)
    yield from _item_groups(page)


def _shape(block: Block) -> str:
    """Return the form of a marker: "2.1." and "2.2." alike, "II." and "2." not."""
    return re.sub(r"[a-zđ]", "a", re.sub(r"[IVX]+", "I", re.sub(r"\d+", "1", block.marker)))


def _of_headings(
    page: Context, parent: Block | None, children: list[Block], headings: list[Block]
) -> Iterator[Group]:
    first = headings[0]
    before = [b for b in children if b.index < first.index][-4:]
    start = before[0].start if before else parent.start if parent else first.start
    spans = _spans(page, headings)
    yield Group((start, first.start), spans)
    for i, lead in enumerate(spans[:4]):
        if len(spans) - i > 3:
            yield Group(lead, spans[i + 1 :], by_content=True)


def _item_groups(page: Context) -> Iterator[Group]:
    """Yield the blocks whose last sentence leads to the items that follow."""
    for block in page.blocks:
        ended = page.text[block.start : block.end].rstrip(" *_\n").endswith(":")
        if block.kind == "row" or not (ended or _may_lead(page, block)):
            continue
        items = page.items_below(block)
        if len(items) >= 2:
            lead = _lead_sentence(page, block, ended)
            yield Group(lead, _spans(page, items), items=True, announced=ended)


def _may_lead(page: Context, block: Block) -> bool:
    """Return whether a block without a colon, but with one number, may lead to a list."""
    lead = _lead_sentence(page, block, False)
    return len(page.inside(*lead)) == 1 and (not block.marker or bool(page.children(block)))


def _lead_sentence(page: Context, block: Block, ended: bool) -> tuple[int, int]:
    """Return the sentence before a list, with the one before it where it only says "Trong đó:"."""
    start, end = page.sentence_at(max(block.start, block.end - 1))
    if ended and start > block.start and not page.inside(start, end):
        start = page.sentence_at(start - 1)[0]
    return max(start, block.start), end


def _spans(page: Context, blocks: list[Block]) -> tuple[tuple[int, int], ...]:
    return tuple((b.start, page.subtree_end[b.index]) for b in blocks)


def _unit_checks(page: Context, group: Group, lead: list[Figure], unit: str) -> Iterator[Check]:
    whole = _lead_total(page, lead, unit)
    if whole is None and group.items:
        whole = _total_before(page, group, unit)
    if whole is None or (group.by_content and whole.activity not in GENERAL):
        return
    sections = [_amounts(page, span, unit, whole, group.items) for span in group.sections]
    if group.items:
        yield from _list_checks(page, group, whole, sections)
        return
    if group.by_content:
        sections = [[f for f in s if f.activity not in GENERAL] for s in sections]
        sections = [s for s in sections if s]
    if sum(bool(s) for s in sections) < (3 if group.by_content else 2):
        return
    sourced = _sourced_parts(page, whole, unit)
    verdicts = [c for part in sourced if (c := _source_check(page, part, sections, len(sourced)))]
    covered = sourced and agreement(whole, total(sourced)) and not all(c.holds for c in verdicts)
    plain = _total_check(page, whole, sections, verdicts)
    if plain and (plain.holds or not covered):
        yield plain
    made = plain is not None and plain.holds
    yield from (c for c in verdicts if c.holds or not made)


def _list_checks(
    page: Context, group: Group, whole: Figure, sections: list[list[Figure]]
) -> Iterator[Check]:
    """Yield the sum of a list, with the money of others or without it, else its gap."""
    own = [_own(page, span, s) for span, s in zip(group.sections, sections, strict=True)]
    if not all(own):
        return
    yield from _list_sources(page, whole, own)
    states = [[f for f in s if f.funding_source not in BESIDE] for s in own]
    plain = [s[:1] for s in own]
    for way in (own, states, plain, [s[-1:] for s in own]):
        parts = list(chain.from_iterable(way))
        verdict = len(parts) > 1 and agreement(whole, total(parts))
        if verdict:
            yield sum_check(whole, parts, verdict)
            return
    if all(len(s) == 1 for s in own) and _is_meant(page, group, whole, own):
        parts = list(chain.from_iterable(own))
        severity = Severity.WARNING if exact_sum(parts) < exact(whole) else Severity.ERROR
        yield sum_check(whole, parts, severity)


def _list_sources(page: Context, whole: Figure, own: list[list[Figure]]) -> Iterator[Check]:
    """Yield the sources by which the lead splits its total, each against the items' money of it."""
    sourced = _sourced_parts(page, whole, whole.unit)
    for part in sourced:
        check = _source_check(page, part, own, len(sourced))
        if check:
            yield check


def _own(page: Context, span: tuple[int, int], amounts: list[Figure]) -> list[Figure]:
    """Return the figures of an item that it shares out itself: after its name, and no parts."""
    colon = page.low.find(":", span[0], min(span[1], span[0] + 120))
    behind = [f for f in amounts if f.number_start > colon >= 0] or amounts
    return [f for f in behind if not _is_part_here(page, f, behind)]


def _is_meant(page: Context, group: Group, whole: Figure, own: list[list[Figure]]) -> bool:
    """Return whether the items must make the number above them, near as they come."""
    parts = list(chain.from_iterable(own))
    missed = misses_by(whole, parts)
    by_year = all(YEAR_ITEM.match(page.low, start) for start, _ in group.sections)
    lead = page.low[slice(*group.lead)]
    if ADMITS_MORE.search(lead) or OVERLAPPING.search(page.low, *group.sections[0]):
        return False
    if page.says_total(whole) or (group.announced and not by_year):
        return missed <= _MOST
    told = len(parts) > 2 or by_source(whole, parts)
    return missed <= _SOME and not by_year and told


def _lead_total(page: Context, lead: list[Figure], unit: str) -> Figure | None:
    """Return the figure of the lead that the sections share out."""
    named = [
        f for f in lead if f.unit == unit and _counts(page, f, True) and f.id not in page.part_ids
    ]
    said = [f for f in named if page.says_total(f)]
    whole = [f for f in said or named if f.funding_source in (None, FundingSource.STATE_TOTAL)]
    return next(iter(whole or said or named), None)


def _total_before(page: Context, group: Group, unit: str) -> Figure | None:
    """Return the total told just before a list that runs through the years: "- Năm 2016: …"."""
    if not all(YEAR_ITEM.match(page.low, start) for start, _ in group.sections):
        return None
    near = page.inside(max(0, group.lead[0] - 600), group.lead[0])
    said = [f for f in near if f.unit == unit and page.says_total(f) and f.id not in page.part_ids]
    return said[-1] if said else None


def _counts(page: Context, figure: Figure, listed: bool) -> bool:
    """Return whether a figure may be counted; money outside a list must say that it is support."""
    if figure.kind in (FigureKind.NORM, FigureKind.RATIO, FigureKind.TARGET) or figure.value_high:
        return False
    if listed:
        return True
    before = page.before(figure, 80)
    if figure.funding_source in BESIDE or NOT_SPENT.search(before):
        return False
    if figure.unit != "VND":
        return True
    return bool(MONEY_WORDS.search(before + page.after(figure, 40)))


def _amounts(
    page: Context, span: tuple[int, int], unit: str, whole: Figure, listed: bool
) -> list[Figure]:
    """Return the figures of a section that may share in `whole`, wholes and parts alike."""
    return [
        f
        for f in page.inside(*span)
        if f.unit == unit and f is not whole and _counts(page, f, listed) and not _aside(page, f)
    ]


def _aside(page: Context, figure: Figure) -> bool:
    """Return whether the sentence tells what another body did, or of another time."""
    start, end = page.sentence(figure)
    match = ASIDE.match(page.low, start)
    if match is None:
        return False
    return "ngoài ra" not in match.group() or "phối hợp" in page.low[start:end]


def _sourced_parts(page: Context, whole: Figure, unit: str) -> list[Figure]:
    """Return the parts by which the lead itself splits its total by source."""
    parts = [p for p in page.parts_of.get(whole.id, ()) if family(p) == unit]
    sources = [p.funding_source for p in parts]
    return [p for p in parts if p.funding_source and sources.count(p.funding_source) == 1]


def _source_check(
    page: Context, part: Figure, sections: list[list[Figure]], sources: int
) -> Check | None:
    """Return the check that the sections' amounts of one source make the lead's amount of it."""
    leaves = [
        f
        for f in chain.from_iterable(sections)
        if f.funding_source == part.funding_source and f.id not in page.split_ids
    ]
    if not leaves:
        return None
    verdict = agreement(part, total(leaves))
    if verdict:
        return sum_check(part, leaves, verdict)
    reached = exact_sum(leaves)
    if sources < 2 or reached > exact(part) or reached < exact(part) * _MOST:
        return None
    if _unsourced(page, sections):
        return None
    left = Voice(part).full(exact(part) - reached)
    why = f"{left} chưa được nêu ở nội dung nào, hoặc có nội dung báo cáo không ghi nguồn này."
    return sum_check(part, leaves, Severity.WARNING, why)


def _unsourced(page: Context, sections: list[list[Figure]]) -> Fraction:
    """Return the sum of what the sections give without a source, which may be of any."""
    unknown = (None, FundingSource.STATE_TOTAL)
    every = chain.from_iterable(sections)
    return exact_sum(
        [f for f in every if f.funding_source in unknown and f.id not in page.split_ids]
    )


def _total_check(
    page: Context, whole: Figure, sections: list[list[Figure]], verdicts: list[Check]
) -> Check | None:
    """Return the check that the sections make the total, in whichever way they are written."""
    tops = [[f for f in s if not _is_part_here(page, f, s)] for s in sections]
    every = list(chain.from_iterable(tops))
    ways = [every, [s[0] for s in tops if s], [f for f in every if page.says_total(f)]]
    for way in ways:
        verdict = len(way) > 1 and agreement(whole, total(way))
        if verdict:
            return sum_check(whole, way, verdict)
    return _gap(whole, tops, every, verdicts)


def _is_part_here(page: Context, figure: Figure, section: list[Figure]) -> bool:
    here = {f.id for f in section}
    return any(w.id in here for w in page.wholes_of.get(figure.id, ()))


def _gap(
    whole: Figure, tops: list[list[Figure]], every: list[Figure], verdicts: list[Check]
) -> Check | None:
    """Return a warning where most sections speak and still do not make the total."""
    reached = exact_sum(every)
    speaking = sum(bool(s) for s in tops)
    if 2 * speaking < len(tops) or speaking < 2 or reached < exact(whole) * _MOST:
        return None
    if reached > exact(whole) and any(len(s) > 1 for s in tops):
        return None
    if reached * _MOST > exact(whole):
        return None
    why = likely_cause(whole, every, reached)
    if reached < exact(whole) and verdicts and all(v.holds for v in verdicts):
        why += " Phần theo nguồn đã nêu thì khớp, nên khoản thiếu thuộc nguồn còn lại."
    return sum_check(whole, every, Severity.WARNING, why)
