"""What looks like one establishment is proposed with its reason, merged, and taken apart again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.forms.models import model_to_dict

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.models import Establishment, LikelyTwin, Merge, Place
from khuyencong.registry.queries import establishments as queries
from khuyencong.registry.queries.twins import all_twins
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import EstablishmentForm, TwinReason, TwinState
from tests.cast import Cast
from tests.factories import make_establishment, make_tax_code, told

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
OLD, NEW = "bac-giang.huyen-son-dong.xa-an-lac", "bac-ninh-tu-2025.xa-an-lac"
ELSEWHERE = "bac-ninh-tu-2025.xa-bao-dai"
HOUSEHOLD = EstablishmentForm.HOUSEHOLD_BUSINESS


def enter(
    cast: Cast, name: str = "Công ty TNHH Gỗ Thí Dụ", key: str = NEW, **more
) -> Establishment:
    place = Place.objects.get(key=key)
    return make_establishment(cast.owner, cast.department, told(place, name, **more))


CODE, OTHER_CODE = make_tax_code(1), make_tax_code(2)
FIRST = {"name": "Công ty TNHH Gỗ Thí Dụ", "key": NEW}
PAIRS = {
    "one tax code": (
        {"tax_code": CODE}, {"name": "Khác hẳn", "key": ELSEWHERE, "tax_code": CODE},
        TwinReason.TAX_CODE,
    ),
    "one owner": (
        {"form": HOUSEHOLD, "owner_number": "001099000045"},
        {"form": HOUSEHOLD, "owner_number": "001099000045", "name": "Khác", "key": ELSEWHERE},
        TwinReason.OWNER_NUMBER,
    ),
    "another spelling in the commune": (
        {}, {"name": "CTY TNHH MTV gỗ thí dụ"}, TwinReason.NAME_AND_COMMUNE,
    ),
    "a slip of the pen": (
        {"name": "Công ty TNHH Gỗ Thí Dụ Minh Hoa"}, {"name": "Công ty TNHH Gỗ Thí Dụ Minh Hao"},
        TwinReason.NAME_AND_COMMUNE,
    ),
    "the old commune": ({}, {"name": "Gỗ Thí Dụ", "key": OLD}, TwinReason.NAME_AND_LINEAGE),
    "one telephone": (
        {"phone": "0912345678"}, {"phone": "0912345678", "name": "Gỗ Thí Dụ Hai", "key": ELSEWHERE},
        TwinReason.PHONE,
    ),
    "one telephone, other words": (
        {"phone": "0912345678"}, {"phone": "0912345678", "name": "Dệt Mẫu", "key": ELSEWHERE}, None,
    ),
    "two tax codes": (
        {"tax_code": CODE, "phone": "0912345678"}, {"tax_code": OTHER_CODE, "phone": "0912345678"},
        None,
    ),
    "a branch": ({"tax_code": CODE}, {"tax_code": f"{CODE}-001"}, None),
    "two owners": (
        {"form": HOUSEHOLD, "owner_number": "001099000045"},
        {"form": HOUSEHOLD, "owner_number": "001099000046"}, None,
    ),
    "another commune": ({}, {"key": ELSEWHERE}, None),
    "another number in the name": ({"name": "Gỗ Thí Dụ 1"}, {"name": "Gỗ Thí Dụ 2"}, None),
    "another ware": ({}, {"name": "Gốm Thí Dụ"}, None),
    "another name": ({}, {"name": "Công ty TNHH Dệt Ví Dụ"}, None),
}  # fmt: skip


@pytest.mark.parametrize("case", PAIRS)
def test_what_looks_like_one_is_proposed_with_its_reason(case: str, cast: Cast) -> None:
    one, other, reason = PAIRS[case]
    enter(cast, **FIRST | one)
    enter(cast, **FIRST | other)
    assert list(LikelyTwin.objects.values_list("reason", flat=True)) == [reason] * bool(reason)
    # All records compared at once say the same as one after the other.
    assert [found[2] for found in all_twins()] == [reason] * bool(reason)


def test_an_amendment_makes_pairs_and_unmakes_open_ones(cast: Cast) -> None:
    enter(cast)
    other = enter(cast, "Dệt Ví Dụ")
    place = Place.objects.get(key=NEW)
    for name, pairs in (("Gỗ Thí Dụ", 1), ("Dệt Ví Dụ", 0), ("Gỗ Thí Dụ", 1)):
        actions.amend(by=cast.owner, establishment=other, told=told(place, name), at=AT)
        assert LikelyTwin.objects.count() == pairs


def test_a_pair_that_was_set_apart_is_not_proposed_again(cast: Cast) -> None:
    one, other = enter(cast), enter(cast)
    for _ in range(2):
        actions.set_apart(by=cast.owner, one=one, other=other, at=AT)
    place = Place.objects.get(key=NEW)
    said = told(place, phone="0912345678")
    actions.amend(by=cast.owner, establishment=one, told=said, at=LATER)
    assert actions.propose_all_twins(at=LATER) == 0
    assert LikelyTwin.objects.get().state == TwinState.APART
    assert JournalEntry.objects.filter(act="establishment.set_apart").count() == 1


def test_a_merger_loses_nothing_and_is_found_by_both_names(cast: Cast) -> None:
    kept, merged = enter(cast), enter(cast, "Dệt Ví Dụ", key=OLD, phone="0912345678")
    before = model_to_dict(merged)
    first = actions.merge(by=cast.owner, kept=kept, merged=merged, at=AT, reason="một chủ")
    again = actions.merge(by=cast.owner, kept=kept, merged=merged, at=LATER)
    assert first == again
    merged.refresh_from_db()
    assert model_to_dict(merged) == before | {"merged_into": kept.id}
    assert queries.stands_for(merged) == kept
    assert set(queries.members(kept)) == {kept.id, merged.id}
    visible = queries.establishments_visible_to(cast.owner)
    for typed in ("go thi du", "det vi du", "0912345678"):
        assert list(queries.listed(queries.found_by(visible, typed))) == [kept]
    place = Place.objects.get(key=NEW)
    kept = actions.amend(by=cast.owner, establishment=kept, told=told(place, "Mộc Mẫu"), at=LATER)
    for typed in ("moc mau", "det vi du"):
        assert list(queries.listed(queries.found_by(visible, typed))) == [kept]
    acts = JournalEntry.objects.filter(act="establishment.merged")
    assert {entry.about for entry in acts} == {f"establishment:{one.id}" for one in (kept, merged)}
    assert acts.count() == 2


def test_a_merger_is_undone_once_and_can_be_done_again(cast: Cast) -> None:
    kept, merged = enter(cast), enter(cast)
    before, found_as = (model_to_dict(kept), model_to_dict(merged)), kept.search
    actions.merge(by=cast.owner, kept=kept, merged=merged, at=AT)
    merged.refresh_from_db()
    assert actions.undo_merge(by=cast.colleague, merged=merged, at=LATER) is True
    # A second officer who had the page open undoes nothing more.
    assert actions.undo_merge(by=cast.owner, merged=merged, at=LATER) is False
    kept.refresh_from_db()
    merged.refresh_from_db()
    assert (model_to_dict(kept), model_to_dict(merged)) == before
    assert kept.search == found_as
    assert LikelyTwin.objects.get().state == TwinState.OPEN
    assert JournalEntry.objects.filter(act="establishment.merge_undone").count() == 2
    actions.merge(by=cast.owner, kept=merged, merged=kept, at=LATER)
    assert Merge.objects.filter(superseded_at=None).get().kept == merged


def test_chains_of_mergers_stand_and_circles_do_not(cast: Cast) -> None:
    one, two, three = enter(cast, "A Mẫu"), enter(cast, "B Mẫu"), enter(cast, "C Mẫu")
    actions.merge(by=cast.owner, kept=two, merged=one, at=AT)
    actions.merge(by=cast.owner, kept=three, merged=two, at=AT)
    one.refresh_from_db()
    assert queries.stands_for(one) == three
    visible = queries.establishments_visible_to(cast.owner)
    for typed in ("a mau", "b mau", "c mau"):
        assert list(queries.listed(queries.found_by(visible, typed))) == [three]
    assert set(queries.members(three)) == {one.id, two.id, three.id}
    for kept, merged in ((one, three), (two, three), (three, three)):
        with pytest.raises(Refused):
            actions.merge(by=cast.owner, kept=kept, merged=merged, at=LATER)
    place = Place.objects.get(key=NEW)
    with pytest.raises(Refused, match="đã gộp"):
        actions.amend(by=cast.owner, establishment=one, told=told(place, "D Mẫu"), at=LATER)


@pytest.mark.parametrize("who", ["stranger", "chair", "auditor", "admin", "former", "commune"])
def test_who_does_not_answer_for_both_merges_neither(who: str, cast: Cast) -> None:
    one, other, user = enter(cast), enter(cast), getattr(cast, who)
    with pytest.raises(Refused):
        actions.merge(by=user, kept=one, merged=other, at=AT)
    with pytest.raises(Refused):
        actions.set_apart(by=user, one=one, other=other, at=AT)
    actions.merge(by=cast.owner, kept=one, merged=other, at=AT)
    other.refresh_from_db()
    with pytest.raises(Refused):
        actions.undo_merge(by=user, merged=other, at=AT)
    assert Merge.objects.filter(superseded_at=None).count() == 1


def test_across_two_provinces_only_the_nation_merges(cast: Cast) -> None:
    one = enter(cast)
    said = told(Place.objects.get(key=NEW))
    foreign = make_establishment(cast.stranger, cast.other_department, said)
    assert LikelyTwin.objects.count() == 1
    for user in (cast.owner, cast.stranger):
        with pytest.raises(Refused, match="cả hai"):
            actions.merge(by=user, kept=one, merged=foreign, at=AT)
    actions.merge(by=cast.agency_officer, kept=one, merged=foreign, at=AT)
    assert Merge.objects.count() == 1
