"""A service organisation comes into the register, under the body that answers for its records."""

from datetime import date, datetime

from django.db import transaction

from khuyencong.core import journal
from khuyencong.core.identity import new_id
from khuyencong.core.lines import line
from khuyencong.core.users import Actor
from khuyencong.registry.actions.bodies.noting import SOURCE, past_day, require_right
from khuyencong.registry.models import Organisation, OrganisationName
from khuyencong.registry.rules import Refused
from khuyencong.registry.states import OrganisationKind
from khuyencong.values.gazetteer import search_form

NAME = 200


@transaction.atomic
def enter_service_organisation(
    *,
    by: Actor,
    parent: Organisation,
    name: str,
    valid_from: date,
    source: str,
    at: datetime,
) -> Organisation:
    """Enter a union, a school, a firm that does the programme's work for a body (`parent`)."""
    require_right(by, parent)
    name = line(name, "Tên tổ chức", NAME, required=True)
    source = line(source, "Căn cứ", SOURCE, required=True)
    past_day(valid_from, at, "Ngày bắt đầu")
    same = Organisation.objects.filter(parent=parent, kind=OrganisationKind.SERVICE)
    if same.filter(name=name, valid_until=None).exists():
        raise Refused(f"{name} đã có trong danh sách của {parent}.")
    body = Organisation.objects.create(
        key=f"to-chuc-dich-vu.{new_id()}",
        kind=OrganisationKind.SERVICE,
        name=name,
        parent=parent,
        place=parent.place,
        valid_from=valid_from,
    )
    OrganisationName.objects.create(
        organisation=body,
        name=name,
        folded=search_form(name),
        valid_from=valid_from,
        source=source[:120],
    )
    journal.record(
        "organisation.entered",
        custodian=parent.id,
        about=f"organisation:{body.id}",
        at=at,
        by=by.id,
        facts={"parent": str(parent.id)},
    )
    return body
