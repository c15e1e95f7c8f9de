"""Accounts and roles begin and end by acts, and each act stands in the journal."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Person, Refused
from khuyencong.accounts.models import Membership, User
from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from tests.cast import Cast

#: Five minutes past midnight in Vietnam: the day is the sixth there, the fifth in UTC.
AT = datetime(2026, 3, 5, 17, 5, tzinfo=UTC)
NEW = Person("lan.nguyen", "  Nguyễn Thị\u00a0Lan ", "lan@vi-du.example")
GIVEN = {"role": "DEPT_OFFICER", "on": "2026-03-06"}
pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, dict[str, object]]]:
    return list(JournalEntry.objects.order_by("seq").values_list("act", "facts"))


def open_account(cast: Cast) -> User:
    return actions.open_account(
        person=NEW, organisation=cast.department, role="DEPT_OFFICER", at=AT, by=cast.admin.id
    )


def test_an_account_opens_with_a_role_and_without_a_password(cast: Cast) -> None:
    user = open_account(cast)
    assert user.full_name == "Nguyễn Thị Lan"
    assert not user.has_usable_password()
    membership = Membership.objects.get(user=user)
    assert (membership.role, str(membership.valid_from)) == ("DEPT_OFFICER", "2026-03-06")
    assert told() == [("account.opened", {}), ("role.given", GIVEN)]
    entry = JournalEntry.objects.first()
    assert entry is not None
    assert (entry.custodian, entry.by) == (cast.department.id, cast.admin.id)
    assert entry.about == f"user:{user.id}"


def test_the_journal_keeps_no_name_and_no_address(cast: Cast) -> None:
    open_account(cast)
    kept = str(list(JournalEntry.objects.values()))
    assert not any(word in kept for word in ("Lan", "lan.nguyen", "vi-du.example"))


def test_a_sign_in_name_is_given_once(cast: Cast) -> None:
    open_account(cast)
    with pytest.raises(Refused, match="đã có người dùng"):
        open_account(cast)
    with pytest.raises(Refused, match="không dấu"):
        actions.open_account(
            person=Person("chị Lan", "Lan"), organisation=cast.department, role="CLERK", at=AT
        )
    assert len(told()) == 2


def test_an_account_whose_last_write_fails_is_not_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = journal.record

    def fail_on_the_role(act: str, **given: object) -> object:
        if act == "role.given":
            raise DatabaseError("disk full")
        return record(act, **given)  # type: ignore[arg-type]

    monkeypatch.setattr(journal, "record", fail_on_the_role)
    before = User.objects.count(), Membership.objects.count()
    with pytest.raises(DatabaseError), transaction.atomic():
        open_account(cast)
    assert (User.objects.count(), Membership.objects.count()) == before
    assert told() == []


def test_a_password_is_checked_before_it_is_kept(cast: Cast) -> None:
    user = open_account(cast)
    with pytest.raises(ValidationError):
        actions.set_password(user=user, password="khuyencong2026")
    actions.set_password(user=user, password="ba con vịt qua cầu")
    assert User.objects.get(id=user.id).check_password("ba con vịt qua cầu")


def test_a_role_ends_once_and_keeps_its_days(cast: Cast) -> None:
    membership = Membership.objects.get(user=open_account(cast))
    later = AT + timedelta(days=30)
    actions.end_role(membership=membership, at=later)
    membership.refresh_from_db()
    assert str(membership.valid_until) == "2026-04-05"
    with pytest.raises(Refused):
        actions.end_role(membership=membership, at=later)
    assert [act for act, _ in told()] == ["account.opened", "role.given", "role.ended"]


def test_a_role_that_ends_on_its_first_day_held_on_none(cast: Cast) -> None:
    membership = Membership.objects.get(user=open_account(cast))
    actions.end_role(membership=membership, at=AT)
    assert not Membership.objects.filter(id=membership.id).exists()
    assert told()[-1] == ("role.ended", GIVEN)


def test_an_account_is_closed_once(cast: Cast) -> None:
    actions.close_account(user=cast.owner, organisation=cast.department, at=AT)
    with pytest.raises(Refused, match="đã khoá"):
        actions.close_account(user=cast.owner, organisation=cast.department, at=AT)
    assert [act for act, _ in told()] == ["account.closed"]


def test_an_erased_person_leaves_acts_and_no_name(cast: Cast) -> None:
    user = open_account(cast)
    journal.seal()
    actions.set_password(user=user, password="ba con vịt qua cầu")
    actions.erase_person(user=user, organisation=cast.department, at=AT)
    kept = str(User.objects.filter(id=user.id).values().get())
    assert not any(word in kept for word in ("Lan", "lan.nguyen", "vi-du.example"))
    erased = User.objects.get(id=user.id)
    assert not erased.is_active
    assert not erased.has_usable_password()
    assert Membership.objects.filter(user=user).exists()
    assert told()[-1] == ("account.erased", {})
    journal.seal()
    assert list(journal.verify()) == []
