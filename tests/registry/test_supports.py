"""State support had elsewhere is written down once; a second of the same object is stopped."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.core.models import JournalEntry
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import SupportTold
from khuyencong.registry.models import (
    DoubleSupportOverride,
    Establishment,
    Organisation,
    OtherSupport,
    Place,
    Succession,
)
from khuyencong.registry.queries import Declared, double_support_findings, supports_visible_to
from khuyencong.registry.queries.supports import supports_of
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import EstablishmentForm, SupportProgramme
from tests.cast import Cast
from tests.factories import make_establishment, make_tax_code, told

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
DAY = date(2026, 11, 20)
NEW = "bac-ninh-tu-2025.xa-an-lac"
ITEM = "Mua máy cưa gỗ CNC"
ASKED = "Hỗ trợ ứng dụng máy cưa CNC"
OCOP = SupportProgramme.OCOP
CODE = make_tax_code(1)


def enter(cast: Cast, name: str = "Gỗ Thí Dụ", *, foreign: bool = False, **more) -> Establishment:
    by, custodian = (
        (cast.stranger, cast.other_department) if foreign else (cast.owner, cast.department)
    )
    return make_establishment(by, custodian, told(Place.objects.get(key=NEW), name, **more))


def support(one: Establishment, **more) -> SupportTold:
    fields = {"programme": OCOP, "item": ITEM, "year": 2024, "amount": 90_000_000}
    return SupportTold(establishment=one, **fields | more)


def test_a_support_told_twice_is_one_row_with_one_entry(cast: Cast) -> None:
    one = enter(cast)
    first = actions.record_support(by=cast.owner, told=support(one), at=AT)
    again = actions.record_support(by=cast.colleague, told=support(one), at=LATER)
    assert first == again == OtherSupport.objects.get()
    assert first.custodian == cast.department
    entry = JournalEntry.objects.get(act="support.recorded")
    assert entry.facts == {"support": str(first.id), "programme": "ocop"}


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"item": " "}, "cho việc gì"),
        ({"item": "x" * 301}, "tối đa 300"),
        ({"item": "máy\0cưa"}, "NUL"),
        ({"papers": "x" * 10_000}, "Giấy tờ dài 10000"),
        ({"year": 2027}, "phải đã qua"),
        ({"year": 1000}, "phải đã qua"),
        ({"year": 2026, "day": date(2026, 11, 21)}, "phải đã qua"),
        ({"day": date(2023, 1, 1)}, "không nằm trong năm"),
        ({"amount": -1}, "từ 0 trở lên"),
        ({"amount": 2**63}, "từ 0 trở lên"),
        ({"programme": "x"}, "Chọn chương trình"),
    ],
)
def test_what_cannot_be_so_is_refused_in_words(wrong: dict, why: str, cast: Cast) -> None:
    one = enter(cast)
    with pytest.raises(Refused, match=why):
        actions.record_support(by=cast.owner, told=support(one, **wrong), at=AT)
    with pytest.raises(Refused, match=why):
        actions.record_supports(
            by=cast.owner, told=[support(one, year=2010), support(one, **wrong)], at=AT
        )
    assert not OtherSupport.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "chair", "auditor", "agency_officer", "former"])
def test_nobody_else_records_or_withdraws(who: str, cast: Cast) -> None:
    one = enter(cast)
    kept = actions.record_support(by=cast.owner, told=support(one), at=AT)
    user = getattr(cast, who)
    with pytest.raises(Refused):
        actions.record_support(by=user, told=support(one, year=2023), at=AT)
    with pytest.raises(Refused):
        actions.withdraw_support(by=user, support=kept, reason="ghi nhầm", at=LATER)
    assert OtherSupport.objects.filter(superseded_at=None).count() == 1


def test_a_list_is_written_whole_and_the_same_list_changes_nothing(cast: Cast) -> None:
    one, other = enter(cast), enter(cast, "Dệt Ví Dụ")
    rows = [support(one), support(other), support(one, year=2023), support(one)]
    assert actions.record_supports(by=cast.owner, told=rows, at=AT) == 3
    assert actions.record_supports(by=cast.owner, told=rows, at=LATER) == 0
    assert actions.record_supports(by=cast.owner, told=[], at=LATER) == 0
    entry = JournalEntry.objects.get(act="support.list_recorded")
    assert entry.facts["rows"] == 3
    assert len(entry.facts["sha256"]) == 64


def test_what_is_withdrawn_stays_on_record_and_counts_no_more(cast: Cast) -> None:
    one = enter(cast)
    kept = actions.record_support(by=cast.owner, told=support(one), at=AT)
    with pytest.raises(Refused, match="lý do"):
        actions.withdraw_support(by=cast.owner, support=kept, reason=" ", at=LATER)
    for _ in range(2):
        actions.withdraw_support(by=cast.owner, support=kept, reason="ghi nhầm", at=LATER)
    kept.refresh_from_db()
    assert (kept.superseded_at, kept.withdrawn_because) == (LATER, "ghi nhầm")
    assert double_support_findings(one, ASKED, DAY) == []
    assert JournalEntry.objects.filter(act="support.withdrawn").count() == 1
    assert actions.record_support(by=cast.owner, told=support(one), at=LATER) != kept


def test_a_likely_second_support_is_found_with_what_is_known_of_the_first(cast: Cast) -> None:
    one = enter(cast)
    first = actions.record_support(
        by=cast.owner,
        told=support(one, day=date(2024, 3, 5), papers="QĐ 12/QĐ-UBND"),
        at=AT,
    )
    (finding,) = double_support_findings(one, ASKED, DAY)
    assert finding.reason == (
        "Chương trình OCOP đã hỗ trợ “Mua máy cưa gỗ CNC”, 05/03/2024, 90.000.000 đồng,"
        " QĐ 12/QĐ-UBND."
    )
    assert (finding.support, finding.blocks) == (first, True)
    assert double_support_findings(one, "Đào tạo nghề may công nghiệp", DAY) == []


def test_what_the_applicant_declares_counts_and_what_he_hides_is_told(cast: Cast) -> None:
    one = enter(cast)
    actions.record_support(by=cast.owner, told=support(one), at=AT)
    (recorded,) = double_support_findings(one, ASKED, DAY, declared=[])
    assert recorded.reason.endswith("Cơ sở không khai hỗ trợ này.")
    said = Declared(OCOP, "máy cưa cnc", 2024)
    recorded, declared = double_support_findings(one, ASKED, DAY, declared=[said])
    assert "không khai" not in recorded.reason
    assert declared.reason == "Cơ sở khai: Chương trình OCOP đã hỗ trợ “máy cưa cnc”, năm 2024."
    assert declared.blocks


def test_records_merged_alike_or_of_one_number_count_too(cast: Cast) -> None:
    one = enter(cast, tax_code=CODE)
    merged = enter(cast, "Mộc Mẫu")
    alike = enter(cast, "CTY TNHH Gỗ Thí Dụ")
    actions.merge(by=cast.owner, kept=one, merged=merged, at=AT)
    for number, told_of in enumerate((merged, alike)):
        actions.record_support(by=cast.owner, told=support(told_of, year=2020 + number), at=AT)
    reasons = [finding.reason for finding in double_support_findings(one, ASKED, DAY)]
    assert reasons == [
        "Chương trình OCOP đã hỗ trợ “Mua máy cưa gỗ CNC”, năm 2021, 90.000.000 đồng."
        " Ghi ở hồ sơ khác nghi là cùng cơ sở: CTY TNHH Gỗ Thí Dụ.",
        "Chương trình OCOP đã hỗ trợ “Mua máy cưa gỗ CNC”, năm 2020, 90.000.000 đồng.",
    ]
    # Asked of the record that was merged, the answer is that of the one that stands for it.
    merged.refresh_from_db()
    assert [f.reason for f in double_support_findings(merged, ASKED, DAY)] == reasons
    actions.set_apart(by=cast.owner, one=one, other=alike, at=LATER)
    assert len(double_support_findings(one, ASKED, DAY)) == 1


@pytest.mark.parametrize(
    "number",
    [
        {"tax_code": CODE},
        {"form": EstablishmentForm.HOUSEHOLD_BUSINESS, "owner_number": "001099000045"},
    ],
)
def test_of_another_provinces_record_the_reason_is_all_that_is_told(
    number: dict, cast: Cast
) -> None:
    one = enter(cast, **number)
    foreign = enter(cast, "Tên Không Được Lộ", foreign=True, **number)
    papers = "Quyết định 99/QĐ-KHÁC"
    actions.record_support(by=cast.stranger, told=support(foreign, papers=papers), at=AT)
    (finding,) = double_support_findings(one, ASKED, DAY)
    assert finding.support is None
    assert finding.blocks
    assert finding.reason.startswith("Một đơn vị khác đã ghi hỗ trợ của Nhà nước")
    for secret in ("Không Được Lộ", "90.000.000", "99/QĐ", ITEM, "Khác", "OCOP"):
        assert secret not in finding.reason


def test_records_that_the_custodian_took_over_are_its_own(cast: Cast) -> None:
    gone = Organisation.objects.create(key="so-cu", kind="department", name="Sở cũ")
    one = enter(cast, tax_code=CODE)
    old = enter(cast, "Mộc Mẫu", tax_code=CODE, foreign=True)
    Establishment.objects.filter(id=old.id).update(custodian=gone)
    told_of = support(Establishment.objects.get(id=old.id))
    with pytest.raises(Refused):
        actions.record_support(by=cast.owner, told=told_of, at=AT)
    Succession.objects.create(
        predecessor=gone, successor=cast.department, day=date(2025, 7, 1), recorded_at=AT
    )
    owner = type(cast.owner).objects.get(id=cast.owner.id)
    kept = actions.record_support(by=owner, told=told_of, at=AT)
    assert [finding.support for finding in double_support_findings(one, ASKED, DAY)] == [kept]


def test_only_a_right_holder_lets_a_second_support_pass_and_only_in_writing(cast: Cast) -> None:
    one = enter(cast)
    actions.record_support(by=cast.owner, told=support(one), at=AT)
    said = {"establishment": one, "item": ASKED, "day": DAY, "at": LATER}
    reason = "Máy thứ hai cho xưởng mới, khác máy đã được hỗ trợ."
    for user in (cast.owner, cast.chair, cast.stranger, cast.auditor):
        with pytest.raises(Refused, match="quyền"):
            actions.override_double_support(by=user, reason=reason, **said)
    for short in ("", "ok"):
        with pytest.raises(Refused, match="Ghi rõ"):
            actions.override_double_support(by=cast.head, reason=short, **said)
    word = actions.override_double_support(by=cast.head, reason=reason, **said)
    (finding,) = double_support_findings(one, ASKED, DAY)
    assert (finding.blocks, finding.override) == (False, word)
    with pytest.raises(Refused, match="Không có hỗ trợ nào"):
        actions.override_double_support(by=cast.head, reason=reason, **said)
    entry = JournalEntry.objects.get(act="support.double_overridden")
    assert entry.facts == {"override": str(word.id), "seen": word.seen}
    assert reason not in str(entry.facts)


def test_what_is_found_after_the_word_is_not_covered_by_it(cast: Cast) -> None:
    one = enter(cast)
    actions.record_support(by=cast.owner, told=support(one), at=AT)
    reason = "Máy thứ hai cho xưởng mới."
    actions.override_double_support(
        by=cast.head, establishment=one, item=ASKED, day=DAY, reason=reason, at=LATER
    )
    actions.record_support(by=cast.owner, told=support(one, year=2019), at=LATER)
    blocking = [finding.blocks for finding in double_support_findings(one, ASKED, DAY)]
    assert blocking == [False, True]
    assert all(f.blocks for f in double_support_findings(one, "Máy cưa gỗ tự động", DAY))
    assert DoubleSupportOverride.objects.count() == 1


def test_supports_are_seen_within_the_scope(cast: Cast) -> None:
    one = enter(cast)
    kept = actions.record_support(by=cast.owner, told=support(one), at=AT)
    for user, seen in (
        (cast.chair, [kept]),
        (cast.auditor, [kept]),
        (cast.stranger, []),
        (None, []),
    ):
        assert list(supports_visible_to(user)) == seen


def test_the_question_costs_the_same_however_much_was_supported(cast: Cast) -> None:
    one = enter(cast, tax_code=CODE)

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            double_support_findings(Establishment.objects.get(id=one.id), ASKED, DAY)
            list(supports_of(one))
        return len(asked)

    actions.record_support(by=cast.owner, told=support(one), at=AT)
    before = cost()
    for year in range(2000, 2020):
        actions.record_support(by=cast.owner, told=support(one, year=year), at=AT)
    assert cost() == before <= 20
