"""Everything that can be asked about accounts and who keeps them."""

from khuyencong.accounts.queries.keeping import (
    accounts_visible_to,
    bodies_kept_by,
    memberships_visible_to,
    standing_of,
)
from khuyencong.accounts.queries.leading import holds_in, leads, roles_known_to
from khuyencong.accounts.queries.people import (
    LinkTo,
    forgetful,
    identity_of,
    link_of,
    opens,
    representatives_known,
    representatives_of,
    user_of_link,
)

__all__ = [
    "LinkTo",
    "accounts_visible_to",
    "bodies_kept_by",
    "forgetful",
    "holds_in",
    "identity_of",
    "leads",
    "link_of",
    "memberships_visible_to",
    "opens",
    "representatives_known",
    "representatives_of",
    "roles_known_to",
    "standing_of",
    "user_of_link",
]
