"""The life of a đề án as plain facts: what every act leads to, without a database.

Each function returns the life after an act or raises Refused, by the same tables, rights, gates
and ledger as the actions. What the law says to a case is judged elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from uuid import UUID

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.funds.rules import Balances, Portion, ShareKey, Spending, Voucher, post
from khuyencong.funds.states import EntryKind
from khuyencong.projects.rules.accepting import checked_sums, refuse_open_finding
from khuyencong.projects.rules.appraising import refuse_too_few, refuse_whose_own
from khuyencong.projects.rules.gates import (
    is_accepted_whole,
    living,
    may_be_contracted,
    may_be_contracted_second,
    may_be_registered,
)
from khuyencong.projects.rules.money import rest, spread, totals
from khuyencong.projects.rules.settling import may_be_closed, may_be_settled, refuse_payment
from khuyencong.projects.rules.steps import require_line_step, require_step
from khuyencong.projects.states import (
    ACTS,
    GONE,
    PROJECT_STEPS,
    AppraisalLevel,
    LineState,
    ProjectState,
    Verdict,
)
from khuyencong.values.vocabulary import FundingSource

PURPOSE = "mẫu"


@dataclass(frozen=True, slots=True)
class LineLife:
    """One line: where it stands, what it is to get, what inspections still want of it."""

    id: UUID
    number: int
    state: str
    year: int
    content: str
    establishment_id: UUID | None
    support: tuple[tuple[FundingSource, int], ...]
    findings: tuple[str, ...] = ()
    times_seen: int = 0

    @property
    def counts(self) -> bool:
        """Return whether the line still stands in its đề án."""
        return self.state not in GONE

    @property
    def portions(self) -> list[Portion]:
        """Return what it is to get, as the ledger takes it."""
        return [Portion(self.id, source, self.year, amount) for source, amount in self.support]


@dataclass(frozen=True, slots=True)
class Life:
    """A đề án with its lines, who did what, the open sheets, and all the money it touches."""

    id: UUID
    custodian_id: UUID
    owner_id: UUID
    state: str
    lines: tuple[LineLife, ...]
    balances: Balances = field(default_factory=Balances)
    implementer_id: UUID | None = None
    taken: tuple[tuple[str, UUID], ...] = ()
    sheets: frozenset[tuple[str, UUID]] = frozenset()
    rate: Fraction | None = None
    needed: int = 2

    def line(self, key: UUID) -> LineLife:
        """Return one line."""
        return next(line for line in self.lines if line.id == key)

    @property
    def shares(self) -> dict[ShareKey, Spending]:
        """Return what its lines hold in the ledger."""
        keys = {line.id for line in self.lines}
        return {k: s.spending for k, s in self.balances.shares.items() if k.part in keys}


# --- steps ---------------------------------------------------------------------------------------


def stepped(life: Life, name: str, by: Actor, reason: str = "") -> Life:
    """Return the life after a step of the đề án."""
    step = require_step(PROJECT_STEPS, name, life.state, by, life, life.taken, reason)
    return _noted(replace(life, state=step.target), name, by)


def line_stepped(life: Life, key: UUID, name: str, by: Actor, reason: str = "") -> Life:
    """Return the life after a step of one line."""
    line = life.line(key)
    step = require_line_step(name, line.state, life.state, by, life, life.taken, reason)
    return _noted(_with(life, replace(line, state=step.target)), name, by)


def acted(life: Life, name: str, by: Actor, reason: str = "") -> Life:
    """Return the life after an act that moves nothing."""
    require_step(ACTS, name, life.state, by, life, life.taken, reason)
    return _noted(life, name, by)


def _noted(life: Life, name: str, by: Actor) -> Life:
    return replace(life, taken=(*life.taken, (name, by.id)))


def _with(life: Life, line: LineLife) -> Life:
    lines = tuple(line if one.id == line.id else one for one in life.lines)
    return replace(life, lines=lines)


def _posted(life: Life, kind: EntryKind, portions: list[Portion], **more: object) -> Life:
    if not portions:
        raise Refused("Chưa ghi số tiền của dòng nào.")
    voucher = Voucher(
        kind=kind,
        spender=life.id,
        portions=tuple(portions),
        **more,  # type: ignore[arg-type]
    )
    return replace(life, balances=post(life.balances, voucher).balances)


# --- before approval -----------------------------------------------------------------------------


def register(life: Life, by: Actor) -> Life:
    """Register a draft that is whole."""
    may_be_registered(PURPOSE, life.lines)
    return stepped(life, "register", by)


def score(life: Life, level: AppraisalLevel, by: Actor) -> Life:
    """Give one's sheet of the open round."""
    life = acted(life, f"score_{level}", by)
    refuse_whose_own(by, life)
    return replace(life, sheets=life.sheets | {(str(level), by.id)})


def conclude(
    life: Life, level: AppraisalLevel, verdict: Verdict, by: Actor, reason: str = ""
) -> Life:
    """Close the round of a level; its sheets are of the past."""
    life = stepped(life, f"{verdict}_{level}", by, reason)
    refuse_whose_own(by, life)
    if verdict != Verdict.RETURN:
        refuse_too_few(sum(at == level for at, _ in life.sheets), life.needed)
    kept = frozenset((at, person) for at, person in life.sheets if at != level)
    return replace(life, sheets=kept)


def approve(life: Life, by: Actor) -> Life:
    """Approve in a plan: its proposed lines are confirmed, their money committed."""
    life = stepped(life, "approve", by)
    proposed = [line for line in life.lines if line.state == LineState.PROPOSED]
    for line in proposed:
        life = line_stepped(life, line.id, "confirm_line", by)
    portions = [portion for line in proposed for portion in line.portions]
    return _posted(life, EntryKind.COMMIT, portions, owner=life.owner_id)


