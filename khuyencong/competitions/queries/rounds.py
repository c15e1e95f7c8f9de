"""Rounds: the list, all that the page of one shows, what everybody may see."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khuyencong.competitions.models import CriteriaSet, Entry, Round, RoundStep, Verdict
from khuyencong.competitions.queries.judging import last_day, levels_below
from khuyencong.competitions.queries.scope import criteria_visible_to
from khuyencong.competitions.states import (
    LIVING,
    ROUND_STEPS,
    EntryState,
    ProductGroup,
    RoundLevel,
    RoundState,
)
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.registry.models.dated import on_day

R = RoundState
#: What everybody may see: a call, and what came of it.
IN_PUBLIC = [state for state in R.values if state not in (R.PREPARED, R.CANCELLED)]
#: Who does what next.
NEXT = {
    R.PREPARED: "Đơn vị tổ chức xem lại lịch rồi phát động.",
    R.CALLED: "Cơ sở nộp hồ sơ; đơn vị tổ chức xét và cho mã số.",
    R.GATHERED: "Đơn vị tổ chức xét nốt hồ sơ đã nộp; ban thư ký bắt đầu chấm.",
    R.SCORING: "Giám khảo chấm; ban thư ký khóa điểm.",
    R.TALLIED: "Ban thư ký mở vòng hai, hoặc hội đồng họp.",
    R.SECOND: "Giám khảo chấm vòng hai; ban thư ký khóa điểm.",
    R.FINAL: "Hội đồng họp, kết luận.",
    R.DECIDED: "Lãnh đạo ghi quyết định công nhận, cấp giấy chứng nhận.",
    R.RECOGNISED: "Đã công nhận. Sản phẩm được chọn đưa lên cấp trên.",
    R.CANCELLED: "Đã dừng; hồ sơ giữ để xem.",
}


def listed_votes(rows: QuerySet[Round]) -> QuerySet[Round]:
    """Return rounds with what a list shows, the newest first; one query."""
    living = Count("entries", filter=Q(entries__state__in=LIVING))
    accepted = Count("entries", filter=Q(entries__state=EntryState.ACCEPTED))
    shown = rows.select_related("custodian", "place", "region")
    return shown.annotate(living=living, accepted=accepted).order_by("-year", "-opens_on", "id")


def public_rounds() -> QuerySet[Round]:
    """Return the rounds that everybody may see."""
    return listed_votes(Round.objects.filter(state__in=IN_PUBLIC))


def open_calls(on: date) -> QuerySet[Round]:
    """Return the rounds that take dossiers on a day."""
    rows = Round.objects.filter(state=R.CALLED, opens_on__lte=on, closes_on__gt=on)
    return rows.select_related("custodian", "place", "region").order_by("closes_on", "id")


def criteria_sets_for(
    level: str, day: date, custodian: Organisation | None
) -> QuerySet[CriteriaSet]:
    """Return the criteria that a round of a level may use on a day, a body's own first."""
    of = Q(custodian=None) | Q(custodian=custodian) if custodian else Q(custodian=None)
    rows = CriteriaSet.objects.filter(of, Q(level="") | Q(level=level)).filter(on_day(day))
    return rows.order_by("custodian_id", "-valid_from", "id").reverse()


def criteria_listed(user: Actor) -> QuerySet[CriteriaSet]:
    """Return the criteria a person sees, with how many rounds use each; one query."""
    used = Exists(Round.objects.filter(criteria=OuterRef("id")))
    rows = criteria_visible_to(user).select_related("custodian").annotate(used=used)
    return rows.order_by("-valid_from", "name", "id")


@dataclass(frozen=True)
class GroupCount:
    """The entries of a group, by where they stand."""

    group: ProductGroup
    by_state: dict[str, int]

    @property
    def total(self) -> int:
        """Return how many stand in the vote or wait for it."""
        return sum(count for state, count in self.by_state.items() if state in LIVING)


@dataclass(frozen=True)
class RoundView:
    """All that the page of a round shows."""

    round: Round
    groups: list[GroupCount]
    history: list[tuple[RoundStep, str]]
    climbers: list[Entry]
    next: str
    last_day: date

    @property
    def waiting(self) -> int:
        """Return how many dossiers wait to be looked through."""
        return sum(one.by_state.get(EntryState.SUBMITTED, 0) for one in self.groups)

    @property
    def states(self) -> list[EntryState]:
        """Return the states that some entry is in, and always that of the accepted."""
        there = {state for one in self.groups for state, count in one.by_state.items() if count}
        return [state for state in EntryState if state in there | {EntryState.ACCEPTED}]

    @property
    def table(self) -> list[tuple[ProductGroup, list[tuple[str, int]]]]:
        """Return each group with its counts, every one beside the words of its state."""
        return [
            (one.group, [(str(state.label), one.by_state.get(state, 0)) for state in self.states])
            for one in self.groups
        ]

    def people(self) -> set[UUID]:
        """Return the ids of those whose names the page shows."""
        told = {step.by for step, _ in self.history} | {self.round.by}
        return {one for one in told if one}


def round_view(round: Round) -> RoundView:
    """Return the page of a round; three queries, however many entries."""
    return RoundView(
        round,
        list(_groups(round)),
        [(step, ROUND_STEPS[step.name].label) for step in round.steps.order_by("-at", "-id")],
        list(climbers(round)[:100]),
        NEXT[RoundState(round.state)],
        last_day(round),
    )


def _groups(round: Round) -> Iterator[GroupCount]:
    rows = Entry.objects.filter(round=round).values_list("product__group", "state").order_by()
    counted: dict[str, dict[str, int]] = {}
    for group, state, count in rows.annotate(Count("id")):
        counted.setdefault(group, {})[state] = count
    for group in ProductGroup:
        yield GroupCount(group, counted.get(group.value, {}))


def climbers(round: Round) -> QuerySet[Entry]:
    """Return the nominated entries of the level below that may still be brought up here."""
    if round.state != R.CALLED:
        return Entry.objects.none()
    nominated = Verdict.objects.filter(entry=OuterRef("id"), nominated=True)
    day = last_day(round)
    rows = Entry.objects.filter(
        Exists(nominated),
        round__level__in=levels_below(round),
        climbed_to=None,
        certificate__revoked_on=None,
        certificate__last_day__gte=day,
        certificate__issued_on__lte=day,
    )
    if round.level == RoundLevel.REGION:
        members = Q(round__place__region_memberships__region=round.region_id)
        rows = rows.filter(members).distinct()
    kin = ("product__establishment", "round__custodian", "certificate")
    return rows.select_related(*kin).order_by("round__name", "code", "id")
