"""Spans of a log, roots over many hashes, and who may do what; without a database."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor

READ = "exchange.read"
PARTNER = "exchange.partner"
DECIDE = "exchange.decide"
Range = tuple[int, int]


def may_read(user: Actor, body: UUID | None) -> bool:
    """Return whether somebody sees with whom the instance of a body exchanges."""
    return body is not None and user.may(READ, of=body)


def may_partner(user: Actor, body: UUID | None) -> bool:
    """Return whether somebody enters, confirms, ends partners of the instance of a body."""
    return body is not None and user.may(PARTNER, of=body)


def require_partner_right(user: Actor, body: UUID | None) -> None:
    """Raise Refused where somebody may not enter, confirm or end partners."""
    if not may_partner(user, body):
        raise Refused("Anh/chị không có quyền lập, xác nhận hệ thống trao đổi.")


def require_decision_right(user: Actor, custodian: UUID | None) -> None:
    """Raise Refused where somebody may not decide about records of a body."""
    if custodian is None or not user.may(DECIDE, of=custodian):
        raise Refused("Anh/chị không có quyền quyết định về hồ sơ của đơn vị này.")


def joined(ranges: Iterable[Sequence[int]]) -> list[Range]:
    """Return spans (after, through] in order, those that touch as one."""
    found: list[Range] = []
    for after, through in sorted((one[0], one[1]) for one in ranges):
        if found and after <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], through))
        else:
            found.append((after, through))
    return found


def beyond(ranges: Iterable[Sequence[int]], through: int) -> list[Range]:
    """Return what of spans lies beyond a place."""
    return [(max(a, through), t) for a, t in joined(ranges) if t > through]


def reach(through: int, ranges: Iterable[Sequence[int]]) -> int:
    """Return how far one comes from a place without a gap."""
    for after, upto in joined(ranges):
        if after > through:
            break
        through = max(through, upto)
    return through


def gaps(through: int, held: Iterable[Sequence[int]]) -> list[Range]:
    """Return what is missing between a place and the last that is held."""
    found, at = [], through
    for after, upto in joined(beyond(held, through)):
        if after > at:
            found.append((at, after))
        at = max(at, upto)
    return found


def root_of(hashes: Iterable[str]) -> str:
    """Return the Merkle root (SHA-256) of hashes in their order; of none, that of nothing."""
    level: Sequence[str] = [hashlib.sha256(word.encode()).hexdigest() for word in hashes]
    while len(level) > 1:
        level = [
            hashlib.sha256("".join(level[at : at + 2]).encode()).hexdigest()
            for at in range(0, len(level), 2)
        ]
    return level[0] if level else hashlib.sha256(b"").hexdigest()
