"""Every verified parameter decides something: just beside its own limit the answer is another.

The walk is generated from the data: a verified row whose kind has no case here, or whose case does
not flip, fails. What is not verified is tested with made-up values in the other modules.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest

from khuyencong.law import rules
from khuyencong.law.actions.tables import table
from khuyencong.law.models import Parameter
from khuyencong.law.queries import law_on
from khuyencong.law.rules import (
    Above,
    DatedParameter,
    Finding,
    Law,
    PlaceFacts,
    ProjectFacts,
    SupportFacts,
    TradeFacts,
    Unit,
)
from khuyencong.law.rules.eligibility import years_after
from khuyencong.law.states import (
    Change,
    Criterion,
    Deadline,
    Form,
    Item,
    KeyProject,
    ParameterKind,
    PlaceClass,
    Trade,
)
from khuyencong.values.rounding import whole_at_most
from khuyencong.values.vocabulary import FundingSource

ONE_DAY = timedelta(days=1)
VERIFIED = [row["code"] for row in table("parameters") if row["verified"] == "True"]
#: What an answer is: enough of it to see that another came out.
Outcome = tuple[Any, ...]
Pair = tuple[str, Outcome, Outcome]


def outcome(finding: Finding) -> Outcome:
    steps = [(step.verdict, step.told) for step in finding.walk()]
    return finding.verdict, finding.amount, steps, [str(c) for c in finding.citations]


def without_money(law: Law, asked: DatedParameter) -> SupportFacts:
    """Return what is asked for under a ceiling, before any sum."""
    return SupportFacts(
        Item(asked.subject),
        FundingSource(asked.source),
        difficult_area=True if asked.condition else None,
        years=1 if asked.number else None,
    )


def ceiling(law: Law, row: DatedParameter) -> Iterator[Pair]:
    facts = without_money(law, row)
    if row.amount is not None:
        much = replace(facts, cost=100 * row.amount)
        yield (
            "one đồng above the sum",
            *both(law, replace(much, asked=row.amount), replace(much, asked=row.amount + 1)),
        )
    if row.percent is not None:
        cost = 1_000_003
        most = whole_at_most(cost * row.percent / 100)
        some = replace(facts, cost=cost, asked=most)
        yield "one đồng above the share", *both(law, some, replace(some, asked=most + 1))
        point = whole_at_most(cost * (row.percent + 1) / 100)
        yield "one point of percent above", *both(law, some, replace(some, asked=point))
    if row.factor is not None:
        other = replace(row, factor=row.factor + Fraction(1, 1000))
        yield (
            "a factor a thousandth greater",
            *(
                outcome(rules.highest_support(one, facts))
                for one in (law, swapped(law, row, other))
            ),
        )
    if row.number is not None:
        late = replace(facts, cost=row.amount, years=row.number + 1)
        yield "one year later", *both(law, replace(late, years=row.number), late)
    if row.condition:
        yield "outside a difficult area", *both(law, facts, replace(facts, difficult_area=False))


def both(law: Law, inside: SupportFacts, beside: SupportFacts) -> tuple[Outcome, Outcome]:
    return tuple(outcome(rules.highest_support(law, facts)) for facts in (inside, beside))


def swapped(law: Law, old: DatedParameter, new: DatedParameter) -> Law:
    return replace(law, parameters=tuple(new if p == old else p for p in law.parameters))


def advance(law: Law, row: DatedParameter) -> Iterator[Pair]:
    support, item = 1_000_003, Item(row.subject)
    assert row.percent is not None
    most = whole_at_most(support * row.percent / 100)
    point = whole_at_most(support * (row.percent + 1) / 100)
    for name, asked in (("one đồng above", most + 1), ("one point above", point)):
        yield (
            name,
            *(outcome(rules.highest_advance(law, item, support, asked=a)) for a in (most, asked)),
        )


PLACES = {
    PlaceClass.COMMUNE: PlaceFacts(Unit.COMMUNE, in_central_city=False),
    PlaceClass.TOWNSHIP: PlaceFacts(Unit.TOWNSHIP, in_central_city=False),
    PlaceClass.TOWN_WARD: PlaceFacts(Unit.WARD, in_central_city=False, above=Above.TOWN),
    PlaceClass.CLASS_2_WARD: PlaceFacts(Unit.WARD, in_central_city=False, above=Above.CLASS_2),
    PlaceClass.CLASS_3_WARD: PlaceFacts(Unit.WARD, in_central_city=False, above=Above.CLASS_3),
    PlaceClass.PROVINCE_COMMUNE: PlaceFacts(Unit.COMMUNE, in_central_city=False),
    PlaceClass.PROVINCE_WARD: PlaceFacts(Unit.WARD, in_central_city=False),
    PlaceClass.PROVINCE_SPECIAL_ZONE: PlaceFacts(Unit.SPECIAL_ZONE, in_central_city=False),
    PlaceClass.CITY_COMMUNE: PlaceFacts(Unit.COMMUNE, in_central_city=True),
    PlaceClass.CITY_SPECIAL_ZONE: PlaceFacts(Unit.SPECIAL_ZONE, in_central_city=True),
    PlaceClass.CRAFT_VILLAGE: PlaceFacts(Unit.WARD, in_central_city=True, craft_village=True),
}


def place(law: Law, row: DatedParameter) -> Iterator[Pair]:
    if row.subject == PlaceClass.RECENT_CLASS_1_WARD:
        assert row.number
        since = years_after(law.day, -row.number)
        for name, day in (("too long a ward", since), ("still recent", since + ONE_DAY)):
            facts = PlaceFacts(Unit.WARD, False, Above.CLASS_1, ward_since=day)
            other = replace(facts, ward_since=since + ONE_DAY if day == since else since)
            yield name, *(outcome(rules.eligible_place(law, f)) for f in (facts, other))


def trade(law: Law, row: DatedParameter) -> Iterator[Pair]:
    if row.condition:
        inside, beside = (TradeFacts(Trade(row.subject), area) for area in (True, False))
        yield (
            "outside a difficult area",
            *(outcome(rules.eligible_trade(law, facts)) for facts in (inside, beside)),
        )


def key_project(law: Law, row: DatedParameter) -> Iterator[Pair]:
    least = ProjectFacts(contents=2, beneficiaries=2, years=2)
    assert row.number is not None
    values = [row.number - 1] + ([row.number_high + 1] if row.number_high else [])
    for value in values:
        beside = replace(least, **{KeyProject(row.subject).value: value})
        edge = row.number if value < row.number else row.number_high
        inside = replace(least, **{KeyProject(row.subject).value: edge})
        yield f"{value}", *(outcome(rules.is_key_project(law, f)) for f in (inside, beside))


def deadline(law: Law, row: DatedParameter) -> Iterator[Pair]:
    what = Deadline(row.subject)
    if row.month:
        last = rules.last_day_in_year(law, what, 2026)
        assert last
        yield (
            "one day late",
            *(outcome(rules.done_in_time(law, what, day)) for day in (last, last + ONE_DAY)),
        )
        return
    received = date(2024, 3, 4)
    last = rules.due_after(law, what, received)
    assert last
    yield (
        "one day late",
        *(
            outcome(rules.handled_in_time(law, what, received, day))
            for day in (last, last + ONE_DAY)
        ),
    )


def criterion(law: Law, row: DatedParameter) -> Iterator[Pair]:
    points: dict[Criterion, int] = dict.fromkeys(Criterion, 0)
    assert row.number
    yield (
        "one point above",
        *(
            outcome(rules.points_within(law, points | {Criterion(row.subject): n}))
            for n in (row.number, row.number + 1)
        ),
    )


def certificate(law: Law, row: DatedParameter) -> Iterator[Pair]:
    last = rules.certificate_last_day(law, law.day)
    assert last
    yield (
        "one day after",
        *(outcome(rules.certificate_holds(law, law.day, day)) for day in (last, last + ONE_DAY)),
    )


def condition(law: Law, row: DatedParameter) -> Iterator[Pair]:
    yield (
        "without the word of the department",
        *(outcome(changed_within_a_province(law, confirmed)) for confirmed in (True, False)),
    )


def changed_within_a_province(law: Law, confirmed: bool) -> Finding:
    return rules.who_approves(law, [Change.CHANGE_PLACE], within_province=True, confirmed=confirmed)


def nothing(law: Law, row: DatedParameter) -> Iterator[Pair]:
    """A list entry or an answer has no limit; its first day decides."""
    yield from ()


LIMITS: dict[str, Callable[[Law, DatedParameter], Iterator[Pair]]] = {
    ParameterKind.CEILING: ceiling,
    ParameterKind.ADVANCE: advance,
    ParameterKind.PLACE: place,
    ParameterKind.TRADE: trade,
    ParameterKind.KEY_PROJECT: key_project,
    ParameterKind.DEADLINE: deadline,
    ParameterKind.CRITERION: criterion,
    ParameterKind.CERTIFICATE: certificate,
    ParameterKind.FORM: nothing,
    ParameterKind.LISTING: nothing,
    ParameterKind.GROUP_PROJECT: nothing,
    ParameterKind.AUTHORITY: nothing,
    ParameterKind.PAID: nothing,
    ParameterKind.CONDITION: condition,
}


def any_cost(law: Law, row: DatedParameter) -> Outcome:
    facts = replace(without_money(law, row), cost=10**12)
    return outcome(rules.highest_support(law, facts))


def any_place(law: Law, row: DatedParameter) -> Outcome:
    recent = PlaceFacts(Unit.WARD, False, Above.CLASS_1, ward_since=law.day)
    return outcome(rules.eligible_place(law, PLACES.get(PlaceClass(row.subject), recent)))


def any_deadline(law: Law, row: DatedParameter) -> Outcome:
    what = Deadline(row.subject)
    done = rules.done_in_time(law, what, date(2024, 1, 1))
    return outcome(done), rules.due_after(law, what, date(2024, 3, 4))


#: What the rule of each kind answers under a law, for a case that the row is about.
ASKED: dict[str, Callable[[Law, DatedParameter], Outcome]] = {
    ParameterKind.CEILING: any_cost,
    ParameterKind.PLACE: any_place,
    ParameterKind.DEADLINE: any_deadline,
    ParameterKind.ADVANCE: lambda law, row: outcome(
        rules.highest_advance(law, Item(row.subject), 1_000_000)
    ),
    ParameterKind.FORM: lambda law, row: outcome(rules.eligible_form(law, Form(row.subject))),
    ParameterKind.TRADE: lambda law, row: outcome(
        rules.eligible_trade(law, TradeFacts(Trade(row.subject), True))
    ),
    ParameterKind.LISTING: lambda law, row: outcome(unlisted(law, row.subject)),
    ParameterKind.KEY_PROJECT: lambda law, row: outcome(
        rules.is_key_project(law, ProjectFacts(2, 2, 2))
    ),
    ParameterKind.GROUP_PROJECT: lambda law, row: outcome(
        rules.may_be_group_project(law, Item(row.subject))
    ),
    ParameterKind.AUTHORITY: lambda law, row: outcome(
        rules.who_approves(law, [Change(row.subject)])
    ),
    ParameterKind.CRITERION: lambda law, row: outcome(
        rules.points_within(law, dict.fromkeys(Criterion, 1))
    ),
    ParameterKind.CONDITION: lambda law, row: outcome(changed_within_a_province(law, True)),
    ParameterKind.CERTIFICATE: lambda law, row: (rules.certificate_last_day(law, law.day),),
    ParameterKind.PAID: lambda law, row: tuple(
        paid.amount for paid in law.of(ParameterKind.PAID, row.subject) if paid.place_key
    ),
}


def asked_on(law: Law, row: DatedParameter) -> Outcome:
    return ASKED[row.kind](law, row)


def unlisted(law: Law, kind: str) -> Finding:
    """Return the answer for something that no list names."""
    match kind:
        case ParameterKind.FORM:
            return rules.eligible_form(law, Form.LARGE_ENTERPRISE)
        case ParameterKind.TRADE:
            return rules.eligible_trade(law, TradeFacts(Trade.OTHER))
        case ParameterKind.PLACE:
            city = PlaceFacts(Unit.WARD, True, Above.SPECIAL, craft_village=False)
            return rules.eligible_place(law, city)
        case _:
            return rules.may_be_group_project(law, Item.SHOWROOM)


def case_of(code: str) -> tuple[Parameter, Law, DatedParameter]:
    """Return a row with the law of its first day, or of the end of its document's year."""
    row = Parameter.objects.select_related("place", "document").get(code=code)
    year = row.document.year if row.document else 2024
    law = law_on(row.valid_from or date(year, 12, 31), row.place.key if row.place else "")
    (plain,) = (p for p in law.parameters if p.code == code)
    return row, law, plain


