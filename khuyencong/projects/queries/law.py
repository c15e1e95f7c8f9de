"""What the law of a day says to a đề án and to each of its lines."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from khuyencong.law import rules as law
from khuyencong.law.queries import law_on, place_facts
from khuyencong.law.rules import (
    Finding,
    Law,
    PlaceFacts,
    ProjectFacts,
    SizeFacts,
    Step,
    SupportFacts,
    Verdict,
)
from khuyencong.law.rules.findings import finding, weightiest
from khuyencong.law.states import Deadline, Form, Item, Limit, ParameterKind
from khuyencong.projects.models import Line, Project, StepTaken
from khuyencong.projects.rules.law import Judged
from khuyencong.projects.states import GONE, SOURCE_OF, Level, LineState, ProjectKind, ProjectState
from khuyencong.registry.models import Establishment, EstablishmentFigure, Place
from khuyencong.registry.queries import double_support_of_many, proposed_communes
from khuyencong.registry.queries.clusters import recognised_on
from khuyencong.registry.queries.establishments import figures_on, members_of
from khuyencong.registry.queries.supports import Finding as DoubleSupport
from khuyencong.registry.states import EstablishmentForm, FigureOf
from khuyencong.values.dates import format_date
from khuyencong.values.support_items import items_alike
from khuyencong.values.text import fold
from khuyencong.values.vocabulary import FundingSource

FORMS = {
    EstablishmentForm.ENTERPRISE: Form.SMALL_ENTERPRISE,
    EstablishmentForm.COOPERATIVE: Form.COOPERATIVE,
    EstablishmentForm.COOPERATIVE_UNION: Form.COOPERATIVE_UNION,
    EstablishmentForm.COOPERATIVE_GROUP: Form.COOPERATIVE_GROUP,
    EstablishmentForm.HOUSEHOLD_BUSINESS: Form.HOUSEHOLD_BUSINESS,
}
#: Đề án whose lines stand against another support of the same thing.
COUNTS_NOT = (
    ProjectState.DRAFT,
    ProjectState.RETURNED,
    ProjectState.REJECTED,
    ProjectState.WITHDRAWN,
    ProjectState.TERMINATED,
)
OWN_RULES = "Theo quy chế của tỉnh: chưa đọc được điều kiện của loại đề án này."


@dataclass
class _Day:
    """The law of one day, asked for once by place."""

    day: date
    laws: dict[str, Law] = field(default_factory=dict)
    places: dict[tuple[UUID, bool | None], PlaceFacts | None] = field(default_factory=dict)

    def at(self, place: Place | None) -> Law:
        key = place.key if place else ""
        if key not in self.laws:
            try:
                self.laws[key] = law_on(self.day, key)
            except LookupError:
                self.laws[key] = self.at(None)
        return self.laws[key]

    def facts_of(self, place: Place, village: bool | None) -> PlaceFacts | None:
        key = (place.id, village)
        if key not in self.places:
            try:
                self.places[key] = place_facts(place, self.day, craft_village=village)
            except LookupError:
                self.places[key] = None
        return self.places[key]


@dataclass(frozen=True)
class _Known:
    """What is recorded of the beneficiaries of some lines, asked for at once."""

    figures: Mapping[tuple[UUID, str], EstablishmentFigure]
    recognised: frozenset[UUID]
    doubles: Mapping[UUID, list[DoubleSupport]]
    alike: Mapping[UUID, list[Line]]
    let_pass: Mapping[UUID, set[str]]

    @classmethod
    def of(cls, project: Project, lines: Sequence[Line], day: date) -> "_Known":
        told = [(line, line.establishment) for line in lines if line.establishment]
        whose = {who.id for _, who in told}
        villages = {who.craft_village_id for _, who in told if who.craft_village_id}
        recognised = recognised_on(day).filter(id__in=villages).values_list("id", flat=True)
        doubles = double_support_of_many([(who, line.what) for line, who in told], day)
        return cls(
            figures=figures_on(whose, (FigureOf.CHARTER_CAPITAL, FigureOf.LABOUR), day),
            recognised=frozenset(recognised) if villages else frozenset(),
            doubles={line.id: found for (line, _), found in zip(told, doubles, strict=True)},
            alike=_alike(project, [line for line, _ in told]),
            let_pass=_let_pass(lines),
        )


def findings_of(project: Project, day: date, lines: Iterable[Line] | None = None) -> list[Judged]:
    """Return the findings of the đề án (line None) and of its living lines, in their order.

    The law of each province is asked for once; what is recorded of the beneficiaries, once for
    all. With `lines`, only those are looked at.
    """
    of_day = _Day(day)
    if lines is None:
        told = list(lines_to_judge(project))
        found = [Judged(None, one) for one in _of_kind(of_day.at(None), project, told)]
    else:
        told, found = list(lines), []
    known = _Known.of(project, told, day)
    for line in told:
        found += [Judged(line, one) for one in _of_line(of_day, known, project, line)]
    return found


def lines_to_judge(project: Project) -> Iterator[Line]:
    """Yield the living lines with all that the rules ask of them."""
    rows = project.lines.exclude(state__in=GONE).order_by("number")
    yield from rows.select_related(
        "establishment__commune", "establishment__craft_village", "place"
    ).prefetch_related("shares")


def lateness_of(project: Project, day: date) -> Finding | None:
    """Return what says that a national đề án comes late for the plan of its first year."""
    if project.level != Level.NATIONAL:
        return None
    of_day = law_on(day)
    rule = of_day.one(ParameterKind.DEADLINE, Deadline.PLAN_REGISTRATION)
    last = law.last_day_in_year(of_day, Deadline.PLAN_REGISTRATION, project.first_year - 1)
    if rule is None or last is None or day <= last:
        return None
    told = f"Hạn cuối {format_date(last)}."
    step = Step(Deadline.PLAN_REGISTRATION.label, format_date(day), told, Verdict.NO, rule)
    return Finding("in_time", Verdict.NO, told, (step,))


# --- the kind of đề án ---------------------------------------------------------------------------


def _of_kind(of_day: Law, project: Project, lines: list[Line]) -> Iterator[Finding]:
    if project.kind not in (ProjectKind.KEY, ProjectKind.GROUP):
        return
    if project.level != Level.NATIONAL:
        label = project.get_kind_display()
        yield Finding(
            "kind",
            Verdict.UNCERTAIN,
            OWN_RULES,
            (Step(label, label, OWN_RULES, Verdict.UNCERTAIN),),
        )
    elif project.kind == ProjectKind.KEY:
        yield law.is_key_project(of_day, _facts(project, lines))
    else:
        for item in sorted({line.item for line in lines if line.item}):
            yield law.may_be_group_project(of_day, Item(item))


def _facts(project: Project, lines: list[Line]) -> ProjectFacts:
    return ProjectFacts(
        contents=len({line.content for line in lines if line.content}),
        beneficiaries=len({line.establishment_id for line in lines if line.establishment_id}),
        years=project.last_year - project.first_year + 1,
    )


# --- one line ------------------------------------------------------------------------------------


def _of_line(of_day: _Day, known: _Known, project: Project, line: Line) -> Iterator[Finding]:
    who = line.establishment
    place = _place(line, of_day.day)
    here = of_day.at(place or project.custodian.place)
    if who:
        yield law.eligible_form(here, FORMS[EstablishmentForm(who.form)])
        if who.form == EstablishmentForm.ENTERPRISE:
            yield law.eligible_size(here, _size(known, who))
        yield _eligible_place(of_day, known, here, who, place)
    yield from _support(here, project, line)
    if who:
        yield from _double(here, known, line)


def _place(line: Line, day: date) -> Place | None:
    """Return where the line is carried out: as told, else where its beneficiary stands on a day."""
    place: Place | None = line.place
    if place or line.establishment is None:
        return place
    commune = line.establishment.commune
    if commune.held_on(day):
        return commune
    heirs = proposed_communes(line.establishment, day)
    return heirs[0].place if len(heirs) == 1 else commune


def _eligible_place(
    of_day: _Day, known: _Known, here: Law, who: Establishment, place: Place | None
) -> Finding:
    """Return whether the place may be supported, a craft village as the record tells it."""
    recognised = who.craft_village_id in known.recognised
    facts = of_day.facts_of(place, recognised) if place else None
    if facts:
        return law.eligible_place(here, facts)
    told = f"Chưa rõ {place or 'nơi thực hiện'} thuộc xã, phường nào: xác nhận ở hồ sơ cơ sở."
    step = Step("Địa bàn có trong danh mục?", str(place or ""), told, Verdict.ASK)
    return Finding("eligible_place", Verdict.ASK, told, (step,))


def _size(known: _Known, who: Establishment) -> SizeFacts:
    capital = known.figures.get((who.id, FigureOf.CHARTER_CAPITAL))
    labour = known.figures.get((who.id, FigureOf.LABOUR))
    return SizeFacts(
        capital=capital.value if capital else None, labour=labour.value if labour else None
    )


def _support(here: Law, project: Project, line: Line) -> Iterator[Finding]:
    """Yield a finding by source: all the support of the State must keep within the main one's."""
    if not line.item:
        return
    amounts = {share.source: share.amount for share in line.shares.all()}
    for source, amount in sorted(amounts.items()):
        asked = sum(amounts.values()) if source == project.source else amount
        yield support_finding(here, project, line, SOURCE_OF[source], line.cost, asked)


