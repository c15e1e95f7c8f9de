"""All that can be asked of plans."""

from khuyencong.plans.queries.scope import (
    plans_visible_to,
    registrations_visible_to,
    versions_visible_to,
)

__all__ = ["plans_visible_to", "registrations_visible_to", "versions_visible_to"]
