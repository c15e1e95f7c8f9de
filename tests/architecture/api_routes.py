"""Every address of the API and who may open it by a key that carries all rights there are."""

from dataclasses import dataclass, field
from typing import Any

from khuyencong.accounts.permissions import Permission
from tests.architecture.routes import (
    HELPS,
    IN_PUBLIC,
    READERS,
    READS,
    SEES_NEEDS,
)

#: Everybody sees all of it, with a key or without.
ALL = "own under foreign"


@dataclass(frozen=True)
class Keyed:
    """An address, its method, its rule; by person, whose records he opens there.

    `opens` is None where the address is public. `fills` are words of `test_routes`, `body` is what
    is sent; what the act itself says then is another test's.
    """

    name: str
    rule: Permission | None
    opens: dict[str, str] | list[str] | None
    fills: str = ""
    method: str = "get"
    body: dict[str, Any] | None = None
    query: str = ""
    #: The list in which the same records stand.
    listed: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def has_record(self) -> bool:
        """Return whether a record of somebody stands behind the address."""
        return isinstance(self.opens, dict)


def _pair(
    plural: str, one: str, rule: Permission, opens: dict[str, str], fills: str
) -> tuple[Keyed, Keyed]:
    return (
        Keyed(plural, rule, list(opens)),
        Keyed(one, rule, opens, fills, listed=plural),
    )


P = Permission
#: A budget that a body was allotted is read by whoever reads its money.
KEYED = (
    *(
        Keyed(name, None, None)
        for name in (
            "places",
            "organisations",
            "law-documents",
            "law-parameters",
            "measures",
            "voting-rounds",
            "certificates",
        )
    ),
    Keyed("place", None, None, "place"),
    Keyed("organisation", None, None, "body"),
    Keyed("law-document", None, None, "law_document"),
    Keyed("law-parameter", None, None, "law_parameter"),
    Keyed("voting-round", None, None, "recognised"),
    # What was not recognised yet is no public matter: `test_api_routes` asks for it beside.
    Keyed("certificate", None, None, "official_title"),
    *_pair("establishments", "establishment", P.ESTABLISHMENT_READ, READS, "one"),
    *_pair("clusters", "cluster", P.ESTABLISHMENT_READ, IN_PUBLIC, "cluster"),
    *_pair("programmes", "programme", P.PROJECT_READ, IN_PUBLIC, "programme"),
    *_pair("needs", "need", P.NEED_READ, SEES_NEEDS, "need"),
    *_pair("requests", "request", P.REQUEST_READ, READS, "request"),
    *_pair("projects", "project", P.PROJECT_READ, READS, "project"),
    *_pair("plans", "plan", P.PLAN_READ, READS, "plan"),
    *_pair("registrations", "registration", P.PLAN_READ, READS, "registration"),
    *_pair("budgets", "budget", P.FUNDS_READ, READS, "budget"),
    *_pair("fund-entries", "fund-entry", P.FUNDS_READ, READS, "ledger_entry"),
    *_pair("results", "result", P.RESULT_READ, READS, "result_series"),
    *_pair("products", "product", P.VOTING_READ, READS, "product"),
    *_pair("entries", "entry", P.VOTING_READ, READS, "dossier"),
    *_pair("editions", "edition", P.EDITION_READ, READS, "edition"),
    # Owed to the agency by the body: who reads for either.
    *_pair("reporting-duties", "reporting-duty", P.REPORT_READ, READS, "duty"),
    Keyed("quality", P.QUALITY_READ, READERS),
    Keyed("quality-findings", P.QUALITY_READ, READERS),
    Keyed(
        "figures",
        P.REPORT_READ,
        READERS,
        query="?place=viet-nam&period=2014-2020&measure=money.state",
    ),
    Keyed("requests", P.REQUEST_PREPARE, ["centre_officer"], method="post", body={}),
    Keyed("request", P.REQUEST_PREPARE, HELPS, "request", "patch", {}),
    Keyed("request-send", P.REQUEST_PREPARE, HELPS, "request", "post", {}),
    Keyed(
        "progress",
        P.PROJECT_CARRY_OUT,
        HELPS,
        "draft line",
        "post",
        {"day": "2026-01-01", "percent": 1, "told": "x"},
    ),
    Keyed(
        "results",
        P.RESULT_RECORD,
        ["owner", "colleague", "stranger", "agency_officer", "centre_officer"],
        method="post",
        body={},
    ),
)
#: What answers that there is no such address.
NOWHERE = "nowhere"
