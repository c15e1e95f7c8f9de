"""What every entry does: check its words, post under lock, write rows, seal it in the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.funds.actions.books import Books
from khuyencong.funds.models import AdvanceGround, Entry, Posting
from khuyencong.funds.rules import AdvanceBasis, Posted
from khuyencong.funds.rules.seals import fingerprint
from khuyencong.funds.rules.texts import PAPER, WHY, day_of, kept_line
from khuyencong.funds.states import EntryKind


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who writes an entry, when, of which day, by which paper, why, and which step caused it."""

    by: Actor
    at: datetime
    act: UUID | None = None
    why: str = ""
    paper: str = ""
    day: date | None = None
    needs_paper: bool = False
    needs_reason: bool = False


def entered(
    kind: EntryKind,
    amount: int,
    posted: Posted,
    books: Books,
    told: Told,
    *,
    spender: UUID | None = None,
    reverses: Entry | None = None,
    basis: AdvanceBasis | None = None,
) -> Entry:
    """Write an entry with its postings, let the balances follow, note it in the journal."""
    books.write(posted)
    owners = {one.budget.owner for one in posted.postings}
    entry = Entry(
        owner_id=min(owners),
        kind=kind,
        spender=spender,
        amount=amount,
        day=day_of(told.at, told.day),
        paper=kept_line(told.paper, "Số, ngày văn bản", PAPER, needed=told.needs_paper),
        why=kept_line(told.why, "Lý do", WHY, needed=told.needs_reason),
        act=told.act,
        by=told.by.id,
        at=told.at,
        reverses=reverses,
    )
    entry.save()
    postings = [books.rows_of(plain) for plain in posted.postings]
    for posting in postings:
        posting.entry = entry
    Posting.objects.bulk_create(postings)
    ground = _grounded(entry, basis) if basis else None
    _note(entry, postings, ground)
    return entry


def _grounded(entry: Entry, basis: AdvanceBasis) -> AdvanceGround:
    return AdvanceGround.objects.create(
        entry=entry,
        percent=str(basis.percent),
        clause=kept_line(basis.clause, "Căn cứ tạm ứng", PAPER, needed=True),
        verified=basis.verified,
        reason=kept_line(
            basis.reason, "Lý do dùng mức chưa kiểm chứng", WHY, needed=not basis.verified
        ),
    )


def _note(entry: Entry, postings: list[Posting], ground: AdvanceGround | None) -> None:
    journal.record(
        f"funds.{entry.kind}",
        custodian=entry.owner_id,
        about=f"funds.entry:{entry.id}",
        at=entry.at,
        by=entry.by,
        facts={
            "spender": str(entry.spender) if entry.spender else None,
            "amount": entry.amount,
            "sha256": fingerprint(entry, postings, ground),
        },
    )
