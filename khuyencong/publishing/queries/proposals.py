"""Answered proposals for everybody: what was asked and answered, and nobody's name.

Of who raised it the sort alone is told. Details typed by officers, the establishment, the
conference and the way through the offices stay inside.
"""

from django.db.models import QuerySet

from khuyencong.applications.models import Proposal
from khuyencong.applications.states import ProposalState
from khuyencong.values.text import fold


def answered_proposals() -> QuerySet[Proposal]:
    """Return the proposals with an answer, the last answered first; one query."""
    rows = Proposal.objects.filter(state=ProposalState.ANSWERED)
    rows = rows.select_related("province", "holder").defer("details", "occasion")
    return rows.order_by("-answered_on", "-id")


def saying(rows: QuerySet[Proposal], words: str, most: int = 500) -> list[Proposal]:
    """Return those whose proposal or answer holds every word, marks or not; one query."""
    asked = fold(words).split()
    found = list(rows[:most])
    if not asked:
        return found
    texts = ((one, fold(f"{one.what} {one.answer}")) for one in found)
    return [one for one, text in texts if all(word in text for word in asked)]
