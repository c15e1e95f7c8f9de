"""What a finding of the law does to a đề án: it stops it, asks for a written word, or is shown."""

from collections.abc import Iterable
from typing import NamedTuple

from khuyencong.core.refusal import Refused
from khuyencong.law.rules import Finding, Verdict
from khuyencong.projects.models import Line
from khuyencong.values.money import format_dong

UNVERIFIED = "chưa kiểm chứng"


class Judged(NamedTuple):
    """A finding of the law about one line, or about the đề án itself (line None)."""

    line: Line | None
    finding: Finding

    @property
    def support(self) -> int:
        """Return the support of the State that the line asks for, in đồng."""
        return sum(share.amount for share in self.line.shares.all()) if self.line else 0

    @property
    def is_over(self) -> bool:
        """Return whether the line asks for more than the highest support that is known."""
        found = self.finding
        return (
            found.rule == "highest_support"
            and found.amount is not None
            and self.support > found.amount
        )

    @property
    def needs_word(self) -> bool:
        """Return whether it may go on only with a written reason: nobody verified the rule."""
        return self.finding.verdict is Verdict.NEEDS_REASON or (self.is_over and not self.stops)

    @property
    def has_word(self) -> bool:
        """Return whether the reason stands: at the line for a ceiling; a double has its own act."""
        if self.finding.rule == "no_double_support" or self.line is None:
            return False
        return bool(self.line.over_ceiling_reason)

    @property
    def stops(self) -> bool:
        """Return whether the law, read and verified, says no."""
        return self.finding.verdict is Verdict.NO


def refuse_findings(judged: Iterable[Judged]) -> None:
    """Refuse on the first finding that stops, or that waits for a written reason."""
    told = list(judged)
    for one in told:
        if one.stops:
            raise Refused(f"{_where(one)}{one.finding.told}{_why(one)}{_basis(one.finding)}")
    for one in told:
        if one.needs_word and not one.has_word:
            raise Refused(f"{_where(one)}{_asked(one)}{_basis(one.finding)}")


def refuse_support(line: Line, finding: Finding, asked: int) -> None:
    """Refuse what lies above the highest support that was read and verified."""
    if finding.verdict is Verdict.NO:
        over = asked - finding.amount if finding.amount is not None else 0
        more = f" Nghiệm thu vượt {format_dong(over)}." if over > 0 else ""
        raise Refused(f"Dòng {line.number}: {finding.told}{more}{_basis(finding)}")


def refuse_lateness(finding: Finding | None, reason: str) -> None:
    """Refuse what comes after its last day without a written reason."""
    if finding is not None and not reason:
        raise Refused(f"Đã quá hạn đăng ký. {finding.told} Ghi lý do trình muộn.{_basis(finding)}")


def _where(one: Judged) -> str:
    if one.line is None:
        return ""
    who = f" ({one.line.establishment})" if one.line.establishment else ""
    return f"Dòng {one.line.number}{who}: "


def _why(one: Judged) -> str:
    """Return by how much it lies above the ceiling, or what the deciding step says."""
    if one.is_over and one.finding.amount is not None:
        return f" Đề nghị vượt {format_dong(one.support - one.finding.amount)}."
    deciding = [step.told for step in one.finding.walk() if step.verdict is Verdict.NO]
    return f" {deciding[0]}" if deciding and deciding[0] != one.finding.told else ""


def _asked(one: Judged) -> str:
    if one.finding.rule == "no_double_support":
        return f"{one.finding.told} Cần người có thẩm quyền cho qua bằng văn bản."
    return f"{one.finding.told}{_why(one)} Ghi lý do vượt mức ở dòng này."


def _basis(finding: Finding) -> str:
    clauses = "; ".join(str(citation) for citation in finding.citations)
    doubt = "" if finding.is_certain else UNVERIFIED
    said = "; ".join(part for part in (clauses, doubt) if part)
    return f" ({said})" if said else ""
