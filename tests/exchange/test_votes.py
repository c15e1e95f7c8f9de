"""What a province votes stands at the centre as it was concluded, without who voted how."""

from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from khuyencong.competitions.actions.criteria import CriteriaTold, adopt_criteria
from khuyencong.competitions.actions.fakes import FakeTold, answer_fake, report_fake
from khuyencong.competitions.actions.revoking import revoke
from khuyencong.competitions.models import (
    Ballot,
    Certificate,
    CertificateCounter,
    CouncilSession,
    CriteriaSet,
    FakeReport,
    Ledger,
    MinutesCounter,
    Round,
    Seat,
    Sheet,
    SubCriterion,
    Verdict,
)
from khuyencong.competitions.queries.public import title_page
from khuyencong.competitions.queries.session import Sitting, law_of, sitting_of
from khuyencong.competitions.states import CertificateState, FakeState
from khuyencong.core.models import JournalEntry
from khuyencong.exchange.actions import importing
from khuyencong.exchange.actions.deciding import decide
from khuyencong.exchange.models import Conflict, Instance, Parked
from khuyencong.exchange.states import Verdict as Decision
from khuyencong.law.models import Parameter
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.rows.vote import certificates as open_certificates
from khuyencong.opendata.queries.rows.vote import ledgers as open_ledgers
from khuyencong.opendata.queries.rows.vote import rounds as open_rounds
from khuyencong.results.models import Result
from khuyencong.results.queries import counted
from khuyencong.verification import verify
from tests.competitions.council import AT, DAY, DECIDED, Council
from tests.exchange.machines import Machine
from tests.exchange.votes import hold, know_the_vote, made, recognised, titles
from tests.factories import make_entry, make_round, make_user

Pair = tuple[Machine, Machine]
YEAR = date(2026, 1, 1), date(2027, 1, 1)


@pytest.fixture
def voting(pair: Pair) -> Pair:
    """Return two machines on which the reference data of a vote is loaded."""
    for machine in pair:
        with machine.here():
            know_the_vote(machine)
    return pair


def vote(province: Machine, **more: object) -> Council:
    with province.here():
        council = hold(province)
        recognised(council, **more)  # type: ignore[arg-type]
        council.round.refresh_from_db()
        return council


def require_equal_and_clean(pair: Pair) -> None:
    assert pair[0].everything() == pair[1].everything()
    for machine in pair:
        with machine.here():
            assert not Parked.objects.exists()
            assert list(verify()) == []


def told_of(sitting: Sitting) -> list[tuple[object, ...]]:
    return [
        (one.entry.code, one.ranked.rank, one.ranked.mean, one.votes, one.outcome)
        for one in sitting.entries
    ]


def sitting(machine: Machine, council: Council) -> Sitting:
    with machine.here():
        round = Round.objects.get(pk=council.round.pk)
        return sitting_of(round, law_of(round, DAY))


def test_what_a_council_concluded_stands_at_the_centre_without_who_voted_how(
    voting: Pair,
) -> None:
    centre, province = voting
    council = vote(province, nominated=[0])
    centre.take(province.export().data)
    require_equal_and_clean(voting)
    with centre.here():
        assert [Model.objects.count() for Model in (Seat, Sheet, Ballot)] == [0, 0, 0]
        session = CouncilSession.objects.get()
        assert (session.minutes, session.remarks, session.minutes_number) == (None, "", 1)
        assert len(session.minutes_sha256) == 64
        assert Certificate.objects.count() == 2
        assert CertificateCounter.objects.get().last == 2
        assert MinutesCounter.objects.get().last == 1
    there, here = sitting(centre, council), sitting(province, council)
    assert told_of(there) == told_of(here)
    assert (there.is_elsewhere, here.is_elsewhere) == (True, False)
    assert [one.votes.for_it for one in there.entries] == [3, 3, 3]


def test_the_figures_of_the_centre_count_a_vote_that_came_once(voting: Pair) -> None:
    centre, province = voting
    vote(province)
    data = province.export().data
    for _ in range(2):
        centre.take(data)
    found = []
    for machine in voting:
        with machine.here():
            body, moment = machine.bodies["so"], Moment(AT)
            figures = {k[0]: v.value for k, v in counted(body, *YEAR, by=()).items()}
            opened = [list(rows(moment)) for rows in (open_rounds, open_certificates)]
            found.append((figures, opened, len(list(open_ledgers(moment)))))
            assert Result.objects.count() == 1
    assert found[0] == found[1]
    assert found[0][0]["products.recognised"] == 2
    assert (len(found[0][1][1]), found[0][2]) == (2, 1)


