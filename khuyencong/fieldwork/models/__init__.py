"""Kits, files that came back, the sheets in them, and what was decided about them."""

from khuyencong.fieldwork.models.entries import Decision, Entry, Revision, SiteNote
from khuyencong.fieldwork.models.kits import Kit, Returned

__all__ = ["Decision", "Entry", "Kit", "Returned", "Revision", "SiteNote"]
