"""Which tables travel, in the order of their foreign keys, and which do not, each with its reason.

A new table of the house goes into one of the two: a test fails where it is in neither. `custodian`
is the way from a row to the body that answers for it; `withheld` are fields that stay at home, with
what stands in their place where the row is new.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from khuyencong.core.blobs import BlobHash
from khuyencong.values.canonical import canonical, sha256_of

EVERY = Q()


@dataclass(frozen=True)
class Carried:
    """A table that travels."""

    label: str
    custodian: str = "custodian"
    withheld: Mapping[str, Any] = field(default_factory=dict)
    #: Its custody is that of the body which gives it away, whatever was inherited since.
    given_away: bool = False
    #: Which of its rows travel, by what of them never changes, or changes once for good; all of
    #: them where nothing is said.
    only: Q = EVERY
    #: Which rows may be put to the home as wishes: others stand here until it speaks.
    wished: Q = EVERY
    #: The fields, with a space between, whose files are here, and were looked at, before the row
    #: is: until then it waits.
    file: str = ""
    #: A field that names a file which stays at home: its hash travels.
    file_stays: str = ""
    #: It is put to a record of another table (`PUT_TO`), whose custodian answers for it too.
    is_put: bool = False

    @cached_property
    def model(self) -> type[Model]:
        """Return the table."""
        return apps.get_model(self.label)

    def rows(self) -> QuerySet[Any]:
        """Return the rows that travel."""
        return self.model._base_manager.filter(self.only)

    @property
    def title(self) -> str:
        """Return what its rows are called."""
        return str(self.model._meta.verbose_name)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Return the fields whose files are here before the row is."""
        return tuple(self.file.split())

    @cached_property
    def custodian_path(self) -> str:
        """Return the way to the custodian's id, as a query takes it."""
        return f"{self.custodian}_id"

    @cached_property
    def pointers(self) -> list[ForeignKey[Any, Any]]:
        """Return the foreign keys that travel."""
        return [
            f
            for f in self.model._meta.concrete_fields
            if isinstance(f, ForeignKey) and f.name not in self.withheld
        ]


NO_NUMBER = {"owner_mask": ""}

#: Programmes that an office entered; those of the reference data stand on both sides by file.
ENTERED = Q(by__isnull=False)
UNDER_ENTERED = Q(programme__by__isnull=False)

#: Ways to score that a body adopted; those for everybody stand on both sides by file.
ADOPTED = Q(custodian__isnull=False)
UNDER_ADOPTED = Q(criteria__custodian__isnull=False)
#: What a council said leaves the house once it has concluded, for good, without who said it.
CONCLUDED = Q(closed_at__isnull=False)
OF_CONCLUDED = Q(session__closed_at__isnull=False)
OF_DECIDED = Q(round__state__in=("decided", "recognised"))
MINUTES = {"minutes": None, "remarks": ""}
#: Of a code that nobody gave out, whoever was told of it answers.
OF_A_TITLE = Q(custodian__isnull=False)
#: What a receiver answered is told by his acts; what was read in a report stays where it was.
RECKONED = {
    "ordinal": 0,
    "answer": "",
    "answered_at": None,
    "answered_by": None,
    "reason": "",
    "arrived_on": None,
    "document": None,
}
#: The calendar speaks for a receiver where he is kept.
BY_A_PERSON = Q(by__isnull=False)

#: Kinds of papers that stay at home as the rows do which they prove: lists of persons.
LISTS_OF_PERSONS = ("danh-sach",)
#: To what a paper is put, by the word of `PaperUse.about_kind`: the table, the field that `about`
#: names, the way to who answers for it. Papers put to anything else do not travel with it.
PUT_TO = {
    "request": ("applications.Request", "pk", "custodian"),
    "project": ("projects.Project", "pk", "custodian"),
    "line": ("projects.Line", "pk", "project__custodian"),
    "result": ("results.Result", "series", "custodian"),
    "entry": ("competitions.Entry", "pk", "custodian"),
}
NO_LIST = ~Q(kind__code__in=LISTS_OF_PERSONS)
PUT_NO_LIST = Q(about_kind__in=PUT_TO) & ~Q(paper__kind__code__in=LISTS_OF_PERSONS)

