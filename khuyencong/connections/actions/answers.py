"""What came of a change is written with the change: who asks again is told it again."""

from datetime import datetime
from uuid import UUID

from khuyencong.connections.models import AccessToken, KeptAnswer
from khuyencong.connections.states import ANSWER_KEPT


def claim_key(*, token: AccessToken, key: str, question: str, at: datetime) -> KeptAnswer:
    """Claim a key for the change that follows in the same transaction.

    Who comes second with it waits here until the first is done. IntegrityError for a used key.
    """
    return KeptAnswer.objects.create(token=token, key=key, question=question, at=at)


def keep_answer(*, claimed: KeptAnswer, outcome: UUID) -> None:
    """Keep what came of the change."""
    claimed.outcome = outcome
    claimed.save(update_fields=["outcome"])


def forget_answers(now: datetime) -> int:
    """Drop the answers that nobody asks for again; return how many."""
    dropped, _ = KeptAnswer.objects.filter(at__lt=now - ANSWER_KEPT).delete()
    return dropped
