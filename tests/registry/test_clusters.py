"""Clusters, craft villages and artisans: what was recognised on which day, by whose decision."""

from datetime import UTC, date, datetime, timedelta

import pytest

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import Entry
from khuyencong.registry.models import (
    Artisan,
    ClusterFigure,
    CraftVillage,
    IndustrialCluster,
    Place,
    Trade,
)
from khuyencong.registry.queries import (
    artisans_visible_to,
    craft_villages_in,
    craft_villages_visible_to,
    is_recognised,
)
from khuyencong.registry.queries.clusters import named
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import FigureOf, RecognitionOf
from tests.cast import Cast

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
OLD, NEW = "bac-giang.huyen-son-dong.xa-an-lac", "bac-ninh-tu-2025.xa-an-lac"
DECISION = {"decision": "12/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Mẫu"}
VILLAGE = RecognitionOf.CRAFT_VILLAGE


def entry(cast: Cast, key: str = OLD, name: str = "Làng Gốm Mẫu") -> Entry:
    return Entry(custodian=cast.department, name=name, commune=Place.objects.get(key=key))


def village(cast: Cast, **more) -> CraftVillage:
    return actions.enter_village(by=cast.owner, told=entry(cast, **more), craft="gốm", at=AT)


def recognise(cast: Cast, one: CraftVillage, day: date = date(2020, 1, 1)):  # type: ignore[no-untyped-def]
    return actions.recognise_village(
        by=cast.owner, village=one, kind=VILLAGE, day=day, at=AT, **DECISION
    )


def test_a_village_is_recognised_from_the_day_of_its_decision_until_it_is_withdrawn(
    cast: Cast,
) -> None:
    one = village(cast)
    assert not is_recognised(one, date(2026, 1, 1))
    decision = recognise(cast, one)
    for _ in range(2):
        actions.end_recognition(by=cast.owner, recognition=decision, day=date(2024, 1, 1), at=LATER)
    days = {
        date(2019, 12, 31): False,
        date(2020, 1, 1): True,
        date(2023, 12, 31): True,
        date(2024, 1, 1): False,
    }
    assert {day: is_recognised(one, day) for day in days} == days
    assert [entry.act for entry in JournalEntry.objects.order_by("seq")] == [
        "craft_village.entered",
        "craft_village.recognised",
        "craft_village.recognition_ended",
    ]


