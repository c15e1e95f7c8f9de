"""Why somebody keeps out of what an establishment enters: bonds between a seat and a business."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from khuyencong.competitions.models import Seat
from khuyencong.competitions.states import ConflictKind
from khuyencong.values.business_names import long_form

#: Found by a name alone: another business may bear it, so a person may lift it, with a reason.
BY_NAME = (ConflictKind.EMPLOYER, ConflictKind.OWNER_NAME)
_ROOT = 10


@dataclass(frozen=True, slots=True)
class Kin:
    """An establishment with all records merged with it: one business."""

    establishment: UUID
    names: frozenset[str]  # in their long, folded form
    roots: frozenset[str]  # of their tax codes
    representatives: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Bond:
    """One reason to keep out, in words."""

    kind: ConflictKind
    reason: str = ""


def bonds_of(seat: Seat, kin: Kin) -> Iterator[Bond]:
    """Yield why the holder of a seat keeps out of what a business enters."""
    if seat.user_id in kin.representatives:
        yield Bond(ConflictKind.REPRESENTS)
    tied = [
        said
        for code, said in (
            (seat.owned_tax_code, "mã số thuế cơ sở mình sở hữu"),
            (seat.employer_tax_code, "mã số thuế nơi làm việc"),
        )
        if root_of(code) in kin.roots
    ]
    if tied:
        yield Bond(ConflictKind.TAX_CODE, ", ".join(tied))
    if seat.owned and long_form(seat.owned) in kin.names:
        yield Bond(ConflictKind.OWNER_NAME)
    if seat.employer and long_form(seat.employer) in kin.names:
        yield Bond(ConflictKind.EMPLOYER)
    if any(_is_tied(tie, kin) for tie in seat.ties):
        yield Bond(ConflictKind.DECLARED)


def root_of(tax_code: str) -> str:
    """Return the ten figures that a business and its branches share; empty for no code."""
    return tax_code[:_ROOT]


def names_of(names: Iterable[str]) -> frozenset[str]:
    """Return names as they are compared."""
    return frozenset(long_form(name) for name in names)


def _is_tied(tie: dict[str, str], kin: Kin) -> bool:
    root, name = root_of(tie.get("tax_code", "")), tie.get("name", "")
    return root in kin.roots or (bool(name) and long_form(name) in kin.names)
