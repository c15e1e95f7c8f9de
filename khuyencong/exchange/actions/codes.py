"""Codes of systems that we do not keep: written down with where they were read."""

from datetime import date, datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.users import Actor
from khuyencong.exchange.models import OutsideCode
from khuyencong.exchange.queries.custody import own
from khuyencong.exchange.rules import require_partner_right
from khuyencong.exchange.states import CodeKind
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean


@transaction.atomic
def tell_code(
    *,
    by: Actor,
    kind: str,
    code: str,
    source: str,
    verified: bool,
    at: datetime,
    body: Organisation | None = None,
    name: str = "",
    valid_from: date | None = None,
) -> OutsideCode:
    """Write down a code. Raises Refused without the right."""
    mine = own()
    require_partner_right(by, mine.body_id)
    is_agency = kind == CodeKind.AGENCY
    row = OutsideCode.objects.create(
        kind=kind,
        code=clean(code),
        organisation=body if is_agency else None,
        name="" if is_agency else clean(name),
        source=clean(source),
        verified=verified,
        valid_from=valid_from,
        by=by.id,
        recorded_at=at,
    )
    assert mine.body_id is not None
    facts = {"kind": kind, "code": row.code, "verified": verified}
    journal.record(
        "exchange.code",
        custodian=mine.body_id,
        about=f"code:{row.id}",
        at=at,
        by=by.id,
        facts=facts,
    )
    return row
