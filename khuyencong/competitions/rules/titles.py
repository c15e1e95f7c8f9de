"""What a title is on a day, and who tells of the product that bears it."""

from datetime import date, timedelta

from khuyencong.competitions.models import Certificate, Product
from khuyencong.competitions.states import CertificateState
from khuyencong.core.users import Actor

TELL = "product.tell"
#: So many steps of making fit a page for shoppers.
STEPS = 12


def state_on(title: Certificate, day: date) -> CertificateState:
    """Return what a title is on a day: what was taken back comes first."""
    if title.revoked_on is not None and title.revoked_on <= day:
        return CertificateState.REVOKED
    if title.last_day is None:
        return CertificateState.UNKNOWN
    return CertificateState.EXPIRED if title.last_day < day else CertificateState.VALID


def ended_from(title: Certificate) -> date | None:
    """Return the first day after the term; None where no term is known."""
    return title.last_day + timedelta(days=1) if title.last_day else None


def may_tell(user: Actor, product: Product) -> bool:
    """Return whether the user writes what shoppers read: its custodian's officer, or its maker."""
    of_custodian = user.may(TELL, of=product.custodian_id)
    return of_custodian or (user.may(TELL) and product.establishment_id in user.represents())
