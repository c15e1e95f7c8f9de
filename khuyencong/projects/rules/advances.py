"""The rate of an advance: the law's where it was read, else the one written in the contract."""

from dataclasses import dataclass
from fractions import Fraction

from khuyencong.core.refusal import Refused
from khuyencong.funds.rules import AdvanceBasis, Spending
from khuyencong.law.rules import Finding, Law, Verdict, highest_advance
from khuyencong.law.rules.snapshot import DatedParameter
from khuyencong.law.states import Item
from khuyencong.projects.models import Contract

NO_RATE = (
    "Mức tạm ứng của nội dung này chưa đọc được trong văn bản: phải ghi mức và căn cứ trong hợp"
    " đồng với đơn vị thực hiện trước khi tạm ứng."
)
UNREAD = "Mức ghi trong hợp đồng"


@dataclass(frozen=True, slots=True)
class Rate:
    """What the law of the day says to advances of a line's item."""

    law: Law
    item: str
    parameter: DatedParameter | None

    @property
    def is_read(self) -> bool:
        """Return whether somebody read the rate of this item."""
        return self.parameter is not None and self.parameter.percent is not None

    def finding(self, contracted: int, asked: int, given: int) -> Finding:
        """Return what the law says to one more advance."""
        return highest_advance(self.law, Item(self.item), contracted, asked=asked, advanced=given)

    def basis(self, contract: Contract | None, reason: str) -> AdvanceBasis:
        """Return by what rate the ledger is to hold the advance; Refused where there is none."""
        if self.parameter and self.parameter.percent is not None:
            return AdvanceBasis(
                percent=Fraction(self.parameter.percent),
                clause=str(self.parameter.citation),
                verified=self.parameter.certain,
                reason="" if self.parameter.certain else (reason or "; ".join(self.doubts)),
            )
        if contract is None or contract.advance_percent is None:
            raise Refused(NO_RATE)
        return AdvanceBasis(
            percent=Fraction(contract.advance_percent),
            clause=f"{UNREAD} {contract.number}",
            verified=False,
            reason=reason or contract.advance_reason,
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what nobody has verified of the rate."""
        return self.parameter.doubts if self.parameter else ()


def refuse_advance(rate: Rate, spending: Spending, amount: int) -> None:
    """Refuse what the rate that was read forbids: too much, or a second time."""
    if amount <= 0:
        raise Refused("Số tạm ứng phải lớn hơn 0.")
    if not rate.is_read:
        return
    found = rate.finding(spending.contracted, amount, spending.given - spending.refunded)
    if found.verdict is Verdict.NO:
        told = [step.told for step in found.walk() if step.verdict is Verdict.NO]
        clauses = "; ".join(str(one) for one in found.citations)
        raise Refused(f"{found.told} {told[0]} ({clauses}).")
