"""A kind of record as the API gives it: a list that is narrowed and paged, and one by its id."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import Permission
from khuyencong.web.api.asking import Asked, Changed
from khuyencong.web.api.conditional import set_changed, set_lock
from khuyencong.web.api.edge import asker
from khuyencong.web.api.problems import absent

Shown = TypeVar("Shown", bound=Schema)
#: By the name of an address and its method: the right that opens it; None: anybody.
RULES: dict[str, dict[str, Permission | None]] = {}
#: The operations whose answer says when its record was changed last.
DATED: set[str] = set()
#: On a row: when it was changed last.
LAST_CHANGE = "last_change"


@dataclass(frozen=True, kw_only=True)
class Resource(Generic[Shown]):
    """What the API gives of one kind of record, to whom, and how it is found."""

    #: The word of the address, "projects"; the name of one of them, "project".
    path: str
    one: str
    #: What it is, and what one of them is, for people.
    title: str
    #: The right that opens it; None: it is public.
    rule: Permission | None
    #: The rows that somebody may see, by the queries of its room; with what `tell` shows.
    rows: Callable[[User | None], QuerySet[Any]]
    out: type[Shown]
    #: A page of rows as shapes, in as many queries however many rows.
    tell: Callable[[Sequence[Any]], list[Shown]]
    asked: type[Asked] = Asked
    narrow: Callable[[QuerySet[Any], Any], QuerySet[Any]] = field(default=lambda rows, asked: rows)
    #: One record with all that stands on it, where that is more than the list shows.
    whole: type[Schema] | None = None
    tell_whole: Callable[[Any], Schema] | None = None
    #: The column of the id: where a record has versions, that of all of them.
    key: str = "id"
    #: The version of a record that a change must name.
    lock: Callable[[Any], object] | None = None
    #: When a row was changed last, where the records tell it of every change; else None.
    changed: Callable[[], Any] | None = None
    #: Whether what is told of a row moves with the day alone, so that its last change is not all.
    of_the_day: bool = False

    def dated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return rows with when they were changed last, where that is known."""
        return rows.annotate(**{LAST_CHANGE: self.changed()}) if self.changed else rows

    def shown(self, request: HttpRequest, record: UUID) -> Any:
        """Return one record as the asker may see it now; 404 where he may not."""
        row = self.dated(self.rows(asker(request))).filter(**{self.key: record}).first()
        if row is None:
            raise absent()
        if self.lock is not None:
            set_lock(request, self.lock(row))
        if self.changed is not None and not self.of_the_day:
            set_changed(request, getattr(row, LAST_CHANGE))
        return self.tell_whole(row) if self.tell_whole else self.tell([row])[0]

    @property
    def filters(self) -> type[Asked]:
        """Return what its list may be asked for."""
        if self.changed is None:
            return self.asked
        return type(f"{self.asked.__name__}Changed", (self.asked, Changed), {})

    @property
    def detail(self) -> type[Schema]:
        """Return the shape of one record."""
        return self.whole or self.out


def add(api: NinjaAPI, resource: Resource[Any]) -> None:
    """Give a kind of record its two addresses."""
    _add_list(api, resource)
    _add_one(api, resource)


def note_rule(name: str, method: str, rule: Permission | None) -> None:
    """Keep the right that opens an address by a method."""
    RULES.setdefault(name, {})[method] = rule


def page_of(shape: type[Schema]) -> type[Schema]:
    """Return the shape of a page of such a list."""
    body = {
        "__annotations__": {"items": list[shape], "next": UUID | None},  # type: ignore[valid-type]
        "__doc__": "Một phần của danh sách; `next` là `after` của phần sau, null khi hết.",
    }
    return type(f"PageOf{shape.__name__}", (Schema,), body)


def _add_list(api: NinjaAPI, resource: Resource[Any]) -> None:
    name, filters = resource.path, resource.filters
    note_rule(name, "GET", resource.rule)

    @api.get(
        f"{resource.path}/",
        url_name=name,
        operation_id=f"list_{name.replace('-', '_')}",
        summary=resource.title,
        tags=[resource.title],
        response=page_of(resource.out),
    )
    def listing(
        request: HttpRequest,
        asked: Query[filters],  # type: ignore[valid-type]
    ) -> dict[str, Any]:
        rows = resource.narrow(resource.rows(asker(request)), asked)
        rows = _changed(resource, rows, asked).order_by(resource.key)
        if asked.after is not None:
            rows = rows.filter(**{f"{resource.key}__gt": asked.after})
        found = list(rows[: asked.limit + 1])
        page = found[: asked.limit]
        more = getattr(page[-1], resource.key) if len(found) > asked.limit else None
        return {"items": resource.tell(page), "next": more}


def _changed(resource: Resource[Any], rows: QuerySet[Any], asked: Any) -> QuerySet[Any]:
    """Return the rows whose last change lies in the half-open span that is asked for."""
    since, before = (getattr(asked, f"changed_{name}", None) for name in ("since", "before"))
    if since is None and before is None:
        return rows
    rows = resource.dated(rows)
    rows = rows.filter(**{f"{LAST_CHANGE}__gte": since}) if since is not None else rows
    return rows.filter(**{f"{LAST_CHANGE}__lt": before}) if before is not None else rows


def _add_one(api: NinjaAPI, resource: Resource[Any]) -> None:
    name = resource.one
    operation = f"get_{name.replace('-', '_')}"
    note_rule(name, "GET", resource.rule)
    if resource.changed is not None and not resource.of_the_day:
        DATED.add(operation)

    @api.get(
        f"{resource.path}/{{uuid:record}}/",
        url_name=name,
        operation_id=operation,
        summary=f"{resource.title}: một hồ sơ",
        tags=[resource.title],
        response=resource.detail,
    )
    def one(request: HttpRequest, record: UUID) -> Any:
        return resource.shown(request, record)
