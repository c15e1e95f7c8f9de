"""Who acts for an establishment: given and ended by its custodian, on its page."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.accounts import actions
from khuyencong.accounts.actions import Person
from khuyencong.accounts.models import Representation, User
from khuyencong.core.clock import now, today
from khuyencong.core.models import JournalEntry
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.competitions.dossiers import make_maker
from tests.factories import ENTERED_AT, make_user
from tests.web.conftest import Signed

pytestmark = pytest.mark.django_db
TOLD = {"full_name": "Vũ Cơ Sở Mẫu", "username": "vu.mau"}


@pytest.fixture
def maker(cast: Cast) -> Establishment:
    return make_maker(cast.owner, cast.department)


def page_of(maker: Establishment) -> str:
    return reverse("desk:establishment", args=[maker.id])


def give(cast: Cast, signed: Signed, maker: Establishment, **more: str):  # type: ignore[no-untyped-def]
    address = reverse("desk:representative-give", args=[maker.id])
    return signed(cast.owner).post(address, TOLD | {"key": issue(cast.owner.id)} | more)


def test_an_account_is_opened_for_who_acts_for_it(
    cast: Cast, maker: Establishment, signed: Signed
) -> None:
    assert give(cast, signed, maker).status_code == 302
    user = User.objects.get(username="vu.mau")
    assert user.represents() == {maker.id}
    assert not user.has_usable_password()
    assert [(one.role, one.organisation) for one in user.memberships.all()] == [
        ("ESTABLISHMENT_USER", cast.department)
    ]
    page = signed(cast.owner).get(page_of(maker)).content.decode()
    assert "Vũ Cơ Sở Mẫu" in page and "trao tận tay" in page
    facts = json.dumps(list(JournalEntry.objects.values_list("facts", flat=True)))
    assert "vu.mau" not in facts and "Vũ" not in facts
    other = make_maker(cast.owner, cast.department, "Cơ sở Ví Dụ")
    assert give(cast, signed, other).status_code == 302
    assert User.objects.get(username="vu.mau").represents() == {maker.id, other.id}


def test_names_are_for_who_keeps_the_record(
    cast: Cast, maker: Establishment, signed: Signed
) -> None:
    actions.let_represent(user=cast.establishment, establishment=maker, at=now())
    name = cast.establishment.full_name
    assert name in signed(cast.head).get(page_of(maker)).content.decode()
    for user in (cast.chair, cast.agency_officer, cast.auditor):
        page = signed(user).get(page_of(maker))
        assert page.status_code == 200
        assert name not in page.content.decode()
    address = reverse("desk:representative-give", args=[maker.id])
    for user in (cast.stranger, cast.chair, cast.establishment):
        told = TOLD | {"key": issue(user.id)}
        assert signed(user).post(address, told).status_code in (302, 403, 404)
    assert not User.objects.filter(username="vu.mau").exists()


@pytest.mark.parametrize("name", ["owner", "stranger", "former"])
def test_nobody_else_is_made_a_maker(
    name: str, cast: Cast, maker: Establishment, signed: Signed
) -> None:
    user = getattr(cast, name)
    told = {"full_name": user.full_name, "username": user.username}
    answer = give(cast, signed, maker, **told)
    assert answer.status_code == 422
    assert "đã thuộc về người khác" in answer.content.decode()
    taken = make_user("ESTABLISHMENT_USER", cast.department, username="dung.mau")
    answer = give(cast, signed, maker, username=taken.username)
    assert answer.status_code == 422
    assert 'value="dung.mau"' in answer.content.decode()
    assert not Representation.objects.exists()
    assert give(cast, signed, maker, username="").status_code == 422


def test_it_ends_and_the_account_stays(cast: Cast, maker: Establishment, signed: Signed) -> None:
    old = actions.let_represent(user=cast.establishment, establishment=maker, at=ENTERED_AT)
    new = actions.let_represent(user=make_user(), establishment=maker, at=now())
    for row in (old, new):
        address = reverse("desk:representative-end", args=[maker.id, row.id])
        assert signed(cast.colleague).post(address, {"key": issue(cast.colleague.id)}).url
    assert list(Representation.objects.values_list("id", "valid_until")) == [(old.id, today())]
    assert User.objects.get(id=cast.establishment.id).represents() == frozenset()
    assert JournalEntry.objects.filter(act="representation.ended").count() == 2
    with pytest.raises(Refused, match="đã thôi"):
        actions.end_representation(by=cast.owner, representation=old, at=now())


def test_the_acts_ask_the_right(cast: Cast, maker: Establishment) -> None:
    row = actions.let_represent(user=cast.establishment, establishment=maker, at=now())
    for by in (cast.stranger, cast.agency_officer, cast.establishment):
        with pytest.raises(Refused, match="không có quyền"):
            actions.end_representation(by=by, representation=row, at=now())
        with pytest.raises(Refused, match="không có quyền"):
            actions.tie_account(
                by=by, establishment=maker, person=Person("a.mau", "A Mẫu"), at=now()
            )
    maker.merged_into = make_maker(cast.owner, cast.department, "Cơ sở Kia")
    with pytest.raises(Refused, match="đã gộp"):
        actions.tie_account(
            by=cast.owner, establishment=maker, person=Person("a.mau", "A Mẫu"), at=now()
        )


def test_the_queries_do_not_grow(cast: Cast, maker: Establishment, signed: Signed) -> None:
    client, counted = signed(cast.owner), []
    for _ in range(2):
        for _ in range(3):
            actions.let_represent(user=make_user(), establishment=maker, at=now())
        with CaptureQueriesContext(connection) as found:
            client.get(page_of(maker))
        counted.append(len(found))
    assert counted[0] == counted[1]
