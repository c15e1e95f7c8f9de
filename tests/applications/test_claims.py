"""Somebody says that he acts for an establishment: it opens nothing until it is confirmed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from khuyencong.accounts.actions import Person, register_person
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.actions import ChangedMeanwhile
from khuyencong.applications.actions.claims import MOST_WAITING
from khuyencong.applications.models import Claim, Request
from khuyencong.applications.states import ClaimState
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from tests.cast import Cast, make_cast
from tests.factories import (
    ANSWERS,
    make_claim,
    make_commune,
    make_establishment,
    make_tax_code,
    told,
)
from tests.threads import raised, together

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
PASSWORD = "mưa rào trên mái tôn cũ"


def person(login: str = "chu.xuong") -> User:
    return register_person(person=Person(login, "Người Mẫu Tự Khai"), password=PASSWORD, at=AT)


def claim_of(user: User, cast: Cast, **said: object) -> Claim:
    """Return the claim of an establishment that the department answers for."""
    return make_claim(user, cast.department, **said)


# --- the account ---------------------------------------------------------------------------------


def test_an_account_opened_by_oneself_opens_nothing(cast: Cast) -> None:
    user = person("Chu.Xuong")
    assert user.username == "chu.xuong" and user.check_password(PASSWORD)
    assert user.represents() == frozenset() and user.roles() == []
    assert not user.may("desk.enter")
    assert not queries.requests_visible_to(user).exists()
    entry = JournalEntry.objects.get(act="account.opened")
    assert (entry.about, entry.by, entry.facts) == (f"user:{user.id}", user.id, {})


@pytest.mark.parametrize("login", ["ab", "có dấu", "a b c", "a" * 65, "x\0y", "<script>", ""])
def test_a_name_that_is_none_is_refused_in_words(cast: Cast, login: str) -> None:
    with pytest.raises(Refused):
        person(login)
    assert not User.objects.filter(full_name="Người Mẫu Tự Khai").exists()


def test_a_name_that_is_taken_in_whatever_case_and_a_weak_password(cast: Cast) -> None:
    person("xuong")
    with pytest.raises(Refused, match="đã có người dùng"):
        person("XUONG")
    with pytest.raises(ValidationError):
        register_person(person=Person("khac", "Người Mẫu"), password="123456789012", at=AT)
    assert not User.objects.filter(username="khac").exists()


# --- the claim -----------------------------------------------------------------------------------


def test_the_record_is_found_by_tax_code_or_by_name_and_commune(cast: Cast) -> None:
    code, commune = make_tax_code(7), make_commune()
    known = make_establishment(
        cast.owner, cast.department, told(commune, "HTX Mây tre Mẫu", tax_code=code)
    )
    user = person()
    by_code = claim_of(user, cast, name="Tên nào cũng được", tax_code=code)
    by_name = claim_of(user, cast, name="Hợp tác xã mây tre mẫu", commune=commune)
    assert by_code.found == by_name.found == known
    assert by_code.custodian == cast.department
    assert claim_of(user, cast, name="HTX Mây tre Mẫu").found is None  # of another commune
    assert claim_of(user, cast, name="HTX Mây tre Mẫu", tax_code=make_tax_code(8)).found is None


def test_it_waits_once_and_not_without_end(cast: Cast) -> None:
    user, commune = person(), make_commune()
    claim_of(user, cast, commune=commune)
    with pytest.raises(Refused, match="đang chờ"):
        claim_of(user, cast, commune=commune)
    for number in range(MOST_WAITING - 1):
        claim_of(user, cast, name=f"HTX {number}")
    with pytest.raises(Refused, match="xin đợi"):
        claim_of(user, cast, name="HTX nữa")


#: Who confirms and refuses a claim of the department: who keeps its establishments.
DECIDES = {
    "owner": True, "colleague": True, "head": True, "centre_officer": True, "stranger": False,
    "chair": False, "commune": False, "establishment": False, "agency_officer": False,
    "admin": False, "auditor": False, "former": False,
}  # fmt: skip


@pytest.mark.parametrize("who", DECIDES)
def test_who_decides_a_claim(cast: Cast, who: str) -> None:
    claim, by = claim_of(person(), cast), getattr(cast, who)
    assert rules.may_decide_claims(by, claim.custodian_id) is DECIDES[who]
    assert (claim in queries.claims_to_decide(by)) is (DECIDES[who] and who != "agency_officer")
    if DECIDES[who]:
        actions.confirm_claim(by=by, claim=claim, at=AT)
        assert User.objects.get(id=claim.user_id).represents()
        return
    with pytest.raises(Refused, match="không có quyền"):
        actions.confirm_claim(by=by, claim=claim, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.refuse_claim(by=by, claim=claim, reason="Không", at=AT)
    assert not User.objects.get(id=claim.user_id).represents()


def test_nobody_confirms_himself(cast: Cast) -> None:
    claim = claim_of(cast.owner, cast)
    assert claim not in queries.claims_to_decide(cast.owner)
    with pytest.raises(Refused, match="tự xác nhận"):
        actions.confirm_claim(by=cast.owner, claim=claim, at=AT)
    with pytest.raises(IntegrityError, match="claim_not_decided"), transaction.atomic():
        Claim.objects.filter(id=claim.id).update(decided_by=cast.owner.id)


def test_confirmed_for_a_record_the_person_gets_role_and_establishment(cast: Cast) -> None:
    known = make_establishment(cast.owner, cast.department)
    claim = claim_of(person(), cast)
    claim = actions.confirm_claim(by=cast.owner, claim=claim, establishment=known, at=AT)
    user = User.objects.get(id=claim.user_id)
    assert user.represents() == {known.id}
    assert [role.code for role in user.roles()] == ["ESTABLISHMENT_USER"]
    assert claim.request is None and Establishment.objects.count() == 1
    acts = JournalEntry.objects.order_by("seq").values_list("act", flat=True)
    assert list(acts)[-4:] == [
        "claim.made", "role.given", "representation.given", "claim.confirmed",
    ]  # fmt: skip


def test_confirmed_as_told_the_establishment_is_registered_by_the_officer(cast: Cast) -> None:
    claim = claim_of(person(), cast, tax_code=make_tax_code(9), phone="0912345678")
    claim = actions.confirm_claim(by=cast.owner, claim=claim, at=AT)
    new = claim.establishment
    assert new and (new.name, new.phone, new.custodian) == (
        "HTX Mây tre Mẫu", "0912345678", cast.department,
    )  # fmt: skip


def test_not_for_a_record_of_another_province(cast: Cast) -> None:
    foreign = make_establishment(cast.stranger, cast.other_department)
    claim = claim_of(person(), cast)
    with pytest.raises(Refused, match="không có quyền"):
        actions.confirm_claim(by=cast.owner, claim=claim, establishment=foreign, at=AT)
    claim.refresh_from_db()
    assert claim.state == ClaimState.PENDING and not claim.user.represents()


def test_refused_with_a_reason_it_can_be_told_again(cast: Cast) -> None:
    user, commune = person(), make_commune()
    claim = claim_of(user, cast, commune=commune)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.refuse_claim(by=cast.owner, claim=claim, reason=" ", at=AT)
    claim = actions.refuse_claim(by=cast.owner, claim=claim, reason="Gọi không ai nhận", at=AT)
    assert (claim.state, claim.decided_by) == (ClaimState.REFUSED, cast.owner.id)
    with pytest.raises(Refused, match="rồi"):
        actions.confirm_claim(by=cast.owner, claim=claim, at=AT)
    assert claim_of(user, cast, commune=commune).state == ClaimState.PENDING


def test_withdrawn_by_oneself_and_by_nobody_else(cast: Cast) -> None:
    user = person()
    claim = claim_of(user, cast)
    with pytest.raises(Refused):
        actions.withdraw_claim(by=person("khac"), claim=claim, at=AT)
    assert actions.withdraw_claim(by=user, claim=claim, at=AT).state == ClaimState.WITHDRAWN
    with pytest.raises(Refused, match="rồi"):
        actions.confirm_claim(by=cast.owner, claim=claim, at=AT)


# --- drafted while it waits ----------------------------------------------------------------------


def test_what_was_drafted_while_waiting_becomes_the_request(cast: Cast) -> None:
    user, place = person(), make_commune("Nơi Làm")
    claim = claim_of(user, cast)
    typed = {"cost": "khoảng 400 gì đó"}
    answers = {name: value for name, value in ANSWERS.items() if name not in ("cost", "asked")}
    claim = actions.save_early(
        by=user, claim=claim, seen=claim.stamp, answers=answers | {"commune": place},
        typed=typed, at=AT,
    )  # fmt: skip
    early = queries.early_request(claim)
    assert (early.what, early.commune, early.begins_on) == (
        ANSWERS["what"], place, date(2027, 2, 1),
    )  # fmt: skip
    view = queries.request_view(early, date(2026, 11, 24))
    assert view.missing == ["cost", "asked"] and view.history == []
    assert not Request.objects.exists()
    claim = actions.confirm_claim(by=cast.owner, claim=claim, at=AT)
    request = Request.objects.get()
    assert claim.request == request and claim.typed == {}
    assert rules.said_of(request) == rules.said_of(early)
    assert (request.typed, request.drafted_by, request.by_establishment) == (typed, user.id, True)
    assert request.establishment == claim.establishment


def test_the_law_is_asked_of_the_own_words_alone(cast: Cast) -> None:
    """Whoever claims a known establishment reads nothing of its record before he is confirmed."""
    known = make_establishment(cast.owner, cast.department)
    claim = claim_of(person(), cast, name=known.name, commune=known.commune, form="enterprise")
    assert claim.found == known
    early = queries.early_request(claim)
    assert early.establishment.id != known.id and not early.establishment.tax_code
    assert not queries.requests_visible_to(claim.user).exists()
    assert not queries.papers_visible_to(claim.user).exists()


def test_a_draft_is_written_by_its_person_in_turn_and_while_it_waits(cast: Cast) -> None:
    user = person()
    claim = claim_of(user, cast)
    with pytest.raises(Refused, match="người khác"):
        actions.save_early(
            by=person("khac"), claim=claim, seen=claim.stamp, answers={"what": "Máy"}, at=AT
        )
    saved = actions.save_early(
        by=user, claim=claim, seen=claim.stamp, answers={"what": "Máy"}, at=AT
    )
    with pytest.raises(ChangedMeanwhile):
        actions.save_early(by=user, claim=claim, seen=claim.stamp, answers={"what": "X"}, at=AT)
    with pytest.raises(Refused, match="lớn hơn"):
        actions.save_early(
            by=user, claim=saved, seen=saved.stamp, answers={"cost": 1, "asked": 2}, at=AT
        )
    actions.refuse_claim(by=cast.owner, claim=saved, reason="Không rõ", at=AT)
    saved.refresh_from_db()
    with pytest.raises(Refused, match="đã có kết quả"):
        actions.save_early(by=user, claim=saved, seen=saved.stamp, answers={"what": "Y"}, at=AT)


@pytest.mark.django_db(transaction=True)
def test_two_officers_confirm_one_claim_at_once() -> None:
    cast = make_cast()
    claim = claim_of(person(), cast)

    def confirms(number: int) -> Claim:
        by = User.objects.get(id=(cast.owner, cast.colleague)[number].id)
        return actions.confirm_claim(by=by, claim=claim, at=AT)

    outcomes = together(2, confirms)
    assert [str(one) for one in raised(outcomes)] == ["Đăng ký này đã xác nhận rồi."]
    assert Establishment.objects.count() == 1
    user = User.objects.get(id=claim.user_id)
    assert user.representations.count() == user.memberships.count() == 1


BREACHES: dict[str, dict[str, object]] = {
    "claim_has_name": {"name": ""},
    "claim_form_known": {"form": "circus"},
    "claim_numbers_shape": {"tax_code": "12"},
    "claim_state_known": {"state": "lost"},
    "claim_confirmed_for_an_establishment": {"state": "confirmed"},
    "claim_decided_by_somebody": {"state": "refused", "reason": "Không"},
    "claim_refused_for_a_reason": {"state": "refused", "decided_by": new_id(), "decided_at": AT},
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses_what_cannot_be(cast: Cast, name: str) -> None:
    claim = claim_of(person(), cast)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Claim.objects.filter(id=claim.id).update(**BREACHES[name])


def test_every_rule_of_the_table_is_tried() -> None:
    named = {constraint.name for constraint in Claim._meta.constraints}
    assert named == {*BREACHES, "claim_not_decided_by_who_claims", "claim_waits_once"}


def test_who_confirms_is_told_how_many_wait_and_since_when(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second, late = (claim_of(person(f"chu.{n}"), cast) for n in "abc")
    Claim.objects.filter(id=first.id).update(recorded_at=AT - timedelta(days=9))
    actions.refuse_claim(by=cast.owner, claim=late, reason="Không liên hệ được.", at=AT)
    with django_assert_num_queries(1):
        told = queries.claims_waiting(cast.owner, date(2026, 11, 24))
    assert told == queries.ClaimsWaiting(2, 9)
    # Neither his own, nor those of another body, nor those of nobody.
    assert queries.claims_waiting(cast.stranger, date(2026, 11, 24)) is None
    Claim.objects.filter(id=second.id).update(user=cast.owner)
    assert queries.claims_waiting(cast.owner, date(2026, 11, 24)) == queries.ClaimsWaiting(1, 9)
