"""What the council nominated climbs: with its answers and papers, once, under a valid title."""

from datetime import date

import pytest

from khuyencong.applications.models import Paper, PaperUse
from khuyencong.applications.queries.papers import uses_of
from khuyencong.competitions import actions
from khuyencong.competitions.models import Certificate, CouncilSession, Entry, Round, Verdict
from khuyencong.competitions.queries.judging import ABOUT
from khuyencong.competitions.states import RoundLevel, RoundState
from khuyencong.core.refusal import Refused
from tests.cast import Cast
from tests.competitions.dossiers import CLOSED, OPEN, make_called, make_maker, make_sent
from tests.factories import make_certificate
from tests.threads import raised, together

pytestmark = pytest.mark.django_db


def nominate(entry: Entry, *, nominated: bool = True) -> Entry:
    """Let the council of the entry's round recognise it, and nominate it or not."""
    session = CouncilSession.objects.filter(round=entry.round).first()
    if session is None:
        session = CouncilSession.objects.create(
            round=entry.round,
            held_on=date(2026, 3, 5),
            quorum_percent=67,
            opened_by=entry.by,
            opened_at=OPEN,
        )
    Verdict.objects.create(session=session, entry=entry, recognised=True, nominated=nominated)
    Round.objects.filter(id=entry.round_id).update(state=RoundState.RECOGNISED)
    return Entry.objects.get(id=entry.id)


@pytest.fixture
def titled(cast: Cast) -> Entry:
    """Return an accepted entry of a province, nominated, with its title."""
    round = make_called(cast.department)
    entry = make_sent(cast.owner, round, make_maker(cast.owner, cast.department))
    entry = actions.accept_entry(by=cast.colleague, entry=entry, at=OPEN)
    make_certificate(entry)
    return nominate(entry)


def nation(cast: Cast, **more: object) -> Round:
    return make_called(cast.agency, RoundLevel.NATION, from_province=True, **more)


def test_answers_photographs_and_papers_go_up_and_nothing_is_typed_again(
    cast: Cast, titled: Entry
) -> None:
    round = nation(cast)
    above = actions.climb(by=cast.owner, entry=titled, to_round=round, at=OPEN)
    assert (above.answers, above.product, above.climbed_from) == (
        titled.answers,
        titled.product,
        titled,
    )
    assert (above.custodian, above.state, above.code) == (cast.agency, "draft", "")
    assert [use.paper for use in uses_of(ABOUT, above.id)] == [
        use.paper for use in uses_of(ABOUT, titled.id)
    ]
    assert Paper.objects.count() == 1
    assert PaperUse.objects.count() == 2
    assert titled.versions.count() == 1
    sent = actions.submit_entry(by=cast.owner, entry=above, seen=above.stamp, at=OPEN)
    taken = actions.accept_entry(by=cast.agency_officer, entry=sent, at=OPEN)
    assert taken.code == "CB-01"


def test_nothing_climbs_twice_nor_late_nor_by_a_stranger(cast: Cast, titled: Entry) -> None:
    round = nation(cast)
    with pytest.raises(Refused, match="không có quyền"):
        actions.climb(by=cast.stranger, entry=titled, to_round=round, at=OPEN)
    with pytest.raises(Refused, match="01/07/2026"):
        actions.climb(by=cast.owner, entry=titled, to_round=round, at=CLOSED)
    actions.climb(by=cast.agency_officer, entry=titled, to_round=round, at=OPEN)
    with pytest.raises(Refused, match="đã được đưa lên"):
        actions.climb(by=cast.owner, entry=titled, to_round=nation(cast), at=OPEN)


def test_only_the_level_below_and_of_its_own_region(cast: Cast, titled: Entry) -> None:
    strict = make_called(cast.agency, RoundLevel.NATION)
    with pytest.raises(Refused, match="từ cấp khu vực lên"):
        actions.climb(by=cast.owner, entry=titled, to_round=strict, at=OPEN)
    level = make_called(cast.department)
    with pytest.raises(Refused, match="không nhận sản phẩm từ cấp dưới"):
        actions.climb(by=cast.owner, entry=titled, to_round=level, at=OPEN)


def test_what_was_not_nominated_stays(cast: Cast, titled: Entry) -> None:
    Verdict.objects.update(nominated=False)
    with pytest.raises(Refused, match="chưa chọn"):
        actions.climb(by=cast.owner, entry=titled, to_round=nation(cast), at=OPEN)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"last_day": date(2026, 6, 29)}, "hạn 29/06/2026"),
        ({"last_day": None}, "chưa rõ"),
        (
            {
                "revoked_on": date(2026, 5, 1),
                "revoked_by": "00000000-0000-0000-0000-000000000001",
                "revoke_reason": "x",
            },
            "thu hồi",
        ),
    ],
)
def test_a_title_that_does_not_hold_lets_nothing_climb(
    cast: Cast, titled: Entry, change: dict[str, object], said: str
) -> None:
    Certificate.objects.update(**change)
    with pytest.raises(Refused, match=said):
        actions.climb(by=cast.owner, entry=titled, to_round=nation(cast), at=OPEN)
    Certificate.objects.all().delete()
    with pytest.raises(Refused, match="chưa có giấy chứng nhận"):
        actions.climb(by=cast.owner, entry=titled, to_round=nation(cast), at=OPEN)


@pytest.mark.django_db(transaction=True)
def test_two_who_climb_at_once_make_one_entry(cast: Cast, titled: Entry) -> None:
    rounds = [nation(cast), nation(cast)]
    outcomes = together(
        2, lambda n: actions.climb(by=cast.owner, entry=titled, to_round=rounds[n], at=OPEN)
    )
    (refusal,) = raised(outcomes)
    assert isinstance(refusal, Refused), refusal
    assert Entry.objects.filter(climbed_from=titled).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_accepted_at_once_get_two_codes(cast: Cast) -> None:
    round, maker = make_called(cast.department), make_maker(cast.owner, cast.department)
    entries = [make_sent(cast.owner, round, maker) for _ in range(2)]
    outcomes = together(
        2, lambda n: actions.accept_entry(by=cast.colleague, entry=entries[n], at=OPEN).code
    )
    assert raised(outcomes) == []
    assert sorted(map(str, outcomes)) == ["CB-01", "CB-02"]
