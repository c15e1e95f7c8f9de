"""Who may take which step, and what must hold for it: pure, on loaded objects."""

from khuyencong.core.refusal import Refused as Refused
from khuyencong.projects.rules.steps import (
    may_take,
    open_steps,
    require_line_step,
    require_step,
    why_not,
)

__all__ = ["Refused", "may_take", "open_steps", "require_line_step", "require_step", "why_not"]
