"""Every verified value of the law, written by hand from what was read: nothing here is generated.

A line is (code, subject, what it says, first day, first day no longer). Changing a value in the
data without changing it here, or the other way round, fails.
"""

from datetime import date as d
from fractions import Fraction
from typing import Any

Golden = tuple[str, str, dict[str, Any], d | None, d | None]

M = 1_000_000
B = 1_000_000_000
C14, C18 = d(2014, 4, 8), d(2018, 5, 11)
DECREE, AMENDED = d(2012, 7, 5), d(2025, 10, 15)
PLANNING, PLANNING_18 = d(2014, 2, 10), d(2018, 7, 10)
VOTE, VOTE_18 = d(2014, 10, 21), d(2018, 8, 16)
HALF = Fraction(3, 2)

NAT: dict[str, Any] = {"source": "national"}


def local(place: str, source: str = "provincial", **told: Any) -> dict[str, Any]:
    return {"source": source, "place": place, **told}


DT, DL, HB = "dong-thap-den-2025", "dak-lak-tu-2025", "hoa-binh"
COST = {"share_of": "cost"}

CEILINGS: tuple[Golden, ...] = (
    # TT 28/2018/TT-BTC, from 11/5/2018
    (
        "N18-01",
        "founding",
        NAT | {"amount": 10 * M, "unit": "enterprise", "condition": "difficult_area"},
        C18,
        None,
    ),
    (
        "N18-02a",
        "demonstration_model",
        NAT | COST | {"percent": 30, "amount": 1000 * M, "unit": "model"},
        C18,
        None,
    ),
    (
        "N18-04a",
        "machinery",
        NAT | COST | {"percent": 50, "amount": 300 * M, "unit": "establishment"},
        C18,
        None,
    ),
    (
        "N18-04b",
        "production_line",
        NAT
        | {
            "amount": 450 * M,
            "factor": HALF,
            "base": "machinery",
            "unit": "establishment",
            "unread": "percent",
        },
        C18,
        None,
    ),
    ("N18-06a", "foreign_fair", NAT | COST | {"percent": 100}, C18, None),
    ("N18-06b", "study_trip_ticket", NAT | COST | {"percent": 100, "unit": "person"}, C18, None),
    ("N18-07a", "voting_region", NAT | {"amount": 200 * M, "unit": "round"}, C18, None),
    ("N18-07b", "voting_nation", NAT | {"amount": 400 * M, "unit": "round"}, C18, None),
    (
        "N18-14",
        "relocation_interest",
        NAT
        | {
            "percent": 50,
            "share_of": "interest",
            "amount": 500 * M,
            "number": 2,
            "unit": "establishment",
        },
        C18,
        None,
    ),
    (
        "N18-infra",
        "cluster_infrastructure",
        NAT | {"amount": 6000 * M, "unit": "cluster"},
        C18,
        None,
    ),
    # TTLT 26/2014, 8/4/2014 to 10/5/2018
    (
        "N14-01",
        "founding",
        NAT | {"amount": 10 * M, "unit": "enterprise", "condition": "difficult_area"},
        C14,
        C18,
    ),
    (
        "N14-02",
        "demonstration_model",
        NAT | COST | {"percent": 30, "amount": 500 * M, "unit": "model"},
        C14,
        C18,
    ),
    (
        "N14-03",
        "spreading_model",
        NAT | {"amount": 100 * M, "unit": "model", "unread": "percent"},
        C14,
        C18,
    ),
    (
        "N14-04",
        "machinery",
        NAT | COST | {"percent": 50, "amount": 200 * M, "unit": "establishment"},
        C14,
        C18,
    ),
    (
        "N14-05",
        "pollution_establishment",
        NAT | COST | {"percent": 30, "amount": 300 * M, "unit": "establishment"},
        C14,
        C18,
    ),
    ("N14-06a", "voting_region", NAT | {"amount": 100 * M, "unit": "round"}, C14, C18),
    ("N14-06b", "voting_nation", NAT | {"amount": 200 * M, "unit": "round"}, C14, C18),
    ("N14-07", "cluster_infrastructure", NAT | {"amount": 3000 * M, "unit": "cluster"}, C14, C18),
    ("N14-08", "study_trip_ticket", NAT | COST | {"percent": 100, "unit": "person"}, C14, C18),
    (
        "N12-SXSH",
        "cleaner_assessment",
        NAT | {"percent": 50, "share_of": "consultancy", "amount": 50 * M, "unit": "establishment"},
        None,
        d(2021, 1, 1),
    ),
    # provinces
    (
        "P-DT-01",
        "demonstration_model",
        local(DT, percent=30, amount=1000 * M, share_of="cost", unit="model", per_occasion=True),
        d(2024, 7, 11),
        None,
    ),
    (
        "P-DT-02",
        "spreading_model",
        local(DT, percent=30, amount=100 * M, share_of="cost", unit="model", per_occasion=True),
        d(2024, 7, 11),
        None,
    ),
    (
        "P-DT-03",
        "cleaner_model",
        local(DT, percent=30, amount=500 * M, share_of="cost", unit="model", per_occasion=True),
        d(2024, 7, 11),
        None,
    ),
    (
        "P-DT-04",
        "machinery",
        local(
            DT, percent=50, amount=300 * M, share_of="cost", unit="establishment", per_occasion=True
        ),
        d(2024, 7, 11),
        None,
    ),
    (
        "P-DT-05",
        "production_line",
        local(
            DT,
            factor=HALF,
            amount=450 * M,
            base="machinery",
            unit="establishment",
            per_occasion=True,
            unread="percent",
        ),
        d(2024, 7, 11),
        None,
    ),
    (
        "P-DL-01",
        "founding",
        local(DL, amount=10 * M, unit="enterprise", condition="difficult_area"),
        d(2025, 7, 26),
        None,
    ),
    (
        "P-DL-02",
        "demonstration_model",
        local(DL, percent=30, amount=800 * M, share_of="cost", unit="model"),
        d(2025, 7, 26),
        None,
    ),
    (
        "P-DL-03",
        "cleaner_model",
        local(DL, percent=30, amount=400 * M, share_of="cost", unit="model"),
        d(2025, 7, 26),
        None,
    ),
    ("P-HB-01", "founding", local(HB, amount=10 * M, unit="establishment"), None, None),
    (
        "P-HB-02",
        "demonstration_model",
        local(HB, percent=30, amount=1000 * M, share_of="cost", unit="model"),
        None,
        None,
    ),
    (
        "P-HB-03",
        "spreading_model",
        local(HB, amount=100 * M, unit="model", unread="percent"),
        None,
        None,
    ),
    (
        "P-HB-04",
        "cleaner_model",
        local(HB, percent=30, amount=500 * M, share_of="cost", unit="model"),
        None,
        None,
    ),
    (
        "P-BD-01",
        "voting_province",
        local("binh-duong", amount=100 * M, unit="round"),
        d(2019, 9, 1),
        None,
    ),
    (
        "P-BD-02",
        "voting_district",
        local("binh-duong", "district", amount=50 * M, unit="round"),
        d(2019, 9, 1),
        d(2025, 7, 1),
    ),
    (
        "P-QNA-01",
        "demonstration_model",
        local("quang-nam", percent=30, amount=400 * M, share_of="cost", unit="model"),
        d(2014, 8, 5),
        None,
    ),
    (
        "P-QNA-02",
        "spreading_model",
        local("quang-nam", "district", amount=80 * M, unit="model"),
        d(2014, 8, 5),
        None,
    ),
    (
        "P-QNA-03",
        "voting_province",
        local("quang-nam", amount=80 * M, unit="round"),
        d(2014, 8, 5),
        None,
    ),
    (
        "P-QNA-04",
        "pollution_establishment",
        local("quang-nam", percent=30, amount=240 * M, share_of="cost", unit="establishment"),
        d(2014, 8, 5),
        None,
    ),
    (
        "P-QNA-05",
        "cluster_plan",
        local("quang-nam", "district", percent=50, amount=400 * M, share_of="cost", unit="cluster"),
        d(2014, 8, 5),
        None,
    ),
)

