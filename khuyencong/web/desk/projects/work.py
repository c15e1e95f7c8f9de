"""“Việc của tôi”: what waits for one person among the đề án, each with its page."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import today
from khuyencong.projects.queries.waiting import Task, drafts_of, my_work
from khuyencong.web.desk.projects.table import ACTS

#: So much is shown at once; the rest is counted.
MOST = 40
#: The address of the act that a step is done by; others lead to the page of the đề án.
SLUGS = {act.step.name: act for act in ACTS.values() if act.of == "project"}
OF_RECORD = {act.step.name: act for act in ACTS.values() if act.of != "project"}


@dataclass(frozen=True)
class Shown:
    """A piece of work with its address."""

    task: Task
    address: str


def work_of(request: HttpRequest) -> dict[str, object]:
    """Return what the home page shows of đề án; nothing for who reads none."""
    if not request.user.may(Permission.PROJECT_READ):
        return {}
    tasks = my_work(request.user, today())
    late = sum(task.waits.is_overdue for task in tasks)
    drafts = drafts_of(request.user) if request.user.may(Permission.PROJECT_DRAFT) else 0
    return {
        "work": [Shown(task, _address(task)) for task in tasks[:MOST]],
        "work_count": len(tasks),
        "work_late": late,
        "drafts": drafts,
        "may_draft": request.user.may(Permission.PROJECT_DRAFT),
    }


def _address(task: Task) -> str:
    page = reverse("desk:project", args=[task.project.id])
    act = SLUGS.get(task.step)
    if act:
        return reverse("desk:project-act", args=[task.project.id, act.slug])
    of_record = OF_RECORD.get(task.step)
    if of_record and task.record:
        name = f"desk:project-{of_record.of}-act"
        return reverse(name, args=[task.project.id, task.record, of_record.slug])
    return f"{page}#cac-dong" if task.lines else page
