"""How the money of a đề án stands in the ledger, by line, source and year."""

from uuid import UUID

from khuyencong.funds.models import Share
from khuyencong.funds.rules import ShareKey, Spending
from khuyencong.funds.rules.rows import share_key, spending_of


def shares_of(spender: UUID) -> dict[ShareKey, Spending]:
    """Return every balance of the lines of a đề án; one query."""
    rows = Share.objects.filter(fund__spender=spender)
    return {share_key(row): spending_of(row) for row in rows}
