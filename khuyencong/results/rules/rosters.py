"""What a list of participants counts: persons by key, turns by rows, never one for the other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from khuyencong.registry.models import Establishment, Place
from khuyencong.results.states import Sex
from khuyencong.values.text import clean, fold

#: So many rows of one list; a course has some dozens.
MOST = 2000


@dataclass(frozen=True, kw_only=True)
class ParticipantTold:
    """One line of a list; what the paper does not say stays empty."""

    full_name: str
    birth_year: int | None = None
    sex: str = ""
    commune: Place | None = None
    establishment: Establishment | None = None
    session: int = 1
    attended: int | None = None
    job_after: str = ""
    monthly_income: int | None = None


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """What a list counts."""

    persons: int
    women: int | None
    turns: int


def key_of(series: UUID, one: ParticipantTold) -> str:
    """Return what is the same for the same person within one result, and tells nothing elsewhere.

    By name without marks, year of birth and commune: two people alike in all three are one.
    """
    parts = (series, fold(clean(one.full_name)), one.birth_year, one.commune and one.commune.key)
    return hashlib.sha256("|".join(str(part or "") for part in parts).encode()).hexdigest()


def counts_of(series: UUID, rows: Sequence[ParticipantTold]) -> RosterCounts:
    """Return distinct persons, the women among them where the list tells of all, and turns."""
    by_key = {key_of(series, one): one.sex for one in rows}
    knows_all = all(by_key.values())
    women = sum(sex == Sex.FEMALE for sex in by_key.values())
    return RosterCounts(len(by_key), women if knows_all and by_key else None, len(rows))
