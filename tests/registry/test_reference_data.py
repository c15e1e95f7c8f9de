"""The country as the register knows it: counts, partition, codes, nothing lost."""

from collections import Counter
from datetime import date

import pytest

from khuyencong.registry.actions import load_reference_data
from khuyencong.registry.models import Lineage, Place, PlaceCode, PlaceParent
from khuyencong.registry.queries import (
    clashes,
    place_with_code,
    provinces,
    region_of,
    regions_on,
    unit_counts,
)
from khuyencong.registry.states import Level, LineageKind
from tests.reference import load_places, remove_places, tables
from tests.registry.conftest import AFTER, BEFORE


def count(level: str, on: date) -> int:
    return Place.objects.filter(level=level).on(on).count()


@pytest.mark.parametrize(
    ("level", "before", "after"),
    [("country", 1, 1), ("province", 63, 34), ("district", 696, 0), ("commune", 10_035, 3_321)],
)
def test_units_on_two_days(level: str, before: int, after: int) -> None:
    assert (count(level, BEFORE), count(level, AFTER)) == (before, after)


@pytest.mark.parametrize(
    ("on", "level", "kinds"),
    [
        (date(2024, 12, 31), "province", {"tỉnh": 58, "thành phố": 5}),
        (BEFORE, "province", {"tỉnh": 57, "thành phố": 6}),
        (AFTER, "province", {"tỉnh": 28, "thành phố": 6}),
        (BEFORE, "district", {"huyện": 508, "thành phố": 87, "thị xã": 52, "quận": 49}),
        (BEFORE, "commune", {"xã": 7_692, "phường": 1_726, "thị trấn": 617}),
        (AFTER, "commune", {"xã": 2_621, "phường": 687, "đặc khu": 13}),
    ],
)
def test_kinds_of_units_by_the_day(on: date, level: str, kinds: dict[str, int]) -> None:
    assert list(unit_counts(on)[Level(level)].items()) == list(kinds.items())


def test_loading_again_writes_nothing(reference_data: int) -> None:
    assert reference_data > 60_000
    assert load_reference_data() == 0


def test_a_place_has_the_same_id_in_every_installation() -> None:
    """Exchange between a province and the centre depends on it: this value never changes."""
    place = Place.objects.get(key="bac-giang")
    assert str(place.id) == "0197c1c8-0280-77e8-b3aa-1a727e41bf26"
    assert place.id.version == 7


def test_63_old_provinces_are_each_used_once_in_34_new() -> None:
    old, new = set(provinces(BEFORE)), set(provinces(AFTER))
    lines = Lineage.objects.filter(predecessor__level=Level.PROVINCE)
    merged = [
        (line.predecessor, line.successor)
        for line in lines.select_related("predecessor", "successor")
    ]
    kept = old & new
    assert len(kept) == 11
    assert Counter(p for p, _ in merged) == Counter(old - kept)
    assert {s for _, s in merged} == new - kept
    assert sorted(Counter(s for _, s in merged).values()) == [2] * 17 + [3] * 6
    assert all(line.day == AFTER for line in lines)


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("15", "yen-bai", "lao-cai-tu-2025"),
        ("24", "bac-giang", "bac-ninh-tu-2025"),
        ("44", "quang-binh", "quang-tri-tu-2025"),
        ("52", "binh-dinh", "gia-lai-tu-2025"),
        ("80", "long-an", "tay-ninh-tu-2025"),
        ("82", "tien-giang", "dong-thap-tu-2025"),
        ("91", "kien-giang", "an-giang-tu-2025"),
        ("01", "ha-noi", "ha-noi"),
        ("10", "lao-cai-den-2025", None),
        ("46", "hue", "hue"),
    ],
)
def test_codes_were_given_to_other_territory(code: str, before: str, after: str | None) -> None:
    found = [place_with_code(code, day) for day in (BEFORE, AFTER)]
    assert [place and place.key for place in found] == [before, after]


def test_every_province_and_commune_has_one_code_on_its_days() -> None:
    for day, units in ((BEFORE, 63 + 696 + 10_035), (AFTER, 34 + 3_321)):
        codes = PlaceCode.objects.on(day)
        assert codes.count() == codes.values("code").distinct().count() == units


def test_no_code_is_verified_yet() -> None:
    assert not PlaceCode.objects.filter(verified=True).exists()


def test_every_unit_belongs_to_exactly_one_of_the_level_above() -> None:
    above = {
        (Level.PROVINCE, BEFORE): {Level.COUNTRY},
        (Level.DISTRICT, BEFORE): {Level.PROVINCE},
        (Level.COMMUNE, BEFORE): {Level.DISTRICT},
        (Level.PROVINCE, AFTER): {Level.COUNTRY},
        (Level.COMMUNE, AFTER): {Level.PROVINCE},
    }
    for (level, day), expected in above.items():
        links = PlaceParent.objects.on(day).filter(place__level=level)
        assert links.count() == links.values("place").distinct().count() == count(level, day)
        assert set(links.values_list("parent__level", flat=True).distinct()) == expected
        living = set(Place.objects.on(day).values_list("id", flat=True))
        assert set(links.values_list("parent_id", flat=True)) <= living


