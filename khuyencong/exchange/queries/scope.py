"""Which rows of the exchange somebody sees."""

from django.db.models import QuerySet

from khuyencong.core.users import Actor
from khuyencong.exchange.models import Bundle, Conflict, Instance, Known
from khuyencong.exchange.rules import READ, may_read


def own_body(user: Actor | None) -> Instance | None:
    """Return this instance to whom its body's exchange is open; None to all others."""
    mine = Instance.objects.filter(is_own=True).select_related("body").first()
    return mine if mine and user and may_read(user, mine.body_id) else None


def instances_visible_to(user: Actor | None) -> QuerySet[Instance]:
    """Return the partners, to whom reads for the body that runs this instance."""
    rows = Instance.objects.filter(is_own=False)
    return rows if own_body(user) else rows.none()


def bundles_visible_to(user: Actor | None) -> QuerySet[Bundle]:
    """Return the bundles of the partners that somebody sees."""
    return Bundle.objects.filter(partner__in=instances_visible_to(user))


def wishes_visible_to(user: Actor | None) -> QuerySet[Conflict]:
    """Return the wishes about records of the bodies that somebody reads for."""
    rows = Conflict.objects.all()
    if user is None:
        return rows.none()
    custodians = user.custodians(READ)
    if custodians is None:
        return rows
    if own_body(user):
        return rows.filter(custodian__in=custodians) | rows.filter(custodian=None)
    return rows.filter(custodian__in=custodians)


def known_visible_to(user: Actor | None) -> QuerySet[Known]:
    """Return whence the records came of the bodies that somebody reads for."""
    rows = Known.objects.all()
    if user is None:
        return rows.none()
    custodians = user.custodians(READ)
    return rows if custodians is None else rows.filter(custodian__in=custodians)
