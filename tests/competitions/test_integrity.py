"""`khuyencong verify` finds what was changed behind the acts."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from khuyencong.competitions.models import (
    Ballot,
    Certificate,
    CertificateCounter,
    Conflict,
    CouncilSession,
    Entry,
    Ledger,
    MinutesCounter,
    Round,
    Seat,
    Sheet,
    Verdict,
)
from khuyencong.competitions.queries.integrity import competition_faults
from khuyencong.core.identity import new_id
from khuyencong.verification import verify
from tests.competitions.council import Council
from tests.factories import ENTERED_AT


@pytest.fixture
def recognised(council: Council) -> Council:
    council.ready()
    council.close()
    council.recognise()
    return council


def _ledger() -> None:
    told = {"text": "{}", "sha256": "ab" * 32, "at": ENTERED_AT}
    Ledger.objects.create(round=Round.objects.get(), stage=1, **told)


BROKEN: dict[str, tuple[Callable[[], object], str]] = {
    "gap": (lambda: CertificateCounter.objects.update(last=3), "Số giấy chứng nhận"),
    "number": (lambda: Certificate.objects.filter(number=2).update(number=4), "Số giấy"),
    "minutes": (lambda: MinutesCounter.objects.update(last=2), "Số biên bản"),
    "day": (lambda: Certificate.objects.update(last_day=date(2030, 1, 1)), "hạn khác"),
    "words": (lambda: CouncilSession.objects.update(minutes={"a": 1}), "biên bản khác"),
    "ballot": (
        lambda: Ballot.objects.filter(pk=Ballot.objects.first().pk).update(vote="against"),
        "đếm lại khác",
    ),
    "count": (lambda: Verdict.objects.filter(rank=1).update(votes_for=9), "đếm lại khác"),
    "rank": (lambda: Verdict.objects.filter(rank=1).update(rank=2), "hạng của"),
    "state": (lambda: Round.objects.update(state="tallied"), "chưa có kết luận"),
    "refused": (lambda: Verdict.objects.filter(rank=1).update(recognised=False), "không công nhận"),
    "added": (lambda: Verdict.objects.filter(rank=3).update(recognised=True), "không có giấy"),
    "result": (lambda: Round.objects.update(result_series=new_id()), "không còn"),
    "ledger": (_ledger, "dấu vân tay"),
    "points": (
        lambda: Sheet.objects.filter(total=900).update(
            market=100, benefit=100, culture=100, other=100, total=400
        ),
        "hạng của",
    ),
    "code": (lambda: Round.objects.update(last_numbers={"food": 2}), "mã lớn hơn"),
    "level": (lambda: Certificate.objects.update(level="nation"), "khác sản phẩm hoặc cấp"),
}


def test_a_whole_vote_has_no_fault(recognised: Council) -> None:
    assert list(competition_faults()) == []
    assert Entry.objects.count() == 3


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_changed_behind_the_acts_is_found(recognised: Council, name: str) -> None:
    change, said = BROKEN[name]
    change()
    assert said in " ".join(competition_faults())


def test_verify_asks_the_vote_too(recognised: Council) -> None:
    MinutesCounter.objects.update(last=7)
    assert any("Số biên bản" in fault for fault in verify())


def test_what_was_closed_stays_as_it_was_when_members_leave_or_tell_a_tie_later(
    recognised: Council,
) -> None:
    session = CouncilSession.objects.get()
    later = session.closed_at + timedelta(days=30)
    seats = Seat.objects.filter(round=session.round, body="council").order_by("code")
    first, second = seats[0], seats[1]
    Seat.objects.filter(id=first.id).update(ended_at=later, end_reason="chuyển công tác")
    entry = Ballot.objects.filter(seat=second).select_related("entry__product").first().entry
    Conflict.objects.create(
        seat=second,
        establishment=entry.product.establishment,
        kind="declared",
        reason="khai sau",
        at=later,
    )
    assert [said for said in competition_faults() if "Phiên họp" in said] == []
