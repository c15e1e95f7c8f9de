"""How offices word their reports: what stands, what stood at a moment, every version."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.accounts.permissions import Permission as P
from khuyencong.core.models import known_at
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import BadPhrase, check_phrase


def phrases_visible_to(user: Actor) -> QuerySet[Phrase]:
    """Return every version of the sentences of the offices whose reports the user reads."""
    bodies = user.custodians(P.EDITION_READ)
    rows = Phrase.objects.all()
    return rows if bodies is None else rows.filter(custodian__in=bodies)


def phrases_of(office: UUID, at: datetime | None) -> dict[str, str]:
    """Return an office's own sentences as of a moment (None: now), by key; one query.

    What was written to an older form of a sentence and no longer fits is left out: ours stands.
    """
    rows = Phrase.objects.filter(known_at(at), custodian=office).exclude(text="")
    return {row.key: row.text for row in rows if not why_unfit(row.key, row.text)}


@lru_cache(maxsize=1024)
def why_unfit(key: str, text: str) -> str:
    """Return why a kept wording can no longer be used, in words; "" where it can."""
    try:
        check_phrase(key, text)
    except BadPhrase as refusal:
        return str(refusal)
    return ""


def versions_of(rows: QuerySet[Phrase], office: Organisation, key: str) -> QuerySet[Phrase]:
    """Return every version of a sentence of an office, the newest first."""
    return rows.filter(custodian=office, key=key).order_by("-recorded_at", "-id")
