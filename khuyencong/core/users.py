"""What the rules of every app may ask of a user; `accounts` fulfils it, nobody imports it."""

from typing import Protocol
from uuid import UUID


class Actor(Protocol):
    """Somebody signed in."""

    id: UUID

    def may(self, permission: str, of: UUID | None = None) -> bool:
        """Return whether a role held today carries `permission`.

        With `of`, only a role counts that reaches the records of that custodian: a person who
        reads for the nation and decides for a province does not decide for the nation.
        """

    def custodians(self, permission: str | None = None) -> frozenset[UUID] | None:
        """Return the organisations whose records the user answers for; None for all of them.

        With `permission`, only those where a role of the user carries it.
        """

    def represents(self) -> frozenset[UUID]:
        """Return the establishments the user stands for today: their owner, or whom they sent."""
