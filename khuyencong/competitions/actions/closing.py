"""The session is closed in one act: every entry has its verdict, the minutes their one number.

The number is the council's own, counted without a gap by body and year: a secretary answers for no
body, so no register of letters is open to him. The organiser puts the same words forward to be
signed and registered; see `documents.kinds`.
"""

from datetime import datetime

from django.db import transaction

from khuyencong.competitions.actions.numbering import next_numbers
from khuyencong.competitions.actions.session import MAY_NOT, REMARKS, open_of
from khuyencong.competitions.actions.stepping import locked_round, note_round, take_round_step
from khuyencong.competitions.models import MinutesCounter, Round, Verdict
from khuyencong.competitions.queries.closing import faults_of
from khuyencong.competitions.queries.documents.minutes import fingerprint, minutes_document
from khuyencong.competitions.queries.session import (
    SITTING,
    Sitting,
    keeps_minutes,
    law_of,
    sitting_of,
)
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents import kept
from khuyencong.values.text import clean


@transaction.atomic
def close_session(*, by: Actor, round: Round, at: datetime, remarks: str = "") -> Round:
    """Close the session: keep the verdicts with their votes, the minutes with their number.

    Refused, with every reason, where quorum, a verdict, a majority or a written reason is missing.
    """
    round = locked_round(round)
    if not keeps_minutes(by, round):
        raise Refused(MAY_NOT)
    session = open_of(round)
    if round.state not in SITTING:
        # The table of steps says why not, in its words.
        return take_round_step(by=by, round=round, name="decide", at=at, allowed=True)
    sitting = sitting_of(round, law_of(round, session.held_on))
    faults = faults_of(sitting)
    if faults:
        raise Refused(" ".join(faults))
    session.remarks = clean(remarks)[:REMARKS]
    session.closed_by, session.closed_at = by.id, at
    session.minutes_year = session.held_on.year
    session.minutes_number = next_numbers(
        MinutesCounter, body=round.custodian_id, year=session.held_on.year
    )
    _keep_votes(sitting)
    session.minutes = kept(minutes_document(sitting, session, session.minutes_number))
    session.minutes_sha256 = fingerprint(session.minutes)
    session.save()
    facts = {
        "number": session.minutes_number,
        "year": session.minutes_year,
        "sha256": session.minutes_sha256,
    }
    note_round("session.closed", round, by, at, facts)
    return take_round_step(by=by, round=round, name="decide", at=at, allowed=True)


def _keep_votes(sitting: Sitting) -> None:
    for one in sitting.entries:
        assert one.verdict is not None
        one.verdict.rank = one.ranked.rank
        one.verdict.votes_for = one.votes.for_it
        one.verdict.votes_against = one.votes.against
        one.verdict.votes_abstained = one.votes.abstained
    fields = ["rank", "votes_for", "votes_against", "votes_abstained"]
    told = [one.verdict for one in sitting.entries if one.verdict]
    Verdict.objects.bulk_update(told, fields, batch_size=200)
