"""What leaves: once, joined in the morning, not in quiet hours, nobody named, held when down."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from khuyencong.accounts.models import Membership
from khuyencong.core import outbox
from khuyencong.core.models import OutboxMessage
from khuyencong.notices import gateways
from khuyencong.notices.actions import deliver_letter
from khuyencong.notices.models import Address, Delivery, Letter, Notice
from khuyencong.notices.queries import inbox, unread_count
from khuyencong.notices.queries.inbox import told
from khuyencong.notices.states import Kind, Way, When
from khuyencong.reporting.actions import deliver_notice, remind
from khuyencong.reporting.models import Notice as Reminder
from tests.factories import make_duty, make_notice, make_project
from tests.notices.conftest import NOON, Told, prefers

SEVEN = NOON.replace(hour=7) + timedelta(days=1)


def registered(house: Told, at: datetime = NOON) -> None:
    """Let a đề án be registered: the head of the department must conclude on it."""
    project = make_project(house.cast.centre_officer, house.cast.department)
    house.happens("project.register", f"project:{project.id}", house.cast.department.id, at=at)


def test_what_happened_in_a_day_leaves_in_one_mail_at_seven(house: Told) -> None:
    for hour in range(3):
        registered(house, NOON + timedelta(hours=hour))
        house.work(NOON + timedelta(hours=hour))
    house.work(SEVEN - timedelta(minutes=2), minutes=2)
    assert mail.outbox == []
    house.work(SEVEN, minutes=5)
    (letter,) = mail.outbox
    assert letter.to == ["head@example.vn"]
    assert letter.subject == "Khuyến Công: 3 thông báo, 3 việc phải làm"
    assert letter.body.count("chờ thẩm định cấp cơ sở") == 3
    assert "VIỆC PHẢI LÀM" in letter.body and "ĐỂ BIẾT" not in letter.body


def test_at_once_is_at_once_and_after_quiet_hours(house: Told) -> None:
    prefers(house.cast.head, Kind.PROJECT, Way.MAIL, When.AT_ONCE)
    registered(house)
    house.work()
    assert len(mail.outbox) == 1
    night = NOON.replace(hour=23)
    registered(house, night)
    house.work(night, minutes=3)
    assert len(mail.outbox) == 1
    house.work(NOON.replace(hour=6, minute=30) + timedelta(days=1))
    assert len(mail.outbox) == 2
    assert mail.outbox[1].subject == "Khuyến Công: một thông báo mới"


def test_a_mail_tells_what_sort_of_thing_and_a_link_and_nobody(house: Told) -> None:
    registered(house)
    house.work(NOON)
    house.work(SEVEN)
    text = mail.outbox[0].subject + mail.outbox[0].body
    project = Notice.objects.get().about
    named = ("Người Mẫu", "owner", house.cast.owner.full_name, project.partition(":")[2])
    assert [one for one in named if one in text] == []
    links = re.findall(r"https?://\S+", text)
    assert links == [
        f"https://khuyencong.example.vn/desk/thong-bao/{Notice.objects.get().id}/",
        "https://khuyencong.example.vn/desk/thong-bao/",
    ]


def test_the_message_id_is_that_of_the_outbox(house: Told) -> None:
    registered(house)
    house.work(NOON)
    house.work(SEVEN)
    sent = OutboxMessage.objects.get(kind="notices.letter")
    assert mail.outbox[0].extra_headers["Message-ID"] == f"<{sent.id}@khuyencong>"


def test_a_gateway_that_is_down_holds_messages_and_the_page_says_so(
    house: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = house.cast.head
    prefers(head, Kind.PROJECT, Way.MAIL, When.NEVER)
    prefers(head, Kind.PROJECT, Way.SMS, When.AT_ONCE)
    Address.objects.create(user=head, way=Way.SMS, value="0900000000")
    folder = house.folder / "sms"
    folder.write_text(
        "hỏng", encoding="utf-8"
    )  # where the folder should be: nothing can be written
    registered(house)
    house.work()
    (row,) = told(head, inbox(head))
    assert [one.way for one in row.unsent] == ["sms"] and house.files() == []
    folder.unlink()
    house.work(NOON + timedelta(hours=1))
    (row,) = told(head, inbox(head))
    assert row.unsent == []
    (file,) = house.files()
    assert file["to"] == "0900000000" and "Có đề án mới đăng ký" in file["text"]


def test_who_left_before_it_leaves_gets_nothing(house: Told) -> None:
    registered(house)
    house.work(NOON)
    Membership.objects.filter(user=house.cast.head).delete()
    house.work(SEVEN)
    assert mail.outbox == []
    assert Letter.objects.get().dropped == "no_right"


@pytest.mark.parametrize("told", ["", "chua-xac-nhan@example.vn"])
def test_without_an_address_nothing_leaves_and_nothing_waits(house: Told, told: str) -> None:
    """Nor does anything to an address whose owner has not said that it is his."""
    house.cast.head.email, house.cast.head.email_confirmed_at = told, None
    house.cast.head.save()
    registered(house)
    house.work(NOON)
    house.work(SEVEN, minutes=3)
    assert mail.outbox == [] and Letter.objects.get().dropped == "no_address"
    assert unread_count(house.cast.head) == 1, "inside the application it stands"


def test_a_letter_delivered_again_is_not_sent_again(house: Told) -> None:
    registered(house)
    house.work(NOON)
    house.work(SEVEN)
    letter = Letter.objects.get()
    deliver_letter(letter.id, letter.id, SEVEN)
    assert len(mail.outbox) == 1


def test_a_worker_that_dies_while_sending_sends_the_same_message_again(
    house: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail went, the note of it did not: it goes again under the same Message-ID."""
    registered(house)
    house.work(NOON)
    sending = gateways.Mail.send

    def dies(self: Any, *given: Any) -> None:
        sending(self, *given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(gateways.Mail, "send", dies)
        house.work(SEVEN)
    house.work(SEVEN + timedelta(minutes=6))
    ids = [letter.extra_headers["Message-ID"] for letter in mail.outbox]
    assert len(ids) == 2 and len(set(ids)) == 1


def test_a_reminder_of_the_calendar_is_told_once(house: Told) -> None:
    cast = house.cast
    duty = make_duty(cast.department, cast.agency, due_on=NOON.date() + timedelta(days=7))
    duty.regime.reminders = [-7]
    duty.regime.save()
    remind(NOON)
    deliver_notice(Reminder.objects.get().id, NOON)
    house.work(minutes=3)
    rows = Notice.objects.filter(act="reporting.due")
    assert len({row.user_id for row in rows}) == len(rows) > 0
    assert {row.event for row in rows} == {Reminder.objects.get().id}
    remind(NOON + timedelta(minutes=5))
    house.work(NOON + timedelta(minutes=5), minutes=3)
    assert Notice.objects.filter(act="reporting.due").count() == len(rows)


@pytest.mark.parametrize(
    "change",
    [{"kind": "viec-la"}, {"weight": "viec"}, {"right": ""}, {"because": "maker"}],
)
def test_what_must_never_be_false_is_held_by_the_database(
    house: Told, change: dict[str, str]
) -> None:
    row = make_notice(house.cast.head, house.cast.department)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(id=row.id).update(**change)


def test_an_event_is_told_once_and_a_way_taken_once(house: Told) -> None:
    row = make_notice(house.cast.head, house.cast.department)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_notice(house.cast.head, house.cast.department, event=row.event)
    Delivery.objects.create(notice=row, way=Way.MAIL, due_at=NOON, recorded_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(notice=row, way=Way.MAIL, due_at=NOON, recorded_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.create(
            user=house.cast.head, way=Way.MAIL, created_at=NOON, sent_at=NOON, dropped="no_right"
        )
    assert outbox.given_up().count() == 0
