"""Whence records came, and codes that other systems know us by."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.exchange.actions.codes import tell_code
from khuyencong.exchange.forms import CodeForm
from khuyencong.exchange.models import OutsideCode
from khuyencong.exchange.queries.scope import own_body
from khuyencong.exchange.queries.sources import origins, trail_of
from khuyencong.exchange.rules import may_partner
from khuyencong.registry.models import Organisation
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.exchange.partners import mine_or_absent

P = Permission


@require_safe
@requires(P.EXCHANGE_READ)
def sources(request: HttpRequest) -> HttpResponse:
    """Of each body: how many records came by bundle, by sheet, were entered here; of one, all."""
    word = request.GET.get("ma", "").strip()[:60]
    told = {
        "origins": origins(request.user),
        "word": word,
        "trails": trail_of(request.user, word) if word else [],
        "section": "exchange",
        "part": "sources",
    }
    return render(request, "desk/exchange/sources.html", told)


@require_safe
@requires(P.EXCHANGE_READ)
def codes(request: HttpRequest) -> HttpResponse:
    """The codes of agencies and procedures, each with where it was read."""
    return _codes(request, CodeForm())


@require_POST
@requires(P.EXCHANGE_PARTNER)
def tell(request: HttpRequest) -> HttpResponse:
    """Write down a code."""
    mine_or_absent(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _codes(request, form, 422)

    def do() -> str:
        tell_code(by=request.user, at=now(), **form.cleaned_data)
        return reverse("desk:exchange-codes")

    return done_or_told(
        request,
        "exchange.code",
        do,
        form=form,
        again=lambda form: _codes(request, form, 422),
        said="Đã ghi mã.",
        at="code",
    )


def _codes(request: HttpRequest, form: Form, status: int = 200) -> HttpResponse:
    mine = own_body(request.user)
    rows = OutsideCode.objects.select_related("organisation")
    names = Organisation.objects.order_by("name").values_list("name", flat=True).distinct()
    told = {
        "rows": rows.order_by("kind", "organisation__name", "name", "code"),
        "form": form,
        "may_tell": bool(mine) and may_partner(request.user, mine.body_id),
        "bodies": list(names),
        "key": issue(request.user.id),
        "section": "exchange",
        "part": "codes",
    }
    return render(request, "desk/exchange/codes.html", told, status=status)
