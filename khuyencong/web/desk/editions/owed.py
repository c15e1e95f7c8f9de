"""Reports and the calendar that asks for them: each page shows the way to the other."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.core.clock import now, today
from khuyencong.ingestion.queries.totals import UnsettledTotals
from khuyencong.registry.models import Organisation, Place
from khuyencong.reporting.models import Duty, Submission
from khuyencong.reporting.queries import duties_visible_to
from khuyencong.reports import actions
from khuyencong.reports.actions import ReportTold
from khuyencong.reports.models import Edition
from khuyencong.reports.queries.editions import HEAVY, editions_visible_to
from khuyencong.reports.queries.owed import (
    duties_of,
    in_the_way,
    reports_for,
    sendings_of,
    to_be_met,
    wanted_by,
)
from khuyencong.reports.states import EditionState, ReportKind
from khuyencong.web.access import requires
from khuyencong.web.acts import done_once
from khuyencong.web.desk.editions import preparing
from khuyencong.web.desk.editions.places import place_of
from khuyencong.web.desk.reporting.calendar import visible


@dataclass(frozen=True)
class Owed:
    """What the page of an edition shows of the calendar and of what stops its sending."""

    sendings: list[Submission]
    #: Open duties that its sending will be noted in.
    meets: list[Duty]
    #: The duties among both whose pages this person may open.
    open_to: set[UUID]
    in_the_way: list[UnsettledTotals]
    may_settle: bool

    @property
    def returned(self) -> Submission | None:
        """Return the last answer where the receiver gave the edition back."""
        last = self.sendings[-1] if self.sendings else None
        return last if last and last.answer == "returned" else None


def owed_of(user: User, row: Edition) -> Owed:
    """Return it for a person; a fixed number of queries."""
    is_sent = row.state == EditionState.SENT
    sendings = sendings_of(row) if is_sent else []
    meets: list[Duty] = []
    if not is_sent:
        meets = to_be_met(duties_of(row.report, today()).select_related("receiver"))
    ids = [one.id for one in meets] + [one.duty_id for one in sendings]
    seen = duties_visible_to(user).filter(id__in=ids) if ids else Duty.objects.none()
    return Owed(
        sendings,
        meets,
        set(seen.values_list("id", flat=True)),
        [] if is_sent else in_the_way(row.report, today()),
        user.may(Permission.SHEET_IMPORT),
    )


# --- the page of a duty ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Answering:
    """What the page of a duty shows of the reports made in the house."""

    #: The last edition of each report that meets it.
    editions: list[Edition]
    #: The editions that were sent, by the id that a sending keeps.
    sent: dict[UUID, Edition]
    may_begin: bool


def answering(user: User, duty: Duty, debtor: Organisation) -> Answering:
    """Return the reports that meet a duty and that a person sees; whether he may begin one."""
    found = reports_for(duty, today())
    rows = editions_visible_to(user).filter(report__in=found).select_related("issue", "report")
    editions = list(rows.defer(*HEAVY).order_by("report_id", "-number"))
    last = {one.report_id: one for one in reversed(editions)}
    told = {one.edition for one in duty.submissions.all() if one.edition}
    named = editions_visible_to(user).filter(id__in=told).select_related("issue").defer(*HEAVY)
    may = user.may(Permission.EDITION_DRAFT, of=debtor.id)
    return Answering(
        list(last.values()), {one.id: one for one in named}, may and not found.exists()
    )


@require_POST
@requires(Permission.EDITION_DRAFT)
def begin(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Begin the report that a duty asks for: its body of today, its form, its days."""
    duty = visible(request.user, duty_id)
    if not request.user.may(Permission.EDITION_DRAFT, of=wanted_by(duty, today()).body.id):
        raise Http404
    back = reverse("desk:duty", args=[duty.id])

    def do() -> str:
        row = actions.draft_report(
            by=request.user, told=told_by(duty), prepare=preparing.prepare, at=now()
        )
        return reverse("desk:edition", args=[row.id])

    said = "Đã lập dự thảo từ số liệu hôm nay."
    return done_once(request, "edition.draft", do, back=back, said=said)


def told_by(duty: Duty) -> ReportTold:
    """Return the report that a duty asks for. Refused where its body has no place."""
    wanted = wanted_by(duty, today())
    return ReportTold(
        custodian=wanted.body,
        place=_place(duty, wanted.body),
        period=wanted.period,
        form=ReportKind(wanted.form),
    )


def _place(duty: Duty, heir: Organisation) -> Place:
    """Return the place of who owed it when it was written down."""
    return duty.custodian.place or place_of(heir)
