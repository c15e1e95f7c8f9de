"""A dossier: its task list, its parts, its papers, the sheet of A4, every step it takes."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.applications.forms.requests import PaperForm, ReasonForm, RefuseForm
from khuyencong.applications.models import Paper, PaperKind
from khuyencong.applications.queries import stored_bytes
from khuyencong.applications.queries.papers import uses_of
from khuyencong.competitions import actions
from khuyencong.competitions.actions.entries import EDITABLE, missing_label
from khuyencong.competitions.forms.entries import PartForm, ReturnForm, typed_before
from khuyencong.competitions.models import Entry
from khuyencong.competitions.queries import entries as queries
from khuyencong.competitions.queries.judging import ABOUT
from khuyencong.competitions.queries.scope import entries_visible_to
from khuyencong.competitions.queries.written import FORM_UNREAD, entry_document
from khuyencong.competitions.rules.dossier import PAPERS, PART, PARTS, told
from khuyencong.competitions.rules.permissions import may_enter, open_entry_steps
from khuyencong.core.clock import now, today
from khuyencong.core.once import issue
from khuyencong.documents import write_docx, write_pdf
from khuyencong.registry.queries import members
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.voting.products import READ_OR_ENTER, SECTION
from khuyencong.web.printed import printed
from khuyencong.web.typed_stamp import stamp_in

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {"docx": (write_docx, WORD), "pdf": (write_pdf, "application/pdf")}
SLUGS = [part.slug for part in PARTS]
logger = logging.getLogger(__name__)


@require_safe
@requires(*READ_OR_ENTER)
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One dossier: where it stands, what is missing, what was found."""
    return page_of(request, visible(request, entry_id))


def page_of(
    request: HttpRequest, one: Entry, *, form: Form | None = None, open_form: str = ""
) -> HttpResponse:
    """Return the page, with the form of a step that came back."""
    view = queries.entry_view(one)
    forms: dict[str, Form] = {
        "return": ReturnForm(year=one.round.year),
        "refuse": RefuseForm(initial={"clause": next((f.clause for f in view.stops), "")}),
        "withdraw": ReasonForm(),
    }
    if form is not None:
        forms[open_form] = form
    can_type = one.state in EDITABLE and may_enter(request.user, one)
    year = one.round.year
    told_ = {
        "view": view,
        "entry": one,
        "product": one.product,
        "missing": [missing_label(name, year) for name in view.missing] if can_type else [],
        "marked": view.returned.missing if view.returned else [],
        "answers": told(one.answers, year),
        "steps": open_entry_steps(request.user, one, view.steps_taken),
        "may_type": can_type,
        "may_see_round": request.user.may(Permission.VOTING_READ, of=one.custodian_id),
        "forms": forms,
        "open_form": open_form,
        "names": dict(User.objects.filter(id__in=view.people()).values_list("id", "full_name")),
        "keys": [issue(request.user.id) for _ in range(4)],
        **SECTION,
    }
    status = 422 if form is not None else 200
    return render(request, "desk/voting_entry.html", told_, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ENTER)
def part(request: HttpRequest, entry_id: UUID, slug: str) -> HttpResponse:
    """One part of a dossier; every button keeps what was typed."""
    one = entered_by(request, entry_id)
    if slug not in PART:
        raise Http404
    more = {"slug": slug, "year": one.round.year}
    if request.method != "POST":
        if one.state not in EDITABLE:
            return redirect("desk:entry", one.id)
        return _part(request, one, slug, PartForm(initial=typed_before(one, slug), **more))
    form = PartForm(request.POST, **more)
    form.is_valid()

    def do() -> str:
        actions.save_entry(
            by=request.user,
            entry=one,
            seen=stamp_in(request),
            answers=form.answers(),
            typed=form.unread(),
            at=now(),
        )
        return _next(one, slug) if "tiep" in request.POST else reverse("desk:entry", args=[one.id])

    def again(form: Any) -> HttpResponse:
        return _part(request, one, slug, form)

    said = "" if form.errors else "Đã lưu."
    answer = done_or_told(request, "entry.save", do, form=form, again=again, said=said)
    if answer.status_code != 302 or not form.errors:
        return answer
    messages.warning(request, "Đã lưu như đã gõ; chỗ có báo lỗi cần sửa trước khi nộp.")
    return _part(request, visible(request, one.id), slug, form)


