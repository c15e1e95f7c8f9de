"""Who may do what, on loaded objects."""

from uuid import UUID

from khuyencong.core.users import Actor
from khuyencong.publishing.models import PublicationVersion

READ, WRITE, PUBLISH = "news.read", "news.write", "news.publish"
READ_QUESTIONS, ANSWER = "question.read", "question.answer"


def may_write(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may draft for this body."""
    return user.may(WRITE, of=custodian_id)


def may_publish(user: Actor, custodian_id: UUID, version: PublicationVersion) -> bool:
    """Return whether the user may put this version in public: not who wrote it."""
    return version.by != user.id and user.may(PUBLISH, of=custodian_id)


def may_take_back(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user may take something out of the public: one person is enough."""
    return user.may(PUBLISH, of=custodian_id)


def may_answer(user: Actor, custodian_id: UUID) -> bool:
    """Return whether the user answers questions for this body."""
    return user.may(ANSWER, of=custodian_id)
