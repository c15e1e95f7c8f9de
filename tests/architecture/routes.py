"""Every address of the house and who may open it. A new address without a line here fails."""

from dataclasses import dataclass

from khuyencong.accounts.permissions import Permission
from khuyencong.reports.figures import Asked

PUBLIC, LIBRARY, SIGNED = "public", "library", "signed in"
#: Open to no person: another instance signs each request.
BY_SIGNATURE = "signed"

#: Who gets in, for addresses without a record behind them.
PROPOSERS = ["owner", "colleague", "head", "stranger", "agency_officer"]
WORKERS = [*PROPOSERS, "centre_officer"]
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
    "centre_officer": "own under",
}
#: Who enters establishments, and for whose records: provinces do; the nation looks and merges.
KEEPERS = ["owner", "colleague", "head", "stranger", "centre_officer"]
KEEPS = {person: READS[person] for person in KEEPERS}
#: Who lets a second support pass: a head, for what his body keeps.
OVERRIDES = {"head": READS["head"]}
#: Who writes down what a body got, and who closes its books: the nation only for its own bodies.
ALLOTTERS = ["owner", "colleague", "stranger", "agency_officer"]
ALLOTS = {person: READS[person] for person in ALLOTTERS[:3]}
CLOSES = {"head": READS["head"]}
#: Clusters and craft villages are public registers: whoever reads establishments opens all of them.
IN_PUBLIC = dict.fromkeys(READS, "own under foreign")
#: Who puts a plan in order, who submits it, who approves it, and of which bodies: never one person.
PREPARERS = ["owner", "colleague", "stranger", "agency_officer"]
PREPARES = {person: READS[person] for person in PREPARERS[:3]}
SUBMITS = {"head": READS["head"]}
APPROVES = {"chair": READS["chair"]}
#: Whose reports a person decides about: as far as he reads, where his role may do more than read.
DECIDES = {person: READS[person] for person in WORKERS}


#: Who sees needs: whoever reads, and who asks at the door; who writes them down, for whom.
OF_NEEDS = [*READERS, "commune"]
SEES_NEEDS = READS | {"commune": "own under"}
TELLS_NEEDS = {"commune": "own under", "centre_officer": "own under"}
#: Who raises proposals, who notes limits, and for which bodies: the nation only for its own.
RAISERS = [*WORKERS, "commune"]
NOTERS = {person: READS[person] for person in WORKERS if person != "agency_officer"}
#: Who keeps the persons of a body: its head, and the head of the body above.
STAFFERS = {"head": READS["head"]}
#: Who organises votes, of which bodies: the nation only its own. Who enters products for makers.
ORGANISERS = ["owner", "colleague", "stranger", "agency_officer"]
ORGANISES = {person: READS[person] for person in ORGANISERS[:3]}
ENTERERS = [*ORGANISERS, "centre_officer", "establishment"]
ENTERS = ORGANISES | {"centre_officer": READS["centre_officer"]}
#: Who opens a dossier but does not prepare it is refused in words.
ENTERED = ENTERS | {"agency_officer": READS["agency_officer"]}
OF_PRODUCTS = [*READERS, "establishment"]
CLIMBS = ORGANISES
#: Who prepares and screens requests: the officers of a centre, for their province.
CENTRES = ["centre_officer"]
HELPS = {"centre_officer": "own under"}
#: Who records results, and of which bodies: the nation only for its own.
RECORDERS = ["owner", "colleague", "stranger", "agency_officer", "centre_officer"]
RECORDS = {
    "owner": "own under",
    "colleague": "own under",
    "stranger": "foreign",
    "centre_officer": "own under",
}
#: Who notes that a report was sent, and of which bodies; who answers for a report of any of them.
SENDS = {person: READS[person] for person in ("owner", "colleague", "head", "stranger")}
#: Who begins the report that is owed: the officers of its body.
DRAFTS = {p: READS[p] for p in ("owner", "colleague", "stranger", "centre_officer")}
RECEIVERS = ["owner", "colleague", "head", "stranger", "agency_officer"]
ANSWERS = {"agency_officer": READS["agency_officer"]}
OF_RECEIVER = ANSWERS | {"auditor": READS["auditor"]}
#: Rules are in public; who may not confirm or take back is refused in words.
ANY_HEAD = {"head": "own under foreign"}
ANY_PROPOSER = dict.fromkeys(PROPOSERS, "own under foreign")
#: Who scores a đề án near its place, inspects it, lets a double pass, confirms a change.
SCORES = {"owner": "own under", "colleague": "own under", "stranger": "foreign"}


#: Who begins periodic reports.
WRITERS = ["owner", "colleague", "stranger", "agency_officer", "centre_officer"]
#: Who tries a chapter: whoever drafts reads the edition, and is told where he may not draft it.
TRIES = {person: READS[person] for person in WRITERS}
#: Who words the sentences of the reports of a body.
WORDS_IT = {"head": READS["head"]}
PHRASE = "body phrase_key"
#: Who opens the list of labels: readers and makers; who writes what shoppers read, and of which.
OF_LABELS = [*READERS, "establishment"]
TELLS = RECORDS


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
    #: Words of the address itself, before what follows it.
    words: tuple[str, ...] = ()
    of_published: bool = False
    #: What of the law fills it: "document", "parameter", "end", "article".
    law: str = ""
    #: What fills an address that is not a report's: the words of `tests.architecture.test_routes`.
    fills: str = ""
    series: bool = False
    question: bool = False
    intake: bool = False
    #: What of a recognised vote fills a public address: "round", "photo".
    voted: str = ""
    #: Filled by the code on the paper of a report.
    code: bool = False
    #: Filled by the code of a title.
    title: bool = False

    @property
    def has_record(self) -> bool:
        """Return whether a report stands behind the address."""
        return isinstance(self.opens, dict)


