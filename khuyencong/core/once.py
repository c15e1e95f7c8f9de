"""An act happens once: every form that changes something carries a key issued by the server."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.db import IntegrityError, transaction

from khuyencong.core.identity import new_id
from khuyencong.core.models import DoneOnce

SALT = "khuyencong.once"
LONGEST = timedelta(days=7)  # a form left open for a week still works


class StaleForm(Exception):
    """The form's key is missing, forged, another person's, another act's or too old."""

    def __str__(self) -> str:
        return "Biểu mẫu đã hết hạn hoặc không hợp lệ. Xin tải lại trang rồi gửi lại."


def issue(actor: UUID) -> str:
    """Return a signed key for one act of `actor`, to stand in the form."""
    return signing.dumps([str(actor), str(new_id())], salt=SALT, compress=False)


def once(actor: UUID, signed_key: str, act: str, *, at: datetime, do: Callable[[], str]) -> str:
    """Do `do()` unless this key was used; return its outcome (a path), the first or the stored one.

    The key, the act and its journal entry stand or fall in one transaction.
    """
    key = _key_of(actor, signed_key)
    try:
        return _outcome(actor, key, act)
    except DoneOnce.DoesNotExist:
        pass
    try:
        with transaction.atomic():
            mark = DoneOnce.objects.create(actor=actor, key=key, act=act, at=at, outcome="")
            mark.outcome = do()
            mark.save(update_fields=["outcome"])
            return mark.outcome
    except IntegrityError as error:
        # Either the same key was quicker in another request, or the act itself broke a rule.
        try:
            return _outcome(actor, key, act)
        except DoneOnce.DoesNotExist:
            raise error from None


def forget(now: datetime) -> int:
    """Drop the keys whose forms are too old to be sent again; return how many."""
    dropped, _ = DoneOnce.objects.filter(at__lt=now - LONGEST).delete()
    return dropped


def _outcome(actor: UUID, key: UUID, act: str) -> str:
    done = DoneOnce.objects.get(actor=actor, key=key)
    if done.act != act:
        raise StaleForm
    return done.outcome


def _key_of(actor: UUID, signed_key: str) -> UUID:
    try:
        owner, key = signing.loads(signed_key, salt=SALT, max_age=LONGEST)
    except signing.BadSignature as error:
        raise StaleForm from error
    if owner != str(actor):
        raise StaleForm
    return UUID(key)
