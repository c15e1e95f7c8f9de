"""What is due leaves together: one letter for a person and a way, through the outbox.

The letter and its message in the outbox stand or fall together. A message that comes again bears
the same id: a mail reader and a gateway know it as the same one.
"""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.core import outbox
from khuyencong.notices import gateways
from khuyencong.notices.models import Address, Delivery, Letter, Notice
from khuyencong.notices.queries.letters import composed
from khuyencong.notices.queries.recipients import still_concerns
from khuyencong.notices.queries.settings import address_of
from khuyencong.notices.states import Dropped

LETTER = "notices.letter"
MOST = 500


def send_due(at: datetime) -> int:
    """Put what is due into letters; return how many letters. Done twice at once, each once."""
    total = 0
    while made := _letters(at):
        total += made
    return total


@transaction.atomic
def _letters(at: datetime) -> int:
    waiting = Delivery.objects.select_for_update(of=("self",)).filter(letter=None, due_at__lte=at)
    rows = list(waiting.select_related("notice").order_by("due_at", "id")[:MOST])
    together: dict[tuple[UUID, str], list[Delivery]] = defaultdict(list)
    for row in rows:
        together[(row.notice.user_id, row.way)].append(row)
    for (user, way), deliveries in together.items():
        letter = Letter.objects.create(user_id=user, way=way, created_at=at)
        Delivery.objects.filter(id__in=[one.id for one in deliveries]).update(letter=letter)
        outbox.put(LETTER, {"letter": str(letter.id)}, at=at)
    return len(together)


def deliver_letter(message_id: UUID, letter_id: UUID, at: datetime) -> None:
    """Send a letter, or drop it where it concerns nobody any more or has no address.

    One that was sent or dropped before is left as it is.
    """
    letter = Letter.objects.select_related("user").get(id=letter_id)
    if letter.sent_at or letter.dropped:
        return
    notices = _still_told(letter)
    to = address_of(letter.user, letter.way) if notices else ""
    if not to:
        why = Dropped.NO_ADDRESS if notices else Dropped.NO_RIGHT
        Letter.objects.filter(id=letter.id).update(dropped=why)
        return
    gateways.gateway_of(letter.way).send(message_id, to, composed(letter.user, notices, letter.way))
    Letter.objects.filter(id=letter.id, sent_at=None).update(sent_at=at)


def _still_told(letter: Letter) -> list[Notice]:
    rows = Notice.objects.filter(deliveries__letter=letter).order_by("-weight", "at", "id")
    return [one for one in rows if still_concerns(one, letter.user)]


def forget_addresses(at: datetime) -> int:
    """Delete where people who left were reached; return how many addresses."""
    gone = User.objects.filter(is_active=False)
    deleted, _ = Address.objects.filter(user__in=gone.values("id")).delete()
    return deleted
