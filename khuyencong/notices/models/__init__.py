"""The tables of notices."""

from khuyencong.notices.models.notices import Delivery, Letter, Notice
from khuyencong.notices.models.settings import Address, Preference, Quiet
from khuyencong.notices.models.wording import Wording

__all__ = ["Address", "Delivery", "Letter", "Notice", "Preference", "Quiet", "Wording"]
