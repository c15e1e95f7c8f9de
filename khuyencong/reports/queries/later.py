"""What changed in the records since an edition was frozen."""

from khuyencong.reports.models import Edition
from khuyencong.reports.prepared import Prepared
from khuyencong.reports.rules.freezing import as_kept
from khuyencong.reports.rules.later import Differences, differing
from khuyencong.reports.rules.parts import Matcher


def later(edition: Edition, now: Prepared, is_part: Matcher | None = None) -> Differences:
    """Return rows that came, went or changed, and figures that are others now, with their causes.

    `now` is the same report prepared at a later moment.
    """
    return differing(
        edition.told_rows,
        edition.told_figures,
        as_kept(now.rows),
        as_kept(now.figures),
        is_part,
    )
