"""What is done with notices: told, sent, read; ways chosen; sentences worded."""

from khuyencong.notices.actions.choosing import choose
from khuyencong.notices.actions.falling_due import tell_due
from khuyencong.notices.actions.reading import read_all, read_one
from khuyencong.notices.actions.reminding import tell_reminders
from khuyencong.notices.actions.sending import deliver_letter, forget_addresses, send_due
from khuyencong.notices.actions.telling import tell_new
from khuyencong.notices.actions.wording import use_standard, word

__all__ = [
    "choose",
    "deliver_letter",
    "forget_addresses",
    "read_all",
    "read_one",
    "send_due",
    "tell_due",
    "tell_new",
    "tell_reminders",
    "use_standard",
    "word",
]
