"""Two people change the law of the register: who may, what is kept, what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from khuyencong.accounts.models import User
from khuyencong.core.models import JournalEntry
from khuyencong.law import rules
from khuyencong.law.actions import (
    accept_conflict,
    attach_text,
    confirm_end,
    confirm_parameter,
    document_rows,
    end_parameter,
    load_law,
    propose_parameter,
    record_instrument,
    register_document,
    verify_document,
    withdraw_parameter,
)
from khuyencong.law.models import (
    Article,
    ArticleText,
    ConflictReason,
    LegalDocument,
    Parameter,
    ParameterEnd,
    ProvincialInstrument,
)
from khuyencong.law.queries import (
    document_state,
    documents,
    instrument_count,
    law_on,
    waiting,
)
from khuyencong.law.rules import Refused, SupportFacts, Verdict
from khuyencong.law.states import (
    DocumentStatus,
    InstrumentKind,
    InstrumentState,
    Item,
    LinkKind,
)
from khuyencong.registry.models import Organisation, Place, ReferenceEdition
from khuyencong.values.vocabulary import FundingSource
from tests.factories import make_membership, make_user
from tests.law.conftest import AT

FIRST, EVE = date(2027, 1, 1), date(2026, 12, 31)
PLACE = "da-nang-tu-2025"


def user(role: str, key: str) -> User:
    return make_user(role, Organisation.objects.get(key=key))


@pytest.fixture
def people() -> dict[str, User]:
    """Return officers and heads of the agency, of one department and of another."""
    agency, mine, other = "cuc-khuyen-cong", f"so-cong-thuong.{PLACE}", "so-cong-thuong.ha-noi"
    return {
        "agency_officer": user("AGENCY_OFFICER", agency),
        "agency_head": user("AGENCY_HEAD", agency),
        "officer": user("DEPT_OFFICER", mine),
        "head": user("DEPT_HEAD", mine),
        "stranger": user("DEPT_HEAD", other),
        "minister": user("MINISTER", agency),
        "auditor": user("AUDITOR", agency),
        "centre": user("CENTRE_HEAD", mine),
    }


def content(place: str = "", **changes: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": "ceiling",
        "subject": Item.MACHINERY,
        "source": FundingSource.PROVINCIAL if place else FundingSource.NATIONAL,
        "place": Place.objects.get(key=place) if place else None,
        "percent": 40,
        "amount": 350_000_000,
        "share_of": "cost",
        "basis": "Văn bản mẫu",
        "clause": "Điều 1",
        "valid_from": FIRST,
    }
    return told | changes


def propose(by: User, place: str = "", **changes: Any) -> Parameter:
    return propose_parameter(by=by, at=AT, **content(place, **changes))


# --- who may -------------------------------------------------------------------------------------

NATIONAL_PROPOSERS = {"agency_officer", "agency_head"}
LOCAL_PROPOSERS = {"agency_officer", "agency_head", "officer", "head"}


@pytest.mark.parametrize("place", ["", PLACE])
def test_who_proposes(people: dict[str, User], place: str) -> None:
    allowed = LOCAL_PROPOSERS if place else NATIONAL_PROPOSERS
    for name, person in people.items():
        if name in allowed:
            assert propose(person, place).is_waiting
        else:
            with pytest.raises(Refused):
                propose(person, place)


@pytest.mark.parametrize("place", ["", PLACE])
def test_who_confirms(people: dict[str, User], place: str) -> None:
    allowed = {"agency_head", "head"} if place else {"agency_head"}
    for name, person in people.items():
        row = propose(people["agency_officer"], place, subject=Item.TRADEMARK)
        if name in allowed:
            assert confirm_parameter(parameter=row, by=person, at=AT).verified
            Parameter.objects.filter(pk=row.pk).update(superseded_at=AT)
        else:
            with pytest.raises(Refused):
                confirm_parameter(parameter=row, by=person, at=AT)
            withdraw_parameter(parameter=row, by=people["agency_officer"], at=AT)


def test_nobody_confirms_the_own_proposal(people: dict[str, User]) -> None:
    row = propose(people["head"], PLACE)
    with pytest.raises(Refused, match="khác người đề xuất"):
        confirm_parameter(parameter=row, by=people["head"], at=AT)
    assert not Parameter.objects.get(pk=row.pk).verified


def test_one_person_in_two_roles_is_still_one_person(people: dict[str, User]) -> None:
    officer = people["officer"]
    row = propose(officer, PLACE)
    make_membership(officer, "DEPT_HEAD", Organisation.objects.get(key=f"so-cong-thuong.{PLACE}"))
    again = User.objects.get(pk=officer.pk)
    with pytest.raises(Refused):
        confirm_parameter(parameter=row, by=again, at=AT)


# --- what a confirmed row does -------------------------------------------------------------------


def amount_on(day: date, place: str = "") -> int | None:
    source = FundingSource.PROVINCIAL if place else FundingSource.NATIONAL
    facts = SupportFacts(Item.MACHINERY, source, cost=10**10)
    return rules.highest_support(law_on(day, place), facts).amount


def test_a_proposal_is_no_law_until_confirmed(people: dict[str, User]) -> None:
    row = propose(people["agency_officer"])
    assert amount_on(FIRST) == 300_000_000
    assert [p.code for p in waiting().parameters] == [row.code]
    confirm_parameter(parameter=row, by=people["agency_head"], at=AT)
    assert (amount_on(EVE), amount_on(FIRST)) == (300_000_000, 350_000_000)
    assert not waiting()


def test_the_row_before_ends_by_a_row_of_its_own_and_stays_as_it_was(
    people: dict[str, User],
) -> None:
    old = Parameter.objects.get(code="N18-04a")
    before = {f.name: getattr(old, f.name) for f in Parameter._meta.concrete_fields}
    row = propose(people["agency_officer"])
    confirm_parameter(parameter=row, by=people["agency_head"], at=AT)
    old.refresh_from_db()
    assert {f.name: getattr(old, f.name) for f in Parameter._meta.concrete_fields} == before
    (end,) = ParameterEnd.objects.all()
    assert (end.parameter_id, end.day, end.confirmed_by) == (
        old.pk,
        FIRST,
        people["agency_head"].id,
    )


def test_each_act_is_in_the_journal_of_who_answers(people: dict[str, User]) -> None:
    row = propose(people["officer"], PLACE)
    confirm_parameter(parameter=row, by=people["head"], at=AT)
    entries = JournalEntry.objects.filter(about=f"parameter:{row.id}").order_by("seq")
    department = Organisation.objects.get(key=f"so-cong-thuong.{PLACE}")
    assert [(e.act, e.by, e.custodian) for e in entries] == [
        ("law.propose", people["officer"].id, department.id),
        ("law.confirm", people["head"].id, department.id),
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"percent": 101},
        {"percent": -1},
        {"amount": 0},
        {"amount_low": 400_000_000},
        {"percent_low": 50},
        {"valid_until": FIRST},
        {"valid_from": None},
        {"source": ""},
        {"subject": "khong-co"},
        {"base": "machinery"},
        {"tier_from": 1},
    ],
    ids=str,
)
def test_a_content_that_breaks_a_rule_is_refused_and_leaves_nothing(
    people: dict[str, User], changes: dict[str, Any]
) -> None:
    before = Parameter.objects.count(), JournalEntry.objects.count()
    with pytest.raises(Refused):
        propose(people["agency_officer"], **changes)
    assert (Parameter.objects.count(), JournalEntry.objects.count()) == before


@pytest.mark.parametrize(
    "changes", [{"percent": None, "amount": None}, {"basis": ""}], ids=["no figure", "no basis"]
)
def test_what_has_no_figure_or_no_basis_cannot_become_law(
    people: dict[str, User], changes: dict[str, Any]
) -> None:
    row = propose(people["agency_officer"], **changes)
    with pytest.raises(Refused):
        confirm_parameter(parameter=row, by=people["agency_head"], at=AT)
    assert not ParameterEnd.objects.exists()


def test_two_rows_of_one_slot_do_not_overlap(people: dict[str, User]) -> None:
    first = propose(people["agency_officer"])
    confirm_parameter(parameter=first, by=people["agency_head"], at=AT)
    earlier = propose(people["agency_officer"], valid_from=date(2020, 1, 1))
    with pytest.raises(Refused, match="Trùng thời gian"):
        confirm_parameter(parameter=earlier, by=people["agency_head"], at=AT)


def test_a_proposal_is_handled_once(people: dict[str, User]) -> None:
    row = propose(people["agency_officer"])
    confirm_parameter(parameter=row, by=people["agency_head"], at=AT)
    for again in (confirm_parameter, withdraw_parameter):
        with pytest.raises(Refused, match="đã được xử lý"):
            again(parameter=row, by=people["agency_head"], at=AT)


def test_a_withdrawn_proposal_is_gone_from_the_list_and_kept(people: dict[str, User]) -> None:
    row = propose(people["agency_officer"])
    withdraw_parameter(parameter=row, by=people["agency_officer"], at=AT)
    assert not waiting()
    assert Parameter.objects.get(pk=row.pk).superseded_at == AT


def test_a_stranger_withdraws_nothing(people: dict[str, User]) -> None:
    row = propose(people["officer"], PLACE)
    with pytest.raises(Refused):
        withdraw_parameter(parameter=row, by=people["stranger"], at=AT)


# --- ends ----------------------------------------------------------------------------------------


def test_an_end_needs_two_and_leaves_the_past(people: dict[str, User]) -> None:
    row = Parameter.objects.get(code="N18-04a")
    end = end_parameter(
        parameter=row, day=FIRST, reason="Văn bản hết hiệu lực", by=people["agency_head"], at=AT
    )
    assert amount_on(FIRST) == 300_000_000
    with pytest.raises(Refused, match="khác người đề xuất"):
        confirm_end(end=end, by=people["agency_head"], at=AT)
    second = user("AGENCY_HEAD", "cuc-khuyen-cong")
    confirm_end(end=end, by=second, at=AT)
    assert (amount_on(EVE), amount_on(FIRST)) == (300_000_000, None)
    with pytest.raises(Refused, match="đã được xử lý"):
        confirm_end(end=end, by=second, at=AT)


@pytest.mark.parametrize(
    ("day", "reason"),
    [(date(2018, 5, 11), "x"), (date(2018, 5, 10), "x"), (FIRST, " ")],
)
def test_an_end_has_a_reason_and_a_day_after_the_first(
    people: dict[str, User], day: date, reason: str
) -> None:
    row = Parameter.objects.get(code="N18-04a")
    with pytest.raises(Refused):
        end_parameter(parameter=row, day=day, reason=reason, by=people["agency_officer"], at=AT)


def test_only_one_end_waits(people: dict[str, User]) -> None:
    row = Parameter.objects.get(code="N18-04a")
    told = {"parameter": row, "day": FIRST, "reason": "x", "at": AT}
    end_parameter(by=people["agency_officer"], **told)
    with pytest.raises(Refused, match="Đã có đề xuất"):
        end_parameter(by=people["agency_head"], **told)


def test_a_department_ends_nothing_of_the_nation(people: dict[str, User]) -> None:
    row = Parameter.objects.get(code="N18-04a")
    with pytest.raises(Refused):
        end_parameter(parameter=row, day=FIRST, reason="x", by=people["head"], at=AT)


def test_what_is_ended_for_good_cannot_be_ended_later(people: dict[str, User]) -> None:
    row = Parameter.objects.get(code="N14-04")
    with pytest.raises(Refused, match="đã hết áp dụng"):
        end_parameter(parameter=row, day=FIRST, reason="x", by=people["agency_head"], at=AT)


# --- conflicts -----------------------------------------------------------------------------------


def verdict(day: date) -> Verdict:
    facts = SupportFacts(Item.MACHINERY, FundingSource.PROVINCIAL, cost=10**10)
    return rules.highest_support(law_on(day, PLACE), facts).verdict


def test_a_local_ceiling_above_the_national_one_waits_for_a_third_persons_reason(
    people: dict[str, User],
) -> None:
    row = propose(people["officer"], PLACE)
    confirm_parameter(parameter=row, by=people["head"], at=AT)
    assert verdict(FIRST) is Verdict.NEEDS_REASON
    for person in ("head", "officer", "stranger"):
        with pytest.raises(Refused):
            accept_conflict(parameter=row, reason="x", by=people[person], at=AT)
    with pytest.raises(Refused, match="Ghi lý do"):
        accept_conflict(parameter=row, reason=" ", by=people["agency_head"], at=AT)
    written = accept_conflict(parameter=row, reason="Đặc thù", by=people["agency_head"], at=AT)
    assert written.national.code == "N18-04a"
    assert verdict(FIRST) is Verdict.YES


def test_a_second_reason_supersedes_the_first(people: dict[str, User]) -> None:
    row = propose(people["officer"], PLACE)
    confirm_parameter(parameter=row, by=people["head"], at=AT)
    for reason in ("một", "hai"):
        accept_conflict(parameter=row, reason=reason, by=people["agency_head"], at=AT)
    standing = ConflictReason.objects.filter(superseded_at=None)
    assert [r.reason for r in standing] == ["hai"]
    assert ConflictReason.objects.count() == 2


def test_where_there_is_no_conflict_no_reason_is_kept(people: dict[str, User]) -> None:
    row = propose(people["officer"], PLACE, amount=300_000_000, percent=50)
    confirm_parameter(parameter=row, by=people["head"], at=AT)
    with pytest.raises(Refused, match="không cao hơn"):
        accept_conflict(parameter=row, reason="x", by=people["agency_head"], at=AT)


# --- all or nothing ------------------------------------------------------------------------------

Act = Callable[[dict[str, User]], object]


@pytest.mark.parametrize("act", ["propose", "confirm", "end", "attach"])
def test_when_the_journal_cannot_be_written_nothing_stays(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    row = propose(people["agency_officer"], subject=Item.TRADEMARK)
    article = Article.objects.order_by("position")[0]
    head = people["agency_head"]
    acts: dict[str, Callable[[], object]] = {
        "propose": lambda: propose(head),
        "confirm": lambda: confirm_parameter(parameter=row, by=head, at=AT),
        "end": lambda: end_parameter(
            parameter=Parameter.objects.get(code="N18-04a"), day=FIRST, reason="x", by=head, at=AT
        ),
        "attach": lambda: attach_text(article=article, text="x", by=head, at=AT),
    }

    def state() -> tuple[object, ...]:
        row.refresh_from_db()
        return (
            Parameter.objects.count(),
            ParameterEnd.objects.count(),
            ArticleText.objects.count(),
            row.verified,
        )

    before = state()

    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr("khuyencong.core.journal.record", fail)
    with pytest.raises(RuntimeError):
        acts[act]()
    assert state() == before


# --- the register --------------------------------------------------------------------------------


def test_a_better_copy_of_an_article_supersedes_the_first(people: dict[str, User]) -> None:
    article = Article.objects.order_by("position")[0]
    attach_text(article=article, text="một", by=people["officer"], at=AT)
    attach_text(article=article, text=" hai\n", by=people["officer"], at=AT)
    assert [t.text for t in article.texts.filter(superseded_at=None)] == ["hai"]
    assert article.texts.count() == 2
    for text, name in ((" ", "officer"), ("ba", "auditor")):
        with pytest.raises(Refused):
            attach_text(article=article, text=text, by=people[name], at=AT)


def test_a_province_that_issues_its_norms_is_counted_from_that_day(
    people: dict[str, User],
) -> None:
    place = Place.objects.get(key=PLACE)
    document = LegalDocument.objects.create(
        key="nq-mau", kind="resolution", number="1/2027/NQ-HĐND", issuer="HĐND Mẫu", year=2027,
        title="Mẫu", folded="mau", place=place, valid_from=FIRST,
    )  # fmt: skip
    told: dict[str, Any] = {"place": place, "kind": InstrumentKind.NORMS, "at": AT}
    record_instrument(
        state=InstrumentState.DRAFTING, since=date(2026, 9, 1), document=None,
        by=people["officer"], **told,
    )  # fmt: skip
    issued = {"state": InstrumentState.ISSUED, "since": FIRST, "by": people["officer"], **told}
    with pytest.raises(Refused, match="Chọn văn bản"):
        record_instrument(document=None, **issued)
    record_instrument(document=document, **issued)
    for day, state in ((EVE, "drafting"), (FIRST, "issued")):
        count = instrument_count(InstrumentKind.NORMS, day)
        assert {p.place.key: p.state for p in count.provinces}[PLACE] == state
    with pytest.raises(Refused, match="chọn ngày sau"):
        record_instrument(document=document, **issued)
    with pytest.raises(Refused):
        record_instrument(document=document, **{**issued, "by": people["stranger"]})
    with pytest.raises(Refused, match="không có"):
        record_instrument(document=document, **{**issued, "since": date(2025, 6, 30)})
    assert ProvincialInstrument.objects.filter(place=place, kind="norms").count() == 2


def entered(by: User, **changes: Any) -> LegalDocument:
    told: dict[str, Any] = {
        "kind": "circular", "number": "77/2027/TT-BTC", "issuer": "Bộ Tài chính",
        "issued_on": date(2026, 12, 1), "valid_from": FIRST, "title": "Thay thông tư cũ",
    }  # fmt: skip
    return register_document(by=by, at=AT, **(told | changes))


def test_a_document_entered_replaces_another_from_its_first_day(people: dict[str, User]) -> None:
    old = LegalDocument.objects.get(key="tt-28-2018-btc")
    new = entered(people["agency_officer"], acts=[(LinkKind.REPLACES, old)])
    assert (new.verified, new.year, new.registered_by) == (
        False,
        2026,
        people["agency_officer"].id,
    )
    states = [document_state(old, day).status for day in (EVE, FIRST)]
    assert states == [DocumentStatus.AMENDED, DocumentStatus.REPLACED]
    assert [d.key for d in documents("thay thong tu cu")] == [new.key]


def test_a_document_is_verified_by_another(people: dict[str, User]) -> None:
    new = entered(people["agency_head"])
    for name in ("agency_head", "agency_officer", "head"):
        with pytest.raises(Refused):
            verify_document(document=new, by=people[name], at=AT)
    second = user("AGENCY_HEAD", "cuc-khuyen-cong")
    assert verify_document(document=new, by=second, at=AT).verified
    with pytest.raises(Refused, match="đã được kiểm chứng"):
        verify_document(document=new, by=second, at=AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "28/2018/TT-BTC"},
        {"is_draft": True},
        {"kind": "rumour"},
        {"title": ""},
    ],
    ids=str,
)
def test_a_document_that_breaks_a_rule_is_refused_and_leaves_nothing(
    people: dict[str, User], changes: dict[str, Any]
) -> None:
    before = LegalDocument.objects.count(), JournalEntry.objects.count()
    with pytest.raises(Refused):
        entered(people["agency_officer"], **changes)
    assert (LegalDocument.objects.count(), JournalEntry.objects.count()) == before


def test_a_department_enters_documents_of_its_province_alone(people: dict[str, User]) -> None:
    place = Place.objects.get(key=PLACE)
    with pytest.raises(Refused):
        entered(people["officer"])
    with pytest.raises(Refused):
        entered(people["stranger"], place=place)
    new = entered(people["officer"], place=place, number="9/2027/NQ-HĐND", issuer="HĐND Mẫu")
    assert [(c.place, c.kind) for c in new.coverage.all()] == [(place, "holds")]


def test_a_new_edition_takes_over_the_document_an_officer_entered(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    new = entered(people["agency_officer"])
    rows = document_rows.table("documents")
    later = rows[0] | {"key": "tt-77-2027", "number": new.number, "issuer": new.issuer}
    known = {"documents": [*rows, later | {"title": "Từ tệp"}]}
    table = document_rows.table
    monkeypatch.setattr(document_rows, "table", lambda name: known.get(name) or table(name))
    ReferenceEdition.objects.filter(name="law").update(sha256="")
    load_law(at=AT)
    new.refresh_from_db()
    assert new.title == "Từ tệp"
    assert LegalDocument.objects.filter(number=new.number).count() == 1
