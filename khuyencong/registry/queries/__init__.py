"""Everything that can be asked of the registry."""

from khuyencong.registry.queries.clashes import clashes
from khuyencong.registry.queries.lineage import Heir, heirs, lineage_of, origins, units_over
from khuyencong.registry.queries.organisations import (
    answering_for,
    custodian_today,
    department_of,
    in_custody_of,
    organisations_of,
    organisations_visible_to,
)
from khuyencong.registry.queries.page import PlacePage, place_page
from khuyencong.registry.queries.places import (
    AmbiguousPlace,
    NoSuchPlace,
    children,
    days_of,
    key_of_place,
    label,
    place_in_period,
    place_on,
    place_with_code,
    provinces,
    territory_named,
    unit_counts,
    visible_to,
)
from khuyencong.registry.queries.regions import RegionOn, region_named, region_of, regions_on
from khuyencong.registry.queries.search import Found, find_places

__all__ = [
    "AmbiguousPlace",
    "Found",
    "Heir",
    "NoSuchPlace",
    "PlacePage",
    "RegionOn",
    "answering_for",
    "children",
    "clashes",
    "custodian_today",
    "days_of",
    "department_of",
    "find_places",
    "heirs",
    "in_custody_of",
    "key_of_place",
    "label",
    "lineage_of",
    "organisations_of",
    "organisations_visible_to",
    "origins",
    "place_in_period",
    "place_on",
    "place_page",
    "place_with_code",
    "provinces",
    "region_named",
    "region_of",
    "regions_on",
    "territory_named",
    "unit_counts",
    "units_over",
    "visible_to",
]
