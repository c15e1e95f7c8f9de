"""A bundle a day: made once, at night, kept for a while; nothing without somebody to answer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.models import JournalEntry
from khuyencong.opendata.actions.publishing import ACT, publish, publish_if_due
from khuyencong.opendata.models import Bundle
from khuyencong.opendata.queries.bundles import latest, part_named, sample
from khuyencong.opendata.rules.keeping import DAYS, let_go
from khuyencong.registry.models import Organisation
from tests.cast import Cast

EVENING = datetime(2026, 11, 20, 13, tzinfo=UTC)  # 20:00 in Vietnam
AFTER_MIDNIGHT = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # 00:30 of the 21st
AT_ONE = datetime(2026, 11, 20, 18, tzinfo=UTC)  # 01:00


def test_the_first_at_once_then_one_a_night(cast: Cast) -> None:
    assert publish_if_due(EVENING)
    assert publish_if_due(EVENING + timedelta(hours=3)) is None
    assert publish_if_due(AFTER_MIDNIGHT) is None
    assert publish_if_due(AT_ONE)
    assert list(Bundle.objects.order_by("day").values_list("day", flat=True)) == [
        date(2026, 11, 20),
        date(2026, 11, 21),
    ]


def test_two_workers_publish_one_bundle_and_one_entry(cast: Cast) -> None:
    assert publish(EVENING)
    assert publish(EVENING + timedelta(minutes=1)) is None
    assert JournalEntry.objects.filter(act=ACT).count() == Bundle.objects.count() == 1


def test_nothing_is_published_where_nobody_answers(db: None) -> None:
    assert publish(EVENING) is None
    assert not Organisation.objects.exists() and not Bundle.objects.exists()


def test_files_are_read_out_of_the_archive(cast: Cast) -> None:
    bundle = publish(EVENING)
    assert bundle == latest() and blobs.is_whole(bundle.archive)
    part = part_named(bundle, "organisations.csv")
    assert part is not None and sum(map(len, part.blocks())) == part.size
    header, *rows = sample(part, 2)
    assert header[:2] == ["key", "kind"] and len(rows) == 2
    assert part_named(bundle, "../secret_key") is None


def test_a_month_of_days_is_kept_then_the_last_of_each_month() -> None:
    first, today = date(2026, 1, 1), date(2026, 6, 15)
    days = [first + timedelta(days=n) for n in range((today - first).days + 1)]
    kept = set(days) - let_go(days, today)
    recent = {day for day in days if day > today - timedelta(days=DAYS)}
    ends = {date(2026, m, d) for m, d in ((1, 31), (2, 28), (3, 31), (4, 30), (5, 31))}
    assert kept == recent | ends


def test_old_bundles_are_let_go_and_their_files_swept(cast: Cast) -> None:
    first, second = publish(EVENING), publish(EVENING + timedelta(days=1))
    assert first and second
    publish(EVENING + timedelta(days=45))
    assert set(Bundle.objects.values_list("day", flat=True)) == {
        date(2026, 11, 21),
        date(2027, 1, 4),
    }


@pytest.mark.parametrize("change", [{"archive": ""}, {"as_of": now() + timedelta(days=900)}])
def test_what_must_never_be_false_is_held_by_the_database(
    cast: Cast, change: dict[str, object]
) -> None:
    bundle = publish(EVENING)
    assert bundle
    with pytest.raises(IntegrityError), transaction.atomic():
        Bundle.objects.filter(id=bundle.id).update(**change)
