"""What came of a change is written with the change: who asks again is told it again."""

from datetime import datetime
from uuid import UUID

from khuyencong.connections.models import AccessToken, KeptAnswer
from khuyencong.connections.states import ANSWER_KEPT


def keep_answer(
    *, token: AccessToken, key: str, question: str, outcome: UUID, at: datetime
) -> None:
    """Keep what came of a change, in its transaction. IntegrityError for a key used meanwhile."""
    KeptAnswer.objects.create(token=token, key=key, question=question, outcome=outcome, at=at)


def forget_answers(now: datetime) -> int:
    """Drop the answers that nobody asks for again; return how many."""
    dropped, _ = KeptAnswer.objects.filter(at__lt=now - ANSWER_KEPT).delete()
    return dropped
