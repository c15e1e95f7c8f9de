"""One act on a đề án, a line, a finding or a change: its page, and doing it once.

Who does not see the đề án gets 404; who sees it and may not, 403 with the reason; an act that is
not open now, 409 with what stands in the way; a faulty form or a refusal, 422 with what was typed.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import StaleForm, issue, once
from khuyencong.core.refusal import Refused
from khuyencong.projects.actions.taking import CHANGED
from khuyencong.projects.forms.acts import ActForm, line_label
from khuyencong.projects.forms.appraising import ScoreForm
from khuyencong.projects.models import Line
from khuyencong.projects.queries.hub import Hub
from khuyencong.projects.queries.norms import criteria_of
from khuyencong.values.dates import day_in_vietnam
from khuyencong.web.access import requires
from khuyencong.web.desk.projects.act import Act, Asked
from khuyencong.web.desk.projects.page import seen
from khuyencong.web.desk.projects.table import ACTS


class _Faulty(Exception):
    """What was typed has faults; the form tells them."""


class _Closed(Exception):
    """The act is not open now; the message tells why."""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROJECT_READ)
def act(
    request: HttpRequest,
    project_id: UUID,
    slug: str,
    of: str = "project",
    record_id: UUID | None = None,
) -> HttpResponse:
    """Show the page of an act, or do it once."""
    hub = seen(request, project_id)
    asked = ACTS.get(slug)
    if asked is None or asked.of != of:
        raise Http404
    record = _record(hub, asked, record_id)
    history = [(taken.step, taken.by) for taken in hub.history]
    refusal = asked.no_right(request.user, hub, record, history)
    if refusal:
        return _told(request, hub, asked, refusal, 403)
    if request.method == "POST":
        return _do(request, hub, asked, record)
    closed = asked.closed(hub, record)
    if closed:
        return _told(request, hub, asked, closed, 409)
    return _page(request, hub, asked, record, _form(request.user, asked, hub, record))


def _record(hub: Hub, asked: Act, record_id: UUID | None) -> Any:
    """Return what the act is about: any record of the đề án, one that is over as well."""
    if record_id is None:
        return hub.project
    rows: list[Any] = [view.line for view in hub.lines]
    if asked.of == "finding":
        rows = [finding for one in hub.inspections for finding in one.findings.all()]
    elif asked.of == "change":
        rows = list(hub.adjustments)
    found = next((row for row in rows if row.id == record_id), None)
    if found is None:
        raise Http404
    return found


def _form(by: User, asked: Act, hub: Hub, record: Any, data: Any = None) -> ActForm:
    more: dict[str, Any] = {"found": asked.found(by, record)}
    if issubclass(asked.form, ScoreForm):
        level = asked.step.name.partition("_")[2]
        opened = next((a for a in hub.appraisals if a.at == level and not a.closed_at), None)
        day = day_in_vietnam(opened.opened_at) if opened else hub.today
        more["criteria"] = criteria_of(hub.project.level, level, day)
    return asked.form(data, hub=hub, record=record, **more)


def _do(request: HttpRequest, hub: Hub, asked: Act, record: Any) -> HttpResponse:
    form = _form(request.user, asked, hub, record, request.POST)
    back = _back(hub, asked, record)

    def do() -> str:
        closed = asked.closed(hub, record)
        if closed:
            raise _Closed(closed)
        if not form.is_valid():
            raise _Faulty
        at = now()
        asked.do(Asked(request.user, at, hub, record, form.cleaned_data))
        return back

    name = f"project.{asked.slug}:{record.id}"
    try:
        path = once(request.user.id, request.POST.get("key", ""), name, at=now(), do=do)
    except _Closed as closed:
        return _told(request, hub, asked, str(closed), 409)
    except _Faulty:
        return _page(request, hub, asked, record, form)
    except (StaleForm, Refused) as refusal:
        return _refused(request, hub, asked, record, form, str(refusal))
    messages.success(request, asked.said)
    return redirect(path)


def _refused(
    request: HttpRequest, hub: Hub, asked: Act, record: Any, form: ActForm, why: str
) -> HttpResponse:
    """Show the form as it was typed, with the refusal; a page that fell behind is brought on."""
    closed = asked.closed(hub, record)
    if closed:
        return _told(request, hub, asked, closed, 409)
    if form.is_valid() or why:
        form.add_error(None, why)
    if why == CHANGED:
        form.data = form.data.copy() | {"version": str(hub.project.version)}
    return _page(request, hub, asked, record, form)


def _back(hub: Hub, asked: Act, record: Any) -> str:
    page = reverse("desk:project", args=[hub.project.id])
    return f"{page}#dong-{record.number}" if isinstance(record, Line) else page


def _page(request: HttpRequest, hub: Hub, asked: Act, record: Any, form: ActForm) -> HttpResponse:
    told = _context(hub, asked) | {
        "form": form,
        "about": line_label(record) if isinstance(record, Line) else "",
        "record": record,
        "key": request.POST.get("key") or issue(request.user.id),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/projects/act.html", told, status=status)


def _told(request: HttpRequest, hub: Hub, asked: Act, why: str, status: int) -> HttpResponse:
    told = _context(hub, asked) | {"why": why, "is_closed": status == 409}
    return render(request, "desk/projects/not_now.html", told, status=status)


def _context(hub: Hub, asked: Act) -> dict[str, Any]:
    return {"hub": hub, "project": hub.project, "act": asked, "section": "projects"}
