"""Bodies: missions, money, premises, agreements; who works there on a day, told in two ways."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.accounts.models import User
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.registry.actions import bodies as actions
from khuyencong.registry.actions.bodies import (
    AgreementTold,
    CollaboratorTold,
    FactTold,
    HeadsTold,
    StaffTold,
)
from khuyencong.registry.actions.succession import succeed
from khuyencong.registry.models import (
    Agreement,
    BodyFact,
    BodyRevenue,
    Collaborator,
    HeadCount,
    Organisation,
    OrganisationName,
    StaffMember,
    Succession,
)
from khuyencong.registry.models.staffing import masked
from khuyencong.registry.queries.bodies import (
    bodies_in_scope,
    body_page,
    collaborators_visible_to,
    staff_visible_to,
)
from khuyencong.registry.queries.reach import reached_by
from khuyencong.registry.queries.staffing import Heads, staffing_on, staffings
from khuyencong.registry.states import Degree, OrganisationKind, StaffContract
from tests.cast import Cast
from tests.factories import make_commune, make_organisation, make_user

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
LATER = AT + timedelta(days=1)
DAY, JUNE = date(2026, 11, 24), date(2020, 6, 30)
SOURCE = "Báo cáo mẫu"


@pytest.fixture
def keeper(cast: Cast) -> User:
    """Return the head of the centre, who keeps its people."""
    return make_user("CENTRE_HEAD", cast.centre)


def heads(cast: Cast, counts: dict[tuple[str, str, str, str], int], day: date = JUNE) -> None:
    told = HeadsTold(body=cast.centre, day=day, source=SOURCE, counts=counts)
    actions.tell_heads(by=cast.owner, told=told, at=AT)


def fact(cast: Cast, **more: Any) -> BodyFact:
    told = {
        "body": cast.centre, "kind": "premises", "told": "Trụ sở mẫu", "source": SOURCE,
        "valid_from": date(2020, 1, 1), "quantity": 400,
    } | more  # fmt: skip
    return actions.tell_fact(by=cast.owner, told=FactTold(**told), at=AT)


def staff(cast: Cast, keeper: User, name: str = "Người Thử Mẫu", **more: Any) -> StaffMember:
    told = {
        "degree": "university", "contract": "payroll", "field": "promotion", "at_base": True,
        "valid_from": date(2020, 1, 1), "source": SOURCE,
    } | more  # fmt: skip
    return actions.enter_staff(
        by=keeper, body=cast.centre, name=name, told=StaffTold(**told), at=AT
    )


def helper(cast: Cast, keeper: User, **more: Any) -> Collaborator:
    told = {
        "name": "Người Giúp Mẫu", "commune": make_commune(), "valid_from": date(2021, 1, 1),
        "source": SOURCE, "allowance": 500_000,
    } | more  # fmt: skip
    return actions.enter_collaborator(
        by=keeper, body=cast.centre, told=CollaboratorTold(**told), at=AT
    )


# --- a table of heads ----------------------------------------------------------------------------


def test_a_table_that_tells_a_total_and_one_part(cast: Cast) -> None:
    """As one report tells it: 19, of whom 6 are sent to the grass roots; no collaborators yet."""
    heads(cast, {
        ("staff", "", "", ""): 19, ("at_base", "", "", ""): 6, ("of_communes", "", "", ""): 0,
    })  # fmt: skip
    found = staffing_on(cast.centre, DAY)
    assert (found.rests_on, found.told_on, found.source) == ("table", JUNE, SOURCE)
    assert (found.total, found.at_base, found.of_communes) == (19, 6, 0)
    assert (found.payroll, found.contract, found.university, found.of_districts) == (None,) * 4
    assert found.differences == []


def test_a_table_by_contract_and_by_degree(cast: Cast) -> None:
    heads(cast, {
        ("staff", "", "", ""): 30,
        ("staff", "", "payroll", ""): 25,
        ("staff", "", "contract", ""): 5,
        ("staff", "postgraduate", "", ""): 4,
        ("staff", "university", "", ""): 20,
        ("staff", "vocational", "", ""): 5,
    })  # fmt: skip
    found = staffing_on(cast.centre, DAY)
    assert (found.payroll, found.contract) == (25, 5)
    assert (found.postgraduate, found.university, found.vocational) == (4, 20, 5)
    assert found.differences == ["Bảng ghi tổng 30, cộng các phần được 29."]


def test_a_table_of_cells_has_its_margins(cast: Cast) -> None:
    heads(cast, {
        ("staff", "university", "payroll", "promotion"): 7,
        ("staff", "university", "contract", "promotion"): 2,
        ("staff", "vocational", "contract", "office"): 1,
    })  # fmt: skip
    found = staffing_on(cast.centre, DAY)
    assert (found.total, found.payroll, found.contract) == (10, 7, 3)
    assert (found.university, found.vocational, found.postgraduate) == (9, 1, None)


def test_the_table_of_the_day_is_the_last_one_told_before_it(cast: Cast) -> None:
    heads(cast, {("staff", "", "", ""): 19})
    heads(cast, {("staff", "", "", ""): 22}, day=date(2024, 12, 31))
    told = [staffing_on(cast.centre, day).total for day in (date(2020, 6, 29), JUNE, DAY)]
    assert told == [None, 19, 22]
    heads(cast, {("staff", "", "", ""): 21}, day=date(2024, 12, 31))
    assert staffing_on(cast.centre, DAY).total == 21
    assert HeadCount.objects.filter(day=date(2024, 12, 31)).count() == 2


def test_what_was_known_at_a_moment_can_be_asked_again(cast: Cast) -> None:
    heads(cast, {("staff", "", "", ""): 19})
    told = HeadsTold(body=cast.centre, day=JUNE, source=SOURCE, counts={("staff", "", "", ""): 20})
    actions.tell_heads(by=cast.owner, told=told, at=LATER)
    assert staffing_on(cast.centre, DAY).total == 20
    assert staffing_on(cast.centre, DAY, as_of=AT + timedelta(hours=1)).total == 19
    assert staffing_on(cast.centre, DAY, as_of=AT - timedelta(hours=1)).total is None


CELLS = st.dictionaries(
    st.tuples(
        st.just("staff"),
        st.sampled_from(Degree.values),
        st.sampled_from(StaffContract.values),
        st.sampled_from(["promotion", "office"]),
    ),
    st.integers(0, 50),
    min_size=1,
)


@given(CELLS)
def test_the_margins_of_whole_cells_add_up_along_every_column(
    cells: dict[tuple[str, str, str, str], int],
) -> None:
    table = Heads(cells)
    assert table.sums("staff") == [sum(cells.values())] * 3
    assert table.total("staff") == sum(cells.values())


@pytest.mark.parametrize(
    ("cell", "count", "says"),
    [
        (("la", "", "", ""), 1, "Nhóm"),
        (("staff", "la", "", ""), 1, "Trình độ"),
        (("staff", "", "la", ""), 1, "Hình thức"),
        (("staff", "", "", "la"), 1, "Lĩnh vực"),
        (("staff", "", "", ""), -1, "không hợp lệ"),
        (("staff", "", "", ""), 10**9, "không hợp lệ"),
        (("of_communes", "", "payroll", ""), 1, "không chia theo"),
    ],
)
def test_a_table_that_cannot_be_is_refused_whole(
    cast: Cast, cell: tuple[str, str, str, str], count: int, says: str
) -> None:
    with pytest.raises(Refused, match=says):
        heads(cast, {("staff", "", "", ""): 5, cell: count})
    assert not HeadCount.objects.exists()


def test_a_table_of_tomorrow_or_of_nothing_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="đến hôm nay"):
        heads(cast, {("staff", "", "", ""): 5}, day=date(2027, 1, 1))
    with pytest.raises(Refused, match="chưa có số nào"):
        heads(cast, {})


# --- persons one by one --------------------------------------------------------------------------


def test_persons_make_the_same_table_on_any_day(cast: Cast, keeper: User) -> None:
    first = staff(cast, keeper)
    staff(cast, keeper, "Người Thử Hai", contract="contract", at_base=False)
    told = StaffTold(
        degree="postgraduate", contract="payroll", field="promotion", at_base=False,
        valid_from=date(2023, 9, 1), source=SOURCE,
    )  # fmt: skip
    changed = actions.change_staff(by=keeper, member=first, told=told, at=AT)
    before, after = (staffing_on(cast.centre, day) for day in (date(2023, 8, 31), DAY))
    assert (before.total, before.payroll, before.contract, before.at_base) == (2, 1, 1, 1)
    assert (before.postgraduate, before.university) == (0, 2)
    assert (after.total, after.postgraduate, after.university, after.at_base) == (2, 1, 1, 0)
    assert (after.rests_on, after.told_on) == ("persons", DAY)
    actions.leave(by=keeper, row=changed, on=date(2025, 1, 1), at=AT)
    assert staffing_on(cast.centre, date(2024, 12, 31)).total == 2
    assert staffing_on(cast.centre, DAY).total == 1


def test_persons_stand_before_a_table_and_a_difference_is_said(cast: Cast, keeper: User) -> None:
    staff(cast, keeper)
    heads(cast, {("staff", "", "", ""): 3}, day=DAY)
    found = staffing_on(cast.centre, DAY)
    assert (found.total, found.rests_on) == (1, "persons")
    assert found.differences == ["Bảng ghi 3 người, danh sách có 1 người."]


def test_a_name_is_masked_stands_in_no_journal_and_can_be_erased(cast: Cast, keeper: User) -> None:
    member = staff(cast, keeper, "Nguyễn Thử Thị Dụ")
    helped = helper(cast, keeper, name="Trần Mẫu")
    assert (str(member), str(helped)) == ("Nguyễn T. T. D.", "Trần M.")
    assert masked("") == ""
    facts = [str(entry.facts) + entry.about for entry in JournalEntry.objects.all()]
    assert not any("Nguyễn" in told or "Trần" in told for told in facts)
    told = StaffTold(
        degree="postgraduate", contract="payroll", field="office", at_base=False,
        valid_from=date(2023, 9, 1), source=SOURCE,
    )  # fmt: skip
    actions.change_staff(by=keeper, member=member, told=told, at=AT)
    assert actions.erase_name(by=keeper, row=member, at=AT) == 3
    assert actions.erase_name(by=keeper, row=helped, at=AT) == 1
    assert set(StaffMember.objects.values_list("name", flat=True)) == {"(đã xoá)"}
    assert staffing_on(cast.centre, DAY).total == 1


def test_who_reads_and_keeps_persons(cast: Cast, keeper: User) -> None:
    staff(cast, keeper)
    helper(cast, keeper)
    readers = {
        name
        for name in Cast.__annotations__
        if isinstance(getattr(cast, name), User)
        and staff_visible_to(getattr(cast, name)).exists()
        and collaborators_visible_to(getattr(cast, name)).exists()
    }
    assert readers == {"head"}
    assert staff_visible_to(keeper).exists()
    for person in (cast.owner, cast.stranger, cast.auditor, cast.agency_officer):
        with pytest.raises(Refused, match="không có quyền"):
            staff(cast, person)
        with pytest.raises(Refused, match="không có quyền"):
            helper(cast, person)
    assert body_page(cast.owner, cast.centre, DAY).staff == []
    assert staffing_on(cast.centre, DAY).total == 1  # the count is no secret


def test_a_spell_does_not_begin_before_the_last_one_or_end_twice(cast: Cast, keeper: User) -> None:
    member = staff(cast, keeper)
    told = StaffTold(
        degree="university", contract="contract", field="office", at_base=False,
        valid_from=date(2020, 1, 1), source=SOURCE,
    )  # fmt: skip
    with pytest.raises(Refused, match="phải sau ngày bắt đầu"):
        actions.change_staff(by=keeper, member=member, told=told, at=AT)
    with pytest.raises(Refused, match="phải sau ngày bắt đầu"):
        actions.leave(by=keeper, row=member, on=date(2019, 1, 1), at=AT)
    actions.leave(by=keeper, row=member, on=date(2022, 1, 1), at=AT)
    with pytest.raises(Refused, match="đã kết thúc"):
        actions.leave(by=keeper, row=member, on=date(2022, 2, 1), at=AT)


# --- collaborators -------------------------------------------------------------------------------


def test_collaborators_are_counted_with_communes_and_allowances(cast: Cast, keeper: User) -> None:
    commune = make_commune()
    helper(cast, keeper, commune=commune)
    helper(cast, keeper, commune=commune, allowance=None, name="Người Giúp Hai")
    ended = helper(cast, keeper, allowance=0, name="Người Giúp Ba")
    found = staffing_on(cast.centre, DAY)
    assert (found.of_communes, found.communes, found.allowance) == (3, 2, 500_000)
    actions.leave(by=keeper, row=ended, on=date(2022, 1, 1), at=AT)
    assert staffing_on(cast.centre, DAY).of_communes == 2
    assert staffing_on(cast.centre, date(2021, 12, 31)).of_communes == 3


def test_a_collaborator_works_in_a_commune_of_that_day(cast: Cast, keeper: User) -> None:
    gone = make_commune(valid_until=date(2020, 1, 1))
    with pytest.raises(Refused, match="không phải là một xã"):
        helper(cast, keeper, commune=gone)
    with pytest.raises(Refused, match="Phụ cấp"):
        helper(cast, keeper, allowance=-1)


# --- facts, money, agreements --------------------------------------------------------------------


def test_a_fact_holds_from_its_day_until_it_ends(cast: Cast) -> None:
    told = fact(cast)
    ended = actions.end_row(by=cast.owner, row=told, on=date(2024, 1, 1), at=LATER)
    assert staffing_on(cast.centre, date(2023, 1, 1)).premises == [ended]
    assert staffing_on(cast.centre, DAY).premises == []
    assert staffing_on(cast.centre, DAY, as_of=AT + timedelta(hours=1)).premises[0].id == told.id
    with pytest.raises(Refused, match="đã được sửa"):
        actions.end_row(by=cast.owner, row=told, on=date(2024, 1, 1), at=LATER)
    taken = fact(cast, kind="mission", quantity=None, told="Khuyến công")
    actions.take_back(by=cast.owner, row=taken, at=LATER)
    assert body_page(cast.owner, cast.centre, DAY).facts_of("mission") == []
    assert actions.take_back(by=cast.owner, row=taken, at=LATER).superseded_at == LATER


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"kind": "la"}, "Loại"),
        ({"told": ""}, "Chưa ghi điều ghi"),
        ({"told": "x" * 400}, "tối đa 300"),
        ({"told": "a\0"}, "NUL"),
        ({"source": ""}, "Chưa ghi căn cứ"),
        ({"kind": "mission"}, "có số lượng"),
        ({"kind": "phone"}, "có số lượng"),
        ({"kind": "phone", "told": "gọi sau", "quantity": None}, "Số điện thoại phải"),
        ({"kind": "email", "told": "trung tâm", "quantity": None}, "Thư điện tử không đúng"),
        ({"quantity": -1}, "quá lớn"),
        ({"valid_from": date(2030, 1, 1)}, "đến hôm nay"),
        ({"valid_until": date(2019, 1, 1)}, "phải sau ngày bắt đầu"),
    ],
)
def test_a_fact_that_cannot_be_is_refused(cast: Cast, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        fact(cast, **more)
    assert not BodyFact.objects.exists()


def test_an_office_is_reached_by_what_it_told_of_that_day(cast: Cast) -> None:
    mail = fact(cast, kind="email", told="TT@Example.vn", quantity=None)
    phone = fact(cast, kind="phone", told="(0204) 3.854.321", quantity=None)
    assert (phone.told, str(phone), phone.href) == (
        "02043854321", "0204 3854 321", "tel:02043854321",
    )  # fmt: skip
    assert (str(mail), mail.href) == ("tt@example.vn", "mailto:tt@example.vn")
    assert fact(cast).href == ""
    bodies = [cast.centre.id, cast.department.id]
    reach = reached_by(bodies, DAY)
    assert reach == {cast.centre.id: [phone, mail], cast.department.id: []}
    ended = actions.end_row(by=cast.owner, row=phone, on=date(2024, 1, 1), at=LATER)
    assert reached_by(bodies, DAY)[cast.centre.id] == [mail]
    assert reached_by(bodies, date(2023, 1, 1))[cast.centre.id] == [ended, mail]


def test_of_an_office_that_was_taken_over_its_heir_is_reached(cast: Cast) -> None:
    fact(cast, kind="phone", told="0204 3854 321", quantity=None)
    heir = make_organisation("Trung tâm nhận", OrganisationKind.CENTRE)
    day = date(2025, 7, 1)
    Succession.objects.create(predecessor=cast.centre, successor=heir, day=day, recorded_at=AT)
    assert reached_by([cast.centre.id], date(2025, 6, 30))[cast.centre.id]
    assert reached_by([cast.centre.id], DAY)[cast.centre.id] == []


def revenue(cast: Cast, **more: Any) -> BodyRevenue:
    told = {"year": 2025, "fund": "provincial", "amount": 1_000, "source": SOURCE} | more
    return actions.tell_revenue(by=cast.owner, body=cast.centre, at=AT, **told)


def test_money_by_year_and_source_told_again_takes_the_place_of_the_first(cast: Cast) -> None:
    revenue(cast)
    revenue(cast, fund="own_revenue", amount=500)
    revenue(cast, year=2024, amount=7)
    revenue(cast, amount=2_000)
    (now, before) = body_page(cast.owner, cast.centre, DAY).revenues
    assert (now.year, now.total, before.total) == (2025, 2_500, 7)
    assert {label for label, _, _ in now.rows} == {"Cấp tỉnh", "Nguồn thu của đơn vị"} or now.rows
    for more, says in (
        ({"amount": -1}, "từ 0 đồng"),
        ({"fund": "la"}, "Nguồn"),
        ({"year": 1}, "không hợp lệ"),
        ({"amount": 2**63}, "quá lớn"),
    ):
        with pytest.raises(Refused, match=says):
            revenue(cast, **more)


def test_an_agreement_with_a_body_and_with_a_stranger(cast: Cast) -> None:
    said = {"body": cast.centre, "subject": "Đào tạo nghề", "source": SOURCE}
    days = {"valid_from": date(2024, 1, 1)}
    known = AgreementTold(**said, **days, partner_body=cast.other_department)
    other = AgreementTold(**said, **days, partner="Hội mẫu")
    for told in (known, other):
        actions.tell_agreement(by=cast.owner, told=told, at=AT)
    shown = body_page(cast.owner, cast.centre, DAY).agreements
    assert {one.partner for one in shown} == {cast.other_department.name, "Hội mẫu"}
    with pytest.raises(Refused, match="chính mình"):
        itself = AgreementTold(**said, **days, partner_body=cast.centre)
        actions.tell_agreement(by=cast.owner, told=itself, at=AT)
    with pytest.raises(Refused, match="Chưa ghi đơn vị"):
        actions.tell_agreement(by=cast.owner, told=AgreementTold(**said, **days), at=AT)
    assert Agreement.objects.count() == 2


def test_a_service_organisation_stands_under_who_answers_for_it(cast: Cast) -> None:
    told = {"parent": cast.department, "name": "Hội mẫu", "valid_from": date(2020, 1, 1)}
    one = actions.enter_service_organisation(by=cast.owner, source=SOURCE, at=AT, **told)
    assert (one.kind, one.parent) == (OrganisationKind.SERVICE, cast.department)
    assert OrganisationName.objects.get(organisation=one).name == "Hội mẫu"
    assert one in bodies_in_scope(make_user("DEPT_OFFICER", cast.department))
    with pytest.raises(Refused, match="đã có trong danh sách"):
        actions.enter_service_organisation(by=cast.owner, source=SOURCE, at=AT, **told)
    with pytest.raises(Refused, match="không có quyền"):
        actions.enter_service_organisation(by=cast.stranger, source=SOURCE, at=AT, **told)


# --- custody, not history ------------------------------------------------------------------------


def test_a_merger_moves_who_answers_and_leaves_each_its_history(cast: Cast, keeper: User) -> None:
    heads(cast, {("staff", "", "", ""): 19})
    fact(cast)
    heir = make_organisation("Trung tâm hợp nhất", OrganisationKind.CENTRE, cast.other_department)
    succeed(
        predecessor=cast.centre, successor=heir, day=date(2025, 7, 1), by=cast.agency_officer,
        at=AT,
    )  # fmt: skip
    stranger = User.objects.get(id=cast.stranger.id)  # what he answers for is asked anew
    assert cast.centre in bodies_in_scope(stranger)
    assert staffing_on(cast.centre, JUNE).total == 19
    assert staffing_on(heir, DAY).total is None
    page = body_page(stranger, heir, DAY)
    assert [one.predecessor for one in page.took_over] == [cast.centre]
    told = HeadsTold(
        body=cast.centre, day=date(2019, 1, 1), source=SOURCE, counts={("staff", "", "", ""): 18}
    )
    actions.tell_heads(by=stranger, told=told, at=LATER)
    assert JournalEntry.objects.filter(act="body.heads_told").last().custodian == heir.id


def test_who_tells_what_of_a_body(cast: Cast) -> None:
    may = {"owner", "colleague", "head", "centre_officer"}
    for name in Cast.__annotations__:
        person = getattr(cast, name)
        if not isinstance(person, User):
            continue
        told = FactTold(
            body=cast.centre, kind="mission", told="x", source=SOURCE,
            valid_from=date(2020, 1, 1),
        )  # fmt: skip
        if name in may:
            actions.tell_fact(by=person, told=told, at=AT)
        else:
            with pytest.raises(Refused, match="không có quyền"):
                actions.tell_fact(by=person, told=told, at=AT)
    assert BodyFact.objects.count() == len(may)


# --- queries do not grow -------------------------------------------------------------------------


def test_lines_and_page_ask_as_often_for_one_as_for_many(cast: Cast, keeper: User) -> None:
    def asked(bodies: list[Organisation]) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as lines:
            staffings(bodies, DAY)
        with CaptureQueriesContext(connection) as page:
            body_page(keeper, cast.centre, DAY)
        return len(lines), len(page)

    staff(cast, keeper)
    helper(cast, keeper)
    heads(cast, {("staff", "", "", ""): 2})
    revenue(cast)
    few = asked([cast.centre])
    for number in range(8):
        staff(cast, keeper, f"Người Mẫu {number}")
        helper(cast, keeper, name=f"Người Giúp {number}")
        fact(cast)
        revenue(cast, year=2000 + number)
    more = [make_organisation(f"Trung tâm {n}", OrganisationKind.CENTRE) for n in range(8)]
    assert asked([cast.centre, *more]) == few
    assert few[0] == 4
