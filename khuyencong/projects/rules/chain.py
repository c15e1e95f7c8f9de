"""The whole way of a đề án as one list: what is done, what is now, what waits for what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from khuyencong.core.workflow import Side
from khuyencong.projects.states import ENDED, LineState, ProjectState

S, L = ProjectState, LineState


class Standing(StrEnum):
    """How far a stage has come."""

    DONE = "done"
    NOW = "now"
    PART = "part"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage: the step that ends it, the states in which it is the work of the day.

    `lines` are the states of a line that has it behind itself; a stage without them is of the
    whole đề án. A stage with `optional` is never waited for.
    """

    name: str
    label: str
    side: Side
    ends: str
    open_in: frozenset[str]
    lines: frozenset[str] = frozenset()
    optional: bool = False
    said: str = ""


_AFTER_CONTRACT = frozenset({L.CONTRACTED, L.ADVANCED, L.ACCEPTED, L.PAID, L.FOLLOWED_UP})
_CARRIED_OUT = frozenset({S.CONTRACTED, S.IN_PROGRESS, S.SUSPENDED})

STAGES = (
    Stage(
        name="register",
        label="Soạn và đăng ký",
        side=Side.KEEPER,
        ends="register",
        open_in=frozenset({S.DRAFT, S.RETURNED}),
        said="đăng ký",
    ),
    Stage(
        name="base",
        label="Thẩm định cấp cơ sở",
        side=Side.KEEPER,
        ends="pass_base",
        open_in=frozenset({S.REGISTERED}),
        said="thẩm định cơ sở",
    ),
    Stage(
        name="submit",
        label="Trình cấp phê duyệt",
        side=Side.KEEPER,
        ends="submit",
        open_in=frozenset({S.BASE_APPRAISED}),
        said="trình",
    ),
    Stage(
        name="upper",
        label="Thẩm định cấp phê duyệt",
        side=Side.OWNER,
        ends="pass_upper",
        open_in=frozenset({S.SUBMITTED}),
        said="thẩm định cấp phê duyệt",
    ),
    Stage(
        name="approve",
        label="Phê duyệt, giao kế hoạch",
        side=Side.OWNER,
        ends="approve",
        open_in=frozenset({S.APPRAISED, S.WAITLISTED}),
        said="phê duyệt",
    ),
    Stage(
        name="contract",
        label="Hợp đồng với đơn vị thực hiện",
        side=Side.OWNER,
        ends="contract",
        open_in=frozenset({S.APPROVED}),
        said="ký hợp đồng thực hiện",
    ),
    Stage(
        name="contract_lines",
        label="Hợp đồng với đơn vị thụ hưởng",
        side=Side.IMPLEMENTER,
        ends="contract_line",
        open_in=_CARRIED_OUT,
        lines=_AFTER_CONTRACT,
        said="ký với đơn vị thụ hưởng",
    ),
    Stage(
        name="advance",
        label="Tạm ứng",
        side=Side.IMPLEMENTER,
        ends="advance",
        open_in=_CARRIED_OUT,
        lines=frozenset({L.ADVANCED}),
        optional=True,
        said="tạm ứng",
    ),
    Stage(
        name="accept_lines",
        label="Nghiệm thu",
        side=Side.OWNER,
        ends="accept_line",
        open_in=_CARRIED_OUT,
        lines=frozenset({L.ACCEPTED, L.PAID, L.FOLLOWED_UP}),
        said="nghiệm thu",
    ),
    Stage(
        name="pay",
        label="Thanh toán",
        side=Side.IMPLEMENTER,
        ends="pay",
        open_in=_CARRIED_OUT | {S.ACCEPTED, S.LIQUIDATED},
        lines=frozenset({L.PAID, L.FOLLOWED_UP}),
        said="thanh toán",
    ),
    Stage(
        name="liquidate",
        label="Thanh lý hợp đồng",
        side=Side.OWNER,
        ends="liquidate",
        open_in=frozenset({S.ACCEPTED}),
        said="thanh lý",
    ),
    Stage(
        name="settle",
        label="Quyết toán",
        side=Side.OWNER,
        ends="settle",
        open_in=frozenset({S.LIQUIDATED}),
        said="quyết toán",
    ),
    Stage(
        name="follow_up",
        label="Theo dõi sau hỗ trợ",
        side=Side.KEEPER,
        ends="close",
        open_in=frozenset({S.SETTLED}),
        said="theo dõi sau hỗ trợ",
    ),
)


