"""What happened to money, told as a person reads it: of a đề án, of a budget."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet, Sum

from khuyencong.accounts.models import User
from khuyencong.funds.models import AdvanceGround, Budget, Entry, Posting
from khuyencong.funds.queries.balances import NOBODY
from khuyencong.funds.states import AMOUNT_ON, Account
from khuyencong.values.money import format_dong

#: What is only counted, and moves no money.
COUNTED = (Account.MEMO, Account.GIVEN, Account.ADVANCE_LIMIT, Account.REFUNDED, Account.RECOVERED)


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry in words: what, how much, when, by whom, by which paper, and why."""

    entry: Entry
    label: str
    amount: int
    at: datetime
    day: date
    who: str
    paper: str
    why: str
    #: Whether a counter-entry took it back, or it is one itself.
    is_reversed: bool
    is_counter: bool
    ground: AdvanceGround | None
    #: Of a budget: from which account to which, in words.
    left: list[str] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)

    @property
    def amount_told(self) -> str:
        """Return the amount in words of a screen."""
        return format_dong(self.amount, nbsp=True)


def entries_of(spender: UUID) -> list[Happened]:
    """Return all that happened to the money of a đề án, the latest first; two queries."""
    rows = list(_told(Entry.objects.filter(spender=spender)))
    names = _names(rows)
    return [_happened(row, row.amount, names) for row in rows]


def entries_of_budget(budget: Budget) -> QuerySet[Entry]:
    """Return the entries that moved money of a budget, the latest first; to be paged."""
    postings = Posting.objects.filter(budget=budget)
    return _told(Entry.objects.filter(id__in=postings.values("entry")))


def happened_in(budget: Budget, entries: Iterable[Entry]) -> list[Happened]:
    """Return the entries of a page with what each did in this budget; two queries."""
    rows = list(entries)
    names, moved = _names(rows), _moved(budget, rows)
    return [
        _happened(row, moved[row.id].get(AMOUNT_ON[row.kind], 0), names, moved[row.id])
        for row in rows
    ]


def _told(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.select_related("ground", "reversed_by").order_by("-at", "-id")


def _names(entries: Iterable[Entry]) -> dict[UUID, str]:
    people = User.objects.filter(id__in={entry.by for entry in entries})
    return dict(people.values_list("id", "full_name"))


def _moved(budget: Budget, entries: list[Entry]) -> dict[UUID, dict[str, int]]:
    moved: dict[UUID, dict[str, int]] = defaultdict(dict)
    rows = Posting.objects.filter(budget=budget, entry__in=entries).exclude(account__in=COUNTED)
    rows = rows.order_by()
    for entry, account, amount in rows.values_list("entry", "account").annotate(Sum("amount")):
        moved[entry][account] = amount
    return moved


def _happened(
    entry: Entry, amount: int, names: dict[UUID, str], moved: dict[str, int] | None = None
) -> Happened:
    money = [(Account(a), n) for a, n in (moved or {}).items() if n]
    return Happened(
        entry=entry,
        label=entry.get_kind_display(),
        amount=amount,
        at=entry.at,
        day=entry.day,
        who=names.get(entry.by, NOBODY),
        paper=entry.paper,
        why=entry.why,
        is_reversed=hasattr(entry, "reversed_by"),
        is_counter=entry.reverses_id is not None,
        ground=entry.ground if hasattr(entry, "ground") else None,
        left=sorted(account.label for account, change in money if change < 0),
        entered=sorted(account.label for account, change in money if change > 0),
    )
