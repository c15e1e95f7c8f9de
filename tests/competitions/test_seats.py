"""People take seats by a decision; what ties them to an establishment is found in the records."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.competitions.actions import conflicts, seats
from khuyencong.competitions.actions.conflicts import Tie
from khuyencong.competitions.actions.seats import SeatTold
from khuyencong.competitions.models import Conflict, Seat
from khuyencong.competitions.queries.scope import open_entries
from khuyencong.competitions.states import ConflictKind, SeatBody, SeatRole
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import (
    make_commune,
    make_entry,
    make_establishment,
    make_product,
    make_round,
    make_seat,
    make_tax_code,
    make_user,
    told,
)

pytestmark = pytest.mark.django_db

JUROR = SeatTold(
    full_name="Nguyễn Thị Mẫu",
    username="giam-khao",
    body=SeatBody.JURY,
    decision="12/QĐ-UBND",
    decided_on=date(2026, 3, 1),
)


@pytest.fixture
def round(cast: Cast):
    return make_round(cast.department, state="called")


@pytest.fixture
def wood(cast: Cast, round) -> Establishment:
    """An establishment with a tax code that has an entry in the round."""
    facts = told(make_commune(), "Công ty TNHH Gỗ Thí Dụ", tax_code=make_tax_code(7))
    one = make_establishment(cast.owner, cast.department, facts)
    make_entry(round, make_product(cast.owner, one))
    return one


def kinds(seat: Seat) -> set[str]:
    return set(seat.conflicts.values_list("kind", flat=True))


def test_a_new_name_gets_an_account_with_the_role_of_the_seat(cast, round):
    seat = seats.appoint(by=cast.head, round=round, told=JUROR, at=now())

    assert seat.user.full_name == "Nguyễn Thị Mẫu"
    assert not seat.user.has_usable_password()
    assert [m.role for m in seat.user.memberships.all()] == ["JUROR"]
    assert seat.code.startswith("GK-")
    entry = JournalEntry.objects.get(act="seat.appointed")
    assert entry.facts == {"round": str(round.id), "code": seat.code, "body": "jury"}


def test_a_known_person_keeps_his_account_and_role(cast, round):
    seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    another = make_round(cast.department, state="called")
    seats.appoint(by=cast.head, round=another, told=JUROR, at=now())

    user = User.objects.get(username="giam-khao")
    assert user.seats.count() == 2
    assert user.memberships.count() == 1


def test_the_same_name_of_another_person_is_refused(cast, round):
    seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    other = replace(JUROR, full_name="Trần Văn Ví Dụ", body=SeatBody.COUNCIL)
    with pytest.raises(Refused, match="đã thuộc về người khác"):
        seats.appoint(by=cast.head, round=round, told=other, at=now())


@pytest.mark.parametrize("who", ["owner", "stranger", "admin", "auditor", "establishment"])
def test_only_who_may_appoint_appoints(cast, round, who):
    with pytest.raises(Refused, match="không có quyền"):
        seats.appoint(by=getattr(cast, who), round=round, told=JUROR, at=now())
    assert not Seat.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"decision": " "}, "Chưa ghi quyết định"),
        ({"decided_on": date(2090, 1, 1)}, "sau hôm nay"),
        ({"body": "friends"}, "không có trong danh mục"),
        ({"owned_tax_code": "0123456789"}, "chữ số kiểm tra"),
        ({"username": ""}, "Chưa ghi tên đăng nhập"),
    ],
)
def test_what_is_told_wrongly_is_refused_in_words(cast, round, more, said):
    with pytest.raises(Refused, match=said):
        seats.appoint(by=cast.head, round=round, told=replace(JUROR, **more), at=now())
    assert not Seat.objects.exists()


def test_a_body_has_one_chair_and_a_person_one_seat_in_it(cast, round):
    chair = replace(JUROR, role=SeatRole.CHAIR)
    seats.appoint(by=cast.head, round=round, told=chair, at=now())
    with pytest.raises(Refused, match="đã là thành viên"):
        seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    with pytest.raises(Refused, match="đã có chủ tịch"):
        seats.appoint(
            by=cast.head, round=round, told=replace(chair, username="truong-ban"), at=now()
        )


def test_codes_are_drawn_once_each(cast, round):
    told_of = [replace(JUROR, username=f"gk{n}") for n in range(12)]
    found = [seats.appoint(by=cast.head, round=round, told=t, at=now()).code for t in told_of]
    assert len(set(found)) == 12
    assert found != sorted(found)  # one chance in 12! that they come in order


def test_a_seat_ends_with_a_reason_once(cast, round):
    seat = seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        seats.end_seat(by=cast.head, seat=seat, reason=" ", at=now())
    seats.end_seat(by=cast.head, seat=seat, reason="Chuyển công tác", at=now())
    with pytest.raises(Refused, match="đã thôi"):
        seats.end_seat(by=cast.head, seat=seat, reason="Lần nữa", at=now())
    assert seats.appoint(by=cast.head, round=round, told=JUROR, at=now()).id != seat.id


# --- conflicts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"owned_tax_code": make_tax_code(7)}, ConflictKind.TAX_CODE),
        ({"owned_tax_code": f"{make_tax_code(7)}-002"}, ConflictKind.TAX_CODE),
        ({"employer_tax_code": make_tax_code(7)}, ConflictKind.TAX_CODE),
        ({"owned": "CÔNG TY TNHH GỖ THÍ DỤ"}, ConflictKind.OWNER_NAME),
        ({"owned": "Cty TNHH gô thi du"}, ConflictKind.OWNER_NAME),
        ({"employer": "công ty trách nhiệm hữu hạn Gỗ Thí Dụ"}, ConflictKind.EMPLOYER),
    ],
)
def test_interests_are_found_by_data(cast, round, wood, more, kind):
    seat = seats.appoint(by=cast.head, round=round, told=replace(JUROR, **more), at=now())
    assert kinds(seat) == {kind}
    assert not open_entries(seat).exists()


def test_others_keep_out_of_nothing(cast, round, wood):
    free = replace(JUROR, employer="Sở Công Thương", owned_tax_code=make_tax_code(8))
    seat = seats.appoint(by=cast.head, round=round, told=free, at=now())
    assert kinds(seat) == set()
    assert open_entries(seat).count() == 1


def test_who_acts_for_the_establishment_keeps_out_even_when_he_gave_it_up(cast, round, wood):
    user = make_user(username="giam-khao", full_name="Nguyễn Thị Mẫu")
    row = let_represent(user=user, establishment=wood, at=now())
    row.valid_from, row.valid_until = date(2026, 3, 2), date(2026, 3, 20)
    row.save()
    seat = seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    assert kinds(seat) == {ConflictKind.REPRESENTS}


def test_a_merged_record_is_the_same_business(cast, round, wood):
    merged = make_establishment(
        cast.owner,
        cast.department,
        told(make_commune("Khác"), "HTX Mộc Ví Dụ", tax_code=make_tax_code(9)),
    )
    Establishment.objects.filter(id=merged.id).update(merged_into=wood)
    tied = replace(JUROR, owned_tax_code=make_tax_code(9))
    seat = seats.appoint(by=cast.head, round=round, told=tied, at=now())
    assert [c.establishment_id for c in seat.conflicts.all()] == [wood.id]


def test_looking_again_keeps_each_conflict_once(cast, round, wood):
    tied = replace(JUROR, owned_tax_code=make_tax_code(7))
    seats.appoint(by=cast.head, round=round, told=tied, at=now())
    assert conflicts.look_for_conflicts(round=round, by=cast.owner, at=now()) == []
    assert Conflict.objects.count() == 1


def test_an_entry_that_comes_later_is_found_too(cast, round):
    tied = replace(JUROR, owned_tax_code=make_tax_code(7))
    seat = seats.appoint(by=cast.head, round=round, told=tied, at=now())
    facts = told(make_commune(), "Gỗ Sau", tax_code=make_tax_code(7))
    late = make_establishment(cast.owner, cast.department, facts)
    make_entry(round, make_product(cast.owner, late))
    found = conflicts.look_for_conflicts(round=round, by=cast.owner, at=now(), establishment=late)
    assert [(c.seat_id, c.kind) for c in found] == [(seat.id, ConflictKind.TAX_CODE)]


def test_a_juror_declares_names_and_codes_and_the_system_finds(cast, round, wood):
    seat = seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    ties = [Tie(name="cty tnhh go thi du"), Tie(tax_code=make_tax_code(8)), Tie()]
    seat = conflicts.declare(by=seat.user, seat=seat, ties=ties, at=now())

    assert seat.declared_at is not None
    assert seat.ties == [{"name": "cty tnhh go thi du"}, {"tax_code": make_tax_code(8)}]
    assert kinds(seat) == {ConflictKind.DECLARED}


def test_nobody_declares_for_another(cast, round):
    seat = seats.appoint(by=cast.head, round=round, told=JUROR, at=now())
    with pytest.raises(Refused, match="ban thư ký"):
        conflicts.declare(by=cast.stranger, seat=seat, ties=[], at=now())


def test_a_name_alone_is_lifted_for_a_reason_by_another(cast, round, wood):
    secretary = make_seat(round, make_user("SECRETARY", cast.department), SeatBody.SECRETARIAT).user
    named = replace(JUROR, owned="Công ty TNHH Gỗ Thí Dụ")
    seat = seats.appoint(by=cast.head, round=round, told=named, at=now())
    (conflict,) = seat.conflicts.all()

    with pytest.raises(Refused, match="Chưa ghi lý do"):
        conflicts.lift(by=secretary, conflict=conflict, reason="", at=now())
    with pytest.raises(Refused, match="ban thư ký"):
        conflicts.lift(by=cast.stranger, conflict=conflict, reason="Khác", at=now())
    with pytest.raises(Refused, match="ban thư ký"):
        conflicts.lift(by=seat.user, conflict=conflict, reason="Không phải tôi", at=now())
    conflicts.lift(by=secretary, conflict=conflict, reason="Khác mã số thuế", at=now())
    assert open_entries(seat).count() == 1
    conflicts.look_for_conflicts(round=round, by=cast.owner, at=now())
    assert open_entries(seat).count() == 1


def test_a_secretary_does_not_lift_his_own(cast, round, wood):
    named = replace(JUROR, body=SeatBody.SECRETARIAT, owned="Công ty TNHH Gỗ Thí Dụ")
    seat = seats.appoint(by=cast.head, round=round, told=named, at=now())
    with pytest.raises(Refused, match="chính mình"):
        conflicts.lift(by=seat.user, conflict=seat.conflicts.get(), reason="Khác", at=now())


def test_what_a_tax_code_shows_is_never_lifted(cast, round, wood):
    tied = replace(JUROR, owned_tax_code=make_tax_code(7))
    seat = seats.appoint(by=cast.head, round=round, told=tied, at=now())
    conflict = seat.conflicts.get()
    secretary = make_user("SECRETARY", cast.department)
    make_seat(round, secretary, SeatBody.SECRETARIAT)
    with pytest.raises(Refused, match="chỉ trùng tên"):
        conflicts.lift(by=secretary, conflict=conflict, reason="Khác", at=now())
    lifted = {"lifted_by": cast.owner.id, "lifted_at": now(), "lift_reason": "Khác"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Conflict.objects.filter(id=conflict.id).update(**lifted)
