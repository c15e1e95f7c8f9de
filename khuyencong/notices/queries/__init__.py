"""Whom an act concerns, what a person was told, how he wants to be told."""

from khuyencong.notices.queries.inbox import Told, inbox, notices_visible_to, told, unread_count

__all__ = ["Told", "inbox", "notices_visible_to", "told", "unread_count"]
