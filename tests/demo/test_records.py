"""The records of three provinces are what their old reports say, sum by sum and to the đồng."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Prefetch, Sum
from django.test.utils import CaptureQueriesContext

import khuyencong.demo.records
from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.core.models import JournalEntry
from khuyencong.demo.records import entering
from khuyencong.demo.records.spreading import days_of, spread
from khuyencong.demo.records.tables import NAMES, table
from khuyencong.funds.models import Budget, Entry, Posting
from khuyencong.projects.models import Acceptance, Line, Project, StepTaken
from khuyencong.projects.queries.behind import behind_count, behind_counterpart, behind_money
from khuyencong.projects.queries.totals import Totals, beside, results, totals
from khuyencong.projects.states import ProjectState
from khuyencong.registry.models import Establishment, LikelyTwin, Organisation
from khuyencong.registry.queries import department_of, place_on
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.identifiers import read_tax_code
from khuyencong.verification import verify
from tests.conditions import SHARED
from tests.reference import load_places

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
MILLION = 1_000_000
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TECHNICAL = "technical_demonstration_and_machinery"
FAIRS = "typical_products"
#: (source, content): đề án, triệu đồng; of report 003, sections I.2 to I.2.9.
BAC_GIANG = {
    ("provincial", "training"): (9, 550),
    ("provincial", "management_capacity"): (14, 1_385),
    ("provincial", TECHNICAL): (54, 6_700),
    ("provincial", "typical_products"): (19, 2_155),
    ("provincial", "consultancy"): (13, 2_750),
    ("provincial", "information"): (10, 1_230),
    ("provincial", "clusters_and_joint_ventures"): (1, 520),
    ("provincial", "program_management_capacity"): (12, 860),
    ("national", TECHNICAL): (17, 6_000),
    ("district", TECHNICAL): (83, 4_925),
    ("district", ""): (65, 3_647.3),
}
#: (source, content): đồng; of report 000, sections II.1 to II.10.
TRA_VINH = {
    ("provincial", "training"): 314_233_000,
    ("provincial", "management_capacity"): 90_194_500 + 174_385_670 + 30_440_000,
    ("national", TECHNICAL): 600_000_000,
    ("provincial", TECHNICAL): 3_055_000_000,
    ("national", "typical_products"): 960_000_000,
    ("provincial", "typical_products"): 195_323_920 + 268_851_279,
    ("provincial", "information"): 294_000_000,
    ("provincial", "cleaner_production"): 282_457_840,
    ("provincial", "consultancy"): 12_000_000,
}
#: (source, content): nghìn đồng; of report 002, sections 1 to 7.
BAC_KAN = {
    ("national", "training"): 195_880,
    ("provincial", "management_capacity"): 174_000,
    ("national", TECHNICAL): 600_000 + 1_140_000,
    ("provincial", TECHNICAL): 978_500,
    ("provincial", "typical_products"): 528_500 + 30_000 + 190_000,
    ("national", "typical_products"): 720_000,
    ("provincial", "consultancy"): 590_000,
    ("provincial", "information"): 126_000,
    ("provincial", "program_management_capacity"): 124_410,
}


PROVINCES = {
    "bac-giang": range(2016, 2021),
    "tra-vinh": range(2016, 2021),
    "bac-kan": range(2014, 2019),
}
#: Who signed the founding reports, below the office or after the last sentence.
SIGNATURE = re.compile(
    r"(?:\nGIÁM ĐỐC\s+|PHÓ GIÁM ĐỐC\**\s+|\./\.\s*\n\s*)"
    r"\**((?:[^\W\d_]+ ){2,3}[^\W\d_]+)(?=\**\s*$| – )",
    re.MULTILINE,
)


@pytest.fixture(scope="module", autouse=True)
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Enter all records once for the module; they go with its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_places()
        make_demo_accounts(at=AT)
        yield entering.fill(AT)
        transaction.set_rollback(True)


def of(province: str) -> Totals:
    return totals(department_of(province), PROVINCES[province])


def money_by(found: Totals) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = {}
    for source, content, _ in found.money:
        sums[source, content] = found.amount("accepted", source=source, content=content)
    return sums


def counts_by(found: Totals) -> dict[tuple[str, str], int]:
    return {
        (source, content): found.count("accepted", source=source, content=content)
        for source, content, _ in found.projects
    }


def test_bac_giang_is_the_parts_of_its_report() -> None:
    found = of("bac-giang")
    assert counts_by(found) == {key: projects for key, (projects, _) in BAC_GIANG.items()}
    assert money_by(found) == {key: round(n * MILLION) for key, (_, n) in BAC_GIANG.items()}
    assert found.count() == 297
    assert found.amount() == 30_722_300_000
    assert found.count(source="provincial") == 132
    assert found.amount(source="provincial") == 16_150_000_000
    assert found.count(source="district") == 148
    assert found.amount(source="district") == 8_572_300_000
    assert found.count(content=TECHNICAL) - found.count(content=TECHNICAL, source="district") == 71


def test_what_bac_giang_put_beside_is_in_no_total() -> None:
    department = department_of("bac-giang")
    assert beside(department, PROVINCES["bac-giang"]) == {("counterpart", ""): 229_219_000_000}
    lines = Line.objects.filter(project__custodian=department)
    assert lines.aggregate(Sum("counterpart"))["counterpart__sum"] == 229_219_000_000


def test_money_of_bac_giang_grew_from_year_to_year() -> None:
    found = of("bac-giang")
    years = [found.amount(year=year) for year in PROVINCES["bac-giang"]]
    assert years == sorted(years)
    assert sum(years) == 30_722_300_000


def test_tra_vinh_is_the_parts_and_never_the_wrong_total() -> None:
    found = of("tra-vinh")
    assert money_by(found) == TRA_VINH
    assert found.amount() == 6_276_886_209 == 6_450_958_643 - 174_072_434
    assert found.amount(source="national") == 1_560_000_000
    assert counts_by(found) == {
        ("national", TECHNICAL): 3,
        ("provincial", TECHNICAL): 36,
        ("national", "typical_products"): 1,
        # One for each sum whose đề án the report does not count.
        ("provincial", ""): 9,
    }


def test_bac_kan_has_65_of_its_own_and_keeps_those_of_others_apart() -> None:
    found = of("bac-kan")
    assert money_by(found) == {key: n * 1000 for key, n in BAC_KAN.items()}
    assert found.count() == 65
    assert counts_by(found) == {
        ("national", "training"): 1,
        ("national", TECHNICAL): 2 + 7,
        ("provincial", TECHNICAL): 23,
        ("provincial", "typical_products"): 1,
        ("provincial", "program_management_capacity"): 7,
        ("provincial", ""): 23,
        ("national", ""): 1,
    }
    contents = {content for (_, content), n in money_by(found).items() if n}
    assert len(contents) == 7
    years = {year for _, content, year in found.money if content == "training"}
    assert years == {2014}

    there = totals(place_on("bac-kan"), PROVINCES["bac-kan"])
    assert there.count() == 66
    assert there.amount() - found.amount() == 400_000_000
    other = Project.objects.get(custodian__kind=OrganisationKind.AGENCY)
    (where,) = other.places.select_related("place")
    assert where.place.key == "bac-kan.thanh-pho-bac-kan.phuong-xuat-hoa"
    assert other.implementer is not None
    assert other.implementer.key == "trung-tam-khuyen-cong-1"


#: province, content, item, unit: lines, quantity.
RESULTS = [
    ("bac-giang", "training", "training", "lao động", 9, 465),
    ("bac-giang", "management_capacity", "start_up", "lượt học viên", 9, 1_377),
    ("bac-giang", "management_capacity", "study_tour", "lượt người", 5, 690),
    ("bac-giang", TECHNICAL, "demonstration_model", "mô hình", 3, 3),
    ("bac-giang", TECHNICAL, "machinery", "cơ sở", 153, 153),
    ("bac-giang", TECHNICAL, "cleaner_assessment", "doanh nghiệp", 2, 2),
    ("bac-giang", "typical_products", "join_fair", "lượt cơ sở", 9, 351),
    ("bac-giang", "typical_products", "voting_province", "sản phẩm", 2, 28),
    ("bac-giang", "typical_products", "voting_region", "sản phẩm", 2, 5),
    ("bac-giang", "typical_products", "voting_nation", "sản phẩm", 2, 4),
    ("bac-giang", "typical_products", "showroom", "nhà trưng bày", 3, 3),
    ("bac-giang", "consultancy", "consultancy", "cơ sở", 67, 67),
    ("bac-giang", "information", "leaflet", "bản tin", 5, 1_800),
    ("bac-giang", "information", "other_media", "catalog", 5, 3_000),
    ("bac-giang", "information", "broadcast", "tin bài, chương trình", 5, 801),
    ("bac-giang", "clusters_and_joint_ventures", "cluster_plan", "khu, cụm công nghiệp", 1, 4),
    ("tra-vinh", "training", "training", "lao động", 32, 927),
    ("tra-vinh", "management_capacity", "start_up", "học viên", 7, 248),
    ("tra-vinh", "management_capacity", "study_tour", "lượt người", 10, 147),
    ("tra-vinh", "management_capacity", "conference", "đại biểu", 3, 263),
    ("tra-vinh", TECHNICAL, "machinery", "cơ sở", 39, 39),
    ("tra-vinh", "typical_products", "organise_fair", "hội chợ", 1, 1),
    ("tra-vinh", "typical_products", "join_fair", "cơ sở", 4, 71),
    ("tra-vinh", "typical_products", "voting_province", "lượt sản phẩm", 3, 165),
    ("tra-vinh", "typical_products", "voting_region", "lượt cơ sở", 1, 35),
    ("tra-vinh", "information", "broadcast", "chuyên mục", 5, 54),
    ("tra-vinh", "cleaner_production", "conference", "cán bộ", 4, 161),
    ("tra-vinh", "cleaner_production", "leaflet", "tờ rơi", 1, 2_000),
    ("tra-vinh", "cleaner_production", "cleaner_assessment", "doanh nghiệp", 5, 16),
    ("tra-vinh", "consultancy", "consultancy", "cơ sở", 2, 2),
    ("bac-kan", "training", "training", "lao động", 8, 240),
    ("bac-kan", "management_capacity", "start_up", "học viên", 5, 175),
    ("bac-kan", TECHNICAL, "demonstration_model", "mô hình", 2, 2),
    ("bac-kan", TECHNICAL, "machinery", "cơ sở", 30, 30),
    ("bac-kan", "typical_products", "join_fair", "hội chợ", 14, 14),
    ("bac-kan", "typical_products", "organise_fair", "gian hàng", 1, 150),
    ("bac-kan", "typical_products", "trademark", "nhãn hiệu", 1, 1),
    ("bac-kan", "typical_products", "voting_province", "sản phẩm", 3, 9 + 12 + 18),
    ("bac-kan", "consultancy", "consultancy", "mẫu mã", 28, 31),
    ("bac-kan", "information", "broadcast", "chuyên mục", 5, 22),
    ("bac-kan", "information", "other_media", "chuyên mục", 5, 8),
    ("bac-kan", "program_management_capacity", "conference", "đại biểu", 1, 80),
]


def test_results_are_those_of_the_reports() -> None:
    found = {name: results(department_of(name), span) for name, span in PROVINCES.items()}
    for name, content, item, unit, lines, quantity in RESULTS:
        row = found[name][content, item, unit]
        assert (row["lines"], row["quantity"]) == (lines, quantity), (name, content, item)
    machinery = found["bac-giang"][TECHNICAL, "machinery", "cơ sở"]
    assert machinery["establishments"] == 153
    assert found["bac-kan"]["consultancy", "consultancy", "mẫu mã"]["establishments"] == 28
    assert found["tra-vinh"][TECHNICAL, "machinery", "cơ sở"]["jobs"] == 500


def test_what_the_report_gives_a_year_stands_in_that_year() -> None:
    department = department_of("bac-kan")
    own = Line.objects.filter(project__custodian=department)
    votings = own.filter(item="voting_province").values_list("year", "quantity")
    assert sorted(votings) == [(2014, 9), (2016, 12), (2018, 18)]
    conference = own.get(item="conference")
    assert (conference.year, conference.cost) == (2018, 14_500_000)
    assert own.get(item="organise_fair").year == own.get(item="trademark").year == 2016
    for name in NAMES:
        told = table(name)
        last = Acceptance.objects.filter(line__project__custodian=department_of(told.place)).latest(
            "day"
        )
        assert last.day <= told.last_acceptance


@pytest.mark.parametrize("name", NAMES)
def test_nothing_happens_before_it_may(name: str) -> None:
    told = table(name)
    for year in told.span:
        for number in range(200):
            days = days_of(year, f"x{number}", told)
            order = [day for _, day in days.told]
            assert len(order) == 5
            assert order == sorted(order)
            assert {day.year for day in order} == {year}


def test_every_one_names_its_paper_and_what_was_assumed() -> None:
    steps = StepTaken.objects.filter(step="record_past")
    assert steps.count() == Project.objects.count() == 297 + 49 + 66
    assert not steps.exclude(before="", after=ProjectState.SETTLED).exists()
    known = {"year", "money", "count", "source", "content"}
    for step in steps:
        assert "bản mẫu" in step.facts["paper"]
        assert set(step.facts["assumed"]) <= known
    assert steps.filter(facts__assumed=[]).count() == 0
    noted = JournalEntry.objects.filter(act="project.past_recorded")
    assert sum(entry.facts["rows"] for entry in noted) == steps.count()
    assert noted.count() == 7


def test_money_is_where_it_happened_and_nowhere_twice() -> None:
    # Whole balances are compared with their postings by `verify`.
    totals_of_budgets = Budget.objects.aggregate(
        Sum("allotted"), Sum("committed"), Sum("settled"), Sum("advanced")
    )
    paid = 30_722_300_000 + 6_276_886_209 + 5_397_290_000 + 400_000_000
    assert totals_of_budgets == {
        "allotted__sum": paid,
        "committed__sum": paid,
        "settled__sum": paid,
        "advanced__sum": 0,
    }
    assert Posting.objects.aggregate(Sum("amount"))["amount__sum"] == 0
    kinds = dict(Entry.objects.values_list("kind").annotate(Count("id")).order_by())
    assert set(kinds) == {"allot", "commit", "contract", "accept", "pay", "settle"}


def test_the_successor_answers_today_for_what_the_three_left() -> None:
    heirs = {"bac-giang": "bac-ninh", "tra-vinh": "vinh-long", "bac-kan": "thai-nguyen"}
    for name, heir in heirs.items():
        department = department_of(name)
        assert Project.objects.filter(custodian=department).exists()
        today = department_of(f"{heir}-tu-2025", AT.date())
        officer = entering.officer_of(department, AT)
        assert officer.may("project.read", of=department.id)
        assert {m.organisation for m in officer.memberships_today} == {today}


def test_verify_finds_nothing() -> None:
    assert list(verify()) == []


def test_a_second_run_changes_nothing(filled: int) -> None:
    assert filled == 412
    before = (JournalEntry.objects.count(), Entry.objects.count(), dump())
    assert entering.fill(AT + timedelta(days=1)) == 0
    assert (JournalEntry.objects.count(), Entry.objects.count(), dump()) == before


def test_two_runs_are_the_same_to_the_byte() -> None:
    first = dump()
    with transaction.atomic():
        for model in (Posting, Entry):
            model.objects.all()._raw_delete("default")
        _remove_records()
        assert entering.fill(AT + timedelta(days=3)) == 412
        second = dump()
        transaction.set_rollback(True)
    assert first == second
    assert len(first) > 100_000


def test_establishments_are_nobody_s() -> None:
    rows = list(Establishment.objects.all())
    assert len(rows) == 228 + 41 + 70
    assert all(row.is_demonstration and row.name.startswith("Cơ sở mẫu ") for row in rows)
    assert all(row.tax_code.startswith("99") for row in rows)
    assert all(read_tax_code(row.tax_code) == row.tax_code for row in rows)
    assert not LikelyTwin.objects.exists()
    assert not any(row.phone or row.owner_mask for row in rows)


@pytest.mark.originals
def test_nobody_who_signed_a_report_is_in_the_records() -> None:
    signed = set()
    for path in sorted((SHARED / "reports").glob("*.txt")):
        if path.name[:3] in ("000", "002", "003"):
            signed |= set(SIGNATURE.findall(path.read_text("utf-8")))
    assert len(signed) == 3
    folder = Path(khuyencong.demo.records.__file__).parent
    told = dump() + "".join(path.read_text("utf-8") for path in folder.iterdir() if path.is_file())
    for name in signed:
        assert name.casefold() not in told.casefold(), name


@pytest.mark.originals
def test_the_golden_answers_agree() -> None:
    """Every count of đề án and every sum of the hand-made answers, asked of the records."""
    golden = {}
    for number in ("000", "002", "003"):
        text = (SHARED / "golden" / f"facts_{number}.jsonl").read_text("utf-8")
        golden |= {fact["id"]: fact["value"] for fact in map(json.loads, text.splitlines())}
    found = {name: of(name) for name in PROVINCES}
    for fact, (province, what, where) in GOLDEN.items():
        total = found[province]
        value = (total.count if what == "projects" else total.amount)(**where)
        assert value == golden[fact], fact


def test_totals_ask_one_question_each() -> None:
    department = department_of("bac-giang")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        totals(department, range(2016, 2021))
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        results(department, range(2016, 2021))
    assert len(asked) == 1


def test_what_takes_several_years_is_one() -> None:
    department = department_of("tra-vinh")
    assert totals(department, range(2016, 2021)).count(content="") == 9
    assert totals(department, [2016]).count(content="") == 9
    assert totals(department, [2018]).count(content="") == 0
    assert totals(department, [2018]).amount(content="training") > 0


def test_the_agency_has_all_national_money_and_the_counts_add_up() -> None:
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    found = totals(agency, range(2014, 2021), by=("source",))
    assert found.projects.keys() == found.money.keys() == {("national",)}
    assert found.amount() == (6_000 + 1_560 + 400) * MILLION + 2_655_880_000


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_add_up_to_themselves(name: str) -> None:
    told = table(name)
    drafts = spread(told)
    for item in told.items:
        own = [one for one in drafts if one.item is item]
        assert len(own) == item.projects == sum(part.projects for part in item.parts)
        assert sum(line.money for one in own for line in one.lines) == item.money
        assert all(line.money > 0 for one in own for line in one.lines)
        for part in item.parts:
            for group in part.groups:
                lines = [ln for one in own for ln in one.lines if ln.group is group]
                assert len(lines) == group.count
                asked = sum(group.quantities) or group.quantity
                assert sum(line.quantity for line in lines) == asked
                assert group.establishments in (0, group.count)
    assert len({one.code for one in drafts}) == len(drafts)


def test_targets_told_by_a_percentage_are_the_roundest_values() -> None:
    implied = {one.what: one.aimed_at for one in table(NAMES[0]).targets if one.is_implied}
    assert list(implied.values()) == [
        20_400_000_000,
        141_350_000_000,
        900,
        690,
        107,
        320,
        5,
        50,
        800,
    ]
    assert [one.aimed_at for one in table(NAMES[2]).targets] == [2, 10, 4, 15, 1, 6, 8, 1, 1, 1]
    assert not any(one.is_implied for one in table(NAMES[2]).targets)


BG, TV, BK = "bac-giang", "tra-vinh", "bac-kan"
GOLDEN: dict[str, tuple[str, str, dict[str, Any]]] = {
    "003-projects_total": (BG, "projects", {}),
    "003-total_amount": (BG, "money", {}),
    "003-prov_projects": (BG, "projects", {"source": "provincial"}),
    "003-prov_amount": (BG, "money", {"source": "provincial"}),
    "003-nat_projects": (BG, "projects", {"source": "national"}),
    "003-nat_amount": (BG, "money", {"source": "national"}),
    "003-dist_projects": (BG, "projects", {"source": "district"}),
    "003-dist_amount": (BG, "money", {"source": "district"}),
    "003-tm_nat_amount": (BG, "money", {"source": "national", "content": TECHNICAL}),
    "003-tm_prov_projects": (BG, "projects", {"source": "provincial", "content": TECHNICAL}),
    "003-tm_prov_amount": (BG, "money", {"source": "provincial", "content": TECHNICAL}),
    "003-tm_dist_projects": (BG, "projects", {"source": "district", "content": TECHNICAL}),
    "003-tm_dist_amount": (BG, "money", {"source": "district", "content": TECHNICAL}),
    **{
        f"003-{short}_{what}": (BG, what.replace("amount", "money"), {"content": content})
        for short, content in {
            "train": "training",
            "mgmt": "management_capacity",
            "tp": "typical_products",
            "co": "consultancy",
            "info": "information",
            "ccn": "clusters_and_joint_ventures",
            "pm": "program_management_capacity",
        }.items()
        for what in ("projects", "amount")
    },
    "000-national_amount": (TV, "money", {"source": "national"}),
    "000-training_amount": (TV, "money", {"content": "training"}),
    "000-mach_projects": (TV, "projects", {"content": TECHNICAL}),
    "000-mach_amount": (TV, "money", {"content": TECHNICAL}),
    "000-mach_nat_projects": (TV, "projects", {"content": TECHNICAL, "source": "national"}),
    "000-mach_nat_amount": (TV, "money", {"content": TECHNICAL, "source": "national"}),
    "000-mach_loc_projects": (TV, "projects", {"content": TECHNICAL, "source": "provincial"}),
    "000-mach_loc_amount": (TV, "money", {"content": TECHNICAL, "source": "provincial"}),
    "000-fair_nat_projects": (
        TV,
        "projects",
        {"content": "typical_products", "source": "national"},
    ),
    "000-fair_nat_amount": (TV, "money", {"content": FAIRS, "source": "national"}),
    "000-info_amount": (TV, "money", {"content": "information"}),
    "000-cp_amount": (TV, "money", {"content": "cleaner_production"}),
    "000-consult_amount": (TV, "money", {"content": "consultancy"}),
    "002-projects_total": (BK, "projects", {}),
    "002-train_projects": (BK, "projects", {"content": "training"}),
    "002-train_amount": (BK, "money", {"content": "training"}),
    "002-mgmt_amount": (BK, "money", {"content": "management_capacity"}),
    "002-mach_loc_projects": (BK, "projects", {"content": TECHNICAL, "source": "provincial"}),
    "002-mach_loc_amount": (BK, "money", {"content": TECHNICAL, "source": "provincial"}),
    "002-fair_host_amount": (BK, "money", {"content": "typical_products", "source": "national"}),
    "002-brand_projects": (BK, "projects", {"content": "typical_products"}),
    "002-design_amount": (BK, "money", {"content": "consultancy"}),
    "002-info_amount": (BK, "money", {"content": "information"}),
    "002-pm_projects": (BK, "projects", {"content": "program_management_capacity"}),
    "002-pm_amount": (BK, "money", {"content": "program_management_capacity"}),
}


def dump() -> str:
    """Return all that was entered in one order, without ids and without the moment of entry."""
    told = []
    money: dict[Any, list[Any]] = {}
    for entry in Entry.objects.all():
        of_one = money.setdefault(entry.spender, [])
        of_one.append([entry.kind, entry.day.isoformat(), entry.amount, entry.paper])
    projects = Project.objects.order_by("owner__key", "code").select_related("owner", "custodian")
    lines_of = Line.objects.order_by("number").select_related(
        "establishment__commune", "place", "acceptance"
    )
    together = (Prefetch("lines", lines_of), "lines__shares", "places__place", "steps")
    for one in projects.prefetch_related(*together):
        told.append(
            {
                "code": [one.owner.key, one.custodian.key, one.code, one.name, one.content],
                "kept": [one.source, one.level, one.kind, one.state, one.first_year, one.last_year],
                "places": sorted(link.place.key for link in one.places.all()),
                "papers": [[step.step, step.facts["paper"]] for step in one.steps.all()],
                "lines": [_line(line) for line in one.lines.all()],
                "money": [
                    [entry.kind, entry.day.isoformat(), entry.amount, entry.paper]
                    for entry in Entry.objects.filter(spender=one.id).order_by(
                        "kind", "day", "amount"
                    )
                ],
            }
        )
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _line(line: Line) -> list[Any]:
    firm = line.establishment
    return [
        line.number, line.content, line.item, line.what, line.year, line.quantity, line.unit,
        line.cost, line.counterpart, line.state, line.place.key,
        [firm.name, firm.tax_code, firm.form, firm.commune.key] if firm else None,
        sorted([share.source, share.amount] for share in line.shares.all()),
        [line.acceptance.day.isoformat(), line.acceptance.quantity, line.acceptance.jobs],
    ]  # fmt: skip


def _remove_records() -> None:
    """Take all records away again, below the rules: only a test does that."""
    from khuyencong.funds import models as funds
    from khuyencong.projects import models as projects
    from khuyencong.registry import models as registry

    for model in (
        funds.BesideMoney, funds.Share, funds.Fund, funds.Budget, projects.Acceptance,
        projects.LineShare, projects.StepTaken, projects.Line, projects.ProjectPlace,
        projects.Project, registry.EstablishmentVersion, registry.Establishment,
    ):  # fmt: skip
        model._default_manager.all()._raw_delete("default")


def test_the_rows_behind_make_the_numbers() -> None:
    department, years = department_of("bac-giang"), PROVINCES["bac-giang"]
    found = of("bac-giang")
    for content in ("", TECHNICAL, "training"):
        for source in ("", "provincial", "district", "national"):
            where = {"content": content} if content else {}
            where |= {"source": source} if source else {}
            asked = (department, years, content, [source] if source else [])
            assert behind_count(*asked).count() == found.count("accepted", **where)
            amounts = behind_money(*asked).values_list("amount", flat=True)
            assert sum(amounts) == found.amount("accepted", **where)
    beside = behind_counterpart(department, years).values_list("amount", flat=True)
    assert sum(beside) == 229_219_000_000
