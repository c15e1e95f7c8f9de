"""Clusters, craft villages and artisans on the desk: three small registers of one shape."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.registry import rules
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.actions.establishments import Entry
from khuyencong.registry.actions.establishments.clusters import (
    OF_CLUSTER,
    OF_PERSON,
    OF_PLACE,
    OF_VILLAGE,
)
from khuyencong.registry.forms.clusters import (
    ArtisanForm,
    ClusterForm,
    EntryForm,
    FigureOfForm,
    NameSearch,
    RecognitionForm,
    VillageForm,
)
from khuyencong.registry.models.clusters import Listed
from khuyencong.registry.queries import clusters as queries
from khuyencong.registry.queries import establishments_visible_to
from khuyencong.registry.states import FigureOf, RecognitionOf
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of

ROWS = 30


@dataclass(frozen=True)
class Register:
    """One register: its words, its forms, and what is asked and done of it."""

    part: str
    title: str
    one: str
    lede: str
    form: type[EntryForm]
    visible: Callable[..., QuerySet[Any]]
    listed: Callable[..., QuerySet[Any]]
    enter: Callable[..., Listed]
    #: By what name an action takes a row of this register.
    argument: str
    kinds: tuple[RecognitionOf, ...] = ()
    recognise: Callable[..., object] | None = None
    figures: tuple[FigureOf, ...] = ()
    tell: Callable[..., object] | None = None


CLUSTERS = Register(
    part="clusters",
    title="Cụm công nghiệp",
    one="cụm công nghiệp",
    lede="Cụm công nghiệp với quyết định thành lập, diện tích và lao động theo ngày.",
    form=ClusterForm,
    visible=queries.clusters_visible_to,
    listed=queries.listed_clusters,
    enter=actions.enter_cluster,
    argument="cluster",
    figures=OF_CLUSTER,
    tell=actions.tell_cluster_figure,
)
VILLAGES = Register(
    part="villages",
    title="Làng nghề",
    one="làng nghề",
    lede="Làng nghề với quyết định công nhận, số hộ và lao động theo ngày.",
    form=VillageForm,
    visible=queries.craft_villages_visible_to,
    listed=queries.listed_villages,
    enter=actions.enter_village,
    argument="village",
    kinds=OF_PLACE,
    recognise=actions.recognise_village,
    figures=OF_VILLAGE,
    tell=actions.tell_village_figure,
)
ARTISANS = Register(
    part="artisans",
    title="Nghệ nhân",
    one="nghệ nhân",
    lede="Người được công nhận, với quyết định và ngày công nhận.",
    form=ArtisanForm,
    visible=queries.artisans_visible_to,
    listed=queries.listed_artisans,
    enter=actions.enter_artisan,
    argument="artisan",
    kinds=OF_PERSON,
    recognise=actions.recognise_artisan,
)


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def listing(request: HttpRequest, of: Register) -> HttpResponse:
    """The visible rows of a register in Vietnamese order, those of a name where one is typed."""
    form = NameSearch(request.GET or None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    rows = queries.named(of.visible(request.user), typed) if typed else of.visible(request.user)
    page = Paginator(of.listed(rows), ROWS).get_page(request.GET.get("trang"))
    told = {
        "page": page,
        "form": form,
        "typed": typed,
        "may_enter": request.user.may(Permission.ESTABLISHMENT_EDIT),
        **_section(of),
    }
    return render(request, "desk/register.html", told, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.ESTABLISHMENT_EDIT)
def new(request: HttpRequest, of: Register) -> HttpResponse:
    """Enter a row."""
    custodians = bodies_of(request.user, Permission.ESTABLISHMENT_EDIT)
    known = establishments_visible_to(request.user)
    form = of.form(request.POST or None, custodians=custodians, establishments=known)

    def again(form: Form) -> HttpResponse:
        told = {"form": form, "key": _key(request), **_section(of)}
        status = 422 if form.errors else 200
        return render(request, "desk/register_form.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        entry = Entry(**form.entry())
        row = of.enter(by=request.user, told=entry, at=now(), **form.more())
        return _address(of, row)

    said = f"Đã ghi {of.one}."
    return done_or_told(request, f"{of.argument}.enter", do, form=form, again=again, said=said)


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def one(request: HttpRequest, of: Register, record_id: UUID) -> HttpResponse:
    """One row with its decisions and figures."""
    return _page(request, of, _visible(request, of, record_id))


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def recognise(request: HttpRequest, of: Register, record_id: UUID) -> HttpResponse:
    """Note a decision that recognises it."""
    row = _kept(request, of, record_id)
    form = RecognitionForm(request.POST, kinds=of.kinds)
    told = {"decision", "issuer", "day"}
    return _act(
        request,
        of,
        row,
        form,
        of.recognise,
        lambda given: {"kind": RecognitionOf(given["kind"])} | {key: given[key] for key in told},
        "Đã ghi quyết định công nhận.",
    )


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def figure(request: HttpRequest, of: Register, record_id: UUID) -> HttpResponse:
    """Tell a figure of a day."""
    row = _kept(request, of, record_id)
    form = FigureOfForm(request.POST, kinds=of.figures)
    return _act(
        request,
        of,
        row,
        form,
        of.tell,
        lambda given: {
            "kind": FigureOf(given["kind"]),
            "value": given["value"],
            "day": given["told_on"],
        },
        "Đã ghi số liệu.",
    )


def _act(
    request: HttpRequest,
    of: Register,
    row: Listed,
    form: Form,
    action: Callable[..., object] | None,
    told: Callable[[dict[str, Any]], dict[str, Any]],
    said: str,
) -> HttpResponse:
    """Do one act about a row, or show its page with the form as it was typed."""
    if action is None:
        raise Http404

    def again(form: Form) -> HttpResponse:
        return _page(request, of, row, form)

    if not form.is_valid():
        return again(form)

    def do() -> str:
        action(by=request.user, at=now(), **{of.argument: row}, **told(form.cleaned_data))
        return _address(of, row)

    act = f"{of.argument}.{type(form).__name__}"
    return done_or_told(request, act, do, form=form, again=again, said=said)


def _page(
    request: HttpRequest, of: Register, row: Listed, came_back: Form | None = None
) -> HttpResponse:
    is_recognition = isinstance(came_back, RecognitionForm)
    told = {
        "row": row,
        "today": today(),
        "may_keep": rules.may_keep(request.user, row.custodian_id),
        "recognition_form": came_back if is_recognition else RecognitionForm(kinds=of.kinds),
        "figure_form": FigureOfForm(kinds=of.figures)
        if is_recognition or came_back is None
        else came_back,
        "keys": [_key(request), issue(request.user.id)],
        **_section(of),
    }
    return render(request, "desk/register_page.html", told, status=422 if came_back else 200)


def _visible(request: HttpRequest, of: Register, record_id: UUID) -> Listed:
    row: Listed | None = of.listed(of.visible(request.user)).filter(id=record_id).first()
    if row is None:
        raise Http404
    return row


def _kept(request: HttpRequest, of: Register, record_id: UUID) -> Listed:
    row = _visible(request, of, record_id)
    if not rules.may_keep(request.user, row.custodian_id):
        raise Http404
    return row


def _address(of: Register, row: Listed) -> str:
    return reverse(f"desk:{of.argument}", args=[row.id])


def _key(request: HttpRequest) -> str:
    return request.POST.get("key") or issue(request.user.id)


def _section(of: Register) -> dict[str, Any]:
    return {"of": of, "section": "establishments", "part": of.part}
