"""When somebody is told that a day comes near or has passed; pure.

The days themselves are those that records or dated norms carry. How long before them a person is
told is the patience of this house, no deadline of a law: change it here.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

#: So many days before its day a thing is told of, by act.
AHEAD = {
    "due.visit": 0,
    "due.project": 30,
    "due.contract": 30,
    "due.own_contract": 30,
    "due.finding": 5,
    "due.step": 5,
    "due.proposal": 5,
    "due.certificate": 180,
    "due.role": 30,
}
_EVENTS = UUID("5d0b1f6e-8f0c-4c57-9a55-0d6a3a4f1c7e")


@dataclass(frozen=True)
class Day:
    """A day by which something of a record is to be done."""

    act: str
    #: What carries the day: a line, a contract, a đề án for all its contracts of one day.
    row: UUID
    on: date
    #: Whether somebody read the term that makes it this day; what a person set is his word.
    verified: bool = True

    def event(self, today: date) -> UUID | None:
        """Return the id under which it is told on a day; None while it is too early.

        One before it has passed, one after: each is told once, another day of the row anew.
        """
        if (self.on - today).days > AHEAD[self.act]:
            return None
        stage = "passed" if today > self.on else "near"
        # A visit is due from its day on and has no day after: it is told once.
        stage = "near" if AHEAD[self.act] == 0 else stage
        return uuid5(_EVENTS, f"{self.act}:{self.row}:{self.on}:{stage}")
