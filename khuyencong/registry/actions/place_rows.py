"""The rows of places, from the data files."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from khuyencong.registry.actions.tables import REFORM, Row, day, reference_id, slug, table
from khuyencong.registry.models import Lineage, Place, PlaceCode, PlaceName, PlaceParent
from khuyencong.registry.states import Level, LineageKind, NameRole
from khuyencong.values.gazetteer import search_form

DATA_SET = "bộ dữ liệu vietnamadminunits 1.0.4"


@dataclass
class Rows:
    """The rows to be written, each table apart, with places by key and by code."""

    places: dict[str, Place] = field(default_factory=dict)
    names: list[PlaceName] = field(default_factory=list)
    codes: list[PlaceCode] = field(default_factory=list)
    parents: list[PlaceParent] = field(default_factory=list)
    lineage: list[Lineage] = field(default_factory=list)
    by_old_code: dict[str, Place] = field(default_factory=dict)
    by_new_code: dict[str, Place] = field(default_factory=dict)

    def add(
        self, place: Place, code: str, parent: Place | None, code_verified: bool = False
    ) -> None:
        """Add a place with its code and its parent for all its days."""
        span = {"valid_from": place.valid_from, "valid_until": place.valid_until}
        self.places[place.key] = place
        if code:
            self.codes.append(PlaceCode(place=place, code=code, verified=code_verified, **span))
            self._index(place, code)
        if parent:
            self.parents.append(PlaceParent(place=place, parent=parent, **span))

    def _index(self, place: Place, code: str) -> None:
        if place.valid_from is None:
            self.by_old_code[code] = place
        if place.valid_until is None:
            self.by_new_code[code] = place

    def add_name(self, place: Place, row: Row, *, verified: bool = False) -> None:
        self.names.append(
            PlaceName(
                place=place,
                kind=row["kind"],
                name=row["name"],
                folded=search_form(row["name"]),
                verified=verified,
                valid_from=day(row.get("valid_from", "")) or place.valid_from,
                valid_until=day(row.get("valid_until", "")) or place.valid_until,
            )
        )


def place_rows() -> Rows:
    """Return every place with its names, codes, parents and lineage."""
    rows = Rows()
    _add_provinces(rows)
    _add_districts(rows)
    _add_old_communes(rows)
    _add_new_communes(rows)
    _add_province_lineage(rows)
    _add_commune_lineage(rows)
    return rows


def _place(key: str, level: Level, row: Row, span: tuple[date | None, date | None]) -> Place:
    return Place(
        id=reference_id("place", key),
        key=key,
        level=level,
        kind=row["kind"],
        name=row["name"],
        valid_from=span[0],
        valid_until=span[1],
        verified=row.get("verified") == "True",
        source="" if "verified" in row else DATA_SET,
    )


# --- the country and its provinces ----------------------------------------------------------


def _add_provinces(rows: Rows) -> None:
    names = defaultdict(list)
    for row in table("province_names"):
        names[row["key"]].append(row)
    country = None
    for row in table("provinces"):
        last = max(names[row["key"]], key=lambda name: name["valid_from"])
        span = day(row["valid_from"]), day(row["valid_until"])
        place = _place(row["key"], Level(row["level"]), last | {"verified": row["verified"]}, span)
        rows.add(place, row["code"], country, row["code_verified"] == "True")
        country = country or place
        for name in names[row["key"]]:
            rows.add_name(place, name, verified=name["verified"] == "True")
    _add_aliases(rows)


def _add_aliases(rows: Rows) -> None:
    """Give every bearer of a name its other spellings, once a search form and span of days."""
    bearers = defaultdict(list)
    for name in rows.names:
        bearers[name.name].append(name)
    known = {(name.place_id, name.folded, name.valid_from) for name in rows.names}
    for row in table("aliases"):
        folded = search_form(row["alias"])
        for official in bearers.get(row["name"], ()):
            written = official.place_id, folded, official.valid_from
            if row["role"] != "not" and written not in known:
                known.add(written)
                rows.names.append(_alias(official, row["alias"], folded))


def _alias(official: PlaceName, alias: str, folded: str) -> PlaceName:
    return PlaceName(
        place=official.place,
        role=NameRole.ALIAS,
        kind=official.kind,
        name=alias,
        folded=folded,
        verified=official.verified,
        valid_from=official.valid_from,
        valid_until=official.valid_until,
    )


def _add_province_lineage(rows: Rows) -> None:
    for row in table("province_lineage"):
        rows.lineage.append(
            Lineage(
                predecessor=rows.places[row["predecessor"]],
                successor=rows.places[row["successor"]],
                kind=row["kind"],
                day=date.fromisoformat(row["day"]),
                whole=True,
                is_default=True,
                verified=row["verified"] == "True",
                source=row["source"],
            )
        )


# --- districts and communes -----------------------------------------------------------------


def _free_key(rows: Rows, key: str) -> str:
    """Return `key`, or with -2 where another place of the same letters has it (Sa Pa, Sa Pả)."""
    return key if key not in rows.places else f"{key}-2"


def _full_slug(row: Row) -> str:
    return slug(f"{row['kind']} {row['name']}")


def _add_districts(rows: Rows) -> None:
    for row in table("districts"):
        province = rows.places[row["province"]]
        key = _free_key(rows, f"{province.key}.{_full_slug(row)}")
        district = _place(key, Level.DISTRICT, row, (None, REFORM))
        rows.add(district, row["code"], province)
        rows.add_name(district, row)


def _add_old_communes(rows: Rows) -> None:
    staying = {row["code"] for row in table("communes_new") if row["continues"]}
    for row in table("communes_old"):
        district = rows.by_old_code[row["district"]]
        key = _free_key(rows, f"{district.key}.{_full_slug(row)}")
        until = None if row["code"] in staying else REFORM
        commune = _place(key, Level.COMMUNE, row, (None, until))
        rows.add(commune, row["code"], district)
        rows.parents[-1].valid_until = REFORM
        rows.add_name(commune, row)


def _add_new_communes(rows: Rows) -> None:
    for row in table("communes_new"):
        province = rows.places[row["province"]]
        if row["continues"]:
            commune = rows.by_old_code[row["code"]]
            rows.parents.append(PlaceParent(place=commune, parent=province, valid_from=REFORM))
            continue
        key = _free_key(rows, f"{province.key}.{_full_slug(row)}")
        commune = _place(key, Level.COMMUNE, row, (REFORM, None))
        rows.add(commune, row["code"], province)
        rows.add_name(commune, row)


def _add_commune_lineage(rows: Rows) -> None:
    pairs = table("commune_lineage")
    parts = Counter(row["new"] for row in pairs)
    succeeded = set()
    for row in pairs:
        before, after = rows.by_old_code[row["old"]], rows.by_new_code[row["new"]]
        succeeded.add(before.key)
        if before is not after:
            rows.lineage.append(_commune_lineage(before, after, row["default"], parts[row["new"]]))
    for district in rows.places.values():
        if district.level == Level.DISTRICT and district.key not in succeeded:
            rows.lineage.append(_end_of_level(district))


def _commune_lineage(before: Place, after: Place, default: str, parts: int) -> Lineage:
    whole_kind = LineageKind.RENAME if parts == 1 else LineageKind.MERGE
    return Lineage(
        predecessor=before,
        successor=after,
        kind=LineageKind.SPLIT if default else whole_kind,
        day=REFORM,
        whole=not default,
        is_default=default != "0",
        source=DATA_SET,
    )


def _end_of_level(district: Place) -> Lineage:
    return Lineage(
        predecessor=district,
        kind=LineageKind.LEVEL_REMOVED,
        day=REFORM,
        whole=True,
        is_default=True,
        verified=True,
        source="Luật 72/2025/QH15",
    )
