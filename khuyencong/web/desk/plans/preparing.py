"""A version is put in order: by plain buttons, row by row, or as the rules suggest."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.plans import actions
from khuyencong.plans.forms.plans import MoveForm, WishesForm
from khuyencong.plans.models import PlanRow, PlanVersion
from khuyencong.plans.queries.pages import version_page
from khuyencong.plans.queries.suggesting import Preview, preview
from khuyencong.plans.rules.suggestion import ONE_MORE, ORDER_CLAUSE
from khuyencong.plans.rules.wishes import UNREAD, Wishes
from khuyencong.plans.states import BEING_PREPARED
from khuyencong.values.vocabulary import FundingSource
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.plans.finding import section, visible_version
from khuyencong.web.desk.plans.shown import columns_of, groups_of, money_lines
from khuyencong.web.desk.projects.bars import SHORT


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def arrange(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show the rows with their buttons; a button says which row goes up or down."""
    version = _version(request, version_id)
    if request.method == "POST":
        return _shift(request, version)
    page = version_page(version, request.user)
    told = {
        "version": version,
        "shown": page,
        "groups": groups_of(page, page.rows),
        "money": money_lines(page),
        "sources": [(source, SHORT[source]) for source in page.sources],
        "columns": 4 + len(page.sources),
        "is_open": version.state in BEING_PREPARED,
        "keys": [issue(request.user.id) for _ in range(2)],
        **section("plans"),
    }
    return render(request, "desk/plans/arrange.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def move(request: HttpRequest, version_id: UUID, row_id: UUID) -> HttpResponse:
    """Put one đề án by hand where it should stand, with a reason."""
    version = _version(request, version_id)
    rows = version.rows.select_related("project").prefetch_related("shares")
    row = rows.filter(id=row_id).first()
    if row is None:
        raise Http404
    form = MoveForm(
        request.POST if request.method == "POST" else None, initial={"to": row.standing}
    )
    if not form.is_valid():
        return _move_form(request, version, row, form)

    def do() -> str:
        given = form.cleaned_data
        seen = request.POST.get("seen", "")
        told = {"by": request.user, "version": version, "row": row, "seen": seen, "at": now()}
        actions.move(to=given["to"], reason=given["reason"], **told)
        return _back(version)

    return done_or_told(
        request,
        "plan.move",
        do,
        form=form,
        again=lambda f: _move_form(request, version, row, f),
        said="Đã xếp lại; lý do được giữ ở dòng ấy.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PLAN_PREPARE)
def suggestion(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show what the rules would do with the wishes; accept it with its reasons."""
    version = _version(request, version_id)
    given = request.POST if request.method == "POST" else request.GET
    asked = "xem" in given or request.method == "POST"
    start = Wishes.read(version.wishes)
    offered = preview(version, start)
    form = WishesForm(
        given if asked else None,
        contents=offered.contents,
        places=offered.places,
        initial=start.kept(),
    )
    if asked and not form.is_valid():
        return _suggested(request, version, form, offered)
    wishes = form.wishes() if asked else start
    if request.method != "POST":
        found = preview(version, wishes)
        return _suggested(request, version, form, found, given if asked else None)

    def do() -> str:
        seen = request.POST.get("seen", "")
        actions.take_suggestion(
            by=request.user, version=version, wishes=wishes, seen=seen, at=now()
        )
        return _back(version)

    said = "Đã xếp theo đề xuất; luật của hôm nay đã được hỏi lại cho từng đề án."
    return done_once(request, "plan.suggestion", do, back=_back(version), said=said)


def _version(request: HttpRequest, version_id: UUID) -> PlanVersion:
    return visible_version(request, version_id, Permission.PLAN_PREPARE)


def _back(version: PlanVersion) -> str:
    return reverse("desk:plan-arrange", args=[version.id])


def _shift(request: HttpRequest, version: PlanVersion) -> HttpResponse:
    where, _, key = request.POST.get("chuyen", "").partition(":")
    row = version.rows.filter(id=key).first() if _is_uuid(key) else None

    def do() -> str:
        if row is None:
            raise Refused("Dòng này không còn trong danh mục.")
        told = {"by": request.user, "version": version, "row": row, "at": now()}
        actions.shift(up=where == "len", seen=request.POST.get("seen", ""), **told)
        return f"{_back(version)}#dong-{key}"

    return done_once(request, "plan.shift", do, back=_back(version), said="")


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _move_form(
    request: HttpRequest, version: PlanVersion, row: PlanRow, form: MoveForm
) -> HttpResponse:
    told = {
        "version": version,
        "row": row,
        "form": form,
        "seen": request.POST.get("seen") or version.content_hash,
        "key": request.POST.get("key") or issue(request.user.id),
        **section("plans"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plans/move.html", told, status=status)


def _suggested(
    request: HttpRequest,
    version: PlanVersion,
    form: WishesForm,
    found: Preview,
    given: QueryDict | None = None,
) -> HttpResponse:
    answers = found.suggestion.answers
    named = {source for a in answers for source in a.candidate.amounts}
    sources = [source for source in FundingSource if source in named]
    told = {
        "version": version,
        "form": form,
        "found": found,
        "rows": [
            (a, columns_of(a.candidate.amounts, sources), found.now.get(a.candidate.id, ""))
            for a in answers
        ],
        "sources": [(source, SHORT[source]) for source in sources],
        "columns": 4 + len(sources),
        "extra": ONE_MORE,
        "clause": ORDER_CLAUSE,
        "unread": UNREAD,
        "sent": _sent(form, given),
        "is_open": version.state in BEING_PREPARED,
        "key": issue(request.user.id),
        **section("plans"),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/plans/suggestion.html", told, status=status)


def _sent(form: WishesForm, given: QueryDict | None) -> list[tuple[str, object]]:
    """Return the wishes that were looked at, to be accepted with the suggestion they made."""
    if given is None:
        kept = form.initial
        pairs = [(name, value) for name in ("contents", "places") for value in kept[name]]
        single = ("content_percent", "place_percent")
        return pairs + [(name, kept[name]) for name in single if kept[name] is not None]
    return [(name, value) for name in form.fields for value in given.getlist(name) if value]
