"""For each check the case that makes it fire: what is entered, and what the finding is about."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.db.models import Model

from khuyencong.applications.models import Claim
from khuyencong.competitions.models import Certificate
from khuyencong.connections.models import Delivery, Hook
from khuyencong.core.identity import new_id
from khuyencong.exchange.models import Bundle, Instance
from khuyencong.fieldwork.models import Kit, Returned
from khuyencong.funds.models import Budget, Fund
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.states import BatchState
from khuyencong.projects.models import Acceptance, Line, LineShare, Project
from khuyencong.projects.states import LineState, ProjectState
from khuyencong.publishing.models import PublicQuestion
from khuyencong.registry.models import Establishment, LikelyTwin
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_certificate,
    make_commune,
    make_duty,
    make_entry,
    make_establishment,
    make_product,
    make_project,
    make_proposal,
    make_result,
    make_round,
    make_user,
)

TODAY = date(2026, 11, 24)
Case = Callable[[Cast], list[Model]]


def line_of(cast: Cast, support: int = 100, **more: object) -> Line:
    """Return a line of its own đề án, with so much of the State's money for one piece."""
    project = make_project(cast.centre_officer, cast.department)
    state = more.pop("project_state", ProjectState.DRAFT)
    Project.objects.filter(id=project.id).update(state=state)
    told = {
        "project": project, "number": 1, "content": "training", "what": "Lớp mẫu", "year": 2026,
        "cost": support + 10, "counterpart": 10, "state_since": ENTERED_AT,
        "recorded_at": ENTERED_AT,
    } | more  # fmt: skip
    line = Line.objects.create(**told)
    LineShare.objects.create(line=line, source="provincial", amount=support)
    return line


def accepted(cast: Cast, day: date, **more: object) -> Line:
    """Return a line that was accepted on a day."""
    told = {"state": LineState.PAID, "project_state": ProjectState.SETTLED} | more
    line = line_of(cast, establishment=make_establishment(cast.owner, cast.department), **told)
    Acceptance.objects.create(
        line=line, day=day, quantity=1, cost=110, words="Mẫu", by=new_id(),
        recorded_at=ENTERED_AT,
    )  # fmt: skip
    return line


def funded(cast: Cast, project: Project, amount: int) -> None:
    """Let the ledger's balance say that so much was given to a đề án."""
    budget = Budget.objects.create(
        owner=cast.department, source="provincial", year=2026, allotted=1000, committed=amount
    )
    Fund.objects.create(
        budget=budget, spender=project.id, source="provincial", year=2026, committed=amount
    )


def sums(cast: Cast) -> list[Model]:
    line = line_of(cast, project_state=ProjectState.APPROVED)
    funded(cast, line.project, 70)
    return [line.project]


def counterpart(cast: Cast) -> list[Model]:
    line = line_of(cast)
    Line.objects.filter(id=line.id).update(counterpart=3)
    return [line.project]


def bare_acceptance(cast: Cast) -> list[Model]:
    return [accepted(cast, TODAY - timedelta(days=30)).project]


def wrong_totals(cast: Cast) -> list[Model]:
    batch = Batch.objects.create(
        custodian=cast.department, kind="needs", file_name="Mẫu.xlsx", file="0" * 64,
        state=BatchState.DONE, wrong_totals=1, received_at=ENTERED_AT, ended_at=ENTERED_AT,
    )  # fmt: skip
    return [batch]


def unproved(cast: Cast) -> list[Model]:
    return [make_result(cast.centre_officer, cast.department)]


def uncounted_line(cast: Cast) -> list[Model]:
    return [accepted(cast, TODAY - timedelta(days=30)).project]


def unseen(cast: Cast) -> list[Model]:
    return [accepted(cast, TODAY - timedelta(days=700)).project]


def costly(cast: Cast) -> list[Model]:
    for support in (98, 99, 100, 100, 101, 102, 103, 104):
        line_of(cast, support)
    return [line_of(cast, 5_000).project]


