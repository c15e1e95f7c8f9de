"""Keys: made of own rights alone, confirmed by another, worth no more than their maker today."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyencong.accounts.actions import close_account, end_role
from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission as P
from khuyencong.connections import actions, queries
from khuyencong.connections.models import AccessToken, KeptAnswer
from khuyencong.connections.rules import Fresh, rights_to_lend
from khuyencong.connections.states import LONGEST_DAYS, MOST_TOKENS, OFFERED, TokenState
from khuyencong.core.clock import now, today
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Organisation
from tests.cast import Cast
from tests.factories import make_token, make_user


def make(
    by: User,
    *rights: str,
    body: Organisation | None = None,
    label: str = "Phần mềm thử",
    last_day: date | None = None,
) -> tuple[AccessToken, Fresh]:
    return actions.make_token(
        by=by,
        label=label,
        rights=rights or [P.PROJECT_READ],
        last_day=last_day or today() + timedelta(days=30),
        body=body,
        at=now(),
    )


def test_a_key_lends_what_was_chosen_and_is_kept_as_a_hash(cast: Cast) -> None:
    token, fresh = make(cast.owner, P.RESULT_READ, P.PROJECT_READ)
    bearer = queries.bearer_of(fresh.key, today())
    assert bearer is not None
    assert bearer.user == cast.owner
    assert [right for right in P if bearer.user.may(right)] == [P.PROJECT_READ, P.RESULT_READ]
    assert bearer.user.custodians(P.PROJECT_READ) == cast.owner.custodians(P.PROJECT_READ)
    assert bearer.user.custodians(P.PLAN_READ) == frozenset()
    kept = AccessToken.objects.filter(id=token.id).values().get()
    assert fresh.key not in str(kept)
    assert kept["prefix"] == fresh.key[:9]
    entry = JournalEntry.objects.get(act="token.made")
    assert entry.custodian == cast.department.id
    assert fresh.key not in str(entry.facts)


def test_the_person_himself_keeps_all_his_rights(cast: Cast) -> None:
    make(cast.owner, P.PROJECT_READ)
    assert User.objects.get(id=cast.owner.id).may(P.RESULT_RECORD)


@pytest.mark.parametrize(
    "key",
    ["", "kc_", "kc_" + "x" * 43, "kc_" + "ạ" * 43, "x" * 10_000, "kc_" + "x" * 42 + "\0"],
)
def test_what_is_no_key_opens_nothing(cast: Cast, key: str) -> None:
    make(cast.owner)
    assert queries.bearer_of(key, today()) is None


def test_a_key_ends_with_its_last_day(cast: Cast) -> None:
    token, fresh = make(cast.owner, last_day=today() + timedelta(days=1))
    assert queries.bearer_of(fresh.key, today() + timedelta(days=1))
    assert queries.bearer_of(fresh.key, today() + timedelta(days=2)) is None
    assert token.state(token.last_day) is TokenState.OPEN
    assert token.state(token.valid_until) is TokenState.ENDED


def test_a_role_that_ends_takes_its_rights_from_the_key(cast: Cast) -> None:
    _, fresh = make(cast.owner, P.PROJECT_READ)
    end_role(membership=cast.owner.memberships.get(), at=now())
    bearer = queries.bearer_of(fresh.key, today())
    assert bearer is not None
    assert not bearer.user.may(P.PROJECT_READ)


def test_a_closed_account_has_no_key(cast: Cast) -> None:
    _, fresh = make(cast.owner)
    close_account(user=cast.owner, organisation=cast.department, at=now())
    assert queries.bearer_of(fresh.key, today()) is None


@pytest.mark.parametrize(
    ("rights", "said"),
    [
        ([], "Chưa chọn quyền nào"),
        ([P.REQUEST_PREPARE], "quyền mà anh/chị đang có"),
        ([P.DESK_ENTER], "quyền mà anh/chị đang có"),
        (["không.có"], "quyền mà anh/chị đang có"),
    ],
)
def test_rights_that_cannot_be_lent(cast: Cast, rights: list[str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.make_token(by=cast.owner, label="x", rights=rights, last_day=today(), at=now())
    assert not AccessToken.objects.exists()


@pytest.mark.parametrize("days", [-1, LONGEST_DAYS + 1])
def test_a_key_that_is_over_or_without_end(cast: Cast, days: int) -> None:
    with pytest.raises(Refused, match="Ngày dùng cuối"):
        make(cast.owner, last_day=today() + timedelta(days=days))


@pytest.mark.parametrize("label", ["", " ", "x" * 101, "a\0b"])
def test_a_key_without_a_fit_name(cast: Cast, label: str) -> None:
    with pytest.raises(Refused, match="ên phần mềm"):
        make(cast.owner, label=label)


def test_one_person_has_so_many_keys_at_a_time(cast: Cast) -> None:
    for _ in range(MOST_TOKENS):
        token, _ = make(cast.owner)
    with pytest.raises(Refused, match="Xin thu hồi"):
        make(cast.owner)
    actions.revoke_token(by=cast.owner, token=token, at=now())
    assert make(cast.owner)


def test_who_may_lend_what(cast: Cast) -> None:
    """The rights offered, by role: nobody lends what he has not."""
    told = {name: len(rights_to_lend(getattr(cast, name))) for name in
            ("owner", "head", "centre_officer", "chair", "auditor", "commune", "establishment",
             "admin", "former")}  # fmt: skip
    assert told == {
        "owner": 13,
        "head": 12,
        "centre_officer": 15,
        "chair": 12,
        "auditor": 12,
        "commune": 1,
        "establishment": 0,
        "admin": 0,
        "former": 0,
    }
    assert len(set(OFFERED)) == 15


# --- of a system ----------------------------------------------------------------------------------


def test_a_system_waits_for_a_second_person(cast: Cast) -> None:
    token, fresh = make(cast.owner, body=cast.department)
    assert token.state(today()) is TokenState.WAITING
    assert queries.bearer_of(fresh.key, today()) is None
    actions.confirm_token(by=cast.head, token=token, at=now())
    bearer = queries.bearer_of(fresh.key, today())
    assert bearer is not None and bearer.user == cast.owner
    with pytest.raises(Refused, match="không chờ xác nhận nữa"):
        actions.confirm_token(by=cast.head, token=token, at=now())


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("owner", "một người khác"),
        ("colleague", "không có quyền"),
        ("stranger", "không có quyền"),
        ("auditor", "không có quyền"),
    ],
)
def test_who_does_not_confirm(cast: Cast, who: str, said: str) -> None:
    token, _ = make(cast.owner, body=cast.department)
    with pytest.raises(Refused, match=said):
        actions.confirm_token(by=getattr(cast, who), token=token, at=now())


def test_a_head_does_not_confirm_his_own(cast: Cast) -> None:
    token, _ = make(cast.head, body=cast.department)
    with pytest.raises(Refused, match="một người khác"):
        actions.confirm_token(by=cast.head, token=token, at=now())


def test_a_system_is_of_a_body_that_one_keeps(cast: Cast) -> None:
    for who, body in (("stranger", cast.department), ("chair", cast.department)):
        with pytest.raises(Refused, match="không có quyền lập mã"):
            make(getattr(cast, who), body=body)


def test_a_system_reaches_no_further_than_its_body(cast: Cast) -> None:
    """An officer of the agency reads for the nation; its system of one body does not."""
    token, fresh = make(cast.agency_officer, body=cast.agency)
    head = make_user("AGENCY_HEAD", cast.agency)
    actions.confirm_token(by=head, token=token, at=now())
    bearer = queries.bearer_of(fresh.key, today())
    assert bearer is not None
    assert cast.agency_officer.custodians(P.PROJECT_READ) is None
    assert bearer.user.custodians(P.PROJECT_READ) == frozenset({cast.agency.id})
    assert not bearer.user.may(P.PROJECT_READ, of=cast.department.id)


def test_who_revokes(cast: Cast) -> None:
    made = [make(cast.owner, body=cast.department)[0] for _ in range(2)]
    own, _ = make(cast.owner)
    for who in ("colleague", "stranger", "auditor"):
        with pytest.raises(Refused, match="không có quyền thu hồi"):
            actions.revoke_token(by=getattr(cast, who), token=made[0], at=now())
    with pytest.raises(Refused, match="không có quyền thu hồi"):
        actions.revoke_token(by=cast.head, token=own, at=now())
    actions.revoke_token(by=cast.head, token=made[0], at=now())
    actions.revoke_token(by=cast.owner, token=made[1], at=now())
    again = actions.revoke_token(by=cast.owner, token=made[1], at=now())
    assert again.state(today()) is TokenState.REVOKED
    assert JournalEntry.objects.filter(act="token.revoked").count() == 2


def test_who_sees_which_keys(cast: Cast) -> None:
    own, system = make(cast.owner)[0], make(cast.owner, body=cast.department)[0]
    seen = {
        who: {row.id for row in queries.tokens_visible_to(getattr(cast, who))}
        for who in ("owner", "head", "colleague", "stranger", "agency_officer", "auditor")
    }
    nobody: set[object] = set()
    assert seen == {
        "owner": {own.id, system.id},
        "head": {system.id},
        "colleague": nobody,
        "stranger": nobody,
        "agency_officer": nobody,
        "auditor": nobody,
    }


def test_use_is_noted_once_a_day(cast: Cast, django_assert_num_queries: object) -> None:
    token, _ = make(cast.owner)
    actions.note_use(token=token, on=today())
    token.refresh_from_db()
    assert token.last_used_on == today()
    with django_assert_num_queries(0):  # type: ignore[operator]
        actions.note_use(token=token, on=today())


# --- what the database never holds ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("accesstoken_has_label_and_prefix", {"label": ""}),
        ("accesstoken_has_label_and_prefix", {"prefix": ""}),
        ("accesstoken_hash_shape", {"sha256": "abc"}),
        ("accesstoken_confirmed_by_another", {"confirmed_by": "self", "confirmed_at": now()}),
        ("accesstoken_confirmed_by_another", {"confirmed_by": new_id()}),
        ("accesstoken_revoked_whole", {"revoked_by": new_id()}),
        ("accesstoken_revoked_whole", {"revoked_at": now()}),
    ],
)
def test_a_key_that_cannot_be(cast: Cast, name: str, fields: dict[str, object]) -> None:
    if fields.get("confirmed_by") == "self":
        fields = fields | {"confirmed_by": cast.owner.id}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_token(cast.owner, cast.department, **fields)


def test_the_key_of_a_person_is_confirmed_by_nobody(cast: Cast) -> None:
    with pytest.raises(IntegrityError, match="confirmed_by_another"), transaction.atomic():
        make_token(cast.owner, confirmed_by=cast.head.id, confirmed_at=now())


def test_a_key_is_claimed_once_and_forgotten(cast: Cast) -> None:
    token = make_token(cast.owner)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    told = {"token": token, "question": "q"}
    claimed = actions.claim_key(key="khoa-mot-1", at=long_ago, **told)
    actions.keep_answer(claimed=claimed, outcome=new_id())
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.claim_key(key="khoa-mot-1", at=now(), **told)
    with pytest.raises(IntegrityError, match="keptanswer_has_key"), transaction.atomic():
        actions.claim_key(key="", at=now(), **told)
    actions.claim_key(key="khoa-hai-2", at=now(), **told)
    assert actions.forget_answers(now()) == 1
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["khoa-hai-2"]
