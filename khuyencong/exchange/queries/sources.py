"""Whence records came: entered here, by bundle of a partner, by sheet; of one record, all of it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, QuerySet, Sum

from khuyencong.core.collation import vietnamese
from khuyencong.core.users import Actor
from khuyencong.exchange.carried import BY_LABEL, CARRIED
from khuyencong.exchange.models import Bundle, Conflict, Instance, Known
from khuyencong.exchange.queries.custody import is_ours
from khuyencong.exchange.queries.scope import known_visible_to, wishes_visible_to
from khuyencong.exchange.rules import READ
from khuyencong.exchange.states import BundleState, Direction, InstanceState
from khuyencong.ingestion.models import Batch
from khuyencong.ingestion.states import BatchState
from khuyencong.registry.models import Organisation


@dataclass
class Origin:
    """Of one body: how many records came from whom, and how many rows came by sheet."""

    body: Organisation
    own: int = 0
    by_bundle: list[tuple[str, int, datetime]] = field(default_factory=list)
    sheets: int = 0
    sheet_rows: int = 0
    last_sheet: datetime | None = None


def tellers(records: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of the instances that told some records; those of our own are left out."""
    rows = Known.objects.filter(record__in=list(records), source__isnull=False)
    return dict(rows.values_list("record", "source__name"))


def origins(user: Actor) -> list[Origin]:
    """Return the bodies that somebody reads for, with whence their records came; four queries."""
    custodians = user.custodians(READ)
    # Custody that moved is no record of a body's work.
    moves = [one.label for one in CARRIED if one.given_away]
    known = known_visible_to(user).exclude(hash="").exclude(kind__in=moves).order_by()
    sheets = Batch.objects.filter(state=BatchState.DONE).order_by()
    if custodians is not None:
        sheets = sheets.filter(custodian__in=custodians)
    names = dict(Instance.objects.values_list("id", "name"))
    found: dict[UUID, Origin] = {}
    counted = list(known.values("custodian", "source").annotate(n=Count("id"), last=Max("at")))
    by_sheet = list(
        sheets.values("custodian").annotate(
            n=Count("id"), rows=Sum("rows_done"), last=Max("ended_at")
        )
    )
    ids = {row["custodian"] for row in [*counted, *by_sheet]} - {None}
    for body in Organisation.objects.filter(id__in=ids).order_by(vietnamese("name"), "id"):
        found[body.id] = Origin(body)
    for row in counted:
        if row["custodian"] not in found:
            continue
        one = found[row["custodian"]]
        if row["source"] is None:
            one.own = row["n"]
        else:
            one.by_bundle.append((names[row["source"]], row["n"], row["last"]))
    for row in by_sheet:
        one = found[row["custodian"]]
        one.sheets, one.sheet_rows, one.last_sheet = row["n"], row["rows"] or 0, row["last"]
    return list(found.values())


def come_from_others(label: str) -> QuerySet[Known, UUID]:
    """Return the ids of the records of a table whose last word is a partner's."""
    rows = Known.objects.filter(kind=label, source__isnull=False).exclude(hash="")
    return rows.values_list("record", flat=True)


@dataclass(frozen=True)
class Elsewhere:
    """Which system is home of a record that came by bundle, and when it was last heard."""

    name: str
    address: str
    heard_at: datetime


def kept_elsewhere(kind: str, record: UUID, day: date) -> Elsewhere | None:
    """Return which system is home of a record on a day; None for ours. Anybody may ask."""
    rows = Known.objects.filter(kind=kind, record=record).exclude(source=None)
    known = rows.select_related("source").first()
    if known is None or known.source is None or is_ours(known.custodian, day):
        return None
    taken = Bundle.objects.filter(partner=known.source, direction=Direction.IN)
    last = taken.filter(state=BundleState.TAKEN).aggregate(at=Max("at"))["at"]
    return Elsewhere(known.source.name, known.source.address, last or known.at)


def has_copies() -> bool:
    """Return whether records of other systems come here, some of them later than they are made."""
    return Instance.objects.filter(is_own=False, state=InstanceState.ACTIVE).exists()


@dataclass(frozen=True)
class Trail:
    """Whence one record came, and which wishes were told of it."""

    title: str
    known: Known
    wishes: list[Conflict]


def trail_of(user: Actor, word: str) -> list[Trail]:
    """Return whence the record of an id came, to whom reads for its body."""
    try:
        record = UUID(word)
    except ValueError:
        return []
    rows = known_visible_to(user).filter(record=record).select_related("source").order_by("kind")
    told = wishes_visible_to(user).filter(record=record)
    wishes: dict[str, list[Conflict]] = defaultdict(list)
    for wish in told.select_related("partner").order_by("seq"):
        wishes[wish.kind].append(wish)
    return [Trail(BY_LABEL[row.kind].title, row, wishes[row.kind]) for row in rows]
