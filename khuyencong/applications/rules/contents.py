"""What an establishment asks for, and under which content of the decree it is counted."""

from khuyencong.law.states import Item
from khuyencong.values.vocabulary import Activity

_A = Activity
#: The content of the decree that an item belongs to; what is not here is "other".
CONTENT_OF: dict[str, Activity] = {
    Item.TRAINING: _A.TRAINING,
    Item.START_UP: _A.MANAGEMENT_CAPACITY,
    Item.FOUNDING: _A.MANAGEMENT_CAPACITY,
    Item.CONFERENCE: _A.MANAGEMENT_CAPACITY,
    Item.STUDY_TOUR: _A.MANAGEMENT_CAPACITY,
    Item.MACHINERY: _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    Item.PRODUCTION_LINE: _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    Item.DEMONSTRATION_MODEL: _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    Item.SPREADING_MODEL: _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    Item.CLEANER_MODEL: _A.TECHNICAL_DEMONSTRATION_AND_MACHINERY,
    Item.CLEANER_ASSESSMENT: _A.MANAGEMENT_CAPACITY,
    Item.HOME_FAIR: _A.TYPICAL_PRODUCTS,
    Item.TRADEMARK: _A.TYPICAL_PRODUCTS,
    Item.SHOWROOM: _A.TYPICAL_PRODUCTS,
    Item.PRODUCT_PRIZE: _A.TYPICAL_PRODUCTS,
    Item.CONSULTANCY: _A.CONSULTANCY,
    Item.FOREIGN_FAIR: _A.TYPICAL_PRODUCTS,
    Item.STUDY_TRIP_TICKET: _A.INTERNATIONAL_COOPERATION,
    Item.POLLUTION_ESTABLISHMENT: _A.CLUSTERS_AND_JOINT_VENTURES,
    Item.RELOCATION_INTEREST: _A.CLUSTERS_AND_JOINT_VENTURES,
    Item.LINKAGE_CLUSTER: _A.CLUSTERS_AND_JOINT_VENTURES,
    Item.ASSOCIATION: _A.CLUSTERS_AND_JOINT_VENTURES,
}
#: What a producer asks for; what only bodies and clusters ask for is not here.
ASKED_FOR = (
    Item.MACHINERY,
    Item.PRODUCTION_LINE,
    Item.DEMONSTRATION_MODEL,
    Item.SPREADING_MODEL,
    Item.CLEANER_MODEL,
    Item.CLEANER_ASSESSMENT,
    Item.CONSULTANCY,
    Item.TRADEMARK,
    Item.SHOWROOM,
    Item.HOME_FAIR,
    Item.FOREIGN_FAIR,
    Item.STUDY_TRIP_TICKET,
    Item.POLLUTION_ESTABLISHMENT,
    Item.RELOCATION_INTEREST,
    Item.FOUNDING,
    Item.TRAINING,
    Item.START_UP,
)


def content_of(item: str) -> Activity:
    """Return the content under which an item is counted."""
    return CONTENT_OF.get(item, Activity.OTHER)
