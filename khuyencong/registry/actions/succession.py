"""The one act by which the records of a body pass to another."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.registry.models import Organisation, Succession
from khuyencong.registry.queries.organisations import custodian_today
from khuyencong.registry.rules import Refused, may_record_succession


@transaction.atomic
def succeed(
    *,
    predecessor: Organisation,
    successor: Organisation,
    day: date,
    by: Actor,
    at: datetime,
    source: str = "",
) -> Succession:
    """Record that `successor` answers for the records of `predecessor` from `day`.

    Records keep the custodian they were made for; asking who answers today follows this act.
    Raises Refused without the right, for a second successor, and for a circle.
    """
    if not may_record_succession(by):
        raise Refused("Anh/chị không có quyền ghi nhận việc kế thừa giữa các tổ chức.")
    locked = _locked(predecessor, successor)
    predecessor, successor = locked[predecessor.pk], locked[successor.pk]
    _refuse_second_and_circle(predecessor, successor, day)
    succession = Succession.objects.create(
        predecessor=predecessor, successor=successor, day=day, recorded_at=at, source=source
    )
    if predecessor.valid_until is None:
        predecessor.valid_until = day
        predecessor.save(update_fields=["valid_until"])
    journal.record(
        "registry.succeed",
        custodian=successor.id,
        about=f"organisation:{predecessor.id}",
        at=at,
        by=by.id,
        facts={"successor": str(successor.id), "day": day.isoformat()},
    )
    return succession


def _locked(*organisations: Organisation) -> dict[UUID, Organisation]:
    """Lock the bodies in the order of their ids, so that two acts cannot wait for each other."""
    ids = sorted(organisation.pk for organisation in organisations)
    locked = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return {organisation.pk: organisation for organisation in locked.order_by("pk")}


def _refuse_second_and_circle(
    predecessor: Organisation, successor: Organisation, day: date
) -> None:
    if Succession.objects.filter(predecessor=predecessor, superseded_at=None).exists():
        raise Refused(f"Đã ghi nhận đơn vị kế thừa của {predecessor}.")
    if custodian_today(successor, on=date.max) == predecessor:
        raise Refused(f"{successor} đã được {predecessor} kế thừa.")
    if not predecessor.held_on(day) and predecessor.valid_until != day:
        raise Refused(f"{predecessor} không hoạt động vào ngày này.")
    if not successor.held_on(day):
        raise Refused(f"{successor} không hoạt động vào ngày này.")
