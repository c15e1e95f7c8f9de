"""What SQL constraints cannot hold: that a duty stands where its acts and sendings left it."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from khuyencong.reporting.models import Duty, DutyAct, Submission
from khuyencong.reporting.rules.standing import differing, standing

CHUNK = 5000


def reporting_faults() -> Iterator[str]:
    """Yield a sentence for every duty that differs from what was said of it, and for every sending
    that differs from its answers; three queries.
    """
    acts: dict[UUID, list[DutyAct]] = defaultdict(list)
    for act in DutyAct.objects.iterator(chunk_size=CHUNK):
        acts[act.duty_id].append(act)
    sendings: dict[UUID, list[Submission]] = defaultdict(list)
    for sending in Submission.objects.order_by("ordinal").iterator(chunk_size=CHUNK):
        sendings[sending.duty_id].append(sending)
    for duty in Duty.objects.order_by("id").iterator(chunk_size=CHUNK):
        found = standing(acts[duty.id], sendings[duty.id])
        if any(differing(duty, found.duty)):
            yield f"Báo cáo phải gửi {duty.id}: tình trạng hoặc hạn khác với lịch sử."
        for one in sendings[duty.id]:
            if any(differing(one, found.sendings[one.id])):
                yield f"Báo cáo phải gửi {duty.id}: lần gửi {one.ordinal} khác với lịch sử."
