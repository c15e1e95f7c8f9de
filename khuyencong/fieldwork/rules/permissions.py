"""Who may issue kits and take their files in, on loaded objects."""

from uuid import UUID

from khuyencong.core.users import Actor

READ, ISSUE, TAKE_IN = "kit.read", "kit.issue", "kit.take_in"


def may_issue(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may issue and revoke kits of this body."""
    return user.may(ISSUE, of=custodian_id)


def may_take_in(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may take files of this body's kits in, and decide about conflicts."""
    return user.may(TAKE_IN, of=custodian_id)
