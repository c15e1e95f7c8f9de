"""The demonstration's periodic reports: sent, given back and corrected, a draft; kept once."""

from datetime import UTC, datetime

import pytest

from khuyencong.accounts.demonstration import make_demo_accounts
from khuyencong.demo import editions, reporting
from khuyencong.reporting.actions import load_regimes
from khuyencong.reporting.models import Submission
from khuyencong.reporting.queries.integrity import reporting_faults
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.proving import edition_faults
from tests.reference import load_places

AT = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_three_reports_in_every_way() -> None:
    load_places()
    make_demo_accounts(at=AT)
    load_regimes(at=AT)
    reporting.fill(AT)
    assert editions.fill(AT) == 3
    assert editions.fill(AT) == 0
    told = Edition.objects.order_by("report__form", "number")
    assert list(told.values_list("report__form", "report__place__name", "number", "state")) == [
        ("period", "Bắc Giang", 1, "sent"),
        ("quarter", "Bắc Ninh", 1, "sent"),
        ("quarter", "Bắc Ninh", 2, "draft"),
        ("year", "Bắc Ninh", 1, "draft"),
    ]
    assert list(told.filter(report__form="year").values_list("chapters__ket_qua", flat=True)) == [
        editions.OWN_WORDS
    ]
    (sent,) = Submission.objects.filter(edition__isnull=False)
    assert (sent.answer, sent.reason) == ("returned", editions.BACK)
    assert list(edition_faults()) == [] and list(reporting_faults()) == []