CARRIED = (
    Carried("registry.BodyFact", "organisation"),
    Carried("registry.BodyRevenue", "organisation"),
    Carried("registry.Agreement", "organisation"),
    Carried("registry.HeadCount", "organisation"),
    Carried("registry.IndustrialCluster"),
    Carried("registry.ClusterFigure", "cluster__custodian"),
    Carried("registry.CraftVillage"),
    Carried("registry.CraftVillageRecognition", "village__custodian"),
    Carried("registry.CraftVillageFigure", "village__custodian"),
    Carried("registry.Establishment", withheld=NO_NUMBER),
    Carried("registry.EstablishmentVersion", "establishment__custodian", NO_NUMBER),
    Carried("registry.EstablishmentFigure", "establishment__custodian"),
    Carried("registry.Merge", "kept__custodian"),
    Carried("registry.Artisan"),
    Carried("registry.ArtisanRecognition", "artisan__custodian"),
    Carried("registry.OtherSupport"),
    Carried("registry.DoubleSupportOverride", "establishment__custodian"),
    Carried("office.OutgoingBook", "body"),
    Carried("office.IssuedDocument", "body"),
    Carried("programmes.Programme", only=ENTERED),
    Carried("programmes.Target", "programme__custodian", only=UNDER_ENTERED),
    Carried("programmes.YearPlan", "programme__custodian", only=UNDER_ENTERED),
    Carried("programmes.Estimate", "programme__custodian", only=UNDER_ENTERED),
    Carried("programmes.ContextFigure"),
    Carried("programmes.DifficultPlace"),
    Carried("funds.Budget", "owner"),
    Carried("funds.YearTurn", "budget__owner"),
    Carried("funds.Fund", "budget__owner"),
    Carried("funds.Share", "fund__budget__owner"),
    Carried("funds.Entry", "owner"),
    Carried("funds.Posting", "entry__owner"),
    Carried("funds.AdvanceGround", "entry__owner"),
    Carried("funds.BesideMoney", "owner"),
    Carried("funds.RepayableSupport", "owner"),
    Carried("funds.Instalment", "agreement__owner"),
    Carried("funds.Repayment", "agreement__owner"),
    Carried("funds.InterestClaim", "owner"),
    Carried("applications.SurveyRound"),
    Carried("applications.RoundTarget", "round__custodian"),
    Carried("applications.Need"),
    Carried("applications.Proposal"),
    Carried("applications.ProposalMove", "proposal__custodian"),
    Carried("applications.Remark"),
    Carried("applications.Request"),
    Carried("applications.RequestVersion", "request__custodian"),
    Carried("applications.RequestStep", "request__custodian"),
    Carried("applications.Paper", only=NO_LIST, file="sha256"),
    Carried("projects.Project"),
    Carried("projects.ProjectPlace", "project__custodian"),
    Carried("projects.Line", "project__custodian"),
    Carried("projects.LineShare", "line__project__custodian"),
    Carried("projects.Adjustment", "project__custodian"),
    Carried("projects.Appraisal", "project__custodian"),
    Carried("projects.AppraisalSheet", "appraisal__project__custodian"),
    Carried("projects.Contract", "project__custodian"),
    Carried("projects.ContractShare", "contract__project__custodian"),
    Carried("projects.Annex", "contract__project__custodian"),
    Carried("projects.Acceptance", "line__project__custodian"),
    Carried("projects.CouncilMember", "acceptance__line__project__custodian"),
    Carried("projects.StepTaken", "project__custodian"),
    Carried("projects.Progress", "line__project__custodian"),
    Carried("projects.Inspection", "project__custodian"),
    Carried("projects.InspectionFinding", "inspection__project__custodian"),
    Carried("projects.FollowUp", "line__project__custodian"),
    Carried("plans.Plan", "owner"),
    Carried("plans.PlanVersion", "plan__owner"),
    Carried("plans.PlanRow", "version__plan__owner"),
    Carried("plans.PlanRowShare", "row__version__plan__owner"),
    Carried("plans.PlanAct", "version__plan__owner"),
    Carried("plans.Registration", "registrar"),
    Carried("plans.RegistrationRow", "registration__registrar"),
    Carried("results.Result"),
    Carried("results.ResultEstablishment", "result__custodian"),
    Carried("competitions.CriteriaSet", only=ADOPTED),
    Carried("competitions.SubCriterion", "criteria__custodian", only=UNDER_ADOPTED),
    Carried("competitions.Round"),
    Carried("competitions.RoundStep", "round__custodian"),
    Carried("competitions.Product"),
    Carried(
        "competitions.Photo", "product__custodian", file="public thumbnail", file_stays="original"
    ),
    Carried("competitions.MakingStep", "product__custodian"),
    Carried("competitions.ProductBatch", "product__custodian"),
    Carried("competitions.Entry"),
    Carried("competitions.EntryVersion", "entry__custodian"),
    Carried("competitions.EntryStep", "entry__custodian"),
    Carried("competitions.CouncilSession", "round__custodian", MINUTES, only=CONCLUDED),
    Carried("competitions.Verdict", "entry__custodian", only=OF_CONCLUDED),
    Carried("competitions.Ledger", "round__custodian", only=OF_DECIDED),
    Carried("competitions.Certificate"),
    Carried("competitions.FakeReport", only=OF_A_TITLE),
    Carried("competitions.Fair"),
    Carried("competitions.Booth", "fair__custodian"),
    Carried("competitions.Exhibitor", "fair__custodian"),
    Carried("competitions.Brought", "exhibitor__fair__custodian"),
    Carried("competitions.Showroom"),
    Carried("competitions.Display", "showroom__custodian"),
    # After all that a paper may be put to.
    Carried("applications.PaperUse", "paper__custodian", only=PUT_NO_LIST, is_put=True),
    Carried("reports.Report"),
    Carried("reports.Edition", "report__custodian"),
    Carried("reports.EditionStep", "edition__report__custodian"),
    Carried("reporting.Submission", "duty__custodian", RECKONED),
    Carried("reporting.DutyAct", "duty__receiver", wished=BY_A_PERSON),
    # Last: what was changed before custody moved is judged by the custody of before.
    Carried("registry.Succession", "predecessor", given_away=True),
)
BY_LABEL = {one.label: one for one in CARRIED}
ORDER = {one.label: at for at, one in enumerate(CARRIED)}

