"""Proposals on the desk: the list, raising one, its page with the way it went, each step."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications import actions, queries
from khuyencong.applications.actions import ProposalTold
from khuyencong.applications.forms.proposals import (
    AnswerForm,
    DraftForm,
    DueForm,
    PassForm,
    ProposalFilter,
    RaiseForm,
    ReasonForm,
    TagForm,
)
from khuyencong.applications.models import Proposal
from khuyencong.applications.queries import ProposalView
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry.models import Organisation
from khuyencong.registry.queries import bodies_above
from khuyencong.values.dates import format_date
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.custodians import bodies_of
from khuyencong.web.typed_stamp import stamp_in

ROWS = 30
SECTION = {"section": "proposals", "part": "proposals"}
logger = logging.getLogger(__name__)

#: By the word of an address: the step of the table, and what is said when it is done.
SLUGS = {
    "chuyen-len": ("pass_up", "Đã chuyển kiến nghị lên."),
    "han": ("set_due", "Đã ghi hạn trả lời."),
    "tra-lai": ("return", "Đã trả lại để nói rõ."),
    "gui-lai": ("raise_again", "Đã gửi lại."),
    "du-thao": ("draft", "Đã đưa vào dự thảo."),
    "tra-loi": ("answer", "Đã ghi trả lời."),
    "rut": ("withdraw", "Đã rút kiến nghị."),
}
SLUG_OF = {step: slug for slug, (step, _) in SLUGS.items()}


@require_safe
@requires(Permission.PROPOSAL_READ)
def proposals(request: HttpRequest) -> HttpResponse:
    """The visible proposals, as the sentence above the list says."""
    form, kept, rows = narrowed(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("trang"))
    told = {
        "form": form,
        "page": page,
        "is_narrowed": bool(kept) or bool(form.errors),
        "query": f"{urlencode(kept)}&" if kept else "",
        "may_raise": request.user.may(Permission.PROPOSAL_RAISE),
        "today": today(),
        **SECTION,
    }
    return render(request, "desk/proposals/list.html", told, status=422 if form.errors else 200)


def narrowed(request: HttpRequest) -> tuple[ProposalFilter, dict[str, str], QuerySet[Proposal]]:
    """Return the filter of an address, what of it holds, and the visible proposals it leaves."""
    visible = queries.proposals_visible_to(request.user)
    form = ProposalFilter(request.GET or None, tags=list(queries.tags()))
    kept = {k: v for k, v in form.cleaned_data.items() if v} if form.is_valid() else {}
    return form, kept, queries.listed_proposals(_found(request.user, visible, kept))


def _found(user: User, rows: QuerySet[Proposal], asked: dict[str, str]) -> QuerySet[Proposal]:
    match asked.get("tinh_trang"):
        case "cho-toi":
            rows = rows.filter(queries.waiting_for(user))
        case "qua-han":
            rows = rows.filter(queries.overdue(today()))
        case str(state):
            rows = rows.filter(state=state)
    if asked.get("nguoi_neu"):
        rows = rows.filter(raised_by=asked["nguoi_neu"])
    if asked.get("nhan"):
        rows = rows.filter(queries.tagged(asked["nhan"]))
    return rows


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROPOSAL_RAISE)
def new(request: HttpRequest) -> HttpResponse:
    """Raise a proposal."""
    own = body_for(request.user, Permission.PROPOSAL_RAISE)
    form = RaiseForm(
        request.POST or None,
        initial={"raised_on": format_date(today()), "kind": "proposal"},
        own=own,
        above=bodies_above(own, today()),
        named=lambda typed: queries.establishments_raising(request.user, typed),
    )
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        told = ProposalTold(custodian=own, **_as_told(form.cleaned_data))
        raised = actions.raise_proposal(by=request.user, told=told, at=now())
        return reverse("desk:proposal", args=[raised.id])

    return done_or_told(
        request,
        "proposal.raise",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã ghi kiến nghị.",
    )


def body_for(user: User, permission: Permission) -> Organisation:
    """Return the body that the user writes for: the department of the first he is in."""
    body = bodies_of(user, permission).select_related("parent__place", "place").first()
    if body is None:
        raise Http404
    return queries.of_department(body)


def _as_told(given: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "raised_by", "what", "details", "occasion", "raised_on", "due_on", "due_basis")
    told = {name: given[name] for name in names}
    return told | {
        "to": given["body"],
        "establishment": given["one"],
        "place": given.get("place"),
    }


@require_safe
@requires(Permission.PROPOSAL_READ)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal, the way it went, and what may be done with it now."""
    return _page(request, _visible(request, proposal_id))


