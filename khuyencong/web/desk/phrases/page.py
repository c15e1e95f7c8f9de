"""The sentences of an office: all of them, one with its versions, and what is done with one."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.core.collation import vietnamese
from khuyencong.core.once import issue
from khuyencong.documents.html import Html
from khuyencong.registry.models import Organisation
from khuyencong.registry.states import OrganisationKind
from khuyencong.reports import actions
from khuyencong.reports.forms import PhraseForm, StandardForm
from khuyencong.reports.models import Phrase
from khuyencong.reports.narratives import BadPhrase, check_phrase, standard
from khuyencong.reports.narratives.slots import Slot, slotted
from khuyencong.reports.queries.phrases import phrases_visible_to, versions_of
from khuyencong.web.access import requires
from khuyencong.web.acts import done_or_told
from khuyencong.web.desk.editions.view import names_of
from khuyencong.web.desk.phrases.view import Examples, examples_for, sections, sentence

#: Bodies that answer for a place, and so word its reports.
WORDING = (OrganisationKind.AGENCY, OrganisationKind.DEPARTMENT)
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.EDITION_READ)
def phrases(request: HttpRequest) -> HttpResponse:
    """Every sentence of an office, under the parts of a report."""
    offices = list(_offices(request).filter(_living()).order_by(vietnamese("name")))
    office = _chosen(request, offices)
    told: dict[str, Any] = {"offices": offices, "office": office, "section": "editions"}
    if office:
        examples = _examples(request, office)
        own = _own(request, office)
        told |= {
            "examples": examples,
            "sections": sections(own, examples),
            "own": sum(1 for row in own.values() if row.text),
            "may_write": request.user.may(Permission.REPORT_PHRASE, of=office.id),
        }
    return render(request, "desk/phrases/list.html", told)


@require_safe
@requires(Permission.EDITION_READ)
def phrase(request: HttpRequest, office_id: UUID, key: str) -> HttpResponse:
    """One sentence of an office: its wordings, what it may show, its versions."""
    return _shown(request, _office(request, office_id, key), key)


@require_POST
@requires(Permission.REPORT_PHRASE)
def write(request: HttpRequest, office_id: UUID, key: str) -> HttpResponse:
    """Word a sentence anew; with "thu" show how it reads, and keep nothing."""
    office = _office(request, office_id, key, Permission.REPORT_PHRASE)
    form = PhraseForm(request.POST)
    if "thu" in request.POST:
        return _tried(request, office, key, form)
    act = actions.write_phrase
    if not form.is_valid():
        return _shown(request, office, key, {"form": form})
    return _done(
        request, office, key, form, act, "form", "Đã ghi: báo cáo từ nay viết theo câu này."
    )


@require_POST
@requires(Permission.REPORT_PHRASE)
def use_standard(request: HttpRequest, office_id: UUID, key: str) -> HttpResponse:
    """Go back to the standard wording."""
    office = _office(request, office_id, key, Permission.REPORT_PHRASE)
    form = StandardForm(request.POST, auto_id="back_%s")
    if not form.is_valid():
        return _shown(request, office, key, {"back": form})
    said = "Đã dùng lại câu chuẩn."
    return _done(request, office, key, form, actions.use_standard, "back", said)


def _done(
    request: HttpRequest,
    office: Organisation,
    key: str,
    form: Form,
    act: Callable[..., Phrase],
    name: str,
    said: str,
) -> HttpResponse:
    def do() -> str:
        act(by=request.user, office=office, key=key, at=now(), **form.cleaned_data)
        return reverse("desk:phrase", args=[office.id, key])

    return done_or_told(
        request,
        f"phrase.{name}",
        do,
        form=form,
        again=lambda form: _shown(request, office, key, {name: form}),
        said=said,
        at="text" if name == "form" else "reason",
    )


def _tried(request: HttpRequest, office: Organisation, key: str, form: PhraseForm) -> HttpResponse:
    """Show how the typed wording reads; nothing is kept."""
    form.fields["reason"].required = False
    if not form.is_valid():
        return _shown(request, office, key, {"form": form})
    try:
        wording = check_phrase(key, form.cleaned_data["text"])
        example = _examples(request, office).of(key, wording)
    except BadPhrase as refusal:
        form.add_error("text", str(refusal))
        return _shown(request, office, key, {"form": form})
    tried = {"example": example, "slots": slotted(key, wording)}
    return _shown(request, office, key, {"form": form}, tried)


def _shown(
    request: HttpRequest,
    office: Organisation,
    key: str,
    typed: dict[str, Form] | None = None,
    tried: dict[str, Html | list[str | Slot] | None] | None = None,
) -> HttpResponse:
    typed = typed or {}
    examples = _examples(request, office)
    own = _own(request, office)
    versions = list(versions_of(phrases_visible_to(request.user), office, key))
    names = names_of(row.by for row in versions)
    told = {
        "office": office,
        "one": sentence(key, own, examples),
        "examples": examples,
        "versions": [(row, names.get(row.by, ""), slotted(key, row.text)) for row in versions],
        "forms": _forms(request, office, key, own.get(key)) | typed,
        "error_form": next((form for form in typed.values() if form.errors), None),
        "tried": tried,
        "may_write": request.user.may(Permission.REPORT_PHRASE, of=office.id),
        "key": request.POST.get("key") or issue(request.user.id),
        "section": "editions",
    }
    status = 422 if told["error_form"] else 200
    return render(request, "desk/phrases/phrase.html", told, status=status)


def _forms(
    request: HttpRequest, office: Organisation, key: str, own: Phrase | None
) -> dict[str, Form]:
    seen = own.id if own else None
    text = own.text if own and own.text else standard()[key]
    made: dict[str, Form] = {"form": PhraseForm(initial={"text": text, "seen": seen})}
    if own and own.text:
        made["back"] = StandardForm(initial={"seen": seen}, auto_id="back_%s")
    return made


def _examples(request: HttpRequest, office: Organisation) -> Examples:
    return examples_for(office, opens=request.user.may(Permission.REPORT_READ))


def _own(request: HttpRequest, office: Organisation) -> dict[str, Phrase]:
    rows = phrases_visible_to(request.user).filter(custodian=office, superseded_at=None)
    return {row.key: row for row in rows}


def _living() -> Q:
    living = Q(valid_until=None) | Q(valid_until__gt=today())
    return living & Q(kind__in=WORDING)


def _offices(
    request: HttpRequest, right: Permission = Permission.EDITION_READ
) -> QuerySet[Organisation]:
    bodies = request.user.custodians(right)
    rows = Organisation.objects.select_related("place")
    return rows if bodies is None else rows.filter(id__in=bodies)


def _chosen(request: HttpRequest, offices: list[Organisation]) -> Organisation | None:
    """Return the office asked for, else one that this person words for, else the first."""
    asked = request.GET.get("don-vi", "")
    found = [office for office in offices if str(office.id) == asked]
    if asked and not found:
        raise Http404
    own = [one for one in offices if request.user.may(Permission.REPORT_PHRASE, of=one.id)]
    return next(iter([*found, *own, *offices]), None)


def _office(
    request: HttpRequest,
    office_id: UUID,
    key: str,
    right: Permission = Permission.EDITION_READ,
) -> Organisation:
    """Return the office if the person may do that for it, else 404; a refused try is logged."""
    found = _offices(request, right).filter(id=office_id).first()
    if found is None or key not in standard():
        logger.warning("no sentence of %s for user %s", office_id, request.user.id)
        raise Http404
    return found
