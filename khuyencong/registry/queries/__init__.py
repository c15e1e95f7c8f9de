"""Everything that can be asked of the registry."""

from khuyencong.registry.queries.addresses import (
    Addressed,
    NoAddress,
    WideAddress,
    communes_at,
)
from khuyencong.registry.queries.clashes import clashes
from khuyencong.registry.queries.clusters import (
    artisans_visible_to,
    clusters_visible_to,
    craft_villages_in,
    craft_villages_visible_to,
    is_recognised,
)
from khuyencong.registry.queries.establishments import (
    establishments_visible_to,
    figure_on,
    members,
    proposed_communes,
    stands_for,
    version_at,
)
from khuyencong.registry.queries.lineage import Heir, heirs, lineage_of, origins, units_over
from khuyencong.registry.queries.organisations import (
    answering_for,
    custodian_today,
    department_of,
    in_custody_of,
    organisations_of,
    organisations_visible_to,
    provincial_bodies,
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
from khuyencong.registry.queries.supports import (
    Declared,
    Finding,
    double_support_findings,
    supports_visible_to,
)

__all__ = [
    "Addressed",
    "AmbiguousPlace",
    "Declared",
    "Finding",
    "Found",
    "Heir",
    "NoAddress",
    "NoSuchPlace",
    "PlacePage",
    "RegionOn",
    "WideAddress",
    "answering_for",
    "artisans_visible_to",
    "children",
    "clashes",
    "clusters_visible_to",
    "communes_at",
    "craft_villages_in",
    "craft_villages_visible_to",
    "custodian_today",
    "days_of",
    "department_of",
    "double_support_findings",
    "establishments_visible_to",
    "figure_on",
    "find_places",
    "heirs",
    "in_custody_of",
    "is_recognised",
    "key_of_place",
    "label",
    "lineage_of",
    "members",
    "organisations_of",
    "organisations_visible_to",
    "origins",
    "place_in_period",
    "place_on",
    "place_page",
    "place_with_code",
    "proposed_communes",
    "provinces",
    "provincial_bodies",
    "region_named",
    "region_of",
    "regions_on",
    "stands_for",
    "supports_visible_to",
    "territory_named",
    "unit_counts",
    "units_over",
    "version_at",
    "visible_to",
]