def nameless(cast: Cast) -> list[Model]:
    one = make_establishment(cast.owner, cast.department)
    Establishment.objects.filter(id=one.id).update(tax_code="")
    return [one]


def twins(cast: Cast) -> list[Model]:
    pair = sorted(
        (make_establishment(cast.owner, cast.department) for _ in range(2)), key=lambda e: e.id
    )
    LikelyTwin.objects.all().delete()
    LikelyTwin.objects.create(first=pair[0], second=pair[1], reason="phone", seen_at=ENTERED_AT)
    return [pair[0]]


def late(cast: Cast) -> list[Model]:
    return [make_proposal(cast.owner, cast.department, due_on=date(2026, 11, 20))]


def unreported(cast: Cast) -> list[Model]:
    """A year with a đề án whose report was never sent, beside one that was accepted."""
    project = make_project(cast.centre_officer, cast.department)
    Project.objects.filter(id=project.id).update(first_year=2024, last_year=2024)
    missing = {"period_start": date(2024, 1, 1), "period_end": date(2025, 1, 1)}
    made = make_duty(cast.department, cast.agency, **missing, due_on=date(2024, 12, 20))
    there = {"period_start": date(2025, 1, 1), "period_end": date(2026, 1, 1)}
    make_duty(cast.department, cast.agency, **there, due_on=date(2025, 12, 20), state="accepted")
    return [made]


def ending(cast: Cast) -> list[Model]:
    """A title that ends on 31/12, beside one that ended, one that is renewed and one of 2029."""
    maker = make_establishment(cast.owner, cast.department)

    def title(**more: object) -> Certificate:
        entry = make_entry(make_round(cast.department), make_product(cast.owner, maker))
        return make_certificate(entry, **more)

    soon = title(last_day=date(2026, 12, 31))
    title(last_day=date(2026, 11, 23))
    renewed = title(last_day=date(2026, 12, 31))
    title(renews=renewed)
    return [soon]


def moments(days: int) -> tuple[datetime, datetime]:
    """Return when what is late today was begun at the latest, and a second after it."""
    first = TODAY - timedelta(days=days)
    begun = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(hours=7)
    return begun - timedelta(seconds=1), begun


def claim(cast: Cast, at: datetime, **more: object) -> Claim:
    """Return somebody's word that he acts for an establishment."""
    return Claim.objects.create(
        user=make_user("ESTABLISHMENT_USER"), custodian=cast.department, name="Cơ sở Mẫu",
        form="enterprise", commune=make_commune(), recorded_at=at, **more,
    )  # fmt: skip


def unheard(cast: Cast) -> list[Model]:
    """A claim of a week and a day ago, beside one of a week ago and one that was decided."""
    late, in_time = moments(7)
    claim(cast, in_time)
    claim(cast, late, state="refused", reason="Mẫu", decided_by=cast.owner.id, decided_at=in_time)
    return [claim(cast, late)]


def question(cast: Cast, at: datetime, **more: object) -> PublicQuestion:
    """Return a question of somebody without an account."""
    code = f"Q{PublicQuestion.objects.count():04d}"
    return PublicQuestion.objects.create(
        custodian=cast.department, code=code, topic="money", text="Bao giờ?", received_at=at,
        **more,
    )  # fmt: skip


def unanswered(cast: Cast) -> list[Model]:
    late, in_time = moments(10)
    question(cast, in_time)
    handled = {"handled_by": cast.owner.id, "handled_at": in_time}
    question(cast, late, state="answered", shown="Bao giờ?", answer="Sau nghiệm thu", **handled)
    return [question(cast, late)]


def kit(cast: Cast, at: datetime, **more: object) -> Kit:
    """Return a kit as it went out."""
    return Kit.objects.create(
        custodian=cast.department, commune=make_commune(), held_by="UBND xã", day=at.date(),
        public_key=b"", carried={}, issued_by=cast.owner.id, issued_at=at, **more,
    )  # fmt: skip


