"""Every address of the house and who may open it. A new address without a line here fails."""

from dataclasses import dataclass

from khuyencong.accounts.permissions import Permission

PUBLIC, LIBRARY = "public", "library"

#: Who gets in, for addresses without a record behind them.
WORKERS = ["owner", "colleague", "head", "stranger", "agency_officer"]
READERS = [*WORKERS, "chair", "auditor"]
ALL_ROLES = [*READERS, "commune", "establishment", "admin"]

#: Whose reports a reader opens: his own body's, those of a body under it, those of another.
READS = {
    "owner": "own under",
    "colleague": "own under",
    "head": "own under",
    "chair": "own under",
    "stranger": "foreign",
    "agency_officer": "own under foreign",
    "auditor": "own under foreign",
}
#: Whose reports a person decides about: as far as he reads, where his role may do more than read.
DECIDES = {person: READS[person] for person in WORKERS}


@dataclass(frozen=True)
class Route:
    """An address: its name, its rule, what fills it, how it is asked, who gets in."""

    name: str
    rule: str
    opens: list[str] | dict[str, str]
    method: str = "get"
    check: bool = False
    figure: bool = False
    series: bool = False
    question: bool = False
    intake: bool = False

    @property
    def has_record(self) -> bool:
        """Return whether a report stands behind the address."""
        return isinstance(self.opens, dict)


EVERYBODY = [*ALL_ROLES, "former", "anonymous"]
ROUTES = (
    Route("portal:home", PUBLIC, EVERYBODY),
    Route("portal:places", PUBLIC, EVERYBODY),
    Route("portal:place", PUBLIC, EVERYBODY),
    Route("portal:map", PUBLIC, EVERYBODY),
    Route("portal:healthz", PUBLIC, EVERYBODY),
    Route("portal:readyz", PUBLIC, EVERYBODY),
    # The doors of the sign-in library: tests/accounts/test_signin.py opens and shuts them.
    Route("account_login", LIBRARY, []),
    Route("account_logout", LIBRARY, []),
    Route("account_change_password", LIBRARY, []),
    Route("desk:home", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:gallery", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:reports", Permission.REPORT_READ, READERS),
    Route("desk:receive", Permission.REPORT_RECEIVE, WORKERS),
    Route("desk:receive", Permission.REPORT_RECEIVE, WORKERS, "post"),
    Route("desk:intake", Permission.REPORT_READ, READS, intake=True),
    Route("desk:report", Permission.REPORT_READ, READS),
    Route("desk:report-print", Permission.REPORT_READ, READS),
    Route("desk:report-json", Permission.REPORT_READ, READS),
    Route("desk:report-original", Permission.REPORT_READ, READS),
    Route("desk:figure", Permission.REPORT_READ, READS, figure=True),
    Route("desk:confirm", Permission.REPORT_REVIEW, DECIDES),
    Route("desk:confirm", Permission.REPORT_REVIEW, DECIDES, "post"),
    Route("desk:reread", Permission.REPORT_REVIEW, DECIDES),
    Route("desk:reread", Permission.REPORT_REVIEW, DECIDES, "post"),
    Route("desk:reread-adopt", Permission.REPORT_REVIEW, DECIDES, "post"),
    Route("desk:reread-dismiss", Permission.REPORT_REVIEW, DECIDES, "post"),
    Route("desk:review", Permission.REPORT_READ, READS),
    Route("desk:review-accept-sound", Permission.REPORT_REVIEW, DECIDES),
    Route("desk:review-accept-sound", Permission.REPORT_REVIEW, DECIDES, "post"),
    Route("desk:review-accept", Permission.REPORT_REVIEW, DECIDES, "post", series=True),
    Route("desk:review-leave-out", Permission.REPORT_REVIEW, DECIDES, "post", series=True),
    Route("desk:review-reopen", Permission.REPORT_REVIEW, DECIDES, "post", series=True),
    Route("desk:review-correct", Permission.REPORT_REVIEW, DECIDES, series=True),
    Route("desk:review-correct", Permission.REPORT_REVIEW, DECIDES, "post", series=True),
    Route("desk:disputes", Permission.REPORT_READ, READERS),
    Route("desk:dispute", Permission.REPORT_READ, READS, question=True),
    Route("desk:dispute-choose", Permission.FIGURE_CHOOSE, DECIDES, "post", question=True),
    Route("desk:dispute-withdraw", Permission.FIGURE_CHOOSE, DECIDES, "post", question=True),
    Route("desk:accept", Permission.REPORT_DECIDE, DECIDES, "post", check=True),
    Route("desk:dismiss", Permission.REPORT_DECIDE, DECIDES, "post", check=True),
    Route("desk:undo", Permission.REPORT_DECIDE, DECIDES, "post", check=True),
    Route("desk:ask", Permission.REPORT_ASK, DECIDES, check=True),
    Route("desk:ask", Permission.REPORT_ASK, DECIDES, "post", check=True),
)
