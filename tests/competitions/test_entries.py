"""A dossier is begun, typed, sent, returned, mended, accepted under a code, or refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.actions import let_represent
from khuyencong.accounts.models import User
from khuyencong.applications.actions import ChangedMeanwhile
from khuyencong.competitions import actions
from khuyencong.competitions.models import Entry, EntryVersion
from khuyencong.competitions.queries.judging import dossier, findings
from khuyencong.competitions.rules.dossier import UNREAD
from khuyencong.competitions.rules.eligibility import LADDER
from khuyencong.competitions.states import RoundLevel, RoundState
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import LikelyTwin
from tests.cast import Cast
from tests.competitions.dossiers import (
    ANSWERS,
    CLOSED,
    OPEN,
    make_called,
    make_draft,
    make_maker,
    make_sent,
)
from tests.factories import make_certificate, make_entry, make_product, make_round, make_user

pytestmark = pytest.mark.django_db


def act(entry: Entry) -> list[str]:
    rows = JournalEntry.objects.filter(about=f"entry:{entry.id}").order_by("seq")
    return list(rows.values_list("act", flat=True))


def test_a_dossier_is_sent_returned_mended_and_accepted_by_another(cast: Cast) -> None:
    round = make_called(cast.department)
    entry = make_sent(cast.owner, round, make_maker(cast.owner, cast.department))
    with pytest.raises(Refused, match="không tự kết luận"):
        actions.accept_entry(by=cast.owner, entry=entry, at=OPEN)
    entry = actions.return_entry(
        by=cast.colleague, entry=entry, reason="Thiếu nơi bán", missing=["markets", "?"], at=OPEN
    )
    assert entry.steps.get(name="return").missing == ["markets"]
    assert entry.answers["materials"] == ANSWERS["materials"]
    entry = actions.save_entry(
        by=cast.owner, entry=entry, seen=entry.stamp, answers={"markets": "Cả nước"}, at=CLOSED
    )
    # It came in time; that it is mended after the closing day is the organiser's doing.
    entry = actions.submit_entry(by=cast.owner, entry=entry, seen=entry.stamp, at=CLOSED)
    entry = actions.accept_entry(by=cast.colleague, entry=entry, at=CLOSED)
    assert (entry.state, entry.code) == ("accepted", "CB-01")
    first, second = EntryVersion.objects.filter(entry=entry).order_by("number")
    assert first.said["markets"] == ANSWERS["markets"]
    assert second.said["markets"] == "Cả nước"
    assert len(second.said["photos"]) == 3
    assert act(entry) == [
        "entry.begun", "entry.saved", "entry.submit", "entry.return", "entry.saved",
        "entry.submit", "entry.accept",
    ]  # fmt: skip


def test_each_group_counts_its_own_codes(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entries = [make_sent(cast.owner, round, maker) for _ in range(3)]
    Product = type(entries[0].product)
    Product.objects.filter(id=entries[1].product_id).update(group="craft")
    codes = [actions.accept_entry(by=cast.colleague, entry=one, at=OPEN).code for one in entries]
    assert codes == ["CB-01", "TC-01", "CB-02"]


def test_what_lacks_is_named_and_nothing_is_sent(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    product = make_product(cast.owner, maker)
    entry = actions.begin_entry(by=cast.owner, product=product, round=round, at=OPEN)
    entry = actions.save_entry(
        by=cast.owner,
        entry=entry,
        seen=entry.stamp,
        answers={**ANSWERS, "serial": ""},
        typed={"workers": "mười hai"},
        at=OPEN,
    )
    assert entry.answers[UNREAD] == {"workers": "mười hai"}
    assert dossier(entry).missing == ["workers", "serial", "photos", "papers"]
    with pytest.raises(Refused, match="ảnh sản phẩm, giấy tờ"):
        actions.submit_entry(by=cast.owner, entry=entry, seen=entry.stamp, at=OPEN)
    assert not EntryVersion.objects.exists()


def test_a_late_dossier_is_refused_with_the_day(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_draft(cast.owner, round, maker)
    with pytest.raises(Refused, match=r"trước ngày 01/07/2026"):
        actions.submit_entry(by=cast.owner, entry=entry, seen=entry.stamp, at=CLOSED)
    early = OPEN - timedelta(60)
    with pytest.raises(Refused, match=r"từ ngày 01/03/2026"):
        actions.submit_entry(by=cast.owner, entry=entry, seen=entry.stamp, at=early)
    with pytest.raises(Refused, match="đã hết hạn"):
        actions.begin_entry(
            by=cast.owner, product=make_product(cast.owner, maker), round=round, at=CLOSED
        )


def test_a_draft_that_changed_meanwhile_is_not_overwritten(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_draft(cast.owner, round, maker)
    seen = entry.stamp
    actions.save_entry(by=cast.colleague, entry=entry, seen=seen, answers={"since": 1999}, at=OPEN)
    with pytest.raises(ChangedMeanwhile):
        actions.save_entry(by=cast.owner, entry=entry, seen=seen, answers={}, at=OPEN)
    with pytest.raises(ChangedMeanwhile):
        actions.submit_entry(by=cast.owner, entry=entry, seen=seen, at=OPEN)


def test_who_stands_for_the_maker_enters_and_no_stranger_does(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    mine = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=mine, establishment=maker, at=OPEN - timedelta(1))
    told = actions.ProductTold(establishment=maker, name="Mỳ gạo", group="food")
    product = actions.record_product(by=mine, told=told, at=OPEN)
    assert product.custodian == cast.department
    entry = actions.begin_entry(by=mine, product=product, round=round, at=OPEN)
    strangers: list[User] = [cast.establishment, cast.stranger, cast.head, cast.chair]
    for person in strangers:
        with pytest.raises(Refused, match="không có quyền"):
            actions.save_entry(by=person, entry=entry, seen=entry.stamp, answers={}, at=OPEN)
        with pytest.raises(Refused, match="không có quyền"):
            actions.record_product(by=person, told=told, at=OPEN)
    with pytest.raises(Refused, match="không có quyền"):
        actions.return_entry(by=mine, entry=entry, reason="Thử", missing=[], at=OPEN)
    with pytest.raises(Refused, match="không có quyền"):
        actions.refuse_entry(by=mine, entry=entry, reason="Thử", clause="Điều 4", at=OPEN)
    withdrawn = actions.withdraw_entry(by=mine, entry=entry, reason="Không dự nữa", at=OPEN)
    assert withdrawn.state == "withdrawn"
    again = actions.begin_entry(by=mine, product=product, round=round, at=OPEN)
    assert again.id != entry.id


def test_a_product_lives_once_in_a_round(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_draft(cast.owner, round, maker)
    again = actions.begin_entry(by=cast.owner, product=entry.product, round=round, at=OPEN)
    assert again == entry
    with pytest.raises(IntegrityError), transaction.atomic():
        make_entry(round, entry.product, "draft")
    told = actions.ProductTold(establishment=maker, name=entry.product.name.upper(), group="food")
    with pytest.raises(Refused, match="đã có sản phẩm tên này"):
        actions.record_product(by=cast.owner, told=told, at=OPEN)


def test_a_province_takes_only_products_of_its_own(cast: Cast) -> None:
    foreign = make_called(cast.other_department)
    product = make_product(cast.owner, make_maker(cast.owner, cast.department))
    with pytest.raises(Refused, match="ở nơi của mình"):
        actions.begin_entry(by=cast.owner, product=product, round=foreign, at=OPEN)


def test_look_alikes_of_one_maker_or_of_its_twin_are_shown_and_stop_nothing(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    other = make_maker(cast.owner, cast.department, "Hộ Ví Dụ")
    entry = make_sent(cast.owner, round, maker)
    for one in (maker, other):
        product = make_product(cast.owner, one, f"{entry.product.name} đặc biệt")
        make_entry(round, product, "submitted")
    warned = [one for one in findings(entry) if one.is_warning]
    assert len(warned) == 1
    first, second = sorted([maker, other], key=lambda row: row.id)
    LikelyTwin.objects.create(first=first, second=second, reason="phone", seen_at=OPEN)
    assert len([one for one in findings(entry) if one.is_warning]) == 2
    assert actions.accept_entry(by=cast.colleague, entry=entry, at=OPEN).code


@pytest.mark.parametrize("name", ["serial", "repeated", "own_make", "no_breach"])
def test_what_dieu_4_forbids_is_not_accepted(cast: Cast, name: str) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_sent(cast.owner, round, maker, **{name: "khong"})
    with pytest.raises(Refused, match=r"Điều 4 Thông tư 26/2014/TT-BCT"):
        actions.accept_entry(by=cast.colleague, entry=entry, at=OPEN)
    refused = actions.refuse_entry(
        by=cast.colleague, entry=entry, reason="Trái Điều 4", clause="Điều 4", at=OPEN
    )
    assert refused.state == "refused"
    with pytest.raises(Refused, match="Chưa ghi căn cứ"):
        other = make_sent(cast.owner, round, maker)
        actions.refuse_entry(by=cast.colleague, entry=other, reason="x", clause=" ", at=OPEN)


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        (None, "no"),
        ({}, "yes"),
        ({"last_day": date(2026, 6, 29), "clause": "x"}, "no"),
        ({"last_day": date(2026, 6, 30)}, "yes"),
        ({"last_day": None}, "uncertain"),
        ({"issued_on": date(2026, 7, 1)}, "no"),
        (
            {
                "revoked_on": date(2026, 5, 1),
                "revoked_by": "00000000-0000-0000-0000-000000000001",
                "revoke_reason": "x",
            },
            "no",
        ),
    ],
)
def test_above_a_province_a_valid_lower_title_is_asked_for(
    cast: Cast, more: dict[str, object] | None, verdict: str
) -> None:
    product = make_product(cast.owner, make_maker(cast.owner, cast.department))
    if more is not None:
        below = make_round(cast.department, state=RoundState.RECOGNISED)
        make_certificate(make_entry(below, product), **more)
    nation = make_called(cast.agency, RoundLevel.NATION, from_province=True)
    entry = make_entry(nation, product, "submitted", answers=ANSWERS)
    (found,) = [one for one in findings(entry) if one.clause == LADDER]
    assert (found.verdict, found.verified) == (verdict, False)
    if verdict == "no":
        with pytest.raises(Refused, match=r"Thông tư 14/2018/TT-BCT"):
            actions.accept_entry(by=cast.agency_officer, entry=entry, at=OPEN)
    # A nation's round that did not say so takes nothing straight from a province.
    type(nation).objects.filter(id=nation.id).update(from_province=False)
    entry.round.refresh_from_db()
    (found,) = [one for one in findings(entry) if one.clause == LADDER]
    assert found.verdict == "no"


def test_the_queries_of_the_findings_do_not_grow(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_sent(cast.owner, round, maker)
    counts = []
    for _ in range(2):
        fresh = Entry.objects.select_related("round", "product__establishment__commune").get(
            id=entry.id
        )
        with CaptureQueriesContext(
            connection,
        ) as asked:
            findings(fresh)
        counts.append(len(asked))
        for _ in range(5):
            make_entry(round, make_product(cast.owner, maker, entry.product.name), "submitted")
    assert counts[0] == counts[1]


def test_many_are_accepted_in_few_statements_and_one_journal_entry(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)

    def more(count: int) -> list[Entry]:
        return [
            make_entry(round, make_product(cast.owner, maker), "submitted", answers=ANSWERS)
            for _ in range(count)
        ]

    own = make_sent(cast.colleague, round, maker)
    against = make_sent(cast.owner, round, maker, serial="khong")
    counts = []
    for size in (2, 30):
        ids = [one.id for one in more(size)] + [own.id, against.id]
        with CaptureQueriesContext(connection) as asked:
            taken = actions.accept_all(by=cast.colleague, round=round, entries=ids, at=OPEN)
        assert taken == size
        counts.append(len(asked))
    assert counts[0] == counts[1]
    codes = Entry.objects.filter(state="accepted").order_by("code").values_list("code", flat=True)
    assert list(codes) == [f"CB-{number:02d}" for number in range(1, 33)]
    told = JournalEntry.objects.filter(act="round.accepted_all").order_by("seq")
    assert [one.facts for one in told] == [{"entries": 2}, {"entries": 30}]
    with pytest.raises(Refused, match="không có quyền"):
        actions.accept_all(by=cast.stranger, round=round, entries=[own.id], at=OPEN)


def test_a_product_is_not_changed_while_it_is_judged_or_titled(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entry = make_sent(cast.owner, round, maker)
    told = actions.ProductTold(establishment=maker, name="Mỳ khác", group="craft")
    with pytest.raises(Refused, match="khi ban tổ chức trả lại"):
        actions.amend_product(by=cast.owner, product=entry.product, told=told, at=OPEN)
    with pytest.raises(Refused, match="khi ban tổ chức trả lại"):
        photo = entry.product.photos.first()
        assert photo
        actions.take_off_photo(by=cast.owner, photo=photo, at=OPEN)
    actions.return_entry(by=cast.colleague, entry=entry, reason="Tên", missing=[], at=OPEN)
    assert (
        actions.amend_product(by=cast.owner, product=entry.product, told=told, at=OPEN).folded
        == "my khac"
    )
    make_certificate(make_entry(make_round(cast.department), entry.product))
    type(entry.round).objects.exclude(id=round.id).update(state=RoundState.RECOGNISED)
    with pytest.raises(Refused, match="đã được công nhận"):
        actions.amend_product(by=cast.owner, product=entry.product, told=told, at=OPEN)
