"""What the people of an establishment may do with requests, table by table, and nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.actions import end_representation, let_represent
from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries, rules
from khuyencong.applications.actions.requests import MOST_DRAFTS
from khuyencong.applications.models import Paper, PaperKind, Request
from khuyencong.applications.states import EDITABLE, STEPS, S
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Establishment
from tests.cast import Cast
from tests.factories import PDF, make_establishment, make_paper, make_request, make_user
from tests.threads import raised, together

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
SHOWN = date(2026, 11, 24)


@pytest.fixture
def maker(cast: Cast, establishment: Establishment) -> User:
    """Return somebody who stands for the establishment."""
    return standing_for(cast, establishment)


def standing_for(cast: Cast, establishment: Establishment) -> User:
    user = make_user("ESTABLISHMENT_USER", cast.department)
    let_represent(user=user, establishment=establishment, at=AT)
    return user


def own(maker: User, establishment: Establishment, state: str = S.DRAFT, by: User | None = None):  # type: ignore[no-untyped-def]
    """Return a whole request that the maker wrote, brought to a state by the ordinary steps."""
    request = make_request(maker, establishment, S.SENT if state not in EDITABLE else S.DRAFT)
    if state == S.RECEIVED:
        request = actions.receive(by=by, request=request, at=AT)
    return request


#: Who may take which step of a request that its establishment wrote, in whatever state.
OF_MAKER, OF_OFFICE = {"send", "withdraw"}, {"receive", "return", "accept", "refuse", "take",
                                             "give_back"}  # fmt: skip
TAKES = {
    "maker": OF_MAKER,
    "another person of it": OF_MAKER,
    "maker of another": set(),
    "no longer for it": set(),
    "without a role yet": set(),
    "centre officer": OF_OFFICE,
    "centre officer who helps": OF_OFFICE | OF_MAKER,
    "centre officer who is of it": OF_MAKER,
    "officer of the Sở": set(),
    "other province": set(),
    "agency": set(),
    "auditor": set(),
}


@pytest.fixture
def people(cast: Cast, officer: User, establishment: Establishment, maker: User) -> dict[str, User]:
    """Return everybody of the table."""
    former = standing_for(cast, establishment)
    row = former.representations.get()
    end_representation(by=cast.owner, representation=row, at=AT)
    other = make_establishment(cast.owner, cast.department)
    both = make_user("CENTRE_OFFICER", cast.centre)
    let_represent(user=both, establishment=establishment, at=AT)
    return {
        "maker": maker,
        "another person of it": standing_for(cast, establishment),
        "maker of another": standing_for(cast, other),
        "no longer for it": User.objects.get(id=former.id),
        "without a role yet": make_user(),
        "centre officer": officer,
        "centre officer who helps": make_user("CENTRE_OFFICER", cast.centre),
        "centre officer who is of it": both,
        "officer of the Sở": cast.owner,
        "other province": make_user("CENTRE_OFFICER", cast.other_department),
        "agency": cast.agency_officer,
        "auditor": cast.auditor,
    }


@pytest.mark.parametrize("who", TAKES)
def test_the_table_of_steps_of_an_own_request(
    people: dict[str, User], establishment: Establishment, who: str
) -> None:
    helper = people["centre officer who helps"]
    for state in S:
        request = Request(
            custodian=establishment.custodian, establishment=establishment, state=state,
            by_establishment=True, helper=helper.id, helped=people["maker"].id,
        )  # fmt: skip
        in_state = {step.name for step in STEPS.open_in(state)}
        assert set(rules.open_steps(people[who], request)) == TAKES[who] & in_state, state
        may = "send" in TAKES[who] and state in EDITABLE
        assert rules.may_prepare(people[who], request) is may


def test_what_an_officer_began_the_office_and_the_establishment_both_write(
    people: dict[str, User], establishment: Establishment
) -> None:
    request = Request(custodian=establishment.custodian, establishment=establishment)
    may = {who: rules.may_prepare(person, request) for who, person in people.items()}
    assert {who for who, allowed in may.items() if allowed} == {
        "maker", "another person of it", "centre officer", "centre officer who helps",
        "centre officer who is of it",
    }  # fmt: skip


def test_whose_requests_and_papers_a_maker_sees(
    cast: Cast, people: dict[str, User], establishment: Establishment, officer: User
) -> None:
    request = make_request(officer, establishment)
    foreign = make_request(officer, make_establishment(cast.owner, cast.department))
    use = make_paper(officer, request)
    make_paper(officer, foreign)
    kind = PaperKind.objects.get(code="anh-xuong")
    # Kept about the establishment by an officer, for no request of it: not its people's to read.
    actions.keep_paper(
        by=officer, custodian=cast.department, establishment=establishment, kind=kind,
        file_name="ghi chú.pdf", data=PDF + b"note", at=AT,
    )  # fmt: skip
    for who in ("maker", "another person of it"):
        person = people[who]
        assert list(queries.requests_visible_to(person)) == [request]
        assert list(queries.papers_visible_to(person)) == [use.paper]
        offered = queries.request_view(request, SHOWN, person).papers
        assert [one.earlier for one in offered if one.earlier] == []
    for who in ("maker of another", "no longer for it", "without a role yet", "other province"):
        assert request not in queries.requests_visible_to(people[who])
        assert use.paper not in queries.papers_visible_to(people[who])
    assert Paper.objects.count() == 3


def test_a_maker_drafts_sends_supplements_and_withdraws(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment, S.RECEIVED, officer)
    assert request.by_establishment and request.drafted_by == maker.id
    request = actions.return_for_more(
        by=officer, request=request, reason="Thiếu báo giá", missing=["cost"], at=AT
    )
    told = queries.standing_of(request, SHOWN)
    assert (told.missing, told.reason, told.is_own_turn) == (
        ["Tổng chi phí"], "Thiếu báo giá", True,
    )  # fmt: skip
    request = actions.save_answers(
        by=maker, request=request, seen=request.stamp, answers={"cost": 450_000_000}, at=AT
    )
    request = actions.send(by=maker, request=request, seen=request.stamp, at=AT)
    request = actions.withdraw(by=maker, request=request, reason="Đã vay được", at=AT)
    names = [step.name for step in request.steps.order_by("at", "id")]
    assert sorted(names) == sorted(["send", "receive", "return", "send", "withdraw"])


def test_an_officer_does_not_touch_what_an_establishment_writes_itself(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment)
    for act in (
        lambda: actions.save_answers(
            by=officer, request=request, seen=request.stamp, answers={"what": "Khác"}, at=AT
        ),
        lambda: actions.send(by=officer, request=request, seen=request.stamp, at=AT),
        lambda: actions.withdraw(by=officer, request=request, reason="Thôi", at=AT),
        lambda: make_paper(officer, request),
    ):
        with pytest.raises(Refused, match="không có quyền"):
            act()
    assert not Paper.objects.exists()


def test_a_maker_begins_nothing_for_another_and_not_without_end(
    cast: Cast, maker: User, establishment: Establishment
) -> None:
    other = make_establishment(cast.owner, cast.department)
    with pytest.raises(Refused, match="không có quyền"):
        actions.start_request(by=maker, establishment=other, at=AT)
    for _ in range(MOST_DRAFTS):
        actions.start_request(by=maker, establishment=establishment, at=AT)
    with pytest.raises(Refused, match="bản nháp"):
        actions.start_request(by=maker, establishment=establishment, at=AT)


def test_every_step_is_noted_with_request_and_step_and_nothing_personal(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment, S.RECEIVED, officer)
    noted = JournalEntry.objects.filter(act__in=["request.send", "request.receive"])
    facts = [entry.facts for entry in noted.order_by("seq")]
    assert sorted(facts, key=lambda one: one["step"]) == [
        {"request": str(request.id), "step": "receive", "to": "received"},
        {"request": str(request.id), "step": "send", "to": "sent"},
    ]
    everything = " ".join(str(entry.facts) for entry in JournalEntry.objects.all())
    for word in (maker.full_name, maker.username, establishment.name, request.what):
        assert word not in everything


def test_the_list_asks_as_much_for_twenty_as_for_one(
    maker: User, establishment: Establishment
) -> None:
    def asked() -> int:
        rows = queries.listed_requests(queries.requests_visible_to(maker))
        with CaptureQueriesContext(connection) as made:
            told = queries.standings(list(rows.select_related("custodian")), SHOWN)
            assert all(str(one.request.establishment) for one in told)
        return len(made)

    own(maker, establishment, S.SENT)
    few = asked()
    for _ in range(MOST_DRAFTS - 1):
        own(maker, establishment, S.DRAFT)
    assert asked() == few


#: State → who has it, whether it is the establishment's turn, how the next step begins.
TOLD = {
    S.DRAFT: ("Cơ sở của anh/chị", "Ghi cho đủ"),
    S.SENT: ("Sở Công Thương tỉnh Mẫu", "Cơ quan xem rồi"),
    S.RECEIVED: ("Sở Công Thương tỉnh Mẫu", "Cơ quan xem cơ sở"),
    S.RETURNED: ("Cơ sở của anh/chị", "Bổ sung"),
    S.ACCEPTED: ("Sở Công Thương tỉnh Mẫu", "Trung tâm khuyến công lập"),
    S.IN_PROJECT: ("Sở Công Thương tỉnh Mẫu", "Đề án đi qua"),
    S.REFUSED: ("", "Không còn bước nào"),
    S.WITHDRAWN: ("", "Không còn bước nào"),
}


@pytest.mark.parametrize("state", S)
def test_where_a_request_stands_is_told_in_words(
    maker: User, establishment: Establishment, state: S
) -> None:
    request = own(maker, establishment)
    request.state = state
    told = queries.standing_of(request, SHOWN)
    holder, begins = TOLD[state]
    assert told.holder == holder and told.next.startswith(begins)
    assert told.office == "Sở Công Thương tỉnh Mẫu" and told.reach == []
    # The law of the test knows no day: none is promised.
    assert told.law_day is None


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_it_is_sent_once(cast: Cast) -> None:
    from tests.factories import make_law

    make_law(cast.agency_officer)
    establishment = make_establishment(cast.owner, cast.department)
    maker = standing_for(cast, establishment)
    request = own(maker, establishment)

    def sends(number: int) -> Request:
        person = User.objects.get(id=maker.id)
        mine = Request.objects.get(id=request.id)
        return actions.send(by=person, request=mine, seen=request.stamp, at=AT)

    outcomes = together(2, sends)
    assert [type(one).__name__ for one in raised(outcomes)] in (["Refused"], ["ChangedMeanwhile"])
    assert request.versions.count() == request.steps.count() == 1


@pytest.mark.parametrize(
    "typed", ["", "K7QD", "k" * 16, "K7QD-2FMB-X9TA-V3H1", "é" * 16, "\0" * 16]
)
def test_a_code_of_nobody_finds_nothing(db: None, typed: str) -> None:
    assert queries.request_with_code(typed) is None


def test_a_code_is_found_as_somebody_types_it(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment, S.RECEIVED, officer)
    bare = request.receipt_code.replace("-", "")
    for typed in (request.receipt_code, bare, bare.lower(), " ".join(bare)):
        assert queries.request_with_code(typed) == request


# --- help by voice -------------------------------------------------------------------------------


def helped(maker: User, officer: User, request: Request) -> Request:
    given = actions.ask_help(by=maker, request=request, at=AT)
    return actions.begin_help(
        by=officer, code=given.code.lower(), consent="Đồng ý qua điện thoại", at=AT
    )


def test_an_officer_types_for_the_establishment_and_the_journal_says_for_whom(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = helped(maker, officer, own(maker, establishment))
    request = actions.save_answers(
        by=officer, request=request, seen=request.stamp, answers={"what": "Máy khác"}, at=AT
    )
    saved = JournalEntry.objects.filter(act="request.saved", by=officer.id).get()
    assert saved.facts["for"] == str(maker.id)
    begun = JournalEntry.objects.get(act="request.help_begun")
    assert begun.facts == {"for": str(maker.id), "consent": "voice"}
    request = actions.send(by=officer, request=request, seen=request.stamp, at=AT)
    assert JournalEntry.objects.get(act="request.send").facts["for"] == str(maker.id)
    # Sent, nobody helps any more; given back, the officer asks again.
    request = actions.return_for_more(
        by=officer, request=request, reason="Thiếu", missing=[], at=AT
    )
    assert request.helper is None and not rules.may_prepare(officer, request)


def test_the_establishment_ends_it_when_it_likes(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = helped(maker, officer, own(maker, establishment))
    request = actions.end_help(by=maker, request=request, at=AT)
    with pytest.raises(Refused, match="không có quyền"):
        actions.save_answers(
            by=officer, request=request, seen=request.stamp, answers={"what": "Máy"}, at=AT
        )
    with pytest.raises(Refused, match="Không còn ai"):
        actions.end_help(by=maker, request=request, at=AT)


def test_a_code_is_worth_a_quarter_of_an_hour_once_and_in_its_province(
    cast: Cast, maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment)
    old = actions.ask_help(by=maker, request=request, at=AT)
    given = actions.ask_help(by=maker, request=request, at=AT)
    stranger = make_user("CENTRE_OFFICER", cast.other_department)
    told = {"consent": "Đồng ý"}
    late = AT + timedelta(minutes=15)
    for by, code, at in (
        (officer, old.code, AT),  # another was given since
        (stranger, given.code, AT),
        (cast.owner, given.code, AT),  # the Sở prepares no requests
        (maker, given.code, AT),
        (officer, given.code, late),
        (officer, "AAAAAA", AT),
    ):
        with pytest.raises(Refused, match="Mã không đúng"):
            actions.begin_help(by=by, code=code, at=at, **told)
    with pytest.raises(Refused, match="Chưa ghi"):
        actions.begin_help(by=officer, code=given.code, consent=" ", at=AT)
    actions.begin_help(by=officer, code=given.code, at=AT, **told)
    with pytest.raises(Refused, match="Mã không đúng"):
        actions.begin_help(by=officer, code=given.code, at=AT, **told)


def test_help_that_nobody_ended_ends_by_itself(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = helped(maker, officer, own(maker, establishment))
    assert actions.end_old_help(AT + timedelta(minutes=119)) == 0
    assert actions.end_old_help(AT + timedelta(hours=2)) == 1
    request.refresh_from_db()
    assert request.helper is None
    assert actions.end_old_help(AT + timedelta(hours=3)) == 0


def test_only_the_establishment_gives_a_code_and_only_for_its_own_draft(
    maker: User, officer: User, establishment: Establishment
) -> None:
    request = own(maker, establishment)
    with pytest.raises(Refused, match="người đại diện"):
        actions.ask_help(by=officer, request=request, at=AT)
    sent = actions.send(by=maker, request=request, seen=request.stamp, at=AT)
    with pytest.raises(Refused, match="không còn là bản nháp"):
        actions.ask_help(by=maker, request=sent, at=AT)