@require_POST
@requires(Permission.PROPOSAL_READ)
def act(request: HttpRequest, proposal_id: UUID, slug: str) -> HttpResponse:
    """Take one step with a proposal, once."""
    one = _visible(request, proposal_id)
    if slug not in SLUGS:
        raise Http404
    name, said = SLUGS[slug]
    view = queries.proposal_view(request.user, one, today())
    form = _forms(view, request.POST)[name]
    if not form.is_valid():
        return _page(request, one, name, form)

    def do() -> str:
        told = {"by": request.user, "proposal": one, "seen": stamp_in(request), "at": now()}
        DOES[name](form, told)
        return reverse("desk:proposal", args=[one.id])

    return done_or_told(
        request,
        f"proposal.{name}",
        do,
        form=form,
        again=lambda form: _page(request, one, name, form),
        said=said,
    )


def _pass(form: Any, told: dict[str, Any]) -> None:
    given = form.cleaned_data
    words = {name: given[name] for name in ("reason", "paper", "due_on")}
    actions.pass_up(**told, to=form.bodies[given["to"]], **words)


def _draft(form: Any, told: dict[str, Any]) -> None:
    given = form.cleaned_data
    actions.put_into_draft(**told, draft=form.drafts[given["draft"]], reason=given["reason"])


DOES: dict[str, Callable[[Any, dict[str, Any]], Any]] = {
    "pass_up": _pass,
    "draft": _draft,
    "set_due": lambda form, told: actions.set_due(**told, **form.cleaned_data),
    "return": lambda form, told: actions.return_proposal(**told, **form.cleaned_data),
    "raise_again": lambda form, told: actions.raise_again(**told, **form.cleaned_data),
    "answer": lambda form, told: actions.answer(**told, **form.cleaned_data),
    "withdraw": lambda form, told: actions.withdraw_proposal(**told, **form.cleaned_data),
}


@require_POST
@requires(Permission.REMARK_RECORD)
def tag(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Draw a limit or a cause out of a proposal."""
    one = _visible(request, proposal_id)
    form = TagForm(request.POST, tags=list(queries.tags()))
    if not form.is_valid():
        return _page(request, one, "tag", form)
    given, back = form.cleaned_data, reverse("desk:proposal", args=[one.id])

    def do() -> str:
        drawn = form.tags[given["tag"]]
        actions.tag_proposal(by=request.user, proposal=one, tag=drawn, told=given["told"], at=now())
        return back

    return done_once(request, "proposal.tag", do, back=back, said="Đã gắn nhãn.")


def _visible(request: HttpRequest, proposal_id: UUID) -> Proposal:
    rows = queries.proposals_visible_to(request.user)
    kin = ("custodian", "holder", "place", "province", "establishment", "draft")
    one = rows.select_related(*kin).filter(id=proposal_id).first()
    if one is None:
        logger.warning("no proposal %s for user %s", proposal_id, request.user.id)
        raise Http404
    return one


def _forms(view: ProposalView, data: Any = None) -> dict[str, Form]:
    """Return the form of every step; only those that are open now are shown."""
    drafts = list(queries.drafts())
    ids = {name: {"auto_id": f"{slug}_%s"} for name, slug in SLUG_OF.items()}
    return {
        "pass_up": PassForm(data, above=view.above, **ids["pass_up"]),
        "set_due": DueForm(data, **ids["set_due"]),
        "return": ReasonForm(data, **ids["return"]),
        "raise_again": ReasonForm(data, **ids["raise_again"]),
        "draft": DraftForm(data, drafts=drafts, **ids["draft"]),
        "answer": AnswerForm(data, **ids["answer"]),
        "withdraw": ReasonForm(data, **ids["withdraw"]),
    }


def _page(
    request: HttpRequest, one: Proposal, faulty: str = "", form: Form | None = None
) -> HttpResponse:
    user = request.user
    view = queries.proposal_view(user, one, today())
    forms = _forms(view) | ({faulty: form} if form else {})
    open_now = [step for step in view.steps if step.name != "draft" or _drafts_in(forms)]
    tagging = form if faulty == "tag" else TagForm(tags=list(queries.tags()))
    told: dict[str, Any] = {
        "proposal": one,
        "view": view,
        "deeds": [
            {
                "label": step.label,
                "slug": SLUG_OF[step.name],
                "form": forms[step.name],
                "key": issue(user.id),
                "is_open": step.name == faulty,
            }
            for step in open_now
        ],
        "faulty_form": form,
        "tagging": tagging,
        "may_tag": any(
            user.may(Permission.REMARK_RECORD, of=body)
            for body in (one.custodian_id, one.holder_id)
        ),
        "key": issue(user.id),
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "is_late": one.due_on is not None and one.due_on < today() and not one.answered_on,
        **SECTION,
    }
    return render(request, "desk/proposals/page.html", told, status=422 if form else 200)


def _drafts_in(forms: dict[str, Form]) -> bool:
    return bool(getattr(forms["draft"], "drafts", {}))


def _form(request: HttpRequest, form: Any) -> HttpResponse:
    key = request.POST.get("key") or issue(request.user.id)
    told = {"form": form, "key": key, **SECTION}
    status = 422 if form.errors else 200
    return render(request, "desk/proposals/form.html", told, status=status)
