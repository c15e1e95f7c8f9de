"""Everything that can be asked of the quality of records."""

from khuyencong.quality.queries.checks import CHECKS, Check
from khuyencong.quality.queries.units import (
    UnitQuality,
    quality_faults,
    quality_of,
    units_visible_to,
)

__all__ = [
    "CHECKS",
    "Check",
    "UnitQuality",
    "quality_faults",
    "quality_of",
    "units_visible_to",
]
