"""Everything that can be asked of keys and of addresses that are told."""

from khuyencong.connections.queries.answers import kept_answer
from khuyencong.connections.queries.hooks import (
    deliveries_visible_to,
    hooks_visible_to,
    listed_deliveries,
    listed_hooks,
)
from khuyencong.connections.queries.tokens import (
    Bearer,
    bearer_of,
    listed_tokens,
    tokens_visible_to,
)

__all__ = [
    "Bearer",
    "bearer_of",
    "deliveries_visible_to",
    "hooks_visible_to",
    "kept_answer",
    "listed_deliveries",
    "listed_hooks",
    "listed_tokens",
    "tokens_visible_to",
]