#: A number that the published report of the test answers.
A_NUMBER = "?chi-tieu=money.state&buoc=approved&noi=viet-nam&ky=2014-2020"
#: The report of the country, written of that one.
A_REPORT = "?noi=viet-nam&ky=2014-2020"
#: The number of the product whose page the test opens.
GTIN = "08934563138165"
EVERYBODY = [*ALL_ROLES, "former", "anonymous"]
#: Whoever has an account, with a role or without.
WITH_ACCOUNT = [*ALL_ROLES, "former"]
#: Who puts minutes and decision forward; who reads titles; who gives and withdraws them.
FORWARDS = {person: READS[person] for person in ("owner", "colleague", "head", "stranger")}
GIVES = {"head": READS["head"]}
#: Who drafts for the portal and answers questions, of which bodies; who publishes.
NEWSMEN = ["owner", "colleague", "head", "stranger", "agency_officer", "centre_officer"]
WRITES_NEWS = {
    person: READS[person] for person in ("owner", "colleague", "head", "stranger", "centre_officer")
}
PUBLISHES = {"head": READS["head"]}
#: Who opens a question but does not answer it is refused in words, at the form.
ANSWERS_PUBLIC = {p: READS[p] for p in NEWSMEN}
#: Who says yes to the key of a system, and who keeps the addresses of a body.
CONFIRMS_KEYS = {"head": READS["head"]}
WATCHES = {person: told for person, told in READS.items() if person != "chair"}
KEEPS_HOOKS = {
    "owner": "own under",
    "colleague": "own under",
    "head": "own under",
    "stranger": "foreign",
    "centre_officer": "own under",
}
#: Who keeps accounts: the technical administrator, in the agency those of every body.
KEEPERS_OF_ACCOUNTS = ["admin"]
KEEPS_ACCOUNTS = {"admin": "own under foreign"}
#: A session is open to its secretariat alone, a ballot to who sits in the council: to no role.
NOBODY: dict[str, str] = {}
COUNCIL = (
    Route("portal:products", PUBLIC, EVERYBODY),
    Route("portal:products-file", PUBLIC, EVERYBODY),
    Route("portal:catalogue", PUBLIC, EVERYBODY),
    Route("portal:product-photo", PUBLIC, EVERYBODY, voted="photo"),
    Route("portal:voting-round", PUBLIC, EVERYBODY, voted="round"),
    Route("desk:voting-sessions", Permission.VOTING_MINUTES, []),
    Route("desk:voting-session", Permission.VOTING_MINUTES, NOBODY, fills="vote_round"),
    Route(
        "desk:voting-session-act",
        Permission.VOTING_MINUTES,
        NOBODY,
        "post",
        fills="vote_round roll_call",
    ),
    Route("desk:voting-ballots", Permission.VOTING_DECIDE, []),
    Route("desk:voting-ballot", Permission.VOTING_DECIDE, NOBODY, fills="vote_round"),
    Route(
        "desk:voting-vote", Permission.VOTING_DECIDE, NOBODY, "post", fills="vote_round vote_entry"
    ),
    Route("desk:voting-result", Permission.VOTING_READ, READS, fills="vote_round"),
    Route("desk:voting-result-file", Permission.VOTING_READ, READS, fills="vote_round minutes pdf"),
    Route(
        "desk:voting-forward", Permission.VOTING_READ, FORWARDS, "post", fills="vote_round minutes"
    ),
    Route("desk:voting-recognise", Permission.CERTIFICATE_ISSUE, GIVES, "post", fills="vote_round"),
    Route("desk:certificates", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:certificate", Permission.DESK_ENTER, READS, fills="title"),
    Route("desk:certificate-print", Permission.DESK_ENTER, READS, fills="title"),
    Route("desk:certificate-file", Permission.DESK_ENTER, READS, fills="title pdf"),
    Route("desk:certificate-revoke", Permission.CERTIFICATE_REVOKE, GIVES, "post", fills="title"),
)
#: The public service: what is behind the sign-in belongs to people of an establishment, whom no
#: person of the cast is: tests/web/test_service.py opens and shuts it.
SERVICE = (
    Route("service:home", PUBLIC, EVERYBODY),
    Route("service:register", PUBLIC, EVERYBODY),
    Route("service:track", PUBLIC, EVERYBODY),
    Route("service:notices", SIGNED, WITH_ACCOUNT),
    Route("service:notice", SIGNED, NOBODY, fills="told_notice"),
    Route("service:notice-open", SIGNED, NOBODY, "post", fills="told_notice"),
    Route("service:status", PUBLIC, EVERYBODY, fills="receipt_code"),
    Route("service:claim-new", SIGNED, WITH_ACCOUNT),
    Route("service:claim", SIGNED, NOBODY, fills="claim"),
    Route("service:claim-withdraw", SIGNED, NOBODY, "post", fills="claim"),
    Route("service:early-part", SIGNED, NOBODY, fills="claim money"),
    Route("service:early-part", SIGNED, NOBODY, "post", fills="claim money"),
    Route("service:start", SIGNED, NOBODY, "post", fills="one"),
    Route("service:request", SIGNED, NOBODY, fills="request"),
    Route("service:request-part", SIGNED, NOBODY, fills="request money"),
    Route("service:request-part", SIGNED, NOBODY, "post", fills="request money"),
    Route("service:request-papers", SIGNED, NOBODY, fills="request"),
    Route("service:request-papers", SIGNED, NOBODY, "post", fills="request"),
    Route("service:paper-use-again", SIGNED, NOBODY, "post", fills="request paper"),
    Route("service:paper-take-off", SIGNED, NOBODY, "post", fills="request use"),
    Route("service:paper", SIGNED, NOBODY, fills="paper"),
    Route("service:upload-begin", SIGNED, NOBODY, "post", fills="request"),
    Route("service:upload", SIGNED, NOBODY, "head", fills="upload"),
    Route("service:request-check", SIGNED, NOBODY, fills="request"),
    Route("service:request-file", SIGNED, NOBODY, fills="request pdf"),
    Route("service:request-receipt", SIGNED, NOBODY, fills="request"),
    Route("service:request-receipt-file", SIGNED, NOBODY, fills="request pdf"),
    Route("service:request-send", SIGNED, NOBODY, "post", fills="request"),
    Route("service:withdraw", SIGNED, NOBODY, "post", fills="request"),
    Route("service:help", SIGNED, NOBODY, "post", fills="request"),
    Route("service:help-end", SIGNED, NOBODY, "post", fills="request"),
    Route("desk:claims", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:claim", Permission.ESTABLISHMENT_EDIT, KEEPS, fills="claim"),
    Route("desk:claim-confirm", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="claim"),
    Route("desk:claim-refuse", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="claim"),
    Route("desk:help", Permission.REQUEST_PREPARE, CENTRES),
    Route("desk:help", Permission.REQUEST_PREPARE, CENTRES, "post"),
    Route("desk:help-end", Permission.REQUEST_PREPARE, HELPS, "post", fills="request"),
)
#: Keys, addresses that are told: everybody sees his own, heads say yes, bodies keep addresses.
KEEPERS_OF_KEYS = [*WORKERS]
CONNECTING = (
    Route("api:about", PUBLIC, EVERYBODY),
    Route("api:openapi", PUBLIC, EVERYBODY),
    Route("desk:connections", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:token-new", Permission.DESK_ENTER, ALL_ROLES),
    Route(
        "desk:token-yes", Permission.CONNECTION_CONFIRM, CONFIRMS_KEYS, "post", fills="system_token"
    ),
    Route("desk:token-end", Permission.DESK_ENTER, CONFIRMS_KEYS, "post", fills="system_token"),
    Route("desk:hook-new", Permission.CONNECTION_KEEP, KEEPERS_OF_KEYS),
    Route("desk:hook", Permission.JOURNAL_READ, WATCHES, fills="hook"),
    Route("desk:hook-rotate", Permission.CONNECTION_KEEP, KEEPS_HOOKS, "post", fills="hook"),
    Route("desk:hook-end", Permission.CONNECTION_KEEP, KEEPS_HOOKS, "post", fills="hook"),
    Route(
        "desk:hook-again", Permission.CONNECTION_KEEP, KEEPS_HOOKS, "post", fills="hook delivery"
    ),
)
#: Who runs this instance (the agency) enters partners; whose records a wish is about sees it.
KEEPS_PARTNERS = {"agency_officer": READS["agency_officer"]}
SEES_PARTNERS = KEEPS_PARTNERS | {"auditor": READS["auditor"]}
OF_EXCHANGE = ["owner", "colleague", "head", "stranger", "agency_officer", "auditor"]
#: Who does the exchange for a body sees wishes about its records alone; who inspects, all.
SEES_WISHES = {person: READS[person] for person in OF_EXCHANGE if person != "agency_officer"}
A_BUNDLE = ("0" * 64,)
EXCHANGE = (
    Route("bundles:introduction", PUBLIC, EVERYBODY),
    Route("bundles:following", BY_SIGNATURE, [], "post"),
    Route("bundles:bundle", BY_SIGNATURE, [], words=A_BUNDLE),
    Route("bundles:arriving", BY_SIGNATURE, [], words=A_BUNDLE),
    Route("bundles:arriving", BY_SIGNATURE, [], "post", words=A_BUNDLE),
    Route("desk:exchange", Permission.EXCHANGE_READ, OF_EXCHANGE),
    Route("desk:exchange-enter", Permission.EXCHANGE_PARTNER, ["agency_officer"]),
    Route("desk:exchange-enter", Permission.EXCHANGE_PARTNER, ["agency_officer"], "post"),
    Route("desk:exchange-key", Permission.EXCHANGE_PARTNER, ["agency_officer"], "post"),
    Route("desk:exchange-take", Permission.EXCHANGE_PARTNER, ["agency_officer"], "post"),
    Route("desk:exchange-partner", Permission.EXCHANGE_READ, SEES_PARTNERS, fills="partner"),
    Route(
        "desk:exchange-act", Permission.EXCHANGE_PARTNER, KEEPS_PARTNERS, "post", fills="partner"
    ),
    Route(
        "desk:exchange-write", Permission.EXCHANGE_PARTNER, KEEPS_PARTNERS, "post", fills="partner"
    ),
    Route("desk:exchange-bundle", Permission.EXCHANGE_READ, SEES_PARTNERS, fills="bundle"),
    Route("desk:exchange-wishes", Permission.EXCHANGE_READ, OF_EXCHANGE),
    Route("desk:exchange-wish", Permission.EXCHANGE_READ, SEES_WISHES, fills="wish"),
    Route(
        "desk:exchange-decide",
        Permission.EXCHANGE_DECIDE,
        {"head": READS["head"]},
        "post",
        fills="wish",
    ),
    Route("desk:exchange-sources", Permission.EXCHANGE_READ, OF_EXCHANGE),
    Route("desk:exchange-codes", Permission.EXCHANGE_READ, OF_EXCHANGE),
    Route("desk:exchange-code", Permission.EXCHANGE_PARTNER, ["agency_officer"], "post"),
)
ROUTES = (
    *COUNCIL,
    *SERVICE,
    *CONNECTING,
    *EXCHANGE,
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
    # Behind the QR of a product, and its desk.
    Route("label:typing", PUBLIC, EVERYBODY),
    Route("label:page", PUBLIC, EVERYBODY, title=True),
    Route("label:picture", PUBLIC, EVERYBODY, title=True, words=("nho",)),
    Route("label:without-network", PUBLIC, EVERYBODY),
    Route("label:offline-file", PUBLIC, EVERYBODY),
    Route("label:keys", PUBLIC, EVERYBODY),
    Route("label:revocations", PUBLIC, EVERYBODY),
    Route("label:fake", PUBLIC, EVERYBODY, title=True),
    Route("label:fake-unknown", PUBLIC, EVERYBODY),
    Route("label:gtin", PUBLIC, EVERYBODY, words=(GTIN,)),
    Route("desk:labels", Permission.VOTING_READ, OF_LABELS),
    Route("desk:label-product", Permission.VOTING_READ, READS, fills="labelled"),
    Route("desk:label-about", Permission.PRODUCT_TELL, TELLS, fills="labelled"),
    Route("desk:label-steps", Permission.PRODUCT_TELL, TELLS, fills="labelled"),
    Route("desk:label-batch", Permission.PRODUCT_TELL, TELLS, fills="labelled"),
    Route("desk:label-recall", Permission.PRODUCT_TELL, TELLS, fills="labelled lot"),
    Route("desk:label-sheet", Permission.PRODUCT_TELL, TELLS, fills="labelled labelled_title"),
    Route("desk:fakes", Permission.VOTING_READ, READERS),
    Route("desk:fake", Permission.VOTING_READ, READS, fills="fake"),
    Route("portal:verify", PUBLIC, EVERYBODY),
    Route("portal:verified", PUBLIC, EVERYBODY, code=True),
    Route("portal:verified-qr", PUBLIC, EVERYBODY, code=True),
    Route("portal:verified-file", PUBLIC, EVERYBODY, code=True),
    Route("portal:votes", PUBLIC, EVERYBODY),
    Route("portal:vote", PUBLIC, EVERYBODY),
    Route("portal:open-data", PUBLIC, EVERYBODY),
    Route("portal:open-data-dcat", PUBLIC, EVERYBODY),
    Route("portal:open-data-archive", PUBLIC, EVERYBODY, words=("2026-11-20",)),
    Route("portal:open-data-table", PUBLIC, EVERYBODY, words=("projects",)),
    Route("portal:open-data-file", PUBLIC, EVERYBODY, words=("projects.csv",)),
    Route("portal:healthz", PUBLIC, EVERYBODY),
    Route("portal:readyz", PUBLIC, EVERYBODY),
    # The doors of the sign-in library: tests/accounts/test_signin.py opens and shuts them.
    Route("account_login", LIBRARY, []),
    Route("account_logout", LIBRARY, []),
    Route("account_change_password", LIBRARY, []),
    Route("account_forgot", PUBLIC, EVERYBODY),
    Route("account_forgot_sent", PUBLIC, EVERYBODY),
    # Shut without the link of a letter: tests/accounts/test_forgotten.py.
    Route("account_new_password", PUBLIC, []),
    Route("account_password_link", PUBLIC, [], words=("0-0",)),
    # Likewise: tests/accounts/test_own_address.py.
    Route("account_address", PUBLIC, []),
    Route("account_address_link", PUBLIC, [], words=("0-0",)),
    Route("account_own_address", SIGNED, WITH_ACCOUNT),
    Route("account_own_address", SIGNED, WITH_ACCOUNT, "post"),
    Route("account_address_send", SIGNED, WITH_ACCOUNT, "post"),
    # The doors of identities are shut where no provider is named: tests/accounts/test_identity.py.
    Route("identity", SIGNED, []),
    Route("identity-untie", SIGNED, WITH_ACCOUNT, "post"),
    Route("openid_connect_login", PUBLIC, [], "post", words=("dinh-danh",)),
    Route("openid_connect_callback", PUBLIC, [], words=("dinh-danh",)),
    Route("desk:home", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:gallery", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:writing", Permission.REPORT_READ, READERS, filled=A_REPORT),
    Route("desk:writing-file", Permission.REPORT_READ, READERS, words=("json",), filled=A_REPORT),
    Route(
        "desk:figure-evidence",
        Permission.REPORT_READ,
        READERS,
        words=(Asked("money.state", table="money").key,),
        filled=A_REPORT,
    ),
    Route("desk:programmes", Permission.PROJECT_READ, READERS),
    Route("desk:programme-new", Permission.PROGRAMME_EDIT, WORKERS),
    Route("desk:difficult", Permission.PROJECT_READ, READERS),
    Route("desk:difficult-new", Permission.PROGRAMME_EDIT, WORKERS),
    Route("desk:programme", Permission.PROJECT_READ, IN_PUBLIC, fills="programme"),
    Route("desk:targets-file", Permission.PROJECT_READ, IN_PUBLIC, fills="programme"),
    Route("desk:programme-behind", Permission.PROJECT_READ, IN_PUBLIC, fills="programme measure"),
    Route("desk:programme-who", Permission.PROJECT_READ, IN_PUBLIC, fills="programme"),
    Route("desk:programme-target", Permission.PROGRAMME_EDIT, KEEPS, fills="programme"),
    Route(
        "desk:programme-withdraw",
        Permission.PROGRAMME_EDIT,
        KEEPS,
        method="post",
        fills="programme target",
    ),
    Route("desk:programme-plan", Permission.PROGRAMME_EDIT, KEEPS, fills="programme"),
    Route("desk:programme-estimate", Permission.PROGRAMME_EDIT, KEEPS, fills="programme"),
    Route("desk:programme-context", Permission.PROGRAMME_EDIT, KEEPS, fills="programme"),
    Route("desk:reports", Permission.REPORT_READ, READERS),
    Route("desk:editions", Permission.EDITION_READ, READERS),
    Route("desk:edition-begin", Permission.EDITION_DRAFT, WRITERS),
    Route("desk:edition-begin", Permission.EDITION_DRAFT, WRITERS, "post"),
    Route("desk:edition", Permission.EDITION_READ, READS, fills="edition"),
    Route("desk:edition-later", Permission.EDITION_READ, READS, fills="edition"),
    Route(
        "desk:edition-figure", Permission.EDITION_READ, READS, fills="edition", filled="?so=de-an"
    ),
    Route("desk:edition-sheet", Permission.EDITION_READ, READS, fills="edition"),
    Route("desk:edition-file", Permission.EDITION_READ, READS, fills="edition pdf"),
    Route("desk:notices", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:notices-read", Permission.DESK_ENTER, ALL_ROLES, "post"),
    Route("desk:notice", Permission.DESK_ENTER, NOBODY, fills="told_notice"),
    Route("desk:notice-open", Permission.DESK_ENTER, NOBODY, "post", fills="told_notice"),
    Route("desk:notice-settings", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:notice-choose", Permission.DESK_ENTER, ALL_ROLES, "post"),
    Route("desk:notice-wordings", Permission.NOTICE_WORD, []),
    Route("desk:notice-wording", Permission.NOTICE_WORD, [], words=("plan.submit",)),
    Route("desk:notice-word", Permission.NOTICE_WORD, [], "post", words=("plan.submit",)),
    Route("desk:notice-standard", Permission.NOTICE_WORD, [], "post", words=("plan.submit",)),
    Route("desk:phrases", Permission.EDITION_READ, READERS),
    Route("desk:phrase", Permission.EDITION_READ, READS, fills=PHRASE),
    Route("desk:phrase-write", Permission.REPORT_PHRASE, WORDS_IT, "post", fills=PHRASE),
    Route("desk:phrase-standard", Permission.REPORT_PHRASE, WORDS_IT, "post", fills=PHRASE),
    Route("desk:edition-preview", Permission.EDITION_DRAFT, TRIES, "post", fills="edition"),
    Route("desk:edition-act", Permission.EDITION_READ, READS, "post", fills="edition edition_step"),
    Route("desk:receive", Permission.REPORT_RECEIVE, WORKERS),
    Route("desk:receive", Permission.REPORT_RECEIVE, WORKERS, "post"),
    Route("desk:sheets", Permission.SHEET_IMPORT, WORKERS),
    Route("desk:sheets", Permission.SHEET_IMPORT, WORKERS, "post"),
    Route("desk:sheet-template", Permission.SHEET_IMPORT, WORKERS, fills="sheet_kind"),
    Route("desk:sheet-export", Permission.SHEET_IMPORT, WORKERS, fills="sheet_kind"),
    Route("desk:sheet", Permission.SHEET_IMPORT, KEEPS, fills="batch"),
    Route("desk:sheet-marked", Permission.SHEET_IMPORT, KEEPS, fills="batch"),
    Route("desk:sheet-answer", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:sheet-choose", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:sheet-confirm", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:sheet-cancel", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:sheet-settle", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:sheet-undo", Permission.SHEET_IMPORT, KEEPS, "post", fills="batch"),
    Route("desk:fairs", Permission.FAIR_READ, READERS),
    Route("desk:fair-new", Permission.FAIR_EDIT, RECORDERS),
    Route("desk:fair", Permission.FAIR_READ, READS, fills="fair"),
    Route("desk:fair-amend", Permission.FAIR_EDIT, RECORDS, fills="fair"),
    Route("desk:fair-act", Permission.FAIR_EDIT, RECORDS, "post", fills="fair booths"),
    Route("desk:fair-join", Permission.FAIR_EDIT, RECORDS, fills="fair"),
    Route("desk:fair-exhibitor", Permission.FAIR_EDIT, RECORDS, fills="fair exhibitor"),
    Route("desk:fair-leave", Permission.FAIR_EDIT, RECORDS, "post", fills="fair exhibitor"),
    Route("desk:showrooms", Permission.FAIR_READ, READERS),
    Route("desk:showroom-new", Permission.FAIR_EDIT, RECORDERS),
    Route("desk:showroom", Permission.FAIR_READ, READS, fills="showroom"),
    Route("desk:showroom-act", Permission.FAIR_EDIT, RECORDS, "post", fills="showroom shows"),
    Route("desk:law", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-document", Permission.DESK_ENTER, ALL_ROLES, law="document"),
    Route("desk:law-parameters", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-portfolio", Permission.PROJECT_READ, READERS, law="document"),
    Route("desk:law-portfolio-file", Permission.PROJECT_READ, READERS, law="document"),
    Route("desk:law-parameter-portfolio", Permission.PROJECT_READ, READERS, law="parameter"),
    Route("desk:law-parameter-portfolio-file", Permission.PROJECT_READ, READERS, law="parameter"),
    Route("desk:law-enter", Permission.LAW_PROPOSE, PROPOSERS),
    Route("desk:law-enter", Permission.LAW_PROPOSE, PROPOSERS, "post"),
    Route("desk:law-record", Permission.LAW_PROPOSE, PROPOSERS),
    Route("desk:law-record", Permission.LAW_PROPOSE, PROPOSERS, "post"),
    Route("desk:law-verify", Permission.LAW_CONFIRM, CONFIRMERS, "post", law="document"),
    Route("desk:law-ceilings", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-try", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-instruments", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:law-parameter", Permission.DESK_ENTER, ALL_ROLES, law="parameter"),
    Route("desk:law-propose", Permission.LAW_PROPOSE, PROPOSERS),
    Route("desk:law-propose", Permission.LAW_PROPOSE, PROPOSERS, "post"),
    Route("desk:law-withdraw", Permission.LAW_PROPOSE, PROPOSERS, "post", law="parameter"),
    Route("desk:law-end", Permission.LAW_PROPOSE, PROPOSERS, "post", law="parameter"),
    Route("desk:law-attach", Permission.LAW_ATTACH, PROPOSERS, "post", law="article"),
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
    Route("desk:report-against", Permission.REPORT_READ, READS),
    Route("desk:report-explain", Permission.REPORT_REVIEW, DECIDES, "post", series=True),
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
    Route("desk:establishments-file", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:establishments", Permission.ESTABLISHMENT_READ, READERS, "post"),
    Route("desk:establishment-new", Permission.ESTABLISHMENT_EDIT, KEEPERS),
    Route("desk:establishment-new", Permission.ESTABLISHMENT_EDIT, KEEPERS, "post"),
    Route("desk:twins", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:establishment", Permission.ESTABLISHMENT_READ, READS, fills="one"),
    Route("desk:establishment-amend", Permission.ESTABLISHMENT_EDIT, KEEPS, fills="one"),
    Route("desk:establishment-amend", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route("desk:establishment-commune", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route("desk:representative-give", Permission.ESTABLISHMENT_EDIT, KEEPS, "post", fills="one"),
    Route(
        "desk:representative-end",
        Permission.ESTABLISHMENT_EDIT,
        KEEPS,
        "post",
        fills="one representation",
    ),
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
    Route("desk:plans", Permission.PLAN_READ, READERS),
    Route("desk:plans-file", Permission.PLAN_READ, READERS),
    Route("desk:plan-new", Permission.PLAN_PREPARE, PREPARERS),
    Route("desk:plan-new", Permission.PLAN_PREPARE, PREPARERS, "post"),
    Route("desk:plan", Permission.PLAN_READ, READS, fills="plan"),
    Route("desk:plan-compare", Permission.PLAN_READ, READS, fills="plan"),
    Route("desk:plan-begin", Permission.PLAN_PREPARE, PREPARES, fills="plan"),
    Route("desk:plan-begin", Permission.PLAN_PREPARE, PREPARES, "post", fills="plan"),
    Route("desk:plan-reassign", Permission.PLAN_READ, PREPARES | SUBMITS, fills="plan"),
    Route("desk:plan-reassign", Permission.PLAN_READ, PREPARES | SUBMITS, "post", fills="plan"),
    Route("desk:plan-arrange", Permission.PLAN_PREPARE, PREPARES, fills="version"),
    Route("desk:plan-arrange", Permission.PLAN_PREPARE, PREPARES, "post", fills="version"),
    Route("desk:plan-move", Permission.PLAN_PREPARE, PREPARES, fills="version row"),
    Route("desk:plan-move", Permission.PLAN_PREPARE, PREPARES, "post", fills="version row"),
    Route("desk:plan-suggestion", Permission.PLAN_PREPARE, PREPARES, fills="version"),
    Route("desk:plan-suggestion", Permission.PLAN_PREPARE, PREPARES, "post", fills="version"),
    Route("desk:plan-submit", Permission.PLAN_SUBMIT, SUBMITS, "post", fills="version"),
    Route("desk:plan-withdraw", Permission.PLAN_SUBMIT, SUBMITS, fills="version"),
    Route("desk:plan-withdraw", Permission.PLAN_SUBMIT, SUBMITS, "post", fills="version"),
    Route("desk:plan-return", Permission.PLAN_APPROVE, APPROVES, fills="version"),
    Route("desk:plan-return", Permission.PLAN_APPROVE, APPROVES, "post", fills="version"),
    Route("desk:plan-approve", Permission.PLAN_APPROVE, APPROVES, fills="version"),
    Route("desk:plan-approve", Permission.PLAN_APPROVE, APPROVES, "post", fills="version"),
    Route("desk:plan-file", Permission.PLAN_READ, READS, fills="version docx"),
    Route("desk:registrations", Permission.PLAN_READ, READERS),
    Route("desk:registration-new", Permission.PLAN_PREPARE, PREPARERS),
    Route("desk:registration-new", Permission.PLAN_PREPARE, PREPARERS, "post"),
    Route("desk:registration", Permission.PLAN_READ, READS, fills="registration"),
    Route("desk:registration-amend", Permission.PLAN_PREPARE, PREPARES, fills="registration"),
    Route(
        "desk:registration-amend", Permission.PLAN_PREPARE, PREPARES, "post", fills="registration"
    ),
    Route("desk:registration-send", Permission.PLAN_SUBMIT, SUBMITS, "post", fills="registration"),
    Route("desk:registration-file", Permission.PLAN_READ, READS, fills="registration docx"),
    Route("desk:trades", Permission.ESTABLISHMENT_READ, READERS),
    Route("desk:trades-import", Permission.TRADE_IMPORT, ["agency_officer"], "post"),
    Route("desk:office", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:office-document", Permission.DESK_ENTER, READS, fills="issued"),
    Route("desk:office-file", Permission.DESK_ENTER, READS, fills="issued pdf"),
    Route("desk:office-sign", Permission.DESK_ENTER, READS, "post", fills="issued"),
    Route("desk:office-number", Permission.DOCUMENT_NUMBER, {}, "post", fills="issued"),
    Route("desk:office-drop", Permission.DESK_ENTER, READS, "post", fills="issued"),
    Route("desk:office-revoke", Permission.DESK_ENTER, READS, "post", fills="issued"),
    Route("desk:office-book", Permission.DOCUMENT_NUMBER, {}, "post", fills="book"),
    Route("desk:projects", Permission.PROJECT_READ, READERS),
    Route("desk:projects-file", Permission.PROJECT_READ, READERS),
    Route("desk:project-durations", Permission.PROJECT_READ, READERS),
    Route("desk:project", Permission.PROJECT_READ, READS, fills="registered"),
    Route("desk:project-new", Permission.PROJECT_DRAFT, CENTRES),
    Route("desk:project-new", Permission.PROJECT_DRAFT, CENTRES, "post"),
    Route("desk:project-amend", Permission.PROJECT_DRAFT, HELPS, fills="draft"),
    Route("desk:project-amend", Permission.PROJECT_DRAFT, HELPS, "post", fills="draft"),
    Route("desk:line-new", Permission.PROJECT_DRAFT, HELPS, fills="draft"),
    Route("desk:line-new", Permission.PROJECT_DRAFT, HELPS, "post", fills="draft"),
    Route("desk:line-amend", Permission.PROJECT_DRAFT, HELPS, fills="draft line"),
    Route("desk:line-amend", Permission.PROJECT_DRAFT, HELPS, "post", fills="draft line"),
    Route("desk:line-drop", Permission.PROJECT_DRAFT, HELPS, fills="draft line"),
    Route("desk:line-drop", Permission.PROJECT_DRAFT, HELPS, "post", fills="draft line"),
    Route("desk:project-act", Permission.PROJECT_READ, SCORES, fills="registered score"),
    Route("desk:project-act", Permission.PROJECT_READ, SCORES, "post", fills="registered score"),
    Route("desk:project-line-act", Permission.PROJECT_READ, OVERRIDES, fills="draft line pass"),
    Route(
        "desk:project-line-act",
        Permission.PROJECT_READ,
        OVERRIDES,
        "post",
        fills="draft line pass",
    ),
    Route("desk:project-finding-act", Permission.PROJECT_READ, SCORES, fills="working finding end"),
    Route(
        "desk:project-finding-act",
        Permission.PROJECT_READ,
        SCORES,
        "post",
        fills="working finding end",
    ),
    Route(
        "desk:project-change-act", Permission.PROJECT_READ, OVERRIDES, fills="working change yes"
    ),
    Route(
        "desk:project-change-act",
        Permission.PROJECT_READ,
        OVERRIDES,
        "post",
        fills="working change yes",
    ),
    Route("desk:project-from-requests", Permission.PROJECT_DRAFT, CENTRES),
    Route("desk:project-from-requests", Permission.PROJECT_DRAFT, CENTRES, "post"),
    Route("desk:project-documents", Permission.PROJECT_READ, READS, fills="project"),
    Route("desk:project-document", Permission.PROJECT_READ, READS, fills="project receipt pdf"),
    Route(
        "desk:project-document-draft",
        Permission.PROJECT_READ,
        READS,
        "post",
        fills="project decision",
    ),
    Route("desk:results", Permission.RESULT_READ, READERS),
    Route("desk:results-file", Permission.RESULT_READ, READERS),
    Route("desk:result-choose", Permission.RESULT_RECORD, RECORDERS),
    Route("desk:result-new", Permission.RESULT_RECORD, RECORDERS, fills="policy"),
    Route("desk:result-new", Permission.RESULT_RECORD, RECORDERS, "post", fills="policy"),
    Route("desk:result", Permission.RESULT_READ, READS, fills="result"),
    Route("desk:result-amend", Permission.RESULT_RECORD, RECORDS, fills="result"),
    Route("desk:result-amend", Permission.RESULT_RECORD, RECORDS, "post", fills="result"),
    Route("desk:result-withdraw", Permission.RESULT_RECORD, RECORDS, "post", fills="result"),
    Route("desk:result-roster", Permission.RESULT_RECORD, RECORDS, fills="result"),
    Route("desk:result-roster", Permission.RESULT_RECORD, RECORDS, "post", fills="result"),
    Route("desk:result-paper-add", Permission.RESULT_RECORD, RECORDS, "post", fills="result"),
    Route("desk:result-paper", Permission.RESULT_READ, READS, fills="result proof"),
    Route("desk:result-paper-off", Permission.RESULT_RECORD, RECORDS, "post", fills="result proof"),
    Route("desk:budgets", Permission.FUNDS_READ, READERS),
    Route("desk:budget", Permission.FUNDS_READ, READS, fills="budget"),
    Route("desk:budget-allot", Permission.FUNDS_ALLOT, ALLOTTERS),
    Route("desk:budget-allot", Permission.FUNDS_ALLOT, ALLOTTERS, "post"),
    Route("desk:budget-carry", Permission.FUNDS_ALLOT, ALLOTS, "post", fills="budget"),
    Route("desk:budget-close", Permission.FUNDS_CLOSE, CLOSES, "post", fills="budget"),
    Route("desk:budget-reopen", Permission.FUNDS_CLOSE, CLOSES, "post", fills="budget"),
    Route("desk:double-override", Permission.SUPPORT_OVERRIDE, OVERRIDES, "post", fills="one"),
    Route("desk:quality", Permission.QUALITY_READ, READERS),
    Route("desk:quality-unit", Permission.QUALITY_READ, READS, fills="body"),
    Route(
        "desk:follow-ups",
        Permission.PROJECT_FOLLOW_UP,
        ["owner", "colleague", "stranger", "centre_officer"],
    ),
    Route("desk:bodies", Permission.ORGANISATION_READ, READERS),
    Route("desk:bodies-file", Permission.ORGANISATION_READ, READERS),
    Route("desk:body", Permission.ORGANISATION_READ, READS, fills="body"),
    Route("desk:body-tell", Permission.ORGANISATION_EDIT, NOTERS, fills="body told"),
    Route("desk:body-tell", Permission.ORGANISATION_EDIT, NOTERS, "post", fills="body told"),
    Route(
        "desk:body-take-back",
        Permission.ORGANISATION_EDIT,
        NOTERS,
        "post",
        fills="body fact_word fact",
    ),
    Route("desk:body-end", Permission.ORGANISATION_EDIT, NOTERS, fills="body fact_word fact"),
    Route(
        "desk:body-end", Permission.ORGANISATION_EDIT, NOTERS, "post", fills="body fact_word fact"
    ),
    Route("desk:body-erase", Permission.ORGANISATION_STAFF, STAFFERS, fills="body people member"),
    Route(
        "desk:body-erase",
        Permission.ORGANISATION_STAFF,
        STAFFERS,
        "post",
        fills="body people member",
    ),
    Route("desk:body-person", Permission.ORGANISATION_STAFF, STAFFERS, fills="body member"),
    Route("desk:body-person", Permission.ORGANISATION_STAFF, STAFFERS, "post", fills="body member"),
    Route(
        "desk:body-person-left",
        Permission.ORGANISATION_STAFF,
        STAFFERS,
        "post",
        fills="body member",
    ),
    Route(
        "desk:body-collaborator-left",
        Permission.ORGANISATION_STAFF,
        STAFFERS,
        fills="body helper",
    ),
    Route(
        "desk:body-collaborator-left",
        Permission.ORGANISATION_STAFF,
        STAFFERS,
        "post",
        fills="body helper",
    ),
    Route("desk:reporting", Permission.REPORT_READ, READERS),
    Route("desk:reporting-year", Permission.REPORTING_ACCEPT, RECEIVERS, "post"),
    Route("desk:reporting-ask", Permission.REPORTING_ACCEPT, RECEIVERS),
    Route("desk:reporting-ask", Permission.REPORTING_ACCEPT, RECEIVERS, "post"),
    Route("desk:reporting-regimes", Permission.REPORT_READ, READERS),
    Route("desk:reporting-propose", Permission.LAW_PROPOSE, PROPOSERS),
    Route("desk:reporting-propose", Permission.LAW_PROPOSE, PROPOSERS, "post"),
    Route("desk:reporting-regime", Permission.REPORT_READ, IN_PUBLIC, fills="regime"),
    Route("desk:reporting-confirm", Permission.LAW_CONFIRM, ANY_HEAD, "post", fills="regime"),
    Route("desk:reporting-withdraw", Permission.LAW_PROPOSE, ANY_PROPOSER, "post", fills="regime"),
    Route("desk:duty", Permission.REPORT_READ, READS, fills="duty"),
    Route("desk:duty-round", Permission.REPORT_READ, OF_RECEIVER, fills="duty"),
    Route("desk:duty-round-due", Permission.REPORTING_ACCEPT, ANSWERS, "post", fills="duty"),
    Route("desk:duty-file", Permission.REPORT_READ, READS, fills="duty handed_in"),
    Route("desk:duty-report", Permission.EDITION_DRAFT, DRAFTS, "post", fills="duty"),
    Route("desk:duty-act", Permission.REPORT_READ, SENDS, "post", fills="duty sending"),
    Route("desk:proposals", Permission.PROPOSAL_READ, OF_NEEDS),
    Route("desk:proposals-file", Permission.PROPOSAL_READ, OF_NEEDS),
    Route("desk:proposal-new", Permission.PROPOSAL_RAISE, RAISERS),
    Route("desk:proposal", Permission.PROPOSAL_READ, SEES_NEEDS, fills="proposal"),
    Route(
        "desk:proposal-act",
        Permission.PROPOSAL_READ,
        SEES_NEEDS,
        "post",
        fills="proposal answering",
    ),
    Route("desk:proposal-tag", Permission.REMARK_RECORD, DECIDES, "post", fills="proposal"),
    Route("desk:remarks", Permission.PROPOSAL_READ, OF_NEEDS),
    Route("desk:remark-rows", Permission.PROPOSAL_READ, OF_NEEDS),
    Route("desk:remark-new", Permission.REMARK_RECORD, WORKERS),
    Route("desk:remark-take-back", Permission.REMARK_RECORD, NOTERS, fills="remark"),
    Route("desk:remark-take-back", Permission.REMARK_RECORD, NOTERS, "post", fills="remark"),
    Route("desk:needs", Permission.NEED_READ, OF_NEEDS),
    Route("desk:needs-file", Permission.NEED_READ, OF_NEEDS),
    Route("desk:needs-unmet", Permission.NEED_READ, OF_NEEDS),
    Route("desk:needs-carry", Permission.REQUEST_PREPARE, CENTRES, "post"),
    Route("desk:need-choose", Permission.NEED_RECORD, ["commune", *CENTRES]),
    Route("desk:need-new", Permission.NEED_RECORD, TELLS_NEEDS, fills="one"),
    Route("desk:need-new", Permission.NEED_RECORD, TELLS_NEEDS, "post", fills="one"),
    Route("desk:need", Permission.NEED_READ, SEES_NEEDS, fills="need"),
    Route("desk:need-amend", Permission.NEED_RECORD, TELLS_NEEDS, fills="need"),
    Route("desk:need-amend", Permission.NEED_RECORD, TELLS_NEEDS, "post", fills="need"),
    Route("desk:need-drop", Permission.NEED_RECORD, TELLS_NEEDS, "post", fills="need"),
    Route("desk:need-request", Permission.REQUEST_PREPARE, HELPS, "post", fills="need"),
    # Kits of communes: issued and taken in by centres, signed files let in by their signature.
    Route("kit-return", PUBLIC, EVERYBODY),
    Route("kit-return", PUBLIC, EVERYBODY, "post"),
    Route("desk:accounts", Permission.ACCOUNT_MANAGE, KEEPERS_OF_ACCOUNTS),
    Route("desk:accounts", Permission.ACCOUNT_MANAGE, KEEPERS_OF_ACCOUNTS, "post"),
    Route("desk:account-new", Permission.ACCOUNT_MANAGE, KEEPERS_OF_ACCOUNTS),
    Route("desk:account-new", Permission.ACCOUNT_MANAGE, KEEPERS_OF_ACCOUNTS, "post"),
    Route("desk:account", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, fills="account"),
    Route("desk:account-give", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"),
    Route(
        "desk:account-role-end",
        Permission.ACCOUNT_MANAGE,
        KEEPS_ACCOUNTS,
        fills="account membership",
    ),
    Route(
        "desk:account-role-end",
        Permission.ACCOUNT_MANAGE,
        KEEPS_ACCOUNTS,
        "post",
        fills="account membership",
    ),
    Route("desk:account-amend", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"),
    Route("desk:account-close", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"),
    Route(
        "desk:account-reopen", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"
    ),
    Route(
        "desk:account-password", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"
    ),
    Route(
        "desk:account-letter", Permission.ACCOUNT_MANAGE, KEEPS_ACCOUNTS, "post", fills="account"
    ),
    Route("desk:kits", Permission.KIT_READ, READERS),
    Route("desk:kit", Permission.KIT_READ, READS, fills="kit"),
    Route("desk:kit-new", Permission.KIT_ISSUE, CENTRES),
    Route("desk:kit-new", Permission.KIT_ISSUE, CENTRES, "post"),
    Route("desk:kit-file", Permission.KIT_ISSUE, HELPS, fills="kit"),
    Route("desk:kit-revoke", Permission.KIT_ISSUE, HELPS, "post", fills="kit"),
    Route("desk:kit-put-in", Permission.KIT_TAKE_IN, CENTRES),
    Route("desk:kit-put-in", Permission.KIT_TAKE_IN, CENTRES, "post"),
    Route("desk:kit-receipt", Permission.KIT_TAKE_IN, HELPS, fills="kit kit_return"),
    Route("desk:kit-take-in", Permission.KIT_TAKE_IN, HELPS, "post", fills="kit"),
    Route("desk:kit-sheet", Permission.KIT_READ, READS, fills="kit_sheet"),
    Route("desk:kit-decide", Permission.KIT_TAKE_IN, HELPS, "post", fills="kit_sheet"),
    Route("desk:kit-dismiss", Permission.KIT_TAKE_IN, HELPS, "post", fills="kit_sheet"),
    Route("desk:kit-name", Permission.KIT_TAKE_IN, NOBODY, "post", fills="kit_sheet"),
    Route("desk:rounds", Permission.NEED_READ, OF_NEEDS),
    Route("desk:round-new", Permission.NEED_RECORD, ["commune", *CENTRES]),
    Route("desk:round-new", Permission.NEED_RECORD, ["commune", *CENTRES], "post"),
    Route("desk:round", Permission.NEED_READ, SEES_NEEDS, fills="round"),
    Route("desk:round-close", Permission.NEED_RECORD, TELLS_NEEDS, "post", fills="round"),
    Route("desk:requests", Permission.REQUEST_READ, READERS),
    # --- the vote: rounds, criteria, products, dossiers ---
    Route("desk:voting", Permission.VOTING_READ, READERS),
    Route("desk:voting-new", Permission.VOTING_ORGANISE, ORGANISERS),
    Route("desk:voting-new", Permission.VOTING_ORGANISE, ORGANISERS, "post"),
    Route("desk:voting-criteria", Permission.VOTING_READ, READERS),
    Route("desk:voting-criteria-new", Permission.VOTING_ORGANISE, ORGANISERS),
    Route("desk:voting-criteria-new", Permission.VOTING_ORGANISE, ORGANISERS, "post"),
    Route("desk:voting-criteria-set", Permission.VOTING_READ, IN_PUBLIC, fills="criteria"),
    Route("desk:voting-round", Permission.VOTING_READ, READS, fills="vote"),
    Route("desk:voting-amend", Permission.VOTING_ORGANISE, ORGANISES, fills="vote"),
    Route("desk:voting-amend", Permission.VOTING_ORGANISE, ORGANISES, "post", fills="vote"),
    Route(
        "desk:voting-step", Permission.VOTING_ORGANISE, ORGANISES, "post", fills="vote vote_step"
    ),
    Route("desk:voting-entries", Permission.VOTING_READ, READS, fills="vote"),
    Route("desk:voting-accept-all", Permission.VOTING_ORGANISE, ORGANISES, "post", fills="vote"),
    Route("desk:voting-climb", Permission.VOTING_ENTER, CLIMBS, "post", fills="upper climbed"),
    Route("desk:products", Permission.VOTING_ENTER, OF_PRODUCTS),
    Route("desk:product-choose", Permission.VOTING_ENTER, ENTERERS),
    Route("desk:product-new", Permission.VOTING_ENTER, ENTERS, fills="one"),
    Route("desk:product-new", Permission.VOTING_ENTER, ENTERS, "post", fills="one"),
    Route("desk:photo", Permission.VOTING_ENTER, READS, fills="photo small"),
    Route("desk:product", Permission.VOTING_ENTER, READS, fills="product"),
    Route("desk:product-amend", Permission.VOTING_ENTER, ENTERS, fills="product"),
    Route("desk:product-amend", Permission.VOTING_ENTER, ENTERS, "post", fills="product"),
    Route("desk:product-photos", Permission.VOTING_ENTER, ENTERS, fills="product"),
    Route("desk:product-photos", Permission.VOTING_ENTER, ENTERS, "post", fills="product"),
    Route("desk:product-photo-off", Permission.VOTING_ENTER, ENTERS, "post", fills="product photo"),
    Route("desk:entry-begin", Permission.VOTING_ENTER, ENTERS, "post", fills="product"),
    Route("desk:entry", Permission.VOTING_ENTER, READS, fills="dossier"),
    Route("desk:entry-part", Permission.VOTING_ENTER, ENTERS, fills="dossier dossier_part"),
    Route("desk:entry-part", Permission.VOTING_ENTER, ENTERS, "post", fills="dossier dossier_part"),
    Route("desk:entry-papers", Permission.VOTING_ENTER, ENTERS, fills="dossier"),
    Route("desk:entry-papers", Permission.VOTING_ENTER, ENTERS, "post", fills="dossier"),
    Route("desk:entry-paper", Permission.VOTING_ENTER, READS, fills="dossier dossier_use"),
    Route(
        "desk:entry-paper-off", Permission.VOTING_ENTER, ENTERS, "post", fills="dossier dossier_use"
    ),
    Route(
        "desk:entry-paper-use",
        Permission.VOTING_ENTER,
        ENTERS,
        "post",
        fills="dossier paper",
    ),
    Route("desk:entry-check", Permission.VOTING_ENTER, READS, fills="dossier"),
    Route("desk:entry-file", Permission.VOTING_ENTER, READS, fills="dossier pdf"),
    Route("desk:entry-step", Permission.VOTING_ENTER, ENTERED, "post", fills="dossier submitting"),
    Route("desk:requests-file", Permission.REQUEST_READ, READERS),
    Route("desk:request-start", Permission.REQUEST_PREPARE, HELPS, "post", fills="one"),
    Route("desk:request", Permission.REQUEST_READ, READS, fills="request"),
    Route("desk:request-check", Permission.REQUEST_READ, READS, fills="request"),
    Route("desk:request-file", Permission.REQUEST_READ, READS, fills="request pdf"),
    Route("desk:request-receipt", Permission.REQUEST_READ, READS, fills="request"),
    Route("desk:request-receipt-file", Permission.REQUEST_READ, READS, fills="request docx"),
    Route("desk:request-part", Permission.REQUEST_PREPARE, HELPS, fills="request money"),
    Route("desk:request-part", Permission.REQUEST_PREPARE, HELPS, "post", fills="request money"),
    Route("desk:request-papers", Permission.REQUEST_PREPARE, HELPS, fills="request"),
    Route("desk:request-papers", Permission.REQUEST_PREPARE, HELPS, "post", fills="request"),
    Route("desk:paper-use-again", Permission.REQUEST_PREPARE, HELPS, "post", fills="request paper"),
    Route("desk:paper-take-off", Permission.REQUEST_PREPARE, HELPS, "post", fills="request use"),
    Route("desk:paper", Permission.REQUEST_READ, READS, fills="paper"),
    Route("desk:request-send", Permission.REQUEST_PREPARE, HELPS, "post", fills="request"),
    Route("desk:request-receive", Permission.REQUEST_SCREEN, HELPS, "post", fills="request"),
    Route("desk:request-accept", Permission.REQUEST_SCREEN, HELPS, "post", fills="request"),
    Route("desk:request-return", Permission.REQUEST_SCREEN, HELPS, "post", fills="request"),
    Route("desk:request-refuse", Permission.REQUEST_SCREEN, HELPS, "post", fills="request"),
    Route("desk:request-withdraw", Permission.REQUEST_PREPARE, HELPS, "post", fills="request"),
    # The jury's pages are a juror's alone; those of the secretariat its secretaries', whom no
    # person of the cast is: the tests of the pages hold who gets in.
    Route("desk:scoring", Permission.DESK_ENTER, ALL_ROLES),
    Route("desk:score-sheets", Permission.VOTING_SCORE, {}, fills="vote_seat"),
    Route("desk:score-together", Permission.VOTING_SCORE, {}, fills="vote_seat"),
    Route("desk:score-declare", Permission.VOTING_SCORE, {}, fills="vote_seat"),
    Route("desk:score-declare", Permission.VOTING_SCORE, {}, "post", fills="vote_seat"),
    Route("desk:score-lock-all", Permission.VOTING_SCORE, {}, "post", fills="vote_seat"),
    Route("desk:score-sheet", Permission.VOTING_SCORE, {}, fills="vote_sheet"),
    Route("desk:score-sheet", Permission.VOTING_SCORE, {}, "post", fills="vote_sheet"),
    Route("desk:score-send", Permission.VOTING_SCORE, {}, "post", fills="vote_sheet"),
    Route("desk:score-keep-out", Permission.VOTING_SCORE, {}, "post", fills="vote_sheet"),
    Route("desk:score-photo", Permission.VOTING_SCORE, {}, fills="vote_sheet vote_seat small"),
    Route("desk:score-paper", Permission.VOTING_SCORE, {}, fills="vote_sheet pdf"),
    Route("desk:vote-members", Permission.DESK_ENTER, SENDS, fills="scored_vote"),
    Route("desk:vote-members", Permission.DESK_ENTER, SENDS, "post", fills="scored_vote"),
    Route(
        "desk:vote-seat-end",
        Permission.VOTING_APPOINT,
        CLOSES,
        "post",
        fills="scored_vote vote_seat",
    ),
    Route("desk:vote-keep-out", Permission.DESK_ENTER, {}, "post", fills="scored_vote vote_seat"),
    Route("desk:vote-lift", Permission.DESK_ENTER, {}, "post", fills="scored_vote vote_conflict"),
    Route("desk:vote-scoring", Permission.DESK_ENTER, SENDS, fills="scored_vote"),
    Route("desk:vote-step", Permission.DESK_ENTER, {}, "post", fills="scored_vote scoring_step"),
    Route("desk:vote-visits", Permission.DESK_ENTER, {}, fills="scored_vote"),
    Route("desk:vote-visits", Permission.DESK_ENTER, {}, "post", fills="scored_vote"),
    Route("desk:paper-sheets", Permission.DESK_ENTER, {}, fills="scored_vote"),
    Route("desk:paper-sheets-print", Permission.DESK_ENTER, {}, fills="scored_vote"),
    Route("desk:paper-sheet", Permission.DESK_ENTER, {}, fills="scored_vote vote_sheet"),
    Route("desk:paper-sheet", Permission.DESK_ENTER, {}, "post", fills="scored_vote vote_sheet"),
    Route("desk:paper-print", Permission.DESK_ENTER, {}, fills="scored_vote vote_sheet pdf"),
    Route("portal:ledger", PUBLIC, EVERYBODY, fills="scored_vote stage"),
    Route("portal:ledger-file", PUBLIC, EVERYBODY, fills="scored_vote stage json"),
    Route("portal:about", PUBLIC, EVERYBODY),
    Route("portal:site-map", PUBLIC, EVERYBODY),
    Route("portal:accessibility", PUBLIC, EVERYBODY),
    Route("portal:news", PUBLIC, EVERYBODY),
    Route("portal:feed", PUBLIC, EVERYBODY),
    Route("portal:calls", PUBLIC, EVERYBODY),
    Route("portal:plans", PUBLIC, EVERYBODY),
    Route("portal:projects", PUBLIC, EVERYBODY),
    Route("portal:results", PUBLIC, EVERYBODY),
    Route("portal:questions", PUBLIC, EVERYBODY),
    Route("portal:proposals", PUBLIC, EVERYBODY),
    Route("portal:contacts", PUBLIC, EVERYBODY),
    Route("portal:clusters", PUBLIC, EVERYBODY),
    Route("portal:search", PUBLIC, EVERYBODY),
    Route("portal:english", PUBLIC, EVERYBODY),
    Route("portal:english-how", PUBLIC, EVERYBODY),
    Route("portal:english-figures", PUBLIC, EVERYBODY),
    Route("portal:english-contacts", PUBLIC, EVERYBODY),
    Route("portal:sitemap", PUBLIC, EVERYBODY),
    Route("portal:robots", PUBLIC, EVERYBODY),
    Route("portal:law-inside", PUBLIC, EVERYBODY),
    Route(
        "portal:result-rows",
        PUBLIC,
        EVERYBODY,
        filled="?nam=2026&chi-tieu=models.count&noi-dung=technical_demonstration_and_machinery",
    ),
    Route("portal:news-item", PUBLIC, EVERYBODY, fills="published_news"),
    Route("portal:news-picture", PUBLIC, EVERYBODY, fills="published_news small"),
    Route("portal:call", PUBLIC, EVERYBODY, fills="published_call"),
    Route("portal:plan", PUBLIC, EVERYBODY, fills="published_plan"),
    Route("portal:project", PUBLIC, EVERYBODY, fills="published_project"),
    Route("asking:ask", PUBLIC, EVERYBODY),
    Route("asking:typing", PUBLIC, EVERYBODY),
    Route("asking:answered", PUBLIC, EVERYBODY, fills="question_code"),
    Route("desk:news", Permission.NEWS_READ, READERS),
    Route("desk:publication-new", Permission.NEWS_WRITE, NEWSMEN, words=("tin",)),
    Route("desk:publication-new", Permission.NEWS_WRITE, NEWSMEN, "post", words=("keu-goi",)),
    Route("desk:publication", Permission.NEWS_READ, READS, fills="draft_news"),
    Route("desk:publication-picture", Permission.NEWS_READ, READS, fills="published_news first"),
    Route("desk:publication-amend", Permission.NEWS_WRITE, WRITES_NEWS, fills="draft_news"),
    Route("desk:publication-amend", Permission.NEWS_WRITE, WRITES_NEWS, "post", fills="draft_news"),
    Route(
        "desk:publication-publish", Permission.NEWS_PUBLISH, PUBLISHES, "post", fills="draft_news"
    ),
    Route(
        "desk:publication-take-back",
        Permission.NEWS_PUBLISH,
        PUBLISHES,
        "post",
        fills="published_news",
    ),
    Route("desk:questions", Permission.QUESTION_READ, READERS),
    Route("desk:question", Permission.QUESTION_READ, READS, fills="question"),
    Route(
        "desk:question-answer", Permission.QUESTION_ANSWER, ANSWERS_PUBLIC, "post", fills="question"
    ),
    Route(
        "desk:question-set-aside",
        Permission.QUESTION_ANSWER,
        ANSWERS_PUBLIC,
        "post",
        fills="question",
    ),
    Route(
        "desk:question-take-back",
        Permission.QUESTION_ANSWER,
        ANSWERS_PUBLIC,
        "post",
        fills="question",
    ),
)
