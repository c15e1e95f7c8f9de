"""Whom of the reserve list the money that came free reaches."""

from collections.abc import Mapping, Sequence

from khuyencong.core.refusal import Refused
from khuyencong.values.money import format_dong
from khuyencong.values.vocabulary import FundingSource

Amounts = Mapping[FundingSource, int]


def reached(waiting: Sequence[tuple[str, Amounts]], free: Amounts) -> list[int]:
    """Return who of the list is reached, by position: down the list, each that still fits.

    Refused, with what the first one lacks, where the money reaches nobody.
    """
    left = dict(free)
    found = []
    for number, (_, amounts) in enumerate(waiting):
        if all(left.get(source, 0) >= amount for source, amount in amounts.items()):
            left.update({source: left[source] - amount for source, amount in amounts.items()})
            found.append(number)
    if not found:
        name, amounts = waiting[0]
        raise Refused(f"Kinh phí còn lại chưa đủ cho “{name}”: {_lacking(amounts, free)}.")
    return found


def _lacking(amounts: Amounts, free: Amounts) -> str:
    short = {s: amount - free.get(s, 0) for s, amount in amounts.items()}
    return ", ".join(
        f"còn thiếu {format_dong(amount)} của nguồn {source.label}"
        for source, amount in short.items()
        if amount > 0
    )