def test_every_old_commune_lives_on_or_has_one_whole_heir_or_several_with_a_default() -> None:
    ended = set(
        Place.objects.filter(level=Level.COMMUNE, valid_until=AFTER).values_list("id", flat=True)
    )
    lines = Lineage.objects.filter(predecessor__level=Level.COMMUNE)
    assert set(lines.values_list("predecessor_id", flat=True)) == ended
    heirs = Counter(lines.values_list("predecessor_id", flat=True))
    split = Counter(lines.filter(kind=LineageKind.SPLIT).values_list("predecessor_id", flat=True))
    assert all(n > 1 for n in split.values())
    assert all(n == 1 for place, n in heirs.items() if place not in split)
    assert lines.filter(is_default=True).count() == len(ended)


def test_no_commune_crosses_into_another_merger() -> None:
    """What a commune became lies in what its province became."""
    home_before = _province_of_communes(BEFORE)
    home_after = _province_of_communes(AFTER)
    became = {p: p for p in home_after.values()}
    became |= dict(
        Lineage.objects.filter(predecessor__level=Level.PROVINCE).values_list(
            "predecessor_id", "successor_id"
        )
    )
    lines = Lineage.objects.filter(predecessor__level=Level.COMMUNE)
    for before, after in lines.values_list("predecessor_id", "successor_id"):
        assert home_after[after] == became[home_before[before]]


def _province_of_communes(day: date) -> dict:
    links = dict(PlaceParent.objects.on(day).values_list("place_id", "parent_id"))
    communes = Place.objects.filter(level=Level.COMMUNE).on(day).values_list("id", flat=True)
    up = {c: links[c] for c in communes}
    return {c: links[p] if day < AFTER else p for c, p in up.items()}


def test_every_new_commune_was_made_of_something() -> None:
    begun = Place.objects.filter(level=Level.COMMUNE, valid_from=AFTER)
    assert begun.count() == 3_200
    assert not begun.filter(predecessor_links=None).exists()


def test_every_district_ended_with_its_level_but_five_islands() -> None:
    lines = Lineage.objects.filter(predecessor__level=Level.DISTRICT)
    assert lines.filter(kind=LineageKind.LEVEL_REMOVED).count() == 691
    islands = lines.exclude(kind=LineageKind.LEVEL_REMOVED).select_related("successor")
    assert sorted(str(line.successor) for line in islands) == [
        "đặc khu Bạch Long Vĩ",
        "đặc khu Côn Đảo",
        "đặc khu Cồn Cỏ",
        "đặc khu Hoàng Sa",
        "đặc khu Lý Sơn",
    ]


def test_nothing_is_claimed_twice_on_one_day() -> None:
    assert list(clashes()) == []


def test_two_overlapping_codes_are_told() -> None:
    code = PlaceCode.objects.get(code="24", valid_until=AFTER)
    PlaceCode.objects.create(place=code.place, code="24", valid_until=date(2024, 1, 1))
    assert list(clashes()) == [
        "Hai dòng trùng ngày: mã 24",
        "Hai dòng trùng ngày: mã của bac-giang",
    ]


@pytest.mark.parametrize(
    ("scheme", "on", "sizes", "verified"),
    [
        ("bao-cao-2014-2020", BEFORE, [11, 14, 13, 5, 7, 13], True),
        ("thong-ke", BEFORE, [11, 14, 14, 5, 6, 13], False),
        ("binh-chon", BEFORE, [28, 15, 20], False),
        ("bao-cao-2014-2020", AFTER, [], True),
        ("binh-chon", AFTER, [], True),
    ],
)
def test_region_schemes_cover_the_country(
    scheme: str, on: date, sizes: list[int], verified: bool
) -> None:
    regions = regions_on(scheme, on)
    assert [len(region.places) for region in regions] == sizes
    assert all(region.verified is verified for region in regions)
    members = [place for region in regions for place in region.places]
    assert not members or sorted(p.key for p in members) == sorted(p.key for p in provinces(on))


def test_the_statistical_regions_of_34_provinces_cover_them() -> None:
    members = [place for region in regions_on("thong-ke", AFTER) for place in region.places]
    assert sorted(p.key for p in members) == sorted(p.key for p in provinces(AFTER))


def test_binh_thuan_lies_in_two_regions_by_two_schemes() -> None:
    binh_thuan = Place.objects.get(key="binh-thuan")
    names = [str(region_of(binh_thuan, s, BEFORE)) for s in ("bao-cao-2014-2020", "thong-ke")]
    assert names == ["Đông Nam Bộ", "Bắc Trung Bộ và Duyên hải miền Trung"]
    assert region_of(binh_thuan, "thong-ke", AFTER) is None


def test_what_other_tests_start_from_is_what_the_load_writes() -> None:
    def rows() -> dict[str, list[str]]:
        return {
            model._meta.label: sorted(map(str, model.objects.values_list())) for model in tables()
        }

    remove_places()
    load_places()
    loaded = rows()
    remove_places()
    assert not any(rows().values())
    load_places()
    assert rows() == loaded
    assert load_reference_data() == 0
