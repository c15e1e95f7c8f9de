"""Everything that can happen to keys, to addresses that are told, and to answers."""

from khuyencong.connections.actions.answers import claim_key, forget_answers, keep_answer
from khuyencong.connections.actions.delivering import (
    KIND,
    deliver,
    give_up,
    send_again,
    tell_of,
)
from khuyencong.connections.actions.hooks import end_hook, make_hook, rotate_secret
from khuyencong.connections.actions.tokens import (
    confirm_token,
    make_token,
    note_use,
    revoke_token,
)

__all__ = [
    "KIND",
    "claim_key",
    "confirm_token",
    "deliver",
    "end_hook",
    "forget_answers",
    "give_up",
    "keep_answer",
    "make_hook",
    "make_token",
    "note_use",
    "revoke_token",
    "rotate_secret",
    "send_again",
    "tell_of",
]
