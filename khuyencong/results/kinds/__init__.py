"""Every kind of result, as a declaration that forms, checks, sums and the manual are read from."""

from khuyencong.law.states import Item
from khuyencong.results.kinds import advice, joint, making, market, people, running
from khuyencong.results.kinds.declaring import (
    COLUMNS,
    MONEY_COLUMNS,
    TYPE_NAMES,
    Feed,
    Field,
    FieldType,
    Kind,
)
from khuyencong.values.vocabulary import LEGAL_CONTENTS, Activity

_ALL = (
    *people.KINDS,
    *making.KINDS,
    *market.KINDS,
    *advice.KINDS,
    *joint.KINDS,
    *running.KINDS,
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}
#: What a line of an item usually comes to; any other kind may still be chosen.
USUAL = {
    Item.TRAINING: "course",
    Item.START_UP: "management_class",
    Item.CONFERENCE: "conference",
    Item.STUDY_TOUR: "study_tour",
    Item.STUDY_TRIP_TICKET: "delegation",
    Item.DEMONSTRATION_MODEL: "demonstration_model",
    Item.SPREADING_MODEL: "demonstration_model",
    Item.CLEANER_MODEL: "demonstration_model",
    Item.CLEANER_ASSESSMENT: "cleaner_assessment",
    Item.MACHINERY: "machinery",
    Item.PRODUCTION_LINE: "machinery",
    Item.HOME_FAIR: "fair",
    Item.FOREIGN_FAIR: "fair",
    Item.ORGANISE_FAIR: "fair",
    Item.JOIN_FAIR: "fair",
    Item.VOTING_DISTRICT: "voting",
    Item.VOTING_PROVINCE: "voting",
    Item.VOTING_REGION: "voting",
    Item.VOTING_NATION: "voting",
    Item.PRODUCT_PRIZE: "voting",
    Item.TRADEMARK: "trademark",
    Item.SHOWROOM: "showroom",
    Item.CONSULTANCY: "consultancy",
    Item.FOUNDING: "founding",
    Item.ASSOCIATION: "linkage",
    Item.LINKAGE_CLUSTER: "linkage",
    Item.RELOCATION_INTEREST: "relocation",
    Item.POLLUTION_ESTABLISHMENT: "relocation",
    Item.POLLUTION_CLUSTER: "cluster",
    Item.CLUSTER_PLAN: "cluster",
    Item.CLUSTER_INFRASTRUCTURE: "cluster",
    Item.MANAGEMENT: "inspection",
    Item.BROADCAST: "broadcast",
    Item.DATABASE_AND_WEB: "website",
    Item.LEAFLET: "leaflet",
    Item.OTHER_MEDIA: "media_item",
}
#: Which variant an item is, where it says so.
USUAL_VARIANT = {
    Item.START_UP: "start_up",
    Item.DEMONSTRATION_MODEL: "new",
    Item.SPREADING_MODEL: "spreading",
    Item.CLEANER_MODEL: "cleaner",
    Item.MACHINERY: "machine",
    Item.PRODUCTION_LINE: "line",
    Item.HOME_FAIR: "joined",
    Item.FOREIGN_FAIR: "joined_abroad",
    Item.ORGANISE_FAIR: "organised",
    Item.JOIN_FAIR: "joined",
    Item.VOTING_DISTRICT: "district",
    Item.VOTING_PROVINCE: "province",
    Item.VOTING_REGION: "region",
    Item.VOTING_NATION: "nation",
    Item.POLLUTION_CLUSTER: "pollution",
    Item.CLUSTER_PLAN: "plan",
    Item.CLUSTER_INFRASTRUCTURE: "infrastructure",
    Item.RELOCATION_INTEREST: "relocation",
    Item.POLLUTION_ESTABLISHMENT: "pollution",
}


def kinds_of(content: str) -> list[Kind]:
    """Return the kinds that may stand under a content, in the order of the contents."""
    return [kind for kind in _ALL if content in kind.contents]


def grouped_kinds() -> list[tuple[Activity, list[Kind]]]:
    """Return the kinds under the content they usually belong to; what is beyond the nine last."""
    order = (*LEGAL_CONTENTS, Activity.OTHER, Activity.OUTCOME)
    return [(one, [kind for kind in _ALL if kind.legal_content is one]) for one in order]


__all__ = [
    "COLUMNS",
    "KINDS",
    "MONEY_COLUMNS",
    "TYPE_NAMES",
    "USUAL",
    "USUAL_VARIANT",
    "Feed",
    "Field",
    "FieldType",
    "Kind",
    "grouped_kinds",
    "kinds_of",
]
