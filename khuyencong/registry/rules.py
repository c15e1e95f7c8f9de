"""Who may do what in the registry, on loaded objects, without queries."""

from khuyencong.core.users import Actor

SUCCEED = "organisation.succeed"


class Refused(Exception):
    """The act is not done; the message says why in words that may be shown."""


def may_record_succession(user: Actor) -> bool:
    """Return whether the user may record that one body answers for another's records."""
    return user.may(SUCCEED)
