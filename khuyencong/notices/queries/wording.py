"""How notices are worded: what stands, every version of a sentence."""

from uuid import UUID

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.notices.models import Wording
from khuyencong.notices.rules.permissions import WORD
from khuyencong.notices.rules.wording import BadWording, check_wording, standard


def wordings_visible_to(user: Actor) -> QuerySet[Wording]:
    """Return every version of every sentence to whoever words them, none to others."""
    return Wording.objects.all() if user.may(WORD) else Wording.objects.none()


def sentences() -> dict[str, str]:
    """Return what every sentence says today, by key; one query.

    A version that no longer fits its sentence is passed over: ours stands.
    """
    rows = Wording.objects.filter(superseded_at=None).exclude(text="")
    own = {row.key: row.text for row in rows if row.key in standard() and fits(row.key, row.text)}
    return standard() | own


def fits(key: str, text: str) -> bool:
    """Return whether a kept version may still be used."""
    try:
        check_wording(key, text)
    except BadWording:
        return False
    return True


def standing(key: str) -> Wording | None:
    """Return the version of a sentence that stands; None where it is ours from the start."""
    return Wording.objects.filter(key=key, superseded_at=None).first()


def versions_of(rows: QuerySet[Wording], key: str) -> QuerySet[Wording]:
    """Return every version of a sentence, the newest first."""
    return rows.filter(key=key).order_by("-recorded_at", "-id")


def is_seen(row: Wording | None, seen: UUID | None) -> bool:
    """Return whether a version is the one that somebody looked at."""
    return (row.id if row else None) == seen
