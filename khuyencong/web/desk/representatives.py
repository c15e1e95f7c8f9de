"""Who acts for an establishment on the system: given by its custodian, ended by it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from khuyencong.accounts.actions import Person, end_representation, tie_account
from khuyencong.accounts.forms import RepresentativeForm
from khuyencong.accounts.models import Representation
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.registry import rules
from khuyencong.registry.models import Establishment
from khuyencong.registry.queries.establishments import members
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.establishments import page_of, visible

GIVEN = (
    "Đã ghi người đại diện. Tài khoản mới chưa có mật khẩu: người quản trị hệ thống đặt lần đầu"
    " và trao tận tay; người nhận đổi ngay khi vào."
)


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def give(request: HttpRequest, establishment_id: UUID) -> HttpResponse:
    """Let somebody act for an establishment; who has no account yet gets one."""
    one = _kept(request, establishment_id)
    form = RepresentativeForm(request.POST)
    if not form.is_valid():
        return page_of(request, one, representative=form)
    given = form.cleaned_data

    def do() -> str:
        person = Person(given["username"], given["full_name"])
        tie_account(by=request.user, establishment=one, person=person, at=now())
        return _address(one)

    return done_or_told(
        request,
        f"representation.give:{one.id}",
        do,
        form=form,
        again=lambda form: page_of(request, one, representative=form),
        said=GIVEN,
    )


@require_POST
@requires(Permission.ESTABLISHMENT_EDIT)
def end(request: HttpRequest, establishment_id: UUID, representation_id: UUID) -> HttpResponse:
    """Let somebody act for an establishment no longer."""
    one = _kept(request, establishment_id)
    rows = Representation.objects.filter(establishment__in=members(one))
    row = rows.filter(id=representation_id).first()
    if row is None:
        raise Http404
    found: Representation = row

    def do() -> str:
        end_representation(by=request.user, representation=found, at=now())
        return _address(one)

    act = f"representation.end:{row.id}"
    return done_once(request, act, do, back=_address(one), said="Đã thôi đại diện cho cơ sở.")


def _kept(request: HttpRequest, establishment_id: UUID) -> Establishment:
    """Return the establishment if the user keeps its record, else 404."""
    one = visible(request, establishment_id)
    if not rules.may_keep(request.user, one.custodian_id):
        raise Http404
    return one


def _address(one: Establishment) -> str:
    return f"{reverse('desk:establishment', args=[one.id])}#tai-khoan"
