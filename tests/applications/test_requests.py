"""Requests: saved as typed, sent, received under a number without gaps, returned, ended."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.actions import ChangedMeanwhile
from khuyencong.applications.models import (
    ReceiptCounter,
    Request,
    RequestStep,
    RequestVersion,
)
from khuyencong.applications.states import EDITABLE, STEPS, NeedState, S
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.law.models import Parameter
from khuyencong.registry.actions.establishments import SupportTold, record_support
from khuyencong.registry.models import Establishment, Organisation
from khuyencong.registry.states import SupportProgramme
from tests.cast import Cast, make_cast
from tests.factories import (
    ANSWERS,
    make_establishment,
    make_law,
    make_need,
    make_paper,
    make_request,
    make_user,
)
from tests.threads import raised, together

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
Act = Callable[..., Request]


def acts(by: User, request: Request) -> dict[str, Callable[[], Request]]:
    """Return every step as somebody would take it."""
    whole = {"by": by, "request": request, "at": AT}
    return {
        "send": lambda: actions.send(seen=request.stamp, **whole),
        "receive": lambda: actions.receive(**whole),
        "return": lambda: actions.return_for_more(reason="Thiếu", missing=["cost"], **whole),
        "accept": lambda: actions.accept(**whole),
        "refuse": lambda: actions.refuse(reason="Không đủ", clause="Điều 1", **whole),
        "withdraw": lambda: actions.withdraw(reason="Không làm nữa", **whole),
        "take": lambda: actions.take_into_project(project_id=new_id(), **whole),
        "give_back": lambda: actions.give_back(reason="Nhầm đề án", **whole),
    }


# --- the table -----------------------------------------------------------------------------------


def test_every_state_is_reached_and_every_step_has_an_act(cast: Cast) -> None:
    assert STEPS.reachable() == {str(state) for state in S}
    assert {step.name for step in STEPS} == set(acts(cast.owner, Request()))
    assert STEPS.diagram().startswith("stateDiagram-v2\n    [*] --> draft")


#: Who may take which step in the own province; whoever is not here takes none.
TAKES = {
    "CENTRE_OFFICER": {"send", "receive", "return", "accept", "refuse", "withdraw", "take",
                       "give_back"},
    "CENTRE_HEAD": {"send", "receive", "return", "accept", "refuse", "withdraw", "take",
                    "give_back"},
}  # fmt: skip
ROLES = [*TAKES, "CENTRE_ACCOUNTANT", "DEPT_OFFICER", "DEPT_HEAD", "PROVINCE_CHAIR",
         "COMMUNE_OFFICER", "COLLABORATOR", "AGENCY_HEAD", "AUDITOR", "ADMIN"]  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_a_step_is_open_to_whom_the_table_names_and_in_no_other_province(
    cast: Cast, role: str
) -> None:
    """Own body, the centre under it, another centre under it, another province."""
    sibling = Organisation.objects.create(
        key="trung-tam-hai", kind="centre", name="Trung tâm hai", parent=cast.department
    )
    homes = {"own": cast.department, "centre": cast.centre, "sibling": sibling}
    people = {name: make_user(role, home) for name, home in homes.items()}
    people["foreign"] = make_user(role, cast.other_department)
    for (whose, person), state in product(people.items(), S):
        request = Request(custodian=cast.department, state=state)
        wanted = TAKES.get(role, set()) if whose != "foreign" else set()
        in_state = {step.name for step in STEPS.open_in(state)}
        assert set(rules.open_steps(person, request)) == wanted & in_state, (whose, state)
        may = bool(wanted) and state in EDITABLE
        assert rules.may_prepare(person, request) is may


def test_a_step_out_of_order_is_refused_and_leaves_nothing(
    officer: User, establishment: Establishment
) -> None:
    for state in (S.DRAFT, S.SENT, S.RECEIVED, S.RETURNED, S.ACCEPTED):
        request = make_request(officer, establishment, state)
        before = RequestStep.objects.count(), JournalEntry.objects.count()
        for name, act in acts(officer, request).items():
            if state not in STEPS[name].sources:
                with pytest.raises(Refused, match="Không thể"):
                    act()
        assert (RequestStep.objects.count(), JournalEntry.objects.count()) == before
        assert Request.objects.get(id=request.id).state == state


def test_who_may_not_is_refused(cast: Cast, officer: User, establishment: Establishment) -> None:
    request = make_request(officer, establishment)
    foreign = make_user("CENTRE_HEAD", cast.other_department)
    for person in (cast.owner, cast.head, foreign, cast.commune, cast.auditor, cast.agency_officer):
        for act in acts(person, request).values():
            with pytest.raises(Refused, match="không có quyền"):
                act()
        with pytest.raises(Refused):
            save(person, request)
        with pytest.raises(Refused):
            actions.start_request(by=person, establishment=establishment, at=AT)
    assert Request.objects.get().state == S.DRAFT


def test_whose_requests_a_person_sees(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    make_request(officer, establishment)
    for reader in (officer, cast.owner, cast.head, cast.chair, cast.auditor, cast.agency_officer):
        assert queries.requests_visible_to(reader).count() == 1
    for nobody in (cast.stranger, cast.commune, cast.establishment, cast.admin, cast.former, None):
        assert not queries.requests_visible_to(nobody).exists()


# --- answers -------------------------------------------------------------------------------------


def save(by: User, request: Request, **answers: object) -> Request:
    """Save over what stands in the database now."""
    return actions.save_answers(
        by=by, request=request, seen=request.stamp, answers=answers or {"what": "Máy"}, at=AT
    )


def test_an_open_draft_keeps_what_was_typed_and_could_not_be_read(
    officer: User, establishment: Establishment
) -> None:
    request = actions.start_request(by=officer, establishment=establishment, at=AT)
    typed = {"cost": "khoảng 400 gì đó", "year": "2027\0"}
    request = actions.save_answers(
        by=officer,
        request=request,
        seen=request.stamp,
        answers={"what": "  Máy\u200b cưa "},
        typed=typed,
        at=AT,
    )
    request.refresh_from_db()
    assert request.what == "Máy cưa"
    assert request.typed == {"cost": "khoảng 400 gì đó", "year": "2027"}
    assert {"cost", "year"} <= set(rules.missing_answers(request))
    request = save(officer, request, cost=400_000_000)
    assert request.typed == {"year": "2027"}


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"what": "x" * 10_000}, "tối đa 300"),
        ({"over_reason": "x" * 501}, "tối đa 500"),
        ({"what": "a\0b"}, "NUL"),
        ({"item": "gold"}, "danh mục"),
        ({"item": "all"}, "danh mục"),
        ({"source": "foreign"}, "danh mục"),
        ({"trade": "magic"}, "danh mục"),
        ({"year": 1800}, "không hợp lệ"),
        ({"cost": 0}, "từ 1 đồng"),
        ({"asked": -1}, "từ 1 đồng"),
        ({"cost": 2**63}, "quá lớn"),
        ({"cost": 100, "asked": 101}, "lớn hơn tổng chi phí"),
        ({"begins_on": date(2027, 5, 2), "ends_on": date(2027, 5, 1)}, "Ngày xong"),
    ],
)
def test_answers_that_cannot_be_are_refused_and_nothing_is_saved(
    officer: User, establishment: Establishment, answers: dict[str, object], says: str
) -> None:
    request = make_request(officer, establishment)
    with pytest.raises(Refused, match=says):
        save(officer, request, **answers)
    assert rules.said_of(Request.objects.get()) == rules.said_of(request)


def test_two_officers_who_save_one_draft_lose_nothing(
    officer: User, establishment: Establishment
) -> None:
    request = make_request(officer, establishment)
    mine = Request.objects.get(id=request.id)
    saved = save(officer, request, what="Máy của người thứ nhất")
    with pytest.raises(ChangedMeanwhile, match="Chưa ghi gì"):
        save(officer, mine, what="Máy của người thứ hai")
    with pytest.raises(ChangedMeanwhile):
        actions.send(by=officer, request=mine, seen=mine.stamp, at=AT)
    assert Request.objects.get().what == "Máy của người thứ nhất"
    assert save(officer, saved, what="Máy chung").what == "Máy chung"


def test_saving_the_same_again_is_no_change(officer: User, establishment: Establishment) -> None:
    request = make_request(officer, establishment)
    entries = JournalEntry.objects.count()
    assert save(officer, request, what=request.what).stamp == request.stamp
    assert JournalEntry.objects.count() == entries


def test_what_is_unknown_is_no_answer(officer: User, establishment: Establishment) -> None:
    with pytest.raises(KeyError):
        save(officer, make_request(officer, establishment), state="accepted")


# --- sent, returned, sent again ------------------------------------------------------------------


def test_what_is_missing_keeps_it_from_being_sent(
    officer: User, establishment: Establishment
) -> None:
    request = actions.start_request(by=officer, establishment=establishment, at=AT)
    with pytest.raises(Refused, match=r"Còn thiếu.*ngành nghề.*hạng mục"):
        actions.send(by=officer, request=request, seen=request.stamp, at=AT)
    assert not RequestVersion.objects.exists()


def test_a_returned_request_keeps_its_answers_says_what_to_mend_and_keeps_its_number(
    officer: User, establishment: Establishment
) -> None:
    request = make_request(officer, establishment, S.RECEIVED)
    number = request.receipt
    request = actions.return_for_more(
        by=officer,
        request=request,
        reason="Báo giá đã quá hạn",
        missing=["cost", "nothing", "cost"],
        at=AT,
    )
    assert rules.said_of(request) == rules.said_of(make_request(officer, establishment))
    assert request.steps.get(name="return").missing == ["cost"]
    view = queries.request_view(request, date(2026, 11, 24))
    assert view.returned and view.returned.reason == "Báo giá đã quá hạn"
    request = save(officer, request, cost=480_000_000)
    request = actions.send(by=officer, request=request, seen=request.stamp, at=AT)
    request = actions.receive(by=officer, request=request, at=AT)
    assert request.receipt == number
    told = queries.request_view(request, date(2026, 11, 24)).history
    assert [one.step.name for one in told] == ["receive", "send", "return", "receive", "send"]
    assert [(c.label, c.before, c.after) for c in told[1].changes] == [
        ("Tổng chi phí", "500.000.000 đồng", "480.000.000 đồng")
    ]
    assert [version.number for version in request.versions.order_by("number")] == [1, 2]


@pytest.mark.parametrize("name", ["return", "refuse", "withdraw"])
def test_a_step_that_ends_or_turns_back_needs_a_word(
    officer: User, establishment: Establishment, name: str
) -> None:
    request = make_request(officer, establishment, S.RECEIVED)
    whole = {"by": officer, "request": request, "reason": "  ", "at": AT}
    act = {
        "return": lambda: actions.return_for_more(missing=[], **whole),
        "refuse": lambda: actions.refuse(clause="Điều 1", **whole),
        "withdraw": lambda: actions.withdraw(**whole),
    }[name]
    with pytest.raises(Refused, match="Chưa ghi lý do"):
        act()


def test_nobody_is_refused_without_a_clause(officer: User, establishment: Establishment) -> None:
    request = make_request(officer, establishment, S.RECEIVED)
    with pytest.raises(Refused, match="Chưa ghi căn cứ"):
        actions.refuse(by=officer, request=request, reason="Không", clause="", at=AT)


# --- the law -------------------------------------------------------------------------------------


def test_above_a_verified_ceiling_nothing_is_sent(
    officer: User, establishment: Establishment
) -> None:
    """The law of the test: 50 % of the cost, at most 300.000.000 đồng."""
    request = make_request(officer, establishment, asked=250_000_000)
    over = make_request(officer, establishment, asked=250_000_000)
    over = save(officer, over, asked=250_000_001, over_reason="Máy đắt")
    assert queries.judge(request, date(2026, 11, 24)).stops_sending == []
    with pytest.raises(Refused, match="vượt mức cao nhất 1 đồng"):
        actions.send(by=officer, request=over, seen=over.stamp, at=AT)


def test_above_an_unverified_ceiling_a_written_reason_is_due(
    officer: User, establishment: Establishment
) -> None:
    Parameter.objects.update(verified=False)
    request = make_request(officer, establishment, asked=200_000_000)
    request = save(officer, request, asked=300_000_000)
    with pytest.raises(Refused, match="chưa kiểm chứng"):
        actions.send(by=officer, request=request, seen=request.stamp, at=AT)
    request = save(officer, request, over_reason="Mức mới theo dự thảo")
    judgement = queries.judge(request, date(2026, 11, 24))
    assert judgement.is_doubtful and judgement.needs_word
    assert actions.send(by=officer, request=request, seen=request.stamp, at=AT).state == S.SENT


def test_what_the_law_shuts_for_sure_is_not_found_eligible(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    listing = Parameter.objects.get()
    listing.pk, listing.code, listing.kind, listing.subject = new_id(), "dm", "listing", "trade"
    listing.slot, listing.source, listing.percent, listing.amount = "dm", "", None, None
    listing.answer = "whole"
    listing.save(force_insert=True)
    request = make_request(officer, establishment, S.RECEIVED)
    make_paper(officer, request)
    with pytest.raises(Refused, match="Ngành nghề"):
        actions.accept(by=officer, request=request, at=AT)


def test_a_second_support_of_the_same_thing_stops_it_until_somebody_lets_it_pass(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    said = SupportTold(
        establishment=establishment,
        programme=SupportProgramme.OCOP,
        item="Máy cưa CNC",
        year=2024,
    )
    record_support(by=cast.owner, told=said, at=AT)
    request = make_request(officer, establishment, S.RECEIVED)
    make_paper(officer, request)
    with pytest.raises(Refused, match="OCOP"):
        actions.accept(by=officer, request=request, at=AT)
    refused = actions.refuse(
        by=officer, request=request, reason="Đã có OCOP", clause="Điều 5", at=AT
    )
    assert refused.state == S.REFUSED


def test_a_verified_paper_is_due_before_it_is_found_eligible(
    officer: User, establishment: Establishment
) -> None:
    actions.load_papers()
    request = make_request(officer, establishment, S.RECEIVED)
    with pytest.raises(Refused, match="Còn thiếu giấy tờ: Văn bản đề nghị"):
        actions.accept(by=officer, request=request, at=AT)
    make_paper(officer, request)
    assert actions.accept(by=officer, request=request, at=AT).state == S.ACCEPTED


# --- into a đề án --------------------------------------------------------------------------------


def test_an_accepted_request_goes_into_a_project_and_out_again(
    cast: Cast, officer: User, establishment: Establishment
) -> None:
    need = make_need(officer, establishment)
    request = actions.request_from_need(by=officer, need=need, at=AT)
    request = save(officer, request, **ANSWERS)
    for act in ("send", "receive"):
        request = acts(officer, request)[act]()
    make_paper(officer, request)
    request = actions.accept(by=officer, request=request, at=AT)
    assert list(queries.accepted_requests(officer)) == [request]
    for nobody in (cast.owner, cast.stranger, cast.auditor, cast.commune):
        assert not queries.accepted_requests(nobody).exists()
    project = new_id()
    take = {"by": officer, "request": request, "at": AT}
    taken = actions.take_into_project(project_id=project, **take)
    assert taken.state == S.IN_PROJECT
    assert actions.take_into_project(project_id=project, **take) == taken
    with pytest.raises(Refused):
        actions.take_into_project(project_id=new_id(), **take)
    assert list(queries.requests_in(project)) == [request]
    actions.meet_need(by=officer, request=taken, at=AT)
    need.refresh_from_db()
    assert need.state == NeedState.MET
    given = actions.give_back(by=officer, request=taken, reason="Đề án rút bớt", at=AT)
    assert (given.state, given.project_id) == (S.ACCEPTED, None)
    need.refresh_from_db()
    assert need.state == NeedState.REQUESTED


# --- numbers -------------------------------------------------------------------------------------


def test_numbers_begin_anew_with_the_year_of_vietnam(
    officer: User, establishment: Establishment
) -> None:
    eve = datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC)
    new_year = datetime(2026, 12, 31, 17, tzinfo=UTC)
    sent = [make_request(officer, establishment, S.SENT) for _ in range(3)]
    for request, at in zip(sent, (eve, eve, new_year), strict=True):
        actions.receive(by=officer, request=request, at=at)
    given = Request.objects.order_by("receipt_year", "receipt_number")
    assert [one.receipt for one in given] == ["01/2026", "02/2026", "01/2027"]
    assert len({one.receipt_code for one in given}) == 3
    assert list(queries.receipt_faults()) == []
    ReceiptCounter.objects.filter(year=2026).update(last=5)
    assert len(list(queries.receipt_faults())) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_receipt_numbers_have_no_gap_when_all_come_at_once() -> None:
    people = make_cast()
    officer = make_user("CENTRE_OFFICER", people.centre)
    make_law(people.agency_officer)
    one = make_establishment(people.owner, people.department)
    sent = [make_request(officer, one, S.SENT) for _ in range(8)]
    # Each is received by two at once: the second finds it received, and takes no number.
    outcomes = together(
        16, lambda n: actions.receive(by=officer, request=sent[n // 2], at=AT).receipt_number
    )
    refused = raised(outcomes)
    assert len(refused) == 8
    assert {type(error) for error in refused} == {Refused}
    numbers = Request.objects.values_list("receipt_number", flat=True)
    assert sorted(numbers) == list(range(1, 9))
    assert list(queries.receipt_faults()) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_a_request_at_once_one_does() -> None:
    people = make_cast()
    officer = make_user("CENTRE_OFFICER", people.centre)
    make_law(people.agency_officer)
    one = make_establishment(people.owner, people.department)
    for _ in range(5):
        request = make_request(officer, one, S.RECEIVED)
        ways = [acts(officer, request)["refuse"], acts(officer, request)["withdraw"]]
        outcomes = together(2, lambda n, ways=ways: ways[n]())
        assert len(raised(outcomes)) == 1
        assert request.steps.filter(name__in=["refuse", "withdraw"]).count() == 1


def test_what_fails_last_leaves_nothing(
    officer: User, establishment: Establishment, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = make_request(officer, establishment, S.SENT)

    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("khuyencong.core.journal.record", broken)
    with pytest.raises(RuntimeError):
        actions.receive(by=officer, request=request, at=AT)
    assert Request.objects.get().state == S.SENT
    assert not ReceiptCounter.objects.exists()
    assert RequestStep.objects.count() == 1


# --- the rest ------------------------------------------------------------------------------------


def test_a_page_and_a_list_ask_as_much_for_thirty_as_for_one(
    officer: User, establishment: Establishment
) -> None:
    def asked() -> int:
        visible = queries.requests_visible_to(officer)
        with CaptureQueriesContext(connection) as made:
            for request in queries.listed_requests(visible):
                assert str(request.establishment)
            one = queries.with_kin(visible).order_by("recorded_at", "id").first()
            assert one is not None
            queries.request_view(one, date(2026, 11, 24))
        return len(made)

    make_request(officer, establishment, S.RECEIVED)
    few = asked()
    for _ in range(29):
        make_request(officer, establishment, S.SENT)
    assert asked() == few


amounts = st.one_of(st.none(), st.integers(1, 10**15))


@given(amounts, amounts)
def test_the_counterpart_is_the_rest(cost: int | None, asked: int | None) -> None:
    request = Request(cost=cost, asked=asked)
    if cost is None or asked is None:
        assert request.counterpart is None
    else:
        assert request.counterpart is not None
        assert request.counterpart + asked == cost


BREACHES: dict[str, tuple[str, dict[str, object]]] = {
    "request_state_known": ("draft", {"state": "lost"}),
    "request_whole_once_it_left": ("sent", {"item": ""}),
    "request_money_makes_sense": ("draft", {"asked": 600_000_000}),
    "request_ends_after_it_begins": ("draft", {"ends_on": date(2020, 1, 1)}),
    "request_receipt_whole": ("received", {"receipt_code": ""}),
    "request_received_with_a_receipt": ("sent", {"state": "received"}),
    "request_in_a_project_or_not": ("draft", {"project_id": new_id()}),
    "request_helped_by_somebody": ("draft", {"helper": new_id()}),
}


@pytest.mark.parametrize("name", BREACHES)
def test_the_database_refuses_what_cannot_be(
    officer: User, establishment: Establishment, name: str
) -> None:
    state, change = BREACHES[name]
    request = make_request(officer, establishment, state)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Request.objects.filter(id=request.id).update(**change)


def test_the_database_keeps_what_stands_once(officer: User, establishment: Establishment) -> None:
    named = {constraint.name for constraint in Request._meta.constraints}
    assert named == {*BREACHES, "request_receipt_once", "request_code_once",
                     "request_one_lives_of_a_need"}  # fmt: skip
    first, second = (make_request(officer, establishment, S.RECEIVED) for _ in range(2))
    for change in (
        {"receipt_number": first.receipt_number},
        {"receipt_code": first.receipt_code},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Request.objects.filter(id=second.id).update(**change)
    need = make_need(officer, establishment)
    actions.request_from_need(by=officer, need=need, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(id=second.id).update(need=need)
    version = first.versions.get()
    step = first.steps.get(name="receive")
    for row, change in (
        (version, {"number": 0}),
        (step, {"before": "lost"}),
        (step, {"name": "return"}),
        (step, {"name": "refuse", "reason": "x"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
    version.id = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReceiptCounter.objects.create(body=first.custodian, year=2026)