PAID: tuple[Golden, ...] = (
    (
        "A-HN-2019",
        "product_prize",
        local("ha-noi", amount=5 * M, unit="product"),
        d(2019, 1, 1),
        d(2020, 1, 1),
    ),
    (
        "A-HT-2021",
        "product_prize",
        local("ha-tinh", amount=5 * M, unit="product"),
        d(2021, 1, 1),
        d(2022, 1, 1),
    ),
    (
        "A-BP-2014",
        "product_prize",
        local("binh-phuoc", amount=1 * M, unit="product"),
        d(2014, 1, 1),
        d(2015, 1, 1),
    ),
)


def advance(code: str, percent: int, *items: str) -> tuple[Golden, ...]:
    told = NAT | COST | {"percent": percent}
    return tuple((f"{code}/{item}", item, told, PLANNING_18, None) for item in items)


ADVANCES = (
    *advance("ADV-30", 30, "cluster_infrastructure", "pollution_cluster"),
    *advance(
        "ADV-70a",
        70,
        "consultancy",
        "training",
        "conference",
        "study_tour",
        "trademark",
        "showroom",
        "association",
        "linkage_cluster",
        "cleaner_assessment",
    ),
    *advance(
        "ADV-70b",
        70,
        "organise_fair",
        "join_fair",
        "broadcast",
        "database_and_web",
        "leaflet",
        "other_media",
    ),
)


