"""A report as it stands at a moment: asked, worded, laid out as the draft of a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from khuyencong.documents import (
    Appendix,
    Block,
    Document,
    Issuer,
    Number,
    Paragraph,
    PlaceAndDay,
    Recipients,
    Signature,
)
from khuyencong.ingestion import models as ingestion
from khuyencong.registry.models import Organisation, Place
from khuyencong.registry.queries import answering_for, provincial_bodies
from khuyencong.registry.queries.organisations import last_name_on
from khuyencong.registry.states import Level, OrganisationKind
from khuyencong.reporting.queries import DataDays, data_days_of
from khuyencong.reporting.rules import judged_on
from khuyencong.reporting.states import RECURRENT, SHAPES, WITHOUT_DATA, ReportForm
from khuyencong.reports.appendices import Sheet, appendices_of, sheets_of
from khuyencong.reports.figures import Figure
from khuyencong.reports.narratives import FORMS, Desk, Phrases, write
from khuyencong.reports.narratives.forms import Form
from khuyencong.reports.narratives.references import Typed, filled
from khuyencong.reports.prepared import Prepared
from khuyencong.reports.queries import TerritoryTold, differences, territory
from khuyencong.reports.queries.asking import Asking
from khuyencong.reports.queries.phrases import phrases_of
from khuyencong.reports.queries.records import Span
from khuyencong.reports.records.rows import plain
from khuyencong.reports.states import Borders
from khuyencong.reports.told import view_of
from khuyencong.reports.told_beside import told_appendices
from khuyencong.values.dates import day_in_vietnam
from khuyencong.values.periods import Period, Shape

#: Reports whose days of activity are cut off by the calendar.
CUT_OFF = frozenset(form for form in RECURRENT if form not in WITHOUT_DATA)
#: The capital: where the national agency signs.
CAPITAL = "Hà Nội"


class NoSuchForm(LookupError):
    """There is no such form of report; the message names those that there are."""


@dataclass(frozen=True)
class Order:
    """What somebody orders: whose report, over what, in which form, worded how.

    `at`: as it was known at that moment; None: now. `phrases` and `chapters` are the office's own;
    without `phrases` it is worded as the office that answers for the place words it.
    """

    place: str
    period: Period
    form: str = ""
    borders: Borders = Borders.THEN
    at: datetime | None = None
    activity: Period | None = None
    #: Whether figures that nobody has looked at yet are told, and said to wait.
    waiting: bool = False
    phrases: Mapping[str, str] | None = None
    chapters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A report that is written: what was asked, its document, the figures that its words cite."""

    asking: Asking
    form: Form
    as_of: datetime
    document: Document
    figures: tuple[Figure, ...]
    phrases: Phrases
    sheets: tuple[Sheet, ...] = ()

    def prepared(self) -> Prepared:
        """Return it as an edition freezes it: its words, figures and rows as plain values."""
        ask = self.asking
        duties = ask.received.rows if ask.received else ()
        kept = (plain(row) for row in (*ask.own.records.all(), *duties))
        rows = sorted(kept, key=lambda row: str(row["id"]))
        return Prepared(
            ask.place,
            ask.told.name,
            ask.period,
            self.form.code,
            ask.told.borders,
            self.as_of,
            self.document,
            tuple(figure.told() for figure in self.figures),
            tuple(rows),
        )


def write_report(order: Order, *, now: datetime) -> Written:
    """Return the report as it is known, its number and day left open.

    Raises NoSuchPlace, AmbiguousPlace, NoSuchForm.
    """
    as_of = order.at or now
    form = form_of(order.form, order.period)
    asking = asking_of(order, form, day_in_vietnam(now))
    day = day_in_vietnam(as_of)
    body = answering_for(asking.place, day)
    own = phrases_of(body.id, order.at) if order.phrases is None else order.phrases
    phrases = Phrases(own)
    desk = Desk(asking, phrases, as_of, order.chapters)
    blocks = tuple(write(desk, form, last_name_on(body, day)))
    sheets = sheets_of(desk) if form.has_appendices else ()
    document = _document(desk, form, body, as_of, blocks, sheets)
    document = replace(document, blocks=tuple(_cited(phrases, block) for block in blocks))
    return Written(asking, form, as_of, document, tuple(phrases.cited.values()), phrases, sheets)


def _cited(phrases: Phrases, block: Block) -> Block:
    """Return a block with the figures that an officer cited: all are known when all is written."""
    if not (isinstance(block, Paragraph) and isinstance(block.text, Typed)):
        return block
    return replace(block, text=filled(block.text, phrases.cited_as_shown))


