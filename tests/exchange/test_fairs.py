"""A fair of a province at the centre: who came, with what, in which booth, what it brought."""

from datetime import date

import pytest
from django.db import connections

from khuyencong.competitions.actions import fairs as acts
from khuyencong.competitions.actions.showrooms import put_in
from khuyencong.competitions.models import Booth, Brought, Exhibitor, Fair, Product, Showroom
from khuyencong.competitions.queries.fairs import FairSums, fairs_of, sums_of
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.models import Conflict, Parked
from khuyencong.exchange.states import Verdict, Why
from khuyencong.results.models import Result
from khuyencong.results.queries import counted
from khuyencong.verification import verify
from tests.exchange.machines import AT, Machine
from tests.exchange.votes import know_the_vote, made
from tests.factories import make_fair

Pair = tuple[Machine, Machine]
YEAR = date(2026, 1, 1), date(2027, 1, 1)


@pytest.fixture
def fair(pair: Pair) -> Fair:
    """Return a fair of the province with two exhibitors and three booths, none given yet."""
    for machine in pair:
        with machine.here():
            know_the_vote(machine)
    province = pair[1]
    with province.here():
        fair = make_fair(province.officer, province.bodies["so"])
        how = {"by": province.officer, "fair": fair, "at": province.now()}
        acts.add_booths(codes=["A1", "A2", "A3"], **how)
        for _ in range(2):
            products = [made(province)]
            firm = products[0].establishment
            acts.register_exhibitor(establishment=firm, products=products, **how)
        room = Showroom.objects.get()
        shown = {"showroom": room, "product": products[0], "since": date(2026, 1, 6)}
        put_in(by=province.officer, at=province.now(), **shown)
        return fair


def require_equal_and_clean(pair: Pair) -> None:
    assert pair[0].everything() == pair[1].everything()
    for machine in pair:
        with machine.here():
            assert not Parked.objects.exists()
            assert not Conflict.objects.exists()
            assert list(verify()) == []


def test_a_fair_with_booths_products_and_what_it_brought(pair: Pair, fair: Fair) -> None:
    centre, province = pair
    centre.take(province.export().data)
    require_equal_and_clean(pair)
    with province.here():
        how = {"by": province.officer, "at": province.now()}
        acts.draw(fair=fair, **how)
        for one in fair.exhibitors.all():
            told = acts.Outcome(contracts=2, contract_money=3_000_000, sales_money=500_000)
            acts.tell_outcome(exhibitor=one, told=told, **how)
        acts.take_fair_step(fair=fair, name="allot", **how)
        acts.take_fair_step(fair=fair, name="hold", visitors=900, **how)
    for _ in range(2):
        centre.take(province.export(again=True).data)
    require_equal_and_clean(pair)
    figures = []
    for machine in pair:
        with machine.here():
            row = Fair.objects.get()
            assert (row.state, row.visitors, row.draw_seed != "") == ("held", 900, True)
            assert sums_of(row) == FairSums(2, 2, 4, 6_000_000, 1_000_000)
            [told] = {len(one.products.all()) for one in row.exhibitors.all()}
            assert told == 1
            assert Result.objects.count() == 1
            figures.append(
                {k[0]: v.value for k, v in counted(machine.bodies["so"], *YEAR, by=()).items()}
            )
    assert figures[0] == figures[1]
    assert figures[0]["fairs.count"] == 1


def test_booths_that_change_hands_and_products_that_are_taken_off_arrive(
    pair: Pair, fair: Fair
) -> None:
    centre, province = pair
    with province.here():
        one, two = Exhibitor.objects.order_by("id")
        a1, a2, _ = Booth.objects.order_by("code")
        how = {"by": province.officer, "at": province.now()}
        acts.give_booth(exhibitor=one, booth=a1, **how)
        acts.give_booth(exhibitor=two, booth=a2, **how)
    first = province.export().data
    with province.here():
        for exhibitor, booth in ((one, None), (two, a1), (one, a2)):
            acts.give_booth(exhibitor=exhibitor, booth=booth, **how)
        acts.register_exhibitor(fair=fair, establishment=one.establishment, products=[], **how)
    second = province.export().data
    centre.take(second)
    centre.take(first)
    require_equal_and_clean(pair)
    with centre.here():
        assert Exhibitor.objects.get(pk=one.pk).booth.code == "A2"
        assert not Exhibitor.objects.get(pk=one.pk).products.exists()
        product = Exhibitor.objects.get(pk=two.pk).products.get()
        assert [shown.fair_id for shown in fairs_of(product.pk)] == [fair.pk]


def test_a_product_of_the_centre_at_a_fair_of_the_province_is_the_provinces_word(
    pair: Pair, fair: Fair
) -> None:
    centre, province = pair
    with centre.here():
        theirs = made(centre, "so-khac")
    province.take(centre.export().data)
    with province.here():
        mine = Product.objects.get(pk=theirs.pk)
        how = {"by": province.officer, "fair": fair, "at": province.now()}
        acts.register_exhibitor(establishment=mine.establishment, products=[mine], **how)
        with pytest.raises(Refused):
            acts.register_exhibitor(
                establishment=mine.establishment, products=[made(province)], **how
            )
    centre.take(province.export().data)
    require_equal_and_clean(pair)
    with centre.here():
        assert [one.fair_id for one in fairs_of(theirs.pk)] == [fair.pk]


def test_a_declined_record_goes_when_what_was_wished_for_with_it_is_declined_too(
    pair: Pair, fair: Fair
) -> None:
    centre, province = pair
    with province.here():
        product = made(province)
    centre.take(province.export().data)
    with centre.here():
        firm = product.establishment_id
        row = Exhibitor.objects.create(fair=fair, establishment_id=firm, recorded_at=AT)
        Brought.objects.create(exhibitor=row, product_id=product.pk)
    province.take(centre.export().data)
    for kind, left in (("Exhibitor", True), ("Brought", False)):
        with province.here():
            wish = Conflict.objects.get(kind=f"competitions.{kind}")
            decide(
                by=province.heads.get(wish.custodian, province.head),
                conflict=wish,
                verdict=Verdict.OURS,
                reason="Không mời",
                at=province.now(),
            )
        centre.take(province.export().data)
        with centre.here():
            assert Exhibitor.objects.filter(pk=row.pk).exists() == left
            assert [one.why for one in Parked.objects.all()] == [Why.IN_USE] * left
            connections["default"].check_constraints()
    assert centre.everything() == province.everything()
