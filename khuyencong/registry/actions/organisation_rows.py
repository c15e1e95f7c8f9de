"""The rows of regions and of organisations, from the data files and from the provinces."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from khuyencong.registry.actions.place_rows import Rows
from khuyencong.registry.actions.tables import day, reference_id, table
from khuyencong.registry.models import (
    Organisation,
    OrganisationName,
    Place,
    PlaceName,
    Region,
    RegionMembership,
    RegionScheme,
    Succession,
)
from khuyencong.registry.states import Level, LineageKind, NameRole, OrganisationKind
from khuyencong.values.gazetteer import search_form

#: The moment at which the reference data says the bodies of merged provinces were succeeded.
MERGED_AT = datetime(2025, 6, 30, 17, tzinfo=UTC)  # midnight in Vietnam

#: Bodies that every province has: kind, key, name before the province's, verified, source.
PROVINCIAL = (
    (OrganisationKind.DEPARTMENT, "so-cong-thuong", "Sở Công Thương", True, ""),
    (
        OrganisationKind.CENTRE,
        "trung-tam-khuyen-cong",
        "Trung tâm Khuyến công",
        False,
        "tên chung; mỗi tỉnh đặt tên khác",
    ),
)


@dataclass
class OrganisationRows:
    """The rows to be written, each table apart."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    names: list[OrganisationName] = field(default_factory=list)
    successions: list[Succession] = field(default_factory=list)


@dataclass
class RegionRows:
    """The rows to be written, each table apart."""

    schemes: dict[str, RegionScheme] = field(default_factory=dict)
    regions: dict[tuple[str, str], Region] = field(default_factory=dict)
    memberships: list[RegionMembership] = field(default_factory=list)


def region_rows(places: dict[str, Place]) -> RegionRows:
    """Return the region schemes, their regions and the provinces in them."""
    rows = RegionRows()
    for row in table("region_schemes"):
        key = row["key"]
        rows.schemes[key] = RegionScheme(id=reference_id("scheme", key), key=key, name=row["name"])
    for row in table("regions"):
        pair = row["scheme"], row["key"]
        rows.regions[pair] = Region(
            id=reference_id("region", ":".join(pair)),
            scheme=rows.schemes[row["scheme"]],
            key=row["key"],
            name=row["name"],
            position=int(row["position"]),
        )
    for row in table("region_members"):
        rows.memberships.append(
            RegionMembership(
                region=rows.regions[row["scheme"], row["region"]],
                place=places[row["province"]],
                valid_from=day(row["valid_from"]),
                valid_until=day(row["valid_until"]),
                verified=row["verified"] == "True",
            )
        )
    return rows


def organisation_rows(places: Rows) -> OrganisationRows:
    """Return the central bodies, and a department and a centre for every province of every day."""
    rows = OrganisationRows()
    _add_central(rows)
    names = defaultdict(list)
    for name in places.names:
        if name.role == NameRole.OFFICIAL:
            names[name.place_id].append(name)
    for place in places.places.values():
        if place.level == Level.PROVINCE:
            _add_provincial(rows, place, names[place.id])
    for line in places.lineage:
        before, after = line.predecessor, line.successor
        if after and line.kind == LineageKind.MERGE and before.level == Level.PROVINCE:
            _add_successions(rows, before, after, line.day, line.verified)
    return rows


def _add_central(rows: OrganisationRows) -> None:
    for row in table("organisations"):
        rows.organisations[row["key"]] = Organisation(
            id=reference_id("organisation", row["key"]),
            key=row["key"],
            kind=row["kind"],
            parent=rows.organisations.get(row["parent"]),
            verified=row["verified"] == "True",
        )
    for row in table("organisation_names"):
        organisation = rows.organisations[row["organisation"]]
        organisation.name = row["name"]  # rows stand in the order of time
        rows.names.append(
            OrganisationName(
                organisation=organisation,
                name=row["name"],
                short=row["short"],
                folded=search_form(row["name"]),
                valid_from=day(row["valid_from"]),
                valid_until=day(row["valid_until"]),
                verified=row["verified"] == "True",
                source=row["source"],
            )
        )


def _add_provincial(rows: OrganisationRows, place: Place, names: list[PlaceName]) -> None:
    department = None
    for kind, key, name, verified, source in PROVINCIAL:
        organisation = Organisation(
            id=reference_id("organisation", f"{key}.{place.key}"),
            key=f"{key}.{place.key}",
            kind=kind,
            name=f"{name} {place}",
            place=place,
            parent=department,
            valid_from=place.valid_from,
            valid_until=place.valid_until,
            verified=verified and place.verified,
        )
        department = department or organisation
        rows.organisations[organisation.key] = organisation
        rows.names += [_provincial_name(organisation, name, n, source) for n in names]


def _provincial_name(
    organisation: Organisation, name: str, place_name: PlaceName, source: str
) -> OrganisationName:
    full = f"{name} {place_name}"
    return OrganisationName(
        organisation=organisation,
        name=full,
        folded=search_form(full),
        valid_from=place_name.valid_from,
        valid_until=place_name.valid_until,
        verified=organisation.verified and place_name.verified,
        source=source,
    )


def _add_successions(
    rows: OrganisationRows, before: Place, after: Place, on: date, verified: bool
) -> None:
    for _, key, *_ in PROVINCIAL:
        predecessor = rows.organisations[f"{key}.{before.key}"]
        rows.successions.append(
            Succession(
                id=reference_id("succession", predecessor.key),
                predecessor=predecessor,
                successor=rows.organisations[f"{key}.{after.key}"],
                day=on,
                recorded_at=MERGED_AT,
                verified=verified and predecessor.verified,
                source="hợp nhất tỉnh",
            )
        )
