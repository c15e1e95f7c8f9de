"""Which rows of the exchange somebody sees."""

from django.db.models import Q, QuerySet

from khuyencong.core.users import Actor
from khuyencong.exchange.models import Bundle, Conflict, Instance, Known
from khuyencong.exchange.rules import DECIDE, PARTNER, READ, may_read
from khuyencong.exchange.states import Verdict


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
    """Return the wishes about records of the bodies for which somebody does the exchange.

    Who does it for one body sees none of another, even if he reads for the nation; who inspects
    sees as far as he reads, and decides nothing. What would be of no body that is here is seen by
    who runs this instance.
    """
    return _answered_for(user, PARTNER if user and user.may(PARTNER) else READ)


def wishes_to_decide(user: Actor | None) -> QuerySet[Conflict]:
    """Return the open wishes about which somebody decides: of records that his bodies keep."""
    return _answered_for(user, DECIDE).filter(verdict=Verdict.OPEN)


def _answered_for(user: Actor | None, right: str) -> QuerySet[Conflict]:
    rows = Conflict.objects.all()
    if user is None:
        return rows.none()
    custodians = user.custodians(right)
    if custodians is None:
        return rows
    mine = Instance.objects.filter(is_own=True).first()
    told = Q(custodian__in=custodians)
    if mine and mine.body_id and user.may(right, of=mine.body_id):
        told |= Q(custodian=None)
    return rows.filter(told)


def known_visible_to(user: Actor | None) -> QuerySet[Known]:
    """Return whence the records came of the bodies that somebody reads for."""
    rows = Known.objects.all()
    if user is None:
        return rows.none()
    custodians = user.custodians(READ)
    return rows if custodians is None else rows.filter(custodian__in=custodians)
