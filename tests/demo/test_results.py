"""The results of three provinces: what their reports count, asked of records."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.core.models import JournalEntry
from khuyencong.demo.records import entering
from khuyencong.projects.models import Acceptance
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.results.models import Result
from khuyencong.results.queries import Counted, counted, covered, total
from khuyencong.values.vocabulary import LEGAL_CONTENTS
from tests.reference import load_places

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SPANS = {
    "bac-giang": (date(2016, 1, 1), date(2021, 1, 1)),
    "tra-vinh": (date(2016, 1, 1), date(2021, 1, 1)),
    "bac-kan": (date(2014, 1, 1), date(2019, 1, 1)),
}
#: By province: (measure, what narrows it): the figure of the report, and how it bounds the truth.
TOLD: dict[str, dict[tuple[str, str], tuple[int, str]]] = {
    "bac-giang": {
        ("training.workers", "source=provincial"): (465, ""),
        ("management.turns", "kind=management_class"): (1_377, ""),
        ("management.turns", "kind=study_tour"): (690, ""),
        ("models.count", ""): (3, ""),
        ("machinery.establishments", ""): (153, ""),
        ("machinery.assessed", ""): (2, ""),
        ("fairs.count", ""): (9, ""),
        ("fairs.turns", ""): (350, "gt"),
        ("voting.rounds", "variant=province"): (2, ""),
        ("voting.rounds", "variant=region"): (2, ""),
        ("voting.rounds", "variant=nation"): (2, ""),
        ("products.recognised", "variant=province"): (28, ""),
        ("products.recognised", "variant=region"): (5, ""),
        ("products.recognised", "variant=nation"): (4, ""),
        ("showrooms.count", ""): (3, ""),
        ("products.establishments", ""): (3, ""),
        ("consultancy.establishments", ""): (67, ""),
        ("information.copies", "variant=bulletin"): (1_800, ""),
        ("information.copies", "variant=catalogue"): (3_000, ""),
        ("information.items", ""): (800, "gt"),
        ("clusters.count", "variant=survey"): (4, ""),
        ("cooperation.delegations", ""): (1, ""),
        ("program.documents", ""): (3, ""),
    },
    "tra-vinh": {
        ("training.classes", ""): (32, ""),
        ("training.workers", ""): (927, ""),
        ("management.classes", ""): (7, ""),
        ("management.trainees", ""): (248, ""),
        ("management.trips", ""): (10, ""),
        ("management.turns", ""): (147, ""),
        ("machinery.establishments", "source=national"): (3, ""),
        ("machinery.establishments", "source=provincial"): (36, ""),
        ("machinery.jobs", ""): (500, "about"),
        ("fairs.count", "variant=organised"): (1, ""),
        ("fairs.count", "variant=joined"): (4, ""),
        ("fairs.establishments", ""): (70, "gt"),
        ("voting.rounds", ""): (3, ""),
        ("voting.turns", ""): (35, ""),
        ("products.turns", "variant=province"): (165, ""),
        ("products.turns", "variant=region"): (18, ""),
        ("products.turns", "variant=nation"): (2, ""),
        ("management.conferences", ""): (3, ""),
        ("management.delegates", ""): (263, ""),
        ("information.features", ""): (54, ""),
        ("cleaner.classes", ""): (4, ""),
        ("cleaner.trainees", ""): (160, "gt"),
        ("cleaner.leaflets", ""): (2_000, ""),
        ("cleaner.enterprises", ""): (16, ""),
        ("consultancy.turns", ""): (35, ""),
        ("consultancy.establishments", ""): (2, ""),
    },
    "bac-kan": {
        ("training.classes", "source=national"): (8, ""),
        ("training.workers", ""): (240, ""),
        ("management.classes", ""): (5, ""),
        ("management.trainees", ""): (175, ""),
        ("models.count", ""): (2, ""),
        ("machinery.establishments", "source=national"): (7, ""),
        ("machinery.establishments", "source=provincial"): (23, ""),
        ("fairs.count", "variant=joined"): (14, ""),
        ("fairs.booths", ""): (150, ""),
        ("fairs.establishments", ""): (60, ""),
        ("trademarks.count", ""): (1, ""),
        ("voting.rounds", ""): (3, ""),
        ("products.recognised", "variant=province"): (39, ""),
        ("voting.establishments", ""): (36, ""),
        ("products.recognised", "variant=region"): (10, ""),
        ("products.recognised", "variant=nation"): (1, ""),
        ("consultancy.designs", ""): (31, ""),
        ("consultancy.establishments", ""): (28, ""),
        ("information.features", "variant=television"): (22, ""),
        ("information.features", "variant=press"): (8, ""),
        ("program.delegates", ""): (80, ""),
    },
}


@pytest.fixture(scope="module", autouse=True)
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Enter all records once for the module; they go with its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        make_demo_accounts(at=AT)
        yield entering.fill(AT)
        transaction.set_rollback(True)


@pytest.mark.parametrize("province", TOLD)
def test_every_count_of_the_report_is_that_of_the_records(province: str) -> None:
    body, span = department_of(province), SPANS[province]
    found = {}
    for measure, narrowed in TOLD[province]:
        where = dict([narrowed.split("=")]) if narrowed else {}
        one = total(body, *span, measure, **where)
        found[measure, narrowed] = (one.value, one.bound)
    assert found == TOLD[province]


def test_the_contents_done_are_those_of_the_reports() -> None:
    done = {name: len(covered(department_of(name), *span)) for name, span in SPANS.items()}
    assert (done["bac-giang"], done["bac-kan"]) == (9, 7)
    kan = covered(department_of("bac-kan"), *SPANS["bac-kan"])
    missing = [content for content in LEGAL_CONTENTS if content not in kan]
    assert missing == ["clusters_and_joint_ventures", "international_cooperation"]


def test_every_accepted_line_came_to_something_once() -> None:
    assert Acceptance.objects.count() == Result.objects.exclude(line=None).count()
    assert Result.objects.exclude(line=None).values("line").distinct().count() == (
        Acceptance.objects.count()
    )
    assert Result.objects.filter(line=None).count() == 16
    assert not Result.objects.filter(basis="").exists()
    assert not Result.objects.exclude(is_demonstration=True).exists()


def test_what_is_known_of_one_year_stands_in_it() -> None:
    giang, kan = department_of("bac-giang"), department_of("bac-kan")
    year = date(2019, 1, 1), date(2020, 1, 1)
    assert total(giang, *year, "cooperation.delegations") == Counted(1, 1)
    by_year = counted(kan, *SPANS["bac-kan"], by=("year",))
    votings = {year: by_year["products.recognised", year].value for year in (2014, 2016)}
    assert votings == {2014: 9, 2016: 12}


def test_what_others_did_on_the_soil_of_a_province_is_in_no_figure_of_it() -> None:
    span = SPANS["bac-kan"]
    there = place_on("bac-kan", date(2018, 12, 31), Level.PROVINCE)
    own = department_of("bac-kan")
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    measures = ("training.workers", "management.trainees", "models.count")
    told = [
        {name: total(whose, *span, name).value for name in measures}
        for whose in (own, there, department_of("ha-noi"))
    ]
    assert told[0] == dict(zip(measures, (240, 175, 2), strict=True))
    assert told[1] == dict(zip(measures, (275, 275, 3), strict=True))
    assert told[2] == dict(zip(measures, (35, 0, 0), strict=True))
    assert total(agency, *span, "management.trainees").value == 100


def test_the_heir_of_today_has_what_happened_in_the_old_provinces() -> None:
    heirs = {"bac-giang": "bac-ninh", "tra-vinh": "vinh-long", "bac-kan": "thai-nguyen"}
    for name, heir in heirs.items():
        span = (SPANS[name][0], date(2026, 1, 1))
        was = counted(place_on(name, date(2018, 1, 1), Level.PROVINCE), *span)
        assert was
        assert counted(place_on(heir, date(2026, 1, 1), Level.PROVINCE), *span) == was


def test_incomes_and_productivity_are_told_and_in_no_sum() -> None:
    rows = Result.objects.filter(kind="outcome").order_by("what")
    assert [row.more for row in rows] == [
        {"low": "40", "high": "40"},
        {"low": "15", "high": "40"},
        {"money_low": 3_000_000, "money_high": 5_000_000},
        {"low": "100", "high": "100"},
    ]
    assert all(not row.declared.feeds for row in rows)


def test_one_entry_tells_of_each_list() -> None:
    noted = JournalEntry.objects.filter(act="result.past_recorded")
    assert sum(entry.facts["rows"] for entry in noted) == Result.objects.count()
    assert noted.count() == 12
