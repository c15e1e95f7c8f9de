"""Who may do what in the registry, on loaded objects, without queries."""

from typing import TYPE_CHECKING
from uuid import UUID

from khuyencong.core.refusal import Refused as Refused
from khuyencong.core.users import Actor

if TYPE_CHECKING:
    from khuyencong.registry.models import Establishment

SUCCEED = "organisation.succeed"
READ, EDIT = "establishment.read", "establishment.edit"
MERGE, REVEAL = "establishment.merge", "establishment.reveal"
RECORD_SUPPORT, OVERRIDE = "support.record", "support.override"
READ_BODIES, EDIT_BODIES, KEEP_STAFF = (
    "organisation.read", "organisation.edit", "organisation.staff",
)  # fmt: skip
IMPORT_TRADES = "trade.import"


def may_record_succession(user: Actor) -> bool:
    """Return whether the user may record that one body answers for another's records."""
    return user.may(SUCCEED)


def may_keep(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may enter and change records that this body keeps.

    Establishments, clusters, craft villages and artisans.
    """
    return user.may(EDIT, of=custodian_id)


def may_merge(user: Actor, *establishments: "Establishment") -> bool:
    """Return whether the user answers for all of these, and may say that they are one."""
    return all(user.may(MERGE, of=one.custodian_id) for one in establishments)


def may_reveal(user: Actor, establishment: "Establishment") -> bool:
    """Return whether the user may see the owner's personal number, for a reason that is kept."""
    return user.may(REVEAL, of=establishment.custodian_id)


def may_see_phone(user: Actor, establishment: "Establishment") -> bool:
    """Return whether the user works with the establishment, and so needs its telephone."""
    return user.may(EDIT, of=establishment.custodian_id)


def may_record_support(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may enter State support that establishments had elsewhere."""
    return user.may(RECORD_SUPPORT, of=custodian_id)


def may_override(user: Actor, establishment: "Establishment") -> bool:
    """Return whether the user may let a likely second support pass, in writing."""
    return user.may(OVERRIDE, of=establishment.custodian_id)


def may_import_trades(user: Actor) -> bool:
    """Return whether the user may bring an edition of the trades in."""
    return user.may(IMPORT_TRADES)


def may_edit_body(user: Actor, body_id: UUID) -> bool:
    """Return whether the user may tell missions, money, premises, head counts of this body."""
    return user.may(EDIT_BODIES, of=body_id)


def may_keep_staff(user: Actor, body_id: UUID) -> bool:
    """Return whether the user may enter and read the persons who work for this body."""
    return user.may(KEEP_STAFF, of=body_id)
