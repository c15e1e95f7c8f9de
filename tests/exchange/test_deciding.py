"""Custody: a record is changed by its home alone; what others wish is shown, decided, answered."""

from datetime import timedelta

import pytest

from khuyencong.applications.models import SurveyRound
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.exchange.actions.deciding import decide, decide_all
from khuyencong.exchange.models import Change, Conflict
from khuyencong.exchange.states import Sort, Verdict
from khuyencong.registry.models import Organisation, Succession
from tests.exchange.machines import AT, Machine
from tests.exchange.test_bundles import add_round

Pair = tuple[Machine, Machine]


@pytest.fixture
def wished(pair: Pair) -> SurveyRound:
    """Return a round of the province that the centre changed in two fields."""
    centre, province = pair
    round = add_round(province, "so", "Đợt của tỉnh")
    centre.take(province.export().data)
    with centre.here():
        SurveyRound.objects.filter(pk=round.pk).update(name="Cục sửa tên", year=2028)
    province.take(centre.export().data)
    return round


def read(machine: Machine, round: SurveyRound) -> tuple[str, int]:
    with machine.here():
        found = SurveyRound.objects.get(pk=round.pk)
        return found.name, found.year


def settle(machine: Machine, verdict: str, **more: object) -> None:
    with machine.here():
        conflict = Conflict.objects.get(verdict=Verdict.OPEN)
        how = {"by": machine.head, "reason": "Đã đối chiếu phiếu gốc", "at": machine.now()}
        decide(conflict=conflict, verdict=verdict, **(how | more))


OURS, THEIRS = ("Đợt của tỉnh", 2027), ("Cục sửa tên", 2028)


@pytest.mark.parametrize(
    ("verdict", "fields", "expected"),
    [
        ("ours", (), OURS),
        ("theirs", (), THEIRS),
        ("fields", ("year",), ("Đợt của tỉnh", 2028)),
        ("fields", ("name", "id", "none"), ("Cục sửa tên", 2027)),
    ],
)
def test_the_home_decides_and_its_word_stands_on_both(
    pair: Pair, wished: SurveyRound, verdict: str, fields: tuple[str, ...], expected: tuple
) -> None:
    centre, province = pair
    assert read(province, wished) == OURS
    assert read(centre, wished) == THEIRS
    settle(province, verdict, fields=fields)
    centre.take(province.export().data)
    assert read(province, wished) == read(centre, wished) == expected
    with centre.here():
        wish = Change.objects.get(sort=Sort.PROPOSAL)
        assert wish.answer["verdict"] == verdict
        assert wish.answer["reason"] == "Đã đối chiếu phiếu gốc"
    with province.here():
        assert JournalEntry.objects.get(act="exchange.decide").facts["verdict"] == verdict


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"reason": " "}, "lý do"),
        ({"verdict": "same"}, "cách quyết định"),
        ({"verdict": "fields", "fields": ()}, "ít nhất một mục"),
    ],
)
def test_a_decision_is_refused_in_words(
    pair: Pair, wished: SurveyRound, more: dict, why: str
) -> None:
    _, province = pair
    with pytest.raises(Refused, match=why):
        settle(province, **({"verdict": "ours"} | more))
    assert read(province, wished) == OURS


def test_who_may_not_decide_does_not(pair: Pair, wished: SurveyRound) -> None:
    _, province = pair
    with pytest.raises(Refused, match="không có quyền"):
        settle(province, "theirs", by=province.officer)


def test_a_wish_is_decided_once(pair: Pair, wished: SurveyRound) -> None:
    _, province = pair
    with province.here():
        conflict = Conflict.objects.get()
    settle(province, "theirs")
    with province.here(), pytest.raises(Refused, match="đã được quyết định"):
        decide(by=province.head, conflict=conflict, verdict="ours", reason="x", at=AT)


def test_a_newer_wish_takes_the_place_of_the_older(pair: Pair, wished: SurveyRound) -> None:
    centre, province = pair
    with centre.here():
        SurveyRound.objects.filter(pk=wished.pk).update(year=2029)
    province.take(centre.export().data)
    with province.here():
        assert list(Conflict.objects.order_by("seq").values_list("verdict", flat=True)) == [
            Verdict.REPLACED,
            Verdict.OPEN,
        ]


