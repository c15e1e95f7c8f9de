"""What the three reports state of their provinces, number by number, and how the records are asked.

The numbers are those of the hand-made answers (`golden/facts_*.jsonl`); a test holds them equal
where these stand beside the checkout. What the records do not say so is in `differences.toml`.
"""

from dataclasses import dataclass
from decimal import Decimal

from tests.demo.asking import (
    Question,
    contents,
    context,
    cooperatives,
    count,
    count_of,
    counterpart,
    length,
    money,
    money_of,
    more_in_context,
    on_the_soil_of_others,
    outcome,
    percent,
    result,
    sources,
    target,
)

TECHNICAL, TYPICAL = "technical_demonstration_and_machinery", "typical_products"
CLUSTERS = "clusters_and_joint_ventures"


@dataclass(frozen=True)
class Stated:
    """A number of a report, its unit, how it bounds the true one, what the records are asked."""

    value: int | Decimal
    unit: str
    ask: Question
    bound: str = ""


BAC_GIANG: dict[str, Stated] = {
    "003-years_11": Stated(5, "year", length()),
    "003-projects_total": Stated(297, "project", count()),
    "003-total_amount": Stated(30_722_300_000, "VND", money()),
    "003-prov_projects": Stated(132, "project", count("provincial")),
    "003-prov_amount": Stated(16_150_000_000, "VND", money("provincial")),
    "003-prov_pct": Stated(Decimal("79.17"), "percent", percent("money.state", 2, "provincial")),
    "003-nat_projects": Stated(17, "project", count("national")),
    "003-nat_amount": Stated(6_000_000_000, "VND", money("national")),
    "003-dist_projects": Stated(148, "project", count("district")),
    "003-dist_amount": Stated(8_572_300_000, "VND", money("district")),
    "003-counterpart": Stated(229_219_000_000, "VND", counterpart()),
    "003-counterpart_pct": Stated(Decimal("162.16"), "percent", percent("money.counterpart", 2)),
    "003-train_projects": Stated(9, "project", count("provincial", content="training")),
    "003-train_amount": Stated(550_000_000, "VND", money("provincial", content="training")),
    "003-train_workers": Stated(465, "person", result("training.workers", source="provincial")),
    "003-train_employed": Stated(100, "percent", outcome("employment", "low")),
    "003-mgmt_projects": Stated(14, "project", count("provincial", content="management_capacity")),
    "003-mgmt_amount": Stated(
        1_385_000_000, "VND", money("provincial", content="management_capacity")
    ),
    "003-mgmt_trainees": Stated(
        1_377, "person_turn", result("management.class_turns", source="provincial")
    ),
    "003-mgmt_pct": Stated(153, "percent", percent("management.class_turns", 0)),
    "003-study_people": Stated(
        690, "person_turn", result("management.tour_turns", source="provincial")
    ),
    "003-study_pct": Stated(100, "percent", percent("management.tour_turns", 0)),
    "003-tm_projects": Stated(71, "project", count("national", "provincial", content=TECHNICAL)),
    "003-tm_amount": Stated(
        12_700_000_000, "VND", money("national", "provincial", content=TECHNICAL)
    ),
    "003-tm_nat_projects": Stated(17, "project", count("national", content=TECHNICAL)),
    "003-tm_nat_amount": Stated(6_000_000_000, "VND", money("national", content=TECHNICAL)),
    "003-tm_prov_projects": Stated(54, "project", count("provincial", content=TECHNICAL)),
    "003-tm_prov_amount": Stated(6_700_000_000, "VND", money("provincial", content=TECHNICAL)),
    "003-tm_dist_amount": Stated(4_925_000_000, "VND", money("district", content=TECHNICAL)),
    "003-tm_dist_projects": Stated(83, "project", count("district", content=TECHNICAL)),
    "003-tm_models": Stated(3, "model", result("models.count")),
    "003-tm_firms": Stated(153, "establishment", result("machinery.establishments")),
    "003-tm_cp": Stated(2, "enterprise", result("machinery.assessed")),
    "003-tp_projects": Stated(19, "project", count("provincial", content=TYPICAL)),
    "003-tp_amount": Stated(2_155_000_000, "VND", money("provincial", content=TYPICAL)),
    "003-tp_fairs": Stated(9, "fair", result("fairs.count", source="provincial")),
    "003-tp_firms": Stated(
        350, "establishment_turn", result("fairs.turns", source="provincial"), "gt"
    ),
    "003-tp_firms_pct": Stated(Decimal("109.4"), "percent", percent("fairs.turns", 1)),
    "003-sel_prov": Stated(2, "round", result("voting.rounds", variant="province")),
    "003-sel_reg": Stated(2, "round", result("voting.regional_rounds")),
    "003-sel_nat": Stated(2, "round", result("voting.national_rounds")),
    "003-prod_prov": Stated(28, "product", result("products.recognised", variant="province")),
    "003-prod_reg": Stated(5, "product", result("products.recognised", variant="region")),
    "003-prod_nat": Stated(4, "product", result("products.recognised", variant="nation")),
    "003-showrooms": Stated(
        3, "establishment", result("products.establishments", source="provincial")
    ),
    "003-showrooms_pct": Stated(60, "percent", percent("products.establishments", 0)),
    "003-co_projects": Stated(13, "project", count("provincial", content="consultancy")),
    "003-co_amount": Stated(2_750_000_000, "VND", money("provincial", content="consultancy")),
    "003-co_est": Stated(
        67, "establishment", result("consultancy.establishments", source="provincial")
    ),
    "003-co_pct": Stated(134, "percent", percent("consultancy.establishments", 0)),
    "003-info_projects": Stated(10, "project", count("provincial", content="information")),
    "003-info_amount": Stated(1_230_000_000, "VND", money("provincial", content="information")),
    "003-info_bulletins": Stated(1_800, "copy", result("information.copies", variant="bulletin")),
    "003-info_catalogs": Stated(3_000, "copy", result("information.copies", variant="catalogue")),
    "003-info_programmes": Stated(
        800, "item", result("information.items", source="provincial"), "gt"
    ),
    "003-info_pct": Stated(100, "percent", percent("information.items", 0)),
    "003-ccn_projects": Stated(1, "project", count("provincial", content=CLUSTERS)),
    "003-ccn_amount": Stated(520_000_000, "VND", money("provincial", content=CLUSTERS)),
    "003-ccn_zones": Stated(4, "cluster", result("clusters.count")),
    "003-pm_projects": Stated(
        12, "project", count("provincial", content="program_management_capacity")
    ),
    "003-pm_amount": Stated(
        860_000_000, "VND", money("provincial", content="program_management_capacity")
    ),
    "003-pm_docs": Stated(3, "document", result("program.documents")),
    "003-contents_done": Stated(9, "activity_content", contents()),
    "003-nat_amount_121": Stated(6_000_000_000, "VND", money("national")),
    "003-counterpart_123": Stated(229_219_000_000, "VND", counterpart()),
    "003-firms_2015": Stated(17_174, "establishment", context("establishments", 2015)),
    "003-firms_2020": Stated(19_247, "establishment", context("establishments", 2020)),
    "003-firms_inc": Stated(2_073, "establishment", more_in_context("establishments", 2015, 2020)),
    "003-output_2015": Stated(9_656_000_000_000, "VND", context("output", 2015)),
    "003-output_2020": Stated(23_402_000_000_000, "VND", context("output", 2020)),
    "003-villages": Stated(39, "craft_village", context("craft_villages", 2020)),
    "003-villages_trad": Stated(14, "craft_village", context("traditional_villages", 2020)),
    "003-villages_new": Stated(25, "craft_village", context("new_villages", 2020)),
    "003-villages_ok": Stated(36, "craft_village", context("working_villages", 2020)),
    "003-years_191": Stated(5, "year", length()),
}
TRA_VINH: dict[str, Stated] = {
    "000-programmes": Stated(2, "programme", sources()),
    "000-national_amount": Stated(1_560_000_000, "VND", money("national")),
    "000-training_classes": Stated(32, "class", result("training.classes")),
    "000-training_workers": Stated(927, "person", result("training.workers")),
    "000-income_min": Stated(3_000_000, "VND", outcome("income", "money_low")),
    "000-income_max": Stated(5_000_000, "VND", outcome("income", "money_high")),
    "000-training_amount": Stated(314_233_000, "VND", money(content="training")),
    "000-mgmt_classes": Stated(7, "class", result("management.classes")),
    "000-mgmt_trainees": Stated(248, "person", result("management.trainees")),
    "000-mgmt_amount": Stated(90_194_500, "VND", money_of("start_up")),
    "000-study_trips": Stated(10, "trip", result("management.trips")),
    "000-study_participants": Stated(147, "person_turn", result("management.tour_turns")),
    "000-study_amount": Stated(174_385_670, "VND", money_of("study_tour")),
    "000-mach_projects": Stated(39, "project", count(content=TECHNICAL)),
    "000-mach_amount": Stated(3_655_000_000, "VND", money(content=TECHNICAL)),
    "000-mach_nat_projects": Stated(3, "project", count("national", content=TECHNICAL)),
    "000-mach_nat_amount": Stated(600_000_000, "VND", money("national", content=TECHNICAL)),
    "000-mach_loc_projects": Stated(36, "project", count("provincial", content=TECHNICAL)),
    "000-mach_loc_amount": Stated(3_055_000_000, "VND", money("provincial", content=TECHNICAL)),
    "000-mach_jobs": Stated(500, "person", result("machinery.jobs"), "about"),
    "000-mach_prod_min": Stated(15, "percent", outcome("productivity", "low")),
    "000-mach_prod_max": Stated(40, "percent", outcome("productivity", "high")),
    "000-fair_nat_projects": Stated(1, "project", count("national", content=TYPICAL)),
    "000-fair_nat_amount": Stated(960_000_000, "VND", money("national", content=TYPICAL)),
    "000-fair_firms": Stated(70, "establishment", result("fairs.establishments"), "gt"),
    "000-fair_count": Stated(4, "fair", result("fairs.joined_home")),
    "000-fair_loc_amount": Stated(195_323_920, "VND", money_of("join_fair")),
    "000-sel_rounds": Stated(3, "round", result("voting.rounds")),
    "000-sel_entries": Stated(35, "establishment_turn", result("voting.turns")),
    "000-sel_prov_products": Stated(
        165, "product_turn", result("products.turns", variant="province")
    ),
    "000-sel_reg_products": Stated(18, "product_turn", result("products.turns", variant="region")),
    "000-sel_nat_products": Stated(2, "product_turn", result("products.turns", variant="nation")),
    "000-sel_amount": Stated(268_851_279, "VND", money_of("voting_province", "voting_region")),
    "000-conf_count": Stated(3, "event", result("management.conferences")),
    "000-conf_delegates": Stated(263, "person", result("management.delegates")),
    "000-conf_amount": Stated(
        30_440_000, "VND", money_of("conference", content="management_capacity")
    ),
    "000-info_features": Stated(54, "feature", result("information.features")),
    "000-info_amount": Stated(294_000_000, "VND", money(content="information")),
    "000-cp_classes": Stated(4, "class", result("cleaner.classes")),
    "000-cp_trainees": Stated(160, "person", result("cleaner.trainees"), "gt"),
    "000-cp_leaflets": Stated(2_000, "leaflet", result("cleaner.leaflets")),
    "000-cp_assessed": Stated(16, "enterprise", result("cleaner.enterprises")),
    "000-cp_amount": Stated(282_457_840, "VND", money(content="cleaner_production")),
    "000-consult_turns": Stated(35, "establishment_turn", result("consultancy.turns")),
    "000-consult_supported": Stated(2, "establishment", result("consultancy.establishments")),
    "000-consult_amount": Stated(12_000_000, "VND", money(content="consultancy")),
}
BAC_KAN: dict[str, Stated] = {
    "002-contents_done": Stated(7, "activity_content", contents()),
    "002-projects_total": Stated(65, "project", count()),
    "002-train_projects": Stated(1, "project", count("national", content="training")),
    "002-train_workers": Stated(240, "person", result("training.workers")),
    "002-train_classes": Stated(8, "class", result("training.classes")),
    "002-train_coops": Stated(8, "cooperative", cooperatives()),
    "002-train_amount": Stated(195_880_000, "VND", money("national", content="training")),
    "002-craft_classes": Stated(1, "class", result("training.classes", of="ha-noi")),
    "002-craft_workers": Stated(35, "person", result("training.workers", of="ha-noi")),
    "002-mgmt_classes": Stated(5, "class", result("management.classes")),
    "002-mgmt_trainees": Stated(175, "person", result("management.trainees")),
    "002-mgmt_amount": Stated(174_000_000, "VND", money(content="management_capacity")),
    "002-mgmt_ext_courses": Stated(2, "course", result("management.classes", of="cuc")),
    "002-mgmt_ext_trainees": Stated(100, "person", result("management.trainees", of="cuc")),
    "002-mgmt_household_pct": Stated(40, "percent", outcome("business", "low"), "about"),
    "002-demo_projects": Stated(2, "project", count_of("demonstration_model")),
    "002-demo_amount": Stated(
        600_000_000, "VND", money_of("demonstration_model", source="national")
    ),
    "002-mach_projects": Stated(30, "project", count_of("machinery")),
    "002-mach_amount": Stated(2_118_500_000, "VND", money_of("machinery")),
    "002-mach_nat_projects": Stated(7, "project", count_of("machinery", "national")),
    "002-mach_nat_amount": Stated(1_140_000_000, "VND", money_of("machinery", source="national")),
    "002-mach_loc_projects": Stated(23, "project", count_of("machinery", "provincial")),
    "002-mach_loc_amount": Stated(978_500_000, "VND", money_of("machinery", source="provincial")),
    "002-demo_ext_amount": Stated(400_000_000, "VND", on_the_soil_of_others()),
    "002-fairs_joined": Stated(14, "fair", result("fairs.joined_home")),
    "002-fairs_amount": Stated(528_500_000, "VND", money_of("join_fair", source="provincial")),
    "002-booths": Stated(150, "booth", result("fairs.booths", year=2016)),
    "002-booth_est": Stated(60, "establishment", result("fairs.establishments", year=2016)),
    "002-fair_host_amount": Stated(720_000_000, "VND", money("national", content=TYPICAL)),
    "002-brand_projects": Stated(1, "project", count_of("trademark", "provincial")),
    "002-brand_amount": Stated(30_000_000, "VND", money_of("trademark")),
    "002-sel_rounds": Stated(3, "round", result("voting.rounds", variant="province")),
    "002-sel_amount": Stated(190_000_000, "VND", money_of("voting_province", source="provincial")),
    "002-sel_2014_products": Stated(
        9, "product", result("products.recognised", year=2014, variant="province")
    ),
    "002-sel_2014_est": Stated(8, "establishment", result("voting.establishments", year=2014)),
    "002-sel_2016_products": Stated(
        12, "product", result("products.recognised", year=2016, variant="province")
    ),
    "002-sel_2016_est": Stated(12, "establishment", result("voting.establishments", year=2016)),
    "002-sel_2018_products": Stated(
        18, "product", result("products.recognised", year=2018, variant="province")
    ),
    "002-sel_2018_est": Stated(16, "establishment", result("voting.establishments", year=2018)),
    "002-prod_regional": Stated(10, "product", result("products.recognised", variant="region")),
    "002-prod_national": Stated(1, "product", result("products.recognised", variant="nation")),
    "002-designs": Stated(31, "design", result("consultancy.designs")),
    "002-design_est": Stated(28, "establishment", result("consultancy.establishments")),
    "002-design_amount": Stated(590_000_000, "VND", money("provincial", content="consultancy")),
    "002-info_features": Stated(30, "feature", result("information.features")),
    "002-info_tv": Stated(22, "feature", result("information.features", variant="television")),
    "002-info_press": Stated(8, "feature", result("information.features", variant="press")),
    "002-info_amount": Stated(126_000_000, "VND", money("provincial", content="information")),
    "002-pm_projects": Stated(7, "project", count(content="program_management_capacity")),
    "002-pm_amount": Stated(
        124_410_000, "VND", money("provincial", content="program_management_capacity")
    ),
    "002-pm_delegates": Stated(80, "person", result("program.delegates", year=2018)),
    "002-pm_conf_amount": Stated(
        14_500_000, "VND", money_of("conference", content="program_management_capacity")
    ),
    "002-t_models": Stated(2, "model", target("models.count")),
    "002-t_machines": Stated(10, "establishment", target("machinery.establishments")),
    "002-t_brands": Stated(4, "establishment", target("trademarks.establishments")),
    "002-t_designs": Stated(15, "product", target("consultancy.designs")),
    "002-t_sel": Stated(1, "round", target("voting.rounds")),
    "002-t_fairs": Stated(6, "fair", target("fairs.joined_home")),
    "002-t_info": Stated(8, "feature", target("information.features")),
    "002-t_ccn_plan": Stated(1, "cluster", target("clusters.planned")),
    "002-t_ccn_infra": Stated(1, "cluster", target("clusters.built")),
    "002-t_study": Stated(1, "delegation", target("program.trips")),
}

