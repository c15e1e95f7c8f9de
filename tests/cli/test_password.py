"""`khuyencong password`: the first password of an account, printed once."""

import pytest

from khuyencong import cli
from khuyencong.accounts.models import User
from khuyencong.core.models import JournalEntry
from tests.cast import Cast
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_password_is_printed_once_and_opens_the_account(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    user = make_user("JUROR", cast.department, username="giam-khao-moi")
    before = user.password
    assert cli.main(["password", "giam-khao-moi"]) == 0
    first = capsys.readouterr().out.strip()
    assert len(first) == 17 and User.objects.get(id=user.id).check_password(first)
    assert cli.main(["password", "giam-khao-moi"]) == 0
    second = capsys.readouterr().out.strip()
    assert second != first and not User.objects.get(id=user.id).check_password(first)
    assert User.objects.get(id=user.id).password != before
    acts = JournalEntry.objects.filter(act="account.password_given")
    assert [entry.custodian for entry in acts] == [cast.department.id] * 2
    assert first not in str([entry.facts for entry in acts])


def test_nobody_and_a_closed_account_get_none(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["password", "khong-co-ai"]) == 2
    assert "không có tài khoản" in capsys.readouterr().err
    User.objects.filter(id=cast.owner.id).update(is_active=False)
    assert cli.main(["password", cast.owner.username]) == 2
    assert "đã đóng" in capsys.readouterr().err
    assert cli.main(["password", cast.former.username]) == 2