#: Fields that every act changes and nobody reads: a decision takes them along with the others.
MARKS = frozenset({"stamp"})

#: Tables that both sides have by themselves: a row is named by its own key, not by its id.
REFERENCES: dict[str, tuple[str, ...]] = {
    "registry.Place": ("key",),
    "registry.Organisation": ("key",),
    "registry.Region": ("scheme__key", "key"),
    "registry.Trade": ("edition", "code"),
    "law.LegalDocument": ("key",),
    "applications.Tag": ("code",),
    "applications.PaperKind": ("code",),
    # Those that a body adopted travel beside, under the same key.
    "competitions.CriteriaSet": ("key",),
    "reporting.Duty": (
        *("custodian__key", "receiver__key", "form", "title", "period_start", "period_end"),
    ),
}

_REFERENCE = "danh mục dùng chung, mỗi nơi nạp từ tệp"
_OWN = "việc riêng của từng hệ thống"
_NUMBERS = "số định danh cá nhân ở lại nơi giữ"
_PERSONS = "tên người ở lại nơi giữ"
_COUNTER = "số đếm, tính lại từ các hàng đã nhận"
_LAW = "tham số pháp luật do mỗi nơi đề xuất và xác nhận, đơn vị giữ tính theo địa bàn"
_COUNCIL = (
    "ai chấm, ai bỏ phiếu thế nào ở lại nơi tổ chức; kết luận, số phiếu và sổ điểm ẩn tên thì đi"
)
_LABEL = "khóa ký tem và lượt mở trang của từng hệ thống"
_READ = "báo cáo đọc vào chưa chuyển: số đã soát là việc của nơi soát"
_NAMED = "tên gọi của báo cáo phải gửi, lập ra khi có việc nói tới; việc thì đi"
_RULES = "chế độ ở lại nơi quyết định; kỳ, hạn mà nó dẫn tới đi theo từng báo cáo phải gửi"
_PORTAL = "mỗi nơi tự đăng tin, trả lời, dữ liệu mở trên cổng của mình"
_KITS = "phiếu của bộ công cụ xã ở nơi đã cấp; hồ sơ lập từ phiếu thì đi"


