"""The periodic reports of the bodies one answers for, and a new one."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.collation import vietnamese
from khuyencong.core.once import issue
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports import actions
from khuyencong.reports.actions import ReportTold
from khuyencong.reports.forms import BeginForm
from khuyencong.reports.queries.editions import listed
from khuyencong.reports.states import ReportKind
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.editions import preparing
from khuyencong.web.desk.editions.places import place_of

ROWS = 50
#: Bodies that report; the agency for the whole country.
REPORTING = (
    OrganisationKind.AGENCY,
    OrganisationKind.NATIONAL_CENTRE,
    OrganisationKind.DEPARTMENT,
    OrganisationKind.CENTRE,
)


@require_safe
@requires(Permission.EDITION_READ)
def listing(request: HttpRequest) -> HttpResponse:
    """Every report with its last edition, the latest period first."""
    told = {
        "page": Paginator(listed(request.user), ROWS).get_page(request.GET.get("trang")),
        "may_begin": request.user.may(Permission.EDITION_DRAFT),
        "section": "editions",
    }
    return render(request, "desk/editions/list.html", told)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDITION_DRAFT)
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a report of a body and a period."""
    form = BeginForm(request.POST or None, custodians=_bodies(request))
    if request.method != "POST" or not form.is_valid():
        return _form(request, form)

    def do() -> str:
        given = form.cleaned_data
        told = ReportTold(
            custodian=given["custodian"],
            place=place_of(given["custodian"]),
            period=given["period"],
            form=ReportKind(given["form"]),
        )
        row = actions.draft_report(by=request.user, told=told, prepare=preparing.prepare, at=now())
        return reverse("desk:edition", args=[row.id])

    return done_or_told(
        request,
        "edition.draft",
        do,
        form=form,
        again=lambda form: _form(request, form),
        said="Đã lập dự thảo từ số liệu hôm nay.",
        at="period",
    )


def _bodies(request: HttpRequest) -> QuerySet[Organisation]:
    bodies = request.user.custodians(Permission.EDITION_DRAFT)
    rows = Organisation.objects.filter(kind__in=REPORTING)
    rows = rows.filter(Q(valid_until=None) | Q(valid_until__gt=today()))
    rows = rows if bodies is None else rows.filter(id__in=bodies)
    return rows.order_by(vietnamese("name"))


def _form(request: HttpRequest, form: object) -> HttpResponse:
    told = {
        "form": form,
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "editions",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "desk/editions/begin.html", told, status=status)
