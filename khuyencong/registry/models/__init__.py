"""Places and organisations over time. Every day stands in a half-open span: from, until before."""

from khuyencong.registry.models.organisations import Organisation, OrganisationName, Succession
from khuyencong.registry.models.places import Lineage, Place, PlaceCode, PlaceName, PlaceParent
from khuyencong.registry.models.reference import ReferenceEdition
from khuyencong.registry.models.regions import Region, RegionMembership, RegionScheme

__all__ = [
    "Lineage",
    "Organisation",
    "OrganisationName",
    "Place",
    "PlaceCode",
    "PlaceName",
    "PlaceParent",
    "ReferenceEdition",
    "Region",
    "RegionMembership",
    "RegionScheme",
    "Succession",
]