def _next(one: Entry, slug: str) -> str:
    """Return where the button that goes on leads to."""
    at = SLUGS.index(slug) + 1
    if at < len(SLUGS):
        return reverse("desk:entry-part", args=[one.id, SLUGS[at]])
    return reverse("desk:entry-papers", args=[one.id])


def _part(request: HttpRequest, one: Entry, slug: str, form: PartForm) -> HttpResponse:
    saved = Entry.objects.get(id=one.id)
    returned = one.steps.filter(name="return").order_by("-at").first()
    marked = returned.missing if returned and one.state == "returned" else []
    told_ = {
        "part": PART[slug],
        "form": form,
        "entry": one,
        "stamp": saved.stamp,
        "key": issue(request.user.id),
        "mend": [a.label(one.round.year) for a in PART[slug].answers if a.name in marked],
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting_part.html", told_, status=status)


# --- papers --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_ENTER)
def papers(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The papers of a dossier: what is asked for, what stands there, one more."""
    one = entered_by(request, entry_id)
    kinds = _kinds()
    if request.method != "POST":
        if one.state not in EDITABLE:
            return redirect("desk:entry", one.id)
        return _papers(request, one, PaperForm(kinds=kinds))
    form = PaperForm(request.POST, request.FILES, kinds=kinds)
    if not form.is_valid():
        return _papers(request, one, form)
    file = form.cleaned_data["file"]

    def do() -> str:
        actions.add_entry_paper(
            by=request.user,
            entry=one,
            kind=form.chosen,
            file_name=file.name or "",
            data=file.read(),
            at=now(),
        )
        return reverse("desk:entry-papers", args=[one.id])

    return done_or_told(
        request,
        "entry.paper",
        do,
        form=form,
        again=lambda form: _papers(request, one, form),
        said="Đã nhận tệp.",
    )


def _kinds() -> list[PaperKind]:
    known = {kind.code: kind for kind in PaperKind.objects.filter(code__in=PAPERS)}
    return [known[code] for code in PAPERS if code in known]


def _papers(request: HttpRequest, one: Entry, form: Any) -> HttpResponse:
    asked = queries.papers_asked(queries.entry_view(one))
    acted = [use.id for a in asked for use in a.uses] + [p.id for a in asked for p in a.earlier]
    told_ = {
        "entry": one,
        "asked": asked,
        "form": form,
        "key": issue(request.user.id),
        "keys": {row: issue(request.user.id) for row in acted},
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting_papers.html", told_, status=status)


@require_POST
@requires(Permission.VOTING_ENTER)
def use_again(request: HttpRequest, entry_id: UUID, paper_id: UUID) -> HttpResponse:
    """Put a paper that the establishment handed in before to the dossier."""
    one = entered_by(request, entry_id)
    own = Paper.objects.filter(establishment__in=members(one.product.establishment))
    paper = own.filter(id=paper_id).first()
    if paper is None:
        raise Http404
    back = reverse("desk:entry-papers", args=[one.id])

    def do() -> str:
        actions.reuse_entry_paper(by=request.user, entry=one, paper=paper, at=now())
        return back

    return done_once(request, "entry.paper_again", do, back=back, said="Đã dùng lại giấy đã nộp.")


@require_POST
@requires(Permission.VOTING_ENTER)
def paper_off(request: HttpRequest, entry_id: UUID, use_id: UUID) -> HttpResponse:
    """Take a paper off a dossier; it can be used again."""
    one = entered_by(request, entry_id)
    use = uses_of(ABOUT, one.id).filter(id=use_id).first()
    if use is None:
        raise Http404
    back = reverse("desk:entry-papers", args=[one.id])

    def do() -> str:
        actions.take_off_entry_paper(by=request.user, entry=one, use=use, at=now())
        return back

    return done_once(request, "entry.paper_off", do, back=back, said="Đã bỏ giấy khỏi hồ sơ.")


@require_safe
@requires(*READ_OR_ENTER)
def paper(request: HttpRequest, entry_id: UUID, use_id: UUID) -> HttpResponse:
    """The very file of a paper of a dossier, as a download."""
    one = visible(request, entry_id)
    use = uses_of(ABOUT, one.id).filter(id=use_id).first()
    if use is None:
        raise Http404
    name = content_disposition_header(True, use.paper.file_name) or ""
    return HttpResponse(
        stored_bytes(use.paper),
        content_type=use.paper.media_type,
        headers={"Content-Disposition": name},
    )


# --- the sheet of A4 -----------------------------------------------------------------------------


@require_safe
@requires(*READ_OR_ENTER)
def check(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The answers as the form on paper, each with the way back to where it is typed."""
    one = visible(request, entry_id)
    view = queries.entry_view(one)
    document = entry_document(view, today())
    may_type = one.state in EDITABLE and may_enter(request.user, one)
    told_ = {
        "view": view,
        "entry": one,
        "document": document,
        "blocks": list(printed(document, _links(one) if may_type else None)),
        "note": FORM_UNREAD,
        "may_type": may_type,
        "missing": [missing_label(name, one.round.year) for name in view.missing],
        "key": issue(request.user.id),
        **SECTION,
    }
    return render(request, "desk/voting_check.html", told_)


def _links(one: Entry) -> dict[str, str]:
    """Return where each heading of the form is typed."""
    links = {part.name: reverse("desk:entry-part", args=[one.id, part.slug]) for part in PARTS}
    return links | {
        "Cơ sở và sản phẩm": reverse("desk:product", args=[one.product_id]),
        "Ảnh và giấy tờ kèm theo": reverse("desk:entry-papers", args=[one.id]),
    }


@require_safe
@requires(*READ_OR_ENTER)
def file(request: HttpRequest, entry_id: UUID, ending: str) -> HttpResponse:
    """The dossier in Word or as PDF."""
    one = visible(request, entry_id)
    if ending not in WRITERS:
        raise Http404
    write, media = WRITERS[ending]
    document = entry_document(queries.entry_view(one), today())
    name = content_disposition_header(True, f"phieu-dang-ky.{ending}") or ""
    return HttpResponse(write(document), content_type=media, headers={"Content-Disposition": name})


# --- the steps -----------------------------------------------------------------------------------


@require_POST
@requires(Permission.VOTING_ENTER)
def step(request: HttpRequest, entry_id: UUID, name: str) -> HttpResponse:
    """Send, return, accept, refuse or withdraw a dossier."""
    one = visible(request, entry_id)
    user = request.user
    match name:
        case "submit":
            seen = stamp_in(request)
            return _done(
                request,
                one,
                name,
                lambda: actions.submit_entry(by=user, entry=one, seen=seen, at=now()),
                "Đã nộp hồ sơ.",
            )
        case "accept":
            return _done(
                request,
                one,
                name,
                lambda: actions.accept_entry(by=user, entry=one, at=now()),
                "Đã nhận; hồ sơ có mã số bình chọn.",
            )
        case "return":
            form: Any = ReturnForm(request.POST, year=one.round.year)
            act: Any = actions.return_entry
            said = "Đã trả lại để bổ sung; những gì cơ sở đã ghi được giữ nguyên."
        case "refuse":
            form, act = RefuseForm(request.POST), actions.refuse_entry
            said = "Đã kết luận không đủ điều kiện."
        case "withdraw":
            form, act = ReasonForm(request.POST), actions.withdraw_entry
            said = "Đã rút hồ sơ."
        case _:
            raise Http404
    return _told(
        request,
        one,
        name,
        form,
        lambda: act(by=user, entry=one, at=now(), **form.cleaned_data),
        said,
    )


def _done(
    request: HttpRequest, one: Entry, name: str, do: Callable[[], object], said: str
) -> HttpResponse:
    back = reverse("desk:entry", args=[one.id])

    def done() -> str:
        do()
        return back

    return done_once(request, f"entry.{name}", done, back=back, said=said)


def _told(
    request: HttpRequest, one: Entry, name: str, form: Form, do: Callable[[], object], said: str
) -> HttpResponse:
    """Take a step that needs words; without them the page comes back with the form open."""

    def again(form: Form) -> HttpResponse:
        return page_of(request, one, form=form, open_form=name)

    if not form.is_valid():
        return again(form)

    def done() -> str:
        do()
        return reverse("desk:entry", args=[one.id])

    return done_or_told(request, f"entry.{name}", done, form=form, again=again, said=said)


def visible(request: HttpRequest, entry_id: UUID) -> Entry:
    """Return the entry if it is within the user's scope, else 404; a try is logged."""
    one = queries.with_kin(entries_visible_to(request.user)).filter(id=entry_id).first()
    if one is None:
        logger.warning("no entry %s for user %s", entry_id, request.user.id)
        raise Http404
    return one


def entered_by(request: HttpRequest, entry_id: UUID) -> Entry:
    """Return the entry if the user prepares it, else 404."""
    one = visible(request, entry_id)
    if not may_enter(request.user, one):
        raise Http404
    return one
