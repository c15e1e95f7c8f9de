"""A local ceiling above the national one of the same item on the same day."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from khuyencong.law.rules.snapshot import DatedParameter, Law
from khuyencong.law.states import ParameterKind
from khuyencong.values.vocabulary import FundingSource


@dataclass(frozen=True, slots=True)
class Conflict:
    """A local ceiling and the national one it lies above, with whether a reason was written."""

    local: DatedParameter
    national: DatedParameter
    has_reason: bool


def conflict_of(law: Law, local: DatedParameter) -> Conflict | None:
    """Return the conflict of a local ceiling on the law's day; None where it lies within.

    Only figures that were read are compared: an unread national ceiling is no limit to go by.
    """
    if local.kind != ParameterKind.CEILING or local.source == FundingSource.NATIONAL:
        return None
    above = [national for national in law.national(local.subject) if exceeds(local, national)]
    if not above:
        return None
    return Conflict(local, above[0], (local.code, above[0].code) in law.reasons)


def conflicts(law: Law) -> Iterator[Conflict]:
    """Yield every conflict of the law's day."""
    for parameter in law.of(ParameterKind.CEILING):
        found = conflict_of(law, parameter)
        if found:
            yield found


def exceeds(local: DatedParameter, national: DatedParameter) -> bool:
    """Return whether a share or a sum of the local ceiling lies above the national one."""
    return _above(local.percent, national.percent) or _above(local.amount, national.amount)


def _above(local: int | Fraction | None, national: int | Fraction | None) -> bool:
    return local is not None and national is not None and local > national
