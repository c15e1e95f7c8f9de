"""A report is sent, given back, sent again, accepted; by whom, and what its history says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from khuyencong.core.clock import today
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.actions import succeed
from khuyencong.registry.models import Organisation
from khuyencong.reporting import actions
from khuyencong.reporting.actions import ChangedMeanwhile, Sent
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.queries import duties_visible_to, duty_page, listed, views
from khuyencong.reporting.states import DutyState, Outcome
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import year
from tests.cast import Cast
from tests.factories import make_duty, make_user
from tests.reporting.conftest import AT, PAPER, act, send

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=10)


def one(duty: Duty, on: date = date(2027, 1, 15)):  # type: ignore[no-untyped-def]
    (view,) = views(listed(Duty.objects.filter(id=duty.id)), on)
    return view


def test_sent_given_back_sent_again_accepted(cast: Cast, duty: Duty) -> None:
    send(cast.owner, duty)
    act("give_back", cast.agency_officer, duty, reason="Thiếu phụ lục 2")
    assert duty.refresh_from_db() is None
    assert duty.state == DutyState.RETURNED
    send(cast.owner, duty, LATER, Sent(paper="140/BC-SCT", paper_day=date(2026, 12, 28)))
    done = act("accept", cast.agency_officer, duty, LATER)
    assert done.state == DutyState.ACCEPTED
    told = Submission.objects.values_list("ordinal", "paper", "answer", "reason")
    assert list(told) == [
        (1, "123/BC-SCT", "returned", "Thiếu phụ lục 2"),
        (2, "140/BC-SCT", "accepted", ""),
    ]
    sendings = Submission.objects.order_by("ordinal").values_list("id", flat=True)
    steps = DutyAct.objects.order_by("at", "id").values_list("step", "submission")
    assert list(steps) == [("open", None), ("return", sendings[0]), ("accept", sendings[1])]
    acts = JournalEntry.objects.filter(about=f"duty:{duty.id}").order_by("seq")
    assert [(e.act, e.custodian) for e in acts] == [
        ("reporting.send", cast.department.id),
        ("reporting.return", cast.agency.id),
        ("reporting.send", cast.department.id),
        ("reporting.accept", cast.agency.id),
    ]


def test_the_last_evening_in_ha_noi_is_in_time(cast: Cast, duty: Duty) -> None:
    """16:30 UTC on 20 December is 23:30 in Vietnam; an hour later is the day after."""
    send(cast.owner, duty, datetime(2026, 12, 20, 16, 30, tzinfo=UTC))
    assert one(duty).verdict.outcome == Outcome.IN_TIME
    other = make_duty(cast.other_department, cast.agency)
    send(cast.stranger, other, datetime(2026, 12, 20, 17, 30, tzinfo=UTC))
    verdict = one(other).verdict
    assert (verdict.outcome, verdict.late) == (Outcome.LATE, 1)


def test_the_receiver_may_say_that_the_paper_came_before(cast: Cast, duty: Duty) -> None:
    send(cast.owner, duty, AT + timedelta(days=5))
    assert one(duty).verdict.late == 3
    with pytest.raises(Refused, match="không được sau ngày ghi đã gửi"):
        act("accept", cast.agency_officer, duty, LATER, arrived_on=date(2026, 12, 24))
    act("accept", cast.agency_officer, duty, LATER, arrived_on=date(2026, 12, 19))
    assert one(duty).verdict.outcome == Outcome.IN_TIME


def test_nobody_accepts_what_he_sent(cast: Cast) -> None:
    """A Sở answers for its centre: one officer notes the sending, another accepts it."""
    below = make_duty(cast.centre, cast.department)
    send(cast.owner, below)
    for name, told in (("accept", {}), ("give_back", {"reason": "x"})):
        with pytest.raises(Refused, match="không được tự tiếp nhận"):
            act(name, cast.owner, below, **told)
    assert act("accept", cast.colleague, below).state == DutyState.ACCEPTED


REFUSED = [
    ("stranger", "send"), ("chair", "send"), ("auditor", "send"), ("agency_officer", "send"),
    ("centre_officer", "send"), ("owner", "accept"), ("head", "accept"), ("stranger", "accept"),
    ("auditor", "accept"), ("chair", "accept"), ("stranger", "excuse"), ("owner", "excuse"),
    ("owner", "set_due"),
]  # fmt: skip
TOLD = {
    "send": {"sent": PAPER},
    "accept": {},
    "excuse": {"reason": "x"},
    "set_due": {"due_on": date(2027, 1, 1), "basis": "x"},
}


@pytest.mark.parametrize(("person", "name"), REFUSED, ids=lambda told: str(told))
def test_another_body_s_people_may_not(cast: Cast, duty: Duty, person: str, name: str) -> None:
    if name == "accept":
        send(cast.colleague, duty)
    before = DutyAct.objects.count()
    with pytest.raises(Refused, match="không có quyền"):
        act(name, getattr(cast, person), duty, **TOLD[name])  # type: ignore[arg-type]
    assert DutyAct.objects.count() == before


def test_the_table_of_steps_holds(cast: Cast, duty: Duty) -> None:
    with pytest.raises(Refused, match="“chưa gửi”"):
        act("accept", cast.agency_officer, duty)
    send(cast.owner, duty)
    with pytest.raises(Refused, match="“đã gửi, chờ tiếp nhận”"):
        send(cast.owner, duty)
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        act("give_back", cast.agency_officer, duty, reason=" ")
    with pytest.raises(Refused):
        act("set_due", cast.agency_officer, duty, due_on=date(2027, 1, 1), basis="x")
    assert Submission.objects.get().answer == ""


def test_an_accepted_report_that_turns_out_wrong_is_given_back(cast: Cast, duty: Duty) -> None:
    send(cast.owner, duty)
    act("accept", cast.agency_officer, duty)
    act("give_back", cast.agency_officer, duty, LATER, reason="Số liệu mục 3 sai")
    assert Submission.objects.get().answer == "returned"
    send(cast.owner, duty, LATER)
    assert [one.ordinal for one in Submission.objects.all()] == [1, 2]


def test_who_looked_at_an_older_one_is_told(cast: Cast, duty: Duty) -> None:
    with pytest.raises(ChangedMeanwhile):
        actions.send(by=cast.owner, duty=duty, seen=new_id(), sent=PAPER, at=AT)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (Sent(), "Ghi số, ký hiệu văn bản"),
        (Sent(paper="  "), "Ghi số, ký hiệu văn bản"),
        (Sent(paper="1", paper_day=date(2027, 1, 1)), "đã qua"),
        (Sent(paper="x" * 81), "tối đa 80"),
        (Sent(paper="a\0"), "NUL"),
    ],
    ids=lambda told: str(told)[:30],
)
def test_what_cannot_be_a_sending(cast: Cast, duty: Duty, sent: Sent, words: str) -> None:
    with pytest.raises(Refused, match=words):
        send(cast.owner, duty, sent=sent)
    assert not Submission.objects.exists()
    assert one(duty).duty.state == DutyState.OWED


def test_an_edition_alone_is_something(cast: Cast, duty: Duty) -> None:
    edition = new_id()
    assert send(cast.owner, duty, sent=Sent(edition=edition)).edition == edition


def test_when_the_last_write_fails_nothing_stays(
    cast: Cast, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("khuyencong.reporting.actions.noting.journal.record", fail)
    with pytest.raises(RuntimeError):
        send(cast.owner, duty)
    assert not Submission.objects.exists()
    assert not DutyAct.objects.exclude(step="open").exists()
    assert one(duty).duty.state == DutyState.OWED


# --- the day, and the excuse ---------------------------------------------------------------------


def test_an_officer_sets_the_day_that_no_rule_gives(cast: Cast) -> None:
    duty = make_duty(cast.department, cast.agency, due_on=None, due_basis="")
    assert one(duty).verdict.outcome == Outcome.UNKNOWN
    with pytest.raises(Refused, match="hoặc sau hôm nay"):
        act("set_due", cast.agency_officer, duty, due_on=date(2026, 12, 17), basis="CV 5/CV")
    with pytest.raises(Refused, match="Chưa ghi căn cứ"):
        act("set_due", cast.agency_officer, duty, due_on=date(2026, 12, 30), basis="")
    done = act("set_due", cast.agency_officer, duty, due_on=date(2026, 12, 30), basis="CV 5/CV")
    assert (done.due_on, done.due_basis) == (date(2026, 12, 30), "CV 5/CV")
    assert done.due_set_by == cast.agency_officer.id


def test_one_day_for_all_leaves_alone_what_was_sent(cast: Cast, duty: Duty) -> None:
    other = make_duty(cast.other_department, cast.agency)
    send(cast.owner, duty)
    told = {
        "receiver": cast.agency, "form": "year", "title": "", "period": year(2026),
        "due_on": date(2026, 12, 25), "basis": "Công văn 7", "at": AT,
    }  # fmt: skip
    with pytest.raises(Refused, match="không có quyền"):
        actions.set_due_of_all(by=cast.owner, **told)  # type: ignore[arg-type]
    assert actions.set_due_of_all(by=cast.agency_officer, **told) == 1  # type: ignore[arg-type]
    assert [one(d).duty.due_on for d in (duty, other)] == [date(2026, 12, 20), date(2026, 12, 25)]
    entry = JournalEntry.objects.get(act="reporting.set_due_of_all")
    assert entry.facts["duties"] == 1


def test_an_excused_report_is_not_owed_until_it_is_asked_for_again(cast: Cast, duty: Duty) -> None:
    act("excuse", cast.agency_officer, duty, reason="Gộp vào báo cáo của đơn vị mới")
    assert one(duty).verdict.outcome == Outcome.EXCUSED
    with pytest.raises(Refused, match="“không phải gửi”"):
        send(cast.owner, duty)
    act("ask_again", cast.agency_officer, duty, reason="Cần số riêng")
    assert send(cast.owner, duty).ordinal == 1


# --- who owes after a body ended -----------------------------------------------------------------


#: Over for who acts today as for what was sent at AT.
DAY = min(today(), day_in_vietnam(AT))


@pytest.fixture
def merged(cast: Cast, duty: Duty) -> Organisation:
    """Let the other department take over the owner's."""
    succeed(
        predecessor=cast.department,
        successor=cast.other_department,
        day=DAY,
        by=cast.agency_officer,
        at=AT,
        source="Nghị quyết mẫu",
    )
    return cast.other_department


def test_what_is_still_owed_is_owed_by_the_heir(
    cast: Cast, duty: Duty, merged: Organisation
) -> None:
    heir = make_user("DEPT_OFFICER", merged)
    assert list(duties_visible_to(heir)) == [duty]
    view = one(duty)
    assert (view.debtor, view.duty.custodian, view.is_inherited) == (merged, cast.department, True)
    assert send(heir, duty).sender == merged
    act("accept", cast.agency_officer, duty)
    page = duty_page(heir, Duty.objects.get(), date(2027, 1, 15))
    assert {told.label for told in page.history} == {
        "Vào lịch báo cáo", "Đơn vị kế thừa phải gửi", "Ghi đã gửi báo cáo", "Tiếp nhận",
    }  # fmt: skip
    (passed,) = [told.succession for told in page.history if told.succession]
    assert (passed.predecessor, passed.successor) == (cast.department, merged)


def test_the_duty_still_says_who_owed(cast: Cast, duty: Duty, merged: Organisation) -> None:
    before = one(duty, DAY - timedelta(days=1))
    assert (before.debtor, before.is_inherited) == (cast.department, False)
    with pytest.raises(Refused, match="không có quyền"):
        send(cast.chair, duty)
