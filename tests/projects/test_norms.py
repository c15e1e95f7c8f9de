"""Norms come from the data files, once; what nobody read is never called verified."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.applications.models import PaperKind
from khuyencong.law.states import Item
from khuyencong.projects.actions import load_norms
from khuyencong.projects.models import (
    AppraisalCriterion,
    AppraisalQuorum,
    CouncilSeat,
    StepDeadline,
    StepPaper,
)
from khuyencong.projects.queries import missing_papers
from khuyencong.projects.queries.norms import criteria_of, quorum_of, seats_of
from khuyencong.projects.states import ACTS, LINE_STEPS, PROJECT_STEPS, AppraisalLevel, Level
from tests.projects.crew import TODAY, Crew

STEPS = {step.name for table in (PROJECT_STEPS, LINE_STEPS, ACTS) for step in table}


def test_loading_again_adds_nothing(crew: Crew) -> None:
    assert load_norms() == 0


def test_a_row_that_officers_added_stays(crew: Crew) -> None:
    StepDeadline.objects.create(level="local", state="registered", days=15)
    load_norms()
    assert StepDeadline.objects.get().days == 15


@pytest.mark.parametrize("level", Level.values)
@pytest.mark.parametrize("at", AppraisalLevel.values)
def test_both_levels_have_a_form_of_appraisal(crew: Crew, level: str, at: str) -> None:
    assert sum(one.most for one in criteria_of(level, at, TODAY)) == 60
    assert quorum_of(level, at, TODAY) == 2
    assert [one.seat for one in seats_of(level, TODAY)] == [
        "department",
        "commune",
        "implementer",
        "beneficiary",
    ]


def test_only_what_was_read_is_verified(crew: Crew) -> None:
    for model in (AppraisalCriterion, AppraisalQuorum, CouncilSeat, StepDeadline):
        assert not model.objects.filter(verified=True).exists()
    verified = StepPaper.objects.filter(verified=True)
    assert {row.level for row in verified} == {"national"}
    assert {row.step for row in verified} == {"advance", "pay"}
    assert all("TT 36/2013/TT-BCT" in row.clause for row in verified)


def test_papers_are_asked_of_known_steps_items_and_kinds(crew: Crew) -> None:
    kinds = set(PaperKind.objects.values_list("code", flat=True))
    for row in StepPaper.objects.all():
        assert row.step in STEPS
        assert row.item in {"", *Item.values}
        assert row.paper in kinds


def test_a_norm_holds_from_its_day_until_before_its_last(crew: Crew) -> None:
    AppraisalQuorum.objects.filter(level="local", at="base").update(
        valid_from=date(2026, 1, 1), valid_until=TODAY
    )
    AppraisalQuorum.objects.create(level="local", at="base", sheets=3, valid_from=TODAY)
    assert quorum_of("local", "base", date(2026, 3, 1)) == 2
    assert quorum_of("local", "base", TODAY) == 3
    assert quorum_of("local", "base", date(2025, 12, 31)) == 2


def test_papers_are_asked_in_as_many_queries_for_ten_lines_as_for_one(crew: Crew) -> None:
    project = crew.drafted()
    counts = []
    for number in range(4):
        crew.line(project, what=f"Máy số {number}")
        lines = list(project.lines.all())
        with CaptureQueriesContext(
            connection,
        ) as asked:
            missing_papers(project, lines, TODAY)
        counts.append(len(asked))
    assert counts == [2, 2, 2, 2]
