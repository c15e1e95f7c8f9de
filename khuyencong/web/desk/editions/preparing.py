"""What the desk prepares periodic reports with."""

from collections.abc import Mapping
from datetime import datetime

from khuyencong.core.refusal import Refused
from khuyencong.registry.models import Place
from khuyencong.reports.prepared import Prepared
from khuyencong.reports.preparing import Order, write_report
from khuyencong.reports.states import Borders
from khuyencong.values.periods import Period


def prepare(
    *,
    place: Place,
    period: Period,
    form: str,
    borders: Borders,
    at: datetime,
    chapters: Mapping[str, str],
) -> Prepared:
    """Return the report as it is known at `at`; Refused where it has no such form."""
    order = Order(place.key, period, form=form, borders=borders, at=at, chapters=chapters)
    try:
        return write_report(order, now=at).prepared()
    except LookupError as refusal:
        raise Refused(str(refusal)) from refusal
