"""What follows from loaded rows, without a query."""

from khuyencong.competitions.rules.ranking import Counted, Standing, ranked

__all__ = ["Counted", "Standing", "ranked"]
