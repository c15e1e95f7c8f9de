"""Each check fires on its case and on no clean record; scores are weighted and explained."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.applications.models import Paper, PaperKind, PaperUse
from khuyencong.core.identity import new_id
from khuyencong.projects.models import FollowUp, Line
from khuyencong.projects.queries.papers import ABOUT_LINE
from khuyencong.projects.states import ProjectState
from khuyencong.quality.queries import CHECKS, Check, quality_faults, quality_of
from khuyencong.quality.rules import (
    LEAST,
    Declaration,
    Finding,
    Result,
    as_percent,
    median,
    outliers,
    score,
)
from khuyencong.quality.states import CheckKind, Severity
from khuyencong.registry.actions import bodies
from khuyencong.registry.actions.bodies import FactTold, HeadsTold
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_duty,
    make_establishment,
    make_organisation,
    make_proposal,
    make_result,
    make_tax_code,
)
from tests.quality.cases import (
    CASES,
    TODAY,
    accepted,
    claim,
    funded,
    hook,
    kit,
    line_of,
    moments,
    partner,
    question,
)

NUMBERS = st.lists(st.integers(0, 10**12).map(Fraction), min_size=1, max_size=40)


def test_every_check_has_a_case_and_says_what_to_do() -> None:
    told = [check.told for check in CHECKS]
    assert {one.id for one in told} == set(CASES)
    assert len(told) == len(CASES)
    for one in told:
        assert one.title
        assert one.what_to_do.endswith(".")
        assert one.counts
        assert one.weight > 0
    assert {one.severity for one in told} == set(Severity)
    assert {one.kind for one in told} == set(CheckKind)


@pytest.mark.django_db
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.told.id)
def test_a_check_fires_on_its_case(cast: Cast, check: Check) -> None:
    meant = CASES[check.told.id](cast)
    seen = check.look(TODAY)
    assert [finding.record for finding in seen.findings] == [row.pk for row in meant]
    assert all(finding.told for finding in seen.findings)
    assert all(seen.rows[finding.custodian] for finding in seen.findings)


def clean(cast: Cast) -> None:
    """Enter one of everything that the checks look at, as it should be."""
    make_establishment(cast.owner, cast.department)
    make_proposal(cast.owner, cast.department, due_on=date(2026, 12, 24))
    counts = {("staff", "", "", ""): 9}
    told = HeadsTold(body=cast.centre, day=date(2026, 1, 1), source="Mẫu", counts=counts)
    bodies.tell_heads(by=cast.owner, told=told, at=ENTERED_AT)
    since = {"valid_from": date(2026, 1, 1), "source": "Mẫu"}
    phone = FactTold(body=cast.centre, kind="phone", told="0204 3854 321", **since)
    bodies.tell_fact(by=cast.owner, told=phone, at=ENTERED_AT)
    approved = line_of(cast, project_state=ProjectState.APPROVED)
    funded(cast, approved.project, 100)
    for support in range(100, 100 + LEAST):
        line_of(cast, support)
    seen = accepted(cast, TODAY - timedelta(days=700))
    FollowUp.objects.create(
        line=seen, day=TODAY - timedelta(days=300), still_used=True, by=new_id(),
        recorded_at=ENTERED_AT,
    )  # fmt: skip
    papered(cast, seen)
    for state, due in (("accepted", date(2026, 3, 1)), ("owed", None), ("excused", None)):
        days = {"due_on": due, "due_basis": "Mẫu" if due else "", "state": state}
        make_duty(make_organisation(), cast.agency, **days)
    kept = {"line": Line.objects.get(id=seen.id), "place": make_commune(), "basis": "Báo cáo mẫu"}
    make_result(cast.centre_officer, cast.department, **kept)
    _, of_today = moments(0)
    for begin in (claim, question, kit, partner):
        begin(cast, of_today)
    hook(cast, ("sent", of_today))
    for number, one in enumerate(Establishment.objects.order_by("id")):
        Establishment.objects.filter(id=one.id).update(tax_code=make_tax_code(number))


def papered(cast: Cast, line: Line) -> None:
    """Put a paper to an accepted line."""
    kind = PaperKind.objects.create(code="mau", name="Biên bản", position=1)
    paper = Paper.objects.create(
        custodian=cast.department, kind=kind, file_name="a.pdf", media_type="application/pdf",
        size=1, sha256="0" * 64, recorded_at=ENTERED_AT,
    )  # fmt: skip
    PaperUse.objects.create(paper=paper, about_kind=ABOUT_LINE, about=line.id, at=ENTERED_AT)


@pytest.mark.django_db
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.told.id)
def test_a_check_is_silent_where_all_is_well(cast: Cast, check: Check) -> None:
    clean(cast)
    assert check.look(TODAY).findings == []


@pytest.mark.django_db
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.told.id)
def test_an_empty_database_has_no_findings(check: Check) -> None:
    assert check.look(TODAY).findings == []
    assert check.look(TODAY).rows == {}


@pytest.mark.django_db
def test_verify_tells_errors_alone(cast: Cast) -> None:
    for name in ("establishment.no_tax_code", "proposal.overdue", "body.no_staffing"):
        CASES[name](cast)
    assert list(quality_faults(TODAY)) == []
    CASES["money.counterpart_disagrees"](cast)
    assert list(quality_faults(TODAY)) == [
        "Vốn đối ứng không khớp tổng chi phí: Lớp mẫu: vốn đối ứng không khớp tổng chi phí."
    ]


@pytest.mark.django_db
def test_a_unit_answers_for_its_centre_and_others_do_not_see_it(cast: Cast) -> None:
    CASES["establishment.no_tax_code"](cast)
    (own,) = quality_of(cast.owner, TODAY)
    assert own.unit == cast.department
    assert own.findings == 3  # the establishment, and the centre's staff and telephone
    assert own.score == Fraction(2, 6)  # no code, no twins, neither staff nor number: only 1·2 of 6
    assert quality_of(cast.stranger, TODAY) == []
    assert [one.unit for one in quality_of(cast.auditor, TODAY)] == [cast.department]


@pytest.mark.django_db
def test_the_queries_do_not_grow(cast: Cast) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            quality_of(cast.owner, TODAY)
        return len(told)

    cast.owner.custodians("quality.read")
    clean(cast)
    few = asked()
    for _ in range(5):
        CASES["establishment.no_tax_code"](cast)
        accepted(cast, TODAY - timedelta(days=700))
        CASES["money.counterpart_disagrees"](cast)
    assert asked() == few <= 50


# --- numbers -------------------------------------------------------------------------------------


@given(NUMBERS, st.randoms())
def test_outliers_do_not_depend_on_the_order(numbers: list[Fraction], chance) -> None:  # type: ignore[no-untyped-def]
    found = sorted(numbers[at] for at in outliers(numbers))
    mixed = list(numbers)
    chance.shuffle(mixed)
    assert sorted(mixed[at] for at in outliers(mixed)) == found


@given(NUMBERS)
def test_less_than_half_is_far_and_the_median_never(numbers: list[Fraction]) -> None:
    found = outliers(numbers)
    assert 2 * len(found) < max(len(numbers), 1)
    assert median(numbers) not in {numbers[at] for at in found}


@given(NUMBERS, st.integers(1, 1000))
def test_outliers_do_not_depend_on_the_unit(numbers: list[Fraction], unit: int) -> None:
    assert outliers([number * unit for number in numbers]) == outliers(numbers)


def test_few_numbers_or_equal_ones_tell_nothing() -> None:
    assert outliers([Fraction(n) for n in (1, 1, 1, 1, 1, 1, 900)]) == []
    assert outliers([Fraction(5)] * 20 + [Fraction(900)]) == []
    with pytest.raises(ValueError, match="không có số nào"):
        median([])


def result(weight: int, rows: int, faulty: int) -> Result:
    told = Declaration("x", "x", CheckKind.MISSING, Severity.NOTE, weight, "x.", "x")
    findings = [Finding(new_id(), "project", new_id(), "x") for _ in range(faulty)]
    return Result(told, rows, findings)


@pytest.mark.parametrize(
    ("results", "part", "said"),
    [
        ([], None, "–"),
        ([(1, 0, 0)], None, "–"),
        ([(1, 10, 0)], Fraction(1), "100,0"),
        ([(1, 10, 10)], Fraction(0), "0,0"),
        ([(3, 10, 0), (1, 10, 10)], Fraction(3, 4), "75,0"),
        ([(3, 10, 5), (1, 0, 0)], Fraction(1, 2), "50,0"),
        ([(1, 3, 1)], Fraction(2, 3), "66,7"),
    ],
)
def test_a_score_is_the_weighted_mean_of_clean_shares(
    results: list[tuple[int, int, int]], part: Fraction | None, said: str
) -> None:
    found = score([result(*one) for one in results])
    assert found == part
    assert as_percent(found) == said


def test_two_findings_of_one_record_count_once() -> None:
    told, key = result(1, 2, 0), new_id()
    twice = Result(told.check, 2, [Finding(key, "project", key, "x")] * 2)
    assert twice.clean == 1