@dataclass(frozen=True, slots=True)
class StageNow:
    """A stage of one đề án: how far it is, since when, and what it waits for."""

    number: int
    stage: Stage
    standing: Standing
    done_at: datetime | None = None
    done: int = 0
    of: int = 0
    why: str = ""

    @property
    def counts_lines(self) -> bool:
        """Return whether it is told as so many of so many lines."""
        return bool(self.stage.lines) and self.of > 0


@dataclass(frozen=True, slots=True)
class _Life:
    """What one đề án has behind it."""

    state: str
    lines: Sequence[str]
    last: Mapping[str, datetime]
    ever: Collection[str]

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    def stages_behind(self) -> int:
        """Return how many stages of the whole đề án lie behind it."""
        if self.state == S.CLOSED:
            return len(STAGES)
        if self.ended:
            taken = (n for n, s in enumerate(STAGES, 1) if not s.lines and s.ends in self.last)
            return max(taken, default=0)
        # Lines may still be paid while the whole đề án has gone further.
        now = [n for n, stage in enumerate(STAGES) if self.state in stage.open_in]
        return next((n for n in now if not STAGES[n].lines), min(now, default=0))


def chain(
    state: str, lines: Sequence[str], last: Mapping[str, datetime], ever: Collection[str]
) -> list[StageNow]:
    """Return every stage of a đề án.

    `lines` are the states of the lines that still count, `last` the moment each step was taken
    last, `ever` the steps taken for any line.
    """
    life = _Life(state, lines, last, ever)
    behind = life.stages_behind()
    found = [_stage(number, stage, life, behind) for number, stage in enumerate(STAGES, 1)]
    return [_with_reason(one, found, state) for one in found]


def _stage(number: int, stage: Stage, life: _Life, behind: int) -> StageNow:
    if stage.optional:
        return _advanced(number, stage, life)
    if stage.lines:
        return _of_lines(number, stage, life)
    if number <= behind:
        return StageNow(number, stage, Standing.DONE, life.last.get(stage.ends))
    standing = Standing.NOW if life.state in stage.open_in else Standing.LATER
    return StageNow(number, stage, Standing.NEVER if life.ended else standing)


def _of_lines(number: int, stage: Stage, life: _Life) -> StageNow:
    done, of = sum(line in stage.lines for line in life.lines), len(life.lines)
    if of and done == of:
        return StageNow(number, stage, Standing.DONE, life.last.get(stage.ends), done, of)
    return StageNow(number, stage, _of_some_lines(stage, life, done), None, done, of)


def _of_some_lines(stage: Stage, life: _Life, done: int) -> Standing:
    if life.ended:
        return Standing.NEVER
    if life.state not in stage.open_in or not life.lines:
        return Standing.LATER
    if any(_ready(stage, line) for line in life.lines):
        return Standing.NOW
    return Standing.PART if done else Standing.LATER


def _advanced(number: int, stage: Stage, life: _Life) -> StageNow:
    """An advance is given or not; nobody waits for it."""
    if stage.ends in life.ever:
        return StageNow(number, stage, Standing.DONE, life.last.get(stage.ends))
    over = life.ended or life.state in {S.ACCEPTED, S.LIQUIDATED, S.SETTLED}
    why = "không tạm ứng" if over else "không bắt buộc"
    return StageNow(number, stage, Standing.NEVER if over else Standing.LATER, why=why)


#: From which states of a line a stage of lines can be carried on.
_READY = {
    "contract_line": frozenset({L.CONFIRMED}),
    "accept_line": frozenset({L.CONTRACTED, L.ADVANCED}),
    "pay": frozenset({L.ACCEPTED}),
}


def _ready(stage: Stage, line: str) -> bool:
    return line in _READY.get(stage.ends, frozenset())


def _with_reason(one: StageNow, every: Sequence[StageNow], state: str) -> StageNow:
    if one.standing is not Standing.LATER or one.why:
        return one
    if state == S.SUSPENDED:
        why = "đang tạm dừng"
    else:
        before = [
            s
            for s in every[: one.number - 1]
            if s.standing is not Standing.DONE and not s.stage.optional
        ]
        why = f"chờ mục {before[-1].number}: {before[-1].stage.said}" if before else ""
    return StageNow(one.number, one.stage, one.standing, one.done_at, one.done, one.of, why)
