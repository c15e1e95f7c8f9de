"""Form, place and trade on each side of 15 October 2025, of 1 July 2025 and of 5 July 2012."""

from datetime import date, timedelta

import pytest

from khuyencong.law import rules
from khuyencong.law.queries import law_on, place_facts
from khuyencong.law.rules import (
    Above,
    Applicant,
    PlaceFacts,
    SizeFacts,
    TradeFacts,
    Unit,
    Verdict,
)
from khuyencong.law.rules.findings import weightiest
from khuyencong.law.states import Form, PlaceClass, Trade
from khuyencong.registry.models import Place
from khuyencong.registry.states import Level
from tests.law.made_up import law, parameter

BEFORE_ALL, FIRST = date(2012, 7, 4), date(2012, 7, 5)
OLD, LAST_OLD, NEW = date(2020, 6, 1), date(2025, 10, 14), date(2025, 10, 15)
LAST_63, FIRST_34 = date(2025, 6, 30), date(2025, 7, 1)
YES, NO, ASK, UNCERTAIN = Verdict.YES, Verdict.NO, Verdict.ASK, Verdict.UNCERTAIN

#: Form: under the old list, under the new one.
FORMS = {
    Form.SMALL_ENTERPRISE: (YES, YES),
    Form.LARGE_ENTERPRISE: (NO, UNCERTAIN),
    Form.COOPERATIVE: (YES, YES),
    Form.COOPERATIVE_UNION: (NO, YES),
    Form.COOPERATIVE_GROUP: (YES, YES),
    Form.HOUSEHOLD_BUSINESS: (YES, YES),
    Form.CLEANER_PRODUCER: (YES, YES),
    Form.SUSTAINABLE_PRODUCER: (NO, YES),
    Form.CLUSTER_INVESTOR: (NO, YES),
    Form.SERVICE_ORGANISATION: (YES, UNCERTAIN),
    Form.ARTISAN: (NO, YES),
}
DAYS = {BEFORE_ALL: None, FIRST: 0, OLD: 0, LAST_63: 0, FIRST_34: 0, LAST_OLD: 0, NEW: 1}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("form", Form)
def test_a_form_is_judged_by_the_list_of_its_day(form: Form, day: date) -> None:
    found = rules.eligible_form(law_on(day), form)
    which = DAYS[day]
    assert found.verdict is (ASK if which is None else FORMS[form][which])
    if found.verdict in (YES, NO):
        assert found.citations
        assert all(citation.key in DECREES[which or 0] for citation in found.citations)


DECREES = ({"nd-45-2012-cp"}, {"nd-235-2025-cp"})

