"""Who may change the law's parameters, on loaded objects, without queries."""

from uuid import UUID

from khuyencong.core.refusal import Refused as Refused
from khuyencong.core.users import Actor

PROPOSE, CONFIRM, ATTACH = "law.propose", "law.confirm", "law.attach"


def may_propose(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may propose rows that the custodian answers for."""
    return user.may(PROPOSE, of=custodian_id)


def may_confirm(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may confirm what another proposed for the custodian."""
    return user.may(CONFIRM, of=custodian_id)


def may_attach(user: Actor) -> bool:
    """Return whether the user may attach the text of an article."""
    return user.may(ATTACH)


def is_second_person(user: Actor, first: UUID | None) -> bool:
    """Return whether the user is another than who did the first half."""
    return first is not None and user.id != first
