"""Who keeps the accounts of which bodies, and which role fits where, on loaded objects."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from khuyencong.accounts.roles import ROLES, Reach, Role
from khuyencong.registry.states import OrganisationKind as K

if TYPE_CHECKING:
    from khuyencong.accounts.models import Membership, User
    from khuyencong.registry.models import Organisation

SIGN_IN_NAME = re.compile(r"[A-Za-z0-9._-]{3,64}")
NO_SIGN_IN_NAME = (
    "Tên đăng nhập gồm 3 đến 64 chữ không dấu, chữ số, dấu chấm, gạch ngang, gạch dưới."
)
#: How the sign-in names begin of accounts that name nobody any more.
ERASED = "da-xoa-"
MANAGE = "account.manage"
ADMIN = "ADMIN"
#: The role of whoever acts for establishments: held in the body that keeps their record.
OF_ESTABLISHMENTS = "ESTABLISHMENT_USER"
#: Whoever keeps accounts in one of these keeps those of the whole house.
CENTRAL = frozenset({K.MINISTRY, K.AGENCY})
#: In which bodies a role is held. A role that stands here nowhere is given by another act.
HELD_IN: dict[str, frozenset[K]] = {
    "AGENCY_OFFICER": frozenset({K.AGENCY}),
    "AGENCY_HEAD": frozenset({K.AGENCY}),
    "MINISTER": frozenset({K.MINISTRY}),
    "PROVINCE_CHAIR": frozenset({K.DEPARTMENT, K.OTHER}),
    "DEPT_OFFICER": frozenset({K.DEPARTMENT}),
    "DEPT_HEAD": frozenset({K.DEPARTMENT}),
    "FINANCE_REVIEWER": frozenset({K.MINISTRY, K.AGENCY, K.DEPARTMENT, K.OTHER}),
    "CENTRE_OFFICER": frozenset({K.CENTRE, K.NATIONAL_CENTRE}),
    "CENTRE_HEAD": frozenset({K.CENTRE, K.NATIONAL_CENTRE}),
    "CENTRE_ACCOUNTANT": frozenset({K.CENTRE, K.NATIONAL_CENTRE}),
    "COMMUNE_OFFICER": frozenset({K.DEPARTMENT, K.OTHER}),
    "COLLABORATOR": frozenset({K.DEPARTMENT, K.CENTRE, K.NATIONAL_CENTRE, K.OTHER}),
    "CLERK": frozenset(K),
    ADMIN: frozenset({K.MINISTRY, K.AGENCY, K.DEPARTMENT}),
    "AUDITOR": frozenset({K.MINISTRY, K.AGENCY}),
}
#: By which act the others are given.
GIVEN_ELSEWHERE = {
    OF_ESTABLISHMENTS: "khi ghi người đại diện ở trang của cơ sở",
    "COUNCIL_MEMBER": "cùng quyết định lập hội đồng, ở trang của cuộc bình chọn",
    "JUROR": "cùng quyết định lập ban giám khảo, ở trang của cuộc bình chọn",
    "SECRETARY": "cùng quyết định lập ban thư ký, ở trang của cuộc bình chọn",
}
#: Whose accounts somebody keeps: these bodies; None for every body of the house.
Kept = frozenset[UUID] | None


def is_sign_in_name(username: str) -> bool:
    """Return whether a new account may bear this sign-in name."""
    return bool(SIGN_IN_NAME.fullmatch(username)) and not username.startswith(ERASED)


def keeps_body(kept: Kept, body: UUID) -> bool:
    """Return whether the accounts of this body are kept."""
    return kept is None or body in kept


def keeps_role(kept: Kept, held: "Membership") -> bool:
    """Return whether a role somebody holds is within reach: its body is, and so is its sight."""
    return keeps_body(kept, held.organisation_id) and (
        kept is None or held.reach is not Reach.NATION
    )


def keeps_whole(kept: Kept, account: "User", standing: Iterable["Membership"]) -> bool:
    """Return whether an account is within reach with every role that stands, or by its home.

    Who could enter as somebody that stands higher as well would have that one's rights.
    """
    held = list(standing)
    if held or account.home_id is None:
        return kept is None or (bool(held) and all(keeps_role(kept, one) for one in held))
    return keeps_body(kept, account.home_id)


def roles_to_give(kept: Kept) -> list[Role]:
    """Return the roles that somebody who keeps these accounts may give, in the table's order."""
    return [role for role in ROLES.values() if role.code in HELD_IN and not _too_wide(kept, role)]


def why_not_give(kept: Kept, code: str, body: "Organisation") -> str:
    """Return why a role cannot be given in a body, in a sentence; "" where it can."""
    if code in GIVEN_ELSEWHERE:
        return f"Vai trò “{ROLES[code].name}” được giao {GIVEN_ELSEWHERE[code]}."
    if code not in HELD_IN:
        return "Không có vai trò này. Xin chọn lại."
    if not keeps_body(kept, body.id):
        return "Đơn vị này ngoài phạm vi quản lý tài khoản của anh/chị."
    if _too_wide(kept, ROLES[code]):
        return (
            f"Vai trò “{ROLES[code].name}” xem cả nước: chỉ quản trị của cơ quan trung ương giao."
        )
    if body.kind not in HELD_IN[code]:
        kinds = ", ".join(kind.label for kind in K if kind in HELD_IN[code])
        return f"Vai trò “{ROLES[code].name}” không giữ ở đơn vị này; chỉ giữ ở: {kinds}."
    return ""


def _too_wide(kept: Kept, role: Role) -> bool:
    return kept is not None and role.reach is Reach.NATION
