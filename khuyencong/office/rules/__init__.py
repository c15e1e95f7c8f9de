"""Pure rules of the office."""

from khuyencong.office.rules.issuing import issued, previewed
from khuyencong.office.rules.steps import require_step, why_not

__all__ = ["issued", "previewed", "require_step", "why_not"]
