"""The answer to a change is written with the change: who asks again gets it again."""

from datetime import datetime

from khuyencong.connections.models import AccessToken, KeptAnswer
from khuyencong.connections.states import ANSWER_KEPT


def keep_answer(
    *,
    token: AccessToken,
    key: str,
    question: str,
    status: int,
    headers: dict[str, str],
    body: str,
    at: datetime,
) -> None:
    """Keep what is answered, in the transaction of the change. IntegrityError for a used key."""
    KeptAnswer.objects.create(
        token=token, key=key, question=question, status=status, headers=headers, body=body, at=at
    )


def forget_answers(now: datetime) -> int:
    """Drop the answers that nobody asks for again; return how many."""
    dropped, _ = KeptAnswer.objects.filter(at__lt=now - ANSWER_KEPT).delete()
    return dropped
