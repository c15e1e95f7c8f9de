"""The names of Vietnam: the country, its provinces old and new, its regions.

`find` tells where a text names a place, `resolve` which place bore a name on a day.
"""

from khuyencong.values.gazetteer.mentions import Mention, find, find_lower
from khuyencong.values.gazetteer.names import (
    DATA,
    LOWER_KINDS,
    PROVINCE_KINDS,
    Ambiguous,
    Bearer,
    bearers,
    bearers_of,
    days_label,
    marks_agree,
    official_name,
    resolve,
    resolve_period,
    search_form,
)

__all__ = [
    "DATA",
    "LOWER_KINDS",
    "PROVINCE_KINDS",
    "Ambiguous",
    "Bearer",
    "Mention",
    "bearers",
    "bearers_of",
    "days_label",
    "find",
    "find_lower",
    "marks_agree",
    "official_name",
    "resolve",
    "resolve_period",
    "search_form",
]
