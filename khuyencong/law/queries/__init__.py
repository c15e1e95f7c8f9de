"""Everything that can be asked of the law."""

from khuyencong.law.queries.custody import custodian_of
from khuyencong.law.queries.documents import (
    DocumentPage,
    Registered,
    document_page,
    document_state,
    documents,
    documents_cited,
    register,
)
from khuyencong.law.queries.instruments import InstrumentCount, ProvinceState, instrument_count
from khuyencong.law.queries.integrity import forks
from khuyencong.law.queries.parameters import (
    CeilingRow,
    Waiting,
    ceiling_rows,
    history,
    parameter_with,
    parameters_visible_to,
    provinces_with_ceilings,
    waiting,
    waiting_for,
)
from khuyencong.law.queries.places import place_facts
from khuyencong.law.queries.snapshot import (
    drafted_by,
    law_on,
    parameter_on,
    plain_parameter,
    province_on,
)

__all__ = [
    "CeilingRow",
    "DocumentPage",
    "InstrumentCount",
    "ProvinceState",
    "Registered",
    "Waiting",
    "ceiling_rows",
    "custodian_of",
    "document_page",
    "document_state",
    "documents",
    "documents_cited",
    "drafted_by",
    "forks",
    "history",
    "instrument_count",
    "law_on",
    "parameter_on",
    "parameter_with",
    "parameters_visible_to",
    "place_facts",
    "plain_parameter",
    "province_on",
    "provinces_with_ceilings",
    "register",
    "waiting",
    "waiting_for",
]
