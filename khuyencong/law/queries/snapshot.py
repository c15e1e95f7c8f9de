"""The law of a day as plain facts: the one door from the tables to the rules."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from khuyencong.law.models import (
    ConflictReason,
    Coverage,
    DocumentLink,
    LegalDocument,
    Parameter,
    ParameterEnd,
)
from khuyencong.law.models.parameters import MONEY_KINDS
from khuyencong.law.rules.documents import earliest, first_day
from khuyencong.law.rules.snapshot import Citation, DatedParameter, Law, surest_first
from khuyencong.law.states import CoverageKind, LinkKind
from khuyencong.registry.models import Place, PlaceParent
from khuyencong.registry.models.dated import on_day
from khuyencong.registry.queries import origins
from khuyencong.registry.states import Level
from khuyencong.values.periods import format_date

Unread = dict[UUID, list[LegalDocument]]

FIGURE = "con số chưa kiểm chứng"
FIRST_DAY = "ngày bắt đầu hiệu lực chưa kiểm chứng"
INHERITED = "quy định của tỉnh cũ: việc áp dụng tiếp sau sáp nhập chưa kiểm chứng"
DRAFTED = "dự thảo, chưa phải quy định"
WAITING = "mới đề xuất, chưa được người thứ hai xác nhận"


def law_on(day: date, place_key: str = "") -> Law:
    """Return the law of a day in a province; without a place, the national law alone.

    `place_key` is the key of a province, or of a district or commune within one, of that day.
    LookupError where nobody bears the key, or not on that day. Rules that an old province left and
    its heir has not replaced come along, doubtful. Seven queries at most, and those of the lineage.
    """
    province = province_on(place_key, day) if place_key else None
    former = _former(province, day) if province else []
    wanted = [place.id for place in [province, *former] if place]
    rows = standing(day).filter(Q(place=None) | Q(place__in=wanted))
    old = {place.id for place in former}
    unread = unread_amendments(day)
    plain = (
        plain_parameter(row, day, inherited=row.place_id in old, unread=unread) for row in rows
    )
    kept = [p for row, p in zip(rows, plain, strict=True) if _holds(row, p, day)]
    return Law(
        day,
        province.key if province else "",
        str(province) if province else "",
        tuple(sorted(kept, key=surest_first)),
        _reasons(kept),
    )


def drafted_by(document_key: str, day: date) -> tuple[DatedParameter, ...]:
    """Return the parameters of a document that is still a draft, to be set beside the law."""
    rows = loaded().filter(document__key=document_key, superseded_at=None)
    return tuple(plain_parameter(row, day) for row in rows)


def province_on(place_key: str, day: date) -> Place:
    """Return the province that a place is or lies in on a day; LookupError where there is none."""
    place = Place.objects.filter(key=place_key).first()
    if place is None or not place.held_on(day):
        raise LookupError(f"Ngày {format_date(day)} không có địa phương “{place_key}”.")
    while place.level not in (Level.PROVINCE, Level.COUNTRY):
        links = PlaceParent.objects.filter(place=place).select_related("parent")
        above = next((link.parent for link in links if link.held_on(day)), None)
        if above is None:
            raise LookupError(f"Không rõ “{place_key}” thuộc tỉnh nào.")
        place = above
    return place


def standing(day: date) -> QuerySet[Parameter]:
    """Return the parameters that may hold on a day: confirmed, told, of no draft."""
    return (
        loaded()
        .filter(on_day(day), superseded_at=None)
        .filter(Q(proposed_by=None) | Q(confirmed_by__isnull=False))
        .exclude(document__is_draft=True)
    )


def unread_amendments(day: date) -> Unread:
    """Return by document what amended it by a day without anybody having read how; one query."""
    links = DocumentLink.objects.filter(kind=LinkKind.AMENDS, content_read=False)
    found: dict[UUID, list[LegalDocument]] = {}
    for link in links.select_related("source"):
        if first_day(link) <= day:
            found.setdefault(link.target_id, []).append(link.source)
    return found


def plain_parameter(
    row: Parameter, day: date, *, inherited: bool = False, unread: Unread | None = None
) -> DatedParameter:
    """Return a row as the rules take it, with its doubts on a day. Needs `loaded()` rows."""
    return DatedParameter(
        code=row.code,
        kind=row.kind,
        subject=row.subject,
        citation=_citation(row),
        source=row.source,
        place_key=row.place.key if row.place else "",
        place_name=str(row.place) if row.place else "",
        percent=_fraction(row.percent),
        percent_low=_fraction(row.percent_low),
        share_of=row.share_of,
        amount=row.amount,
        amount_low=row.amount_low,
        factor=_fraction(row.factor),
        base=row.base,
        unit=row.unit,
        number=row.number,
        number_high=row.number_high,
        month=row.month,
        day_of_month=row.day_of_month,
        answer=row.answer,
        condition=row.condition,
        attribute=row.attribute,
        tier_from=row.tier_from,
        tier_until=row.tier_until,
        per_occasion=row.per_occasion,
        unread=row.unread,
        note=row.note,
        valid_from=row.valid_from,
        valid_until=last_end(row),
        doubts=tuple(_doubts(row, inherited)),
        cautions=tuple(_cautions(row, unread or {})),
        slot=row.slot,
        row_id=row.id,
    )


def parameter_on(row: Parameter, day: date) -> DatedParameter:
    """Return one row as it stands on a day, with its doubts and cautions; one query."""
    return plain_parameter(row, day, unread=unread_amendments(day))


def last_end(row: Parameter) -> date | None:
    """Return the first day on which a parameter no longer holds: as told, or as ended since."""
    ends = [
        end.day
        for end in row.ends.all()
        if end.confirmed_by is not None and end.superseded_at is None
    ]
    return min((day for day in [row.valid_until, *ends] if day), default=None)


def loaded() -> QuerySet[Parameter]:
    """Return parameters with their place, their document and their ends."""
    ends = Prefetch("ends", ParameterEnd.objects.filter(superseded_at=None))
    rows: QuerySet[Parameter] = Parameter.objects.select_related("place", "document")
    return rows.prefetch_related(ends).order_by("code", "id")


def _holds(row: Parameter, plain: DatedParameter, day: date) -> bool:
    """Return whether a row holds on a day, its ends and the year of its document considered."""
    if plain.valid_until and plain.valid_until <= day:
        return False
    return row.valid_from is not None or row.document is None or row.document.year <= day.year


def _former(province: Place, day: date) -> list[Place]:
    """Return the provinces it was made of whose rules nothing has replaced yet by that day."""
    if province.valid_from is None:
        return []
    eve = date.fromordinal(province.valid_from.toordinal() - 1)
    replaced = Coverage.objects.filter(
        kind=CoverageKind.REPLACES_RULES_OF, document__valid_from__lte=day
    )
    gone = set(replaced.values_list("place_id", flat=True))
    return [heir.place for heir in origins(province, eve) if heir.place.id not in gone]


def _reasons(parameters: Iterable[DatedParameter]) -> frozenset[tuple[str, str]]:
    """Return the pairs of codes for which somebody wrote why the local ceiling may be higher."""
    if not any(parameter.place_key for parameter in parameters):
        return frozenset()
    told = ConflictReason.objects.filter(superseded_at=None)
    return frozenset(told.values_list("parameter__code", "national__code"))


def _doubts(row: Parameter, inherited: bool) -> Iterable[str]:
    if not row.verified:
        yield FIGURE
    if row.valid_from is None:
        yield FIRST_DAY
    if inherited:
        yield INHERITED
    if row.document and row.document.is_draft:
        yield DRAFTED
    if row.is_waiting:
        yield WAITING


def _cautions(row: Parameter, unread: Unread) -> Iterable[str]:
    """Yield what a reader should know beside a figure; where there is none, nothing."""
    if row.amount is None and row.percent is None and row.kind in MONEY_KINDS:
        return
    if not row.days_verified and row.valid_from is not None:
        yield FIRST_DAY
    for amending in unread.get(row.document_id, ()) if row.document_id else ():
        if row.valid_from is None or row.valid_from < earliest(amending):
            yield f"sửa đổi theo {amending.name}: chưa kiểm chứng"


def _citation(row: Parameter) -> Citation:
    if row.document is None:
        return Citation(row.basis or "chưa rõ văn bản", "", row.clause, row.url, row.verified)
    document = row.document
    return Citation(document.name, document.key, row.clause, row.url, document.verified)


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))
