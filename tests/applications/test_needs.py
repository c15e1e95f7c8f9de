"""Needs: told by rounds, set right, become requests without typing, unmet ones carried on."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import ChangedMeanwhile, RoundTold
from khuyencong.applications.models import Need, Request, RoundTarget, SurveyRound
from khuyencong.applications.states import NeedState, RoundBy
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.law.states import Item
from khuyencong.registry.models import CraftVillage, Establishment, Place, Trade
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity
from tests.cast import Cast
from tests.factories import (
    ENTERED_AT,
    make_commune,
    make_establishment,
    make_need,
    make_request,
    make_user,
    need_told,
    told,
)

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)


def round_told(cast: Cast, commune: Place, **more: object) -> RoundTold:
    fields = {
        "custodian": cast.centre,
        "name": "Đợt 1",
        "year": 2027,
        "goes_by": RoundBy.COMMUNE,
        "targets": [commune],
    } | more
    return RoundTold(**fields)  # type: ignore[arg-type]


# --- rounds --------------------------------------------------------------------------------------


def test_a_round_of_the_centre_is_kept_by_its_department(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    opened = actions.open_round(by=officer, told=round_told(cast, establishment.commune), at=AT)
    assert opened.custodian == cast.department
    assert [str(one) for one in queries.targets_of(opened)] == ["xã Mẫu"]
    assert JournalEntry.objects.filter(act="round.opened", custodian=cast.department.id).exists()


def test_a_round_goes_to_whom_it_names_and_knows_who_is_left(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    trade = Trade.objects.create(edition="VSIC 2018", code="16", name="Chế biến gỗ")
    village = CraftVillage.objects.create(
        custodian=cast.department,
        name="Làng Ví Dụ",
        craft="gốm",
        commune=establishment.commune,
        recorded_at=AT,
    )
    in_trade = make_establishment(
        cast.owner, cast.department, told(make_commune(), "HTX Mẫu", trade=trade)
    )
    in_village = make_establishment(
        cast.owner, cast.department, told(make_commune(), "Gốm Mẫu", craft_village=village)
    )
    rounds = {
        RoundBy.COMMUNE: (establishment.commune, establishment),
        RoundBy.TRADE: (trade, in_trade),
        RoundBy.CRAFT_VILLAGE: (village, in_village),
    }
    for goes_by, (target, meant) in rounds.items():
        told_of = round_told(
            cast, establishment.commune, name=str(goes_by), goes_by=goes_by, targets=[target]
        )
        opened = actions.open_round(by=officer, told=told_of, at=AT)
        left = queries.left_to_visit(opened, officer, date(2026, 11, 24))
        assert list(left) == [meant]
        make_need(officer, meant, round=opened)
        assert not left.all().exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"name": ""}, "Chưa ghi tên đợt"),
        ({"name": "n" * 10_000}, "tối đa 150"),
        ({"name": "a\0b"}, "NUL"),
        ({"year": 2025}, "đã qua"),
        ({"year": 9999}, "không hợp lệ"),
        ({"targets": []}, "ít nhất một"),
        ({"goes_by": RoundBy.TRADE}, "không hợp"),
    ],
)
def test_a_round_that_cannot_be_is_refused(
    cast: Cast, officer: User, more: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        actions.open_round(by=officer, told=round_told(cast, make_commune(), **more), at=AT)
    assert not SurveyRound.objects.exists()


def test_a_round_closes_once_and_takes_no_more(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    opened = actions.open_round(by=officer, told=round_told(cast, establishment.commune), at=AT)
    need = make_need(officer, establishment, round=opened)
    closed = actions.close_round(by=officer, round=opened, at=AT)
    assert actions.close_round(by=officer, round=opened, at=AT).closed_on == closed.closed_on
    assert JournalEntry.objects.filter(act="round.closed").count() == 1
    with pytest.raises(Refused, match="đã đóng"):
        make_need(officer, establishment, round=closed)
    # What was told in it can still be set right.
    amended = need_told(establishment, round=closed, what="Mua máy bào")
    actions.amend_need(by=officer, need=need, seen=need.stamp, told=amended, at=AT)


# --- needs ---------------------------------------------------------------------------------------


def test_a_need_stands_with_the_department_whoever_asked(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    for person in (officer, cast.commune, make_user("COLLABORATOR", cast.department)):
        need = make_need(person, establishment)
        assert need.custodian == cast.department
        assert need.commune == establishment.commune
        assert need.content == Activity.TECHNICAL_DEMONSTRATION_AND_MACHINERY
        assert need.by == person.id
    for reader in (officer, cast.owner, cast.commune, cast.auditor):
        assert queries.needs_visible_to(reader).count() == 3
    for nobody in (cast.stranger, cast.establishment, cast.admin, cast.former, None):
        assert not queries.needs_visible_to(nobody).exists()


def test_who_may_not_record_is_refused(cast: Cast, establishment: Establishment) -> None:
    foreign = make_user("CENTRE_OFFICER", cast.other_department)
    for person in (cast.owner, cast.stranger, foreign, cast.auditor, cast.establishment):
        with pytest.raises(Refused, match="không có quyền"):
            make_need(person, establishment)
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"what": " "}, "Chưa ghi"),
        ({"what": "x" * 10_000}, "tối đa 300"),
        ({"energy": "x" * 10_000}, "tối đa 150"),
        ({"what": "a\0"}, "NUL"),
        ({"item": "gold"}, "danh mục"),
        ({"year": 1900}, "không hợp lệ"),
        ({"cost": -1}, "từ 0 đồng"),
        ({"own_money": 2**70}, "quá lớn"),
        ({"jobs": -5}, "từ 0 đến"),
        ({"machine_age": 5000}, "từ 0 đến"),
        ({"visited_on": date(2027, 1, 1)}, "đã qua"),
    ],
)
def test_a_need_that_cannot_be_is_refused(
    officer: User, establishment: Establishment, more: dict[str, object], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        make_need(officer, establishment, **more)
    assert not Need.objects.exists()


def test_every_item_has_a_content_of_the_decree() -> None:
    from khuyencong.applications.rules import ASKED_FOR, content_of

    assert {content_of(item) for item in ASKED_FOR} <= set(LEGAL_CONTENTS)
    assert content_of(Item.MANAGEMENT) is Activity.OTHER


def test_two_who_set_a_need_right_lose_nothing(officer: User, establishment: Establishment) -> None:
    need = make_need(officer, establishment)
    first = need_told(establishment, what="Mua máy bào")
    actions.amend_need(by=officer, need=need, seen=need.stamp, told=first, at=AT)
    with pytest.raises(ChangedMeanwhile, match="Người khác vừa lưu"):
        actions.amend_need(
            by=officer, need=need, seen=need.stamp, told=need_told(establishment), at=AT
        )
    assert Need.objects.get().what == "Mua máy bào"


def test_a_dropped_need_says_why_and_is_asked_for_no_more(
    officer: User, establishment: Establishment
) -> None:
    need = make_need(officer, establishment)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.drop_need(by=officer, need=need, reason=" ", at=AT)
    actions.drop_need(by=officer, need=need, reason="Đã tự mua", at=AT)
    with pytest.raises(Refused, match="không còn nhu cầu"):
        actions.request_from_need(by=officer, need=need, at=AT)
    assert queries.unmet_needs(queries.needs_visible_to(officer), 2027).count == 0


# --- a need becomes a request --------------------------------------------------------------------


def test_a_need_becomes_a_request_with_nothing_typed_again(
    officer: User, establishment: Establishment
) -> None:
    need = make_need(officer, establishment)
    request = actions.request_from_need(by=officer, need=need, at=AT)
    taken = ("establishment", "commune", "custodian", "item", "content", "what", "year", "cost")
    for name in taken:
        assert getattr(request, name) == getattr(need, name), name
    need.refresh_from_db()
    assert need.state == NeedState.REQUESTED
    assert actions.request_from_need(by=officer, need=need, at=AT) == request
    assert Request.objects.count() == 1


def test_who_only_surveys_prepares_no_request(cast: Cast, establishment: Establishment) -> None:
    need = make_need(cast.commune, establishment)
    with pytest.raises(Refused):
        actions.request_from_need(by=cast.commune, need=need, at=AT)
    assert Need.objects.get().state == NeedState.OPEN


def test_a_request_that_ends_frees_its_need(officer: User, establishment: Establishment) -> None:
    need = make_need(officer, establishment)
    request = actions.request_from_need(by=officer, need=need, at=AT)
    actions.withdraw(by=officer, request=request, reason="Chưa đủ vốn", at=AT)
    need.refresh_from_db()
    assert need.state == NeedState.OPEN
    assert actions.request_from_need(by=officer, need=need, at=AT) != request


# --- what nobody answered ------------------------------------------------------------------------


def test_unmet_needs_are_counted_by_content_item_and_commune(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    elsewhere = make_establishment(cast.owner, cast.department, told(make_commune("An Mẫu"), "B"))
    make_need(officer, establishment)
    make_need(officer, establishment, cost=None)
    make_need(officer, elsewhere, item="trademark", cost=40_000_000)
    make_need(officer, elsewhere, year=2028)
    answered = make_need(officer, elsewhere)
    actions.request_from_need(by=officer, need=answered, at=AT)
    unmet = queries.unmet_needs(queries.needs_visible_to(officer), 2027)
    assert [(str(r.item), str(r.commune), r.count, r.cost) for r in unmet.rows] == [
        ("machinery", "xã Mẫu", 2, 500_000_000),
        ("trademark", "xã An Mẫu", 1, 40_000_000),
    ]
    assert (unmet.count, unmet.waiting, unmet.cost) == (3, 3, 540_000_000)


def carry(by: User, cast: Cast, from_year: int = 2027, to_year: int = 2028) -> int:
    return actions.carry_needs(
        by=by, custodian=cast.department, from_year=from_year, to_year=to_year, at=AT
    )


def test_needs_are_carried_once_and_still_counted_where_they_were(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    need = make_need(officer, establishment)
    other = make_request(officer, establishment)
    assert carry(officer, cast) == 1
    assert carry(officer, cast) == 0
    carried = Need.objects.get(year=2028)
    assert carried.carried_from == need
    assert (carried.what, carried.cost, carried.state) == (need.what, need.cost, NeedState.OPEN)
    visible = queries.needs_visible_to(officer)
    first, second = queries.unmet_needs(visible, 2027), queries.unmet_needs(visible, 2028)
    assert (first.count, first.waiting, second.count, second.waiting) == (1, 0, 1, 1)
    assert other.need is None
    assert carry(officer, cast, 2028, 2029) == 1
    entries = JournalEntry.objects.filter(act="need.carried")
    assert [entry.facts["rows"] for entry in entries] == [1, 1]


def test_who_may_not_close_a_year_carries_nothing(cast: Cast, establishment: Establishment) -> None:
    make_need(cast.commune, establishment)
    for person in (cast.commune, cast.stranger, cast.auditor, cast.owner):
        with pytest.raises(Refused):
            carry(person, cast)
    officer = make_user("CENTRE_HEAD", cast.centre)
    with pytest.raises(Refused, match="sang năm sau"):
        carry(officer, cast, 2027, 2027)
    assert carry(officer, cast) == 1


def test_a_list_asks_as_much_for_thirty_as_for_one(
    officer: User, establishment: Establishment
) -> None:
    def queries_made() -> int:
        visible = queries.needs_visible_to(officer)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            for need in queries.listed_needs(visible):
                assert str(need.establishment)
                assert str(need.commune)
            queries.unmet_needs(visible, 2027)
        return len(asked)

    make_need(officer, establishment)
    one = queries_made()
    for _ in range(29):
        make_need(officer, establishment)
    assert queries_made() == one


# --- what the database holds ---------------------------------------------------------------------


def breaches(need: Need, round: SurveyRound, target: RoundTarget) -> dict[str, object]:
    return {
        "need_says_what": (need, {"what": ""}),
        "need_item_known": (need, {"item": "gold"}),
        "need_state_known": (need, {"state": "lost"}),
        "need_year_plausible": (need, {"year": 1900}),
        "need_money_not_negative": (need, {"cost": -1}),
        "need_dropped_for_a_reason": (need, {"state": "dropped"}),
        "need_not_carried_from_itself": (need, {"carried_from": need.id}),
        "surveyround_has_name": (round, {"name": ""}),
        "surveyround_year_plausible": (round, {"year": 1}),
        "surveyround_goes_by_known": (round, {"goes_by": "wind"}),
        "surveyround_closed_after_opened": (round, {"closed_on": date(2000, 1, 1)}),
        "roundtarget_is_one_thing": (target, {"commune": None}),
    }


def test_the_database_refuses_what_cannot_be(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    opened = actions.open_round(by=officer, told=round_told(cast, establishment.commune), at=AT)
    need = make_need(officer, establishment)
    rows = breaches(need, opened, opened.targets.get())
    for name, (row, change) in rows.items():  # type: ignore[misc]
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
    constraints = {
        constraint.name
        for model in (Need, SurveyRound, RoundTarget)
        for constraint in model._meta.constraints
        if "once" not in constraint.name
    }
    assert constraints == set(rows)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundTarget.objects.create(round=opened, commune=establishment.commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurveyRound.objects.filter(id=opened.id).values()
        opened.id = new_id()
        opened.save(force_insert=True)
    carry(officer, cast)
    again = Need.objects.get(year=2028)
    again.id = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
    assert ENTERED_AT < AT
