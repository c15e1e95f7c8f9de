"""A photograph as it came, and its two copies that say nothing but the picture."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from khuyencong.competitions.models import Photo
from khuyencong.core.limited import ChildFailed, LimitExceeded, Limits, run_limited
from khuyencong.core.refusal import Refused

CHILD = "khuyencong.formats.redrawn:redraw"
LIMITS = Limits(seconds=30, memory=1024**3, answer=16 * 1024**2)
#: In bytes: what a good telephone makes.
LARGEST = 12 * 1024**2
TOO_LARGE = "Ảnh quá 12 MB: xin chụp ở cỡ nhỏ hơn, hoặc gửi lại bằng ứng dụng nhắn tin."


@dataclass(frozen=True, slots=True)
class Drawn:
    """A photograph as handed in, as the public sees it, and small; the last two without EXIF."""

    original: bytes
    public: bytes
    small: bytes


def drawn(data: bytes) -> Drawn:
    """Return the picture drawn anew in a child of bounded time and memory; Refused says why not."""
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    try:
        head, _, both = run_limited(CHILD, data, limits=LIMITS).partition(b"\n")
    except (ChildFailed, LimitExceeded) as refusal:
        raise Refused(str(refusal)) from refusal
    end = json.loads(head)["public"]
    return Drawn(data, both[:end], both[end:])


def photos_of(product_id: UUID) -> QuerySet[Photo]:
    """Return the photographs that a product has now, in order."""
    return Photo.objects.filter(product=product_id, ended_at=None).order_by("position", "id")