def support_finding(
    here: Law, project: Project, line: Line, source: FundingSource, cost: int, asked: int
) -> Finding:
    """Return whether so much of one source may be given to a line that costs so much."""
    facts = SupportFacts(
        Item(line.item),
        source,
        cost=cost,
        asked=asked,
        priority=project.kind == ProjectKind.KEY,
    )
    return law.highest_support(here, facts)


def law_of(project: Project, line: Line, day: date) -> Law:
    """Return the law of a day where a line is carried out."""
    return _Day(day).at(_place(line, day) or project.custodian.place)


# --- no second support of the same thing --------------------------------------------------------


def _double(here: Law, known: _Known, line: Line) -> Iterator[Finding]:
    steps = [
        _step(here, line, one.reason, Verdict.NEEDS_REASON if one.blocks else Verdict.YES)
        for one in known.doubles[line.id]
    ]
    steps += _in_other_projects(here, known, line)
    if not steps:
        item, content = Item(line.item or Item.ALL), fold(line.what)
        yield law.no_double_support(here, item, content, ())
        return
    verdict = weightiest(step.verdict for step in steps)
    told = next(step.told for step in steps if step.verdict is verdict)
    yield finding("no_double_support", told, steps)


def _in_other_projects(here: Law, known: _Known, line: Line) -> Iterator[Step]:
    seen = known.let_pass.get(line.id, set())
    for other in known.alike[line.id]:
        told = f"Đề án {other.project.code} đã có “{other.what}” cho cơ sở này, năm {other.year}."
        waits = other.state == LineState.PROPOSED
        verdict = Verdict.ASK if waits else Verdict.NEEDS_REASON
        yield _step(here, line, told, Verdict.YES if str(other.id) in seen else verdict)


