"""The sentences of notices: all of them, one with its versions, worded anew or taken back."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now
from khuyencong.core.once import issue
from khuyencong.notices import actions
from khuyencong.notices.forms import StandardForm, WordForm
from khuyencong.notices.models import Wording
from khuyencong.notices.queries.wording import (
    sentences,
    standing,
    versions_of,
    wordings_visible_to,
)
from khuyencong.notices.rules.wording import places_of, standard
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.editions.view import names_of


@require_safe
@requires(Permission.NOTICE_WORD)
def wordings(request: HttpRequest) -> HttpResponse:
    """Every sentence as it is said today."""
    ours, said = standard(), sentences()
    rows = [(key, text, text != ours[key]) for key, text in said.items()]
    shown = {"rows": rows, "own": sum(own for _, _, own in rows), "section": "notices"}
    return render(request, "desk/notices/wordings.html", shown)


@require_safe
@requires(Permission.NOTICE_WORD)
def wording(request: HttpRequest, key: str) -> HttpResponse:
    """One sentence with its versions."""
    return _shown(request, _known(key))


@require_POST
@requires(Permission.NOTICE_WORD)
def word(request: HttpRequest, key: str) -> HttpResponse:
    """Word a sentence anew."""
    form = WordForm(request.POST)
    said = "Đã ghi: thông báo từ nay viết theo câu này."
    return _done(request, _known(key), form, "form", actions.word, said)


@require_POST
@requires(Permission.NOTICE_WORD)
def use_standard(request: HttpRequest, key: str) -> HttpResponse:
    """Go back to our sentence."""
    form = StandardForm(request.POST, auto_id="back_%s")
    return _done(request, _known(key), form, "back", actions.use_standard, "Đã dùng lại câu chuẩn.")


def _known(key: str) -> str:
    if key not in standard():
        raise Http404
    return key


def _done(
    request: HttpRequest, key: str, form: Form, name: str, act: Callable[..., Wording], said: str
) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, key, {name: form})

    def do() -> str:
        act(by=request.user, key=key, at=now(), **form.cleaned_data)
        return reverse("desk:notice-wording", args=[key])

    return done_or_told(
        request,
        f"notice.{name}",
        do,
        form=form,
        again=lambda form: _shown(request, key, {name: form}),
        said=said,
        at="text" if name == "form" else "reason",
    )


def _shown(request: HttpRequest, key: str, typed: dict[str, Form] | None = None) -> HttpResponse:
    row, said = standing(key), sentences()[key]
    seen = row.id if row else None
    versions = list(versions_of(wordings_visible_to(request.user), key))
    names = names_of(one.by for one in versions)
    forms: dict[str, Form] = {"form": WordForm(initial={"text": said, "seen": seen})}
    if row and row.text:
        forms["back"] = StandardForm(initial={"seen": seen}, auto_id="back_%s")
    typed = typed or {}
    shown: dict[str, Any] = {
        "sentence": key,
        "standard": standard()[key],
        "said": said,
        "unfit": bool(row and row.text and row.text != said),
        "places": [f"{{{name}}}" for name in sorted(places_of(key))],
        "versions": [(one, names.get(one.by, "")) for one in versions],
        "forms": forms | typed,
        "error_form": next((form for form in typed.values() if form.errors), None),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "notices",
    }
    status = 422 if shown["error_form"] else 200
    return render(request, "desk/notices/wording.html", shown, status=status)