# --- contracts -----------------------------------------------------------------------------------


def assign(life: Life, body: UUID, by: Actor, reason: str) -> Life:
    """Choose who carries it out."""
    return replace(acted(life, "assign", by, reason), implementer_id=body)


def sign_first(life: Life, rate: Fraction | None, by: Actor) -> Life:
    """Bind all that is committed."""
    may_be_contracted(life.implementer_id, life.lines)
    life = stepped(life, "contract", by)
    life = _posted(life, EntryKind.CONTRACT, rest(life.shares, "reserved"))
    return replace(life, rate=rate)


def sign_second(life: Life, key: UUID, by: Actor) -> Life:
    """Contract one line with its beneficiary."""
    may_be_contracted_second([life.line(key)])
    return line_stepped(life, key, "contract_line", by)


# --- carried out ---------------------------------------------------------------------------------


def advance(life: Life, key: UUID, source: FundingSource, amount: int, by: Actor) -> Life:
    """Advance by the rate of the contract."""
    life = line_stepped(life, key, "advance", by)
    if amount <= 0:
        raise Refused("Số tạm ứng phải lớn hơn 0.")
    if life.rate is None:
        raise Refused("Chưa có mức tạm ứng.")
    portions = spread(life.shares, key, source, amount, "unspent")
    return _posted(life, EntryKind.ADVANCE, portions, percent=life.rate)


def report(life: Life, key: UUID, by: Actor) -> Life:
    """Tell progress; the first report begins the work."""
    if life.state == ProjectState.CONTRACTED:
        life = stepped(life, "begin", by)
    life = acted(life, "progress", by)
    if not life.line(key).counts:
        raise Refused("Dòng này không còn trong đề án.")
    return life


def inspect(life: Life, key: UUID, told: str, by: Actor) -> Life:
    """Find something to be put right at a line."""
    life = acted(life, _side(life, "inspect", by), by)
    line = life.line(key)
    return _with(life, replace(line, findings=(*line.findings, told)))


def close_finding(life: Life, key: UUID, by: Actor) -> Life:
    """Say that the first finding of a line was put right."""
    life = acted(life, _side(life, "close_finding", by), by)
    line = life.line(key)
    if not line.findings:
        raise Refused("Không có kiến nghị nào đang mở.")
    return _with(life, replace(line, findings=line.findings[1:]))


def _side(life: Life, name: str, by: Actor) -> str:
    return name if by.may("project.inspect", of=life.custodian_id) else f"{name}_above"


def accept(
    life: Life, key: UUID, accepted: Mapping[FundingSource, int], cost: int, by: Actor
) -> Life:
    """Accept a line, clear its advances; with the last one accept the đề án."""
    life = line_stepped(life, key, "accept_line", by)
    refuse_open_finding(life.line(key).findings)
    sums = checked_sums(accepted, cost, 1)
    for source, amount in sums.items():
        before = life.shares
        portions = spread(before, key, source, amount, "contracted")
        life = _posted(life, EntryKind.ACCEPT, portions)
        cleared = cleared_of(portions, before)
        life = _posted(life, EntryKind.CLEAR, cleared) if cleared else life
    return stepped(life, "accept", by) if is_accepted_whole(life.lines) else life


def cleared_of(accepted: list[Portion], shares: Mapping[ShareKey, Spending]) -> list[Portion]:
    """Return how much of the outstanding advances an acceptance clears."""
    return [
        Portion(one.part, one.source, one.year, amount)
        for one in accepted
        if (amount := min(one.amount, shares[one.share].advanced)) > 0
    ]


# --- paid and settled ----------------------------------------------------------------------------


def pay(life: Life, key: UUID, source: FundingSource, amount: int, by: Actor) -> Life:
    """Pay what was accepted; with the last đồng due the line is paid."""
    line, shares = life.line(key), life.shares
    require_line_step("pay", line.state, life.state, by, life, life.taken)
    refuse_payment(line, totals(shares, key, source), totals(shares, key), amount)
    if amount:
        portions = spread(shares, key, source, amount, "payable")
        life = _posted(life, EntryKind.PAY, portions)
    if totals(life.shares, key).payable:
        return _noted(life, "pay", by)
    return line_stepped(life, key, "pay", by)


def refund(life: Life, key: UUID, source: FundingSource, amount: int, by: Actor) -> Life:
    """Let money of a line come back."""
    life = acted(life, "refund", by)
    year = life.line(key).year
    return _posted(life, EntryKind.REFUND, [Portion(key, source, year, amount)])


def liquidate(life: Life, by: Actor) -> Life:
    """Liquidate the contracts."""
    life = stepped(life, "liquidate", by)
    refuse_open_finding([told for line in life.lines for told in line.findings])
    return life


def settle(life: Life, by: Actor) -> Life:
    """Settle what was paid, give back what was not spent."""
    life = stepped(life, "settle", by)
    may_be_settled(life.lines, life.shares)
    unspent = rest(life.shares, "unspent")
    life = _posted(life, EntryKind.UNCONTRACT, unspent) if unspent else life
    reserved = rest(life.shares, "reserved")
    life = _posted(life, EntryKind.RELEASE, reserved) if reserved else life
    return _posted(life, EntryKind.SETTLE, rest(life.shares, "unsettled"))


def follow_up(life: Life, key: UUID, by: Actor) -> Life:
    """See what a paid support did."""
    life = line_stepped(life, key, "follow_up_line", by)
    line = life.line(key)
    return _with(life, replace(line, times_seen=line.times_seen + 1))


def close(life: Life, by: Actor) -> Life:
    """End the follow-up."""
    life = stepped(life, "close", by)
    may_be_closed({line: line.times_seen for line in living(life.lines)})
    return life
