"""docs/permissions.md, written from the tables of roles and permissions.

python -m khuyencong.accounts.table > docs/permissions.md
"""

from khuyencong.accounts.permissions import SENTENCES, Permission
from khuyencong.accounts.roles import ROLES, Reach

REACHES = {
    Reach.NATION: "cả nước",
    Reach.CUSTODY: "đơn vị mình, đơn vị trực thuộc và đơn vị đã tiếp nhận",
    Reach.PROVINCE: "đơn vị cấp trên trực tiếp, đơn vị trực thuộc và đơn vị đã tiếp nhận",
    Reach.NONE: "không có hồ sơ của người khác",
}
HEAD = """\
# Roles and permissions

Written by `python -m khuyencong.accounts.table` from `khuyencong/accounts/roles.py` and
`permissions.py`; a test fails when this page is not what they say. Everything that is not
permitted here is refused. A role is held in an organisation, from one day until another, and
reaches the records that this organisation answers for.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([HEAD, *_permissions(), *_roles(), *_matrix()])


def _permissions() -> list[str]:
    rows = [f"| `{permission}` | {SENTENCES[permission]} |" for permission in Permission]
    return ["## Permissions", "", "| permission | what it permits |", "|---|---|", *rows, ""]


def _roles() -> list[str]:
    rows = [
        f"| `{role.code}` | {role.name} | {role.sentence} | {REACHES[role.reach]} |"
        for role in ROLES.values()
    ]
    head = "| role | name | what it is for | whose records |"
    return ["## Roles", "", head, "|---|---|---|---|", *rows, ""]


def _matrix() -> list[str]:
    head = "| role | " + " | ".join(f"`{permission}`" for permission in Permission) + " |"
    rows = [
        f"| `{role.code}` | "
        + " | ".join("●" if permission in role.permissions else "–" for permission in Permission)
        + " |"
        for role in ROLES.values()
    ]
    return ["## Who may do what", "", head, "|---" * (len(Permission) + 1) + "|", *rows, ""]


if __name__ == "__main__":
    print(page(), end="")
