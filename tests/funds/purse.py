"""One body, its people and one đề án with one line: short words for the acts of the ledger."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import count
from uuid import UUID

from khuyencong.accounts.models import User
from khuyencong.core.identity import new_id
from khuyencong.funds import actions
from khuyencong.funds.models import Budget, Entry, Fund, Share
from khuyencong.funds.rules import AdvanceBasis, Portion
from khuyencong.values.vocabulary import FundingSource

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
PAPER = "QĐ 01/QĐ-MẪU ngày 02/01/2026"
BASIS = AdvanceBasis(percent=Fraction(50), clause="TT-MẪU, Điều 13", verified=True)
PROVINCIAL = FundingSource.PROVINCIAL
_seconds = count()


def at() -> datetime:
    """Return a moment after all before."""
    return AT + timedelta(seconds=next(_seconds))


@dataclass
class Purse:
    """Whose money it is, and the đề án and line that the short words act on."""

    owner: UUID
    officer: User
    accountant: User
    head: User
    spender: UUID = field(default_factory=new_id)
    part: UUID = field(default_factory=new_id)
    source: FundingSource = PROVINCIAL
    year: int = 2026

    def portion(self, amount: int, part: UUID | None = None, year: int = 0) -> Portion:
        return Portion(part or self.part, self.source, year or self.year, amount)

    def allot(self, amount: int, **more: object) -> Budget:
        told = {"source": self.source, "year": self.year, "paper": PAPER, "why": "mẫu"} | more
        return actions.allot(by=self.officer, at=at(), owner=self.owner, amount=amount, **told)

    def do(self, verb: str, amount: int, year: int = 0, **more: object) -> Entry:
        """Do an act of the đề án with one portion: `purse.do("contract", 5)`."""
        given: dict[str, object] = {"portions": [self.portion(amount, year=year)]}
        given["by"] = self.accountant if verb in {"advance", "pay", "refund"} else self.officer
        if verb in {"advance", "pay", "refund"}:
            given["paper"] = "UNC 12"
        if verb == "advance":
            given["basis"] = BASIS
        if verb == "commit":
            given["owner"] = self.owner
        if verb == "carry_fund":
            given["to_year"] = (year or self.year) + 1
        act = getattr(actions, verb)
        entry: Entry = act(at=at(), spender=self.spender, **given | more)
        return entry

    def close(self, year: int = 0) -> None:
        told = {"owner": self.owner, "source": self.source, "year": year or self.year}
        actions.close_year(by=self.head, at=at(), **told)

    def budget(self, year: int = 0) -> Budget:
        return Budget.objects.get(owner=self.owner, source=self.source, year=year or self.year)

    def fund(self, year: int = 0) -> Fund:
        return Fund.objects.get(spender=self.spender, source=self.source, year=year or self.year)

    def share(self, year: int = 0) -> Share:
        return Share.objects.get(part=self.part, source=self.source, year=year or self.year)
