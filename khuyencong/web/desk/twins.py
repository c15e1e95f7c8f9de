"""Records that look like one: the list of pairs, two side by side, merged or told apart."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.registry import rules
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.forms.establishments import MergeForm
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.profile import open_pairs, side_by_side
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.establishments import visible

ROWS = 30


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def pairs(request: HttpRequest) -> HttpResponse:
    """The pairs of visible records that wait for somebody to say whether they are one."""
    page = Paginator(open_pairs(request.user), ROWS).get_page(request.GET.get("trang"))
    told = {"page": page, "section": "establishments", "part": "twins"}
    return render(request, "desk/twins.html", told)


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def compare(request: HttpRequest, establishment_id: UUID, other_id: UUID) -> HttpResponse:
    """Two records side by side."""
    one, other = _both(request, establishment_id, other_id)
    return _page(request, one, other, MergeForm(one=one, other=other))


@require_POST
@requires(Permission.ESTABLISHMENT_MERGE)
def merge(request: HttpRequest, establishment_id: UUID, other_id: UUID) -> HttpResponse:
    """Let one record stand for both."""
    one, other = _both(request, establishment_id, other_id)
    if not rules.may_merge(request.user, one, other):
        raise Http404
    form = MergeForm(request.POST, one=one, other=other)
    if not form.is_valid():
        return _page(request, one, other, form)
    keeps_first = form.cleaned_data["kept"] == str(one.id)
    kept, merged = (one, other) if keeps_first else (other, one)

    def do() -> str:
        reason = form.cleaned_data["reason"]
        actions.merge(by=request.user, kept=kept, merged=merged, reason=reason, at=now())
        return reverse("desk:establishment", args=[kept.id])

    return done_or_told(
        request,
        "establishment.merge",
        do,
        form=form,
        again=lambda form: _page(request, one, other, form),
        said="Đã gộp hai hồ sơ. Hồ sơ được gộp giữ nguyên và tách lại được.",
    )


@require_POST
@requires(Permission.ESTABLISHMENT_MERGE)
def apart(request: HttpRequest, establishment_id: UUID, other_id: UUID) -> HttpResponse:
    """Say that two records are two establishments."""
    one, other = _both(request, establishment_id, other_id)
    if not rules.may_merge(request.user, one, other):
        raise Http404
    back = reverse("desk:twins")

    def do() -> str:
        actions.set_apart(by=request.user, one=one, other=other, at=now())
        return back

    said = "Đã ghi nhận là hai cơ sở khác nhau; cặp này không hiện lại."
    return done_once(request, "establishment.apart", do, back=back, said=said)


@require_POST
@requires(Permission.ESTABLISHMENT_MERGE)
def undo(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Let a merged record stand for itself again."""
    merged = visible(request, establishment_id)
    if not rules.may_merge(request.user, merged):
        raise Http404
    back = reverse("desk:establishment", args=[merged.id])

    def do() -> str:
        actions.undo_merge(by=request.user, merged=merged, at=now())
        return back

    return done_once(request, "establishment.undo", do, back=back, said="Đã tách lại hồ sơ.")


def _both(request: HttpRequest, one: UUID, other: UUID) -> tuple[Establishment, Establishment]:
    if one == other:
        raise Http404
    return visible(request, one), visible(request, other)


def _page(
    request: HttpRequest, one: Establishment, other: Establishment, form: MergeForm
) -> HttpResponse:
    told = {
        "one": one,
        "other": other,
        "lines": side_by_side(one, other),
        "form": form,
        "is_merged": one.merged_into_id == other.id or other.merged_into_id == one.id,
        "may_merge": rules.may_merge(request.user, one, other),
        "keys": [request.POST.get("key") or issue(request.user.id), issue(request.user.id)],
        "section": "establishments",
        "part": "twins",
    }
    return render(request, "desk/compare.html", told, status=422 if form.errors else 200)
