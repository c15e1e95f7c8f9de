"""Rows of results of one kind, against the results that stand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from khuyencong.ingestion.queries.staging.past_projects import PLACES
from khuyencong.ingestion.queries.staging.planned import (
    Context,
    Once,
    Planned,
    ask,
    where,
    wrong,
)
from khuyencong.ingestion.sheet_kinds import result_kind
from khuyencong.ingestion.states import RowState
from khuyencong.projects.models import Line as ProjectLine
from khuyencong.projects.models import Project
from khuyencong.registry.models import Establishment, Place
from khuyencong.registry.queries import in_custody_of
from khuyencong.registry.queries.territory import Territory, provinces_of
from khuyencong.results.kinds import KINDS
from khuyencong.results.models import Result
from khuyencong.results.queries.scope import known_on
from khuyencong.results.rules import ResultTold, can_have_results, faults
from khuyencong.results.rules.checking import content_for
from khuyencong.sheets import Line, Option, Remark
from khuyencong.values.business_names import core
from khuyencong.values.dates import format_date
from khuyencong.values.numbers import format_number
from khuyencong.values.text import clean, fold

OFFERED = 8
#: What the row says beside the fields of its kind.
HEAD = ("what", "variant", "content", "source", "basis")


class Results:
    """Holds rows against the results that one body keeps."""

    def __init__(self, context: Context) -> None:
        self.context, self.once = context, Once()
        self.kind = KINDS[result_kind(context.kind.code)]
        self.bodies = in_custody_of([context.custodian.id], context.day)
        self.within = provinces_of(context.custodian, self.bodies)
        self.territories: dict[date, Territory] = {}

    def plan(self, lines: list[Line]) -> list[Planned]:
        """Return the rows with what confirming would do; a handful of queries for all of them."""
        projects, firms = self._projects(lines), self._firms(lines)
        told = [(line, self._told(line, projects, firms)) for line in lines]
        known = self._known([one for _, one in told if one])
        return [self._planned(line, one, known) for line, one in told]

    def before(self) -> int | None:
        return None

    def about(self) -> list[Remark]:
        return []

    # --- one row ----------------------------------------------------------------------------------

    def _told(
        self, line: Line, projects: dict[str, list[ProjectLine]], firms: dict[str, Any]
    ) -> ResultTold | None:
        values: dict[str, Any] = dict(line.values)
        last = values.get("done_on")
        place = self._place(line, last) if isinstance(last, date) else None
        of_line = self._line(line, projects)
        firm = self._firm(line, firms)
        if not line.is_sound or not isinstance(last, date):
            return None
        counts = {f.name: values[f.name] for f in self.kind.columns if f.name in values}
        more = {f.name: values[f.name] for f in self.kind.more if f.name in values}
        told = ResultTold(
            kind=self.kind.code,
            what=clean(str(values["what"])),
            done_from=values.get("done_from") or last,
            done_until=last + timedelta(1),
            place=place,
            line=of_line,
            custodian=of_line.project.custodian if of_line else self.context.custodian,
            owner=of_line.project.owner if of_line else self.context.custodian,
            content=str(values.get("content") or (of_line.content if of_line else "")),
            source=of_line.project.source if of_line else str(values.get("source") or ""),
            variant=str(values.get("variant") or ""),
            counts=counts,
            more=more,
            establishments={firm: 1} if firm else {},
            basis=clean(str(values.get("basis") or "")),
        )
        told = self._with_content(told)
        for name, said in faults(told, self.context.day).items():
            wrong(line, self._at(line, name), said)
        return told if line.is_sound else None

    def _with_content(self, told: ResultTold) -> ResultTold:

        of_line = told.line.content if told.line else ""
        return replace(told, content=content_for(self.kind, told.content, of_line))

    def _at(self, line: Line, name: str) -> str:
        code = {"done_until": "done_on", "establishments": "establishment"}.get(name, name)
        place = self.context.found.place_of(code)
        return where(self.context, line, code) if place is not None else ""

    def _place(self, line: Line, day: date) -> Place | None:
        text, at = str(line.values.get("place") or ""), where(self.context, line, "place")
        day = min(day, self.context.day)
        if day not in self.territories:
            self.territories[day] = Territory(day, self.within)
        territory = self.territories[day]
        if text.startswith("place:"):
            spot = territory.by_key(text.removeprefix("place:"))
            found = [spot] if spot else []
        else:
            found = territory.found(text, PLACES)
        own = [spot for spot in found if territory.is_within(spot)]
        if len(own) == 1:
            return own[0].place
        if own:
            options = tuple(Option(s.label, f"value:place:{s.place.key}") for s in own[:OFFERED])
            ask(line, at, f"Ngày {format_date(day)}, “{text[:80]}” là nơi nào?", options)
        elif found:
            wrong(line, at, f"{found[0].label} không thuộc địa bàn của đơn vị này.")
        elif text:
            wrong(line, at, f"Ngày {format_date(day)} không có nơi nào tên “{text[:80]}”.")
        return None

    # --- the line of a đề án, and the establishment -----------------------------------------------

    def _projects(self, lines: list[Line]) -> dict[str, list[ProjectLine]]:
        codes = {clean(str(x.values["project"])) for x in lines if x.values.get("project")}
        rows = Project.objects.filter(custodian__in=self.bodies, code__in=codes)
        found: dict[str, list[ProjectLine]] = {
            one: [] for one in rows.values_list("code", flat=True)
        }
        kin = ("project__custodian", "project__owner", "place", "establishment")
        for one in ProjectLine.objects.filter(project__in=rows).select_related(*kin):
            if can_have_results(one):
                found[one.project.code].append(one)
        return found

    def _line(self, line: Line, projects: dict[str, list[ProjectLine]]) -> ProjectLine | None:
        """Return the one line that a row means; of several, the one whose content is the kind's."""
        code = clean(str(line.values.get("project") or ""))
        if not code:
            return None
        at = where(self.context, line, "project")
        if code not in projects:
            wrong(line, at, f"Không có đề án nào mã {code[:40]} trong phạm vi của đơn vị.")
            return None
        fitting = [one for one in projects[code] if one.content in self.kind.contents]
        found = fitting if len(fitting) == 1 else projects[code]
        if len(found) == 1:
            return found[0]
        said = (
            "chưa có dòng nào được phê duyệt" if not found else "có nhiều dòng: ghi ở trang đề án"
        )
        wrong(line, at, f"Đề án {code}: {said}.")
        return None

    def _firms(self, lines: list[Line]) -> dict[str, list[Establishment]]:
        names = {core(str(x.values["establishment"])) for x in lines
                 if x.values.get("establishment")}  # fmt: skip
        rows = Establishment.objects.filter(
            merged_into=None, custodian__in=self.bodies, core__in=names - {""}
        )
        found: dict[str, list[Establishment]] = {}
        for row in rows:
            found.setdefault(row.core, []).append(row)
        return found

    def _firm(self, line: Line, firms: dict[str, list[Establishment]]) -> Establishment | None:
        name = str(line.values.get("establishment") or "")
        found = firms.get(core(name), []) if name else []
        if name and len(found) != 1:
            said = "Chưa có" if not found else f"Có {len(found)}"
            wrong(line, where(self.context, line, "establishment"),
                  f"{said} cơ sở nào tên “{name[:80]}” trong sổ: nhập cơ sở trước.")  # fmt: skip
        return found[0] if len(found) == 1 else None

    # --- against the records ----------------------------------------------------------------------

    def _known(self, told: Iterable[ResultTold]) -> dict[Any, Result]:
        days = {one.done_until for one in told}
        rows = Result.objects.filter(
            kind=self.kind.code, custodian__in=self.bodies, done_until__in=days
        )
        shown = known_on(rows).select_related("line__project").prefetch_related("links")
        return {_key(one, [x.establishment_id for x in one.links.all()]): one for one in shown}

    def _planned(self, line: Line, told: ResultTold | None, known: dict[Any, Result]) -> Planned:
        if told is None:
            return Planned(line, RowState.OPEN)
        key = _key(told, [one.id for one in told.establishments])
        again = self.once.meets(str(key), line, f"{told.counts}|{told.more}|{told.variant}")
        if again:
            return Planned(line, again, str(key))
        one = known.get(key)
        if one is None:
            return Planned(line, RowState.NEW, str(key), told)
        told = _filled(told, one)
        changes = self._changes(one, told)
        if not changes:
            return Planned(line, RowState.SAME, str(key), known=one)
        if one.has_roster:
            wrong(line, "", "Kết quả này có danh sách người: xin sửa ở trang kết quả.")
            return Planned(line, RowState.OPEN, str(key), None, one, changes)
        return Planned(line, RowState.CHANGED, str(key), told, one, changes)

    def _changes(self, one: Result, told: ResultTold) -> list[tuple[str, str, str, str]]:
        labels = {column.code: column.label for column in self.context.kind.columns}
        pairs = [(name, getattr(one, name), getattr(told, name)) for name in HEAD]
        pairs += [(f.name, getattr(one, f.name), told.counts.get(f.name))
                  for f in self.kind.columns
                  if not (told.establishments and f.name.startswith("establishment"))]  # fmt: skip
        pairs += [(f.name, one.more.get(f.name), told.more.get(f.name)) for f in self.kind.more]
        return [
            (name, labels.get(name, name), _shown(before), _shown(after))
            for name, before, after in pairs
            if (before or None) != (after or None)
        ]


def _key(one: ResultTold | Result, firms: list[UUID]) -> Any:
    line = one.line.id if one.line else None
    place = one.place.id if isinstance(one, ResultTold) and one.place else None
    place = one.place_id if isinstance(one, Result) else place
    return (line, fold(one.what), one.done_until, place, tuple(sorted(map(str, firms))))


def _filled(told: ResultTold, one: Result) -> ResultTold:
    """Return what is told, and of what the row leaves empty what stands."""

    kind = KINDS[told.kind]
    counts = {f.name: getattr(one, f.name) for f in kind.columns} | dict(told.counts)
    return replace(
        told,
        counts={name: value for name, value in counts.items() if value is not None},
        more=dict(one.more) | dict(told.more),
        variant=told.variant or one.variant,
        source=told.source or one.source,
        basis=told.basis or one.basis,
        done_from=told.done_from if told.done_from < told.last_day else one.done_from,
        bound=one.bound,
        bounded=one.bounded,
    )


def _shown(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    return format_number(value) if isinstance(value, int) else str(value)
