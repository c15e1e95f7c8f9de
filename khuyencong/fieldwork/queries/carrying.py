"""What a kit takes along to a commune: its establishments, open needs and requests, lines to see.

No tax code, telephone or personal number goes along: a name, a place, and what the law asks of it.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.applications.models import Need, Request
from khuyencong.applications.queries.judging import FORMS
from khuyencong.applications.states import EDITABLE, NeedState
from khuyencong.fieldwork.models import SiteNote
from khuyencong.fieldwork.queries.communes import codes_of
from khuyencong.fieldwork.queries.records import Values, need_values, request_values
from khuyencong.projects.models import Line
from khuyencong.projects.queries.follow_ups import FOLLOWED
from khuyencong.projects.states import LINE_STEP_IN, LINE_STEPS
from khuyencong.registry.models import Establishment, Organisation, Place
from khuyencong.registry.queries.areas import in_place
from khuyencong.registry.queries.clusters import recognised_on
from khuyencong.registry.queries.establishments import figures_on, standing
from khuyencong.registry.queries.lineage import heirs
from khuyencong.registry.queries.organisations import in_custody_of
from khuyencong.registry.states import EstablishmentForm, FigureOf

#: Bytes of the file that records may take; what is beyond is left out, and said.
ROOM = 120_000


@dataclass
class Load:
    """The records of a kit by part and id, and how many did not fit."""

    parts: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {
            "establishments": {},
            "needs": {},
            "requests": {},
            "acceptance": {},
            "follow_up": {},
        }
    )
    left_out: int = 0
    used: int = 0

    def take(self, part: str, key: UUID, row: dict[str, Any]) -> None:
        """Take a record along where there is room for it."""
        size = len(json.dumps(row, ensure_ascii=False).encode()) + 42
        if str(key) in self.parts[part]:
            return
        if self.used + size > ROOM:
            self.left_out += 1
            return
        self.parts[part][str(key)] = row
        self.used += size


def load_of(custodian: Organisation, commune: Place, on: date) -> Load:
    """Return what is in scope in a commune for a body on a day, what waits for somebody first."""
    load = Load()
    bodies = in_custody_of([custodian.id], on)
    here = standing(Establishment.objects.filter(custodian__in=bodies)).filter(
        in_place(commune, on)
    )
    codes = codes_of(on)
    _take_lines(load, bodies, commune, on)
    _take_applications(load, custodian, commune, on, codes)
    named = _mentioned(load)
    rows = list(here.select_related("craft_village", "commune").order_by("sorted_name", "id"))
    missing = named - {one.id for one in rows}
    rows += list(
        Establishment.objects.filter(id__in=missing).select_related("craft_village", "commune")
    )
    rows.sort(key=lambda one: one.id not in named)
    _take_establishments(load, rows, on, codes)
    return load


def _mentioned(load: Load) -> set[UUID]:
    rows = [row for part in load.parts.values() for row in part.values()]
    return {UUID(row["establishment"]) for row in rows if row.get("establishment")}


def _take_lines(load: Load, bodies: Iterable[UUID], commune: Place, on: date) -> None:
    lines = (
        Line.objects.filter(project__custodian__in=bodies, establishment__isnull=False)
        .filter(in_place(commune, on, "establishment__commune"))
        .select_related("project", "establishment")
        .order_by("project__name", "number", "id")
    )
    notes = {note.line_id: note for note in SiteNote.objects.filter(line__in=lines.values("id"))}
    accept = LINE_STEPS["accept_line"].sources
    for line in lines.filter(state__in=accept, project__state__in=LINE_STEP_IN["accept_line"]):
        note = notes.get(line.id)
        values = note.values if note else {}
        load.take("acceptance", line.id, _line(line, values, note.stamp if note else None))
    for line in lines.filter(state__in=FOLLOWED, project__state__in=LINE_STEP_IN["follow_up_line"]):
        load.take("follow_up", line.id, _line(line, {}, None))


def _line(line: Line, values: Values, stamp: UUID | None) -> dict[str, Any]:
    return {
        "establishment": str(line.establishment_id),
        "what": line.what,
        "project": line.project.name,
        "quantity": line.quantity,
        "values": values,
        "stamp": str(stamp) if stamp else "",
    }


def _take_applications(
    load: Load, custodian: Organisation, commune: Place, on: date, codes: dict[Any, str]
) -> None:
    here = in_place(commune, on, "establishment__commune")
    requests = Request.objects.filter(here, custodian=custodian, state__in=EDITABLE)
    for request in requests.order_by("-changed_at", "id"):
        load.take(
            "requests",
            request.id,
            {
                "establishment": str(request.establishment_id),
                "stamp": str(request.stamp),
                "values": request_values(request, codes),
            },
        )
    needs = Need.objects.filter(here, custodian=custodian, state=NeedState.OPEN)
    for need in needs.order_by("-year", "-recorded_at", "id"):
        load.take(
            "needs",
            need.id,
            {
                "establishment": str(need.establishment_id),
                "stamp": str(need.stamp),
                "commune": codes.get(need.commune_id, ""),
                "values": need_values(need),
            },
        )


def _take_establishments(
    load: Load, rows: list[Establishment], on: date, codes: dict[Any, str]
) -> None:
    kinds = (FigureOf.CHARTER_CAPITAL, FigureOf.LABOUR)
    figures = figures_on([one.id for one in rows], kinds, on)
    villages = {one.craft_village_id for one in rows if one.craft_village_id}
    known = set(recognised_on(on).filter(id__in=villages).values_list("id", flat=True))
    for one in rows:
        capital, labour = (figures.get((one.id, kind)) for kind in kinds)
        village = one.craft_village_id
        load.take(
            "establishments",
            one.id,
            {
                "name": one.name,
                "form": str(FORMS[EstablishmentForm(one.form)]),
                "commune": _code_today(one.commune, on, codes),
                "village": "" if village is None else ("co" if village in known else "khong"),
                "capital": str(capital.value) if capital else None,
                "labour": str(labour.value) if labour else None,
            },
        )


def _code_today(commune: Place, on: date, codes: dict[Any, str]) -> str:
    """Return the code of the commune, or of the one that stands on its ground alone."""
    if commune.held_on(on):
        return codes.get(commune.id, "")
    found = heirs(commune, on)
    return codes.get(found[0].place.id, "") if len(found) == 1 else ""
