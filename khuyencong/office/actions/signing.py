"""A document is signed by who has the right, in a capacity that is written down."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khuyencong.core.refusal import Refused
from khuyencong.core.users import Actor
from khuyencong.documents import OnBehalf
from khuyencong.office.actions.noting import locked, note
from khuyencong.office.models import IssuedDocument
from khuyencong.office.rules import require_step
from khuyencong.office.states import DocumentState
from khuyencong.values.text import clean

NAMED = "Ghi họ tên và chức vụ của người ký."
LONG = "Họ tên, chức vụ dài quá 120 ký tự. Xin viết gọn lại."
FOR_WHOM = "Ghi ký thay cho chức vụ nào, như “Giám đốc”."
FOR_NOBODY = "Chỉ ghi “thay cho” khi ký TM., KT., TL. hoặc TUQ."
LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class SignedAs:
    """How somebody signs: his name and post, and in whose stead: "KT." of the "Giám đốc"."""

    name: str
    post: str
    capacity: OnBehalf = OnBehalf.HIMSELF
    of: str = ""


@transaction.atomic
def sign(
    *, by: Actor, document: IssuedDocument, signed_as: SignedAs, at: datetime
) -> IssuedDocument:
    """Sign the document as it was put forward."""
    row = locked(document)
    require_step(by, "sign", row)
    name, post, of = _checked(signed_as)
    row.state = DocumentState.SIGNED
    row.signed_by, row.signed_at = by.id, at
    row.signer, row.post = name, post
    row.capacity, row.capacity_of = signed_as.capacity, of
    row.save()
    note("sign", row, by=by, at=at, capacity=str(signed_as.capacity))
    return row


def _checked(signed_as: SignedAs) -> tuple[str, str, str]:
    told = (clean(signed_as.name), clean(signed_as.post), clean(signed_as.of))
    if not told[0] or not told[1]:
        raise Refused(NAMED)
    if any(len(text) > LONGEST for text in told):
        raise Refused(LONG)
    stands_in = signed_as.capacity not in (OnBehalf.HIMSELF, OnBehalf.ACTING)
    if stands_in != bool(told[2]):
        raise Refused(FOR_WHOM if stands_in else FOR_NOBODY)
    return told
