"""Proposals: raised, passed up with the path kept, returned, drafted, answered by another."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from khuyencong.accounts.models import User
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import ChangedMeanwhile
from khuyencong.applications.models import Proposal, ProposalMove, Remark, Tag
from khuyencong.applications.states import PROPOSAL_STEPS, ProposalState
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.law.models import LegalDocument
from khuyencong.registry.models import Lineage, Organisation, Place, PlaceParent
from khuyencong.registry.queries import bodies_above, province_on
from khuyencong.registry.states import Level, LineageKind, OrganisationKind
from tests.cast import Cast
from tests.factories import (
    make_commune,
    make_establishment,
    make_organisation,
    make_proposal,
    make_remark,
    make_tag,
    make_user,
)

AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
LATER = AT + timedelta(hours=1)
DAY = date(2026, 11, 24)


def draft_of_law() -> LegalDocument:
    return LegalDocument.objects.create(
        key="du-thao-mau",
        kind="circular",
        issuer="Bộ Mẫu",
        year=2027,
        title="Dự thảo mẫu",
        folded="du thao mau",
        is_draft=True,
    )


def passed(cast: Cast, proposal: Proposal, **more: Any) -> Proposal:
    told = {"to": cast.agency, "reason": "Vượt thẩm quyền của tỉnh", "at": AT} | more
    return actions.pass_up(by=cast.owner, proposal=proposal, seen=proposal.stamp, **told)


# --- raising -------------------------------------------------------------------------------------


def test_a_proposal_stands_before_the_body_that_keeps_it(cast: Cast) -> None:
    proposal = make_proposal(cast.centre_officer, cast.centre)
    assert (proposal.custodian, proposal.holder) == (cast.department, cast.department)
    (move,) = proposal.moves.all()
    assert (move.name, move.before, move.after) == ("raise", "", "open")
    assert (move.from_body, move.to_body, move.by) == (
        None, cast.department, cast.centre_officer.id,
    )  # fmt: skip
    entry = JournalEntry.objects.get(act="proposal.raise")
    assert entry.custodian == cast.department.id
    assert entry.facts == {"to": "open", "holder": str(cast.department.id)}


def test_one_of_an_establishment_arises_in_its_commune(cast: Cast) -> None:
    one = make_establishment(cast.owner, cast.department)
    told = {"raised_by": "establishment", "establishment": one, "occasion": ""}
    proposal = make_proposal(cast.owner, cast.department, **told)
    assert (proposal.establishment, proposal.occasion) == (one, "")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"what": "  "}, "Chưa ghi kiến nghị"),
        ({"what": "n" * 201}, "tối đa 200"),
        ({"what": "a\0b"}, "NUL"),
        ({"details": "n" * 3000}, "tối đa 2000"),
        ({"occasion": ""}, "Chưa ghi tên hội nghị"),
        ({"kind": "mau"}, "Loại không có"),
        ({"raised_by": "mau"}, "Ai nêu không có"),
        ({"raised_by": "establishment"}, "Chưa chọn cơ sở"),
        ({"raised_by": "commune"}, "Chưa ghi xã"),
        ({"raised_by": "province"}, "phải gửi lên cấp trên"),
        ({"raised_on": date(2026, 12, 1)}, "đã qua"),
        ({"due_on": date(2026, 11, 1)}, "không được trước ngày nêu"),
    ],
)
def test_what_cannot_be_raised_is_refused(cast: Cast, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        make_proposal(cast.owner, cast.department, **more)
    assert not Proposal.objects.exists()
    assert not JournalEntry.objects.filter(act__startswith="proposal").exists()


def test_a_foreign_establishment_and_a_body_aside_are_refused(cast: Cast) -> None:
    foreign = make_establishment(cast.stranger, cast.other_department)
    told = {"raised_by": "establishment", "establishment": foreign, "occasion": ""}
    with pytest.raises(Refused, match="đơn vị khác quản lý"):
        make_proposal(cast.owner, cast.department, **told)
    with pytest.raises(Refused, match="không phải là cấp trên"):
        make_proposal(cast.owner, cast.department, to=cast.other_department)


def test_who_may_raise_for_a_body(cast: Cast) -> None:
    may = {cast.owner, cast.colleague, cast.head, cast.centre_officer, cast.commune}
    for name in Cast.__annotations__:
        person = getattr(cast, name)
        if isinstance(person, User) and person not in may:
            with pytest.raises(Refused, match="không có quyền"):
                make_proposal(person, cast.department)
    for person in may:
        make_proposal(person, cast.department)
    assert Proposal.objects.count() == len(may)


# --- the way up ----------------------------------------------------------------------------------


def test_the_path_is_kept_hop_by_hop(cast: Cast) -> None:
    ministry = make_organisation("Bộ Mẫu", OrganisationKind.MINISTRY)
    minister = make_user("MINISTER", ministry)
    proposal = make_proposal(cast.commune, cast.department)
    proposal = passed(cast, proposal, due_on=date(2026, 12, 10), paper="12/SCT-QLCN")
    proposal = actions.pass_up(
        by=cast.agency_officer,
        proposal=proposal,
        seen=proposal.stamp,
        to=ministry,
        reason="Phải sửa Thông tư",
        at=LATER,
    )
    proposal = actions.answer(
        by=minister, proposal=proposal, seen=proposal.stamp, words="Sẽ sửa.", at=LATER
    )
    told = [
        (m.name, m.from_body, m.to_body, m.by, m.reason, m.paper, m.due_on)
        for m in proposal.moves.order_by("at", "id")
    ]
    assert told == [
        ("raise", None, cast.department, cast.commune.id, "", "", None),
        (
            "pass_up", cast.department, cast.agency, cast.owner.id,
            "Vượt thẩm quyền của tỉnh", "12/SCT-QLCN", date(2026, 12, 10),
        ),
        ("pass_up", cast.agency, ministry, cast.agency_officer.id, "Phải sửa Thông tư", "", None),
        ("answer", ministry, ministry, minister.id, "Sẽ sửa.", "", None),
    ]  # fmt: skip
    assert (proposal.state, proposal.answer, proposal.answered_on) == (
        ProposalState.ANSWERED, "Sẽ sửa.", DAY,
    )  # fmt: skip


def test_who_raised_it_does_not_write_its_answer(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    for person, words in ((cast.owner, APART), (cast.stranger, "không có quyền")):
        with pytest.raises(Refused, match=words):
            actions.answer(by=person, proposal=proposal, seen=proposal.stamp, words="Đã rõ.", at=AT)
    answered = actions.answer(
        by=cast.colleague, proposal=proposal, seen=proposal.stamp, words="Đã rõ.", at=AT
    )
    assert answered.state == ProposalState.ANSWERED


APART = "không được tự ghi"


def test_who_told_it_more_clearly_does_not_answer_it_either(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    proposal = actions.return_proposal(
        by=cast.colleague, proposal=proposal, seen=proposal.stamp, reason="Nói rõ mức", at=AT
    )
    proposal = actions.raise_again(
        by=cast.head, proposal=proposal, seen=proposal.stamp, reason="Mức 400 triệu", at=AT
    )
    with pytest.raises(Refused, match=APART):
        actions.answer(by=cast.head, proposal=proposal, seen=proposal.stamp, words="x", at=AT)


def test_a_returned_one_waits_with_who_raised_it_and_goes_back_to_who_returned_it(
    cast: Cast,
) -> None:
    proposal = passed(cast, make_proposal(cast.owner, cast.department), due_on=date(2026, 12, 1))
    proposal = actions.return_proposal(
        by=cast.agency_officer, proposal=proposal, seen=proposal.stamp, reason="Ghi rõ", at=AT
    )
    assert (proposal.holder, proposal.state, proposal.due_on) == (
        cast.department, ProposalState.RETURNED, None,
    )  # fmt: skip
    proposal = actions.raise_again(
        by=cast.owner, proposal=proposal, seen=proposal.stamp, reason="Đã ghi", at=LATER
    )
    assert (proposal.holder, proposal.state) == (cast.agency, ProposalState.OPEN)


def test_it_is_taken_into_a_draft_of_the_law_and_answered_from_there(cast: Cast) -> None:
    proposal = passed(cast, make_proposal(cast.owner, cast.department))
    draft = draft_of_law()
    proposal = actions.put_into_draft(
        by=cast.agency_officer,
        proposal=proposal,
        seen=proposal.stamp,
        draft=draft,
        reason="Điều 5",
        at=AT,
    )
    assert (proposal.state, proposal.draft) == (ProposalState.IN_DRAFT, draft)
    issued = LegalDocument.objects.create(
        key="x", number="1/TT", kind="circular", issuer="B", year=2026, title="x", folded="x"
    )
    other = passed(cast, make_proposal(cast.owner, cast.department))
    with pytest.raises(Refused, match="không còn là dự thảo"):
        actions.put_into_draft(
            by=cast.agency_officer, proposal=other, seen=other.stamp, draft=issued, reason="x",
            at=AT,
        )  # fmt: skip
    done = actions.answer(
        by=cast.agency_officer, proposal=proposal, seen=proposal.stamp, words="Đã sửa", at=LATER
    )
    assert done.state == ProposalState.ANSWERED


def test_a_due_day_is_entered_and_never_reckoned(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    assert proposal.due_on is None
    told = {"due_on": date(2026, 11, 20), "basis": "CV 5/UBND"}
    proposal = actions.set_due(by=cast.owner, proposal=proposal, seen=proposal.stamp, at=AT, **told)
    assert (proposal.due_on, proposal.due_basis) == (date(2026, 11, 20), "CV 5/UBND")
    late = Proposal.objects.filter(queries.overdue(date(2026, 11, 21)))
    assert list(late) == [proposal]
    assert not Proposal.objects.filter(queries.overdue(date(2026, 11, 20))).exists()


def test_who_read_an_older_one_is_told(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    with pytest.raises(ChangedMeanwhile):
        actions.answer(by=cast.colleague, proposal=proposal, seen=new_id(), words="x", at=AT)
    assert proposal.moves.count() == 1


def test_a_withdrawn_one_stays_readable_and_moves_no_more(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    proposal = actions.withdraw_proposal(
        by=cast.owner, proposal=proposal, seen=proposal.stamp, reason="Đã có trong luật", at=AT
    )
    assert queries.proposals_visible_to(cast.owner).get() == proposal
    assert queries.proposal_view(cast.owner, proposal, DAY).steps == []
    with pytest.raises(Refused, match="Đã rút"):
        passed(cast, proposal)


def test_a_hop_that_fails_leaves_nothing_behind(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = make_proposal(cast.owner, cast.department)

    def fail(*args: Any, **facts: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("khuyencong.core.journal.record", fail)
    with pytest.raises(RuntimeError):
        passed(cast, proposal)
    assert Proposal.objects.get().holder == cast.department
    assert ProposalMove.objects.count() == 1


class EveryOrderOfSteps(TestCase):
    """Whatever is tried in whatever order, the path explains where the proposal stands."""

    @settings(max_examples=8, deadline=None)
    @given(st.lists(st.sampled_from([step.name for step in PROPOSAL_STEPS]), max_size=8))
    def test_the_last_hop_says_where_it_stands(self, names: list[str]) -> None:
        from tests.cast import make_cast

        cast = make_cast()
        acts = {
            "pass_up": lambda by, one: actions.pass_up(
                by=by, proposal=one, seen=one.stamp, to=cast.agency, reason="x", at=AT
            ),
            "set_due": lambda by, one: actions.set_due(
                by=by, proposal=one, seen=one.stamp, due_on=DAY, at=AT
            ),
            "return": lambda by, one: actions.return_proposal(
                by=by, proposal=one, seen=one.stamp, reason="x", at=AT
            ),
            "raise_again": lambda by, one: actions.raise_again(
                by=by, proposal=one, seen=one.stamp, reason="x", at=AT
            ),
            "draft": lambda by, one: actions.put_into_draft(
                by=by, proposal=one, seen=one.stamp, draft=draft, reason="x", at=AT
            ),
            "answer": lambda by, one: actions.answer(
                by=by, proposal=one, seen=one.stamp, words="x", at=AT
            ),
            "withdraw": lambda by, one: actions.withdraw_proposal(
                by=by, proposal=one, seen=one.stamp, reason="x", at=AT
            ),
        }
        draft = draft_of_law()
        one = make_proposal(cast.owner, cast.department)
        done = 1
        for name in names:
            by = cast.colleague if one.holder_id == cast.department.id else cast.agency_officer
            by = cast.colleague if name in ("raise_again", "withdraw") else by
            try:
                one = acts[name](by, one)
                done += 1
            except Refused:
                pass
        one = Proposal.objects.get(id=one.id)
        moves = list(one.moves.order_by("at", "id"))
        assert len(moves) == done
        assert (moves[-1].after, moves[-1].to_body_id) == (one.state, one.holder_id)
        for before, after in pairwise(moves):
            assert (before.after, before.to_body_id) == (after.before, after.from_body_id)


# --- who sees, what waits ------------------------------------------------------------------------


def test_bodies_on_the_way_see_it_and_others_do_not(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    seen = {
        name
        for name in Cast.__annotations__
        if isinstance(getattr(cast, name), User)
        and queries.proposals_visible_to(getattr(cast, name)).filter(id=proposal.id).exists()
    }
    assert seen == {
        "owner", "colleague", "head", "chair", "commune", "agency_officer", "auditor",
        "centre_officer",
    }  # fmt: skip
    assert not queries.proposals_visible_to(None).exists()


def test_it_waits_for_who_may_act_alone(cast: Cast) -> None:
    proposal = passed(cast, make_proposal(cast.owner, cast.department))
    make_proposal(cast.owner, cast.department)
    waiting = {name: queries.count_waiting(getattr(cast, name)) for name in ("owner", "chair")}
    assert waiting == {"owner": 1, "chair": 0}
    assert queries.count_waiting(cast.agency_officer) == 1
    actions.return_proposal(
        by=cast.agency_officer, proposal=proposal, seen=proposal.stamp, reason="x", at=AT
    )
    assert queries.count_waiting(cast.commune) == 1
    assert queries.count_waiting(cast.agency_officer) == 0


def test_the_list_and_the_page_ask_as_often_for_one_as_for_many(cast: Cast) -> None:
    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as listing:
            rows = list(queries.listed_proposals(queries.proposals_visible_to(cast.owner)))
            [(row.holder.name, [r.tag.name for r in row.standing]) for row in rows]
        with CaptureQueriesContext(connection) as page:
            queries.proposal_view(cast.owner, rows[0], DAY)
        return len(listing), len(page)

    queries.proposals_visible_to(cast.owner)
    cast.owner.custodians("proposal.read")
    cast.owner.custodians("proposal.pass")
    cast.owner.custodians("proposal.answer")
    cast.owner.custodians("proposal.raise")
    one = make_proposal(cast.owner, cast.department)
    actions.tag_proposal(by=cast.owner, proposal=one, tag=make_tag("a"), at=AT)
    few = asked()
    for number in range(12):
        more = make_proposal(cast.owner, cast.department)
        actions.tag_proposal(by=cast.owner, proposal=more, tag=make_tag(f"t{number}"), at=AT)
    assert asked() == few == (2, few[1])
    assert few[1] <= 5


# --- limits and causes ---------------------------------------------------------------------------


def test_the_vocabulary_is_data_and_loads_once(db: None) -> None:
    first = actions.load_tags()
    assert first == Tag.objects.count() > 10
    assert actions.load_tags() == 0
    assert {tag.kind for tag in Tag.objects.all()} == {"limit", "cause"}


def test_a_tag_is_drawn_from_a_proposal_once_and_taken_back_with_a_reason(cast: Cast) -> None:
    proposal, tag = make_proposal(cast.owner, cast.department), make_tag()
    remark = actions.tag_proposal(by=cast.owner, proposal=proposal, tag=tag, at=AT)
    assert actions.tag_proposal(by=cast.colleague, proposal=proposal, tag=tag, at=AT) == remark
    assert remark.day == proposal.raised_on
    assert list(Proposal.objects.filter(queries.tagged(tag.code))) == [proposal]
    with pytest.raises(Refused, match="không có quyền"):
        actions.take_back_remark(by=cast.stranger, remark=remark, reason="x", at=AT)
    with pytest.raises(Refused, match="lý do"):
        actions.take_back_remark(by=cast.owner, remark=remark, reason=" ", at=AT)
    actions.take_back_remark(by=cast.owner, remark=remark, reason="Gắn nhầm", at=AT)
    assert not Proposal.objects.filter(queries.tagged(tag.code)).exists()
    assert Remark.objects.get().taken_back == "Gắn nhầm"
    again = actions.tag_proposal(by=cast.owner, proposal=proposal, tag=tag, at=AT)
    assert again != remark


@pytest.mark.parametrize(
    ("more", "says"),
    [({"told": ""}, "Chưa ghi điều"), ({"day": date(2027, 1, 1)}, "đã qua"),
     ({"told": "x" * 600}, "tối đa 500")],
)  # fmt: skip
def test_a_note_that_cannot_be_is_refused(cast: Cast, more: dict[str, Any], says: str) -> None:
    with pytest.raises(Refused, match=says):
        make_remark(cast.owner, cast.department, **more)
    assert not Remark.objects.exists()


@pytest.fixture
def provinces(db: None) -> dict[str, Place]:
    """Return a province that ended in 2025 and the one it became, each with a commune."""
    turn = date(2025, 7, 1)
    make = Place.objects.create
    old = make(key="cu", level=Level.PROVINCE, name="Cũ", valid_until=turn)
    new = make(key="moi", level=Level.PROVINCE, name="Mới", valid_from=turn)
    Lineage.objects.create(
        predecessor=old, successor=new, kind=LineageKind.MERGE, day=turn, whole=True,
        is_default=True,
    )  # fmt: skip
    before, after = make_commune("Xã cũ", valid_until=turn), make_commune("Xã mới")
    PlaceParent.objects.create(place=before, parent=old, valid_until=turn)
    PlaceParent.objects.create(place=after, parent=new, valid_from=turn)
    return {"old": old, "new": new, "before": before, "after": after}


def test_a_province_of_a_day_is_that_of_the_day(provinces: dict[str, Place]) -> None:
    assert province_on(provinces["before"], date(2024, 1, 1)) == provinces["old"]
    assert province_on(provinces["before"], date(2026, 1, 1)) == provinces["old"]
    assert province_on(provinces["after"], date(2026, 1, 1)) == provinces["new"]
    assert province_on(provinces["old"], date(2026, 1, 1)) == provinces["old"]
    assert province_on(make_commune(), date(2026, 1, 1)) is None


def test_counts_follow_the_borders_asked_for_and_conserve_every_note(
    cast: Cast, provinces: dict[str, Place]
) -> None:
    limit, cause = make_tag("han-che"), make_tag("nguyen-nhan", "cause")
    days = (date(2024, 5, 1), date(2026, 5, 1))
    for tag in (limit, limit, cause):
        make_remark(cast.owner, cast.department, tag=tag, place=provinces["before"], day=days[0])
    make_remark(cast.owner, cast.department, tag=limit, place=provinces["after"], day=days[1])
    make_remark(cast.owner, cast.department, tag=limit, day=days[1])
    rows = Remark.objects.all()
    period = (date(2024, 1, 1), date(2027, 1, 1))
    today = queries.remark_counts(rows, *period)
    then = queries.remark_counts(rows, *period, as_of_today=False)
    new, old = provinces["new"].id, provinces["old"].id
    assert [(one.tag, one.by_place) for one in today.limits] == [(limit, {new: 3, None: 1})]
    assert [(one.tag, one.by_place) for one in then.limits] == [(limit, {old: 2, new: 1, None: 1})]
    assert [(one.tag, one.total) for one in today.causes] == [(cause, 1)]
    assert today.total == then.total == rows.count()
    assert queries.noted_in(rows, provinces["new"]).count() == 4
    assert queries.remark_counts(rows, date(2025, 1, 1), date(2026, 1, 1)).total == 0


def test_counting_asks_as_often_for_many(cast: Cast, provinces: dict[str, Place]) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            queries.remark_counts(Remark.objects.all(), date(2020, 1, 1), date(2030, 1, 1))
        return len(told)

    make_remark(cast.owner, cast.department, place=provinces["before"])
    few = asked()
    for number in range(10):
        make_remark(
            cast.owner, cast.department, tag=make_tag(f"t{number}"), place=provinces["after"]
        )
    assert asked() == few <= 4


def test_the_chapter_says_what_was_raised_and_what_became_of_it(cast: Cast) -> None:
    tag = make_tag()
    told = [make_proposal(cast.owner, cast.department) for _ in range(4)]
    actions.tag_proposal(by=cast.owner, proposal=told[0], tag=tag, at=AT)
    actions.answer(by=cast.head, proposal=told[1], seen=told[1].stamp, words="x", at=AT)
    actions.withdraw_proposal(
        by=cast.owner, proposal=told[2], seen=told[2].stamp, reason="x", at=AT
    )
    chapter = queries.chapter(
        Proposal.objects.all(), Remark.objects.all(), date(2026, 1, 1), date(2027, 1, 1)
    )
    assert {p.id for p in chapter.raised} == {told[0].id, told[1].id, told[3].id}
    assert (chapter.answered, chapter.in_draft, chapter.waiting) == (1, 0, 2)
    assert [one.tag for one in chapter.counts.limits] == [tag]


# --- what the database insists on ----------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"what": ""},
        {"kind": "mau"},
        {"state": "mau"},
        {"raised_by": "establishment"},
        {"occasion": ""},
        {"state": "answered"},
        {"answer": "x"},
        {"state": "in_draft"},
        {"due_on": date(2020, 1, 1)},
    ],
    ids=str,
)
def test_what_a_proposal_may_never_be(cast: Cast, change: dict[str, Any]) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(id=proposal.id).update(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"before": "open"},
        {"after": "mau"},
        {"name": "answer"},
        {"name": "return", "before": "open"},
    ],
    ids=str,
)
def test_what_a_hop_may_never_be(cast: Cast, change: dict[str, Any]) -> None:
    make_proposal(cast.owner, cast.department)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposalMove.objects.update(**change)


def test_a_proposal_is_raised_once(cast: Cast) -> None:
    move = make_proposal(cast.owner, cast.department).moves.get()
    move.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        move.save(force_insert=True)


@pytest.mark.parametrize(
    "change", [{"told": ""}, {"taken_back": "x"}, {"superseded_at": LATER}], ids=str
)
def test_what_a_note_may_never_be(cast: Cast, change: dict[str, Any]) -> None:
    make_remark(cast.owner, cast.department)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.update(**change)


def test_a_tag_stands_once_on_a_proposal(cast: Cast) -> None:
    proposal = make_proposal(cast.owner, cast.department)
    remark = actions.tag_proposal(by=cast.owner, proposal=proposal, tag=make_tag(), at=AT)
    remark.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        remark.save(force_insert=True)


# --- the table -----------------------------------------------------------------------------------


def test_every_state_is_reached_and_every_hop_has_words() -> None:
    assert PROPOSAL_STEPS.reachable() == {state.value for state in ProposalState}
    assert {step.name for step in PROPOSAL_STEPS if step.apart_from} == {"draft", "answer"}


def test_whom_a_body_may_turn_to(cast: Cast) -> None:
    ministry = make_organisation("Bộ Mẫu", OrganisationKind.MINISTRY)

    def above(body: Organisation) -> list[Organisation]:
        return bodies_above(body, DAY)

    assert above(cast.centre) == [cast.department, cast.agency, ministry]
    assert above(cast.department) == [cast.agency, ministry]
    assert above(cast.agency) == [ministry]
    assert above(ministry) == []
