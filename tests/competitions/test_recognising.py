"""The decision: certificates with their numbers and days, one result, what reports then say."""

from datetime import date

import pytest

from khuyencong.competitions.actions.recognising import DecisionTold, put_forward, recognise
from khuyencong.competitions.actions.revoking import revoke
from khuyencong.competitions.models import Certificate, CertificateCounter, CouncilSession
from khuyencong.competitions.queries.documents import (
    DECISION,
    MINUTES,
    certificate_document,
    decision_document,
)
from khuyencong.competitions.queries.session import law_of
from khuyencong.competitions.rules.titles import state_on
from khuyencong.competitions.states import CertificateState, RoundState
from khuyencong.core.models import JournalEntry
from khuyencong.core.refusal import Refused
from khuyencong.documents import write_docx, write_pdf
from khuyencong.office.models import IssuedDocument
from khuyencong.results.models import Result
from khuyencong.results.queries import counted
from khuyencong.results.queries.integrity import result_faults
from khuyencong.values.shortcode import read_code
from tests.cast import Cast
from tests.competitions.council import AT, DAY, DECIDED, Council, make_council, make_vote_law
from tests.factories import make_certificate, make_entry, make_round

YEAR = date(2026, 1, 1), date(2027, 1, 1)


@pytest.fixture
def decided(council: Council) -> Council:
    council.ready()
    council.close()
    return council


def test_each_recognised_product_gets_a_certificate(decided: Council) -> None:
    decided.recognise()
    decided.round.refresh_from_db()
    rows = list(Certificate.objects.order_by("number"))
    assert decided.round.state == RoundState.RECOGNISED
    assert [(one.entry.code, one.shown) for one in rows] == [
        ("CB-001", "01/2026"),
        ("CB-002", "02/2026"),
    ]
    one = rows[0]
    assert (one.issued_on, one.last_day, one.verified) == (DECIDED, date(2029, 12, 31), True)
    assert one.clause.startswith("khoản 3 Điều 17 (sửa đổi 2018)")
    assert "26/2014/TT-BCT" in one.clause
    assert one.product_name == decided.entries[0].product.name
    assert one.maker_place.startswith("xã Mẫu")
    assert read_code(one.code) == one.code
    assert rows[0].code != rows[1].code
    assert CertificateCounter.objects.get().last == 2


def test_the_term_of_2017_was_never_read(cast: Cast) -> None:
    make_vote_law()
    old = make_council(cast, (900,), year=2017, opens_on=date(2017, 3, 1))
    old.ready()
    CouncilSession.objects.update(held_on=date(2017, 8, 1))
    old.close()
    old.recognise("07/QĐ-UBND", date(2017, 9, 5))
    one = Certificate.objects.get()
    assert (one.last_day, one.verified, one.year) == (None, False, 2017)
    assert state_on(one, date(2026, 1, 1)) is CertificateState.UNKNOWN


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        ("", DECIDED, "số quyết định"),
        ("05/QĐ-UBND", date(2026, 11, 17), "Hội đồng họp"),
        ("05/QĐ-UBND", date(2026, 11, 21), "chưa tới"),
    ],
)
def test_a_decision_is_told_whole(decided: Council, number: str, day: date, said: str) -> None:
    with pytest.raises(Refused, match=said):
        decided.recognise(number, day)
    assert not Certificate.objects.exists()
    assert not Result.objects.exists()


def test_only_a_head_of_the_organiser_recognises_once(decided: Council, cast: Cast) -> None:
    told = DecisionTold(number="05/QĐ-UBND", day=DECIDED)
    for person in (cast.owner, decided.secretary, cast.stranger, cast.agency_officer):
        with pytest.raises(Refused, match="quyền"):
            recognise(by=person, round=decided.round, told=told, at=AT)
    decided.recognise()
    with pytest.raises(Refused, match="bước"):
        decided.recognise()
    assert Certificate.objects.count() == 2
    assert Result.objects.count() == 1


def test_a_round_that_was_not_decided_is_not_recognised(council: Council) -> None:
    with pytest.raises(Refused, match="bước"):
        council.recognise()


def test_the_vote_counts_once_in_the_reports(decided: Council, cast: Cast) -> None:
    decided.recognise()
    decided.round.refresh_from_db()
    row = Result.objects.get()
    assert (row.kind, row.variant, row.series) == (
        "voting",
        "province",
        decided.round.result_series,
    )
    found = counted(cast.department, *YEAR, by=())
    told = {key[0]: one.value for key, one in found.items()}
    assert told == {
        "voting.rounds": 1,
        "products.recognised": 2,
        "products.turns": 2,
        "voting.establishments": 2,
        "voting.turns": 3,
    }
    assert row.more == {"entered": 3}
    assert list(result_faults()) == []


