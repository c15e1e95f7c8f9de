"""Communes that the State calls difficult: the list, and entering one as a document names it."""

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.programmes import actions, queries
from khuyencong.programmes.forms import DifficultForm
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of

ROWS = 50
SECTION = {"section": "programmes"}


@require_safe
@requires(Permission.PROJECT_READ)
def difficult(request: HttpRequest) -> HttpResponse:
    """The communes called difficult, those that are today first."""
    rows = queries.difficult_visible_to(request.user).select_related("place", "custodian")
    shown = rows.order_by("place__name", "place__key", "-valid_from")
    page = Paginator(shown, ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "today": today(),
        "may_edit": request.user.may(Permission.PROGRAMME_EDIT),
        **SECTION,
    }
    return render(request, "desk/programmes/difficult.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PROGRAMME_EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """Enter a commune with its degree, the days and the document."""
    bodies = bodies_of(request.user, Permission.PROGRAMME_EDIT)
    form = DifficultForm(request.POST or None, bodies=bodies)

    def again(form: Form) -> HttpResponse:
        key = request.POST.get("key") or issue(request.user.id)
        status = 422 if form.errors else 200
        told = {"form": form, "key": key, **SECTION}
        return render(request, "desk/programmes/difficult_form.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        actions.note_difficult(by=request.user, at=now(), **form.told())
        return reverse("desk:difficult")

    said = "Đã ghi địa bàn."
    return done_or_told(request, "difficulty.note", do, form=form, again=again, said=said)
