"""What must be true of the whole register and no single row can promise."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from khuyencong.law.models import Parameter
from khuyencong.law.models.parameters import slot_of
from khuyencong.law.queries.snapshot import last_end, loaded


def forks() -> Iterator[str]:
    """Yield a sentence for every parameter that is filed wrongly or stands beside its equal.

    Two verified rows of one slot must not hold on one day.
    """
    slots: dict[str, list[Parameter]] = defaultdict(list)
    for row in loaded().filter(superseded_at=None, verified=True):
        if row.slot != slot_of(row):
            yield f"Tham số {row.code}: ô lưu không khớp nội dung."
        slots[row.slot].append(row)
    for rows in slots.values():
        rows.sort(key=lambda row: row.valid_from or date.min)
        for before, after in pairwise(rows):
            end = last_end(before)
            if end is None or (after.valid_from or date.min) < end:
                yield f"Tham số {before.code} và {after.code} cùng áp dụng trong một ngày."