STATED = {
    "bac-giang-2016-2020": BAC_GIANG,
    "tra-vinh-2016-2020": TRA_VINH,
    "bac-kan-2014-2018": BAC_KAN,
}
GOLDEN = {"bac-giang-2016-2020": "003", "tra-vinh-2016-2020": "000", "bac-kan-2014-2018": "002"}
ORDERS = {
    "bac-giang-2016-2020": ("Bắc Giang", "2016-2020"),
    "tra-vinh-2016-2020": ("Trà Vinh", "2016-2020"),
    "bac-kan-2014-2018": ("Bắc Kạn", "2014-2018"),
}
#: What a report of the old days tells and ours does not: the effects that were told and belong in
#: no sum, what others did, single years, and a programme of years that is not the one that follows.
UNTOLD = {
    "bac-giang-2016-2020": {
        "003-tm_amount",
        "003-tm_projects",
        "003-years_11",
        "003-years_191",
    },
    "tra-vinh-2016-2020": {
        "000-programmes",
        "000-income_min",
        "000-income_max",
        "000-mach_prod_min",
        "000-mach_prod_max",
        "000-sel_amount",
    },
    "bac-kan-2014-2018": {
        "002-train_coops",
        "002-craft_classes",
        "002-craft_workers",
        "002-mgmt_ext_courses",
        "002-mgmt_ext_trainees",
        "002-mgmt_household_pct",
        "002-sel_2014_products",
        "002-sel_2014_est",
        "002-sel_2016_products",
        "002-sel_2016_est",
        "002-sel_2018_products",
        "002-sel_2018_est",
        "002-t_designs",
        "002-t_study",
    },
}
