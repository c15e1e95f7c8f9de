"""Where the words and figures of a report come from: whoever calls an action hands it in."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from khuyencong.registry.models import Place
from khuyencong.reports.models import Report
from khuyencong.reports.prepared import Prepared
from khuyencong.reports.states import Borders
from khuyencong.values.periods import Period


class Preparer(Protocol):
    """What makes a report of the records of a moment."""

    def __call__(
        self,
        *,
        place: Place,
        period: Period,
        form: str,
        borders: Borders,
        at: datetime,
        chapters: Mapping[str, str],
    ) -> Prepared:
        """Return the report as of `at`, with what officers wrote in its chapters."""


def prepared(
    report: Report, chapters: Mapping[str, str], prepare: Preparer, at: datetime
) -> Prepared:
    """Return what is known of a report at a moment."""
    return prepare(
        place=report.place,
        period=report.period,
        form=report.form,
        borders=Borders(report.borders),
        at=at,
        chapters=chapters,
    )
