"""The history of a record read again: each row goes on from the one before, along the table."""

from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.core.workflow import Step, Steps


@dataclass(frozen=True, slots=True)
class Told:
    """One row of the history, as the replay needs it."""

    step: str
    before: str
    after: str


def broken_at(table: Steps, start: str, stored: str, rows: Iterable[Told]) -> str:
    """Return in words the first row that does not follow, or how the end differs; "" where whole.

    A row with no state before it enters a record as it was found: it sets the state.
    """
    by_name = {step.name: step for step in table}
    state = start
    for row in rows:
        if row.before and row.before != state:
            return f"việc “{row.step}” ghi từ bước “{row.before}”, lúc ấy đang ở “{state}”"
        if not _is_of_table(by_name.get(row.step), row):
            return f"việc “{row.step}” không dẫn từ “{row.before}” tới “{row.after}”"
        state = row.after
    if state != stored:
        return f"lịch sử dẫn tới “{state}”, đang lưu “{stored}”"
    return ""


def _is_of_table(step: Step | None, row: Told) -> bool:
    if row.before in ("", row.after):
        return True
    return step is not None and row.before in step.sources and row.after == step.target
