"""Of when a bundle tells: everything in it is asked of one moment."""

from dataclasses import dataclass
from datetime import date, datetime

from khuyencong.values.dates import day_in_vietnam

#: How many rows are held at once on their way from the database.
CHUNK = 2_000


@dataclass(frozen=True)
class Moment:
    """The moment of a bundle and its day in Vietnam."""

    at: datetime

    @property
    def day(self) -> date:
        """Return the day in Vietnam."""
        return day_in_vietnam(self.at)