def not_back(cast: Cast) -> list[Model]:
    """A kit out for long, beside one of late, one that came back and one that was revoked."""
    late, in_time = moments(30)
    kit(cast, in_time)
    kit(cast, late, revoked_at=in_time, revoked_by=cast.owner.id, revoke_reason="Mất máy")
    back = kit(cast, late)
    Returned.objects.create(
        kit=back, sha256="0" * 64, came_by="line", received_at=in_time, made_at=in_time, told=1,
        new=1,
    )  # fmt: skip
    return [kit(cast, late)]


def partner(cast: Cast, confirmed: datetime, *heard: datetime, state: str = "active") -> Instance:
    """Return a partner of the exchange, with the bundles that came from it."""
    if not Instance.objects.filter(is_own=True).exists():
        Instance.objects.create(
            name="Ta", body=cast.department, is_own=True, state="active", proposed_at=ENTERED_AT
        )
    one = Instance.objects.create(
        name="Họ", state=state, proposed_at=confirmed, confirmed_at=confirmed, end_reason="Mẫu"
    )
    for number, at in enumerate(heard):
        Bundle.objects.create(
            partner=one, direction="in", state="taken", sha256=f"{number:064d}", covers=[],
            size=1, at=at,
        )  # fmt: skip
    return one


def silent(cast: Cast) -> list[Model]:
    """Partners of whom nothing came for long, or never; what went to one is not its word."""
    late, in_time = moments(14)
    partner(cast, late, late, in_time)
    partner(cast, in_time)
    partner(cast, late, state="ended")
    first, second = partner(cast, late, late), partner(cast, late)
    Bundle.objects.create(
        partner=second, direction="out", state="written", sha256="f" * 64, covers=[], size=1,
        at=in_time,
    )  # fmt: skip
    return [first, second]


def hook(cast: Cast, *told: tuple[str, datetime], **more: object) -> Hook:
    """Return an address of another system, with what became of each message to it."""
    one = Hook.objects.create(
        custodian=cast.department, user=cast.owner, label="Mẫu", url="https://may.example/",
        events=[], made_at=ENTERED_AT, **more,
    )  # fmt: skip
    for state, at in told:
        Delivery.objects.create(
            hook=one, entry=new_id(), act="request.send", about="request:1", happened_at=at,
            custodian_told=cast.department.id, state=state, recorded_at=at,
        )  # fmt: skip
    return one


def deaf(cast: Cast) -> list[Model]:
    """An address that took nothing since, beside one that did, one new to failing, one ended."""
    late, in_time = moments(2)
    hook(cast, ("failed", in_time))
    hook(cast, ("given_up", late), ("sent", in_time))
    hook(cast, ("failed", late), ended_at=in_time, ended_by=cast.owner.id)
    return [hook(cast, ("sent", late - timedelta(days=1)), ("failed", late), ("failed", in_time))]


def uncounted(cast: Cast) -> list[Model]:
    return [cast.centre]


#: By the id of a check: what makes it fire, and the records that it then names.
CASES: dict[str, Case] = {
    "money.sums_disagree": sums,
    "money.counterpart_disagrees": counterpart,
    "line.accepted_without_paper": bare_acceptance,
    "result.without_evidence": unproved,
    "line.accepted_without_result": uncounted_line,
    "line.no_follow_up": unseen,
    "line.cost_out_of_line": costly,
    "establishment.no_tax_code": nameless,
    "establishment.likely_twins": twins,
    "proposal.overdue": late,
    "report.year_missing": unreported,
    "sheet.totals_unsettled": wrong_totals,
    "title.ends_soon": ending,
    "body.no_staffing": uncounted,
    "body.unreached": uncounted,
    "claim.waiting": unheard,
    "question.waiting": unanswered,
    "kit.not_returned": not_back,
    "partner.silent": silent,
    "hook.failing": deaf,
}
