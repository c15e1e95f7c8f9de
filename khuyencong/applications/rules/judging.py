"""What the law says to a request, and what that stops: sending it, or finding it eligible."""

from dataclasses import dataclass

from khuyencong.law.rules import Finding as LawFinding
from khuyencong.law.rules import Verdict
from khuyencong.registry.queries import Finding as DoubleFinding
from khuyencong.values.money import format_dong


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that the law asks of who requests, and its answer."""

    title: str
    finding: LawFinding

    @property
    def doubts(self) -> list[str]:
        """Return what nobody verified, without what the steps tell anyway."""
        told = {step.told for step in self.finding.walk()}
        return [doubt for doubt in self.finding.doubts if doubt not in told]


@dataclass(frozen=True, slots=True)
class Judgement:
    """The findings about a request on a day; `support` is None until the item is known."""

    reasons: tuple[Reason, ...]
    support: LawFinding | None
    double: tuple[DoubleFinding, ...]
    asked: int | None
    over_reason: str

    @property
    def over(self) -> int:
        """Return by how many đồng the request is above the highest support; 0 where it is not."""
        highest = self.support.amount if self.support else None
        if highest is None or self.asked is None:
            return 0
        return max(0, self.asked - highest)

    @property
    def needs_word(self) -> bool:
        """Return whether a written reason is due: above a ceiling that nobody verified."""
        if not self.support:
            return False
        waits = self.support.verdict is Verdict.NEEDS_REASON
        return waits or (self.over > 0 and not self._is_over_for_sure)

    @property
    def _is_over_for_sure(self) -> bool:
        return bool(self.over and self.support and self.support.verdict is Verdict.NO)

    @property
    def stops_sending(self) -> list[str]:
        """Return why the request may not be sent as it is."""
        if self._is_over_for_sure:
            return [
                f"Số đề nghị vượt mức cao nhất {format_dong(self.over)}. Xin ghi không quá mức."
            ]
        if self.needs_word and not self.over_reason:
            return [
                "Số đề nghị vượt mức đã đọc được (chưa kiểm chứng): ghi lý do xin trên mức,"
                " hoặc ghi không quá mức."
            ]
        return []

    @property
    def stops_accepting(self) -> list[str]:
        """Return why nobody may find the request eligible; what is unverified never stops it."""
        told = [
            f"{one.title}: {one.finding.told}"
            for one in self.reasons
            if one.finding.verdict is Verdict.NO
        ]
        if self.support and self.support.verdict is Verdict.NO and not self._is_over_for_sure:
            told.append(self.support.told)
        told += [one.reason for one in self.double if one.blocks]
        return [*told, *self.stops_sending]

    @property
    def is_doubtful(self) -> bool:
        """Return whether anything rests on what nobody verified."""
        findings = [one.finding for one in self.reasons]
        findings += [self.support] if self.support else []
        return any(not one.is_certain for one in findings)

    @property
    def clauses(self) -> list[str]:
        """Return the clauses that the findings rest on, each once."""
        findings = [one.finding for one in self.reasons]
        findings += [self.support] if self.support else []
        return list(dict.fromkeys(str(c) for one in findings for c in one.citations))