def test_the_homes_word_replaces_ours_and_ours_is_not_lost(pair: Pair, wished: SurveyRound) -> None:
    centre, province = pair
    with centre.here():
        SurveyRound.objects.filter(pk=wished.pk).update(year=2030)
    with province.here():
        SurveyRound.objects.filter(pk=wished.pk).update(year=2026)
    # The centre has not told its last change yet: it goes into its log before it is replaced.
    centre.take(province.export().data)
    assert read(centre, wished) == ("Đợt của tỉnh", 2026)
    province.take(centre.export().data)
    settle(province, "theirs")
    assert read(province, wished) == ("Cục sửa tên", 2030)


def test_a_record_made_for_another_is_a_wish_until_it_is_taken(pair: Pair) -> None:
    centre, province = pair
    kept, dropped = add_round(centre, "so", "nên có"), add_round(centre, "so", "không nên có")
    province.take(centre.export().data)
    with province.here():
        assert not SurveyRound.objects.exists()
        for conflict in Conflict.objects.all():
            verdict = "theirs" if conflict.record == kept.pk else "ours"
            decide(by=province.head, conflict=conflict, verdict=verdict, reason="x", at=AT)
    centre.take(province.export().data)
    for machine in pair:
        with machine.here():
            assert [row.pk for row in SurveyRound.objects.all()] == [kept.pk] != [dropped.pk]


def test_a_record_that_is_wished_for_is_shown_to_whose_it_would_be(pair: Pair) -> None:
    centre, province = pair
    add_round(centre, "so", "của Sở")
    province.take(centre.export().data)
    with province.here():
        assert Conflict.objects.get().custodian == province.bodies["so"].pk


@pytest.mark.parametrize("is_told", [False, True])
def test_what_is_called_the_same_was_told_so_that_going_back_is_told_too(
    pair: Pair, is_told: bool
) -> None:
    """The home happens to say the same, and says the old again before it looks or after."""
    centre, province = pair
    round = add_round(province, "so", "Đợt của tỉnh")
    centre.take(province.export().data)
    rename(centre, round, "Tên mới")
    rename(province, round, "Tên mới")
    if is_told:
        province.export()
    province.take(centre.export().data)
    rename(province, round, "Đợt của tỉnh")
    with province.here():
        assert Conflict.objects.get().verdict == Verdict.SAME
    centre.take(province.export(again=True).data)
    assert read(centre, round) == read(province, round) == OURS


def test_a_deletion_called_the_same_was_told(pair: Pair) -> None:
    centre, province = pair
    round = add_round(province, "so", "Đợt của tỉnh")
    centre.take(province.export().data)
    for machine in (centre, province):
        with machine.here():
            kept = SurveyRound.objects.get(pk=round.pk)
            kept.delete()
    province.take(centre.export().data)
    with province.here():
        SurveyRound.objects.bulk_create([round])
    centre.take(province.export(again=True).data)
    assert read(centre, round) == read(province, round) == OURS


def rename(machine: Machine, round: SurveyRound, name: str) -> None:
    with machine.here():
        SurveyRound.objects.filter(pk=round.pk).update(name=name)


def test_many_wishes_are_decided_in_one_act(pair: Pair) -> None:
    centre, province = pair
    for number in range(5):
        add_round(centre, "so", f"đợt {number}")
    province.take(centre.export().data)
    with province.here():
        how = {"by": province.head, "partner": province.partner, "at": province.now()}
        assert decide_all(verdict="theirs", reason="Nhận bàn giao", **how) == 5
        assert SurveyRound.objects.count() == 5


def test_custody_moves_by_the_recorded_act_and_so_does_the_right_to_change(pair: Pair) -> None:
    """The Sở is taken over by a body of the centre: from then on the centre is home."""
    centre, province = pair
    add_round(province, "so", "Đợt đã gửi")
    province.export()
    round = add_round(province, "so", "Đợt cuối của tỉnh")
    day = AT.date() - timedelta(days=1)
    with province.here():
        Succession.objects.create(
            predecessor=province.bodies["so"],
            successor=province.bodies["so-khac"],
            day=day,
            recorded_at=province.now(),
        )
    # Told together: the last words of the province, then that it gives its records away.
    province.export()
    with province.here():
        SurveyRound.objects.filter(pk=round.pk).update(name="Sửa sau khi đã giao")
    centre.take(province.export(again=True).data)
    assert read(centre, round)[0] == "Đợt cuối của tỉnh"
    with centre.here():
        assert Conflict.objects.get().verdict == Verdict.OPEN
        assert Organisation.objects.get(key="so").valid_until == day
        SurveyRound.objects.filter(pk=round.pk).update(name="Nơi nhận sửa")
    province.take(centre.export().data)
    assert read(province, round)[0] == "Nơi nhận sửa"
