"""A registration tells three parts and lists đề án; it is sent once, whole."""

from datetime import date

import pytest

from khuyencong.core.refusal import Refused
from khuyencong.plans import actions
from khuyencong.plans.actions import Account
from khuyencong.plans.models import Registration
from khuyencong.plans.queries import registrations_visible_to
from khuyencong.plans.queries.registrations import last_day, list_of, sums_of
from khuyencong.projects.models import Project
from tests.plans.made import AT, MILLION, YEAR, Crew, appraised

WHOLE = Account(last_year="Đã làm 12 đề án.", this_year="Đang làm.", next_year="Sẽ làm.")


def opened(crew: Crew) -> Registration:
    return actions.open_registration(
        by=crew.officer,
        registrar=crew.cast.department,
        owner=crew.cast.department,
        year=YEAR,
        at=AT,
    )


def told(crew: Crew, row: Registration, projects: list[Project]) -> Registration:
    return actions.tell_registration(
        by=crew.officer, registration=row, account=WHOLE, projects=projects, at=AT
    )


def test_it_begins_with_what_was_registered_for_its_year(crew: Crew) -> None:
    mine = appraised(crew, "Máy sấy", 20)
    appraised(crew, "Năm sau", 20, of_year=YEAR + 1, first_year=YEAR + 1, last_year=YEAR + 1)
    row = opened(crew)
    assert [one.project for one in row.rows.all()] == [mine]
    assert opened(crew) == row
    shown = list_of(row)
    assert [(r.number, r.total, r.national, r.local, r.other) for r in shown] == [
        (1, 40 * MILLION, 0, 20 * MILLION, 20 * MILLION)
    ]
    assert shown[0].beneficiaries == "chưa xác định"
    total = sums_of(shown)
    assert total is not None
    assert total.national + total.local + total.other == total.total == 40 * MILLION
    assert sums_of([]) is None


def test_it_is_sent_whole_and_once(crew: Crew) -> None:
    project = appraised(crew, "Máy sấy", 20)
    row = opened(crew)
    send = {"by": crew.head, "letter": "45/SCT", "at": AT}
    with pytest.raises(Refused, match="kết quả năm trước, tình hình năm nay, mục tiêu"):
        actions.send_registration(registration=row, **send)
    row = told(crew, row, [])
    with pytest.raises(Refused, match="Danh mục chưa có đề án nào"):
        actions.send_registration(registration=row, **send)
    row = told(crew, row, [project])
    with pytest.raises(Refused, match="Ghi số"):
        actions.send_registration(registration=row, **(send | {"letter": " "}))
    with pytest.raises(Refused, match="không có quyền gửi"):
        actions.send_registration(registration=row, **(send | {"by": crew.officer}))
    row = actions.send_registration(registration=row, **send)
    assert (row.sent_by, row.letter) == (crew.head.id, "45/SCT")
    with pytest.raises(Refused, match="đã gửi"):
        told(crew, row, [project])


def test_a_foreign_project_and_a_stale_page_are_refused(crew: Crew) -> None:
    row = opened(crew)
    later = appraised(crew, "X", 1, of_year=YEAR + 1, first_year=YEAR + 1, last_year=YEAR + 1)
    with pytest.raises(Refused, match="“X” không thuộc đăng ký này"):
        told(crew, row, [later])
    told(crew, row, [])
    with pytest.raises(Refused, match="vừa được người khác sửa"):
        actions.tell_registration(
            by=crew.officer, registration=row, account=WHOLE, projects=[], at=AT, seen=1
        )


@pytest.mark.parametrize("text", ["a" * 10_001, "a\0b"])
def test_words_that_cannot_be_kept_are_refused(crew: Crew, text: str) -> None:
    with pytest.raises(Refused, match="Kết quả năm trước: quá"):
        actions.tell_registration(
            by=crew.officer,
            registration=opened(crew),
            account=Account(last_year=text),
            projects=[],
            at=AT,
        )


@pytest.mark.parametrize("person", ["head", "chair", "drafter"])
def test_who_may_not_prepare_does_not_register(crew: Crew, person: str) -> None:
    row = opened(crew)
    with pytest.raises(Refused, match="không có quyền lập"):
        actions.tell_registration(
            by=getattr(crew, person), registration=row, account=WHOLE, projects=[], at=AT
        )


def test_who_receives_it_sees_it_once_it_was_sent(crew: Crew) -> None:
    row = actions.open_registration(
        by=crew.officer,
        registrar=crew.cast.department,
        owner=crew.cast.other_department,
        year=YEAR,
        at=AT,
    )
    assert row in registrations_visible_to(crew.officer)
    assert row not in registrations_visible_to(crew.cast.stranger)
    Registration.objects.update(
        sent_at=AT, sent_by=crew.head.id, letter="1", last_year="a", this_year="b", next_year="c"
    )
    assert row in registrations_visible_to(crew.cast.stranger)


def test_a_local_one_has_no_last_day(crew: Crew) -> None:
    assert last_day(opened(crew), date(2026, 11, 23)) is None
