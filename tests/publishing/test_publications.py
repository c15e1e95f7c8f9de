"""A publication is drafted, put in public by another person, taken back for a reason."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.competitions.queries.pictures import Drawn
from khuyencong.core import blobs
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.publishing import actions
from khuyencong.publishing.actions.noting import ChangedMeanwhile
from khuyencong.publishing.models import Publication, PublicationAct, PublicationVersion
from khuyencong.publishing.queries.publications import (
    calls,
    in_public,
    listed_publications,
    open_calls_of,
    public_publication,
    publication_page,
    publications_visible_to,
    said_in_public,
)
from khuyencong.publishing.rules.calls import last_day, state_of
from khuyencong.publishing.states import PublicationState
from tests.cast import Cast
from tests.factories import make_round
from tests.publishing.conftest import AT, CLOSES, OPENS, Draft, told

PICTURE = Drawn(b"as it came", b"in public", b"small")


def publish(by: Any, one: Publication) -> PublicationVersion:
    one.refresh_from_db()
    return actions.publish(by=by, publication=one, seen=one.stamp, at=AT)


def test_the_way_of_a_piece_of_news(cast: Cast, draft: Draft) -> None:
    one = draft()
    assert one.state == PublicationState.DRAFT and not in_public().exists()
    publish(cast.head, one)
    assert [p.shown.title for p in in_public()] == ["Lớp dạy nghề mây tre"]
    one.refresh_from_db()
    later = AT + timedelta(days=1)
    actions.revise(
        by=cast.colleague, publication=one, seen=one.stamp, told=told(title="Tên khác"), at=later
    )
    assert [p.shown.title for p in in_public()] == ["Lớp dạy nghề mây tre"]
    one.refresh_from_db()
    actions.publish(by=cast.head, publication=one, seen=one.stamp, at=later)
    found = in_public().get()
    assert (found.shown.title, found.first_published_at) == ("Tên khác", AT)
    one.refresh_from_db()
    actions.take_back(
        by=cast.head, publication=one, seen=one.stamp, reason="Ghi nhầm ngày", at=later
    )
    one.refresh_from_db()
    assert one.state == PublicationState.TAKEN_BACK and not in_public().exists()
    page = publication_page(one)
    assert [(a.step, a.version.number, a.reason) for a in reversed(page.acts)] == [
        ("draft", 1, ""),
        ("publish", 1, ""),
        ("draft", 2, ""),
        ("publish", 2, ""),
        ("take_back", 2, "Ghi nhầm ngày"),
    ]
    assert [v.title for v in page.versions] == ["Tên khác", "Lớp dạy nghề mây tre"]
    acts = JournalEntry.objects.filter(about=f"publication:{one.id}").order_by("seq")
    assert [entry.act.split(".")[1] for entry in acts] == [a.step for a in reversed(page.acts)]
    publish(cast.head, one)
    assert public_publication(one.id) == one


@pytest.mark.parametrize("who", ["owner", "colleague", "chair", "stranger", "agency_officer"])
def test_who_may_not_publish_does_not(who: str, cast: Cast, draft: Draft) -> None:
    one = draft()
    with pytest.raises(Refused, match="người khác có quyền đăng"):
        publish(getattr(cast, who), one)
    assert not in_public().exists()


def test_a_head_does_not_publish_what_he_wrote(cast: Cast, draft: Draft) -> None:
    one = draft(by=cast.head)
    with pytest.raises(Refused, match="không tự đăng"):
        publish(cast.head, one)


@pytest.mark.parametrize("who", ["chair", "stranger", "commune", "auditor", "establishment"])
def test_who_may_not_write_does_not(who: str, cast: Cast, draft: Draft) -> None:
    with pytest.raises(Refused, match="không có quyền soạn"):
        draft(by=getattr(cast, who))
    assert not Publication.objects.exists()


def test_taking_back_needs_the_right_a_reason_and_something_shown(
    cast: Cast, draft: Draft, shown: Draft
) -> None:
    one = shown()
    stamp = {"publication": one, "seen": one.stamp, "at": AT}
    with pytest.raises(Refused, match="không có quyền gỡ"):
        actions.take_back(by=cast.owner, reason="x", **stamp)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        actions.take_back(by=cast.head, reason="  ", **stamp)
    other = draft(title="Khác")
    with pytest.raises(Refused, match="không còn đăng"):
        actions.take_back(by=cast.head, publication=other, seen=other.stamp, reason="x", at=AT)


def test_two_at_once_are_told(cast: Cast, shown: Draft) -> None:
    one = shown()
    old = one.stamp
    actions.revise(by=cast.owner, publication=one, seen=old, told=told(), at=AT)
    for act in (
        lambda: actions.revise(by=cast.owner, publication=one, seen=old, told=told(), at=AT),
        lambda: actions.publish(by=cast.head, publication=one, seen=old, at=AT),
        lambda: actions.take_back(by=cast.head, publication=one, seen=old, reason="x", at=AT),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()


def test_what_is_shown_is_not_published_again(cast: Cast, shown: Draft) -> None:
    one = shown()
    with pytest.raises(Refused, match="đang đăng rồi"):
        publish(cast.head, one)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"title": ""}, "tiêu đề"),
        ({"title": "x" * 201}, "tối đa 200"),
        ({"lead": " "}, "tóm tắt"),
        ({"text": "\n\n"}, "nội dung"),
        ({"text": "a\0b"}, "NUL"),
        ({"text": "x" * 20_001}, "tối đa 20000"),
    ],
)
def test_what_cannot_be_kept_is_said(more: dict[str, str], why: str, draft: Draft) -> None:
    with pytest.raises(Refused, match=why):
        draft(**more)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"about": ""}, "kêu gọi việc gì"),
        ({"opens_on": None}, "ngày bắt đầu"),
        ({"closes_on": OPENS}, "Ngày cuối cùng"),
    ],
)
def test_a_call_says_what_for_and_when(more: dict[str, Any], why: str, draft: Draft) -> None:
    with pytest.raises(Refused, match=why):
        draft(kind="call", **more)


def test_a_call_for_a_vote_names_one_that_was_called(cast: Cast, draft: Draft) -> None:
    hidden, seen = make_round(cast.department), make_round(cast.department, state="called")
    with pytest.raises(Refused, match="chưa phát động"):
        draft(kind="call", about="vote", round=hidden)
    with pytest.raises(Refused, match="không về bình chọn"):
        draft(kind="call", about="projects", round=seen)
    one = draft(kind="call", about="vote", round=seen)
    assert one.versions.get().round == seen


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 10, 31), "coming"),
        (OPENS, "open"),
        (date(2026, 11, 30), "open"),
        (CLOSES, "closed"),
    ],
)
def test_a_call_is_open_on_its_days(day: date, state: str) -> None:
    assert state_of(OPENS, CLOSES, day) == state


def test_calls_are_told_by_the_day(cast: Cast, shown: Draft) -> None:
    one = shown(kind="call")
    draft_version = one.versions.get()
    assert last_day(draft_version) == date(2026, 11, 30)
    before, on, after = OPENS - timedelta(days=1), OPENS, CLOSES
    assert [[*map(len, calls(d)[:2])] for d in (before, on, after)] == [[1, 0], [1, 0], [0, 1]]
    assert [len(open_calls_of(d, 9)) for d in (before, on, after)] == [0, 1, 0]


def test_a_picture_is_kept_drawn_anew_and_told(cast: Cast, draft: Draft) -> None:
    with pytest.raises(Refused, match="ảnh cho thấy gì"):
        draft(picture=PICTURE)
    one = draft(picture=PICTURE, picture_says="Máy dệt")
    first = one.versions.get()
    with blobs.open(first.picture) as file:
        assert file.read() == b"in public"
    with blobs.open(first.thumbnail) as file:
        assert file.read() == b"small"
    one.refresh_from_db()
    kept = actions.revise(by=cast.owner, publication=one, seen=one.stamp, told=told(), at=AT)
    assert (kept.picture, kept.picture_says) == (first.picture, "Máy dệt")
    one.refresh_from_db()
    off = actions.revise(
        by=cast.owner, publication=one, seen=one.stamp, told=told(without_picture=True), at=AT
    )
    assert (off.picture, off.thumbnail, off.picture_says) == ("", "", "")


def test_the_original_picture_with_its_place_is_kept_nowhere(draft: Draft) -> None:
    draft(picture=PICTURE, picture_says="Máy dệt")
    assert not blobs.is_whole(hashlib.sha256(b"as it came").hexdigest())


def test_found_without_marks(shown: Draft) -> None:
    shown()
    for words, found in (("may tre", 1), ("MÂY xa mau", 1), ("không có", 0)):
        assert said_in_public(in_public(), words).count() == found, words


def test_the_desk_lists_by_kind_state_and_words(cast: Cast, draft: Draft, shown: Draft) -> None:
    shown(title="Đang đăng")
    draft(title="Bản thảo", kind="bulletin")
    rows = publications_visible_to(cast.owner)
    for asked, titles in (
        ({}, {"Đang đăng", "Bản thảo"}),
        ({"state": "published"}, {"Đang đăng"}),
        ({"state": "draft"}, {"Bản thảo"}),
        ({"state": "taken_back"}, set()),
        ({"kind": "bulletin"}, {"Bản thảo"}),
        ({"words": "ban thao"}, {"Bản thảo"}),
    ):
        assert {row.last_title for row in listed_publications(rows, **asked)} == titles, asked
    assert not publications_visible_to(cast.stranger).exists()
    assert not publications_visible_to(None).exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"published_by": "self", "published_at": AT},
        {"published_by": "other"},
        {"title": ""},
        {"about": "projects"},
        {"about": "projects", "opens_on": CLOSES, "closes_on": OPENS},
        {"picture": "a" * 64},
        {"number": 0},
    ],
    ids=str,
)
def test_what_must_never_be_is_refused_by_the_database(
    broken: dict[str, Any], cast: Cast, draft: Draft
) -> None:
    version = draft().versions.get()
    who = {"self": cast.owner.id, "other": new_id()}
    for name, value in broken.items():
        setattr(version, name, who.get(value, value) if name == "published_by" else value)
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_what_is_shown_was_published_and_taken_back_with_a_reason(cast: Cast, draft: Draft) -> None:
    one = draft()
    version = one.versions.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(id=one.id).update(shown=version)
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicationAct.objects.create(
            publication=one, version=version, step="take_back", by=cast.head.id, at=AT
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(id=one.id).update(kind="rumour")


def test_the_lists_cost_the_same_for_one_and_for_many(
    cast: Cast, shown: Draft, django_assert_num_queries: Any
) -> None:
    shown()
    rows = publications_visible_to(cast.auditor)
    for _ in range(2):
        with django_assert_num_queries(1):
            assert all(one.shown.title and one.custodian.name for one in in_public())
        with django_assert_num_queries(1):
            assert all(one.custodian.name for one in listed_publications(rows))
        for number in range(4):
            shown(title=f"Tin {number}")
