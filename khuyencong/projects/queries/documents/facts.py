"""What a document of a đề án is made of: plain facts, loaded once, that builders only read."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from khuyencong.documents import Issuer
from khuyencong.values.dates import format_long_date

#: For the pen: what nobody has told, or has not been verified.
DOTS = "……………"


def told(text: str) -> str:
    """Return the text, or room for the pen."""
    return text or DOTS


def day_told(day: date | None) -> str:
    """Return "ngày 05 tháng 3 năm 2026", or room for the pen."""
    return format_long_date(day) if day else f"ngày {DOTS}"


@dataclass(frozen=True, kw_only=True)
class Body:
    """A body as the head and the foot of a document name it."""

    id: UUID
    name: str
    superior: str = ""
    place: str = ""
    #: The place as it stands before the day: "Bắc Giang".
    town: str = ""
    #: What its head is called; the short name in its symbols, "" where nobody told it.
    head: str = "Giám đốc"
    tail: str = ""

    @property
    def issuer(self) -> Issuer:
        """Return the left side of the head."""
        return Issuer(self.name, self.superior)

    @property
    def full_name(self) -> str:
        """Return the name with its place where the name alone does not tell it."""
        if self.place and self.superior.startswith("UBND"):
            return f"{self.name} {self.place}"
        return self.name


@dataclass(frozen=True, kw_only=True)
class Basis:
    """The grounds of a document: those that are verified, and those left blank with the reason."""

    named: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beneficiary:
    """An establishment as a contract names it."""

    id: UUID
    name: str
    form: str
    address: str
    tax_code: str = ""


@dataclass(frozen=True, kw_only=True)
class Member:
    """Who sat in a council, and for whom."""

    name: str
    title: str
    body: str
    chairs: bool = False


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What a council accepted of a line."""

    id: UUID
    day: date
    quantity: int
    cost: int
    support: dict[str, int]
    words: str
    jobs: int | None
    council: tuple[Member, ...]


@dataclass(frozen=True, kw_only=True)
class LineTold:
    """One line of support; `support` is whole đồng under the label of its source."""

    id: UUID
    number: int
    what: str
    year: int
    place: str
    quantity: int
    unit: str
    cost: int
    counterpart: int
    support: dict[str, int]
    counts: bool
    beneficiary: Beneficiary | None = None
    accepted: Accepted | None = None

    @property
    def supported(self) -> int:
        """Return the State's support from all sources."""
        return sum(self.support.values())

    @property
    def amount(self) -> str:
        """Return "02 máy"."""
        return f"{self.quantity:02d} {self.unit}".strip()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What one appraiser gave."""

    id: UUID
    name: str
    points: dict[str, int]
    total: int | None
    remark: str
    conflict: str
    day: date


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A line of the scored form."""

    code: str
    label: str
    most: int


@dataclass(frozen=True, kw_only=True)
class AppraisalTold:
    """One round of appraisal."""

    id: UUID
    level: str
    level_label: str
    round: int
    opened: date
    closed: date | None
    verdict: str
    verdict_label: str
    words: str
    sheets: tuple[Sheet, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, kw_only=True)
class AnnexTold:
    """What an annex changed; `changed` holds (line, source label, before, after)."""

    id: UUID
    number: str
    signed_on: date
    told: str
    changed: tuple[tuple[str, str, int, int], ...]


@dataclass(frozen=True, kw_only=True)
class ContractTold:
    """A contract, with what it promises now by line."""

    id: UUID
    is_first: bool
    number: str
    signed_on: date
    ends_on: date | None
    advance_percent: int | None
    advance_reason: str
    liquidated_on: date | None
    promised: dict[UUID, int]
    annexes: tuple[AnnexTold, ...] = ()

    @property
    def total(self) -> int:
        """Return what it promises in all."""
        return sum(self.promised.values())


@dataclass(frozen=True, kw_only=True)
class FindingTold:
    """Something that an inspection wants put right."""

    told: str
    due_on: date | None
    how: str


@dataclass(frozen=True, kw_only=True)
class InspectionTold:
    """One round of inspection."""

    id: UUID
    day: date
    body: Body
    minutes: str
    findings: tuple[FindingTold, ...]


@dataclass(frozen=True, kw_only=True)
class AdjustmentTold:
    """A request to change; `changes` holds (what, before, after) in words."""

    id: UUID
    kinds: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    reason: str
    day: date
    #: Which right decides: "approve_great" where it is that of the approver of the plan.
    authority: str


@dataclass(frozen=True, kw_only=True)
class Money:
    """What the ledger says of one source in one year."""

    source: str
    year: int
    committed: int
    contracted: int
    advanced: int
    paid: int

    @property
    def left(self) -> int:
        """Return what was given to the đề án and has not been spent."""
        return self.committed - self.advanced - self.paid


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """A đề án as its documents tell it on a day."""

    id: UUID
    code: str
    name: str
    is_national: bool
    kind: str
    state: str
    state_label: str
    content: str
    method: str
    partner: str
    purpose: str
    first_year: int
    last_year: int
    starts_on: date | None
    ends_on: date | None
    places: tuple[str, ...]
    custodian: Body
    owner: Body
    implementer: Body | None
    day: date
    registered_on: date | None = None
    lines: tuple[LineTold, ...] = ()
    appraisals: tuple[AppraisalTold, ...] = ()
    contracts: tuple[ContractTold, ...] = ()
    inspections: tuple[InspectionTold, ...] = ()
    adjustments: tuple[AdjustmentTold, ...] = ()
    money: tuple[Money, ...] = ()
    basis: Basis = field(default_factory=Basis)

    @property
    def living(self) -> tuple[LineTold, ...]:
        """Return the lines that still stand in the đề án."""
        return tuple(line for line in self.lines if line.counts)

    @property
    def carrier(self) -> Body:
        """Return who carries it out: the implementer, else who keeps the record."""
        return self.implementer or self.custodian

    @property
    def years(self) -> str:
        """Return "2026" or "2026–2028"."""
        if self.first_year == self.last_year:
            return str(self.first_year)
        return f"{self.first_year}–{self.last_year}"

    def of(self, beneficiary: Beneficiary | None) -> tuple[LineTold, ...]:
        """Return the living lines of a beneficiary."""
        return tuple(line for line in self.living if line.beneficiary == beneficiary)
