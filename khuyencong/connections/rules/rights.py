"""Who may make keys and give addresses, and which rights a key may carry."""

from uuid import UUID

from khuyencong.accounts.permissions import Permission
from khuyencong.connections.models import AccessToken
from khuyencong.connections.states import OFFERED
from khuyencong.core.users import Actor

KEEP, CONFIRM = Permission.CONNECTION_KEEP, Permission.CONNECTION_CONFIRM
#: Who reads the journal of a body sees who else is told of it.
WATCH = Permission.JOURNAL_READ


def rights_to_lend(user: Actor) -> list[Permission]:
    """Return the rights that a person may lend to a key today: his own, of those offered."""
    return [right for right in OFFERED if user.may(right)]


def may_keep(user: Actor, body: UUID) -> bool:
    """Return whether the user makes keys and gives addresses for systems of a body."""
    return user.may(KEEP, of=body)


def may_confirm(user: Actor, token: AccessToken) -> bool:
    """Return whether the user may say yes to the key of a system: never to his own."""
    return (
        token.body_id is not None
        and token.user_id != user.id
        and user.may(CONFIRM, of=token.body_id)
    )


def may_revoke(user: Actor, token: AccessToken) -> bool:
    """Return whether the user may end a key: who made it, and who confirms for its body."""
    if token.user_id == user.id:
        return True
    return token.body_id is not None and user.may(CONFIRM, of=token.body_id)
