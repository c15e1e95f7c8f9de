"""How a person wants to be told."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.once import issue
from khuyencong.notices import actions
from khuyencong.notices.forms import ChoiceForm, chosen_before
from khuyencong.notices.queries.settings import settings_of
from khuyencong.notices.states import Way
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told


@require_safe
@requires(Permission.DESK_ENTER)
def settings(request: HttpRequest) -> HttpResponse:
    """What the person chose, to be chosen anew."""
    ways, quiet, addresses = settings_of(request.user)
    told = chosen_before(ways, quiet.begins, quiet.ends, addresses)
    return _shown(request, ChoiceForm(initial=told))


@require_POST
@requires(Permission.DESK_ENTER)
def choose(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen; show it as typed where it is refused."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)

    def do() -> str:
        actions.choose(by=request.user, wanted=form.wanted())
        return reverse("desk:notice-settings")

    return done_or_told(
        request,
        "notice.choose",
        do,
        form=form,
        again=lambda form: _shown(request, form),  # type: ignore[arg-type]
        said="Đã ghi cách nhận thông báo.",
    )


def _shown(request: HttpRequest, form: ChoiceForm) -> HttpResponse:
    shown = {
        "form": form,
        "ways": [way.label for way in Way],
        "has_mail": bool(request.user.confirmed_email),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "notices",
    }
    return render(request, "desk/notices/settings.html", shown, status=422 if form.errors else 200)
