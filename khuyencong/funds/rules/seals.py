"""The fingerprint of an entry: what the sealed journal keeps of it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC

from khuyencong.funds.models import AdvanceGround, Entry, Posting


def fingerprint(
    entry: Entry, postings: Iterable[Posting], ground: AdvanceGround | None = None
) -> str:
    """Return the SHA-256 of all that an entry, its postings and its ground say."""
    told = {
        "id": str(entry.id),
        "owner": str(entry.owner_id),
        "kind": str(entry.kind),
        "spender": str(entry.spender),
        "amount": entry.amount,
        "day": entry.day.isoformat(),
        "paper": entry.paper,
        "why": entry.why,
        "act": str(entry.act),
        "by": str(entry.by),
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "reverses": str(entry.reverses_id),
        "postings": sorted(_told(posting) for posting in postings),
        "ground": [ground.percent, ground.clause, ground.verified, ground.reason] if ground else [],
    }
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _told(posting: Posting) -> list[str]:
    dimension = (posting.budget_id, posting.fund_id, posting.share_id)
    return [str(posting.id), str(posting.account), str(posting.amount), *map(str, dimension)]
