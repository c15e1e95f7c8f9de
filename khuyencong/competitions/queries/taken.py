"""What came from the system where a council sat: held to its fingerprint, not reckoned anew.

Who scored and voted stays there. Whoever takes conclusions and titles notes the fingerprint of each
in the journal (`exchange.actions.settling`); here it is made again.
"""

from collections.abc import Iterable
from uuid import UUID

from khuyencong.competitions.models import Certificate, CouncilSession, Seat, Verdict
from khuyencong.core.models import JournalEntry
from khuyencong.values.canonical import canonical, sha256_of

ACT = "exchange.vote"
#: What of a verdict is the council's.
SAID = (
    "recognised", "nominated", "rank", "prize", "prize_money", "prize_basis", "reason",
    "votes_for", "votes_against", "votes_abstained",
)  # fmt: skip
#: What of a title never changes once it is issued.
ISSUED = (
    "level", "year", "number", "code", "product_name", "maker_name", "maker_place", "decision",
    "clause", "verified",
)  # fmt: skip


def about_session(session: UUID) -> str:
    """Return what the journal calls a session that was taken."""
    return f"session:{session}"


def about_title(title: UUID) -> str:
    """Return what the journal calls a title that was taken."""
    return f"certificate:{title}"


def sat_elsewhere(round: UUID) -> bool:
    """Return whether the council of a round concluded in another system: nobody sits in it here."""
    closed = CouncilSession.objects.filter(round=round, closed_at__isnull=False)
    return closed.exists() and not Seat.objects.filter(round=round).exists()


def session_mark(session: CouncilSession) -> str:
    """Return the fingerprint of a closed session: its minutes' own, and every verdict."""
    rows = Verdict.objects.filter(session=session.id).order_by("entry")
    verdicts = [[str(entry), *said] for entry, *said in rows.values_list("entry", *SAID)]
    number = [session.minutes_year, session.minutes_number]
    return sha256_of(canonical([session.minutes_sha256, number, verdicts]))


def title_mark(title: Certificate) -> str:
    """Return the fingerprint of a title as it was issued."""
    days = [title.decided_on, title.issued_on, title.last_day]
    keys = [title.entry_id, title.product_id, title.renews_id]
    said = [getattr(title, name) for name in ISSUED]
    return sha256_of(canonical([*said, *(str(one) if one else "" for one in (*days, *keys))]))


def noted(abouts: Iterable[str]) -> dict[str, str]:
    """Return the fingerprints under which things were taken last, by what the journal calls them.

    One query; what was not taken from elsewhere is missing.
    """
    rows = JournalEntry.objects.filter(act=ACT, about__in=list(abouts)).order_by("seq")
    return {about: str(facts.get("sha256")) for about, facts in rows.values_list("about", "facts")}
