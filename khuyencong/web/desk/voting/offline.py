"""What a device kept while it was offline comes in: writing by writing, each with its key."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_POST

from khuyencong.accounts.permissions import Permission
from khuyencong.competitions.actions.scoring import SheetIsLocked, write_sheet
from khuyencong.competitions.forms.scoring import ScoreForm
from khuyencong.competitions.queries.jury import fields_of
from khuyencong.competitions.states import Channel
from khuyencong.core.clock import now
from khuyencong.core.refusal import Refused
from khuyencong.web.access import requires
from khuyencong.web.desk.voting.scoring import own_sheet, put_faults

UNREADABLE = "Bản ghi gửi lên không đọc được. Xin nhập lại trên trang."
LARGEST = 20_000


@require_POST
@requires(Permission.VOTING_SCORE)
def send(request: HttpRequest, sheet_id: UUID) -> JsonResponse:
    """Keep one writing; what came before, or was overtaken, is answered as well kept.

    200: kept, with what the sheet says now. 409: locked. 422: refused, with why. The device keeps
    what it has until one of these answers comes.
    """
    one = own_sheet(request, sheet_id)
    try:
        key, written_at, typed = _read(request.body)
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"state": "refused", "said": UNREADABLE}, status=422)
    form = ScoreForm(typed, boxes=fields_of(one))
    try:
        if form.is_valid():
            one = write_sheet(
                by=request.user,
                sheet=one,
                told=form.told(),
                key=key,
                written_at=written_at,
                at=now(),
                channel=Channel.OFFLINE,
            )
            return JsonResponse({"state": "kept", "total": one.total})
    except SheetIsLocked as refusal:
        return JsonResponse({"state": "locked", "said": str(refusal)}, status=409)
    except Refused as refusal:
        put_faults(form, refusal)
    said = " ".join(told for errors in form.errors.values() for told in errors)
    return JsonResponse({"state": "refused", "said": said}, status=422)


def _read(body: bytes) -> tuple[UUID, datetime, dict[str, Any]]:
    if len(body) > LARGEST:
        raise ValueError("too large")
    said = json.loads(body)
    written_at = datetime.fromisoformat(said["written_at"])
    if written_at.tzinfo is None:
        raise ValueError("a moment without a zone")
    typed = {str(name): str(value) for name, value in said["typed"].items()}
    return UUID(said["key"]), written_at, typed
