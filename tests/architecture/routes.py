"""Every address of the house and who may open it. A new address without a line here fails."""

from dataclasses import dataclass

from khuyencong.accounts.permissions import Permission

PUBLIC, LIBRARY = "public", "library"

#: Who gets in, for addresses without a record behind them.
WORKERS = ["owner", "colleague", "head", "stranger", "agency_officer"]
#: Who may confirm what another proposed: heads alone.
CONFIRMERS = ["head"]
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
#: Who enters establishments, and for whose records: provinces do; the nation looks and merges.
KEEPERS = ["owner", "colleague", "head", "stranger"]
KEEPS = {person: READS[person] for person in KEEPERS}
#: Who lets a second support pass: a head, for what his body keeps.
OVERRIDES = {"head": READS["head"]}
#: Clusters and craft villages are public registers: whoever reads establishments opens all of them.
IN_PUBLIC = dict.fromkeys(READS, "own under foreign")
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
    filled: str = ""
    of_published: bool = False
    #: What of the law fills it: "document", "parameter", "end", "article".
    law: str = ""
    #: What fills an address that is not a report's: the words of `tests.architecture.test_routes`.
    fills: str = ""
    series: bool = False
    question: bool = False
    intake: bool = False

    @property
    def has_record(self) -> bool:
        """Return whether a report stands behind the address."""
        return isinstance(self.opens, dict)


#: A number that the published report of the test answers.
A_NUMBER = "?chi-tieu=money.state&buoc=approved&noi=viet-nam&ky=2014-2020"
EVERYBODY = [*ALL_ROLES, "former", "anonymous"]
ROUTES = (
    Route("portal:home", PUBLIC, EVERYBODY),
    Route("portal:places", PUBLIC, EVERYBODY),
    Route("portal:place", PUBLIC, EVERYBODY),
    Route("portal:support", PUBLIC, EVERYBODY),
    Route("portal:support-result", PUBLIC, EVERYBODY),
    Route("portal:map", PUBLIC, EVERYBODY),
    Route("portal:national", PUBLIC, EVERYBODY, filled="?ky=2014-2020"),
    Route("portal:national-file", PUBLIC, EVERYBODY, filled="?ky=2014-2020"),
    Route("portal:compare", PUBLIC, EVERYBODY, filled="?noi=noi-mau"),
    Route("portal:number", PUBLIC, EVERYBODY, filled=A_NUMBER),
    Route("portal:document", PUBLIC, EVERYBODY, of_published=True),
    Route("portal:law", PUBLIC, EVERYBODY),
    Route("portal:law-document", PUBLIC, EVERYBODY, law="document"),
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
    Route("desk:law", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-document", Permission.DESK_ENTER, ALL_ROLES, law="document"),
    Route("desk:law-parameters", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-enter", Permission.LAW_PROPOSE, WORKERS),
    Route("desk:law-enter", Permission.LAW_PROPOSE, WORKERS, "post"),
    Route("desk:law-record", Permission.LAW_PROPOSE, WORKERS),
    Route("desk:law-record", Permission.LAW_PROPOSE, WORKERS, "post"),
    Route("desk:law-verify", Permission.LAW_CONFIRM, CONFIRMERS, "post", law="document"),
    Route("desk:law-ceilings", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-try", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-instruments", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-parameter", Permission.DESK_ENTER, ALL_ROLES, law="parameter"),
    Route("desk:law-propose", Permission.LAW_PROPOSE, WORKERS),
    Route("desk:law-propose", Permission.LAW_PROPOSE, WORKERS, "post"),
    Route("desk:law-withdraw", Permission.LAW_PROPOSE, WORKERS, "post", law="parameter"),
    Route("desk:law-end", Permission.LAW_PROPOSE, WORKERS, "post", law="parameter"),
    Route("desk:law-attach", Permission.LAW_ATTACH, WORKERS, "post", law="article"),
    Route("desk:law-confirm", Permission.LAW_CONFIRM, CONFIRMERS, "post", law="parameter"),
    Route("desk:law-confirm-end", Permission.LAW_CONFIRM, CONFIRMERS, "post", law="end"),
    Route("desk:law-reason", Permission.LAW_CONFIRM, CONFIRMERS, "post", law="parameter"),
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
    Route("desk:establishments", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:establishments", Permission.ESTABLISHMENT_READ, READERS, "post"),
    Route("desk:establishment-new", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:establishment-new", Permission.ESTABLISHMENT_EDIT, KEEPERS, "post"),
    Route("desk:twins", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:establishment", Permission.ESTABLISHMENT_READ, READS, fills="one"),
    Route("desk:establishment-amend", Permission.ESTABLISHMENT_EDIT, KEEPS, fills="one"),
    Route("desk:establishment-amend", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route("desk:establishment-commune", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route("desk:establishment-figure", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route(
        "desk:establishment-number", Permission.ESTABLISHMENT_REVEAL, DECIDES, "post", fills="one"
    ),
    Route("desk:merge-undo", Permission.ESTABLISHMENT_MERGE, DECIDES, "post", fills="one"),
    Route("desk:support-new", Permission.SUPPORT_RECORD, KEEPS, fills="one"),
    Route("desk:support-new", Permission.SUPPORT_RECORD, KEEPS, "post", fills="one"),
    Route("desk:compare", Permission.ESTABLISHMENT_READ, READS, fills="one other"),
    Route("desk:merge", Permission.ESTABLISHMENT_MERGE, DECIDES, "post", fills="one other"),
    Route("desk:apart", Permission.ESTABLISHMENT_MERGE, DECIDES, "post", fills="one other"),
    Route("desk:supports", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:support-list", Permission.SUPPORT_RECORD, KEEPERS),
    Route("desk:support-list", Permission.SUPPORT_RECORD, KEEPERS, "post"),
    Route("desk:support-list-record", Permission.SUPPORT_RECORD, KEEPERS, "post"),
    Route("desk:support-withdraw", Permission.SUPPORT_RECORD, KEEPS, fills="support"),
    Route("desk:support-withdraw", Permission.SUPPORT_RECORD, KEEPS, "post", fills="support"),
    Route("desk:clusters", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:cluster-new", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:cluster-new", Permission.ESTABLISHMENT_EDIT, KEEPERS, "post"),
    Route("desk:cluster", Permission.ESTABLISHMENT_READ, IN_PUBLIC, fills="cluster"),
    Route("desk:cluster-figure", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="cluster"),
    Route("desk:villages", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:village-new", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:village-new", Permission.ESTABLISHMENT_EDIT, KEEPERS, "post"),
    Route("desk:village", Permission.ESTABLISHMENT_READ, IN_PUBLIC, fills="village"),
    Route("desk:village-figure", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="village"),
    Route("desk:village-recognise", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="village"),
    Route("desk:artisans", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:artisan-new", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:artisan-new", Permission.ESTABLISHMENT_EDIT, KEEPERS, "post"),
    Route("desk:artisan", Permission.ESTABLISHMENT_READ, READS, fills="artisan"),
    Route("desk:artisan-recognise", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="artisan"),
    Route("desk:trades", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:trades-import", Permission.TRADE_IMPORT, ["agency_officer"], "post"),
    Route("desk:double-override", Permission.SUPPORT_OVERRIDE, OVERRIDES, "post", fills="one"),
)