def test_nothing_of_a_session_leaves_before_the_council_concluded(voting: Pair) -> None:
    centre, province = voting
    with province.here():
        council = hold(province)
        council.ready()
    centre.take(province.export().data)
    with centre.here():
        assert Round.objects.get().state == "tallied"
        assert [M.objects.count() for M in (CouncilSession, Verdict, Ledger)] == [0, 0, 0]
    with province.here():
        council.close()
    centre.take(province.export().data)
    require_equal_and_clean(voting)
    with centre.here():
        assert [M.objects.count() for M in (CouncilSession, Verdict, Ledger)] == [1, 3, 1]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: Verdict.objects.filter(rank=1).update(votes_for=2), "kết luận khác"),
        (lambda: Verdict.objects.filter(rank=3).update(nominated=False, reason="x"), "kết luận"),
        (lambda: CouncilSession.objects.update(minutes_sha256="ab" * 32), "kết luận khác"),
        (lambda: Certificate.objects.filter(number=1).update(last_day=None), "khác với khi nhận"),
        (lambda: Certificate.objects.filter(number=1).update(maker_name="Ai"), "khác với khi nhận"),
        (lambda: JournalEntry.objects.filter(about__startswith="session").delete(), "kết luận"),
    ],
)
def test_what_was_taken_and_then_altered_here_is_found(
    voting: Pair, change: object, said: str
) -> None:
    centre, province = voting
    vote(province)
    centre.take(province.export().data)
    with centre.here():
        change()  # type: ignore[operator]
        assert any(said in fault for fault in verify())


def test_a_title_holds_as_the_law_of_its_home_said(voting: Pair) -> None:
    centre, province = voting
    with centre.here():
        # Nobody confirmed the term of 2018 here.
        Parameter.objects.filter(code="term").delete()
    vote(province)
    centre.take(province.export().data)
    require_equal_and_clean(voting)
    assert {one.last_day for one in titles(centre)} == {date(2029, 12, 31)}


def test_a_revocation_arrives_and_a_late_bundle_does_not_undo_it(voting: Pair) -> None:
    centre, province = voting
    council = vote(province)
    late = province.export().data
    with province.here():
        one = Certificate.objects.get(number=1)
        revoke(by=council.head, certificate=one, day=DECIDED, decision="9/QĐ", reason="x", at=AT)
    centre.take(province.export().data)
    for _ in range(2):
        centre.take(late)
    require_equal_and_clean(voting)
    with centre.here():
        page = title_page(one.code, DECIDED)
        assert page is not None
        assert (page.state, page.day) == (CertificateState.REVOKED, DECIDED)


def test_the_page_behind_a_qr_says_whose_register_it_copies(voting: Pair, client: Client) -> None:
    centre, province = voting
    vote(province)
    with province.here():
        here = client.get(f"/q/{Certificate.objects.get(number=1).code}").content.decode()
    assert "từ sổ của đơn vị cấp" in here
    centre.take(province.export().data)
    cache.clear()
    with centre.here():
        one = Certificate.objects.get(number=1)
        Instance.objects.filter(is_own=False).update(address="https://bac.example")
        there = client.get(f"/q/{one.code}").content.decode()
        assert "Còn hiệu lực" in there
        assert f'Sổ của đơn vị cấp ở <a href="https://bac.example/q/{one.code}">' in there
        assert "từ sổ của đơn vị cấp" not in there


def test_a_code_that_has_not_come_yet_is_not_called_a_fake(voting: Pair, client: Client) -> None:
    centre, province = voting
    vote(province)
    code = {one.code for one in titles(province)}.pop()
    with centre.here():
        late = client.get(f"/q/{code}")
        assert late.status_code == 404
        assert "có thể tới đây chậm" in late.content.decode()
        Instance.objects.filter(is_own=False).update(
            state="ended", ended_at=centre.now(), end_reason="thôi"
        )
        assert "có thể tới đây chậm" not in client.get(f"/q/{code}").content.decode()


