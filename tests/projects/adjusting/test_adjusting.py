"""A change of an approved đề án: asked, confirmed, decided by whom the law names, done whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.core.refusal import Refused
from khuyencong.funds import actions as funds
from khuyencong.funds.models import Fund
from khuyencong.funds.queries import balance_of_parts, ledger_faults, left
from khuyencong.funds.rules import AdvanceBasis, Portion
from khuyencong.projects.actions import LineTold, locked, put_line, refund
from khuyencong.projects.actions import adjusting as acts
from khuyencong.projects.models import (
    Adjustment,
    Annex,
    Contract,
    ContractShare,
    Line,
    Project,
    StepTaken,
)
from khuyencong.projects.rules.changes import NextYear, Replace, Resize, SetField, Stop, Withdraw
from khuyencong.projects.states import AdjustmentState, Level, LineState, ProjectState
from khuyencong.values.vocabulary import FundingSource
from tests.cast import Cast
from tests.factories import make_commune, make_establishment, make_project, make_user, told

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)
PROVINCIAL, NATIONAL = FundingSource.PROVINCIAL, FundingSource.NATIONAL
MILLION = 1_000_000
WHY = "Cơ sở không đủ vốn đối ứng"


@dataclass
class Case:
    """A đề án under way with two lines, and who may ask, confirm and decide."""

    cast: Cast
    project: Project
    one: Line
    two: Line
    officer: User
    accountant: User
    chair: User

    def ask(self, *asks: object, by: User | None = None, reason: str = WHY) -> Adjustment:
        return acts.ask_adjustment(
            by=by or self.officer, project=self.project, asks=asks, reason=reason, at=AT
        )

    def approve(self, adjustment: Adjustment, by: User | None = None) -> Adjustment:
        return acts.approve_adjustment(by=by or self.cast.head, adjustment=adjustment, at=AT)

    def confirm(self, adjustment: Adjustment, by: User | None = None) -> Adjustment:
        return acts.confirm_adjustment(by=by or self.cast.head, adjustment=adjustment, at=AT)

    def left(self) -> int:
        return left(self.project.owner_id, FundingSource(self.project.source), 2026)


def held(line: Line) -> list[tuple[str, int, int, int, int]]:
    rows = balance_of_parts([line.id])[line.id]
    return [(r.source, r.year, r.committed, r.contracted, r.advanced) for r in rows]


@pytest.fixture
def case(cast: Cast) -> Case:
    return make_case(cast)


@pytest.fixture
def national(cast: Cast) -> Case:
    return make_case(cast, level=Level.NATIONAL, source=NATIONAL)


def make_case(cast: Cast, level: Level = Level.LOCAL, source: FundingSource = PROVINCIAL) -> Case:
    officer = make_user("CENTRE_OFFICER", cast.centre)
    owner = cast.department if level == Level.LOCAL else cast.agency
    allotter = cast.owner if level == Level.LOCAL else cast.agency_officer
    project = make_project(
        officer, cast.department, owner, level=level, source=source, ends_on=date(2026, 12, 1)
    )
    lines = []
    for number in (1, 2):
        firm = make_establishment(
            cast.owner, cast.department, told(make_commune(), f"Cơ sở Thí Dụ {number}")
        )
        line = LineTold(
            what="Máy sấy gỗ",
            year=2026,
            cost=400 * MILLION,
            support={source: 100 * MILLION},
            establishment=firm,
            item="machinery",
        )
        lines.append(put_line(by=officer, project=project, told=line, at=AT))
    funds.allot(
        by=allotter, owner=owner.id, source=source, year=2026, amount=250 * MILLION,
        paper="QĐ 01", at=AT,
    )  # fmt: skip
    portions = [Portion(line.id, source, 2026, 100 * MILLION) for line in lines]
    funds.commit(by=allotter, owner=owner.id, spender=project.id, portions=portions, at=AT)
    Line.objects.filter(project=project).update(state=LineState.CONFIRMED)
    Project.objects.filter(id=project.id).update(state=ProjectState.APPROVED)
    chair = make_user("PROVINCE_CHAIR", cast.department)
    case = Case(cast, project, *lines, officer, make_user("CENTRE_ACCOUNTANT", cast.centre), chair)
    if level == Level.NATIONAL:
        case.chair = make_user("MINISTER", cast.agency)
    return refreshed(case)


def refreshed(case: Case) -> Case:
    for row in (case.project, case.one, case.two):
        row.refresh_from_db()
    return case


def signed(case: Case) -> Contract:
    """Let the first line stand under a contract, with 40 million advanced."""
    source = FundingSource(case.project.source)
    contract = Contract.objects.create(
        project=case.project, tier="beneficiary", number="01/HĐ", signed_on=date(2026, 11, 1),
        recorded_at=AT,
    )  # fmt: skip
    ContractShare.objects.create(
        contract=contract, line=case.one, source=source, amount=100 * MILLION
    )
    portion = [Portion(case.one.id, source, 2026, 100 * MILLION)]
    funds.contract(by=case.officer, spender=case.project.id, portions=portion, at=AT)
    funds.advance(
        by=case.accountant, spender=case.project.id, paper="UNC 1", at=AT,
        portions=[Portion(case.one.id, source, 2026, 40 * MILLION)],
        basis=AdvanceBasis(percent=Fraction(50), clause="HĐ", verified=False, reason="theo HĐ"),
    )  # fmt: skip
    Line.objects.filter(id=case.one.id).update(state=LineState.ADVANCED)
    Project.objects.filter(id=case.project.id).update(state=ProjectState.CONTRACTED)
    refreshed(case)
    return contract


@pytest.fixture(autouse=True)
def ledger_is_whole(db: None) -> Iterator[None]:
    """After every test of this page the ledger is what its postings say."""
    yield
    assert list(ledger_faults()) == []


# --- who asks, who confirms, who decides --------------------------------------------------------


def test_a_lesser_change_of_a_local_plan_is_decided_by_the_department(case: Case) -> None:
    asked = case.ask(SetField("partner", "Hợp tác xã Mẫu"))
    assert (asked.authority, asked.needs_confirmation) == ("approve", False)
    assert asked.kinds == ["change_partner"]
    assert "chưa kiểm chứng" in asked.clause
    done = case.approve(asked)
    assert (done.state, done.decided_by) == (AdjustmentState.APPROVED, case.cast.head.id)
    assert refreshed(case).project.partner == "Hợp tác xã Mẫu"


def test_a_great_change_is_confirmed_by_the_department_and_decided_above(case: Case) -> None:
    asked = case.ask(Resize(str(case.one.id), 400 * MILLION, {"provincial": 120 * MILLION}))
    assert (asked.authority, asked.needs_confirmation) == ("approve_great", True)
    with pytest.raises(Refused, match="Thay đổi này do Ủy ban nhân dân tỉnh duyệt"):
        case.approve(asked)
    with pytest.raises(Refused, match="Cần Sở Công Thương xác nhận trước khi duyệt"):
        case.approve(asked, by=case.chair)
    case.confirm(asked)
    case.approve(asked, by=case.chair)
    assert held(case.one) == [("provincial", 2026, 120 * MILLION, 0, 0)]
    assert case.left() == 30 * MILLION


def test_a_national_change_goes_through_the_department_to_agency_or_minister(
    national: Case,
) -> None:
    asked = national.ask(SetField("partner", "Hợp tác xã Mẫu"))
    assert (asked.authority, asked.needs_confirmation) == ("approve", True)
    assert "Điều 11 Thông tư 36/2013/TT-BCT" in asked.clause
    agency_head = make_user("AGENCY_HEAD", national.cast.agency)
    with pytest.raises(Refused, match="Thay đổi này do Cục quản lý khuyến công duyệt"):
        national.approve(asked)
    national.confirm(asked)
    national.approve(asked, by=agency_head)
    greater = national.ask(Stop())
    with pytest.raises(Refused, match="Thay đổi này do Bộ trưởng Bộ Công Thương duyệt"):
        national.approve(greater, by=agency_head)


def test_nobody_confirms_or_decides_his_own_request(case: Case) -> None:
    both = make_user("CENTRE_OFFICER", case.cast.centre)
    make_role(both, "DEPT_HEAD", case)
    asked = case.ask(SetField("partner", "Mẫu"), by=both)
    with pytest.raises(Refused, match="nên không được tự xác nhận"):
        case.confirm(asked, by=both)
    with pytest.raises(Refused, match="nên không được tự duyệt"):
        case.approve(asked, by=both)


def make_role(user: User, role: str, case: Case) -> None:
    from tests.factories import make_membership

    make_membership(user, role, case.cast.department)


@pytest.mark.parametrize("person", ["stranger", "commune", "establishment", "auditor", "former"])
def test_others_neither_ask_nor_decide(case: Case, person: str) -> None:
    other = getattr(case.cast, person)
    with pytest.raises(Refused, match="không có quyền đề nghị điều chỉnh"):
        case.ask(SetField("partner", "Mẫu"), by=other)
    asked = case.ask(SetField("partner", "Mẫu"))
    with pytest.raises(Refused, match="do Sở Công Thương duyệt"):
        case.approve(asked, by=other)
    assert refreshed(case).project.partner == ""


def test_one_request_at_a_time_and_it_may_be_taken_back(case: Case) -> None:
    asked = case.ask(SetField("partner", "Mẫu"))
    with pytest.raises(Refused, match="đang có một đề nghị điều chỉnh"):
        case.ask(SetField("partner", "Khác"))
    acts.take_back_adjustment(by=case.officer, adjustment=asked, at=AT)
    again = case.ask(SetField("partner", "Khác"))
    acts.refuse_adjustment(by=case.cast.head, adjustment=again, at=AT, words="Chưa cần")
    with pytest.raises(Refused, match="đã có kết quả: Không duyệt"):
        case.approve(again)


@pytest.mark.parametrize("state", [ProjectState.DRAFT, ProjectState.ACCEPTED])
def test_only_an_approved_and_unfinished_project_is_changed(case: Case, state: str) -> None:
    Project.objects.filter(id=case.project.id).update(state=state)
    with pytest.raises(Refused, match="Chỉ điều chỉnh đề án đã được phê duyệt"):
        case.ask(SetField("partner", "Mẫu"))


def test_a_reason_is_needed(case: Case) -> None:
    with pytest.raises(Refused, match="Ghi lý do điều chỉnh"):
        case.ask(SetField("partner", "Mẫu"), reason="  ")
    asked = case.ask(SetField("partner", "Mẫu"))
    with pytest.raises(Refused, match="Ghi lý do không duyệt"):
        acts.refuse_adjustment(by=case.cast.head, adjustment=asked, at=AT, words="")


def test_what_moved_since_it_was_asked_is_not_approved(case: Case) -> None:
    asked = case.ask(Withdraw(str(case.one.id), WHY))
    Line.objects.filter(id=case.one.id).update(cost=500 * MILLION, counterpart=400 * MILLION)
    with pytest.raises(Refused, match="vừa được người khác thay đổi"):
        case.approve(asked)


def test_an_old_page_is_told(case: Case) -> None:
    seen = case.project.version
    case.ask(SetField("partner", "Mẫu"))
    with pytest.raises(Refused, match="vừa được người khác thay đổi"):
        locked(case.project, seen=seen)


# --- what it does -------------------------------------------------------------------------------


def test_a_withdrawal_frees_the_money_at_once(case: Case) -> None:
    asked = case.ask(Withdraw(str(case.one.id), WHY))
    case.approve(asked)
    assert refreshed(case).one.state == LineState.WITHDRAWN
    assert held(case.one) == [("provincial", 2026, 0, 0, 0)]
    assert case.left() == 150 * MILLION


def test_a_replacement_is_one_act(case: Case) -> None:
    other = make_establishment(
        case.cast.owner, case.cast.department, told(make_commune(), "Cơ sở Ví Dụ Thay")
    )
    asked = case.ask(Replace(str(case.one.id), str(other.id), WHY))
    case.approve(asked)
    new = Line.objects.get(replaces=case.one)
    assert refreshed(case).one.state == LineState.REPLACED
    assert (new.establishment, new.state, new.number) == (other, LineState.CONFIRMED, 3)
    assert held(new) == [("provincial", 2026, 100 * MILLION, 0, 0)]
    assert case.left() == 50 * MILLION


def test_a_replacement_without_money_for_it_leaves_all_as_it_was(case: Case) -> None:
    """40 million are with the one that leaves until they come back, and the rest is too little."""
    signed(case)
    source = FundingSource(case.project.source)
    funds.allot(
        by=case.cast.owner, owner=case.project.owner_id, source=source, year=2026,
        amount=-50 * MILLION, paper="QĐ 02", why="rút", at=AT,
    )  # fmt: skip
    other = make_establishment(
        case.cast.owner, case.cast.department, told(make_commune(), "Cơ sở Ví Dụ Thay")
    )
    asked = case.ask(Replace(str(case.one.id), str(other.id), WHY))
    with pytest.raises(Refused, match=r"60\.000\.000"):
        case.approve(asked)
    asked.refresh_from_db()
    assert asked.state == AdjustmentState.ASKED
    assert refreshed(case).one.state == LineState.ADVANCED
    assert not Line.objects.filter(replaces=case.one).exists()


def test_an_advance_of_one_that_withdrew_comes_back_and_goes_on_to_its_budget(case: Case) -> None:
    contract = signed(case)
    case.approve(case.ask(Withdraw(str(case.one.id), WHY)))
    assert held(case.one) == [("provincial", 2026, 40 * MILLION, 40 * MILLION, 40 * MILLION)]
    assert case.left() == 110 * MILLION
    annex = Annex.objects.get(contract=contract)
    assert annex.changed == {f"{case.one.id}|provincial": [100 * MILLION, 40 * MILLION]}
    back = {"source": PROVINCIAL, "year": 2026, "paper": "GNT 7", "reason": "rút", "at": AT}
    refund(by=case.accountant, line=case.one, amount=15 * MILLION, **back)
    assert case.left() == 125 * MILLION
    refund(by=case.accountant, line=case.one, amount=25 * MILLION, **back)
    assert held(case.one) == [("provincial", 2026, 0, 0, 0)]
    assert case.left() == 150 * MILLION
    with pytest.raises(Refused):
        refund(by=case.accountant, line=case.one, amount=1, **back)


def test_a_refund_needs_its_paper_and_the_right(case: Case) -> None:
    signed(case)
    back = {"source": PROVINCIAL, "year": 2026, "amount": 1, "reason": "rút", "at": AT}
    with pytest.raises(Refused, match="chứng từ"):
        refund(by=case.accountant, line=case.one, paper=" ", **back)
    with pytest.raises(Refused):
        refund(by=case.officer, line=case.one, paper="GNT 1", **back)


def test_a_lower_support_lowers_the_contract_by_an_annex(case: Case) -> None:
    contract = signed(case)
    asked = case.ask(Resize(str(case.one.id), 300 * MILLION, {"provincial": 70 * MILLION}))
    case.approve(asked)
    assert held(case.one) == [("provincial", 2026, 70 * MILLION, 70 * MILLION, 40 * MILLION)]
    assert contract.shares.get().amount == 70 * MILLION
    assert refreshed(case).one.counterpart == 230 * MILLION


def test_support_below_what_is_already_advanced_is_refused(case: Case) -> None:
    signed(case)
    asked = case.ask(Resize(str(case.one.id), 300 * MILLION, {"provincial": 10 * MILLION}))
    with pytest.raises(Refused, match="đã tạm ứng"):
        case.approve(asked)


def test_a_higher_support_raises_the_contract(case: Case) -> None:
    contract = signed(case)
    asked = case.ask(Resize(str(case.one.id), 400 * MILLION, {"provincial": 110 * MILLION}))
    case.confirm(asked)
    case.approve(asked, by=case.chair)
    assert held(case.one) == [("provincial", 2026, 110 * MILLION, 110 * MILLION, 40 * MILLION)]
    assert contract.shares.get().amount == 110 * MILLION


def test_the_next_year_takes_line_and_money_along(case: Case) -> None:
    signed(case)
    asked = case.ask(NextYear(str(case.one.id)))
    case.confirm(asked)
    case.approve(asked, by=case.chair)
    assert refreshed(case).one.year == 2027
    assert case.project.last_year == 2027
    assert held(case.one) == [
        ("provincial", 2026, 0, 0, 0),
        ("provincial", 2027, 100 * MILLION, 100 * MILLION, 40 * MILLION),
    ]


def test_a_stop_ends_every_line_that_is_not_accepted(case: Case) -> None:
    Line.objects.filter(id=case.two.id).update(state=LineState.ACCEPTED)
    asked = case.ask(Stop())
    case.confirm(asked)
    case.approve(asked, by=case.chair)
    refreshed(case)
    assert (case.one.state, case.two.state) == (LineState.STOPPED, LineState.ACCEPTED)
    assert case.project.state == ProjectState.TERMINATED
    assert case.left() == 150 * MILLION


def test_a_line_of_another_project_is_not_touched(case: Case) -> None:
    other = make_project(case.officer, case.cast.department)
    line = put_line(
        by=case.officer, project=other, at=AT,
        told=LineTold(what="Mẫu", year=2026, cost=10, support={PROVINCIAL: 1}),
    )  # fmt: skip
    with pytest.raises(Refused, match="không thuộc đề án này"):
        case.ask(Withdraw(str(line.id), WHY))


def test_an_accepted_line_is_no_longer_changed(case: Case) -> None:
    Line.objects.filter(id=case.one.id).update(state=LineState.ACCEPTED)
    with pytest.raises(Refused, match="Dòng 1 đã nghiệm thu"):
        case.ask(Withdraw(str(case.one.id), WHY))


def test_every_act_stands_in_the_history_with_its_clause(case: Case) -> None:
    case.approve(case.ask(Withdraw(str(case.one.id), WHY)))
    told = StepTaken.objects.filter(project=case.project, step__endswith="_adjustment")
    assert list(told.order_by("at", "id").values_list("step", flat=True)) == [
        "ask_adjustment",
        "approve_adjustment",
    ]
    assert all("Điều 11" in row.clause for row in told)
    moved = StepTaken.objects.get(project=case.project, step="withdraw_line")
    assert (moved.before, moved.after, moved.reason) == ("confirmed", "withdrawn", WHY)


# --- what must never be -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "approved"},
        {"state": "elsewhere"},
        {"reason": ""},
        {"decided_by": None, "state": "refused"},
        {"needs_confirmation": True, "state": "approved"},
    ],
    ids=str,
)
def test_the_database_keeps_a_request_whole(case: Case, broken: dict[str, object]) -> None:
    asked = case.ask(SetField("partner", "Mẫu"))
    if "needs_confirmation" in broken:
        broken = broken | {"decided_by": case.chair.id, "decided_at": AT}
    with pytest.raises(IntegrityError), transaction.atomic():
        Adjustment.objects.filter(id=asked.id).update(**broken)


def test_the_last_write_that_fails_leaves_nothing_behind(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed(case)
    asked = case.ask(Withdraw(str(case.one.id), WHY))
    funds_before = list(Fund.objects.values())

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Annex.objects, "create", fails)
    with pytest.raises(RuntimeError):
        case.approve(asked)
    assert list(Fund.objects.values()) == funds_before
    assert refreshed(case).one.state == LineState.ADVANCED


def test_asking_takes_as_many_queries_for_two_lines_as_for_many(case: Case) -> None:
    with CaptureQueriesContext(
        connection,
    ) as few:
        acts.shape_of(case.project)
    for _ in range(10):
        line = Line.objects.get(id=case.two.id)
        line.pk, line.number = None, Line.objects.count() + 1
        line._state.adding = True
        line.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        acts.shape_of(case.project)
    assert len(few) == len(many)
