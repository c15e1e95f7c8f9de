"""Answers that were given before."""

from khuyencong.connections.models import AccessToken, KeptAnswer


def kept_answer(token: AccessToken, key: str) -> KeptAnswer | None:
    """Return what was answered under a key of this software, or None."""
    return KeptAnswer.objects.filter(token=token, key=key).first()