def test_recognised_villages_are_asked_for_by_any_place_of_the_territory(cast: Cast) -> None:
    one, other = village(cast), village(cast, key=NEW, name="Làng Gốm Hai")
    recognise(cast, one)
    day = date(2026, 1, 1)
    for key in (OLD, NEW, "bac-giang", "bac-ninh-tu-2025", "viet-nam"):
        assert list(craft_villages_in(Place.objects.get(key=key), day)) == [one], key
    assert not craft_villages_in(Place.objects.get(key="ha-noi"), day).exists()
    recognise(cast, other)
    assert craft_villages_in(Place.objects.get(key=NEW), day).count() == 2


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"day": date(2026, 11, 21)}, "chưa tới"),
        ({"decision": " "}, "Chưa ghi quyết định"),
        ({"issuer": "x" * 121}, "tối đa 120"),
        ({"kind": RecognitionOf.ARTISAN}, "không phải của làng nghề"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(wrong: dict, why: str, cast: Cast) -> None:
    one = village(cast)
    told = {"kind": VILLAGE, "day": date(2020, 1, 1)} | DECISION | wrong
    with pytest.raises(Refused, match=why):
        actions.recognise_village(by=cast.owner, village=one, at=AT, **told)
    assert not one.recognitions.exists()


def test_one_decision_stands_once_and_ends_after_it_began(cast: Cast) -> None:
    one = village(cast)
    decision = recognise(cast, one)
    with pytest.raises(Refused, match="đã được ghi"):
        recognise(cast, one)
    assert JournalEntry.objects.filter(act="craft_village.recognised").count() == 1
    with pytest.raises(Refused, match="phải sau"):
        actions.end_recognition(by=cast.owner, recognition=decision, day=date(2020, 1, 1), at=AT)


@pytest.mark.parametrize("who", ["stranger", "chair", "auditor", "agency_officer", "former"])
def test_nobody_else_enters_or_recognises(who: str, cast: Cast) -> None:
    one, user = village(cast), getattr(cast, who)
    told = {"by": user, "told": entry(cast), "at": AT}
    cluster = actions.enter_cluster(by=cast.owner, told=entry(cast), at=AT)
    figure = {"kind": FigureOf.AREA, "value": 1, "day": date(2025, 1, 1), "at": AT}
    for act in (
        lambda: actions.enter_cluster(**told),
        lambda: actions.enter_village(craft="gốm", **told),
        lambda: actions.enter_artisan(craft="gốm", **told),
        lambda: actions.recognise_village(
            by=user, village=one, kind=VILLAGE, day=date(2020, 1, 1), at=AT, **DECISION
        ),
        lambda: actions.tell_cluster_figure(by=user, cluster=cluster, **figure),
    ):
        with pytest.raises(Refused, match="quyền"):
            act()
    assert IndustrialCluster.objects.count() == CraftVillage.objects.count() == 1
    assert not Artisan.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": " "}, "Chưa ghi tên"),
        ({"name": "x" * 201}, "tối đa 200"),
        ({"name": "a\0"}, "NUL"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(wrong: dict, why: str, cast: Cast) -> None:
    with pytest.raises(Refused, match=why):
        village(cast, **wrong)
    with pytest.raises(Refused, match="không phải là xã"):
        village(cast, key="bac-giang")
    assert not CraftVillage.objects.exists()


def test_a_figure_of_a_cluster_is_corrected_without_loss(cast: Cast) -> None:
    cluster = actions.enter_cluster(by=cast.owner, told=entry(cast), at=AT)
    told = {"by": cast.owner, "cluster": cluster, "kind": FigureOf.AREA, "day": date(2025, 1, 1)}
    for value in (500_000, 510_000):
        actions.tell_cluster_figure(value=value, at=LATER, **told)
    standing = ClusterFigure.objects.filter(superseded_at=None)
    assert [figure.value for figure in standing] == [510_000]
    assert ClusterFigure.objects.count() == 2
    for wrong in ({"value": -1}, {"value": 2**63}, {"kind": FigureOf.HOUSEHOLDS, "value": 1}):
        with pytest.raises(Refused):
            actions.tell_cluster_figure(at=LATER, **told | wrong)


def test_villages_are_public_and_artisans_are_persons(cast: Cast) -> None:
    one = village(cast)
    artisan = actions.enter_artisan(
        by=cast.owner, told=entry(cast, name="Nguyễn Thị Mẫu"), craft="gốm", village=one, at=AT
    )
    actions.recognise_artisan(
        by=cast.owner,
        artisan=artisan,
        kind=RecognitionOf.ARTISAN,
        day=date(2020, 1, 1),
        at=AT,
        **DECISION,
    )
    assert list(craft_villages_visible_to(None)) == [one]
    assert list(artisans_visible_to(cast.chair)) == [artisan]
    for stranger in (None, cast.stranger, cast.commune):
        assert not artisans_visible_to(stranger).exists()
    assert list(named(craft_villages_visible_to(None), "lang gom")) == [one]


TRADES = "Mã;Tên\n10;Sản xuất, chế biến thực phẩm\n1010;Chế biến thịt\n"


def test_an_edition_of_trades_is_brought_in_once_and_is_not_verified_by_that(cast: Cast) -> None:
    shipped = Trade.objects.count()
    read = actions.read_trades("VSIC 2025", TRADES)
    told = {"by": cast.agency_officer, "custodian": cast.agency, "read": read, "at": AT}
    assert actions.import_trades(**told) == (2, 0)
    assert actions.import_trades(**told) == (0, 0)
    renamed = actions.read_trades("VSIC 2025", "10\tThực phẩm\n")
    assert actions.import_trades(**told | {"read": renamed}) == (0, 1)
    new = Trade.objects.filter(edition="VSIC 2025")
    assert {(t.code, t.name, t.verified) for t in new} == {
        ("10", "Thực phẩm", False),
        ("1010", "Chế biến thịt", False),
    }
    assert Trade.objects.count() == shipped + 2
    assert JournalEntry.objects.filter(act="trade.imported").count() == 2
    with pytest.raises(Refused, match="quyền"):
        actions.import_trades(**told | {"by": cast.owner})


@pytest.mark.parametrize(
    ("edition", "text", "why"),
    [
        ("", TRADES, "Ghi tên ấn bản"),
        ("x" * 21, TRADES, "tối đa 20"),
        ("A", "", "từ 1 đến 3000"),
        ("A", "1;x\n" * 3001, "từ 1 đến 3000"),
        ("A", "10;Thịt\n123456;Cá\n", "Dòng 2: cần mã"),
        ("A", "10;Thịt\n11;\n", "Dòng 2: cần mã"),
        ("A", "10;Thịt\n10;Cá\n", "Dòng 2: mã 10 đã có"),
    ],
)
def test_a_list_of_trades_that_is_none_is_refused_at_its_line(
    edition: str, text: str, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        actions.read_trades(edition, text)


def test_every_shipped_trade_is_unverified_and_manufacturing() -> None:
    codes = list(Trade.objects.order_by("code").values_list("code", "verified"))
    assert codes == [(str(code), False) for code in range(10, 34)]
