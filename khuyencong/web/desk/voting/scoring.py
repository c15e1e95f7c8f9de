"""A juror's pages: where he scores, what he is tied to, his sheets one by one or together."""

import logging
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions import conflicts
from khuyencong.competitions.actions import scoring as acts
from khuyencong.competitions.actions.conflicts import Tie
from khuyencong.competitions.actions.scoring import WrongPoints
from khuyencong.competitions.forms.scoring import ScoreForm, TiesForm, name_of
from khuyencong.competitions.models import Seat, Sheet
from khuyencong.competitions.queries import jury
from khuyencong.competitions.queries.blind import BlindEntry, shown_entries, shown_entry
from khuyencong.competitions.queries.scope import seats_of
from khuyencong.competitions.queries.sheet_paper import sheet_paper
from khuyencong.competitions.rules.points import points_on, shown
from khuyencong.competitions.states import SCORABLE, SeatBody, SheetState
from khuyencong.core import blobs
from khuyencong.core.clock import now
from khuyencong.core.identity import new_id
from khuyencong.core.once import issue
from khuyencong.core.refusal import Refused
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once, done_or_told
from khuyencong.web.desk.office import FORMS

SECTION = {"section": "scoring"}
ROWS, ON_ONE_PAGE = 100, 30
SIZES = {"nho": "thumbnail", "lon": "public"}
logger = logging.getLogger(__name__)


@require_safe
@requires(Permission.DESK_ENTER)
def rounds(request: HttpRequest) -> HttpResponse:
    """Where somebody scores, and the rounds he writes for or organises."""
    told = {
        "desks": jury.desks_of(request.user),
        "run": jury.rounds_run_by(request.user),
        **SECTION,
    }
    return render(request, "desk/voting/rounds_scored.html", told)


@require_safe
@requires(Permission.VOTING_SCORE)
def sheets(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """A juror's own sheets of a round, by code, each with its state."""
    seat = own_seat(request, seat_id)
    rows = jury.sheets_on(request.user, seat)
    if only := request.GET.get("con"):
        rows = rows.filter(state=SheetState.OPEN)
    told = {
        "seat": seat,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("trang")),
        "only": only,
        "query": "con=1&" if only else "",
        "desk": next(d for d in jury.desks_of(request.user) if d.seat.id == seat.id),
        "key": issue(request.user.id),
        "now": now(),
        **SECTION,
    }
    return render(request, "desk/voting/score_sheets.html", told)


@require_safe
@requires(Permission.VOTING_SCORE)
def on_one_page(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """The open sheets on one page: opened with a network, filled in where there is none."""
    seat = own_seat(request, seat_id)
    rows = jury.sheets_on(request.user, seat).filter(state=SheetState.OPEN)
    page = Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("trang"))
    found = list(page.object_list)
    entries = shown_entries([sheet.entry for sheet in found])
    boxes = jury.fields_by_group(seat.round)
    told = {
        "seat": seat,
        "page": page,
        "rows": [
            _row(
                sheet,
                entry,
                ScoreForm(boxes=boxes[sheet.entry.product.group], told=points_on(sheet)),
            )
            for sheet, entry in zip(found, entries, strict=True)
        ],
        "may_write": seat.round.state in SCORABLE and seat.declared_at is not None,
        "now": now(),
        **SECTION,
    }
    return render(request, "desk/voting/score_together.html", told)


def _row(sheet: Sheet, entry: BlindEntry, form: ScoreForm) -> dict[str, object]:
    form.auto_id = f"{sheet.id}-%s"
    return {
        "sheet": sheet,
        "entry": entry,
        "form": form,
        "key": str(new_id()),
        "most": shown(sum(box.most for box in form.boxes), 0),
        "total": shown(sheet.total),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_SCORE)
