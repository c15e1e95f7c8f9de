"""What the rules of every app may ask of a user; `accounts` fulfils it, nobody imports it."""

from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """Somebody signed in."""

    id: UUID

    def may(self, permission: str) -> bool:
        """Return whether one of the user's roles of today carries `permission`."""

    def custodians(self) -> frozenset[UUID] | None:
        """Return the organisations whose records the user answers for; None for all of them."""
