"""The public đề án in the shape of the 360Giving standard, grant by grant.

The recipient is the body that carries the đề án out, else the one whose plan it stands in: no
establishment is named, so that no household business is.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from khuyencong.opendata.queries.moment import Moment
from khuyencong.opendata.queries.parts import parts
from khuyencong.opendata.queries.rows.projects import public_of
from khuyencong.opendata.rules.withholding import withheld
from khuyencong.projects.models import Project, ProjectPlace
from khuyencong.reports.records import MoneyRow, Records
from khuyencong.values.vocabulary import Activity

STANDARD = "https://www.threesixtygiving.org/"
_BODIES = {
    "funding": ("owner__key", "owner__name"),
    "recipient": ("implementer__key", "implementer__name"),
}
_NAMES = (
    "code", "content", "first_year", "last_year", "starts_on", "ends_on",
    *_BODIES["funding"], *_BODIES["recipient"],
)  # fmt: skip


def grants(moment: Moment) -> Iterator[dict[str, Any]]:
    """Yield the public đề án, each as a grant."""
    for part in parts(moment):
        public = public_of(part)
        told = {
            row["id"]: row for row in Project.objects.filter(id__in=public).values("id", *_NAMES)
        }
        places, money = _places(public), _money(part)
        for id_ in public:
            yield _grant(told[id_], places.get(id_, []), money.get(id_, []), moment)


def _grant(
    told: dict[str, Any], places: list[dict[str, str]], money: list[MoneyRow], moment: Moment
) -> dict[str, Any]:
    code = withheld(told["code"])
    content = Activity.of(told["content"]).label if told["content"] else "nội dung chưa phân bổ"
    where = ", ".join(place["name"] for place in places)
    funding = _body(told, "funding")
    recipient = _body(told, "recipient") if told["implementer__key"] else funding
    years = sorted({told["first_year"], told["last_year"]})
    grant = {
        "id": f"khuyencong-{told['id']}",
        "title": f"Đề án {code}: {content}",
        "description": f"{content}; năm {'–'.join(map(str, years))}{'; ' + where if where else ''}",
        "currency": "VND",
        "amountAwarded": sum(row.at("approved") for row in money),
        "amountDisbursed": sum(row.at("paid") for row in money),
        "fundingOrganization": [funding],
        "recipientOrganization": [recipient],
        "beneficiaryLocation": places,
        "classifications": [
            {"vocabulary": "khuyencong:content", "code": told["content"], "title": content}
        ],
        "dataSource": "khuyencong",
        "dateModified": moment.at.isoformat(),
    }
    planned = _planned(told["starts_on"], told["ends_on"])
    return grant | ({"plannedDates": [planned]} if planned else {})


def _body(told: dict[str, Any], role: str) -> dict[str, str]:
    key, name = _BODIES[role]
    return {"id": f"khuyencong-{told[key]}", "name": told[name]}


def _planned(starts: date | None, ends: date | None) -> dict[str, str]:
    told = {"startDate": starts, "endDate": ends}
    return {name: day.isoformat() for name, day in told.items() if day}


def _places(public: dict[UUID, Any]) -> dict[UUID, list[dict[str, str]]]:
    rows = ProjectPlace.objects.filter(project__in=list(public)).order_by("project", "place__key")
    found: dict[UUID, list[dict[str, str]]] = {}
    for project, key, kind, name in rows.values_list(
        "project", "place__key", "place__kind", "place__name"
    ):
        place = {
            "id": f"khuyencong-{key}",
            "name": f"{kind} {name}".strip(),
            "countryCode": "VN",
        }
        found.setdefault(project, []).append(place)
    return found


def _money(part: Records) -> dict[UUID, list[MoneyRow]]:
    found: dict[UUID, list[MoneyRow]] = {}
    for row in part.money:
        found.setdefault(row.project, []).append(row)
    return found
