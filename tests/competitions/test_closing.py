"""The session is closed once: what is missing is said, the minutes have the next number."""

import pytest

from khuyencong.competitions.actions.closing import close_session
from khuyencong.competitions.models import CouncilSession, Ledger, MinutesCounter, Verdict
from khuyencong.competitions.queries.documents.minutes import fingerprint
from khuyencong.competitions.states import RoundState, Vote
from khuyencong.core import journal
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.documents import restored, write_docx, write_pdf
from tests.cast import Cast
from tests.competitions.council import AT, Council, keep_out, make_council
from tests.factories import ENTERED_AT


def test_a_session_is_closed_with_votes_minutes_and_step(council: Council) -> None:
    council.ready()
    council.close()
    council.round.refresh_from_db()
    session = CouncilSession.objects.get()
    assert council.round.state == RoundState.DECIDED
    assert (session.minutes_number, session.minutes_year) == (1, 2026)
    assert session.minutes_sha256 == fingerprint(session.minutes)
    told = Verdict.objects.order_by("rank").values_list(
        "rank", "recognised", "votes_for", "votes_against", "votes_abstained"
    )
    assert list(told) == [(1, True, 3, 0, 0), (2, True, 3, 0, 0), (3, False, 3, 0, 0)]
    step = council.round.steps.get()
    assert (step.name, step.by) == ("decide", council.secretary.id)
    facts = JournalEntry.objects.get(act="session.closed").facts
    assert facts == {"number": 1, "year": 2026, "sha256": session.minutes_sha256}


def test_the_minutes_tell_all_that_was_decided(council: Council) -> None:
    Ledger.objects.create(round=council.round, stage=1, text="{}", sha256="cd" * 32, at=ENTERED_AT)
    keep_out(council.seats[2], council.entries[1])
    council.open()
    council.all_for()
    for entry in council.entries:
        council.decide(entry, recognised=entry is not council.entries[1], reason="Mẫu mã riêng")
    council.decide(council.entries[0], nominated=True, prize="Giải nhất")
    council.close()
    minutes = CouncilSession.objects.get().minutes
    words = str(minutes)
    for entry in council.entries:
        assert entry.code in words
        assert entry.product.name in words
    assert council.seats[2].user.full_name in words
    for told in ("Mẫu mã riêng", "Giải nhất", "chưa kiểm chứng", "Quy chế mẫu", "cdcdcdcd cdcd"):
        assert told in words, told
    document = restored(minutes)
    assert write_docx(document)[:2] == b"PK"
    assert write_pdf(document)[:4] == b"%PDF"


def test_it_says_all_that_is_missing(council: Council) -> None:
    council.open(percent=100)
    council.there(council.seats[:2])
    with pytest.raises(Refused) as refusal:
        council.close()
    assert "2 trên 3" in str(refusal.value)
    assert "Chưa kết luận: CB-001, CB-002, CB-003" in str(refusal.value)
    assert not MinutesCounter.objects.exists()


def test_an_entry_needs_a_quorum_of_those_who_do_not_keep_out(council: Council) -> None:
    """Two of three are there, but of the two who may decide on the first entry only one."""
    keep_out(council.seats[0], council.entries[0])
    council.open(percent=60)
    council.there(council.seats[:2])
    for entry in council.entries:
        council.decide(entry, recognised=False)
    with pytest.raises(Refused, match="CB-001: chỉ 1 trên 2"):
        council.close()


def test_nothing_is_recognised_against_the_majority(council: Council) -> None:
    council.ready()
    council.vote(council.entries[0], Vote.AGAINST, Vote.ABSTAIN)
    with pytest.raises(Refused, match="CB-001: chưa quá nửa"):
        council.close()


@pytest.mark.parametrize(
    ("recognised", "codes"),
    [
        ((True, True, True), "CB-003"),  # below the mark
        ((False, True, False), "CB-001"),
        ((False, False, True), "CB-001, CB-002, CB-003"),
    ],
)
def test_what_departs_from_ranking_or_mark_is_explained(
    council: Council, recognised: tuple[bool, ...], codes: str
) -> None:
    council.ready()
    for entry, yes in zip(council.entries, recognised, strict=True):
        council.decide(entry, yes)
    with pytest.raises(Refused, match=f"cần ghi lý do: {codes}\\."):
        council.close()
    for entry, yes in zip(council.entries, recognised, strict=True):
        council.decide(entry, yes, reason="Theo ý kiến hội đồng")
    council.close()


def test_a_shared_rank_told_apart_is_explained(cast: Cast) -> None:
    one = make_council(cast, (800, 800))
    one.ready()
    one.decide(one.entries[0], True, reason="")
    one.decide(one.entries[1], False)
    with pytest.raises(Refused, match="lý do"):
        one.close()


def test_the_council_decides_only_once(council: Council) -> None:
    council.ready()
    council.close()
    with pytest.raises(Refused, match="đã đóng"):
        council.close(council.other_secretary)
    assert MinutesCounter.objects.get().last == 1


def test_others_do_not_close_it(council: Council, cast: Cast) -> None:
    council.ready()
    for person in (council.members[0], cast.owner, cast.head, cast.stranger):
        with pytest.raises(Refused, match="ban thư ký"):
            close_session(by=person, round=council.round, at=AT)


def test_numbers_run_on_in_a_body(council: Council, cast: Cast) -> None:
    second = make_council(cast)
    for one in (council, second):
        one.ready()
        one.close()
    numbers = CouncilSession.objects.order_by("minutes_number")
    assert [one.minutes_number for one in numbers] == [1, 2]


def test_a_close_that_fails_at_last_leaves_nothing(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    council.ready()
    record = journal.record

    def failing(act: str, **told: object) -> object:
        if act == "round.decide":
            raise OSError("đĩa đầy")
        return record(act, **told)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(journal, "record", failing)
        with pytest.raises(OSError, match="đĩa đầy"):
            council.close()
    council.round.refresh_from_db()
    assert council.round.state == RoundState.TALLIED
    assert not MinutesCounter.objects.exists()
    assert CouncilSession.objects.get().closed_at is None
    council.close()
    assert CouncilSession.objects.get().minutes_number == 1


def test_a_session_without_entries_is_not_closed(cast: Cast) -> None:
    one = make_council(cast, ())
    one.open()
    with pytest.raises(Refused, match="Không có hồ sơ"):
        one.close()