def against(project: Project, line: Line) -> list[str]:
    """Return the lines of other đề án that stand against this one and were not let pass."""
    seen = _let_pass([line]).get(line.id, set())
    others = _alike(project, [line])[line.id]
    return [str(other.id) for other in others if str(other.id) not in seen]


def _alike(project: Project, lines: Sequence[Line]) -> dict[UUID, list[Line]]:
    """Return by line the living lines of other đề án for the same thing of its beneficiary."""
    records = members_of({line.establishment_id for line in lines if line.establishment_id})
    others = Line.objects.filter(establishment__in={one for own in records.values() for one in own})
    others = others.exclude(project=project).exclude(state__in=GONE)
    others = others.exclude(project__state__in=COUNTS_NOT).select_related("project")
    ordered = list(others.order_by("project__code", "number"))
    found: dict[UUID, list[Line]] = {}
    for line in lines:
        own = records[line.establishment_id] if line.establishment_id else []
        near = [other for other in ordered if other.establishment_id in own]
        found[line.id] = [other for other in near if items_alike(other.what, line.what)]
    return found


def _let_pass(lines: Sequence[Line]) -> dict[UUID, set[str]]:
    """Return by line the lines that a right-holder let pass beside it, in writing."""
    steps = StepTaken.objects.filter(line__in=[line.id for line in lines], step="let_pass")
    found: dict[UUID, set[str]] = defaultdict(set)
    for line_id, facts in steps.values_list("line_id", "facts"):
        found[line_id].update(facts.get("seen", []))
    return found


def _step(here: Law, line: Line, told: str, verdict: Verdict) -> Step:
    rule = here.one(ParameterKind.CONDITION, Limit.NO_OTHER_STATE_SUPPORT)
    return Step("Chưa được Nhà nước hỗ trợ cùng nội dung?", line.what, told, verdict, rule)
