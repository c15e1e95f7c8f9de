"""Fairs: who gets which booth, what came of it, and that it is counted once."""

import hashlib
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khuyencong.competitions.actions import fairs as actions
from khuyencong.competitions.actions import showrooms
from khuyencong.competitions.actions.fairs import FairTold, Outcome
from khuyencong.competitions.models import Display, Exhibitor, Fair
from khuyencong.competitions.queries import fairs as queries
from khuyencong.competitions.rules.drawing import drawn
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.results import queries as results
from khuyencong.results.models import Result
from tests.cast import Cast
from tests.factories import make_establishment, make_fair, make_product

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.fixture
def fair(cast: Cast) -> Fair:
    return make_fair(cast.owner, cast.department)


def joined(cast: Cast, fair: Fair, names: str = "ABC") -> list[Exhibitor]:
    return [
        actions.register_exhibitor(
            by=cast.owner,
            fair=fair,
            establishment=make_establishment(cast.owner, cast.department),
            products=[],
            at=AT,
            note=name,
        )
        for name in names
    ]


@pytest.mark.pure
@given(st.sets(st.uuids(), max_size=30), st.sets(st.text("AB0123456789", min_size=1), max_size=30))
@settings(max_examples=60, deadline=None)
def test_the_order_of_registering_decides_nothing(firms: set[UUID], booths: set[str]) -> None:
    given_out = drawn("hat", list(firms), list(booths))
    assert given_out == drawn("hat", sorted(firms, reverse=True), sorted(booths, reverse=True))
    assert len(given_out) == min(len(firms), len(booths))
    assert len({firm for firm, _ in given_out}) == len({booth for _, booth in given_out})


@pytest.mark.django_db
def test_a_draw_gives_each_one_booth_and_anybody_may_draw_again(cast: Cast, fair: Fair) -> None:
    joined(cast, fair)
    assert actions.add_booths(by=cast.owner, fair=fair, codes=["b1", "B2", "B1"], at=AT) == 2
    assert actions.draw(by=cast.owner, fair=fair, at=AT) == 2
    fair.refresh_from_db()
    kept = {str(one.id): one.booth.code for one in fair.exhibitors.filter(booth__isnull=False)}
    ids = [str(one.id) for one in fair.exhibitors.all()]
    order = sorted(ids, key=lambda i: hashlib.sha256(f"{fair.draw_seed}:{i}".encode()).hexdigest())
    assert kept == dict(zip(order, ["B1", "B2"], strict=False))
    with pytest.raises(Refused, match="Đã bốc thăm một lần"):
        actions.draw(by=cast.owner, fair=fair, at=AT)


@pytest.mark.django_db
def test_a_booth_is_given_to_one(cast: Cast, fair: Fair) -> None:
    first, second, _ = joined(cast, fair)
    actions.add_booths(by=cast.owner, fair=fair, codes=["A1"], at=AT)
    booth = fair.booths.get()
    actions.give_booth(by=cast.owner, exhibitor=first, booth=booth, at=AT)
    with pytest.raises(Refused, match="đã có cơ sở khác"):
        actions.give_booth(by=cast.owner, exhibitor=second, booth=booth, at=AT)
    actions.withdraw_exhibitor(by=cast.owner, exhibitor=first, at=AT)
    actions.give_booth(by=cast.owner, exhibitor=second, booth=booth, at=AT)
    assert queries.sums_of(fair).firms == 2


@pytest.mark.django_db
def test_what_it_brings_is_its_own(cast: Cast, fair: Fair) -> None:
    one, other = (make_establishment(cast.owner, cast.department) for _ in "ab")
    strange = make_product(cast.owner, other)
    with pytest.raises(Refused, match="không phải của cơ sở này"):
        actions.register_exhibitor(
            by=cast.owner, fair=fair, establishment=one, products=[strange], at=AT
        )
    assert not fair.exhibitors.exists()


