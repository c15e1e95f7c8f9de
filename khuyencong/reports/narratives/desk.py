"""The desk on which a report is written: who is asked, how it is worded, the office's own words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from khuyencong.applications.models import Proposal, Remark
from khuyencong.applications.queries.remarks import Chapter, chapter
from khuyencong.documents import Block, Items, Paragraph, Spans, Words, parts_of
from khuyencong.registry.states import Level
from khuyencong.reports.figures import Figure
from khuyencong.reports.narratives.phrasing import Phrases
from khuyencong.reports.narratives.references import Typed
from khuyencong.reports.queries.asking import Asking
from khuyencong.reports.queries.progress import AimBy
from khuyencong.values.dates import VIETNAM
from khuyencong.values.periods import Shape
from khuyencong.values.text import clean, fold
from khuyencong.values.vocabulary import FundingSource

#: The sources of the State's money, in the order in which a report tells them.
STATE = (
    FundingSource.PROVINCIAL,
    FundingSource.NATIONAL,
    FundingSource.DISTRICT,
    FundingSource.COMMUNE,
    FundingSource.LOCAL,
)
NATION_FIRST = (FundingSource.NATIONAL, *(s for s in STATE if s is not FundingSource.NATIONAL))
_SPAN = {
    Shape.PROGRAMME: "giai đoạn",
    Shape.YEAR: "năm",
    Shape.HALF_YEAR: "kỳ",
    Shape.NINE_MONTHS: "kỳ",
    Shape.QUARTER: "quý",
    Shape.MONTH: "tháng",
}


@dataclass(frozen=True)
class Desk:
    """What every section writes from."""

    asking: Asking
    phrases: Phrases
    as_of: datetime
    #: The office's own chapters, by the key of the place where they stand.
    chapters: Mapping[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Return the place as a sentence names it: "tỉnh Bắc Giang", "vùng Tây Nguyên"."""
        place = self.asking.place
        if self.asking.is_region:
            return _region(self.asking.told.name)
        if place.level == Level.COUNTRY:
            return "cả nước"
        return f"{(place.kind or '').lower()} {place.name}".strip()

    @property
    def period(self) -> str:
        """Return the period as a sentence names it: "giai đoạn 2016-2020"."""
        return str(self.asking.period)

    @property
    def moment(self) -> str:
        """Return until when records are counted: "09 giờ 15 ngày 23/11/2026"."""
        at = self.as_of.astimezone(VIETNAM)
        return f"{at:%H} giờ {at:%M} ngày {at:%d/%m/%Y}"

    @property
    def sources(self) -> tuple[FundingSource, ...]:
        """Return the sources in the order of this report: a nation's own first."""
        return NATION_FIRST if self.asking.is_country else STATE

    @cached_property
    def noted(self) -> Chapter:
        """Return the limits, causes and proposals that were noted in the period."""
        ask = self.asking
        proposals, remarks = Proposal.objects.all(), Remark.objects.all()
        if not ask.is_country:
            units = [unit.place.id for unit in ask.told.units]
            proposals = proposals.filter(province__in=units)
            remarks = remarks.filter(province__in=units)
        return chapter(proposals, remarks, ask.period.start, ask.period.end)

    def say(self, key: str, **told: object) -> Words:
        """Return a sentence of the report; place and period are always at hand."""
        return self.phrases.say(key, noi=self.place, ky=self.period, **told)

    def paragraph(self, key: str, **told: object) -> Paragraph:
        """Return a sentence as a paragraph."""
        return Paragraph(self.say(key, **told))

    def of_target(self, figure: Figure) -> dict[str, object]:
        """Return how a figure stands to its target, and what the target is called."""
        aim = self.asking.aim_of(figure)
        if aim is None or aim.by in (None, AimBy.SHARE):
            return {"muc_tieu": None, "so_voi": ""}
        span = _SPAN.get(self.asking.period.shape or Shape.PROGRAMME, "kỳ")
        of = "kế hoạch" if aim.by is AimBy.PLANS else f"mục tiêu {span}"
        return {"muc_tieu": self.asking.of_target(figure), "so_voi": of}

    def own_words(self, key: str) -> Iterator[Block]:
        """Yield what the office wrote itself for a place of the report."""
        for line in self.chapters.get(key, "").splitlines():
            if clean(line):
                yield Paragraph(Typed(clean(line)))


def _region(name: str) -> str:
    """Return a region as a sentence names it; a name that says what it is stands alone."""
    return name if fold(name).startswith(("vung ", "khu vuc ", "mien ")) else f"vùng {name}"


def items(lines: Sequence[Words]) -> Items:
    """Return lines as a list: each ends with ";", the last with "."."""
    last = len(lines) - 1
    return Items(tuple(ended(line, "." if i == last else ";") for i, line in enumerate(lines)))


def ended(words: Words, mark: str) -> Words:
    """Return words with a mark at their end."""
    parts = parts_of(words)
    return Spans((*parts, mark)) if len(parts) > 1 or isinstance(words, Spans) else f"{words}{mark}"


def joined(clauses: Sequence[Words], between: str = "; ") -> Words:
    """Return clauses as one sentence, without its stop."""
    parts: list[object] = []
    for index, clause in enumerate(clauses):
        parts += [*([between] if index else []), *parts_of(clause)]
    return Spans(tuple(parts))  # type: ignore[arg-type]
