"""An officer goes on with an establishment's own draft: a code told by voice, consent written down.

The establishment asks for the code, sees who helps, and ends it when it likes.
"""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from khuyencong.applications.actions.noting import locked_request, note, stop_help
from khuyencong.applications.models import Help, Request
from khuyencong.applications.rules import helps, may_help, represents
from khuyencong.applications.states import EDITABLE
from khuyencong.core.lines import line
from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor

#: Letters and figures that are not mistaken for one another when read aloud or typed.
SIGNS, LENGTH = "ABCDEFGHJKMNPQRSTVWXYZ23456789", 6
#: For how long a code is worth something, and for how long somebody may then help.
CODE_HOLDS, HELP_HOLDS = timedelta(minutes=15), timedelta(hours=2)
CONSENT = 200
NO_SUCH_CODE = "Mã không đúng hoặc đã hết hạn. Xin hỏi lại cơ sở, mã có giá trị 15 phút."


@transaction.atomic
def ask_help(*, by: Actor, request: Request, at: datetime) -> Help:
    """Give the establishment a new code to tell an officer; one that was given before is void."""
    request = locked_request(request)
    if not represents(by, request):
        raise Refused("Chỉ người đại diện của cơ sở lấy được mã giúp.")
    if not request.by_establishment or request.state not in EDITABLE:
        raise Refused("Đề nghị này không còn là bản nháp của cơ sở: không cần mã giúp.")
    stop_help(request, by=by.id, at=at)
    given = Help.objects.create(
        request=request, code=_code(at), asked_by=by.id, asked_at=at, until=at + CODE_HOLDS
    )
    _note("request.help_asked", request, by, at)
    return given


@transaction.atomic
def begin_help(*, by: Actor, code: str, consent: str, at: datetime) -> Request:
    """Let the officer who was told the code go on with the draft; Refused tells nothing more.

    `consent` is how the establishment agreed, as the officer writes it down.
    """
    typed = "".join(code.upper().split()).replace("-", "")
    rows = Help.objects.filter(code=typed, ended_at=None, officer=None, until__gt=at)
    found = rows.select_related("request").first()
    if found is None:
        raise Refused(NO_SUCH_CODE)
    request = locked_request(found.request)
    given = rows.filter(id=found.id).first()
    if given is None or not may_help(by, request):
        raise Refused(NO_SUCH_CODE)
    given.officer, given.begun_at = by.id, at
    given.consent = line(consent, "Cơ sở đồng ý thế nào", CONSENT, required=True)
    given.save(update_fields=["officer", "begun_at", "consent"])
    request.helper, request.helped = by.id, given.asked_by
    request.save(update_fields=["helper", "helped"])
    facts = {"for": str(given.asked_by), "consent": "voice"}
    _note("request.help_begun", request, by, at, facts)
    return request


@transaction.atomic
def end_help(*, by: Actor, request: Request, at: datetime) -> Request:
    """End the help: the establishment when it likes, the officer when it is done."""
    request = locked_request(request)
    if not represents(by, request) and not helps(by, request):
        raise Refused("Chỉ cơ sở hoặc cán bộ đang giúp dừng được.")
    if not stop_help(request, by=by.id, at=at):
        raise Refused("Không còn ai đang giúp bản nháp này.")
    return request


def end_old_help(at: datetime) -> int:
    """End the help that nobody ended, and void the codes nobody used; return how many."""
    begun = Help.objects.filter(ended_at=None, begun_at__lte=at - HELP_HOLDS)
    unused = Help.objects.filter(ended_at=None, officer=None, until__lte=at)
    requests = Request.objects.filter(helps__in=(begun | unused).values("id"))
    ended = 0
    for request in requests.distinct():
        with transaction.atomic():
            # The row may have changed meanwhile: asked again under the lock.
            locked = locked_request(request)
            if (begun | unused).filter(request=locked).exists():
                stop_help(locked, by=None, at=at)
                ended += 1
    return ended


def _code(at: datetime) -> str:
    """Return a code that no help in force bears."""
    # Codes out of date no longer stand in the way of the constraint.
    Help.objects.filter(ended_at=None, officer=None, until__lte=at).update(ended_at=at)
    while True:
        code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
        if not Help.objects.filter(code=code, ended_at=None).exists():
            return code


def _note(
    act: str, request: Request, by: Actor, at: datetime, facts: dict[str, str] | None = None
) -> None:
    custodian: UUID = request.custodian_id
    note(act, custodian=custodian, about=f"request:{request.id}", by=by, at=at, facts=facts)