@pytest.mark.parametrize("code", VERIFIED)
def test_just_beside_its_limit_the_answer_is_another(code: str) -> None:
    _, law, plain = case_of(code)
    for name, inside, beside in LIMITS[plain.kind](law, plain):
        assert inside != beside, name


@pytest.mark.parametrize("code", VERIFIED)
def test_without_it_the_answer_is_another(code: str) -> None:
    _, law, plain = case_of(code)
    without = replace(law, parameters=tuple(p for p in law.parameters if p != plain))
    assert asked_on(without, plain) != asked_on(law, plain)


@pytest.mark.parametrize("code", VERIFIED)
def test_on_the_day_before_it_holds_the_answer_is_another(code: str) -> None:
    row, law, plain = case_of(code)
    if row.valid_from is None:
        # The first day was not read: the limits above decide alone, and the answer says so.
        assert not plain.certain
        assert list(LIMITS[plain.kind](law, plain))
        return
    eve = row.valid_from - ONE_DAY
    was_there = row.place is None or row.place.held_on(eve)
    before = law_on(eve, row.place.key if row.place and was_there else "")
    assert asked_on(before, plain) != asked_on(law, plain)


@pytest.mark.parametrize("code", VERIFIED)
def test_on_the_day_it_ends_the_answer_is_another(code: str) -> None:
    row, _, plain = case_of(code)
    if row.valid_until is None:
        return
    key = row.place.key if row.place else ""
    last, after = law_on(row.valid_until - ONE_DAY, key), row.valid_until
    if row.place is None or row.place.held_on(after):
        assert asked_on(last, plain) != asked_on(law_on(after, key), plain)
    assert plain.code in {p.code for p in last.parameters}


def test_every_kind_that_holds_verified_rows_has_its_case() -> None:
    kinds = set(Parameter.objects.filter(verified=True).values_list("kind", flat=True))
    assert kinds == set(LIMITS) == set(ASKED)
