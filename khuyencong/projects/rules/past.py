"""How far a past đề án came, by what its papers tell of its lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from khuyencong.core.refusal import Refused
from khuyencong.projects.states import LineState, ProjectState
from khuyencong.values.dates import format_date

#: The stages of a line in the order in which they happened, as papers name them.
STAGES = ("approved", "contracted", "accepted", "paid", "settled")
IN_WORDS = ("phê duyệt", "ký hợp đồng", "nghiệm thu", "thanh toán", "quyết toán")
PROJECT_AT = {
    "approved": ProjectState.APPROVED,
    "contracted": ProjectState.CONTRACTED,
    "accepted": ProjectState.ACCEPTED,
    "paid": ProjectState.ACCEPTED,
    "settled": ProjectState.SETTLED,
}
LINE_AT = {
    "approved": LineState.CONFIRMED,
    "contracted": LineState.CONTRACTED,
    "accepted": LineState.ACCEPTED,
    "paid": LineState.PAID,
    "settled": LineState.PAID,
}


@dataclass(frozen=True, kw_only=True)
class PastDays:
    """When a line was approved, contracted, accepted, paid, settled; None from where it ends."""

    approved: date
    contracted: date | None = None
    accepted: date | None = None
    paid: date | None = None
    settled: date | None = None

    @property
    def told(self) -> list[tuple[str, date]]:
        """Return the stages that the papers tell, with their days, in order."""
        found = [(stage, getattr(self, stage)) for stage in STAGES]
        return [(stage, day) for stage, day in found if day is not None]

    @property
    def stage(self) -> str:
        """Return the last stage told."""
        return self.told[-1][0]


def require_days(days: PastDays, today: date) -> None:
    """Refuse days out of order, a stage left out between others, and a day to come."""
    told = days.told
    if [stage for stage, _ in told] != list(STAGES[: len(told)]):
        raise Refused("Ngày của các bước phải đủ từ phê duyệt tới bước cuối, không bỏ cách.")
    for (_, before), (stage, day) in pairwise(told):
        if day < before:
            word = IN_WORDS[STAGES.index(stage)]
            raise Refused(f"Ngày {word} {format_date(day)} trước bước liền trước nó.")
    if told[-1][1] > today:
        raise Refused("Đề án đã làm xong: mọi ngày phải đã qua.")


def stage_of(days: Sequence[PastDays]) -> str:
    """Return how far a đề án came: as far as each of its lines; Refused where these differ."""
    stages = {one.stage for one in days}
    if not stages:
        raise Refused("Ghi ít nhất một dòng hỗ trợ của đề án.")
    if len(stages) > 1:
        raise Refused("Các dòng của một đề án đã qua phải tới cùng một bước.")
    return stages.pop()
