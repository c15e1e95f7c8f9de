"""What follows from rows that were taken: seals in our journal, counters, days of bodies.

A room that keeps something beside its rows, which its own checks look for, has a function here.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max

from khuyencong.applications.models import ReceiptCounter, Request
from khuyencong.competitions.actions.numbering import Counter, reached
from khuyencong.competitions.actions.pages import page_changed
from khuyencong.competitions.models import (
    Certificate,
    CertificateCounter,
    CouncilSession,
    MinutesCounter,
    Verdict,
)
from khuyencong.competitions.queries.taken import (
    ACT,
    about_session,
    about_title,
    noted,
    session_mark,
    title_mark,
)
from khuyencong.core import journal
from khuyencong.core.journal import Told
from khuyencong.core.models import JournalEntry
from khuyencong.exchange.carried import Carried
from khuyencong.exchange.models import Known
from khuyencong.exchange.queries.custody import Homes, bodies_elsewhere
from khuyencong.funds.models import Entry
from khuyencong.funds.queries.integrity import ABOUT
from khuyencong.funds.rules.seals import fingerprint
from khuyencong.registry.models import Organisation, Succession
from khuyencong.reporting.actions.standing import restand
from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.states import DutyState
from khuyencong.reports.models import Edition
from khuyencong.values.canonical import canonical, sha256_of
from khuyencong.values.dates import day_in_vietnam


def seal_entries(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Note the fingerprint of each entry of the ledger as it was taken: no hand alters it here."""
    abouts = [f"{ABOUT}{one}" for one in ids]
    noted = set(JournalEntry.objects.filter(about__in=abouts).values_list("about", flat=True))
    entries = Entry.objects.filter(pk__in=ids).select_related("ground")
    journal.record_many(
        Told(
            act="exchange.entry",
            custodian=entry.owner_id,
            about=f"{ABOUT}{entry.id}",
            at=at,
            facts={"sha256": _fingerprint(entry), "from": str(source)},
        )
        for entry in entries.prefetch_related("postings").order_by("pk")
        if f"{ABOUT}{entry.id}" not in noted
    )


def _fingerprint(entry: Entry) -> str:
    ground = entry.ground if hasattr(entry, "ground") else None
    return fingerprint(entry, list(entry.postings.all()), ground)