def declare(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """What a juror is tied to: establishments as he knows them; he learns nothing from it."""
    seat = own_seat(request, seat_id)
    form = TiesForm(request.POST or None)

    def again(form: TiesForm) -> HttpResponse:
        told = {
            "seat": seat,
            "form": form,
            "key": request.POST.get("key") or issue(request.user.id),
            **SECTION,
        }
        status = 422 if form.errors else 200
        return render(request, "desk/voting/score_declare.html", told, status=status)

    if request.method != "POST" or not form.is_valid():
        return again(form)

    def do() -> str:
        ties = [Tie(name=name, tax_code=code) for name, code in form.ties()]
        conflicts.declare(by=request.user, seat=seat, ties=ties, at=now())
        return reverse("desk:score-sheets", args=[seat.id])

    return done_or_told(
        request,
        "seat.declare",
        do,
        form=form,
        again=again,  # type: ignore[arg-type]
        said="Đã ghi lời khai. Sản phẩm anh/chị phải tránh, nếu có, đã được bỏ ra.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.VOTING_SCORE)
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """One sheet: what is scored, its boxes; saved as far as it is filled in."""
    one = own_sheet(request, sheet_id)
    boxes = jury.fields_of(one)
    if request.method != "POST":
        return _page(request, one, ScoreForm(boxes=boxes, told=points_on(one)))
    form = ScoreForm(request.POST, boxes=boxes)
    if not form.is_valid():
        return _page(request, one, form)
    try:
        one = _write(request, one, form)
        if "khoa" in request.POST and one.state == SheetState.OPEN:
            acts.lock_sheet(by=request.user, sheet=one, at=now())
    except Refused as refusal:
        put_faults(form, refusal)
        return _page(request, own_sheet(request, sheet_id), form)
    locked = "khoa" in request.POST
    messages.success(request, "Đã khóa phiếu." if locked else "Đã lưu phiếu.")
    following = jury.next_open(one, request.user) if locked or "tiep" in request.POST else None
    if following:
        return redirect("desk:score-sheet", following.id)
    if locked:
        return redirect("desk:score-sheets", one.seat_id)
    return redirect("desk:score-sheet", one.id)


def _write(request: HttpRequest, one: Sheet, form: ScoreForm) -> Sheet:
    """Keep what was typed; the key of the form makes a second sending the same writing."""
    at = now()
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        raise Refused("Biểu mẫu đã hết hạn. Xin tải lại trang rồi lưu lại.") from None
    return acts.write_sheet(
        by=request.user, sheet=one, told=form.told(), key=key, written_at=at, at=at
    )


def put_faults(form: ScoreForm, refusal: Refused) -> None:
    """Put a refusal where it belongs: at its boxes, or above all."""
    if not isinstance(refusal, WrongPoints):
        form.add_error(None, str(refusal))
        return
    names = {box.name: name_of(box) for box in form.boxes} | {"remark": "remark"}
    for box, told in refusal.faults:
        form.add_error(names.get(box), told)


def _page(request: HttpRequest, one: Sheet, form: ScoreForm) -> HttpResponse:
    row = _row(one, shown_entry(one.entry), form)
    # What came back refused was not written: a new key, so that it is a new writing.
    told = {
        **row,
        "seat": one.seat,
        "may_write": one.state == SheetState.OPEN
        and one.seat.round.state in SCORABLE
        and one.seat.declared_at is not None,
        "following": jury.next_open(one, request.user),
        "act_key": issue(request.user.id),
        "now": now(),
        **SECTION,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/voting/score_sheet.html", told, status=status)


@require_POST
@requires(Permission.VOTING_SCORE)
def lock_all(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Lock every whole sheet of a juror."""
    seat = own_seat(request, seat_id)
    back = reverse("desk:score-sheets", args=[seat.id])

    def do() -> str:
        count = acts.lock_all(by=request.user, seat=seat, at=now())
        messages.success(request, f"Đã khóa {count} phiếu đã chấm đủ.")
        return back

    return done_once(request, "sheet.lock_all", do, back=back, said="")


@require_POST
@requires(Permission.VOTING_SCORE)
def keep_out(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """A juror knows the product's maker: he keeps out from now on."""
    one = own_sheet(request, sheet_id)
    back = reverse("desk:score-sheets", args=[one.seat_id])

    def do() -> str:
        conflicts.recuse(
            by=request.user,
            seat=one.seat,
            establishment=one.entry.product.establishment,
            reason="Tự nhận khi chấm",
            at=now(),
        )
        return back

    said = f"Đã ghi: anh/chị không chấm {one.entry.code}."
    return done_once(request, "seat.recuse", do, back=back, said=said)


@require_safe
@requires(Permission.VOTING_SCORE)
def photo(request: HttpRequest, sheet_id: UUID, photo_id: UUID, size: str) -> HttpResponse:
    """A photograph of what is scored, as it was drawn anew: no name of a file, no place."""
    one = own_sheet(request, sheet_id)
    row = jury.photo_on(one, photo_id)
    if row is None or size not in SIZES:
        raise Http404
    try:
        with blobs.open(getattr(row, SIZES[size])) as kept:
            picture = kept.read()
    except FileNotFoundError:
        raise Http404 from None
    name = content_disposition_header(False, f"{one.entry.code}.jpg")
    headers = {"Content-Disposition": name}
    return HttpResponse(picture, content_type="image/jpeg", headers=headers)


@require_safe
@requires(Permission.VOTING_SCORE)
def paper(request: HttpRequest, sheet_id: UUID, form: str) -> HttpResponse:
    """A juror's own sheet in the circular's form, to be printed."""
    return paper_of(own_sheet(request, sheet_id), form)


def paper_of(one: Sheet, form: str) -> HttpResponse:
    """Return a sheet as a file."""
    if form not in FORMS:
        raise Http404
    write, media = FORMS[form]
    name = f"phieu-{one.entry.code}-{one.seat.code}.{form}"
    headers = {"Content-Disposition": content_disposition_header(form == "docx", name) or ""}
    return HttpResponse(write(sheet_paper(one)), content_type=media, headers=headers)


def own_seat(request: HttpRequest, seat_id: UUID) -> Seat:
    """Return a seat that the user holds in a jury, else 404."""
    rows = seats_of(request.user).filter(body=SeatBody.JURY)
    seat = rows.select_related("round__custodian", "round__criteria").filter(id=seat_id).first()
    if seat is None:
        logger.warning("no seat %s for user %s", seat_id, request.user.id)
        raise Http404
    return seat


def own_sheet(request: HttpRequest, sheet_id: UUID) -> Sheet:
    """Return one of the juror's own sheets, else 404; one he keeps out of is none of his."""
    one = jury.sheet_of(request.user, sheet_id)
    if one is None:
        logger.warning("no sheet %s for user %s", sheet_id, request.user.id)
        raise Http404
    return one
