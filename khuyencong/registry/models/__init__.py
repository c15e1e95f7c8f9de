"""Places, organisations and establishments over time. Every span of days is half-open."""

from khuyencong.registry.models.bodies import Agreement, BodyFact, BodyRevenue
from khuyencong.registry.models.clusters import (
    Artisan,
    ArtisanRecognition,
    ClusterFigure,
    CraftVillage,
    CraftVillageFigure,
    CraftVillageRecognition,
    IndustrialCluster,
)
from khuyencong.registry.models.establishments import (
    Establishment,
    EstablishmentFigure,
    EstablishmentVersion,
    LikelyTwin,
    Merge,
    NumberReveal,
    OwnerNumber,
)
from khuyencong.registry.models.organisations import Organisation, OrganisationName, Succession
from khuyencong.registry.models.places import Lineage, Place, PlaceCode, PlaceName, PlaceParent
from khuyencong.registry.models.reference import ReferenceEdition
from khuyencong.registry.models.regions import Region, RegionMembership, RegionScheme
from khuyencong.registry.models.staffing import Collaborator, HeadCount, StaffMember
from khuyencong.registry.models.supports import DoubleSupportOverride, OtherSupport
from khuyencong.registry.models.trades import Trade

__all__ = [
    "Agreement",
    "Artisan",
    "ArtisanRecognition",
    "BodyFact",
    "BodyRevenue",
    "ClusterFigure",
    "Collaborator",
    "CraftVillage",
    "CraftVillageFigure",
    "CraftVillageRecognition",
    "DoubleSupportOverride",
    "Establishment",
    "EstablishmentFigure",
    "EstablishmentVersion",
    "HeadCount",
    "IndustrialCluster",
    "LikelyTwin",
    "Lineage",
    "Merge",
    "NumberReveal",
    "Organisation",
    "OrganisationName",
    "OtherSupport",
    "OwnerNumber",
    "Place",
    "PlaceCode",
    "PlaceName",
    "PlaceParent",
    "ReferenceEdition",
    "Region",
    "RegionMembership",
    "RegionScheme",
    "StaffMember",
    "Succession",
    "Trade",
]
