"""Everything that can happen in the registry."""

from khuyencong.registry.actions.reference import load_reference_data
from khuyencong.registry.actions.succession import succeed

__all__ = ["load_reference_data", "succeed"]
