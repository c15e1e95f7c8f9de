"""Why a number differs from the records: with a reason, never overwritten, by whom it may."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.models import JournalEntry
from khuyencong.ingestion import actions, queries
from khuyencong.ingestion.models import DifferenceNote, Document
from khuyencong.ingestion.rules import Refused
from tests.cast import Cast
from tests.ingestion.conftest import AT, figure, take
from tests.threads import raised, together

WHY = "Hai đề án mới được phê duyệt"


def explain(by: Any, document: Document, **changes: Any) -> DifferenceNote:
    told = {"reason": WHY, "records": "295 đề án", "at": AT} | changes
    told.setdefault("series", figure(document, "12").series)
    return actions.explain_difference(by=by, document=document, **told)


def test_the_next_reason_takes_the_place_and_the_first_stays(
    cast: Cast, confirmed: Document
) -> None:
    first = explain(cast.owner, confirmed)
    second = explain(
        cast.head, confirmed, reason="  Đã\u00a0xem lại ", at=AT + timedelta(hours=1), records=""
    )
    first.refresh_from_db()
    assert (first.superseded_at, first.reason, first.records) == (
        second.recorded_at,
        WHY,
        "295 đề án",
    )
    assert (second.reason, second.by) == ("Đã xem lại", cast.head)
    [notes] = queries.difference_notes(confirmed).values()
    assert notes == [second, first]


def test_it_stays_with_the_number_through_its_versions(cast: Cast, confirmed: Document) -> None:
    kept = explain(cast.owner, confirmed)
    take(cast.owner, figure(confirmed, "12"))
    row = figure(confirmed, "12")
    assert queries.difference_notes(confirmed)[row.series] == [kept]


def test_it_stands_in_the_journal(cast: Cast, confirmed: Document) -> None:
    kept = explain(cast.owner, confirmed)
    entry = JournalEntry.objects.filter(about=f"document:{confirmed.id}").latest("seq")
    assert (entry.act, entry.by, entry.facts) == (
        "figure.explained",
        cast.owner.id,
        {"figure": str(kept.series), "reason": WHY, "records": "295 đề án"},
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"reason": " \u00a0"}, "Cần ghi vì sao"),
        ({"series": new_id()}, "không có số đó"),
    ],
)
def test_what_is_refused(
    changes: dict[str, Any], told: str, cast: Cast, confirmed: Document
) -> None:
    with pytest.raises(Refused, match=told):
        explain(cast.owner, confirmed, **changes)
    assert not DifferenceNote.objects.exists()


@pytest.mark.parametrize(
    "who", ["stranger", "chair", "commune", "establishment", "admin", "auditor", "former"]
)
def test_who_may_not(who: str, cast: Cast, confirmed: Document) -> None:
    with pytest.raises(Refused, match="không có quyền"):
        explain(getattr(cast, who), confirmed)
    assert not DifferenceNote.objects.exists()


def test_what_is_too_long_is_cut(cast: Cast, confirmed: Document) -> None:
    kept = explain(cast.owner, confirmed, reason="ế" * 3000, records="9" * 300)
    assert (len(kept.reason), len(kept.records)) == (1000, 100)


def test_it_is_written_with_its_journal_or_not_at_all(
    cast: Cast, confirmed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = explain(cast.owner, confirmed)

    def broken(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.setattr(journal, "record", broken)
    with pytest.raises(OSError):
        explain(cast.owner, confirmed, reason="Khác")
    [notes] = queries.difference_notes(confirmed).values()
    assert (notes, notes[0].superseded_at) == ([first], None)


@pytest.mark.parametrize("change", [{"reason": ""}, {"superseded_at": AT - timedelta(days=1)}])
def test_the_database_insists(change: dict[str, Any], cast: Cast, confirmed: Document) -> None:
    kept = explain(cast.owner, confirmed)
    with pytest.raises(IntegrityError), transaction.atomic():
        DifferenceNote.objects.filter(id=kept.id).update(**change)


def test_the_database_keeps_one_current_reason(cast: Cast, confirmed: Document) -> None:
    first = explain(cast.owner, confirmed)
    explain(cast.owner, confirmed, reason="Khác", at=AT + timedelta(hours=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        DifferenceNote.objects.filter(id=first.id).update(superseded_at=None)


@pytest.mark.django_db(transaction=True)
def test_two_writers_leave_one_current_reason(cast: Cast, confirmed: Document) -> None:
    people = [cast.owner, cast.head, cast.colleague, cast.agency_officer]
    outcomes = together(4, lambda n: explain(people[n], confirmed, reason=f"Lý do {n}"))
    assert raised(outcomes) == []
    assert DifferenceNote.objects.filter(superseded_at=None).count() == 1
    assert DifferenceNote.objects.count() == 4
