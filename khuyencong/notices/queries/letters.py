"""The words of a letter: what sort of thing waits and a link to it, nothing of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from khuyencong.notices.models import Notice
from khuyencong.notices.queries.inbox import body_names, worded
from khuyencong.notices.queries.wording import sentences
from khuyencong.notices.rules.wording import filled
from khuyencong.notices.states import Way, Weight

#: Officers read at the desk, people of an establishment in the public service.
DESK, SERVICE = "/desk/thong-bao/", "/dich-vu/thong-bao/"
#: A message on a phone tells the first, and how many more there are.
SHORT = 150


@dataclass(frozen=True)
class Message:
    """What leaves: a subject for mail, the whole text."""

    subject: str
    text: str


def composed(notices: Sequence[Notice], way: str) -> Message:
    """Return the message of some notices, what is to be done first; two queries."""
    said, names = sentences(), body_names(notices)
    lines = [(one, worded(one, said, names)) for one in notices]
    todo = sum(one.weight == Weight.TODO for one in notices)
    key = "letter.subject_one" if len(lines) == 1 else "letter.subject_many"
    subject = filled(key, said[key], {"so": str(len(lines)), "viec": str(todo)})
    if way == Way.MAIL:
        return Message(subject, _mail(lines))
    return Message(subject, _short(lines))


def link(notice: Notice) -> str:
    """Return where a notice is opened: its id says nothing."""
    return f"{lists([notice])}{notice.id}/"


def lists(notices: Sequence[Notice]) -> str:
    """Return where notices are read: at the desk, but where all are told to an establishment."""
    path = SERVICE if all(one.establishment_id for one in notices) else DESK
    return f"{settings.PUBLIC_ADDRESS}{path}"


def _mail(lines: Sequence[tuple[Notice, str]]) -> str:
    parts = []
    for weight in Weight:
        told = [(one, words) for one, words in lines if one.weight == weight]
        if told:
            parts.append(f"{weight.label.upper()}\n")
            parts += [f"- {words}\n  {link(one)}\n" for one, words in told]
    parts.append(f"\nMọi thông báo, và cách nhận: {lists([one for one, _ in lines])}\n")
    return "\n".join(parts)


def _short(lines: Sequence[tuple[Notice, str]]) -> str:
    first, words = lines[0]
    more = f" (và {len(lines) - 1} thông báo nữa)" if len(lines) > 1 else ""
    where = lists([one for one, _ in lines]) if more else link(first)
    return f"{words[:SHORT]}{more} {where}"
