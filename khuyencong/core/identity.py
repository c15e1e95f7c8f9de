"""Identity: a UUIDv7 for every row that may be spoken of outside the house."""

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """Return a fresh UUIDv7: unique, and in the order of time."""
    return UUID(int=uuid_utils.uuid7().int)
