"""What no CHECK can hold of a vote: gaps in numbers, days, votes, fingerprints, codes, totals."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from django.db.models import F

from khuyencong.competitions.models import (
    Certificate,
    CertificateCounter,
    CouncilSession,
    Entry,
    Ledger,
    MinutesCounter,
    Round,
    Sheet,
    Verdict,
)
from khuyencong.competitions.queries.documents.minutes import fingerprint
from khuyencong.competitions.queries.session import law_of, sitting_of
from khuyencong.competitions.queries.taken import (
    about_session,
    about_title,
    noted,
    sat_elsewhere,
    session_mark,
    title_mark,
)
from khuyencong.competitions.rules.verdicts import Votes
from khuyencong.competitions.states import EntryState, RoundState, SheetState
from khuyencong.law.rules import certificate_last_day
from khuyencong.results.models import Result

CHUNK = 500
Kept = dict[tuple[UUID, int], list[int]]


def competition_faults() -> Iterator[str]:
    """Yield a Vietnamese sentence for everything of the vote that does not match."""
    yield from _numbers()
    yield from _days()
    yield from _sessions()
    yield from _recognised()
    yield from _ledgers()
    yield from _sheets()
    yield from _codes()


def _numbers() -> Iterator[str]:
    """Numbers of certificates and of minutes run from 1 to what the counter says, each once."""
    given: Kept = defaultdict(list)
    for body, year, number in Certificate.objects.values_list("custodian", "year", "number"):
        given[body, year].append(number)
    yield from _gaps("Số giấy chứng nhận", given, CertificateCounter.objects.all())
    said: Kept = defaultdict(list)
    closed = CouncilSession.objects.filter(minutes_number__isnull=False)
    for one in closed.select_related("round").only(
        "round__custodian", "minutes_year", "minutes_number"
    ):
        said[one.round.custodian_id, one.minutes_year or 0].append(one.minutes_number or 0)
    yield from _gaps("Số biên bản hội đồng", said, MinutesCounter.objects.all())


def _gaps(
    what: str, given: Kept, counters: Iterable[CertificateCounter | MinutesCounter]
) -> Iterator[str]:
    last = {(one.body_id, one.year): one.last for one in counters}
    for key in sorted({*given, *last}, key=str):
        if sorted(given.get(key, [])) != list(range(1, last.get(key, 0) + 1)):
            yield f"{what} của đơn vị {key[0]} năm {key[1]}: thiếu, trùng hoặc quá số đã ghi."


def _days() -> Iterator[str]:
    """A certificate ends when the law of its day of issue says; one that was taken, as it came."""
    known: dict[tuple[date, UUID], date | None] = {}
    rows = Certificate.objects.select_related("entry__round__place").order_by("id")
    titles = rows.iterator(chunk_size=CHUNK)
    while batch := list(islice(titles, CHUNK)):
        marks = noted(about_title(one.id) for one in batch)
        for one in batch:
            yield from _title(one, known, marks.get(about_title(one.id)))


def _title(
    one: Certificate, known: dict[tuple[date, UUID], date | None], mark: str | None
) -> Iterator[str]:
    round = one.entry.round
    key = (one.issued_on, round.place_id)
    if mark is None and key not in known:
        known[key] = certificate_last_day(law_of(round, one.issued_on), one.issued_on)
    if mark is None and one.last_day != known[key]:
        yield f"Giấy chứng nhận {one.shown} ({one.id}): hạn khác với quy định của ngày cấp."
    if mark is not None and title_mark(one) != mark:
        yield f"Giấy chứng nhận {one.shown} ({one.id}): khác với khi nhận từ hệ thống kia."
    if one.product_id != one.entry.product_id or one.level != round.level:
        yield f"Giấy chứng nhận {one.shown} ({one.id}): khác sản phẩm hoặc cấp với hồ sơ."
    if one.renews_id and one.renews and not _renews(one, one.renews):
        yield f"Giấy chứng nhận {one.shown} ({one.id}): thay cho giấy của sản phẩm khác."


def _renews(one: Certificate, older: Certificate) -> bool:
    return (one.product_id, one.level) == (older.product_id, older.level)


def _sessions() -> Iterator[str]:
    """Closed sessions: minutes as they were sealed, every verdict with the votes that were cast."""
    closed = CouncilSession.objects.filter(closed_at__isnull=False)
    kin = ("round__custodian", "round__place", "round__criteria")
    for session in closed.select_related(*kin).order_by("id").iterator(chunk_size=50):
        what = f"Phiên họp {session.id}"
        if session.round.state not in (RoundState.DECIDED, RoundState.RECOGNISED):
            yield f"{what}: đã đóng mà cuộc bình chọn chưa có kết luận."
        if sat_elsewhere(session.round_id):
            mark = noted([about_session(session.id)]).get(about_session(session.id))
            if session_mark(session) != mark:
                yield f"{what}: kết luận khác với khi nhận từ hệ thống kia."
            continue
        if session.minutes is None or fingerprint(session.minutes) != session.minutes_sha256:
            yield f"{what}: biên bản khác với khi đóng."
        yield from _verdicts(session, what)


def _verdicts(session: CouncilSession, what: str) -> Iterator[str]:
    sitting = sitting_of(session.round, law_of(session.round, session.held_on))
    for one in sitting.entries:
        told = one.verdict
        if told is None:
            yield f"{what}: hồ sơ {one.entry.code} không có kết luận."
            continue
        kept = Votes(told.votes_for, told.votes_against, told.votes_abstained)
        if kept != one.votes:
            yield f"{what}: số phiếu của {one.entry.code} đếm lại khác với biên bản."
        if told.rank != one.ranked.rank:
            yield f"{what}: hạng của {one.entry.code} tính lại khác với biên bản."
        if told.recognised and not kept.carried:
            yield f"{what}: {one.entry.code} được công nhận mà chưa quá nửa số phiếu."


def _recognised() -> Iterator[str]:
    """A recognised round has a certificate for each product recognised, and one result."""
    held = set(Certificate.objects.values_list("entry", flat=True))
    rounds = Round.objects.filter(state=RoundState.RECOGNISED)
    said = Verdict.objects.filter(recognised=True, entry__round__in=rounds)
    for entry, code in said.values_list("entry", "entry__code"):
        if entry not in held:
            yield f"Hồ sơ {code} ({entry}): được công nhận mà không có giấy chứng nhận."
    refused = Certificate.objects.filter(entry__verdict__recognised=False)
    for one in refused.order_by("id"):
        yield f"Giấy chứng nhận {one.shown} ({one.id}): hội đồng không công nhận."
    series = set(Result.objects.filter(kind="voting").values_list("series", flat=True))
    for round_id, result in rounds.values_list("id", "result_series"):
        if result is not None and result not in series:
            yield f"Cuộc bình chọn {round_id}: kết quả đã tính không còn."


def _ledgers() -> Iterator[str]:
    for ledger in Ledger.objects.order_by("id").iterator(chunk_size=50):
        if hashlib.sha256(ledger.text.encode()).hexdigest() != ledger.sha256:
            yield f"Sổ điểm {ledger.id}: nội dung khác với dấu vân tay đã công bố."


def _sheets() -> Iterator[str]:
    total = F("market") + F("benefit") + F("culture") + F("other")
    locked = Sheet.objects.filter(state=SheetState.LOCKED)
    for sheet in locked.exclude(total=total).order_by("id"):
        yield f"Phiếu chấm {sheet.id}: tổng điểm không bằng các phần."
    outside = locked.exclude(entry__round=F("seat__round"))
    for sheet in outside.order_by("id"):
        yield f"Phiếu chấm {sheet.id}: giám khảo của cuộc khác."


def _codes() -> Iterator[str]:
    """Numbers of entries were given by the counter of their round's group."""
    accepted = Entry.objects.filter(state=EntryState.ACCEPTED).exclude(round__last_numbers={})
    rows = accepted.values_list("id", "code", "product__group", "round__last_numbers")
    for entry, code, group, last in rows.iterator(chunk_size=500):
        number = code.rpartition("-")[2]
        if number.isdecimal() and int(number) > int(last.get(group, 0)):
            yield f"Hồ sơ {code} ({entry}): mã lớn hơn số cuối đã cấp."