def form_of(code: str, period: Period) -> Form:
    """Return a form by its code, else that of the shape of the period. Raises NoSuchForm."""
    wanted = code or str(period.shape or Shape.PROGRAMME)
    if wanted not in FORMS:
        raise NoSuchForm(f"Không có mẫu báo cáo “{wanted}”; có: {', '.join(FORMS)}.")
    return FORMS[wanted]


def asking_of(order: Order, form: Form, on: date) -> Asking:
    """Return all that the report may ask. Raises NoSuchPlace, AmbiguousPlace."""
    told = territory(
        order.place,
        order.period,
        today=on,
        borders=order.borders,
        at=order.at,
        waiting=order.waiting,
    )
    days = DataDays(order.activity, verified=True) if order.activity else None
    days = days or _data_days(order, form, told.place)
    span = Span(order.period, days.days if days else order.period)
    verified = days is None or days.verified
    return Asking(told, span, order.at, on, is_span_verified=verified, form=form.code)


def _data_days(order: Order, form: Form, place: Place) -> DataDays | None:
    """Return the days of activity by the calendar: the body's own rule, else that of its kind.

    Of who answered for the place when the period ended, then of its centre, which alone reports
    every month. A report on several years tells whole years.
    """
    if form.code not in CUT_OFF or order.period.shape != SHAPES[ReportForm(form.code)]:
        return None
    day = judged_on(form.code, order.period)
    centres = provincial_bodies(place, day) if place.level == Level.PROVINCE else []
    bodies = [answering_for(place, day), *centres]
    return data_days_of(form.code, bodies, order.period, order.at)


def _document(
    desk: Desk,
    form: Form,
    body: Organisation,
    as_of: datetime,
    blocks: tuple[Block, ...],
    sheets: Sequence[Sheet],
) -> Document:
    day = day_in_vietnam(as_of)
    is_department = body.kind == OrganisationKind.DEPARTMENT and body.place is not None
    return Document(
        issuer=issuer_of(body, day),
        number=Number("BC-SCT" if is_department else ""),
        place_and_day=PlaceAndDay(body.place.name if body.place else CAPITAL, year=day.year),
        kind="Báo cáo",
        subject=f"{form.subject} {_where(desk)} {desk.period}",
        blocks=blocks,
        signature=Signature("Giám đốc" if is_department else "Cục trưởng"),
        recipients=_recipients(desk, is_department, day),
        appendices=_appendices(desk, sheets, as_of),
        draft=True,
    )


def _where(desk: Desk) -> str:
    """Return the place as the subject names it: what a commune's report tells was done there."""
    return f"trên địa bàn {desk.place}" if desk.asking.is_locality else desk.place


def _appendices(desk: Desk, sheets: Sequence[Sheet], as_of: datetime) -> tuple[Appendix, ...]:
    """Return the sheets of records, else what the old reports say that the figures rest on."""
    told = desk.asking.told
    if desk.asking.has_records:
        return appendices_of(sheets, desk.phrases)
    view = view_of(told, differences(told.answers), as_of)
    of_reports = told_appendices(view, sources_of(told))
    return (*of_reports, *appendices_of(sheets, desk.phrases))


def sources_of(told: TerritoryTold) -> list[ingestion.Document]:
    """Return the reports that what is told rests on, by title."""
    rows = (row for answer in told.answers for row in answer.rows)
    return sorted({row.document for row in rows}, key=lambda document: document.title)


def _recipients(desk: Desk, is_department: bool, day: date) -> Recipients:
    if not is_department:
        return Recipients(("Bộ trưởng Bộ Công Thương (để báo cáo)",))
    province = desk.asking.place if desk.asking.place.level == Level.PROVINCE else None
    people = (f"UBND {province} (để báo cáo)",) if province else ()
    agency = Organisation.objects.get(kind=OrganisationKind.AGENCY)
    return Recipients((f"{last_name_on(agency, day)} (để báo cáo)", *people))


def issuer_of(body: Organisation, day: date) -> Issuer:
    """Return the two lines of the head: a Sở stands under its UBND, a Cục under its Bộ."""
    if body.kind == OrganisationKind.DEPARTMENT and body.place:
        return Issuer(body.get_kind_display(), f"UBND {body.place}")
    superior = last_name_on(body.parent, day) if body.parent else ""
    return Issuer(last_name_on(body, day), superior)
