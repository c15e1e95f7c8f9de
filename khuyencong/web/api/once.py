"""A change that is asked for twice under one key is done once: `Idempotency-Key`."""

import hashlib
import re
from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from ninja import Schema

from khuyencong.connections.actions import claim_key, keep_answer
from khuyencong.connections.models import KeptAnswer
from khuyencong.connections.queries import kept_answer
from khuyencong.core.clock import now
from khuyencong.web.api.edge import bearer
from khuyencong.web.api.problems import Problem, unfit

_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")
Shown = TypeVar("Shown", bound=Schema)


def done_once(request: HttpRequest, do: Callable[[], UUID], show: Callable[[UUID], Shown]) -> Shown:
    """Do `do` unless this key was used; return what came of it, as the asker may see it now."""
    key, question = _key(request), _question(request)
    token = bearer(request).token
    kept = kept_answer(token, key)
    if kept is None:
        try:
            with transaction.atomic():
                claimed = claim_key(token=token, key=key, question=question, at=now())
                outcome = do()
                keep_answer(claimed=claimed, outcome=outcome)
                return show(outcome)
        except IntegrityError:
            # Either the same key was quicker in another request, or the act broke a rule.
            kept = kept_answer(token, key)
            if kept is None:
                raise
    return show(_outcome(kept, question))


def _outcome(kept: KeptAnswer, question: str) -> UUID:
    if kept.question != question or kept.outcome is None:
        raise Problem(409, "Idempotency-Key này đã dùng cho một yêu cầu khác. Xin tạo khóa mới.")
    return kept.outcome


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        raise unfit(
            "header.Idempotency-Key",
            "Gửi kèm Idempotency-Key: 8 đến 64 chữ cái, chữ số, gạch; mỗi việc một khóa.",
        )
    return key


def _question(request: HttpRequest) -> str:
    """Return the hash of what is asked: a repetition asks the very same."""
    told = f"{request.method} {request.path}\n".encode() + request.body
    return hashlib.sha256(told).hexdigest()
