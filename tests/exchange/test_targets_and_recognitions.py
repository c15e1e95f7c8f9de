"""What a centre reads of a province: its own programmes with targets, and who was recognised."""

from datetime import date, timedelta

from khuyencong.exchange.models import Conflict, Known, Parked
from khuyencong.programmes import actions as programmes
from khuyencong.programmes.models import Programme, Target
from khuyencong.registry.actions import establishments as acts
from khuyencong.registry.actions.establishments.clusters import Entry, end_recognition
from khuyencong.registry.models import ArtisanRecognition, CraftVillageRecognition, Place
from khuyencong.registry.states import RecognitionOf
from khuyencong.values.periods import programme as years
from khuyencong.verification import verify
from tests.exchange.machines import Machine

Pair = tuple[Machine, Machine]
DECISION = {"decision": "QĐ 12/QĐ-UBND", "issuer": "UBND tỉnh Mẫu", "day": date(2024, 5, 2)}


def enter_programme(machine: Machine) -> Programme:
    how = {"by": machine.officer, "at": machine.now()}
    said = programmes.ProgrammeTold(
        name="Chương trình của tỉnh",
        place=Place.objects.get(key="xa-1"),
        custodian=machine.bodies["so"],
        period=years(2026, 2030),
        citation="Nghị quyết mẫu",
    )
    one = programmes.enter_programme(told=said, **how)
    set_target(machine, one, 60)
    plan = programmes.PlanTold(measure="models.count", year=2027, value=12, citation="KH mẫu")
    programmes.set_plan(programme=one, told=plan, **how)
    expected = programmes.EstimateTold(
        measure="models.count", period=years(2027, 2027), value=11, reason="Theo tiến độ"
    )
    programmes.set_estimate(programme=one, told=expected, **how)
    return one


def set_target(machine: Machine, one: Programme, value: int) -> Target:
    told = programmes.TargetTold(
        measure="models.count", value=value, citation="NQ mẫu", reason="Điều chỉnh"
    )
    return programmes.set_target(by=machine.officer, at=machine.now(), programme=one, told=told)


def recognise(machine: Machine) -> tuple[CraftVillageRecognition, ArtisanRecognition]:
    how = {"by": machine.officer, "at": machine.now()}
    said = Entry(
        custodian=machine.bodies["so"], name="Làng mẫu", commune=Place.objects.get(key="xa-2")
    )
    village = acts.enter_village(told=said, craft="mây tre", **how)
    artisan = acts.enter_artisan(told=said, craft="mây tre", village=village, **how)
    return (
        acts.recognise_village(
            village=village, kind=RecognitionOf.CRAFT_VILLAGE, **how, **DECISION
        ),
        acts.recognise_artisan(artisan=artisan, kind=RecognitionOf.ARTISAN, **how, **DECISION),
    )


def require_equal_and_clean(pair: Pair) -> None:
    centre, province = pair
    assert centre.everything() == province.everything()
    for machine in pair:
        with machine.here():
            assert not Parked.objects.exists()
            assert not Conflict.objects.exists()
            assert list(verify()) == []


def test_targets_of_a_province_are_those_of_the_centre_and_stay_so(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        one = enter_programme(province)
    centre.take(province.export().data)
    require_equal_and_clean(pair)
    with province.here():
        # The one that stands gives way to the next, under a constraint that lets one alone stand.
        set_target(province, one, 75)
        set_target(province, one, 80)
        programmes.withdraw(
            by=province.officer, at=province.now(), row=one.estimates.get(), reason="Nhầm"
        )
    late = province.export().data
    with province.here():
        set_target(province, one, 90)
    centre.take(province.export().data)
    centre.take(late)
    require_equal_and_clean(pair)
    with centre.here():
        assert [t.value for t in Target.objects.filter(superseded_at=None)] == [90]
        assert Target.objects.count() == 4


def test_what_came_with_the_reference_data_does_not_travel(pair: Pair) -> None:
    centre, province = pair
    for machine in pair:
        with machine.here():
            one = enter_programme(machine) if machine is province else None
            common = Programme.objects.create(
                key="viet-nam.2026-2030.chung",
                name="Chương trình chung",
                level="national",
                place=Place.objects.get(key="xa-0"),
                custodian=machine.bodies["cuc"],
                citation="QĐ mẫu",
                period_start=date(2026, 1, 1),
                period_end=date(2031, 1, 1),
            )
            Target.objects.create(
                programme=common,
                measure="models.count",
                value=100,
                citation="QĐ mẫu",
                period_start=date(2026, 1, 1),
                period_end=date(2031, 1, 1),
                recorded_at=machine.now(),
            )
    centre.take(province.export().data)
    province.take(centre.export().data)
    with centre.here():
        assert set(Programme.objects.values_list("key", flat=True)) == {common.key, one.key}
        assert Target.objects.count() == 2
        kinds = Known.objects.filter(kind="programmes.Programme")
        assert [row.record for row in kinds] == [one.pk]
        assert not Parked.objects.exists()


def test_recognitions_travel_with_their_day_and_end(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        village, artisan = recognise(province)
    centre.take(province.export().data)
    require_equal_and_clean(pair)
    with province.here():
        how = {"by": province.officer, "at": province.now()}
        end_recognition(recognition=village, day=DECISION["day"] + timedelta(days=400), **how)
    centre.take(province.export().data)
    require_equal_and_clean(pair)
    with centre.here():
        taken = CraftVillageRecognition.objects.get(pk=village.pk)
        assert (taken.decision, taken.valid_until) == ("QĐ 12/QĐ-UBND", date(2025, 6, 6))
        assert ArtisanRecognition.objects.get().pk == artisan.pk


def test_a_target_that_the_centre_changes_is_a_wish_for_the_province(pair: Pair) -> None:
    centre, province = pair
    with province.here():
        one = enter_programme(province)
    centre.take(province.export().data)
    with centre.here():
        Target.objects.filter(programme_id=one.pk).update(value=1)
    province.take(centre.export().data)
    with province.here():
        wish = Conflict.objects.get()
        assert (wish.kind, wish.custodian) == ("programmes.Target", province.bodies["so"].pk)
        assert Target.objects.get().value == 60