#: A place: on the last day of the old list, on the first of the new one.
PLACES = {
    "xã của tỉnh": (PlaceFacts(Unit.COMMUNE, False), YES, YES),
    "xã của thành phố trung ương": (PlaceFacts(Unit.COMMUNE, True), YES, YES),
    "thị trấn": (PlaceFacts(Unit.TOWNSHIP, False), YES, NO),
    "phường của tỉnh, loại chưa rõ": (PlaceFacts(Unit.WARD, False), ASK, YES),
    "phường của thị xã": (PlaceFacts(Unit.WARD, False, Above.TOWN), YES, YES),
    "phường thành phố loại 3": (PlaceFacts(Unit.WARD, False, Above.CLASS_3), YES, YES),
    "phường thành phố loại 2": (PlaceFacts(Unit.WARD, False, Above.CLASS_2), YES, YES),
    "phường thành phố loại 1, chưa rõ từ bao giờ": (
        PlaceFacts(Unit.WARD, False, Above.CLASS_1), ASK, YES,
    ),
    "phường của quận": (PlaceFacts(Unit.WARD, True, Above.SPECIAL), NO, NO),
    "phường thành phố trung ương, loại chưa rõ": (PlaceFacts(Unit.WARD, True), ASK, NO),
    "làng nghề trong phường thành phố trung ương": (
        PlaceFacts(Unit.WARD, True, Above.SPECIAL, craft_village=True), NO, YES,
    ),
    "phường thành phố trung ương, chưa rõ làng nghề": (
        PlaceFacts(Unit.WARD, True, Above.SPECIAL, craft_village=None), NO, ASK,
    ),
    "đặc khu của tỉnh": (PlaceFacts(Unit.SPECIAL_ZONE, False), ASK, YES),
    "đặc khu của thành phố trung ương": (PlaceFacts(Unit.SPECIAL_ZONE, True), ASK, YES),
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_place_is_judged_by_the_list_of_its_day(name: str) -> None:
    facts, before, after = PLACES[name]
    for day, wanted in ((LAST_63, before), (FIRST_34, before), (LAST_OLD, before), (NEW, after)):
        found = rules.eligible_place(law_on(day), facts)
        assert found.verdict is wanted, (day, found.told)
        if wanted in (YES, NO):
            assert found.citations


@pytest.mark.parametrize("day", [LAST_63, FIRST_34, LAST_OLD, NEW])
@pytest.mark.parametrize("form", Form)
def test_form_place_and_trade_decide_together(form: Form, day: date) -> None:
    """Every form in every place with every trade: the weightiest answer is the answer."""
    of_day, which = law_on(day), DAYS[day]
    for name, (facts, *by_place) in PLACES.items():
        for trade in Trade:
            listed = trade in OLD_TRADES or (day >= NEW and trade is not Trade.OTHER)
            answers = [FORMS[form][which]]
            if form not in ANYWHERE:
                answers += [by_place[which], YES if listed else UNCERTAIN]
            asked = Applicant(form, facts, TradeFacts(trade, difficult_area=True))
            found = rules.eligible(of_day, asked)
            assert found.verdict is weightiest(answers), (name, trade)
            assert found.told and found.citations


ANYWHERE = {
    Form.CLEANER_PRODUCER, Form.SUSTAINABLE_PRODUCER, Form.CLUSTER_INVESTOR,
    Form.SERVICE_ORGANISATION, Form.ARTISAN,
}  # fmt: skip


def test_before_the_decree_nothing_is_known() -> None:
    for facts, *_ in PLACES.values():
        assert rules.eligible_place(law_on(BEFORE_ALL), facts).verdict is ASK


@pytest.mark.parametrize(
    ("since", "verdict"),
    [
        (date(2015, 6, 2), YES),  # four years and 364 days
        (date(2015, 6, 1), NO),  # five years to the day
        (date(2020, 6, 1), YES),
        (date(2020, 6, 2), NO),  # not a ward yet
    ],
)
def test_a_ward_of_a_class_1_city_counts_for_less_than_five_years(
    since: date, verdict: Verdict
) -> None:
    facts = PlaceFacts(Unit.WARD, False, Above.CLASS_1, ward_since=since)
    assert rules.eligible_place(law_on(OLD), facts).verdict is verdict


def test_a_ward_made_on_29_february_counts_until_1_march() -> None:
    facts = PlaceFacts(Unit.WARD, False, Above.CLASS_1, ward_since=date(2016, 2, 29))
    last = date(2021, 2, 28)
    assert rules.eligible_place(law_on(last), facts).verdict is YES
    assert rules.eligible_place(law_on(last + timedelta(days=1)), facts).verdict is NO


OLD_TRADES = {
    Trade.FOOD_PROCESSING, Trade.CONSUMER_GOODS, Trade.AGRO_CHEMICALS, Trade.BUILDING_MATERIALS,
    Trade.EQUIPMENT, Trade.SUPPORTING_INDUSTRY, Trade.HANDICRAFTS, Trade.CLEANER_PRODUCTION,
    Trade.POLLUTION_TREATMENT, Trade.MINERALS,
}  # fmt: skip


@pytest.mark.parametrize("day", [FIRST, LAST_63, FIRST_34, LAST_OLD, NEW])
@pytest.mark.parametrize("trade", Trade)
def test_a_trade_is_judged_by_the_list_of_its_day(trade: Trade, day: date) -> None:
    found = rules.eligible_trade(law_on(day), TradeFacts(trade, difficult_area=True))
    listed = trade in OLD_TRADES or (day >= NEW and trade is not Trade.OTHER)
    # The list was not read to its end: what it lacks is open, not refused.
    assert found.verdict is (YES if listed else UNCERTAIN)
    assert found.citations


@pytest.mark.parametrize(("area", "verdict"), [(True, YES), (False, NO), (None, ASK)])
def test_minerals_count_in_difficult_areas_only(area: bool | None, verdict: Verdict) -> None:
    found = rules.eligible_trade(law_on(NEW), TradeFacts(Trade.MINERALS, area))
    assert found.verdict is verdict


def test_a_list_that_officers_emptied_leaves_its_places_in_doubt() -> None:
    listed = parameter("place", PlaceClass.COMMUNE, source="")
    ward = PlaceFacts(Unit.WARD, False)
    assert rules.eligible_place(law(listed), ward).verdict is UNCERTAIN
    whole = parameter("listing", "place", source="", answer="whole")
    assert rules.eligible_place(law(listed, whole), ward).verdict is NO


@pytest.mark.parametrize(("labour", "verdict"), [(10, YES), (11, NO), (None, ASK)])
def test_size_goes_by_what_is_told(labour: int | None, verdict: Verdict) -> None:
    made_up = law(parameter("size", "labour", source="", number=10))
    assert rules.eligible_size(made_up, SizeFacts(labour=labour)).verdict is verdict


def test_the_size_limits_at_hand_are_not_verified() -> None:
    assert rules.eligible_size(law_on(NEW), SizeFacts(labour=301)).verdict is UNCERTAIN


# --- from the register of places -----------------------------------------------------------------


def commune(kind: str, province: str, day: date) -> Place:
    """Return a commune-level unit of a province on a day, by its kind."""
    units = Place.objects.filter(level=Level.COMMUNE, kind=kind).on(day)
    direct = units.filter(parents__parent__key=province)
    under = units.filter(parents__parent__parents__parent__key=province)
    found = direct.order_by("key").first() or under.order_by("key").first()
    assert found
    return found


@pytest.mark.parametrize(
    ("kind", "province", "day", "verdict"),
    [
        ("phường", "ha-noi", NEW, ASK),  # out, unless it is a recognised craft village
        ("xã", "ha-noi", NEW, YES),
        ("phường", "bac-ninh-tu-2025", NEW, YES),
        ("xã", "bac-ninh-tu-2025", NEW, YES),
        ("phường", "bac-ninh-tu-2025", LAST_OLD, ASK),
        ("thị trấn", "bac-giang", LAST_63, YES),
        ("xã", "bac-giang", LAST_63, YES),
    ],
)
def test_the_register_of_places_answers_what_it_can(
    kind: str, province: str, day: date, verdict: Verdict
) -> None:
    unit = commune(kind, province, day)
    found = rules.eligible_place(law_on(day, unit.key), place_facts(unit, day))
    assert found.verdict is verdict


def test_a_ward_of_an_urban_district_was_out_before_the_merger() -> None:
    ward = Place.objects.get(codes__code="00001", codes__valid_until=FIRST_34)
    facts = place_facts(ward, LAST_63)
    assert (facts.unit, facts.above, facts.in_central_city) == (Unit.WARD, Above.SPECIAL, True)
    assert rules.eligible_place(law_on(LAST_63, ward.key), facts).verdict is NO


def test_a_province_is_no_place_of_an_establishment() -> None:
    with pytest.raises(LookupError):
        place_facts(Place.objects.get(key="ha-noi"), NEW)
