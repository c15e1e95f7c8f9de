"""Plain functions that make what a test needs, with names that are nobody's."""

from datetime import date
from itertools import count

from khuyencong.accounts.models import Membership, User
from khuyencong.core.clock import now
from khuyencong.law.models import Article, LegalDocument, Parameter, ParameterEnd
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind

LONG_AGO = date(2020, 1, 1)
_number = count(1)


def make_organisation(
    name: str = "Sở Công Thương tỉnh Mẫu",
    kind: OrganisationKind = OrganisationKind.DEPARTMENT,
    parent: Organisation | None = None,
) -> Organisation:
    """Return a new organisation without a place."""
    key = f"to-chuc-{next(_number)}"
    return Organisation.objects.create(key=key, kind=kind, name=name, parent=parent)


def make_user(role: str = "", organisation: Organisation | None = None, **fields: str) -> User:
    """Return a new account, holding `role` in `organisation` where both are given."""
    number = next(_number)
    fields = {"username": f"nguoi-{number}", "full_name": f"Người Mẫu Số {number}"} | fields
    user = User.objects.create_user(**fields)
    if role and organisation:
        make_membership(user, role, organisation)
    return user


def make_membership(
    user: User,
    role: str,
    organisation: Organisation,
    valid_from: date = LONG_AGO,
    valid_until: date | None = None,
) -> Membership:
    """Let `user` hold `role` in `organisation`; by default since long ago and still."""
    return Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        valid_from=valid_from,
        valid_until=valid_until,
    )


def make_law(by: User) -> Parameter:
    """Return a ceiling that `by` proposes to end, of a new document with one article."""
    told = {"kind": "circular", "issuer": "Bộ Mẫu", "year": 2020, "title": "Mẫu", "folded": "mau"}
    document = LegalDocument.objects.create(key="tt-mau", number="1/2020/TT-MAU", **told)
    Article.objects.create(document=document, article="1", position=0, sense="Mẫu")
    parameter = Parameter.objects.create(
        code="mau",
        kind="ceiling",
        subject="machinery",
        slot="mau",
        source="national",
        percent=50,
        amount=300_000_000,
        document=document,
        verified=True,
        valid_from=LONG_AGO,
        recorded_at=now(),
    )
    ParameterEnd.objects.create(
        parameter=parameter,
        day=date(2030, 1, 1),
        reason="Mẫu",
        proposed_by=by.id,
        recorded_at=now(),
    )
    return parameter
