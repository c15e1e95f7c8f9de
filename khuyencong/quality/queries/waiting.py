"""What lies too long between people and systems: each a function of a day and a patience in days.

A row is late on the day after its last day of patience. The query counts do not grow with rows.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from khuyencong.applications.models import Claim
from khuyencong.applications.states import ClaimState
from khuyencong.connections.models import Delivery, Hook
from khuyencong.connections.states import DeliveryState
from khuyencong.exchange.models import Instance
from khuyencong.exchange.states import Direction, InstanceState
from khuyencong.fieldwork.models import Kit, Returned
from khuyencong.publishing.models import PublicQuestion
from khuyencong.publishing.states import QuestionState
from khuyencong.quality.rules import Finding, Seen
from khuyencong.values.dates import VIETNAM, day_in_vietnam

#: How a delivery stands that its address did not take.
NOT_TAKEN = (DeliveryState.FAILED, DeliveryState.GIVEN_UP)


def claims_waiting(on: date, days: int) -> Seen:
    """Find people who wait too long to hear whether they act for an establishment."""
    rows = Claim.objects.filter(state=ClaimState.PENDING)
    late = rows.filter(recorded_at__lt=_before(on, days)).order_by("recorded_at", "id")
    told = late.values_list("custodian", "id", "name", "recorded_at")
    return Seen(
        _counted(rows),
        [Finding(c, "claim", key, f"{name}: {_since(at, on)}") for c, key, name, at in told],
    )


def questions_waiting(on: date, days: int) -> Seen:
    """Find questions of the public that nobody answered; a finding repeats none of their words."""
    rows = PublicQuestion.objects.filter(state=QuestionState.NEW)
    late = rows.filter(received_at__lt=_before(on, days)).order_by("received_at", "id")
    return Seen(
        _counted(rows),
        [
            Finding(
                one.custodian_id,
                "question",
                one.id,
                f"Câu hỏi về việc “{one.get_topic_display().lower()}”:"
                f" {_since(one.received_at, on)}",
            )
            for one in late
        ],
    )


def kits_out(on: date, days: int) -> Seen:
    """Find kits that went to a commune and of which nothing came back."""
    rows = Kit.objects.filter(revoked_at=None)
    bare = rows.filter(~Exists(Returned.objects.filter(kit=OuterRef("pk"))))
    late = bare.filter(issued_at__lt=_before(on, days)).order_by("issued_at", "id")
    return Seen(
        _counted(rows),
        [
            Finding(
                kit.custodian_id,
                "kit",
                kit.id,
                f"Bộ {kit.name}, {kit.commune}: cấp {day_in_vietnam(kit.issued_at):%d/%m/%Y},"
                " chưa có tệp nào về",
            )
            for kit in late.select_related("commune").defer("carried", "public_key")
        ],
    )


def partners_silent(on: date, days: int) -> Seen:
    """Find partners of the exchange from which no bundle came for long; ours to ask."""
    body = Instance.objects.filter(is_own=True).values_list("body", flat=True).first()
    if body is None:
        return Seen()
    rows = Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE).annotate(
        last=Max("bundles__at", filter=Q(bundles__direction=Direction.IN))
    )
    found = []
    for partner in rows.order_by("name", "id"):
        heard = partner.last or partner.confirmed_at
        if heard and heard < _before(on, days):
            words = "gói cuối nhận" if partner.last else "chưa gửi gói nào từ khi được xác nhận"
            told = f"{partner.name}: {words} {day_in_vietnam(heard):%d/%m/%Y}"
            found.append(Finding(body, "partner", partner.id, told))
    return Seen({body: len(rows)} if rows else {}, found)


def hooks_failing(on: date, days: int) -> Seen:
    """Find addresses of other systems that have taken nothing since a failure days ago."""
    rows = Hook.objects.filter(ended_at=None)
    taken = Delivery.objects.filter(hook=OuterRef("hook"), state=DeliveryState.SENT)
    lost = Delivery.objects.filter(
        ~Exists(taken.filter(recorded_at__gt=OuterRef("recorded_at"))),
        state__in=NOT_TAKEN,
        recorded_at__lt=_before(on, days),
        hook__in=rows.values("id"),
    )
    told = lost.values_list("hook__custodian", "hook", "hook__label").annotate(n=Count("id"))
    return Seen(
        _counted(rows),
        [
            Finding(c, "hook", key, f"{label}: {n} lần báo không đến, chưa lần nào đến được từ đó")
            for c, key, label, n in told.order_by("hook__made_at", "hook")
        ],
    )


def _before(on: date, days: int) -> datetime:
    """Return the moment before which what has waited is late on a day."""
    return datetime.combine(on - timedelta(days=days), time(), VIETNAM)


def _since(at: datetime, on: date) -> str:
    return f"chờ {(on - day_in_vietnam(at)).days} ngày"


def _counted(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("custodian").annotate(n=Count("id")))