@pytest.mark.django_db
def test_a_fair_that_is_over_is_counted_once(cast: Cast, fair: Fair) -> None:
    first, second, _ = joined(cast, fair)
    actions.add_booths(by=cast.owner, fair=fair, codes=["A1", "A2"], at=AT)
    actions.draw(by=cast.owner, fair=fair, at=AT)
    told = Outcome(contracts=2, contract_money=300_000_000, sales_money=12_500_000)
    actions.tell_outcome(by=cast.owner, exhibitor=first, told=told, at=AT)
    actions.tell_outcome(by=cast.owner, exhibitor=second, told=Outcome(sales_money=1), at=AT)
    with pytest.raises(Refused):
        actions.take_fair_step(by=cast.owner, fair=fair, name="hold", at=AT)
    actions.take_fair_step(by=cast.owner, fair=fair, name="allot", at=AT)
    held = actions.take_fair_step(by=cast.owner, fair=fair, name="hold", at=AT, visitors=900)
    result = Result.objects.get(series=held.result_series)
    assert (result.kind, result.variant, result.establishments) == ("fair", "organised", 3)
    assert (result.contract_money, result.sales_money) == (300_000_000, 12_500_001)
    assert result.more["contracts"] == 2 and result.more["visitors"] == 900
    found = results.counted(cast.department, date(2026, 1, 1), date(2027, 1, 1), by=())
    assert found[("fairs.count",)].value == 1
    assert found[("fairs.establishments",)].value == 3
    with pytest.raises(Refused, match="không ghi thêm được"):
        joined(cast, fair, "D")
    with pytest.raises(Refused):
        actions.take_fair_step(by=cast.owner, fair=fair, name="hold", at=AT)
    assert Result.objects.count() == 1


@pytest.mark.django_db
def test_a_fair_is_not_closed_before_it_is_over(cast: Cast, fair: Fair) -> None:
    joined(cast, fair, "A")
    early = datetime(2026, 5, 3, 2, tzinfo=UTC)
    actions.take_fair_step(by=cast.owner, fair=fair, name="allot", at=early)
    with pytest.raises(Refused, match="chưa kết thúc"):
        actions.take_fair_step(by=cast.owner, fair=fair, name="hold", at=early)
    assert not Result.objects.exists()


@pytest.mark.django_db
def test_only_who_may_keeps_the_fairs_of_a_body(cast: Cast, fair: Fair) -> None:
    told = FairTold(
        custodian=cast.department,
        name="Khác",
        kind="joined",
        place=fair.place,
        where="X",
        starts_on=date(2026, 5, 1),
        ends_before=date(2026, 5, 2),
    )
    for stranger in (cast.stranger, cast.agency_officer, cast.auditor, cast.establishment):
        with pytest.raises(Refused, match="không có quyền"):
            actions.prepare_fair(by=stranger, told=told, at=AT)
        with pytest.raises(Refused, match="không có quyền"):
            actions.add_booths(by=stranger, fair=fair, codes=["A"], at=AT)
    assert set(queries.fairs_visible_to(cast.auditor)) == {fair}
    assert not queries.fairs_visible_to(cast.stranger).exists()
    same = FairTold(
        custodian=fair.custodian,
        name=fair.name,
        kind=fair.kind,
        place=fair.place,
        where=fair.where,
        starts_on=fair.starts_on,
        ends_before=fair.ends_before,
    )
    with pytest.raises(Refused, match="cùng tên"):
        actions.prepare_fair(by=cast.owner, told=same, at=AT)


@pytest.mark.django_db
def test_a_showroom_shows_what_stands_there_on_a_day(cast: Cast, fair: Fair) -> None:
    room = queries.showrooms_visible_to(cast.owner).get()
    product = make_product(cast.owner, make_establishment(cast.owner, cast.department))
    put = {"by": cast.owner, "showroom": room, "product": product, "at": AT}
    with pytest.raises(Refused, match="chưa mở cửa"):
        showrooms.put_in(**put, since=date(2025, 1, 1))
    display = showrooms.put_in(**put, since=date(2026, 2, 1))
    with pytest.raises(Refused, match="đang được bày"):
        showrooms.put_in(**put, since=date(2026, 3, 1))
    assert [row.product for row in queries.displays_of(room, date(2026, 2, 1))] == [product]
    assert not queries.displays_of(room, date(2026, 1, 31)).exists()
    showrooms.take_out(by=cast.owner, display=display, on=date(2026, 4, 1), at=AT)
    assert not queries.displays_of(room, date(2026, 4, 1)).exists()
    showrooms.put_in(**put, since=date(2026, 5, 1))
    showrooms.close_showroom(by=cast.owner, showroom=room, on=date(2026, 6, 1), at=AT)
    assert not Display.objects.filter(shown_until=None).exists()
    with pytest.raises(Refused, match="đã đóng cửa"):
        showrooms.put_in(**put, since=date(2026, 7, 1))
    acts = JournalEntry.objects.filter(about=f"showroom:{room.id}").values_list("act", flat=True)
    assert [*acts] == [
        "showroom.opened",
        "showroom.put_in",
        "showroom.taken_out",
        "showroom.put_in",
        "showroom.closed",
    ]
