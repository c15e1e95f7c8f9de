"""What must never be false is held by the database: each constraint, with the try to break it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.apps import apps
from django.db import IntegrityError, models, transaction

from khuyencong.core.identity import new_id
from khuyencong.projects import actions
from khuyencong.projects.actions import FindingTold
from khuyencong.projects.models import (
    Acceptance,
    Adjustment,
    Annex,
    Appraisal,
    AppraisalCriterion,
    AppraisalQuorum,
    AppraisalSheet,
    Contract,
    ContractShare,
    CouncilMember,
    CouncilSeat,
    FollowUp,
    Inspection,
    InspectionFinding,
    Line,
    LineShare,
    Progress,
    Project,
    ProjectPlace,
    StepDeadline,
    StepPaper,
    StepTaken,
)
from tests.breaking import names_constraint
from tests.factories import make_commune, make_request
from tests.projects.crew import TODAY, Crew, M, at, fresh, only_line

YESTERDAY = TODAY - timedelta(days=1)
ONE = new_id()


class Breach(NamedTuple):
    """The first row of a table, with what would make it false; or the same row once more."""

    model: type[models.Model]
    changes: dict[str, Any]
    again: bool = False


def same(model: type[models.Model], **changes: Any) -> Breach:
    return Breach(model, changes, again=True)


def told(model: type[models.Model], **changes: Any) -> Breach:
    return Breach(model, changes)


BACKWARDS = {"valid_from": TODAY, "valid_until": TODAY}
#: A row of the norms stands under its constraints like any other.
NORMS = {
    "steppaper": StepPaper,
    "stepdeadline": StepDeadline,
    "appraisalcriterion": AppraisalCriterion,
    "appraisalquorum": AppraisalQuorum,
    "councilseat": CouncilSeat,
}
BREACHES: dict[str, Breach] = {
    "project_code_once": same(Project),
    "project_has_code_and_name": told(Project, name=""),
    "project_level_known": told(Project, level="x"),
    "project_kind_known": told(Project, kind="x"),
    "project_state_known": told(Project, state="x"),
    "project_source_fits_level": told(Project, source="national"),
    "project_years_in_order": told(Project, last_year=2025),
    "project_days_in_order": told(Project, starts_on=TODAY, ends_on=YESTERDAY),
    "project_implementer_with_method": told(Project, implementer_method=""),
    "projectplace_once": same(ProjectPlace),
    "line_number_once": same(Line, request=None),
    "line_request_once": same(Line, number=9, state="accepted"),
    "line_says_what": told(Line, what=""),
    "line_state_known": told(Line, state="x"),
    "line_cost_covers_counterpart": told(Line, counterpart=200 * M + 1),
    "line_counts_something": told(Line, quantity=0),
    "line_named_once_contracted": told(Line, establishment=None),
    "line_not_replacing_itself": told(Line, replaces=models.F("id")),
    "lineshare_source_once": same(LineShare),
    "lineshare_of_the_state": told(LineShare, source="foreign"),
    "lineshare_positive": told(LineShare, amount=0),
    "appraisal_round_once": same(Appraisal, closed_at=at(), verdict="pass", concluded_by=ONE),
    "appraisal_one_open": same(Appraisal, round=9),
    "appraisal_closed_whole": told(Appraisal, verdict="pass", concluded_by=None),
    "appraisalsheet_once": same(AppraisalSheet),
    "appraisalsheet_conflict_without_points": told(AppraisalSheet, total=None),
    "contract_number_once": same(Contract),
    "contract_has_number": told(Contract, number=""),
    "contract_days_in_order": told(Contract, ends_on=YESTERDAY),
    "contract_rate_with_reason": told(Contract, advance_percent=50, advance_reason=""),
    "contract_liquidated_after_signed": told(Contract, liquidated_on=YESTERDAY),
    "contractshare_once": same(ContractShare),
    "contractshare_not_negative": told(ContractShare, amount=-1),
    "annex_number_once": same(Annex),
    "annex_says_what": told(Annex, told=""),
    "progress_percent": told(Progress, percent=101),
    "progress_says_what": told(Progress, told=""),
    "inspection_has_minutes": told(Inspection, minutes=""),
    "finding_says_what": told(InspectionFinding, told=""),
    "finding_closed_whole": told(InspectionFinding, how="Đã sửa"),
    "acceptance_concludes": told(Acceptance, words=""),
    "acceptance_cost_positive": told(Acceptance, cost=0),
    "council_one_chair": same(CouncilMember),
    "council_seat_known": told(CouncilMember, seat="x"),
    "council_member_named": told(CouncilMember, full_name=""),
    "followup_once_a_day": same(FollowUp),
    "followup_output_with_its_unit": told(FollowUp, output_after=3, output_unit=""),
    "followup_money_not_negative": told(FollowUp, revenue=-1),
    "steptaken_says_what": told(StepTaken, step=""),
    "adjustment_one_open": same(Adjustment),
    "adjustment_has_reason": told(Adjustment, reason=""),
    "adjustment_state_known": told(Adjustment, state="x"),
    "adjustment_decided_whole": told(Adjustment, decided_by=ONE),
    "adjustment_confirmed_where_needed": told(
        Adjustment,
        state="approved",
        decided_by=ONE,
        decided_at=at(),
        needs_confirmation=True,
    ),
    "steppaper_once": same(StepPaper),
    "stepdeadline_once": same(StepDeadline),
    "stepdeadline_some_days": told(StepDeadline, days=0),
    "appraisalcriterion_once": same(AppraisalCriterion),
    "appraisalcriterion_some_points": told(AppraisalCriterion, most=0),
    "appraisalquorum_once": same(AppraisalQuorum),
    "appraisalquorum_some": told(AppraisalQuorum, sheets=0),
    "councilseat_once": same(CouncilSeat),
    "councilseat_known": told(CouncilSeat, seat="x"),
    **{f"{name}_ends_after_it_begins": told(model, **BACKWARDS) for name, model in NORMS.items()},
    **{
        f"{name}_verified_has_clause": told(model, verified=True, clause="")
        for name, model in NORMS.items()
    },
}


#: What another constraint of the table says as well; PostgreSQL may name either.
IMPLIED = {"adjustment_state_known"}


def test_every_constraint_is_broken_on_purpose_and_holds(crew: Crew) -> None:
    everything(crew)
    held = {name for name, breach in BREACHES.items() if refusal(name, breach)}
    assert set(BREACHES) - held == set()


def test_every_constraint_has_its_breach() -> None:
    every = apps.get_app_config("projects").get_models()
    declared = {c.name for model in every for c in model._meta.constraints}
    declared -= {c.name for model in every for c in model._meta.constraints if not c.name}
    assert declared == set(BREACHES)


def refusal(name: str, breach: Breach) -> bool:
    """Return whether the database refuses it, and by this constraint."""
    row = breach.model._default_manager.order_by("pk").first()
    assert row is not None, breach.model
    try:
        with transaction.atomic():
            if breach.again:
                write_again(row, breach.changes)
            else:
                breach.model._default_manager.filter(pk=row.pk).update(**breach.changes)
    except IntegrityError as error:
        assert name in IMPLIED or names_constraint(str(error), row, name), (name, str(error))
        return True
    return False


def write_again(row: models.Model, changes: dict[str, Any]) -> None:
    row.pk, row._state.adding = new_id(), True
    for field, value in changes.items():
        setattr(row, field, value)
    row.save(force_insert=True)


def everything(crew: Crew) -> None:
    """Lead one đề án to its settlement, with a row in every table of the room."""
    project = crew.drafted(places=(make_commune(),))
    crew.line(project)
    crew.under_way(fresh(project))
    line = only_line(project)
    rest_of_the_tables(crew, fresh(project), line)
    crew.progress(line)
    crew.accept(line)
    crew.pay(line, 80 * M)
    crew.follow_up(line)
    Line.objects.filter(id=line.id).update(request=a_request(crew, line))
    first = Appraisal.objects.order_by("pk")[0]
    Appraisal.objects.filter(pk=first.pk).update(closed_at=None, verdict="", concluded_by=None)


def rest_of_the_tables(crew: Crew, project: Project, line: Line) -> None:
    actions.annex(
        by=crew.head,
        contract=Contract.objects.order_by("pk")[0],
        number="PL1",
        signed_on=TODAY,
        told="Lùi ngày",
        at=at(),
    )
    actions.inspect(
        by=crew.officer,
        project=project,
        day=TODAY,
        body=crew.department,
        minutes="Đã xem",
        findings=[FindingTold(told="Lắp biển")],
        at=at(),
    )
    said = {"reason": "mẫu", "authority": "agency", "asked_by": ONE, "asked_at": at()}
    Adjustment.objects.create(project=project, **said)
    StepDeadline.objects.create(level="local", state="registered", days=10, valid_from=TODAY)
    for model in NORMS.values():
        row = model._default_manager.order_by("pk")[0]
        model._default_manager.filter(pk=row.pk).update(valid_from=date(2020, 1, 1))


def a_request(crew: Crew, line: Line) -> object:
    assert line.establishment
    return make_request(crew.drafter, line.establishment)