def entries(
    prefix: str, since: d, until: d | None, *subjects: str, **told: Any
) -> tuple[Golden, ...]:
    return tuple((f"{prefix}/{subject}", subject, told, since, until) for subject in subjects)


LISTS = (
    # NĐ 45/2012/NĐ-CP, Điều 1.2
    *entries(
        "ND45/form",
        DECREE,
        AMENDED,
        "small_enterprise",
        "cooperative",
        "cooperative_group",
        "household_business",
        "cleaner_producer",
        "service_organisation",
    ),
    *entries(
        "ND45/place",
        DECREE,
        AMENDED,
        "commune",
        "township",
        "town_ward",
        "class_2_ward",
        "class_3_ward",
    ),
    *entries("ND45/place", DECREE, AMENDED, "recent_class_1_ward", number=5),
    *entries("ND45/listing", DECREE, AMENDED, "form", "place", answer="whole"),
    # Điều 5
    *entries(
        "ND45/trade",
        DECREE,
        None,
        "food_processing",
        "consumer_goods",
        "agro_chemicals",
        "building_materials",
        "equipment",
        "supporting_industry",
        "handicrafts",
        "cleaner_production",
        "pollution_treatment",
    ),
    *entries("ND45/trade", DECREE, None, "minerals", condition="difficult_area"),
    *entries("ND45/listing", DECREE, None, "trade", answer="cut"),
    # NĐ 235/2025/NĐ-CP, from 15/10/2025
    *entries(
        "ND235/form",
        AMENDED,
        None,
        "small_enterprise",
        "cooperative",
        "cooperative_union",
        "cooperative_group",
        "household_business",
        "cleaner_producer",
        "sustainable_producer",
        "cluster_investor",
        "artisan",
    ),
    *entries(
        "ND235/place",
        AMENDED,
        None,
        "province_commune",
        "province_ward",
        "province_special_zone",
        "city_commune",
        "city_special_zone",
        "craft_village",
    ),
    *entries(
        "ND235/trade",
        AMENDED,
        None,
        "high_tech",
        "energy_saving",
        "environment_industry",
        "textiles_footwear",
    ),
    *entries("ND235/listing", AMENDED, None, "form", answer="cut"),
    *entries("ND235/listing", AMENDED, None, "place", answer="whole"),
    # TT 36/2013/TT-BCT as amended by TT 17/2018
    *entries("de_an_diem", PLANNING_18, None, "contents", "beneficiaries", number=2),
    *entries("de_an_diem", PLANNING_18, None, "years", number=2, number_high=3),
    *entries(
        "de_an_nhom",
        PLANNING_18,
        None,
        "training",
        "start_up",
        "consultancy",
        "join_fair",
        "machinery",
        "trademark",
    ),
    ("LIST-group_project", "group_project", {"answer": "whole"}, PLANNING_18, None),
    (
        "DL-REG",
        "plan_registration",
        {"month": 6, "day_of_month": 20, "answer": "before"},
        PLANNING_18,
        None,
    ),
    # Điều 11
    *entries(
        "authority",
        PLANNING,
        None,
        "increase_total",
        "change_content",
        "extend_next_year",
        "add_project",
        "stop_project",
        answer="minister",
    ),
    *entries(
        "authority",
        PLANNING,
        None,
        "change_place",
        "change_beneficiary",
        "change_partner",
        "change_time",
        "keep_or_lower_total",
        "other",
        answer="agency",
    ),
    ("authority/department_confirms", "department_confirms", {}, PLANNING, None),
    # the vote: TT 26/2014/TT-BCT as amended by TT 14/2018
    *entries("criterion", VOTE, None, "market", "benefit", number=40),
    *entries("criterion", VOTE, None, "culture", "other", number=10),
    (
        "certificate_validity",
        "certificate",
        {"number": 4, "month": 12, "day_of_month": 31},
        VOTE_18,
        None,
    ),
    ("DL-VOTE-REGION", "vote_region", {"number": 30}, VOTE_18, None),
    ("DL-VOTE-DISTRICT", "vote_district", {"number": 30}, VOTE_18, d(2025, 7, 1)),
)

GOLDEN = (*CEILINGS, *PAID, *ADVANCES, *LISTS)
# fmt: skip