def test_a_revocation_leaves_what_was_counted(decided: Council, cast: Cast) -> None:
    decided.recognise()
    one = Certificate.objects.order_by("number")[0]
    before = counted(cast.department, *YEAR, by=())
    revoke(by=decided.head, certificate=one, day=DECIDED, decision="9/QĐ", reason="Mẫu", at=AT)
    assert counted(cast.department, *YEAR, by=()) == before


def test_a_certificate_is_revoked_once_by_its_keeper(decided: Council, cast: Cast) -> None:
    decided.recognise()
    one = Certificate.objects.order_by("number")[0]
    told = {"certificate": one, "decision": "9/QĐ", "reason": "Không còn sản xuất", "at": AT}
    for person in (cast.owner, cast.stranger, decided.secretary):
        with pytest.raises(Refused, match="quyền"):
            revoke(by=person, day=DECIDED, **told)
    for day, said in ((DAY, "không trước"), (date(2026, 11, 21), "chưa tới")):
        with pytest.raises(Refused, match=said):
            revoke(by=decided.head, day=day, **told)
    for missing in ("decision", "reason"):
        with pytest.raises(Refused, match="Chưa ghi"):
            revoke(by=decided.head, day=DECIDED, **told | {missing: " "})
    row = revoke(by=decided.head, day=DECIDED, **told)
    assert state_on(row, DECIDED) is CertificateState.REVOKED
    assert state_on(row, DAY) is CertificateState.VALID
    with pytest.raises(Refused, match="đã bị thu hồi"):
        revoke(by=decided.head, day=DECIDED, **told)
    facts = JournalEntry.objects.get(act="certificate.revoked").facts
    assert facts == {"number": 1, "year": 2026, "day": "2026-11-19"}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2029, 12, 31), CertificateState.VALID),
        (date(2030, 1, 1), CertificateState.EXPIRED),
    ],
)
def test_a_certificate_holds_to_the_end_of_its_last_day(
    decided: Council, day: date, state: CertificateState
) -> None:
    decided.recognise()
    assert state_on(Certificate.objects.order_by("number")[0], day) is state


def test_a_new_title_renews_the_older_of_its_product_and_level(cast: Cast) -> None:
    make_vote_law()
    one = make_council(cast, (900, 800))
    products = [entry.product for entry in one.entries]
    past = make_round(cast.department, state=RoundState.RECOGNISED)
    older = make_certificate(make_entry(past, products[0]), number=70, issued_on=date(2022, 3, 5))
    gone = make_certificate(
        make_entry(past, products[1]),
        number=71,
        revoked_on=date(2026, 4, 1),
        revoked_by=cast.head.id,
        revoke_reason="Mẫu",
    )
    nation = make_round(cast.department, "nation", state=RoundState.RECOGNISED)
    make_certificate(make_entry(nation, products[0]), number=72)
    one.ready()
    one.close()
    one.recognise()
    renewed = {row.product_id: row.renews_id for row in Certificate.objects.filter(number__lt=70)}
    assert renewed == {products[0].id: older.id, products[1].id: None}
    assert gone.renewed_by.count() == 0


def test_numbers_run_on_through_rounds_of_a_year(decided: Council, cast: Cast) -> None:
    second = make_council(cast)
    second.ready()
    second.close()
    decided.recognise()
    second.recognise("06/QĐ-UBND")
    numbers = sorted(Certificate.objects.values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4]


def test_minutes_and_decision_are_put_forward_by_the_organiser(
    decided: Council, cast: Cast
) -> None:
    for code in (MINUTES.code, DECISION.code):
        with pytest.raises(Refused):
            put_forward(by=decided.secretary, round=decided.round, code=code, at=AT)
        put_forward(by=cast.owner, round=decided.round, code=code, at=AT)
    rows = IssuedDocument.objects.order_by("drafted_at", "id")
    assert [(row.kind, row.type, row.tail) for row in rows] == [
        (MINUTES.code, "BB", "SCT"),
        (DECISION.code, "QĐ", "UBND"),
    ]


def test_a_round_under_way_has_nothing_to_put_forward(council: Council, cast: Cast) -> None:
    with pytest.raises(Refused, match="chưa kết luận"):
        put_forward(by=cast.owner, round=council.round, code=DECISION.code, at=AT)


def test_decision_and_certificate_can_be_printed(decided: Council) -> None:
    session = CouncilSession.objects.get()
    words = decision_document(decided.round, session, law_of(decided.round, DECIDED))
    assert "31 tháng 12 năm 2029" in str(words)
    assert decided.entries[0].product.name in str(words.appendices)
    assert decided.entries[2].product.name not in str(words.appendices)
    decided.recognise()
    one = Certificate.objects.order_by("number")[0]
    for document in (words, certificate_document(one, f"https://vi.du/q/{one.code}")):
        assert write_docx(document)[:2] == b"PK"
        assert write_pdf(document)[:4] == b"%PDF"
