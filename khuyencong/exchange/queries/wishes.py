"""A wish beside what stands here, field by field, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, ForeignKey, Model, OuterRef, QuerySet

from khuyencong.exchange.carried import BY_LABEL, MARKS, REFERENCES, Carried
from khuyencong.exchange.models import Change, Conflict, Instance
from khuyencong.exchange.rows import Codecs
from khuyencong.exchange.states import Sort, Verdict
from khuyencong.values.canonical import told_of
from khuyencong.values.dates import format_date

NOTHING = "–"
LONG = 400
#: What tells a record to a reader, the first that it has.
NAMES = ("name", "what", "title", "code", "words", "told", "label", "paper", "file_name")


@dataclass(frozen=True)
class Difference:
    """One field as it stands here and as they wish it."""

    name: str
    label: str
    ours: str
    theirs: str
    differs: bool


@dataclass(frozen=True)
class Shown:
    """A wish as a page shows it."""

    conflict: Conflict
    title: str
    name: str
    is_here: bool
    is_there: bool
    rows: list[Difference]

    @property
    def differing(self) -> list[Difference]:
        """Return the fields in which the two differ."""
        return [row for row in self.rows if row.differs]

    @property
    def can_be_mixed(self) -> bool:
        """Return whether single fields can be chosen."""
        return self.is_here and self.is_there


def unanswered(partner: Instance) -> QuerySet[Change]:
    """Return our wishes that a partner has not answered, the last of each record."""
    wishes = Change.objects.filter(sort=Sort.PROPOSAL, to=partner)
    later = wishes.filter(kind=OuterRef("kind"), record=OuterRef("record"), seq__gt=OuterRef("seq"))
    return wishes.filter(~Exists(later), answer__isnull=True)


def shown(conflict: Conflict) -> Shown:
    """Return a wish with what stands here now, or stood when it was decided."""
    carried = BY_LABEL[conflict.kind]
    ours = conflict.ours
    if conflict.verdict in (Verdict.OPEN, Verdict.REPLACED):
        row = Codecs()[conflict.kind].of([conflict.record]).get(conflict.record)
        ours = row.text if row else ""
    mine = told_of(ours.encode()) if ours else {}
    told = told_of(conflict.theirs.encode()) if conflict.theirs else {}
    return Shown(
        conflict=conflict,
        title=carried.title[:1].upper() + carried.title[1:],
        name=_name(mine or told),
        is_here=bool(mine),
        is_there=bool(told),
        rows=list(_rows(carried, mine, told)),
    )


def _name(body: dict[str, Any]) -> str:
    return next((str(body[key])[:120] for key in NAMES if body.get(key)), "")


def title_of(kind: str) -> str:
    """Return what the records of a table are called."""
    return BY_LABEL[kind].title


def name_of(conflict: Conflict) -> tuple[str, str]:
    """Return what kind of record a wish is about, and how the record is called."""
    told = conflict.theirs or conflict.ours
    return title_of(conflict.kind), _name(told_of(told.encode())) if told else ""


def _rows(carried: Carried, mine: dict[str, Any], told: dict[str, Any]) -> Iterable[Difference]:
    for field in carried.model._meta.concrete_fields:
        column = field.attname
        if column in MARKS or (column not in mine and column not in told):
            continue
        ours, theirs = mine.get(column), told.get(column)
        yield Difference(
            name=column,
            label=_label(field),
            ours=_said(field, ours) if mine else NOTHING,
            theirs=_said(field, theirs) if told else NOTHING,
            differs=ours != theirs or not (mine and told),
        )


def _label(field: Any) -> str:
    words = str(field.verbose_name)
    return words[:1].upper() + words[1:]


def _said(field: Any, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(field, ForeignKey):
        return _of_another(field.related_model, value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, str):
        return _moment(field, value)[:LONG]
    if isinstance(value, int):
        # Years and small counts stand bare, money does not.
        return f"{value:,}".replace(",", ".") if abs(value) >= 10_000 else str(value)
    return str(value)[:LONG]


def _moment(field: Any, value: str) -> str:
    kind = field.get_internal_type()
    if kind == "DateField":
        return format_date(date.fromisoformat(value))
    if kind == "DateTimeField":
        return f"{datetime.fromisoformat(value):%d/%m/%Y %H:%M} UTC"
    return value


def _of_another(model: type[Model], value: Any) -> str:
    label = model._meta.label
    if label in REFERENCES:
        keys = value if isinstance(value, list) else [value]
        rows = model._base_manager.filter(**dict(zip(REFERENCES[label], keys, strict=False)))
    else:
        rows = model._base_manager.filter(pk=value)
    found = rows.first()
    return str(found) if found else f"{value} (chưa có ở đây)"
