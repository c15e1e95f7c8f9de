"""The trades that an establishment may name, by edition; the agency brings an edition in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.registry.actions import establishments as actions
from khuyencong.registry.forms.trades import TradesForm
from khuyencong.registry.models import Trade
from khuyencong.registry.rules import Refused
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.custodians import bodies_of


@require_safe
@requires(Permission.ESTABLISHMENT_READ)
def trades(request: HttpRequest) -> HttpResponse:
    """Every edition with its lines."""
    return _page(request, TradesForm())


@require_POST
@requires(Permission.TRADE_IMPORT)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring an edition in; a line that is none stops the whole list."""
    form = TradesForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    custodian = bodies_of(request.user, Permission.TRADE_IMPORT).first()
    if custodian is None:
        raise Http404
    try:
        read = actions.read_trades(form.cleaned_data["edition"], form.cleaned_data["lines"])
    except Refused as refusal:
        form.add_error("lines", str(refusal))
        return _page(request, form)

    def do() -> str:
        actions.import_trades(by=request.user, custodian=custodian, read=read, at=now())
        return reverse("desk:trades")

    return done_or_told(
        request,
        "trade.import",
        do,
        form=form,
        again=lambda form: _page(request, form),
        said=f"Đã nhập {len(read.rows)} dòng của ấn bản {read.edition}; tên ngành chưa kiểm chứng.",
    )


def _page(request: HttpRequest, form: TradesForm) -> HttpResponse:
    rows = Trade.objects.order_by("-edition", "code")
    told = {
        "trades": rows,
        "form": form,
        "may_import": request.user.may(Permission.TRADE_IMPORT),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "establishments",
        "part": "trades",
    }
    return render(request, "desk/trades.html", told, status=422 if form.errors else 200)
