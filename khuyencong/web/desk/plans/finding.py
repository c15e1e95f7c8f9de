"""What the pages of plans fetch: within the person's scope, else 404; what he may do with it."""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest

from khuyencong.accounts.permissions import Permission
from khuyencong.plans.models import Plan, PlanVersion, Registration
from khuyencong.plans.queries import (
    plans_visible_to,
    registrations_visible_to,
    versions_visible_to,
)
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind

logger = logging.getLogger(__name__)
#: Who has a plan of its own.
PLANNERS = (OrganisationKind.DEPARTMENT, OrganisationKind.AGENCY)


def visible_plan(request: HttpRequest, plan_id: UUID) -> Plan:
    """Return the plan if it is within the user's scope, else 404; a try is logged."""
    rows = plans_visible_to(request.user).select_related("owner__place", "owner__parent")
    plan = rows.filter(id=plan_id).first()
    if plan is None:
        raise _absent(request, "plan", plan_id)
    return plan


def visible_version(
    request: HttpRequest, version_id: UUID, may: Permission | None = None
) -> PlanVersion:
    """Return the version if it is within scope and `may` is the user's for its owner, else 404."""
    rows = versions_visible_to(request.user)
    kin = ("plan__owner__place", "plan__owner__parent")
    version = rows.select_related(*kin).filter(id=version_id).first()
    if version is None or (may and not request.user.may(may, of=version.plan.owner_id)):
        raise _absent(request, "version", version_id)
    return version


def visible_registration(
    request: HttpRequest, registration_id: UUID, may: Permission | None = None
) -> Registration:
    """Return the registration if it is within scope and `may` is the user's for it, else 404."""
    rows = registrations_visible_to(request.user)
    kin = ("registrar__place", "registrar__parent", "owner")
    row = rows.select_related(*kin).filter(id=registration_id).first()
    if row is None or (may and not request.user.may(may, of=row.registrar_id)):
        raise _absent(request, "registration", registration_id)
    return row


def bodies_of(request: HttpRequest, permission: Permission) -> list[Organisation]:
    """Return the bodies with plans of their own for which the user holds a permission."""
    ids = request.user.custodians(permission)
    rows = Organisation.objects.filter(kind__in=PLANNERS)
    rows = rows if ids is None else rows.filter(id__in=ids)
    return list(rows.order_by("name"))


def receivers(bodies: Iterable[Organisation]) -> list[Organisation]:
    """Return with whom these bodies register: the agency, and themselves for local plans."""
    agencies = list(Organisation.objects.filter(kind=OrganisationKind.AGENCY).order_by("name"))
    return [*agencies, *(body for body in bodies if body not in agencies)]


def section(part: str) -> dict[str, str]:
    """Return where a page stands in the desk."""
    return {"section": "plans", "part": part}


def _absent(request: HttpRequest, what: str, key: UUID) -> Http404:
    logger.warning("no %s %s for user %s", what, key, request.user.id)
    return Http404()
