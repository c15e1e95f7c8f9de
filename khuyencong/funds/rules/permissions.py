"""Who may do what in the ledger, without queries."""

from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.funds.rules.refusals import Refused

READ, ALLOT, PAY, CLOSE = "funds.read", "funds.allot", "funds.pay", "funds.close"


def may_allot(user: Actor, owner: UUID) -> bool:
    """Return whether the user may write down what this body got, and carry it over."""
    return user.may(ALLOT, of=owner)


def may_pay(user: Actor, payer: UUID) -> bool:
    """Return whether the user may write down what this body paid through the treasury."""
    return user.may(PAY, of=payer)


def may_close(user: Actor, owner: UUID) -> bool:
    """Return whether the user may close and reopen the books of this body."""
    return user.may(CLOSE, of=owner)


def require(allowed: bool, what: str) -> None:
    """Refuse who has not the right, in words."""
    if not allowed:
        raise Refused(f"Anh/chị không có quyền {what} của đơn vị này.")