def note_editions(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Note what was frozen and what was signed of each edition, as it came."""
    told = []
    editions = Edition.objects.filter(pk__in=ids).select_related("report", "issue")
    for edition in editions.order_by("pk"):
        about, came = f"edition:{edition.id}", {"from": str(source)}
        shared = {"custodian": edition.report.custodian_id, "about": about, "at": at}
        if edition.is_frozen:
            facts = {"hash": edition.content_hash} | came
            told.append(Told(act="edition.review", facts=facts, **shared))
        if edition.issue:
            facts = {"words": sha256_of(canonical(edition.issue.words))} | came
            told.append(Told(act="edition.sign", facts=facts, **shared))
    journal.record_many(told)


def count_receipts(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Let the next receipt number follow those that were taken."""
    rows = Request.objects.filter(pk__in=ids, receipt_number__isnull=False).order_by()
    for row in rows.values("custodian", "receipt_year").annotate(most=Max("receipt_number")):
        counter, _ = ReceiptCounter.objects.get_or_create(
            body_id=row["custodian"], year=row["receipt_year"]
        )
        counter.last = max(counter.last, row["most"])
        counter.save(update_fields=["last"])


def end_bodies(ids: list[UUID], source: UUID, at: datetime) -> None:
    """End the bodies that were succeeded, as recording it here would have."""
    for row in Succession.objects.filter(
        pk__in=ids, superseded_at=None, predecessor__valid_until=None
    ):
        Organisation.objects.filter(pk=row.predecessor_id).update(valid_until=row.day)


def note_verdicts(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Note the sessions anew whose verdicts were taken."""
    sessions = Verdict.objects.filter(pk__in=ids).order_by().values_list("session", flat=True)
    note_sessions(list(sessions.distinct()), source, at)


def note_sessions(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Note what each council concluded, as it came; let the next minutes follow in number."""
    rows = CouncilSession.objects.filter(pk__in=ids, closed_at__isnull=False)
    told = [
        (about_session(one.id), one.round.custodian_id, session_mark(one))
        for one in rows.select_related("round").order_by("pk")
    ]
    _note_marks(told, source, at)
    _follow(MinutesCounter, rows.values_list("round__custodian", "minutes_year", "minutes_number"))


def note_titles(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Note each title as it came; let the next follow in number, and its page be made anew."""
    rows = Certificate.objects.filter(pk__in=ids).order_by("pk")
    told = [(about_title(one.id), one.custodian_id, title_mark(one)) for one in rows]
    _note_marks(told, source, at)
    _follow(CertificateCounter, rows.values_list("custodian", "year", "number"))
    page_changed(*(one.product_id for one in rows))


def _note_marks(told: list[tuple[str, UUID, str]], source: UUID, at: datetime) -> None:
    before = noted(about for about, _, _ in told)
    journal.record_many(
        Told(
            act=ACT,
            custodian=custodian,
            about=about,
            at=at,
            facts={"sha256": mark, "from": str(source)},
        )
        for about, custodian, mark in told
        if before.get(about) != mark
    )


def _follow(counter: Counter, numbers: Iterable[tuple[UUID, int, int]]) -> None:
    last: dict[tuple[UUID, int], int] = {}
    for body, year, number in numbers:
        last[body, year] = max(number, last.get((body, year), 0))
    for (body, year), number in last.items():
        reached(counter, body=body, year=year, number=number)


# --- the reporting calendar ----------------------------------------------------------------------

#: What is told of a duty, by where it stands now: the last word that came of it is news.
NEWS = {
    DutyState.ACCEPTED: "accept",
    DutyState.RETURNED: "return",
    DutyState.EXCUSED: "excuse",
    DutyState.OWED: "ask_again",
}
#: What is older is history, as when a partner tells all that ever was.
RECENT = timedelta(days=92)
SAYS = {"reporting.Submission": Submission, "reporting.DutyAct": DutyAct}


def duties_under(carried: Carried, ids: list[UUID]) -> set[UUID]:
    """Return the duties of which rows say something, as they stand here."""
    if carried.label not in SAYS:
        return set()
    rows = SAYS[carried.label]._base_manager.filter(pk__in=ids)
    return set(rows.values_list("duty", flat=True))


def hear_sendings(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Let duties stand as sendings that came leave them; note what waits for an answer here."""
    rows = Submission.objects.filter(pk__in=ids)
    restand(set(rows.values_list("duty", flat=True)), at)
    elsewhere = bodies_elsewhere(day_in_vietnam(at))
    news = rows.filter(answer="", duty__state=DutyState.SENT).select_related("duty")
    journal.record_many(
        _news("send", one.duty, one.sender_id, source, at)
        for one in news.order_by("pk")
        if one.sent_at > at - RECENT and one.duty.receiver_id not in elsewhere
    )


def hear_acts(ids: list[UUID], source: UUID, at: datetime) -> None:
    """Let duties stand as the receiver's acts leave them; note the last that is news to who is kept
    here.

    What our calendar wrote for a receiver who is kept there gives way to his own.
    """
    homes, day = Homes(), day_in_vietnam(at)
    duties = {one.id: one for one in Duty.objects.filter(acts__in=ids)}
    theirs = [one.id for one in duties.values() if homes.of(one.receiver_id, day) == source]
    told = Known.objects.filter(kind="reporting.DutyAct").values("record")
    DutyAct.objects.filter(duty__in=theirs, by=None).exclude(pk__in=told).delete()
    restand(duties, at)
    elsewhere = homes.elsewhere(day)
    last = {act.duty_id: act for act in DutyAct.objects.filter(pk__in=ids).order_by("at", "id")}
    journal.record_many(
        _news(act.step, duty, duty.receiver_id, source, at)
        for duty in Duty.objects.filter(pk__in=last).order_by("pk")
        for act in [last[duty.id]]
        if NEWS.get(DutyState(duty.state)) == act.step and act.at > at - RECENT
        if duty.custodian_id not in elsewhere
    )


def _news(step: str, duty: Duty, custodian: UUID, source: UUID, at: datetime) -> Told:
    facts = {"form": duty.form, "period": duty.period.code or "", "from": str(source)}
    about = f"duty:{duty.id}"
    return Told(act=f"reporting.{step}", custodian=custodian, about=about, at=at, facts=facts)


#: By table: what is done with the ids of the rows that one import wrote, and whose they were.
SETTLE: dict[str, Callable[[list[UUID], UUID, datetime], None]] = {
    "registry.Succession": end_bodies,
    "funds.Entry": seal_entries,
    "applications.Request": count_receipts,
    "reports.Edition": note_editions,
    "competitions.CouncilSession": note_sessions,
    "competitions.Verdict": note_verdicts,
    "competitions.Certificate": note_titles,
    "reporting.Submission": hear_sendings,
    "reporting.DutyAct": hear_acts,
}
