"""What is asked of the reports: within scope, with counts, in a constant number of queries."""

from collections.abc import Callable

import pytest

from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.models import Document
from khuyencong.ingestion.states import Outcome
from tests.cast import Cast
from tests.ingestion.conftest import AT

SEEN = {
    "owner": True,
    "colleague": True,
    "head": True,
    "chair": True,
    "agency_officer": True,
    "auditor": True,
    "stranger": False,
    "establishment": False,
    "admin": False,
    "former": False,
}


@pytest.mark.parametrize(("who", "sees"), SEEN.items())
def test_who_sees_a_report_of_the_department(
    who: str, sees: bool, cast: Cast, document: Document
) -> None:
    assert list(queries.visible_to(getattr(cast, who))) == ([document] if sees else [])


def test_waiting_counts_errors_and_warnings_without_a_decision(
    cast: Cast, document: Document
) -> None:
    def waiting() -> int:
        return queries.report_list(cast.owner).get().waiting

    assert waiting() == 2 == queries.report_page(document).waiting
    accept = {"by": cast.owner, "document": document, "outcome": Outcome.ACCEPTED, "at": AT}
    actions.decide(check_id="c3", **accept)  # a note waits for nobody
    assert waiting() == 2
    actions.decide(check_id="c1", **accept)
    actions.decide(check_id="c1", **accept)  # the superseded one does not count
    assert waiting() == 1
    actions.decide(check_id="c2", **accept)
    assert waiting() == 0 == queries.report_page(document).waiting
    assert list(queries.waiting_reports(cast.owner)) == []
    actions.undo(by=cast.owner, document=document, check_id="c1", at=AT)
    assert list(queries.waiting_reports(cast.owner)) == [document]


def test_lists_cost_the_same_at_one_and_at_nine(
    cast: Cast,
    document: Document,
    another: Callable[[int], Document],
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    cast.owner.custodians("report.read")
    for count in (1, 9):
        with django_assert_num_queries(1):
            rows = list(queries.report_list(cast.owner))
            assert len({row.custodian.name for row in rows}) == 1
        assert len(rows) == count
        if count == 1:
            for number in range(8):
                another(number)


def test_the_list_loads_no_texts(cast: Cast, document: Document) -> None:
    deferred = queries.report_list(cast.owner).get().get_deferred_fields()
    assert deferred == {"text", "source", "stored_reading"}


def test_the_page_costs_five_queries_with_few_and_many_decisions(
    cast: Cast,
    document: Document,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    for check_id in ("c1", "c2", "c3"):
        with django_assert_num_queries(5):
            page = queries.report_page(document)
            assert all(d.by.full_name for d in page.decisions.values())
        actions.decide(
            by=cast.owner, document=document, check_id=check_id, outcome=Outcome.ACCEPTED, at=AT
        )