def test_the_result_of_a_vote_held_elsewhere_is_read_without_its_minutes(
    voting: Pair, client: Client
) -> None:
    centre, province = voting
    council = vote(province, nominated=[0])
    centre.take(province.export().data)
    with centre.here():
        client.force_login(make_user("AGENCY_OFFICER", centre.bodies["cuc"]))
        page = client.get(f"/desk/binh-chon/{council.round.pk}/ket-qua/").content.decode()
    assert "ai bỏ phiếu thế nào và biên bản ở hệ thống của" in page
    assert "/ket-qua/minutes.pdf" not in page
    assert "hạng 2" in page
    assert "3 / 0 / 0" in page
    assert "dự cấp trên" in page


def test_a_province_sees_the_titles_of_the_nation_and_cannot_change_them(voting: Pair) -> None:
    centre, province = voting
    with province.here():
        product = made(province)
    centre.take(province.export().data)
    with centre.here():
        council = hold(centre, "cuc", "nation", points=(900,))
        entry = make_entry(council.round, type(product).objects.get(pk=product.pk), code="CB-100")
        assert entry.custodian == centre.bodies["cuc"]
        recognised(council)
    province.take(centre.export().data)
    with province.here():
        one = Certificate.objects.get(custodian=province.bodies["cuc"])
        Certificate.objects.update(maker_name="Tên khác")
    centre.take(province.export().data)
    with centre.here():
        wish = Conflict.objects.get()
        assert (wish.kind, wish.record) == ("competitions.Certificate", one.pk)
        assert Certificate.objects.get().maker_name != "Tên khác"
        how = {"by": centre.head, "conflict": wish, "reason": "Đúng như đã cấp", "at": centre.now()}
        decide(verdict=Decision.OURS, **how)
    province.take(centre.export().data)
    require_equal_and_clean(voting)


def test_criteria_that_a_body_adopted_travel_before_the_round_that_goes_by_them(
    voting: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre, province = voting
    # The list of criteria is read for the first round, and has to be read again for the second.
    monkeypatch.setattr(importing, "CHUNK", 1)
    with province.here():
        make_round(province.bodies["so"])
    first = province.export().data
    with province.here():
        said = {"name": "Bộ riêng", "clause": "QĐ mẫu", "valid_from": date(2026, 1, 1)}
        own = adopt_criteria(
            by=province.officer,
            told=CriteriaTold(custodian=province.bodies["so"], **said),  # type: ignore[arg-type]
            at=province.now(),
        )
        part = {"criterion": "market", "position": 1, "label": "Bán được", "most": 50}
        SubCriterion.objects.create(criteria=own, **part)
        later = make_round(province.bodies["so"], criteria=own)
    centre.take(province.export().data)
    centre.take(first)
    require_equal_and_clean(voting)
    with centre.here():
        assert Round.objects.get(pk=later.pk).criteria_id == own.id
        assert CriteriaSet.objects.filter(custodian=None).count() == 1
        assert SubCriterion.objects.get().criteria_id == own.id


def test_who_saw_a_fake_at_the_centre_is_heard_by_who_gave_the_title(voting: Pair) -> None:
    centre, province = voting
    vote(province)
    centre.take(province.export().data)
    with centre.here():
        title = Certificate.objects.get(number=1)
        seen = FakeTold(what="Tem mờ")
        report_fake(title=title, typed=title.code, told=seen, at=centre.now())
        report_fake(title=None, typed="mã lạ", told=seen, at=centre.now())
    province.take(centre.export().data)
    with province.here():
        wish = Conflict.objects.get()
        assert (wish.kind, wish.custodian) == (
            "competitions.FakeReport",
            province.bodies["so"].id,
        )
        how = {"by": province.head, "conflict": wish, "reason": "Sở kiểm tra"}
        decide(verdict=Decision.THEIRS, at=province.now(), **how)
        row = FakeReport.objects.get()
        answered = {"state": FakeState.CHECKED, "answer": "Đã xử lý", "at": province.now()}
        answer_fake(by=province.officer, report=row, **answered)
    centre.take(province.export().data)
    require_equal_and_clean(voting)
    with centre.here():
        assert FakeReport.objects.get(pk=row.pk).answer == "Đã xử lý"
        assert FakeReport.objects.count() == 2
