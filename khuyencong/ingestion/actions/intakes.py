"""A large file is taken at once and read in the background: by whichever worker comes to it.

A worker that dies while it reads leaves a lease that runs out; then another reads the file again.
The report, its figures and the end of the intake are one transaction.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from khuyencong.ingestion import rules
from khuyencong.ingestion.actions.files import store
from khuyencong.ingestion.actions.receiving import ReadFile, keep, read_file
from khuyencong.ingestion.formats import TOO_LARGE, NotTaken
from khuyencong.ingestion.models import Intake
from khuyencong.ingestion.queries import free_intakes
from khuyencong.ingestion.rules import Refused
from khuyencong.ingestion.states import IntakeState
from khuyencong.registry.models import Organisation
from khuyencong.values.text import clean

if TYPE_CHECKING:
    from khuyencong.accounts.models import User

#: After so long a worker that has begun is taken for dead.
LEASE = timedelta(seconds=2 * settings.READING_SECONDS)
ATTEMPTS = 3
MOST_ON_THE_WAY = 20
TOO_OFTEN = f"Đã thử đọc {ATTEMPTS} lần mà không lần nào xong. Xin lưu tệp lại rồi nộp lại."
LOST = "Tệp đang chờ không còn trong kho. Xin nộp lại."
TOO_MANY = f"Anh/chị đang có {MOST_ON_THE_WAY} tệp chờ đọc. Xin chờ đọc xong vài tệp rồi nộp tiếp."


@transaction.atomic
def hand_in(
    *, by: "User", custodian: Organisation, file_name: str, data: bytes, at: datetime
) -> Intake:
    """Keep a file that waits to be read; the caller lets the worker know.

    Raises Refused without the right or with too many on the way, NotTaken for one too large.
    """
    if not rules.may_receive(by, custodian.id):
        raise Refused("Anh/chị không có quyền nộp báo cáo cho đơn vị này.")
    if len(data) > settings.UPLOAD_LIMIT:
        raise NotTaken(TOO_LARGE)
    if Intake.objects.filter(by=by, ended_at=None).count() >= MOST_ON_THE_WAY:
        raise Refused(TOO_MANY)
    intake = Intake.objects.create(
        custodian=custodian,
        by=by,
        file_name=(clean(file_name) or "tệp không tên")[-200:],
        size=len(data),
        handed_in_at=at,
    )
    # Last, for a transaction takes back no file.
    store(intake.stored_file, data)
    return intake


def read_intake(intake_id: UUID, *, clock: Callable[[], datetime]) -> Intake | None:
    """Read a file that waits, unless another worker does; return it as it ended, None for none.

    `clock` tells the moment of the beginning and, later, that of the end.
    """
    intake = _begin(intake_id, clock())
    if intake is None:
        return None
    if intake.attempts > ATTEMPTS:
        return _end(intake, NotTaken(TOO_OFTEN), clock())
    try:
        with default_storage.open(intake.stored_file) as file:
            outcome: ReadFile | NotTaken = read_file(intake.file_name, file.read())
    except FileNotFoundError:
        outcome = NotTaken(LOST)
    except NotTaken as refusal:
        outcome = refusal
    return _end(intake, outcome, clock())


def _begin(intake_id: UUID, at: datetime) -> Intake | None:
    """Take the lease of a file that nobody reads; one statement, so only one gets it."""
    mine = free_intakes(at - LEASE).filter(id=intake_id)
    taken = mine.update(state=IntakeState.READING, started_at=at, attempts=F("attempts") + 1)
    return Intake.objects.select_related("by", "custodian").get(id=intake_id) if taken else None


def _end(intake: Intake, outcome: ReadFile | NotTaken, at: datetime) -> Intake:
    """Keep what was read, or why it was not; a file that has ended meanwhile stays as it ended."""
    with transaction.atomic():
        current = Intake.objects.select_for_update().get(id=intake.id)
        if current.ended_at:
            return current
        current.ended_at = at
        try:
            if isinstance(outcome, NotTaken):
                raise outcome
            current.document = keep(by=intake.by, custodian=intake.custodian, read=outcome, at=at)
            current.state = IntakeState.DONE
        except (NotTaken, Refused) as refusal:
            current.state, current.refusal = IntakeState.REFUSED, str(refusal)[:300]
        current.save()
        transaction.on_commit(lambda: default_storage.delete(current.stored_file))
    return current
