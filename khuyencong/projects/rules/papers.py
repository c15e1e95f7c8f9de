"""Who may put papers to a đề án: whoever has work of its own to do on it."""

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.projects.models import Project
from khuyencong.registry.models import Organisation

#: By side, the work that comes with papers.
KEEPER = ("project.draft", "project.carry_out", "project.inspect", "funds.pay")
OWNER = ("project.assign", "project.accept", "project.settle", "project.inspect")


def right_to_papers(user: Actor, project: Project) -> tuple[Organisation, str]:
    """Return the body that the paper is of and the right it is put by; Refused without one."""
    for body, rights in ((project.custodian, KEEPER), (project.owner, OWNER)):
        for right in rights:
            if user.may(right, of=body.id):
                return body, right
    raise Refused("Anh/chị không có quyền thêm giấy tờ vào đề án này.")
