"""A bundle a day, made by the worker: published once, old ones let go."""

from datetime import datetime

from django.db import transaction

from khuyencong.core import blobs, journal
from khuyencong.core.clock import VIETNAM
from khuyencong.opendata.actions.bundling import packed
from khuyencong.opendata.models import Bundle
from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.rules.keeping import let_go
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind

ACT = "publish_open_data"
#: From this hour on, at night, the bundle of the day is made.
HOUR = 1


def publish_if_due(at: datetime) -> Bundle | None:
    """Publish the bundle of the day in the night, the very first one at once."""
    day = Moment(at).day
    if Bundle.objects.filter(day=day).exists():
        return None
    waits = at.astimezone(VIETNAM).hour < HOUR and Bundle.objects.exists()
    return None if waits else publish(at)


def publish(at: datetime) -> Bundle | None:
    """Make and publish the bundle of a moment; None where another worker was first.

    Nothing is published where the register knows no national agency: nobody would answer for it.
    """
    agency = Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("key").first()
    if agency is None:
        return None
    moment = Moment(at)
    with packed(moment) as (archive, bundled):
        sha256, size = blobs.put_file(archive), archive.stat().st_size
    with transaction.atomic():
        bundle, is_new = Bundle.objects.get_or_create(
            day=moment.day,
            defaults={
                "as_of": at,
                "archive": sha256,
                "size": size,
                "manifest": bundled.manifest,
                "made_at": at,
            },
        )
        if is_new:
            journal.record(
                ACT,
                custodian=agency.id,
                about=f"bundle:{bundle.id}",
                at=at,
                facts={"sha256": sha256, "day": moment.day.isoformat()},
            )
    _forget(moment)
    return bundle if is_new else None


def _forget(moment: Moment) -> None:
    days = Bundle.objects.values_list("day", flat=True)
    Bundle.objects.filter(day__in=let_go(days, moment.day)).delete()