def _each(reason: str, *labels: str) -> dict[str, str]:
    return dict.fromkeys(labels, reason)


EXEMPT: dict[str, str] = {
    **_each(
        _OWN,
        *(f"core.{n}" for n in ("JournalEntry", "ChainHead", "OutboxMessage", "DoneOnce")),
        *(f"core.{n}" for n in ("JobRun", "CacheRow", "Followed")),
        *(f"accounts.{n}" for n in ("User", "Membership", "Representation")),
        *(f"exchange.{n}" for n in ("Instance", "FormerKey", "Home", "Change", "Known", "Bundle")),
        *(f"exchange.{n}" for n in ("Parked", "Conflict", "OutsideCode")),
        *(f"exchange.{n}" for n in ("AwaitedFile", "FileThere")),
        # Who may act for whom, and files half here, belong to the accounts of one instance.
        *(f"applications.{n}" for n in ("Claim", "Help", "Upload", "UploadPart")),
        "registry.LikelyTwin",
        "reports.Phrase",
        "reports.ChapterVersion",
    ),
    **_each(
        _REFERENCE,
        *(label for label in REFERENCES if label not in BY_LABEL),
        *(f"registry.{n}" for n in ("PlaceName", "PlaceCode", "PlaceParent", "Lineage")),
        *(f"registry.{n}" for n in ("OrganisationName", "ReferenceEdition", "RegionScheme")),
        "registry.RegionMembership",
        "applications.PaperNeeded",
        *(f"projects.{n}" for n in ("StepPaper", "StepDeadline", "AppraisalCriterion")),
        *(f"projects.{n}" for n in ("AppraisalQuorum", "CouncilSeat")),
    ),
    **_each(
        _LAW,
        *(f"law.{n}" for n in ("DocumentLink", "Coverage", "Article", "ArticleText")),
        *(f"law.{n}" for n in ("ProvincialInstrument", "Parameter", "ParameterEnd")),
        "law.ConflictReason",
    ),
    **_each(_NUMBERS, "registry.OwnerNumber", "registry.NumberReveal"),
    **_each(_PERSONS, "registry.StaffMember", "registry.Collaborator", "results.Participant"),
    **_each(
        _COUNCIL,
        *(f"competitions.{n}" for n in ("Seat", "Conflict", "Attendance", "Ballot")),
        *(f"competitions.{n}" for n in ("Sheet", "SheetWrite", "Keying", "FieldVisit")),
    ),
    **_each(_LABEL, *(f"competitions.{n}" for n in ("QrKey", "ScanCount", "ScanFile"))),
    **_each(_COUNTER, "applications.ReceiptCounter"),
    **_each(_COUNTER, "competitions.CertificateCounter", "competitions.MinutesCounter"),
    **_each(_NAMED, "reporting.Duty"),
    **_each(_RULES, "reporting.Regime"),
    **_each(_OWN, "reporting.Notice"),
}
#: Whole rooms that do not travel yet.
EXEMPT_ROOMS = {
    "ingestion": _READ,
    "fieldwork": _KITS,
    "publishing": _PORTAL,
    "opendata": _PORTAL,
    "connections": _OWN,
    "notices": _OWN,
}


def exempt(label: str) -> str:
    """Return why a table does not travel; "" where nothing says so."""
    return EXEMPT.get(label) or EXEMPT_ROOMS.get(label.partition(".")[0], "")


def blob_fields(one: Carried) -> list[BlobHash]:
    """Return the fields that name a kept file which travels."""
    fields = one.model._meta.concrete_fields
    return [f for f in fields if isinstance(f, BlobHash) and f.attname != one.file_stays]


@cache
def schema_mark() -> str:
    """Return a word for what travels: two instances with the same word understand each other."""
    told = {one.label: sorted(f.attname for f in _fields(one)) for one in CARRIED}
    return sha256_of(canonical(told))[:16]


def _fields(one: Carried) -> Iterator[Any]:
    for f in one.model._meta.concrete_fields:
        if not f.primary_key and f.name not in one.withheld:
            yield f
